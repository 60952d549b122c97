using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What is known of a kind of monitor.</summary>
/// <param name="Endpoints">Where its endpoints stand.</param>
/// <param name="SelectsServices">It selects Services by their labels; else pods.</param>
/// <param name="HasNamespaceSelector">It may look into other namespaces: namespaceSelector.</param>
/// <param name="NumberField">
/// The field of an endpoint that means a port of the containers by its number; null where there is none, as its port takes numbers too.
/// </param>
public sealed record MonitorKind(NodePath Endpoints, bool SelectsServices, bool HasNamespaceSelector, string? NumberField)
{
    /// <summary>The field of an endpoint that takes a name alone; null where there is none.</summary>
    public string? NameField => NumberField is null ? null : "port";
}

/// <summary>A resource that tells a metrics collector which ports to scrape.</summary>
public sealed class MonitorView
{
    private const int FewNames = 8;

    private static readonly NodePath SelectorPath = NodePath.Parse("spec.selector");
    private static readonly NodePath AnyPath = NodePath.Parse("spec.namespaceSelector.any");
    private static readonly NodePath NamesPath = NodePath.Parse("spec.namespaceSelector.matchNames[*]");

    // Sources: the types of prometheus-operator (and Azure's and VictoriaMetrics' copies of them), and of Google Managed Prometheus.
    private static readonly Dictionary<GroupKind, MonitorKind> MonitorKinds = new()
    {
        [Kinds.ServiceMonitor] = new(NodePath.Parse("spec.endpoints[*]"), SelectsServices: true, HasNamespaceSelector: true, "targetPort"),
        [Kinds.PodMonitor] = new(NodePath.Parse("spec.podMetricsEndpoints[*]"), SelectsServices: false, HasNamespaceSelector: true,
            "portNumber"),
        [new("azmonitoring.coreos.com", "ServiceMonitor")] = new(NodePath.Parse("spec.endpoints[*]"), SelectsServices: true,
            HasNamespaceSelector: true, "targetPort"),
        [new("azmonitoring.coreos.com", "PodMonitor")] = new(NodePath.Parse("spec.podMetricsEndpoints[*]"), SelectsServices: false,
            HasNamespaceSelector: true, "portNumber"),
        [new("operator.victoriametrics.com", "VMServiceScrape")] = new(NodePath.Parse("spec.endpoints[*]"), SelectsServices: true,
            HasNamespaceSelector: true, "targetPort"),
        [new("operator.victoriametrics.com", "VMPodScrape")] = new(NodePath.Parse("spec.podMetricsEndpoints[*]"), SelectsServices: false,
            HasNamespaceSelector: true, "portNumber"),
        [new("monitoring.googleapis.com", "PodMonitoring")] = new(NodePath.Parse("spec.endpoints[*]"), SelectsServices: false,
            HasNamespaceSelector: false, null),
    };

    private HashSet<string?>? names;

    private MonitorView(Resource resource, LabelSelector selector)
    {
        Resource = resource;
        Kind = MonitorKinds[resource.Kind];
        Selector = selector;
        IsAnywhere = Kind.HasNamespaceSelector && resource.Find(AnyPath) is { } any && any.Is("true");
        var given = Kind.HasNamespaceSelector
            ? resource.Select(NamesPath).Where(name => name.IsScalar && !name.IsNull).Select(name => name.Value).ToList()
            : [];
        Namespaces = given.Count > 0 ? [.. given] : [resource.Namespace];
    }

    public Resource Resource { get; }

    public MonitorKind Kind { get; }

    public LabelSelector Selector { get; }

    /// <summary>It looks into every namespace.</summary>
    public bool IsAnywhere { get; }

    /// <summary>The namespaces that it looks into, its own where it names none.</summary>
    public ImmutableArray<string?> Namespaces { get; }

    /// <summary>Whether it looks into a namespace.</summary>
    internal Meeting Meets(Namespaces namespaces, string? @namespace)
    {
        if (IsAnywhere || InNames(@namespace))
            return Meeting.Yes;
        foreach (var same in namespaces.Beside(@namespace))
        {
            if (InNames(same))
                return Meeting.Yes;
        }

        return @namespace is null || InNames(null) || Graph.Namespaces.IsFilledInLater(@namespace)
            || Namespaces.Any(name => name is not null && Graph.Namespaces.IsFilledInLater(name)) ? Meeting.Perhaps : Meeting.No;
    }

    /// <summary>Equal for monitors that look at the same: one selector, the same namespaces.</summary>
    internal string Scope =>
        $"{Selector.Key}\u0002{(IsAnywhere ? "\u0003" : string.Join('\u0003', Namespaces.Select(name => name ?? "\u0004")))}";

    private bool InNames(string? @namespace) =>
        Namespaces.Length <= FewNames
            ? Namespaces.Contains(@namespace, StringComparer.Ordinal)
            : (names ??= Namespaces.ToHashSet(StringComparer.Ordinal)).Contains(@namespace);

    /// <summary>Its endpoints that are mappings, as written.</summary>
    public IEnumerable<Node> Endpoints => Resource.Select(Kind.Endpoints).Where(endpoint => endpoint.IsMapping);

    /// <summary>The kinds of monitors, ordered.</summary>
    internal static ImmutableArray<GroupKind> AllKinds { get; } =
        [.. MonitorKinds.Keys.OrderBy(kind => kind.ToString(), StringComparer.Ordinal)];

    /// <summary>All monitors of the unit that have a selector, in order.</summary>
    public static IEnumerable<MonitorView> Of(LinkGraph graph) =>
        AllKinds.SelectMany(kind => graph.OfKind(kind))
            .Select(resource => resource.Find(SelectorPath) is { IsMapping: true } selector
                ? new MonitorView(resource, LabelSelector.FromSelector(selector))
                : null)
            .OfType<MonitorView>();
}

/// <summary>Services by their own labels, so that no selector has to look at all of them.</summary>
internal sealed class ServiceLabels
{
    private readonly ImmutableArray<LabelledService> all;
    private readonly ILookup<(string Key, string Value), LabelledService> byPair;
    private readonly Dictionary<string, (NearIndex Values, ILookup<string, LabelledService> Services)> byKey = new(StringComparer.Ordinal);
    private ILookup<(string Key, string Value), LabelledService>? bySelector;
    private ILookup<string, (ServiceView Service, LabelPair Label)>? byValue;
    private LabelKeys? keys;

    public ServiceLabels(LinkGraph graph)
    {
        all = [.. graph.Services.Select((service, i) => new LabelledService(service,
            LabelSet.Read(service.Resource.Find(Resource.Paths.Labels)), i))];
        byPair = all.SelectMany(labelled => labelled.Labels.Pairs.Select(pair => (Key: (pair.Key, pair.Value), labelled)))
            .ToLookup(pair => pair.Key, pair => pair.labelled);
    }

    /// <summary>Which keys are in use in which namespace.</summary>
    public LabelKeys Keys => keys ??= new LabelKeys(all.Select(labelled => (labelled.Service.Resource.Namespace, labelled.Labels)));

    /// <summary>Services of any namespace that carry the selector's labels, in order.</summary>
    public IEnumerable<ServiceView> Select(LabelSelector selector)
    {
        var candidates = selector.Pairs.Select(pair => byPair[(pair.Key, pair.Value)]).MinBy(labelled => labelled.Count()) ?? all;
        return candidates.Where(labelled => selector.Matches(labelled.Labels)).Select(labelled => labelled.Service);
    }

    /// <summary>Services of any namespace that select their pods by all of the selector's labels, in order.</summary>
    public IEnumerable<ServiceView> SelectingBy(LabelSelector selector)
    {
        bySelector ??= all.Where(labelled => labelled.Service.Selector is not null)
            .SelectMany(labelled => labelled.Service.Selector!.Pairs.Select(pair => (Key: (pair.Key, pair.Value), labelled))
                .DistinctBy(pair => pair.Key))
            .ToLookup(pair => pair.Key, pair => pair.labelled);
        var candidates = selector.Pairs.Select(pair => bySelector[(pair.Key, pair.Value)]).MinBy(labelled => labelled.Count()) ?? [];
        return candidates.Select(labelled => labelled.Service)
            .Where(service => selector.Pairs
                .All(pair => service.Selector!.Pairs.Any(has => has.Key == pair.Key && has.Value == pair.Value)));
    }

    /// <summary>
    /// The labels of a Service that differ from the selector by one slip in one value, and all else agrees; null where there are none.
    /// </summary>
    public (ServiceView Service, LabelPair Asked, LabelPair Label)? Nearest(LabelSelector selector, Func<ServiceView, bool> counts)
    {
        if (!selector.Expressions.IsEmpty || selector.Pairs.IsEmpty)
            return null;

        foreach (var (service, labels, _) in selector.Pairs.Length == 1 ? NearIn(selector.Pairs[0]) : NearIn(selector))
        {
            var differing = selector.Pairs.Where(pair => !labels.Has(pair.Key, pair.Value)).Take(2).ToList();
            if (differing.Count == 1 && labels.Find(differing[0].Key) is { } label && NameSlips.IsSlip(differing[0].Value, label.Value)
                && counts(service))
            {
                return (service, differing[0], label);
            }
        }

        return null;
    }

    /// <summary>
    /// The only Service that carries the selector's labels but for the value of one of several; null where there is none or more.
    /// </summary>
    public (ServiceView Service, LabelPair Asked, LabelPair Label)? AllButOne(LabelSelector selector, Func<ServiceView, bool> counts)
    {
        if (!selector.Expressions.IsEmpty || selector.Pairs.Length < 2)
            return null;

        var found = selector.Pairs
            .SelectMany(asked => selector.Pairs.Where(pair => pair != asked).Select(pair => byPair[(pair.Key, pair.Value)])
                .MinBy(labelled => labelled.Count())!
                .Where(labelled => selector.Pairs.All(pair => labelled.Labels.Has(pair.Key, pair.Value) != (pair == asked))
                    && labelled.Labels.Find(asked.Key) is not null && counts(labelled.Service))
                .Select(labelled => (labelled.Service, Asked: asked, Label: labelled.Labels.Find(asked.Key)!.Value)))
            .Take(2)
            .ToList();
        return found is [var only] ? only : null;
    }

    /// <summary>
    /// The one Service that has the value of the selector's only label under another key; null where there is none or several.
    /// </summary>
    public (ServiceView Service, LabelPair Label)? UnderOtherKey(LabelSelector selector, Func<ServiceView, bool> counts)
    {
        if (selector is not { Pairs: [{ Value.Length: > 0 } asked], Expressions.IsEmpty: true })
            return null;

        byValue ??= all.SelectMany(labelled => labelled.Labels.Pairs.Select(pair => (labelled.Service, Label: pair)))
            .ToLookup(pair => pair.Label.Value, StringComparer.Ordinal);
        var found = byValue[asked.Value].Take(Spelling.MostCandidates).Where(pair => counts(pair.Service)).GroupBy(pair => pair.Service)
            .Take(2).ToList();
        return found is [var only] ? StrayLabels.Best(only, pair => pair.Label) : null;
    }

    // Those with a near value of the only key.
    private IEnumerable<LabelledService> NearIn(LabelPair pair)
    {
        if (!byKey.TryGetValue(pair.Key, out var known))
        {
            var services = all.Where(labelled => labelled.Labels.Find(pair.Key) is not null)
                .ToLookup(labelled => labelled.Labels.Find(pair.Key)!.Value.Value, StringComparer.Ordinal);
            byKey[pair.Key] = known = (new NearIndex(services.Select(same => same.Key)), services);
        }

        return known.Values.Near(pair.Value)
            .Where(value => NameSlips.IsSlip(pair.Value, value))
            .SelectMany(value => known.Services[value])
            .OrderBy(labelled => labelled.Ordinal);
    }

    // What differs in one pair carries one of any two.
    private IEnumerable<LabelledService> NearIn(LabelSelector selector) =>
        selector.Pairs.Select(pair => byPair[(pair.Key, pair.Value)]).OrderBy(labelled => labelled.Count()).Take(2)
            .SelectMany(labelled => labelled.Take(Spelling.MostCandidates))
            .DistinctBy(labelled => labelled.Ordinal)
            .OrderBy(labelled => labelled.Ordinal);

    private sealed record LabelledService(ServiceView Service, LabelSet Labels, int Ordinal);
}
