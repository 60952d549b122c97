using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>An entry of a mapping.</summary>
/// <param name="Key">Where the key was written, or what brought it.</param>
/// <param name="Value">Its value.</param>
internal sealed record ReplayedEntry(Place Key, ReplayedValue Value);

/// <summary>A part of an object on its way through a kustomization: what it holds by now, and where each part of it was written.</summary>
internal sealed class ReplayedValue
{
    /// <summary>Who changed a value how often is told this far.</summary>
    private const int MostOthers = 8;

    private WrittenNode? unread;
    private OrderedDictionary<string, ReplayedEntry>? entries;
    private List<ReplayedValue>? items;

    // A scalar as it was written; null for one that was made.
    private Node? scalar;
    private string text = "";

    public ReplayedValue(WrittenNode written)
    {
        Place = written.Place;
        Kind = written.Node.Kind;
        if (Kind == NodeKind.Scalar)
            (scalar, text) = (written.Node, written.Value);
        else
            unread = written;
    }

    private ReplayedValue(Place place, NodeKind kind) => (Place, Kind) = (place, kind);

    public NodeKind Kind { get; }

    public Place Place { get; private set; }

    public ImmutableArray<RelatedSpan> Others { get; private set; } = [];

    public ImmutableArray<string> Notes { get; private set; } = [];

    /// <summary>What it holds is not to be read here: a file's text, base64.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>Of a scalar.</summary>
    public string Text => text;

    public Origin Origin => new(Place.Span, Place.Certainty) { Others = Others, Notes = Notes };

    public OrderedDictionary<string, ReplayedEntry> Entries
    {
        get
        {
            Read();
            return entries ??= new OrderedDictionary<string, ReplayedEntry>(StringComparer.Ordinal);
        }
    }

    public List<ReplayedValue> Items
    {
        get
        {
            Read();
            return items ??= [];
        }
    }

    public static ReplayedValue Mapping(Place place) => new(place, NodeKind.Mapping);

    public static ReplayedValue Scalar(string text, Place place) => new(place, NodeKind.Scalar) { text = text };

    public static ReplayedValue Opaque(Place place) => new(place, NodeKind.Scalar) { IsOpaque = true };

    public ReplayedValue? Find(string key) => Kind == NodeKind.Mapping && Entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>The text of a scalar at keys; null where there is none.</summary>
    public string? TextAt(params ReadOnlySpan<string> keys)
    {
        var at = this;
        foreach (var key in keys)
        {
            if (at.Find(key) is not { } next)
                return null;
            at = next;
        }

        return at.Kind == NodeKind.Scalar && at.scalar is not { IsNull: true } ? at.Text : null;
    }

    /// <summary>Sets an entry of a mapping.</summary>
    public void Set(string key, Place keyPlace, ReplayedValue value, string? by = null)
    {
        if (Kind != NodeKind.Mapping)
            return;

        if (Entries.TryGetValue(key, out var before))
            value.Follow(before.Value, by);

        Entries[key] = new ReplayedEntry(keyPlace, value);
    }

    /// <summary>The mapping at a key, made where it is absent.</summary>
    public ReplayedValue Open(string key, Place place)
    {
        if (Find(key) is { Kind: NodeKind.Mapping } found)
            return found;

        var made = Mapping(place);
        if (Kind == NodeKind.Mapping)
            Entries[key] = new ReplayedEntry(place, made);
        return made;
    }

    /// <summary>This value takes the place of another one, whose own place is told if it held something else.</summary>
    public void Follow(ReplayedValue before, string? by)
    {
        if (by is null || Kind != NodeKind.Scalar || before.Kind != NodeKind.Scalar || before.IsOpaque || before.Text == Text
            || before.Place == Place)
        {
            return;
        }

        AddOther(before.Place, $"held '{before.Text}' until {by} made it '{Text}'");
        foreach (var other in before.Others)
            AddOther(other);
    }

    /// <summary>Another text at the same place: a prefix was put before it.</summary>
    public void Rename(string to, Place by, string adds, string how)
    {
        Notes = Notes.Length < MostOthers ? Notes.Add($"renamed by {how} ({Text} → {to})") : Notes;
        AddOther(by, adds);
        (text, scalar) = (to, null);
    }

    /// <summary>Another text from another place.</summary>
    public void Rewrite(string to, Place from, string by)
    {
        var before = Scalar(Text, Place);
        before.Others = Others;
        (text, scalar, Place, Others) = (to, null, from, []);
        Follow(before, by);
    }

    /// <summary>Another text, made of the one at the same place.</summary>
    public void Become(string to) => (text, scalar) = (to, null);

    public void AddOther(Place place, string message) => AddOther(new RelatedSpan(place.Span, message));

    /// <summary>How many values it is made of, as far as they were read.</summary>
    public int Size => 1 + (entries?.Values.Sum(entry => entry.Value.Size) ?? 0) + (items?.Sum(item => item.Size) ?? 0);

    public ReplayedValue Clone()
    {
        var clone = new ReplayedValue(Place, Kind)
        {
            Others = Others,
            Notes = Notes,
            IsOpaque = IsOpaque,
            unread = unread,
            scalar = scalar,
            text = text
        };
        if (entries is not null)
        {
            clone.entries = new OrderedDictionary<string, ReplayedEntry>(
                entries.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Value = pair.Value.Value.Clone() })),
                StringComparer.Ordinal);
        }

        if (items is not null)
            clone.items = [.. items.Select(item => item.Clone())];
        return clone;
    }

    /// <summary>Whether a rendered scalar holds the same; kustomize writes some scalars in other words, such as 'y'.</summary>
    public bool Matches(Node rendered)
    {
        if (Kind != rendered.Kind)
            return false;
        if (Kind != NodeKind.Scalar || IsOpaque || rendered.Is(Text))
            return true;
        if (scalar is not { } written)
            return false;

        var (one, other) = (written.Scalar, rendered.Scalar);
        return one.Type == other.Type && one.Type switch
        {
            ScalarType.Null => true,
            ScalarType.Boolean => one.Boolean == other.Boolean,
            ScalarType.Integer or ScalarType.Float => one.Float == other.Float,
            _ => false,
        };
    }

    private void AddOther(RelatedSpan other)
    {
        if (Others.Length < MostOthers && !Others.Any(known => known.Span == other.Span))
            Others = Others.Add(other);
    }

    private void Read()
    {
        if (unread is not { } written)
            return;

        unread = null;
        if (Kind == NodeKind.Sequence)
        {
            items = [.. written.Items.Select(item => new ReplayedValue(item))];
            return;
        }

        entries = new OrderedDictionary<string, ReplayedEntry>(StringComparer.Ordinal);
        foreach (var (key, value) in written.Entries)
            entries[ScalarValue.KeyText(key.Node)] = new ReplayedEntry(key.Place, new ReplayedValue(value));
    }
}
