using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The items of a volume: keys, and the paths that they get.</summary>
internal sealed class VolumeItems
{
    private readonly string[] paths;
    private readonly Node[] nodes;

    public VolumeItems(Node items)
        : this([.. items.Items])
    {
    }

    /// <param name="items">Each with a path, and a key where it has one.</param>
    public VolumeItems(ImmutableArray<Node> items)
    {
        All =
        [
            .. from item in items
               let path = item.Find("path")
               where path is { IsScalar: true, Scalar.Type: ScalarType.String, Value.Length: > 0 }
               select (item.Find("key")?.Value ?? "", path.Value),
        ];
        Names = [.. All.Select(item => Clean(item.Path.Value))];
        paths = [.. Names];
        nodes = [.. All.Select(item => item.Path)];
        Array.Sort(paths, nodes, StringComparer.Ordinal);
    }

    public List<(string Key, Node Path)> All { get; }

    /// <summary>The paths in order.</summary>
    public ImmutableArray<string> Names { get; }

    public bool Has(string path) => Find(path) is not null;

    /// <summary>Where the path stands; null where it does not.</summary>
    public Node? Find(string path) => Array.BinarySearch(paths, Clean(path), StringComparer.Ordinal) is >= 0 and var at ? nodes[at] : null;

    /// <summary>It is a file, or a folder with one in it.</summary>
    public bool Reach(string path) => Has(path) || IsFolder(path);

    /// <summary>A file lies below it.</summary>
    public bool IsFolder(string path) =>
        ~Array.BinarySearch(paths, Clean(path) + "/", StringComparer.Ordinal) is >= 0 and var next && next < paths.Length
        && paths[next].StartsWith(Clean(path) + "/", StringComparison.Ordinal);

    /// <summary>"./tls.crt" is "tls.crt".</summary>
    public static string Clean(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
