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

    /// <summary>
    /// A scalar holds the name where the kind beside it is the row's, in the namespace beside it if one is given (subjects).
    /// </summary>
    NameOfKind,

    /// <summary>namespace and name beside each other name the target (clientConfig.service).</summary>
    NamespaceAndName,

    /// <summary>A scalar holds the name where group and kind beside it are the row's, or absent (backendRefs, certificateRefs).</summary>
    NameOfGroupKind,

    /// <summary>A scalar holds the name unless a kubeConfig beside it leads to another cluster.</summary>
    NameOfOwnCluster,

    /// <summary>A scalar holds the name unless the field's successor beside it holds one (serviceAccount).</summary>
    NameOfFormerField,

    /// <summary>A scalar holds the target's host as Istio reads it; one that is no Service's points at nothing (destination).</summary>
    MeshHost,
}

/// <summary>One row of <see cref="ReferenceCatalog"/>.</summary>
/// <param name="From">The kind that holds the field; null for the pod template of any workload.</param>
/// <param name="Owner">Path of the mapping that holds the field, from the resource's or template's root.</param>
/// <param name="Key">The field in it.</param>
/// <param name="Target">Kind of the target.</param>
/// <param name="Style">How it points.</param>
public sealed record ReferenceRow(GroupKind? From, NodePath Owner, string Key, GroupKind Target, ReferenceStyle Style)
{
    /// <summary>A volume made of one ConfigMap or Secret alone, whose files are named by their keys.</summary>
    public bool IsVolume { get; } = Owner.ToString() is "spec.volumes[*].configMap" or "spec.volumes[*].secret";

    /// <summary>A Secret to pull images with.</summary>
    public bool IsImagePull { get; } = Owner.ToString().EndsWith("imagePullSecrets[*]", StringComparison.Ordinal);

    /// <summary>"spec.rules[*].http.paths[*].backend.service.name".</summary>
    public override string ToString() => $"{Owner}.{Key}";
}

/// <summary>
/// THE table of references: which field of which kind points at what. All of them stay within the namespace of the
/// resource that holds them, save those that name one beside or, as hosts, within. Sources: the Kubernetes API reference, for old Ingresses
/// its v1beta1 types, for VirtualServices and DestinationRules networking/v1alpha3 of istio/api.
/// </summary>
public static class ReferenceCatalog
{
    // The field's forerunner (before 1.6); the API still reads it, and it wins over the field.
    private const string StorageClassAnnotation = "volume.beta.kubernetes.io/storage-class";

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

        Row(Kinds.ServiceAccount, "secrets[*]", "name", Kinds.Secret),
        Row(Kinds.ServiceAccount, "imagePullSecrets[*]", "name", Kinds.Secret),

        Row(Kinds.RoleBinding, "roleRef", "name", Kinds.Role, ReferenceStyle.NameOfKind),
        Row(Kinds.RoleBinding, "roleRef", "name", Kinds.ClusterRole, ReferenceStyle.NameOfKind),
        Row(Kinds.RoleBinding, "subjects[*]", "name", Kinds.ServiceAccount, ReferenceStyle.NameOfKind),
        Row(Kinds.ClusterRoleBinding, "roleRef", "name", Kinds.ClusterRole, ReferenceStyle.NameOfKind),
        Row(Kinds.ClusterRoleBinding, "subjects[*]", "name", Kinds.ServiceAccount, ReferenceStyle.NameOfKind),

        .. Claim("spec", "metadata.annotations").Select(row => row with { From = Kinds.PersistentVolumeClaim }),
        Row(Kinds.PersistentVolume, "spec", "storageClassName", Kinds.StorageClass),
        Row(Kinds.PersistentVolume, "metadata.annotations", StorageClassAnnotation, Kinds.StorageClass),

        .. Claim("spec.volumes[*].ephemeral.volumeClaimTemplate.spec",
            "spec.volumes[*].ephemeral.volumeClaimTemplate.metadata.annotations"),
        Row(null, "spec.volumes[*].configMap", "name", Kinds.ConfigMap),
        Row(null, "spec.volumes[*].secret", "secretName", Kinds.Secret),
        Row(null, "spec.volumes[*].projected.sources[*].configMap", "name", Kinds.ConfigMap),
        Row(null, "spec.volumes[*].projected.sources[*].secret", "name", Kinds.Secret),
        Row(null, "spec.volumes[*].persistentVolumeClaim", "claimName", Kinds.PersistentVolumeClaim),
        Row(null, "spec.volumes[*].csi.nodePublishSecretRef", "name", Kinds.Secret),
        Row(null, "spec.volumes[*].azureFile", "secretName", Kinds.Secret),
        .. ((string[])["cephfs", "cinder", "flexVolume", "iscsi", "rbd", "scaleIO", "storageos"])
            .Select(volume => Row(null, $"spec.volumes[*].{volume}.secretRef", "name", Kinds.Secret)),
        .. ((string[])["containers", "initContainers", "ephemeralContainers"]).SelectMany(Container),
        Row(null, "spec.imagePullSecrets[*]", "name", Kinds.Secret),
        Row(null, "spec", "serviceAccountName", Kinds.ServiceAccount),
        // Convert_v1_PodSpec_To_core_PodSpec: where both are given, the new one counts.
        Row(null, "spec", "serviceAccount", Kinds.ServiceAccount, ReferenceStyle.NameOfFormerField),

        // Whom Flux acts as (docs/spec of kustomize-controller and helm-controller); with a kubeConfig it is one of another cluster.
        Row(Kinds.FluxKustomization, "spec", "serviceAccountName", Kinds.ServiceAccount, ReferenceStyle.NameOfOwnCluster),
        Row(Kinds.HelmRelease, "spec", "serviceAccountName", Kinds.ServiceAccount, ReferenceStyle.NameOfOwnCluster),

        // What governs, scales, guards and calls workloads and Services.
        Row(Kinds.StatefulSet, "spec", "serviceName", Kinds.Service),
        Row(Kinds.VerticalPodAutoscaler, "spec", "targetRef", Kinds.Deployment, ReferenceStyle.KindAndName),
        Row(Kinds.PodDisruptionBudget, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.ValidatingWebhookConfiguration, "webhooks[*].clientConfig", "service", Kinds.Service, ReferenceStyle.NamespaceAndName),
        Row(Kinds.MutatingWebhookConfiguration, "webhooks[*].clientConfig", "service", Kinds.Service, ReferenceStyle.NamespaceAndName),
        Row(Kinds.ApiService, "spec", "service", Kinds.Service, ReferenceStyle.NamespaceAndName),
        Row(Kinds.CustomResourceDefinition, "spec.conversion.webhook.clientConfig", "service", Kinds.Service,
            ReferenceStyle.NamespaceAndName),
        Row(Kinds.CustomResourceDefinition, "spec.conversion.webhookClientConfig", "service", Kinds.Service,
            ReferenceStyle.NamespaceAndName),
        Row(Kinds.NetworkPolicy, "spec", "podSelector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.PodMonitor, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),

        Row(Kinds.Gateway, "spec", "gatewayClassName", Kinds.GatewayClass),
        Row(Kinds.Gateway, "spec.listeners[*].tls.certificateRefs[*]", "name", Kinds.Secret, ReferenceStyle.NameOfGroupKind),
        .. RouteView.AllKinds.SelectMany(Route),

        .. ((string[])["http[*].route[*].destination", "http[*].mirror", "http[*].mirrors[*].destination", "tls[*].route[*].destination",
            "tcp[*].route[*].destination"])
            .Select(owner => Row(Kinds.VirtualService, "spec." + owner, "host", Kinds.Service, ReferenceStyle.MeshHost)),
        Row(Kinds.VirtualService, "spec.http[*].delegate", "name", Kinds.VirtualService),
        Row(Kinds.DestinationRule, "spec", "host", Kinds.Service, ReferenceStyle.MeshHost),
    ];

    private static readonly Dictionary<GroupKind, ReferenceTree> ByKind = TreesOfKinds();

    /// <summary>Rows whose paths begin at the root of a resource of this kind; null where there are none.</summary>
    internal static ReferenceTree? Of(GroupKind kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>Rows whose paths begin at a pod template.</summary>
    internal static ReferenceTree OfPodTemplates { get; } = ReferenceTree.Of(Rows.Where(row => row.From is null));

    /// <summary>Rows whose paths begin at a template of claims.</summary>
    internal static ReferenceTree OfClaimTemplates { get; } = ReferenceTree.Of(Claim("spec", "metadata.annotations"));

    private static IEnumerable<ReferenceRow> Container(string list) =>
    [
        Row(null, $"spec.{list}[*].envFrom[*].configMapRef", "name", Kinds.ConfigMap),
        Row(null, $"spec.{list}[*].envFrom[*].secretRef", "name", Kinds.Secret),
        Row(null, $"spec.{list}[*].env[*].valueFrom.configMapKeyRef", "name", Kinds.ConfigMap),
        Row(null, $"spec.{list}[*].env[*].valueFrom.secretKeyRef", "name", Kinds.Secret),
    ];

    private static IEnumerable<ReferenceRow> Route(GroupKind kind) =>
    [
        Row(kind, "spec.parentRefs[*]", "name", Kinds.Gateway, ReferenceStyle.NameOfGroupKind),
        Row(kind, "spec.rules[*].backendRefs[*]", "name", Kinds.Service, ReferenceStyle.NameOfGroupKind),
        Row(kind, "spec.rules[*].backendRefs[*].filters[*].requestMirror.backendRef", "name", Kinds.Service,
            ReferenceStyle.NameOfGroupKind),
        Row(kind, "spec.rules[*].filters[*].requestMirror.backendRef", "name", Kinds.Service, ReferenceStyle.NameOfGroupKind),
    ];

    private static IEnumerable<ReferenceRow> Claim(string spec, string annotations) =>
    [
        Row(null, spec, "storageClassName", Kinds.StorageClass),
        Row(null, annotations, StorageClassAnnotation, Kinds.StorageClass),
        Row(null, spec + ".dataSource", "name", Kinds.PersistentVolumeClaim, ReferenceStyle.NameOfKind),
        Row(null, spec + ".dataSourceRef", "name", Kinds.PersistentVolumeClaim, ReferenceStyle.NameOfKind),
    ];

    private static Dictionary<GroupKind, ReferenceTree> TreesOfKinds()
    {
        var trees = new Dictionary<GroupKind, ReferenceTree>();
        foreach (var row in Rows)
        {
            if (row.From is not { } kind)
                continue;
            if (!trees.TryGetValue(kind, out var tree))
                trees[kind] = tree = new ReferenceTree();
            tree.Add(row);
        }

        return trees;
    }

    private static ReferenceRow Row(
        GroupKind? from, string owner, string key, GroupKind target, ReferenceStyle style = ReferenceStyle.Name) =>
        new(from, NodePath.Parse(owner), key, target, style);
}
