using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A mount of a container, and a path in what it mounts.</summary>
/// <param name="MountPath">The scalar that says where.</param>
/// <param name="Folder">The mount's own path, without a slash at its end.</param>
/// <param name="Volume">What is mounted.</param>
/// <param name="Part">The folder of the volume that is mounted; empty for all of it.</param>
/// <param name="Rest">The path below the mount.</param>
internal sealed record MountedPath(Node MountPath, string Folder, FilledVolume Volume, string Part, string Rest)
{
    /// <summary>The path in the volume.</summary>
    public string Inner => Part.Length == 0 ? Rest : $"{Part}/{Rest}";

    /// <summary>The files below the mount, by their paths below it.</summary>
    public ImmutableArray<string> Names => Part.Length == 0 && Volume.Sources is [var only]
        ? only.Names
        : [.. Volume.Sources.SelectMany(source => source.Names).Where(Shows).Select(Below)];

    /// <summary>A file of the volume is below the mount.</summary>
    public bool Shows(string name) => Part.Length == 0 || name.StartsWith(Part + "/", StringComparison.Ordinal);

    /// <summary>The path below the mount of such a file.</summary>
    public string Below(string name) => Part.Length == 0 ? name : name[(Part.Length + 1)..];
}

/// <summary>Where the filled volumes of a pod stand in one of its containers.</summary>
internal sealed class MountedFolders
{
    private const int Longest = 4096;

    // The kubelet, admission webhooks and runtimes mount what no manifest shows: tokens, Vault's secrets, the files of a pod's network.
    private static readonly ImmutableArray<string> Unseen =
    [
        "/var/run/secrets/kubernetes.io", "/run/secrets/kubernetes.io", "/var/run/secrets/eks.amazonaws.com",
        "/var/run/secrets/azure", "/var/run/secrets/tokens", "/var/run/secrets/istio", "/var/run/secrets/workload-spiffe-credentials",
        "/var/run/secrets/pods.eks.amazonaws.com", "/vault/secrets", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/mtab",
        "/etc/istio", "/etc/podinfo", "/dev", "/proc", "/sys",
    ];

    private readonly Dictionary<string, (Node Mount, Node Path, FilledVolume? Volume)?> mounts = new(StringComparer.Ordinal);
    private string[]? paths;

    private MountedFolders()
    {
    }

    /// <summary>Null where none of the volumes is mounted, or a mount cannot be read.</summary>
    public static MountedFolders? Of(Container container, Func<string, FilledVolume?> volumeOf)
    {
        MountedFolders? folders = null;
        var isFilled = false;
        foreach (var mount in container.Node.Find("volumeMounts")?.Items ?? default)
        {
            if (mount.Find("mountPath") is not { IsScalar: true, IsNull: false } path || mount.Find("name") is not { IsScalar: true } name
                || path.Text.Length > Longest || Normal(path.Value) is not { } folder)
            {
                return null;
            }

            folders ??= new MountedFolders();
            var volume = mount.Find("subPathExpr") is { IsNull: false } ? null : volumeOf(name.Value);
            isFilled |= volume is not null;
            // One place cannot have two mounts.
            if (!folders.mounts.TryAdd(folder, (mount, path, volume)))
                folders.mounts[folder] = null;
        }

        return isFilled ? folders : null;
    }

    /// <summary>The mount below which a path lies; null where it is of no filled volume, and for mounts and what is above them.</summary>
    public MountedPath? Find(string path)
    {
        if (Normal(path) is not { } whole || IsAboveMount(whole))
            return null;

        var folder = whole;
        while (!mounts.ContainsKey(folder))
        {
            var slash = folder.LastIndexOf('/');
            if (slash <= 0)
                return null;
            folder = folder[..slash];
        }

        if (folder == whole || mounts[folder] is not { Volume: { } volume } found || IsUnseen(whole, folder))
            return null;

        var rest = whole[(folder.Length + 1)..];
        // The kubelet's own link to what it wrote last.
        const string Links = "..data/";
        if (rest.StartsWith(Links, StringComparison.Ordinal))
            rest = rest[Links.Length..];
        return rest.Length == 0 || rest.StartsWith("..", StringComparison.Ordinal) || PartOf(found.Mount, volume) is not { } part
            ? null
            : new MountedPath(found.Path, folder, volume, part, rest);
    }

    // Empty for the whole volume; null where one file is mounted, or what is not there.
    private static string? PartOf(Node mount, FilledVolume volume)
    {
        if (mount.Find("subPath") is not { IsNull: false } sub || sub is { IsScalar: true, Value.Length: 0 })
            return "";

        var part = sub.IsScalar ? VolumeItems.Clean(sub.Value).TrimEnd('/') : "";
        return part.Length > 0 && volume.IsFolder(part) && !volume.Has(part) ? part : null;
    }

    private static bool IsUnseen(string path, string folder) =>
        Unseen.Any(hidden => IsIn(path, hidden) && !IsIn(folder, hidden));

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');

    private bool IsAboveMount(string path)
    {
        paths ??= [.. mounts.Keys.Order(StringComparer.Ordinal)];
        return ~Array.BinarySearch(paths, path + "/", StringComparer.Ordinal) is >= 0 and var next && next < paths.Length
            && paths[next].StartsWith(path + "/", StringComparison.Ordinal);
    }

    // Without doubled slashes, dots and a slash at the end; null for what is not absolute or goes up, and for the root.
    private static string? Normal(string path)
    {
        if (path is not ['/', ..])
            return null;
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal) && path is [.., not '/'])
            return path;

        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToList();
        return parts.Count == 0 || parts.Contains("..") ? null : "/" + string.Join('/', parts);
    }
}
