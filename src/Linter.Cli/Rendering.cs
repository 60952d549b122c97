using Linter.Configuration;
using Linter.Engine;
using Linter.Manifests;

namespace Linter.Cli;

/// <summary>Whether charts and kustomizations are rendered.</summary>
internal enum RenderMode
{
    /// <summary>With the tools that are there.</summary>
    Auto,

    /// <summary>No tool is run.</summary>
    Off,

    /// <summary>What cannot be rendered makes the run unusable.</summary>
    Require,
}

/// <summary>Finds the tools that render, and runs them over what was found.</summary>
/// <param name="Mode">Of the run.</param>
internal sealed record Rendering(RenderMode Mode)
{
    /// <summary>What the configuration says.</summary>
    public RenderConfig Config { get; init; } = new();

    /// <summary>Null for the tool's own.</summary>
    public string? KubeVersion { get; init; }

    public string? Namespace { get; init; }

    /// <summary>The configuration does not say what the units are.</summary>
    public bool SplitsFolders { get; init; } = true;

    /// <param name="given">What the command line says; null for what it leaves to the configuration.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="options">Of the run.</param>
    public static Rendering Of(RenderMode? given, LintConfig config, LintOptions options) => new(given ?? ModeOf(config.Render))
    {
        Config = config.Render,
        KubeVersion = config.Cluster.KubernetesVersion is null && options.Cluster.KubernetesMinor == LintOptions.LatestKubernetesMinor
            ? null
            : $"1.{options.Cluster.KubernetesMinor}",
        Namespace = options.Namespace,
        SplitsFolders = options.Units.IsEmpty,
    };

    /// <summary>Searches paths with charts and kustomizations as targets, and renders those.</summary>
    public InputFiles Find(IReadOnlyList<string> paths, FinderOptions options, CliEnvironment environment) =>
        Render(ManifestFinder.Find(paths, With(options)), environment);

    /// <summary>To search with charts and kustomizations as targets.</summary>
    public FinderOptions With(FinderOptions options) =>
        options with
        {
            FindsTargets = true,
            FollowsKustomizations = Mode != RenderMode.Off,
            Charts = Config.Charts,
            SplitsFolders = SplitsFolders
        };

    /// <summary>What was found, rendered.</summary>
    public InputFiles Render(InputFiles input, CliEnvironment environment)
    {
        if (input.Targets.IsEmpty)
            return input;

        var options = new RenderOptions(Tools(environment), Path.GetTempPath())
        {
            IsOn = Mode != RenderMode.Off,
            Parallel = environment.Processors,
            TimeLimit = TimeSpan.FromSeconds(Config.TimeLimit?.Value ?? RenderOptions.DefaultSeconds),
            KubeVersion = KubeVersion,
            Namespace = Namespace,
            Stop = environment.Ending(),
        };
        var rendered = Renderer.Render(input, options);
        return Mode == RenderMode.Require
            ? rendered with { Problems = [.. rendered.Problems, .. rendered.Skipped.Where(part => !part.IsPart).Select(Problem)] }
            : rendered;
    }

    private static InputProblem Problem(SkippedInput part) => new(
        part.Path,
        $"the {(part.Kind == SkippedKind.HelmChart ? "Helm chart" : "kustomization")} '{part.Path}' was not rendered: {part.Reason}",
        "--render auto goes on without it");

    private static RenderMode ModeOf(RenderConfig config) => config.Mode?.Value switch
    {
        "off" => RenderMode.Off,
        "require" => RenderMode.Require,
        _ => RenderMode.Auto,
    };

    // What is named comes before what is found.
    private RenderTools Tools(CliEnvironment environment)
    {
        var kustomize = Config.Kustomize?.Value ?? (Config.Kubectl is null ? Programs.OnPath("kustomize", environment) : null);
        return new RenderTools
        {
            Helm = Config.Helm?.Value ?? Programs.OnPath("helm", environment),
            Kustomize = kustomize ?? Config.Kubectl?.Value ?? Programs.OnPath("kubectl", environment),
            IsKubectl = kustomize is null,
        };
    }
}
