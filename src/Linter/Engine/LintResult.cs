using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;

namespace Linter.Engine;

/// <summary>What one run found; the same input gives the same result, whatever the thread count, locale or time.</summary>
/// <param name="Findings">By path, offset and rule; no two alike.</param>
/// <param name="Failures">Rules that threw, and ways back: a bug of ours, never lost and never a finding.</param>
/// <param name="Summary">What was looked at and what was not.</param>
public sealed record LintResult(ImmutableArray<Finding> Findings, ImmutableArray<RuleFailure> Failures, LintSummary Summary)
{
    /// <summary>What would be reported if nothing suppressed it, in the same order.</summary>
    public ImmutableArray<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>Entries of the baseline that nothing matches any more.</summary>
    public int StaleBaselineEntries { get; init; }

    /// <summary>What was found is taken into a baseline by this run.</summary>
    public bool IsBaselineWritten { get; init; }

    /// <summary>Findings that are off or notes of the default profile; a baseline of the strict one may hold them.</summary>
    internal ImmutableArray<Finding> Unreported { get; init; } = [];

    /// <summary>Files that were found but could not be read, by path; any makes the run untrustworthy.</summary>
    public ImmutableArray<InputProblem> Unreadable { get; init; } = [];

    /// <summary>What the findings were narrowed to; null where they are all there are.</summary>
    public FindingScope? Scope { get; init; }

    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);
}

/// <summary>Which findings of a run are reported, and how many are not.</summary>
public sealed record FindingScope
{
    /// <summary>The revision since which findings must be new; null for any.</summary>
    public string? Since { get; init; }

    /// <summary>Findings that were there at the revision already.</summary>
    public int OlderCount { get; init; }

    /// <summary>Findings of the revision that are no more.</summary>
    public int GoneCount { get; init; }

    /// <summary>The file that findings must touch; null for any.</summary>
    public string? File { get; init; }

    /// <summary>The file was read as manifests: it is neither a part of a chart nor excluded.</summary>
    public bool IsFileChecked { get; init; } = true;

    /// <summary>Findings that do not touch the file.</summary>
    public int ElsewhereCount { get; init; }
}

/// <summary>A rule, or a step around the rules, that threw an exception.</summary>
/// <param name="RuleId">The rule, or the step's name.</param>
/// <param name="Error">The exception as text, for a bug report.</param>
public sealed record RuleFailure(string RuleId, string Error)
{
    /// <summary>The name of the step that leads back from what a tool rendered.</summary>
    public const string WayBack = "way-back";

    /// <summary>The name of the step that counts what the ways in come to.</summary>
    public const string EntryPoints = "entry-points";

    /// <summary>It was no rule that failed.</summary>
    public bool IsOfStep => RuleId is WayBack or EntryPoints;

    /// <summary>Who failed, in words.</summary>
    public string Who { get; init; } = $"rule '{RuleId}'";

    /// <summary>What the result is worth without it.</summary>
    public string Effect { get; init; } = "its findings are missing";

    public override string ToString() => $"{Who} failed, so {Effect}";

    // What one rule does wrong must not keep the others from being heard.
    internal static RuleFailure? Of(string name, Action work)
    {
        try
        {
            work();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is.
        catch (Exception error) when (error is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return new RuleFailure(name, error.ToString());
        }
    }
}

/// <summary>What was looked at, in numbers and sentences.</summary>
/// <param name="Files">Files that were read.</param>
/// <param name="Resources">Kubernetes resources in them.</param>
/// <param name="Links">References that were followed, dangling ones included.</param>
/// <param name="OtherDocuments">Documents that are no Kubernetes resource and were passed over.</param>
/// <param name="Notes">
/// What was not read or not judged, one sentence each, in a stable order; shown in every profile. Empty when silence
/// means that all was checked.
/// </param>
public sealed record LintSummary(int Files, int Resources, int Links, int OtherDocuments, ImmutableArray<string> Notes)
{
    /// <summary>Charts and kustomizations that a tool rendered, each set of values once.</summary>
    public int Rendered { get; init; }

    /// <summary>What the ways in come to, those of files that several units share once.</summary>
    public EntryCounts EntryPoints { get; init; } = new(0, 0, 0, 0);
}
