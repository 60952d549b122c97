using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A route or Gateway that refers into another namespace without a ReferenceGrant there.</summary>
public sealed class ReferenceNotGranted : IRule
{
    public string Id => "reference-not-granted";

    public bool Concerns(LinkGraph graph) => !graph.Routes.IsEmpty || !graph.Gateways.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var grants = new ReferenceGrants(context.Graph);
        var inhabited = new Lazy<HashSet<string>>(() => context.Graph.Resources.Select(resource => resource.Namespace)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal));
        return OfRoutes(context.Graph).Concat(OfGateways(context.Graph))
            .DistinctBy(crossing => (crossing.Reference.NamespaceNode, crossing.Reference.At, crossing.Reference.From))
            .Select(crossing => Judge(context, grants, inhabited, crossing))
            .OfType<Finding>();
    }

    private static IEnumerable<Crossing> OfRoutes(LinkGraph graph) =>
        from backend in graph.Routes.SelectMany(route => route.Backends)
        where backend.Reference.NamespaceNode is not null && backend.Reference.NameNode is not null
            && !backend.Route.IsForServicesOf(backend.Reference.Namespace)
        select new Crossing(backend.Reference, backend.Sends, backend.IsMirror ? "the copies go nowhere"
            : backend.Route.HasRequests ? "the route reports ResolvedRefs: False (RefNotPermitted), and this backend's share of the requests is answered 500"
            : "the route reports ResolvedRefs: False (RefNotPermitted), and this backend's share of the traffic is dropped", backend);

    private static IEnumerable<Crossing> OfGateways(LinkGraph graph) =>
        from gateway in graph.Gateways
        from pair in gateway.CertificateReferences
        where pair.Reference.NamespaceNode is not null && pair.Reference.NameNode is not null
        select new Crossing(pair.Reference,
            pair.Listener is { } listener
                ? MessageText.Of($"points its listener '{listener.Name}'")
                : MessageText.Plain("points its TLS settings"),
            "the reference is refused (RefNotPermitted), so TLS is not set up with it and clients cannot connect", null);

    private static Finding? Judge(RuleContext context, ReferenceGrants grants, Lazy<HashSet<string>> inhabited, Crossing crossing)
    {
        var reference = crossing.Reference;
        var meeting = context.Graph.Namespaces.Meet(reference.From.Namespace, reference.Namespace);
        if (meeting == Meeting.Yes || grants.Allow(reference) || grants.AllowElsewhere(reference))
            return null;
        if (!inhabited.Value.Contains(reference.Namespace!))
            return NotJudged(context, crossing);

        // A Service that is not there is route-service-not-found, and mended first.
        if (reference.Kind == Kinds.Service && context.Graph.Find(Kinds.Service, reference.Namespace, reference.Name).IsEmpty)
            return null;

        var finding = grants.Nearest(reference) is { } mismatch
            ? NearlyGranted(context, crossing, mismatch)
            : NotGranted(context, crossing, grants.In(reference.Namespace));
        if (crossing.Backend is { } backend)
            finding = backend.Weigh(finding);
        return meeting == Meeting.No
            ? finding
            : finding with
            {
                Severity = Severity.Note,
                Notes = finding.Notes.Add("the one that refers names no namespace: if it is applied to the same one, no grant is needed")
            };
    }

    private static Finding NotJudged(RuleContext context, Crossing crossing) =>
        context.At(crossing.Reference.From, crossing.Reference.NamespaceNode!.Value, Severity.Note,
            $"{Crosses(crossing)}; nothing of that namespace is among these manifests, so whether its owner grants it was not judged");

    private static Finding NotGranted(RuleContext context, Crossing crossing, IEnumerable<Resource> grants)
    {
        var reference = crossing.Reference;
        return context.Closed(context.At(reference.From, reference.NamespaceNode!.Value,
            $"{Crosses(crossing)}, where no ReferenceGrant lets '{reference.From.KindName}' of namespace '{Namespaces.OrDefault(reference.From.Namespace)}' refer to it") with
        {
            Label = "another namespace, and no grant there",
            Related = [.. grants.Take(3).Select(grant => new RelatedSpan(grant.NameNode.Span, $"{grant.Quoted} grants something else")),
                .. Target(context.Graph, reference)],
            Effect = crossing.Effect,
            Help = $"add a ReferenceGrant in namespace '{reference.Namespace}': from group {reference.From.Kind.Group}, kind {reference.From.KindName}, namespace {Namespaces.OrDefault(reference.From.Namespace)}, to kind {reference.Kind.Kind}",
        }, Makes.Others, hasEvidence: false);
    }

    private static Finding Misplaced(RuleContext context, Crossing crossing, GrantMismatch mismatch)
    {
        var (reference, grant) = (crossing.Reference, mismatch.Grant);
        return context.Closed(context.At(reference.From, reference.NamespaceNode!.Value,
            $"{Crosses(crossing)}, but '{grant:1}', which would let it in there, is in {Namespaces.Describe(grant.Namespace)}") with
        {
            Label = "another namespace, and no grant there",
            Related = [new RelatedSpan(mismatch.At.Span, $"{grant.Quoted} grants access to this namespace only"),
                .. Target(context.Graph, reference)],
            Effect = crossing.Effect,
            Help = $"move {grant.Quoted} to namespace '{reference.Namespace}': a grant counts where the target is",
        }, Makes.Others, hasEvidence: true);
    }

    private static Finding NearlyGranted(RuleContext context, Crossing crossing, GrantMismatch mismatch)
    {
        if (mismatch.Field == ReferenceGrants.Placement)
            return Misplaced(context, crossing, mismatch);

        var (reference, grant) = (crossing.Reference, mismatch.Grant);
        var at = mismatch.At.IsScalar ? mismatch.At : grant.NameNode;
        return context.Closed(context.At(reference.From, reference.NamespaceNode!.Value,
            $"{Crosses(crossing)}, but '{grant}' there has '{mismatch.Field}: {Shown(mismatch.Value):1}' where '{Shown(mismatch.Expected)}' would let it in") with
        {
            Label = "another namespace, and no grant for this",
            Related = [new RelatedSpan(at.Span, $"this entry of {grant.Quoted} lets in {mismatch.Field} {Shown(mismatch.Value)}"),
                .. Target(context.Graph, reference)],
            Effect = crossing.Effect,
            Help = $"write {mismatch.Field}: {Shown(mismatch.Expected)}, in a further entry if the present one is needed",
        }, Makes.Others, hasEvidence: true);
    }

    private static MessageText Crosses(Crossing crossing)
    {
        var reference = crossing.Reference;
        return MessageText.Of(
            $"'{reference.From}' {crossing.What} to '{reference.Kind.Kind} {reference.Name}' of namespace '{reference.Namespace}'");
    }

    private static IEnumerable<RelatedSpan> Target(LinkGraph graph, GatewayReference reference) =>
        graph.Find(reference.Kind, reference.Namespace, reference.Name).Certain.Take(1)
            .Select(target => new RelatedSpan(target.NameNode.Span, $"{target.Quoted} is defined here"));

    private static string Shown(string value) => value.Length == 0 ? "\"\"" : value;

    private sealed record Crossing(GatewayReference Reference, MessageText What, string Effect, RouteBackend? Backend);
}
