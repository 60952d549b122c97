using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A container mounts a volume that its pod does not have.</summary>
public sealed class VolumeNotFound : IRule
{
    private static readonly ImmutableArray<string> Fields = ["volumeMounts", "volumeDevices"];
    private static readonly NodePath SelectorPath = NodePath.Parse("spec.selector");
    private static readonly NodePath ClaimName = NodePath.Parse("metadata.name");

    public string Id => "volume-not-found";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Part.PodTemplates)
        {
            // A list of another shape is said as such.
            if (!pods.Containers.Any(HasMounts) || IsPatch(pods.Workload)
                || pods.Spec?.Find("volumes") is { IsSequence: false, IsNull: false })
            {
                continue;
            }

            var volumes = Volumes(pods);
            var missing = pods.Containers.SelectMany(Mounts).Where(mount => !volumes.ContainsKey(mount.Name.Value)).ToList();
            var nameless = missing.Count == 0 ? null : Nameless(pods);
            var unmounted = missing.Count == 0 ? null : Unmounted(pods, volumes);
            foreach (var mounts in missing.GroupBy(mount => mount.Name.Value, StringComparer.Ordinal))
            {
                yield return nameless is { } claim && Spelling.Nearest(mounts.Key, volumes.Keys) is null
                    ? OfNameless(context, pods, claim, [.. mounts])
                    : Describe(context, pods, volumes, [.. mounts],
                        missing.TrueForAll(mount => mount.Name.Value == mounts.Key) ? unmounted : null);
            }
        }
    }

    private static Finding Describe(
        RuleContext context, PodTemplate pods, Dictionary<string, Node> volumes, ImmutableArray<Mount> mounts, string? unmounted)
    {
        var (name, container) = (mounts[0].Name, mounts[0].Container);
        var slip = Spelling.Nearest(name.Value, volumes.Keys);
        var near = slip ?? unmounted;
        return context.At(pods.Workload, name,
            $"container '{container.Name}' of '{pods.Workload}' mounts volume '{name.Value}', but {Volumes(pods, volumes, near)}") with
        {
            Label = "no such volume",
            Related =
            [
                .. Elsewhere(pods, volumes, near),
                .. mounts.Skip(1).Select(mount => new RelatedSpan(mount.Name.Span, $"{mount.Container} mounts it as well")),
            ],
            Effect = "the API server refuses these pods",
            Help = near is null ? $"add '{name.Value}' to the volumes of the pod, or remove the mount"
                : slip is not null ? $"did you mean '{near}'?"
                : $"mount '{near}', which nothing mounts, or add '{name.Value}' to the volumes of the pod",
            Fix = near is not null && mounts.Length == 1 && name.Style == ScalarStyle.Plain
                ? new Fix($"mount '{near}'", [new TextEdit(name.Span, volumes[near].Span.Slice.ToString())], IsSafe: false)
                : null,
        };
    }

    // The one volume that no container mounts.
    private static string? Unmounted(PodTemplate pods, Dictionary<string, Node> volumes)
    {
        var mounted = pods.Containers.SelectMany(Mounts).Select(mount => mount.Name.Value).ToHashSet(StringComparer.Ordinal);
        return volumes.Keys.Where(name => name.Length > 0 && !mounted.Contains(name)).Take(2).ToList() is [var only] ? only : null;
    }

    // The claim template without a name, where there is one only: it is the volume that is missed.
    private static Node? Nameless(PodTemplate pods)
    {
        var claims = pods.Workload.Info.ClaimTemplates.SelectMany(path => pods.Workload.Select(path))
            .Where(claim => claim.IsMapping && claim.At(ClaimName) is not { IsNull: false }).Take(2).ToList();
        return claims is [var only] ? only : null;
    }

    private static Finding OfNameless(RuleContext context, PodTemplate pods, Node claim, ImmutableArray<Mount> mounts)
    {
        var (name, container) = (mounts[0].Name, mounts[0].Container);
        return context.At(pods.Workload, claim.FindEntry("metadata")?.Key ?? claim,
            $"'{claim.PathFromRoot(pods.Workload.Root)}' of '{pods.Workload}' has no name, and container '{container.Name}' mounts volume '{name.Value:1}', which nothing else gives the pod") with
        {
            Label = "no name here",
            Related = [.. mounts.Select(mount => new RelatedSpan(mount.Name.Span, $"{mount.Container} mounts '{name.Value}'"))],
            Effect = "the API server refuses these pods",
            Help = $"give the claim template 'metadata.name: {name.Value}'",
        };
    }

    // What lacks the selector that its kind cannot do without is meant to be merged into a workload that has the volumes.
    private static bool IsPatch(Resource workload) =>
        workload.ApiVersion == "apps/v1" && workload.Find(SelectorPath) is null;

    private static MessageText Volumes(PodTemplate pods, Dictionary<string, Node> volumes, string? near) =>
        near is not null ? MessageText.Of($"its pod has volume '{near:1}'")
        : volumes.Count == 0 ? MessageText.Plain("its pod has no volumes")
        : pods.Spec?.FindEntry("volumes") is null ? MessageText.Of($"its pod has only the claim templates '{Listing.Of(volumes.Keys):1}'")
        : volumes.Count == 1 ? MessageText.Of($"the only volume of its pod is '{volumes.Keys.First():1}'")
        : MessageText.Of($"the volumes of its pod are '{Listing.Of(volumes.Keys):1}'");

    private static IEnumerable<RelatedSpan> Elsewhere(PodTemplate pods, Dictionary<string, Node> volumes, string? near)
    {
        if (near is not null)
            return [new RelatedSpan(volumes[near].Span, $"volume '{near}' is defined here")];
        if (pods.Spec?.FindEntry("volumes") is { } entry)
            return [new RelatedSpan(entry.Key.Span, "the volumes of the pod")];
        return volumes.Count == 0 ? [] : [new RelatedSpan(volumes.Values.First().Span, "a claim template of the workload")];
    }

    private static Dictionary<string, Node> Volumes(PodTemplate pods)
    {
        var names = (pods.Spec?.Find("volumes")?.Items ?? default).Select(volume => volume.Find("name"))
            .Concat(pods.Workload.Info.ClaimTemplates.SelectMany(path => pods.Workload.Select(path)).Select(claim => claim.At(ClaimName)));
        var volumes = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name is { IsScalar: true } scalar)
                volumes.TryAdd(scalar.Value, scalar);
        }

        return volumes;
    }

    private static bool HasMounts(Container container) =>
        container.Node.Find(Fields[0]) is not null || container.Node.Find(Fields[1]) is not null;

    private static IEnumerable<Mount> Mounts(Container container)
    {
        foreach (var field in Fields)
        {
            foreach (var mount in container.Node.Find(field)?.Items ?? default)
            {
                if (mount.Find("name") is { IsScalar: true, IsNull: false } name && name.Value.Length > 0)
                    yield return new Mount(container, name);
            }
        }
    }

    private sealed record Mount(Container Container, Node Name);
}
