using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>One host and match that two rules on one parent send to different backends.</summary>
public sealed class RouteConflict : IRule
{
    public string Id => "route-conflict";

    public bool Concerns(LinkGraph graph) => !graph.Routes.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var taken = new Dictionary<Place, Claim>();
        var reported = new HashSet<RouteRule>();
        var attachment = new ListenerAttachment(context.Graph);
        foreach (var route in InOrder(context.Graph))
        {
            var parents = route.Parents.Where(parent => MayTake(attachment, parent)).ToList();
            foreach (var claim in ClaimsOf(route))
            {
                foreach (var place in PlacesOf(claim, parents))
                {
                    if (!taken.TryAdd(place, claim) && Differ(taken[place], claim) && reported.Add(claim.Rule))
                        yield return Describe(context, claim, taken[place], place);
                }
            }
        }
    }

    // Of routes of one age, the first by namespace and name wins (HTTPRouteRule.matches in apis/v1/httproute_types.go).
    // Connections and datagrams have no match; a repeated definition of a route replaces the first.
    private static IEnumerable<RouteView> InOrder(LinkGraph graph)
    {
        var seen = new HashSet<(GroupKind, string?, string)>();
        return graph.Routes
            .Where(route => route.HasHosts
                && (route.Resource.Name.Length == 0 || seen.Add((route.Kind, route.Namespace, route.Resource.Name))))
            .OrderBy(route => route.Namespace, StringComparer.Ordinal)
            .ThenBy(route => route.Resource.Name, StringComparer.Ordinal);
    }

    // A route that its Gateway does not accept gets no requests anyway: route-not-allowed and route-parent-not-found say so.
    private static bool MayTake(ListenerAttachment attachment, RouteParent parent)
    {
        if (!parent.IsGateway || parent.Reference.NameNode is null)
            return true;

        var meant = attachment.Of(parent);
        return meant.Gateways.IsEmpty || meant.IsTaken(parent) || meant.Gateways.Any(gateway => gateway.Listeners.IsEmpty);
    }

    private static IEnumerable<Claim> ClaimsOf(RouteView route)
    {
        foreach (var rule in route.Rules)
        {
            var destination = Destination(rule);
            if (rule.Matches.IsEmpty)
                yield return new Claim(rule, null, destination);
            foreach (var match in rule.Matches)
                yield return new Claim(rule, match, destination);
        }
    }

    private static IEnumerable<Place> PlacesOf(Claim claim, List<RouteParent> parents)
    {
        var route = claim.Rule.Route;
        var key = claim.Match?.Key ?? RouteMatch.KeyOfAll(route);
        var hosts = route.HostnameNodes.IsEmpty ? [""] : route.HostnameNodes.Select(host => host.Value.ToLowerInvariant());
        foreach (var host in hosts)
        {
            foreach (var parent in parents)
            {
                var reference = parent.Reference;
                yield return new Place(route.Kind, reference.Kind, reference.Namespace, reference.Name, parent.SectionNode?.Value,
                    parent.Port, host, key);
            }
        }
    }

    // What a rule does with its requests; the order of backends does not count, and where one redirects, no backend does.
    private static string Destination(RouteRule rule) =>
        string.Join(" ",
            rule.Backends.Select(backend => $"{backend.Reference.Namespace}/{backend}={backend.Weight}").Order(StringComparer.Ordinal));

    private static bool Differ(Claim one, Claim other) => !ReferenceEquals(one.Rule, other.Rule) && one.Destination != other.Destination;

    private static Finding Describe(RuleContext context, Claim claim, Claim first, Place place)
    {
        var (route, rival) = (claim.Rule.Route, first.Rule.Route);
        var text = $"{(place.Host.Length == 0 ? route.CalledService ?? "*" : place.Host)}{(route.HasRequests ? claim.Match?.ToString() ?? "/" : "")}";
        var isOne = ReferenceEquals(route, rival);
        var finding = isOne
            ? context.At(route.Resource, PointAt(claim),
                $"'{route}' {Sends(claim.Rule, MessageText.Of($"'{text}'"))}, but an earlier rule with the same match {Sends(first.Rule, MessageText.Plain("it"))}")
            : context.At(route.Resource, PointAt(claim),
                $"'{route}' {Sends(claim.Rule, MessageText.Of($"'{text}'"))}, but '{rival:1}' with the same match {Sends(first.Rule, MessageText.Plain("it"))}");
        return finding with
        {
            Label = "this match is taken already",
            // Which route is older is not known here; within one the first rule wins for certain.
            IsOfBothEnds = !isOne,
            Related = [new RelatedSpan(PointAt(first).Head,
                first.Match is null
                    ? $"a rule of {rival.Resource.Quoted} without matches takes everything"
                    : $"{rival.Resource.Quoted} has the same match here")],
            Effect = isOne
                ? "the first rule that matches takes all such requests; this one gets none"
                : $"of routes of the same age the first by namespace and name takes all such requests, here {rival.Resource.Quoted}, and this one gets none; otherwise the older one does",
            Help = isOne
                ? "make the matches differ, or put both backends into one rule with weights"
                : "make the matches differ, or put both backends into one rule of one route with weights",
        };
    }

    private static Node PointAt(Claim claim) => claim.Match?.At ?? claim.Rule.Node;

    private static MessageText Sends(RouteRule rule, MessageText what) =>
        rule.Backends.IsEmpty
            ? MessageText.Of($"answers {what} itself")
            : MessageText.Of($"sends {what} to '{string.Join(", ", rule.Backends.Take(3))}'");

    private sealed record Claim(RouteRule Rule, RouteMatch? Match, string Destination);

    private sealed record Place(
        GroupKind Kind, GroupKind Parent, string? Namespace, string Name, string? Section, int? Port, string Host, string Match);
}
