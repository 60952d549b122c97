using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A name, a key or a label value that breaks its own grammar.</summary>
public sealed class InvalidName : IRule
{
    public string Id => "invalid-name";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) => ValueFindings.Of(context, isName: true);
}
