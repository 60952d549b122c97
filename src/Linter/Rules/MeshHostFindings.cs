using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>What is said of a host in Istio's resources that leads to no Service.</summary>
internal static class MeshHostFindings
{
    /// <summary>Each destination of a VirtualService once.</summary>
    public static IEnumerable<Finding> OfDestinations(RuleContext context)
    {
        var mesh = context.Graph.Mesh;
        foreach (var destination in mesh.VirtualServices.SelectMany(service => service.Destinations).DistinctBy(destination => (destination.Host.Node, destination.From)))
        {
            if (mesh.FaultOf(destination.Host, near => IsTaken(context, destination, near)) is { } fault)
                yield return Describe(context, destination.Host, fault, MessageText.Of($"'{destination.From}' {destination.Sends} to host '{destination.Host.Text}'"), destination.Effect);
        }
    }

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
            MeshHostCause.OtherNamespace when host.Form == MeshHostForm.Short => MessageText.Of($"which without a dot is a Service of {Namespaces.Describe(host.Namespace)}, but '{meant:1}' is in namespace '{meant.Namespace}'"),
            MeshHostCause.OtherNamespace => MessageText.Of($"but '{meant:1}' is in namespace '{meant.Namespace}'"),
            MeshHostCause.Renamed => MessageText.Of($"but kustomize renders Service '{host.Service}' as '{meant.Name:1}'"),
            _ => MessageText.Of($"but no Service '{host.Service}' is in {Namespaces.Describe(host.Namespace)}; nearest is '{meant.Name:1}'"),
        };
        return context.At(host.From, host.Node, Severity.Warning, $"{who}, {why}") with
        {
            Label = "no Service has this name",
            Related = [fault.Cause is MeshHostCause.OtherNamespace ? Whereabouts.Of(meant) : Whereabouts.Definition(meant)],
            Effect = effect,
            Help = isRenamed ? $"kustomize does not rename hosts: fill this one in with replacements, or patch it to '{fault.Right}'"
                : fault.Cause == MeshHostCause.NearName ? $"did you mean '{fault.Right}'?"
                : $"write '{fault.Right}'",
            Fix = !isRenamed && ScalarEdit.Replace(host.Owner, host.Node, fault.Right) is { } edit ? new Fix($"name host '{fault.Right}'", [edit], IsSafe: false) : null,
        };
    }

    // Nobody shares the traffic of a route between a Service and itself.
    private static bool IsTaken(RuleContext context, MeshDestination destination, Resource near) =>
        destination.Route.Destinations.Any(other => context.Graph.Mesh.ServicesOf(other.Host).Any(service => ReferenceEquals(service.Resource, near)));
}
