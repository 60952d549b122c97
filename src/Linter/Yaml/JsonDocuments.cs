using System.Globalization;
using System.Text;
using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>
/// Reads JSON values, one behind another, into the tree. Strict: what JSON does not know, such as a trailing comma, is
/// left to the YAML parser, as the API tools do.
/// </summary>
internal sealed class JsonDocuments(SourceText source, NodeTreeBuilder builder)
{
    private readonly string text = source.Text;
    private readonly Stack<char> open = [];
    private readonly StringBuilder decoded = new();
    private int at;

    /// <summary>What JSON expected where it did not find it; null while all is well.</summary>
    public Finding? Error { get; private set; }

    /// <summary>The error is one of limits, not of grammar: YAML has the same ones.</summary>
    public bool IsRefusal { get; private set; }

    /// <summary>Whether a text is worth trying: it begins with a bracket.</summary>
    public static bool Suits(string text, int from)
    {
        var solid = text.AsSpan(from).TrimStart(" \t\r\n");
        return !solid.IsEmpty && solid[0] is '{' or '[';
    }

    /// <summary>Reads the values up to the end or a <c>---</c>; returns where that is, or -1 with <see cref="Error"/>.</summary>
    public int Read(int from)
    {
        at = from;
        while (true)
        {
            SkipWhite();
            if (at == text.Length || DocumentStarts.IsAt(text, at))
                return at;

            builder.BeginDocument();
            if (text[at] is not ('{' or '[') || !ReadValue())
            {
                Error ??= Expected("'{' or '['");
                return -1;
            }

            builder.EndDocument();
        }
    }

    private bool ReadValue()
    {
        open.Clear();
        do
        {
            SkipWhite();
            if (!ReadNode())
                return false;
        }
        while (open.Count > 0);
        return true;
    }

    /// <summary>One value, or the beginning of a collection; then whatever closes or separates.</summary>
    private bool ReadNode()
    {
        var character = Current;
        var isRead = character switch
        {
            '{' or '[' => BeginCollection(character),
            '"' => ReadString(),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            _ => ReadWord(),
        };
        return isRead && (character is '{' or '[' ? BeginItems(character) : Continue());
    }

    private bool BeginCollection(char bracket)
    {
        Error = builder.BeginCollection(bracket == '{' ? NodeKind.Mapping : NodeKind.Sequence, at, isFlow: true, null, null);
        IsRefusal = Error is not null;
        if (IsRefusal)
            return false;

        open.Push(bracket);
        at++;
        return true;
    }

    private bool BeginItems(char bracket)
    {
        SkipWhite();
        if (Current == Closing(bracket))
        {
            Close();
            return Continue();
        }

        return bracket == '[' || ReadKey();
    }

    private bool ReadKey()
    {
        SkipWhite();
        if (Current != '"')
            return Fail(Expected("a key in double quotes"));
        if (!ReadString())
            return false;

        SkipWhite();
        if (Current != ':')
            return Fail(Expected("a colon after the key"));
        at++;
        return true;
    }

    /// <summary>Behind a value: closes collections, or steps over the comma (and the next key).</summary>
    private bool Continue()
    {
        while (open.TryPeek(out var bracket))
        {
            SkipWhite();
            if (Current == ',')
            {
                at++;
                return bracket == '[' || ReadKey();
            }

            if (Current != Closing(bracket))
                return Fail(AfterValue(bracket));
            Close();
        }

        return true;
    }

    private void Close()
    {
        open.Pop();
        at++;
        builder.EndCollection(at);
    }

    private bool ReadString()
    {
        var start = at++;
        decoded.Clear();
        var isVerbatim = true;
        while (true)
        {
            var length = text.AsSpan(at).IndexOfAny("\"\\\r\n\t");
            var stop = length < 0 ? text.Length : at + length;
            if (stop == text.Length || text[stop] is '\r' or '\n')
            {
                return Fail(ReaderFindings.Syntax(source.Span(start, stop),
                    MessageText.Of($"the string that opens here has no closing '\"' on its line"), "close the string"));
            }

            if (text[stop] == '\t')
            {
                return Fail(ReaderFindings.Syntax(source.Span(stop, stop + 1), MessageText.Of($"a JSON string cannot hold a tab as it is"),
                    "write it as \\t"));
            }

            if (text[stop] == '"')
            {
                if (!isVerbatim)
                    decoded.Append(text, at, stop - at);
                at = stop + 1;
                builder.AddScalar(start, at, ScalarStyle.DoubleQuoted, isVerbatim ? null : decoded.ToString(), null, null);
                return true;
            }

            isVerbatim = false;
            decoded.Append(text, at, stop - at);
            at = stop;
            if (!ReadEscape())
                return false;
        }
    }

    private bool ReadEscape()
    {
        var kind = at + 1 < text.Length ? text[at + 1] : '\0';
        if (kind == 'u')
            return ReadUnicode();

        char? meaning = kind switch
        {
            '"' or '\\' or '/' => kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };
        if (meaning is null)
        {
            var end = Math.Min(at + 2, text.Length);
            return Fail(ReaderFindings.Syntax(source.Span(at, end), MessageText.Of($"'{text[at..end]}' is no escape that JSON knows"),
                "double the backslash if the text is to hold one"));
        }

        decoded.Append(meaning.Value);
        at += 2;
        return true;
    }

    private bool ReadUnicode()
    {
        if (at + 6 > text.Length
            || !ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            return Fail(ReaderFindings.Syntax(
                source.Span(at, Math.Min(at + 2, text.Length)), MessageText.Of($"'\\u' is not followed by four hexadecimal digits")));
        }

        decoded.Append((char)unit);
        at += 6;
        return true;
    }

    private bool ReadNumber()
    {
        var start = at;
        if (Current == '-')
            at++;
        var isNumber = Current == '0' ? Step() : Digits();
        if (isNumber && Current == '.')
            isNumber = Step() && Digits();
        if (isNumber && Current is 'e' or 'E')
        {
            at++;
            if (Current is '+' or '-')
                at++;
            isNumber = Digits();
        }

        return AddPlain(start, isNumber);
    }

    private bool ReadWord()
    {
        var start = at;
        while (char.IsAsciiLetterLower(Current))
            at++;
        return AddPlain(start, text.AsSpan(start, at - start) is "true" or "false" or "null");
    }

    private bool AddPlain(int start, bool isKnown)
    {
        if (!isKnown || (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not (',' or ']' or '}')))
        {
            at = start;
            return Fail(Expected("a value"));
        }

        builder.AddScalar(start, at, ScalarStyle.Plain, null, null, null);
        return true;
    }

    private bool Step()
    {
        at++;
        return true;
    }

    private bool Digits()
    {
        var start = at;
        while (char.IsAsciiDigit(Current))
            at++;
        return at > start;
    }

    private char Current => at < text.Length ? text[at] : '\0';

    private void SkipWhite()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
            at++;
    }

    private static char Closing(char bracket) => bracket == '{' ? '}' : ']';

    private bool Fail(Finding finding)
    {
        Error ??= finding;
        return false;
    }

    private Finding AfterValue(char bracket) =>
        at == text.Length && builder.OpenBracket is >= 0 and var opening
            ? ReaderFindings.NeverClosed(source, opening)
            : Expected(bracket == '{' ? "a comma or '}'" : "a comma or ']'");

    private Finding Expected(string what)
    {
        if (at == text.Length && builder.OpenBracket is >= 0 and var opening)
            return ReaderFindings.NeverClosed(source, opening);

        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (',' or ':' or ']' or '}') && end - at < 40)
            end++;
        end = Math.Clamp(Math.Max(end, at + 1), at, text.Length);
        return ReaderFindings.Syntax(
            source.Span(at, end),
            MessageText.Of($"JSON expects {MessageText.Plain(what)} here, not '{text[at..end]}'"));
    }
}
