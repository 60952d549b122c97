using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Edits that give a scalar another value and leave its style as it is.</summary>
internal static class ScalarEdit
{
    /// <summary>As below, for a scalar that no alias has led to.</summary>
    public static TextEdit? Replace(Node scalar, string value) => Replace(scalar, scalar, value);

    /// <summary>
    /// The scalar's new text, quoted as the old one was, or where YAML would not read it as a string. Null for block scalars
    /// and tagged ones, for an alias' scalar outside of its owner, as the anchor may serve something else as well, and for a key where
    /// another entry has the new one already.
    /// </summary>
    public static TextEdit? Replace(Node owner, Node scalar, string value)
    {
        var text = scalar.Style switch
        {
            ScalarStyle.Plain => IsPlainString(value) ? value : $"\"{value}\"",
            ScalarStyle.SingleQuoted => $"'{value}'",
            _ => $"\"{value}\"",
        };
        var edit = ReplaceRaw(owner, scalar, text);
        if (edit is null || NodePath.MappingOf(owner, scalar) is not { } mapping)
            return edit;
        return mapping.FindEntry(value)?.Key.Is(value) != true ? edit with { Renamed = new RenamedKey(mapping.Span, value) } : null;
    }

    /// <summary>The scalar replaced by text that YAML reads as it stands, such as a number; null as above.</summary>
    public static TextEdit? ReplaceRaw(Node owner, Node scalar, string text) =>
        scalar is { IsScalar: true, Tag: null, Style: not (ScalarStyle.Literal or ScalarStyle.Folded) } && owner.Span.Contains(scalar.Span)
            ? new TextEdit(scalar.Span, text)
            : null;

    // Unquoted, an indicator at the start or a colon or number sign within would make YAML of it.
    private static bool IsPlainString(string value) =>
        value.Length > 0
        && value.AsSpan(0, 1).IndexOfAny("-?:#&*!|>'\"%@` ") < 0
        && value.AsSpan().IndexOfAny(",[]{}") < 0
        && !value.Contains(": ", StringComparison.Ordinal)
        && !value.Contains(" #", StringComparison.Ordinal)
        && value[^1] is not (':' or ' ')
        && ScalarValue.Resolve(value, ScalarStyle.Plain, null).Type == ScalarType.String;
}
