using System.Collections.Immutable;
using System.Text.Json;
using Linter.Engine;
using Linter.Findings;
using Linter.Rules;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>
/// What a run could not do: documents that were lost to syntax errors (a result as well, as GitHub shows only those), rules
/// that failed, and what was left unread.
/// </summary>
internal sealed class SarifNotifications
{
    private static readonly Descriptor RuleFailed = new(
        "rule-failed", Severity.Error, "A rule failed.",
        "The rule stopped with an internal error; its findings are missing from this log.",
        "This is a bug of the linter: report it with the message of the notification.");

    private static readonly Descriptor WayBackFailed = new(
        "way-back-failed", Severity.Error, "A way back failed.",
        "Leading findings back from what was rendered stopped with an internal error; some may stand at a first line instead of where they were written.",
        "This is a bug of the linter: report it with the message of the notification.");

    private static readonly Descriptor CountFailed = new(
        "count-failed", Severity.Error, "A count failed.",
        "Counting what the entry points come to stopped with an internal error; their number is too small, and no result is missing.",
        "This is a bug of the linter: report it with the message of the notification.");

    private static readonly Descriptor NotChecked = new(
        "not-checked", Severity.Note, "A part of the input was not checked.",
        "What the notification names was not read or not judged; the absence of results says nothing about it.",
        "Follow what the notification says, for example render the chart and check its output.");

    private static readonly ImmutableArray<Descriptor> Own = [RuleFailed, WayBackFailed, CountFailed, NotChecked];

    private readonly ImmutableArray<Notification> notifications;
    private readonly ImmutableArray<string> ids;
    private readonly Func<string, RuleDocument> documents;

    public SarifNotifications(LintResult result, Func<string, RuleDocument> documents)
    {
        this.documents = documents;
        notifications =
        [
            .. result.Findings.Where(finding => finding.RuleId == SarifRules.YamlSyntax)
                .Select(finding => new Notification(SarifRules.YamlSyntax, finding.Severity, finding.Message.Text, finding.Span)),
            .. result.Failures.Select(failure => new Notification(Failed(failure).Id, Severity.Error,
                $"{char.ToUpperInvariant(failure.Who[0])}{failure.Who[1..]} failed: {failure.Error}", null)),
            .. result.Summary.Notes.Select(note => new Notification(NotChecked.Id, Severity.Note, note, null)),
        ];
        ids = [.. notifications.Select(notification => notification.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public void WriteDescriptors(Utf8JsonWriter json)
    {
        json.WriteStartArray("notifications");
        foreach (var id in ids)
        {
            json.WriteStartObject();
            if (id == SarifRules.YamlSyntax)
                SarifRules.WriteWords(json, documents(id));
            else
                WriteDescriptor(json, Own.First(descriptor => descriptor.Id == id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void Write(Utf8JsonWriter json, SarifPlaces places)
    {
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var notification in notifications)
            WriteNotification(json, notification, places);
        json.WriteEndArray();
    }

    private static Descriptor Failed(RuleFailure failure) => failure.RuleId switch
    {
        RuleFailure.WayBack => WayBackFailed,
        RuleFailure.EntryPoints => CountFailed,
        _ => RuleFailed,
    };

    private static void WriteDescriptor(Utf8JsonWriter json, Descriptor descriptor)
    {
        json.WriteString("id", descriptor.Id);
        json.WriteString("name", SarifRules.PascalCase(descriptor.Id));
        SarifRules.WriteText(json, "shortDescription", descriptor.Title);
        SarifRules.WriteText(json, "fullDescription", descriptor.Meaning);
        json.WriteStartObject("help");
        json.WriteString("text", descriptor.Help);
        json.WriteString("markdown", descriptor.Help);
        json.WriteEndObject();
        json.WriteString("helpUri", ToolInfo.Home);
        SarifRules.WriteLevel(json, descriptor.Level);
    }

    private void WriteNotification(Utf8JsonWriter json, Notification notification, SarifPlaces places)
    {
        json.WriteStartObject();
        json.WriteStartObject("descriptor");
        json.WriteString("id", notification.Id);
        json.WriteNumber("index", ids.BinarySearch(notification.Id, StringComparer.Ordinal));
        json.WriteEndObject();
        json.WriteString("level", notification.Level.Name());
        json.WriteStartObject("message");
        json.Text("text", SarifText.Sentence(notification.Message));
        json.WriteEndObject();
        if (notification.Place is { } place)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            places.WritePhysical(json, place, withContext: false);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private sealed record Descriptor(string Id, Severity Level, string Title, string Meaning, string Help);

    private sealed record Notification(string Id, Severity Level, string Message, SourceSpan? Place);
}
