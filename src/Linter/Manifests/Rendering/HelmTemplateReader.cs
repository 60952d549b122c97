using System.Globalization;
using System.Text;

namespace Linter.Manifests;

/// <summary>Reads Go templates. What it cannot read is one action of unknown text; it never throws.</summary>
internal sealed class HelmTemplateReader(HelmTemplate template)
{
    private const int MaxDepth = 100;

    private readonly string text = template.Source.Text;
    private int at;
    private bool trimsNext;
    private int depth;

    // Of the action that ended the body read last.
    private string ending = "";
    private (int Start, int End, int BodyStart, int BodyEnd) endingAction;

    public HelmPart[] Read()
    {
        var parts = new List<HelmPart>();
        while (true)
        {
            parts.AddRange(ReadBody());
            if (ending.Length == 0)
                return [.. parts];
        }
    }

    // Up to the end, or an end or else that belongs to the block around it.
    private List<HelmPart> ReadBody()
    {
        var parts = new List<HelmPart>();
        depth++;
        while (true)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            AddLiteral(parts, at, open < 0 ? text.Length : open, open >= 0 && TrimsBefore(open));
            if (open < 0)
            {
                (at, ending) = (text.Length, "");
                break;
            }

            var action = ActionAt(open);
            at = action.End;
            var words = text.AsSpan(action.BodyStart, action.BodyEnd - action.BodyStart).Trim();
            var word = FirstWord(words);
            if (word is "end" or "else")
            {
                (ending, endingAction) = (word.ToString(), action);
                break;
            }

            if (!words.StartsWith("/*", StringComparison.Ordinal))
                AddAction(parts, action, word);
        }

        depth--;
        return parts;
    }

    private void AddAction(List<HelmPart> parts, (int Start, int End, int BodyStart, int BodyEnd) action, ReadOnlySpan<char> word)
    {
        switch (word)
        {
            case "if" or "with" or "range" when depth < MaxDepth:
                parts.Add(ReadBlock(action,
                    word switch { "if" => HelmBlockKind.If, "with" => HelmBlockKind.With, _ => HelmBlockKind.Range }, word.Length));
                break;
            case "define" or "block" when depth < MaxDepth:
                ReadDefine(parts, action, word);
                break;
            case "template":
                parts.Add(ReadCall(action, word.Length));
                break;
            case "break" or "continue":
                parts.Add(new HelmJump(action.Start, action.End, word is "break"));
                break;
            default:
                parts.Add(new HelmExpressionReader(text, action.BodyStart, action.BodyEnd).Read() is { } pipeline
                    ? new HelmAction(action.Start, action.End, pipeline)
                    : new HelmUnread(action.Start, action.End));
                break;
        }
    }

    private HelmPart ReadBlock((int Start, int End, int BodyStart, int BodyEnd) action, HelmBlockKind kind, int wordLength)
    {
        var pipeline = PipelineAfter(action, wordLength);
        var body = ReadBody();
        List<HelmPart> otherwise = [];
        if (ending == "else")
        {
            var other = endingAction;
            var words = text.AsSpan(other.BodyStart, other.BodyEnd - other.BodyStart);
            var offset = words.IndexOf("else") + 4;
            var rest = words[offset..].TrimStart();
            if (FirstWord(rest) is "if" or "with" && depth < MaxDepth)
            {
                // "else if" is a block of its own within the else, which shares the end.
                var word = FirstWord(rest);
                var start = other.BodyEnd - rest.Length;
                depth++;
                otherwise.Add(ReadBlock((other.Start, other.End, start, other.BodyEnd),
                    word is "if" ? HelmBlockKind.If : HelmBlockKind.With, word.Length));
                depth--;
            }
            else
            {
                otherwise = ReadBody();
                if (ending == "else")
                    ending = "end";
            }
        }

        return pipeline is null
            ? new HelmUnread(action.Start, action.End)
            : new HelmBlock(action.Start, action.End, kind, pipeline, [.. body], [.. otherwise]);
    }

    private void ReadDefine(List<HelmPart> parts, (int Start, int End, int BodyStart, int BodyEnd) action, ReadOnlySpan<char> word)
    {
        var pipeline = PipelineAfter(action, word.Length);
        var body = ReadBody();
        while (ending == "else")
            body = ReadBody();
        if (pipeline is not { Commands: [[HelmConstant { Text: { } name }, ..] command, ..] })
            return;

        template.Defines[name] = [.. body];
        if (word is "block")
        {
            parts.Add(new HelmCall(action.Start, action.End, name,
                command.Length < 2 ? null : new HelmPipeline([], false, [command[1..]])));
        }
    }

    private HelmPart ReadCall((int Start, int End, int BodyStart, int BodyEnd) action, int wordLength) =>
        PipelineAfter(action, wordLength) is { Commands: [[HelmConstant { Text: { } name }, ..] command, .. var more] }
            ? new HelmCall(action.Start, action.End, name, command.Length < 2 ? null : new HelmPipeline([], false, [command[1..], .. more]))
            : new HelmUnread(action.Start, action.End);

    private HelmPipeline? PipelineAfter((int Start, int End, int BodyStart, int BodyEnd) action, int wordLength)
    {
        var start = action.BodyStart;
        while (start < action.BodyEnd && char.IsWhiteSpace(text[start]))
            start++;
        return new HelmExpressionReader(text, start + wordLength, action.BodyEnd).Read();
    }

    private void AddLiteral(List<HelmPart> parts, int start, int end, bool trimsEnd)
    {
        if (trimsNext)
        {
            while (start < end && char.IsWhiteSpace(text[start]))
                start++;
        }

        if (trimsEnd)
        {
            while (end > start && char.IsWhiteSpace(text[end - 1]))
                end--;
        }

        trimsNext = false;
        if (start < end)
            parts.Add(new HelmLiteral(start, end));
    }

    private bool TrimsBefore(int open) => open + 3 < text.Length && text[open + 2] == '-' && char.IsWhiteSpace(text[open + 3]);

    private (int Start, int End, int BodyStart, int BodyEnd) ActionAt(int open)
    {
        var start = open + 2 + (TrimsBefore(open) ? 1 : 0);
        var inner = start;
        while (inner < text.Length && char.IsWhiteSpace(text[inner]))
            inner++;
        if (text.AsSpan(inner).StartsWith("/*"))
        {
            var comment = text.IndexOf("*/", inner + 2, StringComparison.Ordinal);
            inner = comment < 0 ? text.Length : comment + 2;
        }

        var close = Close(inner);
        var bodyEnd = close;
        trimsNext = close >= 2 && close < text.Length && text[close - 1] == '-' && char.IsWhiteSpace(text[close - 2]);
        if (trimsNext)
            bodyEnd--;
        return (open, Math.Min(text.Length, close + 2), start, Math.Max(start, bodyEnd));
    }

    private int Close(int from)
    {
        // Where a quote has no end on its line, those behind it have none either.
        var (single, @double) = (from, from);
        for (var index = from; index < text.Length; index++)
        {
            var letter = text[index];
            if (letter == '}' && index + 1 < text.Length && text[index + 1] == '}')
                return index;
            if (letter is not ('"' or '`' or '\'') || index < (letter == '"' ? @double : letter == '\'' ? single : from))
                continue;

            var end = HelmExpressionReader.EndOfQuoted(text, index, text.Length);
            if (end == index + 1 && letter != '`')
                (letter == '"' ? ref @double : ref single) = text.IndexOf('\n', index) is >= 0 and var line ? line : text.Length;
            index = end - 1;
        }

        return text.Length;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> words)
    {
        var end = 0;
        while (end < words.Length && char.IsAsciiLetter(words[end]))
            end++;
        return words[..end];
    }
}

/// <summary>Reads the inside of an action.</summary>
internal sealed class HelmExpressionReader(string text, int start, int end)
{
    private const int MaxDepth = 60;

    private int at = start;
    private int depth;
    private bool failed;

    /// <summary>Null where it is no pipeline.</summary>
    public HelmPipeline? Read()
    {
        var pipeline = Pipeline();
        return failed || at < end || pipeline.Commands.Length == 0 ? null : pipeline;
    }

    /// <summary>Offset behind the closing quote.</summary>
    internal static int EndOfQuoted(string text, int open, int end)
    {
        for (var index = open + 1; index < end; index++)
        {
            if (text[index] == '\\' && text[open] != '`')
                index++;
            else if (text[index] == text[open])
                return index + 1;
            else if (text[index] == '\n' && text[open] != '`')
                return open + 1;
        }

        return end;
    }

    private HelmPipeline Pipeline()
    {
        var (variables, declares) = Assigned();
        var commands = new List<HelmTerm[]>();
        var command = new List<HelmTerm>();
        while (!failed)
        {
            Skip();
            if (at >= end || text[at] == ')')
                break;

            if (text[at] == '|')
            {
                at++;
                Finish();
                continue;
            }

            if (Term() is { } term)
                command.Add(term);
            else
                failed = true;
        }

        Finish();
        return new HelmPipeline(variables, declares, [.. commands]);

        void Finish()
        {
            if (command.Count > 0)
                commands.Add([.. command]);
            command.Clear();
        }
    }

    // "$x :=", "$i, $x :=" or "$x =" in front of a pipeline.
    private (string[] Variables, bool Declares) Assigned()
    {
        var from = at;
        var names = new List<string>();
        while (true)
        {
            Skip();
            if (at >= end || text[at] != '$')
                break;
            names.Add(Name());
            Skip();
            if (at < end && text[at] == ',')
            {
                at++;
                continue;
            }

            if (at + 1 < end && text[at] == ':' && text[at + 1] == '=')
            {
                at += 2;
                return ([.. names], true);
            }

            if (at < end && text[at] == '=')
            {
                at++;
                return ([.. names], false);
            }

            break;
        }

        at = from;
        return ([], false);
    }

    private HelmTerm? Term()
    {
        var letter = text[at];
        if (letter == '(')
            return Parenthesis();
        if (letter == '$')
            return new HelmChain(Name(), null, Fields());
        if (letter == '.')
            return new HelmChain(null, null, Fields());
        if (letter is '"' or '`' or '\'')
            return Quoted();
        if (char.IsAsciiDigit(letter) || letter is '-' or '+')
            return Number();
        if (!char.IsLetter(letter) && letter != '_')
            return null;

        var from = at;
        var word = Name();
        return word switch
        {
            "true" or "false" => new HelmConstant(null, 0, word == "true", from, at),
            "nil" => new HelmNil(),
            _ => new HelmFunction(word),
        };
    }

    private HelmChain? Parenthesis()
    {
        if (++depth > MaxDepth)
            return null;

        at++;
        var inner = Pipeline();
        if (failed || at >= end || inner.Commands.Length == 0)
            return null;

        at++;
        depth--;
        return new HelmChain(null, inner, Fields());
    }

    private HelmConstant Quoted()
    {
        var from = at;
        at = EndOfQuoted(text, at, end);
        var inner = text.AsSpan(from + 1, Math.Max(0, at - from - 2));
        if (text[from] == '\'')
            return new HelmConstant(null, inner.Length > 0 ? inner[0] : 0, null, from, at);
        return new HelmConstant(text[from] == '"' ? Unescape(inner) : inner.ToString(), 0, null, from, at);
    }

    private HelmConstant? Number()
    {
        var from = at++;
        while (at < end && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_'))
            at++;
        var digits = text.AsSpan(from, at - from);
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new HelmConstant(null, number, null, from, at);
        return digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex)
            ? new HelmConstant(null, hex, null, from, at)
            : null;
    }

    private string[] Fields()
    {
        var fields = new List<string>();
        while (at < end && text[at] == '.')
        {
            at++;
            if (at < end && (char.IsLetter(text[at]) || text[at] == '_'))
                fields.Add(Name());
            else
                break;
        }

        return [.. fields];
    }

    private string Name()
    {
        var from = at++;
        while (at < end && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        return text[from..at];
    }

    private void Skip()
    {
        while (at < end && char.IsWhiteSpace(text[at]))
            at++;
    }

    private static string Unescape(ReadOnlySpan<char> inner)
    {
        if (!inner.Contains('\\'))
            return inner.ToString();

        var builder = new StringBuilder();
        for (var index = 0; index < inner.Length; index++)
        {
            if (inner[index] != '\\' || index + 1 == inner.Length)
            {
                builder.Append(inner[index]);
                continue;
            }

            builder.Append(inner[++index] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var letter => letter });
        }

        return builder.ToString();
    }
}
