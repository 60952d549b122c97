using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.WayBack;

/// <summary>
/// The measurement for charts: of a copy of each that renders, the way back of a sample of places is asked, the template's
/// or values' line there changed, and the chart rendered again.
/// </summary>
internal sealed class HelmMeasure
{
    private readonly string work;
    private readonly List<string> lost = [];
    private int filled;
    private int filledTrue;

    private readonly bool isPiped;

    private HelmMeasure(string work, bool isPiped) => (this.work, this.isPiped) = (work, isPiped);

    private enum Outcome
    {
        Changed,
        Unchanged,
        Vanished,
        Fails,
    }

    /// <param name="isPiped">Rendered under another name with other ports, of which the way back is told nothing.</param>
    public static int Run(string corpus, int size, int seed, bool isPiped)
    {
        var work = Directory.CreateTempSubdirectory("way-back-helm-").FullName;
        try
        {
            return new HelmMeasure(work, isPiped).Measure(corpus, size, seed);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private int Measure(string corpus, int size, int seed)
    {
        var rendered = File.ReadLines(Path.Join(corpus, "APPS.tsv"))
            .Select(line => line.Split('\t'))
            .Where(row => row is [_, "helm", "dir", ..])
            .Select(row => Render(corpus, row[0]))
            .OfType<Rendered>()
            .ToList();
        Console.WriteLine($"{rendered.Count} charts render");
        All(rendered);

        var sample = Measured.Sample(rendered, MeasuredPlaces.Of, size, new Random(seed)).ToList();
        var exact = 0;
        foreach (var (chart, place) in sample)
        {
            if (Miss(chart, place) is { } miss)
                Console.WriteLine(miss);
            else
                exact++;
        }

        lost.ForEach(Console.WriteLine);
        exact -= lost.Count;
        var counted = sample.Count - lost.Count;
        Console.WriteLine(
            Invariant($"{exact} of {counted} exact: {100.0 * exact / counted:F1} %; {lost.Count} more no longer render or lose the field when changed"));
        Console.WriteLine(Invariant($"other ends in values that change the field: {filledTrue} of {filled}"));
        return exact * 100 >= counted * 85 ? 0 : 1;
    }

    private static void All(List<Rendered> rendered)
    {
        var counts = new SortedDictionary<OriginCertainty, int>();
        foreach (var one in rendered)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var before = counts.Values.Sum();
            var exactBefore = counts.GetValueOrDefault(OriginCertainty.Exact);
            one.Count(counts);
            Console.WriteLine(
                Invariant($"{one.Name}: {counts.GetValueOrDefault(OriginCertainty.Exact) - exactBefore} of {counts.Values.Sum() - before} scalars exact, {watch.ElapsedMilliseconds} ms"));
        }

        Console.WriteLine("all scalars: " + string.Join(", ", counts.Select(count => Invariant($"{count.Key} {count.Value}"))));
    }

    private string? Miss(Rendered chart, (Node Document, Node Node) place)
    {
        var origin = chart.OriginOf(place);
        var what = $"{chart.Describe(place)} -> {origin.Certainty} {Path.GetFileName(origin.Span.Source.Path)}:{origin.Span.From} '{origin.Span.Slice}'";
        if (origin.Certainty != OriginCertainty.Exact)
            return $"not exact: {what}";

        if (origin.Others is [{ Message: var message } other] && message.StartsWith("filled from .Values", StringComparison.Ordinal))
        {
            filled++;
            if (Changed(chart, place, other.Span, Edit.Of(other.Span.Slice)) is Outcome.Unchanged)
                Console.WriteLine($"values: {what} {other.Message} {other.Span.From}");
            else
                filledTrue++;
        }

        // An action is replaced by text of the type that it gave.
        var rendered = origin.Span.Slice.Contains("{{", StringComparison.Ordinal) ? place.Node.Span.Slice : origin.Span.Slice;
        switch (Changed(chart, place, origin.Span, Edit.Of(rendered)))
        {
            case Outcome.Unchanged:
                return $"unchanged: {what}";
            case (Outcome.Vanished or Outcome.Fails) and var outcome:
                lost.Add($"neither ({outcome}): {what}");
                return null;
            default:
                return null;
        }
    }

    private static Outcome Changed(Rendered chart, (Node Document, Node Node) place, SourceSpan span, string by)
    {
        var file = span.Source.Path;
        var before = File.ReadAllBytes(file);
        try
        {
            var content = File.ReadAllText(file);
            File.WriteAllText(file, string.Concat(content.AsSpan(0, span.Start), by, content.AsSpan(span.End)));
            if (Text(chart.Release, chart.Folder) is not { } text)
                return Outcome.Fails;

            var documents = Measured.Read(text);
            var index = chart.Documents.IndexOf(place.Document);
            var now = documents.Length == chart.Documents.Length
                && documents[index].Find("kind")?.Value == place.Document.Find("kind")?.Value
                ? documents[index]
                : documents.FirstOrDefault(document => Measured.NameOf(document) == Measured.NameOf(place.Document));
            if (now.Tree is null || Measured.Same(place.Document, place.Node, now) is not { } same)
                return Outcome.Vanished;
            return same.Value != place.Node.Value ? Outcome.Changed : Outcome.Unchanged;
        }
        finally
        {
            File.WriteAllBytes(file, before);
        }
    }

    private Rendered? Render(string corpus, string name)
    {
        var from = new DirectoryInfo(Path.Join(corpus, name));
        if (!File.Exists(Path.Join(from.FullName, "Chart.yaml")))
            return null;

        var folder = Path.Join(work, name);
        Measured.Copy(from, folder);
        var release = YamlReader.Read(new SourceText("Chart.yaml",
            File.ReadAllText(Path.Join(folder, "Chart.yaml")))).Documents[0].Find("name")?.Value ?? "";
        var files = FileTree.Disk;
        if (isPiped)
        {
            release = "other";
            var values = Path.Join(folder, "values.yaml");
            var text = File.Exists(values) ? File.ReadAllText(values) : "";
            files = new OverlaidTree(values, text);
            WriteOtherPorts(values, text);
        }

        if (Text(release, folder) is not { } rendered)
            return null;

        var documents = Measured.Read(rendered);
        var wayBack = new HelmWayBack(new RenderTarget(RenderTool.Helm, folder, folder), documents, new SourceFiles(files, path =>
            path), isPiped);
        return new Rendered(name, folder, release, documents, wayBack);
    }

    private static string? Text(string release, string folder) => Tool.Run("helm", folder, "template", release, ".", "--include-crds");

    // In place, so that offsets stay.
    private static void WriteOtherPorts(string path, string text)
    {
        foreach (var root in YamlReader.Read(new SourceText(path, text)).Documents)
        {
            foreach (var port in Ports(root).Where(node => Edit.Of(node.Span.Slice).Length == node.Span.Length))
                text = string.Concat(text.AsSpan(0, port.Span.Start), Edit.Of(port.Span.Slice), text.AsSpan(port.Span.End));
        }

        File.WriteAllText(path, text);
    }

    private static IEnumerable<Node> Ports(Node node) =>
        node.IsSequence ? node.Items.SelectMany(Ports)
        : node.Entries.SelectMany(entry => entry.Value.IsScalar
            ? entry.Key.Value.Contains("port", StringComparison.OrdinalIgnoreCase) && entry.Value.Scalar.Type == ScalarType.Integer
                ? [entry.Value]
                : []
            : Ports(entry.Value));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Rendered(
        string Name, string Folder, string Release, ImmutableArray<Node> Documents,
        Manifests.WayBack WayBack) : Measured(Name, Documents, WayBack);
}
