using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Fields that a transformer of kustomize touches.</summary>
/// <param name="Kind">"Service", "apps/Deployment"; empty for all.</param>
/// <param name="Path">Keys; lists on the way are walked through.</param>
/// <param name="IsMade">What is not there is made.</param>
internal sealed record FieldSpec(string Kind, ImmutableArray<string> Path, bool IsMade)
{
    public static FieldSpec Parse(WrittenNode spec) => new(
        (spec.Text("group") is { } group ? group + "/" : "") + spec.Text("kind"),
        Split(spec.Text("path") ?? ""),
        spec.IsTrue("create"));

    public static FieldSpec Of(string kind, string path, bool isMade) => new(kind, Split(path), isMade);

    public bool Concerns(ReplayedObject candidate)
    {
        var slash = Kind.LastIndexOf('/');
        var kind = Kind[(slash + 1)..];
        return (kind.Length == 0 || kind == candidate.Kind.Kind)
            && (slash < 0 || Kind.AsSpan(0, slash).SequenceEqual(candidate.Kind.Group));
    }

    /// <summary>The mappings that hold, or may hold, the last key of the path.</summary>
    public IEnumerable<ReplayedValue> Holders(ReplayedObject candidate, Place by) =>
        Path.Length is 0 or > FieldPath.MostSteps || !Concerns(candidate) ? [] : Holders(candidate.Root, 0, by);

    private static ImmutableArray<string> Split(string path) =>
        [.. path.Replace("\\/", "\0", StringComparison.Ordinal).Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(step => step.Replace("[]", "", StringComparison.Ordinal).Replace('\0', '/'))];

    private IEnumerable<ReplayedValue> Holders(ReplayedValue at, int depth, Place by)
    {
        if (at.Kind == NodeKind.Sequence)
            return at.Items.SelectMany(item => Holders(item, depth, by));
        if (at.Kind != NodeKind.Mapping)
            return [];
        if (depth == Path.Length - 1)
            return IsMade || at.Find(Path[depth]) is not null ? [at] : [];

        var next = at.Find(Path[depth]) ?? (IsMade ? at.Open(Path[depth], by) : null);
        return next is null ? [] : Holders(next, depth + 1, by);
    }
}

/// <summary>
/// The fields that kustomize's own transformers touch, and those that `configurations` add. After kustomize's
/// api/internal/konfig/builtinpluginconsts.
/// </summary>
internal sealed class FieldSpecs
{
    public const string Labels = "labels";
    public const string TemplateLabels = "templateLabels";
    public const string CommonLabels = "commonLabels";
    public const string CommonAnnotations = "commonAnnotations";
    public const string Replicas = "replicas";
    public const string Images = "images";
    public const string NamePrefix = "namePrefix";
    public const string NameSuffix = "nameSuffix";
    public const string Namespace = "namespace";

    private static readonly ImmutableArray<FieldSpec> InMetadata = [FieldSpec.Of("", "metadata/labels", true)];

    private static readonly ImmutableArray<FieldSpec> InTemplates = [.. Templates("labels")];

    private static readonly ImmutableArray<FieldSpec> InSelectors =
    [
        .. InMetadata,
        .. InTemplates,
        FieldSpec.Of("/Service", "spec/selector", true),
        FieldSpec.Of("ReplicationController", "spec/selector", true),
        FieldSpec.Of("Deployment", "spec/selector/matchLabels", true),
        FieldSpec.Of("ReplicaSet", "spec/selector/matchLabels", true),
        FieldSpec.Of("DaemonSet", "spec/selector/matchLabels", true),
        FieldSpec.Of("apps/StatefulSet", "spec/selector/matchLabels", true),
        FieldSpec.Of("apps/StatefulSet", "spec/volumeClaimTemplates[]/metadata/labels", true),
        .. new[] { "apps/Deployment", "apps/StatefulSet" }.SelectMany(Affinities),
        FieldSpec.Of("batch/Job", "spec/selector/matchLabels", false),
        FieldSpec.Of("batch/CronJob", "spec/jobTemplate/spec/selector/matchLabels", false),
        FieldSpec.Of("policy/PodDisruptionBudget", "spec/selector/matchLabels", false),
        FieldSpec.Of("networking.k8s.io/NetworkPolicy", "spec/podSelector/matchLabels", false),
        FieldSpec.Of("networking.k8s.io/NetworkPolicy", "spec/ingress/from/podSelector/matchLabels", false),
        FieldSpec.Of("networking.k8s.io/NetworkPolicy", "spec/egress/to/podSelector/matchLabels", false),
    ];

    private static readonly ImmutableArray<FieldSpec> InAnnotations =
        [FieldSpec.Of("", "metadata/annotations", true), .. Templates("annotations")];

    private static readonly ImmutableArray<FieldSpec> OfReplicas =
        [.. new[] { "Deployment", "ReplicationController", "ReplicaSet", "StatefulSet" }
            .Select(kind => FieldSpec.Of(kind, "spec/replicas", true))];

    private readonly List<(string Section, FieldSpec Spec)> added = [];

    public IEnumerable<FieldSpec> Of(string section)
    {
        ImmutableArray<FieldSpec> own = section switch
        {
            Labels => InMetadata,
            TemplateLabels => [.. InMetadata, .. InTemplates],
            CommonLabels => InSelectors,
            CommonAnnotations => InAnnotations,
            Replicas => OfReplicas,
            _ => [],
        };
        return own.Concat(added.Where(spec => spec.Section == section).Select(spec => spec.Spec));
    }

    /// <summary>A file of `configurations`.</summary>
    public void Add(WrittenNode configuration)
    {
        foreach (var (key, specs) in configuration.Entries)
        {
            foreach (var spec in specs.Items)
                added.Add((key.Value, FieldSpec.Parse(spec)));
        }
    }

    public void Add(FieldSpecs below) => added.AddRange(below.added);

    private static IEnumerable<FieldSpec> Templates(string field)
    {
        foreach (var kind in new[] { "ReplicationController", "Deployment", "ReplicaSet", "DaemonSet", "apps/StatefulSet", "batch/Job" })
            yield return FieldSpec.Of(kind, $"spec/template/metadata/{field}", true);
        yield return FieldSpec.Of("batch/CronJob", $"spec/jobTemplate/metadata/{field}", true);
        yield return FieldSpec.Of("batch/CronJob", $"spec/jobTemplate/spec/template/metadata/{field}", true);
    }

    private static IEnumerable<FieldSpec> Affinities(string kind)
    {
        foreach (var affinity in new[] { "podAffinity", "podAntiAffinity" })
        {
            yield return FieldSpec.Of(kind,
                $"spec/template/spec/affinity/{affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
                false);
            yield return FieldSpec.Of(kind,
                $"spec/template/spec/affinity/{affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels", false);
        }

        yield return FieldSpec.Of(kind, "spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels", false);
    }
}
