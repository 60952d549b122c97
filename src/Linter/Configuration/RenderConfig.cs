using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Configuration;

/// <summary>What the configuration says of rendering.</summary>
public sealed record RenderConfig
{
    /// <summary>"auto", "off" or "require".</summary>
    public Configured<string>? Mode { get; init; }

    public Configured<bool>? FailsOnSkipped { get; init; }

    /// <summary>In seconds.</summary>
    public Configured<int>? TimeLimit { get; init; }

    /// <summary>Absolute path of a program; null for the one on PATH.</summary>
    public Configured<string>? Helm { get; init; }

    public Configured<string>? Kustomize { get; init; }

    public Configured<string>? Kubectl { get; init; }

    public ImmutableArray<ConfiguredChart> Charts { get; init; } = [];

    /// <summary>This over the configuration of a folder above: what it says wins, lists are joined.</summary>
    public RenderConfig Over(RenderConfig outer) => new()
    {
        Mode = Mode ?? outer.Mode,
        FailsOnSkipped = FailsOnSkipped ?? outer.FailsOnSkipped,
        TimeLimit = TimeLimit ?? outer.TimeLimit,
        Helm = Helm ?? outer.Helm,
        Kustomize = Kustomize ?? outer.Kustomize,
        Kubectl = Kubectl ?? outer.Kubectl,
        Charts = [.. outer.Charts, .. Charts],
    };
}

/// <summary>A chart with the values that it is installed with.</summary>
/// <param name="Chart">Path of its folder, from the configuration's folder.</param>
/// <param name="Span">The entry's first line.</param>
public sealed record ConfiguredChart(Configured<string> Chart, SourceSpan Span)
{
    public Configured<string>? Name { get; init; }

    /// <summary>Paths from the configuration's folder.</summary>
    public ImmutableArray<Configured<string>> Values { get; init; } = [];

    public ImmutableArray<string> Sets { get; init; } = [];

    public string? Release { get; init; }

    public string? Namespace { get; init; }

    /// <summary>"1.34".</summary>
    public string? KubernetesVersion { get; init; }

    public ImmutableArray<string> ApiVersions { get; init; } = [];

    /// <summary>Absolute folder of the configuration, once its place on disk is known.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What sets it apart from other uses of the chart; empty where nothing is said.</summary>
    public string Variant => Name?.Value ?? string.Join(", ", Values.Select(file => file.Value));
}
