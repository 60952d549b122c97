using System.Globalization;
using System.Text.RegularExpressions;
using Linter.Yaml;

namespace Linter.Schema;

/// <summary>What of a value is not as its schema has it.</summary>
public enum ShapeFlaw : byte
{
    None,
    TooShort,
    TooLong,
    TooFew,
    TooMany,
    Unmatched,
}

/// <summary>How long a string, how many items a list may be, and the expression that a string has to match.</summary>
public sealed partial class ValueShape
{
    // What is larger is declined. The expressions are anybody's: matching takes no more steps than one for each place of the expression,
    // counted with its repetitions, and each character.
    private const int LongestPattern = 1000;
    private const int LongestText = 1000;
    private const int MostRepeated = 5000;

    private readonly Lazy<Regex?> expression;

    internal ValueShape(Node schema)
    {
        (LeastLength, MostLength) = (Bound(schema, "minLength"), Bound(schema, "maxLength"));
        (LeastItems, MostItems) = (Bound(schema, "minItems"), Bound(schema, "maxItems"));
        Pattern = schema.Find("pattern") is { IsScalar: true, IsNull: false } pattern && pattern.Value.Length > 0 ? pattern.Value : null;
        expression = new(() => Pattern is null ? null : Compile(Pattern));
    }

    /// <summary>In characters of Unicode.</summary>
    public long? LeastLength { get; }

    public long? MostLength { get; }

    public long? LeastItems { get; }

    public long? MostItems { get; }

    /// <summary>As RE2 reads it, found anywhere in the string.</summary>
    public string? Pattern { get; }

    internal bool IsOpen => LeastLength is null && MostLength is null && LeastItems is null && MostItems is null && Pattern is null;

    /// <summary>None for values of other types, and where it cannot be told.</summary>
    public ShapeFlaw FlawOf(Node node)
    {
        if (node.IsSequence)
            return node.Items.Count < LeastItems ? ShapeFlaw.TooFew : node.Items.Count > MostItems ? ShapeFlaw.TooMany : ShapeFlaw.None;
        if (!node.IsScalar || node.Scalar.Type != ScalarType.String)
            return ShapeFlaw.None;

        var text = node.Value;
        if (LengthOf(text) is var length && length < LeastLength)
            return ShapeFlaw.TooShort;
        if (length > MostLength)
            return ShapeFlaw.TooLong;
        return Pattern is not null && IsComparable(text) && expression.Value is { } own && !own.IsMatch(text)
            ? ShapeFlaw.Unmatched
            : ShapeFlaw.None;
    }

    /// <summary>As the API server counts.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    /// <summary>Why no reader of expressions takes it, in a few words; null where it is taken, or where this cannot be told.</summary>
    public static string? WhyBroken(string pattern)
    {
        if (pattern.Length > LongestPattern || ReadOtherwise().IsMatch(pattern))
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

    private static Regex? Compile(string pattern)
    {
        if (pattern.Length > LongestPattern || ReadOtherwise().IsMatch(pattern) || RepetitionsOf(pattern) > MostRepeated)
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

    // As in MeshRouter: what RE2 does not have, or reads otherwise (google/re2 doc/syntax.txt).
    [GeneratedRegex(@"\(\?(?!P<|[ims-]*[:)])|\[[^]]*(-\[|\[:)|\\[1-9ACEGQZcekz]|\\x\{|\\[Pp](?!\{)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadOtherwise();

    [GeneratedRegex(@"\{(?<least>[0-9]{1,6})(,(?<most>[0-9]{0,6}))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repetition();

    private static long? Bound(Node schema, string key) =>
        schema.Find(key) is { IsScalar: true, Scalar: { Type: ScalarType.Integer } number } ? number.Integer : null;
}
