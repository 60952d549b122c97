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
            foreach (var finding in Compare(context, pods, null, pods.Spec?.Find("resources")))
                yield return finding;

            foreach (var container in pods.Containers)
            {
                foreach (var finding in Compare(context, pods, container, container.Node.Find("resources")))
                    yield return finding;
            }
        }
    }

    // Without a container: what is said of the pod as a whole.
    private static IEnumerable<Finding> Compare(RuleContext context, PodTemplate pods, Container? container, Node? resources) =>
        resources?.Find("requests") is { } requests && resources?.Find("limits") is { } limits
            ? Compare(context, pods, container, requests, limits)
            : [];

    private static IEnumerable<Finding> Compare(RuleContext context, PodTemplate pods, Container? container, Node requests, Node limits)
    {
        foreach (var request in requests.Entries)
        {
            // What cannot be shared must be equal to its limit, whichever is more: invalid-value says so.
            if (ResourceNames.CannotBeShared(request.Key.Value) || limits.Find(request.Key.Value) is not { } limit)
                continue;

            if (Quantity.Read(request.Value) is { } wanted && Quantity.Read(limit) is { IsNegative: false } allowed && wanted > allowed)
                yield return Describe(context, pods, container, request, limit);
        }
    }

    private static Finding Describe(RuleContext context, PodTemplate pods, Container? container, Entry request, Node limit)
    {
        var owner = container is null ? MessageText.Of($"each pod of '{pods.Workload}'") : PodText.Container(pods, container);
        return context.At(pods.Workload, request.Value,
            $"{owner} requests '{request.Value.Value}' of '{request.Key.Value}', more than its limit of '{limit.Value:1}'") with
        {
            Label = "more than the limit",
            Related = [new RelatedSpan(limit.Span, "the limit")],
            Effect = "the API server refuses these pods",
            Help = "raise the limit, or lower the request",
        };
    }
}
