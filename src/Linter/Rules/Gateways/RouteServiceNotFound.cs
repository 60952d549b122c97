using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;

namespace Linter.Rules;

/// <summary>A route's backend, or mirror, that names a Service which its namespace does not have.</summary>
public sealed class RouteServiceNotFound : IRule
{
    private const string NoSuchService = "no such Service";

    public string Id => "route-service-not-found";

    public bool Concerns(LinkGraph graph) => !graph.Routes.IsEmpty || graph.HoldsAny([Kinds.VirtualService, .. NamedBackend.Holders]);

    public IEnumerable<Finding> Check(RuleContext context) =>
        OfRoutes(context).Concat(MeshHostFindings.OfDestinations(context)).Concat(NamedBackendFindings.OfNames(context));

    private static IEnumerable<Finding> OfRoutes(RuleContext context)
    {
        var backends = context.Graph.Routes.SelectMany(route => route.Backends)
            .Where(backend => backend.ServiceName is not null)
            .DistinctBy(backend => (backend.Reference.NameNode, backend.Route));
        var services = context.Graph.ServiceNames;
        var open = backends.Where(backend => !IsDeclared(context, backend));
        return context.Graph.HasNone(Kinds.Service)
            ? open.Take(1).Select(backend => NoServicesAtAll(context, backend))
            : MissingBackends.Collect(open.Select(backend => (Backend: backend, Finding: Judge(context, backend, services)))
                .Where(judged => judged.Finding is not null)
                .Select(judged => (KeyOf(judged.Backend, judged.Finding!), judged.Backend.Weigh(judged.Finding!))));
    }

    // What nothing is known of is told once for all routes; a weight of 0 has an effect of its own.
    private static string? KeyOf(RouteBackend backend, Finding finding) =>
        finding is { Label: NoSuchService, Related.IsEmpty: true } && (backend.Weight != 0 || backend.IsMirror)
            ? $"{backend.Reference.Namespace}/{backend.ServiceName}"
            : null;

    private static bool IsDeclared(RuleContext context, RouteBackend backend) =>
        context.Graph.Externals.Has(Kinds.Service, backend.Reference.Namespace, backend.ServiceName!);

    private static Finding NoServicesAtAll(RuleContext context, RouteBackend backend) =>
        context.At(backend.Route.Resource, backend.Reference.At, Severity.Note,
            $"'{backend.Route}' {backend.Sends} to Service '{backend.ServiceName}', but no Service is among these manifests, so no backend was judged");

    private static Finding? Judge(RuleContext context, RouteBackend backend, ServiceNames services)
    {
        var (name, @namespace) = (backend.ServiceName!, backend.Reference.Namespace);
        // What no Service can be called is another rule's.
        if (!DnsNames.IsLabel(name))
            return null;

        var found = context.Graph.Find(Kinds.Service, @namespace, name);
        if (!found.Certain.IsEmpty || ServiceNames.IsInEveryCluster(@namespace, name))
            return null;
        if (!found.Possible.IsEmpty)
            return PerhapsElsewhere(context, backend, Whereabouts.Nearest(backend.Route.Resource, found.Possible));
        // The Services that Gateways make take the traffic of routes; no route sends to one.
        if (services.Maker(@namespace, name) is { } maker && maker.Kind != Kinds.Gateway)
            return PerhapsMade(context, backend, maker);

        var others = services.In(@namespace);
        if (context.Graph.FindAnywhere(Kinds.Service, name) is [{ } elsewhere, ..]
            && (others.Length > 0 || IsMeant(context, backend, elsewhere)))
        {
            return InOtherNamespace(context, backend, elsewhere);
        }

        if (!context.Graph.Shows(Kinds.Service, @namespace) || ServiceNames.IsOfTheCluster(@namespace))
            return NotJudged(context, backend, others);
        if (services.RenamedFrom(@namespace, name) is { } renamed)
            return Renamed(context, backend, renamed);
        if (services.Nearest(@namespace, name) is { } near && !IsTaken(backend, near))
            return UnderNearName(context, backend, near);
        return services.NearestRenamed(@namespace, name) is var (service, former) && !IsTaken(backend, service)
            ? UnderFormerName(context, backend, service, former)
            : WellKnownObjects.BringerOfService(@namespace, name) is null
                ? Missing(context, backend, services)
                : NotJudged(context, backend, others);
    }

    // Nobody shares the requests of a rule between a Service and itself.
    private static bool IsTaken(RouteBackend backend, Resource near) =>
        backend.Rule.Backends.Any(other => other.ServiceName == near.Name && other.Reference.Namespace == backend.Reference.Namespace);

    // A namespace that is named and of which no manifest is here may well hold a Service of the same name.
    private static bool IsMeant(RuleContext context, RouteBackend backend, Resource elsewhere) =>
        backend.Reference.NamespaceNode is not { } node
        || (elsewhere.Namespace is { } other && Spelling.IsNear(node.Value, other)
            && !context.Graph.Namespaces.Names.Contains(node.Value, StringComparer.Ordinal));

    private static Finding NotJudged(RuleContext context, RouteBackend backend, ImmutableArray<Resource> others)
    {
        var @namespace = Namespaces.Describe(backend.Reference.Namespace);
        var why = others.IsEmpty
            ? MessageText.Of($"but no Service of {@namespace} is among these manifests")
            : WellKnownObjects.BringerOfService(backend.Reference.Namespace, backend.ServiceName!) is { } bringer
                ? MessageText.Of($"which no manifest in {@namespace} defines but {MessageText.Plain(bringer)} brings along")
                : MessageText.Of($"which in {@namespace} may come with the cluster");
        return context.At(backend.Route.Resource, backend.Reference.At, Severity.Note,
            $"'{backend.Route}' {backend.Sends} to Service '{backend.ServiceName}', {why}, so it was not judged");
    }

    private static Finding Missing(RuleContext context, RouteBackend backend, ServiceNames services) =>
        context.Closed(context.At(backend.Route.Resource, backend.Reference.At,
            $"'{backend.Route}' {backend.Sends} to Service '{backend.ServiceName}', which no manifest in {Namespaces.Describe(backend.Reference.Namespace)} defines") with
        {
            Label = NoSuchService,
            Effect = EffectOf(backend),
            Path = Hops(backend),
            Notes = [services.LookedAt(backend.Reference.Namespace)],
            Help = "name a Service of this namespace, or declare it under externals in .lint.yaml if it exists elsewhere",
        }, Makes.Services, hasEvidence: false);

    private static Finding UnderNearName(RuleContext context, RouteBackend backend, Resource near) =>
        Instead(context, backend, near,
            MessageText.Of($"which no manifest in {Namespaces.Describe(backend.Reference.Namespace)} defines; nearest is '{near:1}'"),
            $"did you mean '{near.Name}'?") with
        {
            Fix = ScalarEdit.Replace(backend.Node, backend.Reference.At, near.Name) is { } edit
                ? new Fix($"send it to Service '{near.Name}'", [edit], IsSafe: false)
                : null,
        };

    private static Finding UnderFormerName(RuleContext context, RouteBackend backend, Resource service, string former) =>
        Instead(context, backend, service,
            MessageText.Of($"which no manifest in {Namespaces.Describe(backend.Reference.Namespace)} defines; nearest is '{former}', rendered as '{service.Name:1}'"),
            $"did you mean '{former}'? kustomize renames what routes refer to only where its nameReference has them");

    // The nameReference of kustomize knows Ingresses; of routes it knows nothing unless it is told.
    private static Finding Renamed(RuleContext context, RouteBackend backend, Resource service) =>
        Instead(context, backend, service,
            MessageText.Of($"which kustomize renders as '{service.Name:1}'"),
            $"kustomize does not rename what routes refer to: tell it so in the nameReference of its configurations, or name '{service.Name}'");

    // The Service that was probably meant is the other end.
    private static Finding Instead(RuleContext context, RouteBackend backend, Resource meant, MessageText why, string help) =>
        context.Closed(context.At(backend.Route.Resource, backend.Reference.At,
            $"'{backend.Route}' {backend.Sends} to Service '{backend.ServiceName}', {why}") with
        {
            Label = NoSuchService,
            Related = [new RelatedSpan(meant.NameNode.Span, $"{meant.Quoted} is defined here")],
            Effect = EffectOf(backend),
            Help = help,
            Path = Hops(backend),
        }, Makes.Services, hasEvidence: true);

    private static Finding InOtherNamespace(RuleContext context, RouteBackend backend, Resource elsewhere)
    {
        var @namespace = backend.Reference.NamespaceNode;
        var isSlip = @namespace is { } node && elsewhere.Namespace is { } other && Spelling.IsNear(node.Value, other);
        var at = elsewhere.Find(Resource.Paths.Namespace) ?? elsewhere.NameNode;
        return context.At(backend.Route.Resource, @namespace ?? backend.Reference.At,
            $"'{backend.Route}' {backend.Sends} to Service '{backend.ServiceName}' of {Namespaces.Describe(backend.Reference.Namespace)}, but that Service is in {InQuotes(elsewhere)}") with
        {
            Label = @namespace is null ? "without a namespace, the route's own is meant" : "no such Service there",
            Related = [new RelatedSpan(at.Span, $"{elsewhere.Quoted} is in {Namespaces.Describe(elsewhere.Namespace)}")],
            Effect = EffectOf(backend),
            Help = isSlip ? $"did you mean '{elsewhere.Namespace}'?"
                : @namespace is null
                    && elsewhere.Namespace is { } name ? $"add 'namespace: {name}' to the backendRef, and a ReferenceGrant in that namespace"
                : "name the Service's namespace",
            Fix = isSlip && ScalarEdit.Replace(backend.Node, @namespace!.Value, elsewhere.Namespace!) is { } edit
                ? new Fix($"send it to namespace '{elsewhere.Namespace}'", [edit], IsSafe: false)
                : null,
            Path = Hops(backend),
        };
    }

    private static MessageText InQuotes(Resource elsewhere) =>
        elsewhere.Namespace is { } name
            ? MessageText.Of($"namespace '{name:1}'")
            : MessageText.Of($"the namespace of manifests that name none ('{elsewhere:1}')");

    private static Finding PerhapsElsewhere(RuleContext context, RouteBackend backend, Resource possible) =>
        context.At(backend.Route.Resource, backend.Reference.At, Severity.Note,
            $"'{backend.Route}' {backend.Sends} to Service '{backend.ServiceName}', {Namespaces.WhyPerhaps(backend.Reference.Namespace, possible.Namespace)}") with
        {
            Related = [new RelatedSpan((possible.Find(Resource.Paths.Namespace) ?? possible.NameNode).Span,
                $"{possible.Quoted} {(possible.Namespace is { } name ? $"is in namespace '{name}'" : "names no namespace")}")],
            Help = Namespaces.HelpToMeet(backend.Reference.Namespace, possible.Namespace),
        };

    private static Finding PerhapsMade(RuleContext context, RouteBackend backend, Resource maker) =>
        context.At(backend.Route.Resource, backend.Reference.At, Severity.Note,
            $"'{backend.Route}' {backend.Sends} to Service '{backend.ServiceName}', which '{maker:1}' seems to make, so its ports were not judged") with
        {
            Related = [Whereabouts.ServiceMaker(maker, backend.ServiceName!)],
        };

    private static string EffectOf(RouteBackend backend) =>
        backend.IsMirror ? "the copies go nowhere"
        : backend.Route.HasRequests ? "the route reports ResolvedRefs: False (BackendNotFound), and this backend's share of the requests is answered 500"
        : "the route reports ResolvedRefs: False (BackendNotFound), and this backend's share of the traffic is dropped";

    private static ImmutableArray<Hop> Hops(RouteBackend backend) =>
        backend.Rule.Hops().Add(new Hop(backend.Reference.At.Span, $"Service {backend.ServiceName}", IsBroken: true));
}
