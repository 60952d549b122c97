using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Something that a file points at.</summary>
/// <param name="Reference">The field and what it names or selects.</param>
/// <param name="Targets">The nearest files that hold it, with the resource; empty where nothing within reach does.</param>
internal sealed record UnitLink(ObjectReference Reference, ImmutableArray<(UnitFile File, Resource Resource)> Targets)
{
    public bool IsSelector => Reference.Target is SelectedTargets;

    /// <summary>Nothing has the name; the target's is near.</summary>
    public bool IsNear { get; init; }

    /// <summary>A field that is there to name the target, rather than a text that does so too.</summary>
    public bool IsField => !ReferenceEquals(Reference.Row, UnitLinks.Call);
}

/// <summary>
/// What makes files belong together: every reference of every file that <see cref="ReferenceCatalog"/> knows and every host
/// that its containers call, and the nearest files that it reaches.
/// </summary>
internal sealed class UnitLinks
{
    private const int MostTargets = 64;

    // What is longer is a file or a script rather than an address or a list of some.
    private const int LongestCall = 256;

    /// <summary>The row of a text that calls a Service.</summary>
    internal static readonly ReferenceRow Call = new(null, NodePath.Parse(""), "value", Kinds.Service, ReferenceStyle.Name);

    private readonly ImmutableArray<UnitFile> files;
    private readonly DefinitionKeys keys;
    private readonly Dictionary<(GroupKind Kind, string Name), List<(UnitFile File, Resource Resource)>> byName = [];
    private readonly Dictionary<(string Folder, GroupKind Kind), List<(UnitFile File, Resource Resource)>> byFolder = [];
    private readonly Dictionary<(string Key, string Value), List<(UnitFile File, PodTemplate Pods)>> byLabel = [];
    private readonly List<(UnitFile File, PodTemplate Pods)> pods = [];

    private readonly Dictionary<Resource, PodTemplate> podsOf = [];
    private readonly List<List<ObjectReference>> references;
    private readonly ImmutableArray<UnitLink>[] orNearly;

    public UnitLinks(ImmutableArray<UnitFile> files, DefinitionKeys keys)
    {
        this.files = files;
        orNearly = new ImmutableArray<UnitLink>[files.Length];
        this.keys = keys;
        references = [.. files.Select(Index)];
        foreach (var file in files)
            references[file.Index].AddRange(file.File.Resources.SelectMany(CallsOf));
    }

    /// <summary>The links of each file, by its index, as <see cref="FollowAll"/> found them. A workload's own selector is none.</summary>
    public ImmutableArray<ImmutableArray<UnitLink>> Of { get; private set; } = [];

    /// <summary>Follows all references; where they lead hangs on the parts.</summary>
    public void FollowAll() => Of = [.. files.Select(LinksFrom)];

    /// <summary>Where the references of one file lead.</summary>
    public ImmutableArray<UnitLink> LinksFrom(UnitFile file) =>
        [.. references[file.Index].Select(reference => new UnitLink(reference, Nearest(file, reference)))];

    /// <summary>
    /// The links of a file, those of a name that nothing has to the one in the same folder that was probably meant: the file goes where
    /// that goes, and the slip is seen.
    /// </summary>
    public ImmutableArray<UnitLink> OrNearly(UnitFile file)
    {
        ref var all = ref orNearly[file.Index];
        return all.IsDefault ? all = [.. Of[file.Index].Select(link => OrNearly(file, link))] : all;
    }

    private UnitLink OrNearly(UnitFile from, UnitLink link)
    {
        if (!link.Targets.IsEmpty || link.Reference.Target is not NamedTarget named || byName.ContainsKey((named.Kind, named.Name)))
            return link;

        var there = InFolder(from.Folder, named.Kind).Where(pair => MayMeet(named.Namespace, pair.Resource)).Take(Spelling.MostCandidates);
        return NameSlips.Nearest(named.Name, there.Select(pair => pair.Resource)) is { } near
            && there.First(pair => pair.Resource == near) is var found && found.File != from
            ? link with { Targets = [found], IsNear = true }
            : link;
    }

    private List<(UnitFile File, Resource Resource)> InFolder(string folder, GroupKind kind)
    {
        if (byFolder.Count == 0)
        {
            foreach (var file in files)
            {
                foreach (var resource in file.File.Resources)
                    Add(byFolder, (file.Folder, resource.Kind), (file, resource));
            }
        }

        return byFolder.GetValueOrDefault((folder, kind)) ?? [];
    }

    /// <summary>All that a resource points at; a workload's own selector is left out.</summary>
    public static ImmutableArray<ObjectReference> ReferencesOf(Resource resource)
    {
        var reader = new ReferenceReader();
        reader.Read(resource, resource.Root, ReferenceCatalog.Of(resource.Kind));
        var found = reader.Take();
        if (resource.Info.IsWorkload)
            found = found.RemoveAll(reference => reference.Target is SelectedTargets);
        foreach (var node in resource.Info.PodTemplates.SelectMany(resource.Select))
            reader.Read(resource, node, ReferenceCatalog.OfPodTemplates);

        return found.AddRange(reader.Take());
    }

    // What the file offers goes into the indexes; what it asks for is given back.
    private List<ObjectReference> Index(UnitFile file)
    {
        foreach (var resource in file.File.Resources)
        {
            if (resource.Name.Length > 0)
                Add(byName, (resource.Kind, resource.Name), (file, resource));
            // Whoever asks for a Secret asks for the Certificate that makes it.
            foreach (var made in Producers.NamedBy(resource))
                Add(byName, (made.Kind, made.Name), (file, resource));

            foreach (var node in resource.Info.PodTemplates.SelectMany(resource.Select))
            {
                var template = new PodTemplate(resource, node, pods.Count);
                pods.Add((file, template));
                podsOf.TryAdd(resource, template);
                foreach (var pair in template.Labels.Pairs)
                    Add(byLabel, (pair.Key, pair.Value), (file, template));
            }
        }

        return [.. file.File.Resources.SelectMany(resource => ReferencesOf(resource))];
    }

    private bool IsDefined(string service, string @namespace) =>
        byName.TryGetValue((Kinds.Service, service), out var some) && some.Exists(pair => pair.Resource.Namespace == @namespace);

    // Services that variables, arguments and short values of ConfigMaps call by a name of the cluster's DNS. Examples call
    // each their own "redis": both sides have to say in which namespace it is.
    private IEnumerable<ObjectReference> CallsOf(Resource resource)
    {
        foreach (var (key, value) in ValuesOf(resource))
        {
            if (!value.IsScalar || value.IsNull || value.Value.Length > LongestCall)
                continue;

            foreach (var host in HostMentions.Scan(value.Value, key))
            {
                foreach (var name in ClusterName.Read(value.Value.Substring(host.Start, host.Length)))
                {
                    if ((name.Namespace ?? resource.Namespace) is { } there && IsDefined(name.Service, there))
                    {
                        yield return new ObjectReference(resource, Call, value,
                            new NamedTarget(Kinds.Service, there, name.Service, Optional: false));
                    }
                }
            }
        }
    }

    private IEnumerable<(string Key, Node Value)> ValuesOf(Resource resource)
    {
        if (resource.Kind == Kinds.ConfigMap)
        {
            foreach (var entry in resource.Root.Find("data")?.Entries ?? default)
                yield return (entry.Key.Value, entry.Value);
        }

        foreach (var container in podsOf.GetValueOrDefault(resource)?.Containers ?? [])
        {
            foreach (var variable in container.Node.Find("env")?.Items ?? default)
            {
                if (variable.Find("name") is { IsScalar: true } name && variable.Find("value") is { } value)
                    yield return (name.Value, value);
            }

            foreach (var word in container.Node.Find("command")?.Items ?? default)
                yield return ("", word);
            foreach (var word in container.Node.Find("args")?.Items ?? default)
                yield return ("", word);
        }
    }

    private ImmutableArray<(UnitFile File, Resource Resource)> Nearest(UnitFile from, ObjectReference reference) => reference.Target switch
    {
        NamedTarget named => Nearest(
            from,
            byName.GetValueOrDefault((named.Kind, named.Name)) ?? [],
            pair => pair.File,
            pair => MayMeet(named.Namespace, pair.Resource) && Reaches(from, pair.File, pair.Resource, reference.Target),
            pair => pair.Resource),
        SelectedTargets selected => Nearest(
            from,
            Candidates(selected.Selector),
            pair => pair.File,
            pair => MayMeet(selected.Namespace, pair.Pods.Workload) && selected.Selector.Matches(pair.Pods)
                && Reaches(from, pair.File, pair.Pods.Workload, reference.Target),
            pair => pair.Pods.Workload),
        _ => [],
    };

    // Candidates lie in the order of files, so those of one folder lie together: look outwards from the asking file, and
    // stop where it gets farther than what was found.
    private static ImmutableArray<(UnitFile File, Resource Resource)> Nearest<T>(
        UnitFile from, List<T> candidates, Func<T, UnitFile> fileOf, Func<T, bool> fits, Func<T, Resource> resourceOf)
    {
        var (best, found) = (-1, new List<(UnitFile File, Resource Resource)>());
        var start = LowerBound(candidates, fileOf, from.Index);
        void Look(T candidate)
        {
            if (!fits(candidate))
                return;

            var nearness = from.Nearness(fileOf(candidate));
            if (nearness < best)
                return;
            if (nearness > best)
                found.Clear();
            best = nearness;
            found.Add((fileOf(candidate), resourceOf(candidate)));
        }

        // Of many that are as near, some are enough.
        bool IsWorthwhile(T candidate) =>
            from.MostNearness(fileOf(candidate)) is var nearness && (nearness > best || (nearness == best && found.Count < MostTargets));
        for (var i = start; i < candidates.Count && IsWorthwhile(candidates[i]); i++)
            Look(candidates[i]);
        for (var i = start - 1; i >= 0 && IsWorthwhile(candidates[i]); i--)
            Look(candidates[i]);
        return [.. found.OrderBy(target => target.File.Index)];
    }

    private static int LowerBound<T>(List<T> candidates, Func<T, UnitFile> fileOf, int index)
    {
        var (low, high) = (0, candidates.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (fileOf(candidates[middle]).Index < index)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private List<(UnitFile File, PodTemplate Pods)> Candidates(LabelSelector selector)
    {
        List<(UnitFile File, PodTemplate Pods)>? shortest = null;
        foreach (var pair in selector.Pairs)
        {
            // Labels that controllers add stand in no manifest.
            if (byLabel.TryGetValue((pair.Key, pair.Value), out var list) && (shortest is null || list.Count < shortest.Count))
                shortest = list;
        }

        return shortest ?? (selector.Pairs.IsEmpty ? pods : []);
    }

    private static bool MayMeet(string? @namespace, Resource target) =>
        !target.Info.IsNamespaced || @namespace is null || target.Namespace is null || @namespace == target.Namespace;

    /// <summary>
    /// Whether the link may bring together what is in different parts. Between a resource that names its namespace and one that names
    /// none, it brings nothing to an application of its own that names its namespaces, and that to nothing else: such an application
    /// says where things are, and in a unit with it what names no namespace would be taken to be there as well.
    /// </summary>
    internal static bool BringsTogether(UnitFile from, UnitLink link, UnitFile to, Resource resource)
    {
        var asked = link.Reference.Target.Namespace;
        return ReferenceEquals(from.Part, to.Part) || !resource.Info.IsNamespaced
            || (asked ?? DefinitionKeys.Default) == (resource.Namespace ?? DefinitionKeys.Default)
            || !(NamesNamespaces(from.Part) || NamesNamespaces(to.Part));
    }

    private static bool NamesNamespaces(UnitPart part) => part is { IsVariant: false, IsApplication: true, NamesNamespaces: true };

    /// <summary>
    /// Whether a link may lead there at all: within a part, to and from what lies directly in a folder above, to what is no
    /// application, by name to an application of a collection in which the asking file lies, and to what every variant of
    /// one collection has. It never leads into a collection that is itself an entry of another one.
    /// </summary>
    internal bool Reaches(UnitFile from, UnitFile to, Resource resource, ReferenceTarget target)
    {
        var (mine, theirs) = (from.Part, to.Part);
        if (ReferenceEquals(mine, theirs))
            return true;

        var common = from.Common(to);
        if (common < theirs.Beyond)
            return false;
        if (to.Folder.Length == common || from.Folder.Length == common)
            return true;
        var byName = target is NamedTarget;
        if (!theirs.IsApplication)
            return byName || !theirs.IsVariant || !(mine.IsVariant || mine.IsApplication);
        return (byName && common == theirs.Home) || ReachesEverywhere(from, to, resource, target);
    }

    // What stands beside variants and fits all of them is meant for them: they are editions of one thing. A label alone
    // says so only where they lie beside each other, or where both name the namespace.
    private bool ReachesEverywhere(UnitFile from, UnitFile to, Resource resource, ReferenceTarget target)
    {
        var (mine, theirs) = (from.Part, to.Part);
        var common = from.Common(to);
        if (mine.IsVariant || mine.Home != common || !theirs.Everywhere.TryGetValue(keys.Of(resource), out var definitions))
            return false;
        if (target is not SelectedTargets { Selector: var selector })
            return true;

        return !mine.HasPods
            && (common == theirs.Home || (target.Namespace is { } name && name == resource.Namespace))
            && definitions.TrueForAll(workload => podsOf.TryGetValue(workload, out var some) && selector.Matches(some));
    }

    internal static int ParentLength(string folder) => folder.Length == 0 ? 0 : folder.AsSpan(0, folder.Length - 1).LastIndexOf('/') + 1;

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> index, TKey key, TValue value)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        list.Add(value);
    }
}
