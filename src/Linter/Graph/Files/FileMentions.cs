using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What a container does with a file that it is told.</summary>
internal enum FileUse
{
    /// <summary>Nobody knows: it is in an argument or a variable.</summary>
    Told,

    /// <summary>It is opened.</summary>
    Read,

    /// <summary>It is a program or a script.</summary>
    Run,
}

/// <summary>An absolute path in the words or variables of a container.</summary>
/// <param name="At">The scalar that says it.</param>
/// <param name="Offset">Where in the scalar's value it begins.</param>
/// <param name="Path">As written.</param>
/// <param name="Use">What becomes of it.</param>
/// <param name="IsFatal">Without the file the command as a whole fails.</param>
internal sealed record FileMention(Node At, int Offset, string Path, FileUse Use, bool IsFatal)
{
    /// <summary>The probe or hook that it belongs to; null for the container itself.</summary>
    public Handler? Handler { get; init; }

    /// <summary>The flag or variable is called after files.</summary>
    public bool IsNamedFile { get; init; }
}

/// <summary>The files that a container is told: as its program, as a script, in arguments, in variables, in probes and hooks.</summary>
internal static class FileMentions
{
    // PATH_MAX.
    private const int Longest = 4096;

    private const string OfPaths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+@";

    // These start the words behind them, and take options of their own without values.
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal) { "env", "tini", "dumb-init", "nohup", "exec" };

    // What their paths mean is seen from elsewhere, or is no matter whether it is there.
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "nsenter", "chroot", "unshare", "ssh", "scp", "rsync", "docker", "podman", "crictl", "ctr", "nerdctl", "kubectl", "oc",
        "test", "[", "[[", "ls", "stat", "find", "rm", "touch", "mkdir", "rmdir", "tee", "mv", "ln", "chmod", "chown", "echo", "printf",
    };

    private static readonly HashSet<string> PythonOptions = new(StringComparer.Ordinal)
    {
        "-u", "-B", "-b", "-bb", "-E", "-I", "-O", "-OO", "-q", "-s", "-S", "-v", "-x", "-d",
    };

    private static readonly HashSet<string> Interpreters = new(StringComparer.Ordinal) { "perl", "ruby", "node", "php", "lua", "Rscript" };

    // Words in the names of flags and variables: what is written or need not be there, and folders.
    private static readonly HashSet<string> Written = new(StringComparer.OrdinalIgnoreCase)
    {
        "out", "output", "log", "logs", "logfile", "logging", "audit", "pid", "pidfile", "lock", "state", "history", "cache", "tmp", "temp",
        "socket", "sock", "unix", "dest", "destination", "write", "save", "storage", "store", "wal", "report", "result", "results",
        "export", "dump", "backup", "dir", "dirs", "directory", "directories", "folder", "folders", "home", "root", "mount", "prefix",
        "persist", "persistence", "generated", "create", "termination", "optional", "skip", "ignore", "exclude", "unset",
    };

    // Paths of URLs, unless they say that they are files.
    private static readonly HashSet<string> Served = new(StringComparer.OrdinalIgnoreCase)
    {
        "url", "uri", "urls", "endpoint", "route", "routes", "web", "http", "https", "context", "base", "basepath", "api", "metrics",
        "telemetry", "health", "healthz", "ready", "readiness", "liveness", "target", "location", "redirect", "callback", "ingress",
    };

    private static readonly HashSet<string> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        "file", "files", "filename", "config", "conf", "cfg", "configfile", "configuration", "cert", "certfile", "keyfile", "cafile",
        "script", "kubeconfig",
    };

    // Short flags for outputs, folders and ports.
    private const string ShortOther = "oOlpPdDwC";

    public static List<FileMention> Of(Container container)
    {
        var found = new List<FileMention>();
        Variables(container, found);
        Words(container, found);
        foreach (var handler in container.Handlers)
        {
            var first = found.Count;
            Command([.. handler.Command.Select(CommandWord.Of)], found);
            for (var i = first; i < found.Count; i++)
                found[i] = found[i] with { Handler = handler };
        }

        return found;
    }

    private static void Variables(Container container, List<FileMention> found)
    {
        foreach (var variable in container.Node.Find("env")?.Items ?? default)
        {
            if (variable.Find("value") is { IsScalar: true } value && value.Text is ['/' or 'f', ..]
                && variable.Find("name") is { IsScalar: true } name && !IsOther(name.Value) && Whole(CommandWord.Of(value), 0) is { } path)
            {
                Tell(path, name.Value, found);
            }
        }
    }

    private static void Words(Container container, List<FileMention> found)
    {
        var nodes = CommandLine.WordsOf(container.Node);
        if (nodes.IsEmpty || nodes.Any(node => !node.IsScalar))
            return;

        ImmutableArray<CommandWord> words = [.. nodes.Select(CommandWord.Of)];
        // What starts arguments alone is in the image.
        if (container.Node.Find("command") is { Items.Count: > 0 })
            Command(words, found);
        else if (!Others.Contains(CommandLine.ProgramOf(words[0].Text)))
            Arguments(words, 0, found);
    }

    private static void Command(ImmutableArray<CommandWord> words, List<FileMention> found)
    {
        var at = 0;
        while (at < words.Length && Wrappers.Contains(CommandLine.ProgramOf(words[at].Text)))
        {
            at++;
            while (at < words.Length && (words[at].IsOption || words[at].Text.Contains('=', StringComparison.Ordinal)))
                at++;
        }

        if (at == words.Length || words.Any(word => Others.Contains(CommandLine.ProgramOf(word.Text))))
            return;

        var script = CommandLine.ScriptOf([.. words.Skip(at).Select(word => word.At)]);
        var first = found.Count;
        Simple(words, at, script is null ? found : [], isFatal: true);
        if (script is not { } line || ShellText.CommandsOf(line) is not { } commands)
            return;

        foreach (var command in commands)
        {
            foreach (var input in command.Inputs)
                Add(input, FileUse.Read, isFatal: false, found);
            if (command.Words.Count > 0 && !command.Words.Exists(word => Others.Contains(CommandLine.ProgramOf(word.Text))))
                Simple([.. command.Words], 0, found, isFatal: commands.Count == 1, isOfScript: true);
        }

        // Of what a script gives a program only that is judged which it surely opens.
        for (var i = found.Count - 1; i >= first; i--)
        {
            if (found[i].Use == FileUse.Told)
                found.RemoveAt(i);
        }
    }

    // The program, what it surely opens, and its other arguments.
    private static void Simple(ImmutableArray<CommandWord> words, int at, List<FileMention> found, bool isFatal, bool isOfScript = false)
    {
        var program = words[at];
        Add(program, FileUse.Run, isFatal, found);
        var name = CommandLine.ProgramOf(program.Text);
        var next = at + 1;
        if (name is "cat" or "cp")
        {
            // The last of what is copied is where it goes.
            var last = name == "cat" ? words.Length : words.Length - 1;
            for (; next < last; next++)
                Add(words[next], FileUse.Read, isFatal, found);
            return;
        }

        if (ScriptAt(name, words, next, isOfScript) is { } script)
        {
            Add(words[script], FileUse.Run, isFatal, found);
            next = script + 1;
        }

        Arguments(words, next, found);
    }

    // The word that an interpreter takes for its script; null where none surely is.
    private static int? ScriptAt(string program, ImmutableArray<CommandWord> words, int at, bool isOfScript)
    {
        if (program is "." or "source")
            return isOfScript && at < words.Length ? at : null;

        var isShell = CommandLine.PosixShells.Contains(program);
        var isPython = program.StartsWith("python", StringComparison.Ordinal);
        if (!isShell && !isPython && !Interpreters.Contains(program))
            return null;

        while (at < words.Length && words[at].IsOption)
        {
            var option = words[at].Text;
            if (isPython ? !PythonOptions.Contains(option) : !isShell || !IsPlainOption(option))
                return null;
            at += isShell && option.EndsWith('o') ? 2 : 1;
        }

        return at < words.Length ? at : null;
    }

    // None that takes the script from elsewhere.
    private static bool IsPlainOption(string option) =>
        option is not ("-" or "-s" or ['-', '-', _, ..]) && !option.Contains('c', StringComparison.Ordinal);

    private static void Arguments(ImmutableArray<CommandWord> words, int at, List<FileMention> found)
    {
        for (var i = at; i < words.Length; i++)
        {
            var word = words[i];
            var equals = word.Text is ['/', ..] ? -1 : word.Text.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? word.Text[..equals] : i > 0 && words[i - 1] is { IsOption: true, Text: var flag } ? flag : "";
            if (!IsOther(name) && Whole(word, equals + 1) is { } path)
                Tell(path, name, found);
        }
    }

    private static void Tell(CommandWord path, string name, List<FileMention> found) =>
        found.Add(new FileMention(path.At, path.Offset, path.Text, FileUse.Told, IsFatal: false)
        {
            IsNamedFile = PartsOf(name).Exists(Files.Contains),
        });

    private static void Add(CommandWord word, FileUse use, bool isFatal, List<FileMention> found)
    {
        if (IsPath(word.Text))
            found.Add(new FileMention(word.At, word.Offset, word.Text, use, isFatal));
    }

    // All of the word from there on, or of the URL of a file.
    private static CommandWord? Whole(CommandWord word, int start)
    {
        const string Scheme = "file://";
        if (word.Text.AsSpan(start).StartsWith(Scheme))
            start += Scheme.Length;
        var path = word.Text.Length - start <= Longest ? word.Text[start..] : "";
        return IsPath(path) ? new CommandWord(path, word.At, word.Offset + start) : null;
    }

    /// <summary>The text is the absolute path of one file, and nothing else.</summary>
    internal static bool IsPath(string text) =>
        text.Length is > 1 and <= Longest && text[0] == '/' && text[^1] != '/' && text.AsSpan().IndexOfAnyExcept(OfPaths) < 0;

    private static bool IsOther(string name)
    {
        if (name is ['-', var letter] && ShortOther.Contains(letter, StringComparison.Ordinal))
            return true;

        var parts = PartsOf(name);
        return parts.Exists(Written.Contains) || (parts.Exists(Served.Contains) && !parts.Exists(Files.Contains));
    }

    // "--tls-cert-file", "CONFIG_FILE", "configFile".
    private static List<string> PartsOf(string name)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsAsciiLetter(name[i]);
            if (!isEnd && (i == start || !char.IsAsciiLetterUpper(name[i]) || !char.IsAsciiLetterLower(name[i - 1])))
                continue;
            if (i > start)
                parts.Add(name[start..i]);
            start = isEnd ? i + 1 : i;
        }

        return parts;
    }
}
