using Linter.Schema;

namespace Linter.Manifests;

/// <summary>The grammars that names of objects follow.</summary>
public enum NameForm
{
    /// <summary>DNS-1123 subdomain: dots are allowed.</summary>
    Subdomain,

    /// <summary>DNS-1123 label: no dots, 63 characters at most.</summary>
    Label,

    /// <summary>DNS-1035 label: as a label, beginning with a letter.</summary>
    LetterLabel,

    /// <summary>Anything that can stand as one segment of a URL's path.</summary>
    PathSegment,
}

/// <summary>Which grammar the names of a kind follow (k8s.io/kubernetes pkg/apis/*/validation).</summary>
public static class NameForms
{
    /// <summary>The controller appends 11 characters to make the names of its Jobs, which have 63 at most.</summary>
    public const int LongestCronJob = 52;

    /// <summary>A Job's name becomes a label of its pods.</summary>
    public const int LongestJob = 63;

    // KEP-5311, RelaxedServiceNameValidation: beta, hence on, in 1.36.
    private const int RelaxedServiceNamesSince = 36;

    private static readonly Dictionary<GroupKind, NameForm> Forms = BuildAll();

    /// <summary>Null for kinds whose names follow a rule of their own.</summary>
    public static NameForm? Of(GroupKind kind, int kubernetesMinor) =>
        kind == Kinds.Service && kubernetesMinor < RelaxedServiceNamesSince ? NameForm.LetterLabel
        : Forms.TryGetValue(kind, out var form) ? form
        : null;

    /// <summary>The most characters that a name of this kind may have.</summary>
    public static int LongestOf(GroupKind kind, NameForm form) =>
        kind == Kinds.CronJob ? LongestCronJob
        : kind == Kinds.Job ? LongestJob
        : form switch
        {
            NameForm.Label or NameForm.LetterLabel => LabelGrammars.Longest,
            NameForm.Subdomain => LabelGrammars.LongestSubdomain,
            _ => int.MaxValue
        };

    public static bool Fits(string name, NameForm form) => form switch
    {
        NameForm.Subdomain => Grammars.IsDnsSubdomain(name),
        NameForm.Label => DnsNames.IsLabel(name),
        NameForm.LetterLabel => DnsNames.IsLabel(name) && name[0] is >= 'a' and <= 'z',
        _ => DnsNames.IsPathSegment(name),
    };

    private static Dictionary<GroupKind, NameForm> BuildAll()
    {
        var all = new Dictionary<GroupKind, NameForm>();
        void Add(NameForm form, string group, string kinds)
        {
            foreach (var kind in kinds.Split(' '))
                all[new GroupKind(group, kind)] = form;
        }

        Add(NameForm.Label, "", "Namespace Service");
        Add(NameForm.Label, "apps", "StatefulSet");
        Add(NameForm.PathSegment, "rbac.authorization.k8s.io", "Role ClusterRole RoleBinding ClusterRoleBinding");
        Add(NameForm.Subdomain, "",
            "ConfigMap Endpoints LimitRange Node PersistentVolumeClaim PersistentVolume Pod PodTemplate ReplicationController ResourceQuota Secret ServiceAccount");
        Add(NameForm.Subdomain, "apps", "ControllerRevision DaemonSet Deployment ReplicaSet");
        Add(NameForm.Subdomain, "autoscaling", "HorizontalPodAutoscaler");
        Add(NameForm.Subdomain, "batch", "CronJob Job");
        Add(NameForm.Subdomain, "coordination.k8s.io", "Lease");
        Add(NameForm.Subdomain, "discovery.k8s.io", "EndpointSlice");
        Add(NameForm.Subdomain, "networking.k8s.io", "Ingress IngressClass NetworkPolicy");
        Add(NameForm.Subdomain, "node.k8s.io", "RuntimeClass");
        Add(NameForm.Subdomain, "policy", "PodDisruptionBudget");
        Add(NameForm.Subdomain, "scheduling.k8s.io", "PriorityClass");
        Add(NameForm.Subdomain, "storage.k8s.io", "CSIDriver StorageClass");
        return all;
    }
}
