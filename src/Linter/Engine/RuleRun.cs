using Linter.Findings;
using Linter.Graph;
using Linter.Rules;
using Linter.Text;

namespace Linter.Engine;

/// <summary>
/// Runs the rules over a graph, several at a time: those that look at everything at once, and part by part those that judge each resource
/// by itself. What they find is in the order of the rules, and of the parts, whatever the number of workers.
/// </summary>
/// <param name="options">Of the run.</param>
/// <param name="settings">Of each rule.</param>
/// <param name="asksAdvice">Whether notes have a use although nothing sets a level for their rule.</param>
internal sealed class RuleRun(LintOptions options, SettingsOfRules settings, bool asksAdvice)
{
    private readonly List<IRule> rules =
    [
        .. RuleCatalog.Rules.Where(rule =>
            settings.Of(rule.Id) is { IsOff: false } own && (asksAdvice || !rule.IsAdvice || own.HasLevel)),
    ];

    /// <summary>What the rules say of a graph; of several graphs at the same time, if need be.</summary>
    public RuleResults Check(LinkGraph graph)
    {
        if (graph.Resources.IsEmpty)
            return new RuleResults([], []);

        var parts = GraphPart.Split(graph);
        var (all, each, whole) = (new List<RuleOfGraph>(rules.Count), new List<RuleOfGraph>(rules.Count), new List<RuleOfGraph>());
        foreach (var rule in rules)
        {
            if (!rule.Concerns(graph))
                continue;

            var isByPart = rule.JudgesEach(graph);
            var run = new RuleOfGraph(rule, new RuleContext(rule.Id, graph, options.Cluster, settings.Of), isByPart ? parts.Length : 1);
            all.Add(run);
            (isByPart ? each : whole).Add(run);
        }

        // What takes longest goes first.
        Workers.Share(whole.Count + parts.Length, options.WorkersFor(graph.Resources.Length), job =>
        {
            if (job < whole.Count)
            {
                whole[job].Check(graph.Whole, 0);
                return;
            }

            foreach (var rule in each)
                rule.Check(parts[job - whole.Count], job - whole.Count);
        });

        var results = new RuleResults([], []);
        foreach (var rule in all)
            rule.AddTo(results);
        Consequences.Weigh(graph, results.Findings);
        SameKeys.Settle(results.Findings);
        return results;
    }

    /// <summary>A rule with what it says of one graph.</summary>
    private sealed class RuleOfGraph(IRule rule, RuleContext context, int parts)
    {
        private readonly List<Finding>?[] found = new List<Finding>?[parts];
        private readonly RuleFailure?[] failed = new RuleFailure?[parts];

        public void Check(GraphPart part, int number) => failed[number] = RuleFailure.Of(rule.Id, () =>
        {
            foreach (var finding in rule.Check(context.For(part)))
                (found[number] ??= []).Add(finding);
        });

        // What a rule says before it fails says nothing of the rest.
        public void AddTo(RuleResults results)
        {
            if (Array.Find(failed, failure => failure is not null) is { } failure)
            {
                results.Failures.Add(failure);
                return;
            }

            foreach (var some in found)
                results.Findings.AddRange(some ?? []);
        }
    }
}

/// <summary>What the rules say of one graph, in their order.</summary>
/// <param name="Findings">Of the rules that went through.</param>
/// <param name="Failures">Of the others.</param>
internal readonly record struct RuleResults(List<Finding> Findings, List<RuleFailure> Failures);
