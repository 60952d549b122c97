using System.Collections.Immutable;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What pods of one selection listen on, worked out once for all who ask for one of their ports.</summary>
internal sealed class ListeningPods
{
    private readonly HashSet<PodTemplate> pods;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> anyNames = new(StringComparer.Ordinal);
    private readonly HashSet<int> numbers = [];
    private readonly Memo<int, (ServicePort Front, int Number)?> fronts = new();
    private readonly bool isOpen;
    private readonly bool hasSilent;
    private readonly PodTemplate? first;
    private readonly PodTemplate? withDapr;

    public ListeningPods(ImmutableArray<PodTemplate> pods)
    {
        this.pods = [.. pods];
        first = pods.FirstOrDefault();
        withDapr = pods.FirstOrDefault(DaprServices.IsEnabled);
        isOpen = pods.Any(InjectedPorts.IsOpen);
        hasSilent = pods.Any(some => some.DeclaredPorts.IsEmpty);
        foreach (var port in pods.SelectMany(some => some.DeclaredPorts))
        {
            if (port is { Name: { } name })
            {
                anyNames.Add(name);
                if (port.Protocol == "TCP")
                    names.Add(name);
            }

            if (port.Number is { } number)
                numbers.Add(number);
        }
    }

    public bool Contains(PodTemplate some) => pods.Contains(some);

    /// <summary>Some pods are in both.</summary>
    public bool Overlaps(ListeningPods other) =>
        pods.Count <= other.pods.Count ? pods.Any(other.Contains) : other.pods.Any(Contains);

    /// <summary>Some pod declares a TCP port of this name, or may have it.</summary>
    public bool MayHave(string name, Node at) => isOpen || names.Contains(name) || MayInject(new IntOrString(at, null, name));

    /// <summary>Some pod declares the number, declares no port at all, or may have it.</summary>
    public bool MayHave(int number, Node at) =>
        isOpen || hasSilent || numbers.Contains(number) || MayInject(new IntOrString(at, number, null));

    /// <summary>No pod declares such a port, whatever the protocol, and no sidecar that is added is known for it.</summary>
    public bool KnowsNothingOf(IntOrString port) =>
        !(port.Name is { } name ? anyNames.Contains(name) : numbers.Contains(port.Number ?? 0)) && !MayInject(port);

    /// <summary>
    /// The Service port of this number in front of the pods, and the other one that it sends to, where the pods know nothing of the first;
    /// null for none.
    /// </summary>
    public (ServicePort Front, int Number)? FindFront(int number, LinkGraph graph) =>
        fronts.TryGetValue(number, out var known) ? known : fronts.Keep(number, LookForFront(number, graph));

    private (ServicePort Front, int Number)? LookForFront(int number, LinkGraph graph)
    {
        var all = graph.Services.Take(Spelling.MostCandidates)
            .Where(service => service.Pods.Listening.Overlaps(this))
            .SelectMany(service => service.Ports)
            .ToList();
        return all.Find(port => port.Port == number) is { } front
            && !all.Exists(port => port.Targets.Any(target => target.Number == number))
            && !pods.Any(some => graph.NumberMentions.Has(some, number))
            && front.Targets.FirstOrDefault(target => Contains(target.Pods))?.Number is { } meant
            ? (front, meant)
            : null;
    }

    // Whether a sidecar may have the port depends on nothing of the pods but whether they have that of Dapr.
    private bool MayInject(IntOrString port) => (withDapr ?? first) is { } some && InjectedPorts.MayInject(some, port);
}
