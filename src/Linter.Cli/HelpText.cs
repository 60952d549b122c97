using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using Linter.Reporting;

namespace Linter.Cli;

/// <summary>
/// <c>--help</c>. Ours, since the library's names the process, whatever that is called, and knows no examples. Fits the width.
/// </summary>
internal sealed class HelpText(TextWriter output, int width) : SynchronousCommandLineAction
{
    // Below this a column of words is harder to read than lines that the terminal breaks.
    private const int NarrowestColumn = 24;

    private const string Examples = """
        Examples:
          lint                              what is in this folder and below
          lint k8s/ -n shop                 resources that name no namespace are in shop
          lint ./graph                      a folder that is called like a command
          helm template shop charts/shop | lint -
          lint --output sarif=lint.sarif    text here, SARIF for code scanning there
          lint --rule image-unpinned=off --fail-on warning
          lint entries k8s/                 every way in, and what it comes to
          lint trace https://shop.example.com/cart k8s/
          lint explain service-selects-nothing
          lint graph k8s/ --format html > graph.html
          lint init                         write a .lint.yaml that fits this folder

        Exit codes:
          0  nothing at or above the level of --fail-on
          1  findings
          2  wrong usage or configuration, a path that cannot be opened, nothing to lint
          3  a failure of lint itself

        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        output.Write(Of(parseResult.CommandResult.Command, width));
        return ExitCode.Clean;
    }

    private static string Of(Command command, int width)
    {
        var isRoot = command is RootCommand;
        var text = new StringBuilder();
        Column(text, command.Description ?? "", 0, width);
        text.Append("\nUsage:\n");
        text.Append(Usage(command));
        foreach (var subcommand in command.Subcommands)
            text.Append(Usage(subcommand));

        Section(text, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")), width);
        Section(text, "Commands", command.Subcommands.Select(subcommand => (subcommand.Name, subcommand.Description ?? "")), width);
        Section(text, "Options", Options(command).Select(option => (Label(option), option.Description ?? "")), width);
        return text.Append(isRoot ? "\n" + Examples : "").ToString();
    }

    /// <summary>A command's words behind <c>lint</c>; empty for the root.</summary>
    public static string NameOf(Command command) =>
        string.Join(' ', Outer(command).Prepend(command).Where(part => part is not RootCommand).Select(part => part.Name).Reverse());

    private static string Usage(Command command) =>
        $"  lint {NameOf(command)}".TrimEnd()
        + $" [OPTION...]{string.Concat(command.Arguments.Select(argument => $" {Usage(argument)}"))}\n";

    private static string Usage(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues > 0 ? name : $"[{name}]";
    }

    private static IEnumerable<Option> Options(Command command) => command.Options
        .Concat(Outer(command).SelectMany(outer => outer.Options).Where(option => option.Recursive))
        .Where(option => !option.Hidden);

    private static IEnumerable<Command> Outer(Command command)
    {
        for (var at = command.Parents.OfType<Command>().FirstOrDefault(); at is not null; at = at.Parents.OfType<Command>()
            .FirstOrDefault())
        {
            yield return at;
        }
    }

    private static string Label(Option option)
    {
        var alias = option.Aliases.FirstOrDefault();
        var names = alias is null ? $"    {option.Name}" : $"{alias}, {option.Name}";
        return option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    private static void Section(StringBuilder text, string title, IEnumerable<(string Label, string Description)> rows, int width)
    {
        var list = rows.ToList();
        if (list.Count == 0)
            return;

        var indent = list.Max(row => row.Label.Length) + 4;
        text.Append($"\n{title}:\n");
        foreach (var (label, description) in list)
        {
            text.Append($"  {label}".PadRight(indent));
            Column(text, description, indent, width);
        }
    }

    // Words from the column of the indent on; the text stands in the line of the first already.
    private static void Column(StringBuilder text, string words, int indent, int width)
    {
        var lines = width - indent < NarrowestColumn ? [words] : Wrapping.Lines(words, width - indent);
        text.AppendJoin("\n" + new string(' ', indent), lines).Append('\n');
    }
}

/// <summary><c>--version</c>.</summary>
internal sealed class VersionText(TextWriter output) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        output.Write($"lint {CliEnvironment.Version}\n");
        return ExitCode.Clean;
    }
}
