using System.CommandLine;
using Linter.Engine;
using Linter.Reporting;

namespace Linter.Cli;

/// <summary><c>lint entries [PATH...]</c>: every way into what is applied together, and what it comes to.</summary>
internal sealed class EntriesCommand(LintCommand lint)
{
    public const string Name = "entries";

    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "As of lint",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> format = LintCommand.Word("--format", CommandChoices.EntriesFormats,
        "What standard output holds (default: text)");

    public Command Create(CliEnvironment environment)
    {
        var command = new Command(Name, "Lists the ways in and says which of them reach pods; exit 1 if one is broken") { paths, format };
        foreach (var option in lint.Common)
            command.Add(option);
        command.SetAction(parsed => Run(parsed, environment));
        return command;
    }

    private int Run(ParseResult parsed, CliEnvironment environment)
    {
        var errors = new List<UsageError>();
        var chosen = CommandChoices.EntriesFormats.Read(parsed.GetValue(format) ?? "text", errors);
        var asked = parsed.GetValue(paths) ?? [];
        return lint.Show(parsed, environment, asked, chosen == EntriesFormat.Text, errors, (inspection, style) =>
        {
            var list = EntryList.Of(inspection);
            if (chosen == EntriesFormat.Json)
                WalkJson.Write(list, environment.Output);
            else if (chosen == EntriesFormat.Markdown)
                EntryTable.WriteMarkdown(list, ReportPaths.AsTheyAre, environment.Output);
            else
                EntryTable.WriteText(list, environment.OutputWidth > 0 ? style : style with { Width = int.MaxValue }, environment.Output);
            return list.Counts.Broken > 0 ? ExitCode.Findings : ExitCode.Clean;
        });
    }
}
