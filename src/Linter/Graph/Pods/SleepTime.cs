using System.Collections.Immutable;
using System.Globalization;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// How long a command sleeps for certain before it does anything else: <c>sleep 60</c>, by itself or at the beginning of a shell's script.
/// </summary>
internal static class SleepTime
{
    private const int MostSeconds = 10_000_000;

    // What neither fails nor ends the process: any other command may stop it in an orderly way, and the sleep is only the longest that it
    // gets.
    private static readonly ImmutableArray<string> Harmless = ["echo", "printf", "true", ":", "date", "set"];

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
        var total = 0L;
        foreach (var step in script.Replace("&&", ";", StringComparison.Ordinal).Split(';', '\n'))
        {
            var words = step.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (step.AsSpan().IndexOfAny("|&`(<\\") >= 0 || !HasWholeQuotes(step))
                break;
            if (IsSleep(words[0]) && Seconds(words.Skip(1)) is { } seconds)
                total += seconds;
            else if (!Harmless.AsSpan().Contains(words[0]))
                break;
        }

        return total > 0 ? total : null;
    }

    // What separates commands may stand in quotes.
    private static bool HasWholeQuotes(string step) =>
        step.Count(character => character == '\'') % 2 == 0 && step.Count(character => character == '"') % 2 == 0;

    private static bool IsSleep(string word) => word is "sleep" or "/bin/sleep" or "/usr/bin/sleep";

    // Several are added up; s, m, h and d stand for what they are called after.
    private static long? Seconds(IEnumerable<string> words)
    {
        var total = 0.0;
        foreach (var word in words)
        {
            var unit = word.Length == 0 ? 0 : word[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
            if (!double.TryParse(unit == 0 ? word : word[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var number))
            {
                return null;
            }

            total += number * (unit == 0 ? 1 : unit);
        }

        return total is > 0 and < MostSeconds ? (long)total : null;
    }
}
