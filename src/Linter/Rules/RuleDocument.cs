using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;

namespace Linter.Rules;

/// <summary>
/// A rule's words, read from <c>rules/ID.md</c>: what it is called, why it matters, and examples that are its tests. A run
/// asks most documents for their level only, so what stands below the front matter is read when somebody asks for it.
/// </summary>
public sealed class RuleDocument
{
    private const string Fence = "---";

    private readonly string body;
    private RuleWords? words;

    private RuleDocument(string id, string body)
    {
        Id = id;
        this.body = body;
    }

    /// <summary>Kebab-case name; the file's name.</summary>
    public string Id { get; }

    /// <summary>The defect in a few words, without names.</summary>
    public required string Title { get; init; }

    /// <summary>The folder of the rule's class in lower case, such as "services"; "engine" for findings that no rule makes.</summary>
    public required string Category { get; init; }

    /// <summary>The level of the rule's main case.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The version that brought the rule.</summary>
    public required string Since { get; init; }

    /// <summary>Declared options, in order.</summary>
    public required ImmutableArray<RuleOption> Options { get; init; }

    /// <summary>Names that the rule had before; they still work in configurations and on the command line.</summary>
    public required ImmutableArray<string> FormerNames { get; init; }

    /// <summary>The first paragraph: what the rule checks and what breaks.</summary>
    public string Summary => Words.Summary;

    /// <summary>All Markdown between the front matter and the first heading.</summary>
    public string Rationale => Words.Rationale;

    /// <summary>Everything that <c>explain</c> shows: the text without front matter and without the cases.</summary>
    public string Markdown => Words.Markdown;

    /// <summary>Bad, Good and each case, in order.</summary>
    public ImmutableArray<RuleExample> Examples => Words.Examples;

    private RuleWords Words => words ??= RuleWords.Of(Id, body);

    /// <summary>
    /// Parses an entry. The format is ours and every entry ships with the program, so a malformed one is a bug:
    /// <see cref="FormatException"/> names the id and the line; of what stands below the front matter, when it is asked for.
    /// </summary>
    public static RuleDocument Parse(string id, string text)
    {
        var rest = text.ReplaceLineEndings("\n").AsSpan();
        if (!NextLine(ref rest).SequenceEqual(Fence))
            throw new FormatException($"rules/{id}.md: line 1 must be ---");

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var options = ImmutableArray.CreateBuilder<RuleOption>();
        for (var number = 2; ; number++)
        {
            if (rest.IsEmpty)
                throw new FormatException($"rules/{id}.md: the front matter has no end");

            var line = NextLine(ref rest);
            if (line.SequenceEqual(Fence))
                break;

            var colon = line.IndexOf(": ");
            if (colon < 0)
                throw new FormatException($"rules/{id}.md:{number}: a line of front matter is \"key: value\"");

            var (key, value) = (line[..colon].ToString(), line[(colon + 2)..].Trim().ToString());
            if (key.StartsWith("option.", StringComparison.Ordinal))
                options.Add(RuleOption.Parse(key["option.".Length..], value));
            else
                fields[key] = value;
        }

        string Field(string name) =>
            fields.TryGetValue(name, out var value) ? value : throw new FormatException($"rules/{id}.md: no {name}");
        if (!SeverityNames.TryParse(Field("severity"), out var severity))
            throw new FormatException($"rules/{id}.md: unknown severity {Field("severity")}");

        return new RuleDocument(id, rest.ToString())
        {
            Title = Field("title"),
            Category = Field("category"),
            Severity = severity,
            Since = Field("since"),
            Options = options.ToImmutable(),
            FormerNames = [.. fields.GetValueOrDefault("formerly", "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        };
    }

    private static ReadOnlySpan<char> NextLine(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line;
    }
}

/// <summary>What stands below the front matter of an entry; see <see cref="RuleDocument"/>.</summary>
internal sealed record RuleWords(string Summary, string Rationale, ImmutableArray<RuleExample> Examples, string Markdown)
{
    public static RuleWords Of(string id, string text)
    {
        var body = text.Split('\n');
        var rationale = string.Join('\n', body[..HeadingOrEnd(body, "## ")]).Trim();
        var paragraphEnd = rationale.IndexOf("\n\n", StringComparison.Ordinal);
        return new RuleWords(
            (paragraphEnd < 0 ? rationale : rationale[..paragraphEnd]).Replace('\n', ' '),
            rationale,
            RuleExample.ParseAll(id, body),
            string.Join('\n', body[..HeadingOrEnd(body, "## Cases")]).Trim());
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
