using System.Collections.Immutable;

namespace Linter.Schema;

/// <summary>
/// Words that the API server takes as they come, and that only some program after it looks at: those which Kubernetes knows.
/// Others may exist, so that a word is judged only where it is a slip of the finger away from one of these.
/// </summary>
public static class KnownWords
{
    /// <summary>
    /// Labels that nodes get from Kubernetes itself (kubernetes.io/docs/reference/labels-annotations-taints), from the clouds of
    /// Google, Amazon and Microsoft, from Karpenter, and from RKE (cluster/hosts.go in rancher/rke).
    /// </summary>
    public static readonly ImmutableArray<string> NodeLabels =
    [
        "kubernetes.io/arch", "kubernetes.io/hostname", "kubernetes.io/os", "node.kubernetes.io/instance-type",
        "node.kubernetes.io/windows-build",
        "node.kubernetes.io/exclude-from-external-load-balancers", "node-role.kubernetes.io/control-plane",
        "node-role.kubernetes.io/controlplane", "node-role.kubernetes.io/etcd", "node-role.kubernetes.io/master",
        "topology.kubernetes.io/region", "topology.kubernetes.io/zone", "beta.kubernetes.io/arch", "beta.kubernetes.io/instance-type",
        "beta.kubernetes.io/os", "failure-domain.beta.kubernetes.io/region", "failure-domain.beta.kubernetes.io/zone",
        "cloud.google.com/compute-class", "cloud.google.com/gke-accelerator", "cloud.google.com/gke-accelerator-count",
        "cloud.google.com/gke-boot-disk",
        "cloud.google.com/gke-gpu-driver-version", "cloud.google.com/gke-gpu-partition-size", "cloud.google.com/gke-gpu-sharing-strategy",
        "cloud.google.com/gke-max-shared-clients-per-gpu", "cloud.google.com/gke-nodepool", "cloud.google.com/gke-os-distribution",
        "cloud.google.com/gke-preemptible",
        "cloud.google.com/gke-provisioning", "cloud.google.com/gke-spot", "cloud.google.com/gke-tpu-accelerator",
        "cloud.google.com/gke-tpu-slice",
        "cloud.google.com/gke-tpu-slice-topology", "cloud.google.com/gke-tpu-topology", "cloud.google.com/machine-family",
        "cloud.google.com/reservation-name",
        "eks.amazonaws.com/capacityType", "eks.amazonaws.com/compute-type", "eks.amazonaws.com/nodegroup", "karpenter.sh/capacity-type",
        "karpenter.sh/nodepool",
        "kubernetes.azure.com/agentpool", "kubernetes.azure.com/mode", "kubernetes.azure.com/os-sku",
        "kubernetes.azure.com/scalesetpriority",
    ];

    /// <summary>
    /// The label of nodes that is meant by "hostname" alone, or by its name under another domain of Kubernetes', which are reserved:
    /// topology.kubernetes.io/hostname, kubernetes.io/zone. Null where the label is known, and for all others: those below
    /// node-restriction.kubernetes.io are an administrator's (the NodeRestriction admission plugin), those below
    /// feature.node.kubernetes.io Node Feature Discovery's, those of ibm-cloud.kubernetes.io IBM's.
    /// </summary>
    public static string? NodeLabelMeant(string label)
    {
        const string Hostname = "hostname";
        var slash = label.LastIndexOf('/');
        var isReserved = slash > 0 && label.AsSpan(0, slash) is var domain
            && (domain is "kubernetes.io" || domain.EndsWith(".kubernetes.io", StringComparison.Ordinal))
            && !domain.EndsWith("node-restriction.kubernetes.io", StringComparison.Ordinal)
            && !domain.EndsWith("feature.node.kubernetes.io", StringComparison.Ordinal)
            && domain is not "ibm-cloud.kubernetes.io";
        return (label == Hostname || isReserved) && !NodeLabels.Contains(label, StringComparer.Ordinal)
            ? NodeLabels.FirstOrDefault(known => known.EndsWith("kubernetes.io/" + label[(slash + 1)..], StringComparison.Ordinal))
            : null;
    }

    /// <summary>Taints that nodes get from Kubernetes itself (the same page), and from RKE (its services/workerplane.go).</summary>
    public static readonly ImmutableArray<string> Taints =
    [
        "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable", "node.kubernetes.io/unschedulable",
        "node.kubernetes.io/memory-pressure",
        "node.kubernetes.io/disk-pressure", "node.kubernetes.io/pid-pressure", "node.kubernetes.io/network-unavailable",
        "node.kubernetes.io/out-of-service",
        "node.cloudprovider.kubernetes.io/uninitialized", "node.cloudprovider.kubernetes.io/shutdown",
        "node-role.kubernetes.io/control-plane",
        "node-role.kubernetes.io/controlplane", "node-role.kubernetes.io/etcd", "node-role.kubernetes.io/master",
    ];

    /// <summary>What some of the labels of nodes may hold: GOOS and GOARCH of the kubelet's releases.</summary>
    private static readonly ImmutableArray<string> OperatingSystems = ["linux", "windows"];

    private static readonly ImmutableArray<string> Architectures = ["amd64", "arm64", "arm", "ppc64le", "s390x", "riscv64", "386"];

    /// <summary>
    /// What a label of architectures calls a machine that others call so, as Go's GOARCH does; null for every other word.
    /// </summary>
    public static string? Architecture(string otherName) => otherName switch
    {
        "x86_64" or "x86-64" or "x64" => "amd64",
        "aarch64" or "armv8" => "arm64",
        _ => null,
    };

    /// <summary>Verbs of what is done to resources (kubernetes.io/docs/reference/access-authn-authz/authorization).</summary>
    public static readonly ImmutableArray<string> Verbs =
    [
        "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "use", "bind", "escalate", "impersonate",
        "approve", "sign",
        "attest", "proxy",
    ];

    /// <summary>Verbs of nonResourceURLs, which are those of HTTP.</summary>
    public static readonly ImmutableArray<string> UrlVerbs = ["get", "post", "put", "patch", "delete", "head", "options"];

    /// <summary>What is asked for behind the slash of a resource, such as pods/log; nodes have those of the kubelet.</summary>
    public static readonly ImmutableArray<string> Subresources =
    [
        "status", "scale", "log", "exec", "attach", "portforward", "proxy", "eviction", "binding", "ephemeralcontainers", "resize", "token",
        "finalize",
        "finalizers", "approval", "rollback", "metrics", "stats", "spec", "configz", "healthz", "pods", "checkpoint",
    ];

    /// <summary>Resources that are no kinds: whom one may impersonate, and the signers of certificates.</summary>
    public static readonly ImmutableArray<string> ResourcesWithoutKind = ["users", "groups", "uids", "userextras", "signers"];

    /// <summary>Capabilities of Linux without CAP_ (capability(7)), and the word for all of them.</summary>
    public static readonly ImmutableArray<string> Capabilities =
    [
        "ALL", "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN", "DAC_OVERRIDE",
        "DAC_READ_SEARCH",
        "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN",
        "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYSLOG", "SYS_ADMIN",
        "SYS_BOOT",
        "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG",
        "WAKE_ALARM",
    ];

    /// <summary>Values of appProtocol that Kubernetes names (KEP-3726) or Istio reads; IANA has many more.</summary>
    public static readonly ImmutableArray<string> AppProtocols =
    [
        "http", "https", "http2", "grpc", "grpc-web", "tcp", "udp", "tls", "mongo", "mysql", "redis", "kubernetes.io/h2c",
        "kubernetes.io/ws", "kubernetes.io/wss",
    ];

    /// <summary>Where an emptyDir lies: the kubelet refuses to mount any other (HugePages-2Mi and its like aside).</summary>
    public static readonly ImmutableArray<string> Media = ["Memory", "HugePages", "HugePages-2Mi", "HugePages-1Gi"];

    /// <summary>The values that a label of nodes may have; empty where they are not known.</summary>
    public static ImmutableArray<string> ValuesOf(string nodeLabel) => nodeLabel switch
    {
        "kubernetes.io/os" or "beta.kubernetes.io/os" => OperatingSystems,
        "kubernetes.io/arch" or "beta.kubernetes.io/arch" => Architectures,
        _ => [],
    };
}
