using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Whether the API server knows the kind under its apiVersion. Where it does not, nothing is created, and no link leads there.
/// Of custom resources only those are judged that were probably meant as something else.
/// </summary>
internal static class KindValues
{
    private static readonly string[] Stages = ["alpha", "beta"];

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var resource = values.Resource;
        if (KindCatalog.IsEstablished(resource.WrittenKind))
        {
            JudgeVersion(values);
        }
        else if (KindCatalog.Meant(resource.WrittenKind) is [var meant, ..] all && !IsDefined(graph, resource.WrittenKind.Group))
        {
            values.Add(NotThere(resource, meant, all.Length == 1));
        }
        else if (KindCatalog.MeantCustom(resource.WrittenKind) is { } custom && !IsDefined(graph, resource.WrittenKind.Group))
        {
            values.Add(PerhapsNotThere(resource, custom));
        }
        else if (!KindCatalog.IsBuiltIn(resource.WrittenKind) && SlippedStage(resource) is { } version
            && !IsDefined(graph, resource.WrittenKind.Group))
        {
            values.Add(WordSlips.Of(resource, resource.Root.Find("apiVersion") ?? resource.Root,
                MessageText.Of($"'{resource.ApiVersion}' is no version such as v1, v1beta1 or v1alpha1"), version,
                $"unless a custom resource has just this version, {NothingIsCreated(resource)}"));
        }
        else if (resource.Schema is null && graph.Schemas.DefinitionOf(resource) is null)
        {
            JudgeDefined(graph, values);
        }
    }

    // Its group is one of those that the unit's own CustomResourceDefinitions bring.
    private static void JudgeDefined(LinkGraph graph, ValueList values)
    {
        var resource = values.Resource;
        var definitions = graph.Schemas.DefinitionsOf(resource.WrittenKind).ToList();
        if (definitions.Count > 0)
        {
            JudgeDefinedVersion(values, definitions);
            return;
        }

        var kinds = graph.Schemas.KindsOf(resource.WrittenKind.Group);
        if (Spelling.Slipped(resource.KindName, kinds.Select(kind => kind.Kind)) is { } meant
            && graph.Schemas.DefinitionsOf(resource.WrittenKind with { Kind = meant }).FirstOrDefault() is { } near)
        {
            values.Add(WordSlips.Of(resource, resource.Root.Find("kind") ?? resource.Root,
                MessageText.Of($"no CustomResourceDefinition here brings the kind '{resource.KindName}' of '{resource.ApiVersion}'"), meant,
                $"unless some project has just this kind, {NothingIsCreated(resource)}",
                new RelatedSpan((near.Root.Find("spec")?.Find("names")?.Find("kind") ?? near.NameNode).Span, $"the kind '{meant}' is defined here")));
        }
    }

    private static void JudgeDefinedVersion(ValueList values, List<Resource> definitions)
    {
        var resource = values.Resource;
        var all = definitions.SelectMany(definition => CustomSchemas.VersionsOf(definition.Root)).ToList();
        // What is to be filled in may become any version.
        if (all.Count == 0 || all.Any(version => !IsVersion(version.Name.Value)))
            return;

        var at = resource.Root.Find("apiVersion") ?? resource.Root;
        Node? own = all.Select(version => version.Name)
            .FirstOrDefault(name => resource.ApiVersion == $"{resource.WrittenKind.Group}/{name.Value}") is { Tree: not null } found ? found : null;
        var served = all.Where(version => version.IsServed).Select(version => version.Name.Value).Distinct(StringComparer.Ordinal).ToList();
        var right = served.Count == 1 ? $"{resource.WrittenKind.Group}/{served[0]}" : null;
        values.Add(new ValueProblem(resource, at, own is null && served.Count == 0
            ? MessageText.Of($"'{resource.ApiVersion}' has no kind '{resource.KindName}': its CustomResourceDefinition serves no version at all")
            : own is null
            ? MessageText.Of($"'{resource.ApiVersion}' has no kind '{resource.KindName}': its CustomResourceDefinition has only '{string.Join(", ", served)}'")
            : MessageText.Of($"'{resource.ApiVersion}' serves no kind '{resource.KindName}': its CustomResourceDefinition says 'served: false' of it"))
        {
            Label = own is null ? "no such version" : "not served",
            Related = new RelatedSpan((own ?? all[0].Name).Span,
                own is null ? $"'{definitions[0]}' defines '{all[0].Name.Value}'" : $"'{own.Value.Value}' is not served"),
            Effect = NothingIsCreated(resource),
            Help = right is not null ? $"write apiVersion: {right}"
                : served.Count == 0 ? "set served: true in the version of the definition that is meant"
                : "write a version that the definition serves",
            Fix = right is not null && ScalarEdit.Replace(resource.Root, at, right) is { } edit
                ? new Fix($"write {right}", [edit], IsSafe: false)
                : null,
        });
    }

    // "apps/v2": neither served nor ever removed. Alpha versions come and go, and clusters may switch them on.
    private static void JudgeVersion(ValueList values)
    {
        var resource = values.Resource;
        if (resource.Schema is not null || ApiVersions.Removal(resource.ApiVersion, resource.KindName) is not null)
            return;

        var version = resource.ApiVersion[(resource.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var isVersion = IsVersion(version);
        if (isVersion && (version.Contains("alpha", StringComparison.Ordinal) || !KindCatalog.IsBuiltIn(resource.WrittenKind)))
            return;

        var at = resource.Root.Find("apiVersion") ?? resource.Root;
        var served = Served(resource.Kind, values.KubernetesMinor);
        values.Add(new ValueProblem(resource, at, isVersion
            ? MessageText.Of(
                $"'{resource.ApiVersion}' has no kind '{resource.KindName}' in any Kubernetes up to '1.{KubernetesSchema.BuiltIn.Release}'")
            : MessageText.Of($"'{version}' is no version of an API, so '{resource.ApiVersion}' has no kind '{resource.KindName}'"))
        {
            Label = isVersion ? "no such version" : "not like v1, v1beta1 or v1alpha1",
            Effect = NothingIsCreated(resource),
            Help = served is null ? null : $"write apiVersion: {served}",
            Fix = served is not null && ScalarEdit.Replace(resource.Root, at, served) is { } edit
                ? new Fix($"write {served}", [edit], IsSafe: false)
                : null,
        });
    }

    private static string? Served(GroupKind kind, int minor) => ApiVersions.MostStable(KubernetesSchema.BuiltIn.Kinds
        .Where(known => known.Kind == kind.Kind && ApiVersions.GroupOf(known.ApiVersion) == kind.Group)
        .Where(known => ApiVersions.Removal(known.ApiVersion, known.Kind) is not { } removal || removal.RemovedIn > minor)
        .Select(known => known.ApiVersion));

    // v1, v2beta3 (https://kubernetes.io/docs/reference/using-api/#api-versioning).
    private static bool IsVersion(string text)
    {
        var rest = text.AsSpan();
        if (!rest.StartsWith("v", StringComparison.Ordinal) || !SkipNumber(ref rest))
            return false;
        if (rest.IsEmpty)
            return true;

        var stage = rest.StartsWith("alpha", StringComparison.Ordinal) ? "alpha"
            : rest.StartsWith("beta", StringComparison.Ordinal) ? "beta"
            : null;
        if (stage is null)
            return false;
        rest = rest[(stage.Length - 1)..];
        return SkipNumber(ref rest) && rest.IsEmpty;
    }

    // The letter before a number, and the number.
    private static bool SkipNumber(ref ReadOnlySpan<char> rest)
    {
        var end = 1;
        while (end < rest.Length && char.IsAsciiDigit(rest[end]))
            end++;
        var isNumber = end > 1 && rest[1] != '0';
        rest = rest[end..];
        return isNumber;
    }

    // "apiVersion: v1" over a Deployment, "kind: service", "apsp/v1".
    private static ValueProblem NotThere(Resource resource, GroupKind meant, bool isOnly)
    {
        var isGroup = meant.Kind == resource.KindName;
        var at = resource.Root.Find(isGroup ? "apiVersion" : "kind") ?? resource.Root;
        var served = Served(meant, KubernetesSchema.BuiltIn.Release);
        var right = isGroup ? served : meant.Kind;
        return new ValueProblem(resource, at, resource.ApiVersion == meant.Group
            ? MessageText.Of($"'{resource.ApiVersion}' is a group without a version, so it has no kind '{resource.KindName}'")
            : isGroup
            ? MessageText.Of(
                $"'{resource.ApiVersion}' has no kind '{resource.KindName}', which belongs to '{(meant.Group.Length == 0 ? "v1" : meant.Group)}'")
            : MessageText.Of($"'{resource.ApiVersion}' has no kind '{resource.KindName}'; nearest is '{meant.Kind}'"))
        {
            Label = "no such kind here",
            Effect = NothingIsCreated(resource),
            Help = right is null
                ? $"write the apiVersion of {(meant.Group.Length == 0 ? "the core group, v1" : $"group {meant.Group}")}"
                : $"write {(isGroup ? "apiVersion" : "kind")}: {right}",
            Fix = right is not null && isOnly && ScalarEdit.Replace(resource.Root, at, right) is { } edit
                ? new Fix($"write {right}", [edit], IsSafe: false)
                : null,
        };
    }

    // "example.com/v1btea1": what the version was meant to be.
    private static string? SlippedStage(Resource resource)
    {
        var slash = resource.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        var version = resource.ApiVersion[(slash + 1)..];
        var stage = version.Trim("v0123456789".ToCharArray());
        return slash > 0 && version.StartsWith('v') && !IsVersion(version) && Spelling.Slipped(stage, Stages) is { } meant
            && version.Replace(stage, meant, StringComparison.Ordinal) is var right && IsVersion(right)
                ? $"{resource.ApiVersion[..slash]}/{right}"
                : null;
    }

    // "cert-manager.oi/v1", "ServiceMonitr": some other project may have it.
    private static ValueProblem PerhapsNotThere(Resource resource, GroupKind meant)
    {
        var effect = $"unless some project has just this kind, {NothingIsCreated(resource)}";
        return meant.Kind == resource.KindName
            ? WordSlips.Of(resource, resource.Root.Find("apiVersion") ?? resource.Root,
                MessageText.Of($"'{resource.ApiVersion}' is no group that is known to have the kind '{resource.KindName}'"),
                meant.Group + resource.ApiVersion[resource.WrittenKind.Group.Length..], effect)
            : WordSlips.Of(resource, resource.Root.Find("kind") ?? resource.Root,
                MessageText.Of($"'{resource.ApiVersion}' is not known to have a kind '{resource.KindName}'"), meant.Kind, effect);
    }

    private static string NothingIsCreated(Resource resource) =>
        $"nothing is created: kubectl answers no matches for kind \"{resource.KindName}\" in version \"{resource.ApiVersion}\"";

    // The unit's own CustomResourceDefinitions bring kinds of that group.
    private static bool IsDefined(LinkGraph graph, string group) =>
        graph.OfKind(Kinds.CustomResourceDefinition)
            .Any(definition => definition.Root.Find("spec")?.Find("group") is { } written && written.Is(group));
}
