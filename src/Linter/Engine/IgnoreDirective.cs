using System.Text.RegularExpressions;
using Linter.Rules;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>A comment that is, or wants to be, <c># lint:ignore</c>.</summary>
/// <param name="Comment">The whole comment.</param>
/// <param name="Word">The directive as written, such as "lint:ignore".</param>
/// <param name="Kind">What it is taken for.</param>
/// <param name="Text">What stands behind it.</param>
internal sealed partial record IgnoreDirective(Comment Comment, SourceSpan Word, DirectiveKind Kind, IgnoreText Text)
{
    private static readonly string[] Known = ["ignore", "ignore-file"];
    private static readonly string[] OfOtherTools = ["disable", "off", "skip", "suppress", "noqa"];

    /// <summary>False for a comment that <see cref="Read"/> passes over at once.</summary>
    public static bool MayBe(Comment comment) => ContentOf(comment).StartsWith("lint", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null for a comment that has nothing to do with it.</summary>
    public static IgnoreDirective? Read(Comment comment)
    {
        if (!MayBe(comment))
            return null;

        var content = ContentOf(comment);
        var offset = comment.Span.End - content.Length;
        var match = Directive().Match(content.ToString());
        if (!match.Success)
            return null;

        var source = comment.Span.Source;
        var rest = match.Groups["rest"];
        var text = IgnoreText.Parse(rest.Value,
            (start, length) => source.Span(offset + rest.Index + start, offset + rest.Index + start + length));
        var written = source.Span(offset, offset + match.Groups["word"].Index + match.Groups["word"].Length);
        return KindOf(match, text) is { } kind ? new IgnoreDirective(comment, written, kind, text) : null;
    }

    private static ReadOnlySpan<char> ContentOf(Comment comment) => comment.Span.Slice.TrimStart("# \t");

    private static DirectiveKind? KindOf(Match match, IgnoreText text)
    {
        var (separator, word) = (match.Groups["separator"].Value, match.Groups["word"].Value);
        var isExact = separator == ":" && match.Value.StartsWith("lint", StringComparison.Ordinal);
        if (isExact && word is "ignore" or "ignore-file")
            return word == "ignore" ? DirectiveKind.Ignore : DirectiveKind.IgnoreFile;
        if (separator == ":")
            return DirectiveKind.Unknown;

        // Prose about linting is none; "lint: ignore x" and "lint-ignore x" are.
        var lower = word.ToLowerInvariant();
        var isNear = lower.StartsWith("ignore", StringComparison.Ordinal) || OfOtherTools.Contains(lower, StringComparer.Ordinal)
            || Spelling.Nearest(lower, Known) is not null;
        return isNear && text.Rules.Any(rule => RuleCatalog.Current(rule.Name) is not null || RuleCatalog.Nearest(rule.Name) is not null)
            ? DirectiveKind.Unknown
            : null;
    }

    [GeneratedRegex(@"^lint(?<separator>\s*:\s*|[-_]|\s+)(?<word>[A-Za-z]([-_A-Za-z]*[A-Za-z])?):?(?<rest>($|[^-_A-Za-z]).*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline, Timeout.Infinite)]
    private static partial Regex Directive();
}

/// <summary>What a directive is taken for.</summary>
internal enum DirectiveKind
{
    Ignore,
    IgnoreFile,
    Unknown,
}
