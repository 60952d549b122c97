namespace Linter.Graph;

/// <summary>The ports of a pod's containers by name and by number, for pods that have very many.</summary>
internal sealed class PortIndex
{
    /// <summary>Up to here, looking through them is faster.</summary>
    public const int FewPorts = 32;

    private readonly ILookup<string, ContainerPort> named;
    private readonly ILookup<int, ContainerPort> numbered;

    public PortIndex(PodTemplate pods)
    {
        var ports = pods.Containers.SelectMany(container => container.Ports).ToList();
        named = ports.Where(port => port.Name is not null).ToLookup(port => port.Name!, StringComparer.Ordinal);
        numbered = ports.Where(port => port.Number is not null).ToLookup(port => port.Number!.Value);
    }

    /// <summary>Of all containers, in their order.</summary>
    public IEnumerable<ContainerPort> Named(string name) => named[name];

    /// <summary>Of all containers, in their order.</summary>
    public IEnumerable<ContainerPort> Numbered(int number) => numbered[number];
}
