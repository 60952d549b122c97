using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>
/// Collects the nodes of one file in preorder. A method that returns a finding has refused the node: the document must
/// then be abandoned.
/// </summary>
internal sealed class NodeTreeBuilder(SourceText source, YamlLimits limits)
{
    private readonly List<NodeData> nodes = new(Math.Max(16, source.Text.Length / 16));
    private readonly List<string> texts = [];
    private readonly Dictionary<int, string> tags = [];
    private readonly Dictionary<int, ImmutableArray<(int Key, int Value)>> merges = [];
    private readonly Dictionary<string, Anchor> anchors = new(StringComparer.Ordinal);
    private readonly List<int> roots = [];
    private readonly List<int> furtherRoots = [];
    private readonly List<Finding> findings = [];
    private readonly List<MappingKey> keys = [];
    private readonly Stack<Frame> frames = [];
    private Checkpoint documentStart;
    private Frame current = Frame.Outside();
    private long expanded;
    private long addedByAliases;

    /// <summary>The offset of the innermost open flow collection's bracket, or -1.</summary>
    public int OpenBracket => current.IsFlow ? nodes[current.Node].Start : -1;

    /// <summary>The innermost mapping has a key without a value, even an empty one. The parser loses a value whose key is left out: "- : value".</summary>
    public bool LacksValue => current is { IsMapping: true, ExpectsKey: false };

    /// <summary>A document was refused because there are too many.</summary>
    public bool IsFull { get; private set; }

    public void BeginDocument()
    {
        documentStart = new Checkpoint(nodes.Count, texts.Count, findings.Count);
        frames.Clear();
        keys.Clear();
        anchors.Clear();
        furtherRoots.Clear();
        current = Frame.Outside();
        expanded = 0;
        addedByAliases = 0;
    }

    public void EndDocument()
    {
        var root = documentStart.Nodes;
        if (root < nodes.Count)
        {
            if (IsEmptyRoot(nodes[root]) && !tags.ContainsKey(root))
                nodes.RemoveAt(root);
            else
                roots.Add(root);
            roots.AddRange(furtherRoots);
        }

        BeginDocument();
    }

    /// <summary>Forgets the document that is not ended yet, its findings too.</summary>
    public void AbandonDocument()
    {
        nodes.RemoveRange(documentStart.Nodes, nodes.Count - documentStart.Nodes);
        texts.RemoveRange(documentStart.Texts, texts.Count - documentStart.Texts);
        findings.RemoveRange(documentStart.Findings, findings.Count - documentStart.Findings);
        foreach (var node in tags.Keys.Where(node => node >= documentStart.Nodes).ToArray())
            tags.Remove(node);
        foreach (var node in merges.Keys.Where(node => node >= documentStart.Nodes).ToArray())
            merges.Remove(node);
        BeginDocument();
    }

    /// <summary>Forgets all documents.</summary>
    public void Clear()
    {
        documentStart = default;
        roots.Clear();
        AbandonDocument();
    }

    public void Report(Finding finding) => findings.Add(finding);

    /// <param name="value">The decoded text, or null where the source says it verbatim.</param>
    public void AddScalar(int start, int end, ScalarStyle style, string? value, string? tag, string? anchor)
    {
        var index = nodes.Count;
        var node = new NodeData(NodeKind.Scalar, style, start, end, index + 1, -1);
        if (value is not null && !node.Verbatim(source.Text).SequenceEqual(value))
        {
            node = node with { Payload = texts.Count };
            texts.Add(value);
        }

        nodes.Add(node);
        if (tag is not null)
            tags[index] = tag;

        if (current.ExpectsKey || anchor is not null)
        {
            var key = ScalarValue.KeyText(SpanOf(index), style, tag, value);
            if (anchor is not null)
                anchors[anchor] = new Anchor(index, 1, 0, key);
            if (current.ExpectsKey)
                keys.Add(new MappingKey(key, index, IsMergeKey(index, tag)));
        }

        Completed(end, 1);
    }

    public Finding? BeginCollection(NodeKind kind, int start, bool isFlow, string? tag, string? anchor)
    {
        if (current.Depth == 0 && roots.Count >= limits.MaxDocuments)
        {
            IsFull = true;
            return ReaderFindings.TooManyDocuments(source, start, limits.MaxDocuments);
        }

        if (current.Depth >= limits.MaxDepth)
            return ReaderFindings.TooDeep(source, start, limits.MaxDepth);

        var index = nodes.Count;
        if (current.ExpectsKey)
            keys.Add(new MappingKey(null, index, false));
        if (tag is not null)
            tags[index] = tag;
        if (anchor is not null)
            anchors[anchor] = Anchor.Open(index);

        nodes.Add(new NodeData(kind, ScalarStyle.Plain, start, start, index + 1, -1));
        frames.Push(current);
        current = new Frame(index, kind == NodeKind.Mapping, isFlow, current.Depth + 1, keys.Count, expanded, anchor);
        return null;
    }

    /// <param name="end">Behind the closing bracket; null where the last child ends the collection.</param>
    public void EndCollection(int? end)
    {
        var frame = current;
        var node = nodes[frame.Node];
        nodes[frame.Node] = node with { End = end ?? Math.Max(frame.LastEnd, node.Start), Next = nodes.Count };
        if (frame.IsMapping)
            CloseMapping(frame);

        current = frames.Pop();
        current.Deepest = Math.Max(current.Deepest, frame.Deepest);
        Completed(nodes[frame.Node].End, 1);
        if (frame.Anchor is not null && anchors.TryGetValue(frame.Anchor, out var anchor) && anchor.Node == frame.Node)
            anchors[frame.Anchor] = new Anchor(frame.Node, expanded - frame.ExpandedBefore, frame.Deepest - frame.Depth + 1, null);
    }

    public Finding? AddAlias(int start, int end, string name)
    {
        var span = source.Span(start, end);
        if (!anchors.TryGetValue(name, out var anchor))
            return ReaderFindings.UnknownAlias(span, name, anchors.Keys);
        if (anchor.IsOpen)
            return ReaderFindings.CyclicAlias(span, name, source.Span(nodes[anchor.Node].Start, nodes[anchor.Node].Start));
        if (current.Depth + anchor.Height > limits.MaxDepth)
            return ReaderFindings.AliasTooDeep(span, name, limits.MaxDepth);

        addedByAliases += anchor.Size;
        if (addedByAliases > limits.MaxExpandedNodes)
            return ReaderFindings.AliasTooLarge(span, name, limits.MaxExpandedNodes);

        var index = nodes.Count;
        nodes.Add(new NodeData(NodeKind.Alias, ScalarStyle.Plain, start, end, index + 1, anchor.Node));
        if (current.ExpectsKey)
            keys.Add(new MappingKey(anchor.KeyText, index, false));
        current.Deepest = Math.Max(current.Deepest, current.Depth + anchor.Height);
        Completed(end, anchor.Size);
        return null;
    }

    /// <summary>The roots of the documents that were not abandoned. The builder is done with then.</summary>
    public ImmutableArray<Node> Documents()
    {
        var tree = new NodeTree(source, [.. nodes], [.. texts], tags, merges);
        return [.. roots.Select(root => new Node(tree, root))];
    }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Finding> Findings() => [.. findings.OrderBy(finding => finding.Span.Start)];

    /// <summary>The node itself, or what an alias stands for.</summary>
    internal int Follow(int index) => nodes[index].Kind == NodeKind.Alias ? nodes[index].Payload : index;

    internal NodeData Data(int index) => nodes[index];

    internal ReadOnlySpan<char> SpanOf(int index)
    {
        var node = nodes[index];
        if (node.Kind != NodeKind.Scalar)
            return default;
        return node.Payload >= 0 ? texts[node.Payload] : node.Verbatim(source.Text);
    }

    /// <summary>What a key is in JSON; null where it is a collection.</summary>
    internal string? KeyTextOf(int index)
    {
        index = Follow(index);
        return nodes[index].Kind == NodeKind.Scalar
            ? ScalarValue.KeyText(SpanOf(index), nodes[index].Style, tags.GetValueOrDefault(index), null)
            : null;
    }

    internal ImmutableArray<(int Key, int Value)> MergedEntries(int mapping) => merges.GetValueOrDefault(mapping);

    private static bool IsEmptyRoot(NodeData root) => root.Kind == NodeKind.Scalar && root.Style == ScalarStyle.Plain && root.Start == root.End;

    private bool IsMergeKey(int index, string? tag) =>
        (tag is null ? nodes[index].Style == ScalarStyle.Plain : tag is "tag:yaml.org,2002:merge") && SpanOf(index) is "<<";

    private void CloseMapping(Frame frame)
    {
        var own = keys.GetRange(frame.FirstKey, keys.Count - frame.FirstKey);
        keys.RemoveRange(frame.FirstKey, keys.Count - frame.FirstKey);
        if (frame is { Depth: 1, IsFlow: false } && GluedDocuments.Find(own) is { Count: > 0 } starts)
        {
            Split(frame.Node, own, starts);
            return;
        }

        foreach (var (first, again, count) in DuplicateKeys.Among(own))
            Report(ReaderFindings.DuplicateKey(this, source, own[first], own[again], count));
        if (own.Exists(key => key.IsMerge))
            merges[frame.Node] = MergeKeys.Apply(this, own, node => Report(ReaderFindings.NothingToMerge(this, source, node)));
    }

    // Each key that begins another resource gets a root of its own, as if the '---' stood there.
    private void Split(int root, List<MappingKey> own, List<int> starts)
    {
        foreach (var start in starts)
            Report(ReaderFindings.MissingMark(source, SpanOf(source, own[start].Node), own[start].Text!));
        GluedDocuments.Split(
            nodes, tags, merges, root,
            [.. starts.Select(start => own[start].Node)],
            [.. starts.Select(start => nodes[nodes[own[start - 1].Node].Next].End)],
            furtherRoots);
    }

    private SourceSpan SpanOf(SourceText text, int node) => text.Span(nodes[node].Start, nodes[node].End);

    private void Completed(int end, long size)
    {
        expanded += size;
        current.LastEnd = end;
        if (current.IsMapping)
            current.ExpectsKey = !current.ExpectsKey;
    }

    private readonly record struct Checkpoint(int Nodes, int Texts, int Findings);

    /// <param name="Size">Nodes it stands for, aliases in it expanded; 0 while it is open.</param>
    /// <param name="Height">Collections inside one another, itself included.</param>
    /// <param name="KeyText">What it is as a key; null for a collection.</param>
    private readonly record struct Anchor(int Node, long Size, int Height, string? KeyText)
    {
        public bool IsOpen => Size == 0;

        public static Anchor Open(int node) => new(node, 0, 0, null);
    }

    private sealed class Frame(int node, bool isMapping, bool isFlow, int depth, int firstKey, long expandedBefore, string? anchor)
    {
        public int Node => node;

        public bool IsMapping { get; } = isMapping;

        public bool IsFlow => isFlow;

        public int Depth { get; } = depth;

        public int FirstKey => firstKey;

        public long ExpandedBefore => expandedBefore;

        public string? Anchor => anchor;

        public bool ExpectsKey { get; set; } = isMapping;

        public int LastEnd { get; set; }

        public int Deepest { get; set; } = depth;

        /// <summary>Stands around a document's root.</summary>
        public static Frame Outside() => new(-1, false, false, 0, 0, 0, null);
    }
}

/// <summary>A key of a mapping that is being read.</summary>
/// <param name="Text">What it is in JSON; null for a collection.</param>
/// <param name="Node">Its index; its value follows its subtree.</param>
internal readonly record struct MappingKey(string? Text, int Node, bool IsMerge);
