using System.Collections.Immutable;
using System.Globalization;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>How long a command sleeps for certain: <c>sleep 60</c>, by itself or among the plain commands of a shell's script.</summary>
internal static class SleepTime
{
    private const int MostSeconds = 10_000_000;

    // What decides whether the commands behind it are run, or how often, or leaves them to run by themselves.
    private static readonly ImmutableArray<string> Words =
        ["if", "then", "else", "elif", "fi", "while", "until", "for", "do", "done", "case", "esac", "select", "function", "exit", "return", "trap", "set", "exec", "eval", "timeout", "wait", "{", "}", "!", "[", "[[", "test", "break", "continue"];

    /// <summary>The word that says it and the seconds; null where it does not sleep, or nobody can tell for how long.</summary>
    public static (Node Word, long Seconds)? Of(ImmutableArray<Node> command)
    {
        if (command.Length == 0 || command.Any(word => !word.IsScalar))
            return null;
        if (command.Length > 1 && IsSleep(command[0].Value))
            return Seconds(command.Skip(1).Select(word => word.Value)) is { } alone ? (command[1], alone) : null;

        return CommandLine.ScriptOf(command) is { } script && OfScript(script.Value) is { } seconds ? (script, seconds) : null;
    }

    private static long? OfScript(string script)
    {
        if (script.AsSpan().IndexOfAny("|`#\\(") >= 0 || script.Contains("<<", StringComparison.Ordinal))
            return null;

        var total = 0L;
        foreach (var step in script.Replace("&&", ";", StringComparison.Ordinal).Split(';', '\n'))
        {
            var words = step.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (Words.AsSpan().Contains(words[0]) || step.Contains('&', StringComparison.Ordinal))
                return null;
            if (!IsSleep(words[0]))
                continue;
            if (Seconds(words.Skip(1)) is not { } seconds)
                return null;
            total += seconds;
        }

        return total > 0 ? total : null;
    }

    private static bool IsSleep(string word) => word is "sleep" or "/bin/sleep" or "/usr/bin/sleep";

    // Several are added up; s, m, h and d stand for what they are called after.
    private static long? Seconds(IEnumerable<string> words)
    {
        var total = 0.0;
        foreach (var word in words)
        {
            var unit = word.Length == 0 ? 0 : word[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
            if (!double.TryParse(unit == 0 ? word : word[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return null;
            total += number * (unit == 0 ? 1 : unit);
        }

        return total is > 0 and < MostSeconds ? (long)total : null;
    }
}
