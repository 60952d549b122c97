using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A pure function from the graph to findings.</summary>
public interface IRule
{
    /// <summary>Kebab-case name; the class is the same in Pascal case, the entry is rules/ID.md.</summary>
    string Id { get; }

    /// <summary>Whether the graph holds anything that the rule could speak of; where not, it is not run.</summary>
    bool Concerns(LinkGraph graph) => true;

    /// <summary>Findings in any order; the engine sorts them and drops exact duplicates.</summary>
    IEnumerable<Finding> Check(RuleContext context);
}
