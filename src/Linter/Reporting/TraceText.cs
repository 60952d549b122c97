using System.Globalization;
using System.Text;
using Linter.Engine;
using Linter.Findings;
using Linter.Graph.Walks;

namespace Linter.Reporting;

/// <summary>A trace for people: one line a step with its mark, what decided it, and where it stands; then what it comes to.</summary>
/// <param name="options">How it is drawn.</param>
public sealed class TraceText(TextOptions options)
{
    private const int KindWidth = 10;
    private const int MarkWidth = 4;
    private const int MostWhat = 30;
    private const int MostHow = 56;
    private const int FrameIndent = 8;

    private readonly Paint paint = new(options.Color);

    /// <summary>Every step, or the last line alone.</summary>
    public void Write(Trace trace, bool isQuiet, TextWriter output)
    {
        if (!isQuiet)
            Line(output, $"{paint.Bold(trace.Target.Kind == TraceKind.Workload ? "Ways to" : "Tracing")} {Printable.Of(trace.Target.Text)}\n");
        foreach (var one in trace.Walks)
        {
            if (!isQuiet)
                WriteWalk(one, trace, output);
            Line(output, LastLine(one, trace));
            if (!isQuiet && one != trace.Walks[^1])
                Line(output, "");
        }

        if (trace.Missing is not { } missing)
            return;

        var nearest = trace.Nearest.IsEmpty ? "" : $"; nearest: {string.Join(", ", trace.Nearest)}";
        Line(output, $"{paint.Level(Severity.Note, "NO ROUTE")}  {Printable.Of(trace.Target.Text)}: {Printable.Of(missing + nearest)}");
    }

    private void WriteWalk(TracedWalk one, Trace trace, TextWriter output)
    {
        if (one.Unit.Unit.Name.Length > 0)
            Line(output, $"  in {Printable.Of(one.Unit.Unit.Name)}");
        if (trace.Target.Kind == TraceKind.Workload)
            Line(output, $"  {paint.Bold(Printable.Of(one.Walk.Entry.Name))}");

        var hops = one.Walk.Hops;
        var what = hops.Select(hop => Cells.Width(Shown(hop.Hop.What))).Where(width => width <= MostWhat).DefaultIfEmpty().Max();
        var how = hops.Select(hop => Cells.Width(Shown(hop.Hop.How))).Where(width => width <= MostHow).DefaultIfEmpty().Max();
        var told = new HashSet<Finding>(ReferenceEqualityComparer.Instance);
        JudgedHop? before = null;
        foreach (var hop in hops)
        {
            if (hop.IsBeyond && before is { IsBeyond: false })
                Line(output, $"  {Dot}  beyond the break{(before.Hop.Instead.Length > 0 ? $", with {Shown(before.Hop.Instead)}" : "")} this request would go on:");
            WriteHop(one.Unit, hop, what, how, output);
            if (!hop.IsBeyond && hop.Finding is { } finding && hop.Mark is WalkMark.Broken or WalkMark.Unknown or WalkMark.Warn
                && told.Add(hop.Finding!))
            {
                WriteFinding(one.Unit.Shown(finding), isWhole: hop.Mark != WalkMark.Warn, output);
            }

            if (!hop.IsBeyond && hop.Caution is { } caution)
                Line(output, $"  {Bar}{new string(' ', KindWidth + 1)}{caution}");
            before = hop;
        }

        Line(output, "");
    }

    private void WriteHop(CheckedUnit unit, JudgedHop hop, int what, int how, TextWriter output)
    {
        // As a whole, so that a long word takes the room of an empty one behind it.
        var words = EntryTable.Padded($"{EntryTable.Padded(Shown(hop.Hop.What), what)}  {Shown(hop.Hop.How)}", what + 2 + how);
        var head = $"{EntryTable.Padded(WalkWords.Of(hop.Hop.Kind), KindWidth)} ";
        var place = hop.Hop.At is { } span ? Printable.Of(unit.Shown(span).ToString()) : "";
        var row = place.Length == 0 ? (head + words).TrimEnd() : $"{head}{words}  {place}";
        if (MarkWidth + Cells.Width(row) <= options.UsableWidth)
        {
            Line(output, $"  {Mark(hop)} {row[..^place.Length]}{Framed(place)}");
            return;
        }

        WriteNarrowHop(hop, head, what, place, output);
    }

    // The mark and the place get their colours last: these take no cells.
    private void WriteNarrowHop(JudgedHop hop, string head, int what, string place, TextWriter output)
    {
        var (name, how) = (Shown(hop.Hop.What), Shown(hop.Hop.How));
        var isLong = Cells.Width(name) > what;
        var blank = new string(' ', MarkWidth);
        var rows = new HangingRow(options.UsableWidth, $"  {Bar}", MarkWidth + KindWidth + 1);
        var lines = isLong
            ? rows.Lines(blank + head, how.Length == 0 ? name : $"{name}, {how}", place)
            : rows.Lines($"{blank}{head}{EntryTable.Padded(name, what)}  ", how, place);
        foreach (var (line, at) in lines.Select((line, at) => (line, at)))
        {
            var body = place.Length > 0 && line.EndsWith(place, StringComparison.Ordinal) ? line[..^place.Length] + Framed(place) : line;
            Line(output, at == 0 ? $"  {Mark(hop)} {body[MarkWidth..]}" : body);
        }
    }

    private string Framed(string place) => place.Length == 0 ? "" : paint.Frame(place);

    private string Mark(JudgedHop hop) => hop.IsBeyond ? Dot : hop.Mark switch
    {
        WalkMark.Ok => EntryTable.Colored(paint, EntryVerdict.Reaches, EntryTable.Mark(EntryVerdict.Reaches, options.Unicode)),
        WalkMark.Warn => EntryTable.Colored(paint, EntryVerdict.Doubtful, EntryTable.Mark(EntryVerdict.Doubtful, options.Unicode)),
        WalkMark.Broken => EntryTable.Colored(paint, EntryVerdict.Broken, EntryTable.Mark(EntryVerdict.Broken, options.Unicode)),
        WalkMark.Unknown => EntryTable.Colored(paint, EntryVerdict.Unknown, EntryTable.Mark(EntryVerdict.Unknown, options.Unicode)),
        _ => "-",
    };

    // A break shows both its ends; a doubt is one sentence.
    private void WriteFinding(Finding finding, bool isWhole, TextWriter output)
    {
        if (!isWhole)
        {
            Line(output, $"  {Bar}{new string(' ', KindWidth + 1)}{paint.Level(finding.Severity, $"{finding.Severity.Name()}[{finding.RuleId}]")}: {Printable.Of(finding.Message.Text)}");
            return;
        }

        var frame = new StringWriter { NewLine = "\n" };
        new FindingFrame(finding with { Path = [] }, options with { Width = options.Width - FrameIndent }, frame).Write(withExplain: false);
        Line(output, $"  {Bar}");
        foreach (var line in frame.ToString().TrimEnd('\n').Split('\n'))
            Line(output, $"  {Bar}   {line}".TrimEnd());
        Line(output, $"  {Bar}");
    }

    private string LastLine(TracedWalk one, Trace trace)
    {
        var walk = one.Walk;
        var name = Printable.Of(trace.Target.Kind == TraceKind.Workload ? walk.Entry.Name : trace.Target.Text);
        if (walk.Verdict is EntryVerdict.Reaches or EntryVerdict.Doubtful)
        {
            var doubts = walk.Verdict == EntryVerdict.Doubtful && walk.Decisive is { } doubt
                ? Shown($"; but {WalkWords.Describe(doubt)}")
                : "";
            var word = walk.Verdict == EntryVerdict.Reaches ? "OK" : "DOUBTFUL";
            return $"{EntryTable.Colored(paint, walk.Verdict, word)}  {name}{Shown(Way(walk))}{doubts}";
        }

        if (walk.Decisive is not { } decisive)
            return $"{EntryTable.Colored(paint, walk.Verdict, "UNKNOWN")}  {name}: nothing behind it can be seen";

        var at = walk.Hops.IndexOf(decisive) + 1;
        var place = string.Create(CultureInfo.InvariantCulture, $"at hop {at} of {walk.Hops.Length}");
        var says = walk.Verdict == EntryVerdict.Broken
            ? $"{WalkWords.Of(decisive.Hop.Kind)}{(decisive.Finding is { } finding ? $" ({finding.RuleId})" : $": {decisive.Hop.What}, {decisive.Hop.How}")}{Fix(decisive, one.Unit)}"
            : WalkWords.Describe(decisive);
        var verdict = EntryTable.Colored(paint, walk.Verdict, walk.Verdict == EntryVerdict.Broken ? "BROKEN" : "UNKNOWN");
        return $"{verdict}  {name} {place}: {Shown(says)}";
    }

    private static string Fix(JudgedHop hop, CheckedUnit unit) =>
        hop.Finding is not { } finding ? ""
        : finding.Fix is { } fix ? $". Fix: {fix.Description} in {unit.Shown(finding.Span)}"
        : finding.Help is { } help ? $". Help: {help} ({unit.Shown(finding.Span)})"
        : $" in {unit.Shown(finding.Span)}";

    // " → Ingress shop/shop → Service shop/cart:8080 → Deployment shop/cart:8080 (2 replicas)"
    private static string Way(JudgedWalk walk)
    {
        var way = new StringBuilder();
        var branch = 0;
        foreach (var hop in walk.Hops.Where(hop => !hop.IsBeyond && hop.Hop.Brief.Length > 0).Select(hop => hop.Hop))
        {
            way.Append(hop.Brief[0] == ':' ? "" : hop.Branch > 1 && hop.Branch != branch ? ", and " : " → ").Append(hop.Brief);
            branch = hop.Branch;
        }

        return way.ToString();
    }

    private string Dot => options.Unicode ? "·" : ".";

    private string Bar => options.Unicode ? "│" : "|";

    private string Shown(string text) => Printable.Of(EntryTable.Plain(text, options));

    private static void Line(TextWriter output, string line)
    {
        output.Write(line);
        output.Write('\n');
    }
}
