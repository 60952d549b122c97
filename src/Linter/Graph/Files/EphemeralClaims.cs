using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Claims that are made for each pod and go with it, called POD-VOLUME (k8s.io/component-helpers storage/ephemeral, VolumeClaimName).
/// </summary>
internal static class EphemeralClaims
{
    private static readonly NodePath Template = NodePath.Parse("ephemeral.volumeClaimTemplate");

    /// <summary>By the names of their volumes.</summary>
    public static IEnumerable<(string Volume, Node Template)> Of(PodTemplate pods)
    {
        foreach (var volume in pods.Spec?.FindMappings("volumes") ?? [])
        {
            if (volume.At(Template) is { IsMapping: true } template)
                yield return (volume.FindText("name")?.Value ?? "", template);
        }
    }
}
