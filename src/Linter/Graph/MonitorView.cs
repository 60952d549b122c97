using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What is known of a kind of monitor.</summary>
/// <param name="Endpoints">Where its endpoints stand.</param>
/// <param name="SelectsServices">It selects Services by their labels; else pods.</param>
/// <param name="HasNamespaceSelector">It may look into other namespaces: namespaceSelector.</param>
/// <param name="NumberField">The field of an endpoint that means a port of the containers by its number; null where there is none.</param>
public sealed record MonitorKind(NodePath Endpoints, bool SelectsServices, bool HasNamespaceSelector, string? NumberField);

/// <summary>A resource that tells a metrics collector which ports to scrape.</summary>
public sealed class MonitorView
{
    private static readonly NodePath SelectorPath = NodePath.Parse("spec.selector");
    private static readonly NodePath AnyPath = NodePath.Parse("spec.namespaceSelector.any");
    private static readonly NodePath NamesPath = NodePath.Parse("spec.namespaceSelector.matchNames[*]");

    // Sources: the types of prometheus-operator (and Azure's and VictoriaMetrics' copies of them), and of Google Managed Prometheus.
    private static readonly Dictionary<GroupKind, MonitorKind> MonitorKinds = new()
    {
        [Kinds.ServiceMonitor] = new(NodePath.Parse("spec.endpoints[*]"), SelectsServices: true, HasNamespaceSelector: true, "targetPort"),
        [Kinds.PodMonitor] = new(NodePath.Parse("spec.podMetricsEndpoints[*]"), SelectsServices: false, HasNamespaceSelector: true, "portNumber"),
        [new("azmonitoring.coreos.com", "ServiceMonitor")] = new(NodePath.Parse("spec.endpoints[*]"), SelectsServices: true, HasNamespaceSelector: true, "targetPort"),
        [new("azmonitoring.coreos.com", "PodMonitor")] = new(NodePath.Parse("spec.podMetricsEndpoints[*]"), SelectsServices: false, HasNamespaceSelector: true, "portNumber"),
        [new("operator.victoriametrics.com", "VMServiceScrape")] = new(NodePath.Parse("spec.endpoints[*]"), SelectsServices: true, HasNamespaceSelector: true, "targetPort"),
        [new("operator.victoriametrics.com", "VMPodScrape")] = new(NodePath.Parse("spec.podMetricsEndpoints[*]"), SelectsServices: false, HasNamespaceSelector: true, "portNumber"),
        [new("monitoring.googleapis.com", "PodMonitoring")] = new(NodePath.Parse("spec.endpoints[*]"), SelectsServices: false, HasNamespaceSelector: false, null),
    };

    private MonitorView(Resource resource, LabelSelector selector)
    {
        Resource = resource;
        Kind = MonitorKinds[resource.Kind];
        Selector = selector;
        IsAnywhere = Kind.HasNamespaceSelector && resource.Find(AnyPath) is { } any && any.Is("true");
        var names = Kind.HasNamespaceSelector ? resource.Select(NamesPath).Where(name => name.IsScalar && !name.IsNull).Select(name => name.Value).ToList() : [];
        Namespaces = names.Count > 0 ? [.. names] : [resource.Namespace];
    }

    public Resource Resource { get; }

    public MonitorKind Kind { get; }

    public LabelSelector Selector { get; }

    /// <summary>It looks into every namespace.</summary>
    public bool IsAnywhere { get; }

    /// <summary>The namespaces that it looks into, its own where it names none.</summary>
    public ImmutableArray<string?> Namespaces { get; }

    /// <summary>Its endpoints that are mappings, as written.</summary>
    public IEnumerable<Node> Endpoints => Resource.Select(Kind.Endpoints).Where(endpoint => endpoint.IsMapping);

    /// <summary>The kinds of monitors, ordered.</summary>
    internal static ImmutableArray<GroupKind> AllKinds { get; } = [.. MonitorKinds.Keys.OrderBy(kind => kind.ToString(), StringComparer.Ordinal)];

    /// <summary>All monitors of the unit that have a selector, in order.</summary>
    public static IEnumerable<MonitorView> Of(LinkGraph graph) =>
        AllKinds.SelectMany(kind => graph.OfKind(kind))
            .Select(resource => resource.Find(SelectorPath) is { IsMapping: true } selector ? new MonitorView(resource, LabelSelector.FromSelector(selector)) : null)
            .OfType<MonitorView>();
}

/// <summary>Services by their own labels, so that no selector has to look at all of them.</summary>
internal sealed class ServiceLabels
{
    private readonly ImmutableArray<(ServiceView Service, LabelSet Labels)> all;
    private readonly ILookup<(string Key, string Value), (ServiceView Service, LabelSet Labels)> byPair;

    public ServiceLabels(LinkGraph graph)
    {
        all = [.. graph.Services.Select(service => (service, LabelSet.Read(service.Resource.Find(Resource.Paths.Labels))))];
        byPair = all.SelectMany(labelled => labelled.Labels.Pairs.Select(pair => (Key: (pair.Key, pair.Value), labelled)))
            .ToLookup(pair => pair.Key, pair => pair.labelled);
    }

    /// <summary>Services of any namespace that carry the selector's labels, in order.</summary>
    public IEnumerable<ServiceView> Select(LabelSelector selector)
    {
        var candidates = selector.Pairs.Select(pair => byPair[(pair.Key, pair.Value)]).MinBy(labelled => labelled.Count()) ?? all;
        return candidates.Where(labelled => selector.Matches(labelled.Labels)).Select(labelled => labelled.Service);
    }

    /// <summary>The labels of a Service that differ from the selector by one slip in one value, and all else agrees; null where there are none.</summary>
    public (ServiceView Service, LabelPair Asked, LabelPair Label)? Nearest(LabelSelector selector, Func<ServiceView, bool> counts)
    {
        if (!selector.Expressions.IsEmpty)
            return null;

        foreach (var (service, labels) in all)
        {
            var differing = selector.Pairs.Where(pair => !labels.Has(pair.Key, pair.Value)).Take(2).ToList();
            if (differing.Count == 1 && labels.Find(differing[0].Key) is { } label && NameSlips.IsSlip(differing[0].Value, label.Value) && counts(service))
                return (service, differing[0], label);
        }

        return null;
    }
}
