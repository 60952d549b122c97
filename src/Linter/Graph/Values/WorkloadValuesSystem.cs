using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Fields of another operating system than <c>spec.os.name</c> says (k8s.io/kubernetes pkg/apis/core/validation/validation.go,
/// validateLinux and validateWindows). Pods that do not say theirs may have any.
/// </summary>
internal static class WorkloadValuesSystem
{
    private const string WindowsOptions = "windowsOptions";

    private static readonly ImmutableArray<string> OfLinuxPods = ["hostUsers", "hostPID", "hostIPC", "shareProcessNamespace"];

    // Those that are false where they are not given: only true is refused.
    private static readonly ImmutableArray<string> Plain = ["hostPID", "hostIPC"];

    private static readonly ImmutableArray<string> OfLinuxPodSecurity =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls", "runAsUser", "runAsGroup",
        "supplementalGroups", "supplementalGroupsPolicy",
    ];

    private static readonly ImmutableArray<string> OfLinuxContainerSecurity =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged",
        "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
    ];

    public static void Check(WorkloadReport report, Node spec)
    {
        var security = spec.Find("securityContext");
        if (SystemOf(spec) is not { } system)
            return;

        if (system.Is("windows"))
        {
            Forbid(report, report.Whole, system, spec, OfLinuxPods);
            Forbid(report, report.Whole, system, security, OfLinuxPodSecurity);
        }
        else
        {
            Forbid(report, report.Whole, system, security, [WindowsOptions]);
        }
    }

    public static void Check(WorkloadReport report, Owner owner, Node? spec, Node security)
    {
        if (spec is { } its && SystemOf(its) is { } system)
            Forbid(report, owner, system, security, system.Is("windows") ? OfLinuxContainerSecurity : [WindowsOptions]);
    }

    private static Node? SystemOf(Node spec) =>
        spec.Find("os")?.Find("name") is { } name && (name.Is("windows") || name.Is("linux")) ? name : null;

    private static void Forbid(WorkloadReport report, Owner owner, Node system, Node? mapping, ImmutableArray<string> fields)
    {
        foreach (var field in fields)
        {
            if (mapping?.FindEntry(field) is not { Value.IsNull: false } entry || entry.Value is { IsSequence: true, Items.Count: 0 }
                || (Plain.AsSpan().Contains(field) && !WorkloadReport.IsTrue(entry.Value)))
            {
                continue;
            }

            report.Add(new ValueProblem(report.Resource, entry.Key,
                MessageText.Of($"{owner.Text} has '{owner.PathOf(entry.Value, field)}', but the pod's 'os.name' is '{system.Value:1}'"))
            {
                Label = system.Is("windows") ? "of Linux alone" : "of Windows alone",
                Related = new RelatedSpan(system.Span, "the operating system"),
                Help = "remove it, or mend os.name",
            });
        }
    }
}
