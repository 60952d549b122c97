using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A value that the API server refuses: outside its set or its range, or against another field of the object.</summary>
public sealed class InvalidValue : IRule
{
    public string Id => "invalid-value";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) => ValueFindings.Of(context, isName: false);
}
