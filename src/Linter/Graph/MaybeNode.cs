using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// A node that may be missing, for whoever has another one of its tree: a sixth of what a nullable node takes. Views hold many of them.
/// </summary>
internal readonly struct MaybeNode
{
    // 0 for none.
    private readonly int number;

    private MaybeNode(int number) => this.number = number;

    public static implicit operator MaybeNode(Node? node) => new(node is { } some ? some.Index + 1 : 0);

    /// <summary>The node; null where it is missing.</summary>
    /// <param name="beside">Any node of its tree.</param>
    public Node? In(Node beside) => number == 0 ? null : new Node(beside.Tree, number - 1);
}
