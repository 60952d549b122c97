using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>A value that the API server refuses, as data: invalid-value and invalid-name turn it into findings.</summary>
/// <param name="Resource">The object.</param>
/// <param name="At">The scalar at fault, or the key of a field that may not be there.</param>
/// <param name="Message">The finding's sentence.</param>
/// <param name="IsName">
/// True where the value is a name that breaks its own grammar (invalid-name), false for everything else (invalid-value).
/// </param>
public sealed record ValueProblem(Resource Resource, Node At, MessageText Message, bool IsName = false)
{
    /// <summary>What to do; null for nothing beyond the message.</summary>
    public string? Help { get; init; }

    /// <summary>Less than an error where the API server lets it through.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>A few words under the caret.</summary>
    public string Label { get; init; } = "";

    /// <summary>What breaks at run time; null where the API server refuses the resource or its pods.</summary>
    public string? Effect { get; init; }

    /// <summary>The other end, such as the field that contradicts it.</summary>
    public RelatedSpan? Related { get; init; }

    /// <summary>The edit that mends it, where there is exactly one.</summary>
    public Fix? Fix { get; init; }

    /// <summary>False where even a value with braces or brackets in it is meant as it stands.</summary>
    public bool MayBeFilledIn { get; init; } = true;
}
