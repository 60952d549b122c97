using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A Gateway of a class that is not among the GatewayClasses of the unit.</summary>
public sealed class GatewayClassNotFound : IRule
{
    public string Id => "gateway-class-not-found";

    public bool IsAdvice => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        // Classes come with their controllers, so most units hold none: then nothing can be said.
        if (context.Graph.OfKind(Kinds.GatewayClass).IsEmpty)
            return [];

        return from gateway in context.Graph.Gateways
               where gateway.ClassNode is { } node
                   && context.Graph.Find(Kinds.GatewayClass, null, node.Value).IsEmpty
                   && !context.Graph.Externals.Has(Kinds.GatewayClass, null, node.Value)
               select Describe(context, gateway);
    }

    private static Finding Describe(RuleContext context, GatewayView gateway)
    {
        var node = gateway.ClassNode!.Value;
        var classes = context.Graph.OfKind(Kinds.GatewayClass);
        var near = context.Graph.FindNear(Kinds.GatewayClass, null, node.Value);
        var shown = near ?? classes[0];
        var names = string.Join(", ", classes.Select(made => made.Name).Distinct(StringComparer.Ordinal).Take(5));
        var finding = context.At(gateway.Resource, node,
            $"Gateway '{gateway.Name}' is of class '{node.Value}', but these manifests define only GatewayClass '{names:1}'") with
        {
            Label = "no such GatewayClass",
            Related = [new RelatedSpan(shown.NameNode.Span, $"{shown.Quoted} is defined here")],
            Effect = "no controller serves a Gateway of a class that is not in the cluster: it gets no address",
            Help = near is null
                ? "name one of these classes, or declare it under externals in .lint.yaml if it exists elsewhere"
                : $"did you mean '{near.Name}'?",
            Fix = near is not null && ScalarEdit.Replace(gateway.Resource.Root, node, near.Name) is { } edit
                ? new Fix($"name class '{near.Name}'", [edit], IsSafe: false)
                : null,
        };
        return context.Closed(finding, Makes.Others, near is not null);
    }
}
