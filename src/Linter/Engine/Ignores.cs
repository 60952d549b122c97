using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;
using Linter.Text;

namespace Linter.Engine;

/// <summary>One rule that is ignored somewhere.</summary>
/// <param name="rule">Its present name.</param>
/// <param name="name">The place that names it.</param>
/// <param name="by">What its findings are suppressed by.</param>
internal sealed class Ignore(string rule, SourceSpan name, Suppression by)
{
    public string Rule { get; } = rule;

    public SourceSpan Name { get; } = name;

    public Suppression By { get; } = by;

    public bool IsUsed { get; set; }

    /// <summary>What it covers could not be judged whole, so that it may have a use.</summary>
    public bool IsInDoubt { get; init; }
}

/// <summary>
/// All ignores of a run. The innermost one that covers a finding suppresses it: comments and annotations, then those for
/// a whole file, then the configuration.
/// </summary>
internal sealed class Ignores
{
    private readonly Dictionary<RuleInSource, List<Cover>> covers = [];
    private readonly Dictionary<RuleOfObject, List<List<Ignore>>> objects = [];
    private readonly Dictionary<RuleAtPlace, List<Ignore>> alike = [];
    private readonly HashSet<Home> homes = [];
    private readonly List<ConfiguredIgnores> configured = [];
    private readonly List<Ignore> all = [];
    private bool isSorted;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<Ignore> All => all;

    public void Add(Ignore ignore, IEnumerable<SourceSpan> spans)
    {
        all.Add(ignore);
        foreach (var span in spans)
        {
            var place = new RuleInSource(span.Source, ignore.Rule);
            if (!covers.TryGetValue(place, out var list))
                covers[place] = list = [];
            list.Add(new Cover(span.Start, span.End, ignore));
        }
    }

    /// <summary>An ignore of a place that covers whole objects: findings about them count wherever they point.</summary>
    public void AddObjects(Ignore ignore, SourceSpan place, IEnumerable<FindingSubject> subjects)
    {
        // Ignores that stand one upon the other cover the same objects, and share a list.
        if (alike.TryGetValue(new RuleAtPlace(place, ignore.Rule), out var same))
        {
            same.Add(ignore);
            return;
        }

        alike[new RuleAtPlace(place, ignore.Rule)] = same = [ignore];
        foreach (var subject in subjects)
        {
            homes.Add(new Home(place.Source, subject));
            var key = new RuleOfObject(subject, ignore.Rule);
            if (!objects.TryGetValue(key, out var lists))
                objects[key] = lists = [];
            lists.Add(same);
        }
    }

    public void Add(PathIgnore paths)
    {
        var by = new Suppression(SuppressionKind.Configuration, paths.Span, paths.Reason);
        ImmutableArray<Ignore> rules = [.. paths.RuleNames
            .Select(name => new Ignore(name.Value, name.Span, by) { IsInDoubt = !paths.IsJudged })];
        configured.Add(new ConfiguredIgnores(paths, rules));
        all.AddRange(rules);
    }

    /// <summary>What suppresses a finding; null where nothing does. Whatever covers it has its use.</summary>
    public Suppression? Match(Finding finding)
    {
        var inner = Innermost(finding);
        var about = About(finding);
        var path = Configured(finding);
        return inner?.By ?? about?.By ?? path?.By;
    }

    // What was rendered from a place that is ignored, or filled from one, is ignored too.
    private Ignore? Innermost(Finding finding)
    {
        var innermost = Innermost(finding.Span, finding.RuleId);
        foreach (var source in finding.Sources)
        {
            var other = Innermost(source, finding.RuleId);
            innermost ??= other;
        }

        return innermost;
    }

    private Ignore? Innermost(SourceSpan span, string rule)
    {
        if (!isSorted)
            Sort();
        if (!covers.TryGetValue(new RuleInSource(span.Source, rule), out var list))
            return null;

        Ignore? innermost = null;
        for (var at = LastFrom(list, span.Start); at >= 0; at = list[at].Parent)
        {
            if (list[at].End < span.Start)
                continue;

            list[at].Ignore.IsUsed = true;
            innermost ??= list[at].Ignore;
        }

        return innermost;
    }

    private Ignore? About(Finding finding)
    {
        if (objects.Count == 0 || finding.Subject is not { } subject)
            return null;

        // Of two variants of one object, each has its own.
        var whole = subject with { Path = "", Key = null };
        if (homes.Contains(new Home(finding.Span.Source, whole))
            || !objects.TryGetValue(new RuleOfObject(whole, finding.RuleId), out var lists))
        {
            return null;
        }

        lists.ForEach(static list => list.ForEach(static ignore => ignore.IsUsed = true));
        return lists[0][0];
    }

    private Ignore? Configured(Finding finding)
    {
        Ignore? first = null;
        foreach (var (paths, rules) in configured)
        {
            if (!paths.Rules.Contains(finding.RuleId, StringComparer.Ordinal)
                || !paths.Paths.Any(glob => glob.Matches(finding.Span.Source.Path)))
            {
                continue;
            }

            foreach (var rule in rules.Where(rule => rule.Rule == finding.RuleId))
            {
                rule.IsUsed = true;
                first ??= rule;
            }
        }

        return first;
    }

    // Covers are nodes of a tree: each lies within another one or apart from it.
    private void Sort()
    {
        isSorted = true;
        foreach (var list in covers.Values)
        {
            var ordered = list.OrderBy(cover => cover.Start).ThenByDescending(cover => cover.End).ToList();
            list.Clear();
            var open = new Stack<int>();
            foreach (var cover in ordered)
            {
                while (open.TryPeek(out var top) && list[top].End < cover.End)
                    open.Pop();
                list.Add(cover with { Parent = open.TryPeek(out var parent) ? parent : -1 });
                open.Push(list.Count - 1);
            }
        }
    }

    private static int LastFrom(List<Cover> list, int offset)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = list[middle].Start <= offset ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private sealed record RuleInSource(SourceText Source, string Rule);

    private sealed record RuleOfObject(FindingSubject Subject, string Rule);

    private sealed record RuleAtPlace(SourceSpan Place, string Rule);

    private sealed record Home(SourceText Source, FindingSubject Subject);

    private sealed record ConfiguredIgnores(PathIgnore Paths, ImmutableArray<Ignore> Rules);

    /// <summary>Both ends belong to it: an empty value stands at the end of its entry.</summary>
    private sealed record Cover(int Start, int End, Ignore Ignore)
    {
        public int Parent { get; init; } = -1;
    }
}
