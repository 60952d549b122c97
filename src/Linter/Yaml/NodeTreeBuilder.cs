using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>
/// Collects the nodes of one file in preorder. A method that returns a finding has refused the node: the document must
/// then be abandoned. What it allocates for good is what the tree keeps.
/// </summary>
internal sealed class NodeTreeBuilder(SourceText source, YamlLimits limits)
{
    /// <summary>The start of a collection that begins where its first child does.</summary>
    public const int AtFirstChild = -1;

    /// <summary>Keys of one mapping that are told one by one; of the others their number is.</summary>
    private const int MostToldOfOne = 16;

    /// <summary>Elements of the largest array that goes back to the pool.</summary>
    private const int LargestKept = 1 << 20;

    private readonly List<string?> texts = [];
    private readonly List<int> roots = [];
    private readonly List<int> furtherRoots = [];
    private readonly List<Finding> findings = [];
    private NodeData[] nodes = ArrayPool<NodeData>.Shared.Rent(Math.Max(16, source.Text.Length / 12));
    private MappingKey[] keys = ArrayPool<MappingKey>.Shared.Rent(64);
    private Frame[] frames = ArrayPool<Frame>.Shared.Rent(32);
    private Dictionary<int, string>? tags;
    private Dictionary<int, ImmutableArray<(int Key, int Value)>>? merges;
    private Dictionary<string, Anchor>? anchors;
    private List<DoubledKey>? doubled;
    private int count;
    private int keyCount;

    /// <summary>Index of the innermost open collection's frame; the first stands around a document's root.</summary>
    private int depth;

    private Checkpoint documentStart;
    private long expanded;
    private long addedByAliases;

    /// <summary>The offset of the innermost open flow collection's bracket, or -1.</summary>
    public int OpenBracket => Current.IsFlow ? nodes[Current.Node].Start : -1;

    /// <summary>The offset of the outermost open flow collection's bracket, or -1.</summary>
    public int OutermostBracket
    {
        get
        {
            for (var i = 1; i <= depth; i++)
            {
                if (frames[i].IsFlow)
                    return nodes[frames[i].Node].Start;
            }

            return -1;
        }
    }

    /// <summary>The innermost open collection is a mapping whose last key has no value yet.</summary>
    public bool LacksValue => Current.IsMapping && !Current.ExpectsKey;

    /// <summary>The next node is the key of a block mapping.</summary>
    public bool ExpectsBlockKey => Current.ExpectsKey && !Current.IsFlow;

    private ref Frame Current => ref frames[depth];

    /// <summary>A document was refused because there are too many.</summary>
    public bool IsFull { get; private set; }

    public void BeginDocument()
    {
        documentStart = new Checkpoint(count, texts.Count, findings.Count, doubled?.Count ?? 0);
        depth = 0;
        frames[0] = Frame.Outside;
        keyCount = 0;
        anchors?.Clear();
        furtherRoots.Clear();
        expanded = 0;
        addedByAliases = 0;
    }

    public void EndDocument()
    {
        var root = documentStart.Nodes;
        if (root < count)
        {
            if (IsEmptyRoot(nodes[root]) && TagOf(root) is null)
                count--;
            else
                roots.Add(root);
            roots.AddRange(furtherRoots);
        }

        BeginDocument();
    }

    /// <summary>Forgets the document that is not ended yet, its findings too.</summary>
    public void AbandonDocument()
    {
        count = documentStart.Nodes;
        texts.RemoveRange(documentStart.Texts, texts.Count - documentStart.Texts);
        findings.RemoveRange(documentStart.Findings, findings.Count - documentStart.Findings);
        doubled?.RemoveRange(documentStart.Doubled, doubled.Count - documentStart.Doubled);
        Forget(tags);
        Forget(merges);
        BeginDocument();
    }

    /// <summary>Forgets all documents.</summary>
    public void Clear()
    {
        documentStart = default;
        IsFull = false;
        roots.Clear();
        AbandonDocument();
    }

    public void Report(Finding finding) => findings.Add(finding);

    /// <param name="value">The decoded text, or null where the source says it verbatim.</param>
    public void AddScalar(int start, int end, ScalarStyle style, string? value, string? tag, string? anchor)
    {
        var node = new NodeData(NodeKind.Scalar, style, 0, start, end, NodeData.IsVerbatim);
        if (value is not null && !node.Verbatim(source.Text).SequenceEqual(value))
        {
            node = node with { Payload = texts.Count };
            texts.Add(value);
        }

        AddScalar(node, tag, anchor);
    }

    /// <summary>A scalar whose text is decoded when somebody asks for it, if the source does not say it verbatim.</summary>
    public void AddScalar(int start, int end, ScalarStyle style, bool isVerbatim, string? anchor)
    {
        var payload = NodeData.IsVerbatim;
        if (!isVerbatim)
        {
            payload = texts.Count;
            texts.Add(null);
        }

        AddScalar(new NodeData(NodeKind.Scalar, style, 0, start, end, payload), null, anchor);
    }

    public Finding? BeginCollection(NodeKind kind, int start, bool isFlow, string? tag, string? anchor)
    {
        var outer = Current.Depth;
        if (outer == 0 && roots.Count >= limits.MaxDocuments)
        {
            IsFull = true;
            return ReaderFindings.TooManyDocuments(source, start >= 0 ? start : nodes[Current.Node].Start, limits.MaxDocuments);
        }

        if (outer >= limits.MaxDepth)
            return ReaderFindings.TooDeep(source, start >= 0 ? start : nodes[Current.Node].Start, limits.MaxDepth);

        var index = count;
        if (tag is not null)
            (tags ??= [])[index] = tag;
        if (anchor is not null)
            Anchors[anchor] = Anchor.Open(index);

        Add(new NodeData(kind, ScalarStyle.Plain, 0, start, start, index + 1));
        if (Current.ExpectsKey)
            AddKey(index, isText: false, isMerge: false, mark: 0);
        if (++depth == frames.Length)
            Grow(ref frames, depth);
        frames[depth] = new Frame
        {
            Node = index,
            IsMapping = kind == NodeKind.Mapping,
            ExpectsKey = kind == NodeKind.Mapping,
            IsFlow = isFlow,
            Depth = outer + 1,
            Deepest = outer + 1,
            FirstKey = keyCount,
            ExpandedBefore = expanded,
            Anchor = anchor,
        };
        return null;
    }

    /// <param name="end">Behind the closing bracket; null where the last child ends the collection.</param>
    public void EndCollection(int? end)
    {
        ref var frame = ref Current;
        ref var node = ref nodes[frame.Node];
        if (node.Start == AtFirstChild)
            node = node with { Start = nodes[frame.Node + 1].Start };
        node = node with { End = end ?? Math.Max(frame.LastEnd, node.Start), Payload = count };
        if (frame.IsMapping)
            CloseMapping(ref frame);

        ref var outer = ref frames[--depth];
        outer.Deepest = Math.Max(outer.Deepest, frame.Deepest);
        Completed(ref outer, nodes[frame.Node].End, 1);
        if (frame.Anchor is not null && Anchors.TryGetValue(frame.Anchor, out var anchor) && anchor.Node == frame.Node)
            Anchors[frame.Anchor] = new Anchor(frame.Node, expanded - frame.ExpandedBefore, frame.Deepest - frame.Depth + 1);
    }

    public Finding? AddAlias(int start, int end, string name)
    {
        var span = source.Span(start, end);
        if (!Anchors.TryGetValue(name, out var anchor))
            return ReaderFindings.UnknownAlias(span, name, Anchors.Keys);
        if (anchor.IsOpen)
            return ReaderFindings.CyclicAlias(span, name, source.Span(nodes[anchor.Node].Start, nodes[anchor.Node].Start));

        ref var current = ref Current;
        if (current.Depth + anchor.Height > limits.MaxDepth)
            return ReaderFindings.AliasTooDeep(span, name, limits.MaxDepth);

        addedByAliases += anchor.Size;
        if (addedByAliases > limits.MaxExpandedNodes)
            return ReaderFindings.AliasTooLarge(span, name, limits.MaxExpandedNodes);

        var index = count;
        Add(new NodeData(NodeKind.Alias, ScalarStyle.Plain, 0, start, end, anchor.Node));
        if (current.ExpectsKey)
            AddKey(index, isText: false, isMerge: false, mark: 0);
        current.Deepest = Math.Max(current.Deepest, current.Depth + anchor.Height);
        Completed(ref current, end, anchor.Size);
        return null;
    }

    /// <summary>The roots of the documents that were not abandoned. The builder is done with then.</summary>
    public ImmutableArray<Node> Documents()
    {
        var tree = new NodeTree(source, nodes.AsSpan(0, count).ToArray(), [.. texts], tags,
            merges) { Doubled = doubled is null ? [] : [.. doubled] };
        GiveBack(nodes);
        GiveBack(keys);
        GiveBack(frames);
        (nodes, keys, frames) = ([], [], []);
        return [.. roots.Select(root => new Node(tree, root))];
    }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Finding> Findings() => findings.Count == 0 ? [] : [.. findings.OrderBy(finding => finding.Span.Start)];

    /// <summary>The node itself, or what an alias stands for.</summary>
    internal int Follow(int index) => nodes[index].Kind == NodeKind.Alias ? nodes[index].Payload : index;

    internal NodeData Data(int index) => nodes[index];

    /// <inheritdoc cref="NodeData.NextAfter"/>
    internal int NextOf(int index) => nodes[index].NextAfter(index);

    internal ReadOnlySpan<char> SpanOf(int index)
    {
        ref readonly var node = ref nodes[index];
        if (node.Kind != NodeKind.Scalar)
            return default;
        return node.Payload >= 0 ? texts[node.Payload] ??= ScalarText.Decode(source.Text, node) : node.Verbatim(source.Text);
    }

    /// <summary>What a key is in JSON; null where it is a collection.</summary>
    internal string? KeyTextOf(int index)
    {
        index = Follow(index);
        return nodes[index].Kind == NodeKind.Scalar ? ScalarValue.KeyText(SpanOf(index), nodes[index].Style, TagOf(index), null) : null;
    }

    internal ImmutableArray<(int Key, int Value)> MergedEntries(int mapping) =>
        merges is null ? default : merges.GetValueOrDefault(mapping);

    private static bool IsEmptyRoot(NodeData root) =>
        root.Kind == NodeKind.Scalar && root.Style == ScalarStyle.Plain && root.Start == root.End;

    private static void GiveBack<T>(T[] array)
    {
        // What is large enough to weigh is left to the collector.
        if (array.Length <= LargestKept)
            ArrayPool<T>.Shared.Return(array, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }

    private static void Grow<T>(ref T[] array, int used)
    {
        var larger = ArrayPool<T>.Shared.Rent(array.Length * 2);
        array.AsSpan(0, used).CopyTo(larger);
        GiveBack(array);
        array = larger;
    }

    private Dictionary<string, Anchor> Anchors => anchors ??= new Dictionary<string, Anchor>(StringComparer.Ordinal);

    private string? TagOf(int index) => tags?.GetValueOrDefault(index);

    private void Forget<T>(Dictionary<int, T>? table)
    {
        foreach (var node in table?.Keys.Where(node => node >= documentStart.Nodes).ToArray() ?? [])
            table!.Remove(node);
    }

    private void Add(NodeData node)
    {
        if (count == nodes.Length)
            Grow(ref nodes, count);
        nodes[count++] = node;
    }

    private void AddScalar(NodeData node, string? tag, string? anchor)
    {
        var index = count;
        ref var current = ref Current;
        if (current.ExpectsKey && node is { Style: ScalarStyle.Plain, Payload: NodeData.IsVerbatim })
            node = node with { KeyMark = NodeData.MarkOf(node.Verbatim(source.Text)) };
        Add(node);
        if (tag is not null)
            (tags ??= [])[index] = tag;
        if (anchor is not null)
            Anchors[anchor] = new Anchor(index, 1, 0);

        if (current.ExpectsKey)
            AddScalarKey(index, node.Style, tag);
        Completed(ref current, node.End, 1);
    }

    private void AddScalarKey(int index, ScalarStyle style, string? tag)
    {
        var text = SpanOf(index);
        var isMerge = text is "<<" && (tag is null ? style == ScalarStyle.Plain : tag is "tag:yaml.org,2002:merge");
        var mark = text.IsEmpty ? 0 : (text.Length << 16) ^ (text[0] << 8) ^ text[^1];
        AddKey(index, ScalarValue.Resolve(text, style, tag).Type == ScalarType.String, isMerge, mark);
    }

    /// <param name="isText">In JSON the key is its decoded text.</param>
    private void AddKey(int index, bool isText, bool isMerge, int mark)
    {
        Current.HasOddKey |= !isText || isMerge;
        if (keyCount == keys.Length)
            Grow(ref keys, keyCount);
        keys[keyCount++] = new MappingKey(null, index, isMerge, mark);
    }

    private void CloseMapping(ref Frame frame)
    {
        var written = keys.AsSpan(frame.FirstKey, keyCount - frame.FirstKey);
        keyCount = frame.FirstKey;
        if (!frame.HasOddKey && !DuplicateKeys.AnyTwoEqual(this, written))
            return;

        var own = new List<MappingKey>(written.Length);
        foreach (var key in written)
            own.Add(key with { Text = KeyTextOf(key.Node) });
        if (frame is { Depth: 1, IsFlow: false } && GluedDocuments.Find(own) is { Count: > 0 } starts)
        {
            Split(frame.Node, own, starts);
            return;
        }

        ReportOddKeys(own);
        var repeated = DuplicateKeys.Among(own);
        foreach (var (first, again, place) in repeated.Take(MostToldOfOne))
        {
            Report(ReaderFindings.DuplicateKey(this, source, own[first], own[again], place));
            (doubled ??= []).Add(new DoubledKey(own[again].Text!, EntrySpan(own[first].Node), EntrySpan(own[again].Node)));
        }

        if (repeated.Count > MostToldOfOne)
            Report(ReaderFindings.MoreDuplicateKeys(this, source, own[repeated[MostToldOfOne].Again], repeated.Count - MostToldOfOne));
        if (own.Exists(key => key.IsMerge))
            (merges ??= [])[frame.Node] = MergeKeys.Apply(this, own, node => Report(ReaderFindings.NothingToMerge(this, source, node)));
    }

    private SourceSpan EntrySpan(int key) => source.Span(nodes[key].Start, Math.Max(nodes[key].End, nodes[NextOf(key)].End));

    /// <summary>Keys that JSON has no words for.</summary>
    private void ReportOddKeys(List<MappingKey> own)
    {
        var odd = own.Where(key => key.Text is null || (key.Text is "null" && IsNull(Follow(key.Node)))).ToList();
        foreach (var key in odd.Take(MostToldOfOne))
        {
            if (key.Text is null)
                Report(ReaderFindings.CollectionKey(this, source, key.Node));
            else
                Report(ReaderFindings.NullKey(this, source, key.Node));
        }

        if (odd.Count > MostToldOfOne)
            Report(ReaderFindings.MoreOddKeys(this, source, odd[MostToldOfOne], odd.Count - MostToldOfOne));
    }

    private bool IsNull(int scalar) => ScalarValue.Resolve(SpanOf(scalar), nodes[scalar].Style, TagOf(scalar)).Type == ScalarType.Null;

    // Each key that begins another resource gets a root of its own, as if the '---' stood there.
    private void Split(int root, List<MappingKey> own, List<int> starts)
    {
        foreach (var start in starts)
            Report(ReaderFindings.MissingMark(source, SpanOf(source, own[start].Node), own[start].Text!));

        var all = new List<NodeData>(count + starts.Count);
        all.AddRange(nodes.AsSpan(0, count));
        GluedDocuments.Split(
            all, tags, merges, root,
            [.. starts.Select(start => own[start].Node)],
            [.. starts.Select(start => nodes[NextOf(own[start - 1].Node)].End)],
            furtherRoots);
        while (nodes.Length < all.Count)
            Grow(ref nodes, count);
        all.CopyTo(nodes);
        count = all.Count;
    }

    private SourceSpan SpanOf(SourceText text, int node) => text.Span(nodes[node].Start, nodes[node].End);

    private void Completed(ref Frame frame, int end, long size)
    {
        expanded += size;
        frame.LastEnd = end;
        if (frame.IsMapping)
            frame.ExpectsKey = !frame.ExpectsKey;
    }

    private readonly record struct Checkpoint(int Nodes, int Texts, int Findings, int Doubled);

    /// <param name="Size">Nodes it stands for, aliases in it expanded; 0 while it is open.</param>
    /// <param name="Height">Collections inside one another, itself included.</param>
    private readonly record struct Anchor(int Node, long Size, int Height)
    {
        public bool IsOpen => Size == 0;

        public static Anchor Open(int node) => new(node, 0, 0);
    }

    /// <summary>An open collection.</summary>
    private struct Frame
    {
        public int Node;
        public int Depth;
        public int Deepest;
        public int FirstKey;
        public int LastEnd;
        public long ExpandedBefore;
        public string? Anchor;
        public bool IsMapping;
        public bool IsFlow;
        public bool ExpectsKey;

        /// <summary>A key that merges, or that is another one in JSON than its text says.</summary>
        public bool HasOddKey;

        /// <summary>Stands around a document's root.</summary>
        public static Frame Outside => new() { Node = -1 };
    }
}

/// <summary>A key of a mapping that is being read.</summary>
/// <param name="Text">What it is in JSON; null for a collection, and until somebody needs it.</param>
/// <param name="Node">Its index; its value follows its subtree.</param>
/// <param name="Mark">The same for the same text.</param>
internal readonly record struct MappingKey(string? Text, int Node, bool IsMerge, int Mark);
