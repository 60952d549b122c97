using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Rules;

/// <summary>What is said of a Service's port that no port of the endpoints is for which somebody wrote for the Service.</summary>
internal static class HandMadePortFindings
{
    public static Finding? Of(RuleContext context, ServicePort port, string effect)
    {
        // Several ports of which one has no name are told of as that.
        if ((port.Name is null && port.Service.Ports.Length > 1)
            || context.Graph.HandMadeEndpoints.WithoutPort(port) is not { All: var all, Free: var free })
            return null;

        var (service, holder) = (port.Service, all[0].Holder);
        var meant = free.FirstOrDefault(one => one.Name == port.Name)
            ?? free.FirstOrDefault(one => Spelling.IsNear(one.Name, port.Name ?? ""))
            ?? (free is [var only] ? only : null);
        return context.Closed(context.At(service.Resource, port.NameNode ?? port.At,
            $"Service '{service.Name}' has port '{port}', but '{holder:1}' has only '{Listing.Of(all)}', and these are joined by name and protocol") with
        {
            Label = port.Name is null ? "a port without a name" : "no port of its endpoints has this name",
            Related = meant is null ? [] : [new RelatedSpan((meant.NameNode ?? meant.Node).Span, $"'{meant}' is in {meant.Holder.Quoted}")],
            Effect = effect,
            Help = Advice(port, meant),
            Fix = meant?.NameNode is { } name && port.Name is { } right && meant.Protocol == port.Protocol && free.Length == 1
                && ScalarEdit.Replace(meant.Node, name, right) is { } edit
                    ? new Fix($"name the port of {meant.Holder.Quoted} '{right}'", [edit], IsSafe: false)
                    : null,
        }, Makes.Services, hasEvidence: true);
    }

    private static string Advice(ServicePort port, EndpointPort? meant) =>
        meant is null || (meant.Protocol != port.Protocol && meant.Name != (port.Name ?? "")) ? "add a port of this name and protocol to the endpoints"
        : meant.Protocol != port.Protocol ? "give both the same protocol"
        : port.Name is { } name ? $"write name: {name} at the port of {meant.Holder.Quoted}, too"
        : $"write name: {meant.Name} at the port of the Service, too";
}
