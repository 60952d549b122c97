using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>One file as read.</summary>
/// <param name="Source">Path and text.</param>
/// <param name="Documents">The root node of every document that could be read and is not empty, in order.</param>
/// <param name="Comments">Every comment, in order.</param>
/// <param name="Findings">yaml-syntax and duplicate-key, in order.</param>
/// <param name="IsComplete">False where a document was lost to a syntax error or a limit.</param>
public sealed record YamlFile(
    SourceText Source,
    ImmutableArray<Node> Documents,
    ImmutableArray<Comment> Comments,
    ImmutableArray<Finding> Findings,
    bool IsComplete);

/// <summary>A comment from its # to the end of its line.</summary>
/// <param name="Span">The # included, the line break not.</param>
/// <param name="IsTrailing">Something other than white space stands before it on its line.</param>
public readonly record struct Comment(SourceSpan Span, bool IsTrailing);
