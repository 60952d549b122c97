using Linter.Manifests;

namespace Linter.Graph.Values;

/// <summary>Values of workloads, pods, containers and probes.</summary>
internal static class WorkloadValues
{
    private static readonly HashSet<GroupKind> Others =
        [Kinds.PersistentVolumeClaim, Kinds.PersistentVolume, Kinds.LimitRange, Kinds.ResourceQuota];

    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor)
    {
        if (!resource.Info.IsWorkload && !Others.Contains(resource.Kind))
            return [];

        var report = new WorkloadReport(resource, kubernetesMinor);
        WorkloadValuesControllers.Check(report);
        WorkloadValuesJobs.Check(report);
        WorkloadValuesStorage.Check(report, graph);
        VolumeNames.Check(report, graph);
        VolumeFit.Check(report, graph);
        LimitRangeValues.Check(report);
        QuotaValues.Check(report);

        // Operators that complete a template default and judge it in ways of their own; variables they hand on as they are.
        foreach (var pods in graph.PodsOf(resource))
        {
            if (pods.Spec is not { IsMapping: true })
                continue;
            if (InjectedPorts.CompletesTemplate(pods))
            {
                WorkloadValuesContainers.CheckEnvironment(report, pods);
                continue;
            }

            WorkloadValuesPods.Check(report, pods);
            ClassNames.JudgePods(graph, report, pods.Spec.Value);
            CustomNames.JudgePods(graph, report, pods.Node);
            WorkloadValuesScheduling.Check(report, pods, pods.Spec.Value);
            WorkloadValuesPlacement.Check(report, graph, new PodPeers(graph, pods), pods.Spec.Value);
            WorkloadValuesVolumes.Check(report, pods);
            var mounted = new MountedVolumes(report, graph, pods);
            foreach (var container in pods.Containers)
            {
                if (container.Node.IsMapping)
                    WorkloadValuesContainers.Check(report, graph, pods, container, mounted);
            }
        }

        return report.InOrder();
    }
}
