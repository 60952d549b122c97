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

    /// <summary>
    /// All that it says is a note, unless the user gives it a level: it is not run where notes are not reported and nothing else asks for
    /// them.
    /// </summary>
    bool IsAdvice => false;

    /// <summary>
    /// Whether it judges each resource by itself, whatever it looks up in the graph for it: then it is asked for one part of the graph
    /// after the other, perhaps at the same time, and together they say what it would say of the whole.
    /// </summary>
    bool JudgesEach(LinkGraph graph) => false;

    /// <summary>Findings about <see cref="RuleContext.Part"/> in any order; the engine sorts them and drops exact duplicates.</summary>
    IEnumerable<Finding> Check(RuleContext context);
}
