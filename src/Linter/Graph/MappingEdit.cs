using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Edits that put a further entry into a mapping or a further item into a sequence, in the style that it has.</summary>
internal static class MappingEdit
{
    /// <summary>The entry before this one, at its depth; null where the mapping is not written in the place where it counts.</summary>
    public static TextEdit? InsertBefore(Node mapping, Entry next, string entry)
    {
        var at = next.Key.Span;
        if (!mapping.Span.Contains(at) || IsJson(next.Key))
            return null;

        return new TextEdit(at with { End = at.Start }, entry + (IsFlow(mapping) ? ", " : LineAt(at)));
    }

    /// <summary>The item behind the last one; null for an empty sequence, and where its last item is not a plain word of it.</summary>
    public static TextEdit? Append(Node sequence, string item)
    {
        var last = sequence.Items.LastOrDefault();
        if (last.Tree is null || !last.IsScalar || IsJson(last) || !sequence.Span.Contains(last.Span))
            return null;

        var end = last.Span with { Start = last.Span.End };
        return new TextEdit(end, IsFlow(sequence) ? ", " + item : LineAt(sequence.Span) + "- " + item);
    }

    /// <summary>
    /// All entries put under a key of their own; none where the mapping is not written in the place where it counts, or a value of it goes
    /// over several lines.
    /// </summary>
    public static ImmutableArray<TextEdit> Wrap(Node mapping, string key)
    {
        var span = mapping.Span;
        if (!mapping.Entries.All(entry => span.Contains(entry.Key.Span) && span.Contains(entry.Value.Span) && !IsJson(entry.Key)
            && entry.Value.IsScalar && !entry.Value.Span.Slice.Contains('\n')))
        {
            return [];
        }

        if (IsFlow(mapping))
        {
            return [new TextEdit(span with { End = span.Start }, $"{{{key}: "), new TextEdit(span with { Start = span.End }, "}")];
        }

        return [.. mapping.Entries.Select((entry, index) => new TextEdit(entry.Key.Span with { End = entry.Key.Span.Start },
            index == 0 ? $"{key}:{LineAt(entry.Key.Span)}  " : "  "))];
    }

    private static bool IsJson(Node scalar) => scalar.Style == ScalarStyle.DoubleQuoted;

    private static bool IsFlow(Node collection) => collection.Span.Slice is ['{' or '[', ..];

    // A line break as the file has them, and blanks up to where the span begins.
    private static string LineAt(Text.SourceSpan span)
    {
        var text = span.Source.Text;
        var start = span.Start;
        while (start > 0 && text[start - 1] is not ('\n' or '\r'))
            start--;

        var newLine = text.AsSpan(0, start) switch
        {
            [.., '\r', '\n'] => "\r\n",
            [.., '\r'] => "\r",
            _ => "\n",
        };
        return newLine + new string(' ', span.Start - start);
    }
}
