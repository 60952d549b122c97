using System.Collections.Immutable;
using Linter.Graph.Values;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// The resources that a rule is asked to judge, with their views: all of a graph's, or those of a few files. What is looked up for them is
/// looked up in the whole graph. Immutable; every list is in the order of files and documents.
/// </summary>
public sealed class GraphPart
{
    // What a rule looks at should still be in the processor's cache when the next one comes: some hundred kilobytes.
    private const int MostResources = 128;

    private ImmutableArray<RunningContainer> running;
    private ImmutableArray<ContainerImage> images;
    private JudgedValues? judgedValues;
    private object? judgedValuesGate;

    internal GraphPart(
        LinkGraph graph,
        ImmutableArray<Resource> resources,
        ImmutableArray<PodTemplate> podTemplates,
        ImmutableArray<ServiceView> services,
        ImmutableArray<IngressView> ingresses)
    {
        Graph = graph;
        Resources = resources;
        PodTemplates = podTemplates;
        Services = services;
        Ingresses = ingresses;
    }

    /// <summary>The graph that it is a part of.</summary>
    public LinkGraph Graph { get; }

    public ImmutableArray<Resource> Resources { get; }

    /// <summary>The pods of its workloads; a workload with several templates stands here several times.</summary>
    public ImmutableArray<PodTemplate> PodTemplates { get; }

    public ImmutableArray<ServiceView> Services { get; }

    public ImmutableArray<IngressView> Ingresses { get; }

    /// <summary>Containers and sidecars of <see cref="Handlers.PlainPods"/>, in order.</summary>
    public ImmutableArray<RunningContainer> RunningContainers
    {
        get
        {
            // Several threads may find it at once; what the first of them found stays.
            if (running.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref running, Running());
            return running;
        }
    }

    /// <summary>The images of its containers, see <see cref="ContainerImage.AllOf"/>.</summary>
    internal ImmutableArray<ContainerImage> Images
    {
        get
        {
            if (images.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref images, [.. ContainerImage.AllOf(this)]);
            return images;
        }
    }

    /// <summary>
    /// Values that the API server refuses; judged once for the version that is asked for first, and at each call for any other.
    /// </summary>
    /// <param name="kubernetesMinor">Minor version of the target Kubernetes 1.N; the same for all rules of a run.</param>
    public IReadOnlyList<ValueProblem> ValueProblems(int kubernetesMinor)
    {
        var judged = LazyInitializer.EnsureInitialized(ref judgedValues, ref judgedValuesGate, () => JudgeValues(kubernetesMinor));
        return (judged.KubernetesMinor == kubernetesMinor ? judged : JudgeValues(kubernetesMinor)).Problems;
    }

    /// <summary>
    /// A graph in parts that hold every resource once, in order. What one file holds stays together: aliases share its nodes.
    /// </summary>
    internal static ImmutableArray<GraphPart> Split(LinkGraph graph)
    {
        if (graph.Resources.Length <= MostResources)
            return [graph.Whole];

        var parts = ImmutableArray.CreateBuilder<GraphPart>();
        var (all, pods, services, ingresses) = (graph.Resources, 0, 0, 0);
        for (var start = 0; start < all.Length;)
        {
            var end = Math.Min(start + MostResources, all.Length);
            while (end < all.Length && ReferenceEquals(all[end].Source, all[end - 1].Source))
                end++;
            var (firstPods, firstService, firstIngress) = (pods, services, ingresses);
            foreach (var resource in all.AsSpan(start, end - start))
            {
                while (pods < graph.PodTemplates.Length && ReferenceEquals(graph.PodTemplates[pods].Workload, resource))
                    pods++;
                if (services < graph.Services.Length && ReferenceEquals(graph.Services[services].Resource, resource))
                    services++;
                if (ingresses < graph.Ingresses.Length && ReferenceEquals(graph.Ingresses[ingresses].Resource, resource))
                    ingresses++;
            }

            parts.Add(new GraphPart(graph, all[start..end], graph.PodTemplates[firstPods..pods], graph.Services[firstService..services],
                graph.Ingresses[firstIngress..ingresses]));
            start = end;
        }

        return parts.ToImmutable();
    }

    private ImmutableArray<RunningContainer> Running()
    {
        var found = ImmutableArray.CreateBuilder<RunningContainer>(PodTemplates.Length);
        foreach (var pods in this.PlainPods())
        {
            foreach (var container in pods.LongRunning)
                found.Add(new RunningContainer(pods, container));
        }

        return found.DrainToImmutable();
    }

    private JudgedValues JudgeValues(int kubernetesMinor) =>
        new(kubernetesMinor, [.. Resources.SelectMany(resource => ValueChecks.Of(Graph, resource, kubernetesMinor))]);

    private sealed record JudgedValues(int KubernetesMinor, List<ValueProblem> Problems);
}
