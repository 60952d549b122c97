using System.Globalization;
using Linter.Yaml;

namespace Linter.Configuration;

/// <summary>What a scalar of the configuration is.</summary>
internal enum ConfigScalarType
{
    Null,
    Boolean,
    Integer,
    Number,
    Text,
}

/// <summary>
/// Scalars as YAML 1.2's core schema reads them (10.3.2), unlike manifests: here "off" is a word, as it is to the editors
/// that check the file against its JSON Schema.
/// </summary>
internal static class ConfigScalar
{
    public static ConfigScalarType TypeOf(Node node)
    {
        if (node.Style != ScalarStyle.Plain || (node.Tag is { } tag && tag.EndsWith("str", StringComparison.Ordinal)))
            return ConfigScalarType.Text;

        var text = node.Value;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ConfigScalarType.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ConfigScalarType.Boolean,
            _ when IsInteger(text) => ConfigScalarType.Integer,
            _ when IsNumber(text) => ConfigScalarType.Number,
            _ => ConfigScalarType.Text,
        };
    }

    public static bool IsTrue(Node node) => node.Value is "true" or "True" or "TRUE";

    public static int? Integer(Node node) =>
        TypeOf(node) == ConfigScalarType.Integer
            && int.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    // Octal and hexadecimal numbers are integers too, but none that a setting needs.
    private static bool IsInteger(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return text.Length > 2 && text.AsSpan(2).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;
        if (text.StartsWith("0o", StringComparison.Ordinal))
            return text.Length > 2 && text.AsSpan(2).IndexOutside('0', '7') < 0;

        var digits = text[0] is '+' or '-' ? text.AsSpan(1) : text;
        return !digits.IsEmpty && digits.IndexOutside('0', '9') < 0;
    }

    private static bool IsNumber(string text)
    {
        var digits = text[0] is '+' or '-' ? text.AsSpan(1) : text;
        return !digits.IsEmpty
            && (char.IsAsciiDigit(digits[0]) || digits[0] == '.')
            && (digits is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN"
                || double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                    CultureInfo.InvariantCulture, out _));
    }
}
