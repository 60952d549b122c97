using System.Collections.Immutable;

namespace Linter.Manifests;

/// <summary>
/// Splits files into units. All of them are one unit unless resources are defined twice and differently: then the folders
/// (or the files of one folder) that do so are variants, such as dev and prod, or separate examples, and each is a unit
/// of its own. What repeats nothing belongs to every variant. Namespaces, CRDs and identical definitions never split.
/// </summary>
public static class UnitSplitter
{
    /// <param name="files">In order of their paths.</param>
    public static ImmutableArray<Unit> Split(ImmutableArray<ManifestFile> files)
    {
        var contested = ContestedDefinitions(files);
        if (contested.Count == 0)
            return [new Unit("", files)];

        var root = new Folder("");
        for (var i = 0; i < files.Length; i++)
            root.Add(files[i].Source.Path.Split('/'), 0, new Leaf(i, Definitions(files[i], contested)));

        var units = ImmutableArray.CreateBuilder<Unit>();
        var variants = root.Variants();
        var everywhere = variants.Select(variant => variant.ToHashSet()).Aggregate((a, b) => [.. a.Intersect(b)]);
        foreach (var variant in variants)
            units.Add(new Unit(Name(variant, everywhere, files), [.. variant.Order().Select(index => files[index])]));
        return units.ToImmutable();
    }

    // "overlays/dev" where all that only this variant holds lies there, else its first file.
    private static string Name(List<int> variant, HashSet<int> everywhere, ImmutableArray<ManifestFile> files)
    {
        var own = variant.Where(index => !everywhere.Contains(index)).Order().Select(index => files[index].Source.Path).ToList();
        if (own.Count <= 1)
            return own.FirstOrDefault("");

        var common = own[0].Split('/')[..^1];
        foreach (var path in own)
            common = [.. common.Zip(path.Split('/')).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)];
        return common.Length > 0 ? string.Join('/', common) : own[0];
    }

    // Definitions that differ between files, with the fingerprint of each.
    private static HashSet<DefinitionKey> ContestedDefinitions(ImmutableArray<ManifestFile> files)
    {
        var first = new Dictionary<DefinitionKey, (int File, Resource Resource)>();
        var contested = new HashSet<DefinitionKey>();
        for (var i = 0; i < files.Length; i++)
        {
            foreach (var resource in files[i].Resources.Where(CanSplit))
            {
                var key = DefinitionKey.Of(resource);
                if (first.TryAdd(key, (i, resource)))
                    continue;

                var (file, other) = first[key];
                if (file != i && !contested.Contains(key) && Definition.Fingerprint(other.Root) != Definition.Fingerprint(resource.Root))
                    contested.Add(key);
            }
        }

        return contested;
    }

    private static bool CanSplit(Resource resource) =>
        resource.Name.Length > 0 && resource.Kind != Kinds.Namespace && resource.Kind != Kinds.CustomResourceDefinition;

    private static Dictionary<DefinitionKey, ulong> Definitions(ManifestFile file, HashSet<DefinitionKey> contested)
    {
        var result = new Dictionary<DefinitionKey, ulong>();
        foreach (var resource in file.Resources.Where(CanSplit))
        {
            var key = DefinitionKey.Of(resource);
            if (contested.Contains(key))
                result[key] = Definition.Fingerprint(resource.Root);
        }

        return result;
    }

    /// <summary>A file or folder within a folder.</summary>
    private abstract class Entry
    {
        /// <summary>Contested definitions below it; several fingerprints of one key where it has variants itself.</summary>
        public abstract IEnumerable<KeyValuePair<DefinitionKey, ulong>> Definitions { get; }

        /// <summary>Sets of file indexes that are applied together.</summary>
        public abstract List<List<int>> Variants();
    }

    private sealed class Leaf(int file, Dictionary<DefinitionKey, ulong> definitions) : Entry
    {
        public override IEnumerable<KeyValuePair<DefinitionKey, ulong>> Definitions => definitions;

        public override List<List<int>> Variants() => [[file]];
    }

    private sealed class Folder(string name) : Entry
    {
        private readonly List<Entry> entries = [];
        private readonly Dictionary<string, Folder> folders = new(StringComparer.Ordinal);

        public string Name { get; } = name;

        public override IEnumerable<KeyValuePair<DefinitionKey, ulong>> Definitions => entries.SelectMany(entry => entry.Definitions);

        public void Add(string[] path, int depth, Leaf leaf)
        {
            if (depth == path.Length - 1)
            {
                entries.Add(leaf);
                return;
            }

            if (!folders.TryGetValue(path[depth], out var folder))
            {
                folders[path[depth]] = folder = new Folder(path[depth]);
                entries.Add(folder);
            }

            folder.Add(path, depth + 1, leaf);
        }

        public override List<List<int>> Variants()
        {
            var groups = Contest.Among(entries);
            var result = new List<List<int>>();
            for (var color = 0; color < groups.Max(group => group.Colors); color++)
            {
                var chosen = groups.SelectMany(group => group.Of(color)).Select(entry => entry.Variants()).ToList();
                var count = chosen.Max(variants => variants.Count);
                for (var i = 0; i < count; i++)
                    result.Add([.. chosen.SelectMany(variants => variants[i < variants.Count ? i : 0])]);
            }

            return result;
        }
    }

    /// <summary>Entries of one folder that contest each other, directly or through others; each has a colour, and those of one colour agree.</summary>
    private sealed class Contest
    {
        private readonly List<(Entry Entry, int Color)> members = [];

        public int Colors { get; private set; } = 1;

        /// <summary>The entries of a colour; those of the first where the contest has fewer.</summary>
        public IEnumerable<Entry> Of(int color) =>
            members.Where(member => member.Color == (color < Colors ? color : 0)).Select(member => member.Entry);

        public static List<Contest> Among(List<Entry> entries)
        {
            var owner = Enumerable.Range(0, entries.Count).ToArray();
            var holders = new Dictionary<DefinitionKey, List<(int Entry, ulong Fingerprint)>>();
            for (var i = 0; i < entries.Count; i++)
            {
                foreach (var (key, fingerprint) in entries[i].Definitions)
                {
                    if (!holders.TryGetValue(key, out var list))
                        holders[key] = list = [];
                    list.Add((i, fingerprint));
                }
            }

            foreach (var list in holders.Values.Where(IsContested))
            {
                foreach (var (entry, _) in list)
                    owner[Root(owner, entry)] = Root(owner, list[0].Entry);
            }

            var contests = new SortedDictionary<int, Contest>();
            for (var i = 0; i < entries.Count; i++)
            {
                var root = Root(owner, i);
                if (!contests.TryGetValue(root, out var contest))
                    contests[root] = contest = new Contest();
                contest.members.Add((entries[i], 0));
            }

            foreach (var contest in contests.Values.Where(contest => contest.members.Count > 1))
                contest.Paint();
            return [.. contests.Values];
        }

        private static bool IsContested(List<(int Entry, ulong Fingerprint)> holders) =>
            holders.Exists(holder => holder.Entry != holders[0].Entry) && holders.Exists(holder => holder.Fingerprint != holders[0].Fingerprint);

        private static int Root(int[] owner, int index)
        {
            while (owner[index] != index)
                index = owner[index] = owner[owner[index]];
            return index;
        }

        // Greedy, in order: the first colour in which nobody defines one of the entry's resources otherwise.
        private void Paint()
        {
            var used = new Dictionary<DefinitionKey, Dictionary<int, HashSet<ulong>>>();
            for (var i = 0; i < members.Count; i++)
            {
                var definitions = members[i].Entry.Definitions.ToLookup(pair => pair.Key, pair => pair.Value);
                var color = 0;
                while (definitions.Any(definition => Clashes(used, definition, color)))
                    color++;

                members[i] = (members[i].Entry, color);
                Colors = Math.Max(Colors, color + 1);
                foreach (var definition in definitions)
                    Note(used, definition, color);
            }
        }

        private static bool Clashes(Dictionary<DefinitionKey, Dictionary<int, HashSet<ulong>>> used, IGrouping<DefinitionKey, ulong> definition, int color) =>
            used.TryGetValue(definition.Key, out var colors) && colors.TryGetValue(color, out var there) && !there.SetEquals(definition);

        private static void Note(Dictionary<DefinitionKey, Dictionary<int, HashSet<ulong>>> used, IGrouping<DefinitionKey, ulong> definition, int color)
        {
            if (!used.TryGetValue(definition.Key, out var colors))
                used[definition.Key] = colors = [];
            if (!colors.TryGetValue(color, out var there))
                colors[color] = there = [];
            there.UnionWith(definition);
        }
    }
}
