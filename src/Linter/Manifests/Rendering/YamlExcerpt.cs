using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>A place that a person can edit.</summary>
/// <param name="Span">In a file.</param>
/// <param name="Certainty">Line for a text whose characters cannot be told apart, such as one with escapes.</param>
internal readonly record struct Place(SourceSpan Span, OriginCertainty Certainty)
{
    /// <summary>A file as a whole: its first line.</summary>
    public static Place OfFile(SourceText file) => new(new SourceSpan(file, 0, file.Line(1).Length), OriginCertainty.File);
}

/// <summary>A YAML text in a file: the whole of it, or what a scalar of it holds, such as a patch in a block scalar.</summary>
internal sealed class YamlExcerpt
{
    private readonly SourceText file;
    private readonly int offset;
    private readonly SourceSpan? whole;

    private YamlExcerpt(SourceText file, int offset, SourceSpan? whole) => (this.file, this.offset, this.whole) = (file, offset, whole);

    public static IEnumerable<WrittenNode> Documents(YamlFile file)
    {
        var excerpt = new YamlExcerpt(file.Source, 0, null);
        return file.Documents.Select(document => new WrittenNode(document, excerpt));
    }

    public Place PlaceOf(Node node) => whole is { } span
        ? new Place(span, OriginCertainty.Line)
        : new Place(new SourceSpan(file, node.Span.Start + offset, node.Span.End + offset), OriginCertainty.Exact);

    /// <summary>The documents in a scalar, with their own lines and columns wherever the file holds them verbatim.</summary>
    public IReadOnlyList<WrittenNode> DocumentsIn(Node scalar)
    {
        if (whole is null && Verbatim(scalar) is var (start, end))
        {
            var documents = Pieces(scalar.Tree.Source.Text, start, end).SelectMany(piece => Read(scalar, piece.Start, piece.End)).ToList();
            if (documents.Count > 0)
                return documents;
        }

        var decoded = new YamlExcerpt(file, 0, whole ?? PlaceOf(scalar).Span);
        return [.. YamlReader.Read(new SourceText(file.Path, scalar.Value))
            .Documents.Select(document => new WrittenNode(document, decoded))];
    }

    /// <summary>What reading a scalar as YAML finds, at its own places wherever the file holds it verbatim, else at the scalar.</summary>
    public IEnumerable<Finding> FindingsIn(Node scalar)
    {
        if (whole is null && Verbatim(scalar) is var (start, end))
        {
            return Pieces(scalar.Tree.Source.Text, start, end)
                .SelectMany(piece => YamlReader.Read(new SourceText(file.Path, scalar.Tree.Source.Text[piece.Start..piece.End])).Findings
                .Select(finding => finding.Moved(span => new SourceSpan(file, span.Start + offset + piece.Start,
                    span.End + offset + piece.Start))));
        }

        var place = whole ?? PlaceOf(scalar).Span;
        return YamlReader.Read(new SourceText(file.Path, scalar.Value))
            .Findings.Select(finding => finding.Moved(_ => place) with { Fix = null });
    }

    private IEnumerable<WrittenNode> Read(Node scalar, int start, int end)
    {
        var excerpt = new YamlExcerpt(file, offset + start, null);
        return YamlReader.Read(new SourceText(file.Path, scalar.Tree.Source.Text[start..end]))
            .Documents.Select(document => new WrittenNode(document, excerpt));
    }

    /// <summary>Where a scalar's text stands as it is, but for its indentation, which YAML does not mind.</summary>
    private static (int Start, int End)? Verbatim(Node scalar)
    {
        var span = scalar.Span;
        switch (scalar.Style)
        {
            case ScalarStyle.Literal or ScalarStyle.Folded:
                var line = span.From.Line;
                return line < span.Source.LineCount && span.Source.LineStart(line + 1) is var start && start < span.End
                    ? (start, span.End)
                    : null;
            case ScalarStyle.SingleQuoted:
                return scalar.Value.Contains('\'', StringComparison.Ordinal) ? null : (span.Start + 1, span.End - 1);
            case ScalarStyle.DoubleQuoted:
                return span.Slice.Contains('\\') ? null : (span.Start + 1, span.End - 1);
            default:
                return (span.Start, span.End);
        }
    }

    // Indented, a line of --- would not part documents any more.
    private static IEnumerable<(int Start, int End)> Pieces(string text, int start, int end)
    {
        var from = start;
        for (var line = start; line < end;)
        {
            var lineEnd = text.IndexOf('\n', line, end - line) is >= 0 and var found ? found + 1 : end;
            if (text.AsSpan(line, lineEnd - line).Trim() is "---")
            {
                yield return (from, line);
                from = lineEnd;
            }

            line = lineEnd;
        }

        yield return (from, end);
    }
}

/// <summary>A node, and the file that a person edits to change it.</summary>
internal readonly record struct WrittenNode(Node Node, YamlExcerpt Excerpt)
{
    public string Value => Node.Value;

    public Place Place => Excerpt.PlaceOf(Node);

    public IEnumerable<WrittenNode> Items
    {
        get
        {
            foreach (var item in Node.Items)
                yield return this with { Node = item };
        }
    }

    public IEnumerable<(WrittenNode Key, WrittenNode Value)> Entries
    {
        get
        {
            foreach (var entry in Node.Entries)
                yield return (this with { Node = entry.Key }, this with { Node = entry.Value });
        }
    }

    public WrittenNode? Find(string key) => Node.Find(key) is { } found ? this with { Node = found } : null;

    /// <summary>The text of a scalar at a key; null where there is none, or an empty one.</summary>
    public string? Text(string key) => Node.Find(key) is { IsScalar: true, Value.Length: > 0 } found && !found.IsNull ? found.Value : null;

    public bool IsTrue(string key) => Node.Find(key) is { } found && found.Scalar is { Type: ScalarType.Boolean, Boolean: true };

    /// <summary>The items of the sequence at a key.</summary>
    public IEnumerable<WrittenNode> List(string key) => Find(key) is { } list ? list.Items : [];

    /// <summary>The documents in a scalar.</summary>
    public IReadOnlyList<WrittenNode> Documents => Excerpt.DocumentsIn(Node);

    /// <summary>What reading a scalar as YAML finds.</summary>
    public IEnumerable<Finding> Findings => Excerpt.FindingsIn(Node);
}
