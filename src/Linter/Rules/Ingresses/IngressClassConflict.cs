using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An Ingress whose field and annotation name different classes, or that has the annotation alone.</summary>
public sealed class IngressClassConflict : IRule
{
    public string Id => "ingress-class-conflict";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var ingress in context.Part.Ingresses)
        {
            if (ingress.ClassAnnotation is not { IsScalar: true, IsNull: false } annotation)
                continue;

            if (ingress.ClassNode is not { } field)
            {
                // The first shape had no field yet, and some controllers know the annotation only.
                if (!ingress.IsLegacy && annotation.Value.Length > 0 && !IngressAnnotations.IsClassByAnnotation(annotation.Value))
                    yield return AnnotationAlone(context, ingress, annotation);
            }
            else if (field.IsScalar && field.Value != annotation.Value)
            {
                yield return Conflict(context, ingress, field, annotation);
            }
        }
    }

    private static Finding Conflict(RuleContext context, IngressView ingress, Node field, Node annotation) =>
        context.At(ingress.Resource, annotation,
            $"Ingress '{ingress.Resource.Name}' is of class '{annotation.Value}' by its annotation, but of class '{field.Value:1}' by its field") with
        {
            Label = "the annotation says otherwise",
            Related = [new RelatedSpan(field.Span, $"spec.ingressClassName says '{field.Value}'")],
            Effect = "the API server refuses to create it",
            Help = "remove the annotation kubernetes.io/ingress.class and keep the class that is meant in spec.ingressClassName",
        };

    private static Finding AnnotationAlone(RuleContext context, IngressView ingress, Node annotation) =>
        context.At(ingress.Resource, annotation, Severity.Note,
            $"Ingress '{ingress.Resource.Name}' names its class '{annotation.Value}' by the annotation 'kubernetes.io/ingress.class' alone, which spec.ingressClassName replaces") with
        {
            Label = "deprecated since Kubernetes 1.18",
            Effect = "controllers that know IngressClasses only do not serve it",
            Help = $"set spec.ingressClassName to the name of the IngressClass, usually {annotation.Value}, and remove the annotation",
        };
}
