using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Rules;
using Linter.Text;

namespace Linter.Engine;

/// <summary>
/// Runs the rules over a graph, several at a time: those that look at everything at once, and part by part those that judge each resource by
/// itself. What they find is in the order of the rules, and of the parts, whatever the number of workers.
/// </summary>
internal sealed class RuleRun(LintOptions options, SettingsOfRules settings)
{
    /// <summary>What failed, in the order of the rules.</summary>
    public ImmutableArray<RuleFailure>.Builder Failures { get; } = ImmutableArray.CreateBuilder<RuleFailure>();

    /// <summary>Findings in the order of the rules.</summary>
    public List<Finding> Check(LinkGraph graph)
    {
        if (graph.Resources.IsEmpty)
            return [];

        var rules = RuleCatalog.Rules.Where(rule => !settings.Of(rule.Id).IsOff && rule.Concerns(graph))
            .Select(rule => new RuleOfGraph(rule, new RuleContext(rule.Id, graph, options.Cluster, settings.Of(rule.Id)))).ToList();
        var (each, whole) = (rules.FindAll(rule => rule.Rule.JudgesEach(graph)), rules.FindAll(rule => !rule.Rule.JudgesEach(graph)));
        var parts = GraphPart.Split(graph);
        foreach (var rule in each)
            rule.Expect(parts.Length);
        foreach (var rule in whole)
            rule.Expect(1);

        // What takes longest goes first.
        Workers.Share(whole.Count + parts.Length, Math.Min(options.Threads, 1 + (graph.Resources.Length / options.ResourcesPerWorker)), job =>
        {
            if (job < whole.Count)
            {
                whole[job].Check(graph.Whole, 0);
                return;
            }

            foreach (var rule in each)
                rule.Check(parts[job - whole.Count], job - whole.Count);
        });
        Failures.AddRange(rules.Select(rule => rule.Failure).OfType<RuleFailure>());
        return [.. rules.SelectMany(rule => rule.Findings)];
    }

    /// <summary>A rule with what it says of one graph.</summary>
    private sealed class RuleOfGraph(IRule rule, RuleContext context)
    {
        private List<Finding>?[] found = [];
        private RuleFailure?[] failed = [];

        public IRule Rule => rule;

        public RuleFailure? Failure => Array.Find(failed, failure => failure is not null);

        // What a rule says before it fails says nothing of the rest.
        public IEnumerable<Finding> Findings => Failure is null ? found.SelectMany(list => list ?? []) : [];

        public void Expect(int parts) => (found, failed) = (new List<Finding>?[parts], new RuleFailure?[parts]);

        public void Check(GraphPart part, int number)
        {
            failed[number] = RuleFailure.Of(rule.Id, () =>
            {
                foreach (var finding in rule.Check(context.For(part)))
                    (found[number] ??= []).Add(finding);
            });
        }
    }
}
