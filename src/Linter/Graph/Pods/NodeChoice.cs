using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Which nodes a pod may run on, as far as its spec says.</summary>
internal static class NodeChoice
{
    private static readonly NodePath Terms =
        NodePath.Parse("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[*]");
    private static readonly NodePath Repelled =
        NodePath.Parse("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[*]");
    private const string PerNode = "kubernetes.io/hostname";

    /// <summary>
    /// No node can have both: their node selectors or required affinities ask for different values of one label, or one keeps
    /// away from the other's labels on every node.
    /// </summary>
    public static bool KeepsApart(PodTemplate a, PodTemplate b)
    {
        if (a.Spec is not { } one || b.Spec is not { } other)
            return false;

        return Repels(one, b) || Repels(other, a) || Differ(Required(one), Required(other))
            || (one.Find("nodeName") is { IsScalar: true, IsNull: false } here
                && other.Find("nodeName") is { IsScalar: true, IsNull: false } there && here.Value != there.Value);
    }

    private static bool Differ(List<Requirement> ours, List<Requirement> theirs) =>
        ours.Exists(own => theirs.Exists(other => own.Key == other.Key && own.Excludes(other)));

    // The terms of an affinity are alternatives: only a single one is sure.
    private static List<Requirement> Required(Node spec)
    {
        var required = new List<Requirement>();
        foreach (var entry in spec.Find("nodeSelector")?.Entries ?? default)
            required.Add(new Requirement(entry.Key.Value, "In", [entry.Value.Value]));

        var terms = spec.Select(Terms).Take(2).ToList();
        if (terms.Count == 1)
        {
            foreach (var expression in terms[0].Find("matchExpressions")?.Items ?? default)
            {
                if (expression.Find("key") is { } key && expression.Find("operator") is { } means)
                {
                    required.Add(new Requirement(key.Value, means.Value,
                        [.. (expression.Find("values")?.Items ?? default).Select(value => value.Value)]));
                }
            }
        }

        return required;
    }

    private static bool Repels(Node spec, PodTemplate other) =>
        spec.Select(Repelled).Any(term =>
            term.Find("topologyKey") is { } key && key.Is(PerNode)
            && term.Find("labelSelector") is { IsMapping: true } selector
            && LabelSelector.FromSelector(selector).Matches(other.Labels));

    private sealed record Requirement(string Key, string Operator, ImmutableArray<string> Values)
    {
        public bool Excludes(Requirement other) => (Operator, other.Operator) switch
        {
            ("In", "In") => !Values.Intersect(other.Values, StringComparer.Ordinal).Any(),
            ("In", "NotIn") => Values.All(value => other.Values.Contains(value, StringComparer.Ordinal)),
            ("NotIn", "In") => other.Excludes(this),
            ("DoesNotExist", "Exists" or "In") or ("Exists" or "In", "DoesNotExist") => true,
            _ => false,
        };
    }
}
