using System.Globalization;
using Linter.Engine;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>Entry points as a table, for people.</summary>
public static class EntryTable
{
    private const int MostColumns = 60;
    private const int Indent = 14;

    /// <summary>One line an entry point, the broken ones with the place of the break; then the counts.</summary>
    public static void WriteText(EntryList list, TextOptions options, TextWriter output)
    {
        var paint = new Paint(options.Color);
        foreach (var unit in list.Walks.GroupBy(one => one.Unit))
        {
            if (unit.Key.Unit.Name.Length > 0)
                Line(output, paint.Bold(Printable.Of(unit.Key.Unit.Name)));
            var most = Math.Min(MostColumns, options.UsableWidth / 2);
            var width = unit.Select(one => Cells.Width(Printable.Of(one.Walk.Entry.Name))).Where(name => name <= most).DefaultIfEmpty().Max();
            foreach (var one in unit)
                WriteRow(one, width, options, output);
            Line(output, "");
        }

        Line(output, list.Walks.IsEmpty
            ? "No entry points: no Ingress, no route, no load balancer, node port or external IP, and no Service that a workload calls."
            : $"{SummaryText.EntryPoints(list.Counts)}.");
    }

    /// <summary>A table and the counts, for a pull request.</summary>
    public static void WriteMarkdown(EntryList list, ReportPaths paths, TextWriter output)
    {
        Line(output, list.Walks.IsEmpty ? "### Entry points: none" : $"### {SummaryText.EntryPoints(list.Counts)}");
        if (list.Walks.IsEmpty)
            return;

        var hasUnits = list.Walks.Any(one => one.Unit.Unit.Name.Length > 0);
        Line(output, "");
        Line(output, $"| | Entry point | Comes to | Where |{(hasUnits ? " Unit |" : "")}");
        Line(output, $"|-|-|-|-|{(hasUnits ? "-|" : "")}");
        foreach (var one in list.Walks)
        {
            var place = PlaceOf(one);
            var where = string.Create(CultureInfo.InvariantCulture, $"{paths.Of(place.Source.Path)}:{place.From.Line}");
            var unit = hasUnits ? $" {Escaped(one.Unit.Unit.Name)} |" : "";
            Line(output, $"| {Picture(one.Walk.Verdict)} | {Escaped(one.Walk.Entry.Name)} | {Escaped(WalkWords.Outcome(one.Walk))} | {Escaped(where)} |{unit}");
        }
    }

    /// <summary>A mark before a line.</summary>
    internal static string Mark(EntryVerdict verdict, bool unicode) => verdict switch
    {
        EntryVerdict.Reaches => unicode ? "✓" : "+",
        EntryVerdict.Doubtful => "!",
        EntryVerdict.Broken => unicode ? "✗" : "x",
        _ => "?",
    };

    internal static string Plain(string text, TextOptions options) =>
        options.Unicode ? text : text.Replace("→", "->", StringComparison.Ordinal).Replace('·', '.');

    internal static string Padded(string text, int width) => text + new string(' ', Math.Max(0, width - Cells.Width(text)));

    private static void WriteRow(TracedWalk one, int width, TextOptions options, TextWriter output)
    {
        var walk = one.Walk;
        var paint = new Paint(options.Color);
        var verdict = $"{Mark(walk.Verdict, options.Unicode)} {WalkWords.Of(walk.Verdict),-8}";
        var outcome = Printable.Of(Plain(WalkWords.Outcome(walk), options));
        var place = walk.Verdict == EntryVerdict.Reaches ? "" : Printable.Of(PlaceOf(one).ToString());
        var head = $"  {verdict}  {Padded(Printable.Of(walk.Entry.Name), width)}  ";
        var isFirst = true;
        foreach (var line in new HangingRow(options.UsableWidth, "", Indent).Lines(head, outcome, place))
        {
            var body = place.Length > 0 && line.EndsWith(place, StringComparison.Ordinal) ? line[..^place.Length] + paint.Frame(place) : line;
            Line(output, isFirst ? $"  {Colored(paint, walk.Verdict, verdict)}{body[(2 + verdict.Length)..]}" : body);
            isFirst = false;
        }
    }

    private static SourceSpan PlaceOf(TracedWalk one)
    {
        var decisive = one.Walk.Decisive;
        return one.Unit.Shown(decisive?.Finding?.Span ?? decisive?.Hop.At ?? one.Walk.Entry.At);
    }

    internal static string Colored(Paint paint, EntryVerdict verdict, string text) => verdict switch
    {
        EntryVerdict.Reaches => paint.Added(text),
        EntryVerdict.Doubtful => paint.Level(Findings.Severity.Warning, text),
        EntryVerdict.Broken => paint.Level(Findings.Severity.Error, text),
        _ => paint.Level(Findings.Severity.Note, text),
    };

    private static string Picture(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.Reaches => "✅",
        EntryVerdict.Doubtful => "⚠️",
        EntryVerdict.Broken => "❌",
        _ => "❔",
    };

    private static string Escaped(string text) => MarkdownReporter.Escaped(Printable.Of(text));

    private static void Line(TextWriter output, string line)
    {
        output.Write(line);
        output.Write('\n');
    }
}
