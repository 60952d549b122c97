using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// Patches of kustomizations whose target selects nothing: kustomize applies them to nothing and says nothing (its issue 4379). Judged
/// is what was rendered, and only where all that a kustomization lists could be read.
/// </summary>
internal static class PatchTargets
{
    public const string Rule = "invalid-value";

    private static readonly string[] Lists = ["patches", "patchesJson6902"];

    /// <summary>Each finding once, however many targets use a kustomization.</summary>
    /// <param name="targets">What was rendered.</param>
    /// <param name="sources">Where files are read.</param>
    public static IEnumerable<Finding> Of(IEnumerable<RenderTarget> targets, SourceFiles sources)
    {
        var said = new HashSet<SourceSpan>();
        foreach (var target in targets.Where(target => target.Tool == RenderTool.Kustomize
            && target.SourceFolders.Any(folder => HasTargets(folder, sources))))
        {
            var replay = new KustomizeReplay(sources, !target.FilesBeside.IsEmpty);
            replay.Run(target.FullPath);
            foreach (var patch in replay.Idle)
            {
                if (said.Add(patch.Target.Place.Span))
                    yield return Describe(patch);
            }
        }
    }

    private static bool HasTargets(string folder, SourceFiles sources) =>
        Kustomizations.FileIn(folder, sources.Files) is { } file && sources.Yaml(file) is { } yaml
        && YamlExcerpt.Documents(yaml).FirstOrDefault() is { Excerpt: not null } kustomization
        && Lists.SelectMany(kustomization.List).Any(patch => patch.Find("target") is not null);

    // What is meant for all of a kind is often there before the first of them is.
    private static Finding Describe(IdlePatch patch)
    {
        var (target, field, near) = (patch.Target, patch.Field, patch.Near);
        var at = (field is null ? null : target.Find(field)) ?? target.Find("name") ?? target.Find("kind") ?? target;
        var isNamed = target.Text("name") is not null && new ObjectSelector(target).PlainName is not null;
        return new Finding(Rule, isNamed || near is not null ? Severity.Warning : Severity.Note, at.Place.Span, near is null
            ? MessageText.Of($"the patch is for '{Spell(target)}', which nothing of this kustomization is")
            : MessageText.Of(
                $"the patch is for '{Spell(target)}', which nothing of this kustomization is; nearest is '{near:1}', the {MessageText.Plain(field!)} of {patch.Called}"))
        {
            Label = "selects nothing",
            Related = patch.Meant is { } meant
                ? [new RelatedSpan((meant.Root.Find("metadata")?.Find("name") ?? meant.Root).Place.Span, $"{patch.Called} is here")]
                : [],
            Effect = "kustomize applies the patch to nothing and says nothing",
            Help = near is null
                ? "name a resource as it is before this kustomization adds its prefix, suffix and namespace, or remove the patch"
                : $"write {field}: {near}",
            Fix = near is not null && at.Place.Certainty == OriginCertainty.Exact && at.Node is { IsScalar: true, Style: ScalarStyle.Plain }
                ? new Fix($"write {field}: {near}", [new TextEdit(at.Place.Span, near)], IsSafe: false)
                : null,
        };
    }

    private static string Spell(WrittenNode target)
    {
        string[] words = [
            target.Text("apiVersion") ?? string.Join("/", ((string?[])[target.Text("group"), target.Text("version")]).OfType<string>()),
            target.Text("kind") ?? "", target.Text("name") ?? ""];
        var all = string.Join(" ", words.Where(word => word.Length > 0));
        return target.Text("namespace") is { } its ? $"{all} in {its}" : all;
    }
}
