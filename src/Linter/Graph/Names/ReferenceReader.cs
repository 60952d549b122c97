using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Reads the references of resources, one after the other, by the rows of <see cref="ReferenceCatalog"/>.</summary>
internal sealed class ReferenceReader
{
    private readonly ImmutableArray<ObjectReference>.Builder found = ImmutableArray.CreateBuilder<ObjectReference>();
    private readonly Action<ReferenceRow, Node> visit;
    private Resource from = null!;

    public ReferenceReader() => visit = Add;

    /// <summary>Reads what a part of a resource points at.</summary>
    public void Read(Resource resource, Node part, ReferenceTree? rows)
    {
        from = resource;
        rows?.Walk(part, visit);
    }

    /// <summary>The selector that was read since what was read was last taken; null where there was none.</summary>
    public LabelSelector? Selector { get; private set; }

    /// <summary>What was read since it was last taken, in the order of the rows.</summary>
    public ImmutableArray<ObjectReference> Take()
    {
        var taken = found.ToImmutable();
        found.Clear();
        Selector = null;
        return taken;
    }

    private void Add(ReferenceRow row, Node owner)
    {
        if (owner.Find(row.Key) is not { } field || Target(from, row, owner, field) is not { } target)
            return;

        Selector = (target as SelectedTargets)?.Selector ?? Selector;
        found.Add(new ObjectReference(from, row,
            row.Style is ReferenceStyle.KindAndName or ReferenceStyle.NamespaceAndName ? field.Find("name") ?? field : field,
            target) { Owner = owner });
    }

    private static ReferenceTarget? Target(Resource from, ReferenceRow row, Node owner, Node field) => row.Style switch
    {
        ReferenceStyle.Name when field.IsScalar && !field.IsNull && field.Value.Length > 0 =>
            new NamedTarget(row.Target, TargetNamespace(from, owner, row.Target), field.Value,
                owner.Find("optional") is { } optional && optional.Is("true")),
        ReferenceStyle.NameOfOwnCluster when field.IsScalar && !field.IsNull && field.Value.Length > 0
            && owner.Find("kubeConfig") is null or { IsNull: true } =>
            new NamedTarget(row.Target, from.Namespace, field.Value, Optional: false),
        ReferenceStyle.NameOfFormerField when field.IsScalar && !field.IsNull && field.Value.Length > 0
            && owner.Find("serviceAccountName") is null or { IsNull: true } or { IsScalar: true, Value.Length: 0 } =>
            new NamedTarget(row.Target, from.Namespace, field.Value, Optional: false),
        ReferenceStyle.NameOfKind when field.IsScalar && !field.IsNull && field.Value.Length > 0 && owner.Find("kind") is { } kind
            && kind.Is(row.Target.Kind) =>
            new NamedTarget(row.Target, TargetNamespace(from, owner, row.Target), field.Value, Optional: false),
        ReferenceStyle.NameOfGroupKind when new GatewayReference(from, owner, row.Target) is { NameNode: not null } reference
            && reference.Kind == row.Target =>
            new NamedTarget(row.Target, TargetNamespace(from, owner, row.Target), field.Value, Optional: false),
        ReferenceStyle.LabelMap when field.IsMapping && field.Entries.Count > 0 =>
            new SelectedTargets(from.Namespace, LabelSelector.FromMap(field)),
        ReferenceStyle.LabelSelector when field.IsMapping => new SelectedTargets(from.Namespace, LabelSelector.FromSelector(field)),
        ReferenceStyle.KindAndName when field.Find("name") is { IsScalar: true } name =>
            new NamedTarget(ScaledKind(field, row.Target), from.Namespace, name.Value, Optional: false),
        ReferenceStyle.NamespaceAndName when field.Find("name") is { IsScalar: true } name
            && field.Find("namespace") is { IsScalar: true, IsNull: false } @namespace =>
            new NamedTarget(row.Target, @namespace.Value, name.Value, Optional: false),
        ReferenceStyle.MeshHost when MeshHost.Read(from, owner, row.Key) is { Form: MeshHostForm.Short or MeshHostForm.Whole } host =>
            new NamedTarget(row.Target, host.Namespace, host.Service, Optional: false),
        _ => null,
    };

    // Some references name the namespace beside the name (subjects, backendRefs); all others stay in their own.
    private static string? TargetNamespace(Resource from, Node owner, GroupKind target)
    {
        if (!KindCatalog.Find(target).IsNamespaced)
            return null;
        return owner.Find("namespace") is { IsScalar: true, IsNull: false, Value.Length: > 0 } named ? named.Value : from.Namespace;
    }

    // The API version of a scale target may be an old one of the same kind.
    private static GroupKind ScaledKind(Node target, GroupKind fallback)
    {
        var apiVersion = target.Find("apiVersion")?.Value ?? "apps/v1";
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return KindCatalog.Find(new GroupKind(slash < 0 ? "" : apiVersion[..slash], target.Find("kind")?.Value ?? fallback.Kind)).Kind;
    }
}
