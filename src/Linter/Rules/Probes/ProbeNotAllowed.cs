using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A probe or lifecycle hooks on an init container that ends before the others start.</summary>
public sealed class ProbeNotAllowed : IRule
{
    private static readonly ImmutableArray<string> Forbidden = [Probe.Liveness, Probe.Readiness, Probe.Startup, "lifecycle"];

    public string Id => "probe-not-allowed";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Part.PlainPods())
        {
            foreach (var container in pods.Containers)
            {
                if (!container.IsInit || container.IsSidecar || MeansSidecar(container))
                    continue;

                foreach (var field in Forbidden)
                {
                    if (container.Node.FindEntry(field) is { Value.IsNull: false } entry)
                        yield return Describe(context, pods, container, entry);
                }
            }
        }
    }

    private static Finding Describe(RuleContext context, PodTemplate pods, Container container, Entry entry) =>
        context.At(pods.Workload, entry.Key,
            $"Init container '{Handlers.TitleOf(container):1}' of '{pods}' has '{entry.Key.Value}', which only containers that keep running may have") with
        {
            Label = "not allowed on an init container",
            Related = [new RelatedSpan(container.NameNode.IsScalar ? container.NameNode.Span : entry.Key.Span,
                "this init container has no restartPolicy: Always, so it must end before the others start")],
            Effect = "the API server refuses the object",
            Help = $"remove {entry.Key.Value}, or set restartPolicy: Always if the container is a sidecar",
        };

    // restartPolicy "always" is an error of its own; the probe is fine once that is mended.
    private static bool MeansSidecar(Container container) =>
        container.Node.Find("restartPolicy") is { } policy && string.Equals(policy.Value, "Always", StringComparison.OrdinalIgnoreCase);
}
