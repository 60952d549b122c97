using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A DestinationRule whose host, port or subset labels match nothing that the manifests hold.</summary>
public sealed class DestinationRuleUnmatched : IRule
{
    private const string NotApplied = "the rule is not applied to the traffic that it is for";

    // Istio gives endpoints these by where they run, whatever their pods say (AugmentLabels in istio/istio, pkg/kube/labels).
    private static readonly string[] LabelsOfPlaces = ["istio.io/", "topology.kubernetes.io/", "kubernetes.io/hostname"];

    private static readonly GroupKind[] OtherEndpoints =
        [new("networking.istio.io", "WorkloadEntry"), new("networking.istio.io", "WorkloadGroup")];

    public string Id => "destination-rule-unmatched";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.DestinationRule);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var routed = context.Graph.Mesh.VirtualServices.SelectMany(service => service.Destinations)
            .Where(destination => destination.SubsetNode is not null)
            .ToLookup(destination => destination.SubsetNode!.Value.Value, StringComparer.Ordinal);
        var services = context.Graph.ServiceNames;
        var missing = MeshHostFindings.MissingDestinations(context);
        return context.Graph.Mesh.DestinationRules.SelectMany(rule => Judge(context, rule, routed, services, missing));
    }

    private static IEnumerable<Finding> Judge(
        RuleContext context, DestinationRuleView rule, ILookup<string, MeshDestination> routed, ServiceNames names, HashSet<string> missing)
    {
        if (rule.Host is not { } host)
            return [];
        if (context.Graph.Mesh.FaultOf(host, _ => false) is { } fault)
            return [MeshHostFindings.Describe(context, host, fault, MessageText.Of($"'{rule}' is for host '{host.Text}'"), NotApplied)];
        // What a VirtualService sends to is told of there, with this rule, unless that is switched off.
        if (context.Graph.Mesh.IsMissing(host))
        {
            return missing.Contains(MeshHostFindings.KeyOf(host))
                ? []
                : [MeshHostFindings.Missing(context, host, MessageText.Of($"'{rule}' is for host '{host.Text}'"), NotApplied, names)];
        }

        var services = context.Graph.Mesh.ServicesOf(host);
        var ports = rule.Ports.Select(port => port.Find("number") is { } node && IntOrString.Integer(node) is { } number
            ? MeshPortFindings.Judge(context, rule.Resource, port, services, new IntOrString(node, number, null), "a setting",
                MessageText.Of($"'{rule}' has settings for"), "the settings are for no traffic at all")
            : null);
        var subsets = services is [{ IsExternalName: false } service] && !context.Graph.HoldsAny([.. OtherEndpoints])
            ? rule.Subsets.Select(subset => JudgeLabels(context, subset, service, routed[subset.Name]))
            : [];
        return ports.Concat(subsets).OfType<Finding>();
    }

    private static Finding? JudgeLabels(RuleContext context, MeshSubset subset, ServiceView service, IEnumerable<MeshDestination> routed)
    {
        var pods = service.Pods.Certain;
        if (subset.Labels is not { IsEmpty: false } labels || pods.IsEmpty || !service.Pods.Possible.IsEmpty || pods.Any(labels.Matches)
            || labels.Pairs.Any(pair => LabelsOfPlaces.Any(place => pair.Key.Contains(place, StringComparison.Ordinal)))
            || context.Graph.Externals.HasPods(service.Resource.Namespace, labels))
        {
            return null;
        }

        var nearest = pods.MaxBy(some => labels.Pairs.Count(pair => some.Carries(pair.Key, pair.Value)))!;
        var asked = labels.Pairs.First(pair => !nearest.Carries(pair.Key, pair.Value));
        var values = pods.Select(some => some.Labels.Find(asked.Key)?.Value).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var user = routed.FirstOrDefault(destination => destination.Host.Meets(context.Graph.Namespaces, subset.From.Host!) == Meeting.Yes);
        // A version may be deployed by somebody else, or later; a key that no pod has, or a slip, is nobody's version.
        var isMeant = user is not null || values.Count == 0 || values.Exists(value => NameSlips.IsSlip(asked.Value, value));
        var shown = nearest.Labels.Find(asked.Key)?.ValueNode ?? nearest.LabelsNode ?? nearest.Workload.NameNode;
        return context.At(subset.From.Resource, asked.ValueNode, isMeant ? Severity.Warning : Severity.Note,
            $"'{subset.From}' takes the pods with '{labels}' for subset '{subset.Name}', but {(values.Count == 0 ? MessageText.Of($"no pod of Service '{service.Name:1}' has a label '{asked.Key}'") : MessageText.Of($"no pod of Service '{service.Name:1}' carries it: '{asked.Key}' is '{Listing.Of(values, 5):2}'"))}") with
        {
            Label = "no pod here has it",
            Related = [Whereabouts.Definition(service.Resource), new RelatedSpan(shown.Head, $"the labels of {nearest.Workload.Quoted}"),
                .. user is null
                    ? Array.Empty<RelatedSpan>()
                    : [new RelatedSpan(user.SubsetNode!.Value.Span, $"{user.From.Resource.Quoted} sends traffic to the subset")]],
            Effect = "the subset has no endpoints: what is sent to it is answered 503",
            Help = "give the subset the labels of the pods, or the pods this label",
        };
    }
}
