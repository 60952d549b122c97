using System.Globalization;

namespace Linter.Yaml;

/// <summary>What a scalar is after Kubernetes' YAML to JSON conversion.</summary>
public enum ScalarType
{
    /// <summary>Not a scalar.</summary>
    None,
    Null,
    Boolean,
    Integer,
    Float,
    String,
}

/// <summary>A scalar as Kubernetes' reader resolves it: by the rules of go-yaml v2, which are neither YAML 1.1 nor 1.2.</summary>
/// <param name="Type">Its JSON type, integers told apart from other numbers.</param>
/// <param name="Integer">
/// The value of an Integer, <see cref="long.MaxValue"/> for the larger ones up to 64 bits unsigned; 0 otherwise.
/// </param>
/// <param name="Float">The value of a number, integers included; 0 otherwise.</param>
/// <param name="Boolean">The value of a Boolean.</param>
public readonly record struct ScalarValue(ScalarType Type, long Integer, double Float, bool Boolean)
{
    private const int LongestWithoutAllocation = 128;

    private static readonly ScalarValue OfString = new(ScalarType.String, 0, 0, false);
    private static readonly ScalarValue OfNull = new(ScalarType.Null, 0, 0, false);
    private static readonly ScalarValue OfTrue = new(ScalarType.Boolean, 0, 0, true);
    private static readonly ScalarValue OfFalse = new(ScalarType.Boolean, 0, 0, false);

    public static ScalarValue Resolve(Node node) =>
        node.IsScalar ? Resolve(node.Tree.SpanOf(node.Index), node.Style, node.Tag) : default;

    /// <summary>
    /// What a key becomes in JSON: <c>8080</c> and <c>"8080"</c> are both "8080", <c>yes</c> is "true", <c>1.10</c> is "1.1".
    /// Empty for a key that is no scalar. Kubernetes refuses a null key; it is "null" here.
    /// </summary>
    public static string KeyText(Node key)
    {
        if (!key.IsScalar)
            return "";

        var value = Resolve(key);
        return value.Type == ScalarType.String ? key.Value : KeyText(value, key.Tree.SpanOf(key.Index));
    }

    /// <summary>
    /// The same for text that is not in a tree yet; <paramref name="verbatim"/> is it as a string, or null to have one made.
    /// </summary>
    internal static string KeyText(ReadOnlySpan<char> text, ScalarStyle style, string? tag, string? verbatim)
    {
        var value = Resolve(text, style, tag);
        return value.Type == ScalarType.String ? verbatim ?? text.ToString() : KeyText(value, text);
    }

    internal static ScalarValue Resolve(ReadOnlySpan<char> text, ScalarStyle style, string? tag)
    {
        if (tag is null)
            return style == ScalarStyle.Plain ? ResolvePlain(text) : OfString;

        var (wanted, value) = ShortTag(tag) switch
        {
            "bool" => (ScalarType.Boolean, ResolvePlain(text)),
            "int" => (ScalarType.Integer, ResolvePlain(text)),
            "float" => (ScalarType.Float, AsFloat(ResolvePlain(text))),
            "null" => (ScalarType.Null, ResolvePlain(text)),
            _ => (ScalarType.String, OfString),
        };

        // Such a scalar stays what is written.
        return value.Type == wanted ? value : OfString;
    }

    /// <summary>Whether go-yaml refuses a text for the tag in front of it, which asks for a value that it is not.</summary>
    internal static bool IsBelied(ReadOnlySpan<char> text, string tag) => ShortTag(tag) switch
    {
        "bool" => ResolvePlain(text).Type != ScalarType.Boolean,
        "int" => ResolvePlain(text).Type != ScalarType.Integer,
        "float" => ResolvePlain(text).Type is not (ScalarType.Integer or ScalarType.Float),
        "null" => ResolvePlain(text).Type != ScalarType.Null,
        _ => false,
    };

    private static string ShortTag(string tag)
    {
        const string Long = "tag:yaml.org,2002:";
        const string Short = "!!";
        return tag.StartsWith(Long, StringComparison.Ordinal) ? tag[Long.Length..]
            : tag.StartsWith(Short, StringComparison.Ordinal) ? tag[Short.Length..]
            : "";
    }

    private static ScalarValue AsFloat(ScalarValue value) =>
        value.Type == ScalarType.Integer ? new ScalarValue(ScalarType.Float, 0, value.Float, false) : value;

    private static ScalarValue ResolvePlain(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return OfNull;

        return text[0] switch
        {
            >= '0' and <= '9' => ResolveNumber(text),
            '+' or '-' => text.Length < 2 || text[1] != '.' || Special(text[1..]) is not { } special ? ResolveNumber(text)
                : OfFloat(text[0] == '-' ? -special : special),
            '.' => Special(text) is { } value ? OfFloat(value)
                : text is ".nan" or ".NaN" or ".NAN" ? OfFloat(double.NaN)
                : ResolveFloat(text),
            '~' => text.Length == 1 ? OfNull : OfString,
            'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' => ResolveWord(text),
            _ => OfString,
        };
    }

    private static ScalarValue ResolveWord(ReadOnlySpan<char> text) => text.Length > 5 ? OfString : text switch
    {
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => OfTrue,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => OfFalse,
        "null" or "Null" or "NULL" => OfNull,
        _ => OfString,
    };

    private static double? Special(ReadOnlySpan<char> text) =>
        text is ".inf" or ".Inf" or ".INF" ? double.PositiveInfinity : null;

    private static ScalarValue ResolveNumber(ReadOnlySpan<char> text)
    {
        var underscore = text.IndexOf('_');
        if (underscore < 0)
            return ResolveDigits(text);

        Span<char> digits = text.Length <= LongestWithoutAllocation ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (character != '_')
                digits[length++] = character;
        }

        return ResolveDigits(digits[..length]);
    }

    private static ScalarValue ResolveDigits(ReadOnlySpan<char> text)
    {
        var isSigned = text[0] is '+' or '-';
        var isNegative = text[0] == '-';
        if (!TryReadMagnitude(isSigned ? text[1..] : text, out var magnitude))
            return ResolveFloat(text);

        // As strconv has it: a sign rules out the unsigned range.
        const ulong LongRange = 1UL << 63;
        if (isSigned && magnitude > (isNegative ? LongRange : LongRange - 1))
            return ResolveFloat(text);

        var value = isNegative ? unchecked((long)(0 - magnitude)) : (long)Math.Min(magnitude, LongRange - 1);
        return new ScalarValue(ScalarType.Integer, value, isNegative ? -(double)magnitude : magnitude, false);
    }

    private static bool TryReadMagnitude(ReadOnlySpan<char> text, out ulong magnitude)
    {
        magnitude = 0;
        uint radix = 10;
        if (text.Length > 1 && text[0] == '0')
        {
            (radix, var prefix) = text[1] switch
            {
                'x' or 'X' => (16u, 2),
                'b' or 'B' => (2u, 2),
                'o' or 'O' => (8u, 2),
                _ => (8u, 1),
            };
            text = text[prefix..];
        }

        foreach (var character in text)
        {
            var digit = DigitOf(character);
            if (digit >= radix || magnitude > (ulong.MaxValue - digit) / radix)
                return false;
            magnitude = (magnitude * radix) + digit;
        }

        return !text.IsEmpty;
    }

    private static uint DigitOf(char character) => character switch
    {
        >= '0' and <= '9' => character - (uint)'0',
        >= 'a' and <= 'f' => character - (uint)'a' + 10,
        >= 'A' and <= 'F' => character - (uint)'A' + 10,
        _ => uint.MaxValue,
    };

    private static ScalarValue ResolveFloat(ReadOnlySpan<char> text)
    {
        // A number beyond the range of a double is a range error in Go, hence a string.
        return LooksLikeFloat(text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) ? OfFloat(value) : OfString;
    }

    /// <summary><c>[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?</c></summary>
    private static bool LooksLikeFloat(ReadOnlySpan<char> text)
    {
        if (text[0] is '+' or '-')
            text = text[1..];

        var whole = SkipDigits(ref text);
        if (!text.IsEmpty && text[0] == '.')
        {
            text = text[1..];
            if (SkipDigits(ref text) + whole == 0)
                return false;
        }
        else if (whole == 0)
        {
            return false;
        }

        if (text.IsEmpty)
            return true;
        if (text[0] is not ('e' or 'E'))
            return false;

        text = text[1..];
        if (!text.IsEmpty && text[0] is '+' or '-')
            text = text[1..];
        return SkipDigits(ref text) > 0 && text.IsEmpty;
    }

    private static int SkipDigits(ref ReadOnlySpan<char> text)
    {
        var count = text.IndexOutside('0', '9');
        if (count < 0)
            count = text.Length;
        text = text[count..];
        return count;
    }

    private static ScalarValue OfFloat(double value) => new(ScalarType.Float, 0, value, false);

    private static string KeyText(ScalarValue value, ReadOnlySpan<char> text) => value.Type switch
    {
        ScalarType.Null => "null",
        ScalarType.Boolean => value.Boolean ? "true" : "false",
        ScalarType.Integer when value.Integer == long.MaxValue => text.ToString(),
        ScalarType.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        ScalarType.Float => FloatKey((float)value.Float),
        _ => text.ToString(),
    };

    /// <summary>Go's shortest 32-bit form ('g'): with an exponent from a million on and below 0.0001.</summary>
    private static string FloatKey(float value)
    {
        if (float.IsNaN(value))
            return ".nan";
        if (float.IsInfinity(value))
            return value > 0 ? ".inf" : "-.inf";
        if (value == 0)
            return float.IsNegative(value) ? "-0" : "0";

        var (digits, exponent) = ShortestDigits(Math.Abs(value));
        var sign = value < 0 ? "-" : "";
        if (exponent is < -4 or >= 6)
            return sign + Scientific(digits, exponent);
        return sign + Positional(digits, exponent);
    }

    private static (string Digits, int Exponent) ShortestDigits(float value)
    {
        var text = value.ToString("E8", CultureInfo.InvariantCulture);
        for (var precision = 0; precision < 8; precision++)
        {
            var shorter = value.ToString($"E{precision.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
            if (float.Parse(shorter, CultureInfo.InvariantCulture) == value)
            {
                text = shorter;
                break;
            }
        }

        var mark = text.IndexOf('E', StringComparison.Ordinal);
        return (text[..mark].Replace(".", "", StringComparison.Ordinal), int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture));
    }

    private static string Scientific(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        var sign = exponent < 0 ? "-" : "+";
        return digits[0] + fraction + "e" + sign + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
    }

    private static string Positional(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0')
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}
