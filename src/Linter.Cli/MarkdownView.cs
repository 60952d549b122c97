using System.Text;

namespace Linter.Cli;

/// <summary>The Markdown of rule entries on a terminal: headings, paragraphs, lists and fences.</summary>
internal static class MarkdownView
{
    private const string CodeIndent = "    ";

    public static string Bold(string text, bool hasColor) => hasColor ? $"\x1b[1m{text}\x1b[0m" : text;

    public static string Render(string markdown, int width, bool hasColor)
    {
        var view = new StringBuilder();
        var lines = markdown.Split('\n');
        for (var i = 0; i < lines.Length;)
            i = lines[i] switch
            {
                "" => Append(view, "", i),
                ['#', ..] => Append(view, Bold(lines[i].TrimStart('#').Trim(), hasColor), i),
                ['|', ..] => Append(view, lines[i], i),
                ['`', '`', '`', ..] => AppendFence(view, lines, i, hasColor),
                _ => AppendParagraph(view, lines, i, width),
            };
        return view.ToString();
    }

    private static int Append(StringBuilder view, string line, int at)
    {
        view.Append(line).Append('\n');
        return at + 1;
    }

    private static int AppendFence(StringBuilder view, string[] lines, int at, bool hasColor)
    {
        var info = lines[at][3..].Trim();
        if (at > 0 && lines[at - 1].StartsWith("```", StringComparison.Ordinal))
            view.Append('\n');
        if (info.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space)
            view.Append("  ").Append(Bold(info[(space + 1)..], hasColor)).Append('\n');

        for (at++; at < lines.Length && !lines[at].StartsWith("```", StringComparison.Ordinal); at++)
            view.Append(lines[at].Length == 0 ? "" : CodeIndent).Append(lines[at]).Append('\n');
        return at + 1;
    }

    // A paragraph or one item of a list, up to the next blank line, item, heading or fence.
    private static int AppendParagraph(StringBuilder view, string[] lines, int at, int width)
    {
        var indent = new string(' ', lines[at].StartsWith("- ", StringComparison.Ordinal) ? 2 : 0);
        var text = new StringBuilder(lines[at].Trim());
        for (at++; at < lines.Length && !StartsBlock(lines[at]); at++)
            text.Append(' ').Append(lines[at].Trim());

        var isFirst = true;
        foreach (var line in Wrap(text.ToString(), width - indent.Length))
        {
            view.Append(isFirst ? "" : indent).Append(line).Append('\n');
            isFirst = false;
        }

        return at;
    }

    private static bool StartsBlock(string line) =>
        line is "" or ['#', ..] or ['|', ..] or ['`', '`', '`', ..] or ['-', ' ', ..];

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        yield return line.ToString();
    }
}
