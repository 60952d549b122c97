using System.Collections.Frozen;
using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Something that a file points at.</summary>
/// <param name="Reference">The field and what it names or selects.</param>
/// <param name="Targets">The nearest files that hold it, with the resource; empty where nothing within reach does.</param>
internal sealed record UnitLink(ObjectReference Reference, ImmutableArray<(UnitFile File, Resource Resource)> Targets)
{
    public bool IsSelector => Reference.Target is SelectedTargets;
}

/// <summary>
/// What makes files belong together: every reference of every file, and the nearest files that it reaches. Beside what
/// <see cref="ReferenceCatalog"/> knows, fields that say who goes with whom, whether a rule reads them or not.
/// </summary>
internal sealed class UnitLinks
{
    private const int MostTargets = 64;

    private static readonly ImmutableArray<ReferenceRow> FurtherRows =
    [
        Row(Kinds.StatefulSet, "spec", "serviceName", Kinds.Service),
        Row(Kinds.VerticalPodAutoscaler, "spec", "targetRef", Kinds.Deployment, ReferenceStyle.KindAndName),
        Row(Kinds.PodDisruptionBudget, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.NetworkPolicy, "spec", "podSelector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.PodMonitor, "spec", "selector", Kinds.Pod, ReferenceStyle.LabelSelector),
        Row(Kinds.RoleBinding, "roleRef", "name", Kinds.Role),
        Row(Kinds.RoleBinding, "roleRef", "name", Kinds.ClusterRole),
        Row(Kinds.ClusterRoleBinding, "roleRef", "name", Kinds.ClusterRole),
        Row(Kinds.RoleBinding, "subjects[*]", "name", Kinds.ServiceAccount),
        Row(Kinds.ClusterRoleBinding, "subjects[*]", "name", Kinds.ServiceAccount),
        Row(Kinds.HttpRoute, "spec.parentRefs[*]", "name", Kinds.Gateway),
        Row(Kinds.GrpcRoute, "spec.parentRefs[*]", "name", Kinds.Gateway),
        Row(Kinds.TcpRoute, "spec.parentRefs[*]", "name", Kinds.Gateway),
        Row(Kinds.TlsRoute, "spec.parentRefs[*]", "name", Kinds.Gateway),
        Row(Kinds.UdpRoute, "spec.parentRefs[*]", "name", Kinds.Gateway),
        Row(Kinds.HttpRoute, "spec.rules[*].backendRefs[*]", "name", Kinds.Service),
        Row(Kinds.GrpcRoute, "spec.rules[*].backendRefs[*]", "name", Kinds.Service),
        Row(Kinds.TcpRoute, "spec.rules[*].backendRefs[*]", "name", Kinds.Service),
        Row(Kinds.TlsRoute, "spec.rules[*].backendRefs[*]", "name", Kinds.Service),
        Row(Kinds.UdpRoute, "spec.rules[*].backendRefs[*]", "name", Kinds.Service),
        Row(Kinds.Gateway, "spec", "gatewayClassName", Kinds.GatewayClass),
        Row(Kinds.Gateway, "spec.listeners[*].tls.certificateRefs[*]", "name", Kinds.Secret),
        Row(Kinds.MutatingWebhookConfiguration, "webhooks[*].clientConfig.service", "name", Kinds.Service),
        Row(Kinds.ValidatingWebhookConfiguration, "webhooks[*].clientConfig.service", "name", Kinds.Service),
        Row(Kinds.ApiService, "spec.service", "name", Kinds.Service),
        Row(null, "spec", "serviceAccountName", Kinds.ServiceAccount),
        Row(null, "spec.imagePullSecrets[*]", "name", Kinds.Secret),
        Row(null, "spec.volumes[*].secret", "secretName", Kinds.Secret),
        Row(null, "spec.volumes[*].projected.sources[*].secret", "name", Kinds.Secret),
        Row(null, "spec.volumes[*].persistentVolumeClaim", "claimName", Kinds.PersistentVolumeClaim),
        Row(null, "spec.containers[*].envFrom[*].secretRef", "name", Kinds.Secret),
        Row(null, "spec.containers[*].env[*].valueFrom.secretKeyRef", "name", Kinds.Secret),
        Row(null, "spec.initContainers[*].envFrom[*].secretRef", "name", Kinds.Secret),
        Row(null, "spec.initContainers[*].env[*].valueFrom.secretKeyRef", "name", Kinds.Secret),
    ];

    private static readonly FrozenDictionary<GroupKind, ImmutableArray<ReferenceRow>> ByKind =
        FurtherRows.Where(row => row.From is not null).GroupBy(row => row.From!.Value).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    private static readonly ImmutableArray<ReferenceRow> OfPods = [.. FurtherRows.Where(row => row.From is null)];

    private readonly ImmutableArray<UnitFile> files;
    private readonly Dictionary<(GroupKind Kind, string Name), List<(UnitFile File, Resource Resource)>> byName = [];
    private readonly Dictionary<(string Key, string Value), List<(UnitFile File, PodTemplate Pods)>> byLabel = [];
    private readonly List<(UnitFile File, PodTemplate Pods)> pods = [];

    public UnitLinks(ImmutableArray<UnitFile> files)
    {
        this.files = files;
        var references = files.Select(Index).ToList();
        Of = [.. references.Select((list, i) => list.Select(reference => new UnitLink(reference, Nearest(files[i], reference))).ToImmutableArray())];
    }

    /// <summary>The links of each file, by its index. A workload's own selector is none.</summary>
    public ImmutableArray<ImmutableArray<UnitLink>> Of { get; }

    /// <summary>All that a resource points at; a workload's own selector is left out.</summary>
    public static ImmutableArray<ObjectReference> ReferencesOf(Resource resource)
    {
        var found = ImmutableArray.CreateBuilder<ObjectReference>();
        if (!resource.Info.IsWorkload)
            LinkGraphBuilder.AddAll(found, resource, resource.Root, ReferenceCatalog.Of(resource.Kind));
        LinkGraphBuilder.AddAll(found, resource, resource.Root, ByKind.TryGetValue(resource.Kind, out var rows) ? rows : []);
        foreach (var node in resource.Info.PodTemplates.SelectMany(resource.Select))
        {
            LinkGraphBuilder.AddAll(found, resource, node, ReferenceCatalog.OfPodTemplates);
            LinkGraphBuilder.AddAll(found, resource, node, OfPods);
        }

        return found.ToImmutable();
    }

    // What the file offers goes into the indexes; what it asks for is given back.
    private List<ObjectReference> Index(UnitFile file)
    {
        foreach (var resource in file.File.Resources)
        {
            if (resource.Name.Length > 0)
                Add(byName, (resource.Kind, resource.Name), (file, resource));

            foreach (var node in resource.Info.PodTemplates.SelectMany(resource.Select))
            {
                var template = new PodTemplate(resource, node, pods.Count);
                pods.Add((file, template));
                foreach (var pair in template.Labels.Pairs)
                    Add(byLabel, (pair.Key, pair.Value), (file, template));
            }
        }

        return [.. file.File.Resources.SelectMany(resource => ReferencesOf(resource))];
    }

    private ImmutableArray<(UnitFile File, Resource Resource)> Nearest(UnitFile from, ObjectReference reference) => reference.Target switch
    {
        NamedTarget named => Nearest(
            from,
            byName.GetValueOrDefault((named.Kind, named.Name)) ?? [],
            pair => pair.File,
            pair => MayMeet(named.Namespace, pair.Resource) && Reaches(from, pair.File, byName: true),
            pair => pair.Resource),
        SelectedTargets selected => Nearest(
            from,
            Candidates(selected.Selector),
            pair => pair.File,
            pair => MayMeet(selected.Namespace, pair.Pods.Workload) && selected.Selector.Matches(pair.Pods) && Reaches(from, pair.File, byName: false),
            pair => pair.Pods.Workload),
        _ => [],
    };

    // Candidates lie in the order of files, so those of one folder lie together: look outwards from the asking file, and
    // stop where it gets farther than what was found.
    private static ImmutableArray<(UnitFile File, Resource Resource)> Nearest<T>(
        UnitFile from, List<T> candidates, Func<T, UnitFile> fileOf, Func<T, bool> fits, Func<T, Resource> resourceOf)
    {
        var (best, found) = (-1, new List<(UnitFile File, Resource Resource)>());
        var start = LowerBound(candidates, fileOf, from.Index);
        void Look(T candidate)
        {
            if (!fits(candidate))
                return;

            var nearness = from.Nearness(fileOf(candidate));
            if (nearness < best)
                return;
            if (nearness > best)
                found.Clear();
            best = nearness;
            found.Add((fileOf(candidate), resourceOf(candidate)));
        }

        // Of many that are as near, some are enough.
        bool IsWorthwhile(T candidate) => from.MostNearness(fileOf(candidate)) is var nearness && (nearness > best || (nearness == best && found.Count < MostTargets));
        for (var i = start; i < candidates.Count && IsWorthwhile(candidates[i]); i++)
            Look(candidates[i]);
        for (var i = start - 1; i >= 0 && IsWorthwhile(candidates[i]); i--)
            Look(candidates[i]);
        return [.. found.OrderBy(target => target.File.Index)];
    }

    private static int LowerBound<T>(List<T> candidates, Func<T, UnitFile> fileOf, int index)
    {
        var (low, high) = (0, candidates.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (fileOf(candidates[middle]).Index < index)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private List<(UnitFile File, PodTemplate Pods)> Candidates(LabelSelector selector)
    {
        List<(UnitFile File, PodTemplate Pods)>? shortest = null;
        foreach (var pair in selector.Pairs)
        {
            // Labels that controllers add stand in no manifest.
            if (byLabel.TryGetValue((pair.Key, pair.Value), out var list) && (shortest is null || list.Count < shortest.Count))
                shortest = list;
        }

        return shortest ?? (selector.Pairs.IsEmpty ? pods : []);
    }

    private static bool MayMeet(string? @namespace, Resource target) =>
        !target.Info.IsNamespaced || @namespace is null || target.Namespace is null || @namespace == target.Namespace;

    /// <summary>
    /// Whether a link may lead there at all: within a part, to and from what lies directly in a folder above, to what is no
    /// application, and by name to an application beside.
    /// </summary>
    internal static bool Reaches(UnitFile from, UnitFile to, bool byName)
    {
        var (mine, theirs) = (from.Part, to.Part);
        if (ReferenceEquals(mine, theirs))
            return true;

        var common = from.Common(to);
        if (to.Folder.Length == common || from.Folder.Length == common)
            return true;
        if (!theirs.IsApplication)
            return byName || !theirs.IsVariant || !(mine.IsVariant || mine.IsApplication);
        return byName && ParentLength(mine.Root) == common && ParentLength(theirs.Root) == common;
    }

    internal static int ParentLength(string folder) => folder.Length == 0 ? 0 : folder.AsSpan(0, folder.Length - 1).LastIndexOf('/') + 1;

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> index, TKey key, TValue value)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        list.Add(value);
    }

    private static ReferenceRow Row(GroupKind? from, string owner, string key, GroupKind target, ReferenceStyle style = ReferenceStyle.Name) =>
        new(from, NodePath.Parse(owner), key, target, style);
}
