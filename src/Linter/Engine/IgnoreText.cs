using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linter.Rules;
using Linter.Text;

namespace Linter.Engine;

/// <summary>"rule[, rule] -- reason", as comments and annotations say it.</summary>
/// <param name="Rules">The names as written.</param>
/// <param name="Reason">Empty where none is given.</param>
/// <param name="OtherDash">A dash that stands where the two hyphens belong.</param>
internal sealed partial record IgnoreText(ImmutableArray<(string Name, SourceSpan Span)> Rules, string Reason, SourceSpan? OtherDash)
{
    /// <param name="text">What stands behind the directive, or one clause of the annotation.</param>
    /// <param name="spanAt">The place of a start and a length in it.</param>
    public static IgnoreText Parse(string text, Func<int, int, SourceSpan> spanAt)
    {
        if (Hyphens().Match(text) is { Success: true } hyphens)
        {
            var rules = Words().Matches(text[..hyphens.Index]).Select(word => (word.Value, spanAt(word.Index, word.Length)));
            return new IgnoreText([.. rules], text[(hyphens.Index + hyphens.Length)..].Trim(), null);
        }

        // Without the hyphens the names end where no comma goes on.
        var names = Names().Match(text);
        var dash = OtherDashes().Match(text, names.Length);
        return new IgnoreText(
            [.. Words().Matches(names.Value).Select(word => (word.Value, spanAt(word.Index, word.Length)))],
            "",
            dash.Success ? spanAt(dash.Groups["dash"].Index, dash.Groups["dash"].Length) : null);
    }

    /// <summary>The clauses of an annotation: a semicolon or a line break ends one where another one follows.</summary>
    public static IEnumerable<(int Start, string Text)> Clauses(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not (';' or '\n') || !BeginsClause(text[(at + 1)..]))
                continue;

            yield return (start, text[start..at]);
            start = at + 1;
        }

        yield return (start, text[start..]);
    }

    // A reason may hold semicolons too.
    private static bool BeginsClause(string text)
    {
        var end = text.AsSpan().IndexOfAny(';', '\n');
        var clause = end < 0 ? text : text[..end];
        var hyphens = Hyphens().Match(clause);
        var words = Words().Matches(hyphens.Success ? clause[..hyphens.Index] : clause);
        return words.Count == 0
            ? clause.AsSpan().Trim().IsEmpty
            : words.All(word => RuleCatalog.Current(word.Value) is not null)
                || (hyphens.Success && words.All(word => RuleName().IsMatch(word.Value)));
    }

    [GeneratedRegex(@"(?<=^|\s)--(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Hyphens();

    [GeneratedRegex(@"^\s*[^\s,]+(\s*,\s*[^\s,]+)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Names();

    [GeneratedRegex(@"[^\s,]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Words();

    [GeneratedRegex(@"\G\s*(?<dash>[-\u2010-\u2015:]+)(?=\s)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex OtherDashes();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex RuleName();
}
