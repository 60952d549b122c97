using System.Collections.Immutable;
using System.Globalization;
using Linter.Engine;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>
/// Findings as frames: the sentence, the source at both ends, and what to do; then the summary. The pointer to
/// <c>lint explain</c> stands once for each rule, below its first finding.
/// </summary>
public sealed class TextReporter(TextOptions options) : IReporter
{
    public void Write(LintResult result, TextWriter output)
    {
        var explained = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in result.Findings)
        {
            new FindingFrame(finding, options, output).Write(explained.Add(finding.RuleId));
            output.Write('\n');
        }

        foreach (var (finding, by) in options.ShowSuppressed ? result.Suppressed : [])
        {
            new FindingFrame(Marked(finding, by), options, output) { Mark = "suppressed " }.Write(withExplain: false);
            output.Write('\n');
        }

        foreach (var line in SummaryText.Lines(result))
        {
            output.Write(line);
            output.Write('\n');
        }
    }

    // What to do is settled; who settled it, where and why is what counts.
    private static Finding Marked(Finding finding, Suppression by)
    {
        var words = by.Kind switch
        {
            SuppressionKind.Baseline => "in the baseline",
            SuppressionKind.Configuration => $"suppressed here: {by.Reason}",
            _ => "suppressed here",
        };
        return finding with
        {
            Related = by.Place is { } place ? finding.Related.Insert(0, new RelatedSpan(place, words)) : finding.Related,
            Notes = by.Place is null ? [words] : [],
            Help = null,
            Fix = null,
        };
    }
}

/// <summary>One finding drawn.</summary>
internal sealed class FindingFrame
{
    private const int MostRelated = 6;

    /// <summary>Lines apart up to which two places share a block.</summary>
    private const int Near = 10;

    private readonly Finding finding;
    private readonly TextOptions options;
    private readonly TextWriter output;
    private readonly Paint paint;
    private readonly List<List<Annotation>> blocks;
    private readonly ImmutableArray<LineChange> changes;
    private readonly int numberWidth;
    private readonly SourceExcerpt excerpt;
    private bool hasFacts;

    public FindingFrame(Finding finding, TextOptions options, TextWriter output)
    {
        (this.finding, this.options, this.output) = (finding, options, output);
        paint = new Paint(options.Color);
        blocks = Blocks(finding);
        changes = finding.Fix is { } fix ? LineChange.Of(fix) : [];
        var highest = blocks.SelectMany(block => block).Select(annotation => annotation.Line)
            .Concat(changes.Select(change => change.Line))
            .Append(finding.Rendered?.From.Line ?? 0)
            .Max();
        numberWidth = highest.ToString(CultureInfo.InvariantCulture).Length;
        excerpt = new SourceExcerpt(options, finding.Severity, numberWidth, output);
    }

    /// <summary>Stands before the level.</summary>
    public string Mark { get; init; } = "";

    public void Write(bool withExplain)
    {
        var level = paint.Level(finding.Severity, $"{Mark}{finding.Severity.Name()}[{finding.RuleId}]");
        Line($"{level}{paint.Bold($": {Printable.Of(finding.Message.Text)}")}");
        WriteBlocks();
        WriteFacts();
        WriteHelp();
        if (withExplain)
            Fact("more", $"lint explain {finding.RuleId}");
    }

    private static List<List<Annotation>> Blocks(Finding finding)
    {
        var blocks = new List<List<Annotation>> { new() { new Annotation(finding.Span, finding.Label, IsPrimary: true) } };
        foreach (var related in finding.Related.Take(MostRelated))
        {
            var annotation = new Annotation(related.Span, related.Message, IsPrimary: false);
            if (blocks.Find(block => block.Exists(other => IsNear(annotation, other))) is { } near)
                near.Add(annotation);
            else
                blocks.Add([annotation]);
        }

        return blocks;
    }

    private static bool IsNear(Annotation a, Annotation b) =>
        ReferenceEquals(a.Span.Source, b.Span.Source) && Math.Abs(a.Line - b.Line) <= Near;

    private void WriteBlocks()
    {
        foreach (var block in blocks)
        {
            if (block != blocks[0])
                excerpt.WriteRule();
            WritePlace(block == blocks[0] ? "-->" : ":::", block[0].Span,
                block == blocks[0] && !finding.Through.IsEmpty ? $"  ({FindingNotes.Through(finding)})" : "");
            excerpt.Write(block);
        }

        if (finding.Rendered is { } rendered)
            WriteRendered(rendered);
    }

    // The text is nowhere to be opened, so that its place in it would only mislead.
    private void WriteRendered(SourceSpan rendered)
    {
        excerpt.WriteRule();
        Line($"{new string(' ', numberWidth)}{paint.Frame(":::")} {Printable.Of(rendered.Source.Path)}");
        excerpt.Write([new Annotation(rendered, "as it was rendered", IsPrimary: false)]);
    }

    private void WriteFacts()
    {
        if (finding.Related.Length > MostRelated)
            Fact("note", $"and {Plural.Of(finding.Related.Length - MostRelated, "more related place")}");
        if (finding.Effect is { } effect)
            Fact("effect", effect);
        if (!finding.Path.IsEmpty)
            Fact("route", string.Join(options.Arrow, finding.Path.Select(hop => (hop.IsBroken ? options.BrokenMark : "") + hop.Message)));
        foreach (var note in finding.Notes)
            WriteNote(note);
    }

    private void WriteNote(string note)
    {
        foreach (var key in new[] { "caution", "looked at" })
        {
            if (!note.StartsWith(key + ": ", StringComparison.Ordinal))
                continue;

            Fact(key, note[(key.Length + 2)..]);
            return;
        }

        Fact("note", note);
    }

    private void WriteHelp()
    {
        if (finding.Help is { } help)
            Fact("help", help);
        if (finding.Fix is not { } fix)
            return;

        // Below a help line the changed lines speak for themselves.
        if (finding.Help is null || changes.IsEmpty || !fix.IsSafe)
            Fact(fix.IsSafe ? "fix" : "fix, to be checked", fix.Description);
        var source = finding.Span.Source;
        foreach (var change in changes)
        {
            if (!ReferenceEquals(change.Source, source))
            {
                WritePlace(":::",
                    change.Source.Span(change.Source.LineStart(change.Line) + change.From,
                        change.Source.LineStart(change.Line) + change.OldTo));
            }

            source = change.Source;
            excerpt.WriteChange(change);
        }
    }

    private void WritePlace(string arrow, SourceSpan span, string through = "") =>
        Line($"{new string(' ', numberWidth)}{paint.Frame(arrow)} {Printable.Of(span.Source.Path)}:{span.From}{Printable.Of(through)}");

    private void Fact(string key, string text)
    {
        if (!hasFacts)
            excerpt.WriteRule();
        hasFacts = true;
        var lead = new string(' ', numberWidth + 1);
        var indent = lead.Length + key.Length + 4;
        var prefix = $"{lead}{paint.Frame("=")} {paint.Bold($"{key}:")} ";
        foreach (var piece in Wrapping.Lines(Printable.Of(text), options.UsableWidth - indent))
        {
            Line(prefix + (prefix.AsSpan().IsWhiteSpace() ? Printable.AtLineStart(piece) : piece));
            prefix = new string(' ', indent);
        }
    }

    private void Line(string text)
    {
        output.Write(text.TrimEnd());
        output.Write('\n');
    }
}
