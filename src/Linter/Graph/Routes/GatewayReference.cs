using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A field of the Gateway API that points at another object: group, kind, namespace and name.</summary>
public sealed class GatewayReference
{
    internal GatewayReference(Resource from, Node node, GroupKind fallback)
    {
        From = from;
        Node = node;
        // An empty group is the core group, an absent one the field's own default.
        var group = node.Find("group") is { IsScalar: true, IsNull: false } given ? given.Value : fallback.Group;
        Kind = new GroupKind(group, node.FindText("kind")?.Value ?? fallback.Kind);
        NameNode = node.FindText("name");
        NamespaceNode = node.FindText("namespace");
        Namespace = NamespaceNode?.Value ?? from.Namespace;
    }

    public Resource From { get; }

    /// <summary>The mapping that says it.</summary>
    public Node Node { get; }

    public GroupKind Kind { get; }

    public Node? NameNode { get; }

    /// <summary>Empty where none is given.</summary>
    public string Name => NameNode?.Value ?? "";

    /// <summary>Null where the reference stays in its own namespace.</summary>
    public Node? NamespaceNode { get; }

    /// <summary>As given, else that of the resource.</summary>
    public string? Namespace { get; }

    /// <summary>The name, else the entry.</summary>
    public Node At => NameNode ?? Node;
}

/// <summary>How fields are read whose shape other rules judge.</summary>
internal static class NodeFields
{
    /// <summary>The scalar under a key; null where it is absent, null, empty or no scalar.</summary>
    public static Node? FindText(this Node owner, string key) =>
        owner.Find(key) is { IsScalar: true, IsNull: false } node && node.Value.Length > 0 ? node : null;

    /// <summary>The mappings of the list under a key.</summary>
    public static IEnumerable<Node> FindMappings(this Node owner, string key) =>
        (owner.Find(key)?.Items ?? default).Where(item => item.IsMapping);

    /// <summary>The texts of the list under a key.</summary>
    public static IEnumerable<Node> FindTexts(this Node owner, string key) =>
        (owner.Find(key)?.Items ?? default).Where(item => item is { IsScalar: true, IsNull: false } && item.Value.Length > 0);
}
