namespace Linter.Manifests;

internal enum HelmStepKind
{
    /// <summary>The text that was expected.</summary>
    Match,

    /// <summary>Text that was not known.</summary>
    Open,

    /// <summary>Other text than the values let expect.</summary>
    Instead,

    /// <summary>Lines of the rendered text that nothing stands for.</summary>
    Stray,
}

/// <summary>A stretch of the rendered text and the piece that it is.</summary>
/// <param name="Offset">In the piece's text.</param>
internal readonly record struct HelmStep(int Start, int End, HelmPiece? Piece, int Offset, HelmStepKind Kind);

/// <summary>What a template may write, as a graph whose ways are matched with documents of the rendered text.</summary>
internal sealed class HelmMatch
{
    private const int MaxWays = 400;
    private const int MaxLinks = 2_000_000;
    private const int SkipLine = 12;
    private const int MaxStarts = 400;
    private const int LikelyStarts = 16;

    private readonly List<Link> links = [];
    private readonly List<int> starts = [];
    private readonly HashSet<int> usedStarts = [];
    private readonly int entry;
    private readonly bool isLoose;

    public HelmMatch(HelmRope rope, bool isLoose)
    {
        this.isLoose = isLoose;
        links.Add(new Link(null, 0, 0, -1, -1, 0));
        entry = Add(rope, 0, 0);
        starts.Add(entry);
        starts.Reverse();
    }

    public int Size => links.Count;

    /// <summary>The cheapest way through the stretch of text, and what it costs; as far as it goes where none is found in time.</summary>
    public (List<HelmStep> Steps, int Cost, int Spent) Find(string text, int start, int end, int budget)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        while (start < end && char.IsWhiteSpace(text[start]) && text[start] != ' ')
            start++;
        var search = new Search(this, text, start, end, budget);
        foreach (var (link, cost) in Starts())
            search.Begin(link, cost);
        var found = search.Run();
        if (found.Start is { } used)
            usedStarts.Add(used);
        return (found.Steps, found.Cost, search.Spent);
    }

    private IEnumerable<(int Link, int Cost)> Starts()
    {
        var fresh = starts.Where(link => !usedStarts.Contains(link)).Take(MaxStarts);
        var used = starts.Where(usedStarts.Contains).Take(MaxStarts);
        return fresh.Select((link, index) => (link, index < LikelyStarts ? 0 : 1)).Concat(used.Select(link => (link, 4)));
    }

    private int Add(HelmRope rope, int next, int depth)
    {
        for (var index = rope.Strands.Count - 1; index >= 0; index--)
        {
            next = rope.Strands[index] switch
            {
                _ when links.Count > MaxLinks => next,
                HelmPiece piece => Add(piece, next),
                HelmChoice choice when depth < 100 => Add(choice, next, depth),
                HelmLoop loop when depth < 100 => Add(loop, next, depth),
                _ => Add(new HelmPiece(null, null, []) { MayBreak = true }, next),
            };
        }

        return next;
    }

    private int Add(HelmChoice choice, int next, int depth)
    {
        var way = -1;
        foreach (var (rope, cost) in choice.Options.AsEnumerable().Reverse())
        {
            var option = Add(rope, next, depth + 1);
            links.Add(new Link(null, 0, 0, option, way, cost));
            way = links.Count - 1;
        }

        return way < 0 ? next : way;
    }

    private int Add(HelmLoop loop, int next, int depth)
    {
        links.Add(default);
        var again = links.Count - 1;
        var body = Add(loop.Body, again, depth + 1);
        links.Add(new Link(null, 0, 0, body, -1, loop.Cost));
        links[again] = new Link(null, 0, 0, next, links.Count - 1, 0);
        return again;
    }

    // A line each, last ones first.
    private int Add(HelmPiece piece, int next)
    {
        if (piece.Text is not { Length: > 0 } text)
        {
            links.Add(new Link(piece, 0, 0, next, -1, 0));
            return links.Count - 1;
        }

        for (var to = text.Length; to > 0;)
        {
            var from = to < 2 ? 0 : text.LastIndexOf('\n', to - 2) + 1;
            links.Add(new Link(piece, from, to - from, next, -1, 0));
            if (IsSeparator(text.AsSpan(from, to - from)))
                starts.Add(next);
            next = links.Count - 1;
            to = from;
        }

        return next;
    }

    private static bool IsSeparator(ReadOnlySpan<char> line) => line.StartsWith("---") && (line.Length == 3 || char.IsWhiteSpace(line[3]));

    /// <param name="Piece">
    /// Null for a fork: one way is <paramref name="Next"/> at the cost, another begins at <paramref name="Other"/>.
    /// </param>
    private readonly record struct Link(HelmPiece? Piece, int From, int Length, int Next, int Other, int Cost)
    {
        public ReadOnlySpan<char> Text => Piece!.Text.AsSpan(From, Length);
    }

    private readonly record struct State(int Link, int At, int Cost, int Previous, int By, HelmStepKind Kind);

    // Cheapest first, and of those the one that is furthest.
    private sealed class Search(HelmMatch match, string text, int start, int end, int budget)
    {
        private readonly List<State> states = [];
        private readonly HashSet<(int, int)> done = [];
        private readonly PriorityQueue<int, (int, int, int)> queue = new();
        private int furthest = -1;
        private readonly int[] lineEnds = LineEnds(text, start, end);
        private int spent;

        public int Spent => Math.Min(spent, budget);

        public void Begin(int link, int cost) => Push(new State(link, start, cost, -1, -1, HelmStepKind.Match));

        public (List<HelmStep> Steps, int Cost, int? Start) Run()
        {
            while (queue.TryDequeue(out var index, out _))
            {
                var state = states[index];
                if (!done.Add((state.Link, state.At)))
                    continue;
                if (furthest < 0 || state.At > states[furthest].At)
                    furthest = index;
                if (spent > budget)
                    break;
                if (IsEnd(state))
                    return Result(index, state.Cost);
                Expand(state, index);
            }

            return Result(furthest, int.MaxValue);
        }

        private bool IsEnd(State state) => state.At == end && (state.Link == 0
            || (match.links[state.Link] is { Piece.Text: { } } link && IsSeparator(link.Text)));

        private void Push(State state)
        {
            if (done.Contains((state.Link, state.At)))
                return;
            spent++;
            states.Add(state);
            queue.Enqueue(states.Count - 1, (state.Cost, -state.At, states.Count));
        }

        private void Expand(State state, int index)
        {
            // Behind the template's end or at its next document, with text left over.
            var link = match.links[state.Link];
            if (state.At < end)
                Push(new State(state.Link, LineEnd(state.At), state.Cost + SkipLine, index, -1, HelmStepKind.Stray));
            if (state.Link == 0)
                return;

            if (link.Piece is null)
            {
                Push(new State(link.Next, state.At, state.Cost + link.Cost, index, -1, HelmStepKind.Match));
                if (link.Other >= 0)
                    Push(new State(link.Other, state.At, state.Cost, index, -1, HelmStepKind.Match));
            }
            else if (link.Piece.Text is null)
            {
                ExpandOpen(state, index, link);
            }
            else
            {
                ExpandText(state, index, link);
            }
        }

        private void ExpandText(State state, int index, Link link)
        {
            var expected = link.Text;
            spent += expected.Length / 256;
            if (state.At == start)
                expected = expected.TrimStart();
            var rest = text.AsSpan(state.At, end - state.At);
            var isValue = link.Piece!.Place is not { } place || !IsLiteral(place);

            // Nothing, for all that is known of the values.
            if (expected.IsEmpty && link.Length == 0 && isValue && state.At < end)
                PushEnds(state, index, link, InsteadCost(state.At), HelmStepKind.Instead, false);
            if (rest.StartsWith(expected))
            {
                Push(new State(link.Next, state.At + expected.Length, state.Cost, index, state.Link, HelmStepKind.Match));
                return;
            }

            // What ends the document was cut off it.
            if (expected.StartsWith(rest) && expected[rest.Length..].IsWhiteSpace())
            {
                Push(new State(link.Next, end, state.Cost, index, state.Link, HelmStepKind.Match));
                return;
            }

            if (isValue && !expected.IsWhiteSpace())
                PushEnds(state, index, link, InsteadCost(state.At), HelmStepKind.Instead, false);
            var weight = expected.Trim().Length;
            Push(new State(link.Next, state.At, state.Cost + (weight == 0 ? 1 : 6 + Math.Min(weight, 20)), index, -1, HelmStepKind.Match));
        }

        private static bool IsLiteral(HelmPlace place) =>
            place is { IsLiteral: true, IsDump: false } || (place.Inner is { } inner && IsLiteral(inner));

        // Behind a key nothing is more likely than any other value.
        private bool IsWithinLine(int at) =>
            at > start && text[at - 1] != '\n' && !text.AsSpan(LineStart(at), at - LineStart(at)).IsWhiteSpace();

        private int LineStart(int at)
        {
            var line = LineOf(at);
            return line == 0 ? start : lineEnds[line - 1] + 1;
        }

        private int InsteadCost(int at) => !match.isLoose ? 5 : IsWithinLine(at) ? 0 : 1;

        private void ExpandOpen(State state, int index, Link link) =>
            PushEnds(state, index, link, IsWithinLine(state.At) ? 0 : 1, HelmStepKind.Open, link.Piece!.MayBreak);

        // Wherever what follows may begin.
        private void PushEnds(State state, int index, Link link, int cost, HelmStepKind kind, bool mayBreak)
        {
            var limit = mayBreak ? end : Math.Min(end, LineText(state.At));
            var next = match.links[link.Next];
            Push(new State(link.Next, state.At, state.Cost + cost, index, state.Link, kind));
            if (next.Piece?.Text is { Length: > 0 } && next.Text is var follows)
            {
                PushBefore(follows.IsWhiteSpace() ? follows : follows.TrimEnd(), state, index, link, cost, kind, limit);
            }
            else
            {
                var step = mayBreak && limit - state.At > MaxWays;
                for (int at = state.At + 1, ways = 0; at <= limit && ways < MaxWays; at++, ways++)
                {
                    at = step ? Math.Min(limit, LineText(at)) : at;
                    Push(new State(link.Next, at, state.Cost + cost + Lines(state.At, at), index, state.Link, kind));
                }
            }

            if (limit == end || !mayBreak)
                Push(new State(link.Next, limit, state.Cost + cost + Lines(state.At, limit), index, state.Link, kind));
        }

        // The fewer the better.
        private int Lines(int from, int to) => Math.Min(2 * (LineOf(to) - LineOf(from)), 60);

        private int LineOf(int at)
        {
            var found = Array.BinarySearch(lineEnds, at);
            return found < 0 ? ~found : found;
        }

        private void PushBefore(ReadOnlySpan<char> follows, State state, int index, Link link, int cost, HelmStepKind kind, int limit)
        {
            var at = state.At + 1;
            for (var ways = 0; at <= limit && ways < MaxWays; ways++)
            {
                var length = Math.Min(limit + follows.Length, end) - at;
                var found = length < 0 ? -1 : text.AsSpan(at, length).IndexOf(follows);
                spent += (found < 0 ? length : found) / 256;
                if (found < 0)
                    return;
                at += found;
                Push(new State(link.Next, at, state.Cost + cost + Lines(state.At, at), index, state.Link, kind));
                at++;
            }
        }

        // Of the line's last character.
        private int LineText(int at)
        {
            var line = LineOf(at);
            return line < lineEnds.Length ? lineEnds[line] : end;
        }

        private static int[] LineEnds(string text, int start, int end)
        {
            var ends = new List<int>();
            for (var at = text.IndexOf('\n', start, end - start); at >= 0; at = text.IndexOf('\n', at + 1, end - at - 1))
                ends.Add(at);
            return [.. ends];
        }

        private int LineEnd(int at) => Math.Min(end, LineText(at) + 1);

        private (List<HelmStep> Steps, int Cost, int? Start) Result(int index, int cost)
        {
            var steps = new List<HelmStep>();
            var first = -1;
            for (var at = index; at >= 0; at = states[at].Previous)
            {
                var state = states[at];
                first = state.Link;
                if (state.Previous < 0)
                    break;
                var from = states[state.Previous].At;
                if (state.By >= 0)
                    steps.Add(Step(match.links[state.By], from, state));
                else if (state.At > from)
                    steps.Add(new HelmStep(from, state.At, null, 0, HelmStepKind.Stray));
            }

            steps.Reverse();
            return (steps, cost, cost == int.MaxValue ? null : first);
        }

        private HelmStep Step(Link link, int from, State state)
        {
            var trimmed = from == start && link.Piece!.Text is not null ? link.Length - link.Text.TrimStart().Length : 0;
            return new HelmStep(from, state.At, link.Piece, link.From + trimmed, state.Kind);
        }
    }
}
