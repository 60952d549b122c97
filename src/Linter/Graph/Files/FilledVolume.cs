using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What puts files into a volume: all keys of a ConfigMap or Secret, or those that items name.</summary>
/// <param name="Holder">The ConfigMap or Secret; null for what the kubelet writes itself.</param>
/// <param name="Held">Its keys.</param>
/// <param name="Items">The paths that some of them get; null where each is a file of its own name.</param>
internal sealed record FileSource(Resource? Holder, HeldKeys? Held, VolumeItems? Items)
{
    private NearFiles? near;

    public bool Has(string path) => Items?.Has(path) ?? Held!.Has(path);

    public bool IsFolder(string path) => Items?.IsFolder(path) == true;

    public ImmutableArray<string> Names => Items?.Names ?? Held!.Names;

    /// <summary>The file that was probably meant, and where it stands; null where there is none.</summary>
    public (string Name, Node At)? Nearest(string path)
    {
        if (Items is not { } items)
            return (Held!.Find(path[(path.LastIndexOf('/') + 1)..]) ?? Held.Nearest(path)) is { } key ? (key.Value, key) : null;

        near ??= new NearFiles(Names);
        return near.Nearest(path) is { } name && items.Find(name) is { } at ? (name, at) : null;
    }
}

/// <summary>
/// A volume that ConfigMaps and Secrets fill, all of whose files the manifests show. Where it is mounted it hides what the image has, and
/// nothing can be written into it (kubernetes.io/docs/concepts/storage/volumes).
/// </summary>
/// <param name="Node">The entry of the pod's volumes.</param>
/// <param name="Sources">In order; at least one, and a ConfigMap or Secret among them.</param>
internal sealed record FilledVolume(Node Node, ImmutableArray<FileSource> Sources)
{
    public bool Has(string path) => Sources.Any(source => source.Has(path));

    public bool IsFolder(string path) => Sources.Any(source => source.IsFolder(path));

    /// <summary>What is told of: the first ConfigMap, else the first Secret.</summary>
    public Resource Holder => (Sources.FirstOrDefault(source => source.Holder?.Kind == Kinds.ConfigMap)
        ?? Sources.First(source => source.Holder is not null)).Holder!;

    /// <summary>Null for any other volume.</summary>
    public static FilledVolume? Read(LinkGraph graph, PodTemplate pods, Node volume)
    {
        var reader = new FileSources(graph, pods.Workload.Namespace);
        ImmutableArray<FileSource?> sources = volume.Find("configMap") is { IsMapping: true } configMap
                ? [reader.OfObject(Kinds.ConfigMap, configMap, "name")]
            : volume.Find("secret") is { IsMapping: true } secret ? [reader.OfObject(Kinds.Secret, secret, "secretName")]
            : volume.Find("projected")?.Find("sources") is { IsSequence: true } projected ? [.. projected.Items.Select(reader.OfProjected)]
            : [];
        return sources.Contains(null) || sources.All(source => source!.Holder is null)
            ? null
            : new FilledVolume(volume, [.. sources.OfType<FileSource>()]);
    }
}

/// <summary>Reads what fills the volumes of one namespace; null stands for what the manifests do not show whole.</summary>
internal sealed class FileSources(LinkGraph graph, string? @namespace)
{
    public FileSource? OfProjected(Node source) =>
        source.Find("configMap") is { IsMapping: true } configMap ? OfObject(Kinds.ConfigMap, configMap, "name")
        : source.Find("secret") is { IsMapping: true } secret ? OfObject(Kinds.Secret, secret, "name")
        : source.Find("downwardAPI")?.Find("items") is { } items ? OfItems(null, null, items)
        : source.Find("serviceAccountToken") is { } token && IsWritten(token) ? new FileSource(null, null, new VolumeItems([token]))
        : null;

    public FileSource? OfObject(GroupKind kind, Node source, string nameField)
    {
        if (source.Find("optional") is { IsNull: false } optional && !optional.Is("false"))
            return null;
        if (source.Find(nameField) is not { IsScalar: true, IsNull: false, Value: { Length: > 0 } name }
            || graph.Find(kind, @namespace, name).Certain is not [var holder]
            || graph.HeldKeysOf(holder) is not { IsEmpty: false, IsFilled: false, AreWritten: true } held
            || (kind == Kinds.Secret && holder.Root.Find("type") is { } type && type.Is("kubernetes.io/service-account-token"))
            || graph.NamedReferences.Producers.MayMake(kind, @namespace, name)
            || graph.Externals.Has(kind, @namespace, name))
        {
            return null;
        }

        return source.Find("items") is { IsNull: false } items && items is not { IsSequence: true, Items.Count: 0 }
            ? OfItems(holder, held, items)
            : new FileSource(holder, held, null);
    }

    private static bool IsWritten(Node item) => item.Find("path") is { IsScalar: true, IsNull: false } path
        && FileMentions.IsPath("/" + path.Value) && !path.Value.Split('/').Any(Placeholders.IsToBeFilledIn);

    private static FileSource? OfItems(Resource? holder, HeldKeys? held, Node items) =>
        items.IsSequence && items.Items.All(IsWritten)
            ? new FileSource(holder, held, new VolumeItems(items))
            : null;
}
