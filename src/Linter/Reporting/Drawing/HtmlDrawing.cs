using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Linter.Findings;

namespace Linter.Reporting.Drawing;

/// <summary>
/// A picture as one page that needs nothing else: a drawing to move about in, the findings with their excerpts, and a table
/// of all links. What manifests say stands in it as text or as JSON with every angle bracket escaped; the page's policy
/// runs no script but its own.
/// </summary>
/// <param name="title">What the page is called: the paths that were drawn.</param>
public sealed class HtmlDrawing(string title) : IDrawing
{
    // With more, namespaces begin folded: one sees the whole before its parts.
    private const int MostUnfolded = 400;

    private static readonly TextOptions FrameStyle = new(Color: false, Width: 58, Unicode: true);

    public void Write(Picture picture, TextWriter output)
    {
        var layout = PictureLayout.Of(picture);
        var style = $"\n{DrawingFiles.DrawingStyle}{DrawingFiles.PageStyle}";
        var script = $"\n{DrawingFiles.PageScript}";
        void Line(string line) => output.Write(line + "\n");

        Line("<!doctype html>");
        Line("<html lang=\"en\">");
        Line("<head>");
        Line("<meta charset=\"utf-8\">");
        Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'\">");
        Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line($"<title>{Escaped(title)}: links</title>");
        Line($"<style>{style}</style>");
        Line("</head>");
        Line("<body>");
        Line("<div id=\"top\">");
        WriteHeader(picture, Line);
        Line("<main>");
        Line("<div id=\"stage\">");
        new SvgWriter(picture, layout, output, isPage: true).Write();
        Line("<div id=\"keys\">");
        foreach (var (key, word) in ((string, string)[])[("broken", "broken"), ("doubtful", "doubtful"), ("outside", "outside"),
            ("calls", "calls by name")])
        {
            Line($"<span class=\"key {key}\"><i></i>{word}</span>");
        }

        Line("</div>");
        Line("</div>");
        Line("<aside id=\"panel\" aria-label=\"Details\" tabindex=\"0\"></aside>");
        Line("</main>");
        Line("</div>");
        WriteTable(picture, Line);
        Line($"<script type=\"application/json\" id=\"data\">{Data(picture, layout)}</script>");
        Line($"<script>{script}</script>");
        Line("</body>");
        Line("</html>");
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Escaped(string text) => SvgWriter.Escaped(text);

    private void WriteHeader(Picture picture, Action<string> line)
    {
        line("<header>");
        line($"<h1 title=\"{Escaped(title)}\">{Escaped(title)}</h1>");
        line($"<span>{Escaped(PictureSummary.Of(picture))}</span>");
        line("<label>Filter <input id=\"filter\" type=\"search\" placeholder=\"name, kind, namespace\" autocomplete=\"off\" spellcheck=\"false\"></label>");
        line("<span id=\"status\" role=\"status\"></span>");
        if (picture.Groups.Length > 1)
        {
            line("<select id=\"namespace\" aria-label=\"Namespaces\"><option value=\"all\">all namespaces</option><option value=\"fold\">all folded</option>");
            foreach (var group in picture.Groups)
                line($"<option value=\"{group.Number.ToString(CultureInfo.InvariantCulture)}\">{Escaped(group.Title)}</option>");
            line("</select>");
        }

        line("<div class=\"tools\">");
        line("<button id=\"out\" type=\"button\" aria-label=\"Zoom out\" title=\"Zoom out (-)\">−</button>");
        line("<button id=\"in\" type=\"button\" aria-label=\"Zoom in\" title=\"Zoom in (+)\">+</button>");
        line("<button id=\"fit\" type=\"button\" title=\"Show the whole (0)\">Fit</button>");
        line("</div>");
        line("</header>");
    }

    private static void WriteTable(Picture picture, Action<string> line)
    {
        line("<section id=\"links\">");
        line("<table>");
        line("<caption>All links</caption>");
        line("<thead><tr><th scope=\"col\">From</th><th scope=\"col\">Link</th><th scope=\"col\">To</th><th scope=\"col\">State</th><th scope=\"col\">What is said of it</th><th scope=\"col\">Where</th></tr></thead>");
        line("<tbody>");
        foreach (var edge in picture.Edges)
        {
            var said = string.Join("; ", edge.Findings.Select(finding => $"{finding.RuleId}: {finding.Message.Text}"));
            string[] cells =
            [
                Title(picture.Nodes[edge.From]),
                string.Join(' ',
                    new[] { PictureWords.Of(edge.Use), edge.Label.Length > 0 ? edge.Label : edge.Through }.Where(word => word.Length > 0)),
                Title(picture.Nodes[edge.To]),
                PictureWords.Of(edge.State),
                said,
                edge.Place?.ToString() ?? "",
            ];
            line($"<tr>{string.Concat(cells.Select((cell, i) => i == 3 ? $"<td class=\"say-{cell}\">{cell}</td>" : $"<td>{Escaped(cell)}</td>"))}</tr>");
        }

        line("</tbody>");
        line("</table>");
        line("</section>");
    }

    private static string Title(PictureNode node) =>
        node.Group.Namespace is { } name && node.Place is not null ? $"{node} ({name})" : node.ToString();

    private static string Data(Picture picture, PictureLayout layout)
    {
        var findings = new List<Finding>();
        var numbers = new Dictionary<Finding, int>(ReferenceEqualityComparer.Instance);
        var places = layout.Bands.SelectMany(band => band.Nodes).ToDictionary(placed => placed.Node.Number);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("width", Math.Round(layout.Width));
            json.WriteNumber("height", Math.Round(layout.Height));
            json.WriteNumber("margin", PictureLayout.Margin);
            json.WriteNumber("top", PictureLayout.Margin + PictureLayout.HeaderHeight);
            json.WriteNumber("bandTitle", PictureLayout.BandTitle);
            json.WriteNumber("bandGap", PictureLayout.BandGap);
            json.WriteBoolean("folds", picture.Groups.Length > 1 && picture.Nodes.Length > MostUnfolded);
            Array("groups", layout.Bands, band =>
            {
                Text("t", band.Group.Title);
                Number("h", band.Height);
            });
            Array("nodes", picture.Nodes, node =>
            {
                var placed = places[node.Number];
                json.WriteNumber("g", node.Group.Number);
                Text("k", node.Extra.Length == 0 ? node.Kind : $"{node.Kind} {node.Extra}");
                Text("n", node.Name);
                Text("d", node.Ports);
                Text("s", $"{node.Kind} {node.Name} {node.Group.Title}".ToLowerInvariant());
                Text("z", PictureWords.Of(node.State));
                json.WriteBoolean("m", node.IsMissing);
                Text("p", node.Place?.ToString() ?? "");
                Number("x", placed.X);
                Number("y", placed.Y);
                Number("w", placed.Width);
                Number("h", placed.Height);
                Number("o", placed.OutY);
                Number("q", placed.GutterX);
                Findings(node.Findings);
            });
            Array("edges", picture.Edges, edge =>
            {
                json.WriteNumber("a", edge.From);
                json.WriteNumber("b", edge.To);
                Text("u", PictureWords.Of(edge.Use));
                Text("l", edge.Label);
                Text("t", edge.Through);
                Text("s", PictureWords.Of(edge.State));
                Text("p", edge.Place?.ToString() ?? "");
                Findings(edge.Findings);
            });
            foreach (var finding in picture.Unplaced)
                NumberOf(finding);
            Array("findings", findings, finding =>
            {
                Text("l", finding.Severity.Name());
                Text("m", finding.Message.Text);
                json.WriteString("t", Frame(finding));
            });
            json.WriteEndObject();

            void Array<T>(string name, IEnumerable<T> all, Action<T> write)
            {
                json.WriteStartArray(name);
                foreach (var each in all)
                {
                    json.WriteStartObject();
                    write(each);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            void Text(string name, string text) => json.WriteString(name, Printable.Of(text));

            void Number(string name, double number) => json.WriteNumber(name, Math.Round(number, 1));

            void Findings(ImmutableArray<Finding> some)
            {
                json.WriteStartArray("f");
                foreach (var finding in some)
                    json.WriteNumberValue(NumberOf(finding));
                json.WriteEndArray();
            }

            int NumberOf(Finding finding)
            {
                if (numbers.TryGetValue(finding, out var number))
                    return number;

                findings.Add(finding);
                return numbers[finding] = findings.Count - 1;
            }
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    // The place and both excerpts, as the terminal shows them.
    private static string Frame(Finding finding)
    {
        var text = new StringWriter { NewLine = "\n" };
        new FindingFrame(finding, FrameStyle, text).Write(withExplain: true);
        return text.ToString().TrimEnd('\n');
    }
}
