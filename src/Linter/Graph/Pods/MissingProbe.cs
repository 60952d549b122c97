using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;

namespace Linter.Graph;

/// <summary>What the rules about absent probes share.</summary>
internal static class MissingProbe
{
    private const int MostPorts = 3;

    /// <summary>
    /// The probe is there, or was meant: its key is misspelt, or its handler slipped out to the container's own fields. Those
    /// are unknown fields, and the missing probe is the same defect.
    /// </summary>
    public static bool IsGivenOrMisspelt(Container container, string kind)
    {
        if (container.FindProbe(kind) is not null)
            return true;

        foreach (var entry in container.Node.Entries)
        {
            var key = entry.Key.Value;
            if (Handler.OfProbes.Contains(key, StringComparer.Ordinal)
                || (key != kind && !Probe.Kinds.Contains(key, StringComparer.Ordinal) && Spelling.IsNear(key, kind)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The Service ports that lead to the container, the first few.</summary>
    public static ImmutableArray<RelatedSpan> PortsOf(ReceivingContainer receiver) =>
    [
        .. receiver.Ports.Take(MostPorts).Select(port => new RelatedSpan(port.TargetNode.Span,
            $"{port.Service.Resource.Quoted} sends its port {port} to this container")),
    ];
}
