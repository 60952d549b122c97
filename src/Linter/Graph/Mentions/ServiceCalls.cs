using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>A mention of a host that is a Service's name, or would be one if the Service were there.</summary>
/// <param name="Mention">Who says it, where, with which port.</param>
/// <param name="Name">The host as the cluster's DNS reads it.</param>
/// <param name="Namespace">Where the Service is looked for; null for the unnamed namespace.</param>
/// <param name="Service">The Service that the name resolves to, or would without the slip in its zone; null where none of the unit is it.</param>
/// <param name="IsKnown">A Service of the unit, or something that may stand in for one: nothing is missing.</param>
public sealed record ServiceCall(HostMention Mention, string Name, string? Namespace, ServiceView? Service, bool IsKnown)
{
    internal ClusterName Read { get; init; } = null!;

    /// <summary>Every Service of that name; several where definitions repeat.</summary>
    internal ImmutableArray<ServiceView> Services { get; init; } = [];
}

/// <summary>
/// Who names which Service as a host: in env, args and command of containers, and in ConfigMaps. Found once per unit, when it
/// is asked for. Only namespaces that the unit speaks of are looked into.
/// </summary>
public sealed class ServiceCalls
{
    private readonly LinkGraph graph;
    private readonly HashSet<string> namespaces;
    private readonly ILookup<Resource, ServiceCall> byService;

    internal ServiceCalls(LinkGraph graph)
    {
        this.graph = graph;
        namespaces = graph.Namespaces.Names.ToHashSet(StringComparer.Ordinal);
        All = graph.HasNone(Kinds.Service) ? [] : ResolveAll(HostMentions.Of(graph));
        byService = All.Where(call => call is { Service: not null, Read: { MisspeltZone: null, LacksSvc: false } })
            .ToLookup(call => call.Service!.Resource);
    }

    /// <summary>Every mention of what may be a Service, in the order of pods and then of ConfigMaps.</summary>
    public ImmutableArray<ServiceCall> All { get; }

    /// <summary>The calls that reach this Service.</summary>
    public IEnumerable<ServiceCall> To(ServiceView service) => byService[service.Resource];

    private ImmutableArray<ServiceCall> ResolveAll(List<HostMention> mentions)
    {
        var calls = ImmutableArray.CreateBuilder<ServiceCall>(mentions.Count);
        foreach (var mention in mentions)
        {
            if (Resolve(mention) is { } call)
                calls.Add(call);
        }

        return calls.DrainToImmutable();
    }

    private ServiceCall? Resolve(HostMention mention)
    {
        ServiceCall? first = null;
        foreach (var name in ClusterName.Read(mention.Host))
        {
            var @namespace = name.Namespace ?? mention.From.Namespace;
            var found = graph.Find(Kinds.Service, @namespace, name.Service);
            if (!found.Certain.IsEmpty && !name.LacksNamespace)
            {
                var services = graph.ServicesOf(found.Certain);
                return new ServiceCall(mention, name.Service, @namespace, services[0], IsKnown: true) { Read = name, Services = services };
            }

            // "example.com" is a name of the world, unless "com" is a namespace of the unit.
            var isJudged = name.Namespace is null ? name.Pod is null : name.IsQualified || IsOfUnit(name.Namespace);
            if (isJudged && !name.LacksSvc)
            {
                first ??= new ServiceCall(mention, name.Service, @namespace, null,
                    IsKnown: !found.Possible.IsEmpty || !IsHere(name, @namespace)) { Read = name };
            }
        }

        return first;
    }

    private bool IsHere(ClusterName name, string? @namespace) => name.Namespace is null || IsOfUnit(@namespace!);

    private bool IsOfUnit(string @namespace) => namespaces.Contains(@namespace) || graph.Namespaces.Meet(null, @namespace) == Meeting.Yes;
}
