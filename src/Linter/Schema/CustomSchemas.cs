using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Schema;

/// <summary>A kind that a CustomResourceDefinition brings.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsNamespaced">Its scope.</param>
/// <param name="Schema">Null where the definition gives none.</param>
public sealed record CustomKind(string ApiVersion, string Kind, bool IsNamespaced, SchemaNode? Schema);

/// <summary>A version of a CustomResourceDefinition.</summary>
/// <param name="Name">The scalar of its name.</param>
/// <param name="Entry">Its entry of versions; null for the only one, which spec.version gives.</param>
/// <param name="IsServed">It does not say that it is not.</param>
internal readonly record struct CustomVersion(Node Name, Node? Entry, bool IsServed);

/// <summary>
/// Reads what CustomResourceDefinitions say of their kinds, of every served version; v1beta1's one schema for all versions
/// too. Structural schemas as the apiextensions documentation has them: what a schema does not name is unknown, unless it
/// preserves unknown fields.
/// </summary>
public static class CustomSchemas
{
    private static readonly SchemaField[] OwnFields =
    [
        new("apiVersion", new SchemaNode(SchemaType.String), IsRequired: false),
        new("kind", new SchemaNode(SchemaType.String), IsRequired: false),
    ];

    /// <summary>What is known of a resource of whatever kind: its metadata.</summary>
    public static SchemaNode OfAnyKind { get; } = new(SchemaType.Object,
        () => [.. OwnFields, new SchemaField("metadata", KubernetesSchema.BuiltIn.ObjectMeta, IsRequired: false)]) { KeepsUnknown = true };

    // Fields that rules read of kinds of well-known projects, whose definitions are seldom beside what is applied: of an HTTPProxy the
    // ports (apis/projectcontour/v1/httpproxy.go in projectcontour/contour: Port int), and so of Kong's (IngressBackend of its
    // configuration/v1beta1: ServicePort int).
    private static readonly SchemaNode ProxiedServices = Part(("services", ListOf(Part(("port", new SchemaNode(SchemaType.Int32))))));
    private static readonly SchemaNode KongRules =
        Part(("spec", Part(("rules", ListOf(Part(("backend", Part(("servicePort", new SchemaNode(SchemaType.Int32))))))))));

    // LoadBalancerSpec in traefik/traefik, pkg/provider/kubernetes/crd/traefikio/v1alpha1/ingressroute.go.
    private static readonly SchemaNode Balanced = Part(("kind", OneOf("Service", "TraefikService")));
    private static readonly SchemaNode TraefikRoutes =
        Part(("spec", Part(("routes", ListOf(Part(("kind", OneOf("Rule")), ("services", ListOf(Balanced))))))));
    private static readonly SchemaNode TraefikParts = Part(("spec", Part(
        ("mirroring", Part(("kind", OneOf("Service", "TraefikService")), ("mirrors", ListOf(Balanced)))),
        ("weighted", Part(("services", ListOf(Balanced)))))));

    // "group: kinds: fields of spec" that are a metav1.LabelSelector, or in Istio a WorkloadSelector, which has matchLabels as well (the
    // types of prometheus-operator and its copies, of argo-rollouts, cilium, linkerd2 and OpenKruise; istio.io/api/type/v1beta1).
    private static readonly string[] Selectors =
    [
        "monitoring.coreos.com: ServiceMonitor PodMonitor: selector",
        "monitoring.coreos.com: Prometheus PrometheusAgent: podMonitorNamespaceSelector podMonitorSelector probeNamespaceSelector probeSelector ruleNamespaceSelector ruleSelector scrapeConfigNamespaceSelector scrapeConfigSelector serviceMonitorNamespaceSelector serviceMonitorSelector",
        "azmonitoring.coreos.com: ServiceMonitor PodMonitor: selector",
        "operator.victoriametrics.com: VMServiceScrape VMPodScrape: selector",
        "monitoring.googleapis.com: PodMonitoring ClusterPodMonitoring: selector",
        "argoproj.io: Rollout: selector",
        "security.istio.io: AuthorizationPolicy PeerAuthentication RequestAuthentication: selector",
        "telemetry.istio.io: Telemetry: selector",
        "extensions.istio.io: WasmPlugin: selector",
        "cilium.io: CiliumNetworkPolicy CiliumClusterwideNetworkPolicy: endpointSelector",
        "policy.linkerd.io: Server: podSelector",
        "apps.kruise.io: CloneSet StatefulSet DaemonSet: selector",
    ];

    private static readonly SchemaNode LabelSelector = new(SchemaType.Object, () =>
    [
        new("matchExpressions", SchemaNode.Any, IsRequired: false),
        new("matchLabels", new SchemaNode(SchemaType.Map, new SchemaNode(SchemaType.String)), IsRequired: false),
    ]);

    private static readonly Dictionary<(string Group, string Kind), SchemaNode> Parts = new()
    {
        [("projectcontour.io", "HTTPProxy")] =
            Part(("spec", Part(("routes", ListOf(ProxiedServices)), ("tcpproxy", ProxiedServices)))),
        [("configuration.konghq.com", "TCPIngress")] = KongRules,
        [("configuration.konghq.com", "UDPIngress")] = KongRules,
        [("traefik.io", "IngressRoute")] = TraefikRoutes,
        [("traefik.containo.us", "IngressRoute")] = TraefikRoutes,
        [("traefik.io", "TraefikService")] = TraefikParts,
        [("traefik.containo.us", "TraefikService")] = TraefikParts,
        // map<string, string> (networking/v1alpha3/gateway.proto in istio/api).
        [("networking.istio.io", "Gateway")] =
            Part(("spec", Part(("selector", new SchemaNode(SchemaType.Map, new SchemaNode(SchemaType.String)))))),
    };

    static CustomSchemas()
    {
        foreach (var row in Selectors)
        {
            var (group, kinds, fields) = row.Split(": ") is [var first, var second, var third] ? (first, second.Split(' '), third.Split(' '))
                : throw new InvalidOperationException($"a row of selectors has three columns: {row}");
            var selecting = Part(("spec", Part([.. fields.Select(field => (field, LabelSelector))])));
            foreach (var kind in kinds)
                Parts.Add((group, kind), selecting);
        }
    }

    /// <summary>What is known of some fields of a custom kind; null for most.</summary>
    public static SchemaNode? PartOf(string group, string kind) => Parts.GetValueOrDefault((group, kind));

    private static SchemaNode Part(params (string Name, SchemaNode Node)[] fields) =>
        new(SchemaType.Object, () => [.. fields.Select(field => new SchemaField(field.Name, field.Node, IsRequired: false))])
        {
            KeepsUnknown = true,
        };

    private static SchemaNode ListOf(SchemaNode item) => new(SchemaType.List, item);

    private static SchemaNode OneOf(params ImmutableArray<string> values) => new(SchemaType.String) { Values = values };

    /// <param name="definition">The root of a CustomResourceDefinition.</param>
    /// <param name="isOld">It is of apiextensions v1beta1, where unknown fields are kept unless it says otherwise.</param>
    public static IEnumerable<CustomKind> Of(Node definition, bool isOld)
    {
        if (definition.Find("spec") is not { IsMapping: true } spec
            || Text(spec.Find("group")) is not { } group
            || Text(spec.Find("names")?.Find("kind")) is not { } kind)
        {
            yield break;
        }

        var isNamespaced = spec.Find("scope") is not { } scope || !scope.Is("Cluster");
        var reader = new Reader(KeepsUnknown(spec, isOld));
        var common = spec.Find("validation")?.Find("openAPIV3Schema");
        foreach (var version in VersionsOf(definition).Where(version => version.IsServed))
        {
            var own = version.Entry?.Find("schema")?.Find("openAPIV3Schema") ?? common;
            yield return new CustomKind($"{group}/{version.Name.Value}", kind, isNamespaced,
                own is { IsMapping: true } schema ? reader.Root(schema) : null);
        }
    }

    /// <summary>
    /// The versions that have a name; of version and versions the latter counts (SetDefaults_CustomResourceDefinitionSpec in
    /// k8s.io/apiextensions-apiserver, v1beta1).
    /// </summary>
    /// <param name="definition">The root of a CustomResourceDefinition.</param>
    internal static IEnumerable<CustomVersion> VersionsOf(Node definition)
    {
        var spec = definition.Find("spec");
        var hasVersions = false;
        foreach (var version in spec?.Find("versions")?.Items ?? default)
        {
            if (Filled(version.Find("name")) is not { } name)
                continue;

            hasVersions = true;
            yield return new CustomVersion(name, version,
                version.Find("served") is not { Scalar: { Type: ScalarType.Boolean, Boolean: false } });
        }

        if (!hasVersions && Filled(spec?.Find("version")) is { } only)
            yield return new CustomVersion(only, null, IsServed: true);
    }

    /// <summary>What a schema says of a value.</summary>
    internal static SchemaNode NodeOf(Node schema) => new Reader(keepsAll: false).Read(schema);

    /// <summary>
    /// Items of "required" that the properties beside it do not name. Such a field is dropped from every resource that has it, as fields
    /// are pruned before they are validated (k8s.io/apiextensions-apiserver pkg/apiserver/schema/pruning).
    /// </summary>
    /// <param name="schema">That of an object.</param>
    /// <param name="isResource">It has apiVersion, kind and metadata in any case.</param>
    internal static IEnumerable<Node> DroppedOf(Node schema, bool isResource)
    {
        var properties = schema.Find("properties");
        if (Text(schema.Find("type")) != "object" || properties is { IsMapping: false, IsNull: false }
            || schema.Find("additionalProperties") is { IsNull: false } || IsTrue(schema, "x-kubernetes-preserve-unknown-fields"))
        {
            return [];
        }

        if (schema.Find("required") is not { IsSequence: true } required)
            return [];

        isResource |= IsTrue(schema, "x-kubernetes-embedded-resource");
        var dropped = required.Items.Where(name => Filled(name) is { } field && !(isResource && field.Value is "apiVersion" or "kind" or "metadata"))
            .ToList();
        var names = dropped.Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var property in properties?.Entries ?? default)
            names.GetAlternateLookup<ReadOnlySpan<char>>().Remove(property.Key.Text);
        return names.Count == 0 ? [] : dropped.Where(name => names.Contains(name.Value));
    }

    private static bool IsTrue(Node schema, string key) =>
        schema.Find(key) is { } value && value.Scalar is { Type: ScalarType.Boolean, Boolean: true };

    // v1 refuses spec.preserveUnknownFields: true; in v1beta1 it is the default.
    private static bool KeepsUnknown(Node spec, bool isOld) => spec.Find("preserveUnknownFields") is { } preserve
        ? preserve.Scalar is { Type: ScalarType.Boolean, Boolean: true }
        : isOld;

    private static string? Text(Node? node) => Filled(node)?.Value;

    private static Node? Filled(Node? node) => node is { IsScalar: true, IsNull: false } scalar && scalar.Value.Length > 0 ? scalar : null;

    private sealed class Reader(bool keepsAll)
    {
        // apiVersion, kind and metadata are there whatever the schema says of them.
        public SchemaNode Root(Node schema) => Object(schema, isResource: true);

        public SchemaNode Read(Node schema)
        {
            if (!schema.IsMapping)
                return SchemaNode.Any;
            if (IsTrue(schema, "x-kubernetes-int-or-string"))
                return new SchemaNode(SchemaType.IntOrString);
            if (IsTrue(schema, "x-kubernetes-embedded-resource"))
                return Object(schema, isResource: true);

            var type = Text(schema.Find("type"));
            return type switch
            {
                "string" => new SchemaNode(SchemaType.String) { Values = Values(schema), Shape = Shape(schema) },
                "boolean" => new SchemaNode(SchemaType.Boolean),
                "number" => new SchemaNode(SchemaType.Number) { Least = Bound(schema, "minimum"), Most = Bound(schema, "maximum") },
                "integer" => new SchemaNode(schema.Find("format") is { } format && format.Is("int32") ? SchemaType.Int32 : SchemaType.Int64)
                {
                    Least = Bound(schema, "minimum"),
                    Most = Bound(schema, "maximum")
                },
                "array" => new SchemaNode(SchemaType.List,
                    schema.Find("items") is { } items ? Read(items) : SchemaNode.Any) { Shape = Shape(schema) },
                "object" => ObjectOrMap(schema),
                null when schema.Find("properties") is not null => Object(schema, isResource: false),
                _ => SchemaNode.Any,
            };
        }

        private SchemaNode ObjectOrMap(Node schema) => schema.Find("additionalProperties") switch
        {
            { IsMapping: true } values when schema.Find("properties") is null => new SchemaNode(SchemaType.Map, Read(values)),
            { IsScalar: true } open when open.Is("true") && schema.Find("properties") is null =>
                new SchemaNode(SchemaType.Map, SchemaNode.Any),
            not null => Object(schema, isResource: false, keepsUnknown: true),
            null => Object(schema, isResource: false),
        };

        private SchemaNode Object(Node schema, bool isResource, bool keepsUnknown = false)
        {
            keepsUnknown |= keepsAll || IsTrue(schema, "x-kubernetes-preserve-unknown-fields");
            return new(SchemaType.Object, () => Fields(schema, isResource))
            {
                KeepsUnknown = keepsUnknown,
                Dropped = keepsUnknown ? [] : [.. DroppedOf(schema, isResource).Select(name => name.Value)],
            };
        }

        private SchemaField[] Fields(Node schema, bool isResource)
        {
            var required = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in schema.Find("required")?.Items ?? default)
                required.Add(name.Value);

            var fields = new SortedDictionary<string, SchemaField>(StringComparer.Ordinal);
            foreach (var property in schema.Find("properties")?.Entries ?? default)
            {
                // Defaulting comes before validation.
                var isRequired = required.Contains(property.Key.Value) && property.Value.Find("default") is null;
                fields[property.Key.Value] = new SchemaField(property.Key.Value, Read(property.Value), isRequired);
            }

            if (isResource)
            {
                foreach (var own in OwnFields)
                    fields[own.Name] = own;
                fields["metadata"] = new SchemaField("metadata", KubernetesSchema.BuiltIn.ObjectMeta, IsRequired: false);
            }

            return [.. fields.Values];
        }

        private static ValueShape? Shape(Node schema) => new ValueShape(schema) is { IsOpen: false } shape ? shape : null;

        // With an exclusive one a little more may be refused.
        private static long? Bound(Node schema, string key) =>
            schema.Find(key) is { IsScalar: true, Scalar: { Type: ScalarType.Integer } number } ? number.Integer : null;

        private static ImmutableArray<string> Values(Node schema) =>
            schema.Find("enum") is { IsSequence: true } values
                ? [.. values.Items.Where(value => value.IsScalar).Select(value => value.Value)]
                : [];
    }
}
