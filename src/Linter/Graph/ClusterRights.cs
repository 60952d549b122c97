using Linter.Graph.Values;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>What the ClusterRoles of a unit grant, with whatever verb.</summary>
internal sealed class ClusterRights
{
    private const string All = "*";

    private readonly Dictionary<string, HashSet<string>> groupsOf = new(StringComparer.Ordinal);

    public ClusterRights(LinkGraph graph)
    {
        foreach (var rule in graph.OfKind(Kinds.ClusterRole).SelectMany(role => role.Root.Find("rules")?.Items ?? default))
        {
            // Of groups that Kubernetes does not have nobody asks.
            var groups = ResourceRules.Texts(rule, "apiGroups").Select(group => group.Value).Where(group => group == All || KindCatalog.ResourcesOf(group) is not null).ToHashSet(StringComparer.Ordinal);
            foreach (var resource in ResourceRules.Texts(rule, "resources"))
            {
                if (!groupsOf.TryGetValue(resource.Value, out var known))
                    groupsOf[resource.Value] = known = new HashSet<string>(StringComparer.Ordinal);
                known.UnionWith(groups);
            }
        }
    }

    /// <summary>Some rule has the resource of this group of Kubernetes, "" for the core group.</summary>
    public bool Grant(string group, string resource) => Has(resource, group) || Has(All, group);

    private bool Has(string resource, string group) => groupsOf.TryGetValue(resource, out var groups) && (groups.Contains(group) || groups.Contains(All));
}
