namespace Linter.Findings;

/// <summary>The order of every report: by path, place and rule; of one rule at one place the graver first, then by message.</summary>
public sealed class FindingOrder : IComparer<Finding>
{
    public static readonly FindingOrder Instance = new();

    private FindingOrder()
    {
    }

    public int Compare(Finding? x, Finding? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        if (string.CompareOrdinal(x.Span.Source.Path, y.Span.Source.Path) is not 0 and var byPath)
            return byPath;
        if (x.Span.Start.CompareTo(y.Span.Start) is not 0 and var byStart)
            return byStart;
        if (x.Span.End.CompareTo(y.Span.End) is not 0 and var byEnd)
            return byEnd;
        if (string.CompareOrdinal(x.RuleId, y.RuleId) is not 0 and var byRule)
            return byRule;
        return x.Severity != y.Severity ? y.Severity.CompareTo(x.Severity) : string.CompareOrdinal(x.Message.Text, y.Message.Text);
    }
}
