using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>What a name was found to be.</summary>
/// <param name="Certain">Resources of that name in the namespace; more than one where definitions repeat.</param>
/// <param name="Possible">Resources in a namespace that perhaps is the same; filled only where nothing is certain.</param>
public sealed record Lookup(ImmutableArray<Resource> Certain, ImmutableArray<Resource> Possible)
{
    internal static Lookup Nothing { get; } = new([], []);

    public bool IsEmpty => Certain.IsEmpty && Possible.IsEmpty;
}

/// <summary>
/// One unit's resources, the references between them, and the questions that rules ask, several at a time. Immutable; every list is in
/// the order of files and documents.
/// </summary>
public sealed class LinkGraph
{
    private readonly Dictionary<GroupKind, ImmutableArray<Resource>> byKind;
    private readonly ResourceIndex byName;
    private readonly ResourceIndex byNameAnywhere;
    private readonly Dictionary<Resource, ImmutableArray<ObjectReference>> references;
    private readonly Dictionary<Resource, ImmutableArray<PodTemplate>> podsOf;
    private readonly Dictionary<Resource, ServiceView> serviceOf = [];
    private readonly PodIndex pods;
    private readonly Memo<ServicePort, EndpointDefect?> defects = new();
    private readonly Memo<GroupKind, ImmutableArray<string?>> namespacesOf = new();
    private readonly Memo<string, ImmutableArray<PodTemplate>> podsByNamespace = new(StringComparer.Ordinal);
    private readonly Memo<string, ImmutableArray<string>> workloadsByNamespace = new(StringComparer.Ordinal);
    private readonly Memo<Resource, HeldKeys> heldKeys = new();
    private readonly Memo<Resource, HashSet<string>> ruledServices = new();

    // Each worked out when it is first asked for, by one thread, while the others wait at its gate. Not Lazy: that loads the types of all
    // answers with the graph.
    private NetworkPolicies? policies;
    private object? policiesGate;
    private ServiceCalls? serviceCalls;
    private object? serviceCallsGate;
    private NamedReferences? namedReferences;
    private object? namedReferencesGate;
    private HashSet<Resource>? routedServices;
    private object? routedServicesGate;
    private List<IngressHost>? ingressHosts;
    private object? ingressHostsGate;
    private Dictionary<Container, IncomingPorts>? portsInto;
    private object? portsIntoGate;
    private NumberMentions? numberMentions;
    private object? numberMentionsGate;
    private Mesh? mesh;
    private object? meshGate;
    private IReadOnlyList<TraefikRouteView>? traefikRoutes;
    private object? traefikRoutesGate;
    private IReadOnlyList<NamedBackend>? namedBackends;
    private object? namedBackendsGate;
    private VariableReaders? variableReaders;
    private object? variableReadersGate;
    private MeantNamespaces? meantNamespaces;
    private object? meantNamespacesGate;
    private VolumesByClass? volumesByClass;
    private object? volumesByClassGate;
    private HandMadeEndpoints? handMadeEndpoints;
    private object? handMadeEndpointsGate;
    private ClusterRights? clusterRights;
    private object? clusterRightsGate;
    private NodeLabels? nodeLabels;
    private object? nodeLabelsGate;

    internal LinkGraph(
        ImmutableArray<Resource> resources,
        Namespaces namespaces,
        Stage stage,
        ImmutableArray<PodTemplate> podTemplates,
        Dictionary<Resource, ImmutableArray<PodTemplate>> podsOf,
        Dictionary<Resource, ImmutableArray<ObjectReference>> references,
        int workers)
    {
        Resources = resources;
        Namespaces = namespaces;
        Stage = stage;
        PodTemplates = podTemplates;
        this.references = references;
        this.podsOf = podsOf;
        byKind = ByKind(resources);
        ResourceIndex[] names = [null!, null!];
        Workers.Share(names.Length, workers, job => names[job] = new ResourceIndex(resources, ofNamespace: job == 0));
        (byName, byNameAnywhere) = (names[0], names[1]);
        pods = new PodIndex(podTemplates, namespaces);
        Services = ViewsOf(Kinds.Service, workers, resource => new ServiceView(resource, this));
        Ingresses = ViewsOf(Kinds.Ingress, workers, resource => new IngressView(resource));
        Gateways = [.. OfKind(Kinds.Gateway).Select(resource => new GatewayView(resource))];
        Routes = [.. RouteView.AllKinds.SelectMany(kind => OfKind(kind)).Select(resource => new RouteView(resource))];
        Schemas = new SchemaIndex(this);
        foreach (var service in Services)
            serviceOf[service.Resource] = service;
        ServiceNames = new ServiceNames(this);
        Whole = new GraphPart(this, Resources, PodTemplates, Services, Ingresses);
    }

    /// <summary>All of it, as the one part that there is for a rule which looks at everything at once.</summary>
    public GraphPart Whole { get; }

    public ImmutableArray<Resource> Resources { get; }

    public Namespaces Namespaces { get; }

    public Stage Stage { get; }

    /// <summary>What is declared to exist elsewhere; closed rules ask it before they call a reference dangling.</summary>
    public Externals Externals => Stage.Externals;

    /// <summary>The pods of every workload; a workload with several templates stands here several times.</summary>
    public ImmutableArray<PodTemplate> PodTemplates { get; }

    public ImmutableArray<ServiceView> Services { get; }

    public ImmutableArray<IngressView> Ingresses { get; }

    public ImmutableArray<GatewayView> Gateways { get; }

    /// <summary>Routes of the Gateway API, kind by kind.</summary>
    public ImmutableArray<RouteView> Routes { get; }

    /// <summary>The names of the Services, for what is said when one is missing.</summary>
    internal ServiceNames ServiceNames { get; }

    /// <summary>The NetworkPolicies, and what they let pass.</summary>
    public NetworkPolicies Policies =>
        policies ?? LazyInitializer.EnsureInitialized(ref policies, ref policiesGate, () => new NetworkPolicies(this));

    /// <summary>What steers Istio's traffic; read when first asked for.</summary>
    public Mesh Mesh => mesh ?? LazyInitializer.EnsureInitialized(ref mesh, ref meshGate, () => new Mesh(this));

    /// <summary>The keys of a ConfigMap or Secret.</summary>
    internal HeldKeys HeldKeysOf(Resource holder) =>
        heldKeys.TryGetValue(holder, out var keys) ? keys : heldKeys.Keep(holder, HeldKeys.Of(holder));

    /// <summary>The Services that the rules of an Ingress name.</summary>
    internal HashSet<string> RuledServicesOf(Resource ingress) => ruledServices.TryGetValue(ingress, out var names) ? names
        : ruledServices.Keep(ingress,
            new IngressView(ingress).Rules.SelectMany(rule => rule.Paths)
                .Select(path => path.Backend?.ServiceName)
                .OfType<string>()
                .ToHashSet(StringComparer.Ordinal));

    /// <summary>Traefik's routes, kind by kind; read when first asked for.</summary>
    internal IReadOnlyList<TraefikRouteView> TraefikRoutes => LazyInitializer.EnsureInitialized(ref traefikRoutes, ref traefikRoutesGate,
        () => [.. TraefikRouteView.AllKinds.SelectMany(kind => OfKind(kind)).Select(resource => new TraefikRouteView(resource))]);

    /// <summary>Where Traefik sends traffic: by its routes, and by what these go through.</summary>
    internal IEnumerable<TraefikBackend> TraefikBackends =>
        TraefikRoutes.SelectMany(route => route.Rules).SelectMany(rule => rule.Services).Concat(TraefikBackend.OfParts(this));

    /// <summary>Services that other custom resources name by themselves.</summary>
    internal IReadOnlyList<NamedBackend> NamedBackends =>
        LazyInitializer.EnsureInitialized(ref namedBackends, ref namedBackendsGate, () => [.. NamedBackend.Of(this)]);

    /// <summary>Which variables read which keys.</summary>
    internal VariableReaders VariableReaders =>
        LazyInitializer.EnsureInitialized(ref variableReaders, ref variableReadersGate, () => new VariableReaders(this));

    /// <summary>Whom namespaceSelectors mean.</summary>
    internal MeantNamespaces MeantNamespaces =>
        LazyInitializer.EnsureInitialized(ref meantNamespaces, ref meantNamespacesGate, () => new MeantNamespaces(this));

    /// <summary>The PersistentVolumes by their class.</summary>
    internal VolumesByClass VolumesByClass =>
        LazyInitializer.EnsureInitialized(ref volumesByClass, ref volumesByClassGate, () => new VolumesByClass(this));

    /// <summary>Endpoints and EndpointSlices, by the Service that they are for.</summary>
    internal HandMadeEndpoints HandMadeEndpoints =>
        LazyInitializer.EnsureInitialized(ref handMadeEndpoints, ref handMadeEndpointsGate, () => new HandMadeEndpoints(this));

    /// <summary>What ClusterRoles grant.</summary>
    internal ClusterRights ClusterRights =>
        LazyInitializer.EnsureInitialized(ref clusterRights, ref clusterRightsGate, () => new ClusterRights(this));

    /// <summary>What the Nodes of the unit are labelled.</summary>
    internal NodeLabels NodeLabels =>
        LazyInitializer.EnsureInitialized(ref nodeLabels, ref nodeLabelsGate, () => new NodeLabels(this));

    /// <summary>What the schemas say of the resources, built in or brought by definitions of the unit.</summary>
    public SchemaIndex Schemas { get; }

    /// <summary>Who names which Service as a host in env, args, command or a ConfigMap; found when first asked for.</summary>
    public ServiceCalls ServiceCalls =>
        serviceCalls ?? LazyInitializer.EnsureInitialized(ref serviceCalls, ref serviceCallsGate, () => new ServiceCalls(this));

    /// <summary>The Service ports that lead to a container; see <see cref="ServiceTraffic.Receivers"/>.</summary>
    internal IReadOnlyDictionary<Container, IncomingPorts> PortsInto =>
        LazyInitializer.EnsureInitialized(ref portsInto, ref portsIntoGate, () => ServiceTraffic.PortsInto(this));

    /// <summary>The numbers that pods are told.</summary>
    internal NumberMentions NumberMentions =>
        LazyInitializer.EnsureInitialized(ref numberMentions, ref numberMentionsGate, () => new NumberMentions(this));

    /// <summary>The paths of the Ingresses by the host that they compete for.</summary>
    internal IReadOnlyList<IngressHost> IngressHosts =>
        LazyInitializer.EnsureInitialized(ref ingressHosts, ref ingressHostsGate, () => Graph.IngressHosts.Of(this));

    /// <summary>Services to which an Ingress or a route sends requests; see <see cref="Graph.RoutedServices"/>.</summary>
    internal IReadOnlySet<Resource> RoutedServices =>
        LazyInitializer.EnsureInitialized(ref routedServices, ref routedServicesGate, () => Graph.RoutedServices.Of(this));

    /// <summary>
    /// The unit holds nothing at all of a kind that others point at, pods for <see cref="Kinds.Pod"/>: a closed rule about
    /// it has nothing to judge by.
    /// </summary>
    public bool HasNone(GroupKind kind) =>
        (kind == Kinds.Pod ? PodTemplates.IsEmpty : OfKind(kind).IsEmpty) && Stage.Emptied?.Any(emptied => emptied.Kind == kind) != true;

    /// <summary>
    /// The manifests show something of this kind in the namespace, or did before a change: what is missed there is missing,
    /// and not somebody else's to apply.
    /// </summary>
    public bool Shows(GroupKind kind, string? @namespace)
    {
        if (!namespacesOf.TryGetValue(kind, out var holding))
        {
            holding = namespacesOf.Keep(kind,
                [.. (kind == Kinds.Pod ? PodTemplates.Select(pods => pods.Workload) : OfKind(kind)).Select(resource => resource.Namespace)
                    .Distinct(StringComparer.Ordinal)]);
        }

        return Stage.Emptied?.Contains((kind, @namespace)) == true
            || holding.Any(other => Namespaces.Meet(@namespace, other) == Meeting.Yes);
    }

    /// <summary>The error that leaves a Service port without any endpoint; found once however many routes lead to it.</summary>
    public EndpointDefect? DefectOf(ServicePort port)
    {
        if (!defects.TryGetValue(port, out var defect))
            defect = defects.Keep(port, EndpointResolution.FindDefect(this, port));
        return defect;
    }

    /// <summary>
    /// Resources whose links to pods or Services could not be judged, because the unit holds none at all, with the kind that is missing.
    /// </summary>
    internal IEnumerable<(Resource From, GroupKind Missing)> Unjudged
    {
        get
        {
            var (noPods, noServices) = (HasNone(Kinds.Pod), HasNone(Kinds.Service));
            if (!noPods && !noServices)
                return [];

            return
                from resource in Resources
                where resource.Kind != Kinds.Service || !ServiceOf(resource).IsExternalName
                from reference in ReferencesFrom(resource)
                where !resource.Info.IsWorkload || reference.Target is NamedTarget
                let missing = reference.Target.Kind
                where (noPods && missing == Kinds.Pod) || (noServices && missing == Kinds.Service)
                group missing by (resource, missing) into same
                select same.Key;
        }
    }

    /// <summary>Resources of the kind; <see cref="Kinds.Service"/> is core, never Knative's.</summary>
    public ImmutableArray<Resource> OfKind(GroupKind kind) => byKind.TryGetValue(kind, out var list) ? list : [];

    /// <summary>The unit holds a resource of one of the kinds.</summary>
    public bool HoldsAny(params ImmutableArray<GroupKind> kinds)
    {
        foreach (var kind in kinds)
        {
            if (byKind.ContainsKey(kind))
                return true;
        }

        return false;
    }

    /// <summary>The pods that a workload makes; empty for other kinds.</summary>
    public ImmutableArray<PodTemplate> PodsOf(Resource workload) => podsOf.TryGetValue(workload, out var list) ? list : [];

    /// <summary>What is asked for by name and what of it is missing; judged once however many rules ask.</summary>
    public NamedReferences NamedReferences =>
        LazyInitializer.EnsureInitialized(ref namedReferences, ref namedReferencesGate, () => new NamedReferences(this));

    public ServiceView ServiceOf(Resource service) => serviceOf[service];

    /// <summary>The views of Services, in their order.</summary>
    internal ImmutableArray<ServiceView> ServicesOf(ImmutableArray<Resource> services) => services switch
    {
        [] => [],
        [var only] => [ServiceOf(only)],
        _ => [.. services.Select(ServiceOf)],
    };

    public ImmutableArray<ObjectReference> ReferencesFrom(Resource resource) =>
        references.TryGetValue(resource, out var list) ? list : [];

    /// <summary>Resources of this kind and name, as seen from a namespace.</summary>
    public Lookup Find(GroupKind kind, string? @namespace, string name)
    {
        var here = byName.Lookup(kind, @namespace, name);
        foreach (var same in Namespaces.Beside(@namespace))
        {
            var there = byName.Lookup(kind, same, name);
            here = here.IsEmpty ? there : there.IsEmpty ? here : new Lookup(here.Certain.AddRange(there.Certain), []);
        }

        if (!here.IsEmpty)
            return here;

        var anywhere = byNameAnywhere.Lookup(kind, null, name);
        return anywhere.IsEmpty || !KindCatalog.Find(kind).IsNamespaced
            ? anywhere
            : new Lookup([], PerhapsIn(@namespace, anywhere.Certain));
    }

    private ImmutableArray<Resource> PerhapsIn(string? @namespace, ImmutableArray<Resource> some) =>
        [.. some.Where(resource => Namespaces.Meet(@namespace, resource.Namespace) == Meeting.Perhaps)];

    /// <summary>Resources of this kind and name in any namespace.</summary>
    public ImmutableArray<Resource> FindAnywhere(GroupKind kind, string name) => byNameAnywhere.Lookup(kind, null, name).Certain;

    /// <summary>More than one resource of this kind has the name, in whatever namespace.</summary>
    public bool HasSeveral(GroupKind kind, string name) => byNameAnywhere.HasSeveral(kind, null, name);

    /// <summary>A resource of this kind in the namespace whose name is a slip away; null where there is none.</summary>
    public Resource? FindNear(GroupKind kind, string? @namespace, string name)
    {
        var here = OfKind(kind).Where(resource => Namespaces.Meet(@namespace, resource.Namespace) == Meeting.Yes);
        return Spelling.Nearest(name, here.Select(resource => resource.Name)) is { } nearest
            ? here.First(resource => resource.Name == nearest)
            : null;
    }

    /// <summary>Every resource that a named reference reaches; empty when it dangles. More than one if names repeat.</summary>
    public ImmutableArray<Resource> TargetsOf(ObjectReference reference) => reference.Target switch
    {
        NamedTarget target => Find(target.Kind, target.Namespace, target.Name).Certain,
        SelectedTargets target => SelectPods(target.Namespace, target.Selector).Owners,
        _ => [],
    };

    /// <summary>The pods that carry the selector's labels, as seen from a namespace.</summary>
    public PodSelection SelectPods(string? @namespace, LabelSelector selector) => pods.Select(@namespace, selector);

    /// <summary>The pods of all namespaces that carry the selector's labels, in order.</summary>
    internal IEnumerable<PodTemplate> SelectPodsAnywhere(LabelSelector selector) => pods.Anywhere(PodTemplates, selector);

    /// <summary>Pods of other namespaces that carry the selector's labels, in order.</summary>
    public IEnumerable<PodTemplate> SelectPodsElsewhere(string? @namespace, LabelSelector selector) =>
        pods.Elsewhere(selector).Where(template => Namespaces.Meet(@namespace, template.Workload.Namespace) == Meeting.No);

    /// <summary>The pods of the namespace that come nearest to a selector that reaches none; null where none shares a label key.</summary>
    /// <param name="preferredName">Name of a workload that is preferred among equals, such as the Service's own.</param>
    public NearestPods? NearestPods(string? @namespace, LabelSelector selector, string? preferredName) =>
        pods.Nearest(@namespace, selector, preferredName);

    /// <summary>Pod templates of the namespace, and of those that certainly are the same.</summary>
    public ImmutableArray<PodTemplate> PodTemplatesIn(string? @namespace)
    {
        var key = @namespace ?? "";
        if (!podsByNamespace.TryGetValue(key, out var here))
        {
            here = podsByNamespace.Keep(key,
                [.. PodTemplates.Where(template => Namespaces.Meet(@namespace, template.Workload.Namespace) == Meeting.Yes)]);
        }

        return here;
    }

    /// <summary>The workloads of the namespace that make pods, as "Deployment web", each once.</summary>
    internal ImmutableArray<string> WorkloadsIn(string? @namespace)
    {
        var key = @namespace ?? "";
        if (!workloadsByNamespace.TryGetValue(key, out var here))
        {
            here = workloadsByNamespace.Keep(key,
                [.. PodTemplatesIn(@namespace).Select(pods => pods.ToString()).Distinct(StringComparer.Ordinal)]);
        }

        return here;
    }

    private ImmutableArray<TView> ViewsOf<TView>(GroupKind kind, int workers, Func<Resource, TView> view)
    {
        var some = OfKind(kind);
        var views = new TView[some.Length];
        Workers.ShareOut(some.Length, workers, () => view, (read, at) => views[at] = read(some[at]));
        return ImmutableCollectionsMarshal.AsImmutableArray(views);
    }

    private static Dictionary<GroupKind, ImmutableArray<Resource>> ByKind(ImmutableArray<Resource> resources)
    {
        var counts = new Dictionary<GroupKind, int>();
        foreach (var resource in resources)
            counts[resource.Kind] = counts.GetValueOrDefault(resource.Kind) + 1;

        var lists = new Dictionary<GroupKind, ImmutableArray<Resource>.Builder>();
        foreach (var resource in resources)
        {
            if (!lists.TryGetValue(resource.Kind, out var list))
                lists[resource.Kind] = list = ImmutableArray.CreateBuilder<Resource>(counts[resource.Kind]);
            list.Add(resource);
        }

        var byKind = new Dictionary<GroupKind, ImmutableArray<Resource>>();
        foreach (var (kind, list) in lists)
            byKind[kind] = list.MoveToImmutable();
        return byKind;
    }
}
