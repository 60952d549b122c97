using System.Collections.Frozen;
using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>
/// Whether one name is a slip for another. Names of a unit are near each other by nature (web-1 and web-2, shop-tls and
/// ship-tls), so that a small distance alone proves nothing.
/// </summary>
internal sealed class NearNames
{
    private static readonly char[] Separators = ['-', '.', '_', ':'];

    // What people leave off or add: "api" for "api-config".
    private static readonly FrozenDictionary<GroupKind, ImmutableArray<string>> Suffixes = new Dictionary<GroupKind, ImmutableArray<string>>
    {
        [Kinds.ConfigMap] = ["-configmap", "-config-map", "-config", "-conf", "-cm"],
        [Kinds.Secret] = ["-secrets", "-secret", "-credentials", "-creds"],
        [Kinds.PersistentVolumeClaim] = ["-pv-claim", "-pvc", "-claim"],
        [Kinds.ServiceAccount] = ["-service-account", "-serviceaccount", "-sa"],
        [Kinds.Role] = ["-role"],
        [Kinds.ClusterRole] = ["-cluster-role", "-clusterrole", "-role"],
    }.ToFrozenDictionary();

    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);

    /// <param name="names">All names of the unit, those of references included, each as often as it stands there.</param>
    public NearNames(IEnumerable<string> names)
    {
        foreach (var name in names)
            this.names[name] = this.names.GetValueOrDefault(name) + 1;
        foreach (var name in this.names.Keys)
            words.UnionWith(name.Split(Separators));
    }

    /// <summary>The candidate that was probably meant; null where none is or several might be.</summary>
    /// <param name="kind">What is missed.</param>
    /// <param name="name">The name that nothing has.</param>
    /// <param name="unused">Names that nothing asks for.</param>
    /// <param name="used">Names that something asks for by right.</param>
    public string? Nearest(GroupKind kind, string name, IReadOnlyList<string> unused, IReadOnlyList<string> used)
    {
        if (Spelling.Nearest(name, unused.Where(other => IsSlip(name, other) || IsShortSlip(name, other))) is { } nearest)
            return nearest;

        var stem = Stem(kind, name);
        var alike = unused.Where(other => Stem(kind, other) == stem && other != name).Take(2).ToList();
        if (alike.Count == 1)
            return alike[0];

        return Spelling.Nearest(name, used.Where(other => IsSlip(name, other) && !IsOwnWord(name, other)));
    }

    /// <summary>One name turns into the other by a slip of the finger, and the two are not variants of one.</summary>
    internal static bool IsSlip(string name, string other)
    {
        if (!Spelling.IsNear(name, other) || Variants.AreVariants(name, other))
            return false;

        if (Joined(name) == Joined(other))
            return true;

        // A letter in place of a hyphen.
        var (ours, theirs) = (name.Split(Separators), other.Split(Separators));
        if (ours.Length != theirs.Length)
            return name.Length > 7 && name.Length == other.Length && Spelling.Distance(name, other, 1) == 1;

        return Differing(ours, theirs) is { Count: 1 } differing && AreSlips(differing[0].Our, differing[0].Their);
    }

    // In a short word one letter makes another word, unless one of the two stands nowhere else in the unit.
    private bool IsShortSlip(string name, string other)
    {
        if (name.Length < 8 || Spelling.Distance(name, other, 1) != 1 || Variants.AreVariants(name, other))
            return false;

        var (ours, theirs) = (name.Split(Separators), other.Split(Separators));
        return ours.Length == theirs.Length
            && Differing(ours, theirs) is [{ Our.Length: > 1, Their.Length: > 1 } differing]
            && !DifferInDigitsOnly(differing.Our, differing.Their)
            && (!IsElsewhere(name, differing.Our) || !IsElsewhere(other, differing.Their));
    }

    // A word that stands in other names of the unit has a meaning of its own, and so have a singular and its plural.
    private bool IsOwnWord(string name, string other)
    {
        var differing = Differing(name.Split(Separators), other.Split(Separators));
        return differing is not { Count: 1 }
            || differing[0].Our + "s" == differing[0].Their || differing[0].Their + "s" == differing[0].Our
            || IsElsewhere(name, differing[0].Our);
    }

    private bool IsElsewhere(string name, string word) =>
        words.Contains(word) && names.Keys.Any(known => known != name && known.Split(Separators).Contains(word, StringComparer.Ordinal));

    private static List<(string Our, string Their)> Differing(string[] ours, string[] theirs) =>
        [.. ours.Zip(theirs).Where(pair => pair.First != pair.Second)];

    // In three letters one other letter makes another word (api, app); two swapped ones are a slip even there.
    private static bool AreSlips(string ours, string theirs) =>
        ours.Length >= 3 && theirs.Length >= 3
        && !DifferInDigitsOnly(ours, theirs)
        && (ours.Order().SequenceEqual(theirs.Order()) || (Math.Min(ours.Length, theirs.Length) >= 4 && Spelling.IsNear(ours, theirs)));

    private static bool DifferInDigitsOnly(string a, string b) =>
        a.Where(character => !char.IsAsciiDigit(character)).SequenceEqual(b.Where(character => !char.IsAsciiDigit(character)));

    private static string Joined(string name) => string.Concat(name.Split(Separators)).ToLowerInvariant();

    private static string Stem(GroupKind kind, string name)
    {
        foreach (var suffix in Suffixes.TryGetValue(kind, out var list) ? list : [])
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
                return name[..^suffix.Length];
        }

        return name;
    }
}
