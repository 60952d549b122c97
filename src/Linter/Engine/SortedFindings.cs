using Linter.Findings;

namespace Linter.Engine;

/// <summary>Findings by what becomes of them, with their levels.</summary>
internal sealed class SortedFindings
{
    private readonly Suppressions? suppressions;
    private readonly Func<Finding, Finding?> level;

    public SortedFindings(IEnumerable<Finding> findings, Suppressions? suppressions, Func<Finding, Finding?> level)
    {
        this.suppressions = suppressions;
        this.level = level;
        Add(findings);
    }

    public List<Finding> Reported { get; } = [];

    public Dictionary<Finding, Suppression> Suppressed { get; } = new(ReferenceEqualityComparer.Instance);

    public List<Finding> Unreported { get; } = [];

    public void Add(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            // What is not reported has its use for an ignore all the same: in another profile it is.
            var by = suppressions?.Match(finding);
            if (level(finding) is not { } leveled)
                Unreported.Add(finding);
            else if (by is null)
                Reported.Add(leveled);
            else
                Suppressed[leveled] = by;
        }
    }
}
