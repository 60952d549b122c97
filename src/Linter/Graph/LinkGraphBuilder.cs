using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>Resources to references and links: what points at what, and the views over it.</summary>
public static class LinkGraphBuilder
{
    /// <param name="resources">In the order of files and documents.</param>
    /// <param name="stage">What could not be seen of the unit.</param>
    /// <param name="workers">How many threads, at least 1. Never changes the graph.</param>
    public static LinkGraph Build(ImmutableArray<Resource> resources, Stage stage, int workers = 1)
    {
        var references = new ImmutableArray<ObjectReference>[resources.Length];
        var pods = new PodTemplate[resources.Length][];
        Workers.ShareOut(resources.Length, workers, () => new ReferenceReader(),
            (reader, at) => (references[at], pods[at]) = Read(resources[at], reader));

        var templates = ImmutableArray.CreateBuilder<PodTemplate>();
        var podsOf = new Dictionary<Resource, ImmutableArray<PodTemplate>>();
        var referencesOf = new Dictionary<Resource, ImmutableArray<ObjectReference>>(resources.Length);
        for (var i = 0; i < resources.Length; i++)
        {
            if (!references[i].IsEmpty)
                referencesOf[resources[i]] = references[i];
            if (pods[i].Length == 0)
                continue;

            foreach (var template in pods[i])
            {
                template.Ordinal = templates.Count;
                templates.Add(template);
            }

            podsOf[resources[i]] = ImmutableCollectionsMarshal.AsImmutableArray(pods[i]);
        }

        var namespaces = Namespaces.Of(resources);
        RollOut(resources, namespaces, podsOf);
        return new LinkGraph(resources, namespaces, stage, templates.ToImmutable(), podsOf, referencesOf, workers);
    }

    private static void RollOut(
        ImmutableArray<Resource> resources, Namespaces namespaces, Dictionary<Resource, ImmutableArray<PodTemplate>> podsOf)
    {
        var rollouts = resources.Where(resource => RolloutPhases.WorkloadOf(resource) is not null)
            .ToLookup(rollout => RolloutPhases.WorkloadOf(rollout)!.Value);
        if (rollouts.Count == 0)
            return;

        foreach (var (workload, pods) in podsOf)
        {
            foreach (var rollout in rollouts[(workload.Kind, workload.Name)]
                .Where(rollout => namespaces.Meet(rollout.Namespace, workload.Namespace) == Meeting.Yes))
            {
                foreach (var template in pods)
                    template.RollOut(rollout);
            }
        }
    }

    private static (ImmutableArray<ObjectReference> References, PodTemplate[] Pods) Read(Resource resource, ReferenceReader reader)
    {
        reader.Read(resource, resource.Root, ReferenceCatalog.Of(resource.Kind));
        foreach (var path in resource.Info.ClaimTemplates)
        {
            foreach (var claim in resource.Select(path))
                reader.Read(resource, claim, ReferenceCatalog.OfClaimTemplates);
        }

        List<PodTemplate>? pods = null;
        foreach (var path in resource.Info.PodTemplates)
        {
            foreach (var node in resource.Select(path))
            {
                (pods ??= []).Add(new PodTemplate(resource, node, 0, reader.Selector));
                reader.Read(resource, node, ReferenceCatalog.OfPodTemplates);
            }
        }

        return (reader.Take(), pods is null ? [] : [.. pods]);
    }
}
