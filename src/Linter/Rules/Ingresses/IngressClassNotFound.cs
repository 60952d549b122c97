using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An Ingress of a class that is not among the IngressClasses of the unit.</summary>
public sealed class IngressClassNotFound : IRule
{
    public string Id => "ingress-class-not-found";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        // Classes come with their controllers, so most units hold none: then nothing can be said.
        if (context.Graph.OfKind(Kinds.IngressClass).IsEmpty)
            yield break;

        foreach (var ingress in context.Part.Ingresses)
        {
            // The annotation is a free string that no IngressClass has to bear.
            if (ingress.ClassNode is { IsScalar: true } node && node.Value.Length > 0
                && context.Graph.Find(Kinds.IngressClass, null, node.Value).IsEmpty
                && !context.Graph.Externals.Has(Kinds.IngressClass, null, node.Value))
            {
                yield return Describe(context, ingress, node);
            }
        }
    }

    private static Finding Describe(RuleContext context, IngressView ingress, Node node)
    {
        var classes = context.Graph.OfKind(Kinds.IngressClass);
        var near = context.Graph.FindNear(Kinds.IngressClass, null, node.Value);
        var shown = near ?? classes[0];
        var names = string.Join(", ", classes.Select(made => made.Name).Distinct(StringComparer.Ordinal).Take(5));
        var finding = context.At(ingress.Resource, node,
            $"Ingress '{ingress.Resource.Name}' is of class '{node.Value}', but these manifests define only IngressClass '{names:1}'") with
        {
            Label = "no such IngressClass",
            Related = [new RelatedSpan(shown.NameNode.Span, $"{shown.Quoted} is defined here")],
            Effect = "no controller serves an Ingress of a class that is not in the cluster: it gets no address",
            Help = near is null
                ? "name one of these classes, or declare it under externals if the cluster has it"
                : $"did you mean '{near.Name}'?",
            Fix = near is not null && ScalarEdit.Replace(ingress.Resource.Root, node, near.Name) is { } edit
                ? new Fix($"name class '{near.Name}'", [edit], IsSafe: false)
                : null,
        };
        return context.Closed(finding, Makes.Ingresses, near is not null);
    }
}
