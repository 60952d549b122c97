using System.Collections.Immutable;
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
    /// <summary>Searches paths with charts and kustomizations as targets, and renders those.</summary>
    public InputFiles Find(IReadOnlyList<string> paths, FinderOptions options, CliEnvironment environment) =>
        Render(ManifestFinder.Find(paths, options with { FindsTargets = true }), environment);

    /// <summary>What was found, rendered.</summary>
    public InputFiles Render(InputFiles input, CliEnvironment environment)
    {
        if (input.Targets.IsEmpty)
            return input;

        var options = new RenderOptions(Tools(environment), Path.GetTempPath())
        {
            IsOn = Mode != RenderMode.Off,
            Parallel = environment.Processors,
        };
        var rendered = Renderer.Render(input, options);
        return Mode == RenderMode.Require ? rendered with { Problems = [.. rendered.Problems, .. rendered.Skipped.Where(part => !part.IsPart).Select(Problem)] } : rendered;
    }

    private static InputProblem Problem(SkippedInput part) => new(
        part.Path,
        $"the {(part.Kind == SkippedKind.HelmChart ? "Helm chart" : "kustomization")} '{part.Path}' was not rendered: {part.Reason}",
        "--render auto goes on without it");

    private static RenderTools Tools(CliEnvironment environment)
    {
        var kustomize = Programs.OnPath("kustomize", environment);
        return new RenderTools
        {
            Helm = Programs.OnPath("helm", environment),
            Kustomize = kustomize ?? Programs.OnPath("kubectl", environment),
            IsKubectl = kustomize is null,
        };
    }
}
