using System.Text;

namespace Linter.Tests.Yaml;

/// <summary>Makes documents that are nearly like those that people write.</summary>
internal sealed class Mutations(int seed, IReadOnlyList<string[]> snippets)
{
    private const int LongestDocument = 40;

    private static readonly string[] Pieces =
    [
        " ", "  ", "    ", "\n", "\n\n", "\r\n", "\t", "#", " # c", "\n# c\n", ":", ": ", ":\n", "-", "- ", "\n- ", "\n  - ", "- - ",
        "---\n", "\n---\n", "\n...\n", "--- # c\n",
        "\"", "'", "''", "\\", "\\n", "\\\n", "\\u0041", "\\x4", "\"a\"", "'b'", "\"a: b\"", "\"a\" : b", "|", ">", "|-\n", ">-\n", "|+\n",
        "|2\n", ">1-\n", "|\n\n    x\n",
        "[", "]", "{", "}", ",", "[]", "{}", "[a, b]", "{a: b}", "[\n", "{\n", "\n]", ",\n", "[a, \"b\", 'c', {d: *x}]", "{\"a\":1}",
        "[a,\n  b]",
        "&x ", "&x\n", "*x", "*x ", "&y", "<<: *x\n", "!", "!!str ", "!t ", "%", "@", "`", "?", "? ", "*", "&", "a", "b: c", "a: 1\n",
        "key: value\n", "  key: value\n", "- item\n",
        "😀", "é", "\u00A0", "\u0085", "\u2028", "\uFEFF", "\u0001", "\ud800", "~", "null", "0x1F", "yes", "apiVersion: v1\n",
        "kind: Pod\n", "{{ x }}",
    ];

    private readonly Random random = new(seed);

    public string Next()
    {
        var lines = Snippet();
        for (var changes = random.Next(3); changes > 0; changes--)
            ChangeLines(lines);

        var text = string.Join('\n', lines) + (random.Next(8) == 0 ? "" : "\n");
        for (var changes = random.Next(3); changes > 0 && text.Length > 0; changes--)
            text = ChangeText(text);
        if (random.Next(8) == 0)
            text = text.ReplaceLineEndings("\r\n");
        return random.Next(64) == 0 ? "\uFEFF" + text : text;
    }

    private List<string> Snippet()
    {
        var lines = snippets[random.Next(snippets.Count)];
        var length = Math.Min(lines.Length, random.Next(3, LongestDocument));
        var from = random.Next(lines.Length - length + 1);
        var part = lines.Skip(from).Take(length).ToList();
        var indentation = part.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart(' ').Length)
            .DefaultIfEmpty(0)
            .Min();
        return [.. part.Select(line => line.Length >= indentation ? line[indentation..] : line)];
    }

    private void ChangeLines(List<string> lines)
    {
        if (lines.Count == 0)
            return;

        var at = random.Next(lines.Count);
        var line = lines[at];
        switch (random.Next(9))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(random.Next(lines.Count), line);
                break;
            case 2:
                (lines[at], lines[^1]) = (lines[^1], line);
                break;
            case 3:
                lines[at] = new string(' ', random.Next(1, 4)) + line;
                break;
            case 4:
                lines[at] = line.Length > 0 && line[0] == ' ' ? line[random.Next(1, Math.Min(3, line.Length + 1))..] : line;
                break;
            case 5:
                lines.Insert(at, "");
                break;
            case 6:
                lines.Insert(at, new string(' ', random.Next(6)) + "# note");
                break;
            case 7:
                lines[at] = line + " # note";
                break;
            default:
                Shift(lines, at);
                break;
        }
    }

    // Several lines by the same distance, as an editor does.
    private void Shift(List<string> lines, int from)
    {
        var to = Math.Min(lines.Count, from + random.Next(2, 6));
        var distance = random.Next(1, 3);
        var isRight = random.Next(2) == 0;
        for (var i = from; i < to; i++)
        {
            lines[i] = isRight ? new string(' ', distance) + lines[i]
                : lines[i].StartsWith(new string(' ', distance), StringComparison.Ordinal) ? lines[i][distance..]
                : lines[i];
        }
    }

    private string ChangeText(string text)
    {
        var at = random.Next(text.Length);
        var piece = Pieces[random.Next(Pieces.Length)];
        var changed = new StringBuilder(text);
        switch (random.Next(7))
        {
            case 0:
                changed.Remove(at, 1);
                break;
            case 1:
                changed.Insert(at, text[at]);
                break;
            case 2:
                changed.Insert(at, piece);
                break;
            case 3:
                changed.Remove(at, 1).Insert(at, piece);
                break;
            case 4:
                changed.Insert(NextEdge(text, at), piece);
                break;
            case 5:
                changed.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                break;
            default:
                changed.Length = random.Next(4) == 0 ? at : changed.Length;
                changed.Replace(": ", ": " + piece, 0, Math.Min(changed.Length, at));
                break;
        }

        return changed.ToString();
    }

    // Where values begin and lines end more happens than inside words.
    private static int NextEdge(string text, int from)
    {
        var edge = text.AsSpan(from).IndexOfAny(" \n:-\"'");
        return edge < 0 ? text.Length : from + edge + (text[from + edge] is ' ' or '-' or ':' ? 1 : 0);
    }
}
