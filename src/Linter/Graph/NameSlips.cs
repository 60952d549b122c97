using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>
/// Near names that one slip of the finger tells apart, as evidence: members of one family ("web-1" and "web-2", "db-dev"
/// and "db-prod") are as near, but two things.
/// </summary>
internal static class NameSlips
{
    public static bool IsSlip(string wanted, string other) =>
        wanted != other && Spelling.IsNear(wanted, other)
        && (Bare(wanted) == Bare(other) || !(WithoutDigits(wanted) == WithoutDigits(other) || Variants.AreVariants(wanted, other)));

    /// <summary>The resource whose name was probably meant; null where there is none.</summary>
    public static Resource? Nearest(string wanted, IEnumerable<Resource> candidates)
    {
        var slips = candidates.Where(candidate => candidate.Name.Length > 0).Take(Spelling.MostCandidates).Where(candidate => IsSlip(wanted, candidate.Name)).ToList();
        var nearest = Spelling.Nearest(wanted, slips.Select(candidate => candidate.Name));
        return slips.Find(candidate => candidate.Name == nearest);
    }

    // "web-api" is "webapi", and "Web" is "web".
    private static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string WithoutDigits(string name) => string.Concat(name.Where(character => !char.IsAsciiDigit(character)));
}
