using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Graph;

/// <summary>Names of keys and files, to look for the one that was meant by a name that none of them is.</summary>
internal sealed class NearFiles(ImmutableArray<string> names)
{
    // Endings that say the same of what is in a file.
    private static readonly ImmutableArray<(string Other, string Usual)> Endings =
        [(".yml", ".yaml"), (".cfg", ".conf"), (".cnf", ".conf")];

    private ILookup<string, string>? byForm;

    /// <summary>Null where none is near.</summary>
    public string? Nearest(string name)
    {
        byForm ??= names.ToLookup(Form, StringComparer.Ordinal);
        var alike = byForm[Form(name)].Take(2).ToList();
        if (alike.Count == 1)
            return alike[0];
        if (Spelling.Nearest(name, names.Take(Spelling.MostCandidates).Where(held => NearNames.IsSlip(name, held))) is { } nearest)
            return nearest;

        // A slip of the finger, and another ending.
        var usual = WithUsualEnding(name);
        var slips = names.Take(Spelling.MostCandidates).Where(held => NearNames.IsSlip(usual, WithUsualEnding(held))).ToList();
        return Spelling.Nearest(usual, slips.Select(WithUsualEnding)) is { } meant
            ? slips.Find(held => WithUsualEnding(held) == meant)
            : null;
    }

    // "DB_HOST", "db-host" and "db.host" are one.
    private static string Form(string name) =>
        WithUsualEnding(name).Replace("-", "").Replace("_", "").Replace(".", "").ToLowerInvariant();

    private static string WithUsualEnding(string name)
    {
        foreach (var (other, usual) in Endings)
        {
            if (name.EndsWith(other, StringComparison.OrdinalIgnoreCase))
                return name[..^other.Length] + usual;
        }

        return name;
    }
}
