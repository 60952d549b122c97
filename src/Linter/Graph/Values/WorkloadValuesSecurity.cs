using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// securityContext of pods and containers (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateSecurityContext,
/// validatePodSpecSecurityContext, validateSeccompProfileField, ValidateAppArmorProfileField, validateSysctls).
/// </summary>
internal static class WorkloadValuesSecurity
{
    // ProcMountType, SupplementalGroupsPolicy and SELinuxChangePolicy are on since 1.33; before, their fields are dropped or set to the
    // default unread.
    private const int GatesOn = 33;

    private const string LocalhostProfile = "localhostProfile";
    private const string Localhost = "Localhost";
    private const string Prefix = "CAP_";
    private const string SystemAdministration = "CAP_SYS_ADMIN";

    private static readonly string[] IdFields = ["runAsUser", "runAsGroup", "fsGroup"];

    private static readonly ClosedSet ProfileTypes = new(true, "RuntimeDefault", "Unconfined", Localhost);
    private static readonly ClosedSet ProcMounts = new(false, "Default", "Unmasked");
    private static readonly ClosedSet GroupChanges = new(false, "OnRootMismatch", "Always");
    private static readonly ClosedSet GroupPolicies = new(false, "Merge", "Strict");
    private static readonly ClosedSet LabelChanges = new(false, "Recursive", "MountOption");

    public static void Check(WorkloadReport report, Owner owner, Node security)
    {
        foreach (var field in IdFields)
            report.Within(owner, security, field, 0, int.MaxValue);
        foreach (var group in security.Find("supplementalGroups")?.Items ?? default)
            report.WithinOf(owner, group, "supplementalGroups", 0, int.MaxValue);

        report.OneOf(owner, security, "fsGroupChangePolicy", GroupChanges);
        if (report.KubernetesMinor >= GatesOn)
        {
            report.OneOf(owner, security, "procMount", ProcMounts);
            report.OneOf(owner, security, "supplementalGroupsPolicy", GroupPolicies);
            report.OneOf(owner, security, "seLinuxChangePolicy", LabelChanges);
        }

        if (security.Find("seccompProfile") is { IsMapping: true } seccomp)
        {
            Profile(report, owner, seccomp, "seccompProfile", "add localhostProfile: the file, below the kubelet's folder of profiles");
            if (seccomp.Find("type") is { } type && type.Is(Localhost))
                WorkloadValuesMounts.RelativePath(report, owner, seccomp, LocalhostProfile, "the kubelet's folder of profiles");
        }

        if (security.Find("appArmorProfile") is { IsMapping: true } appArmor)
        {
            Profile(report, owner, appArmor, "appArmorProfile", "add localhostProfile: the name of a profile that the node has loaded");
            ProfileName(report, owner, appArmor);
        }

        Capabilities(report, owner, security, "add");
        Capabilities(report, owner, security, "drop");
        Sysctls(report, owner, security);
        Escalation(report, owner, security);
    }

    /// <summary>
    /// A user that the kubelet does not start the container with (pkg/kubelet/kuberuntime/security_context.go, verifyRunAsNonRoot). Both
    /// fields are the container's own, or else the pod's.
    /// </summary>
    public static void User(WorkloadReport report, Owner owner, Node? security, Node? securityOfPod)
    {
        if (Either("runAsNonRoot") is not { } claim || !WorkloadReport.IsTrue(claim) || Either("runAsUser") is not { } user
            || WorkloadReport.Integer(user) is not 0)
        {
            return;
        }

        report.Add(new ValueProblem(report.Resource, user,
            MessageText.Of($"{owner.Text} is to run as user '{user.Value}', which is root, but 'runAsNonRoot' is '{claim.Value:1}'"))
        {
            Label = "root",
            Related = new RelatedSpan(claim.Span, "runAsNonRoot"),
            Effect = "the kubelet does not start the container: CreateContainerConfigError",
            Help = "give it another user, or remove runAsNonRoot",
        });

        Node? Either(string field) =>
            security?.Find(field) is { IsNull: false } own ? own : securityOfPod?.Find(field) is { IsNull: false } whole ? whole : null;
    }

    private static void Profile(WorkloadReport report, Owner owner, Node profile, string field, string help)
    {
        report.OneOf(owner, profile, "type", ProfileTypes);
        if (profile.Find("type") is not { } type || !ProfileTypes.Has(type.Value))
            return;

        var given = profile.FindEntry(LocalhostProfile) is { Value.IsNull: false } entry ? entry : (Entry?)null;
        if (type.Is(Localhost) && given is null)
        {
            report.Add(type,
                $"'{owner.PathOf(type, "type")}' of {owner.Text} is '{Localhost}', but the '{field}' names no localhostProfile",
                "needs localhostProfile", help);
        }
        else if (!type.Is(Localhost) && given is { } written)
        {
            report.Add(new ValueProblem(report.Resource, written.Key,
                MessageText.Of($"the '{field}' of {owner.Text} names the localhostProfile '{written.Value.Value}', but its type is '{type.Value:1}'"))
            {
                Label = "only for Localhost",
                Related = new RelatedSpan(type.Span, "the type"),
                Help = "set the type to Localhost, or remove localhostProfile",
            });
        }
    }

    private static void ProfileName(WorkloadReport report, Owner owner, Node profile)
    {
        if (profile.Find("type") is not { } type || !type.Is(Localhost) || profile.Find(LocalhostProfile) is not { } name
            || WorkloadReport.Text(name) is not { } text)
        {
            return;
        }

        if (text.Trim().Length == 0)
        {
            report.Add(name, $"'{owner.PathOf(name, LocalhostProfile)}' of {owner.Text} is '{text}', but must name a profile", "empty",
                "name a profile that the node has loaded");
        }
        else if (text.Trim() != text)
        {
            report.Add(name, $"'{owner.PathOf(name, LocalhostProfile)}' of {owner.Text} is '{text}', but may have no blanks around it",
                "blanks around it", "remove the blanks");
        }
    }

    private static void Sysctls(WorkloadReport report, Owner owner, Node security)
    {
        if (security.Find("sysctls") is not { } sysctls)
            return;

        var names = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var sysctl in sysctls.Items)
        {
            if (sysctl.Find("name") is not { } name || WorkloadReport.Text(name) is not { Length: > 0 } text)
                continue;

            if (!Grammars.IsSysctlName(text))
            {
                report.Add(name, $"'{owner.PathOf(name, "name")}' of {owner.Text} is '{text}', which is no name of a sysctl",
                    "no name of a sysctl", "use parts of a-z, 0-9, '-' and '_' joined by dots, such as net.core.somaxconn");
            }
            else if (!names.TryAdd(text, name))
            {
                report.Add(new ValueProblem(report.Resource, name, MessageText.Of($"{owner.Text} sets the sysctl '{text:1}' twice"))
                {
                    Label = "a second time",
                    Related = new RelatedSpan(names[text].Span, "the first"),
                    Help = "keep one of the two",
                });
            }
        }
    }

    // The container runtime reads them, in capitals and without CAP_ or, some runtimes, with it.
    private static void Capabilities(WorkloadReport report, Owner owner, Node security, string list)
    {
        foreach (var capability in security.Find("capabilities")?.Find(list)?.Items ?? default)
        {
            if (WorkloadReport.Text(capability) is not { } text)
                continue;

            var prefix = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[..Prefix.Length] : "";
            if (Spelling.Slipped(text[prefix.Length..].ToUpperInvariant(), KnownWords.Capabilities) is { } meant)
            {
                report.Add(WordSlips.Of(report.Resource, capability,
                    MessageText.Of($"'{owner.PathOf(capability, list)}' of {owner.Text} is '{text}', which is no capability of Linux"),
                    prefix + meant,
                    list == "add"
                        ? "the process does not get the capability, or the container does not start: runtimes differ"
                        : "the process keeps what was to be taken from it, or the container does not start: runtimes differ"));
            }
        }
    }

    private static void Escalation(WorkloadReport report, Owner owner, Node security)
    {
        if (security.Find("allowPrivilegeEscalation") is not { } escalation
            || escalation.Scalar is not { Type: ScalarType.Boolean, Boolean: false })
        {
            return;
        }

        if (security.Find("privileged") is { } privileged && WorkloadReport.IsTrue(privileged))
        {
            report.Add(new ValueProblem(report.Resource, escalation,
                MessageText.Of($"{owner.Text} is privileged, so 'allowPrivilegeEscalation' may not be '{escalation.Value}'"))
            {
                Label = "contradicts privileged",
                Related = new RelatedSpan(privileged.Span, "privileged"),
                Help = "remove one of the two",
            });
        }

        // Only this spelling is looked for.
        foreach (var capability in security.Find("capabilities")?.Find("add")?.Items ?? default)
        {
            if (!capability.Is(SystemAdministration))
                continue;

            report.Add(new ValueProblem(report.Resource, capability,
                MessageText.Of($"{owner.Text} adds the capability '{SystemAdministration}', so 'allowPrivilegeEscalation' may not be '{escalation.Value:1}'"))
            {
                Label = "contradicts allowPrivilegeEscalation",
                Related = new RelatedSpan(escalation.Span, "allowPrivilegeEscalation"),
                Help = "remove one of the two",
            });
            return;
        }
    }
}
