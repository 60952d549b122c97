using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A PodDisruptionBudget that guards no pods, or that lets none of them go.</summary>
public sealed class DisruptionBudget : IRule
{
    private const string Unguarded = "nothing is guarded: a drain may take all of the pods at once";
    private const string Blocked = "no pod may be evicted: draining a node waits for ever, and so do node upgrades";

    public string Id => "disruption-budget";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.PodDisruptionBudget);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var budgets = context.Graph.OfKind(Kinds.PodDisruptionBudget).Select(resource => new BudgetView(resource, context.Graph)).ToList();
        if (budgets.Count == 0)
            return [];

        var scalers = ScalersByWorkload(context.Graph);
        var counts = new Dictionary<ImmutableArray<PodTemplate>, PodCount?>();
        return SelectsNothing(context, budgets)
            .Concat(budgets.Select(budget => AllowsNone(context, budget, scalers, counts)).OfType<Finding>())
            .Concat(GuardedTwice(context, budgets));
    }

    private static IEnumerable<Finding> SelectsNothing(RuleContext context, List<BudgetView> budgets)
    {
        var graph = context.Graph;
        var without = budgets.Where(budget => budget.SelectsNone).Select(budget => WithoutSelector(context, budget));
        var empty = budgets.Where(budget => !budget.SelectsNone && budget.Pods.Certain.IsEmpty
            && !graph.Externals.HasPods(budget.Resource.Namespace, budget.Selector!)).ToList();
        if (graph.HasNone(Kinds.Pod))
            return without.Concat(empty.Where(budget => !budget.ForbidsAll).Take(1).Select(budget => NoPodsAtAll(context, budget)));

        var guarded = budgets.Select(budget => budget.Pods.Certain).Distinct().SelectMany(pods => pods).ToHashSet();
        return without.Concat(empty.Select(budget => Describe(context, budget, guarded, isOnly: empty.Count == 1)));
    }

    // The eviction of such a pod is an error of the server, whatever the budgets allow (k8s.io/kubernetes
    // pkg/registry/core/pod/storage/eviction.go).
    private static IEnumerable<Finding> GuardedTwice(RuleContext context, List<BudgetView> budgets)
    {
        var guards = new Dictionary<PodTemplate, BudgetView>();
        foreach (var budget in budgets)
        {
            var shared = budget.Pods.Certain
                .FirstOrDefault(pods => guards.TryGetValue(pods, out var other) && other.Resource.Name != budget.Resource.Name);
            if (shared is not null && !TellsApart(budget, shared) && !TellsApart(guards[shared], shared))
                yield return GuardedTwice(context, budget, guards[shared], shared);
            foreach (var pods in budget.Pods.Certain)
                guards.TryAdd(pods, budget);
        }
    }

    // By a label that each pod gets from its controller, such as its own name.
    private static bool TellsApart(BudgetView budget, PodTemplate pods)
    {
        var selector = budget.Selector!;
        return selector.Pairs.Any(pair => pods.GetsLabel(pair.Key))
            || selector.Expressions.Any(expression => pods.GetsLabel(expression.Key));
    }

    private static Finding GuardedTwice(RuleContext context, BudgetView budget, BudgetView other, PodTemplate shared) =>
        context.At(budget.Resource, At(budget),
            $"'{budget.Resource}' selects the pods of '{shared}', which '{other.Resource:1}' selects as well, but a pod of two budgets can never be evicted") with
        {
            Label = "a second budget for the same pods",
            Related = [new RelatedSpan(At(other).Span, $"{other.Resource.Quoted} selects them here")],
            Effect = "every eviction of these pods fails: draining their nodes waits for ever, and so do node upgrades",
            Help = "keep one budget for these pods, or make their selectors tell them apart",
        };

    private static Finding NoPodsAtAll(RuleContext context, BudgetView budget) =>
        context.At(budget.Resource, At(budget), Severity.Note,
            $"'{budget.Resource}' selects '{Selected(budget)}', but no workload is among these manifests, so no disruption budget was judged");

    private static Finding WithoutSelector(RuleContext context, BudgetView budget)
    {
        var why = budget.Selector is null
            ? MessageText.Plain("has no selector")
            : MessageText.Plain("has an empty selector, which in policy/v1beta1 means none");
        return context.At(budget.Resource, budget.SelectorNode ?? budget.Resource.Root.FindEntry("spec")?.Key ?? budget.Resource.NameNode,
            $"'{budget.Resource}' {why}, so it guards no pods") with
        {
            Label = "no pods are selected",
            Effect = Unguarded,
            Help = "give it the labels of the pods, under selector.matchLabels",
        };
    }

    private static Finding Describe(RuleContext context, BudgetView budget, HashSet<PodTemplate> guarded, bool isOnly)
    {
        var (graph, @namespace, selector) = (context.Graph, budget.Resource.Namespace, budget.Selector!);
        if (budget.Pods.Possible is { IsEmpty: false } possible)
            return PerhapsElsewhere(context, budget, Whereabouts.Nearest(budget.Resource, possible));
        if (graph.SelectPodsElsewhere(@namespace, selector).FirstOrDefault() is { } elsewhere)
            return InOtherNamespace(context, budget, elsewhere);

        // Pods that another budget guards are not those that this one lost.
        var nearest = graph.NearestPods(@namespace, selector, budget.Resource.Name) is { } some && !guarded.Contains(some.Pods)
            ? some
            : null;
        if (nearest is { IsNear: true, Label: { } label } && NameSlips.IsSlip(nearest.Differing.Value, label.Value))
            return LabelsDiffer(context, budget, nearest, label);

        var isJudged = isOnly && graph.Stage.ProbableMaker(selector) is null && graph.PodTemplatesIn(@namespace).Any();
        if (context.Prepare(all => new StrayLabels(all)).UnderOtherKey(@namespace, selector) is (var pods, var own)
            && !guarded.Contains(pods))
        {
            return KeyDiffers(context, budget, pods, own, isJudged ? Severity.Warning : Severity.Note);
        }

        var finding = context.At(budget.Resource, At(budget), isJudged ? Severity.Warning : Severity.Note,
            $"'{budget.Resource}' selects '{Selected(budget)}', but no pod template in {Namespaces.Describe(@namespace)} carries it") with
        {
            Label = "no pod template has this label",
            Related = nearest?.Pods.Labels is { IsEmpty: false } labels
                ? [new RelatedSpan(labels.Pairs[0].ValueNode.Span, $"{nearest.Pods.Workload.Quoted} labels its pods '{labels}'")]
                : [],
            Effect = Unguarded,
            Notes = [Whereabouts.LookedAt("workload", graph.WorkloadsIn(@namespace), name => name, @namespace)],
            Help = $"select labels that a workload of this namespace carries, or {Whereabouts.DeclareIt}",
        };
        return context.Closed(finding, Makes.Pods, hasEvidence: false);
    }

    private static Finding KeyDiffers(RuleContext context, BudgetView budget, PodTemplate pods, LabelPair label, Severity severity)
    {
        var asked = budget.Selector!.Pairs[0];
        return context.Closed(context.At(budget.Resource, asked.KeyNode, severity,
            $"'{budget.Resource}' selects '{asked}', but no pod template in {Namespaces.Describe(budget.Resource.Namespace)} carries it; nearest is '{pods:1}' with '{label}'") with
        {
            Label = "no pod template has this label",
            Related = [new RelatedSpan(label.ValueNode.Span, $"{pods.Workload.Quoted} says '{label}' here")],
            Effect = Unguarded,
            Help = $"did you mean '{label}'?",
            Fix = ScalarEdit.Replace(budget.Resource.Root, asked.KeyNode, label.Key) is { } edit
                ? new Fix($"select '{label}'", [edit], IsSafe: false)
                : null,
        }, Makes.Pods, hasEvidence: true);
    }

    private static Finding LabelsDiffer(RuleContext context, BudgetView budget, NearestPods nearest, LabelPair label) =>
        context.Closed(context.At(budget.Resource, nearest.Differing.ValueNode, Severity.Error,
            $"'{budget.Resource}' selects '{budget.Selector}', but no pod template in {Namespaces.Describe(budget.Resource.Namespace)} carries it; nearest is '{nearest.Pods:1}' with '{label}'") with
        {
            Label = "no pod template has this label",
            Related = [new RelatedSpan(label.ValueNode.Span, nearest.Says)],
            Effect = Unguarded,
            Help = $"did you mean '{label}'?",
            Fix = ScalarEdit.Replace(budget.Resource.Root, nearest.Differing.ValueNode, label.Value) is { } edit
                ? new Fix($"select '{label}'", [edit], IsSafe: false)
                : null,
        }, Makes.Pods, hasEvidence: true);

    private static Finding InOtherNamespace(RuleContext context, BudgetView budget, PodTemplate elsewhere) =>
        context.At(budget.Resource, budget.Resource.Find(Resource.Paths.Namespace) ?? At(budget), Severity.Error,
            $"'{budget.Resource}' is in {Namespaces.Describe(budget.Resource.Namespace)}, but the pods that its selector '{Selected(budget)}' matches are those of '{elsewhere:1}' in namespace '{elsewhere.Workload.Namespace}'") with
        {
            Label = "a budget guards pods of its own namespace only",
            Related = [Whereabouts.Of(elsewhere.Workload)],
            Effect = Unguarded,
            Help = "put both into one namespace",
        };

    private static Finding PerhapsElsewhere(RuleContext context, BudgetView budget, PodTemplate possible) =>
        context.At(budget.Resource, At(budget), Severity.Note,
            $"'{budget.Resource}' selects '{Selected(budget)}', which '{possible:1}' carries, {Namespaces.WhyPerhaps(budget.Resource.Namespace, possible.Workload.Namespace)}") with
        {
            Related = [Whereabouts.Of(possible.Workload)],
            Help = Namespaces.HelpToMeet(budget.Resource.Namespace, possible.Workload.Namespace),
        };

    private static Finding? AllowsNone(
        RuleContext context, BudgetView budget, Dictionary<Resource, ScaleTarget> scalers,
        Dictionary<ImmutableArray<PodTemplate>, PodCount?> counts)
    {
        if (budget.ForbidsAll && !budget.SelectsNone && (context.Graph.HasNone(Kinds.Pod) || !budget.Pods.IsEmpty))
            return Forbids(context, budget);
        if (budget.Limit is null || budget.ForbidsAll || Count(budget.Pods.Certain, scalers, counts) is not { } count
            || context.Graph.Externals.HasPods(budget.Resource.Namespace, budget.Selector!))
        {
            return null;
        }

        if (count.Pods == 0 || budget.Allowed(count.Pods) is not 0)
            return null;

        return TooFew(context, budget, count);
    }

    private static Finding Forbids(RuleContext context, BudgetView budget) =>
        context.At(budget.Resource, budget.Limit!.Value,
            $"'{budget.Resource}' says {Plain(budget.LimitName)} '{budget.Limit.Value.Value}', which allows no disruption ever, however many pods there are") with
        {
            Label = "no pod may ever be evicted",
            Effect = Blocked,
            Help = budget.MinAvailable is null ? "allow 1 or more, or a percentage" : "give a smaller number, or maxUnavailable: 1",
        };

    private static Finding TooFew(RuleContext context, BudgetView budget, PodCount count)
    {
        var pods = count.Pods == 1 ? "pod" : "pods";
        var who = count.Scaler is { } scaler
            ? MessageText.Of($"but '{scaler.Autoscaler:1}' may go down to '{count.Pods}' {Plain(pods)}")
            : MessageText.Of(
                $"but '{budget.Pods.Certain[0]:1}'{Plain(count.Workloads == 1 ? " makes" : $" and {count.Workloads - 1} more make")} '{count.Pods}' {Plain(pods)}");
        return context.Closed(context.At(budget.Resource, budget.Limit!.Value,
            $"'{budget.Resource}' keeps {Plain(budget.LimitName)} '{budget.Limit.Value.Value}', {who}, so {Plain(count.Scaler is null ? "none" : "then none")} of them may be evicted") with
        {
            Label = "not one pod may go",
            Related = [new RelatedSpan(count.At.Span,
                count.Scaler is { } its
                    ? $"{its.Autoscaler.Quoted} allows this few"
                    : $"{budget.Pods.Certain[0].Workload.Quoted}, {count.Pods} {pods} in all")],
            Effect = count.Scaler is null ? Blocked : "while there are so few pods, draining a node waits, and so do node upgrades",
            Help = count.Pods == 1
                ? "run 2 pods or more, or write maxUnavailable: 1"
                : "write maxUnavailable: 1, or run more pods than the budget keeps",
        }, Makes.Pods, hasEvidence: false);
    }

    /// <summary>How many pods a budget certainly selects at its least.</summary>
    /// <param name="Pods">Their number.</param>
    /// <param name="Workloads">How many workloads make them.</param>
    /// <param name="Scaler">The first autoscaler that sets the number of some; null where none does.</param>
    /// <param name="At">Where the number stands.</param>
    private sealed record PodCount(int Pods, int Workloads, ScaleTarget? Scaler, Node At);

    // Budgets that select alike share one selection.
    private static PodCount? Count(
        ImmutableArray<PodTemplate> pods, Dictionary<Resource, ScaleTarget> scalers,
        Dictionary<ImmutableArray<PodTemplate>, PodCount?> counts)
    {
        if (!counts.TryGetValue(pods, out var count))
            counts[pods] = count = Count(pods, scalers);
        return count;
    }

    private static PodCount? Count(ImmutableArray<PodTemplate> templates, Dictionary<Resource, ScaleTarget> scalers)
    {
        var (pods, first) = (0L, (ScaleTarget?)null);
        Node? at = null;
        foreach (var template in templates)
        {
            // Pods of Jobs and DaemonSets come and go by other rules.
            var fewest = scalers.TryGetValue(template.Workload, out var scaler) ? scaler.Range?.Fewest : template.Replicas;
            if (fewest is not { } number || number < 0)
                return null;

            pods += number;
            first ??= scaler;
            at ??= scaler?.Range?.At ?? template.Workload.Root.Find("spec")?.Find("replicas") ?? template.Workload.NameNode;
        }

        return at is { } node && pods <= int.MaxValue ? new PodCount((int)pods, templates.Length, first, node) : null;
    }

    private static Dictionary<Resource, ScaleTarget> ScalersByWorkload(LinkGraph graph)
    {
        var scalers = new Dictionary<Resource, ScaleTarget>();
        foreach (var target in ScaleTargets.Of(graph).Where(target => target.Scaler.ChangesReplicas))
        {
            if (target.Find(graph) is { } workload)
                scalers.TryAdd(workload, target);
        }

        return scalers;
    }

    private static Node At(BudgetView budget) => budget.Selector switch
    {
        { Pairs: [var pair, ..] } => pair.ValueNode,
        { Expressions: [var expression, ..] } => expression.Node,
        { } selector => selector.Node,
        _ => budget.Resource.NameNode,
    };

    private static string Selected(BudgetView budget) => budget.Selector!.IsEmpty ? "all pods" : budget.Selector.ToString();

    private static MessageText Plain(string text) => MessageText.Plain(text);
}
