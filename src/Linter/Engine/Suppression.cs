using Linter.Findings;
using Linter.Text;

namespace Linter.Engine;

/// <summary>What keeps a finding out of the report.</summary>
public enum SuppressionKind
{
    /// <summary>A comment <c># lint:ignore</c> or <c># lint:ignore-file</c>.</summary>
    Comment,

    /// <summary>The annotation <c>lint/ignore</c>.</summary>
    Annotation,

    /// <summary>The <c>ignore</c> list of the configuration.</summary>
    Configuration,

    /// <summary>A file of findings that were there before.</summary>
    Baseline,
}

/// <summary>Why a finding is not reported.</summary>
/// <param name="Kind">What keeps it out.</param>
/// <param name="Place">Where that stands; null for a baseline that is only now written.</param>
/// <param name="Reason">As given; empty for a baseline, which gives none.</param>
public sealed record Suppression(SuppressionKind Kind, SourceSpan? Place, string Reason);

/// <summary>A finding that is not reported.</summary>
public sealed record SuppressedFinding(Finding Finding, Suppression By);
