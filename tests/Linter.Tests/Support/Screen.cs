using System.Globalization;
using System.Security;
using System.Text;

namespace Linter.Tests.Support;

/// <summary>What a terminal shows, as a picture: text with ANSI colours becomes SVG, cell by cell.</summary>
internal static class Screen
{
    private const double CellWidth = 8.4;
    private const int LineHeight = 19;
    private const int Margin = 16;

    private static readonly Dictionary<string, string> Styles = new(StringComparer.Ordinal)
    {
        ["1"] = " font-weight=\"bold\" fill=\"#f0f3f6\"",
        ["31"] = " fill=\"#ff7b72\"",
        ["32"] = " fill=\"#56d364\"",
        ["94"] = " fill=\"#79b8ff\"",
        ["1;31"] = " font-weight=\"bold\" fill=\"#ff7b72\"",
        ["1;33"] = " font-weight=\"bold\" fill=\"#e3b341\"",
        ["1;36"] = " font-weight=\"bold\" fill=\"#56d4dd\"",
    };

    public static string Svg(string title, string ansi)
    {
        var lines = ansi.TrimEnd('\n').Split('\n');
        var width = Math.Ceiling(lines.Max(line => Pieces(line).Sum(piece => piece.Text.Length)) * CellWidth) + (2 * Margin);
        var height = (lines.Length * LineHeight) + (2 * Margin);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture,
            $"<title>{SecurityElement.Escape(title)}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>\n");
        svg.Append("<g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, monospace\" font-size=\"14\" fill=\"#c9d1d9\" xml:space=\"preserve\">\n");
        for (var i = 0; i < lines.Length; i++)
            AppendLine(svg, lines[i], Margin + ((i + 1) * LineHeight) - 5);
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    // Each piece begins at its own cell, so that a font of another width moves nothing.
    private static void AppendLine(StringBuilder svg, string line, int y)
    {
        var column = 0;
        foreach (var (style, text) in Pieces(line))
        {
            var shown = text.Trim(' ');
            var x = Math.Round(Margin + ((column + text.IndexOf(shown, StringComparison.Ordinal)) * CellWidth), 1);
            var length = Math.Round(shown.Length * CellWidth, 1);
            if (shown.Length > 0)
            {
                svg.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\"{Styles.GetValueOrDefault(style, "")}>{SecurityElement.Escape(shown)}</text>\n");
            }

            column += text.Length;
        }
    }

    private static IEnumerable<(string Style, string Text)> Pieces(string line)
    {
        var style = "";
        foreach (var part in line.Split('\x1b'))
        {
            var text = part;
            if (part.StartsWith('[') && part.IndexOf('m', StringComparison.Ordinal) is > 0 and var end)
            {
                style = part[1..end] is "0" ? "" : part[1..end];
                text = part[(end + 1)..];
            }

            if (text.Length > 0)
                yield return (style, text);
        }
    }
}
