using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// What a PersistentVolume and a claim need as a whole (k8s.io/kubernetes pkg/apis/core/validation/validation.go,
/// ValidatePersistentVolumeSpec and ValidatePersistentVolumeClaimSpec). Single fields are <see cref="WorkloadValuesStorage"/>'s.
/// </summary>
internal static class VolumeValues
{
    private const string Storage = "storage";
    private const string OncePod = "ReadWriteOncePod";

    private static readonly NodePath Spec = NodePath.Parse("spec");

    private static readonly ImmutableArray<string> Sources =
    [
        "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "fc", "flexVolume", "flocker", "gcePersistentDisk",
        "glusterfs", "hostPath",
        "iscsi", "local", "nfs", "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
    ];

    public static void Judge(ValueList values)
    {
        if (values.Resource.Root.FindEntry("spec") is not { Value.IsMapping: true } spec)
            return;

        JudgeModes(values, spec.Value);
        var sources = FieldChoices.OneAtMost(values, spec.Value, Sources);
        if (sources == 0 && values.Resource.SchemaProblems.IsEmpty)
        {
            values.Add(spec.Key, $"'{values.Resource}' does not say where the volume is, as in 'csi', 'nfs' or 'hostPath'",
                "no kind of volume here", "add csi, nfs, local, hostPath or another kind of volume");
        }

        if (FieldChoices.Given(spec.Value, "local") is { } local
            && spec.Value.Find("nodeAffinity")?.Find("required") is null or { IsNull: true })
        {
            values.Add(local.Key, $"'{values.Resource}' is a 'local' volume, but has no 'nodeAffinity', which says what node it is on",
                "no nodeAffinity beside it", "add nodeAffinity.required with the node's kubernetes.io/hostname");
        }

        if (FieldChoices.Filled(spec.Value, "capacity") is { Value.IsMapping: true } capacity)
            JudgeCapacity(values, capacity);
    }

    public static void JudgeClaim(ValueList values)
    {
        if (values.Resource.Find(Spec) is not { IsMapping: true } spec)
            return;

        JudgeModes(values, spec);
        if (spec.Find("resources")?.FindEntry("requests") is { Value.IsMapping: true } requests
            && requests.Value.Find(Storage) is null or { IsNull: true })
        {
            values.Add(requests.Key,
                $"'{values.PathOf(requests.Value)}' of '{values.Resource}' has no '{Storage}', which every claim asks for",
                "no storage here", "add storage, such as 10Gi");
        }
    }

    private static void JudgeModes(ValueList values, Node spec)
    {
        var modes = spec.Find("accessModes")?.Items ?? default;
        if (modes.Count > 1 && modes.Where(mode => mode.Is(OncePod)).FirstOrDefault() is { Tree: not null } alone)
        {
            values.Add(alone, $"'spec.accessModes' of '{values.Resource}' has '{OncePod}' beside other modes, but it has to stand alone",
                "has to stand alone", $"keep {OncePod} alone, or remove it");
        }
    }

    private static void JudgeCapacity(ValueList values, Entry capacity)
    {
        if (capacity.Value.Find(Storage) is null)
        {
            values.Add(capacity.Key,
                $"'{values.PathOf(capacity.Value)}' of '{values.Resource}' has no '{Storage}', which is all that it may have",
                "no storage here", "add storage, such as 10Gi");
        }

        foreach (var other in capacity.Value.Entries.Where(entry => !entry.Key.Is(Storage)))
        {
            values.Add(other.Key,
                $"'{values.PathOf(capacity.Value)}' of '{values.Resource}' has '{other.Key.Value}', but a volume has '{Storage}' alone",
                "not of a volume", $"remove {other.Key.Value}");
        }
    }
}
