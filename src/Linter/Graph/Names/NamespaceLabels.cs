using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// What namespace selectors hold for: labels of the Namespaces in the unit, and the label with its own name that the API
/// server puts on each (KEP-2161).
/// </summary>
public sealed class NamespaceLabels
{
    /// <summary>The label whose value is the namespace's name.</summary>
    public const string NameKey = "kubernetes.io/metadata.name";

    private readonly Dictionary<string, LabelSet> known = new(StringComparer.Ordinal);

    internal NamespaceLabels(IEnumerable<Resource> namespaces)
    {
        foreach (var resource in namespaces)
            known[resource.Name] = LabelSet.Read(resource.Find(Resource.Paths.Labels));
    }

    /// <summary>Some Namespace of the unit holds the selector's requirements, so that it was probably meant.</summary>
    public bool MeansSome(LabelSelector selector) => known.Keys.Any(name => Matches(selector, name) == PolicyVerdict.Yes);

    /// <summary>Whether the selector holds for a namespace.</summary>
    /// <param name="selector">An empty one holds for all.</param>
    /// <param name="name">Null for one that is not named.</param>
    public PolicyVerdict Matches(LabelSelector selector, string? name)
    {
        var verdict = PolicyVerdict.Yes;
        foreach (var pair in selector.Pairs)
            verdict = Least(verdict, Holds(name, pair.Key, value => value == pair.Value));
        foreach (var expression in selector.Expressions)
        {
            verdict = Least(verdict, expression.Operator switch
            {
                "In" => Holds(name, expression.Key,
                    value => value is not null && expression.Values.Contains(value, StringComparer.Ordinal)),
                "NotIn" => Holds(name, expression.Key,
                    value => value is null || !expression.Values.Contains(value, StringComparer.Ordinal)),
                "Exists" => Holds(name, expression.Key, value => value is not null),
                "DoesNotExist" => Holds(name, expression.Key, value => value is null),
                _ => PolicyVerdict.Unknown,
            });
        }

        return verdict;
    }

    private static PolicyVerdict Least(PolicyVerdict one, PolicyVerdict other) => one < other ? one : other;

    private PolicyVerdict Holds(string? name, string key, Func<string?, bool> holds)
    {
        if (name is null)
            return PolicyVerdict.Unknown;
        if (key == NameKey)
            return holds(name) ? PolicyVerdict.Yes : PolicyVerdict.No;
        if (!known.TryGetValue(name, out var labels))
            return PolicyVerdict.Unknown;

        return holds(labels.Find(key)?.Value) ? PolicyVerdict.Yes : PolicyVerdict.No;
    }
}
