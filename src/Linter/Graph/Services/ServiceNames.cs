using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>
/// The Services of a namespace by name, for what is said when one is missing. One for all rules, which may ask at the same time.
/// </summary>
internal sealed class ServiceNames(LinkGraph graph)
{
    private static readonly ImmutableArray<string> Suffixes = ["-service", "-svc", "-srv", "service", "svc"];

    private readonly Memo<string, ImmutableArray<Resource>> byNamespace = new(StringComparer.Ordinal);
    private readonly Memo<string, NearServices> nearByNamespace = new(StringComparer.Ordinal);
    private ILookup<string, PodTemplate>? dapr;

    /// <summary>Every cluster has it: the API server's own Service.</summary>
    public static bool IsInEveryCluster(string? @namespace, string name) => name == "kubernetes" && @namespace is null or "default";

    /// <summary>Add-ons of the cluster live there, applied by somebody else.</summary>
    public static bool IsOfTheCluster(string? @namespace) => @namespace is "kube-system" or "kube-public";

    /// <summary>The Services of the namespace in the order of the manifests, each name once.</summary>
    public ImmutableArray<Resource> In(string? @namespace)
    {
        var key = @namespace ?? "";
        if (byNamespace.TryGetValue(key, out var services))
            return services;

        var here = graph.OfKind(Kinds.Service)
            .Where(service => service.Name.Length > 0 && graph.Namespaces.Meet(@namespace, service.Namespace) == Meeting.Yes);
        return byNamespace.Keep(key, [.. here.DistinctBy(service => service.Name, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// The Service that was probably meant: a slip of the finger away, or the same but for "-svc", "-service". Null where there is none.
    /// </summary>
    public Resource? Nearest(string? @namespace, string name) => NearIn(@namespace).Nearest(name);

    /// <summary>
    /// The Service that was probably meant by a name which is near to one that it had before kustomize renamed it; null where there is
    /// none.
    /// </summary>
    public RenamedResource? NearestRenamed(string? @namespace, string name) => NearIn(@namespace).NearestRenamed(name);

    /// <summary>
    /// The one Service that has the words of a name, and the port that is asked for, and that no Ingress and no route sends to; null
    /// where there is none or several.
    /// </summary>
    public Resource? Unrouted(string? @namespace, string name, IntOrString port) =>
        NameWords.Lone(name, In(@namespace).Take(Spelling.MostCandidates).Where(service =>
            !graph.RoutedServices.Contains(service) && AskedPort.Find(graph.ServiceOf(service), port) is not null), fewest: 1);

    /// <summary>The Service that had this very name before kustomize renamed it; null where none had.</summary>
    public Resource? RenamedFrom(string? @namespace, string name) => NearIn(@namespace).RenamedFrom(name);

    /// <summary>
    /// The custom resource that probably makes the Service. Operators name what they make after the resource: a Knative
    /// Service's own name, Elasticsearch NAME-es-http. Also the workload whose annotations have Dapr make it. Null where none is called so.
    /// </summary>
    public Resource? Maker(string? @namespace, string name) =>
        Whereabouts.MakerOf(graph, Makes.Services, @namespace, name) ?? DaprMaker(@namespace, name);

    /// <summary>"looked at: 3 Services in namespace 'shop' (cart, db, web)".</summary>
    public string LookedAt(string? @namespace) => Whereabouts.LookedAt("Service", In(@namespace), service => service.Name, @namespace);

    private Resource? DaprMaker(string? @namespace, string name) =>
        (dapr ??= DaprServices.Of(graph))[name].FirstOrDefault(pods => graph.Namespaces
            .Meet(@namespace, pods.Workload.Namespace) == Meeting.Yes)?.Workload;

    private NearServices NearIn(string? @namespace)
    {
        var key = @namespace ?? "";
        return nearByNamespace.TryGetValue(key, out var near)
            ? near
            : nearByNamespace.Keep(key, new NearServices(In(@namespace).Take(Spelling.MostCandidates), graph.Stage.FormerNames));
    }

    /// <summary>The name without "-service", "-svc" and their like.</summary>
    internal static string Stem(string name)
    {
        foreach (var suffix in Suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
                return name[..^suffix.Length];
        }

        return name;
    }

    /// <summary>Services to look for a near one among.</summary>
    private sealed class NearServices(IEnumerable<Resource> services, Func<Resource, ImmutableArray<string>> formerNames)
    {
        private readonly ImmutableArray<Resource> services = [.. services];
        private NearIndex? names;
        private ILookup<string, Resource>? stems;
        private ILookup<string, RenamedResource>? renamed;
        private NearIndex? formers;

        private ILookup<string, RenamedResource> Renamed => renamed ??= services
            .SelectMany(service => formerNames(service).Select(former => new RenamedResource(service, former)))
            .ToLookup(service => service.Former, StringComparer.Ordinal);

        public Resource? Nearest(string name)
        {
            names ??= new NearIndex(services.Select(service => service.Name));
            if (Spelling.Nearest(name, names.Near(name).Where(other => !AreNumbered(name, other))) is { } nearest)
                return services.First(service => service.Name == nearest);

            stems ??= services.ToLookup(service => Stem(service.Name), StringComparer.Ordinal);
            var alike = stems[Stem(name)].Take(2).ToList();
            return alike.Count == 1 ? alike[0] : null;
        }

        // "web1" and "web2" are two of one family, and no slip.
        private static bool AreNumbered(string name, string other) =>
            name.Any(char.IsAsciiDigit) && other.Any(char.IsAsciiDigit) && NearNames.AreEqualWithout(name, other, "0123456789");

        public RenamedResource? NearestRenamed(string name)
        {
            formers ??= new NearIndex(Renamed.Select(same => same.Key));
            return formers.Nearest(name) is { } nearest ? Renamed[nearest].First() : null;
        }

        public Resource? RenamedFrom(string name) => Renamed[name].FirstOrDefault()?.Resource;
    }
}
