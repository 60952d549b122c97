using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Mounts against the volumes behind them (k8s.io/kubernetes pkg/kubelet/kubelet_pods.go, makeMounts, makeBlockVolumes). The volume of a
/// ConfigMap or Secret is a folder with a file for each key; a subPath that it lacks is made as an empty folder.
/// </summary>
internal sealed class MountedVolumes(WorkloadReport report, LinkGraph graph, PodTemplate pods)
{
    private const string EmptyFolder =
        "the kubelet makes an empty folder in place of the file: the program does not find it, or the container does not start";
    private const string NoFolder =
        "where the image has a file of this name the container does not start (not a directory); elsewhere the file lies one level deeper than it looks";
    private const string NoFile =
        "where the image has this folder the container does not start (not a directory); elsewhere a file is in the folder's place";

    private const int Shown = 5;

    private static readonly NodePath ModePath = NodePath.Parse("spec.volumeMode");

    private Dictionary<string, Node>? volumes;
    private Dictionary<int, VolumeItems>? itemsOf;

    public void Check(Owner owner, Container container)
    {
        foreach (var mount in container.Node.Find("volumeMounts")?.Items ?? default)
        {
            if (mount.Find("name") is not { IsScalar: true } name)
                continue;

            Block(owner, mount, name);
            if (mount.Find("mountPath") is { } path && WorkloadReport.Text(path) is { Length: > 1 } && Volume(name.Value) is { } volume)
                File(owner, container, mount, path, volume);
        }
    }

    private Node? Volume(string name)
    {
        if (volumes is null)
        {
            volumes = new Dictionary<string, Node>(StringComparer.Ordinal);
            foreach (var volume in pods.Spec?.Find("volumes")?.Items ?? default)
            {
                if (volume.Find("name") is { IsScalar: true } its)
                    volumes.TryAdd(its.Value, volume);
            }
        }

        return volumes.TryGetValue(name, out var found) ? found : null;
    }

    private void File(Owner owner, Container container, Node mount, Node path, Node volume)
    {
        var (isMap, source) = volume.Find("configMap") is { IsMapping: true } map ? (true, map)
            : volume.Find("secret") is { IsMapping: true } secret ? (false, secret)
            : (false, (Node?)null);
        if (source is not { } files)
            return;

        var what = isMap ? "ConfigMap" : "Secret";
        var name = files.Find(isMap ? "name" : "secretName")?.Value ?? "";
        if (mount.Find("subPath") is not { IsNull: false } sub)
        {
            if (mount.Find("subPathExpr") is null && NameIn(path.Value) is { } file && Has(isMap, name, files, file)
                && !Mentions(container.Node, $"{path.Value.TrimEnd('/')}/{file}"))
            {
                Folder(owner, mount, path, file, files, MessageText.Of($"{MessageText.Plain(what)} '{name:1}'"));
            }

            return;
        }

        if (!HeldKeys.IsKey(sub))
            return;

        if (ItemsOf(files) is { All.Count: > 0 } items && !items.Reach(sub.Value))
            NotAmongItems(owner, sub, items.All, volume);
        else if (IsFolder(path.Value, sub.Value) && Has(isMap, name, files, sub.Value))
            OntoFolder(owner, path, sub);
    }

    // Null where the volume has all keys. Several mounts ask for those of one volume.
    private VolumeItems? ItemsOf(Node source)
    {
        if (source.Find("items") is not { } items)
            return null;
        if ((itemsOf ??= []).TryGetValue(source.Index, out var known))
            return known;
        return itemsOf[source.Index] = new VolumeItems(items);
    }

    // As far as the manifests show it; something in the cluster may fill in more.
    private bool Has(bool isMap, string name, Node source, string file) => ItemsOf(source) is { } items
        ? items.Has(file)
        : graph.Find(isMap ? Kinds.ConfigMap : Kinds.Secret, pods.Workload.Namespace, name).Certain is [var holder]
            && graph.HeldKeysOf(holder) is { IsFilled: false } held && held.Has(file);

    // The end of a path that may be a file's name; what has no dot is a folder's name as well.
    private static string? NameIn(string path)
    {
        var whole = path.TrimEnd('/');
        var name = whole[(whole.LastIndexOf('/') + 1)..];
        return name.Length < whole.Length && name.Contains('.', StringComparison.Ordinal) ? name : null;
    }

    // By its slash, or by its name: conf.d, docker-entrypoint-initdb.d.
    private static bool IsFolder(string path, string file)
    {
        var last = path.TrimEnd('/').Split('/')[^1];
        return file.Contains('.', StringComparison.Ordinal) && last != file
            && (last.EndsWith(".d", StringComparison.Ordinal)
                ? !file.EndsWith(".d", StringComparison.Ordinal)
                : path.EndsWith('/') && !last.Contains('.', StringComparison.Ordinal));
    }

    private static bool Mentions(Node container, string path) => container.Span.Slice.Contains(path, StringComparison.Ordinal);

    private void Folder(Owner owner, Node mount, Node path, string file, Node volume, MessageText source) =>
        report.Add(new ValueProblem(report.Resource, path,
            MessageText.Of($"{owner.Text} mounts all of {source} at '{path.Value}', which makes a folder of that name with the file '{file}' in it"))
        {
            Severity = Severity.Warning,
            Label = "a folder of this name",
            Related = (volume.Find("name") ?? volume.Find("secretName")) is { } named
                ? new RelatedSpan(named.Span, $"holds the key {file}")
                : null,
            Effect = NoFolder,
            Help = $"add subPath: {file} to the mount, or mount the folder above it",
            Fix = mount.FindEntry("mountPath") is { } entry && MappingEdit.InsertBefore(mount, entry, $"subPath: {file}") is { } edit
                ? new Fix($"add subPath: {file}", [edit], IsSafe: false)
                : null,
        });

    private void NotAmongItems(Owner owner, Node sub, List<(string Key, Node Path)> items, Node volume)
    {
        var meant = items.Where(item => item.Key == sub.Value || (items.Count == 1 && NameSlips.IsSlip(sub.Value, item.Path.Value)))
            .Select(item => (Node?)item.Path)
            .FirstOrDefault();
        report.Add(new ValueProblem(report.Resource, sub,
            MessageText.Of($"{owner.Text} mounts '{sub.Value}' of volume '{volume.Find("name")!.Value.Value}', but its items give it only '{Listing.Of(items, item => item.Path.Value, Shown):1}'"))
        {
            Label = "no such file in the volume",
            Related = new RelatedSpan((meant ?? items[0].Path).Span, "a file of the volume"),
            Effect = EmptyFolder,
            Help = meant is { } its ? $"write subPath: {its.Value}" : "name a path of the items, or add one",
            Fix = meant is { } right && ScalarEdit.Replace(report.Resource.Root, sub, right.Value) is { } edit
                ? new Fix($"write subPath: {right.Value}", [edit], IsSafe: false)
                : null,
        });
    }

    private void OntoFolder(Owner owner, Node path, Node sub)
    {
        var meant = $"{path.Value.TrimEnd('/')}/{sub.Value}";
        report.Add(new ValueProblem(report.Resource, path,
            MessageText.Of($"{owner.Text} mounts the file '{sub.Value:1}' at '{path.Value}' itself, not as a file in that folder"))
        {
            Severity = Severity.Warning,
            Label = "the file takes the folder's place",
            Related = new RelatedSpan(sub.Span, "one file"),
            Effect = NoFile,
            Help = $"write mountPath: {meant}",
            Fix = ScalarEdit.Replace(report.Resource.Root, path, meant) is { } edit
                ? new Fix($"write mountPath: {meant}", [edit], IsSafe: false)
                : null,
        });
    }

    private void Block(Owner owner, Node mount, Node name)
    {
        if (ModeOf(name.Value) is not { } mode || !mode.Is("Block"))
            return;

        report.Add(new ValueProblem(report.Resource, name,
            MessageText.Of($"{owner.Text} mounts '{name.Value}', but its claim has the volumeMode '{"Block":1}', which has no files to mount"))
        {
            Label = "a block device",
            Related = new RelatedSpan(mode.Span, "the claim asks for a device"),
            Effect = "the kubelet does not start the container: volumes of this mode belong under volumeDevices",
            Help = "name it under volumeDevices with a devicePath, or remove volumeMode from the claim",
        });
    }

    private Node? ModeOf(string name)
    {
        if (Volume(name) is not { } volume)
        {
            return (pods.Workload.Root.Find("spec")?.Find("volumeClaimTemplates")?.Items ?? default)
                .Where(claim => claim.Find("metadata")?.Find("name") is { } its && its.Is(name))
                .Select(claim => claim.At(ModePath))
                .FirstOrDefault();
        }

        return volume.Find("persistentVolumeClaim")?.Find("claimName") is { IsScalar: true } claimName
            && graph.Find(Kinds.PersistentVolumeClaim, pods.Workload.Namespace, claimName.Value).Certain is [var only]
                ? only.Find(ModePath)
                : null;
    }
}
