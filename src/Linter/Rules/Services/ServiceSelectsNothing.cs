using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A Service whose selector no pod template of its namespace carries.</summary>
public sealed class ServiceSelectsNothing : IRule
{
    public string Id => "service-selects-nothing";

    public bool JudgesEach(LinkGraph graph) => !graph.HasNone(Kinds.Pod);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        // A selector in the shape of a workload's is wrong-type, and so is one with numbers in it.
        var selecting = context.Part.Services.Where(service =>
            service.Selector is { } selector && !service.IsExternalName && selector.Pairs.All(pair => IsText(pair.ValueNode))
            && !context.Graph.Externals.HasPods(service.Resource.Namespace, selector));
        return context.Judge(
            Kinds.Pod,
            selecting,
            service => service.Pods.Certain.IsEmpty ? [Describe(context, service, service.Selector!)] : [],
            service => NoPodsAtAll(context, service));
    }

    private static bool IsText(Node value) => value.IsScalar && value.Scalar.Type is ScalarType.String or ScalarType.Null;

    private static Finding NoPodsAtAll(RuleContext context, ServiceView service) =>
        context.At(service.Resource, service.Selector!.Pairs[0].ValueNode, Severity.Note,
            $"Service '{service.Name}' selects '{service.Selector}', but no workload is among these manifests, so no selector was judged");

    private static Finding Describe(RuleContext context, ServiceView service, LabelSelector selector)
    {
        if (!service.Pods.Possible.IsEmpty)
            return PerhapsElsewhere(context, service, Whereabouts.Nearest(service.Resource, service.Pods.Possible));

        if (context.Graph.SelectPodsElsewhere(service.Resource.Namespace, selector).FirstOrDefault() is { } elsewhere)
            return InOtherNamespace(context, service, elsewhere);

        if (context.Graph.Stage.ProbableMaker(selector) is { } maker)
            return MadeByOperator(context, service, maker);

        var strays = context.Prepare(graph => new StrayLabels(graph));
        if (strays.Unlabelled(service) is { } unlabelled)
            return TemplateAtFault(context, service, unlabelled);
        var nearest = context.Graph.NearestPods(service.Resource.Namespace, selector, service.Name);
        if (nearest is not { IsNear: true } && context.Graph.Mesh.GatewayOfOthers(selector) is { } gateway)
            return OfGatewayElsewhere(context, service, gateway);
        if (nearest is not null)
            return LabelsDiffer(context, service, nearest, strays);
        if (strays.OnWorkload(service, selector.Pairs[0], null) is { } own && selector.Pairs.Length == 1)
        {
            return LabelsDiffer(context, service, new NearestPods(own.Pods, 0, selector.Pairs[0], null, IsLikely: false,
                IsNear: true), strays);
        }

        if (strays.UnderOtherKey(service.Resource.Namespace, selector) is { } other)
            return UnderOtherKey(context, service, other.Pods, other.Label);

        return context.Graph.Shows(Kinds.Pod, service.Resource.Namespace)
            ? NothingNear(context, service, strays.CalledSo(service.Resource.Namespace, service.Name))
            : NoPodsInNamespace(context, service);
    }

    // Somebody else applies what runs there.
    private static Finding NoPodsInNamespace(RuleContext context, ServiceView service) =>
        context.At(service.Resource, service.Selector!.Pairs[0].ValueNode, Severity.Note,
            $"Service '{service.Name}' selects '{service.Selector}', but no workload of {Namespaces.Describe(service.Resource.Namespace)} is among these manifests, so it was not judged");

    private static Finding LabelsDiffer(RuleContext context, ServiceView service, NearestPods nearest, StrayLabels strays)
    {
        var finding = LabelsDiffer(context, service, nearest);
        if (nearest.Label is null && strays.OnWorkload(service, nearest.Differing, nearest.Pods) is { } own)
        {
            finding = finding with
            {
                Related = finding.Related.Add(new RelatedSpan(own.Label.ValueNode.Span,
                    $"{nearest.Pods.Workload.Quoted} has '{own.Label}' itself, but does not give it to its pods")),
                Help = $"write '{nearest.Differing}' among the labels of the pod template too: those of {nearest.Pods.Workload.Quoted} itself are not those of its pods",
            };
        }

        return context.Closed(finding, Makes.Pods, nearest.IsNear);
    }

    private static Finding LabelsDiffer(RuleContext context, ServiceView service, NearestPods nearest)
    {
        var (pods, differing) = (nearest.Pods, nearest.Differing);
        var theirs = nearest.Label is { } label
            ? MessageText.Of($" with '{label}'")
            : MessageText.Of($", which has no label '{differing.Key}'");
        return context.At(service.Resource, differing.ValueNode,
            $"Service '{service.Name}' selects '{service.Selector}', but no pod template in {Namespaces.Describe(service.Resource.Namespace)} carries it; nearest is '{pods:1}'{theirs}") with
        {
            Label = "no pod template has this label",
            Related = [new RelatedSpan(nearest.At.Span, nearest.Says)],
            Effect = "the Service has no endpoints: connections to it are refused, an Ingress in front of it answers 503",
            Notes = [Whereabouts.LookedAt("workload", context.Graph.WorkloadsIn(service.Resource.Namespace), name => name,
                service.Resource.Namespace)],
            Help = nearest is { IsLikely: true, Label: { } own } ? $"did you mean '{own}'?"
                : !pods.Labels.IsEmpty
                    && (nearest.Agreeing > 0
                        || pods.Workload.Name == service.Name) ? $"select labels that the pods of the workload carry, for example '{pods.Labels}'"
                : "select labels that a workload of this namespace carries, or declare the workload under externals if it lives elsewhere",
            Fix = nearest is { IsLikely: true, Label: { } right }
                && ScalarEdit.Replace(service.Resource.Root, differing.ValueNode, right.Value) is { } edit
                ? new Fix($"select '{right}'", [edit], IsSafe: false)
                : null,
        };
    }

    // Where the workload's own selector says what the Service says, the template is the slip, and that is the error.
    private static Finding TemplateAtFault(RuleContext context, ServiceView service, PodTemplate pods)
    {
        var differing = service.Selector!.Pairs.First(pair => !pods.Carries(pair.Key, pair.Value));
        var finding = LabelsDiffer(context, service,
            new NearestPods(pods, 0, differing, pods.Labels.Find(differing.Key), IsLikely: false, IsNear: false));
        return finding with
        {
            Severity = Severity.Warning,
            Help = $"mend the labels in the pod template of {pods.Workload.Quoted}",
            Notes = finding.Notes.Add(
                $"a consequence: the selector of {pods.Workload.Quoted} asks for these labels too, but its own pod template {(pods.Node.IsNull ? "is empty (missing-field)" : "lacks them (selector-template-mismatch)")}"),
        };
    }

    private static Finding UnderOtherKey(RuleContext context, ServiceView service, PodTemplate pods, LabelPair label)
    {
        var asked = service.Selector!.Pairs[0];
        var finding = context.At(service.Resource, asked.KeyNode,
            $"Service '{service.Name}' selects '{asked}', but no pod template in {Namespaces.Describe(service.Resource.Namespace)} has a label '{asked.Key}'; nearest is '{pods:1}' with '{label}'") with
        {
            Label = "no pod template has this label",
            Related = [new RelatedSpan(label.ValueNode.Span, $"{pods.Workload.Quoted} says '{label}' here")],
            Effect = "the Service has no endpoints: connections to it are refused, an Ingress in front of it answers 503",
            Notes = [Whereabouts.LookedAt("workload", context.Graph.WorkloadsIn(service.Resource.Namespace), name => name,
                service.Resource.Namespace)],
            Help = $"did you mean '{label}'?",
            Fix = ScalarEdit.Replace(service.Resource.Root, asked.KeyNode, label.Key) is { } edit
                ? new Fix($"select '{label}'", [edit], IsSafe: false)
                : null,
        };
        return context.Closed(finding, Makes.Pods, hasEvidence: true);
    }

    private static Finding MadeByOperator(RuleContext context, ServiceView service, Resource maker) =>
        context.At(service.Resource, service.Selector!.Pairs[0].ValueNode, Severity.Note,
            $"Service '{service.Name}' selects '{service.Selector}': probably the pods that the operator of '{maker:1}' makes, which no manifest shows") with
        {
            Related = [new RelatedSpan(maker.NameNode.Span, $"{maker.Quoted} is a resource of an operator")],
        };

    private static Finding OfGatewayElsewhere(RuleContext context, ServiceView service, Resource gateway) =>
        context.At(service.Resource, service.Selector!.Pairs[0].ValueNode, Severity.Note,
            $"Service '{service.Name}' selects '{service.Selector}': probably the pods that '{gateway:1}' is for, too, which no manifest shows") with
        {
            Related = [Whereabouts.Definition(gateway)],
            Help = Whereabouts.DeclareIt,
        };

    private static Finding NothingNear(RuleContext context, ServiceView service, PodTemplate? namesake)
    {
        var pair = service.Selector!.Pairs[0];
        var finding = context.At(service.Resource, pair.ValueNode,
            $"Service '{service.Name}' selects '{service.Selector}', but no pod template in {Namespaces.Describe(service.Resource.Namespace)} carries any of these labels") with
        {
            Label = "no pod template has this label",
            Related = namesake is null ? [] : [StrayLabels.Says(namesake)],
            Effect = "the Service has no endpoints: connections to it are refused, an Ingress in front of it answers 503",
            Notes = [Whereabouts.LookedAt("workload", context.Graph.WorkloadsIn(service.Resource.Namespace), name => name,
                service.Resource.Namespace)],
            Help = namesake is null
                ? "select labels that a workload of this namespace carries, or declare the workload under externals if it lives elsewhere"
                : $"select labels that the pods of the workload carry, for example '{namesake.Labels}'",
        };
        return context.Closed(finding, Makes.Pods, hasEvidence: false);
    }

    private static Finding InOtherNamespace(RuleContext context, ServiceView service, PodTemplate elsewhere)
    {
        var at = service.Resource.Find(Resource.Paths.Namespace) ?? service.Selector!.Pairs[0].ValueNode;
        return context.At(service.Resource, at,
            $"Service '{service.Name}' is in {Namespaces.Describe(service.Resource.Namespace)}, but the pods that its selector '{service.Selector}' matches are those of '{elsewhere:1}' in namespace '{elsewhere.Workload.Namespace}'") with
        {
            Label = "a Service reaches pods of its own namespace only",
            Related = [new RelatedSpan(NamespaceSpan(elsewhere.Workload),
                $"{elsewhere.Workload.Quoted} is in {Namespaces.Describe(elsewhere.Workload.Namespace)}")],
            Effect = "the Service has no endpoints: connections to it are refused, an Ingress in front of it answers 503",
            Help = "put both into one namespace",
        };
    }

    private static Finding PerhapsElsewhere(RuleContext context, ServiceView service, PodTemplate possible) =>
        context.At(service.Resource, service.Selector!.Pairs[0].ValueNode, Severity.Note,
            $"Service '{service.Name}' selects '{service.Selector}', which '{possible:1}' carries, {Namespaces.WhyPerhaps(service.Resource.Namespace, possible.Workload.Namespace)}") with
        {
            Related = [new RelatedSpan(NamespaceSpan(possible.Workload),
                $"{possible.Workload.Quoted} {(possible.Workload.Namespace is { } name ? $"is in namespace '{name}'" : "names no namespace")}")],
            Help = Namespaces.HelpToMeet(service.Resource.Namespace, possible.Workload.Namespace),
        };

    private static Text.SourceSpan NamespaceSpan(Resource resource) => (resource.Find(Resource.Paths.Namespace) ?? resource.NameNode).Span;
}
