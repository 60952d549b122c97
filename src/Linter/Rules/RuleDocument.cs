using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;

namespace Linter.Rules;

/// <summary>A rule's words, read from <c>rules/ID.md</c>: what it is called, why it matters, and examples that are its tests.</summary>
/// <param name="Id">Kebab-case name; the file's name.</param>
/// <param name="Title">The defect in a few words, without names.</param>
/// <param name="Category">The folder of the rule's class in lower case, such as "services"; "engine" for findings that no rule makes.</param>
/// <param name="Severity">The level of the rule's main case.</param>
/// <param name="Since">The version that brought the rule.</param>
/// <param name="Options">Declared options, in order.</param>
/// <param name="Summary">The first paragraph: what the rule checks and what breaks.</param>
/// <param name="Rationale">All Markdown between the front matter and the first heading.</param>
/// <param name="Examples">Bad, Good and each case, in order.</param>
/// <param name="Markdown">Everything that <c>explain</c> shows: the text without front matter and without the cases.</param>
public sealed record RuleDocument(
    string Id,
    string Title,
    string Category,
    Severity Severity,
    string Since,
    ImmutableArray<RuleOption> Options,
    string Summary,
    string Rationale,
    ImmutableArray<RuleExample> Examples,
    string Markdown)
{
    /// <summary>Names that the rule had before; they still work in configurations and on the command line.</summary>
    public ImmutableArray<string> FormerNames { get; init; } = [];

    /// <summary>
    /// Parses an entry. The format is ours and every entry ships with the program, so a malformed one is a bug:
    /// <see cref="FormatException"/> names the id and the line.
    /// </summary>
    public static RuleDocument Parse(string id, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines[0] != "---")
            throw new FormatException($"rules/{id}.md: line 1 must be ---");

        var close = Array.IndexOf(lines, "---", 1);
        if (close < 0)
            throw new FormatException($"rules/{id}.md: the front matter has no end");

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var options = ImmutableArray.CreateBuilder<RuleOption>();
        for (var i = 1; i < close; i++)
        {
            var colon = lines[i].IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
                throw new FormatException($"rules/{id}.md:{i + 1}: a line of front matter is \"key: value\"");

            var (key, value) = (lines[i][..colon], lines[i][(colon + 2)..].Trim());
            if (key.StartsWith("option.", StringComparison.Ordinal))
                options.Add(RuleOption.Parse(key["option.".Length..], value));
            else
                fields[key] = value;
        }

        string Field(string name) => fields.TryGetValue(name, out var value) ? value : throw new FormatException($"rules/{id}.md: no {name}");
        if (!SeverityNames.TryParse(Field("severity"), out var severity))
            throw new FormatException($"rules/{id}.md: unknown severity {Field("severity")}");

        var body = lines[(close + 1)..];
        var firstHeading = HeadingOrEnd(body, "## ");
        var cases = HeadingOrEnd(body, "## Cases");
        var rationale = string.Join('\n', body[..firstHeading]).Trim();
        var paragraphEnd = rationale.IndexOf("\n\n", StringComparison.Ordinal);
        return new RuleDocument(
            id,
            Field("title"),
            Field("category"),
            severity,
            Field("since"),
            options.ToImmutable(),
            (paragraphEnd < 0 ? rationale : rationale[..paragraphEnd]).Replace('\n', ' '),
            rationale,
            RuleExample.ParseAll(id, body),
            string.Join('\n', body[..cases]).Trim())
        {
            FormerNames = [.. fields.GetValueOrDefault("formerly", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        };
    }

    private static int HeadingOrEnd(string[] body, string heading)
    {
        var fenced = false;
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i].StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            else if (!fenced && body[i].StartsWith(heading, StringComparison.Ordinal))
                return i;
        }

        return body.Length;
    }
}

/// <summary>One example of a rule entry.</summary>
/// <param name="Title">"Bad", "Good", or the case's heading.</param>
/// <param name="Line">1-based line of its heading within the text behind the front matter.</param>
/// <param name="Files">The fenced files, in order.</param>
/// <param name="Expected">The <c>text</c> block; null where the example must be silent.</param>
public sealed record RuleExample(string Title, int Line, ImmutableArray<ExampleFile> Files, string? Expected)
{
    /// <summary>A bad example shows the defect; a case shows one when it has a text block.</summary>
    public bool IsCase => Title is not ("Bad" or "Good");

    internal static ImmutableArray<RuleExample> ParseAll(string id, string[] body)
    {
        var examples = ImmutableArray.CreateBuilder<RuleExample>();
        var (title, titleLine) = ("", 0);
        var files = ImmutableArray.CreateBuilder<ExampleFile>();
        string? expected = null;
        void Close()
        {
            if (files.Count > 0)
                examples.Add(new RuleExample(title, titleLine, files.ToImmutable(), expected));
            files.Clear();
            expected = null;
        }

        for (var i = 0; i < body.Length; i++)
        {
            if (body[i].StartsWith("## ", StringComparison.Ordinal) || body[i].StartsWith("### ", StringComparison.Ordinal))
            {
                Close();
                (title, titleLine) = (body[i].TrimStart('#').Trim(), i + 1);
            }
            else if (body[i].StartsWith("```", StringComparison.Ordinal))
            {
                var info = body[i][3..].Trim();
                var end = Array.IndexOf(body, "```", i + 1);
                if (end < 0)
                    throw new FormatException($"rules/{id}.md: the fence at line {i + 1} of its body has no end");

                var content = string.Concat(body[(i + 1)..end].Select(line => line + "\n"));
                if (info == "text")
                    expected = content;
                else if (title.Length > 0)
                    files.Add(ExampleFile.Parse(info, content));
                i = end;
            }
        }

        Close();
        return examples.ToImmutable();
    }
}

/// <summary>A file of an example: its fence is <c>```yaml NAME</c>; without a name it is "manifest.yaml".</summary>
public sealed record ExampleFile(string Name, string Content)
{
    internal static ExampleFile Parse(string info, string content)
    {
        var space = info.IndexOf(' ', StringComparison.Ordinal);
        return new ExampleFile(space < 0 ? "manifest." + (info == "json" ? "json" : "yaml") : info[(space + 1)..].Trim(), content);
    }
}
