using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Linter.Schema;

/// <summary>Regular expressions that programs in Go and Envoy read (RE2), as far as .NET reads the same in them.</summary>
internal static partial class Re2
{
    // What is larger is declined. The expressions are anybody's: matching takes no more steps than one for each place of the expression,
    // counted with its repetitions, and each character.
    private const int LongestPattern = 1000;
    private const int LongestText = 1000;
    private const int MostRepeated = 5000;
    private const int MostKept = 256;

    // To make one ready takes longer than to match with it, and definitions repeat theirs.
    private static readonly ConcurrentDictionary<string, Regex?> Kept = new(StringComparer.Ordinal);

    /// <summary>
    /// False where something stands in it that RE2 does not have (lookarounds, atomic groups, references back) or reads otherwise: named
    /// classes within classes, subtracted classes, literals between \Q and \E, characters and categories without or with braces
    /// (google/re2 doc/syntax.txt).
    /// </summary>
    public static bool IsReadAlike(string pattern) => pattern.Length <= LongestPattern && !ReadOtherwise().IsMatch(pattern);

    /// <summary>Whether it is found anywhere in a text; null where that cannot be told.</summary>
    public static bool? IsIn(string pattern, string text) =>
        IsComparable(text) ? Ready(pattern)?.IsMatch(text) : null;

    /// <summary>Why no reader of expressions takes it, in a few words; null where it is taken, or where this cannot be told.</summary>
    public static string? WhyBroken(string pattern)
    {
        if (!IsReadAlike(pattern))
            return null;

        try
        {
            _ = new Regex(Written(pattern), RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
            return null;
        }
        catch (RegexParseException error)
        {
            return error.Error switch
            {
                RegexParseError.InsufficientClosingParentheses => "a group is not closed",
                RegexParseError.InsufficientOpeningParentheses => "a group is closed that was not opened",
                RegexParseError.UnterminatedBracket => "a class is not closed",
                RegexParseError.QuantifierAfterNothing => "a repetition has nothing before it",
                RegexParseError.ReversedCharacterRange => "a range of characters runs backwards",
                RegexParseError.ReversedQuantifierRange => "a repetition has its least above its most",
                _ => null,
            };
        }
    }

    // \d, \w and \s are those of ASCII in RE2, and $ is the end alone: both read the same of what is neither beyond ASCII nor has lines.
    private static bool IsComparable(string text) =>
        text.Length <= LongestText && text.All(static character => char.IsAscii(character) && character is not ('\n' or '\r'));

    private static Regex? Ready(string pattern)
    {
        if (Kept.TryGetValue(pattern, out var known))
            return known;

        var expression = Compile(pattern);
        if (Kept.Count < MostKept)
            Kept.TryAdd(pattern, expression);
        return expression;
    }

    private static Regex? Compile(string pattern)
    {
        if (!IsReadAlike(pattern) || RepetitionsOf(pattern) > MostRepeated)
            return null;

        try
        {
            return new Regex(Written(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // No expression, or one that cannot be matched without going back: nothing is said of its values.
            return null;
        }
    }

    private static string Written(string pattern) => pattern.Replace("(?P<", "(?<", StringComparison.Ordinal);

    // All of them within each other, which is the worst.
    private static double RepetitionsOf(string pattern) => Repetition().Matches(pattern)
        .Select(found => double.Parse(found.Groups[found.Groups["most"].Length > 0 ? "most" : "least"].Value, CultureInfo.InvariantCulture))
        .Aggregate((double)pattern.Length, (product, count) => product * Math.Max(1, count));

    [GeneratedRegex(@"\(\?(?!P<|[ims-]*[:)])|\[[^]]*(-\[|\[:)|\\[1-9CEGQZcek]|\\x\{|\\[Pp](?!\{)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex ReadOtherwise();

    [GeneratedRegex(@"\{(?<least>[0-9]{1,6})(,(?<most>[0-9]{0,6}))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Repetition();
}
