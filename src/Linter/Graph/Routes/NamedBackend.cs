using System.Collections.Immutable;
using System.Globalization;
using Linter.Graph.Values;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// A Service that a custom resource names by itself to send traffic to, or to shift it with: an HTTPProxy of Contour, an ApisixRoute, a
/// Mapping of Emissary, a TCPIngress of Kong, a VirtualServer of NGINX, a Route of OpenShift, a TrafficSplit, an Argo Rollout, an
/// IngressRoute of Traefik, an InferencePool. Those of Istio have views of their own.
/// </summary>
internal sealed class NamedBackend
{
    /// <param name="Kind">The kind that names it.</param>
    /// <param name="Owner">The mapping that holds the name.</param>
    /// <param name="Name">The field of the name.</param>
    /// <param name="Port">The field of the port, or of a mapping and in it; empty for none.</param>
    /// <param name="Effect">What a Service or a port that is not there leads to.</param>
    private sealed record Row(GroupKind Kind, NodePath Owner, string Name, string Port, string Effect);

    private const string NoPods = "the controller has no pods for it: what is sent there is not answered";
    private const string InContour = "Contour marks the resource invalid (ServiceUnresolvedReference) and does not send to it";
    private const string InRollout = RolloutValues.Effect;
    private const string NoPicker = "nobody picks a pod of the pool: unless its failureMode is FailOpen, requests to it are dropped";
    private const string Mapped = "service";
    private const string Traefik = "traefik.";

    // "group/Kind | where | field of the name | field of the port | what happens without it": the CRDs of these projects. Each means the
    // namespace of the resource itself, save those of Traefik, whose ports are judged by what it makes of them.
    private static readonly string[] Table =
    [
        "projectcontour.io/HTTPProxy | spec.routes[*].services[*] | name | port | " + InContour,
        "projectcontour.io/HTTPProxy | spec.tcpproxy.services[*] | name | port | " + InContour,
        "apisix.apache.org/ApisixRoute | spec.http[*].backends[*] | serviceName | servicePort | " + NoPods,
        "apisix.apache.org/ApisixRoute | spec.stream[*].backend | serviceName | servicePort | " + NoPods,
        "configuration.konghq.com/TCPIngress | spec.rules[*].backend | serviceName | servicePort | " + NoPods,
        "configuration.konghq.com/UDPIngress | spec.rules[*].backend | serviceName | servicePort | " + NoPods,
        "getambassador.io/Mapping | spec | service | " + Mapped + " | " + NoPods,
        "getambassador.io/TCPMapping | spec | service | " + Mapped + " | " + NoPods,
        "k8s.nginx.org/VirtualServer | spec.upstreams[*] | service | port | " + NoPods,
        "k8s.nginx.org/VirtualServerRoute | spec.upstreams[*] | service | port | " + NoPods,
        "k8s.nginx.org/TransportServer | spec.upstreams[*] | service | port | " + NoPods,
        "route.openshift.io/Route | spec.to | name | | " + NoPods,
        "route.openshift.io/Route | spec.alternateBackends[*] | name | | " + NoPods,
        "split.smi-spec.io/TrafficSplit | spec | service | | nothing is split",
        "split.smi-spec.io/TrafficSplit | spec.backends[*] | service | | its share of the traffic is not answered",
        "argoproj.io/Rollout | spec.strategy.canary | stableService | | " + InRollout,
        "argoproj.io/Rollout | spec.strategy.canary | canaryService | | " + InRollout,
        "argoproj.io/Rollout | spec.strategy.canary.pingPong | pingService | | " + InRollout,
        "argoproj.io/Rollout | spec.strategy.canary.pingPong | pongService | | " + InRollout,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.alb | rootService | | " + InRollout,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.smi | rootService | | " + InRollout,
        "argoproj.io/Rollout | spec.strategy.blueGreen | activeService | | " + InRollout,
        "argoproj.io/Rollout | spec.strategy.blueGreen | previewService | | " + InRollout,
        "inference.networking.k8s.io/InferencePool | spec.endpointPickerRef | name | port.number | " + NoPicker,
        "inference.networking.k8s.io/InferencePool | spec.endpointPickerRef | name | portNumber | " + NoPicker,
        "inference.networking.x-k8s.io/InferencePool | spec.extensionRef | name | portNumber | " + NoPicker,
        .. TraefikBackend.Paths.Select(row => $"{row.Kind.Group}/{row.Kind.Kind} | {row.Path} | name | | {row.Effect}"),
    ];

    private static readonly ImmutableArray<Row> Rows = [.. Table.Select(Read)];

    private static readonly ImmutableArray<string> OwnResolvers = ["kubernetes-service", "kubernetes-endpoint"];

    private static readonly ImmutableArray<GroupKind> ResolversOfServices =
        [new("getambassador.io", "KubernetesServiceResolver"), new("getambassador.io", "KubernetesEndpointResolver")];

    /// <summary>Every kind that names Services so.</summary>
    internal static readonly ImmutableArray<GroupKind> Holders = [.. Rows.Select(row => row.Kind).Distinct()];

    private readonly Row row;

    private NamedBackend(Row row, Resource from, Node owner, Node nameNode, NamedText text, bool isSpared)
    {
        (this.row, From, Owner, NameNode, IsSpared) = (row, from, owner, nameNode, isSpared);
        (Name, Prefix, Suffix) = (text.Name, text.Prefix, text.Suffix);
        Namespace = IsOfTraefik && owner.FindText("namespace") is { } other ? other.Value : from.Namespace;
        if (text.Port is { } number)
            Port = new IntOrString(nameNode, number, null);
        else if (row.Port.Length > 0 && !IsText)
            Port = IntOrString.Read(row.Port.Split('.').Aggregate((Node?)owner, static (node, field) => node?.Find(field)));
    }

    public Resource From { get; }

    /// <summary>The mapping that holds the name.</summary>
    public Node Owner { get; }

    public Node NameNode { get; }

    public string Name { get; }

    /// <summary>That of the resource, unless one stands beside the name.</summary>
    public string? Namespace { get; }

    /// <summary>Traefik's kinds may name TraefikServices in the place of Services.</summary>
    public bool IsOfTraefik => row.Kind.Group.StartsWith(Traefik, StringComparison.Ordinal);

    /// <summary>What stands in the same scalar before the name.</summary>
    public string Prefix { get; }

    /// <summary>What stands in the same scalar behind the name.</summary>
    public string Suffix { get; }

    /// <summary>The Service's port; null where none is asked for, or none can be read.</summary>
    public IntOrString? Port { get; }

    /// <summary>Name and port stand in one scalar.</summary>
    public bool IsText => row.Port == Mapped;

    /// <summary>It is a route for traffic, not what shifts traffic between pods or picks one.</summary>
    public bool IsRoute => row.Effect != InRollout && !IsPicker;

    /// <summary>"stableService", "endpointPickerRef".</summary>
    public string Field => IsPicker ? row.Owner.ToString()[(row.Owner.ToString().LastIndexOf('.') + 1)..] : row.Name;

    private bool IsPicker => row.Effect == NoPicker;

    /// <summary>What a Service or a port that is not there leads to.</summary>
    public string Effect => IsSpared ? TraefikBackend.NotShared : row.Effect;

    /// <summary>Others take its share where it is not there.</summary>
    public bool IsSpared { get; }

    /// <summary>The Services that it certainly names; several where definitions repeat.</summary>
    public ImmutableArray<ServiceView> Services(LinkGraph graph) =>
        graph.ServicesOf(graph.Find(Kinds.Service, Namespace, Name).Certain);

    /// <summary>All of a unit, kind by kind.</summary>
    public static IEnumerable<NamedBackend> Of(LinkGraph graph)
    {
        var spared = graph.TraefikRoutes.SelectMany(route => route.Rules)
            .SelectMany(rule => rule.Services)
            .Where(backend => backend.IsSpared(graph))
            .Select(backend => (backend.From, backend.Node))
            .ToHashSet();
        foreach (var row in Rows)
        {
            foreach (var resource in graph.OfKind(row.Kind))
            {
                foreach (var owner in resource.Select(row.Owner))
                {
                    if (owner.IsMapping && owner.FindText(row.Name) is { } name && !Placeholders.IsPlaceholder(name.Value)
                        && (owner.FindText("kind") is not { } kind || kind.Is("Service") || row.Name != "name")
                        && (row.Port == Mapped
                            ? OfMapping(graph, owner, name, resource.Namespace)
                            : NamedText.Read(name.Value)) is { } text)
                    {
                        yield return new NamedBackend(row, resource, owner, name, text, spared.Contains((resource, owner)));
                    }
                }
            }
        }
    }

    // Null where the text leads to no Service: to a host that clients are redirected to, or to what Consul knows by the name.
    private static NamedText? OfMapping(LinkGraph graph, Node mapping, Node text, string? @namespace)
    {
        if (WorkloadReport.IsTrue(mapping.Find("host_redirect")))
            return null;

        var isOfServices = ValueList.Filled(mapping.Find("resolver")) is not { } resolver || OwnResolvers.AsSpan().Contains(resolver.Value)
            || ResolversOfServices.Any(kind => !graph.FindAnywhere(kind, resolver.Value).IsEmpty);
        var hasTls = mapping.Find("tls") is { IsScalar: true, IsNull: false } tls && !tls.Is("") && !WorkloadReport.IsFalse(tls);
        return isOfServices ? NamedText.ReadMapped(text.Value, hasTls, @namespace) : null;
    }

    private static Row Read(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        var slash = cells[0].IndexOf('/', StringComparison.Ordinal);
        return new Row(new GroupKind(cells[0][..slash], cells[0][(slash + 1)..]), NodePath.Parse(cells[1]), cells[2], cells[3], cells[4]);
    }

    /// <summary>A name, or as Emissary has it, SCHEME://NAME.NAMESPACE:PORT.</summary>
    private readonly record struct NamedText(string Name, string Prefix, string Suffix, int? Port)
    {
        private static readonly ImmutableArray<string> Ends = ["", ".svc", ".svc.cluster.local"];

        /// <summary>Null for what is no name.</summary>
        public static NamedText? Read(string value) => DnsNames.IsLabel(value) ? new NamedText(value, "", "", null) : null;

        /// <summary>Null for what is no Service beside the resource. With TLS, 443 is the port where none is given.</summary>
        public static NamedText? ReadMapped(string value, bool hasTls, string? @namespace)
        {
            var start = value.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
            var rest = value[start..];
            var colon = rest.IndexOf(':', StringComparison.Ordinal);
            var host = colon < 0 ? rest : rest[..colon];
            var dot = host.IndexOf('.', StringComparison.Ordinal);
            var name = dot < 0 ? host : host[..dot];
            // Only what leads to the namespace of the resource itself: any other host may be one of the world, and localhost is Emissary.
            if (name == "localhost" || !DnsNames.IsLabel(name)
                || (dot >= 0 && (@namespace is null || !Ends.Any(end => host[dot..] == $".{@namespace}{end}"))))
            {
                return null;
            }

            // Without a number that of TLS or of plain requests (python/ambassador/ir/ircluster.py in emissary-ingress/emissary).
            int? port = colon < 0 ? hasTls || value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 443 : 80
                : int.TryParse(rest[(colon + 1)..].TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture,
                    out var number) ? number : null;
            return new NamedText(name, value[..start], rest[name.Length..], port);
        }
    }
}
