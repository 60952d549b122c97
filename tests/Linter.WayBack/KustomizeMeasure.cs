using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Text;
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
            Copy(new DirectoryInfo(repositories), Path.Join(work, "r"));
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
        var isGood = Told("traffic", Sample(rendered, MeasuredPlaces.Of, size, random));
        var others = Sample(rendered, Scalars, int.MaxValue, random).Where(one => !IsInOwnFile(one.Rendered, one.Place)).Take(size / 3);
        return Told("set elsewhere than in the object's own file", others) & isGood ? 0 : 1;
    }

    /// <summary>Prints the misses of a sample and the share of the others.</summary>
    private static bool Told(string what, IEnumerable<(Rendered Rendered, (Node Document, Node Node) Place)> places)
    {
        var sample = places.ToList();
        var misses = sample.Select(one => Miss(one.Rendered, one.Place)).OfType<string>().ToList();
        foreach (var miss in misses)
            Console.WriteLine(miss);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {sample.Count - misses.Count} of {sample.Count} exact: {100.0 * (sample.Count - misses.Count) / sample.Count:F1} %"));
        return misses.Count * 20 <= sample.Count;
    }

    private static bool IsInOwnFile(Rendered rendered, (Node Document, Node Node) place) =>
        place.Document.At(NodePath.Parse("metadata.annotations"))?.Find("config.kubernetes.io/origin")?.Value is { } origin
        && rendered.WayBack.Of(new RenderedPlace(place.Document, place.Node, false)).Span.Source.Path is var path
        && origin.Contains(Path.GetRelativePath(rendered.Wrapper, path), StringComparison.Ordinal);

    private static void All(List<Rendered> rendered)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var counts = new Dictionary<OriginCertainty, int>();
        foreach (var one in rendered)
        {
            foreach (var document in one.Documents)
            {
                foreach (var node in Scalars(document))
                {
                    var origin = one.WayBack.Of(new RenderedPlace(document, node, false));
                    counts[origin.Certainty] = counts.GetValueOrDefault(origin.Certainty) + 1;
                    if (origin.Certainty != OriginCertainty.Exact && Environment.GetEnvironmentVariable("SHOW_ALL") is not null)
                        Console.WriteLine($"  {Describe(one, document, node)} {origin.Certainty} {origin.Span}");
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all scalars: {string.Join(", ", counts.OrderByDescending(count => count.Key).Select(count => $"{count.Key} {count.Value}"))}; {watch.ElapsedMilliseconds} ms"));
    }

    private static IEnumerable<Node> Scalars(Node node) =>
        node.IsScalar ? [node]
        : node.IsSequence ? node.Items.SelectMany(Scalars)
        : node.Entries.Where(entry => !entry.Key.Is("config.kubernetes.io/origin")).SelectMany(entry => Scalars(entry.Value));

    /// <summary>As many of each kustomization as of the others, as far as they have them: large ones would be all.</summary>
    private static IEnumerable<(Rendered Rendered, (Node Document, Node Node) Place)> Sample(List<Rendered> rendered, Func<Node, IEnumerable<Node>> scalars, int size, Random random)
    {
        var queues = rendered.Select(one =>
        {
            var places = one.Documents.SelectMany(document => scalars(document).Select(node => (document, node))).ToArray();
            random.Shuffle(places);
            return (one, Places: new Queue<(Node, Node)>(places));
        }).ToList();

        while (queues.RemoveAll(queue => queue.Places.Count == 0) >= 0 && queues.Count > 0)
        {
            foreach (var (one, places) in queues)
            {
                if (size-- <= 0)
                    yield break;
                yield return (one, places.Dequeue());
            }
        }
    }

    private static string? Miss(Rendered rendered, (Node Document, Node Node) place)
    {
        var origin = rendered.WayBack.Of(new RenderedPlace(place.Document, place.Node, false));
        var what = $"{Describe(rendered, place.Document, place.Node)} -> {origin.Certainty} {origin.Span} '{origin.Span.Slice}'";
        if (origin.Certainty != OriginCertainty.Exact)
            return $"not exact: {what}";

        return Edit.While(origin.Span.Source.Path, origin.Span, () =>
        {
            if (Text(rendered.Wrapper) is not { } text)
                return $"no longer renders: {what}";

            var documents = Read(text);
            var index = rendered.Documents.IndexOf(place.Document);
            var now = documents.FirstOrDefault(document => Name(document) == Name(place.Document));
            if (now.Tree is null && index < documents.Length)
                now = documents[index];

            return now.Tree is null || Same(place.Document, place.Node, now)?.Value != place.Node.Value ? null : $"unchanged: {what}";
        });
    }

    /// <summary>The node of another text that stands where one stands.</summary>
    private static Node? Same(Node at, Node target, Node other)
    {
        while (at != target)
        {
            if (at.IsSequence)
            {
                var index = at.Items.TakeWhile(item => item.Span.End <= target.Span.Start).Count();
                if (index >= other.Items.Count)
                    return null;
                (at, other) = (at.Items.ElementAt(index), other.Items.ElementAt(index));
                continue;
            }

            var entry = at.Entries.First(entry => entry.Value.Span.End >= target.Span.End);
            if (other.Find(entry.Key.Value) is not { } next)
                return null;
            (at, other) = (entry.Value, next);
        }

        return other;
    }

    private static string Name(Node document) =>
        $"{document.Find("kind")?.Value} {document.At(NodePath.Parse("metadata.namespace"))?.Value}/{document.At(NodePath.Parse("metadata.name"))?.Value}";

    private static string Describe(Rendered rendered, Node document, Node node) =>
        $"{rendered.Folder} {Name(document)} {node.PathFromRoot(document)} = '{(node.Value.Length > 60 ? node.Value[..60] : node.Value)}'";

    private Rendered? Render(string folder)
    {
        var wrapper = Directory.CreateDirectory(Path.Join(work, string.Create(CultureInfo.InvariantCulture, $"w{wrappers++}"))).FullName;
        File.WriteAllText(Path.Join(wrapper, "kustomization.yaml"), $"resources: [\"{Path.GetRelativePath(wrapper, folder)}\"]\nbuildMetadata: [originAnnotations]\n");
        if (Text(wrapper) is not { } text)
            return null;

        var documents = Read(text);
        var target = new RenderTarget(RenderTool.Kustomize, folder, folder);
        return new Rendered(Path.GetRelativePath(Path.Join(work, "r"), folder), wrapper, documents, new KustomizeWayBack(target, wrapper, documents, new SourceFiles(FileTree.Disk, path => path)));
    }

    private static string? Text(string wrapper) => Tool.Run("kubectl", wrapper, "kustomize", ".");

    private static ImmutableArray<Node> Read(string text) => YamlReader.Read(new SourceText("rendered", text)).Documents;

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            var path = Path.Join(to, entry.Name);
            if (entry.LinkTarget is { } target)
                File.CreateSymbolicLink(path, target);
            else if (entry is DirectoryInfo folder)
                Copy(folder, path);
            else
                File.Copy(entry.FullName, path);
        }
    }

    private sealed record Rendered(string Folder, string Wrapper, ImmutableArray<Node> Documents, KustomizeWayBack WayBack);
}
