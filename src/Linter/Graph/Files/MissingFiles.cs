using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A file that a container is told, below the mount of a volume that has no such file.</summary>
/// <param name="From">The workload.</param>
/// <param name="Mentions">Where it is told, what is gravest first; at least one.</param>
/// <param name="At">The mount and the path below it.</param>
/// <param name="Near">The file that was probably meant, by its path in the volume, and where it stands; null for none.</param>
internal sealed record MissingFile(Resource From, ImmutableArray<FileMention> Mentions, MountedPath At, (string Name, Node At)? Near)
{
    public FileMention First => Mentions[0];

    /// <summary>The absolute path of the file that was probably meant; null for none.</summary>
    public string? Meant => Near is { } near ? $"{At.Folder}/{At.Below(near.Name)}" : null;
}

/// <summary>Files that containers are told and that the ConfigMaps and Secrets which they mount do not make.</summary>
internal static class MissingFiles
{
    /// <summary>Each once for a workload and mount, in the order of the manifests.</summary>
    public static List<MissingFile> In(LinkGraph graph)
    {
        var found = new List<MissingFile>();
        foreach (var pods in graph.Whole.PlainPods())
        {
            if (VolumesOf(pods) is { } volumes)
                found.AddRange(OfPods(graph, pods, volumes));
        }

        return found;
    }

    // By name, as far as they may be filled; null where none is.
    private static Dictionary<string, Node>? VolumesOf(PodTemplate pods)
    {
        Dictionary<string, Node>? volumes = null;
        foreach (var volume in pods.Spec?.Find("volumes")?.Items ?? default)
        {
            if ((volume.Find("configMap") ?? volume.Find("secret") ?? volume.Find("projected")) is not null
                && volume.Find("name") is { IsScalar: true } name)
            {
                (volumes ??= new Dictionary<string, Node>(StringComparer.Ordinal)).TryAdd(name.Value, volume);
            }
        }

        return volumes;
    }

    private static IEnumerable<MissingFile> OfPods(LinkGraph graph, PodTemplate pods, Dictionary<string, Node> volumes)
    {
        var read = new Dictionary<string, FilledVolume?>(StringComparer.Ordinal);
        FilledVolume? VolumeOf(string name)
        {
            if (!volumes.TryGetValue(name, out var volume))
                return null;
            if (!read.TryGetValue(name, out var filled))
                read[name] = filled = FilledVolume.Read(graph, pods, volume);
            return filled;
        }

        var missing = new List<(FileMention Mention, MountedPath At)>();
        foreach (var container in pods.Containers)
        {
            if (MountedFolders.Of(container, VolumeOf) is not { } folders)
                continue;

            foreach (var mention in FileMentions.Of(container))
            {
                if (folders.Find(mention.Path) is { } at && IsMissing(at))
                    missing.Add((mention, at));
            }
        }

        return missing
            .GroupBy(told => (told.At.Volume.Node, told.At.Folder, told.At.Part, told.At.Rest))
            .Select(told => Tell(pods.Workload, [.. told.Select(one => one.Mention)], told.First().At))
            .OfType<MissingFile>();
    }

    // What lies below a file is a slip of another kind.
    private static bool IsMissing(MountedPath at)
    {
        if (at.Volume.Has(at.Inner) || at.Volume.IsFolder(at.Inner) || at.Inner.Split('/', '.').Any(Placeholders.IsToBeFilledIn))
            return false;

        for (var slash = at.Inner.IndexOf('/'); slash > 0; slash = at.Inner.IndexOf('/', slash + 1))
        {
            if (at.Volume.Has(at.Inner[..slash]))
                return false;
        }

        return true;
    }

    private static MissingFile? Tell(Resource workload, ImmutableArray<FileMention> mentions, MountedPath at)
    {
        (string Name, Node At)? near = null;
        foreach (var source in at.Volume.Sources)
            near ??= source.Nearest(at.Inner) is { } nearest && at.Shows(nearest.Name) ? nearest : null;

        var sure = mentions.Where(mention => mention.Use != FileUse.Told || near is not null || IsFile(at.Rest, mention.IsNamedFile))
            .DistinctBy(mention => (mention.At, mention.Offset))
            .OrderByDescending(mention => mention.IsFatal).ThenByDescending(mention => mention.Use)
            .ToImmutableArray();
        return sure.IsEmpty ? null : new MissingFile(workload, sure, at, near);
    }

    // By its ending, where what it is for does not say so: conf.d is a folder.
    private static bool IsFile(string path, bool isNamed) => path.LastIndexOf('.') is > 0 and var dot && dot > path.LastIndexOf('/') + 1
        ? path[dot..] != ".d"
        : isNamed;
}
