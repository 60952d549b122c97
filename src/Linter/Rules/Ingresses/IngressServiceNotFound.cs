using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An Ingress backend that names a Service which its namespace does not have.</summary>
public sealed class IngressServiceNotFound : IRule
{
    private const string Answers503 = "the ingress controller has no endpoints for it, so the path answers 503";

    private const string NoSuchService = "no such Service";

    public string Id => "ingress-service-not-found";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var all = BackendRoutes.Of(context.Part, backend => backend.ServiceNameNode)
            .Where(routes => routes.Services(context.Graph).IsEmpty
                && !context.Graph.Externals.Has(Kinds.Service, routes.Ingress.Resource.Namespace, routes.First.ServiceName!));
        var services = context.Graph.ServiceNames;
        return context.Graph.HasNone(Kinds.Service)
            ? all.Take(1).Select(routes => NoServicesAtAll(context, routes))
            : MissingBackends.Collect(all.Select(routes => (Routes: routes, Finding: Judge(context, routes, services)))
                .Where(judged => judged.Finding is not null)
                .Select(judged => (KeyOf(judged.Routes, judged.Finding!), judged.Finding!)));
    }

    // What nothing is known of is told once for all routes.
    private static string? KeyOf(BackendRoutes routes, Finding finding) =>
        finding is { Label: NoSuchService, Related.IsEmpty: true }
            ? $"{routes.Ingress.Resource.Namespace}/{routes.First.ServiceName}"
            : null;

    private static Finding NoServicesAtAll(RuleContext context, BackendRoutes routes) =>
        context.At(routes.Ingress.Resource, NameNode(routes), Severity.Note,
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to Service '{routes.First.ServiceName}', but no Service is among these manifests, so no backend was judged");

    private static Finding? Judge(RuleContext context, BackendRoutes routes, ServiceNames services)
    {
        var (name, @namespace) = (routes.First.ServiceName!, routes.Ingress.Resource.Namespace);
        // What no Service can be called is ingress-backend-malformed, and a number is wrong-type.
        if (!DnsNames.IsLabel(name) || NameNode(routes).Scalar.Type is not ScalarType.String)
            return null;

        if (ServiceNames.IsInEveryCluster(@namespace, name))
            return null;
        var found = context.Graph.Find(Kinds.Service, @namespace, name);
        if (!found.Possible.IsEmpty)
            return PerhapsElsewhere(context, routes, Whereabouts.Nearest(routes.Ingress.Resource, found.Possible));
        if (services.Maker(@namespace, name) is { } maker)
            return PerhapsMade(context, routes, maker);
        if (context.Graph.FindAnywhere(Kinds.Service, name) is [{ } elsewhere, ..])
            return InOtherNamespace(context, routes, elsewhere);

        if (services.Nearest(@namespace, name) is { } near)
            return UnderNearName(context, routes, near, near.Name);
        if (services.NearestRenamed(@namespace, name) is var (service, former))
            return UnderNearName(context, routes, service, former);
        var others = services.In(@namespace);
        return !context.Graph.Shows(Kinds.Service, @namespace) || ServiceNames.IsOfTheCluster(@namespace)
            || WellKnownObjects.BringerOfService(@namespace, name) is not null
            ? NotJudged(context, routes, others)
            : Missing(context, routes, services);
    }

    private static Finding NotJudged(RuleContext context, BackendRoutes routes, ImmutableArray<Resource> others)
    {
        var @namespace = Namespaces.Describe(routes.Ingress.Resource.Namespace);
        var why = others.IsEmpty
            ? MessageText.Of($"but no Service of {@namespace} is among these manifests")
            : WellKnownObjects.BringerOfService(routes.Ingress.Resource.Namespace, routes.First.ServiceName!) is { } bringer
                ? MessageText.Of($"which no manifest in {@namespace} defines but {MessageText.Plain(bringer)} brings along")
                : MessageText.Of($"which in {@namespace} may come with the cluster");
        return context.At(routes.Ingress.Resource, NameNode(routes), Severity.Note,
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to Service '{routes.First.ServiceName}', {why}, so it was not judged");
    }

    private static Finding Missing(RuleContext context, BackendRoutes routes, ServiceNames services)
    {
        var finding = Missing(context, routes, services.LookedAt(routes.Ingress.Resource.Namespace));
        return routes.First.Port is { } port
            && services.Unrouted(routes.Ingress.Resource.Namespace, routes.First.ServiceName!, port) is { } meant
            ? finding with
            {
                Related = [Whereabouts.Definition(meant)],
                Help = $"did you mean '{meant.Name}'? It has port '{port}', and no Ingress and no route sends to it",
                Fix = Rename(routes, meant.Name),
            }
            : finding;
    }

    private static Finding Missing(RuleContext context, BackendRoutes routes, string lookedAt) =>
        context.Closed(context.At(routes.Ingress.Resource, NameNode(routes),
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to Service '{routes.First.ServiceName}', which no manifest in {Namespaces.Describe(routes.Ingress.Resource.Namespace)} defines") with
        {
            Label = NoSuchService,
            Effect = Answers503,
            Path = Hops(routes),
            Notes = [lookedAt],
            Help = "name a Service of this namespace, or declare it under externals if it lives elsewhere",
        }, Makes.Services, hasEvidence: false);

    private static Finding UnderNearName(RuleContext context, BackendRoutes routes, Resource near, string meant)
    {
        var isRenamed = meant != near.Name;
        var nearest = isRenamed ? MessageText.Of($"'{meant}', rendered as '{near.Name:1}'") : MessageText.Of($"'{near:1}'");
        var finding = context.At(routes.Ingress.Resource, NameNode(routes),
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to Service '{routes.First.ServiceName}', which no manifest in {Namespaces.Describe(routes.Ingress.Resource.Namespace)} defines; nearest is {nearest}") with
        {
            Label = NoSuchService,
            Related = [new RelatedSpan(near.NameNode.Span, $"{near.Quoted} is defined here")],
            Effect = Answers503,
            Help = MissingNameFindings.DidYouMean(routes.Ingress.Resource.Kind, near, meant),
            Fix = Rename(routes, meant),
            Path = Hops(routes),
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    private static Finding InOtherNamespace(RuleContext context, BackendRoutes routes, Resource elsewhere)
    {
        var at = elsewhere.Find(Resource.Paths.Namespace) ?? elsewhere.NameNode;
        return context.At(routes.Ingress.Resource, NameNode(routes),
            $"Ingress '{routes.Ingress.Resource.Name}' in {Namespaces.Describe(routes.Ingress.Resource.Namespace)} sends {routes.Sent} to Service '{routes.First.ServiceName}', which is in namespace '{elsewhere.Namespace:1}'") with
        {
            Label = "an Ingress reaches Services of its own namespace only",
            Related = [new RelatedSpan(at.Span, $"{elsewhere.Quoted} is in {Namespaces.Describe(elsewhere.Namespace)}")],
            Effect = Answers503,
            Help = "put both into one namespace",
            Path = Hops(routes),
        };
    }

    private static Finding PerhapsElsewhere(RuleContext context, BackendRoutes routes, Resource possible) =>
        context.At(routes.Ingress.Resource, NameNode(routes), Severity.Note,
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to Service '{routes.First.ServiceName}', {Namespaces.WhyPerhaps(routes.Ingress.Resource.Namespace, possible.Namespace)}") with
        {
            Related = [new RelatedSpan((possible.Find(Resource.Paths.Namespace) ?? possible.NameNode).Span,
                $"{possible.Quoted} {(possible.Namespace is { } name ? $"is in namespace '{name}'" : "names no namespace")}")],
            Help = Namespaces.HelpToMeet(routes.Ingress.Resource.Namespace, possible.Namespace),
        };

    private static Finding PerhapsMade(RuleContext context, BackendRoutes routes, Resource maker) =>
        context.At(routes.Ingress.Resource, NameNode(routes), Severity.Note,
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to Service '{routes.First.ServiceName}', which '{maker:1}' seems to make, so its ports were not judged") with
        {
            Related = [Whereabouts.ServiceMaker(maker, routes.First.ServiceName!)],
        };

    private static Fix? Rename(BackendRoutes routes, string name) =>
        ScalarEdit.Replace(routes.First.Entry.Value, NameNode(routes), name) is { } edit
            ? new Fix($"send it to Service '{name}'", [edit], IsSafe: false)
            : null;

    private static ImmutableArray<Hop> Hops(BackendRoutes routes) =>
        routes.Hops().Add(new Hop(NameNode(routes).Span, $"Service {routes.First.ServiceName}", IsBroken: true));

    private static Node NameNode(BackendRoutes routes) => routes.First.ServiceNameNode!.Value;
}
