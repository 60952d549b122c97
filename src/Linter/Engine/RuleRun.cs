using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Graph.Walks;
using Linter.Rules;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Runs the rules over a graph, several at a time; what they find is in the order of the rules whatever the number of workers.</summary>
internal sealed class RuleRun(LintOptions options, SettingsOfRules settings)
{
    /// <summary>What failed, in the order of the rules; the entry points last.</summary>
    public ImmutableArray<RuleFailure>.Builder Failures { get; } = ImmutableArray.CreateBuilder<RuleFailure>();

    /// <summary>Findings in the order of the rules, and the ways into the graph: none where they are not asked for.</summary>
    public (List<Finding> Findings, ImmutableArray<Walk> Walks) Check(LinkGraph graph)
    {
        if (graph.Resources.IsEmpty)
            return ([], []);

        var rules = RuleCatalog.Rules.Where(rule => !settings.Of(rule.Id).IsOff).ToList();
        var found = new List<Finding>?[rules.Count];
        var failed = new RuleFailure?[rules.Count + 1];
        ImmutableArray<Walk> walks = [];
        // The walks take longer than any rule, so they go first.
        Workers.Share(rules.Count + 1, Math.Min(options.Threads, 1 + (graph.Resources.Length / options.ResourcesPerWorker)), job =>
        {
            if (job > 0)
                failed[job - 1] = Try(rules[job - 1].Id, () => found[job - 1] = Check(rules[job - 1], graph));
            else if (options.CountsEntryPoints)
                failed[^1] = Try("entry-points", () => walks = EntryPoints.Of(graph));
        });
        Failures.AddRange(failed.OfType<RuleFailure>());
        return ([.. found.SelectMany(list => list ?? [])], walks);
    }

    private List<Finding> Check(IRule rule, LinkGraph graph) =>
        rule.Concerns(graph) ? [.. rule.Check(new RuleContext(rule.Id, graph, options.Cluster, settings.Of(rule.Id)))] : [];

    // What one rule does wrong must not keep the others from being heard.
    private static RuleFailure? Try(string name, Action work)
    {
        try
        {
            work();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is.
        catch (Exception error) when (error is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return new RuleFailure(name, error.ToString());
        }
    }
}
