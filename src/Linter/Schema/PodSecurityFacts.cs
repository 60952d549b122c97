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

    /// <summary>Sources of volumes that restricted does not allow; hostPath not even baseline.</summary>
    public static readonly ImmutableArray<string> RestrictedVolumes =
    [
        "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "fc", "flexVolume", "flocker", "gcePersistentDisk", "gitRepo",
        "glusterfs",
        "iscsi", "nfs", "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
    ];
}
