using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Configuration;

/// <summary>A .lint.yaml without mistakes in it. What it leaves out is null or empty.</summary>
public sealed record LintConfig
{
    public static LintConfig Empty { get; } = new();

    /// <summary>"default" or "strict".</summary>
    public Configured<string>? Profile { get; init; }

    /// <summary><c>rules</c>, then each of <c>overrides</c>: later ones win.</summary>
    public ImmutableArray<RuleLayer> RuleLayers { get; init; } = [];

    /// <summary>Files and folders that are not searched for manifests.</summary>
    public ImmutableArray<Glob> Exclude { get; init; } = [];

    public ImmutableArray<ConfiguredUnit> Units { get; init; } = [];

    public ImmutableArray<External> Externals { get; init; } = [];

    public Configured<string>? Namespace { get; init; }

    public ClusterConfig Cluster { get; init; } = new();

    public RenderConfig Render { get; init; } = new();

    /// <summary>The lowest level that fails the run; Off for "never".</summary>
    public Configured<Severity>? FailOn { get; init; }

    public ImmutableArray<PathIgnore> Ignore { get; init; } = [];

    /// <summary>False: the next configuration upward holds too, beneath this one.</summary>
    public bool IsRoot { get; init; } = true;

    /// <summary>The top-level keys that are given, in order.</summary>
    public ImmutableArray<SourceSpan> Keys { get; init; } = [];

    /// <summary>This configuration over one of a folder above: what it says wins, lists are joined.</summary>
    public LintConfig Over(LintConfig outer) => this with
    {
        Profile = Profile ?? outer.Profile,
        RuleLayers = [.. outer.RuleLayers, .. RuleLayers],
        Exclude = [.. outer.Exclude, .. Exclude],
        Units = [.. outer.Units, .. Units],
        Externals = [.. outer.Externals, .. Externals],
        Namespace = Namespace ?? outer.Namespace,
        Cluster = new ClusterConfig
        {
            KubernetesVersion = Cluster.KubernetesVersion ?? outer.Cluster.KubernetesVersion,
            NodePortRange = Cluster.NodePortRange ?? outer.Cluster.NodePortRange,
            NodeCount = Cluster.NodeCount ?? outer.Cluster.NodeCount,
            LargestNode = Cluster.LargestNode.IsEmpty ? outer.Cluster.LargestNode : Cluster.LargestNode,
        },
        Render = Render.Over(outer.Render),
        FailOn = FailOn ?? outer.FailOn,
        Ignore = [.. outer.Ignore, .. Ignore],
        IsRoot = outer.IsRoot,
        Keys = [.. outer.Keys, .. Keys],
    };
}

/// <summary>A value and the place that gives it.</summary>
public sealed record Configured<T>(T Value, SourceSpan Span);

/// <summary>What the configuration says of the cluster.</summary>
public sealed record ClusterConfig
{
    /// <summary>The N of Kubernetes 1.N.</summary>
    public Configured<int>? KubernetesVersion { get; init; }

    public Configured<(int First, int Last)>? NodePortRange { get; init; }

    public Configured<int>? NodeCount { get; init; }

    /// <summary>Quantities by resource name, in order.</summary>
    public ImmutableArray<ConfiguredQuantity> LargestNode { get; init; } = [];
}

/// <summary>An amount of a resource, such as 16Gi of memory.</summary>
/// <param name="Resource">Its name.</param>
/// <param name="Quantity">The amount as written.</param>
public sealed record ConfiguredQuantity(string Resource, Node Quantity);

/// <summary>Findings of some rules in some files that are known and accepted.</summary>
/// <param name="Paths">Where.</param>
/// <param name="Rules">Their names.</param>
/// <param name="Reason">Why.</param>
/// <param name="Span">The entry's first line.</param>
public sealed record PathIgnore(ImmutableArray<Glob> Paths, ImmutableArray<string> Rules, string Reason, SourceSpan Span)
{
    /// <summary>The present name of each rule, and the place that names it.</summary>
    public ImmutableArray<Configured<string>> RuleNames { get; init; } = [];

    /// <summary>The whole folder of the configuration is linted, so that one which matches nothing can be told.</summary>
    public bool IsJudged { get; init; }
}
