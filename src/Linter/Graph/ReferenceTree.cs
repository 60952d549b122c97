using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Rows of the catalogue by the beginnings that their paths share: a resource is walked once however many rows there are.</summary>
internal sealed class ReferenceTree
{
    private readonly List<(string Key, ReferenceTree Below)> keys = [];
    private readonly List<ReferenceRow> rows = [];
    private ReferenceTree? items;

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
            foreach (var (key, below) in keys)
            {
                if (at.Find(key) is { } value)
                    below.Walk(value, visit);
            }
        }
        else if (items is not null)
        {
            foreach (var item in at.Items)
                items.Walk(item, visit);
        }
    }

    private void Add(ReferenceRow row)
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
        foreach (var (known, below) in keys)
        {
            if (known == key)
                return below;
        }

        var made = new ReferenceTree();
        keys.Add((key, made));
        return made;
    }
}
