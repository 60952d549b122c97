using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An Ingress that names no class where no class is the default.</summary>
public sealed class IngressClassUnset : IRule
{
    private const string IsDefault = "ingressclass.kubernetes.io/is-default-class";

    public string Id => "ingress-class-unset";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        // Admission fills the default class in; the annotation must be the string "true".
        if (context.Graph.OfKind(Kinds.IngressClass).Any(made => made.Annotation(IsDefault) is { } annotation && annotation.Is("true")))
            return [];

        var other = context.Graph.Ingresses.FirstOrDefault(ingress => ClassOf(ingress) is { IsScalar: true } name && name.Value.Length > 0);
        return context.Graph.Ingresses
            .Where(ingress => ClassOf(ingress) is null)
            .Select(ingress => other is null ? Alone(context, ingress) : BesideOthers(context, ingress, other));
    }

    private static Node? ClassOf(IngressView ingress) =>
        ingress.ClassNode ?? (ingress.ClassAnnotation is { IsNull: false } annotation ? annotation : null);

    private static Node PlaceIn(IngressView ingress) => ingress.Resource.Root.FindEntry("spec")?.Key ?? ingress.Resource.NameNode;

    private static Finding BesideOthers(RuleContext context, IngressView ingress, IngressView other)
    {
        var theirs = ClassOf(other)!.Value;
        return context.At(ingress.Resource, PlaceIn(ingress),
            $"Ingress '{ingress.Resource.Name}' names no class, while Ingress '{other.Resource.Name}' names '{theirs.Value:1}' and no IngressClass here is the default") with
        {
            Label = "no ingressClassName",
            Related = [new RelatedSpan(theirs.Span, $"{other.Resource.Quoted} names its class here")],
            Effect = "unless the cluster has a default class, no controller serves it: it gets no address",
            Help = "set spec.ingressClassName",
        };
    }

    private static Finding Alone(RuleContext context, IngressView ingress) =>
        context.At(ingress.Resource, PlaceIn(ingress), Severity.Note,
            $"Ingress '{ingress.Resource.Name}' names no class, so it depends on the cluster's default IngressClass") with
        {
            Label = "no ingressClassName",
            Effect = "in a cluster without a default class no controller serves it: it gets no address",
            Help = "set spec.ingressClassName",
        };
}
