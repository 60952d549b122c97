using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Engine;

/// <summary>A run with all that it was about, for what shows units rather than findings.</summary>
/// <param name="Result">As <see cref="LintEngine.Run"/> gives it.</param>
/// <param name="Units">In the order in which they were checked.</param>
public sealed record Inspection(LintResult Result, ImmutableArray<CheckedUnit> Units)
{
    internal Func<IEnumerable<RuleFailure>> OfWaysBack { get; init; } = () => [];

    /// <summary>What failed until now: places are led back when they are shown, so more may be there after that.</summary>
    public ImmutableArray<RuleFailure> Failures =>
        [.. Result.Failures.Where(failure => failure.RuleId != RuleFailure.WayBack), .. OfWaysBack()];
}

/// <summary>One unit with its links and what is wrong in it.</summary>
/// <param name="Unit">What is applied together.</param>
/// <param name="Graph">Its links.</param>
/// <param name="Findings">
/// As they count for this unit: levels applied, suppressed ones left out, in order. Spans lie in the unit's own texts.
/// </param>
public sealed record CheckedUnit(Unit Unit, LinkGraph Graph, ImmutableArray<Finding> Findings)
{
    /// <summary>What would be reported if nothing suppressed it.</summary>
    public ImmutableArray<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>Leads a place in the unit's texts to what somebody wrote; the same where the texts are files.</summary>
    internal Func<SourceSpan, SourceSpan> Origin { get; init; } = span => span;

    /// <summary>Where a place of the unit is shown to people: all that is printed goes through here.</summary>
    public SourceSpan Shown(SourceSpan span) => Origin(span);

    /// <summary>A finding with all its places as they are shown. An edit of what nobody wrote is none.</summary>
    public Finding Shown(Finding finding) => finding.Moved(Shown) with
    {
        Fix = finding.Fix is { } fix && fix.Edits.All(edit => Shown(edit.Span) == edit.Span) ? fix : null,
    };
}
