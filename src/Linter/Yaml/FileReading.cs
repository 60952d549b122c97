using Linter.Findings;
using Linter.Text;
using YamlDotNet.Core;

namespace Linter.Yaml;

/// <summary>
/// Reads one file. The parser is given a stretch of the text at a time: up to a character that YAML forbids, and after a
/// broken document from the next <c>---</c> on, so that offsets stay those of the file.
/// </summary>
internal sealed class FileReading
{
    /// <summary>Characters that the parser may be given again because of what it stumbles over, beside this many times the text.</summary>
    private const long MostReadAgain = 1 << 20;

    private const int MostReadings = 16;

    private readonly SourceText source;
    private readonly string text;
    private readonly YamlLimits limits;
    private readonly YamlEngine engine;
    private readonly NodeTreeBuilder builder;
    private readonly CommentFinder comments;
    private readonly Obstacles obstacles;
    private readonly GivenText given;
    private readonly WhiteFirstLines whiteFirstLines;
    private EventReader? events;
    private int lostDocuments;
    private long readAgain;

    /// <summary>What JSON found wrong with a .json file; told instead of the YAML parser's view where that fails as well.</summary>
    private Finding? jsonError;

    public FileReading(SourceText source, YamlLimits limits, YamlEngine engine)
    {
        (this.source, text, this.limits, this.engine) = (source, source.Text, limits, engine);
        builder = new NodeTreeBuilder(source, limits);
        comments = new CommentFinder(source);
        obstacles = new Obstacles(text);
        given = new GivenText(text);
        whiteFirstLines = new WhiteFirstLines(text, given);
    }

    /// <summary>The fast reader has read the file.</summary>
    public bool IsFast { get; private set; }

    // A file that the fast reader takes has no need of it.
    private EventReader Events => events ??= new EventReader(source, builder, comments, given);

    public YamlFile Run()
    {
        var begin = text.StartsWith(Obstacles.ByteOrderMark) ? 1 : 0;
        var at = ReadJson(begin);
        if (at == begin && lostDocuments == 0 && engine == YamlEngine.Fast && obstacles.NextGlued(at) == text.Length)
            at = ReadFast(at);
        while (at < text.Length && !builder.IsFull)
        {
            if (lostDocuments >= limits.MaxSyntaxFindings)
            {
                builder.Report(ReaderFindings.TooManyErrors(source, at, lostDocuments));
                break;
            }

            at = ReadStretch(at);
        }

        return new YamlFile(source, builder.Documents(), comments.Comments(), builder.Findings(), lostDocuments == 0);
    }

    /// <summary>The whole file; returns the offset from which it remains to be read.</summary>
    private int ReadFast(int from)
    {
        IsFast = new FastReader(source, builder, comments).Read(from);
        if (IsFast)
            return text.Length;

        builder.Clear();
        comments.Forget(0);
        return from;
    }

    /// <summary>JSON at the start of the file; returns the offset from which YAML is to be read.</summary>
    private int ReadJson(int from)
    {
        if (!JsonDocuments.Suits(text, from) || obstacles.NextForbidden(from) < text.Length)
            return from;

        var json = new JsonDocuments(source, builder);
        var end = json.Read(from);
        if (end >= 0)
            return end;

        if (json.IsRefusal)
        {
            var next = DocumentStarts.After(text, from, text.Length);
            Lose(ConflictMarks.Find(source, from, next) ?? json.Error!);
            return next;
        }

        builder.Clear();
        jsonError = source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? json.Error : null;
        return from;
    }

    /// <summary>Reads what stands before the next obstacle; returns the offset to go on from.</summary>
    private int ReadStretch(int from)
    {
        var glued = obstacles.NextGlued(from);
        var forbidden = obstacles.NextForbidden(from);
        if (glued < forbidden && obstacles.NextMark(from, glued) < 0)
            return ReadToGlued(from, glued);

        var culprit = forbidden == text.Length ? -1 : forbidden;
        var mark = obstacles.NextMark(from, forbidden);
        if (mark >= 0)
        {
            var resume = ReadRange(from, mark);
            return resume < mark ? resume : mark + 1;
        }

        if (culprit < 0)
            return ReadRange(from, text.Length);

        var document = DocumentStarts.Before(text, from, culprit);
        if (document > from)
        {
            var resume = ReadRange(from, document);
            if (resume < document)
                return resume;
        }

        Lose(ReaderFindings.ForbiddenCharacter(source, culprit));
        return DocumentStarts.After(text, culprit, text.Length);
    }

    private int ReadToGlued(int from, int mark)
    {
        var (finding, resume) = SeparatorLines.Explain(source, mark);
        var end = resume < 0 ? DocumentStarts.Before(text, from, mark) : mark;
        if (end > from)
        {
            var at = ReadRange(from, end);
            if (at < end)
                return at;
        }

        if (resume < 0)
        {
            Lose(finding);
            return DocumentStarts.After(text, mark, text.Length);
        }

        builder.Report(finding);
        return resume;
    }

    private int ReadRange(int from, int to)
    {
        Events.Begin(from, to);
        var scanner = new Scanner(new TextSlice(given.Characters, from, to), skipComments: true);
        var parser = new Parser(scanner);
        while (true)
        {
            var exception = Advance(parser, out var hasMore);
            if (exception is not null && ReadAgain(exception, scanner, from, to) is >= 0 and var restart)
                return restart;

            var refusal = exception is not null ? Explain(exception, scanner, from, to)
                : hasMore ? Events.Take(parser.Current!)
                : null;
            if (refusal is not null)
            {
                var begin = Math.Max(Events.DocumentFrom, from);
                var end = DocumentStarts.After(text, begin, to);
                Lose(ConflictMarks.Find(source, begin, end) ?? refusal);
                return end;
            }

            if (!hasMore)
            {
                comments.Scan(Events.TokenEnd, to);
                return to;
            }
        }
    }

    /// <summary>The exception with which the parser gave up, or null.</summary>
    private static Exception? Advance(Parser parser, out bool hasMore)
    {
        hasMore = false;
        try
        {
            hasMore = parser.MoveNext();
            return null;
        }
#pragma warning disable CA1031 // Bad input makes the parser throw InvalidOperationException and others besides its own type.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>
    /// What the parser gave up at and go-yaml reads is put in a way that the parser takes. Returns from where the document is to be
    /// read again, or -1 where something else is wrong.
    /// </summary>
    private int ReadAgain(Exception exception, Scanner scanner, int from, int to)
    {
        var restart = Math.Max(DocumentStarts.Before(text, from, Events.DocumentFrom), Events.EndedAt);
        if (readAgain > MostReadAgain + ((long)MostReadings * text.Length) || HasDirective(from, restart))
            return -1;

        var place = Locate(exception, scanner, from, to);
        var findings = whiteFirstLines.TryMove(exception, from + (int)scanner.CurrentPosition.Index, to)
            ? []
            : ParserMends.Try(place, given);
        if (findings is null)
            return -1;

        readAgain += Math.Max(place.End, from + scanner.CurrentPosition.Index) - restart;
        builder.AbandonDocument();
        comments.Forget(restart);
        Events.TellAtEnd(findings);
        return restart;
    }

    // What a directive says is known to the parser only when it has read it.
    private bool HasDirective(int from, int to) =>
        to > from && (text[from] == '%' || text.AsSpan(from, to - from).IndexOf("\n%") >= 0);

    private Finding Explain(Exception exception, Scanner scanner, int from, int to)
    {
        if (jsonError is { } json)
        {
            jsonError = null;
            return json;
        }

        var place = Locate(exception, scanner, from, to);
        comments.Scan(Events.TokenEnd, Math.Max(place.Start, Events.TokenEnd));
        return SyntaxErrors.Explain(place);
    }

    private Breakdown Locate(Exception exception, Scanner scanner, int from, int to)
    {
        var stop = from + (int)scanner.CurrentPosition.Index;
        var located = exception as YamlException;
        var start = located is { Start.Line: > 0, End.Index: > 0 } ? from + (int)located.Start.Index : stop;
        var end = located is { End.Index: > 0 } ? from + (int)located.End.Index : stop;
        return new Breakdown(source, exception.Message, Math.Clamp(start, from, to), Math.Clamp(end, from, to), to)
        {
            From = from,
            DocumentFrom = Events.DocumentFrom,
            TokenStart = Math.Min(Events.TokenStart, to),
            TokenEnd = Math.Min(Events.TokenEnd, to),
            OpenBracket = builder.OpenBracket,
            OutermostBracket = builder.OutermostBracket,
        };
    }

    private void Lose(Finding finding)
    {
        builder.AbandonDocument();
        events?.Forget();
        builder.Report(finding);
        lostDocuments++;
    }
}
