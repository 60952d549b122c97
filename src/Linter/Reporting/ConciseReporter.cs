using Linter.Engine;
using Linter.Findings;

namespace Linter.Reporting;

/// <summary>One line for each finding and nothing else, in the form that editors' problem matchers read.</summary>
public sealed class ConciseReporter : IReporter
{
    public void Write(LintResult result, TextWriter output)
    {
        foreach (var finding in result.Findings)
        {
            output.Write(Line(finding));
            output.Write('\n');
        }
    }

    /// <summary>"path:line:column: level: message [rule]".</summary>
    public static string Line(Finding finding) =>
        $"{Printable.AtLineStart(Printable.Of(finding.Span.Source.Path))}:{finding.Span.From}: {finding.Severity.Name()}: {Printable.Of(finding.Message.Text)} [{finding.RuleId}]";
}
