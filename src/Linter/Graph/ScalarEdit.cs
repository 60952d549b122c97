using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Edits that give a scalar another value and leave its style as it is.</summary>
internal static class ScalarEdit
{
    /// <summary>The scalar's new text, quoted as the old one was, or where YAML would not read it as a string; null for block scalars and tagged ones.</summary>
    public static TextEdit? Replace(Node scalar, string value)
    {
        if (scalar is not { IsScalar: true, Tag: null })
            return null;

        return scalar.Style switch
        {
            ScalarStyle.Plain => new TextEdit(scalar.Span, IsPlainString(value) ? value : $"\"{value}\""),
            ScalarStyle.SingleQuoted => new TextEdit(scalar.Span, $"'{value}'"),
            ScalarStyle.DoubleQuoted => new TextEdit(scalar.Span, $"\"{value}\""),
            _ => null,
        };
    }

    private static bool IsPlainString(string value) => ScalarValue.Resolve(value, ScalarStyle.Plain, null).Type == ScalarType.String;
}
