using Linter.Manifests;

namespace Linter.Graph.Values;

/// <summary>Values of metadata, label selectors, Service, Ingress, IngressClass and NetworkPolicy.</summary>
internal static class TrafficValues
{
    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor)
    {
        if (!KindCatalog.IsBuiltIn(resource.WrittenKind))
            return [];

        var values = new ValueList(resource, kubernetesMinor);
        MetadataValues.Judge(values);
        SelectorValues.Judge(values);
        if (resource.Kind == Kinds.Service)
            ServiceValues.Judge(values, graph.ServiceOf(resource));
        else if (resource.Kind == Kinds.Ingress)
            IngressValues.Judge(values);
        else if (resource.Kind == Kinds.IngressClass)
            IngressValues.JudgeClass(values);
        else if (resource.Kind == Kinds.NetworkPolicy)
            PolicyValues.Judge(values);
        return values.Problems;
    }
}
