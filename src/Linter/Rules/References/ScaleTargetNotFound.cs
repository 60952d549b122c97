using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>
/// An autoscaler whose target is not there, is another's, is of a kind that cannot be scaled, or does not request what is measured.
/// </summary>
public sealed class ScaleTargetNotFound : IRule
{
    private const string NothingScales = "the autoscaler finds nothing to scale: the number of pods stays as it is, whatever the load";
    private const string NothingRecommended = "the autoscaler finds no pods: their requests stay as they are";

    private static readonly ImmutableArray<string> Suffixes =
        ["-hpa", "-vpa", "-autoscaler", "-scaledobject", "-scaled-object", "-scaler", "-keda", "-hpa-cpu", "-horizontal", "-so"];

    public string Id => "scale-target-not-found";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(ScaleTargets.Autoscalers);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var graph = context.Graph;
        var targets = ScaleTargets.Of(graph).ToList();
        if (targets.Count == 0)
            return [];

        var refused = targets.Select(target => Refused(context, target)).OfType<Finding>().ToList();
        var missing = targets.Where(target => Refused(context, target) is null && target.Find(graph) is null
            && !graph.Externals.Has(KindCatalog.Find(target.Kind).Kind, target.Autoscaler.Namespace, target.Name)).ToList();
        var workloads = new ScalableWorkloads(graph, targets);
        var isOnly = missing.Select(target => (target.Kind, target.Autoscaler.Namespace, target.Name)).Distinct().Count() == 1;
        return refused.Concat(Shared(context, targets, workloads)).Concat(Unmeasured(context, targets))
            .Concat(ScaleContainerFindings.Of(context, targets.Where(target => Refused(context, target) is null)))
            .Concat(context.Judge(
            Kinds.Pod,
            missing,
            target => [Describe(context, target, workloads, isOnly)],
            target => NoWorkloadsAtAll(context, target)));
    }

    private static Finding NoWorkloadsAtAll(RuleContext context, ScaleTarget target) =>
        context.At(target.Autoscaler, target.NameNode, Severity.Note,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}', but no workload is among these manifests, so no target was judged");

    // What is wrong whether or not the target is there.
    private static Finding? Refused(RuleContext context, ScaleTarget target)
    {
        if (NoSuchKind(context, target) is { } finding)
            return finding;

        return ScaleTargets.CanScale(context.Graph, target) ? null : NotScalable(context, target);
    }

    // The controller stops every autoscaler whose pods another one counts as well (kubernetes/kubernetes#112011).
    private static IEnumerable<Finding> Shared(RuleContext context, List<ScaleTarget> targets, ScalableWorkloads workloads)
    {
        var sharing = from target in targets
                      where target.Scales
                      let found = target.Find(context.Graph)
                      where found is not null
                      group target by found into sharers
                      where sharers.DistinctBy(NameOf).Count() > 1
                      select sharers;
        foreach (var sharers in sharing)
        {
            var meantElsewhere = sharers.Where(target => workloads.Unscaled(target, OwnNames(target.Autoscaler.Name)) is not null).ToList();
            foreach (var target in meantElsewhere.Count > 0 ? meantElsewhere : [sharers.Last()])
                yield return OfAnother(context, target, sharers.First(other => NameOf(other) != NameOf(target)), workloads);
        }
    }

    // What sizes the pods of a workload gives them their requests.
    private static IEnumerable<Finding> Unmeasured(RuleContext context, List<ScaleTarget> targets)
    {
        var sized = targets.Where(target => !target.Scaler.ChangesReplicas).Select(target => target.Find(context.Graph))
            .OfType<Resource>()
            .ToHashSet();
        var defaults = new Dictionary<string, LimitRanges>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            if (target.Find(context.Graph) is not { } workload || sized.Contains(workload) || Refused(context, target) is not null)
                continue;

            if (!defaults.TryGetValue(workload.Namespace ?? "", out var ranges))
            {
                defaults[workload.Namespace
                    ?? ""] = ranges = new LimitRanges(context.Graph.OfKind(Kinds.LimitRange)
                        .Where(range => context.Graph.Namespaces.Meet(range.Namespace, workload.Namespace) != Meeting.No));
            }

            foreach (var measured in MeasuredRequests.Of(target))
            {
                foreach (var pods in context.Graph.PodsOf(workload).Where(pods => !PodDemand.Of(pods, ranges).SaysWhole))
                {
                    if (Unrequested(pods, measured, ranges) is { } container)
                        yield return NotMeasured(context, target, measured, pods, container);
                }
            }
        }
    }

    // What has no image is a patch for a container that is defined elsewhere.
    private static Container? Unrequested(PodTemplate pods, MeasuredRequest measured, LimitRanges ranges) =>
        pods.LongRunning.FirstOrDefault(container =>
            (measured.Container is null || measured.Container == container.Name)
            && container.Node.Find("image") is not null
            && container.Node.Find("resources") is null or { IsMapping: true } or { IsNull: true }
            && !ContainerDemand.Of(container, ranges).Requests.ContainsKey(measured.Resource));

    private static Finding NotMeasured(
        RuleContext context, ScaleTarget target, MeasuredRequest measured, PodTemplate pods, Container container) =>
        context.At(target.Autoscaler, measured.At, Severity.Warning,
            $"'{target.Autoscaler}' scales by the share of '{measured.Resource}' that is used, but {PodText.Container(pods, container)} requests none") with
        {
            Label = "a share of what is requested",
            Related = [new RelatedSpan(container.NameNode.Span, $"this container has no request for {measured.Resource}")],
            Effect = $"the autoscaler reports FailedGetResourceMetric, missing request for {measured.Resource}, and adds no pods by this measure, whatever the load",
            Help = $"set resources.requests.{measured.Resource} in the container",
        };

    // One that is defined twice is one: duplicate-resource says so.
    private static (GroupKind Kind, string? Namespace, string Name) NameOf(ScaleTarget target) =>
        (target.Autoscaler.Kind, target.Autoscaler.Namespace, target.Autoscaler.Name);

    private static Finding OfAnother(RuleContext context, ScaleTarget target, ScaleTarget other, ScalableWorkloads workloads)
    {
        var own = workloads.Unscaled(target, OwnNames(target.Autoscaler.Name));
        var evidence = own is null ? MessageText.Plain("") : MessageText.Of($", while '{own:1}' is what the autoscaler is named for");
        var sharer = new RelatedSpan(other.NameNode.Span, $"{other.Autoscaler.Quoted} scales it");
        return context.At(target.Autoscaler, target.NameNode, own is null ? Severity.Note : Severity.Error,
            $"'{target.Autoscaler}' scales '{target.KindName} {target.Name}', which '{other.Autoscaler:1}' scales as well{evidence}") with
        {
            Label = "the target of another autoscaler",
            Related = own is null ? [sharer] : [Whereabouts.Definition(own), sharer],
            Effect = "two autoscalers of the same pods stop each other: both stay at ScalingActive=False, AmbiguousSelector",
            Help = own is null
                ? "let one autoscaler hold the metrics of both, unless only one of them is applied"
                : $"did you mean '{own.Name}'?",
            Fix = own is not null && ScalarEdit.Replace(target.Autoscaler.Root, target.NameNode, own.Name) is { } edit
                ? new Fix($"scale {own.Quoted}", [edit], IsSafe: false)
                : null,
        };
    }

    private static Finding? NoSuchKind(RuleContext context, ScaleTarget target)
    {
        GroupKind? meant = KindCatalog.Meant(target.Kind) is [var known, ..] ? known
            : KindCatalog.Find(target.Kind).Kind is var moved && moved != target.Kind ? moved
            : null;
        if (meant is not { } right)
            return null;

        var found = context.Graph.Find(right, target.Autoscaler.Namespace, target.Name).Certain.FirstOrDefault();
        var isKindWrong = right.Kind != target.KindName;
        var node = target.Node.Find(isKindWrong ? "kind" : "apiVersion");
        var better = isKindWrong ? right.Kind
            : found?.ApiVersion is { } its && found.WrittenKind == right ? its
            : right.Group.Length == 0 ? "v1"
            : right.Group + "/v1";
        var said = target.ApiVersion.Length == 0
            ? MessageText.Plain("without an apiVersion, and the core group has no such kind")
            : MessageText.Of($"of '{target.ApiVersion}', which has no such kind");
        return context.At(target.Autoscaler, node is { IsScalar: true } at ? at : target.NameNode, Severity.Error,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}' {said}; '{right.Kind}' belongs to '{(right.Group.Length == 0 ? "v1" : right.Group)}'") with
        {
            Label = "no such kind here",
            Related = found is null ? [] : [Whereabouts.Definition(found)],
            Effect = Effect(target),
            Help = isKindWrong ? $"write kind: {better}" : $"write apiVersion: {better}",
            Fix = node is { IsScalar: true } scalar && ScalarEdit.Replace(target.Autoscaler.Root, scalar, better) is { } edit
                ? new Fix($"write '{better}'", [edit])
                : null,
        };
    }

    private static Finding NotScalable(RuleContext context, ScaleTarget target) =>
        context.At(target.Autoscaler, target.Node.Find("kind") ?? target.NameNode, Severity.Error,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}', a kind that {MessageText.Plain(target.Scaler.ChangesReplicas ? "has no scale subresource" : "it knows no pods of")}") with
        {
            Label = "cannot be scaled by it",
            Related = target.Find(context.Graph) is { } found ? [Whereabouts.Definition(found)] : [],
            Effect = Effect(target),
            Help = $"scale one of {string.Join(", ", ScaleTargets.ScalableBy(target.Scaler))}, or a custom kind with a scale subresource",
        };

    private static Finding Describe(RuleContext context, ScaleTarget target, ScalableWorkloads workloads, bool isOnly)
    {
        var (graph, @namespace) = (context.Graph, target.Autoscaler.Namespace);
        var kind = KindCatalog.Find(target.Kind).Kind;
        if (workloads.Named(target, target.Name) is { } otherKind)
        {
            return otherKind.KindName == target.KindName ? OfOtherGroup(context, target, otherKind)
                : IsKnown(graph, kind) ? OfOtherKind(context, target, otherKind)
                : OfUnknownKind(context, target, otherKind);
        }

        if (graph.Find(kind, @namespace, target.Name).Possible is { IsEmpty: false } possible)
            return PerhapsElsewhere(context, target, Whereabouts.Nearest(target.Autoscaler, possible));
        if (graph.FindAnywhere(kind, target.Name) is [{ } elsewhere, ..])
            return InOtherNamespace(context, target, elsewhere);
        if (workloads.Near(target) is { } near)
            return Missing(context, target, near, near.Name, MessageText.Of($"; nearest is '{near:1}'"));
        if (workloads.NearRenamed(target) is var (renamed, former))
            return Missing(context, target, renamed, former, MessageText.Of($"; nearest is '{former}', rendered as '{renamed.Name:1}'"));
        if (workloads.RenamedFrom(target) is { } left)
            return Renamed(context, target, left);
        if (workloads.Unscaled(target, OwnNames(target.Autoscaler.Name)) is { } own)
        {
            return Missing(context, target, own, graph.Stage.FormerNames(own) is [var written, ..] ? written : own.Name,
                MessageText.Of($", while '{own:1}' is what the autoscaler is named for"));
        }

        var candidates = workloads.In(target);
        var isJudged = isOnly && !candidates.IsEmpty && Whereabouts.MakerOf(graph, Makes.Pods, @namespace, target.Name) is null;
        var meant = workloads.OfSameWords(target);
        return context.Closed(context.At(target.Autoscaler, target.NameNode, isJudged ? Severity.Warning : Severity.Note,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}', which no manifest in {Namespaces.Describe(@namespace)} defines") with
        {
            Label = $"no such {target.KindName}",
            Related = meant is null ? [] : [Whereabouts.Definition(meant)],
            Effect = Effect(target),
            Notes = [Whereabouts.LookedAt(target.KindName, candidates, workload => workload.Name, @namespace)],
            Help = meant is null
                ? $"name a {target.KindName} of this namespace, or {Whereabouts.DeclareIt}"
                : $"did you mean '{meant.Name}'? No autoscaler names it; else {Whereabouts.DeclareIt}",
        }, Makes.Pods, hasEvidence: false);
    }

    private static Finding Missing(RuleContext context, ScaleTarget target, Resource meant, string name, MessageText evidence) =>
        context.Closed(context.At(target.Autoscaler, target.NameNode, Severity.Error,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}', which no manifest in {Namespaces.Describe(target.Autoscaler.Namespace)} defines{evidence}") with
        {
            Label = $"no such {target.KindName}",
            Related = [Whereabouts.Definition(meant)],
            Effect = Effect(target),
            Help = MissingNameFindings.DidYouMean(target.Autoscaler.Kind, meant, name),
            Fix = (name == meant.Name || KustomizeNames.Follow(target.Autoscaler.Kind))
                && ScalarEdit.Replace(target.Autoscaler.Root, target.NameNode, name) is { } edit
                ? new Fix($"scale {meant.Quoted}", [edit], IsSafe: false)
                : null,
        }, Makes.Pods, hasEvidence: true);

    // The references of a custom resource are not renamed with their targets.
    private static Finding Renamed(RuleContext context, ScaleTarget target, Resource workload) =>
        context.Closed(context.At(target.Autoscaler, target.NameNode, Severity.Error,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}', which kustomize renders as '{workload.Name:1}'") with
        {
            Label = $"no such {target.KindName}",
            Related = [Whereabouts.Definition(workload)],
            Effect = Effect(target),
            Help = KustomizeNames.NotRenamed(workload.Name),
        }, Makes.Pods, hasEvidence: true);

    private static Finding OfOtherGroup(RuleContext context, ScaleTarget target, Resource found)
    {
        var node = target.Node.Find("apiVersion");
        var written = target.ApiVersion.Length == 0
            ? MessageText.Plain("without an apiVersion")
            : MessageText.Of($"of '{target.ApiVersion}'");
        return context.At(target.Autoscaler, node ?? target.NameNode, Severity.Error,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}' {written}, but it is of '{found.ApiVersion:1}'") with
        {
            Label = "another group",
            Related = [Whereabouts.Definition(found)],
            Effect = Effect(target),
            Help = $"write apiVersion: {found.ApiVersion}",
            Fix = node is { IsScalar: true } scalar && ScalarEdit.Replace(target.Autoscaler.Root, scalar, found.ApiVersion) is { } edit
                ? new Fix($"write '{found.ApiVersion}'", [edit])
                : null,
        };
    }

    private static Finding OfOtherKind(RuleContext context, ScaleTarget target, Resource found) =>
        context.Closed(context.At(target.Autoscaler, target.Node.Find("kind") ?? target.NameNode, Severity.Error,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}', but '{target.Name}' is a '{found.KindName:1}'") with
        {
            Label = $"no such {target.KindName}",
            Related = [Whereabouts.Definition(found)],
            Effect = Effect(target),
            Help = $"write kind: {found.KindName}",
            // With another group, apiVersion has to change as well.
            Fix = target.Node.Find("kind") is { } kind && found.Kind.Group == KindCatalog.Find(target.Kind).Kind.Group
                && ScalarEdit.Replace(target.Autoscaler.Root, kind, found.KindName) is { } edit
                ? new Fix($"scale {found.Quoted}", [edit], IsSafe: false)
                : null,
        }, Makes.Pods, hasEvidence: true);

    // An operator's resource may well be called like the workload beside it.
    private static bool IsKnown(LinkGraph graph, GroupKind kind) =>
        KindCatalog.IsBuiltIn(kind) || !graph.OfKind(kind).IsEmpty || ScaleTargets.DefinitionOf(graph, kind) is not null;

    private static Finding OfUnknownKind(RuleContext context, ScaleTarget target, Resource found) =>
        context.At(target.Autoscaler, target.NameNode, Severity.Note,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}', of a kind that no manifest defines; here '{target.Name}' is a '{found.KindName:1}'") with
        {
            Related = [Whereabouts.Definition(found)],
            Help = $"write kind: {found.KindName} if that is meant, or {Whereabouts.DeclareIt}",
        };

    private static Finding InOtherNamespace(RuleContext context, ScaleTarget target, Resource elsewhere) =>
        context.At(target.Autoscaler, target.NameNode, Severity.Error,
            $"'{target.Autoscaler}' in {Namespaces.Describe(target.Autoscaler.Namespace)} {Verb(target)} '{target.KindName} {target.Name}', which is in namespace '{elsewhere.Namespace:1}'") with
        {
            Label = "an autoscaler reaches targets of its own namespace only",
            Related = [Whereabouts.Of(elsewhere)],
            Effect = Effect(target),
            Help = "put both into one namespace",
        };

    private static Finding PerhapsElsewhere(RuleContext context, ScaleTarget target, Resource possible) =>
        context.At(target.Autoscaler, target.NameNode, Severity.Note,
            $"'{target.Autoscaler}' {Verb(target)} '{target.KindName} {target.Name}', {Namespaces.WhyPerhaps(target.Autoscaler.Namespace, possible.Namespace)}") with
        {
            Related = [Whereabouts.Of(possible)],
            Help = Namespaces.HelpToMeet(target.Autoscaler.Namespace, possible.Namespace),
        };

    private static MessageText Verb(ScaleTarget target) =>
        MessageText.Plain(target.Scaler.ChangesReplicas ? "scales" : "sizes the pods of");

    private static string Effect(ScaleTarget target) => target.Scaler.ChangesReplicas ? NothingScales : NothingRecommended;

    private static IEnumerable<string> OwnNames(string autoscaler) =>
        Suffixes.Where(suffix => autoscaler.EndsWith(suffix, StringComparison.Ordinal)).Select(suffix => autoscaler[..^suffix.Length])
            .Prepend(autoscaler);

    /// <summary>The workloads that could be meant, and which of them an autoscaler names already.</summary>
    private sealed class ScalableWorkloads(LinkGraph graph, List<ScaleTarget> targets)
    {
        private readonly ILookup<string, Resource> byName = graph.PodTemplates.Select(pods => pods.Workload).Distinct()
            .Where(workload => workload.Name.Length > 0).ToLookup(workload => workload.Name, StringComparer.Ordinal);

        private readonly Lazy<ILookup<string, Resource>> byFormer = new(() => graph.PodTemplates.Select(pods => pods.Workload).Distinct()
            .SelectMany(workload => graph.Stage.FormerNames(workload), (workload, former) => (workload, former))
            .ToLookup(pair => pair.former, pair => pair.workload, StringComparer.Ordinal));

        private readonly HashSet<Resource> scaled = [.. targets.Select(target => target.Find(graph)).OfType<Resource>()];
        private readonly Dictionary<(GroupKind Kind, string? Namespace), ImmutableArray<Resource>> ofKind = [];

        /// <summary>The workload of this name that the autoscaler could scale, of any kind.</summary>
        public Resource? Named(ScaleTarget target, string name) => byName[name].FirstOrDefault(workload => IsHere(target, workload)
            && ScaleTargets.CanScale(graph, target with { Kind = workload.Kind }));

        /// <summary>The first of these names that a workload bears which no autoscaler scales.</summary>
        public Resource? Unscaled(ScaleTarget target, IEnumerable<string> names) =>
            names.SelectMany(name => byName[name]).FirstOrDefault(workload =>
                workload.Kind == KindCatalog.Find(target.Kind).Kind && IsHere(target, workload) && !scaled.Contains(workload));

        public Resource? Near(ScaleTarget target) => NameSlips.Nearest(target.Name, Unscaled(target));

        /// <summary>The only one that no autoscaler scales and whose name has the same words.</summary>
        public Resource? OfSameWords(ScaleTarget target) => NameWords.Lone(target.Name, Unscaled(target), fewest: 2);

        /// <summary>The same by the names that the workloads had before kustomize renamed them.</summary>
        public RenamedResource? NearRenamed(ScaleTarget target) => NameSlips.NearestRenamed(graph.Stage, target.Name, Unscaled(target));

        /// <summary>The one that had just this name before kustomize renamed it; null for none.</summary>
        public Resource? RenamedFrom(ScaleTarget target) =>
            byFormer.Value[target.Name].FirstOrDefault(workload => workload.Kind == KindCatalog.Find(target.Kind).Kind
                && IsHere(target, workload));

        private IEnumerable<Resource> Unscaled(ScaleTarget target) => In(target).Where(workload => !scaled.Contains(workload));

        /// <summary>All of the target's kind in the autoscaler's namespace.</summary>
        public ImmutableArray<Resource> In(ScaleTarget target)
        {
            var key = (KindCatalog.Find(target.Kind).Kind, target.Autoscaler.Namespace);
            if (!ofKind.TryGetValue(key, out var list))
                ofKind[key] = list = [.. graph.OfKind(key.Kind).Where(workload => IsHere(target, workload))];
            return list;
        }

        private bool IsHere(ScaleTarget target, Resource workload) =>
            graph.Namespaces.Meet(target.Autoscaler.Namespace, workload.Namespace) == Meeting.Yes;
    }
}
