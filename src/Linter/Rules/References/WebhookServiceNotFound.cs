using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;

namespace Linter.Rules;

/// <summary>A webhook, APIService or conversion that names a Service, or a port of one, which is not there.</summary>
public sealed class WebhookServiceNotFound : IRule
{
    private const int ShortestSure = 8;

    public string Id => "webhook-service-not-found";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(WebhookServices.Callers);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var calls = WebhookServices.Of(context.Graph).ToList();
        var services = context.Graph.ServiceNames;
        var called = calls.Select(call => (call.Namespace, call.Name)).ToHashSet();
        var missing = calls.Where(call => IsMissing(context.Graph, call)).ToList();
        var isOnly = missing.Select(call => (call.Namespace, call.Name)).Distinct().Count() == 1;
        return context.Judge(
            Kinds.Service,
            missing,
            call => [Describe(context, call, services, called, isOnly)],
            call => NoServicesAtAll(context, call)).Concat(calls.Select(call => PortNotFound(context, call)).OfType<Finding>());
    }

    private static bool IsMissing(LinkGraph graph, WebhookCall call) =>
        DnsNames.IsLabel(call.Name) && graph.Find(Kinds.Service, call.Namespace, call.Name).Certain.IsEmpty && !IsElsewhere(graph, call);

    private static bool IsElsewhere(LinkGraph graph, WebhookCall call) =>
        ServiceNames.IsInEveryCluster(call.Namespace, call.Name) || graph.Externals.Has(Kinds.Service, call.Namespace, call.Name);

    private static Finding NoServicesAtAll(RuleContext context, WebhookCall call) =>
        context.At(call.From, call.NameNode, Severity.Note,
            $"'{call.From}' calls Service '{call.Name}' in namespace '{call.Namespace}', but no Service is among these manifests, so no such call was judged");

    private static Finding Describe(
        RuleContext context, WebhookCall call, ServiceNames services, HashSet<(string Namespace, string Name)> called, bool isOnly)
    {
        var graph = context.Graph;
        if (graph.Find(Kinds.Service, call.Namespace, call.Name).Possible is { IsEmpty: false } possible)
            return PerhapsElsewhere(context, call, Whereabouts.Nearest(call.From, possible));
        if (graph.FindAnywhere(Kinds.Service, call.Name) is [{ } elsewhere, ..])
            return InOtherNamespace(context, call, elsewhere);

        var here = services.In(call.Namespace);
        if (Nearest(call, here, called) is { } near)
            return UnderNearName(context, call, near, near.Name);
        if (NameSlips.NearestRenamed(graph.Stage, call.Name,
            here.Where(service => !called.Contains((call.Namespace, service.Name)))) is var (service, former))
        {
            return UnderNearName(context, call, service, former);
        }

        if (services.RenamedFrom(call.Namespace, call.Name) is { } renamed)
            return Renamed(context, call, renamed);

        // Add-ons of the cluster are applied by somebody else.
        var isJudged = isOnly && !here.IsEmpty && !ServiceNames.IsOfTheCluster(call.Namespace)
            && Whereabouts.MakerOf(graph, Makes.Services, call.Namespace, call.Name) is null;
        var unused = isJudged ? Unused(context.Graph, call, here, called) : null;
        return context.Closed(context.At(call.From, call.NameNode, isJudged ? Severity.Warning : Severity.Note,
            $"'{call.From}' calls Service '{call.Name}' in namespace '{call.Namespace}', which no manifest defines") with
        {
            Label = "no such Service",
            Related = unused is null ? [] : [Whereabouts.Definition(unused)],
            Effect = call.Effect,
            Notes = Notes(call, Whereabouts.LookedAt("Service", here, service => service.Name, call.Namespace)),
            Help = unused is null
                ? $"name a Service of namespace '{call.Namespace}', or {Whereabouts.DeclareIt}"
                : $"name '{unused.Name}' if it is meant, which alone has port '{call.Port}' here and to which nothing else is sent; or {Whereabouts.DeclareIt}",
        }, Makes.Services, hasEvidence: false);
    }

    // The one Service of the namespace that has the port, where no other webhook calls it and no Ingress and no route sends to it. Add-ons
    // serve an APIService more often than what stands beside it.
    private static Resource? Unused(
        LinkGraph graph, WebhookCall call, ImmutableArray<Resource> here, HashSet<(string Namespace, string Name)> called)
    {
        var asked = new IntOrString(call.NameNode, call.Port, null);
        return call.From.Kind != Kinds.ApiService
            && here.Where(service => AskedPort.Find(graph.ServiceOf(service), asked) is not null).Take(2).ToList() is [var only]
            && !called.Contains((call.Namespace, only.Name)) && !graph.RoutedServices.Contains(only)
            ? only
            : null;
    }

    // A Service that another webhook calls has its own use; only one letter of a long name is a slip then.
    private static Resource? Nearest(WebhookCall call, ImmutableArray<Resource> here, HashSet<(string Namespace, string Name)> called) =>
        NameSlips.Nearest(call.Name, here.Where(service => !called.Contains((call.Namespace, service.Name))))
        ?? NameSlips.Nearest(call.Name,
            here.Where(service => call.Name.Length >= ShortestSure && Spelling.Distance(call.Name, service.Name, 1) == 1));

    private static Finding UnderNearName(RuleContext context, WebhookCall call, Resource near, string meant)
    {
        var isRenamed = meant != near.Name;
        var nearest = isRenamed ? MessageText.Of($"'{meant}', rendered as '{near.Name:1}'") : MessageText.Of($"'{near:1}'");
        return context.Closed(context.At(call.From, call.NameNode, Severity.Error,
            $"'{call.From}' calls Service '{call.Name}' in namespace '{call.Namespace}', which no manifest defines; nearest is {nearest}") with
        {
            Label = "no such Service",
            Related = [Whereabouts.Definition(near)],
            Effect = call.Effect,
            Notes = Notes(call),
            Help = MissingNameFindings.DidYouMean(call.From.Kind, near, meant),
            Fix = call.Count == 1 && ScalarEdit.Replace(call.From.Root, call.NameNode, meant) is { } edit
                ? new Fix($"call Service '{meant}'", [edit], IsSafe: false)
                : null,
        }, Makes.Services, hasEvidence: true);
    }

    // A conversion of a CustomResourceDefinition is not renamed, nor is a webhook in another namespace than its Service's was.
    private static Finding Renamed(RuleContext context, WebhookCall call, Resource service) =>
        context.Closed(context.At(call.From, call.NameNode, Severity.Error,
            $"'{call.From}' calls Service '{call.Name}' in namespace '{call.Namespace}', which kustomize renders as '{service.Name:1}'") with
        {
            Label = "no such Service",
            Related = [Whereabouts.Definition(service)],
            Effect = call.Effect,
            Notes = Notes(call),
            Help = KustomizeNames.NotRenamed(service.Name),
        }, Makes.Services, hasEvidence: true);

    private static Finding InOtherNamespace(RuleContext context, WebhookCall call, Resource elsewhere) =>
        context.At(call.From, call.NamespaceNode, Severity.Error,
            $"'{call.From}' calls Service '{call.Name}' in namespace '{call.Namespace}', but Service '{elsewhere.Name}' is in namespace '{elsewhere.Namespace:1}'") with
        {
            Label = "no such Service in this namespace",
            Related = [Whereabouts.Of(elsewhere)],
            Effect = call.Effect,
            Notes = Notes(call),
            Help = $"write namespace: {elsewhere.Namespace}, or put the Service into '{call.Namespace}'",
        };

    private static Finding PerhapsElsewhere(RuleContext context, WebhookCall call, Resource possible) =>
        context.At(call.From, call.NamespaceNode, Severity.Note,
            $"'{call.From}' calls Service '{call.Name}' in namespace '{call.Namespace}', {MessageText.Plain(possible.Namespace is null ? "but" : "and")} '{possible:1}' {(possible.Namespace is { } its ? MessageText.Of($"is in namespace '{its}'") : MessageText.Plain("names no namespace"))}, so it is not certain that this one is meant") with
        {
            Related = [Whereabouts.Of(possible)],
            Help = Namespaces.HelpToMeet(call.Namespace, possible.Namespace),
        };

    // An ExternalName Service is a DNS alias and needs no ports; a port that cannot be read is another rule's.
    private static Finding? PortNotFound(RuleContext context, WebhookCall call)
    {
        var services = context.Graph.Find(Kinds.Service, call.Namespace, call.Name).Certain.Select(context.Graph.ServiceOf).ToList();
        var asked = new IntOrString(call.PortNode ?? call.NameNode, call.Port, null);
        if (services.Count == 0
            || services.Exists(service => service.IsExternalName || service.HasUnreadPorts || AskedPort.Find(service, asked) is not null))
        {
            return null;
        }

        var (service, meant) = (services[0], AskedPort.Explain(services[0], asked).Meant);
        var exposed = service.Ports.IsEmpty
            ? MessageText.Plain("which exposes no port at all")
            : MessageText.Of($"which exposes only '{service.PortList:1}'");
        var written = call.PortNode is null ? MessageText.Plain(", the default,") : MessageText.Plain("");
        return context.At(call.From, call.PortNode ?? call.Entry.Key, Severity.Error,
            $"'{call.From}' calls port '{call.Port}'{written} of Service '{call.Name}' in namespace '{call.Namespace}', {exposed}") with
        {
            Label = call.PortNode is null ? "no port is given, so 443 is called" : "no such port",
            Related = [new RelatedSpan((service.Ports.IsEmpty ? service.Resource.NameNode : (meant ?? service.Ports[0]).At).Span,
                service.Ports.IsEmpty ? $"Service '{service.Name}' has no ports" : $"the ports of Service '{service.Name}'")],
            Effect = call.Effect,
            Notes = Notes(call),
            Help = service.Ports.IsEmpty ? $"give Service '{service.Name}' port {call.Port}"
                : meant is null ? "give a port of the Service, not of its pods"
                : $"write port: {meant.Port}, the Service's port",
            Fix = meant?.Port is { } number && call is { Count: 1, PortNode: { } node }
                && ScalarEdit.ReplaceRaw(call.From.Root, node, number.ToString(CultureInfo.InvariantCulture)) is { } edit
                ? new Fix($"call port {number}", [edit], IsSafe: false)
                : null,
        };
    }

    private static ImmutableArray<string> Notes(WebhookCall call, string? lookedAt = null)
    {
        string? same = call.Count == 1
            ? null
            : $"the same in {call.Count - 1} more {(call.Count == 2 ? "webhook" : "webhooks")} of this configuration";
        return [.. new[] { lookedAt, same }.OfType<string>()];
    }
}
