using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>What closed rules say about where something is, or who may make it.</summary>
internal static class Whereabouts
{
    public const string NameNamespaces = "name the namespace in both, or pass --namespace";
    public const string DeclareIt = "declare it under externals in .lint.yaml if it exists elsewhere";

    // Services of operators that are not called after the resource, or have its name further in: prometheus-operator's governing
    // Services, those of Tekton's triggers, of Altinity's ClickHouse and of Spotahome's Redis, and that of MinIO's tenants
    // (its apis/minio.min.io/v2/helper.go, MinIOCIServiceName).
    private static readonly Dictionary<GroupKind, string[]> OperatorServices = new()
    {
        [new("monitoring.coreos.com", "Prometheus")] = ["prometheus-operated"],
        [new("monitoring.coreos.com", "PrometheusAgent")] = ["prometheus-agent-operated"],
        [new("monitoring.coreos.com", "Alertmanager")] = ["alertmanager-operated"],
        [new("monitoring.coreos.com", "ThanosRuler")] = ["thanos-ruler-operated"],
        [new("triggers.tekton.dev", "EventListener")] = ["el-{name}"],
        [new("clickhouse.altinity.com", "ClickHouseInstallation")] = ["clickhouse-{name}", "chi-{name}-*"],
        [new("databases.spotahome.com", "RedisFailover")] = ["rfs-{name}", "rfr-{name}", "rfrm-{name}", "rfrs-{name}"],
        [new("minio.min.io", "Tenant")] = ["minio"],
        [new("elasticsearch.k8s.elastic.co", "Elasticsearch")] = ["{name}-es-*"],
        [new("kibana.k8s.elastic.co", "Kibana")] = ["{name}-kb-*"],
        [new("apm.k8s.elastic.co", "ApmServer")] = ["{name}-apm-*"],
        [new("enterprisesearch.k8s.elastic.co", "EnterpriseSearch")] = ["{name}-ent-*"],
        [new("maps.k8s.elastic.co", "ElasticMapsServer")] = ["{name}-ems-*"],
        [new("agent.k8s.elastic.co", "Agent")] = ["{name}-agent-*"],
        [new("logstash.k8s.elastic.co", "Logstash")] = ["{name}-ls-*"],
    };

    /// <summary>Points at the namespace that the resource names, else at its name.</summary>
    public static RelatedSpan Of(Resource resource) =>
        new((resource.Find(Resource.Paths.Namespace) ?? resource.NameNode).Span,
            $"{resource.Quoted} {(resource.Namespace is { } name ? $"is in namespace '{name}'" : "names no namespace")}");

    /// <summary>
    /// Of workloads that may be meant, one at least, the one that stands nearest: in the same file, else in the same folder, else the
    /// first.
    /// </summary>
    public static PodTemplate Nearest(Resource asker, ImmutableArray<PodTemplate> possible) =>
        possible[Nearest(asker, possible, static pods => pods.Workload)];

    /// <summary>The same of any resources.</summary>
    public static Resource Nearest(Resource asker, ImmutableArray<Resource> possible) =>
        possible[Nearest(asker, possible, static resource => resource)];

    private static int Nearest<T>(Resource asker, ImmutableArray<T> possible, Func<T, Resource> resourceOf)
    {
        var (file, nearest) = (asker.Source.Path, -1);
        for (var at = 0; at < Math.Min(possible.Length, Spelling.MostCandidates); at++)
        {
            var path = resourceOf(possible[at]).Source.Path;
            if (path == file)
                return at;
            if (nearest < 0 && FolderOf(path).SequenceEqual(FolderOf(file)))
                nearest = at;
        }

        return Math.Max(nearest, 0);
    }

    /// <summary>How near one file is to another: 2 for the same, 1 for one of its folder, else 0.</summary>
    public static int Nearness(string file, string other) =>
        other == file ? 2 : FolderOf(other).SequenceEqual(FolderOf(file)) ? 1 : 0;

    private static ReadOnlySpan<char> FolderOf(string path) => path.AsSpan(0, path.LastIndexOf('/') + 1);

    public static RelatedSpan Definition(Resource resource) => new(resource.NameNode.Span, $"{resource.Quoted} is defined here");

    /// <summary>Where it is defined, or where what makes it says its name.</summary>
    public static RelatedSpan Definition(MadeObject made) => made.Maker.Kind == made.Kind
        ? Definition(made.Maker)
        : new RelatedSpan(made.At.Span, $"{made.Maker.Quoted} makes it");

    public static RelatedSpan Maker(Resource maker) =>
        new(maker.NameNode.Span, $"{maker.Quoted} makes things under names that begin like this");

    /// <summary>The same of Services: those of Dapr are made for workloads.</summary>
    public static RelatedSpan ServiceMaker(Resource maker, string name) => new(
        maker.NameNode.Span,
        maker.Kind == Kinds.Deployment || maker.Kind == Kinds.StatefulSet ? $"the annotations of {maker.Quoted} have Dapr make it"
        : IsCalledAfter(maker, name) ? $"{maker.Quoted} makes Services under names that begin like this"
        : $"the operator of {maker.Quoted} makes a Service of that name");

    /// <summary>
    /// The custom resource that probably makes what is missed: operators name things after their resource (a Knative Service's
    /// own name, Elasticsearch NAME-es-http). Of several, one whose operator is known to name it so. Null where none does.
    /// </summary>
    public static Resource? MakerOf(LinkGraph graph, Makes what, string? @namespace, string name)
    {
        Resource? first = null;
        foreach (var maker in graph.Stage.Makers)
        {
            if (maker.Name.Length == 0 || (maker.Info.Makes & what) == Makes.Nothing)
                continue;
            var isKnown = what == Makes.Services && IsOperatorService(maker, name);
            if (!(isKnown || (first is null && IsCalledAfter(maker, name)))
                || graph.Namespaces.Meet(@namespace, maker.Namespace) == Meeting.No)
            {
                continue;
            }

            if (isKnown)
                return maker;
            first = maker;
        }

        return first;
    }

    private static bool IsOperatorService(Resource maker, string name) =>
        OperatorServices.TryGetValue(maker.Kind, out var patterns)
        && patterns.Any(pattern => Wildcard.Matches(pattern.Replace("{name}", maker.Name, StringComparison.Ordinal), name));

    private static bool IsCalledAfter(Resource maker, string name) =>
        name.StartsWith(maker.Name, StringComparison.Ordinal) && (name.Length == maker.Name.Length || name[maker.Name.Length] == '-');

    /// <summary>"looked at: 3 Services in namespace 'shop' (a, b, c)".</summary>
    public static string LookedAt<T>(string kind, ImmutableArray<T> candidates, Func<T, string> name, string? @namespace)
    {
        const int Shown = 5;
        var list = candidates.Length > 0 ? $" ({Listing.Of(candidates, name, Shown)})" : "";
        return $"looked at: {candidates.Length} {kind}{(candidates.Length == 1 ? "" : "s")} in {Namespaces.Describe(@namespace)}{list}";
    }
}
