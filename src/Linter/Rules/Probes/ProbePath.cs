using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An httpGet path without a slash in front.</summary>
public sealed class ProbePath : IRule
{
    public string Id => "probe-path";

    public bool IsAdvice => true;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        from running in context.Part.RunningContainers
        from probe in running.Container.Probes
        let handler = probe.FindHandler()
        where handler is { Kind: Handler.HttpGet }
        let path = handler.Node.Find("path")
        where path is { IsScalar: true, IsNull: false } && path.Value.Value.Length > 0 && path.Value.Value[0] != '/'
        select Describe(context, running, probe, path.Value);

    private static Finding Describe(RuleContext context, RunningContainer running, Probe probe, Node path)
    {
        var finding = context.At(running.Workload, path,
            $"'{probe.Kind}' of container '{running.Title}' in '{running.Pods}' asks for path '{path.Value}', which has no '/' in front") with
        {
            Label = "no leading slash",
        };
        return path.Value.Contains("://", StringComparison.Ordinal)
            ? finding with { Help = "give the path only: scheme, host and port are fields of their own" }
            : finding with
            {
                Effect = "the kubelet adds the slash, other readers of the manifest may not",
                Help = $"write /{path.Value}",
                Fix = path.Style is ScalarStyle.Literal or ScalarStyle.Folded
                    ? null
                    : new Fix("put a slash in front", [new TextEdit(Start(path), "/")]),
            };
    }

    private static Text.SourceSpan Start(Node path)
    {
        var start = path.Span.Start + (path.Style == ScalarStyle.Plain ? 0 : 1);
        return path.Span with { Start = start, End = start };
    }
}
