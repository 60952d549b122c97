using System.Collections.Immutable;
using System.Text.Json;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>Files, regions and snippets of a SARIF log.</summary>
internal sealed class SarifPlaces
{
    private const string Root = "%SRCROOT%";
    private const int ContextLines = 2;
    private const int ContextCharacters = 200;

    /// <summary>A minified file is one line: its text is not repeated for each finding.</summary>
    private const int LongestSnippet = 2000;

    private readonly ReportPaths names;
    private readonly ImmutableArray<string> paths;

    public SarifPlaces(IEnumerable<Finding> findings, IEnumerable<SourceSpan> others, ReportPaths names)
    {
        this.names = names;
        paths = [.. findings.SelectMany(Spans).Concat(others)
            .Select(span => names.Of(span.Source.Path))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Relative to the repository's root and percent-encoded; GitHub looks at nothing else.</summary>
    public static string Uri(string path) => string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));

    public static void WriteRoots(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        json.WriteStartObject("description");
        json.WriteString("text", "The root of the repository.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteRepository(Utf8JsonWriter json, SarifRepository repository)
    {
        json.WriteStartArray("versionControlProvenance");
        json.WriteStartObject();
        json.WriteString("repositoryUri", repository.Address);
        json.WriteString("revisionId", repository.Revision);
        if (repository.Branch is { } branch)
            json.WriteString("branch", branch);
        json.WriteStartObject("mappedTo");
        json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public void WriteArtifacts(Utf8JsonWriter json)
    {
        json.WriteStartArray("artifacts");
        foreach (var path in paths)
        {
            var isJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
            json.WriteStartObject();
            json.WriteStartObject("location");
            json.WriteString("uri", Uri(path));
            json.WriteString("uriBaseId", Root);
            json.WriteEndObject();
            json.WriteString("encoding", "utf-8");
            json.WriteString("mimeType", isJson ? "application/json" : "application/yaml");
            json.WriteString("sourceLanguage", isJson ? "json" : "yaml");
            json.Strings("roles", ["analysisTarget"]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void WriteArtifact(Utf8JsonWriter json, SourceText source)
    {
        json.WriteStartObject("artifactLocation");
        var path = names.Of(source.Path);
        json.WriteString("uri", Uri(path));
        json.WriteString("uriBaseId", Root);
        json.WriteNumber("index", paths.BinarySearch(path, StringComparer.Ordinal));
        json.WriteEndObject();
    }

    public void WritePhysical(Utf8JsonWriter json, SourceSpan span, bool withContext)
    {
        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, span.Source);
        var shown = Shown(span);
        WriteRegion(json, "region", shown, withSnippet: true);
        if (withContext && Context(shown) is { } context)
            WriteRegion(json, "contextRegion", context, withSnippet: true);
        json.WriteEndObject();
    }

    public static void WriteRegion(Utf8JsonWriter json, string name, SourceSpan span, bool withSnippet)
    {
        var (from, to) = (span.From, span.To);
        json.WriteStartObject(name);
        json.WriteNumber("startLine", from.Line);
        json.WriteNumber("startColumn", from.Column);
        json.WriteNumber("endLine", to.Line);
        json.WriteNumber("endColumn", to.Column);
        if (withSnippet && span.Length is > 0 and <= LongestSnippet)
        {
            json.WriteStartObject("snippet");
            json.Text("text", span.Slice.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<SourceSpan> Spans(Finding finding) => finding.Related.Select(related => related.Span)
        .Concat(finding.Path.Select(hop => hop.Span))
        .Concat(finding.Fix is { } fix ? fix.Edits.Select(edit => edit.Span) : [])
        .Prepend(finding.Span);

    /// <summary>
    /// Viewers draw nothing for an empty region, so it becomes the character behind it, or else the last one before it.
    /// Only a file without any character keeps it.
    /// </summary>
    public static SourceSpan Shown(SourceSpan span)
    {
        if (span.Length > 0)
            return span;

        var (source, line) = (span.Source, span.From.Line);
        if (span.Start < EndOf(source, line))
            return source.Span(span.Start, span.Start + CharacterLength(source.Text, span.Start));

        while (line > 1 && source.Line(line).IsEmpty)
            line--;
        var end = EndOf(source, line);
        return source.Line(line).IsEmpty ? span : source.Span(end - CharacterLengthBefore(source.Text, end), end);
    }

    private static int EndOf(SourceText source, int line) => source.LineStart(line) + source.Line(line).Length;

    private static int CharacterLength(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;

    private static int CharacterLengthBefore(string text, int at) => at > 1 && char.IsSurrogatePair(text, at - 2) ? 2 : 1;

    /// <summary>Two lines on either side, less where they are long; null where there is nothing more to show.</summary>
    private static SourceSpan? Context(SourceSpan shown)
    {
        var source = shown.Source;
        var first = Math.Max(1, shown.From.Line - ContextLines);
        var last = Math.Min(source.LineCount, shown.To.Line + ContextLines);
        while (last > shown.To.Line && source.Line(last).IsWhiteSpace())
            last--;
        var context = source.Span(source.LineStart(first), Math.Max(EndOf(source, last), shown.End));
        if (context.Length > LongestSnippet)
            context = Around(shown);
        return context.Length > shown.Length && context.Length <= LongestSnippet ? context : null;
    }

    private static SourceSpan Around(SourceSpan shown)
    {
        var text = shown.Source.Text;
        var start = Math.Max(0, shown.Start - ContextCharacters);
        var end = Math.Min(text.Length, shown.End + ContextCharacters);
        return shown.Source.Span(start - HalfAt(text, start), end + HalfAt(text, end));
    }

    /// <summary>1 where the offset would cut a surrogate pair.</summary>
    private static int HalfAt(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text, at - 1) ? 1 : 0;
}
