using Linter.Findings;

namespace Linter.Rules;

/// <summary>A name, a key or a label value that breaks its own grammar.</summary>
public sealed class InvalidName : IRule
{
    public string Id => "invalid-name";

    public IEnumerable<Finding> Check(RuleContext context) => ValueFindings.Of(context, isName: true);
}
