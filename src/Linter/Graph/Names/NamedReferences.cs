using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A name that a resource asks for, and why it was not found.</summary>
/// <param name="From">The resource that asks.</param>
/// <param name="Target">What it asks for.</param>
/// <param name="Places">Where it says so, in order; at least one.</param>
/// <param name="Absence">What is known.</param>
public sealed record MissingName(Resource From, NamedTarget Target, ImmutableArray<ObjectReference> Places, Absence Absence);

/// <summary>What is known of an object that is not there.</summary>
public abstract record Absence
{
    /// <summary>It is in a namespace that perhaps is the same one.</summary>
    public sealed record PerhapsElsewhere(MadeObject Found) : Absence;

    /// <summary>Something in the unit seems to make it.</summary>
    public sealed record PerhapsMade(Resource Maker) : Absence;

    /// <summary>A container is told the name, and may make it.</summary>
    /// <param name="At">Where it says so.</param>
    public sealed record Mentioned(Node At) : Absence;

    /// <summary>A ClusterRole has the name of the Role that is asked for, or the other way round.</summary>
    public sealed record OfOtherKind(Resource Found) : Absence;

    /// <summary>It is in another namespace.</summary>
    public sealed record InOtherNamespace(MadeObject Found) : Absence;

    /// <summary>Name and key changed places: what the key says is there, and holds the name as a key.</summary>
    /// <param name="Held">Its keys, among them the name.</param>
    public sealed record SwappedWithKey(Resource Found, HeldKeys Held) : Absence;

    /// <summary>Another name of the namespace was probably meant.</summary>
    /// <param name="Near">The object.</param>
    /// <param name="Written">
    /// The near, or the very one of the names that it had before kustomize gave it the present one; null where the present one is near.
    /// </param>
    public sealed record UnderNearName(MadeObject Near, string? Written = null) : Absence;

    /// <summary>A name that clusters bring along was probably meant.</summary>
    public sealed record UnderNearSystemName(string Near) : Absence;

    /// <summary>Other references of the namespace ask for a name that is a slip away; nothing shows that either is there.</summary>
    /// <param name="Other">The first of them.</param>
    /// <param name="Count">How many there are.</param>
    public sealed record UnlikeOthers(ObjectReference Other, int Count) : Absence;

    /// <summary>
    /// It is the only name of its kind that nothing carries, and nothing here asks for the only object of the kind in its namespace.
    /// </summary>
    /// <param name="Unused">The object, which has all keys that are asked for.</param>
    public sealed record BesideUnused(Resource Unused) : Absence;

    /// <summary>Nothing is known.</summary>
    /// <param name="IsOnlyOne">Everything else that the unit asks for is there.</param>
    /// <param name="Others">Names of the kind in the namespace.</param>
    public sealed record Unseen(bool IsOnlyOne, ImmutableArray<string> Others) : Absence;
}

/// <summary>
/// Objects that resources of a unit ask for by name: ConfigMaps, Secrets, claims, ServiceAccounts, roles and storage
/// classes. Each name is judged once, however many rules ask.
/// </summary>
public sealed class NamedReferences
{
    // Shorter names go on in any other word.
    private const int ShortestContinued = 6;

    // "-view", "-edit", "-admin", and names of one's own.
    private const string AggregateTo = "rbac.authorization.k8s.io/aggregate-to-";

    // Secrets are made by hand so often that their absence says nothing of the rest.
    private static readonly ImmutableArray<GroupKind> Defined =
        [Kinds.ConfigMap, Kinds.PersistentVolumeClaim, Kinds.ServiceAccount, Kinds.Role, Kinds.ClusterRole];

    private readonly LinkGraph graph;
    private readonly Dictionary<GroupKind, List<ObjectReference>> asked = [];
    private readonly Memo<(GroupKind Kind, string? Namespace, string Name), Absence?> judged = new();
    private readonly Memo<(GroupKind Kind, string? Namespace), Candidates> candidates = new();
    private readonly Memo<(GroupKind Kind, string? Namespace), Askers> askersIn = new();
    private readonly Memo<GroupKind, HashSet<string>> usedNames = new();
    private readonly Memo<GroupKind, (int There, int Missing)> counts = new();
    private readonly Lazy<NearNames> nearNames;
    private readonly Lazy<NameMentions> mentions;
    private readonly Lazy<HashSet<string>> workloadNames;
    private readonly Lazy<ImmutableArray<string?>> namespaces;
    private readonly Lazy<List<MissingFile>> missingFiles;

    internal NamedReferences(LinkGraph graph)
    {
        this.graph = graph;
        Producers = new Producers(graph);
        foreach (var resource in graph.Resources)
        {
            foreach (var reference in graph.ReferencesFrom(resource))
            {
                if (reference.Target is not NamedTarget target)
                    continue;
                if (!asked.TryGetValue(target.Kind, out var list))
                    asked[target.Kind] = list = [];
                list.Add(reference);
            }
        }

        nearNames = new Lazy<NearNames>(() => new NearNames(graph.Resources.Select(resource => resource.Name)
            .Concat(asked.Values.SelectMany(list => list).Select(NameOf))));
        missingFiles = new Lazy<List<MissingFile>>(() => MissingFiles.In(graph));
        mentions = new Lazy<NameMentions>(() => new NameMentions(graph));
        workloadNames = new Lazy<HashSet<string>>(() => graph.PodTemplates.Select(pods => pods.Workload.Name)
            .ToHashSet(StringComparer.Ordinal));
        namespaces = new Lazy<ImmutableArray<string?>>(() =>
        [
            .. graph.Resources.Where(resource => resource.Info.IsNamespaced && resource.Kind != Kinds.RoleBinding)
                .Select(resource => resource.Namespace).Distinct(StringComparer.Ordinal),
        ]);
    }

    public Producers Producers { get; }

    /// <summary>References to this kind by name, in the order of the manifests.</summary>
    public ImmutableArray<ObjectReference> To(GroupKind kind) => [.. Asked(kind)];

    /// <summary>Names of this kind that nothing carries: once for each resource that asks, however often it does.</summary>
    public IEnumerable<MissingName> Missing(GroupKind kind)
    {
        var missing = Asked(kind).FindAll(IsMissing);
        return missing.Count == 0 ? [] : ByAsker(missing);
    }

    private IEnumerable<MissingName> ByAsker(List<ObjectReference> missing) =>
        from reference in missing
        let target = (NamedTarget)reference.Target
        group reference by (reference.From, target.Namespace, target.Name, Swapped: SwappedWithKey(reference, target)) into places
        let first = (NamedTarget)places.First().Target
        select new MissingName(places.Key.From, first, [.. places.DistinctBy(place => place.At)],
            places.Key.Swapped is { } found ? new Absence.SwappedWithKey(found, graph.HeldKeysOf(found)) : Judge(first)!);

    private Resource? SwappedWithKey(ObjectReference reference, NamedTarget target) =>
        reference.Owner.Find("key") is { } key && HeldKeys.IsKey(key) && !key.Is(target.Name)
            ? graph.Find(target.Kind, target.Namespace, key.Value)
                .Certain.FirstOrDefault(holder => graph.HeldKeysOf(holder).Has(target.Name))
            : null;

    private bool IsMissing(ObjectReference reference) =>
        reference.Target is NamedTarget { Optional: false } target
        && (Placeholders.IsPlaceholder(target.Name) ? SwappedWithKey(reference, target) is not null : Judge(target) is not null);

    /// <summary>
    /// Keys of this kind's objects that are asked for and that no definition of the object holds: once for each resource and key.
    /// </summary>
    public IEnumerable<MissingKey> MissingKeys(GroupKind kind)
    {
        var missing = new List<LackedKey>();
        foreach (var asker in Asked(kind).GroupBy(reference => reference.From))
        {
            var mounted = new MountedKeys(graph, asker.Key);
            var volumes = new HashSet<int>();
            foreach (var reference in asker)
            {
                // Aliases may give the mapping of a volume to any number of volumes.
                if (reference.Target is not NamedTarget { Optional: false } target
                    || (reference.Row.IsVolume && !volumes.Add(reference.Owner.Index)))
                {
                    continue;
                }

                var holders = graph.Find(kind, target.Namespace, target.Name).Certain;
                if (holders.IsEmpty)
                    continue;

                missing.AddRange(
                    from key in HeldKeys.AskedBy(reference).Select(key => (At: key, IsMounted: false))
                        .Concat(mounted.Of(reference).Select(key => (At: key, IsMounted: true)))
                    where !holders.Any(holder => graph.HeldKeysOf(holder).Has(key.At.Value))
                        && !Producers.Make(kind, target.Namespace, target.Name)
                    select new LackedKey(asker.Key, holders[0], key.At, key.IsMounted));
            }
        }

        return missing.Count == 0 ? [] : missing
            .GroupBy(lacked => (lacked.From, lacked.Holder, lacked.At.Value, lacked.IsMounted), lacked => lacked.At)
            .Select(places => new MissingKey(places.Key.From, places.Key.Holder, [.. places.Distinct()],
                graph.HeldKeysOf(places.Key.Holder)) { IsMounted = places.Key.IsMounted });
    }

    /// <summary>Files that containers are told, of mounted objects of this kind.</summary>
    internal IEnumerable<MissingFile> FilesOf(GroupKind kind) => missingFiles.Value.Where(file => file.At.Volume.Holder.Kind == kind);

    /// <summary>
    /// What of a kind is in a namespace for certain, or is made there by something of the unit; of very many no more than may be meant by
    /// a name.
    /// </summary>
    internal ImmutableArray<MadeObject> There(GroupKind kind, string? @namespace) => CandidatesIn(kind, @namespace).All;

    private List<ObjectReference> Asked(GroupKind kind) => asked.GetValueOrDefault(kind) ?? [];

    private HashSet<string> UsedNames(GroupKind kind) =>
        usedNames.TryGetValue(kind, out var names)
            ? names
            : usedNames.Keep(kind, Asked(kind).Select(NameOf).ToHashSet(StringComparer.Ordinal));

    private static string NameOf(ObjectReference reference) => ((NamedTarget)reference.Target).Name;

    private Absence? Judge(NamedTarget target)
    {
        var key = (target.Kind, target.Namespace, target.Name);
        if (!judged.TryGetValue(key, out var absence))
        {
            absence = judged.Keep(key,
                IsThere(target.Kind, target.Namespace, target.Name) ? null : Explain(target.Kind, target.Namespace, target.Name));
        }

        return absence;
    }

    private bool IsThere(GroupKind kind, string? @namespace, string name) =>
        !graph.Find(kind, @namespace, name).Certain.IsEmpty
        || (WellKnownObjects.Has(kind, @namespace, name) && SlipOfSystemRole(kind, @namespace, name) is null)
        || Producers.Make(kind, @namespace, name)
        || graph.Externals.Has(kind, @namespace, name);

    // An add-on may bring a role under any name that begins with "system:", but hardly one letter from another.
    private Absence? SlipOfSystemRole(GroupKind kind, string? @namespace, string name)
    {
        if (!WellKnownObjects.IsAssumed(kind, name))
            return null;
        if (UnderNearName(kind, @namespace, name) is { } near)
            return near;
        return kind == Kinds.ClusterRole && WellKnownObjects.NearestSystemRole(name) is { } role
            ? new Absence.UnderNearSystemName(role)
            : null;
    }

    private Absence Explain(GroupKind kind, string? @namespace, string name)
    {
        var elsewhere = graph.FindAnywhere(kind, name).Select(Itself).Concat(Producers.Of(kind, name)).ToList();
        if (elsewhere.Find(item => graph.Namespaces.Meet(@namespace, item.Maker.Namespace) == Meeting.Perhaps) is { } perhaps)
            return new Absence.PerhapsElsewhere(perhaps);
        if (elsewhere.Count > 0)
            return new Absence.InOtherNamespace(elsewhere[0]);
        if (Mention(kind, name) is { } mention)
            return new Absence.Mentioned(mention);
        if (OtherRole(kind, @namespace, name) is { } other)
            return new Absence.OfOtherKind(other);

        if (UnderNearName(kind, @namespace, name) is { } near)
            return near;
        if (SlipOfSystemRole(kind, @namespace, name) is { } slip)
            return slip;
        if (Maker(kind, @namespace, name) is { } maker)
            return new Absence.PerhapsMade(maker);
        if (UnlikeOthers(kind, @namespace, name) is { } others)
            return others;
        if (OnlyUnused(kind, @namespace, name) is { } unused)
            return new Absence.BesideUnused(unused);
        return new Absence.Unseen(IsOurs(kind, @namespace) && IsOnlyOne(kind), CandidatesIn(kind, @namespace).Names);
    }

    // Who brings a single one with these keys brings it for who asks; without a key it may be anybody's. A claim has no keys: there some
    // letters too many say so.
    private Resource? OnlyUnused(GroupKind kind, string? @namespace, string name)
    {
        var isClaim = kind == Kinds.PersistentVolumeClaim;
        var isRole = kind == Kinds.Role || kind == Kinds.ClusterRole;
        if (!(isClaim || isRole || kind == Kinds.ConfigMap || kind == Kinds.Secret) || Count(kind).Missing != 1
            || CandidatesIn(kind, @namespace).All is not [var only] || only.Maker.Kind != kind
            || UsedNames(kind).Contains(only.Name) || mentions.Value.Find(only.Name) is not null)
        {
            return null;
        }

        if (isRole)
            return IsAggregated(only.Maker) ? null : only.Maker;
        if (isClaim)
            return Continues(name, only.Name) || Continues(only.Name, name) || IsVersionOf(name, only.Name) ? only.Maker : null;

        var held = graph.HeldKeysOf(only.Maker);
        var keys = Asked(kind).Where(reference => NameOf(reference) == name).SelectMany(HeldKeys.AskedBy).ToList();
        return keys.Count > 0 && keys.TrueForAll(key => held.Has(key.Value)) ? only.Maker : null;
    }

    // It needs no binding: its rights become those of another role.
    private static bool IsAggregated(Resource role) => LabelSet.Read(role.Find(Resource.Paths.Labels)).Pairs
        .Any(pair => pair.Key.StartsWith(AggregateTo, StringComparison.Ordinal));

    // Behind a hyphen or in digits it is another one of a family.
    private static bool Continues(string longer, string name) =>
        name.Length >= ShortestContinued && longer.StartsWith(name, StringComparison.Ordinal)
        && longer.AsSpan(name.Length).IndexOutside('a', 'z') < 0;

    // "data-v2" is asked for where there is "data" alone.
    private static bool IsVersionOf(string versioned, string name) =>
        versioned.Length > name.Length + 2 && versioned.StartsWith(name, StringComparison.Ordinal)
        && versioned.AsSpan(name.Length).StartsWith("-v", StringComparison.Ordinal)
        && versioned.AsSpan(name.Length + 2).IndexOutside('0', '9') < 0;

    private Absence.UnderNearName? UnderNearName(GroupKind kind, string? @namespace, string name)
    {
        var here = CandidatesIn(kind, @namespace);
        if (nearNames.Value.Nearest(kind, name, here.Unused, here.Used) is { } near)
            return new Absence.UnderNearName(here.All.First(item => item.Name == near));

        // A reference follows a renamed object to its new name, but not where it is misspelt.
        var former = here.All.SelectMany(FormerNames, (item, name) => (Name: name, Item: item))
            .ToLookup(item => item.Name, item => item.Item, StringComparer.Ordinal);
        if (former.Count == 0)
            return null;
        if (former[name].FirstOrDefault(item => graph.Stage.FormerNames(item.Maker).Contains(name, StringComparer.Ordinal)) is { } same)
            return new Absence.UnderNearName(same, name);
        var isUsed = former.ToLookup(same => same.Any(item => UsedNames(kind).Contains(item.Name)), same => same.Key);
        return nearNames.Value.Nearest(kind, name, new NameCandidates(kind, isUsed[false]),
            new NameCandidates(kind, isUsed[true])) is { } meant
            ? new Absence.UnderNearName(former[meant].First(), meant)
            : null;
    }

    // Who writes one name several times and another once has rather slipped once than several times. Swapped letters only:
    // another letter makes another product (mysql and mssql, auth and oauth).
    private Absence.UnlikeOthers? UnlikeOthers(GroupKind kind, string? @namespace, string name)
    {
        var key = (kind, @namespace);
        var askers = askersIn.TryGetValue(key, out var found)
            ? found
            : askersIn.Keep(key, new Askers(kind, Asked(kind).Where(reference => reference.Target.Namespace == @namespace)));
        return nearNames.Value.Nearest(kind, name, askers.None, askers.Repeated) is { } near && Spelling.AreSwapped(name, near)
            && askers.Of[near].Count() is var count && count > askers.Of[name].Count()
            ? new Absence.UnlikeOthers(askers.Of[near].First(), count)
            : null;
    }

    /// <summary>
    /// The names that an object had before kustomize gave it the present one; in a text that was rendered elsewhere the hash is all that
    /// tells.
    /// </summary>
    internal IEnumerable<string> FormerNames(MadeObject item)
    {
        if (item.At != item.Maker.NameNode)
            return [];
        var known = graph.Stage.FormerNames(item.Maker);
        return known.IsEmpty && HashedName.IsHashed(item.Name) ? [HashedName.Written(item.Name)] : known;
    }

    private Resource? OtherRole(GroupKind kind, string? @namespace, string name) =>
        kind == Kinds.Role ? graph.Find(Kinds.ClusterRole, null, name).Certain.FirstOrDefault()
        : kind == Kinds.ClusterRole ? graph.FindAnywhere(Kinds.Role, name)
            .FirstOrDefault(role => @namespace is null || role.Namespace == @namespace)
        : null;

    private static MadeObject Itself(Resource resource) =>
        new(resource.Kind, resource.Name, resource.NameNode, resource, IsEverywhere: false);

    // What a container is told is more often the name of a Service or workload than of an object that it makes.
    private Node? Mention(GroupKind kind, string name)
    {
        if (kind != Kinds.Secret && kind != Kinds.ConfigMap)
            return null;

        return !graph.FindAnywhere(Kinds.Service, name).IsEmpty || workloadNames.Value.Contains(name) ? null : mentions.Value.Find(name);
    }

    private Candidates CandidatesIn(GroupKind kind, string? @namespace)
    {
        if (candidates.TryGetValue((kind, @namespace), out var found))
            return found;

        var isNamespaced = KindCatalog.Find(kind).IsNamespaced;
        var all = graph.OfKind(kind).Where(resource => resource.Name.Length > 0).Select(Itself)
            .Concat(Producers.All.Where(item => item.Kind == kind))
            .Where(item => !isNamespaced || graph.Namespaces.Meet(@namespace, item.Maker.Namespace) == Meeting.Yes)
            .Take(Spelling.MostCandidates)
            .ToImmutableArray();
        var names = all.Select(item => item.Name).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var isUsed = names.ToLookup(UsedNames(kind).Contains);
        return candidates.Keep((kind, @namespace),
            new Candidates(all, names, new NameCandidates(kind, isUsed[false]), new NameCandidates(kind, isUsed[true])));
    }

    private Resource? Maker(GroupKind kind, string? @namespace, string name)
    {
        var makes = MakesOf(kind);
        return graph.Stage.Makers.FirstOrDefault(resource =>
            resource.Name.Length > 0 && (resource.Info.Makes & makes) != Makes.Nothing
            && !(kind == Kinds.Secret && Producers.SaysNames(resource.Kind))
            && name.StartsWith(resource.Name, StringComparison.Ordinal)
            && (name.Length == resource.Name.Length || name[resource.Name.Length] is '-' or '.')
            && graph.Namespaces.Meet(@namespace, resource.Namespace) != Meeting.No);
    }

    /// <summary>The flag of what may bring such an object into the cluster.</summary>
    internal static Makes MakesOf(GroupKind kind) =>
        kind == Kinds.Secret ? Makes.Secrets : kind == Kinds.ConfigMap ? Makes.ConfigMaps : Makes.Others;

    // A binding may name an account of another team's namespace, of which these manifests show nothing.
    private bool IsOurs(GroupKind kind, string? @namespace) =>
        !WellKnownObjects.IsOfTheCluster(@namespace)
        && (!KindCatalog.Find(kind).IsNamespaced || namespaces.Value.Any(own => graph.Namespaces.Meet(@namespace, own) == Meeting.Yes));

    // Measured by what the unit defines of the same kind; a ServiceAccount also by all that the unit could have defined.
    // Storage classes are asked about only where the unit brings its own.
    private bool IsOnlyOne(GroupKind kind)
    {
        if (kind != Kinds.ConfigMap && kind != Kinds.ServiceAccount)
            return kind == Kinds.StorageClass;
        var isMeasured = Count(kind) is { There: > 0, Missing: 1 };
        if (isMeasured || kind == Kinds.ConfigMap)
            return isMeasured;

        var all = Defined.Select(Count).ToList();
        return all.Sum(count => count.Missing) == 1 && all.Sum(count => count.There) > 0;
    }

    // Names that the unit itself holds, and names that are nowhere.
    private (int There, int Missing) Count(GroupKind kind)
    {
        if (counts.TryGetValue(kind, out var count))
            return count;

        var targets = To(kind).Select(reference => (NamedTarget)reference.Target).Where(target => !target.Optional)
            .Select(target => (target.Namespace, target.Name)).Distinct().ToList();
        return counts.Keep(kind, (
            targets.Count(target => !graph.Find(kind, target.Namespace, target.Name).Certain.IsEmpty),
            targets.Count(target => !IsThere(kind, target.Namespace, target.Name))));
    }

    // A key that a resource asks for and the holder lacks.
    private sealed record LackedKey(Resource From, Resource Holder, Node At, bool IsMounted);

    // What may be meant by a name that nothing has.
    private sealed record Candidates(
        ImmutableArray<MadeObject> All, ImmutableArray<string> Names, NameCandidates Unused, NameCandidates Used);

    // References to a kind in one namespace, by name; those names apart that stand in several.
    private sealed class Askers(GroupKind kind, IEnumerable<ObjectReference> references)
    {
        public ILookup<string, ObjectReference> Of { get; } = references.ToLookup(NameOf, StringComparer.Ordinal);

        public NameCandidates Repeated =>
            field ??= new NameCandidates(kind, Of.Where(asking => asking.Skip(1).Any()).Select(asking => asking.Key));

        public NameCandidates None { get; } = new(kind, []);
    }
}
