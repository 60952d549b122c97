using System.Globalization;
using Linter.Yaml;

namespace Linter.Schema;

/// <summary>Plain scalars that Kubernetes' YAML reader takes for something else than people do.</summary>
public static class ScalarTraps
{
    /// <summary>
    /// An integer that does not look like its value, or not like an integer: octal (<c>0120</c> is 80), <c>0x</c>, <c>0b</c>,
    /// <c>1e3</c>. Not <c>007</c> and <c>0080</c>, which are what they look like.
    /// </summary>
    public static bool IsDisguisedInteger(Node scalar)
    {
        if (scalar is not { Style: ScalarStyle.Plain, Tag: null })
            return false;

        var text = scalar.Tree.SpanOf(scalar.Index);
        if (text.Length < 2 || (text.IndexOutside('1', '9') < 0))
            return false;

        var digits = text[0] is '+' or '-' ? text[1..] : text;
        return scalar.Scalar switch
        {
            { Type: ScalarType.Float } => text.IndexOfAny('e', 'E') > 0,
            { Type: ScalarType.Integer } value when digits.Length > 1 && digits[0] == '0' =>
                !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var looks) || looks != Math.Abs(value.Float),
            _ => false,
        };
    }

    /// <summary>A map's key that becomes another text: <c>on</c> is "true", <c>1.10</c> is "1.1".</summary>
    public static bool IsDisguisedKey(Node key) =>
        key is { IsScalar: true, Style: ScalarStyle.Plain }
        && key.Scalar.Type is ScalarType.Boolean or ScalarType.Integer or ScalarType.Float
        && !key.Is(ScalarValue.KeyText(key));
}
