using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A rule whose backends share no traffic: every weight is 0, or there is no backend at all.</summary>
public sealed class RouteWithoutTraffic : IRule
{
    public string Id => "route-without-traffic";

    public bool Concerns(LinkGraph graph) => !graph.Routes.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context) =>
        from route in context.Graph.Routes
        from rule in route.Rules
        where rule.Backends.Length > 0 ? rule.Backends.All(backend => backend.Weight == 0) : AnswersNothing(rule)
        select rule.Backends.Length > 0 ? AllZero(context, rule) : NoBackends(context, rule);

    private static Finding AllZero(RuleContext context, RouteRule rule)
    {
        var (first, others) = (rule.Backends[0], rule.Backends.Skip(1).Take(3));
        var which = rule.Backends.Length == 1
            ? MessageText.Of($"its only backend '{first}'")
            : MessageText.Of($"each of its '{rule.Backends.Length}' backends");
        return context.At(rule.Route.Resource, first.WeightNode!.Value,
            $"'{rule.Route}' {first.Sends} to nobody: {which} has weight '0'") with
        {
            Label = "no backend has a share",
            Related = [.. others.Select(backend => new RelatedSpan(backend.WeightNode!.Value.Span, $"weight 0 of {backend}"))],
            Effect = rule.Route.HasRequests
                ? "the sum of the weights is 0, so every such request is answered 500"
                : "the sum of the weights is 0, so all such traffic is dropped",
            Help = "give the backend that serves a weight above 0",
        };
    }

    // A redirect answers by itself, and so may a filter of an implementation.
    private static bool AnswersNothing(RouteRule rule) =>
        rule.Route.Kind == Kinds.HttpRoute
        && !rule.Filters.Any(filter => filter.FindText("type")?.Value is not ("RequestHeaderModifier" or "ResponseHeaderModifier"
            or "URLRewrite" or "RequestMirror" or "CORS"));

    private static Finding NoBackends(RuleContext context, RouteRule rule) =>
        context.At(rule.Route.Resource, rule.Matches.FirstOrDefault()?.At ?? rule.Node, Severity.Note,
            $"'{rule.Route}' has a rule for {rule.Sent} with neither a backend nor a redirect") with
        {
            Label = "no backendRefs",
            Effect = "such requests are not forwarded: the Gateway answers them itself, with 404 or 500 by its implementation",
            Help = "add backendRefs, or a RequestRedirect filter",
        };
}
