using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A probe's or hook's command that cannot run as written: one word with spaces, or shell syntax without a shell.</summary>
public sealed class ProbeCommand : IRule
{
    public string Id => "probe-command";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            foreach (var handler in running.Container.Handlers)
            {
                if (!handler.Command.IsEmpty && Judge(context, running, handler) is { } finding)
                    yield return finding;
            }
        }
    }

    private static Finding? Judge(RuleContext context, RunningContainer running, Handler handler)
    {
        if (CommandLine.IsSeveralWords(handler.Command[0]))
            return OneWord(context, running, handler, handler.Command[0]);
        if (CommandLine.HasShell(handler.Command))
            return handler.OwnerIsProbe ? EmptyVariable(context, running, handler) : null;
        if (CommandLine.FindShellSyntax(handler.Command) is { } syntax)
            return NeedsShell(context, running, handler, syntax);
        return EmptyVariable(context, running, handler);
    }

    private static Finding OneWord(RuleContext context, RunningContainer running, Handler handler, Node word) =>
        context.At(running.Workload, word,
            $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' runs '{word.Value}' as one word, so an executable with spaces in its name is looked for") with
        {
            Label = "one word, not a command line",
            Related = [new RelatedSpan(handler.Entry.Key.Span, "exec runs its command without a shell")],
            Effect = handler.Consequence,
            Help = CommandLine.IsPlain(word.Value)
                ? "make each word an item of the list"
                : "run it by a shell: sh, -c and the line as three items",
            Fix = CommandLine.Split(word) is { } items
                ? new Fix("one item for each word", [new TextEdit(word.Span, items)], IsSafe: false)
                : null,
        };

    private static Finding NeedsShell(RuleContext context, RunningContainer running, Handler handler, Node syntax) =>
        context.At(running.Workload, syntax,
            $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' hands '{syntax.Value}' to '{handler.Command[0].Value:1}' as it stands: no shell reads it") with
        {
            Label = "shell syntax without a shell",
            Related = [new RelatedSpan(handler.Command[0].Span, "exec starts this executable itself")],
            Effect = handler.Consequence,
            Help = "run it by a shell: sh, -c and the whole line as three items",
        };

    // V1EnvVarsToMap (k8s.io/kubernetes pkg/kubelet/container/helpers.go): a variable with valueFrom has the value "" there.
    private static Finding? EmptyVariable(RuleContext context, RunningContainer running, Handler handler)
    {
        if (!handler.OwnerIsProbe)
            return null;

        foreach (var word in handler.Command)
        {
            if (CommandLine.FindVariableFromElsewhere(word, running.Container) is not { } variable)
                continue;

            var name = variable.Find("name")!.Value;
            return context.At(running.Workload, word,
                $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' uses '$({name.Value:1})', which is empty there: a probe's command knows only variables with a plain value") with
            {
                Label = "becomes an empty word",
                Related = [new RelatedSpan(name.Span, $"{name.Value} comes from valueFrom")],
                Effect = handler.Consequence,
                Help = $"let a shell in the container read it: sh, -c and the line with \"${name.Value}\"",
            };
        }

        return null;
    }
}
