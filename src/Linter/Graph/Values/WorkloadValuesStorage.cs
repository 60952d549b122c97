using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Claims, the claim templates of StatefulSets, and volumes: names, access modes and sizes.</summary>
internal static class WorkloadValuesStorage
{
    private static readonly GroupKind PersistentVolume = new("", "PersistentVolume");
    private static readonly NodePath ClaimName = NodePath.Parse("metadata.name");
    private static readonly ClosedSet AccessModes = new(false, "ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");
    private static readonly ClosedSet VolumeModes = new(false, "Filesystem", "Block");
    private static readonly ClosedSet ReclaimPolicies = new(true, "Retain", "Delete", "Recycle");

    public static void Check(WorkloadReport report, LinkGraph graph)
    {
        var resource = report.Resource;
        if (resource.Kind == Kinds.PersistentVolumeClaim && resource.Find(Resource.Paths.Spec) is { } spec)
        {
            Claim(report, report.Whole, spec);
        }
        else if (resource.Kind == PersistentVolume && resource.Find(Resource.Paths.Spec) is { } volume)
        {
            Volume(report, graph, report.Whole, volume);
        }
        else if (resource.Kind == Kinds.StatefulSet)
        {
            foreach (var template in resource.Info.ClaimTemplates.SelectMany(resource.Select))
                Template(report, template);
        }
    }

    private static void Template(WorkloadReport report, Node template)
    {
        var name = template.At(ClaimName);
        var owner = new Owner(report.Resource, template, "claim template", name?.Value ?? "");
        if (name is { } node && node.Value.Length > 0)
            report.NameOf(owner, node, "metadata.name", NameGrammar.DnsLabel, isName: true);
        if (template.Find("spec") is { } spec)
            Claim(report, owner, spec);
    }

    /// <summary>The spec of a claim.</summary>
    internal static void Claim(WorkloadReport report, Owner owner, Node spec)
    {
        Modes(report, owner, spec);
        foreach (var field in (string[])["requests", "limits"])
        {
            foreach (var entry in spec.Find("resources")?.Find(field)?.Entries ?? default)
                Size(report, owner, entry, "the volume is the smallest that can be made, or is refused: that is up to the provisioner");
        }

        Source(report, owner, spec.Find("dataSource"), "dataSource");
        Source(report, owner, spec.Find("dataSourceRef"), "dataSourceRef");
    }

    // validateDataSource: without a group it is one of the core's, which has nothing else to be filled from.
    private static void Source(WorkloadReport report, Owner owner, Node? source, string field)
    {
        if (WorkloadReport.Text(source?.Find("kind")) is not { Length: > 0 } kind || kind == "PersistentVolumeClaim"
            || source?.Find("apiGroup") is { IsNull: false, Value.Length: > 0 })
        {
            return;
        }

        var isSnapshot = kind == "VolumeSnapshot";
        report.Add(source!.Value.Find("kind")!.Value,
            $"'{owner.PathOf(source.Value, field)}' of {owner.Text} is a '{kind}' without an apiGroup, but without one only a 'PersistentVolumeClaim' can be meant",
            "needs apiGroup beside it",
            isSnapshot ? "add apiGroup: snapshot.storage.k8s.io" : "add the apiGroup of the kind, without a version");
    }

    private static void Volume(WorkloadReport report, LinkGraph graph, Owner owner, Node spec)
    {
        Modes(report, owner, spec);
        report.OneOf(owner, spec, "persistentVolumeReclaimPolicy", ReclaimPolicies);
        foreach (var entry in spec.Find("capacity")?.Entries ?? default)
            Size(report, owner, entry, "no claim asks for so little: none is bound to it");
        WorkloadValuesPlacement.Nodes(report, owner, graph.NodeLabels, spec.Find("nodeAffinity")?.Find("required"),
            "no node may use the volume: pods that mount it stay Pending");
    }

    private static void Modes(WorkloadReport report, Owner owner, Node spec)
    {
        foreach (var mode in spec.Find("accessModes")?.Items ?? default)
            report.WordOf(owner, mode, "accessModes", AccessModes);
        report.OneOf(owner, spec, "volumeMode", VolumeModes);
        report.Named(owner, spec, "storageClassName", NameGrammar.DnsSubdomain);
        report.Named(owner, spec, "volumeName", NameGrammar.DnsSubdomain);
    }

    private static void Size(WorkloadReport report, Owner owner, Entry entry, string effect)
    {
        WorkloadValuesResources.Amount(report, owner, entry.Value, entry.Key.Value);
        if (entry.Key.Is("storage") && Quantity.Read(entry.Value) is { IsZero: true })
        {
            report.Add(entry.Value,
                $"'{owner.PathOf(entry.Value, "storage")}' of {owner.Text} is '{entry.Value.Value}', but must be more than '0'", "nothing",
                "ask for more than 0");
        }
        else if (entry.Key.Is("storage"))
        {
            WorkloadValuesResources.Bytes(report, owner, entry.Value, "storage", effect);
        }
    }
}
