using Linter.Findings;

namespace Linter.Rules;

/// <summary>A value that the API server refuses: outside its set or its range, or against another field of the object.</summary>
public sealed class InvalidValue : IRule
{
    public string Id => "invalid-value";

    public IEnumerable<Finding> Check(RuleContext context) => ValueFindings.Of(context, isName: false);
}
