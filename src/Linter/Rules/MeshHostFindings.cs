using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>What is said of a host in Istio's resources that leads to no Service.</summary>
internal static class MeshHostFindings
{
    private const string NoSuchService = "no such Service";
    private const int MostRules = 3;

    /// <summary>Each destination of a VirtualService once.</summary>
    public static IEnumerable<Finding> OfDestinations(RuleContext context)
    {
        var mesh = context.Graph.Mesh;
        var destinations = mesh.VirtualServices.SelectMany(service => service.Destinations)
            .DistinctBy(destination => (destination.Host.Node, destination.From));
        if (context.Graph.HasNone(Kinds.Service))
        {
            return destinations.Where(destination => destination.Host.Form == MeshHostForm.Short && !mesh.IsEntry(destination.Host)
                && !IsDeclared(context, destination.Host))
                .Take(1)
                .Select(destination => NoServicesAtAll(context, destination));
        }

        var services = context.Graph.ServiceNames;
        var told = new HashSet<string>(StringComparer.Ordinal);
        return MissingBackends.Collect(destinations.Select(destination => (destination.Host,
            Finding: Judge(context, destination, services, told)))
            .Where(judged => judged.Finding is not null)
            .Select(judged => (judged.Finding is { Label: NoSuchService } ? KeyOf(judged.Host) : null,
                judged.Finding!)));
    }

    private static bool IsDeclared(RuleContext context, MeshHost host) =>
        context.Graph.Externals.Has(Kinds.Service, host.Namespace, host.Service);

    private static Finding NoServicesAtAll(RuleContext context, MeshDestination destination) =>
        context.At(destination.From.Resource, destination.Host.Node, Severity.Note,
            $"'{destination.From}' {destination.Sends} to host '{destination.Host.Text}', but no Service is among these manifests, so no destination was judged");

    // What is for the host is told of with the first that sends to it.
    private static Finding? Judge(RuleContext context, MeshDestination destination, ServiceNames services, HashSet<string> told)
    {
        var (mesh, host) = (context.Graph.Mesh, destination.Host);
        var who = MessageText.Of($"'{destination.From}' {destination.Sends} to host '{host.Text}'");
        if (mesh.FaultOf(host, near => IsTaken(context.Graph, destination, near)) is { } fault)
            return Describe(context, host, fault, who, destination.Effect);
        if (!mesh.IsMissing(host))
            return null;

        var finding = Missing(context, host, who, destination.Effect, services);
        return told.Add(KeyOf(host))
            ? finding with
            {
                Related = [.. mesh.RulesFor(host).Certain.Where(rule => mesh.IsMissing(rule.Host!)).Take(MostRules)
                    .Select(rule => new RelatedSpan(rule.Host!.Node.Span, $"{rule.Resource.Quoted} is for this host"))],
            }
            : finding;
    }

    /// <summary>
    /// The hosts that <see cref="OfDestinations"/> says are missing, each where it stands first, if its rule is on there: what is for one of
    /// them is told of there. As "NAMESPACE/NAME".
    /// </summary>
    public static HashSet<string> MissingDestinations(RuleContext context)
    {
        var graph = context.Graph;
        return graph.HasNone(Kinds.Service)
            ? []
            : graph.Mesh.VirtualServices.SelectMany(service => service.Destinations)
                .Where(destination => graph.Mesh.IsMissing(destination.Host)
                    && graph.Mesh.FaultOf(destination.Host, near => IsTaken(graph, destination, near)) is null)
                .DistinctBy(destination => KeyOf(destination.Host), StringComparer.Ordinal)
                .Where(destination => context.IsOn("route-service-not-found", destination.From.Resource))
                .Select(destination => KeyOf(destination.Host))
                .ToHashSet(StringComparer.Ordinal);
    }

    public static string KeyOf(MeshHost host) => $"{host.Namespace}/{host.Service}";

    /// <summary>
    /// A host of which nothing is known but that no Service of its namespace has the name. An entry that somebody else applies may bring
    /// it.
    /// </summary>
    public static Finding Missing(RuleContext context, MeshHost host, MessageText who, string effect, ServiceNames services) =>
        context.Closed(context.At(host.From, host.Node, Severity.Warning,
            $"{who}, but no manifest in {Namespaces.Describe(host.Namespace)} defines a Service '{host.Service}'") with
        {
            Label = NoSuchService,
            Effect = effect,
            Notes = [services.LookedAt(host.Namespace)],
            Help = "name a Service of this namespace, or " + Whereabouts.DeclareIt,
        }, Makes.Services, hasEvidence: false);

    /// <param name="context">Of the rule that tells.</param>
    /// <param name="host">The host.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="who">Who names it, up to the host.</param>
    /// <param name="effect">What that leads to.</param>
    public static Finding Describe(RuleContext context, MeshHost host, MeshHostFault fault, MessageText who, string effect)
    {
        var (meant, isRenamed) = (fault.Meant, fault.Cause == MeshHostCause.Renamed);
        var why = fault.Cause switch
        {
            MeshHostCause.CutName => MessageText.Of($"which Istio takes as it stands, for it has a dot; '{meant:1}' is '{fault.Right}'"),
            MeshHostCause.OtherNamespace when host.Form == MeshHostForm.Short =>
                MessageText.Of($"which without a dot is a Service of {Namespaces.Describe(host.Namespace)}, but '{meant:1}' is in namespace '{meant.Namespace}'"),
            MeshHostCause.OtherNamespace => MessageText.Of($"but '{meant:1}' is in namespace '{meant.Namespace}'"),
            MeshHostCause.Renamed => MessageText.Of($"but kustomize renders Service '{host.Service}' as '{meant.Name:1}'"),
            _ => MessageText.Of(
                $"but no Service '{host.Service}' is in {Namespaces.Describe(host.Namespace)}; nearest is '{meant.Name:1}'"),
        };
        return context.At(host.From, host.Node, Severity.Warning, $"{who}, {why}") with
        {
            Label = "no Service has this name",
            Related = [fault.Cause is MeshHostCause.OtherNamespace ? Whereabouts.Of(meant) : Whereabouts.Definition(meant)],
            Effect = effect,
            Help = isRenamed ? $"kustomize does not rename hosts: fill this one in with replacements, or patch it to '{fault.Right}'"
                : fault.Cause == MeshHostCause.NearName ? $"did you mean '{fault.Right}'?"
                : $"write '{fault.Right}'",
            Fix = !isRenamed && ScalarEdit.Replace(host.Owner, host.Node, fault.Right) is { } edit
                ? new Fix($"name host '{fault.Right}'", [edit], IsSafe: false)
                : null,
        };
    }

    // Nobody shares the traffic of a route between a Service and itself.
    private static bool IsTaken(LinkGraph graph, MeshDestination destination, Resource near) =>
        destination.Route.Destinations.Any(other => graph.Mesh.ServicesOf(other.Host)
            .Any(service => ReferenceEquals(service.Resource, near)));
}
