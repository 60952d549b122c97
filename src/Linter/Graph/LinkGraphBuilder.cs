using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Resources to references and links: walks the rows of <see cref="ReferenceCatalog"/>.</summary>
public static class LinkGraphBuilder
{
    public static LinkGraph Build(ImmutableArray<Resource> resources, Stage stage)
    {
        var templates = ImmutableArray.CreateBuilder<PodTemplate>();
        var pods = new List<PodTemplate>();
        var found = ImmutableArray.CreateBuilder<ObjectReference>();
        var podsOf = new Dictionary<Resource, ImmutableArray<PodTemplate>>();
        var references = new Dictionary<Resource, ImmutableArray<ObjectReference>>();
        foreach (var resource in resources)
        {
            AddAll(found, resource, resource.Root, ReferenceCatalog.Of(resource.Kind));
            foreach (var path in resource.Info.ClaimTemplates)
            {
                foreach (var claim in resource.Select(path))
                    AddAll(found, resource, claim, ReferenceCatalog.OfClaimTemplates);
            }

            foreach (var path in resource.Info.PodTemplates)
            {
                foreach (var node in resource.Select(path))
                {
                    pods.Add(new PodTemplate(resource, node, templates.Count + pods.Count));
                    AddAll(found, resource, node, ReferenceCatalog.OfPodTemplates);
                }
            }

            if (pods.Count > 0)
                podsOf[resource] = [.. pods];
            if (found.Count > 0)
                references[resource] = found.ToImmutable();
            templates.AddRange(pods);
            pods.Clear();
            found.Clear();
        }

        return new LinkGraph(resources, Namespaces.Of(resources), stage, templates.ToImmutable(), podsOf, references);
    }

    internal static void AddAll(ImmutableArray<ObjectReference>.Builder found, Resource from, Node root, ReferenceTree? rows) =>
        rows?.Walk(root, (row, owner) =>
        {
            if (owner.Find(row.Key) is { } field && Target(from, row, owner, field) is { } target)
                found.Add(new ObjectReference(from, row, row.Style is ReferenceStyle.KindAndName or ReferenceStyle.NamespaceAndName ? field.Find("name") ?? field : field, target) { Owner = owner });
        });

    private static ReferenceTarget? Target(Resource from, ReferenceRow row, Node owner, Node field) => row.Style switch
    {
        ReferenceStyle.Name when field.IsScalar && !field.IsNull && field.Value.Length > 0 =>
            new NamedTarget(row.Target, TargetNamespace(from, owner, row.Target), field.Value, owner.Find("optional") is { } optional && optional.Is("true")),
        ReferenceStyle.NameOfKind when field.IsScalar && !field.IsNull && field.Value.Length > 0 && owner.Find("kind") is { } kind && kind.Is(row.Target.Kind) =>
            new NamedTarget(row.Target, TargetNamespace(from, owner, row.Target), field.Value, Optional: false),
        ReferenceStyle.NameOfGroupKind when new GatewayReference(from, owner, row.Target) is { NameNode: not null } reference && reference.Kind == row.Target =>
            new NamedTarget(row.Target, TargetNamespace(from, owner, row.Target), field.Value, Optional: false),
        ReferenceStyle.LabelMap when field.IsMapping && field.Entries.Count > 0 =>
            new SelectedTargets(from.Namespace, LabelSelector.FromMap(field)),
        ReferenceStyle.LabelSelector when field.IsMapping => new SelectedTargets(from.Namespace, LabelSelector.FromSelector(field)),
        ReferenceStyle.KindAndName when field.Find("name") is { IsScalar: true } name =>
            new NamedTarget(ScaledKind(field, row.Target), from.Namespace, name.Value, Optional: false),
        ReferenceStyle.NamespaceAndName when field.Find("name") is { IsScalar: true } name && field.Find("namespace") is { IsScalar: true, IsNull: false } @namespace =>
            new NamedTarget(row.Target, @namespace.Value, name.Value, Optional: false),
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
