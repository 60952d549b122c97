using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Manifests.Rendering;

/// <summary>A small chart, what helm makes of it, and ways back from there.</summary>
/// <param name="Name">Of the chart and its folder.</param>
/// <param name="Files">Below the chart's folder; "values.yaml" and one or more templates.</param>
/// <param name="Rendered">What helm writes.</param>
internal sealed record HelmChartOf(string Name, (string Path, string Text)[] Files, string Rendered)
{
    public string Release { get; init; } = "shop";

    /// <summary>Below the chart's folder.</summary>
    public string[] ValueFiles { get; init; } = [];

    public string[] Sets { get; init; } = [];

    public bool IsPiped { get; init; }

    /// <summary>Where a place came from: "file:line:column 'text' Certainty", and a line for each other end and note.</summary>
    public string From(string kind, string path, bool isKey = false, string? rendered = null)
    {
        using var folder = Write();
        var (wayBack, documents) = WayBack(folder, rendered ?? Rendered);
        var document = documents.First(document => document.Find("kind")?.Value == kind);
        var node = document.At(NodePath.Parse(path)) ?? throw new InvalidOperationException($"no {path}");
        var place = isKey ? new RenderedPlace(document, KeyOf(document, path), true) : new RenderedPlace(document, node, false);
        var origin = wayBack.Of(place);
        return string.Join('\n', [
            $"{origin.Span} '{origin.Span.Slice}' {origin.Certainty}",
            .. origin.Others.Select(other => $"{other.Span} '{other.Span.Slice}' {other.Message}"),
            .. origin.Notes]);
    }

    public string[] Sources()
    {
        using var folder = Write();
        return [.. WayBack(folder, Rendered).WayBack.Sources.Select(path => Path.GetRelativePath(folder.Full(Name), path))];
    }

    public bool Knows(string kind)
    {
        using var folder = Write();
        var (wayBack, documents) = WayBack(folder, Rendered);
        var document = documents.First(document => document.Find("kind")?.Value == kind);
        return wayBack.Knows(new RenderedPlace(document, document, false));
    }

    public TempFolder Write()
    {
        var folder = new TempFolder().With($"{Name}/Chart.yaml", $"apiVersion: v2\nname: {Name}\nversion: 1.2.3\n");
        foreach (var (path, text) in Files)
            folder.With($"{Name}/{path}", text);
        return folder;
    }

    public IEnumerable<string> Arguments(TempFolder folder) =>
    [
        "template", Release, folder.Full(Name), "--include-crds",
        .. ValueFiles.SelectMany(file => new[] { "-f", folder.Full($"{Name}/{file}") }),
        .. Sets.SelectMany(set => new[] { "--set", set }),
    ];

    private (HelmWayBack WayBack, ImmutableArray<Node> Documents) WayBack(TempFolder folder, string rendered)
    {
        var documents = YamlReader.Read(new SourceText("rendered", rendered)).Documents;
        var chart = folder.Full(Name);
        var target = new RenderTarget(RenderTool.Helm, Name, chart)
        {
            ReleaseName = IsPiped ? null : Release,
            ValueFiles = [.. ValueFiles.Select(file => Path.Join(chart, file))],
            Sets = [.. Sets]
        };
        return (new HelmWayBack(target, documents, new SourceFiles(FileTree.Disk, path => Path.GetRelativePath(chart, path)), IsPiped),
            documents);
    }

    private static Node KeyOf(Node document, string path)
    {
        var dot = path.LastIndexOf('.');
        var holder = dot < 0 ? document : document.At(NodePath.Parse(path[..dot]))!.Value;
        return holder.FindEntry(path[(dot + 1)..])!.Value.Key;
    }
}
