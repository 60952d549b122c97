using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Linter.Engine;
using Linter.Findings;
using Linter.Rules;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>What a SARIF log says beyond the result.</summary>
/// <param name="Tool">The program.</param>
/// <param name="ExitCode">What the process will return; 2 and above mean that the run did not come to its end.</param>
/// <param name="Category">GitHub keeps one set of alerts for each category; without a slash at its end.</param>
/// <param name="Repository">Where the files come from; null where the caller does not know.</param>
public sealed record SarifOptions(ToolInfo Tool, int ExitCode, string Category = ToolInfo.Name, SarifRepository? Repository = null)
{
    /// <summary>How files are named: GitHub wants paths from the repository's root.</summary>
    public ReportPaths Paths { get; init; } = ReportPaths.AsTheyAre;

    /// <summary>Suppressed findings are written too. Not for GitHub, which opens alerts for them.</summary>
    public bool IncludesSuppressed { get; init; }
}

/// <summary>The repository and the commit that the files belong to.</summary>
/// <param name="Address">An absolute https address.</param>
/// <param name="Revision">The full commit id.</param>
/// <param name="Branch">Null when detached.</param>
public sealed record SarifRepository(string Address, string Revision, string? Branch);

/// <summary>
/// SARIF 2.1.0 as GitHub's code scanning and the editors' viewers read it: live findings only, paths relative to the
/// repository, every related location linked from the message.
/// </summary>
/// <param name="options">The run.</param>
/// <param name="documents">The words of a rule; null for the catalogue's.</param>
public sealed class SarifReporter(SarifOptions options, Func<string, RuleDocument>? documents = null) : IReporter
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>GitHub refuses a run with more results.</summary>
    private const int MostResults = 25_000;

    private readonly Func<string, RuleDocument> documents = documents ?? RuleCatalog.Document;

    public void Write(LintResult result, TextWriter output)
    {
        result = Capped(result);
        using var buffer = new JsonOutput(output);
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteRun(buffer, result);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        buffer.Finish();
    }

    // The gravest stay, in their order, and a notification says how many are missing.
    private static LintResult Capped(LintResult result)
    {
        if (result.Findings.Length <= MostResults)
            return result;

        var kept = result.Findings
            .Select((finding, index) => (finding, index))
            .OrderByDescending(pair => pair.finding.Severity)
            .Take(MostResults)
            .OrderBy(pair => pair.index)
            .Select(pair => pair.finding);
        var note = string.Create(CultureInfo.InvariantCulture,
            $"{result.Findings.Length - MostResults} of {result.Findings.Length} findings are left out, the less grave ones: a log holds {MostResults}");
        return result with { Findings = [.. kept], Summary = result.Summary with { Notes = result.Summary.Notes.Add(note) } };
    }

    private void WriteRun(JsonOutput buffer, LintResult result)
    {
        var json = buffer.Writer;
        ImmutableArray<SuppressedFinding> suppressed = options.IncludesSuppressed
            ? [.. result.Suppressed.Take(MostResults - result.Findings.Length)]
            : [];
        ImmutableArray<Finding> all = [.. result.Findings, .. suppressed.Select(finding => finding.Finding)];
        var messages = all.Select(SarifMessage.Of).ToImmutableArray();
        var rules = new SarifRules(all, messages, documents);
        var notifications = new SarifNotifications(result, documents);
        var places = new SarifPlaces(all,
            suppressed.Select(finding => finding.By).Where(IsInSource).Select(by => by.Place).OfType<SourceSpan>(), options.Paths);
        WriteTool(json, rules, notifications);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", options.Category + "/");
        json.WriteEndObject();
        WriteInvocation(json, result, notifications, places);
        SarifPlaces.WriteRoots(json);
        if (options.Repository is { } repository)
            SarifPlaces.WriteRepository(json, repository);
        places.WriteArtifacts(json);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteString("language", "en-US");
        json.WriteStartArray("results");
        var writer = new SarifResults(json, rules, places);
        var identities = FindingIdentity.Of(all);
        for (var i = 0; i < all.Length; i++)
        {
            writer.Write(all[i], messages[i], identities[i], i < result.Findings.Length ? null : suppressed[i - result.Findings.Length].By);
            buffer.Flush();
        }

        json.WriteEndArray();
    }

    private static bool IsInSource(Suppression suppression) => suppression.Kind is SuppressionKind.Comment or SuppressionKind.Annotation;

    private void WriteTool(Utf8JsonWriter json, SarifRules rules, SarifNotifications notifications)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", ToolInfo.Name);
        json.WriteString("fullName", options.Tool.FullName);
        json.WriteString("organization", ToolInfo.Name);
        json.WriteString("version", options.Tool.Version);
        json.WriteString("semanticVersion", options.Tool.Version);
        json.WriteString("informationUri", ToolInfo.Home);
        json.WriteString("language", "en-US");
        rules.Write(json);
        notifications.WriteDescriptors(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInvocation(Utf8JsonWriter json, LintResult result, SarifNotifications notifications, SarifPlaces places)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", options.ExitCode is 0 or 1 && result.Failures.IsEmpty);
        json.WriteNumber("exitCode", options.ExitCode);
        notifications.Write(json, places);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>The results of a log.</summary>
    private sealed class SarifResults(Utf8JsonWriter json, SarifRules rules, SarifPlaces places)
    {
        private readonly Dictionary<SourceText, ImmutableArray<string>> lineHashes = new(ReferenceEqualityComparer.Instance);

        public void Write(Finding finding, SarifMessage message, string identity, Suppression? suppression)
        {
            json.WriteStartObject();
            json.WriteString("ruleId", finding.RuleId);
            json.WriteNumber("ruleIndex", rules.IndexOf(finding.RuleId));
            json.WriteString("level", finding.Severity.Name());
            json.WriteString("kind", "fail");
            WriteMessage(finding, message);
            WriteLocation(finding);
            WriteRelated(finding.Related);
            WriteRoute(finding.Path);
            WriteFix(finding.Fix);
            WriteSuppression(suppression);
            WriteFingerprints(finding, identity);
            WriteAdvice(finding);
            json.WriteEndObject();
        }

        private void WriteSuppression(Suppression? suppression)
        {
            if (suppression is null)
                return;

            var isInSource = IsInSource(suppression);
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", isInSource ? "inSource" : "external");
            json.WriteString("status", "accepted");
            json.Text("justification",
                suppression.Kind == SuppressionKind.Baseline
                    ? "It was there when the baseline was written."
                    : Printable.Of(suppression.Reason));
            if (isInSource && suppression.Place is { } place)
            {
                json.WriteStartObject("location");
                places.WritePhysical(json, place, withContext: false);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndArray();
        }

        private void WriteMessage(Finding finding, SarifMessage message)
        {
            json.WriteStartObject("message");
            json.Text("text", message.Text);
            json.WriteString("id", rules.MessageId(finding.RuleId, message.Template));
            if (!message.Arguments.IsEmpty)
                json.Strings("arguments", message.Arguments);
            json.WriteEndObject();
        }

        private void WriteLocation(Finding finding)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            places.WritePhysical(json, finding.Span, withContext: true);
            if (finding.Subject is { } subject)
                WriteLogical(subject);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        private void WriteLogical(FindingSubject subject)
        {
            var resource = string.Join('/',
                new[] { subject.Namespace, subject.Kind, subject.Name }.Where(part => !string.IsNullOrEmpty(part)));
            var isResource = subject.Path.Length == 0;
            var name = isResource ? subject.Name : subject.Path[(subject.Path.LastIndexOf('.') + 1)..];
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            if (name.Length > 0)
                json.Text("name", name);
            json.Text("fullyQualifiedName", isResource ? resource : $"{resource}/{subject.Path}");
            json.WriteString("kind", isResource ? "resource" : "member");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        private void WriteRelated(ImmutableArray<RelatedSpan> related)
        {
            if (related.IsEmpty)
                return;

            json.WriteStartArray("relatedLocations");
            for (var i = 0; i < Math.Min(related.Length, SarifMessage.MostRelated); i++)
            {
                json.WriteStartObject();
                json.WriteNumber("id", i + 1);
                places.WritePhysical(json, related[i].Span, withContext: true);
                WriteSentence("message", related[i].Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        private void WriteRoute(ImmutableArray<Hop> path)
        {
            if (path.IsEmpty)
                return;

            json.WriteStartArray("codeFlows");
            json.WriteStartObject();
            WriteSentence("message", "The route, hop by hop");
            json.WriteStartArray("threadFlows");
            json.WriteStartObject();
            json.WriteStartArray("locations");
            for (var i = 0; i < path.Length; i++)
                WriteHop(path[i], i);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        private void WriteHop(Hop hop, int index)
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            json.WriteStartObject();
            json.WriteStartObject("location");
            places.WritePhysical(json, hop.Span, withContext: false);
            WriteSentence("message", $"{number}. {hop.Message}{(hop.IsBroken ? ": the route breaks here" : "")}");
            json.WriteEndObject();
            json.WriteString("importance", hop.IsBroken ? "essential" : "important");
            json.WriteNumber("nestingLevel", index);
            json.WriteEndObject();
        }

        private void WriteFix(Fix? fix)
        {
            if (fix is null || fix.Edits.IsEmpty)
                return;

            json.WriteStartArray("fixes");
            json.WriteStartObject();
            WriteSentence("description", fix.Description);
            json.WriteStartArray("artifactChanges");
            foreach (var file in fix.Edits.GroupBy(edit => edit.Span.Source).OrderBy(file => file.Key.Path, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                places.WriteArtifact(json, file.Key);
                json.WriteStartArray("replacements");
                foreach (var edit in file.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End))
                    WriteEdit(edit);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        private void WriteEdit(TextEdit edit)
        {
            json.WriteStartObject();
            SarifPlaces.WriteRegion(json, "deletedRegion", edit.Span, withSnippet: false);
            json.WriteStartObject("insertedContent");
            json.Text("text", edit.NewText);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        private void WriteFingerprints(Finding finding, string identity)
        {
            if (!lineHashes.TryGetValue(finding.Span.Source, out var hashes))
                lineHashes[finding.Span.Source] = hashes = LineHash.Of(finding.Span.Source);
            json.WriteStartObject("partialFingerprints");
            json.WriteString("primaryLocationLineHash", hashes[SarifPlaces.Shown(finding.Span).From.Line - 1]);
            json.WriteString("manifestLintIdentity/v1", identity);
            json.WriteEndObject();
        }

        /// <summary>Viewers list properties; GitHub passes over them.</summary>
        private void WriteAdvice(Finding finding)
        {
            var notes = FindingNotes.Of(finding);
            if (finding.Effect is null && finding.Help is null && notes.IsEmpty)
                return;

            json.WriteStartObject("properties");
            if (finding.Effect is { } effect)
                json.Text("effect", Printable.Of(effect));
            if (finding.Help is { } help)
                json.Text("help", Printable.Of(help));
            if (!notes.IsEmpty)
                json.Strings("notes", notes.Select(Printable.Of));
            json.WriteEndObject();
        }

        private void WriteSentence(string name, string text)
        {
            json.WriteStartObject(name);
            json.Text("text", SarifText.Sentence(text));
            json.WriteEndObject();
        }
    }
}
