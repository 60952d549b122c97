using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The PersistentVolumes of the unit by their storage class, to look for one that a claim's selector means.</summary>
internal sealed class VolumesByClass
{
    // The field's forerunner wins over it, in volumes and in claims.
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    private static readonly NodePath Class = NodePath.Parse("spec.storageClassName");

    private readonly ILookup<string, Resource> byClass;
    private readonly ILookup<(string Class, string Key, string Value), Resource> byLabel;

    public VolumesByClass(LinkGraph graph)
    {
        var all = graph.OfKind(Kinds.PersistentVolume).Select(volume => (Class: ClassOf(volume)?.Value ?? "", Volume: volume)).ToList();
        byClass = all.ToLookup(pair => pair.Class, pair => pair.Volume, StringComparer.Ordinal);
        byLabel = all.SelectMany(pair => LabelSet.ReadPairs(pair.Volume.Find(Resource.Paths.Labels))
            .Select(label => (Key: (pair.Class, label.Key, label.Value), pair.Volume)))
            .ToLookup(pair => pair.Key, pair => pair.Volume);
    }

    /// <summary>The scalar that names the class of a volume or claim; null where none does.</summary>
    public static Node? ClassOf(Resource resource) =>
        resource.Annotation(ClassAnnotation) ?? (resource.Find(Class) is { IsNull: false } written ? written : null);

    /// <summary>Those of a class, "" for those of none.</summary>
    public IEnumerable<Resource> OfClass(string @class) => byClass[@class];

    /// <summary>One of a class that holds all that the selector asks for, of which a pair is one thing; null where none does.</summary>
    public Resource? FindLabelled(string @class, LabelSelector selector) => selector.Pairs is [var first, ..]
        ? byLabel[(@class, first.Key, first.Value)]
            .FirstOrDefault(volume => selector.Matches(LabelSet.Read(volume.Find(Resource.Paths.Labels))))
        : null;
}
