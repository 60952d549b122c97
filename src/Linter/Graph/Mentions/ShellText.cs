using System.Buffers;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A word of a command: an item of a list, or a part of a shell's script.</summary>
/// <param name="Text">What the program gets.</param>
/// <param name="At">The scalar that it stands in.</param>
/// <param name="Offset">Where in the scalar's value it begins.</param>
internal readonly record struct CommandWord(string Text, Node At, int Offset)
{
    /// <summary>A word that variables, quotes or escapes make something else of.</summary>
    public const string Unread = "\0";

    public static CommandWord Of(Node item) => new(item.Value, item, 0);

    public bool IsOption => Text is ['-' or '+', ..];
}

/// <summary>One simple command of a script.</summary>
/// <param name="Words">Its program and what it is given, redirections apart.</param>
/// <param name="Inputs">The files that it is given as its input.</param>
internal sealed record ShellCommand(List<CommandWord> Words, List<CommandWord> Inputs);

/// <summary>
/// The simple commands of a script of POSIX shells, where it runs each of them one after another. What decides by itself what it runs (a
/// condition, a function) is not read.
/// </summary>
internal sealed class ShellText
{
    // Beyond it a script is a program.
    private const int Longest = 20_000;

    private static readonly SearchValues<char> OfVariables =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly HashSet<string> Deciding = new(StringComparer.Ordinal)
    {
        "if", "elif", "case", "until", "trap", "select", "function", "[", "[[", "test", "!", "exit", "return", "alias",
    };

    private static readonly HashSet<string> Leading = new(StringComparer.Ordinal)
    {
        "then", "do", "else", "{", "while", "time", "exec", "nohup", "command",
    };

    private readonly Node script;
    private readonly string text;
    private readonly List<ShellCommand> commands = [];
    private List<CommandWord> words = [];
    private List<CommandWord> inputs = [];
    private int at;
    private char redirected;

    private ShellText(Node script)
    {
        this.script = script;
        text = script.Value;
    }

    /// <summary>Null where the script is not read.</summary>
    public static List<ShellCommand>? CommandsOf(Node script) =>
        script.Text.Length <= Longest && new ShellText(script) is var read && read.Read()
            && read.commands.TrueForAll(command => !command.Words.Exists(word => Deciding.Contains(word.Text)))
            ? read.commands
            : null;

    private bool Read()
    {
        while (at < text.Length)
        {
            switch (text[at])
            {
                case ' ' or '\t' or '\r':
                    at++;
                    break;
                case '\\' when at + 1 < text.Length && text[at + 1] == '\n':
                    at += 2;
                    break;
                case '#':
                    at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
                    break;
                case '|' when text.AsSpan(at).StartsWith("||"):
                    return false;
                case '\n' or ';' or '|' or '(' or ')':
                case '&' when !text.AsSpan(at).StartsWith("&>"):
                    at++;
                    End();
                    break;
                case '&' or '>' or '<':
                    if (!Redirect())
                        return false;
                    break;
                default:
                    if (!Word())
                        return false;
                    break;
            }
        }

        End();
        return true;
    }

    private void End()
    {
        while (words.Count > 0 && (Leading.Contains(words[0].Text) || IsAssignment(words[0].Text)))
            words.RemoveAt(0);
        if (words.Count > 0 || inputs.Count > 0)
            commands.Add(new ShellCommand(words, inputs));
        (words, inputs, redirected) = ([], [], '\0');
    }

    private static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        && !char.IsAsciiDigit(word[0]) && !word.AsSpan(0, equals).ContainsAnyExcept(OfVariables);

    // Here documents and the output of commands are no files.
    private bool Redirect()
    {
        if (text.AsSpan(at).StartsWith("<<") || text.AsSpan(at).StartsWith("<(") || text.AsSpan(at).StartsWith(">("))
            return false;

        // The number of what is redirected, as in 2>, is no word of the command.
        if (at > 0 && char.IsAsciiDigit(text[at - 1]) && words is [.., var last] && last.Text.All(char.IsAsciiDigit))
            words.RemoveAt(words.Count - 1);
        redirected = text[at] == '<' ? '<' : '>';
        while (at < text.Length && text[at] is '&' or '>' or '<' or '|')
            at++;
        return true;
    }

    private bool Word()
    {
        var start = at;
        var isPlain = true;
        while (at < text.Length && text[at] is not (' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')'))
        {
            var character = text[at];
            if (character == '`' || (character is '\'' or '"' && !Quoted(character)) || (character == '$' && !Substituted()))
                return false;
            isPlain &= character is not ('\'' or '"' or '\\' or '$');
            at += character == '\\' ? 2 : 1;
        }

        at = Math.Min(at, text.Length);
        // A function.
        if (at < text.Length && text[at] == '(')
            return false;

        Add(Whole(start, isPlain));
        return true;
    }

    // Up to the closing quote.
    private bool Quoted(char quote)
    {
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (quote == '"' && text[at] == '`')
                return false;
            if (quote == '"' && text[at] == '$' && !Substituted())
                return false;
            if (quote == '"' && text[at] == '\\')
                at++;
        }

        return at < text.Length;
    }

    // $(…) up to its last character; of other variables nothing.
    private bool Substituted()
    {
        if (at + 1 >= text.Length || text[at + 1] != '(')
            return true;

        var depth = 0;
        for (at++; at < text.Length; at++)
        {
            if (text[at] is '\'' or '"' or '\\' or '`' or '#')
                return false;
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return true;
        }

        return false;
    }

    private CommandWord Whole(int start, bool isPlain)
    {
        if (isPlain)
            return new CommandWord(text[start..at], script, start);

        var inner = at - start > 2 && text[start] is '\'' or '"' && text[start] == text[at - 1] ? text[(start + 1)..(at - 1)] : "";
        return inner.Length > 0 && inner.AsSpan().IndexOfAny("'\"\\$`") < 0
            ? new CommandWord(inner, script, start + 1)
            : new CommandWord(CommandWord.Unread, script, start);
    }

    private void Add(CommandWord word)
    {
        if (redirected == '\0')
            words.Add(word);
        else if (redirected == '<')
            inputs.Add(word);
        redirected = '\0';
    }
}
