using System.Collections.Immutable;

namespace Linter.Graph;

/// <summary>
/// The policies that isolate some pods in one direction, with what was found out about them: pods that the same policies
/// isolate share it. Those of the whole namespace are a set of their own, which the sets of single pods end in.
/// </summary>
internal sealed class PolicySet
{
    private readonly ImmutableArray<PolicyView> own;
    private readonly ImmutableArray<PolicyRule> rules;
    private readonly PolicySet? wide;
    private readonly bool asksForNames;
    private readonly Memo<(int Number, string Protocol), (PolicyVerdict Verdict, PolicyRule? Rule)> answers = new();
    private ImmutableArray<PolicyView> policies;
    private EntryIndex? entries;
    private ImmutableArray<string> letIn;
    private ImmutableArray<string> letInSayingTcp;

    /// <param name="own">The policies themselves.</param>
    /// <param name="direction">Whose rules count.</param>
    /// <param name="wide">Those of the whole namespace; null where these are they.</param>
    public PolicySet(ImmutableArray<PolicyView> own, TrafficDirection direction, PolicySet? wide)
    {
        this.own = own;
        this.wide = wide is { IsEmpty: false } ? wide : null;
        rules = [.. own.SelectMany(policy => policy.Rules(direction))];
        asksForNames = rules.Any(rule => rule.Ports.Any(port => port.Port is { Name: not null }));
    }

    public bool IsEmpty => own.IsEmpty && wide is null;

    /// <summary>All of them, those of the whole namespace last.</summary>
    public ImmutableArray<PolicyView> Policies
    {
        get
        {
            if (policies.IsDefault)
                policies = wide is null ? own : [.. own, .. wide.Policies];
            return policies;
        }
    }

    private EntryIndex Entries => entries ??= new EntryIndex(rules);

    /// <summary>The first rule that lets a port pass to or from anybody, else the first that may; null where none does.</summary>
    public (PolicyVerdict Verdict, PolicyRule? Rule) Judge(int number, string protocol, PodTemplate destination)
    {
        if (asksForNames)
            return Or(Find(rule => rule.HasPort(number, protocol, destination)), () => wide?.Judge(number, protocol, destination));

        if (!answers.TryGetValue((number, protocol), out var answer))
            answer = answers.Keep((number, protocol), Find(rule => rule.HasPort(number, protocol, destination)));
        return Or(answer, () => wide?.Judge(number, protocol, destination));
    }

    /// <summary>The first rule that matches for certain, else the first that may.</summary>
    public (PolicyVerdict Verdict, PolicyRule? Rule) Judge(Func<PolicyRule, PolicyVerdict> matches) =>
        Or(Find(matches), () => wide?.Judge(matches));

    /// <summary>Every port that its rules let pass, each spelled once, in order.</summary>
    /// <param name="saysTcp">Beside a port of UDP, TCP is worth a word.</param>
    public ImmutableArray<string> LetIn(bool saysTcp)
    {
        ref var found = ref saysTcp ? ref letInSayingTcp : ref letIn;
        if (found.IsDefault)
        {
            found = [.. Entries.All.Select(entry => Spell(entry.Port, saysTcp))
                .Concat(wide?.LetIn(saysTcp) ?? [])
                .Distinct(StringComparer.Ordinal)];
        }

        return found;
    }

    /// <summary>The entries that are about one of these numbers or names, or about ranges, in order.</summary>
    public IEnumerable<(PolicyRule Rule, PolicyPort Port)> EntriesOf(IReadOnlyCollection<int> numbers, IReadOnlyCollection<string> names) =>
        Entries.Of(numbers, names).Concat(wide?.EntriesOf(numbers, names) ?? []);

    private static string Spell(PolicyPort entry, bool saysTcp) =>
        saysTcp && entry is { Protocol: "TCP", Port: not null } ? $"{entry}/TCP" : entry.ToString();

    private (PolicyVerdict Verdict, PolicyRule? Rule) Find(Func<PolicyRule, PolicyVerdict> matches)
    {
        PolicyRule? possible = null;
        foreach (var rule in rules)
        {
            var verdict = matches(rule);
            if (verdict == PolicyVerdict.Yes)
                return (verdict, rule);
            if (verdict == PolicyVerdict.Unknown)
                possible ??= rule;
        }

        return (possible is null ? PolicyVerdict.No : PolicyVerdict.Unknown, possible);
    }

    private static (PolicyVerdict Verdict, PolicyRule? Rule) Or(
        (PolicyVerdict Verdict, PolicyRule? Rule) answer, Func<(PolicyVerdict Verdict, PolicyRule? Rule)?> next) =>
        answer.Verdict == PolicyVerdict.Yes || next() is not { } other || other.Verdict <= answer.Verdict ? answer : other;

    /// <summary>The ports of rules by what they are about.</summary>
    private sealed class EntryIndex
    {
        private readonly ILookup<int, int> byNumber;
        private readonly ILookup<string, int> byName;
        private readonly ImmutableArray<int> ranges;

        public EntryIndex(ImmutableArray<PolicyRule> rules)
        {
            All = [.. rules.SelectMany(rule => rule.Ports.Select(port => (rule, port)))];
            var places = Enumerable.Range(0, All.Length).ToList();
            byNumber = places.Where(i => All[i].Port is { Port.Number: not null, EndPort: null })
                .ToLookup(i => All[i].Port.Port!.Value.Number!.Value);
            byName = places.Where(i => All[i].Port.Port?.Name is not null)
                .ToLookup(i => All[i].Port.Port!.Value.Name!, StringComparer.Ordinal);
            ranges = [.. places.Where(i => All[i].Port is { Port.Number: not null, EndPort: not null })];
        }

        public ImmutableArray<(PolicyRule Rule, PolicyPort Port)> All { get; }

        public IEnumerable<(PolicyRule Rule, PolicyPort Port)> Of(IEnumerable<int> numbers, IEnumerable<string> names) =>
            numbers.SelectMany(number => byNumber[number]).Concat(names.SelectMany(name => byName[name]))
                .Concat(ranges)
                .Distinct()
                .Order()
                .Select(i => All[i]);
    }
}
