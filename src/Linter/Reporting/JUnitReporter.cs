using System.Globalization;
using System.Text;
using System.Xml;
using Linter.Engine;
using Linter.Findings;

namespace Linter.Reporting;

/// <summary>
/// JUnit's XML as CI servers read it: a suite for each file with findings, a case for each finding. One at or above the
/// failing level is a failure, one below it a passed case that prints it. A clean run is one passed case.
/// </summary>
/// <param name="failOn">The lowest level that fails; null for none.</param>
/// <param name="paths">How files are named.</param>
public sealed class JUnitReporter(Severity? failOn, ReportPaths paths) : IReporter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(false),
        CloseOutput = false
    };

    public void Write(LintResult result, TextWriter output)
    {
        var suites = result.Findings.GroupBy(finding => finding.Span.Source.Path, StringComparer.Ordinal).ToList();
        var trouble = result.Unreadable.Select(problem => problem.Message)
            .Concat(result.Failures.Select(failure => failure.ToString()))
            .ToList();
        using (var xml = XmlWriter.Create(new Utf8Text(output), Settings))
        {
            xml.WriteStartElement("testsuites");
            var isClean = suites.Count == 0 && trouble.Count == 0;
            WriteCounts(xml, ToolInfo.Name, result.Findings.Length + trouble.Count + (isClean ? 1 : 0), result.Findings.Count(Fails),
                trouble.Count);
            foreach (var suite in suites)
                WriteSuite(xml, paths.Of(suite.Key), [.. suite]);
            if (trouble.Count > 0)
                WriteTrouble(xml, trouble);
            if (isClean)
                WriteClean(xml, result);
            xml.WriteEndElement();
        }

        output.Write('\n');
    }

    private bool Fails(Finding finding) => finding.Severity >= failOn;

    private void WriteSuite(XmlWriter xml, string path, List<Finding> findings)
    {
        xml.WriteStartElement("testsuite");
        WriteCounts(xml, path, findings.Count, findings.Count(Fails), 0);
        foreach (var finding in findings)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Safe(path));
            xml.WriteAttributeString("name", $"{finding.RuleId} at {finding.Span.From}");
            xml.WriteAttributeString("file", Safe(path));
            xml.WriteAttributeString("line", finding.Span.From.Line.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("time", "0");
            xml.WriteStartElement(Fails(finding) ? "failure" : "system-out");
            if (Fails(finding))
            {
                xml.WriteAttributeString("type", finding.Severity.Name());
                xml.WriteAttributeString("message", Safe(finding.Message.Text));
            }

            xml.WriteString(Details(finding));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private string Details(Finding finding)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{Safe(paths.Of(finding.Span.Source.Path))}:{finding.Span.From}: {finding.Severity.Name()}: {Safe(finding.Message.Text)}");
        foreach (var line in DetailLines.Of(finding, paths))
            text.Append('\n').Append(Safe(line));
        return text.ToString();
    }

    private static void WriteTrouble(XmlWriter xml, List<string> messages)
    {
        xml.WriteStartElement("testsuite");
        WriteCounts(xml, "run", messages.Count, 0, messages.Count);
        foreach (var message in messages)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", ToolInfo.Name);
            xml.WriteAttributeString("name", Safe(message));
            xml.WriteAttributeString("time", "0");
            xml.WriteStartElement("error");
            xml.WriteAttributeString("message", Safe(message));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteClean(XmlWriter xml, LintResult result)
    {
        xml.WriteStartElement("testsuite");
        WriteCounts(xml, "run", 1, 0, 0);
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", ToolInfo.Name);
        xml.WriteAttributeString("name", Plural.Of(result.Summary.Files, "file"));
        xml.WriteAttributeString("time", "0");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, string name, int tests, int failures, int errors)
    {
        xml.WriteAttributeString("name", Safe(name));
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("time", "0");
    }

    // XML has no control characters at all, and Printable has made them visible; half surrogates likewise.
    private static string Safe(string text) => Printable.Of(text);

    /// <summary>The declaration names the encoding that the report will have, whatever the writer below believes.</summary>
    private sealed class Utf8Text(TextWriter output) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => output.Write(value);

        public override void Write(char[] buffer, int index, int count) => output.Write(buffer, index, count);

        public override void Write(string? value) => output.Write(value);
    }
}
