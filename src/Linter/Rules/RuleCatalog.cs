using System.Collections.Concurrent;
using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Text;

namespace Linter.Rules;

/// <summary>All rules with their documents. Documents are read when they are asked for, never at start.</summary>
public sealed partial class RuleCatalog
{
    /// <summary>The id of findings about ignores that do nothing.</summary>
    public const string SuppressionUnused = "suppression-unused";

    private static readonly string[] EngineMade =
    [
        ConfigReader.Rule,
        "duplicate-key",
        "incomplete-resource",
        SuppressionUnused,
        "unrendered-template",
        "yaml-syntax",
    ];

    /// <summary>Every rule, ordered by id.</summary>
    public static ImmutableArray<IRule> Rules { get; } = [.. AllRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>Every name that a finding can bear, ordered.</summary>
    public static ImmutableArray<string> Ids { get; } =
        [.. AllRules.Select(rule => rule.Id).Concat(EngineMade).Order(StringComparer.Ordinal)];

    public static bool Contains(string id) => Ids.BinarySearch(id, StringComparer.Ordinal) >= 0;

    /// <summary>The present name of a rule that is named by it or by a former one; null for an unknown name.</summary>
    public static string? Current(string name) =>
        Contains(name) ? name : Ids.FirstOrDefault(id => Document(id).FormerNames.Contains(name, StringComparer.Ordinal));

    /// <summary>The rule name that was probably meant; null when none is near.</summary>
    public static string? Nearest(string id) => Spelling.Nearest(id, Ids);

    /// <summary>The entry of a rule; throws for a name that <see cref="Contains"/> does not know.</summary>
    public static RuleDocument Document(string id) => Library.Documents.GetOrAdd(id, Read);

    private static RuleDocument Read(string id)
    {
        using var stream = typeof(RuleCatalog).Assembly.GetManifestResourceStream($"rules/{id}.md")
            ?? throw new ArgumentException($"no entry rules/{id}.md", nameof(id));
        using var reader = new StreamReader(stream);
        return RuleDocument.Parse(id, reader.ReadToEnd());
    }

    // Apart, so that a run without findings knows nothing of documents.
    private static class Library
    {
        public static readonly ConcurrentDictionary<string, RuleDocument> Documents = new(StringComparer.Ordinal);
    }
}
