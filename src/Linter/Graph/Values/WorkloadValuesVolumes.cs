using System.Collections.Immutable;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
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

    private static readonly ImmutableArray<string> SlippedModes = ["400", "440", "444", "500"];

    private static readonly ClosedSet PullPolicies = new(true, "Always", "IfNotPresent", "Never");

    // Those behind feature gates that are off (clusterTrustBundle, podCertificate) are dropped before anything is judged.
    private static readonly HashSet<string> Projections = new(StringComparer.Ordinal)
    {
        "secret", "configMap", "downwardAPI", "serviceAccountToken",
    };

    // validVolumeDownwardAPIFieldPathExpressions, beside one label or annotation.
    private static readonly ImmutableArray<string> FieldPaths =
        ["metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid"];

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
            report.Add(new ValueProblem(report.Resource, name,
                MessageText.Of($"'{report.Resource}' calls a volume '{text}', but {NameGrammar.DnsLabel.FaultOf(text)}"), IsName: true)
            {
                Label = $"not {NameGrammar.DnsLabel.Title}",
                Help = NameGrammar.DnsLabel.Suggest(text) is { } suggested
                    ? $"did you mean '{suggested}', here and in the mounts?"
                    : NameGrammar.DnsLabel.Help,
            });
        }

        var given = volume.Entries.Where(entry => Sources.Contains(entry.Key.Value) && !entry.Value.IsNull).ToList();
        if (given.Count > 1)
        {
            report.Add(new ValueProblem(report.Resource, given[1].Key,
                MessageText.Of($"{owner.Text} has '{given[1].Key.Value}' beside '{given[0].Key.Value:1}', but a volume has one source"))
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
                {
                    WorkloadValuesResources.Amount(report, owner, limit, "sizeLimit");
                    WorkloadValuesResources.Bytes(report, owner, limit, "sizeLimit",
                        "the pod is evicted as soon as it writes something there");
                }

                if (source.Value.Find("medium") is { } medium && WorkloadReport.Text(medium) is { } word
                    && !word.StartsWith("HugePages-", StringComparison.Ordinal) && Spelling.Slipped(word, KnownWords.Media) is { } meant)
                {
                    report.Add(WordSlips.Of(report.Resource, medium,
                        MessageText.Of($"'{owner.PathOf(medium, "medium")}' of {owner.Text} is '{word}', a medium that the kubelet does not know"),
                        meant, "the volume is not mounted: the containers do not start"));
                }

                break;
            case "hostPath":
                report.OneOf(owner, source.Value, "type", HostPathTypes);
                if (source.Value.Find("path") is { } path && WorkloadReport.Text(path) is { } text)
                    WorkloadValuesMounts.StepsUp(report, owner, path, text, "path");
                break;
            case "nfs":
                if (source.Value.Find("path") is { } export && WorkloadReport.Text(export) is { Length: > 0 } exported
                    && exported[0] != '/')
                {
                    report.Add(export, $"'{owner.PathOf(export, "path")}' of {owner.Text} is '{exported}', but must begin with '/'",
                        "not absolute", "write the path from the server's root on");
                }

                break;
            case "image":
                report.OneOf(owner, source.Value, "pullPolicy", PullPolicies);
                break;
            case "ephemeral":
                Ephemeral(report, owner, source);
                break;
            case "configMap" or "secret":
                Files(report, owner, source.Value);
                break;
            case "downwardAPI":
                Files(report, owner, source.Value);
                PodFields(report, owner, source.Value);
                break;
            case "projected":
                Mode(report, owner, source.Value, "defaultMode");
                Projected(report, owner, source.Value);
                break;
        }
    }

    private static void Ephemeral(WorkloadReport report, Owner owner, Entry source)
    {
        if (source.Value.Find("volumeClaimTemplate") is not { IsNull: false } template)
        {
            if (source.Value.IsMapping)
            {
                report.Add(source.Key, $"{owner.Text} is ephemeral, but has no '{"volumeClaimTemplate"}'", "needs volumeClaimTemplate",
                    "add volumeClaimTemplate with the spec of a claim");
            }

            return;
        }

        foreach (var entry in template.Find("metadata")?.Entries ?? default)
        {
            if (entry.Key.Value is "name" or "namespace" or "generateName" && !entry.Value.IsNull && !entry.Value.Is(""))
            {
                report.Add(entry.Key,
                    $"{owner.Text} gives its claim the {MessageText.Plain(entry.Key.Value)} '{entry.Value.Value}', but only labels and annotations may be given",
                    "not allowed here", "remove it; the claim is named after the pod and the volume");
            }
        }

        if (template.Find("spec") is { IsMapping: true } spec)
            WorkloadValuesStorage.Claim(report, owner, spec);
    }

    // validateProjectionSources.
    private static void Projected(WorkloadReport report, Owner owner, Node projected)
    {
        var paths = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var item in projected.Find("sources")?.Items ?? default)
        {
            var given = item.Entries.Where(entry => entry.Value.IsMapping && Projections.Contains(entry.Key.Value)).ToList();
            if (given.Count > 1)
            {
                report.Add(new ValueProblem(report.Resource, given[1].Key,
                    MessageText.Of($"a source of {owner.Text} has '{given[1].Key.Value}' beside '{given[0].Key.Value:1}', but each source is one"))
                {
                    Label = "a second one",
                    Related = new RelatedSpan(given[0].Key.Span, "the first"),
                    Help = "make them two sources, each with a '- ' of its own",
                });
            }

            foreach (var part in given)
                Part(report, owner, part, paths);
        }
    }

    private static void Part(WorkloadReport report, Owner owner, Entry part, Dictionary<string, Node> paths)
    {
        Files(report, owner, part.Value);
        if (part.Key.Is("downwardAPI"))
            PodFields(report, owner, part.Value);
        else if (part.Key.Is("serviceAccountToken"))
            Token(report, owner, part.Value);

        // Of tokens no other path is looked at.
        foreach (var path in (part.Value.Find("items")?.Items ?? default).Where(item => item.IsMapping).Select(file => file.Find("path")))
        {
            if (path is not { } node || WorkloadReport.Text(node) is not { Length: > 0 } text || paths.TryAdd(text, node))
                continue;

            report.Add(new ValueProblem(report.Resource, node, MessageText.Of($"{owner.Text} has two files '{text:1}'"))
            {
                Label = "a second one",
                Related = new RelatedSpan(paths[text].Span, "the first"),
                Help = "give one of them another path",
            });
        }
    }

    private static void Token(WorkloadReport report, Owner owner, Node token)
    {
        const int LeastSeconds = 600;
        report.Within(owner, token, "expirationSeconds", LeastSeconds, 1L << 32);
        WorkloadValuesMounts.RelativePath(report, owner, token, "path");
    }

    // validateDownwardAPIVolumeFile.
    private static void PodFields(WorkloadReport report, Owner owner, Node source)
    {
        foreach (var file in source.Find("items")?.Items ?? default)
        {
            if (!file.IsMapping)
                continue;

            var who = file.Find("path") is { IsScalar: true, IsNull: false } path
                ? MessageText.Of($"file '{path.Value}' of {owner.Text}")
                : MessageText.Of($"a file of {owner.Text}");
            var field = file.FindEntry("fieldRef") is { Value.IsNull: false } fieldEntry ? fieldEntry : (Entry?)null;
            var resource = file.FindEntry("resourceFieldRef") is { Value.IsNull: false } resourceEntry ? resourceEntry : (Entry?)null;
            if (field is null && resource is null)
            {
                report.Add(file, $"{who} has neither 'fieldRef' nor '{"resourceFieldRef"}'", "no source",
                    "add fieldRef or resourceFieldRef");
            }

            if (field is { } first && resource is { } second)
            {
                report.Add(new ValueProblem(report.Resource, second.Key,
                    MessageText.Of($"{who} has 'resourceFieldRef' beside '{"fieldRef":1}', but only one source is allowed"))
                {
                    Label = "a second source",
                    Related = new RelatedSpan(first.Key.Span, "the first"),
                    Help = "keep one of the two",
                });
            }

            if (field is { } read)
                WorkloadValuesEnvironment.FieldPath(report, owner, read.Value, new Reader(file, (_, _) => who, "file", FieldPaths));
            else if (resource is { Value.IsMapping: true } asked)
                Resource(report, owner, asked, who);
        }
    }

    private static void Resource(WorkloadReport report, Owner owner, Entry reference, MessageText who)
    {
        if (reference.Value.Find("containerName") is not { } name || name.IsNull || name.Is(""))
        {
            report.Add(reference.Key, $"{who} reads a resource, but names no '{"containerName"}'", "needs containerName",
                "add containerName: the container whose resource it is");
        }

        WorkloadValuesEnvironment.ResourceField(report, owner, reference.Value, who);
    }

    /// <summary>
    /// The files that are made of a ConfigMap's or Secret's keys. Names and keys are not held against their grammars here.
    /// </summary>
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
        if (mapping.Find(field) is not { } value || WorkloadReport.Integer(value) is not { } mode)
            return;
        if (mode is >= 0 and <= MostMode)
        {
            Decimal(report, owner, value, field, (int)mode);
            return;
        }

        // 644 is decimal here: 01204 in octal.
        var meant = value.Value.Length == 3 && value.Value.All(character => character is >= '0' and <= '7') ? "0" + value.Value : null;
        report.Add(new ValueProblem(report.Resource, value,
            MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is '{value.Value}', but '0777' is the most, '511' in decimal"))
        {
            Label = meant is null ? "no file mode" : "read as decimal",
            Help = meant is null ? "write a mode from 0000 to 0777" : $"did you mean '{meant}'?",
            Fix = meant is not null && ScalarEdit.ReplaceRaw(report.Resource.Root, value, meant) is { } edit
                ? new Fix($"write {meant}", [edit])
                : null,
        });
    }

    // As octals, modes that somebody wants; as the decimals that they are, modes that nobody does.
    private static void Decimal(WorkloadReport report, Owner owner, Node value, string field, int mode)
    {
        if (!SlippedModes.Contains(value.Value, StringComparer.Ordinal))
            return;

        var octal = "0" + Convert.ToString(mode, 8).PadLeft(3, '0');
        var meant = "0" + value.Value;
        report.Add(new ValueProblem(report.Resource, value,
            MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is '{value.Value}', a decimal number, which as a file mode is '{octal}'"))
        {
            Severity = Severity.Warning,
            Label = "read as decimal",
            Effect = $"the files get the mode {octal}: ssh and others refuse keys that their group may write, or the program may not read them",
            Help = $"did you mean '{meant}'?",
            Fix = ScalarEdit.ReplaceRaw(report.Resource.Root, value, meant) is { } edit ? new Fix($"write {meant}", [edit]) : null,
        });
    }
}
