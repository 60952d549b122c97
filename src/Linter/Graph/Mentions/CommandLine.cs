using System.Collections.Immutable;
using System.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Commands given as lists of words, which are run without a shell.</summary>
internal static class CommandLine
{
    /// <summary>The fields of a container that hold it, in the order in which their words follow each other.</summary>
    public static readonly ImmutableArray<string> Fields = ["command", "args"];

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal)
    {
        "sh", "bash", "ash", "dash", "zsh", "ksh", "fish", "busybox", "powershell", "pwsh", "cmd",
    };

    internal static readonly HashSet<string> PosixShells = new(StringComparer.Ordinal) { "sh", "bash", "ash", "dash", "zsh", "ksh" };

    // These read '$', '<' and '|' in their own arguments as something of their own.
    private static readonly HashSet<string> Interpreters = new(StringComparer.Ordinal)
    {
        "python", "python2", "python3", "perl", "ruby", "node", "php", "lua", "awk", "gawk", "sed", "grep", "egrep", "jq", "envsubst",
        "expr", "test", "[", "[[", "find",
        "mongo", "mongosh", "psql", "mysql", "expect", "tclsh",
    };

    // These hand the words behind them to a shell, here or elsewhere.
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal)
    {
        "ssh", "watch", "su", "runuser", "script", "eval", "parallel", "entr", "nodemon", "concurrently",
    };

    private static readonly HashSet<string> Operators = new(StringComparer.Ordinal)
    {
        "|", "||", "&&", ";", "&", ">", ">>", "<", "2>&1", ">/dev/null", "2>/dev/null", "1>/dev/null", "&>/dev/null",
    };

    private const string BeyondPlain = "|&;<>()$`\\\"'*?[]#~{}!\n\t";

    /// <summary>The items of both, in that order.</summary>
    public static ImmutableArray<Node> WordsOf(Node container) =>
        container.Find(Fields[0]) is null && container.Find(Fields[1]) is null
            ? []
            : [.. Fields.SelectMany(field => container.Find(field)?.Items ?? default)];

    /// <summary>The first word of a command that is a whole command line. A Windows path may hold spaces.</summary>
    public static bool IsSeveralWords(Node word)
    {
        var text = word.Value.Trim();
        return text.Contains(' ', StringComparison.Ordinal) && !text.Contains('\\', StringComparison.Ordinal) && text[1] != ':';
    }

    /// <summary>Words and spaces only: nothing that a shell would have to read.</summary>
    public static bool IsPlain(string line) => line.AsSpan().IndexOfAny(BeyondPlain) < 0;

    /// <summary>Some word is a shell, or a program that runs one.</summary>
    public static bool HasShell(ImmutableArray<Node> command) => command.Any(word => Shells.Contains(ProgramOf(word.Value)));

    /// <summary>The first word that only a shell would read as it is meant: an operator, or a variable.</summary>
    public static Node? FindShellSyntax(ImmutableArray<Node> command)
    {
        for (var i = 1; i < command.Length; i++)
        {
            if (Interpreters.Contains(ProgramOf(command[i - 1].Value)))
                return null;
            if (Operators.Contains(command[i].Value) || HasShellVariable(command[i].Value))
                return command[i];
        }

        return null;
    }

    /// <summary>
    /// The first word that is an operator of shells and nothing else, where a program gets it that is none; null for none. What stands
    /// behind an option may be its value, and what a script of one's own makes of its words is not known.
    /// </summary>
    public static Node? FindOperator(ImmutableArray<Node> words)
    {
        // Few commands have one, so that is looked for first.
        var found = -1;
        for (var i = 1; i < words.Length && found < 0; i++)
        {
            if ((words[i].Is("&&") || words[i].Is("||")) && !words[i - 1].Value.StartsWith('-'))
                found = i;
        }

        return found < 0 || words.Any(word => !word.IsScalar) || words[0].Value.AsSpan().IndexOfAny(".{$") >= 0
            || HasShell(words) || words.Any(word => Readers.Contains(ProgramOf(word.Value)))
            || words.Take(found).Any(word => Interpreters.Contains(ProgramOf(word.Value)))
            ? null
            : words[found];
    }

    /// <summary>
    /// The script of <c>sh -c</c> and the first word behind it, where the script uses none of them; null elsewhere. What reads a file into
    /// itself may use them there, and a single one may be the script's name for itself.
    /// </summary>
    public static (Node Script, Node Word)? FindUnreadWord(ImmutableArray<Node> words)
    {
        if (words.Length < 4 || words.Any(word => !word.IsScalar) || !PosixShells.Contains(ProgramOf(words[0].Value)))
            return null;

        if (ScriptAt(words) is not { } at || at + 1 >= words.Length)
            return null;

        var (script, next) = (words[at], words[at + 1]);
        return script.Value.Length == 0 || script.Value.Contains('$', StringComparison.Ordinal) || ReadsFile(script.Value)
            || IsOwnName(next.Value)
            ? null
            : (script, next);
    }

    /// <summary>
    /// An option of a shell that ends in a quotation mark, which YAML takes as it stands where none is before it: <c>[sh, -c", …]</c>; null
    /// elsewhere.
    /// </summary>
    public static Node? FindQuotedOption(ImmutableArray<Node> words) =>
        words.Length > 1 && words[0].IsScalar && words[1].IsScalar && words[1].Value is ['-', .. var letters, '"' or '\'']
            && letters.All(char.IsAsciiLetter) && Shells.Contains(ProgramOf(words[0].Value))
            ? words[1]
            : null;

    /// <summary>The script of <c>sh -c</c>; null elsewhere.</summary>
    public static Node? ScriptOf(ImmutableArray<Node> words) =>
        words.Length > 2 && words.All(word => word.IsScalar) && PosixShells.Contains(ProgramOf(words[0].Value)) && ScriptAt(words) is { } at
            && at < words.Length
            ? words[at]
            : null;

    // "sh -c -e SCRIPT": what follows the options is the script, wherever the c stands among them.
    private static int? ScriptAt(ImmutableArray<Node> words)
    {
        var (at, hasScript) = (1, false);
        while (at < words.Length && words[at].Value is ['-' or '+', not '-', ..] option)
        {
            if (option[^1] is '"' or '\'')
                return null;
            hasScript |= option[0] == '-' && option.Contains('c', StringComparison.Ordinal);
            at += option.EndsWith('o') ? 2 : 1;
        }

        // "sh -c -- SCRIPT": either ends the options.
        if (at < words.Length && words[at].Value is ("--" or "-"))
            at++;

        return hasScript ? at : null;
    }

    private static bool ReadsFile(string script) =>
        script.StartsWith(". ", StringComparison.Ordinal) || script.Contains(" . ", StringComparison.Ordinal)
        || script.Contains(";. ", StringComparison.Ordinal) || script.Contains("source ", StringComparison.Ordinal)
        || script.Contains("eval ", StringComparison.Ordinal)
        || script.Contains("{{", StringComparison.Ordinal);

    private static bool IsOwnName(string word) => word is "--" or "-" or "_" or "" || Shells.Contains(ProgramOf(word));

    /// <summary>The env entry of a <c>$(NAME)</c> in the word whose value is not in the manifest; null where there is none.</summary>
    public static Node? FindVariableFromElsewhere(Node word, Container container)
    {
        var text = word.Value;
        for (var at = text.IndexOf("$(", StringComparison.Ordinal); at >= 0; at = text.IndexOf("$(", at + 2, StringComparison.Ordinal))
        {
            var close = text.IndexOf(')', at);
            if (close < 0)
                return null;
            if (at > 0 && text[at - 1] == '$')
                continue;

            // The last of several of one name counts.
            var name = text[(at + 2)..close];
            var variable = (container.Node.Find("env")?.Items ?? default)
                .LastOrDefault(entry => entry.Find("name") is { } own && own.Is(name));
            if (variable.Tree is not null && variable.Find("valueFrom") is { IsNull: false } && variable.Find("value") is null)
                return variable;
        }

        return null;
    }

    /// <summary>The YAML for one item for each word, in place of the word; null where no edit of the word alone does it.</summary>
    public static string? Split(Node word)
    {
        if (!IsPlain(word.Value) || word.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            return null;

        var (source, start) = (word.Span.Source, word.Span.Start);
        var line = source.LineStart(word.Span.From.Line);
        var before = source.Text.AsSpan(line, start - line);
        var isBlockItem = before.TrimStart(' ') is "- ";
        if (!isBlockItem && before.TrimEnd(' ') is not [.., '[' or ','])
            return null;

        var newLine = source.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var separator = isBlockItem ? newLine + before.ToString() : ", ";
        var items = new StringBuilder();
        foreach (var part in word.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            items.Append(items.Length == 0 ? "" : separator).Append('"').Append(part).Append('"');
        return items.ToString();
    }

    // "$PGUSER", "${PGUSER}"; "$(PGUSER)" is Kubernetes' own, "$1" or "$gt" some program's.
    private static bool HasShellVariable(string word)
    {
        for (var at = word.IndexOf('$', StringComparison.Ordinal); at >= 0; at = word.IndexOf('$', at + 1))
        {
            var rest = word.AsSpan(at + 1);
            if (rest.StartsWith("{"))
                rest = rest[1..];
            var length = 0;
            while (length < rest.Length
                && (char.IsAsciiLetterUpper(rest[length]) || rest[length] == '_' || (length > 0 && char.IsAsciiDigit(rest[length]))))
            {
                length++;
            }

            if (length > 1 && (length == rest.Length || !char.IsAsciiLetterLower(rest[length])))
                return true;
        }

        return false;
    }

    /// <summary>The name of the program that a word starts, without its folder.</summary>
    internal static string ProgramOf(string word)
    {
        var name = word.AsSpan(word.LastIndexOfAny(['/', '\\']) + 1);
        return (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name).ToString();
    }
}
