using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// Keys that stand twice in patches of kustomizations, in files of their own or within the kustomization: kustomize takes one
/// and says nothing, so what it renders does not show them; some it refuses. Rendered or not, they are wrong.
/// </summary>
internal static class PatchKeys
{
    private static readonly string[] Lists = ["patches", "patchesStrategicMerge", "patchesJson6902"];

    /// <summary>Each finding once, however many targets use a patch.</summary>
    /// <param name="targets">Kustomizations; charts have no patches.</param>
    /// <param name="sources">Where files are read.</param>
    public static IEnumerable<Finding> Of(IEnumerable<RenderTarget> targets, SourceFiles sources)
    {
        var realPaths = new RealPaths(sources.Files);
        var seen = new HashSet<SourceText>();
        return targets.Where(target => target.Tool == RenderTool.Kustomize).SelectMany(target => target.SourceFolders)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(folder => InFolder(folder, sources, realPaths, seen));
    }

    private static IEnumerable<Finding> InFolder(string folder, SourceFiles sources, RealPaths realPaths, HashSet<SourceText> seen)
    {
        if (Kustomizations.FileIn(folder, sources.Files) is not { } file || sources.Yaml(file) is not { } yaml
            || YamlExcerpt.Documents(yaml).FirstOrDefault() is not { Excerpt: not null } kustomization)
        {
            yield break;
        }

        foreach (var patch in Lists.SelectMany(kustomization.List))
        {
            var (path, text) = patch.Node.IsScalar && patch.Value.Contains('\n', StringComparison.Ordinal) ? (null, patch)
                : patch.Node.IsScalar ? (patch.Value, null)
                : (patch.Text("path"), patch.Find("patch"));
            if (path is not null && FileOf(folder, path, sources, realPaths) is { } written && seen.Add(written.Source))
            {
                foreach (var finding in written.Findings.Where(IsDoubledKey))
                    yield return Told(finding);
            }

            foreach (var finding in path is null && text is { Node.IsScalar: true } own ? own.Findings.Where(IsDoubledKey) : [])
                yield return Told(finding);
        }
    }

    // Kustomize reads patches in the folder of the kustomization only.
    private static YamlFile? FileOf(string folder, string use, SourceFiles sources, RealPaths realPaths) =>
        KustomizeReplay.FullPath(folder, use) is { } path && realPaths.Holds(folder, path)
            && sources.Yaml(path) is { IsComplete: true } yaml
            ? yaml
            : null;

    private static bool IsDoubledKey(Finding finding) => finding.RuleId == YamlReader.DuplicateKeyRule;

    private static Finding Told(Finding finding) =>
        finding with
        {
            Effect = "kustomize refuses it, or says nothing: of a patch that is merged it takes the first, of an operation the last",
        };
}
