using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Edits that give a scalar another value and leave its style as it is.</summary>
internal static class ScalarEdit
{
    /// <summary>
    /// The scalar's new text, quoted as the old one was, or where YAML would not read it as a string. Null for block scalars
    /// and tagged ones, and for an alias' scalar outside of its owner: the anchor may serve something else as well.
    /// </summary>
    public static TextEdit? Replace(Node owner, Node scalar, string value)
    {
        var text = scalar.Style switch
        {
            ScalarStyle.Plain => IsPlainString(value) ? value : $"\"{value}\"",
            ScalarStyle.SingleQuoted => $"'{value}'",
            _ => $"\"{value}\"",
        };
        return ReplaceRaw(owner, scalar, text);
    }

    /// <summary>The scalar replaced by text that YAML reads as it stands, such as a number; null as above.</summary>
    public static TextEdit? ReplaceRaw(Node owner, Node scalar, string text) =>
        scalar is { IsScalar: true, Tag: null, Style: not (ScalarStyle.Literal or ScalarStyle.Folded) } && owner.Span.Contains(scalar.Span)
            ? new TextEdit(scalar.Span, text)
            : null;

    private static bool IsPlainString(string value) => ScalarValue.Resolve(value, ScalarStyle.Plain, null).Type == ScalarType.String;
}
