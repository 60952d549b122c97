using Linter.Findings;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>The volumes of a pod (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateVolumes).</summary>
internal static class WorkloadValuesVolumes
{
    private const int MostMode = 0b111_111_111;

    private static readonly ClosedSet HostPathTypes = new(true,
        "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice");

    private static readonly HashSet<string> Sources = new(StringComparer.Ordinal)
    {
        "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "fc",
        "flexVolume", "flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "hostPath", "image", "iscsi", "nfs", "persistentVolumeClaim",
        "photonPersistentDisk", "portworxVolume", "projected", "quobyte", "rbd", "scaleIO", "secret", "storageos", "vsphereVolume",
    };

    public static void Check(WorkloadReport report, PodTemplate pods)
    {
        foreach (var volume in pods.Spec?.Find("volumes")?.Items ?? default)
        {
            if (volume.IsMapping)
                Volume(report, volume);
        }
    }

    private static void Volume(WorkloadReport report, Node volume)
    {
        var owner = new Owner(report.Resource, volume, "volume", volume.Find("name")?.Value ?? "");
        if (volume.Find("name") is { } name && WorkloadReport.Text(name) is { Length: > 0 } text && !DnsNames.IsLabel(text))
        {
            report.Add(new ValueProblem(report.Resource, name, MessageText.Of($"'{report.Resource}' calls a volume '{text}', but {NameGrammar.DnsLabel.FaultOf(text)}"), IsName: true)
            {
                Label = $"not {NameGrammar.DnsLabel.Title}",
                Help = NameGrammar.DnsLabel.Suggest(text) is { } suggested ? $"did you mean '{suggested}', here and in the mounts?" : NameGrammar.DnsLabel.Help,
            });
        }

        var given = volume.Entries.Where(entry => Sources.Contains(entry.Key.Value) && !entry.Value.IsNull).ToList();
        if (given.Count > 1)
        {
            report.Add(new ValueProblem(report.Resource, given[1].Key, MessageText.Of($"{owner.Text} has '{given[1].Key.Value}' beside '{given[0].Key.Value:1}', but a volume has one source"))
            {
                Label = "a second source",
                Related = new RelatedSpan(given[0].Key.Span, "the first"),
                Help = "keep one of the two, or make them two volumes",
            });
        }

        foreach (var source in given)
            Source(report, owner, source);
    }

    private static void Source(WorkloadReport report, Owner owner, Entry source)
    {
        switch (source.Key.Value)
        {
            case "emptyDir":
                if (source.Value.Find("sizeLimit") is { } limit)
                    WorkloadValuesResources.Amount(report, owner, limit, "sizeLimit");
                break;
            case "hostPath":
                report.OneOf(owner, source.Value, "type", HostPathTypes);
                if (source.Value.Find("path") is { } path && WorkloadReport.Text(path) is { } text)
                    WorkloadValuesMounts.StepsUp(report, owner, path, text, "path");
                break;
            case "configMap" or "secret" or "downwardAPI":
                Files(report, owner, source.Value);
                break;
            case "projected":
                Mode(report, owner, source.Value, "defaultMode");
                foreach (var part in (source.Value.Find("sources")?.Items ?? default).SelectMany(item => item.Entries))
                    Files(report, owner, part.Value);
                break;
        }
    }

    /// <summary>The files that are made of a ConfigMap's or Secret's keys. Names and keys are not held against their grammars here.</summary>
    private static void Files(WorkloadReport report, Owner owner, Node source)
    {
        Mode(report, owner, source, "defaultMode");
        foreach (var item in source.Find("items")?.Items ?? default)
        {
            WorkloadValuesMounts.RelativePath(report, owner, item, "path");
            Mode(report, owner, item, "mode");
        }
    }

    private static void Mode(WorkloadReport report, Owner owner, Node mapping, string field)
    {
        if (mapping.Find(field) is not { } value || WorkloadReport.Integer(value) is not { } mode || mode is >= 0 and <= MostMode)
            return;

        // 644 is decimal here: 01204 in octal.
        var meant = value.Value.Length == 3 && value.Value.All(character => character is >= '0' and <= '7') ? "0" + value.Value : null;
        report.Add(new ValueProblem(report.Resource, value, MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is '{value.Value}', but '0777' is the most, '511' in decimal"))
        {
            Label = meant is null ? "no file mode" : "read as decimal",
            Help = meant is null ? "write a mode from 0000 to 0777" : $"did you mean '{meant}'?",
            Fix = meant is not null && ScalarEdit.ReplaceRaw(report.Resource.Root, value, meant) is { } edit ? new Fix($"write {meant}", [edit]) : null,
        });
    }
}
