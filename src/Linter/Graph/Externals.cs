using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>What the configuration declares to exist elsewhere: a reference to it is never dangling.</summary>
public sealed class Externals(ImmutableArray<External> declared)
{
    public static Externals None { get; } = new([]);

    /// <summary>Whether a resource of this kind and name is declared for the namespace.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="namespace">Null for the unnamed namespace, which every declaration without a namespace meets and one for "default".</param>
    /// <param name="name">The name.</param>
    public bool Has(GroupKind kind, string? @namespace, string name) =>
        declared.Any(external => IsOf(external, kind, @namespace) && (external.Name is null || Wildcard.Matches(external.Name, name)));

    /// <summary>Whether pods are declared that carry all labels of the selector; a declaration without labels stands for pods of any labels.</summary>
    public bool HasPods(string? @namespace, LabelSelector selector) => HasLabelled(Kinds.Pod, @namespace, selector);

    /// <summary>As above, for resources of any kind and their own labels.</summary>
    public bool HasLabelled(GroupKind kind, string? @namespace, LabelSelector selector) =>
        declared.Any(external => IsOf(external, kind, @namespace) && Carries(external, selector));

    private static bool Carries(External external, LabelSelector selector) =>
        external.Labels.IsEmpty
        || (selector.Expressions.IsEmpty && selector.Pairs.All(pair => external.Labels.TryGetValue(pair.Key, out var value) && Wildcard.Matches(value, pair.Value)));

    private static bool IsOf(External external, GroupKind kind, string? @namespace) =>
        (external.Kind is null || external.Kind == kind.Kind || external.Kind == kind.ToString())
        && (external.Namespace is null || !KindCatalog.Find(kind).IsNamespaced || Wildcard.Matches(external.Namespace, @namespace ?? "default"));
}
