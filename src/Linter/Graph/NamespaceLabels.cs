using Linter.Manifests;

namespace Linter.Graph;

/// <summary>The labels of namespaces: those of their manifests, and the name that the API server adds.</summary>
internal sealed class NamespaceLabels(LinkGraph graph)
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    /// <summary>Whether the namespace carries the labels; null where that cannot be told, since no manifest of it is there.</summary>
    public bool? Match(LabelSelector selector, string? @namespace)
    {
        if (@namespace is null)
            return selector.IsEmpty ? true : null;
        if (!Judge(selector, @namespace, nameOnly: true, LabelSet.Empty))
            return false;
        if (IsAboutName(selector))
            return true;

        var manifests = graph.Find(Kinds.Namespace, null, @namespace).Certain;
        return manifests.IsEmpty ? null : manifests.Any(manifest => Judge(selector, @namespace, nameOnly: false, LabelSet.Read(manifest.Find(Resource.Paths.Labels))));
    }

    private static bool IsAboutName(LabelSelector selector) =>
        selector.Pairs.All(pair => pair.Key == NameLabel) && selector.Expressions.All(expression => expression.Key == NameLabel);

    private static bool Judge(LabelSelector selector, string @namespace, bool nameOnly, LabelSet labels)
    {
        foreach (var pair in selector.Pairs)
        {
            if (pair.Key == NameLabel ? pair.Value != @namespace : !nameOnly && !labels.Has(pair.Key, pair.Value))
                return false;
        }

        return selector.Expressions.All(expression => expression.Key == NameLabel ? HoldsForName(expression, @namespace) : nameOnly || expression.Holds(labels));
    }

    private static bool HoldsForName(LabelExpression expression, string @namespace) => expression.Operator switch
    {
        "In" => expression.Values.Contains(@namespace, StringComparer.Ordinal),
        "NotIn" => !expression.Values.Contains(@namespace, StringComparer.Ordinal),
        "Exists" => true,
        _ => false,
    };
}
