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
    private const string SeparatorSet = "-._:";
    private const string Digits = "0123456789";

    // What people leave off or add: "api" for "api-config".
    private static readonly Dictionary<GroupKind, ImmutableArray<string>> Suffixes = new()
    {
        [Kinds.ConfigMap] = ["-configmap", "-config-map", "-configuration", "-config", "-conf", "-cm"],
        [Kinds.Secret] = ["-secrets", "-secret", "-credentials", "-creds"],
        [Kinds.PersistentVolumeClaim] = ["-pv-claim", "-pvc", "-claim"],
        [Kinds.ServiceAccount] = ["-service-account", "-serviceaccount", "-sa"],
        [Kinds.Role] = ["-role"],
        [Kinds.ClusterRole] = ["-cluster-role", "-clusterrole", "-role"],
    };

    // The one name that a word stands in; null where it stands in several.
    private readonly Dictionary<string, string?> words = new(StringComparer.Ordinal);

    /// <param name="names">All names of the unit, those of references included.</param>
    public NearNames(IEnumerable<string> names)
    {
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            foreach (var word in name.Split(Separators))
                words[word] = !words.TryGetValue(word, out var first) || first == name ? name : null;
        }
    }

    /// <summary>The candidate that was probably meant; null where none is or several might be.</summary>
    /// <param name="kind">What is missed.</param>
    /// <param name="name">The name that nothing has.</param>
    /// <param name="unused">Names that nothing asks for.</param>
    /// <param name="used">Names that something asks for by right.</param>
    public string? Nearest(GroupKind kind, string name, NameCandidates unused, NameCandidates used)
    {
        if (Spelling.Nearest(name, unused.Near(name).Where(other => IsSlip(name, other) || IsShortSlip(name, other))) is { } nearest)
            return nearest;

        var alike = unused.OfStem(Stem(kind, name)).Where(other => other != name).Take(2).ToList();
        if (alike.Count == 1)
            return alike[0];

        return Spelling.Nearest(name, used.Near(name).Where(other => IsSlip(name, other) && !IsOwnWord(name, other)));
    }

    /// <summary>One name turns into the other by a slip of the finger, and the two are not variants of one.</summary>
    internal static bool IsSlip(string name, string other)
    {
        if (!Spelling.IsNear(name, other) || NameSlips.IsOtherWord(name, other))
            return false;
        if (string.Equals(name, other, StringComparison.OrdinalIgnoreCase))
            return name != other;
        if (AreEqualWithout(name, other, SeparatorSet))
            return !Variants.AreVariants(name, other);
        if (AreEqualWithout(name, other, Digits))
            return false;

        // A letter in place of a hyphen.
        var (ours, theirs) = (name.Split(Separators), other.Split(Separators));
        return (ours.Length == theirs.Length
                ? Differing(ours, theirs) is { Count: 1 } differing && AreSlips(differing[0].Our, differing[0].Their)
                : name.Length > 7 && name.Length == other.Length && Spelling.Distance(name, other, 1) == 1)
            && !Variants.AreVariants(name, other);
    }

    // In a short word one letter makes another word, unless one of the two stands nowhere else in the unit.
    private bool IsShortSlip(string name, string other)
    {
        if (name.Length < 8 || Spelling.Distance(name, other, 1) != 1 || NameSlips.IsOtherWord(name, other))
            return false;

        var (ours, theirs) = (name.Split(Separators), other.Split(Separators));
        return ours.Length == theirs.Length
            && Differing(ours, theirs) is [{ Our.Length: > 1, Their.Length: > 1 } differing]
            && !DifferInDigitsOnly(differing.Our, differing.Their)
            && (!IsElsewhere(name, differing.Our) || !IsElsewhere(other, differing.Their))
            && !Variants.AreVariants(name, other);
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
        words.TryGetValue(word, out var only) && only != name;

    private static List<(string Our, string Their)> Differing(string[] ours, string[] theirs) =>
        [.. ours.Zip(theirs).Where(pair => pair.First != pair.Second)];

    // In three letters one other letter makes another word (api, app); two swapped ones are a slip even there.
    private static bool AreSlips(string ours, string theirs) =>
        ours.Length >= 3 && theirs.Length >= 3
        && !DifferInDigitsOnly(ours, theirs)
        && (ours.Order().SequenceEqual(theirs.Order()) || (Math.Min(ours.Length, theirs.Length) >= 4 && Spelling.IsNear(ours, theirs)));

    private static bool DifferInDigitsOnly(string a, string b) => AreEqualWithout(a, b, Digits);

    /// <summary>Two names are one but for some characters and for case.</summary>
    internal static bool AreEqualWithout(string a, string b, string left)
    {
        for (int i = 0, j = 0; ; i++, j++)
        {
            while (i < a.Length && left.Contains(a[i], StringComparison.Ordinal))
                i++;
            while (j < b.Length && left.Contains(b[j], StringComparison.Ordinal))
                j++;
            if (i == a.Length || j == b.Length)
                return i == a.Length && j == b.Length;
            if (char.ToUpperInvariant(a[i]) != char.ToUpperInvariant(b[j]))
                return false;
        }
    }

    internal static string Stem(GroupKind kind, string name)
    {
        foreach (var suffix in Suffixes.TryGetValue(kind, out var list) ? list : [])
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
                return name[..^suffix.Length];
        }

        return name;
    }
}

/// <summary>Names of one kind, to look for a near one among.</summary>
internal sealed class NameCandidates(GroupKind kind, IEnumerable<string> names)
{
    private readonly NearIndex index = new(names);
    private ILookup<string, string>? stems;

    /// <summary>Those that a slip of the finger may have turned into the name.</summary>
    public IEnumerable<string> Near(string name) => index.Near(name);

    /// <summary>Those that are the same without what people leave off or add.</summary>
    public IEnumerable<string> OfStem(string stem) =>
        (stems ??= index.Names.ToLookup(name => NearNames.Stem(kind, name), StringComparer.Ordinal))[stem];
}
