using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using Linter.Engine;
using Linter.Reporting;

namespace Linter.Cli;

/// <summary><c>lint trace TARGET [PATH...]</c>: the way of one request, step by step.</summary>
internal sealed class TraceCommand(LintCommand lint)
{
    public const string Name = "trace";

    private static readonly ImmutableArray<string> TargetWords = ["https://", "service/", "nodeport:", "deploy/"];
    private static readonly ImmutableArray<string> WorkloadWords = ["deploy/", "statefulset/", "daemonset/", "pod/"];

    private readonly Argument<string> target = new("TARGET")
    {
        Description = $"What to follow: {TraceTarget.Forms} (who gets there)",
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Argument<string[]> paths = new("PATH") { Description = "As of lint", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string> format = LintCommand.Word("--format", CommandChoices.TraceFormats,
        "What standard output holds (default: text)");
    private readonly Option<bool> quiet = LintCommand.Flag("--quiet", "The last line of the way only: what it comes to", "-q");
    private readonly Option<string> method = new("--method", "-X")
    {
        Description = "The request's method, where routes ask for one (default: GET)",
        HelpName = "METHOD"
    };

    private readonly Option<string[]> header = new("--header", "-H")
    {
        Description = "A header of the request, where routes ask for one; may be repeated",
        HelpName = "NAME:VALUE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> from = new("--from")
    {
        Description = "The workload that asks: its namespace and the policies for it count",
        HelpName = "KIND/NAME",
        CompletionSources = { _ => WorkloadWords.Select(word => new CompletionItem(word)) },
    };

    public Command Create(CliEnvironment environment)
    {
        var command = new Command(Name,
            "Follows a request to its pods, step by step; exit 1 if it breaks, 2 if nothing takes it") { target, paths, method, header,
                from, format, quiet };
        foreach (var option in lint.Common)
            command.Add(option);
        target.CompletionSources.Add(_ => TargetWords.Select(word => new CompletionItem(word)));
        command.SetAction(parsed => Run(parsed, environment));
        return command;
    }

    private int Run(ParseResult parsed, CliEnvironment environment)
    {
        var errors = new List<UsageError>();
        var chosen = CommandChoices.TraceFormats.Read(parsed.GetValue(format) ?? "text", errors);
        var asked = Target(parsed, errors);
        var source = From(parsed.GetValue(from), errors);
        return lint.Show(parsed, environment, parsed.GetValue(paths) ?? [], chosen == TraceFormat.Text, errors, (inspection, style) =>
        {
            var trace = Trace.Of(inspection, asked!, source);
            if (chosen == TraceFormat.Json)
                WalkJson.Write(trace, environment.Output);
            else
                new TraceText(style).Write(trace, parsed.GetValue(quiet), environment.Output);
            return trace.Verdict switch
            {
                EntryVerdict.Broken => ExitCode.Findings,
                EntryVerdict.Unknown => ExitCode.Unusable,
                _ => ExitCode.Clean,
            };
        }, parsed.GetValue(quiet));
    }

    private TraceTarget? Target(ParseResult parsed, List<UsageError> errors)
    {
        var text = parsed.GetValue(target) ?? "";
        var (read, problem) = TraceTarget.Read(text, parsed.GetValue(method) ?? "GET", Headers(parsed.GetValue(header) ?? [], errors));
        if (problem is not null)
            errors.Add(new UsageError(problem, $"lint trace takes {TraceTarget.Forms}"));
        return read;
    }

    private static ImmutableArray<(string Name, string Value)> Headers(string[] texts, List<UsageError> errors)
    {
        var headers = ImmutableArray.CreateBuilder<(string Name, string Value)>();
        foreach (var text in texts)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                errors.Add(new UsageError($"--header takes NAME:VALUE, not '{text}'", "such as --header 'x-canary: always'"));
            else
                headers.Add((text[..colon].Trim(), text[(colon + 1)..].Trim()));
        }

        return headers.ToImmutable();
    }

    private static TraceTarget? From(string? text, List<UsageError> errors)
    {
        if (text is null)
            return null;

        var read = TraceTarget.ReadWorkload(text);
        if (read is null)
        {
            errors.Add(new UsageError($"--from takes a workload, not '{text}'",
                "such as --from deploy/web, or --from deploy/web.NAMESPACE"));
        }

        return read;
    }
}
