using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.WayBack;

/// <summary>
/// The measurement for kustomizations: of a copy of the repositories, every kustomization is rendered; of a sample of
/// places the way back is asked, the scalar there changed, and the text rendered again.
/// </summary>
internal sealed class KustomizeMeasure
{
    private readonly string work;
    private int wrappers;

    private KustomizeMeasure(string work) => this.work = work;

    public static int Run(string repositories, int size, int seed)
    {
        var work = Directory.CreateTempSubdirectory("way-back-").FullName;
        try
        {
            Measured.Copy(new DirectoryInfo(repositories), Path.Join(work, "r"));
            return new KustomizeMeasure(work).Measure(size, seed);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private int Measure(int size, int seed)
    {
        var rendered = Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "kustomization.yaml" or "kustomization.yml" or "Kustomization")
            .Select(file => Path.GetDirectoryName(file)!)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(Render)
            .OfType<Rendered>()
            .ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rendered.Count} kustomizations render"));
        All(rendered);

        var random = new Random(seed);
        var isGood = Told("traffic", Measured.Sample(rendered, MeasuredPlaces.Of, size, random));
        var others = Measured.Sample(rendered, Measured.Scalars, int.MaxValue, random).Where(one => !IsInOwnFile(one.Rendered, one.Place))
            .Take(size / 3);
        return Told("set elsewhere than in the object's own file", others) & isGood ? 0 : 1;
    }

    /// <summary>Prints the misses of a sample and the share of the others.</summary>
    private static bool Told(string what, IEnumerable<(Rendered Rendered, (Node Document, Node Node) Place)> places)
    {
        var sample = places.ToList();
        var misses = sample.Select(one => Miss(one.Rendered, one.Place)).OfType<string>().ToList();
        foreach (var miss in misses)
            Console.WriteLine(miss);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {sample.Count - misses.Count} of {sample.Count} exact: {100.0 * (sample.Count - misses.Count) / sample.Count:F1} %"));
        return misses.Count * 20 <= sample.Count;
    }

    private static bool IsInOwnFile(Rendered rendered, (Node Document, Node Node) place) =>
        place.Document.At(NodePath.Parse("metadata.annotations"))?.Find("config.kubernetes.io/origin")?.Value is { } origin
        && rendered.OriginOf(place).Span.Source.Path is var path
        && origin.Contains(Path.GetRelativePath(rendered.Wrapper, path), StringComparison.Ordinal);

    private static void All(List<Rendered> rendered)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var counts = new Dictionary<OriginCertainty, int>();
        foreach (var one in rendered)
            one.Count(counts);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"all scalars: {string.Join(", ", counts.OrderByDescending(count => count.Key).Select(count => $"{count.Key} {count.Value}"))}; {watch.ElapsedMilliseconds} ms"));
    }

    private static string? Miss(Rendered rendered, (Node Document, Node Node) place)
    {
        var origin = rendered.OriginOf(place);
        var what = $"{rendered.Describe(place)} -> {origin.Certainty} {origin.Span} '{origin.Span.Slice}'";
        if (origin.Certainty != OriginCertainty.Exact)
            return $"not exact: {what}";

        return Edit.While(origin.Span.Source.Path, origin.Span, () =>
        {
            if (Text(rendered.Wrapper) is not { } text)
                return $"no longer renders: {what}";

            var documents = Measured.Read(text);
            var index = rendered.Documents.IndexOf(place.Document);
            var now = documents.FirstOrDefault(document => Measured.NameOf(document) == Measured.NameOf(place.Document));
            if (now.Tree is null && index < documents.Length)
                now = documents[index];

            return now.Tree is null || Measured.Same(place.Document, place.Node, now)?.Value != place.Node.Value
                ? null
                : $"unchanged: {what}";
        });
    }

    private Rendered? Render(string folder)
    {
        var wrapper = Directory.CreateDirectory(Path.Join(work, string.Create(CultureInfo.InvariantCulture, $"w{wrappers++}"))).FullName;
        File.WriteAllText(Path.Join(wrapper, "kustomization.yaml"),
            $"resources: [\"{Path.GetRelativePath(wrapper, folder)}\"]\nbuildMetadata: [originAnnotations]\n");
        if (Text(wrapper) is not { } text)
            return null;

        var documents = Measured.Read(text);
        var target = new RenderTarget(RenderTool.Kustomize, folder, folder);
        return new Rendered(Path.GetRelativePath(Path.Join(work, "r"), folder), wrapper, documents,
            new KustomizeWayBack(target, wrapper, documents, new SourceFiles(FileTree.Disk, path => path)));
    }

    private static string? Text(string wrapper) => Tool.Run("kubectl", wrapper, "kustomize", ".");

    private sealed record Rendered(
        string Name, string Wrapper, ImmutableArray<Node> Documents, Manifests.WayBack WayBack) : Measured(Name, Documents, WayBack);
}
