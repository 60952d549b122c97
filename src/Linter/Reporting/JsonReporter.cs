using System.Collections.Immutable;
using System.Text.Json;
using Linter.Engine;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>
/// Everything a result holds, for programs. Version 1: members are only ever added. Lines and columns are 1-based and
/// offsets 0-based, in UTF-16 code units; ends are exclusive; text is as it stands in the manifests.
/// </summary>
/// <param name="tool">The program.</param>
/// <param name="showSuppressed">Whether suppressed findings are written too, in an array of their own.</param>
public sealed class JsonReporter(ToolInfo tool, bool showSuppressed = false) : IReporter
{
    public const int SchemaVersion = 1;

    public void Write(LintResult result, TextWriter output)
    {
        using var buffer = new JsonOutput(output);
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", ToolInfo.Name);
        json.WriteString("version", tool.Version);
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            WriteFinding(json, finding, null);
            buffer.Flush();
        }

        json.WriteEndArray();
        if (showSuppressed)
        {
            json.WriteStartArray("suppressed");
            foreach (var (finding, by) in result.Suppressed)
            {
                WriteFinding(json, finding, by);
                buffer.Flush();
            }

            json.WriteEndArray();
        }

        WriteSummary(json, result);
        WriteFailures(json, result.Failures);
        json.WriteEndObject();
        buffer.Finish();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, Suppression? suppression)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.RuleId);
        json.WriteString("level", finding.Severity.Name());
        WriteMessage(json, finding.Message);
        WritePlace(json, finding.Span);
        json.Text("label", finding.Label);
        json.WriteStartArray("related");
        foreach (var related in finding.Related)
            WriteRelated(json, related);
        json.WriteEndArray();
        json.Text("effect", finding.Effect);
        json.Strings("notes", finding.Notes);
        json.Text("help", finding.Help);
        WriteFix(json, finding.Fix);
        json.WriteStartArray("route");
        foreach (var hop in finding.Path)
            WriteHop(json, hop);
        json.WriteEndArray();
        WriteSubject(json, finding.Subject);
        if (!finding.Through.IsEmpty)
            json.Strings("through", finding.Through);
        if (finding.Rendered is { } rendered)
        {
            json.WriteStartObject("rendered");
            WritePlace(json, rendered);
            json.Text("text", rendered.Slice.ToString());
            json.WriteEndObject();
        }

        if (suppression is not null)
            WriteSuppression(json, suppression);
        json.WriteEndObject();
    }

    private static void WriteSuppression(Utf8JsonWriter json, Suppression suppression)
    {
        json.WriteStartObject("suppression");
        json.WriteString("kind", suppression.Kind switch
        {
            SuppressionKind.Comment => "comment",
            SuppressionKind.Annotation => "annotation",
            SuppressionKind.Configuration => "config",
            _ => "baseline",
        });
        json.Text("reason", suppression.Reason);
        if (suppression.Place is { } place)
            WritePlace(json, place);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, MessageText message)
    {
        json.WriteStartObject("message");
        json.Text("text", message.Text);
        json.Text("format", message.Format);
        json.Strings("arguments", message.Arguments);
        json.WriteStartArray("links");
        foreach (var link in message.Links)
            json.WriteNumberValue(link);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WritePlace(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteStartObject("location");
        json.Text("path", span.Source.Path);
        WritePosition(json, "start", span.From, span.Start);
        WritePosition(json, "end", span.To, span.End);
        json.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter json, string name, LinePosition position, int offset)
    {
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line);
        json.WriteNumber("column", position.Column);
        json.WriteNumber("offset", offset);
        json.WriteEndObject();
    }

    private static void WriteRelated(Utf8JsonWriter json, RelatedSpan related)
    {
        json.WriteStartObject();
        WritePlace(json, related.Span);
        json.Text("message", related.Message);
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, Fix? fix)
    {
        if (fix is null)
        {
            json.WriteNull("fix");
            return;
        }

        json.WriteStartObject("fix");
        json.Text("description", fix.Description);
        json.WriteBoolean("safe", fix.IsSafe);
        json.WriteStartArray("edits");
        foreach (var edit in fix.Edits)
        {
            json.WriteStartObject();
            WritePlace(json, edit.Span);
            json.Text("newText", edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHop(Utf8JsonWriter json, Hop hop)
    {
        json.WriteStartObject();
        WritePlace(json, hop.Span);
        json.Text("message", hop.Message);
        json.WriteBoolean("broken", hop.IsBroken);
        json.WriteEndObject();
    }

    private static void WriteSubject(Utf8JsonWriter json, FindingSubject? subject)
    {
        if (subject is null)
        {
            json.WriteNull("subject");
            return;
        }

        json.WriteStartObject("subject");
        json.Text("kind", subject.Kind);
        json.Text("namespace", subject.Namespace);
        json.Text("name", subject.Name);
        json.Text("path", subject.Path);
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, LintResult result)
    {
        var summary = result.Summary;
        json.WriteStartObject("summary");
        json.WriteNumber("errors", result.Count(Severity.Error));
        json.WriteNumber("warnings", result.Count(Severity.Warning));
        json.WriteNumber("notes", result.Count(Severity.Note));
        json.WriteNumber("suppressed", result.Suppressed.Length);
        json.WriteNumber("staleBaselineEntries", result.StaleBaselineEntries);
        json.WriteNumber("files", summary.Files);
        json.WriteNumber("resources", summary.Resources);
        json.WriteNumber("links", summary.Links);
        json.WriteNumber("otherDocuments", summary.OtherDocuments);
        json.Strings("notChecked", summary.Notes);
        WalkJson.WriteCounts(json, summary.EntryPoints);
        if (result.Scope is { } scope)
            WriteScope(json, scope);
        json.WriteEndObject();
    }

    private static void WriteScope(Utf8JsonWriter json, FindingScope scope)
    {
        json.WriteStartObject("scope");
        json.Text("since", scope.Since);
        json.WriteNumber("older", scope.OlderCount);
        json.WriteNumber("gone", scope.GoneCount);
        json.Text("file", scope.File);
        json.WriteNumber("elsewhere", scope.ElsewhereCount);
        json.WriteEndObject();
    }

    private static void WriteFailures(Utf8JsonWriter json, ImmutableArray<RuleFailure> failures)
    {
        json.WriteStartArray("failures");
        foreach (var failure in failures)
        {
            json.WriteStartObject();
            json.Text("rule", failure.RuleId);
            json.Text("error", failure.Error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
