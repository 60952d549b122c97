using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Manifests;

/// <summary>
/// Kinds of projects that many clusters run, to tell a slip of the finger from a kind that we do not know (their CRDs).
/// </summary>
internal static class CustomKinds
{
    private static readonly ImmutableArray<string> Rows =
    [
        "argoproj.io: AnalysisRun AnalysisTemplate AppProject Application ApplicationSet ArgoCD ClusterAnalysisTemplate ClusterWorkflowTemplate CronWorkflow EventBus EventSource Experiment Rollout RolloutManager Sensor Workflow WorkflowArtifactGCTask WorkflowEventBinding WorkflowTaskResult WorkflowTaskSet WorkflowTemplate NamespaceManagement NotificationsConfiguration ImageUpdater GitopsService",
        "autoscaling.k8s.io: VerticalPodAutoscaler VerticalPodAutoscalerCheckpoint",
        "bitnami.com: SealedSecret",
        "cert-manager.io: Certificate CertificateRequest ClusterIssuer Issuer",
        "cloud.google.com: BackendConfig ComputeClass",
        "dapr.io: Component Configuration HTTPEndpoint Resiliency Subscription",
        "external-secrets.io: ClusterExternalSecret ClusterPushSecret ClusterSecretStore ExternalSecret PushSecret SecretStore",
        "helm.toolkit.fluxcd.io: HelmRelease",
        "karpenter.sh: Machine NodeClaim NodeOverlay NodePool Provisioner",
        "keda.sh: ClusterCloudEventSource CloudEventSource ClusterTriggerAuthentication ScaledJob ScaledObject TriggerAuthentication",
        "kustomize.toolkit.fluxcd.io: Kustomization",
        "kueue.x-k8s.io: AdmissionCheck ClusterQueue Cohort LocalQueue MultiKueueCluster MultiKueueConfig ProvisioningRequestConfig ResourceFlavor Topology Workload WorkloadPriorityClass",
        "kyverno.io: AdmissionReport BackgroundScanReport CleanupPolicy ClusterAdmissionReport ClusterBackgroundScanReport ClusterCleanupPolicy ClusterPolicy GenerateRequest GlobalContextEntry Policy PolicyException UpdateRequest",
        "monitoring.coreos.com: Alertmanager AlertmanagerConfig PodMonitor Probe Prometheus PrometheusAgent PrometheusRule ScrapeConfig ServiceMonitor ThanosRuler",
        "networking.istio.io: DestinationRule EnvoyFilter Gateway ProxyConfig ServiceEntry Sidecar VirtualService WorkloadEntry WorkloadGroup",
        "ray.io: RayCluster RayCronJob RayJob RayService",
        "route.openshift.io: Route",
        "security.istio.io: AuthorizationPolicy PeerAuthentication RequestAuthentication",
        "serving.knative.dev: Configuration DomainMapping Revision Route Service",
        "snapshot.storage.k8s.io: VolumeSnapshot VolumeSnapshotClass VolumeSnapshotContent VolumeGroupSnapshot",
        "source.toolkit.fluxcd.io: Bucket ExternalArtifact GitRepository HelmChart HelmRepository OCIRepository",
        "traefik.io: IngressRoute IngressRouteTCP IngressRouteUDP Middleware MiddlewareTCP ServersTransport ServersTransportTCP TLSOption TLSStore TraefikService",
        "velero.io: Backup BackupRepository BackupStorageLocation DataDownload DataUpload DeleteBackupRequest DownloadRequest PodVolumeBackup PodVolumeRestore Restore Schedule ServerStatusRequest VolumeSnapshotLocation",
    ];

    /// <summary>
    /// The kind that was probably meant: the same name in a group that is one slip away, or a name of the same group that is one
    /// slip away. Null for the kinds that stand here, and where nothing is near.
    /// </summary>
    public static GroupKind? Meant(GroupKind kind)
    {
        if (Kinds.TryGetValue(kind.Group, out var own))
            return Spelling.Slipped(kind.Kind, own) is { } name ? kind with { Kind = name } : null;

        return Spelling.Slipped(kind.Group,
            Kinds.Where(row => row.Value.Contains(kind.Kind, StringComparer.Ordinal)).Select(row => row.Key)) is { } group
            ? kind with { Group = group }
            : null;
    }

    private static readonly Dictionary<string, string[]> Kinds = Rows.Select(row => row.Split(": "))
        .ToDictionary(row => row[0], row => row[1].Split(' '), StringComparer.Ordinal);
}
