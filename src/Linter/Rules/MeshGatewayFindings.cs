using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>What is said of the gateways that a VirtualService names.</summary>
internal static class MeshGatewayFindings
{
    private const string NoTraffic = "the VirtualService gets no traffic from there";

    /// <summary>Names that are no Gateway's, where these manifests show which one was meant.</summary>
    public static IEnumerable<Finding> OfNames(RuleContext context)
    {
        var known = new KnownGateways(context.Graph);
        return context.Graph.Mesh.VirtualServices
            .SelectMany(service => service.Gateways.Concat(service.Routes.SelectMany(route => route.Gateways)))
            .DistinctBy(name => (name.Node, name.From))
            .Select(name => JudgeName(context, name, known))
            .OfType<Finding>();
    }

    /// <summary>Gateways that serve none of the hosts.</summary>
    public static IEnumerable<Finding> OfHosts(RuleContext context) =>
        context.Graph.Mesh.VirtualServices.SelectMany(service => service.Gateways)
            .DistinctBy(name => (name.Node, name.From))
            .Select(name => JudgeHosts(context, name, [.. name.Find(context.Graph).Select(context.Graph.Mesh.GatewayOf)]))
            .OfType<Finding>();

    private static Finding? JudgeName(RuleContext context, MeshGatewayName name, KnownGateways known)
    {
        var graph = context.Graph;
        // A Gateway with a dot in its name is named by nobody: what is wrong then is its name.
        if (name.IsMesh || name.Name.Length == 0 || Placeholders.IsPlaceholder(name.Node.Value)
            || !graph.Find(Kinds.IstioGateway, name.Namespace, name.Name).IsEmpty
            || (name.Node.Value != name.Name && !graph.FindAnywhere(Kinds.IstioGateway, name.Node.Value).IsEmpty)
            || graph.Externals.Has(Kinds.IstioGateway, name.Namespace, name.Name))
        {
            return null;
        }

        if (graph.FindAnywhere(Kinds.IstioGateway, name.Name) is [{ Namespace: { } its } elsewhere]
            && graph.Namespaces.Meet(name.Namespace, its) == Meeting.No)
        {
            return name.HasNamespace && !IsMeant(graph, name.Namespace!, its) ? null : InOtherNamespace(context, name, elsewhere, its);
        }

        if (known.Renamed(name.Namespace, name.Name) is { } renamed)
            return Renamed(context, name, renamed);

        return NameSlips.Nearest(name.Name, known.In(name.Namespace)) is { } near ? UnderNearName(context, name, near) : null;
    }

    // A namespace of which no Gateway is here may well hold one of the same name.
    private static bool IsMeant(LinkGraph graph, string written, string other) =>
        graph.Shows(Kinds.IstioGateway, written)
        || (NameSlips.IsSlip(written, other) && !graph.Namespaces.Names.Contains(written, StringComparer.Ordinal));

    private static Finding Renamed(RuleContext context, MeshGatewayName name, Resource renamed) =>
        context.At(name.From.Resource, name.Node, Severity.Warning,
            $"'{name.From}' attaches to Gateway '{name.Node.Value}', but kustomize renders Gateway '{name.Name}' as '{renamed.Name:1}'") with
        {
            Label = "no such Gateway",
            Related = [Whereabouts.Definition(renamed)],
            Effect = NoTraffic,
            Help = $"kustomize does not rename what 'gateways' names: fill it in with replacements, or patch it to '{renamed.Name}'",
        };

    private static Finding UnderNearName(RuleContext context, MeshGatewayName name, Resource near)
    {
        var start = name.Node.Value.IndexOf('/', StringComparison.Ordinal) + 1;
        var right = name.Node.Value[..start] + near.Name + name.Node.Value[(start + name.Name.Length)..];
        return context.At(name.From.Resource, name.Node, Severity.Warning,
            $"'{name.From}' attaches to Gateway '{name.Node.Value}', which no manifest in {Namespaces.Describe(name.Namespace)} defines; nearest is '{near.Name:1}'") with
        {
            Label = "no such Gateway",
            Related = [Whereabouts.Definition(near)],
            Effect = NoTraffic,
            Help = $"did you mean '{right}'?",
            Fix = FixOf(name, right),
        };
    }

    private static Finding InOtherNamespace(RuleContext context, MeshGatewayName name, Resource elsewhere, string its)
    {
        var right = $"{its}/{elsewhere.Name}";
        return context.At(name.From.Resource, name.Node, Severity.Warning,
            $"'{name.From}' attaches to Gateway '{name.Node.Value}' of {Namespaces.Describe(name.Namespace)}, but '{elsewhere:1}' is in namespace '{its}'") with
        {
            Label = name.HasNamespace ? "no such Gateway there" : "without a namespace, its own is meant",
            Related = [Whereabouts.Of(elsewhere)],
            Effect = NoTraffic,
            Help = $"write '{right}'",
            Fix = FixOf(name, right),
        };
    }

    private static Fix? FixOf(MeshGatewayName name, string right) =>
        ScalarEdit.Replace(name.From.Resource.Root, name.Node, right) is { } edit
            ? new Fix($"attach to Gateway '{right}'", [edit], IsSafe: false)
            : null;

    // A short host is completed in the VirtualService and not in the Gateway: both readings count.
    private static Finding? JudgeHosts(RuleContext context, MeshGatewayName name, ImmutableArray<IstioGatewayView> gateways)
    {
        var (from, hosts) = (name.From, name.From.HostNodes);
        if (hosts.IsEmpty || gateways.All(gateway => gateway.Hosts.IsEmpty) || !gateways.All(gateway => gateway.IsRead)
            || hosts.Any(node => Placeholders.IsPlaceholder(node.Value)))
        {
            return null;
        }

        var met = gateways.SelectMany(gateway => hosts.SelectMany(node => MetBy(gateway, node, from.Resource))).ToList();
        return met.Count == 0 ? OfOtherHosts(context, name, gateways.First(gateway => !gateway.Hosts.IsEmpty))
            : met.Exists(host => host.IsFor(context.Graph.Namespaces, from.Resource.Namespace)) ? null
            : OfOtherNamespaces(context, name, gateways[0], met.MinBy(host => host.Node.Span.Start)!);
    }

    private static IEnumerable<IstioServerHost> MetBy(IstioGatewayView gateway, Node host, Resource from)
    {
        var met = gateway.HostsMeeting(host.Value);
        return !IsShort(host) ? met
            : met.Concat(from.Namespace is { } own
                ? gateway.HostsMeeting(MeshHost.WholeNameOf(host.Value, own))
                : gateway.Hosts.Where(served => served.Host.StartsWith(host.Value + ".", StringComparison.Ordinal)));
    }

    private static bool IsShort(Node host) => DnsNames.IsLabel(host.Value);

    private static Finding OfOtherHosts(RuleContext context, MeshGatewayName name, IstioGatewayView gateway)
    {
        var (hosts, only) = (name.From.HostNodes, gateway.Hosts);
        var near = hosts is [var one] ? Spelling.Nearest(one.Value, only.Select(host => host.Host)) : null;
        var shown = (near is null ? null : gateway.HostsMeeting(near).FirstOrDefault()) ?? only[0];
        return context.At(name.From.Resource, hosts[0], Severity.Warning,
            $"'{name.From}' is for '{Listing.Of(hosts, host => host.Value, 5)}' and attaches to '{gateway}', which serves only '{Listing.Of(only, host => host.Host, 5):1}'") with
        {
            Label = "not served by the Gateway",
            Related = [new RelatedSpan(shown.Node.Span, $"{gateway.Resource.Quoted} serves this host")],
            IsOfBothEnds = true,
            Effect = NoTraffic,
            Notes = [.. hosts.Where(IsShort).Take(1)
                .Select(host =>
                    $"'{host.Value}' is to Istio '{MeshHost.WholeNameOf(host.Value, name.From.Resource.Namespace ?? "NAMESPACE")}', for it has no dot")],
            Help = near is null ? "name a host that the Gateway serves, or let the Gateway serve this one" : $"did you mean '{near}'?",
        };
    }

    private static Finding OfOtherNamespaces(
        RuleContext context, MeshGatewayName name, IstioGatewayView gateway, IstioServerHost refused) =>
        context.At(name.From.Resource, name.Node, Severity.Warning,
            $"'{name.From}' in {Namespaces.Describe(name.From.Resource.Namespace)} attaches to '{gateway}', which takes its host from another namespace only: '{refused.Node.Value:1}'") with
        {
            Label = "not open to this namespace",
            Related = [new RelatedSpan(refused.Node.Span, $"{gateway.Resource.Quoted} says so here")],
            IsOfBothEnds = true,
            Effect = NoTraffic,
            Help = $"open the Gateway to the namespace with '*/{refused.Host}' or a host of its own, or move the VirtualService",
        };

    // Those that a VirtualService of a namespace may mean, in lists that are made once.
    private sealed class KnownGateways(LinkGraph graph)
    {
        private readonly ILookup<string?, Resource> byNamespace = graph.OfKind(Kinds.IstioGateway)
            .ToLookup(gateway => gateway.Namespace, StringComparer.Ordinal);
        private readonly ILookup<string, Resource> byFormerName = graph.OfKind(Kinds.IstioGateway)
            .SelectMany(gateway => graph.Stage.FormerNames(gateway), (gateway, former) => (Former: former, Gateway: gateway))
            .ToLookup(pair => pair.Former, pair => pair.Gateway, StringComparer.Ordinal);

        public IEnumerable<Resource> In(string? @namespace) => graph.Namespaces.Same(@namespace).SelectMany(same => byNamespace[same]);

        public Resource? Renamed(string? @namespace, string former) =>
            byFormerName[former].FirstOrDefault(gateway => graph.Namespaces.Meet(@namespace, gateway.Namespace) == Meeting.Yes);
    }
}
