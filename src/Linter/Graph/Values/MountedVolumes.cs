using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Mounts against the volumes behind them (k8s.io/kubernetes pkg/kubelet/kubelet_pods.go, makeMounts, makeBlockVolumes). The volume of a ConfigMap
/// or Secret is a folder with a file for each key; a subPath that it lacks is made as an empty folder.
/// </summary>
internal sealed class MountedVolumes(WorkloadReport report, LinkGraph graph, PodTemplate pods)
{
    private const string EmptyFolder = "the kubelet makes an empty folder in place of the file: the program does not find it, or the container does not start";
    private const string NoFolder = "where the image has a file of this name the container does not start (not a directory); elsewhere the file lies one level deeper than it looks";
    private const string NoFile = "where the image has this folder the container does not start (not a directory); elsewhere a file is in the folder's place";

    private static readonly NodePath ModePath = NodePath.Parse("spec.volumeMode");

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

    private Node? Volume(string name) => (pods.Spec?.Find("volumes")?.Items ?? default).Where(volume => volume.Find("name") is { } its && its.Is(name)).Select(volume => (Node?)volume).FirstOrDefault();

    private void File(Owner owner, Container container, Node mount, Node path, Node volume)
    {
        var (isMap, source) = volume.Find("configMap") is { IsMapping: true } map ? (true, map) : volume.Find("secret") is { IsMapping: true } secret ? (false, secret) : (false, (Node?)null);
        if (source is not { } files)
            return;

        var what = isMap ? "ConfigMap" : "Secret";
        var name = files.Find(isMap ? "name" : "secretName")?.Value ?? "";
        if (mount.Find("subPath") is not { IsNull: false } sub)
        {
            if (mount.Find("subPathExpr") is null && FilesOf(isMap, name, files).FirstOrDefault(file => IsItsName(path.Value, file)) is { } same && !Mentions(container.Node, $"{path.Value.TrimEnd('/')}/{same}"))
                Folder(owner, mount, path, same, files, MessageText.Of($"{MessageText.Plain(what)} '{name:1}'"));
            return;
        }

        if (!HeldKeys.IsKey(sub))
            return;

        if (ItemsOf(files) is { Count: > 0 } items && !items.Exists(item => IsWithin(item.Path.Value, sub.Value)))
            NotAmongItems(owner, sub, items, volume);
        else if (IsFolder(path.Value, sub.Value) && FilesOf(isMap, name, files).Contains(sub.Value, StringComparer.Ordinal))
            OntoFolder(owner, path, sub);
    }

    private static List<(string Key, Node Path)> ItemsOf(Node source) =>
    [
        .. from item in source.Find("items")?.Items ?? default
           let path = item.Find("path")
           where WorkloadReport.Text(path) is { Length: > 0 }
           select (item.Find("key")?.Value ?? "", path.Value),
    ];

    // Those that the manifests show; none of what something in the cluster fills in.
    private IEnumerable<string> FilesOf(bool isMap, string name, Node source)
    {
        if (source.Find("items") is not null)
            return ItemsOf(source).Select(item => item.Path.Value);

        return graph.Find(isMap ? Kinds.ConfigMap : Kinds.Secret, pods.Workload.Namespace, name).Certain is [var holder] && HeldKeys.Of(holder) is { IsFilled: false } held ? held.Names : [];
    }

    // Keys without a dot are names of folders as well.
    private static bool IsItsName(string path, string file) =>
        file.Contains('.', StringComparison.Ordinal) && path.TrimEnd('/').EndsWith("/" + file, StringComparison.Ordinal);

    private static bool IsWithin(string path, string sub) => path == sub || path.StartsWith(sub + "/", StringComparison.Ordinal);

    // By its slash, or by its name: conf.d, docker-entrypoint-initdb.d.
    private static bool IsFolder(string path, string file)
    {
        var last = path.TrimEnd('/').Split('/')[^1];
        return file.Contains('.', StringComparison.Ordinal) && last != file && (last.EndsWith(".d", StringComparison.Ordinal) ? !file.EndsWith(".d", StringComparison.Ordinal) : path.EndsWith('/') && !last.Contains('.', StringComparison.Ordinal));
    }

    private static bool Mentions(Node container, string path) => container.Span.Slice.Contains(path, StringComparison.Ordinal);

    private void Folder(Owner owner, Node mount, Node path, string file, Node volume, MessageText source) =>
        report.Add(new ValueProblem(report.Resource, path, MessageText.Of($"{owner.Text} mounts all of {source} at '{path.Value}', which makes a folder of that name with the file '{file}' in it"))
        {
            Severity = Severity.Warning,
            Label = "a folder of this name",
            Related = (volume.Find("name") ?? volume.Find("secretName")) is { } named ? new RelatedSpan(named.Span, $"holds the key {file}") : null,
            Effect = NoFolder,
            Help = $"add subPath: {file} to the mount, or mount the folder above it",
            Fix = mount.FindEntry("mountPath") is { } entry && MappingEdit.InsertBefore(mount, entry, $"subPath: {file}") is { } edit ? new Fix($"add subPath: {file}", [edit], IsSafe: false) : null,
        });

    private void NotAmongItems(Owner owner, Node sub, List<(string Key, Node Path)> items, Node volume)
    {
        var meant = items.Where(item => item.Key == sub.Value || (items.Count == 1 && NameSlips.IsSlip(sub.Value, item.Path.Value))).Select(item => (Node?)item.Path).FirstOrDefault();
        report.Add(new ValueProblem(report.Resource, sub, MessageText.Of($"{owner.Text} mounts '{sub.Value}' of volume '{volume.Find("name")!.Value.Value}', but its items give it only '{string.Join(", ", items.Select(item => item.Path.Value)):1}'"))
        {
            Label = "no such file in the volume",
            Related = new RelatedSpan((meant ?? items[0].Path).Span, "a file of the volume"),
            Effect = EmptyFolder,
            Help = meant is { } its ? $"write subPath: {its.Value}" : "name a path of the items, or add one",
            Fix = meant is { } right && ScalarEdit.Replace(report.Resource.Root, sub, right.Value) is { } edit ? new Fix($"write subPath: {right.Value}", [edit], IsSafe: false) : null,
        });
    }

    private void OntoFolder(Owner owner, Node path, Node sub)
    {
        var meant = $"{path.Value.TrimEnd('/')}/{sub.Value}";
        report.Add(new ValueProblem(report.Resource, path, MessageText.Of($"{owner.Text} mounts the file '{sub.Value:1}' at '{path.Value}' itself, not as a file in that folder"))
        {
            Severity = Severity.Warning,
            Label = "the file takes the folder's place",
            Related = new RelatedSpan(sub.Span, "one file"),
            Effect = NoFile,
            Help = $"write mountPath: {meant}",
            Fix = ScalarEdit.Replace(report.Resource.Root, path, meant) is { } edit ? new Fix($"write mountPath: {meant}", [edit], IsSafe: false) : null,
        });
    }

    private void Block(Owner owner, Node mount, Node name)
    {
        if (ModeOf(name.Value) is not { } mode || !mode.Is("Block"))
            return;

        report.Add(new ValueProblem(report.Resource, name, MessageText.Of($"{owner.Text} mounts '{name.Value}', but its claim has the volumeMode '{"Block":1}', which has no files to mount"))
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
            return (pods.Workload.Root.Find("spec")?.Find("volumeClaimTemplates")?.Items ?? default).Where(claim => claim.Find("metadata")?.Find("name") is { } its && its.Is(name)).Select(claim => claim.At(ModePath)).FirstOrDefault();

        return volume.Find("persistentVolumeClaim")?.Find("claimName") is { IsScalar: true } claimName
            && graph.Find(Kinds.PersistentVolumeClaim, pods.Workload.Namespace, claimName.Value).Certain is [var only] ? only.Find(ModePath) : null;
    }
}
