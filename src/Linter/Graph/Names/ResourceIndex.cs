using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// Resources by what names them, those of one name in their order. A table of numbers alone: there are as many names as resources, and
/// each resource knows its own.
/// </summary>
internal sealed class ResourceIndex
{
    // Resources are numbered from 1 on.
    private const int None = 0;

    private readonly ImmutableArray<Resource> resources;
    private readonly bool ofNamespace;
    private readonly int[] first;
    private readonly int[] next;
    private readonly Lookup?[] known;

    /// <param name="resources">All of them; those without a name are left out.</param>
    /// <param name="ofNamespace">The namespace is part of what names them.</param>
    public ResourceIndex(ImmutableArray<Resource> resources, bool ofNamespace)
    {
        this.resources = resources;
        this.ofNamespace = ofNamespace;
        first = new int[Math.Max(resources.Length, 1)];
        next = new int[resources.Length + 1];
        known = new Lookup?[resources.Length + 1];

        // From the last to the first, so that each list of numbers rises.
        for (var number = resources.Length; number > 0; number--)
        {
            var resource = resources[number - 1];
            if (resource.Name.Length == 0)
                continue;

            ref var head = ref HeadOf(resource.Kind, resource.Namespace, resource.Name);
            next[number] = head;
            head = number;
        }
    }

    public bool HasSeveral(GroupKind kind, string? @namespace, string name) =>
        Find(HeadOf(kind, @namespace, name), kind, @namespace, name) is var found and not None
        && Find(next[found], kind, @namespace, name) != None;

    /// <summary>All of this name, as certain.</summary>
    public Lookup Lookup(GroupKind kind, string? @namespace, string name)
    {
        var found = Find(HeadOf(kind, @namespace, name), kind, @namespace, name);
        if (found == None)
            return Graph.Lookup.Nothing;

        // Most names are asked for by many rules. Several threads may find the same.
        return known[found] ??= new Lookup(All(found, kind, @namespace, name), []);
    }

    private ref int HeadOf(GroupKind kind, string? @namespace, string name) =>
        ref first[(uint)HashCode.Combine(kind, ofNamespace ? @namespace : null, name) % (uint)first.Length];

    // The first from this one on.
    private int Find(int at, GroupKind kind, string? @namespace, string name)
    {
        while (at != None && !Is(resources[at - 1], kind, @namespace, name))
            at = next[at];
        return at;
    }

    private bool Is(Resource resource, GroupKind kind, string? @namespace, string name) =>
        resource.Name == name && resource.Kind == kind && (!ofNamespace || resource.Namespace == @namespace);

    private ImmutableArray<Resource> All(int found, GroupKind kind, string? @namespace, string name)
    {
        var following = Find(next[found], kind, @namespace, name);
        if (following == None)
            return [resources[found - 1]];

        var all = ImmutableArray.CreateBuilder<Resource>();
        all.Add(resources[found - 1]);
        for (var at = following; at != None; at = Find(next[at], kind, @namespace, name))
            all.Add(resources[at - 1]);
        return all.DrainToImmutable();
    }
}
