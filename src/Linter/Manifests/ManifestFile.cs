using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>One file's resources and what reading it found.</summary>
/// <param name="Source">Path and text.</param>
/// <param name="Resources">In document order, lists unwrapped.</param>
/// <param name="OtherDocuments">Documents that are no Kubernetes resource.</param>
/// <param name="Comments">Every comment, in order.</param>
/// <param name="Findings">yaml-syntax, duplicate-key, incomplete-resource, unrendered-template.</param>
/// <param name="Unread">What was lost, as the end of a sentence that begins with the path; null when all was read.</param>
public sealed record ManifestFile(
    SourceText Source,
    ImmutableArray<Resource> Resources,
    int OtherDocuments,
    ImmutableArray<Comment> Comments,
    ImmutableArray<Finding> Findings,
    string? Unread)
{
    /// <summary>The root of every document that was read, in order; none of a template.</summary>
    public ImmutableArray<Node> Documents { get; init; } = [];

    /// <summary>It is not applied by itself, and only its form was judged.</summary>
    public bool IsPart { get; init; }
}
