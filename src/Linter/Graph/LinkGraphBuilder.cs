using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>Resources to references and links: what points at what, and the views over it.</summary>
public static class LinkGraphBuilder
{
    public static LinkGraph Build(ImmutableArray<Resource> resources, Stage stage)
    {
        var templates = ImmutableArray.CreateBuilder<PodTemplate>();
        var pods = new List<PodTemplate>();
        var reader = new ReferenceReader();
        var podsOf = new Dictionary<Resource, ImmutableArray<PodTemplate>>();
        var references = new Dictionary<Resource, ImmutableArray<ObjectReference>>(resources.Length);
        foreach (var resource in resources)
        {
            reader.Read(resource, resource.Root, ReferenceCatalog.Of(resource.Kind));
            foreach (var path in resource.Info.ClaimTemplates)
            {
                foreach (var claim in resource.Select(path))
                    reader.Read(resource, claim, ReferenceCatalog.OfClaimTemplates);
            }

            foreach (var path in resource.Info.PodTemplates)
            {
                foreach (var node in resource.Select(path))
                {
                    pods.Add(new PodTemplate(resource, node, templates.Count + pods.Count, reader.Selector));
                    reader.Read(resource, node, ReferenceCatalog.OfPodTemplates);
                }
            }

            if (pods.Count > 0)
                podsOf[resource] = [.. pods];
            if (reader.Take() is { IsEmpty: false } found)
                references[resource] = found;
            templates.AddRange(pods);
            pods.Clear();
        }

        return new LinkGraph(resources, Namespaces.Of(resources), stage, templates.ToImmutable(), podsOf, references);
    }
}
