using Linter.Graph.Values;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>What the ClusterRoles of a unit grant, with whatever verb.</summary>
internal sealed class ClusterRights(LinkGraph graph)
{
    private const string All = "*";

    private readonly Dictionary<string, HashSet<string>> groupsOf =
        ResourceRules.GroupsOf(graph.OfKind(Kinds.ClusterRole).SelectMany(role => role.Root.Find("rules")?.Items ?? default));

    /// <summary>Some rule has the resource of this group of Kubernetes, "" for the core group.</summary>
    public bool Grant(string group, string resource) => Has(resource, group) || Has(All, group);

    private bool Has(string resource, string group) =>
        groupsOf.TryGetValue(resource, out var groups) && (groups.Contains(group) || groups.Contains(All));
}
