namespace Linter.Manifests;

/// <summary>A kind with its API group: a bare "Service" is also Knative's. The core group is "".</summary>
public sealed record GroupKind(string Group, string Kind)
{
    // Kinds are looked up all the time: 0 until it is asked for.
    private int hash;

    private GroupKind(GroupKind other) => (Group, Kind) = (other.Group, other.Kind);

    public bool Equals(GroupKind? other) =>
        ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && Group == other.Group);

    public override int GetHashCode() => hash != 0 ? hash : hash = HashCode.Combine(Group, Kind);

    /// <summary>"Service", or "Rollout.argoproj.io" for a kind outside the core group.</summary>
    public override string ToString() => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}

/// <summary>The kinds that rules and tables name. Where a kind moved between groups, its present group.</summary>
public static class Kinds
{
    public static readonly GroupKind ConfigMap = new("", "ConfigMap");
    public static readonly GroupKind Endpoints = new("", "Endpoints");
    public static readonly GroupKind Namespace = new("", "Namespace");
    public static readonly GroupKind PersistentVolumeClaim = new("", "PersistentVolumeClaim");
    public static readonly GroupKind Pod = new("", "Pod");
    public static readonly GroupKind ReplicationController = new("", "ReplicationController");
    public static readonly GroupKind Secret = new("", "Secret");
    public static readonly GroupKind Service = new("", "Service");
    public static readonly GroupKind ServiceAccount = new("", "ServiceAccount");
    public static readonly GroupKind EndpointSlice = new("discovery.k8s.io", "EndpointSlice");
    public static readonly GroupKind Deployment = new("apps", "Deployment");
    public static readonly GroupKind ReplicaSet = new("apps", "ReplicaSet");
    public static readonly GroupKind StatefulSet = new("apps", "StatefulSet");
    public static readonly GroupKind DaemonSet = new("apps", "DaemonSet");
    public static readonly GroupKind Job = new("batch", "Job");
    public static readonly GroupKind CronJob = new("batch", "CronJob");
    public static readonly GroupKind Ingress = new("networking.k8s.io", "Ingress");
    public static readonly GroupKind IngressClass = new("networking.k8s.io", "IngressClass");
    public static readonly GroupKind NetworkPolicy = new("networking.k8s.io", "NetworkPolicy");
    public static readonly GroupKind CustomResourceDefinition = new("apiextensions.k8s.io", "CustomResourceDefinition");
    public static readonly GroupKind HorizontalPodAutoscaler = new("autoscaling", "HorizontalPodAutoscaler");
    public static readonly GroupKind ScaledObject = new("keda.sh", "ScaledObject");
    public static readonly GroupKind ScaledJob = new("keda.sh", "ScaledJob");
    public static readonly GroupKind Node = new("", "Node");
    public static readonly GroupKind PersistentVolume = new("", "PersistentVolume");
    public static readonly GroupKind ResourceQuota = new("", "ResourceQuota");
    public static readonly GroupKind LimitRange = new("", "LimitRange");
    public static readonly GroupKind StorageClass = new("storage.k8s.io", "StorageClass");
    public static readonly GroupKind PodDisruptionBudget = new("policy", "PodDisruptionBudget");
    public static readonly GroupKind Role = new("rbac.authorization.k8s.io", "Role");
    public static readonly GroupKind ClusterRole = new("rbac.authorization.k8s.io", "ClusterRole");
    public static readonly GroupKind RoleBinding = new("rbac.authorization.k8s.io", "RoleBinding");
    public static readonly GroupKind ClusterRoleBinding = new("rbac.authorization.k8s.io", "ClusterRoleBinding");
    public static readonly GroupKind MutatingWebhookConfiguration = new("admissionregistration.k8s.io", "MutatingWebhookConfiguration");
    public static readonly GroupKind ValidatingWebhookConfiguration = new("admissionregistration.k8s.io", "ValidatingWebhookConfiguration");
    public static readonly GroupKind ApiService = new("apiregistration.k8s.io", "APIService");
    public static readonly GroupKind VerticalPodAutoscaler = new("autoscaling.k8s.io", "VerticalPodAutoscaler");
    public static readonly GroupKind ServiceMonitor = new("monitoring.coreos.com", "ServiceMonitor");
    public static readonly GroupKind PodMonitor = new("monitoring.coreos.com", "PodMonitor");
    public static readonly GroupKind Gateway = new("gateway.networking.k8s.io", "Gateway");
    public static readonly GroupKind GatewayClass = new("gateway.networking.k8s.io", "GatewayClass");
    public static readonly GroupKind HttpRoute = new("gateway.networking.k8s.io", "HTTPRoute");
    public static readonly GroupKind GrpcRoute = new("gateway.networking.k8s.io", "GRPCRoute");
    public static readonly GroupKind TcpRoute = new("gateway.networking.k8s.io", "TCPRoute");
    public static readonly GroupKind TlsRoute = new("gateway.networking.k8s.io", "TLSRoute");
    public static readonly GroupKind UdpRoute = new("gateway.networking.k8s.io", "UDPRoute");
    public static readonly GroupKind ReferenceGrant = new("gateway.networking.k8s.io", "ReferenceGrant");
    public static readonly GroupKind FluxKustomization = new("kustomize.toolkit.fluxcd.io", "Kustomization");
    public static readonly GroupKind HelmRelease = new("helm.toolkit.fluxcd.io", "HelmRelease");
    public static readonly GroupKind VirtualService = new("networking.istio.io", "VirtualService");
    public static readonly GroupKind DestinationRule = new("networking.istio.io", "DestinationRule");
    public static readonly GroupKind IstioGateway = new("networking.istio.io", "Gateway");
    public static readonly GroupKind ServiceEntry = new("networking.istio.io", "ServiceEntry");
    public static readonly GroupKind Rollout = new("argoproj.io", "Rollout");

    /// <summary>A RoleBinding or a ClusterRoleBinding.</summary>
    public static bool IsBinding(GroupKind kind) => kind == RoleBinding || kind == ClusterRoleBinding;
}
