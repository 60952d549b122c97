using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.WayBack;

/// <summary>What was rendered of one chart or kustomization, and the way back from it.</summary>
internal abstract record Measured(string Name, ImmutableArray<Node> Documents, Manifests.WayBack WayBack)
{
    public Origin OriginOf((Node Document, Node Node) place) => WayBack.Of(new RenderedPlace(place.Document, place.Node, false));

    public string Describe((Node Document, Node Node) place) =>
        $"{Name} {NameOf(place.Document)} {place.Node.PathFromRoot(place.Document)} = '{(place.Node.Value.Length > 60 ? place.Node.Value[..60] : place.Node.Value)}'";

    /// <summary>Asks for every scalar, and adds up how certain the answers are.</summary>
    public void Count(IDictionary<OriginCertainty, int> counts)
    {
        foreach (var document in Documents)
        {
            foreach (var node in Scalars(document))
            {
                var origin = OriginOf((document, node));
                counts[origin.Certainty] = (counts.TryGetValue(origin.Certainty, out var count) ? count : 0) + 1;
                if (origin.Certainty != OriginCertainty.Exact && Environment.GetEnvironmentVariable("SHOW_ALL") is not null)
                    Console.WriteLine($"  {Describe((document, node))} {origin.Certainty} {origin.Span}");
            }
        }
    }

    public static ImmutableArray<Node> Read(string text) => YamlReader.Read(new SourceText("rendered", text)).Documents;

    public static string NameOf(Node document) =>
        $"{document.Find("kind")?.Value} {document.At(NodePath.Parse("metadata.namespace"))?.Value}/{document.At(NodePath.Parse("metadata.name"))?.Value}";

    public static IEnumerable<Node> Scalars(Node node) =>
        node.IsScalar ? [node]
        : node.IsSequence ? node.Items.SelectMany(Scalars)
        : node.Entries.Where(entry => !entry.Key.Is("config.kubernetes.io/origin")).SelectMany(entry => Scalars(entry.Value));

    /// <summary>The node of another text that stands where one stands.</summary>
    public static Node? Same(Node at, Node target, Node other)
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

    /// <summary>As many places of each as of the others, as far as they have them: large ones would be all.</summary>
    public static IEnumerable<(T Rendered, (Node Document, Node Node) Place)> Sample<T>(
        List<T> rendered, Func<Node, IEnumerable<Node>> scalars, int size, Random random)
        where T : Measured
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

    /// <summary>Copies a folder with all that is in it, links as links.</summary>
    public static void Copy(DirectoryInfo from, string to)
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
}
