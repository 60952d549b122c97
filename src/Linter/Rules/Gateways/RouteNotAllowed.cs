using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A route that no listener takes to which it attaches.</summary>
public sealed class RouteNotAllowed : IRule
{
    private const int MostListenersShown = 4;

    public string Id => "route-not-allowed";

    public bool Concerns(LinkGraph graph) => !graph.Routes.IsEmpty || graph.HoldsAny(Kinds.VirtualService);

    public IEnumerable<Finding> Check(RuleContext context) => OfRoutes(context).Concat(MeshGatewayFindings.OfHosts(context));

    private static IEnumerable<Finding> OfRoutes(RuleContext context)
    {
        var attachment = new ListenerAttachment(context.Graph);
        return context.Graph.Routes.SelectMany(route => route.Parents)
            .Where(parent => parent.IsGateway && parent.Reference.NameNode is not null)
            .DistinctBy(parent => (parent.Reference.At, parent.SectionNode, parent.PortNode, parent.Route))
            .Select(parent => Judge(context, parent, attachment))
            .OfType<Finding>();
    }

    private static Finding? Judge(RuleContext context, RouteParent parent, ListenerAttachment attachment)
    {
        // Where no listener is meant at all, that is route-parent-not-found.
        var listeners = attachment.Of(parent);
        if (listeners.IsTaken(parent))
            return null;

        var count = listeners.Meant(parent).Sum(group => group.Members.Count);
        return count == 0 ? null : Describe(context, parent, Nearest(listeners.Meant(parent), parent.Route, attachment), count);
    }

    // The nearest first: the one that the route passes farthest. Only those that are shown are put into words.
    private static List<ListenerRefusal> Nearest(IEnumerable<AlikeListeners> meant, RouteView route, ListenerAttachment attachment)
    {
        var shown = new List<(RefusalCause Cause, int Place, GatewayListener Listener)>();
        foreach (var group in meant)
        {
            // What comes now stands behind four that are as near as can be.
            if (shown.Count == MostListenersShown && shown[^1].Cause == RefusalCause.Hostname && shown[^1].Place < group.Members[0].Place)
                break;

            var cause = attachment.CauseOf(group.First, route)!.Value;
            shown.AddRange(group.Members.Take(MostListenersShown).Select(member => (cause, member.Place, member.Listener)));
            shown = [.. shown.OrderByDescending(one => one.Cause).ThenBy(one => one.Place).Take(MostListenersShown)];
        }

        return [.. shown.Select(one => ListenerAttachment.Describe(one.Listener, route, one.Cause))];
    }

    private static Finding Describe(RuleContext context, RouteParent parent, List<ListenerRefusal> refusals, int count)
    {
        var (route, nearest) = (parent.Route, refusals[0]);
        var node = PointAt(parent, nearest.Cause);
        var isOneOfSeveral = refusals.Count > 1 && refusals[1].Cause == nearest.Cause;
        var finding = count == 1
            ? context.At(route.Resource, node,
                $"'{route}' attaches to Gateway '{parent.Reference.Name}', but its listener '{nearest.Listener.Name:1}' {nearest.Reason}")
            : isOneOfSeveral
            ? context.At(route.Resource, node,
                $"'{route}' attaches to Gateway '{parent.Reference.Name}', but none of its '{count}' listeners takes it; '{nearest.Listener.Name:1}', for one, {nearest.Reason}")
            : context.At(route.Resource, node,
                $"'{route}' attaches to Gateway '{parent.Reference.Name}', but none of its '{count}' listeners takes it; the nearest, '{nearest.Listener.Name:1}', {nearest.Reason}");
        return finding with
        {
            Label = LabelOf(nearest.Cause),
            Related = [.. refusals.Select(refusal => new RelatedSpan(refusal.At.Span,
                $"listener '{refusal.Listener.Name}' {refusal.Reason.Text}"))],
            Effect = $"the route is not accepted ({ReasonOf(nearest.Cause)}) and gets no traffic",
            Notes = count > MostListenersShown ? [$"{count - MostListenersShown} more listeners do not take it either"] : [],
            Help = HelpOf(nearest, route),
        };
    }

    private static Node PointAt(RouteParent parent, RefusalCause cause) => cause switch
    {
        RefusalCause.Hostname => parent.Route.HostnameNodes[0],
        RefusalCause.Namespace => parent.Reference.NamespaceNode ?? parent.Reference.At,
        _ => parent.SectionNode ?? parent.Reference.At,
    };

    private static string LabelOf(RefusalCause cause) => cause switch
    {
        RefusalCause.Hostname => "no listener serves this host",
        RefusalCause.Namespace => "not open to this route's namespace",
        _ => "not for routes of this kind",
    };

    // The reasons of the Accepted condition, as the specification names them.
    private static string ReasonOf(RefusalCause cause) =>
        cause == RefusalCause.Hostname ? "NoMatchingListenerHostname" : "NotAllowedByListeners";

    private static string HelpOf(ListenerRefusal refusal, RouteView route) => refusal.Cause switch
    {
        RefusalCause.Hostname => $"give the route a host that '{refusal.Listener.Hostname}' covers, or the Gateway a listener for this one",
        RefusalCause.Namespace when refusal.Listener.From == "Selector" =>
            $"label namespace '{route.Namespace}' with {refusal.Listener.Selector}, as the listener asks",
        RefusalCause.Namespace => "set the listener's allowedRoutes.namespaces.from to All or Selector, or move the route",
        _ when refusal.At == refusal.Listener.ProtocolNode => $"attach it to a listener whose protocol serves {route.Resource.KindName}",
        _ => $"add kind {route.Resource.KindName} to the listener's allowedRoutes.kinds",
    };
}
