using System.CommandLine;
using System.Globalization;

namespace Linter.Cli;

/// <summary>
/// <c>lint [suggest:N] LINE</c>: what the word before position N of a command line may become, one a line; nothing where
/// it is a file's name. The library's own directive knows no --option=word and fails on it.
/// </summary>
internal static class Suggestions
{
    private const string Start = "[suggest:";

    /// <summary>The line up to the position; null for arguments that ask for no suggestions.</summary>
    public static string? LineBeforeCursor(string[] arguments)
    {
        if (arguments is not [var directive, var line] || !directive.StartsWith(Start, StringComparison.Ordinal) || directive[^1] != ']')
            return null;
        return int.TryParse(directive.AsSpan(Start.Length..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? line[..Math.Min(position, line.Length)]
            : null;
    }

    /// <param name="root">Of all commands.</param>
    /// <param name="line">From the program's name, whatever that is, to the cursor.</param>
    public static IEnumerable<string> For(RootCommand root, string line)
    {
        var name = line.IndexOf(' ', StringComparison.Ordinal);
        if (name < 0)
            return [];

        var text = line[(name + 1)..];
        var word = text[(text.LastIndexOf(' ') + 1)..];
        var before = text[..^word.Length];
        var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        if (equals < 0)
            return Completions(root, before, word);

        var option = word[..equals];
        return TakesValue(root, before, option)
            ? Completions(root, $"{before}{option} ", word[(equals + 1)..]).Select(completion => $"{option}={completion}")
            : [];
    }

    private static bool TakesValue(RootCommand root, string before, string option) => root
        .Parse(before, CommandLine.Parser).CommandResult.Command.Options
        .Concat(root.Options.Where(each => each.Recursive))
        .Any(each => each.Name == option && each.Arity.MaximumNumberOfValues > 0);

    // Behind the first word, a path is likelier than a command. What only repeats a word that wants a path says nothing.
    private static IEnumerable<string> Completions(RootCommand root, string before, string word) => root
        .Parse(before + word, CommandLine.Parser)
        .GetCompletions(before.Length + word.Length)
        .Select(completion => completion.Label)
        .Where(label => label.StartsWith(word, StringComparison.Ordinal))
        .Where(label => label[0] != '-' || word is ['-', ..])
        .Where(label => before.Trim().Length == 0 || !CommandLine.CommandNames.Contains(label, StringComparer.Ordinal))
        .Where(label => label != word || label[^1] != '=')
        .Distinct(StringComparer.Ordinal);
}
