using Linter.Engine;
using Linter.Findings;

namespace Linter.Reporting;

/// <summary>
/// A Code Quality report of GitLab: an array of issues, each with a fingerprint of its own, as GitLab shows only the first
/// of those that share one.
/// </summary>
/// <param name="paths">How files are named.</param>
public sealed class GitLabReporter(ReportPaths paths) : IReporter
{
    public void Write(LintResult result, TextWriter output)
    {
        using var buffer = new JsonOutput(output);
        var json = buffer.Writer;
        json.WriteStartArray();
        var identities = FindingIdentity.Of(result.Findings);
        for (var i = 0; i < result.Findings.Length; i++)
        {
            var finding = result.Findings[i];
            json.WriteStartObject();
            json.Text("description", Description(finding));
            json.WriteString("check_name", finding.RuleId);
            json.WriteString("fingerprint", identities[i]);
            json.WriteString("severity", Word(finding.Severity));
            json.WriteStartObject("location");
            json.Text("path", paths.Of(finding.Span.Source.Path));
            json.WriteStartObject("lines");
            json.WriteNumber("begin", finding.Span.From.Line);
            json.WriteNumber("end", finding.Span.To.Line);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            buffer.Flush();
        }

        json.WriteEndArray();
        buffer.Finish();
    }

    private static string Description(Finding finding) =>
        string.Concat(FindingNotes.Of(finding).Where(note => note.StartsWith("new since ", StringComparison.Ordinal))
            .Select(note => Printable.Of(note) + ": "))
        + Printable.Of(finding.Message.Text) + (finding.Help is { } help ? $" (help: {Printable.Of(help)})" : "");

    // GitLab knows info, minor, major, critical and blocker.
    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "major",
        Severity.Warning => "minor",
        _ => "info",
    };
}
