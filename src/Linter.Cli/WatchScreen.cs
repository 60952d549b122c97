using System.Text;
using System.Text.RegularExpressions;

namespace Linter.Cli;

/// <summary>
/// Draws frames over one another without flicker: one write that overwrites line by line and erases only what is left. The
/// cursor is hidden within that write alone, so that no end of the program can leave it hidden.
/// </summary>
/// <param name="output">The terminal.</param>
/// <param name="size">Columns and rows as they are now; 0 where they are not known.</param>
internal sealed partial class WatchScreen(TextWriter output, Func<(int Width, int Height)> size)
{
    private bool isDrawn;

    /// <summary>Draws a report and the line below it. What does not fit is cut from the middle: the counts stay.</summary>
    public void Draw(string report, string status)
    {
        var (width, height) = size();
        var lines = report.TrimEnd('\n').Split('\n').ToList();
        var frame = new StringBuilder("\e[?25l");

        // What stood on the screen before goes where one can scroll back to.
        if (!isDrawn)
            frame.Append('\n', Math.Max(height - 1, 0));
        frame.Append("\e[H");
        foreach (var line in Fitting(lines, width, height - 2))
            frame.Append(line).Append("\e[K\n");
        frame.Append("\e[K\n").Append(status).Append("\e[K\e[J\e[?25h");
        output.Write(frame.ToString());
        output.Flush();
        isDrawn = true;
    }

    /// <summary>Leaves the screen as it is, and the cursor below it.</summary>
    public void End()
    {
        output.Write(isDrawn ? "\n" : "");
        output.Flush();
    }

    internal static IReadOnlyList<string> Fitting(List<string> lines, int width, int rows)
    {
        if (rows <= 0 || lines.Sum(line => Rows(line, width)) <= rows)
            return lines;

        // The counts stand behind the last empty line.
        var end = lines.FindLastIndex(line => line.Length == 0);
        var tail = end < 0 ? [] : lines[end..];
        if (tail.Sum(line => Rows(line, width)) > rows / 2)
            tail = [];

        var room = rows - 1 - tail.Sum(line => Rows(line, width));
        var head = lines.Take(lines.Count - tail.Count).TakeWhile(line => (room -= Rows(line, width)) >= 0).ToList();
        return [.. head, $"… {Count(lines.Count - tail.Count - head.Count)} more: make the window higher, or run lint without --watch", .. tail];
    }

    private static string Count(int lines) => lines == 1 ? "1 line" : $"{lines} lines";

    private static int Rows(string line, int width)
    {
        var cells = Reporters.Width(Colour().Replace(line, ""));
        return width <= 0 || cells <= width ? 1 : (cells + width - 1) / width;
    }

    [GeneratedRegex(@"\e\[[0-9;]*m", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Colour();
}
