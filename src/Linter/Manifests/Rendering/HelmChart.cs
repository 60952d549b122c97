using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>A chart or a dependency in its charts/ folder, with the values that it is rendered with.</summary>
internal sealed class HelmChart
{
    private const int MaxNodes = 300_000;
    private const int MaxFolderDepth = 12;

    private readonly RenderTarget target;
    private readonly SourceFiles sources;
    private readonly HelmChart? parent;
    private readonly Dictionary<string, HelmChart?> dependencies = new(StringComparer.Ordinal);
    private readonly HashSet<string> used;
    private HelmMap? values;
    private int nodes;

    public HelmChart(RenderTarget target, SourceFiles sources, HashSet<string> used, string folder, HelmChart? parent, string? alias)
    {
        (this.target, this.sources, this.used, this.parent, Folder) = (target, sources, used, parent, folder);
        About = sources.Yaml(Path.Join(folder, Charts.FileName)) is { Documents: [var root, ..] } ? root : null;
        Name = alias ?? About?.Find("name")?.Value ?? Path.GetFileName(folder);
    }

    public string Folder { get; }

    public string Name { get; }

    /// <summary>Chart.yaml.</summary>
    public Node? About { get; }

    /// <summary>"shop/charts/cart", as # Source: begins.</summary>
    public string FullName => parent is null ? Name : $"{parent.FullName}/charts/{Name}";

    public HelmMap Values => values ??= ReadValues();

    /// <summary>Files of values that had a part, the last to win first.</summary>
    public IEnumerable<string> ValueFiles() =>
        [
            .. parent is null ? target.ValueFiles.IsDefault ? [] : target.ValueFiles.Reverse() : parent.ValueFiles(),
            Path.Join(Folder, "values.yaml")
        ];

    /// <summary>By the name of its folder, its own name or its alias; null where it is not there, or only as an archive.</summary>
    public HelmChart? Dependency(string name)
    {
        if (dependencies.TryGetValue(name, out var known))
            return known;

        var entry = DependencyEntry(name);
        var folder = Path.Join(Folder, "charts", name);
        if (!IsChart(folder) && entry?.Find("name") is { } realName && IsPlain(realName.Value))
            folder = Path.Join(Folder, "charts", realName.Value);
        var found = IsChart(folder) ? new HelmChart(target, sources, used, folder, this, name) : null;
        dependencies.Add(name, found);
        return found;
    }

    /// <summary>Names of folders in charts/ and of aliases.</summary>
    public IEnumerable<string> DependencyNames()
    {
        var folder = Path.Join(Folder, "charts");
        return Listing(folder).Where(entry => entry.IsFolder && IsChart(Path.Join(folder, entry.Name))).Select(entry => entry.Name);
    }

    /// <summary>Every file below templates/.</summary>
    public IEnumerable<string> TemplateFiles() => Below(Path.Join(Folder, "templates"), 0);

    /// <summary>What templates call a key of Chart.yaml: .Chart.Name, .Chart.APIVersion.</summary>
    public static string FieldOf(string key) =>
        key is "apiVersion" ? "APIVersion" : key.Length == 0 ? "" : char.ToUpperInvariant(key[0]) + key[1..];

    public static bool IsPlain(string segment) =>
        segment.Length > 0 && segment is not ("." or "..") && segment.AsSpan().IndexOfAny("/\\\0") < 0;

    private bool IsChart(string folder) => sources.Files.IsFile(Path.Join(folder, Charts.FileName));

    private Node? DependencyEntry(string name)
    {
        if (About?.Find("dependencies") is not { } list)
            return null;

        foreach (var entry in list.Items)
        {
            if ((entry.Find("alias") ?? entry.Find("name"))?.Is(name) == true)
                return entry;
        }

        return null;
    }

    private IEnumerable<string> Below(string folder, int depth)
    {
        foreach (var entry in Listing(folder))
        {
            var path = Path.Join(folder, entry.Name);
            if (!entry.IsFolder)
            {
                yield return path;
            }
            else if (depth < MaxFolderDepth && !entry.IsLink)
            {
                foreach (var file in Below(path, depth + 1))
                    yield return file;
            }
        }
    }

    private IReadOnlyList<FolderEntry> Listing(string folder)
    {
        try
        {
            return sources.Files.KindOf(folder) == EntryKind.Folder ? sources.Files.Entries(folder) : [];
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            return [];
        }
    }

    private HelmMap ReadValues()
    {
        var result = FileValues(Path.Join(Folder, "values.yaml"));
        if (parent is not null)
        {
            var above = parent.Values;
            if (above.Get(Name) is HelmMap given)
                result = Merged(given, result);
            if (above.Get("global") is HelmMap global)
                result = Merged(new HelmMap { Entries = { ["global"] = new HelmEntry(global, null) } }, result);
            return result;
        }

        foreach (var file in target.ValueFiles.IsDefault ? [] : target.ValueFiles)
            result = Merged(FileValues(file), result);
        foreach (var set in target.Sets.IsDefault ? [] : target.Sets)
            result = WithSet(result, set);
        return result;
    }

    private HelmMap FileValues(string path)
    {
        if (sources.Yaml(path) is not { Documents: [{ IsMapping: true } root, ..] })
            return new HelmMap();

        used.Add(path);
        return (HelmMap)FromNode(root, ".Values", HelmLeafKind.Values, 0);
    }

    /// <summary>A node as a value that knows its place.</summary>
    public HelmValue FromNode(Node node, string path, HelmLeafKind kind, int depth)
    {
        if (++nodes > MaxNodes || depth > 100)
            return HelmUnknown.Any;

        var source = node.Tree.Source;
        if (node.IsMapping)
        {
            var map = new HelmMap();
            foreach (var entry in node.Entries)
            {
                var name = ScalarValue.KeyText(entry.Key);
                var keySource = entry.Key.Tree.Source;

                var said = kind == HelmLeafKind.Chart && depth == 0 ? FieldOf(name) : name;
                map.Entries[name] = new HelmEntry(
                    FromNode(entry.Value, $"{path}.{said}", kind, depth + 1),
                    new HelmLeaf(kind, $"{path}.{said}", keySource, entry.Key.Span.Start, entry.Key.Span.End));
            }

            return map;
        }

        if (node.IsSequence)
        {
            var items = new List<HelmValue>();
            foreach (var item in node.Items)
                items.Add(FromNode(item, $"{path}[{items.Count}]", kind, depth + 1));
            return new HelmList(items);
        }

        HelmLeaf[] leaves = [new HelmLeaf(kind, path, source, node.Span.Start, node.Span.End)];
        var scalar = node.Scalar;
        return scalar.Type switch
        {
            ScalarType.Null => new HelmNone { Leaves = leaves },
            ScalarType.Boolean => new HelmBoolean(scalar.Boolean) { Leaves = leaves },
            ScalarType.Integer => new HelmNumber(scalar.Integer) { Leaves = leaves },
            ScalarType.Float => new HelmNumber(scalar.Float) { Leaves = leaves },
            _ => new HelmTextValue((node.Style == ScalarStyle.Literal ? Lines(node, leaves) : null) ?? HelmRope.Of(node.Value, leaves)),
        };
    }

    // Text of several lines, such as a piece of YAML for tpl: each line at its own place.
    private static HelmRope? Lines(Node node, HelmLeaf[] leaves)
    {
        var source = node.Tree.Source;
        var line = source.PositionAt(node.Span.Start).Line;
        var frame = new HelmFrame();
        var pieces = new List<HelmStrand>();
        var text = node.Value;
        for (var at = 0; at < text.Length;)
        {
            var breakAt = text.IndexOf('\n', at);
            var end = breakAt < 0 ? text.Length : breakAt + 1;
            var content = text.AsSpan(at, end - at).TrimEnd('\n');
            if (++line > source.LineCount || !source.Line(line).EndsWith(content))
                return null;

            var start = source.LineStart(line) + source.Line(line).Length - content.Length;
            var place = new HelmPlace(frame, source, start, start + content.Length, true, true, null);
            pieces.Add(new HelmPiece(text[at..end], place, leaves));
            at = end;
        }

        return new HelmRope(pieces);
    }

    /// <summary>Entries of the first win; one of null takes the other's away.</summary>
    /// <param name="over">Wins.</param>
    /// <param name="under">What it is laid over.</param>
    /// <param name="entries">How many were looked at.</param>
    public static HelmMap Merged(HelmMap over, HelmMap under, out int entries)
    {
        var left = MaxNodes;
        var merged = Merged(over, under, 0, ref left);
        entries = MaxNodes - left;
        return merged;
    }

    private static HelmMap Merged(HelmMap over, HelmMap under) => Merged(over, under, out _);

    private static HelmMap Merged(HelmMap over, HelmMap under, int depth, ref int left)
    {
        left -= over.Entries.Count + under.Entries.Count;
        if (depth > 100 || left < 0)
            return over;

        var result = new HelmMap { IsOpen = over.IsOpen || under.IsOpen };
        foreach (var (name, entry) in under.Entries)
            result.Entries[name] = entry;
        foreach (var (name, entry) in over.Entries)
        {
            if (entry.Value is HelmNone && result.Entries.ContainsKey(name))
                result.Entries.Remove(name);
            else if (entry.Value is HelmMap map && result.Entries.TryGetValue(name, out var below) && below.Value is HelmMap belowMap)
                result.Entries[name] = new HelmEntry(Merged(map, belowMap, depth + 1, ref left), entry.Key ?? below.Key);
            else
                result.Entries[name] = entry;
        }

        return result;
    }

    private static HelmMap WithSet(HelmMap values, string set)
    {
        var equals = set.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || set.AsSpan(0, equals).IndexOfAny("[\\,") >= 0)
            return values;

        var path = set[..equals];
        HelmLeaf[] leaves = [new HelmLeaf(HelmLeafKind.Set, set, null, 0, 0)];
        var text = set[(equals + 1)..];
        HelmValue value = text switch
        {
            "true" or "false" => new HelmBoolean(text == "true") { Leaves = leaves },
            "null" => new HelmNone { Leaves = leaves },
            _ => new HelmTextValue(HelmRope.Of(text, leaves)),
        };
        if (value is HelmTextValue && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && (text == "0" || text[0] != '0'))
        {
            value = new HelmNumber(number) { Leaves = leaves };
        }

        foreach (var name in Enumerable.Reverse(path.Split('.')).Take(100))
            value = new HelmMap { Entries = { [name] = new HelmEntry(value, null) } };
        return Merged((HelmMap)value, values);
    }
}
