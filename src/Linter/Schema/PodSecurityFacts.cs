using System.Collections.Immutable;

namespace Linter.Schema;

/// <summary>
/// What the Pod Security Standards allow (k8s.io/pod-security-admission policy/check_*.go, as of v1.23 and later). Of pods with other
/// operating systems and with user namespaces less is asked.
/// </summary>
public static class PodSecurityFacts
{
    /// <summary>The label of a Namespace by whose level pods are refused.</summary>
    public const string EnforceLabel = "pod-security.kubernetes.io/enforce";

    /// <summary>The label that pins the standards to those of a release.</summary>
    public const string VersionLabel = "pod-security.kubernetes.io/enforce-version";

    public const string Baseline = "baseline";

    public const string Restricted = "restricted";

    /// <summary>The release since which the standards are as below.</summary>
    public const int FirstMinor = 23;

    /// <summary>Fields of a pod that share a part of the node with it.</summary>
    public static readonly ImmutableArray<string> HostFields = ["hostNetwork", "hostPID", "hostIPC"];

    /// <summary>Capabilities that a container may add under baseline.</summary>
    public static readonly ImmutableArray<string> BaselineCapabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP",
        "SETUID", "SYS_CHROOT",
    ];

    /// <summary>The one that a container may add under restricted.</summary>
    public const string RestrictedCapability = "NET_BIND_SERVICE";

    /// <summary>Types that seLinuxOptions may have; a user or a role it may not have at all.</summary>
    public static readonly ImmutableArray<string> SELinuxTypes =
        ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

    /// <summary>Kernel parameters that a pod may set; some only since 1.27, 1.29 and 1.32.</summary>
    public static readonly ImmutableArray<string> Sysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    /// <summary>The start of the annotations that give a container's profile of AppArmor.</summary>
    public const string AppArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

    /// <summary>Whether the value of such an annotation is allowed.</summary>
    public static bool AllowsAppArmor(string profile) =>
        profile is "" or "runtime/default" || profile.StartsWith("localhost/", StringComparison.Ordinal);

    /// <summary>Sources of volumes that restricted does not allow; hostPath not even baseline.</summary>
    public static readonly ImmutableArray<string> RestrictedVolumes =
    [
        "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "fc", "flexVolume", "flocker", "gcePersistentDisk", "gitRepo",
        "glusterfs",
        "iscsi", "nfs", "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
    ];
}
