using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A DestinationRule of Istio, of any version (networking/v1alpha3/destination_rule.proto in istio/api).</summary>
public sealed class DestinationRuleView
{
    private static readonly NodePath PortLevelSettings = NodePath.Parse("trafficPolicy.portLevelSettings[*].port");

    internal DestinationRuleView(Resource resource)
    {
        Resource = resource;
        var spec = resource.Find(Resource.Paths.Spec);
        Host = MeshHost.Read(resource, spec);
        Subsets = [.. (spec?.FindMappings("subsets") ?? []).Where(node => node.FindText("name") is not null)
            .Select(node => new MeshSubset(this, node))];
        Ports = [.. Subsets.Select(subset => subset.Node).Prepend(spec ?? resource.Root)
            .SelectMany(owner => owner.Select(PortLevelSettings))
            .Where(port => port.IsMapping)];
    }

    public Resource Resource { get; }

    /// <summary>Null where none can be read.</summary>
    public MeshHost? Host { get; }

    /// <summary>Those with a name.</summary>
    public ImmutableArray<MeshSubset> Subsets { get; }

    /// <summary>The mappings that say for which port settings are, those of subsets behind the others.</summary>
    public ImmutableArray<Node> Ports { get; }

    public override string ToString() => Resource.ToString();
}

/// <summary>Some of the pods behind a host, by their labels.</summary>
public sealed class MeshSubset
{
    internal MeshSubset(DestinationRuleView from, Node node)
    {
        (From, Node) = (from, node);
        NameNode = node.FindText("name")!.Value;
        Labels = node.Find("labels") is { IsMapping: true } labels ? LabelSelector.FromMap(labels) : null;
    }

    public DestinationRuleView From { get; }

    public Node Node { get; }

    public Node NameNode { get; }

    public string Name => NameNode.Value;

    /// <summary>Null for all pods.</summary>
    public LabelSelector? Labels { get; }
}
