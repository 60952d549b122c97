using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Graph.Values;

/// <summary>Values of metadata, label selectors, Service, Ingress, IngressClass, the Gateway API, NetworkPolicy, PodDisruptionBudget, ConfigMap, Secret and the bindings of roles.</summary>
internal static class TrafficValues
{
    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor)
    {
        var values = new ValueList(resource, kubernetesMinor);
        if (!KindCatalog.IsBuiltIn(resource.WrittenKind))
        {
            if (resource.Kind.Group != Kinds.Gateway.Group || !GatewayValues.Know(resource.Kind))
                return UnknownKind(resource);

            GatewayValues.Judge(values);
            return values.Problems;
        }

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
        else if (resource.Kind == Kinds.RoleBinding || resource.Kind == Kinds.ClusterRoleBinding)
            BindingValues.Judge(values);
        else if (resource.Kind == Kinds.PodDisruptionBudget)
            DisruptionValues.Judge(values);
        else if (resource.Kind == Kinds.HorizontalPodAutoscaler)
            AutoscalerValues.Judge(values);
        else if (resource.Kind == Kinds.ConfigMap || resource.Kind == Kinds.Secret)
            DataValues.Judge(values);
        return values.Problems;
    }

    // "apiVersion: v1" over a Deployment, or "kind: service": the server knows no such kind, and no link leads to it.
    private static IEnumerable<ValueProblem> UnknownKind(Resource resource)
    {
        if (KindCatalog.Meant(resource.WrittenKind) is not [var meant, ..] all)
            yield break;

        var isGroup = meant.Kind == resource.KindName;
        var at = resource.Root.Find(isGroup ? "apiVersion" : "kind") ?? resource.Root;
        var group = meant.Group.Length == 0 ? "the core group, v1" : $"group {meant.Group}";
        var stable = meant.Group.Length == 0 ? "v1" : $"{meant.Group}/v1";
        var right = !isGroup ? meant.Kind : KubernetesSchema.BuiltIn.Find(stable, meant.Kind) is null ? null : stable;
        yield return new ValueProblem(resource, at, isGroup
            ? MessageText.Of($"'{resource.ApiVersion}' has no kind '{resource.KindName}', which belongs to '{(meant.Group.Length == 0 ? "v1" : meant.Group)}'")
            : MessageText.Of($"'{resource.ApiVersion}' has no kind '{resource.KindName}'; nearest is '{meant.Kind}'"))
        {
            Label = "no such kind here",
            Effect = $"nothing is created: kubectl answers no matches for kind \"{resource.KindName}\" in version \"{resource.ApiVersion}\"",
            Help = right is null ? $"write the apiVersion of {group}" : $"write {(isGroup ? "apiVersion" : "kind")}: {right}",
            Fix = right is not null && all.Length == 1 && ScalarEdit.Replace(resource.Root, at, right) is { } edit ? new Fix($"write {right}", [edit], IsSafe: false) : null,
        };
    }
}
