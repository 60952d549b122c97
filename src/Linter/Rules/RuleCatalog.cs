namespace Linter.Rules;

/// <summary>All rules.</summary>
public sealed partial class RuleCatalog
{
    public static int Count => AllRules.Length;
}
