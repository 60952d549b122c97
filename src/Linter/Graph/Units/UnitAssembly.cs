using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>From parts to units: gives each variant what it has to do with, and keeps the rest together.</summary>
internal sealed class UnitAssembly
{
    // What many variants share is judged with some of them: the work stays in proportion to what was given.
    private const int VariantsPerSharedFile = 8;

    // As many regions may be. What comes in hundreds are examples.
    private const int MostEditions = 32;

    private readonly ImmutableArray<UnitFile> files;
    private readonly List<UnitPart> parts;
    private readonly UnitLinks links;
    private readonly DefinitionKeys keys;
    private readonly Dictionary<DefinitionKey, List<UnitFile>> holders = [];

    /// <summary>Files of no variant that depend on one, with the reason; a file may depend on several.</summary>
    private readonly Dictionary<UnitPart, SortedDictionary<int, SharedFile>> dependents = [];
    private readonly HashSet<UnitFile> placed = [];
    private readonly HashSet<UnitFile> takenAtHome = [];
    private readonly HashSet<UnitFile> sampled = [];
    private readonly Dictionary<UnitFile, int> variantsOf = [];

    public UnitAssembly(ImmutableArray<UnitFile> files, List<UnitPart> parts, DefinitionKeys keys)
    {
        this.files = files;
        this.keys = keys;
        links = new UnitLinks(files, keys);
        this.parts = [.. parts.SelectMany(Pieces).OrderBy(part => part.Files[0].Index)];
        FindEditions();
        links.FollowAll();
        foreach (var file in files.Where(file => file.Part.IsVariant))
        {
            foreach (var key in file.Contested.Keys)
            {
                if (!holders.TryGetValue(key, out var list))
                    holders[key] = list = [];
                list.Add(file);
            }
        }
    }

    public ImmutableArray<Unit> Units()
    {
        FindDependents();
        var units = new List<(int Order, Unit Unit)>();
        foreach (var part in parts.Where(part => part.IsVariant))
            Add(units, part, part.Files);

        // What depends on variants is judged with them only; what else those of its own collection took along is no longer
        // part of the rest, unless something of the rest needs it.
        var guests = units.SelectMany(unit => unit.Unit.Shared).Select(shared => shared.File.Source).ToHashSet();
        foreach (var part in parts.Where(part => part is { IsVariant: false, IsApplication: true }))
            Add(units, part, part.Files.Where(file => !(placed.Contains(file) && guests.Contains(file.File.Source))));
        foreach (var part in parts.Where(part => part is { IsVariant: false, IsApplication: false }))
        {
            Add(units, part,
                part.Files.Where(file => !takenAtHome.Contains(file) && !(placed.Contains(file) && guests.Contains(file.File.Source))));
        }

        return [.. units.OrderBy(unit => unit.Order).Select(unit => unit.Unit)];
    }

    private void FindEditions()
    {
        foreach (var collection in parts.Where(part => part.IsVariant).GroupBy(part => part.Root[..part.Home], StringComparer.Ordinal))
        {
            var variants = collection.Take(MostEditions + 1).ToList();
            if (variants.Count is < 2 or > MostEditions)
                continue;

            var everywhere = variants
                .SelectMany(part => part.Files.SelectMany(file => file.File.Resources).Where(UnitSplitter.CanSplit),
                    (part, resource) => (Part: part, Resource: resource))
                .GroupBy(pair => keys.Of(pair.Resource))
                .Where(same => same.Select(pair => pair.Part).Distinct().Count() == variants.Count)
                .ToDictionary(same => same.Key, same => same.Select(pair => pair.Resource).ToList());
            foreach (var part in variants)
                part.Everywhere = everywhere;
        }
    }

    private void Add(List<(int Order, Unit Unit)> units, UnitPart part, IEnumerable<UnitFile> own)
    {
        var unit = new UnitUnderWay(part, own);
        if (!unit.IsEmpty)
            units.Add((part.Files[0].Index, Complete(unit)));
    }

    // What has to do with no variant is kept together by its folders and links: two examples may lack each other's halves.
    private IEnumerable<UnitPart> Pieces(UnitPart part)
    {
        if (!part.IsLoose || part.IsVariant)
            return [part];

        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in part.Files)
            folders.TryAdd(file.Folder, file.Folder);
        string Find(string folder)
        {
            while (folders[folder] != folder)
                folder = folders[folder] = folders[folders[folder]];
            return folder;
        }

        foreach (var file in part.Files)
        {
            foreach (var (target, _) in links.LinksFrom(file).SelectMany(link => link.Targets)
                .Where(target => ReferenceEquals(target.File.Part, part)))
            {
                folders[Find(target.Folder)] = Find(file.Folder);
            }
        }

        var pieces = part.Files.GroupBy(file => Find(file.Folder), StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        return pieces.Count == 1 ? [part] : pieces.ConvertAll(part.Piece);
    }

    // Files outside of variants that point at one, directly or through others: they go where it goes.
    private void FindDependents()
    {
        var pointingAt = new Dictionary<UnitFile, List<(UnitFile From, UnitLink Link, Resource To)>>();
        var queue = new Queue<(UnitFile File, UnitPart Variant, SharedFile Why)>();
        foreach (var file in files.Where(file => !file.Part.IsVariant))
        {
            foreach (var link in links.OrNearly(file))
            {
                var seen = new HashSet<DefinitionKey>();
                foreach (var (target, resource) in link.Targets)
                {
                    if (!UnitLinks.BringsTogether(file, link, target, resource))
                        continue;
                    if (!target.Part.IsVariant)
                        Remember(pointingAt, target, (file, link, resource));
                    else if (!holders.ContainsKey(keys.Of(resource)) || seen.Add(keys.Of(resource)))
                        Enqueue(queue, file, link, target, resource);
                }

                if (link.Targets.IsEmpty && Judge(file, link) is { } judge)
                    queue.Enqueue((file, judge, new SharedFile(file.File, link.Reference.From, null)));
            }
        }

        while (queue.TryDequeue(out var next))
        {
            if (!Depends(next.File, next.Variant, next.Why))
                continue;
            foreach (var (from, link, resource) in pointingAt.GetValueOrDefault(next.File) ?? [])
                queue.Enqueue((from, next.Variant, Sharing(from, link, resource)));
        }

        FindLacking();
    }

    // What goes with one variant goes with those that stand for the same, though they lack what it points at: the link that
    // breaks there is worth a note.
    private void FindLacking()
    {
        var wanted = new List<(UnitPart Variant, int File, SharedFile Why)>();
        var twins = new Dictionary<UnitPart, List<UnitPart>>();
        foreach (var variant in parts.Where(dependents.ContainsKey))
        {
            foreach (var (index, why) in dependents[variant])
            {
                if (why.To is not { } to || !variant.Files.Exists(file => ReferenceEquals(file.File.Source, to.Source)))
                    continue;
                if (!twins.TryGetValue(variant, out var others))
                    twins[variant] = others = TwinsOf(variant);
                wanted.AddRange(others
                    .Where(other => !other.Files.Exists(file => file.Keys.Contains(keys.Of(to))))
                    .Select(other => (other, index, why with { IsLacking = true })));
            }
        }

        foreach (var (variant, index, why) in wanted)
            Depends(files[index], variant, why);
    }

    // Variants of the same collection that repeat at least half of what this one defines.
    private List<UnitPart> TwinsOf(UnitPart variant)
    {
        var own = variant.Files.SelectMany(file => file.Keys).ToHashSet();
        return [.. variant.Files
            .SelectMany(file => file.Contested.Keys)
            .SelectMany(key => holders[key].Take(VariantsPerSharedFile + 1))
            .Select(holder => holder.Part)
            .Distinct()
            .Where(part => part != variant && part.IsOfTheCollectionOf(variant)
                && 2 * part.Files.Sum(file => file.Keys.Count(own.Contains)) >= own.Count)
            .OrderBy(part => part.Files[0].Index)
            .Take(VariantsPerSharedFile)];
    }

    private void Enqueue(
        Queue<(UnitFile File, UnitPart Variant, SharedFile Why)> queue, UnitFile file, UnitLink link, UnitFile target, Resource resource)
    {
        foreach (var (variant, theirs) in Alternatives(file, target, resource, link.Reference.Target))
            queue.Enqueue((file, variant, Sharing(file, link, theirs)));
    }

    private static SharedFile Sharing(UnitFile file, UnitLink link, Resource to) =>
        new(file.File, link.Reference.From, to) { IsNear = link.IsNear };

    private bool Depends(UnitFile file, UnitPart variant, SharedFile why)
    {
        if (!dependents.TryGetValue(variant, out var list))
            dependents[variant] = list = [];
        if (list.ContainsKey(file.Index))
            return false;

        placed.Add(file);
        var count = variantsOf[file] = variantsOf.GetValueOrDefault(file) + 1;
        if (count > VariantsPerSharedFile)
        {
            sampled.Add(file);
            return false;
        }

        list.Add(file.Index, why);
        return true;
    }

    // Who fits one of several definitions of a resource is put beside each of them that is as near.
    private IEnumerable<(UnitPart Variant, Resource Resource)> Alternatives(
        UnitFile from, UnitFile target, Resource resource, ReferenceTarget asked)
    {
        var key = keys.Of(resource);
        var nearness = from.Nearness(target);
        return (holders.GetValueOrDefault(key) ?? [])
            .Where(holder => holder != target && from.Nearness(holder) >= nearness
                && links.Reaches(from, holder, holder.Contested[key].Resource, asked))
            .Select(holder => (holder.Part, holder.Contested[key].Resource))
            .Prepend((target.Part, resource))
            .Take(VariantsPerSharedFile + 1);
    }

    // A selector that nothing fits is as wrong beside any variant; the first one beside it that holds pods and no Services will show it.
    private UnitPart? Judge(UnitFile file, UnitLink link)
    {
        if (!link.IsSelector || file.Part.HasPods)
            return null;

        return parts.Find(part => part is { IsVariant: true, IsApplication: false, HasPods: true } && part.IsOfTheCollectionOf(file.Part));
    }

    private Unit Complete(UnitUnderWay unit)
    {
        if (dependents.TryGetValue(unit.Part, out var dependent))
        {
            foreach (var (index, why) in dependent)
                unit.TryShare(files[index], sampled.Contains(files[index]) ? why with { MostVariants = VariantsPerSharedFile } : why);
        }

        foreach (var ancestor in AboveOf(unit.Part))
            unit.TryShare(ancestor.File, ancestor.Why);
        while (unit.Next() is { } file)
        {
            foreach (var link in links.OrNearly(file))
                Follow(unit, file, link);
        }

        return unit.ToUnit(file => links.Of[file.Index]);
    }

    // A variant below the folder of another one gets what of that points at the resources it defines anew.
    private IEnumerable<(UnitFile File, SharedFile Why)> AboveOf(UnitPart part)
    {
        if (!part.IsVariant)
            yield break;

        foreach (var key in part.Files.SelectMany(file => file.Contested.Keys))
        {
            foreach (var holder in holders[key].Where(holder => IsAbove(holder, part)))
            {
                foreach (var file in holder.Part.Files.Where(file => IsAbove(file, part)))
                {
                    foreach (var link in links.Of[file.Index])
                    {
                        if (link.Targets.FirstOrDefault(target => keys.Of(target.Resource) == key) is { File: not null } target)
                            yield return (file, new SharedFile(file.File, link.Reference.From, target.Resource));
                    }
                }
            }
        }
    }

    private static bool IsAbove(UnitFile file, UnitPart part) =>
        file.Part != part && file.Folder.Length >= part.Home && file.Folder.Length < part.Root.Length
        && part.Root.StartsWith(file.Folder, StringComparison.Ordinal);

    private void Follow(UnitUnderWay unit, UnitFile from, UnitLink link)
    {
        if (link.Targets.IsEmpty || link.Targets.Any(target => unit.Has(target.File) || unit.Defines(keys.Of(target.Resource))))
            return;

        foreach (var (file, resource) in link.Targets)
        {
            if (!UnitLinks.BringsTogether(from, link, file, resource) || !unit.MayTake(file)
                || !unit.TryShare(file, Sharing(file, link, resource)))
            {
                continue;
            }

            if (file.Part.IsOfTheCollectionOf(unit.Part))
                takenAtHome.Add(file);
            return;
        }

        if (!link.IsNear)
            unit.Break(from, link);
    }

    private static void Remember<TKey, TValue>(Dictionary<TKey, List<TValue>> index, TKey key, TValue value)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        list.Add(value);
    }

    /// <summary>A unit that still gathers files.</summary>
    private sealed class UnitUnderWay
    {
        private readonly SortedDictionary<int, UnitFile> members = [];
        private readonly SortedDictionary<int, SharedFile> shared = [];
        private readonly Dictionary<DefinitionKey, ulong> definitions = [];
        private readonly HashSet<DefinitionKey> keys = [];
        private readonly HashSet<DefinitionKey> ownKeys;
        private readonly Queue<UnitFile> queue = [];
        private readonly List<BrokenLink> broken = [];
        private readonly List<UnitFile> own;

        public UnitUnderWay(UnitPart part, IEnumerable<UnitFile> own)
        {
            Part = part;
            this.own = [.. own];
            foreach (var file in this.own)
                Add(file);
            ownKeys = [.. definitions.Keys];
        }

        public UnitPart Part { get; }

        public bool IsEmpty => members.Count == 0;

        public bool Has(UnitFile file) => members.ContainsKey(file.Index);

        public bool Defines(DefinitionKey key) => keys.Contains(key);

        public UnitFile? Next() => queue.TryDequeue(out var file) ? file : null;

        /// <summary>
        /// Whether nothing but its own variant speaks against the file: of variants that contradict this one, nothing is taken.
        /// </summary>
        public bool MayTake(UnitFile file) => !file.Part.IsVariant || ReferenceEquals(file.Part, Part)
            || !file.Part.Files.Exists(other => other.Contested
                .Any(pair => ownKeys.Contains(pair.Key) && definitions[pair.Key] != pair.Value.Fingerprint));

        /// <summary>Takes the file unless it contradicts the unit, or holds nothing that is not there.</summary>
        public bool TryShare(UnitFile file, SharedFile why)
        {
            if (Has(file))
                return true;
            if (file.Keys.Count > 0 && file.Keys.IsSubsetOf(keys))
                return false;
            if (file.Contested.Any(pair => definitions.TryGetValue(pair.Key, out var there) && there != pair.Value.Fingerprint))
                return false;

            Add(file);
            shared.Add(file.Index, why);
            return true;
        }

        public void Break(UnitFile from, UnitLink link) => broken.Add(new BrokenLink(link.Reference.At.Span, link.Targets[0].Resource)
        {
            IsByNamespace = !UnitLinks.BringsTogether(from, link, link.Targets[0].File, link.Targets[0].Resource),
        });

        public Unit ToUnit(Func<UnitFile, ImmutableArray<UnitLink>> linksOf) =>
            new(Name(), [.. members.Values.Select(file => file.File)], Reason)
            {
                Contest = Part.Contest,
                Shared = [.. shared.Select(pair => pair.Value with { LacksServices = linksOf(members[pair.Key]).Any(LacksService) })],
                Broken = [.. broken],
            };

        private bool LacksService(UnitLink link) =>
            link.IsField && link.Reference.Target is NamedTarget { Kind: var kind } && kind == Kinds.Service
            && !link.Targets.Any(target => Has(target.File));

        private UnitReason Reason => Part.IsVariant ? UnitReason.Variant : Part.IsApplication ? UnitReason.Application : UnitReason.Rest;

        // "overlays/dev" where its own files lie there, else the file.
        private string Name()
        {
            if (own.Count == 1)
                return own[0].Path;

            var folder = own[0].Folder;
            foreach (var file in own)
            {
                while (!file.Folder.StartsWith(folder, StringComparison.Ordinal))
                    folder = folder[..(folder.AsSpan(0, folder.Length - 1).LastIndexOf('/') + 1)];
            }

            return folder.Length > 0 ? folder[..^1] : ".";
        }

        private void Add(UnitFile file)
        {
            members.Add(file.Index, file);
            queue.Enqueue(file);
            keys.UnionWith(file.Keys);
            foreach (var (key, (fingerprint, _)) in file.Contested)
                definitions.TryAdd(key, fingerprint);
        }
    }
}
