using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>An object that a resource makes in the cluster, or copies there.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="At">The scalar that says the name.</param>
/// <param name="Maker">The resource.</param>
/// <param name="IsEverywhere">It may come into any namespace.</param>
public sealed record MadeObject(GroupKind Kind, string Name, Node At, Resource Maker, bool IsEverywhere);

/// <summary>
/// Secrets, ConfigMaps, ServiceAccounts and claims that no manifest holds because something of the unit makes them, or
/// copies them into other namespaces. Sources: the CRDs and documents of the projects named in the table, the service CA of
/// OpenShift, cert-manager's annotations, and those of Reflector, Replicator and Config Syncer.
/// </summary>
public sealed class Producers
{
    // "group/Kind | what it makes | where the names stand": of several paths the first that is there counts; without any
    // the object is called as its maker. A word with braces or a star is the name itself.
    private static readonly string[] Table =
    [
        "cert-manager.io/Certificate | Secret | spec.secretName",
        "cert-manager.io/Issuer | Secret | spec.acme.privateKeySecretRef.name",
        "cert-manager.io/ClusterIssuer | Secret | spec.acme.privateKeySecretRef.name",
        "certmanager.k8s.io/Certificate | Secret | spec.secretName",
        "cert.gardener.cloud/Certificate | Secret | spec.secretName spec.secretRef.name",
        "bitnami.com/SealedSecret | Secret | spec.template.metadata.name",
        "external-secrets.io/ExternalSecret | Secret | spec.target.name",
        "external-secrets.io/ClusterExternalSecret | Secret | spec.externalSecretSpec.target.name spec.externalSecretName",
        "kubernetes-client.io/ExternalSecret | Secret |",
        "secrets-store.csi.x-k8s.io/SecretProviderClass | Secret | spec.secretObjects[*].secretName",
        "secrets.hashicorp.com/VaultStaticSecret | Secret | spec.destination.name",
        "secrets.hashicorp.com/VaultDynamicSecret | Secret | spec.destination.name",
        "secrets.hashicorp.com/VaultPKISecret | Secret | spec.destination.name",
        "secrets.hashicorp.com/HCPVaultSecretsApp | Secret | spec.destination.name",
        "redhatcop.redhat.io/VaultSecret | Secret | spec.output.name",
        "ricoberger.de/VaultSecret | Secret |",
        "onepassword.com/OnePasswordItem | Secret |",
        "isindir.github.com/SopsSecret | Secret | spec.secretTemplates[*].name",
        "secrets.infisical.com/InfisicalSecret | Secret | spec.managedSecretReference.secretName",
        "secrets.doppler.com/DopplerSecret | Secret | spec.managedSecret.name",
        "spv.no/AzureKeyVaultSecret | Secret | spec.output.secret.name",
        "kafka.strimzi.io/KafkaUser | Secret |",
        "trust.cert-manager.io/Bundle | ConfigMap |",
        "trust.cert-manager.io/Bundle | Secret |",
        "cdi.kubevirt.io/DataVolume | PersistentVolumeClaim |",

        // Operators name what they make after the resource.
        "kafka.strimzi.io/Kafka | Secret | {name}-cluster-ca-cert {name}-cluster-ca {name}-clients-ca-cert {name}-clients-ca {name}-kafka-* {name}-zookeeper-* {name}-entity-* {name}-cluster-operator-certs {name}-cruise-control-*",
        "kafka.strimzi.io/Kafka | ConfigMap | {name}-*",
        "elasticsearch.k8s.elastic.co/Elasticsearch | Secret | {name}-es-*",
        "elasticsearch.k8s.elastic.co/Elasticsearch | ConfigMap | {name}-es-*",
        "kibana.k8s.elastic.co/Kibana | Secret | {name}-kb-* *-{name}-kibana-user",
        "apm.k8s.elastic.co/ApmServer | Secret | {name}-apm-*",
        "logstash.k8s.elastic.co/Logstash | Secret | {name}-ls-*",
        "agent.k8s.elastic.co/Agent | Secret | {name}-agent-*",
        "acid.zalan.do/postgresql | Secret | *.{name}.credentials.postgresql.acid.zalan.do *.{name}.credentials",
        "postgresql.cnpg.io/Cluster | Secret | {name}-app {name}-superuser {name}-ca {name}-server {name}-replication",
        "postgresql.cnpg.io/Cluster | ServiceAccount | {name}",
        "postgresql.cnpg.io/Cluster | PersistentVolumeClaim | {name}-*",
        "postgres-operator.crunchydata.com/PostgresCluster | Secret | {name}-*",
        "stackgres.io/SGCluster | Secret | {name} {name}-*",
        "rabbitmq.com/RabbitmqCluster | Secret | {name}-default-user {name}-erlang-cookie",
        "rabbitmq.com/RabbitmqCluster | ServiceAccount | {name}-server",
        "rabbitmq.com/User | Secret | {name}-user-credentials",
        "mongodbcommunity.mongodb.com/MongoDBCommunity | Secret | {name}-*",
        "psmdb.percona.com/PerconaServerMongoDB | Secret | {name}-* internal-{name}-*",
        "pxc.percona.com/PerconaXtraDBCluster | Secret | {name}-* internal-{name}*",
        "mysql.oracle.com/InnoDBCluster | Secret | {name}-*",
        "k8s.mariadb.com/MariaDB | Secret | {name}-*",
        "minio.min.io/Tenant | Secret | {name}-*",
        "keycloak.org/Keycloak | Secret | credential-{name} {name}-initial-admin {name}-db-secret",
        "k8s.keycloak.org/Keycloak | Secret | {name}-initial-admin",
        "argoproj.io/ArgoCD | Secret | {name}-cluster argocd-*",
        "argoproj.io/ArgoCD | ConfigMap | argocd-*",
        "argoproj.io/ArgoCD | ServiceAccount | {name}-*",
        "objectbucket.io/ObjectBucketClaim | Secret | {name}",
        "objectbucket.io/ObjectBucketClaim | ConfigMap | {name}",
        "ceph.rook.io/CephObjectStoreUser | Secret | rook-ceph-object-user-*-{name}",
        "ceph.rook.io/CephCluster | Secret | rook-*",
        "ceph.rook.io/CephCluster | ConfigMap | rook-*",
        "crossplane.io/Provider | ServiceAccount | {name}-*",
        "monitoring.coreos.com/Prometheus | Secret | prometheus-{name} prometheus-{name}-*",
        "monitoring.coreos.com/Prometheus | ConfigMap | prometheus-{name}-rulefiles-*",
        "monitoring.coreos.com/Alertmanager | Secret | alertmanager-{name}-*",
        "jaegertracing.io/Jaeger | ConfigMap | {name}-*",
        "jaegertracing.io/Jaeger | ServiceAccount | {name}*",
        "grafana.integreatly.org/Grafana | Secret | {name}-admin-credentials",
        "dragonflydb.io/Dragonfly | Secret | {name}-*",
    ];

    // Annotations of a Service that have a controller make a Secret in its namespace: the value is its name.
    private static readonly ImmutableArray<string> ServingCertificates =
        ["service.beta.openshift.io/serving-cert-secret-name", "service.alpha.openshift.io/serving-cert-secret-name"];

    // cert-manager makes the Secrets that the listeners of such a Gateway name.
    private static readonly ImmutableArray<string> IssuerAnnotations =
        ["cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme"];

    private static readonly ImmutableArray<string> CopyingAnnotations =
    [
        "reflector.v1.k8s.emberstack.com/",
        "replicator.v1.mittwald.de/",
        "kubed.appscode.com/sync",
    ];

    // Those of the Secret that is made: by cert-manager, Sealed Secrets and External Secrets.
    private static readonly ImmutableArray<NodePath> TemplateAnnotations =
    [
        NodePath.Parse("spec.secretTemplate.annotations"), NodePath.Parse("spec.template.metadata.annotations"),
        NodePath.Parse("spec.target.template.metadata.annotations"),
    ];

    private static readonly NodePath IngressSecrets = NodePath.Parse("spec.tls[*].secretName");
    private static readonly NodePath GatewaySecrets = NodePath.Parse("spec.listeners[*].tls.certificateRefs[*].name");
    private static readonly NodePath ClaimTemplateName = NodePath.Parse("metadata.name");
    private static readonly GroupKind ClusterExternalSecret = new("external-secrets.io", "ClusterExternalSecret");

    private readonly LinkGraph graph;
    private readonly Dictionary<(GroupKind Kind, string Name), List<MadeObject>> made = [];
    private readonly List<NamePattern> patterns = [];
    private readonly Dictionary<string, List<Resource>> claimsByStem = new(StringComparer.Ordinal);

    internal Producers(LinkGraph graph)
    {
        this.graph = graph;
        var all = ImmutableArray.CreateBuilder<MadeObject>();
        foreach (var resource in graph.Resources)
        {
            all.AddRange(MadeBy(resource));
            AddPatterns(resource);
        }

        All = all.DrainToImmutable();
        foreach (var item in All)
        {
            if (!made.TryGetValue((item.Kind, item.Name), out var same))
                made[(item.Kind, item.Name)] = same = [];
            same.Add(item);
        }
    }

    /// <summary>All that is made under a name which a manifest says.</summary>
    public ImmutableArray<MadeObject> All { get; }

    /// <summary>What is made of this kind under this name, in any namespace.</summary>
    public IEnumerable<MadeObject> Of(GroupKind kind, string name) => made.GetValueOrDefault((kind, name)) ?? [];

    /// <summary>Something of the unit makes the object in this namespace.</summary>
    public bool Make(GroupKind kind, string? @namespace, string name) => Make(kind, @namespace, name, Meeting.Yes);

    /// <summary>The same, or perhaps so.</summary>
    public bool MayMake(GroupKind kind, string? @namespace, string name) => Make(kind, @namespace, name, Meeting.Perhaps);

    private bool Make(GroupKind kind, string? @namespace, string name, Meeting least) =>
        (made.TryGetValue((kind, name), out var same)
            && same.Exists(item => item.IsEverywhere || graph.Namespaces.Meet(@namespace, item.Maker.Namespace) >= least))
        || (kind == Kinds.PersistentVolumeClaim && IsClaimOfSet(@namespace, name, least))
        || patterns.Exists(row => row.Kind == kind && Wildcard.Matches(row.Pattern, name)
            && graph.Namespaces.Meet(@namespace, row.Maker.Namespace) >= least);

    private bool IsClaimOfSet(string? @namespace, string name, Meeting least)
    {
        var dash = name.LastIndexOf('-');
        return dash > 0 && claimsByStem.TryGetValue(name[..dash], out var sets)
            && sets.Exists(set => graph.Namespaces.Meet(@namespace, set.Namespace) >= least);
    }

    /// <summary>The kind makes Secrets under names that stand in its resources, and no other ones.</summary>
    public static bool SaysNames(GroupKind maker) =>
        RowsOf(maker) is { IsEmpty: false } rows && rows.All(row => row.Patterns.IsEmpty);

    /// <summary>Something copies the object into other namespaces, or fills it from another one.</summary>
    public static bool IsCopied(Node? annotations)
    {
        foreach (var entry in annotations?.Entries ?? default)
        {
            foreach (var prefix in CopyingAnnotations)
            {
                if (entry.Key.Value.StartsWith(prefix, StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }

    private IEnumerable<MadeObject> MadeBy(Resource resource)
    {
        if (resource.Name.Length == 0)
            return [];

        // A Secret itself is not made, but some are copied.
        if (resource.Kind == Kinds.Secret || resource.Kind == Kinds.ConfigMap)
        {
            return IsCopied(resource.Annotations)
                ? [new MadeObject(resource.Kind, resource.Name, resource.NameNode, resource, IsEverywhere: true)]
                : [];
        }

        if (resource.Kind == Kinds.Ingress)
        {
            return resource.Annotations is not null && IngressAnnotations.MakesSecrets(graph, resource)
                ? Named(resource, Kinds.Secret, IngressSecrets)
                : [];
        }

        if (resource.Kind == Kinds.Gateway)
            return IsIssued(resource) ? Named(resource, Kinds.Secret, GatewaySecrets) : [];
        if (resource.Kind == Kinds.Service)
            return resource.Annotations is null ? [] : ByAnnotation(resource);
        return NamedBy(resource);
    }

    /// <summary>What a custom resource makes under names that it says itself, whatever is beside it.</summary>
    internal static IEnumerable<MadeObject> NamedBy(Resource resource) =>
        resource.Name.Length > 0 && RowsOf(resource.Kind) is { IsEmpty: false } rows ? MadeBy(resource, rows) : [];

    private static bool IsIssued(Resource gateway) => IssuerAnnotations.Any(key => gateway.Annotation(key) is not null);

    private static IEnumerable<MadeObject> MadeBy(Resource resource, ImmutableArray<Row> rows) =>
        rows.Where(row => row.Patterns.IsEmpty).SelectMany(row => MadeBy(resource, row));

    private static IEnumerable<MadeObject> MadeBy(Resource resource, Row row)
    {
        var isEverywhere = resource.Kind == ClusterExternalSecret || !resource.Info.IsNamespaced
            || resource.Kind.Group == "trust.cert-manager.io" || TemplateAnnotations.Any(path => IsCopied(resource.Find(path)));
        var names = row.Paths
            .Select(path => resource.Select(path).Where(IsName).ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [resource.NameNode];
        return names.Select(name => new MadeObject(row.Made, name.Value, name, resource, isEverywhere));
    }

    private static IEnumerable<MadeObject> Named(Resource resource, GroupKind kind, NodePath names) =>
        resource.Select(names).Where(IsName).Select(name => new MadeObject(kind, name.Value, name, resource, IsEverywhere: false));

    private static IEnumerable<MadeObject> ByAnnotation(Resource service)
    {
        foreach (var annotation in ServingCertificates)
        {
            if (service.Annotation(annotation) is { } name && IsName(name))
                yield return new MadeObject(Kinds.Secret, name.Value, name, service, IsEverywhere: false);
        }
    }

    private static bool IsName(Node name) => name is { IsScalar: true, IsNull: false } && name.Value.Length > 0;

    private void AddPatterns(Resource resource)
    {
        if (resource.Name.Length == 0)
            return;

        foreach (var row in RowsOf(resource.Kind))
        {
            foreach (var pattern in row.Patterns)
                patterns.Add(new NamePattern(row.Made, pattern.Replace("{name}", resource.Name), resource));
        }

        // A StatefulSet makes the claims TEMPLATE-SET-0, -1 … of its pods; replicas may grow.
        foreach (var path in resource.Info.ClaimTemplates)
        {
            foreach (var template in resource.Select(path))
                AddClaims(resource, template);
        }
    }

    private void AddClaims(Resource set, Node template)
    {
        if (template.At(ClaimTemplateName) is not { } name || !IsName(name))
            return;

        var stem = $"{name.Value}-{set.Name}";
        if (!claimsByStem.TryGetValue(stem, out var sets))
            claimsByStem[stem] = sets = [];
        sets.Add(set);
    }

    // The table is about custom kinds, and is not read where there are none.
    private static ImmutableArray<Row> RowsOf(GroupKind maker) =>
        !KindCatalog.IsBuiltIn(maker) && Operators.Rows.TryGetValue(maker, out var rows) ? rows : [];

    private static class Operators
    {
        public static readonly Dictionary<GroupKind, ImmutableArray<Row>> Rows =
            Table.Select(Row.Parse).GroupBy(row => row.Maker).ToDictionary(group => group.Key, group => group.ToImmutableArray());
    }

    /// <summary>Names that a resource makes objects under, as a wildcard.</summary>
    private sealed record NamePattern(GroupKind Kind, string Pattern, Resource Maker);

    private sealed record Row(GroupKind Maker, GroupKind Made, ImmutableArray<NodePath> Paths, ImmutableArray<string> Patterns)
    {
        public static Row Parse(string text)
        {
            var parts = text.Split('|', StringSplitOptions.TrimEntries);
            var slash = parts[0].IndexOf('/', StringComparison.Ordinal);
            var words = parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new Row(
                new GroupKind(parts[0][..slash], parts[0][(slash + 1)..]),
                new GroupKind("", parts[1]),
                [.. words.Where(word => !IsPattern(word)).Select(NodePath.Parse)],
                [.. words.Where(IsPattern)]);
        }

        private static bool IsPattern(string word) =>
            word.Contains('{', StringComparison.Ordinal)
            || (word.Contains('*', StringComparison.Ordinal) && !word.Contains("[*]", StringComparison.Ordinal));
    }
}
