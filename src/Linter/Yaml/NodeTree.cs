using System.Collections.Concurrent;
using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>
/// All nodes of one file in preorder: a mapping is followed by key, value, key, value …; a sequence by its items. Built
/// once by the YAML reader. Afterwards only <see cref="Mean"/> adds to it, while one thread alone has it.
/// </summary>
public sealed class NodeTree
{
    private readonly NodeData[] nodes;
    private readonly string?[] texts;
    private readonly Dictionary<int, string>? tags;
    private readonly Dictionary<int, ImmutableArray<(int Key, int Value)>>? merges;

    // Of wide collections only, when they are asked for: a finding in each of many thousand items must not look at all of them.
    private ConcurrentDictionary<int, int[]>? children;

    // By the mapping that should hold it: what is misspelt in it, or stands elsewhere.
    private Dictionary<int, List<MeantEntry>>? meant;

    /// <param name="source">The file.</param>
    /// <param name="nodes">Preorder.</param>
    /// <param name="texts">
    /// Scalars whose source text differs from their value; null until one is decoded, which may happen on several threads at once.
    /// </param>
    /// <param name="tags">Explicit tags by node index; null for none.</param>
    /// <param name="merges">For mappings that hold a merge key: the entries in effect.</param>
    internal NodeTree(
        SourceText source,
        NodeData[] nodes,
        string?[] texts,
        Dictionary<int, string>? tags,
        Dictionary<int, ImmutableArray<(int Key, int Value)>>? merges)
    {
        Source = source;
        this.nodes = nodes;
        this.texts = texts;
        this.tags = tags;
        this.merges = merges;
    }

    public SourceText Source { get; }

    public int Count => nodes.Length;

    /// <summary>Keys that stand more than once in their mapping, in all documents of the file.</summary>
    internal ImmutableArray<DoubledKey> Doubled { get; init; } = [];

    /// <summary>The node at a preorder index, an alias followed to its anchor.</summary>
    public Node NodeAt(int index)
    {
        while (nodes[index].Kind == NodeKind.Alias)
            index = nodes[index].Payload;
        return new Node(this, index);
    }

    internal NodeData Data(int index) => nodes[index];

    /// <inheritdoc cref="NodeData.NextAfter"/>
    internal int NextOf(int index) => nodes[index].NextAfter(index);

    internal string? TagOf(int index) => tags?.GetValueOrDefault(index);

    internal string TextOf(int index)
    {
        var payload = nodes[index].Payload;
        return payload >= 0 && nodes[index].Kind == NodeKind.Scalar ? Decoded(nodes[index]) : SharedText.Of(SpanOf(index));
    }

    internal bool TextEquals(int index, string value) =>
        nodes[index].Kind == NodeKind.Scalar && SpanOf(index).SequenceEqual(value);

    /// <summary>Key and value of the last entry with this key, -1 where there is none.</summary>
    internal (int Key, int Value) FindEntry(int mapping, string key)
    {
        var found = (Key: -1, Value: -1);
        if (nodes[mapping].Kind != NodeKind.Mapping)
            return found;

        if (MergedEntries(mapping) is { IsDefault: false } merged)
        {
            foreach (var entry in merged)
            {
                if (TextEquals(NodeAt(entry.Key).Index, key))
                    found = entry;
            }

            return found.Key < 0 && meant is not null ? FindMeant(mapping, key) : found;
        }

        // The question that is asked most: nearly all other keys are left without a look at the text.
        var (all, text, mark) = (nodes, Source.Text, NodeData.MarkOf(key));
        var end = all[mapping].Payload;
        for (var at = mapping + 1; at < end;)
        {
            ref readonly var node = ref all[at];
            var value = node.NextAfter(at);
            if (node.KeyMark == mark
                ? node.End - node.Start == key.Length && text.AsSpan(node.Start, key.Length).SequenceEqual(key)
                : node.KeyMark == 0 && TextEquals(NodeAt(at).Index, key))
            {
                found = (at, value);
            }

            at = all[value].NextAfter(value);
        }

        return found.Key < 0 && meant is not null ? FindMeant(mapping, key) : found;
    }

    /// <summary>
    /// From now on a mapping that has no such key answers with an entry of another name or place, which was meant for it; its own entries
    /// stay what they are. Before several threads read the tree.
    /// </summary>
    internal void Mean(int mapping, string key, Entry entry)
    {
        meant ??= [];
        if (!meant.TryGetValue(mapping, out var some))
            meant[mapping] = some = [];
        some.Add(new MeantEntry(key, entry.Key.Index, entry.Value.Index));
    }

    // The first of several.
    private (int Key, int Value) FindMeant(int mapping, string key)
    {
        if (meant!.TryGetValue(mapping, out var some))
        {
            foreach (var entry in some)
            {
                if (entry.Key == key)
                    return (entry.KeyIndex, entry.ValueIndex);
            }
        }

        return (-1, -1);
    }

    /// <summary>The decoded text of a scalar, made once where the source does not say it verbatim; empty for collections.</summary>
    internal ReadOnlySpan<char> SpanOf(int index)
    {
        ref readonly var node = ref nodes[index];
        if (node.Kind != NodeKind.Scalar)
            return default;
        return node.Payload >= 0 ? Decoded(node) : node.Verbatim(Source.Text);
    }

    private string Decoded(in NodeData node) => texts[node.Payload] ??= ScalarText.Decode(Source.Text, node);

    /// <summary>The child of a collection in whose subtree a node lies, by its number and index; of a mapping, its key.</summary>
    internal (int Number, int Index) ChildAt(int collection, int node)
    {
        var starts = LazyInitializer.EnsureInitialized(ref children).GetOrAdd(collection, StartsOf);
        var found = starts.AsSpan().BinarySearch(node);
        var number = Math.Max(found >= 0 ? found : ~found - 1, 0);
        return (number, starts[number]);
    }

    private int[] StartsOf(int collection)
    {
        var starts = new List<int>();
        for (var index = collection + 1; index < nodes[collection].Payload;)
        {
            starts.Add(index);
            index = NextOf(nodes[collection].Kind == NodeKind.Mapping ? NextOf(index) : index);
        }

        return [.. starts];
    }

    /// <summary>Whether a mapping begins at this offset. Preorder is also the order of the starts.</summary>
    internal bool HasMappingAt(int offset)
    {
        var low = FirstFrom(offset);
        for (; low < nodes.Length && nodes[low].Start == offset; low++)
        {
            if (nodes[low].Kind == NodeKind.Mapping)
                return true;
        }

        return false;
    }

    /// <summary>Index of the first node that begins at an offset or behind it; <see cref="Count"/> where there is none.</summary>
    internal int FirstFrom(int offset)
    {
        var (low, high) = (0, nodes.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = nodes[middle].Start < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Default for a mapping without merge keys.</summary>
    internal ImmutableArray<(int Key, int Value)> MergedEntries(int mapping) =>
        merges is null ? default : merges.GetValueOrDefault(mapping);
}

/// <summary>An entry that counts under a key that it does not have.</summary>
internal sealed record MeantEntry(string Key, int KeyIndex, int ValueIndex);

/// <summary>A key that stands twice in one mapping.</summary>
/// <param name="Key">Its text.</param>
/// <param name="First">The entry that does not count.</param>
/// <param name="Again">A later one; the last of them counts.</param>
internal readonly record struct DoubledKey(string Key, SourceSpan First, SourceSpan Again)
{
    /// <summary>The place belongs to one of the two.</summary>
    public bool Holds(SourceSpan place) => First.Contains(place) || Again.Contains(place);
}

/// <summary>One node as stored.</summary>
/// <param name="Kind">What it is; aliases are nodes of their own here.</param>
/// <param name="Style">Scalars only.</param>
/// <param name="KeyMark">
/// Of a key that the source says verbatim and unquoted: what <see cref="MarkOf"/> makes of its text. 0 for all else.
/// </param>
/// <param name="Start">Offset of the first character; see <see cref="Node.Span"/>.</param>
/// <param name="End">Offset behind the last character.</param>
/// <param name="Payload">
/// Scalar: index of its decoded text, or -1 where the source says it verbatim, between the quotes if it has any.
/// Alias: the anchored node's index. Collection: index of the first node behind its subtree; see <see cref="NextAfter"/>.
/// </param>
internal readonly record struct NodeData(NodeKind Kind, ScalarStyle Style, ushort KeyMark, int Start, int End, int Payload)
{
    /// <summary>The payload of a scalar that the source says verbatim.</summary>
    public const int IsVerbatim = -1;

    public bool IsCollection => Kind is NodeKind.Mapping or NodeKind.Sequence;

    /// <summary>Tells most texts apart: the same for the same text, and never 0.</summary>
    public static ushort MarkOf(ReadOnlySpan<char> text) =>
        text.IsEmpty ? (ushort)0x8000 : (ushort)(0x8000 | ((text.Length & 1) << 14) | ((text[^1] & 0x7F) << 7) | (text[0] & 0x7F));

    /// <summary>Index of the first node behind this one's subtree.</summary>
    /// <param name="index">Its own.</param>
    public int NextAfter(int index) => IsCollection ? Payload : index + 1;

    /// <summary>The source text of a scalar, quotes left off.</summary>
    public ReadOnlySpan<char> Verbatim(string text) => Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted
        ? text.AsSpan(Start + 1, End - Start - 2)
        : text.AsSpan(Start, End - Start);
}
