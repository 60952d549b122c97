using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A route that attaches to a Gateway, listener or port that is not there.</summary>
public sealed class RouteParentNotFound : IRule
{
    public string Id => "route-parent-not-found";

    public bool Concerns(LinkGraph graph) => !graph.Routes.IsEmpty || graph.HoldsAny(Kinds.VirtualService);

    public IEnumerable<Finding> Check(RuleContext context) => OfRoutes(context).Concat(MeshGatewayFindings.OfNames(context));

    private static IEnumerable<Finding> OfRoutes(RuleContext context)
    {
        // Gateways are often run by somebody else: without any, nothing can be said.
        if (context.Graph.Gateways.IsEmpty)
            return [];

        var views = context.Graph.Gateways.ToDictionary(gateway => gateway.Resource);
        var askers = context.Graph.Routes.SelectMany(route => route.Parents)
            .ToLookup(parent => (parent.Reference.Namespace, parent.Reference.Name), parent => parent.Route);
        return context.Graph.Routes.SelectMany(route => route.Parents)
            .Where(parent => parent.IsGateway && parent.Reference.NameNode is not null)
            .DistinctBy(parent => (parent.Reference.At, parent.SectionNode, parent.PortNode, parent.Route))
            .Select(parent => Judge(context, parent, views, askers[(parent.Reference.Namespace, parent.Reference.Name)]))
            .OfType<Finding>();
    }

    private static Finding? Judge(
        RuleContext context, RouteParent parent, Dictionary<Resource, GatewayView> views, IEnumerable<RouteView> askers)
    {
        var reference = parent.Reference;
        var found = context.Graph.Find(Kinds.Gateway, reference.Namespace, reference.Name);
        if (!found.Certain.IsEmpty)
            return JudgeListeners(context, parent, [.. found.Certain.Select(gateway => views[gateway])]);
        if (context.Graph.Externals.Has(Kinds.Gateway, reference.Namespace, reference.Name))
            return null;

        return !found.Possible.IsEmpty
            ? PerhapsElsewhere(context, parent, Whereabouts.Nearest(parent.Route.Resource, found.Possible))
            : NoGateway(context, parent, askers);
    }

    private static Finding PerhapsElsewhere(RuleContext context, RouteParent parent, Resource possible) =>
        context.At(parent.Route.Resource, parent.Reference.At, Severity.Note,
            $"'{parent.Route}' attaches to Gateway '{parent.Reference.Name}', {Namespaces.WhyPerhaps(parent.Reference.Namespace, possible.Namespace)}") with
        {
            Related = [new RelatedSpan(possible.NameNode.Span, $"{possible.Quoted} is defined here")],
            Help = Namespaces.HelpToMeet(parent.Reference.Namespace, possible.Namespace),
        };

    private static Finding NoGateway(RuleContext context, RouteParent parent, IEnumerable<RouteView> askers)
    {
        var reference = parent.Reference;
        if (context.Graph.FindNear(Kinds.Gateway, reference.Namespace, reference.Name) is { } near)
        {
            return Missing(context, parent, near, $"did you mean '{near.Name}'?",
                ScalarEdit.Replace(reference.Node, reference.At, near.Name));
        }

        if (context.Graph.FindAnywhere(Kinds.Gateway, reference.Name) is [{ } elsewhere, ..])
            return InOtherNamespace(context, parent, elsewhere);

        var here = context.Graph.Gateways
            .FirstOrDefault(gateway => context.Graph.Namespaces.Meet(reference.Namespace, gateway.Resource.Namespace) == Meeting.Yes);
        if (here is null)
            return NotJudged(context, parent);

        // A slip is made once: a name on which several routes agree is that of a Gateway which somebody else runs.
        var finding = Missing(context, parent, here.Resource,
            "attach to a Gateway of this namespace, or declare it under externals in .lint.yaml if it exists elsewhere", null);
        return askers.Distinct().Skip(1).Any() ? finding with { Severity = Severity.Note } : finding;
    }

    private static Finding NotJudged(RuleContext context, RouteParent parent) =>
        context.At(parent.Route.Resource, parent.Reference.At, Severity.Note,
            $"'{parent.Route}' attaches to Gateway '{parent.Reference.Name}', but no Gateway of {Namespaces.Describe(parent.Reference.Namespace)} is among these manifests, so it was not judged");

    private static Finding Missing(RuleContext context, RouteParent parent, Resource shown, string help, TextEdit? edit) =>
        context.Closed(context.At(parent.Route.Resource, parent.Reference.At,
            $"'{parent.Route}' attaches to Gateway '{parent.Reference.Name}', which no manifest in {Namespaces.Describe(parent.Reference.Namespace)} defines; '{shown:1}' is there") with
        {
            Label = "no such Gateway",
            Related = [new RelatedSpan(shown.NameNode.Span, $"{shown.Quoted} is defined here")],
            Effect = "the route is attached to nothing and gets no traffic",
            Help = help,
            Fix = edit is null ? null : new Fix($"attach to Gateway '{shown.Name}'", [edit], IsSafe: false),
        }, Makes.Others, hasEvidence: edit is not null);

    // One that names no namespace would perhaps be meant.
    private static Finding InOtherNamespace(RuleContext context, RouteParent parent, Resource elsewhere)
    {
        var at = elsewhere.Find(Resource.Paths.Namespace) ?? elsewhere.NameNode;
        var node = parent.Reference.NamespaceNode;
        return context.At(parent.Route.Resource, node ?? parent.Reference.At,
            $"'{parent.Route}' attaches to Gateway '{parent.Reference.Name}' of {Namespaces.Describe(parent.Reference.Namespace)}, but '{elsewhere:1}' is in namespace '{elsewhere.Namespace}'") with
        {
            Label = node is null ? "without a namespace, the route's own is meant" : "no such Gateway there",
            Related = [new RelatedSpan(at.Span, $"{elsewhere.Quoted} is in namespace '{elsewhere.Namespace}'")],
            Effect = "the route is attached to nothing and gets no traffic",
            Help = $"say 'namespace: {elsewhere.Namespace}' in the parentRef, and let the Gateway's listener allow routes of other namespaces",
        };
    }

    private static Finding? JudgeListeners(RuleContext context, RouteParent parent, ImmutableArray<GatewayView> gateways)
    {
        if (parent is { SectionNode: null, Port: null }
            || gateways.Any(gateway => gateway.Listeners.IsEmpty || gateway.Listeners.Any(parent.Selects)))
        {
            return null;
        }

        var listeners = gateways[0].Listeners;
        if (parent.SectionNode is not { } section)
            return NoPort(context, parent, parent.PortNode!.Value, listeners);

        return listeners.FirstOrDefault(listener => listener.Name == section.Value) is { } named
            ? OtherPort(context, parent, named)
            : NoSection(context, parent, section, listeners);
    }

    private static Finding NoSection(RuleContext context, RouteParent parent, Node section, ImmutableArray<GatewayListener> listeners)
    {
        var near = Spelling.Nearest(section.Value, listeners.Select(listener => listener.Name));
        var isByHost = near is null;
        near ??= ByHost(parent.Route, listeners)?.Name;
        var byPort = near is null ? null : listeners.First(listener => listener.Name == near);
        var shown = byPort ?? listeners[0];
        return context.At(parent.Route.Resource, section,
            $"'{parent.Route}' attaches to listener '{section.Value}' of Gateway '{parent.Reference.Name}', which has only '{Names(listeners):1}'") with
        {
            Label = "no listener of this name",
            Related = [new RelatedSpan(shown.At.Span, $"listener '{shown.Name}' of Gateway '{parent.Reference.Name}'")],
            Effect = "the route is not accepted (NoMatchingParent) and gets no traffic",
            Help = near is null
                ? "name a listener that the Gateway has, or leave sectionName out to attach to all"
                : isByHost ? $"did you mean '{near}'? Of these listeners it alone serves '{parent.Route.HostnameNodes[0].Value}'"
                : $"did you mean '{near}'?",
            Fix = near is not null && ScalarEdit.Replace(parent.Reference.Node, section, near) is { } edit
                ? new Fix($"attach to listener '{near}'", [edit], IsSafe: false)
                : null,
        };
    }

    // Of several listeners the one that serves a host of the route.
    private static GatewayListener? ByHost(RouteView route, ImmutableArray<GatewayListener> listeners) =>
        listeners.Length > 1 && !route.HostnameNodes.IsEmpty
        && listeners.Where(listener => route.HostnameNodes.Any(host => GatewayHosts.Meet(listener.Hostname, host.Value)))
            .Take(2).ToList() is [{ Hostname.Length: > 0, Name.Length: > 0 } only]
            ? only
            : null;

    private static Finding NoPort(RuleContext context, RouteParent parent, Node port, ImmutableArray<GatewayListener> listeners) =>
        context.At(parent.Route.Resource, port,
            $"'{parent.Route}' attaches to port '{parent.Port}' of Gateway '{parent.Reference.Name}', whose listeners have only '{Ports(listeners):1}'") with
        {
            Label = "no listener on this port",
            Related = [new RelatedSpan((listeners[0].PortNode ?? listeners[0].At).Span,
                $"listener '{listeners[0].Name}' of Gateway '{parent.Reference.Name}'")],
            Effect = "the route is not accepted (NoMatchingParent) and gets no traffic",
            Help = "give the port of a listener, or leave it out to attach to all",
        };

    private static Finding OtherPort(RuleContext context, RouteParent parent, GatewayListener named) =>
        context.At(parent.Route.Resource, parent.PortNode!.Value,
            $"'{parent.Route}' attaches to listener '{named.Name}' of Gateway '{parent.Reference.Name}' on port '{parent.Port}', but that listener has port '{named.Port:1}'") with
        {
            Label = "the listener has another port",
            Related = [new RelatedSpan((named.PortNode ?? named.At).Span, $"the port of listener '{named.Name}'")],
            Effect = "the route is not accepted (NoMatchingParent) and gets no traffic",
            Help = "give the port of the listener, or leave it out",
        };

    private static string Names(ImmutableArray<GatewayListener> listeners) =>
        Listing.Of(listeners, listener => listener.Name, 5);

    private static string Ports(ImmutableArray<GatewayListener> listeners) =>
        string.Join(", ",
            listeners.Select(listener => listener.Port).OfType<int>()
                .Distinct()
                .Take(5)
                .Select(port => port.ToString(CultureInfo.InvariantCulture)));
}
