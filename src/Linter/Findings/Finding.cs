using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Findings;

/// <summary>The one thing the program produces: a defect, where it is, what it collides with, and what to do.</summary>
/// <param name="RuleId">Kebab-case name of the rule.</param>
/// <param name="Severity">Note, Warning or Error.</param>
/// <param name="Span">The scalar or key at fault, never its document.</param>
/// <param name="Message">One sentence with both real values, no full stop.</param>
public sealed record Finding(string RuleId, Severity Severity, SourceSpan Span, MessageText Message)
{
    /// <summary>A few words under the caret, such as "the backend asks for port 80"; empty for none.</summary>
    public string Label { get; init; } = "";

    /// <summary>The other end or ends, most telling first.</summary>
    public ImmutableArray<RelatedSpan> Related { get; init; } = [];

    /// <summary>Nothing says which of two ends is at fault: the first other end is in doubt as much as <see cref="Span"/> is.</summary>
    public bool IsOfBothEnds { get; init; }

    /// <summary>What breaks at run time, in one line; null where the message says it.</summary>
    public string? Effect { get; init; }

    /// <summary>Further facts, each a line of its own: what was looked at, what could not be read.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What to do, as an imperative without a full stop.</summary>
    public string? Help { get; init; }

    /// <summary>The edit that mends it; null unless there is exactly one that does.</summary>
    public Fix? Fix { get; init; }

    /// <summary>The route on which the defect lies, hop by hop from the outside in; empty where there is none.</summary>
    public ImmutableArray<Hop> Path { get; init; } = [];

    /// <summary>The resource and the field in it; null where no resource was read.</summary>
    public FindingSubject? Subject { get; init; }

    /// <summary>
    /// What was rendered for it to be found, where that is not the folder that holds the place: overlays, charts with values. Ordered.
    /// </summary>
    public ImmutableArray<string> Through { get; init; } = [];

    /// <summary>The place in what a tool rendered, where the place that a person edits is not known exactly; null for any other.</summary>
    public SourceSpan? Rendered { get; init; }

    /// <summary>Other places whose suppressions count for it: what was rendered, and what filled it.</summary>
    internal ImmutableArray<SourceSpan> Sources { get; init; } = [];

    /// <summary>The same with every place that it points at elsewhere, those of its edit included.</summary>
    public Finding Moved(Func<SourceSpan, SourceSpan> move) => this with
    {
        Span = move(Span),
        Related = [.. Related.Select(related => related with { Span = move(related.Span) })],
        Path = [.. Path.Select(hop => hop with { Span = move(hop.Span) })],
        Fix = Fix is { } fix ? fix with { Edits = [.. fix.Edits.Select(edit => edit with { Span = move(edit.Span) })] } : null,
    };
}

/// <summary>Another place that the finding speaks of, and what stands there.</summary>
public sealed record RelatedSpan(SourceSpan Span, string Message);

/// <summary>Edits that mend a finding. Safe means that nothing else can change its meaning.</summary>
public sealed record Fix(string Description, ImmutableArray<TextEdit> Edits, bool IsSafe = true);

/// <summary>Replaces one span with other text.</summary>
public sealed record TextEdit(SourceSpan Span, string NewText)
{
    /// <summary>What the entry is called then, where the span is the key of one; null for any other.</summary>
    internal RenamedKey? Renamed { get; init; }
}

/// <summary>The key that an entry gets, and the mapping that holds the entry.</summary>
internal sealed record RenamedKey(SourceSpan Mapping, string Key);

/// <summary>One step of a route: host and path, Ingress, Service, workload.</summary>
public sealed record Hop(SourceSpan Span, string Message, bool IsBroken = false);

/// <summary>The resource that a finding is about, and the YAML path of the field in it.</summary>
/// <param name="Kind">As written, without group.</param>
/// <param name="Namespace">Null for the unnamed namespace and for cluster-scoped kinds.</param>
/// <param name="Name">Empty where the resource has none.</param>
/// <param name="Path">Such as "spec.ports[0].targetPort"; empty for the resource itself.</param>
public sealed record FindingSubject(string Kind, string? Namespace, string Name, string Path)
{
    /// <summary>
    /// The path with list items by what sets them apart, such as "spec.ports[http].targetPort", so that it stays when others
    /// are inserted; null where it is no other than <see cref="Path"/>.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>"shop/Deployment/cart", or "Deployment/cart" without a namespace.</summary>
    public string ObjectName => Namespace is null ? $"{Kind}/{Name}" : $"{Namespace}/{Kind}/{Name}";
}
