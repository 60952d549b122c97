using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>A resource and a name that it had before kustomize gave it the present one.</summary>
internal sealed record RenamedResource(Resource Resource, string Former);

/// <summary>
/// Near names that one slip of the finger tells apart, as evidence: members of one family ("web-1" and "web-2", "db-dev"
/// and "db-prod") are as near, but two things.
/// </summary>
internal static class NameSlips
{
    private const int ShortestWord = 4;

    public static bool IsSlip(string wanted, string other) =>
        wanted != other && Spelling.IsNear(wanted, other) && !IsOtherWord(wanted, other)
        && (Bare(wanted) == Bare(other) || !(WithoutDigits(wanted) == WithoutDigits(other) || Variants.AreVariants(wanted, other)));

    /// <summary>The same for what has near neighbours by nature (shop and shops): a single slip, and no plural.</summary>
    public static bool IsOneSlip(string wanted, string other) =>
        IsSlip(wanted, other) && Spelling.IsOneSlip(wanted, other) && wanted + "s" != other && other + "s" != wanted;

    /// <summary>The resource whose name was probably meant; null where there is none.</summary>
    public static Resource? Nearest(string wanted, IEnumerable<Resource> candidates) =>
        Nearest(wanted, candidates.Where(candidate => candidate.Name.Length > 0).Take(Spelling.MostCandidates),
            static candidate => candidate.Name);

    /// <summary>The same for what is there or is made.</summary>
    public static MadeObject? Nearest(string wanted, IEnumerable<MadeObject> candidates) =>
        Nearest(wanted, candidates, static candidate => candidate.Name);

    /// <summary>
    /// The resource that was probably meant by a name which is near to one that it had before kustomize renamed it; null where there is
    /// none.
    /// </summary>
    public static RenamedResource? NearestRenamed(Stage stage, string wanted, IEnumerable<Resource> candidates) =>
        Nearest(wanted, candidates.Take(Spelling.MostCandidates)
            .SelectMany(candidate => stage.FormerNames(candidate).Select(former => new RenamedResource(candidate, former))),
            static renamed => renamed.Former);

    private static T? Nearest<T>(string wanted, IEnumerable<T> candidates, Func<T, string> nameOf)
        where T : class
    {
        var slips = candidates.Where(candidate => IsSlip(wanted, nameOf(candidate))).ToList();
        var nearest = Spelling.Nearest(wanted, slips.Select(nameOf));
        return slips.Find(candidate => nameOf(candidate) == nearest);
    }

    /// <summary>
    /// All that differs is the letter with which a word of four letters or more begins: "test-api" and "rest-api". Of all letters that one
    /// is the least often mistyped, and another one makes another word.
    /// </summary>
    internal static bool IsOtherWord(string wanted, string other)
    {
        if (wanted.Length != other.Length)
            return false;

        var at = wanted.AsSpan().CommonPrefixLength(other);
        return at < wanted.Length && wanted.AsSpan(at + 1).SequenceEqual(other.AsSpan(at + 1))
            && (at == 0 || !char.IsAsciiLetterOrDigit(wanted[at - 1]))
            && char.IsAsciiLetterLower(wanted[at]) && char.IsAsciiLetterLower(other[at])
            && wanted.AsSpan(at).IndexOutside('a', 'z') is var end && (end < 0 ? wanted.Length - at : end) >= ShortestWord;
    }

    // "web-api" is "webapi", and "Web" is "web".
    private static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string WithoutDigits(string name) => string.Concat(name.Where(character => !char.IsAsciiDigit(character)));
}
