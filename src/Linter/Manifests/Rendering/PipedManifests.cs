using System.Collections.Immutable;

namespace Linter.Manifests;

/// <summary>Text on standard input that helm wrote: "# Source:" comments lead back to the charts that lie nearby.</summary>
public static class PipedManifests
{
    private const string Mark = "# Source: ";

    /// <summary>
    /// The input with standard input as something rendered, where its comments name a chart below a folder; else as it was.
    /// </summary>
    /// <param name="input">As found; standard input alone.</param>
    /// <param name="folder">Absolute; where charts are looked for.</param>
    /// <param name="options">Of the search.</param>
    public static InputFiles Lead(InputFiles input, string folder, FinderOptions options)
    {
        if (input.Files is not [{ FullPath: null, Text: { } text }])
            return input;

        var named = ChartsIn(text);
        if (named.Count == 0)
            return input;

        var near = ManifestFinder.Find([folder], options with { FindsTargets = false, StandardInput = null }, withSuggestions: false);
        var charts = near.Skipped.Where(part => part.Kind == SkippedKind.HelmChart)
            .Select(part => Path.GetFullPath(Path.Combine(near.ShownRoot, part.Path)))
            .Select(path => (Path: path, Charts.Read(path, options.Files)?.Name))
            .Where(chart => chart.Name is not null && named.Contains(chart.Name))
            .GroupBy(chart => chart.Name!, StringComparer.Ordinal)

            // Of two charts with one name, nobody can tell which was meant.
            .Where(same => !same.Skip(1).Any())
            .ToImmutableSortedDictionary(same => same.Key,
                same => new RenderTarget(RenderTool.Helm, ManifestFinder.Shown(input.ShownRoot, same.First().Path), same.First().Path),
                StringComparer.Ordinal);
        return charts.IsEmpty ? input : input with
        {
            Files = [],
            Rendered = [new RenderedInput(new RenderTarget(RenderTool.Helm, ".", folder), text, folder) { PipedCharts = charts }],
        };
    }

    private static HashSet<string> ChartsIn(string text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal) && line.IndexOf('/') is > 0 and var slash && slash > Mark.Length)
                names.Add(line[Mark.Length..slash].ToString());
        }

        return names;
    }
}
