using System.Globalization;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Walks;

/// <summary>
/// Names of single pods: HOSTNAME.SERVICE. There is one where the pod has a hostname and the headless Service that selects it
/// for a subdomain; a StatefulSet gives its pods both (github.com/kubernetes/dns docs/specification.md, "Headless Services").
/// </summary>
internal static class PodNames
{
    private static readonly NodePath Start = NodePath.Parse("spec.ordinals.start");
    private static readonly NodePath ServiceName = NodePath.Parse("spec.serviceName");

    /// <summary>The pods that the name means, and why; no pods where the name does not exist, and why not.</summary>
    public static (PodTemplate? Pods, string How) Find(ServiceView service, string name)
    {
        if (!service.IsHeadless)
            return (null, $"only a headless Service has names for its pods, and {service.Name} has a cluster IP");

        var why = "";
        foreach (var pods in service.Pods.Certain)
        {
            var hostname = pods.Spec?.FindText("hostname")?.Value;
            if (pods.Workload.Kind == Kinds.StatefulSet)
            {
                if (OrdinalOf(pods.Workload.Name, name) is not { } ordinal)
                    continue;
                if (pods.Workload.Find(ServiceName) is not { IsScalar: true } own || own.Value != service.Name)
                    why = $"StatefulSet {pods.Workload.Name} names its pods in another Service (serviceName)";
                else if (IsThere(pods, ordinal, out var range))
                    return (pods, $"pod {name} of {pods}");
                else
                    why = $"{pods} has no pod {name}: {range}";
            }
            else if (hostname == name && pods.Spec?.FindText("subdomain")?.Value == service.Name)
            {
                return (pods, $"hostname {name} of {pods}");
            }
        }

        return (null, why.Length > 0
            ? why
            : $"no pod of Service {service.Name} has the hostname {name}"
                + (service.Pods.Certain.Any(pods => pods.Workload.Kind == Kinds.StatefulSet)
                    ? ""
                    : ": pods have one by spec.hostname and spec.subdomain, or from a StatefulSet"));
    }

    private static bool IsThere(PodTemplate pods, int ordinal, out string range)
    {
        var start = IntOrString.Integer(pods.Workload.Find(Start)) ?? 0;
        var end = pods.Replicas is { } count ? start + (long)count : int.MaxValue;
        range = end <= start ? "it has no replicas" : string.Create(CultureInfo.InvariantCulture,
                $"its pods are {pods.Workload.Name}-{start}{(end - start > 1 ? $" to {pods.Workload.Name}-{end - 1}" : "")}");
        return ordinal >= start && ordinal < end;
    }

    private static int? OrdinalOf(string workload, string name) =>
        name.Length > workload.Length + 1 && name.StartsWith(workload, StringComparison.Ordinal) && name[workload.Length] == '-'
        && int.TryParse(name.AsSpan(workload.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
        && name.AsSpan(workload.Length + 1).Equals(ordinal.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? ordinal : null;
}
