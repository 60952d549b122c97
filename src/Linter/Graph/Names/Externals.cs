using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// What exists elsewhere, as the configuration declares it or as neighbouring units show it: a reference to it is never dangling.
/// </summary>
public sealed class Externals
{
    private const string Declared = "declared under externals";
    private const string OfTheCluster = "run by the cluster itself";
    private const string InAnotherUnit = "defined in another unit, which is not followed into";

    private readonly ImmutableArray<External> declared;
    private readonly Neighbours.View? neighbours;

    private static readonly string[] PodKinds =
        ["Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob"];

    public Externals(ImmutableArray<External> declared) => this.declared = declared;

    internal Externals(ImmutableArray<External> declared, Neighbours.View neighbours) =>
        (this.declared, this.neighbours) = (declared, neighbours);

    public static Externals None { get; } = new([]);

    /// <summary>Whether a resource of this kind and name is declared for the namespace.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="namespace">
    /// Null for the unnamed namespace, which every declaration without a namespace meets and one for "default".
    /// </param>
    /// <param name="name">The name.</param>
    public bool Has(GroupKind kind, string? @namespace, string name) =>
        WhereIs(kind, @namespace, name) is not null;

    /// <summary>In words, how it is known that such a resource exists elsewhere; null where it is not.</summary>
    public string? WhereIs(GroupKind kind, string? @namespace, string name) =>
        declared.Any(external => IsOf(external, kind, @namespace)
            && (external.Name is null || Wildcard.Matches(external.Name, name))) ? Declared
        : neighbours?.Has(kind, @namespace, name) == true ? InAnotherUnit
        : null;

    /// <summary>
    /// Whether any resource of this kind is declared for the namespace, whatever its name; a declaration of all kinds counts where it names
    /// none.
    /// </summary>
    public bool HasAny(GroupKind kind, string? @namespace) => Declares(kind, @namespace) || Near(kind, @namespace).Any();

    /// <summary>The same of what is declared alone.</summary>
    internal bool Declares(GroupKind kind, string? @namespace) =>
        declared.Any(external => IsOf(external, kind, @namespace)
            && (external.Kind is not null || (external.Name is null && external.Labels.IsEmpty)));

    /// <summary>What neighbouring units hold of this kind, whatever its name: only where the namespace is the same for certain.</summary>
    internal IEnumerable<Resource> Near(GroupKind kind, string? @namespace) => neighbours?.OfKind(kind, @namespace) ?? [];

    /// <summary>
    /// Whether resources of a kind are declared that carry all labels of the selector; a declaration without labels stands for any labels.
    /// </summary>
    public bool HasLabelled(GroupKind kind, string? @namespace, LabelSelector selector) =>
        declared.Any(external => IsOf(external, kind, @namespace) && Carries(external, selector))
        || neighbours?.HasLabelled(kind, @namespace, selector) == true;

    /// <summary>
    /// Whether pods are declared that carry all labels of the selector, by themselves or by their workload. A declaration
    /// without labels stands for pods that bear its name in some label; without a name too, for all pods. Those of the cluster itself
    /// need no declaration.
    /// </summary>
    public bool HasPods(string? @namespace, LabelSelector selector) => WherePodsAre(@namespace, selector) is not null;

    /// <summary>In words, how it is known that such pods exist elsewhere; null where it is not.</summary>
    public string? WherePodsAre(string? @namespace, LabelSelector selector) =>
        declared.Any(external => MakesPods(external) && IsIn(external, @namespace) && Carries(external, selector)) ? Declared
        : neighbours?.HasPods(@namespace, selector) == true ? InAnotherUnit
        : WellKnownObjects.HasPods(@namespace, selector) ? OfTheCluster
        : null;

    private static bool MakesPods(External external) =>
        external.Kind is null || PodKinds.Contains(external.Kind, StringComparer.Ordinal);

    private static bool Carries(External external, LabelSelector selector) => external.Labels.IsEmpty
        ? external.Name is not { } name || selector.Pairs.Any(pair => Wildcard.Matches(name, pair.Value))
        : (selector.Expressions.IsEmpty
            && selector.Pairs.All(pair => external.Labels.TryGetValue(pair.Key, out var value) && Wildcard.Matches(value, pair.Value)));

    private static bool IsOf(External external, GroupKind kind, string? @namespace) =>
        (external.Kind is null || external.Kind == kind.Kind || external.Kind == kind.ToString())
        && (!KindCatalog.Find(kind).IsNamespaced || IsIn(external, @namespace));

    private static bool IsIn(External external, string? @namespace) =>
        external.Namespace is null || Wildcard.Matches(external.Namespace, Namespaces.OrDefault(@namespace));
}
