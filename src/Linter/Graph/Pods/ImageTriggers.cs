using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Workloads whose images OpenShift's image stream triggers put in: what the manifest says is then only the place for one.
/// </summary>
internal static class ImageTriggers
{
    private const string Annotation = "image.openshift.io/triggers";
    private const string Group = "apps.openshift.io";
    private static readonly NodePath Triggers = NodePath.Parse("spec.triggers[*].type");

    public static bool Fill(Resource workload) =>
        workload.Annotation(Annotation) is not null
        || (workload.Kind.Group == Group && workload.Select(Triggers).Any(type => type.Is("ImageChange")));
}

/// <summary>The image of a container.</summary>
/// <param name="Pods">The pods.</param>
/// <param name="Container">The container.</param>
/// <param name="Node">The scalar.</param>
internal sealed record ContainerImage(PodTemplate Pods, Container Container, Node Node)
{
    public string Value { get; } = Node.Value;

    /// <summary>Its parts; see <see cref="Flaw"/>.</summary>
    public ImageReference Reference => field ??= ImageReference.Split(Value);

    /// <summary>Why nobody can pull it; null where a container runtime accepts the text.</summary>
    public ImageFlaw? Flaw => ImageReference.FlawOf(Value, Reference);

    /// <summary>Images that the manifests say themselves; one that is no string or empty is told elsewhere.</summary>
    internal static IEnumerable<ContainerImage> AllOf(GraphPart part)
    {
        foreach (var pods in part.PodTemplates)
        {
            if (ImageTriggers.Fill(pods.Workload))
                continue;

            foreach (var container in pods.Containers)
            {
                if (container.Node.Find("image") is { IsScalar: true, Scalar.Type: ScalarType.String } image && !image.Text.IsEmpty)
                    yield return new ContainerImage(pods, container, image);
            }
        }
    }
}
