using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>
/// A container, or a pod as a whole, that requests more of a resource than its limit
/// (k8s.io/kubernetes pkg/apis/core/validation, ValidateContainerResourceRequirements).
/// </summary>
public sealed class RequestOverLimit : IRule
{
    public string Id => "request-over-limit";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Part.PlainPods())
        {
            if (pods.Spec?.Find("resources") is { IsMapping: true } whole)
            {
                foreach (var finding in Compare(context, pods, MessageText.Of($"each pod of '{pods.Workload}'"), whole))
                    yield return finding;
            }

            foreach (var container in pods.Containers)
            {
                if (container.Node.Find("resources") is not { IsMapping: true } resources)
                    continue;

                foreach (var finding in Compare(context, pods, PodText.Container(pods, container), resources))
                    yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Compare(RuleContext context, PodTemplate pods, MessageText owner, Node resources)
    {
        var limits = resources.Find("limits");
        foreach (var request in resources.Find("requests")?.Entries ?? default)
        {
            // What cannot be shared must be equal to its limit, whichever is more: invalid-value says so.
            if (ResourceNames.CannotBeShared(request.Key.Value) || limits?.Find(request.Key.Value) is not { } limit)
                continue;

            if (Quantity.Read(request.Value) is { } wanted && Quantity.Read(limit) is { IsNegative: false } allowed && wanted > allowed)
                yield return Describe(context, pods, owner, request, limit);
        }
    }

    private static Finding Describe(RuleContext context, PodTemplate pods, MessageText owner, Entry request, Node limit) =>
        context.At(pods.Workload, request.Value,
            $"{owner} requests '{request.Value.Value}' of '{request.Key.Value}', more than its limit of '{limit.Value:1}'") with
        {
            Label = "more than the limit",
            Related = [new RelatedSpan(limit.Span, "the limit")],
            Effect = "the API server refuses these pods",
            Help = "raise the limit, or lower the request",
        };
}
