using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>
/// Two mounts of one container at one path (k8s.io/kubernetes pkg/apis/core/validation, ValidateVolumeMounts and ValidateVolumeDevices).
/// </summary>
public sealed class MountPathConflict : IRule
{
    public string Id => "mount-path-conflict";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Part.PodTemplates)
        {
            foreach (var container in pods.Containers)
            {
                // Mounts and devices may not share a path either.
                var (mounts, devices) = (container.Node.Find("volumeMounts"), container.Node.Find("volumeDevices"));
                if (mounts is null && devices is null)
                    continue;

                var seen = new Dictionary<string, Node>(StringComparer.Ordinal);
                foreach (var path in PathsOf(mounts, "mountPath").Concat(PathsOf(devices, "devicePath")))
                {
                    var place = Place(path.Value);
                    if (!seen.TryAdd(place, path))
                        yield return Describe(context, pods, container, path, seen[place]);
                }
            }
        }
    }

    private static IEnumerable<Node> PathsOf(Node? list, string field)
    {
        foreach (var mount in list?.Items ?? default)
        {
            if (mount.Find(field) is { IsScalar: true, Scalar.Type: ScalarType.String } path && !path.Text.IsEmpty)
                yield return path;
        }
    }

    private static Finding Describe(RuleContext context, PodTemplate pods, Container container, Node second, Node first)
    {
        var isEqual = first.Is(second.Value);
        return context.At(pods.Workload, second, isEqual ? Severity.Error : Severity.Warning,
            $"{PodText.Container(pods, container)} mounts {(isEqual ? MessageText.Of($"two volumes at '{second.Value:1}'") : MessageText.Of($"one volume at '{first.Value:1}' and another at '{second.Value}', which is the same directory"))}") with
        {
            Label = "taken by another mount",
            Related = [new RelatedSpan(first.Span, "the first mount")],
            Effect = isEqual ? "the API server refuses these pods" : "the second mount hides the first, whose files cannot be seen",
            Help = "give one of the two another path, or remove it",
        };
    }

    // "/data", "/data/", "//data" and "/./data" are one place.
    private static string Place(string path) =>
        string.Join('/', path.Split('/').Where(part => part.Length > 0 && part != "."));
}
