using System.Collections.Frozen;
using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>A file as the splitter sees it.</summary>
internal sealed class UnitFile
{
    public UnitFile(int index, ManifestFile file, HashSet<DefinitionKey> contested, DefinitionKeys keys)
    {
        (Index, File) = (index, file);
        Path = file.Source.Path;
        Folder = Path[..(Path.LastIndexOf('/') + 1)];
        foreach (var resource in file.Resources)
        {
            HasPods |= resource.Info.IsWorkload;
            HasServices |= resource.Kind == Kinds.Service;
            NamesNamespaces |= DefinitionKeys.IsElsewhere(resource);
            if (!UnitSplitter.CanSplit(resource))
                continue;

            var key = keys.Of(resource);
            Keys.Add(key);
            // Twice in one file is duplicate-resource, not a variant.
            if (contested.Contains(key))
                Contested.TryAdd(key, (Definition.Fingerprint(resource.Root), resource));
        }
    }

    public int Index { get; }

    public ManifestFile File { get; }

    public string Path { get; }

    /// <summary>With the slash at its end; empty at the top.</summary>
    public string Folder { get; }

    public HashSet<DefinitionKey> Keys { get; } = [];

    /// <summary>What it defines otherwise than some other file.</summary>
    public Dictionary<DefinitionKey, (ulong Fingerprint, Resource Resource)> Contested { get; } = [];

    public bool HasPods { get; }

    public bool HasServices { get; }

    public bool NamesNamespaces { get; }

    public UnitPart Part { get; set; } = null!;

    /// <summary>Length of the deepest folder that holds both.</summary>
    public int Common(UnitFile other) => Folder.AsSpan(0, Folder.AsSpan().CommonPrefixLength(other.Folder)).LastIndexOf('/') + 1;

    /// <summary>
    /// How near the other file is: the deeper the folder that holds both, the nearer; seen from a folder further down, what
    /// lies directly in that one is nearer than what lies in its other folders.
    /// </summary>
    public int Nearness(UnitFile other)
    {
        if (ReferenceEquals(this, other))
            return int.MaxValue;

        var common = Common(other);
        return (2 * common) + (other.Folder.Length == common && Folder.Length > common ? 1 : 0);
    }

    /// <summary>Nothing that shares no more folders with this file than the other one does is nearer.</summary>
    public int MostNearness(UnitFile other) => ReferenceEquals(this, other) ? int.MaxValue : (2 * Common(other)) + 1;
}

/// <summary>Files that stay together wherever they go.</summary>
internal sealed class UnitPart(string root, List<UnitFile> files)
{
    private const int Nowhere = -1;

    /// <summary>The folder that holds all of it.</summary>
    public string Root { get; } = root;

    /// <summary>Length of the path of the collection to which it belongs: where it first stayed apart from others.</summary>
    public int Home { get; private set; } = Nowhere;

    /// <summary>Length of the path of the folder in which that collection lies beside something else.</summary>
    public int Beyond { get; private set; } = Nowhere;

    public List<UnitFile> Files { get; } = files;

    /// <summary>A resource of it, and what another part makes of the same one; set for variants.</summary>
    public (Resource Own, Resource Other)? Contest { get; set; }

    public bool IsVariant => Contest is not null;

    /// <summary>
    /// What every variant of its collection defines, and all its definitions: where there is such a thing, they are editions of
    /// one thing rather than examples that share a name.
    /// </summary>
    public IReadOnlyDictionary<DefinitionKey, List<Resource>> Everywhere { get; set; } =
        FrozenDictionary<DefinitionKey, List<Resource>>.Empty;

    /// <summary>It came together in a folder whose parts contradict each other; only links hold it together.</summary>
    public bool IsLoose { get; init; }

    public bool HasPods { get; } = files.Exists(file => file.HasPods);

    /// <summary>It has workloads and Services, and so needs nobody.</summary>
    public bool IsApplication { get; } = files.Exists(file => file.HasPods) && files.Exists(file => file.HasServices);

    /// <summary>Some of it says in which namespace it is, other than <c>default</c>.</summary>
    public bool NamesNamespaces { get; } = files.Exists(file => file.NamesNamespaces);

    /// <summary>From the inside to the outside, each folder in which it stands beside others.</summary>
    public void StandsApartIn(string folder)
    {
        if (Home == Nowhere)
            Home = folder.Length;
        else if (Beyond == Nowhere)
            Beyond = folder.Length;
    }

    /// <summary>Whether both stay apart in one and the same folder.</summary>
    public bool IsOfTheCollectionOf(UnitPart other) =>
        Home == other.Home && Root.AsSpan(0, Home).SequenceEqual(other.Root.AsSpan(0, Home));

    /// <summary>Some of its files, of the same home.</summary>
    public UnitPart Piece(List<UnitFile> pieces)
    {
        var piece = new UnitPart(CommonFolder(pieces), pieces) { Home = Home, Beyond = Beyond };
        foreach (var file in pieces)
            file.Part = piece;
        return piece;
    }

    private static string CommonFolder(List<UnitFile> files)
    {
        var folder = files[0].Folder;
        foreach (var file in files)
        {
            while (!file.Folder.StartsWith(folder, StringComparison.Ordinal))
                folder = folder[..UnitLinks.ParentLength(folder)];
        }

        return folder;
    }
}

/// <summary>
/// From folders to parts: a folder is one part until parts of it contradict each other. What has once come apart stays as
/// it is, whatever lies beside it farther up: a folder is judged alike wherever a run starts.
/// </summary>
internal static class UnitParts
{
    public static List<UnitPart> Of(ImmutableArray<UnitFile> files)
    {
        var parts = OfFolder("", files.AsSpan());
        foreach (var part in parts)
        {
            foreach (var file in part.Files)
                file.Part = part;
        }

        return parts;
    }

    private static List<UnitPart> OfFolder(string folder, ReadOnlySpan<UnitFile> files)
    {
        var children = new List<List<UnitPart>>();
        var direct = new List<UnitFile>();
        for (var i = 0; i < files.Length;)
        {
            if (files[i].Folder.Length == folder.Length)
            {
                direct.Add(files[i++]);
                continue;
            }

            var child = files[i].Path[..(files[i].Path.IndexOf('/', folder.Length) + 1)];
            var end = i + 1;
            while (end < files.Length && files[end].Path.StartsWith(child, StringComparison.Ordinal))
                end++;
            children.Add(OfFolder(child, files[i..end]));
            i = end;
        }

        if (direct.Count > 0)
            children.Insert(0, OfFiles(folder, direct));
        return children.Count == 1 ? children[0] : Join(folder, children);
    }

    private static List<UnitPart> OfFiles(string folder, List<UnitFile> files)
    {
        var single = files.ConvertAll(file => new List<UnitPart> { new(folder, [file]) });
        return Join(folder, single);
    }

    private static List<UnitPart> Join(string folder, List<List<UnitPart>> children)
    {
        var isCollection = MarkContests(children);
        var result = new List<UnitPart>();
        var together = new List<UnitPart>();
        foreach (var parts in children)
        {
            var isOpen = parts.Count == 1 && !parts[0].IsVariant && !(isCollection && parts[0].IsApplication);
            (isOpen ? together : result).AddRange(parts);
        }

        if (together.Count == 1 && result.Count > 0)
            result.Add(together[0]);
        else if (together.Count > 0)
            result.Add(new UnitPart(folder, [.. together.SelectMany(part => part.Files)]) { IsLoose = isCollection });
        if (result.Count > 1)
            result.ForEach(part => part.StandsApartIn(folder));
        return result;
    }

    /// <summary>
    /// Whether parts of different children define the same resource differently; children that are still one part are
    /// variants then.
    /// </summary>
    private static bool MarkContests(List<List<UnitPart>> children)
    {
        var holders = new Dictionary<DefinitionKey, List<(int Child, UnitPart Part, ulong Fingerprint, Resource Resource)>>();
        for (var child = 0; child < children.Count; child++)
        {
            foreach (var part in children[child])
            {
                foreach (var (key, (fingerprint, resource)) in part.Files.SelectMany(file => file.Contested))
                {
                    if (!holders.TryGetValue(key, out var list))
                        holders[key] = list = [];
                    list.Add((child, part, fingerprint, resource));
                }
            }
        }

        var isCollection = false;
        foreach (var list in holders.Values)
        {
            // Everyone differs from the first or from the first that differs from it.
            var first = list[0];
            var second = list.Find(holder => holder.Child != first.Child && holder.Fingerprint != first.Fingerprint);
            if (second.Part is null)
                continue;

            isCollection = true;
            foreach (var holder in list)
            {
                var other = holder.Fingerprint != first.Fingerprint ? first : second;
                if (holder.Child != other.Child && children[holder.Child].Count == 1)
                    holder.Part.Contest ??= (holder.Resource, other.Resource);
            }
        }

        return isCollection;
    }
}
