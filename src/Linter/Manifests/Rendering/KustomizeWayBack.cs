using System.Collections.Immutable;
using System.Text;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// From what `kubectl kustomize` made to the scalar that a person edits: in the source document, or in the patch,
/// replacement or line of a kustomization that had the last word. Exact only where the scalar found there is, or with
/// its prefixes becomes, what was rendered.
/// </summary>
/// <param name="target">What was rendered.</param>
/// <param name="baseFolder">Absolute: what origin annotations are relative to. It is never shown.</param>
/// <param name="documents">Roots of the rendered text.</param>
/// <param name="sources">Where files are read.</param>
internal sealed class KustomizeWayBack(
    RenderTarget target, string baseFolder, ImmutableArray<Node> documents, SourceFiles sources) : WayBack
{
    private const int LongestVar = 300;

    private static readonly NodePath OriginAnnotation = NodePath.Parse("metadata.annotations");
    private static readonly NodePath Name = NodePath.Parse("metadata.name");
    private static readonly NodePath Namespace = NodePath.Parse("metadata.namespace");

    private readonly Dictionary<Node, ReplayedObject?> matches = [];
    private readonly Dictionary<ReplayedValue, ILookup<string?, ReplayedValue>> identities = [];
    private KustomizeReplay? replay;
    private ReplayedObjects? objects;
    private ILookup<string, ReplayedObject>? byRenderedName;

    public override IEnumerable<string> Sources => Replay.Read;

    private KustomizeReplay Replay
    {
        get
        {
            if (replay is null)
            {
                replay = new KustomizeReplay(sources, !target.FilesBeside.IsEmpty);
                replay.Run(target.FullPath);
            }

            return replay;
        }
    }

    private ReplayedObjects Objects => objects ??= new ReplayedObjects(Replay.Objects);

    private ILookup<string, ReplayedObject> ByRenderedName => byRenderedName ??= documents
        .Where(document => Match(document) is not null)
        .ToLookup(document => Text(document, Name), document => Match(document)!, StringComparer.Ordinal);

    public override Origin Of(RenderedPlace place) => Match(place.Document) is { } found ? In(found, place) : FileOf(place.Document);

    public override ImmutableArray<string> FormerNames(Node document)
    {
        var name = Text(document, Name);
        return Match(document) is { } found
            ? [.. found.Names.Select(former => former.Name)
                .Where(former => former.Length > 0 && former != name)
                .Distinct(StringComparer.Ordinal)]
            : [];
    }

    private Origin In(ReplayedObject found, RenderedPlace place)
    {
        var walk = new RenderedWalk(place.Document, place.Node.Index, identities);
        var (entry, value, isThere) = walk.Follow(found.Root);
        if (!isThere)
            return Given(found, walk, place.Node) ?? Near(entry, value == found.Root ? found.Root.Find("kind") ?? value : value);
        if (place.IsKey && entry is not null)
            return new Origin(entry.Key.Span, entry.Key.Certainty);

        return place.IsKey || value.Matches(place.Node) ? value.Origin : Changed(found, value, walk, place.Node);
    }

    /// <summary>
    /// The scalar holds something else than was rendered: names that refer to others are rewritten at the end, and variables filled.
    /// </summary>
    private Origin Changed(ReplayedObject found, ReplayedValue value, RenderedWalk walk, Node rendered)
    {
        var origin = value.Origin;
        if (value.Kind != NodeKind.Scalar || !rendered.IsScalar)
            return origin with { Certainty = OriginCertainty.Line };

        foreach (var referent in ByRenderedName[rendered.Value])
        {
            if (referent.WasNamed(value.Text))
                return Renamed(value, referent, rendered.Value);
        }

        if (Given(found, walk, rendered) is { } given)
        {
            return given with
            {
                Others = [new RelatedSpan(origin.Span, $"held '{value.Text}' until namespace made it '{rendered.Value}'")],
            };
        }

        return Filled(value, rendered) ?? origin with { Certainty = OriginCertainty.Line };
    }

    /// <summary>Namespaces of what an object refers to follow the namespaces of those.</summary>
    private static Origin? Given(ReplayedObject found, RenderedWalk walk, Node rendered) =>
        walk.LastKey == "namespace" && found.NamespaceFrom is { } from && rendered.Is(from.Value)
            ? new Origin(from.Place.Span, from.Place.Certainty)
            : null;

    private static Origin Renamed(ReplayedValue value, ReplayedObject referent, string rendered)
    {
        var origin = value.Origin;
        if (referent.NameValue is not { } name)
            return origin;

        var notes = name.Notes;
        if (referent.Name != rendered)
            notes = notes.Add($"renamed by a hash of its content ({referent.Name} → {rendered})");
        if (name == value)
            return origin with { Notes = notes };

        var others = name.Others.Insert(0, new RelatedSpan(name.Place.Span, $"names the object that is rendered as '{rendered}'"));
        return origin with
        {
            Notes = [.. origin.Notes, .. notes],
            Others = [.. origin.Others, .. others.Where(other => other.Span != origin.Span)]
        };
    }

    private Origin? Filled(ReplayedValue value, Node rendered)
    {
        var others = ImmutableArray.CreateBuilder<RelatedSpan>();
        var text = new StringBuilder();
        for (var i = 0; i < value.Text.Length; i++)
        {
            if (value.Text[i] == '$' && value.Text.AsSpan(i).StartsWith("$(")
                && value.Text.IndexOf(')', i, Math.Min(LongestVar, value.Text.Length - i)) is > 0 and var end
                && Replay.VarValue(value.Text[(i + 2)..end]) is { } filling)
            {
                text.Append(filling.Text);
                others.Add(new RelatedSpan(filling.Place.Span, $"fills '{value.Text[i..(end + 1)]}'"));
                i = end;
                continue;
            }

            text.Append(value.Text[i]);
        }

        return others.Count > 0 && rendered.Is(text.ToString()) ? value.Origin with { Others = [.. value.Others, .. others] } : null;
    }

    private static Origin Near(ReplayedEntry? entry, ReplayedValue value)
    {
        var span = (entry?.Key ?? value.Place).Span;
        var line = span.From.Line;
        var end = Math.Min(span.End, span.Source.LineStart(line) + span.Source.Line(line).Length);
        return new Origin(span with { End = end }, OriginCertainty.Line);
    }

    private ReplayedObject? Match(Node document)
    {
        if (matches.TryGetValue(document, out var match))
            return match;

        match = Find(document);
        matches.Add(document, match);
        return match;
    }

    private ReplayedObject? Find(Node document)
    {
        var apiVersion = document.Find("apiVersion")?.Value ?? "";
        var group = apiVersion.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? apiVersion[..slash] : "";
        return Objects.Find(new GroupKind(group, document.Find("kind")?.Value ?? ""), Text(document, Name), Text(document, Namespace),
            FileNamedBy(document));
    }

    private static string Text(Node document, NodePath path) =>
        document.At(path) is { IsScalar: true, IsNull: false } node ? node.Value : "";

    /// <summary>The file that kustomize says an object is from.</summary>
    private string? FileNamedBy(Node document) =>
        AnnotatedOrigin(document) is { } origin && origin.Find("repo") is null
        && (origin.Find("path") ?? origin.Find("configuredIn")) is { IsScalar: true } path
        && path.Value.Length is > 0 and < 4096 && !path.Value.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(path.Value)
            ? Path.GetFullPath(Path.Join(baseFolder, path.Value))
            : null;

    private static Node? AnnotatedOrigin(Node document) =>
        document.At(OriginAnnotation)?.Find("config.kubernetes.io/origin") is { IsScalar: true } origin
        && YamlReader.Read(new SourceText("origin", origin.Value)).Documents is [{ IsMapping: true } root, ..] ? root : null;

    private Origin FileOf(Node document)
    {
        if (AnnotatedOrigin(document)?.Find("repo") is { IsScalar: true, Value.Length: > 0 } repository
            && Replay.Remote.FirstOrDefault(use => use.Value
                .Contains(Repository(repository.Value), StringComparison.Ordinal)) is { Excerpt: not null } remote)
        {
            return new Origin(remote.Place.Span, OriginCertainty.Line);
        }

        if (FileNamedBy(document) is { } file && IsSource(file) && sources.Text(file) is { } text)
            return Whole(text);

        return Kustomizations.FileIn(target.FullPath, sources.Files) is { } own && sources.Text(own) is { } kustomization
            ? Whole(kustomization)
            : Whole(new SourceText(target.Path, ""));
    }

    private static string Repository(string url)
    {
        var name = url.TrimEnd('/');
        name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
        var slash = name.LastIndexOf('/');
        return name[(slash <= 0 ? 0 : name.LastIndexOf('/', slash - 1) + 1)..];
    }

    // An origin is what the rendered text says, and that is not to be trusted with any file.
    private bool IsSource(string file) => Replay.Read.Contains(file);

    private static Origin Whole(SourceText text) => new(Place.OfFile(text).Span, OriginCertainty.File);
}
