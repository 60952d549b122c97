using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Rows of the catalogue by the beginnings that their paths share: a resource is walked once however many rows there are.
/// </summary>
internal sealed class ReferenceTree
{
    private readonly string key;
    private readonly List<ReferenceTree> keys = [];
    private readonly List<ReferenceRow> rows = [];
    private ReferenceTree? items;

    public ReferenceTree()
        : this("")
    {
    }

    private ReferenceTree(string key) => this.key = key;

    public static ReferenceTree Of(IEnumerable<ReferenceRow> rows)
    {
        var root = new ReferenceTree();
        foreach (var row in rows)
            root.Add(row);
        return root;
    }

    /// <summary>Every row with each mapping that may hold its field, in document order of the first rows.</summary>
    public void Walk(Node at, Action<ReferenceRow, Node> visit)
    {
        if (at.IsMapping)
        {
            foreach (var row in rows)
                visit(row, at);
            foreach (var below in keys)
            {
                if (at.Find(below.key) is { } value)
                    below.Walk(value, visit);
            }
        }
        else if (items is not null)
        {
            foreach (var item in at.Items)
                items.Walk(item, visit);
        }
    }

    public void Add(ReferenceRow row)
    {
        var at = this;
        foreach (var part in row.Owner.ToString().Split('.'))
        {
            var isList = part.EndsWith("[*]", StringComparison.Ordinal);
            at = at.Below(isList ? part[..^3] : part);
            if (isList)
                at = at.items ??= new ReferenceTree();
        }

        at.rows.Add(row);
    }

    private ReferenceTree Below(string key)
    {
        foreach (var below in keys)
        {
            if (below.key == key)
                return below;
        }

        var made = new ReferenceTree(key);
        keys.Add(made);
        return made;
    }
}
