using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>One field that points at something else.</summary>
/// <param name="From">The resource that holds the field.</param>
/// <param name="Row">The row of the catalogue that found it.</param>
/// <param name="At">The scalar that names the target, or the mapping that selects it.</param>
/// <param name="Target">What it points at.</param>
public sealed record ObjectReference(Resource From, ReferenceRow Row, Node At, ReferenceTarget Target)
{
    private readonly int at = At.Index;
    private readonly int owner = At.Index;

    /// <summary>The scalar that names the target, or the mapping that selects it.</summary>
    public Node At
    {
        get => new(From.Root.Tree, at);
        init => at = value.Index;
    }

    /// <summary>The mapping that holds the field.</summary>
    public Node Owner
    {
        get => new(From.Root.Tree, owner);
        init => owner = value.Index;
    }
}

/// <summary>What a reference points at.</summary>
/// <param name="Kind">Kind of the target.</param>
/// <param name="Namespace">Where it is looked for; null for the unnamed namespace and for cluster-scoped kinds.</param>
public abstract record ReferenceTarget(GroupKind Kind, string? Namespace);

/// <summary>One object by its name.</summary>
/// <param name="Optional">The reference may dangle: <c>optional: true</c>.</param>
public sealed record NamedTarget(GroupKind Kind, string? Namespace, string Name, bool Optional) : ReferenceTarget(Kind, Namespace);

/// <summary>Pods by their labels.</summary>
public sealed record SelectedTargets(string? Namespace, LabelSelector Selector) : ReferenceTarget(Kinds.Pod, Namespace);
