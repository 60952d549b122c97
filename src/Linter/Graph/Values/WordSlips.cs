using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Words that the API server lets through, and that are a slip of the finger away from one that something knows.</summary>
internal static class WordSlips
{
    /// <param name="resource">The object.</param>
    /// <param name="at">The word.</param>
    /// <param name="said">What stands there, and why it is none; what was probably meant is added.</param>
    /// <param name="meant">What was probably meant.</param>
    /// <param name="effect">What breaks at run time.</param>
    /// <param name="related">Where that stands, if it does.</param>
    public static ValueProblem Of(Resource resource, Node at, MessageText said, string meant, string effect, RelatedSpan? related = null) =>
        new(resource, at,
            related is null ? MessageText.Of($"{said}; nearest is '{meant}'") : MessageText.Of($"{said}; nearest is '{meant:1}'"))
        {
            Severity = Severity.Warning,
            Label = "a slip of the finger?",
            Related = related,
            Effect = effect,
            Help = $"did you mean '{meant}'?",
            Fix = ScalarEdit.Replace(resource.Root, at, meant) is { } edit ? new Fix($"write {meant}", [edit], IsSafe: false) : null,
        };
}
