using System.Collections.Frozen;
using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>How a field points at its target.</summary>
public enum ReferenceStyle
{
    /// <summary>A scalar holds the target's name.</summary>
    Name,

    /// <summary>A plain label map selects pods.</summary>
    LabelMap,

    /// <summary>matchLabels and matchExpressions select pods.</summary>
    LabelSelector,

    /// <summary>kind and name beside each other name the target (scaleTargetRef).</summary>
    KindAndName,

    /// <summary>namespace and name beside each other name the target (clientConfig.service).</summary>
    NamespaceAndName,
}

/// <summary>One row of <see cref="ReferenceCatalog"/>.</summary>
/// <param name="From">The kind that holds the field; null for the pod template of any workload.</param>
/// <param name="Owner">Path of the mapping that holds the field, from the resource's or template's root.</param>
/// <param name="Key">The field in it.</param>
/// <param name="Target">Kind of the target.</param>
/// <param name="Style">How it points.</param>
public sealed record ReferenceRow(GroupKind? From, NodePath Owner, string Key, GroupKind Target, ReferenceStyle Style)
{
    /// <summary>"spec.rules[*].http.paths[*].backend.service.name".</summary>
    public override string ToString() => $"{Owner}.{Key}";
}

/// <summary>
/// THE table of references: which field of which kind points at what. All of them stay within the namespace of the
/// resource that holds them, save those that name one. Sources: the Kubernetes API reference, and for old Ingresses its v1beta1 types.
/// </summary>
public static class ReferenceCatalog
{
    private static readonly ImmutableArray<ReferenceRow> Rows =
    [
        Row(Kinds.Service, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelMap),

        Row(Kinds.Ingress, "spec.defaultBackend.service", "name", Kinds.Service),
        Row(Kinds.Ingress, "spec.rules[*].http.paths[*].backend.service", "name", Kinds.Service),
        Row(Kinds.Ingress, "spec.backend", "serviceName", Kinds.Service),
        Row(Kinds.Ingress, "spec.rules[*].http.paths[*].backend", "serviceName", Kinds.Service),
        Row(Kinds.Ingress, "spec", "ingressClassName", Kinds.IngressClass),
        Row(Kinds.Ingress, "spec.tls[*]", "secretName", Kinds.Secret),

        Row(Kinds.ReplicationController, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelMap),
        Row(Kinds.Deployment, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.ReplicaSet, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.StatefulSet, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.DaemonSet, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),

        Row(Kinds.HorizontalPodAutoscaler, "spec", "scaleTargetRef", Kinds.Deployment, ReferenceStyle.KindAndName),
        Row(Kinds.ScaledObject, "spec", "scaleTargetRef", Kinds.Deployment, ReferenceStyle.KindAndName),

        Row(null, "spec.volumes[*].configMap", "name", Kinds.ConfigMap),
        Row(null, "spec.volumes[*].projected.sources[*].configMap", "name", Kinds.ConfigMap),
        Row(null, "spec.containers[*].envFrom[*].configMapRef", "name", Kinds.ConfigMap),
        Row(null, "spec.containers[*].env[*].valueFrom.configMapKeyRef", "name", Kinds.ConfigMap),
        Row(null, "spec.initContainers[*].envFrom[*].configMapRef", "name", Kinds.ConfigMap),
        Row(null, "spec.initContainers[*].env[*].valueFrom.configMapKeyRef", "name", Kinds.ConfigMap),

        // What governs, scales, guards and calls workloads and Services.
        Row(Kinds.StatefulSet, "spec", "serviceName", Kinds.Service),
        Row(Kinds.VerticalPodAutoscaler, "spec", "targetRef", Kinds.Deployment, ReferenceStyle.KindAndName),
        Row(Kinds.PodDisruptionBudget, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.ValidatingWebhookConfiguration, "webhooks[*].clientConfig", "service", Kinds.Service, ReferenceStyle.NamespaceAndName),
        Row(Kinds.MutatingWebhookConfiguration, "webhooks[*].clientConfig", "service", Kinds.Service, ReferenceStyle.NamespaceAndName),
        Row(Kinds.ApiService, "spec", "service", Kinds.Service, ReferenceStyle.NamespaceAndName),
        Row(Kinds.CustomResourceDefinition, "spec.conversion.webhook.clientConfig", "service", Kinds.Service, ReferenceStyle.NamespaceAndName),
        Row(Kinds.CustomResourceDefinition, "spec.conversion.webhookClientConfig", "service", Kinds.Service, ReferenceStyle.NamespaceAndName),
    ];

    private static readonly FrozenDictionary<GroupKind, ImmutableArray<ReferenceRow>> ByKind =
        Rows.Where(row => row.From is not null).GroupBy(row => row.From!.Value).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    private static readonly ImmutableArray<ReferenceRow> OfPods = [.. Rows.Where(row => row.From is null)];

    /// <summary>Rows whose paths begin at the root of a resource of this kind.</summary>
    public static ImmutableArray<ReferenceRow> Of(GroupKind kind) => ByKind.TryGetValue(kind, out var rows) ? rows : [];

    /// <summary>Rows whose paths begin at a pod template.</summary>
    public static ImmutableArray<ReferenceRow> OfPodTemplates => OfPods;

    private static ReferenceRow Row(GroupKind? from, string owner, string key, GroupKind target, ReferenceStyle style = ReferenceStyle.Name) =>
        new(from, NodePath.Parse(owner), key, target, style);
}
