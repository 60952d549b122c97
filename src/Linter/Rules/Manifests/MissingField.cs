using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A required field that is absent after defaulting.</summary>
public sealed class MissingField : IRule
{
    private static readonly NodePath GenerateName = NodePath.Parse("metadata.generateName");

    public string Id => "missing-field";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var resource in context.Part.Resources)
        {
            var problems = context.Graph.Schemas.ProblemsOf(resource);
            foreach (var finding in problems.IsEmpty ? [] : Missing(context, resource, problems))
                yield return finding;

            if (NeedsName(resource) && !problems.Any(IsMisspeltName))
                yield return Nameless(context, resource);
        }

        foreach (var service in context.Part.Services.Where(NeedsPorts))
        {
            yield return Doubted(Portless(context, service),
                isPart: service.Spec is { IsMapping: true } spec && spec.Find("selector") is null);
        }
    }

    private static IEnumerable<Finding> Missing(RuleContext context, Resource resource, ImmutableArray<SchemaProblem> problems)
    {
        // An empty list of paths is ingress-backend-malformed.
        var missing = problems.Where(problem => problem.Kind == SchemaProblemKind.MissingField
            && !(problem.IsEmpty && resource.Kind == Kinds.Ingress && problem is { Field: "paths", Schema.Type: SchemaType.List })).ToList();
        if (LooksLikePatch(resource, problems))
        {
            yield return Patch(context, resource, missing.FindAll(problem => !problem.IsEmpty));
            missing.RemoveAll(problem => !problem.IsEmpty);
        }

        // What one mapping lacks is one defect, however much it is.
        var told = new HashSet<Node>();
        foreach (var lacking in missing.GroupBy(problem =>
            (problem.At, problem.Owner, problem.IsEmpty ? problem.Path : "", problem.IsDropped)))
        {
            if (!lacking.Key.IsDropped && SplitAt(resource, [.. lacking]) is { } dash)
            {
                if (told.Add(dash))
                    yield return Split(Describe(context, resource, [.. lacking]), dash);
                continue;
            }

            var finding = Describe(context, resource, [.. lacking]);
            yield return !lacking.Key.IsDropped ? finding : finding with
            {
                Effect = "the API server refuses the manifest, and drops the field where it is given",
                Help = $"mend the CustomResourceDefinition: it requires {string.Join(" and ", lacking.Select(problem => problem.Field))}, but has no such property there",
            };
        }
    }

    private static Finding Describe(RuleContext context, Resource resource, ImmutableArray<SchemaProblem> lacking)
    {
        if (lacking is not [var problem])
            return DescribeSeveral(context, resource, lacking);

        var finding = problem.IsEmpty
            ? context.At(resource, problem.At, $"'{problem.Path}' of '{resource}' is empty, but '{resource.ApiVersion}' requires it")
            : context.At(resource, problem.At, $"'{resource}' has no '{problem.Path}', which '{resource.ApiVersion}' requires");
        return finding with
        {
            Label = problem.IsEmpty ? "empty" : $"no {problem.Field} here",
            Related = SchemaOrigin.Of(context.Graph, resource),
            Effect = "the API server refuses the manifest",
            Help = problem.IsEmpty ? $"give {problem.Field} a value" : $"add {problem.Field}",
        };
    }

    // The key behind the dash that makes two items of one: what one of the two lacks, the other has, and they share no field.
    private static Node? SplitAt(Resource resource, List<SchemaProblem> lacking)
    {
        var item = lacking[0].Owner;
        if (!item.IsMapping || lacking.Exists(problem => problem.IsEmpty) || !lacking[0].OwnerPath.EndsWith(']'))
            return null;

        var list = lacking[0].OwnerPath[..lacking[0].OwnerPath.LastIndexOf('[')];
        if (list.Length == 0 || list.AsSpan().ContainsAny('*', '\'')
            || resource.Root.At(NodePath.Parse(list)) is not { IsSequence: true } all
            || all.Items.Count > Spelling.MostCandidates)
        {
            return null;
        }

        ImmutableArray<Node> items = [.. all.Items];
        var at = items.IndexOf(item);
        return at < 0 ? null
            : at > 0 && Complete(items[at - 1], item, lacking) ? item.Entries.First().Key
            : at + 1 < items.Length && Complete(items[at + 1], item, lacking) ? items[at + 1].Entries.First().Key
            : null;
    }

    private static bool Complete(Node other, Node item, List<SchemaProblem> lacking) =>
        other.IsMapping && lacking.TrueForAll(problem => other.FindEntry(problem.Field) is { Value.IsNull: false })
        && item.Entries.Count > 0 && item.Entries.All(entry => other.FindEntry(entry.Key.Value) is null);

    private static Finding Split(Finding finding, Node key) => finding with
    {
        Related = [new RelatedSpan(key.Span, "the dash before it begins another item")],
        Help = $"remove the dash before '{key.Value}' if it belongs to the item above; the two share no field",
    };

    private static Finding DescribeSeveral(RuleContext context, Resource resource, ImmutableArray<SchemaProblem> lacking)
    {
        var fields = string.Join(" and ", lacking.Select(problem => problem.Field));
        var paths = lacking.Skip(1).Aggregate(MessageText.Of($"'{lacking[0].Path}'"),
            static (text, problem) => MessageText.Of($"{text} and no '{problem.Path}'"));
        return context.At(resource, lacking[0].At, $"'{resource}' has no {paths}, which '{resource.ApiVersion}' requires") with
        {
            Label = $"no {fields} here",
            Related = SchemaOrigin.Of(context.Graph, resource),
            Effect = "the API server refuses the manifest",
            Help = $"add {fields}",
        };
    }

    // A workload that has neither a selector nor a whole container, a Service with neither a selector nor ports, or a
    // definition of no kind at all is rather a patch for one that is defined elsewhere.
    private static bool LooksLikePatch(Resource resource, ImmutableArray<SchemaProblem> problems) =>
        resource.Kind == Kinds.CustomResourceDefinition
            ? problems.Any(problem => IsMissing(problem, "spec") && problem.OwnerPath.Length == 0)
                || ((string[])["group", "names", "versions"])
                    .All(field => problems.Any(problem => IsMissing(problem, field) && problem.OwnerPath == "spec"))
            : problems.Any(problem => IsMissing(problem, "selector"))
                && problems.Any(problem => IsMissing(problem, "template") || IsMissing(problem, "containers")
                    || IsMissing(problem, "image"));

    // One thing is wrong with a patch, however much it leaves out.
    private static Finding Patch(RuleContext context, Resource resource, List<SchemaProblem> missing)
    {
        missing.Sort((one, other) => one.At.Span.Start.CompareTo(other.At.Span.Start));
        var fields = string.Join("' and no '", missing.Select(problem => problem.Path));
        return context.At(resource, missing[0].At, Severity.Warning,
            $"'{resource}' looks like a patch: it has no '{MessageText.Plain(fields)}', which '{resource.ApiVersion}' requires") with
        {
            Label = $"no {missing[0].Field} here",
            Related = SchemaOrigin.Of(context.Graph, resource),
            Effect = "applied as it stands, the API server refuses it",
            Notes = ["caution: so much is missing that this may be a patch for a resource that is defined elsewhere"],
            Help = "list it under patches in a kustomization, or add what is missing",
        };
    }

    private static bool IsMissing(SchemaProblem problem, string field) =>
        problem is { Kind: SchemaProblemKind.MissingField, IsEmpty: false } && problem.Field == field;

    private static Finding Doubted(Finding finding, bool isPart) => !isPart ? finding : finding with
    {
        Severity = Severity.Warning,
        Notes = finding.Notes.Add("caution: so much is missing that this may be a patch for a resource that is defined elsewhere"),
    };

    // A custom kind without a name is incomplete-resource's: it may be a file of some tool.
    private static bool NeedsName(Resource resource) =>
        resource.Name.Length == 0
        && KindCatalog.IsBuiltIn(resource.WrittenKind)
        && !IsQuestion(resource)
        && resource.Find(GenerateName) is not { IsScalar: true, IsNull: false };

    // Reviews are questions put to the server: they are answered, not stored.
    private static bool IsQuestion(Resource resource) =>
        resource.WrittenKind.Group is "authentication.k8s.io" or "authorization.k8s.io";

    private static bool IsMisspeltName(SchemaProblem problem) =>
        problem is { Kind: SchemaProblemKind.UnknownField, Nearest: "name" or "generateName", OwnerPath: "metadata" }
            or { Kind: SchemaProblemKind.UnknownField, Nearest: "metadata", OwnerPath: "" }
            or { Kind: SchemaProblemKind.WrongType, Path: "metadata" or "metadata.name" };

    private static Finding Nameless(RuleContext context, Resource resource)
    {
        var metadata = resource.Root.FindEntry("metadata");
        var name = metadata?.Value.FindEntry("name");
        var at = name is { } empty ? (empty.Value.Span.Length > 0 ? empty.Value : empty.Key)
            : metadata?.Key ?? resource.Root.Find("kind") ?? resource.Root;
        return context.At(resource, at,
            $"this '{resource.KindName}' of '{resource.ApiVersion}' has neither metadata.name nor metadata.generateName") with
        {
            Label = name is not null ? "empty" : metadata is null ? "no metadata beside it" : "no name here",
            Effect = "the API server refuses the manifest",
            Help = name is not null ? "give name a value" : "add metadata.name",
        };
    }

    // Ports are required of all but headless Services and ExternalName ones (core validation, ValidateService).
    private static bool NeedsPorts(ServiceView service) =>
        service is { IsExternalName: false, IsHeadless: false }
        && (service.Spec is null or { IsMapping: true })
        && (service.Spec?.Find("ports") is not { } ports || ports.IsNull || ports is { IsSequence: true, Items.Count: 0 })
        && !(service.Spec?.Entries ?? default)
            .Any(entry => entry.Key.IsScalar && !entry.Key.Is("ports") && Spelling.IsNear(entry.Key.Value, "ports"));

    private static Finding Portless(RuleContext context, ServiceView service)
    {
        var ports = service.Spec?.FindEntry("ports");
        var at = ports?.Key ?? service.Resource.Root.FindEntry("spec")?.Key ?? service.Resource.NameNode;
        return context.At(service.Resource, at,
            $"'{service.Resource}' has no 'spec.ports', which every Service needs that is neither headless nor of type ExternalName") with
        {
            Label = ports is null ? "no ports here" : "empty",
            Effect = "the API server refuses the manifest",
            Help = "add ports, or set clusterIP: None where only names are to be resolved",
        };
    }
}
