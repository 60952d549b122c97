using Linter.Findings;

namespace Linter.Rules;

/// <summary>A pure function from the graph to findings.</summary>
public interface IRule
{
    /// <summary>Kebab-case name; the class is the same in Pascal case, the entry is rules/ID.md.</summary>
    string Id { get; }

    /// <summary>Findings in any order; the engine sorts them and drops exact duplicates.</summary>
    IEnumerable<Finding> Check(RuleContext context);
}
