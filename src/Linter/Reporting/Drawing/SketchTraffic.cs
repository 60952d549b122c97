using System.Collections.Immutable;
using System.Globalization;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Reporting.Drawing;

/// <summary>The way of requests: hosts, Ingresses, Gateways and routes, Services, pods, and who calls whom by name.</summary>
internal sealed class SketchTraffic
{
    private const string EveryHost = "every host";
    private const int MostPorts = 3;

    private readonly PictureSketch sketch;
    private readonly LinkGraph graph;

    private SketchTraffic(PictureSketch sketch) => (this.sketch, graph) = (sketch, sketch.Unit.Graph);

    public static void Draw(PictureSketch sketch)
    {
        var traffic = new SketchTraffic(sketch);
        foreach (var ingress in traffic.graph.Ingresses)
            traffic.Draw(ingress);
        traffic.DrawGateways();
        foreach (var service in traffic.graph.Services)
            traffic.Draw(service);
        foreach (var pods in traffic.graph.PodTemplates)
            traffic.Draw(pods);
        foreach (var call in traffic.graph.ServiceCalls.All)
            traffic.Draw(call);
    }

    private void Draw(IngressView ingress)
    {
        var node = sketch.NodeOf(ingress.Resource);
        node.Extra = IngressControllers.IsCanary(ingress) ? "canary" : "";
        foreach (var added in IngressAnnotations.AddedHosts(ingress).Distinct(StringComparer.OrdinalIgnoreCase))
            sketch.Link(Host(added), node, LinkUse.Sends, "by annotation");
        var hosts = ingress.Rules.Select(rule => rule.Host).Distinct(StringComparer.Ordinal).Count();
        foreach (var rule in ingress.Rules)
        {
            sketch.Link(Host(rule.Host), node, LinkUse.Sends, "", rule.HostNode?.Span);
            foreach (var path in rule.Paths)
                Draw(node, path.Backend, hosts > 1 ? path.Route : path.Path.Length == 0 ? "/" : path.Path, path.Node.Span);
        }

        if (ingress.DefaultBackend is not { } backend)
            return;

        if (ingress.Rules.IsEmpty)
            sketch.Link(Host(""), node, LinkUse.Sends, "");
        Draw(node, backend, "else", backend.Entry.Span);
    }

    private void Draw(DraftNode ingress, IngressBackend? backend, string route, SourceSpan place)
    {
        if (backend?.ServiceName is not { } name || backend.IsControllerAction)
            return;

        var label = backend.Port is { } port ? $"{route} → :{port}" : route;
        foreach (var service in Services(backend.Ingress.Resource.Namespace, name))
            sketch.Link(ingress, service, LinkUse.Sends, label, place);
    }

    private void DrawGateways()
    {
        var attached = graph.Gateways.ToDictionary(gateway => gateway.Resource, _ => new List<RouteView>());
        foreach (var route in graph.Routes)
            Draw(route, attached);
        foreach (var gateway in graph.Gateways)
            Draw(gateway, attached[gateway.Resource]);
    }

    private void Draw(GatewayView gateway, List<RouteView> routes)
    {
        var node = sketch.NodeOf(gateway.Resource);
        node.Ports = Some(gateway.Listeners
            .Select(listener => $"{listener.Port?.ToString(CultureInfo.InvariantCulture) ?? "?"} {listener.Protocol}".TrimEnd())
            .Distinct(StringComparer.Ordinal));
        var hosts = routes.SelectMany(route => route.HostnameNodes).ToList();
        if (hosts.Count == 0)
            hosts.AddRange(gateway.Listeners.Select(listener => listener.HostnameNode).OfType<Yaml.Node>());
        foreach (var host in hosts)
            sketch.Link(Host(host.Value), node, LinkUse.Sends, "", host.Span);
        if (hosts.Count == 0)
            sketch.Link(Host(""), node, LinkUse.Sends, "");
    }

    private void Draw(RouteView route, Dictionary<Resource, List<RouteView>> attached)
    {
        var node = sketch.NodeOf(route.Resource);
        foreach (var parent in route.Parents.Where(parent => parent.Reference.NameNode is not null))
        {
            var (found, kind) = (graph.Find(parent.Reference.Kind, parent.Reference.Namespace, parent.Reference.Name),
                parent.Reference.Kind);
            foreach (var gateway in found.Certain.Concat(found.Possible))
            {
                attached.GetValueOrDefault(gateway)?.Add(route);
                var label = route.HostnameNodes.IsEmpty
                    ? parent.SectionNode?.Value ?? ""
                    : Some(route.HostnameNodes.Select(host => host.Value));
                sketch.Link(sketch.NodeOf(gateway), node, LinkUse.Sends, label, parent.Reference.Node.Span);
            }

            if (found.IsEmpty)
            {
                sketch.Link(sketch.Missing(kind, parent.Reference.Namespace, parent.Reference.Name), node, LinkUse.Sends, "",
                    parent.Reference.Node.Span);
            }
        }

        foreach (var rule in route.Rules.Where(rule => rule.Backends.IsEmpty))
        {
            var isRedirect = rule.Filters.Any(filter => filter.Find("requestRedirect") is not null);
            sketch.Link(node, sketch.Place(PictureColumn.Service, isRedirect ? "redirect of" : "no backend of", route.Resource.Name),
                LinkUse.Sends, Matches(rule), rule.Node.Span);
        }

        foreach (var backend in route.Backends.Where(backend => backend.ServiceName is not null))
        {
            var label = $"{(backend.IsMirror ? "copies " : "")}{Matches(backend.Rule)} → {(backend.Port is { } port ? $":{port}" : "")}{Weight(backend)}";
            foreach (var service in Services(backend.Reference.Namespace, backend.ServiceName!))
            {
                sketch.Link(node, service, LinkUse.Sends, label.Trim(' ', '→'), backend.Node.Span,
                    backend.Rule.Backends.Length == 1 ? backend.Rule.Node.Span : null);
            }
        }
    }

    private static string Matches(RouteRule rule)
    {
        if (!rule.Route.HasRequests)
            return "";

        var first = rule.Matches.IsEmpty ? rule.Route.Kind == Kinds.GrpcRoute ? "every method" : "/" : rule.Matches[0].ToString();
        return rule.Matches.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{first} and {rule.Matches.Length - 1} more") : first;
    }

    private static string Weight(RouteBackend backend) =>
        backend.WeightNode is { IsScalar: true } weight && backend.Rule.Backends.Length > 1 ? $" weight {weight.Value}" : "";

    private void Draw(ServiceView service)
    {
        var node = sketch.NodeOf(service.Resource);
        (node.Extra, node.Ports) = (service.IsHeadless ? "headless" : service.Type == ServiceTypes.ClusterIP ? "" : service.Type,
            Some(service.Ports.Select(port => port.ToString())));
        DrawOutside(service, node);
        if (service.IsExternalName && service.Spec?.Find("externalName") is { IsScalar: true, IsNull: false } name)
            sketch.Link(node, sketch.Place(PictureColumn.Workload, "outside", name.Value), LinkUse.Sends, "", name.Span);
        if (service.IsExternalName || service.Selector is not { } selector || service.Resource.Find(SelectorPath) is not { } selectorNode)
            return;

        SourceSpan?[] places = [selectorNode.Span, .. service.Ports.Select(port => (SourceSpan?)port.Node.Span)];
        var ports = service.Ports.IsEmpty ? [(ServicePort?)null] : service.Ports.Select(port => (ServicePort?)port).ToArray();
        var (pods, isCertain) = service.Pods.Certain.IsEmpty ? (service.Pods.Possible, false) : (service.Pods.Certain, true);
        foreach (var ofWorkload in pods.GroupBy(some => some.Workload))
        {
            // Each port for itself: one may be broken where the others are not.
            foreach (var port in ports)
            {
                var label = port is null ? "" : Target(port, EndpointResolution.Resolve(port, ofWorkload.First()));
                sketch.Add(new DraftEdge(node, sketch.NodeOf(ofWorkload.Key), LinkUse.Selects,
                    label) { Places = port is null ? [selectorNode.Span] : [selectorNode.Span, port.Node.Span], IsUncertain = !isCertain });
            }
        }

        if (pods.IsEmpty)
        {
            sketch.Link(node, Meant(service, selectorNode.Span) ?? sketch.NoPods(service.Resource.Namespace, selector.ToString()),
                LinkUse.Selects, selector.ToString(), places);
        }
    }

    // The workload that a finding about the selector says is meant: by an edit that leads there, or by its name.
    private DraftNode? Meant(ServiceView service, SourceSpan selector) => sketch.Index.FindingsIn(selector)
        .SelectMany(finding => finding.Related.Take(1).Select(related => (finding.Fix, Workload: sketch.Index.ResourceAt(related.Span))))
        .FirstOrDefault(near => near.Workload is { Info.IsWorkload: true } && (near.Fix is not null || near.Workload.Name == service.Name))
        .Workload is { } workload ? sketch.NodeOf(workload) : null;

    private void DrawOutside(ServiceView service, DraftNode node)
    {
        if (service.Type == ServiceTypes.LoadBalancer)
        {
            sketch.Link(sketch.Place(PictureColumn.Host, "load balancer", service.Name), node, LinkUse.Sends,
                Some(service.Ports.Select(port => $":{port.Port?.ToString(CultureInfo.InvariantCulture)}")));
        }

        foreach (var port in service.Ports
            .Where(port => port.NodePort is not null && service.Type is ServiceTypes.NodePort or ServiceTypes.LoadBalancer))
        {
            sketch.Link(sketch.Place(PictureColumn.Host, "every node", string.Create(CultureInfo.InvariantCulture, $":{port.NodePort}")),
                node, LinkUse.Sends, $"→ :{port.Port?.ToString(CultureInfo.InvariantCulture)}", port.NodePortNode!.Value.Span);
        }

        if (service.Type == ServiceTypes.NodePort && service.Ports.All(port => port.NodePort is null))
            sketch.Link(sketch.Place(PictureColumn.Host, "every node", $"port for {service.Name}"), node, LinkUse.Sends, "");
        foreach (var address in service.Spec?.Find("externalIPs")?.Items ?? default)
        {
            if (address is { IsScalar: true, IsNull: false })
                sketch.Link(sketch.Place(PictureColumn.Host, "external IP", address.Value), node, LinkUse.Sends, "", address.Span);
        }
    }

    private void Draw(PodTemplate pods)
    {
        var node = sketch.NodeOf(pods.Workload);
        if (pods.Replicas is { } replicas && pods.Workload.Kind != Kinds.Pod)
            node.Extra = string.Create(CultureInfo.InvariantCulture, $"×{replicas}");
        node.Ports = Some(pods.DeclaredPorts.Select(port => PortOf(port)));
    }

    private void Draw(ServiceCall call)
    {
        var mention = call.Mention;
        SourceSpan?[] places = [mention.HostSpan, mention.PortSpan];
        var label = mention.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $":{port}") : "";
        var isOwn = call.Service is { } service && service.Pods.Certain.Any(some => some.Workload == mention.From);
        if (call.Service is null && call.IsKnown)
            return;

        // A name that nothing minds may be anybody's.
        var to = call.Service is { } found ? sketch.NodeOf(found.Resource) : sketch.Missing(Kinds.Service, call.Namespace, call.Name);
        sketch.Add(new DraftEdge(sketch.NodeOf(mention.From), to, LinkUse.Calls, label)
        {
            Places = [.. places.OfType<SourceSpan>()],
            Through = mention.Place.Text,
            IsMinor = isOwn || to.IsMissing,
        });
    }

    private DraftNode Host(string host) => sketch.Place(PictureColumn.Host, "host", host.Length == 0 ? EveryHost : host);

    // What a name stands for: the Services of that name, else one that is not there.
    private IEnumerable<DraftNode> Services(string? @namespace, string name)
    {
        var found = graph.Find(Kinds.Service, @namespace, name);
        return found.IsEmpty
            ? [sketch.Missing(Kinds.Service, @namespace, name)]
            : found.Certain.Concat(found.Possible).Select(sketch.NodeOf);
    }

    private static string Target(ServicePort port, PodTarget? target)
    {
        var from = port.Port?.ToString(CultureInfo.InvariantCulture) ?? "?";
        if (target is null)
            return from;

        var to = target.Number?.ToString(CultureInfo.InvariantCulture) ?? port.TargetPort?.ToString() ?? "?";
        return target.Outcome == TargetOutcome.Unresolved ? $"{from} → no {to}" : $"{from} → {to}";
    }

    private static string PortOf(ContainerPort port)
    {
        var number = port.Number?.ToString(CultureInfo.InvariantCulture) ?? "?";
        return port.Name is { Length: > 0 } name ? $"{number} ({name})" : number;
    }

    private static string Some(IEnumerable<string> words)
    {
        var all = words.ToList();
        return string.Join(", ", all.Take(MostPorts))
            + (all.Count > MostPorts ? string.Create(CultureInfo.InvariantCulture, $" +{all.Count - MostPorts}") : "");
    }

    private static readonly Yaml.NodePath SelectorPath = Yaml.NodePath.Parse("spec.selector");
}
