using System.Buffers;

namespace Linter.Yaml;

/// <summary>What the parser cannot be given, or would read otherwise than go-yaml: each is asked about from ever further on.</summary>
internal sealed class Obstacles(string text)
{
    public const char ByteOrderMark = '\uFEFF';

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(ForbiddenCharacters());

    private int nextForbidden = -1;
    private int nextGlued = -1;

    /// <summary>The first character that YAML forbids, from an offset on, or the length of the text.</summary>
    public int NextForbidden(int from)
    {
        if (nextForbidden < from)
            nextForbidden = FindForbidden(from);
        return nextForbidden;
    }

    /// <summary>The first line, from an offset on, that begins with dashes but separates no documents, or the length of the text.</summary>
    public int NextGlued(int from)
    {
        if (nextGlued < from)
            nextGlued = SeparatorLines.NextGlued(text, from);
        return nextGlued;
    }

    /// <summary>The next byte order mark that begins a document, as concatenated files have it; -1 if there is none.</summary>
    public int NextMark(int from, int to)
    {
        var at = from;
        while (true)
        {
            var index = text.AsSpan(at, to - at).IndexOf(ByteOrderMark);
            if (index < 0)
                return -1;

            at += index;
            if (DocumentStarts.IsAt(text, at + 1) || DocumentStarts.EndsIn(text.AsSpan(from, at - from)))
                return at;
            at++;
        }
    }

    private int FindForbidden(int from)
    {
        for (var at = from; ; at += 2)
        {
            var index = text.AsSpan(at).IndexOfAny(Forbidden);
            if (index < 0)
                return text.Length;

            at += index;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return at;
        }
    }

    /// <summary>What go-yaml refuses; surrogates are looked at in pairs.</summary>
    private static char[] ForbiddenCharacters() =>
    [
        .. Enumerable.Range(0, 0x20).Where(code => code is not (0x09 or 0x0A or 0x0D)).Select(code => (char)code),
        .. Enumerable.Range(0x7F, 0x21).Where(code => code != 0x85).Select(code => (char)code),
        .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code),
        '\uFFFE', '\uFFFF',
    ];
}
