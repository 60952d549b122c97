using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Why a host leads to no Service.</summary>
public enum MeshHostCause
{
    /// <summary>The end of the name is left off or misspelt.</summary>
    CutName,

    /// <summary>A Service of the namespace has a name that is a slip away.</summary>
    NearName,

    /// <summary>The Service is in another namespace.</summary>
    OtherNamespace,

    /// <summary>kustomize gave the Service another name, which it does not do to hosts.</summary>
    Renamed,
}

/// <summary>A host that leads to no Service, and the Service that was meant.</summary>
/// <param name="Right">What to write instead.</param>
public sealed record MeshHostFault(MeshHostCause Cause, Resource Meant, string Right);

/// <summary>
/// What of a unit steers Istio's traffic. Services and entries of other teams are found by the same names, so that absence alone
/// says nothing of a namespace that the unit does not show.
/// </summary>
public sealed class Mesh
{
    // With this its hosts are not completed: Istio's own translation of the Gateway API (UseGatewaySemantics in pilot/pkg/model).
    private const string RouteSemantics = "internal.istio.io/route-semantics";

    private static readonly NodePath EntryHosts = NodePath.Parse("spec.hosts[*]");

    private static readonly GroupKind Flagger = new("flagger.app", "Canary");

    private readonly LinkGraph graph;
    private readonly MissingServices missing;
    private readonly HashSet<string> entries;
    private readonly ImmutableArray<string> wideEntries;
    private readonly ILookup<string, DestinationRuleView> rulesByName;
    private readonly ImmutableArray<DestinationRuleView> wideRules;
    private readonly Dictionary<Resource, IstioGatewayView> gatewayOf;
    private readonly Dictionary<Resource, VirtualServiceView> virtualServiceOf;
    private readonly Memo<string, ImmutableArray<Resource>> homes = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string?, Resource>> secrets;

    internal Mesh(LinkGraph graph)
    {
        this.graph = graph;
        missing = new MissingServices(graph);
        VirtualServices = [.. graph.OfKind(Kinds.VirtualService).Where(resource => resource.Annotation(RouteSemantics) is null)
            .Select(resource => new VirtualServiceView(resource))];
        DestinationRules = [.. graph.OfKind(Kinds.DestinationRule).Select(resource => new DestinationRuleView(resource))];
        Gateways = [.. graph.OfKind(Kinds.IstioGateway).Select(resource => new IstioGatewayView(resource))];
        gatewayOf = Gateways.ToDictionary(gateway => gateway.Resource);
        secrets = new(() => graph.OfKind(Kinds.Secret).ToLookup(secret => secret.Namespace, StringComparer.Ordinal));
        virtualServiceOf = VirtualServices.ToDictionary(service => service.Resource);
        entries = graph.OfKind(Kinds.ServiceEntry).SelectMany(entry => entry.Select(EntryHosts))
            .Where(host => host is { IsScalar: true, IsNull: false })
            .Select(host => host.Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        wideEntries = [.. entries.Where(IsWide)];
        rulesByName = DestinationRules.Where(rule => rule.Host is not null).ToLookup(rule => NameOf(rule.Host!), StringComparer.Ordinal);
        wideRules = [.. DestinationRules.Where(rule => rule.Host is { } host && IsWide(host.Text))];
    }

    public ImmutableArray<VirtualServiceView> VirtualServices { get; }

    public ImmutableArray<DestinationRuleView> DestinationRules { get; }

    public ImmutableArray<IstioGatewayView> Gateways { get; }

    /// <summary>Of the workloads whose pods carry the selector of a Gateway, the first of each namespace.</summary>
    internal ImmutableArray<Resource> HomesOf(LabelSelector selector)
    {
        var key = selector.Key;
        return homes.TryGetValue(key, out var known) ? known
            : homes.Keep(key,
                [.. graph.SelectPodsAnywhere(selector).Select(pods => pods.Workload)
                    .DistinctBy(workload => workload.Namespace, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// A Gateway whose pods these are: the selector asks for all that the Gateway asks for, and no workload here has it. Gateways are often
    /// installed with Istio. Null where there is none.
    /// </summary>
    internal Resource? GatewayOfOthers(LabelSelector selector) =>
        Gateways.FirstOrDefault(gateway => gateway.Selector is { IsEmpty: false } own && own.Pairs.All(pair => Asks(selector, pair))
            && HomesOf(own).IsEmpty)?.Resource;

    private static bool Asks(LabelSelector selector, LabelPair wanted) =>
        selector.Pairs.Any(pair => pair.Key == wanted.Key && pair.Value == wanted.Value);

    /// <summary>The Secrets in the namespaces of these workloads.</summary>
    internal IEnumerable<Resource> SecretsBeside(ImmutableArray<Resource> workloads) =>
        workloads.SelectMany(workload => graph.Namespaces.Same(workload.Namespace)).Distinct(StringComparer.Ordinal)
            .SelectMany(name => secrets.Value[name]);

    /// <summary>Null for one that Istio itself makes of a route.</summary>
    internal VirtualServiceView? VirtualServiceOf(Resource service) => virtualServiceOf.GetValueOrDefault(service);

    internal IstioGatewayView GatewayOf(Resource gateway) => gatewayOf[gateway];

    /// <summary>
    /// The ways of requests from Gateways through a VirtualService, in the order in which Istio tries them: the written one, whatever
    /// is more particular (BuildHTTPRoutesForVirtualService in istio/istio, pilot/pkg/networking/core/route). Where a route
    /// delegates, the routes of the other VirtualService stand in its place, each with both matches (mergeHTTPRoutes in
    /// pilot/pkg/model/virtualservice.go).
    /// </summary>
    public IEnumerable<MeshWay> WaysThrough(VirtualServiceView service)
    {
        var isPreceded = false;
        foreach (var way in service.Routes.Where(route => route.IsHttp).SelectMany(WaysThrough))
        {
            yield return isPreceded ? way with { IsPreceded = true } : way;
            isPreceded |= way.TakesAll && way.Matches.All(match => match is { Gateways.IsEmpty: true, Port: null });
        }
    }

    /// <summary>
    /// The VirtualService of the unit to which a route hands its requests over: one without hosts. Null where there is none.
    /// </summary>
    public VirtualServiceView? DelegateOf(MeshRoute route) =>
        route.DelegateNode is { } other && other.FindText("name") is { } name
            ? graph.Find(Kinds.VirtualService, other.FindText("namespace")?.Value ?? route.From.Resource.Namespace, name.Value).Certain
                .Select(found => virtualServiceOf.GetValueOrDefault(found)).FirstOrDefault(found => found is { HostNodes.IsEmpty: true })
            : null;

    private IEnumerable<MeshWay> WaysThrough(MeshRoute route)
    {
        ImmutableArray<MeshMatch> matches = [.. route.Matches.Where(match => !match.IsForSidecars)];
        if (matches.IsEmpty && !route.Matches.IsEmpty)
            return [];
        if (DelegateOf(route) is not { } other)
            return matches.IsEmpty ? [new MeshWay([], route)] : matches.Select(match => new MeshWay([match], route));
        return other.Routes.Where(own => own.IsHttp).SelectMany(own => Joined(matches, own));
    }

    // A route of which one match lies outside of every match that hands over, is left out as a whole.
    private static IEnumerable<MeshWay> Joined(ImmutableArray<MeshMatch> matches, MeshRoute own)
    {
        if (matches.IsEmpty || own.Matches.IsEmpty)
        {
            return matches.IsEmpty && own.Matches.IsEmpty
                ? [new MeshWay([], own)]
                : matches.Concat(own.Matches).Select(match => new MeshWay([match], own));
        }

        var joined = own.Matches
            .Select(leaf => matches.Where(root => !MeshMatch.Conflict(root, leaf)).Select(root => new MeshWay([root, leaf], own)).ToList())
            .ToList();
        return joined.Exists(ways => ways.Count == 0) ? [] : joined.SelectMany(ways => ways);
    }

    /// <summary>
    /// The Services that the host certainly leads to; none where a ServiceEntry says the same host, for it may bring ports and endpoints of
    /// its own.
    /// </summary>
    public ImmutableArray<ServiceView> ServicesOf(MeshHost host) =>
        host.Form is MeshHostForm.Short or MeshHostForm.Whole && !IsEntry(host)
            ? graph.ServicesOf(graph.Find(Kinds.Service, host.Namespace, host.Service).Certain)
            : [];

    /// <summary>
    /// Why the host leads to no Service although these manifests show which one was meant; null where nothing is wrong or nothing is known.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="isTaken">Whether a Service with a near name cannot be meant.</param>
    public MeshHostFault? FaultOf(MeshHost host, Func<Resource, bool> isTaken)
    {
        var (name, @namespace) = (host.Service, host.Namespace);
        if (host.Form == MeshHostForm.Other || IsEntry(host) || graph.Externals.Has(Kinds.Service, @namespace, name))
            return null;

        var found = graph.Find(Kinds.Service, @namespace, name);
        if (host.Form == MeshHostForm.Cut)
        {
            return found.Certain.IsEmpty
                ? null
                : new MeshHostFault(MeshHostCause.CutName, found.Certain[0], MeshHost.WholeNameOf(name, @namespace!));
        }

        if (!found.IsEmpty || ServiceNames.IsInEveryCluster(@namespace, name) || missing.IsMade(@namespace, name))
            return null;

        if (Elsewhere(host) is { } elsewhere)
            return new MeshHostFault(MeshHostCause.OtherNamespace, elsewhere, MeshHost.WholeNameOf(name, elsewhere.Namespace!));
        if (missing.Renamed(@namespace, name) is { } renamed && renamed.Former == name)
            return new MeshHostFault(MeshHostCause.Renamed, renamed.Resource, renamed.Resource.Name + host.Text[name.Length..]);
        return missing.Nearest(@namespace, name) is { } near && !isTaken(near)
            ? new MeshHostFault(MeshHostCause.NearName, near, near.Name + host.Text[name.Length..])
            : null;
    }

    /// <summary>
    /// No Service, no entry and nothing that may make Services has the name that the host means, in a namespace of which these manifests
    /// show Services.
    /// </summary>
    public bool IsMissing(MeshHost host) =>
        host.Form is MeshHostForm.Short or MeshHostForm.Whole && graph.Shows(Kinds.Service, host.Namespace)
        && !ServiceNames.IsOfTheCluster(host.Namespace)
        && !IsEntry(host) && !graph.Externals.Has(Kinds.Service, host.Namespace, host.Service)
        && graph.Find(Kinds.Service, host.Namespace, host.Service).IsEmpty
        && !ServiceNames.IsInEveryCluster(host.Namespace, host.Service) && !missing.MayBeMade(host.Namespace, host.Service);

    /// <summary>The rules that are certainly for this host, and those that may be.</summary>
    public (ImmutableArray<DestinationRuleView> Certain, ImmutableArray<DestinationRuleView> Possible) RulesFor(MeshHost host)
    {
        var meetings = rulesByName[NameOf(host)].ToLookup(rule => rule.Host!.Meets(graph.Namespaces, host));
        var wide = wideRules.Where(rule => rule.Host!.Meets(graph.Namespaces, host) == Meeting.No
            && MeshNames.Covers(rule.Host.Text, WholeNameOf(host)));
        return ([.. meetings[Meeting.Yes]], [.. meetings[Meeting.Perhaps], .. wide]);
    }

    /// <summary>
    /// No rule is for this host, though rules for others are here and nothing makes one: where this one would stand, too. Without any rule
    /// it may be applied by itself.
    /// </summary>
    public bool LacksRule(MeshHost host) => graph.HoldsAny(Kinds.DestinationRule) && !MakesRules && RulesFor(host) is ([], []);

    /// <summary>Flagger makes DestinationRules of its own.</summary>
    public bool MakesRules => graph.HoldsAny(Flagger);

    // The only one of the name. A namespace that is written out and of which no Service is here may well hold another.
    private Resource? Elsewhere(MeshHost host) =>
        graph.FindAnywhere(Kinds.Service, host.Service) is [{ } only] && graph.Namespaces.Meet(host.Namespace, only.Namespace) == Meeting.No
            && (host.Form == MeshHostForm.Short || graph.Shows(Kinds.Service, host.Namespace) || IsSlip(host.Namespace!, only.Namespace!))
            ? only
            : null;

    private bool IsSlip(string written, string other) =>
        NameSlips.IsSlip(written, other) && !graph.Namespaces.Names.Contains(written, StringComparer.Ordinal);

    /// <summary>A ServiceEntry of the unit says the same host.</summary>
    internal bool IsEntry(MeshHost host) =>
        entries.Count > 0 && WholeNameOf(host) is var whole
        && (entries.Contains(host.Text) || entries.Contains(whole) || wideEntries.Any(entry => MeshNames.Covers(entry, whole)));

    private static bool IsWide(string name) => name.StartsWith('*');

    // What two hosts have in common that meet.
    private static string NameOf(MeshHost host) => host.Form is MeshHostForm.Short or MeshHostForm.Whole ? host.Service : host.Text;

    private string WholeNameOf(MeshHost host) =>
        host.WholeName ?? MeshHost.WholeNameOf(host.Service, Namespaces.OrDefault(graph.Namespaces.Single));
}
