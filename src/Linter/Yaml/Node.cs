using System.Collections;
using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Yaml;

public enum NodeKind : byte
{
    Scalar,
    Sequence,
    Mapping,

    /// <summary>Stands for the anchored node; never seen through <see cref="Node"/>, which follows it.</summary>
    Alias,
}

public enum ScalarStyle : byte
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

/// <summary>
/// A handle into a <see cref="NodeTree"/>: immutable, cheap to pass, and it knows where it stands. Aliases are followed:
/// a node reached through one is the anchored node, with the anchored node's span.
/// </summary>
public readonly record struct Node(NodeTree Tree, int Index)
{
    public NodeKind Kind => Tree.Data(Index).Kind;

    public bool IsScalar => Kind == NodeKind.Scalar;

    public bool IsMapping => Kind == NodeKind.Mapping;

    public bool IsSequence => Kind == NodeKind.Sequence;

    /// <summary>Meaningful for scalars only.</summary>
    public ScalarStyle Style => Tree.Data(Index).Style;

    /// <summary>The tag as written and resolved, such as "tag:yaml.org,2002:str"; null where none was given.</summary>
    public string? Tag => Tree.TagOf(Index);

    /// <summary>
    /// A scalar with its quotes; a block scalar from its indicator to its last character; a collection from its first
    /// character to the end of its last child (flow collections include the closing bracket). An empty scalar is empty.
    /// </summary>
    public SourceSpan Span
    {
        get
        {
            var data = Tree.Data(Index);
            return new SourceSpan(Tree.Source, data.Start, data.End);
        }
    }

    /// <summary>Where it is pointed at: a scalar whole, a collection at its first line.</summary>
    public SourceSpan Head
    {
        get
        {
            var span = Span;
            var line = IsScalar ? -1 : span.Slice.IndexOfAny('\r', '\n');
            return line < 0 ? span : span with { End = span.Start + line };
        }
    }

    /// <summary>The decoded text of a scalar (quotes, escapes and folding resolved); empty for collections.</summary>
    public string Value => Tree.TextOf(Index);

    /// <summary><see cref="Value"/>, without a string being made of it.</summary>
    internal ReadOnlySpan<char> Text => Tree.SpanOf(Index);

    /// <summary>What Kubernetes' YAML reader makes of a scalar; <see cref="ScalarType.None"/> for collections.</summary>
    public ScalarValue Scalar => ScalarValue.Resolve(this);

    /// <summary>A scalar that the reader takes for null: empty, <c>~</c>, <c>null</c>, unquoted.</summary>
    public bool IsNull => IsScalar && Scalar.Type == ScalarType.Null;

    /// <summary>A mapping's entries in effect, merge keys applied, duplicate keys kept; empty for other nodes.</summary>
    public EntryList Entries => new(this);

    /// <summary>A sequence's items in order; empty for other nodes.</summary>
    public ItemList Items => new(this);

    /// <summary>The scalar's decoded text equals this one. False for collections.</summary>
    public bool Is(string value) => Tree.TextEquals(Index, value);

    /// <summary>The value of a mapping's key, the last one where it is doubled; null where it is absent.</summary>
    public Node? Find(string key) => Tree.FindEntry(Index, key) is { Value: >= 0 and var value } ? Tree.NodeAt(value) : null;

    /// <summary>Key and value of a mapping's entry, the last one where it is doubled; null where it is absent.</summary>
    public Entry? FindEntry(string key) =>
        Tree.FindEntry(Index, key) is { Key: >= 0 } found ? new Entry(Tree.NodeAt(found.Key), Tree.NodeAt(found.Value)) : null;

    /// <summary>The first node at the path; null where there is none.</summary>
    public Node? At(NodePath path) => path.First(this);

    /// <summary>All nodes at the path, in document order.</summary>
    public IEnumerable<Node> Select(NodePath path) => path.Select(this);

    /// <summary>The YAML path of this node in its document, such as "spec.ports[0].port"; empty for the root.</summary>
    public string PathFromRoot(Node root) => NodePath.Between(root, this);

    /// <summary>
    /// The same with list items by what sets them apart, such as "spec.ports[http].port", so that it outlives insertions.
    /// </summary>
    public string KeyFromRoot(Node root) => NodePath.Between(root, this, ItemNames.Of);
}

/// <summary>One entry of a mapping.</summary>
public readonly record struct Entry(Node Key, Node Value)
{
    /// <summary>From the key to the end of the value.</summary>
    public SourceSpan Span => Key.Tree == Value.Tree && Value.Span.End >= Key.Span.End
        ? new SourceSpan(Key.Tree.Source, Key.Span.Start, Value.Span.End)
        : Key.Span;
}

/// <summary>The entries of a mapping, enumerable without allocation; a default one is empty.</summary>
public readonly struct EntryList(Node mapping) : IEnumerable<Entry>
{
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this)
                count++;
            return count;
        }
    }

    public Enumerator GetEnumerator() => new(mapping);

    IEnumerator<Entry> IEnumerable<Entry>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The same as those of all sequences, without a box around this one and its enumerator.

    public bool Any(Func<Entry, bool> predicate)
    {
        foreach (var entry in this)
        {
            if (predicate(entry))
                return true;
        }

        return false;
    }

    public bool All(Func<Entry, bool> predicate)
    {
        foreach (var entry in this)
        {
            if (!predicate(entry))
                return false;
        }

        return true;
    }

    public IEnumerable<Entry> Where(Func<Entry, bool> predicate)
    {
        foreach (var entry in this)
        {
            if (predicate(entry))
                yield return entry;
        }
    }

    public IEnumerable<TResult> Select<TResult>(Func<Entry, TResult> selector)
    {
        foreach (var entry in this)
        {
            yield return selector(entry);
        }
    }

    public struct Enumerator : IEnumerator<Entry>
    {
        private readonly NodeTree? tree;
        private readonly ImmutableArray<(int Key, int Value)> merged;
        private readonly int end;
        private int next;

        internal Enumerator(Node mapping)
        {
            tree = mapping.Tree;
            if (tree is null)
                return;

            merged = mapping.IsMapping ? tree.MergedEntries(mapping.Index) : [];
            (next, end) = !mapping.IsMapping ? (0, 0)
                : merged.IsDefault ? (mapping.Index + 1, tree.NextOf(mapping.Index))
                : (0, merged.Length);
        }

        public Entry Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (next >= end)
                return false;

            if (!merged.IsDefault)
            {
                var (key, value) = merged[next++];
                Current = new Entry(tree!.NodeAt(key), tree.NodeAt(value));
                return true;
            }

            var valueIndex = tree!.NextOf(next);
            Current = new Entry(tree!.NodeAt(next), tree.NodeAt(valueIndex));
            next = tree.NextOf(valueIndex);
            return true;
        }

        public readonly void Reset() => throw new NotSupportedException();

        public readonly void Dispose()
        {
        }
    }
}

/// <summary>The items of a sequence, enumerable without allocation; a default one is empty.</summary>
public readonly struct ItemList(Node sequence) : IEnumerable<Node>
{
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this)
                count++;
            return count;
        }
    }

    public Enumerator GetEnumerator() => new(sequence);

    IEnumerator<Node> IEnumerable<Node>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The same as those of all sequences, without a box around this one and its enumerator.

    public bool Any(Func<Node, bool> predicate)
    {
        foreach (var item in this)
        {
            if (predicate(item))
                return true;
        }

        return false;
    }

    public bool All(Func<Node, bool> predicate)
    {
        foreach (var item in this)
        {
            if (!predicate(item))
                return false;
        }

        return true;
    }

    public IEnumerable<Node> Where(Func<Node, bool> predicate)
    {
        foreach (var item in this)
        {
            if (predicate(item))
                yield return item;
        }
    }

    public IEnumerable<TResult> Select<TResult>(Func<Node, TResult> selector)
    {
        foreach (var item in this)
        {
            yield return selector(item);
        }
    }

    public struct Enumerator : IEnumerator<Node>
    {
        private readonly NodeTree? tree;
        private readonly int end;
        private int next;

        internal Enumerator(Node sequence)
        {
            tree = sequence.Tree;
            if (tree is null)
                return;

            (next, end) = sequence.IsSequence ? (sequence.Index + 1, tree.NextOf(sequence.Index)) : (0, 0);
        }

        public Node Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (next >= end)
                return false;

            Current = tree!.NodeAt(next);
            next = tree.NextOf(next);
            return true;
        }

        public readonly void Reset() => throw new NotSupportedException();

        public readonly void Dispose()
        {
        }
    }
}
