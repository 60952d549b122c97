using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Linter.Text;

namespace Linter.Cli;

/// <summary>The program from arguments to exit code.</summary>
internal sealed class CommandLine
{
    public const string DebugOption = "--debug";

    private const string DebugVariable = "LINT_DEBUG";

    private readonly CliEnvironment environment;
    private readonly LintCommand lint = new();
    private readonly RootCommand root;

    private CommandLine(CliEnvironment environment, bool hasCommands)
    {
        this.environment = environment;
        root = lint.Create(environment);
        if (hasCommands)
            AddCommands();
        ReplaceBuiltIns();
    }

    /// <summary>A path may begin with @: no response files.</summary>
    public static ParserConfiguration Parser { get; } = new() { ResponseFileTokenReplacer = null };

    /// <summary>What stands behind <c>lint</c> and is no path.</summary>
    public static IReadOnlyList<string> CommandNames { get; } =
    [
        CompletionCommand.Name, ConfigCommand.Name, EntriesCommand.Name, ExplainCommand.Name, GraphCommand.Name, InitCommand.Name,
        TraceCommand.Name,
    ];

    /// <summary>Never throws; all that is wrong is said on standard error and in the exit code.</summary>
    public static int Run(string[] arguments, CliEnvironment environment)
    {
        try
        {
            var exitCode = new CommandLine(environment, MaySpeakOfCommands(arguments)).Run(arguments);
            environment.Output.Flush();
            return exitCode;
        }
        catch (IOException)
        {
            // Readers that went away end the run quietly: .NET hides a closed pipe. What arrives here is a full disk.
            new Complaints(environment.Error).Write("cannot write to standard output: the system reports an input/output error");
            return ExitCode.Unusable;
        }
        catch (UnauthorizedAccessException)
        {
            // What a stream that the caller closed is to .NET.
            new Complaints(environment.Error).Write("cannot write to standard output: it is closed");
            return ExitCode.Unusable;
        }
        catch (OutOfMemoryException)
        {
            new Complaints(environment.Error).Write(
                "there is not enough memory for what was to be read",
                "lint fewer files at once, or allow more memory: it takes about ten times what the files take, and 60 MB");
            return ExitCode.Unusable;
        }
#pragma warning disable CA1031 // Whatever it is, it must neither look like findings nor show a stack unasked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var isDebug = arguments.Contains(DebugOption, StringComparer.Ordinal)
                || !string.IsNullOrEmpty(environment.Variable(DebugVariable));
            new Complaints(environment.Error)
                .WriteInternal($"{exception.GetType().Name}: {exception.Message}", exception.ToString(), isDebug);
            return ExitCode.Internal;
        }
    }

    private int Run(string[] arguments)
    {
        if (Suggestions.LineBeforeCursor(arguments) is { } line)
        {
            foreach (var suggestion in Suggestions.For(root, line))
                environment.Output.WriteLine(suggestion);
            return ExitCode.Clean;
        }

        var parsed = root.Parse(arguments, Parser);
        if (parsed.Action is not HelpText && UsageErrorIn(parsed) is { } error)
        {
            new Complaints(environment.Error).Write(error with { Help = error.Help ?? "lint --help shows all options" });
            return ExitCode.Unusable;
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = environment.Output,
            Error = environment.Error,
        });
    }

    private void AddCommands()
    {
        root.Add(new EntriesCommand(lint).Create(environment));
        root.Add(new TraceCommand(lint).Create(environment));
        root.Add(new ExplainCommand(lint.Color).Create(environment));
        root.Add(new ConfigCommand(lint.Config).Create(environment));
        root.Add(new GraphCommand(lint).Create(environment));
        root.Add(new InitCommand().Create(environment));
        root.Add(new CompletionCommand().Create(environment));
    }

    // Making all commands takes longer than reading a few files. They are seen only where one is named, in help (-h, also
    // among other letters), and in completion, which begins with a bracket.
    private static bool MaySpeakOfCommands(string[] arguments) => Array.Exists(arguments, static argument =>
        argument.StartsWith('[') || argument.StartsWith("--help", StringComparison.Ordinal)
        || (argument is ['-', not '-', ..] && argument.Contains('h', StringComparison.Ordinal))
        || CommandNames.Contains(argument, StringComparer.Ordinal));

    // The library's own help answers to /h and /? too, which are paths.
    private void ReplaceBuiltIns()
    {
        foreach (var option in root.Options.Where(option => option is HelpOption or VersionOption).ToList())
            root.Options.Remove(option);
        root.Add(new HelpOption("--help", "-h")
        {
            Description = "Show this help",
            Recursive = true,
            Action = new HelpText(environment.Output, Terminal.Width(environment))
        });
        root.Add(new VersionOption("--version") { Description = "Show the version", Action = new VersionText(environment.Output) });
    }

    private UsageError? UsageErrorIn(ParseResult parsed) =>
        UnknownOption(parsed) ?? MisplacedWord(parsed) ?? parsed.Errors.Select(Describe).FirstOrDefault();

    // A list of paths takes every word, also a mistyped option.
    private UsageError? UnknownOption(ParseResult parsed)
    {
        var words = Commands(parsed).SelectMany(command => command.Arguments)
            .SelectMany(argument => TokensOf(parsed, argument))
            .Concat(parsed.UnmatchedTokens);
        if (words.FirstOrDefault(word => word.Length > 1 && word[0] == '-') is not { } unknown)
            return null;

        var name = unknown.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? unknown[..equals] : unknown;
        var command = parsed.CommandResult.Command;
        var known = command.Options.Concat(root.Options.Where(option => option.Recursive))
            .Where(option => !option.Hidden)
            .Select(option => option.Name);
        return new UsageError(
            $"unknown option '{name}'",
            Spelling.Nearest(name, known) is { } nearest ? $"did you mean {nearest}?   (lint --help)" : null);
    }

    private UsageError? MisplacedWord(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var unmatched, ..])
        {
            return new UsageError($"unexpected '{unmatched}'",
                unmatched.StartsWith('[') ? $"a path that begins with [ is written ./{unmatched}" : null);
        }

        if (parsed.CommandResult.Command == root)
            return null;

        var own = parsed.CommandResult.Command;
        var command = own.Name;
        if (Commands(parsed).Skip(1)
            .SelectMany(outer => outer.Arguments)
            .SelectMany(argument => TokensOf(parsed, argument))
            .FirstOrDefault() is { } path)
        {
            return new UsageError($"unexpected '{path}' before the command {command}",
                path == "help"
                    ? $"did you mean lint {HelpText.NameOf(own)} --help?"
                    : $"a path that is called like a command is written ./{command}");
        }

        return Commands(parsed).Skip(1)
            .SelectMany(outer => outer.Options)
            .FirstOrDefault(option => !option.Recursive && !own.Options.Contains(option)
                && parsed.GetResult(option) is { Implicit: false }) is { } foreign
            ? new UsageError($"option {foreign.Name} does not belong to the command {command}",
                $"lint {HelpText.NameOf(own)} --help shows its options")
            : null;
    }

    // The command that was called, then those it belongs to.
    private static IEnumerable<Command> Commands(ParseResult parsed)
    {
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = command.Parent)
            yield return command.Command;
    }

    private static IEnumerable<string> TokensOf(ParseResult parsed, Argument argument) =>
        parsed.GetResult(argument)?.Tokens.Select(token => token.Value) ?? [];

    private static UsageError Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Option: VersionOption } => new UsageError("--version stands alone"),
        OptionResult { Tokens.Count: 0 } option => new UsageError($"option {option.Option.Name} needs a value", Values(option.Option)),
        ArgumentResult { Tokens.Count: 0, Argument: var missing } =>
            new UsageError($"{HelpText.NameOf(missing.Parents.OfType<Command>().First())} needs {missing.Name}", missing.Description),
        OptionResult { IdentifierTokenCount: > 1 } option => new UsageError($"option {option.Option.Name} is given twice"),
        _ => new UsageError(error.Message.TrimEnd('.')),
    };

    private static string? Values(Option option) => option.HelpName is { } name ? $"{option.Name} {name}" : null;
}
