using Linter.Manifests;

namespace Linter.Graph.Values;

/// <summary>
/// Values of metadata, label selectors, Service, Ingress, IngressClass, the Gateway API, NetworkPolicy, PodDisruptionBudget, ConfigMap,
/// Secret, roles and their bindings, volumes and claims, quotas, endpoints, definitions of custom resources, webhooks and admission
/// policies.
/// </summary>
internal static class TrafficValues
{
    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor)
    {
        var values = new ValueList(resource, kubernetesMinor);
        KindValues.Judge(graph, values);
        CustomNames.Judge(graph, values);
        if (!KindCatalog.IsBuiltIn(resource.WrittenKind))
        {
            CustomKeys.Judge(graph, values);
            AcmeNames.Judge(graph, values);
            if (resource.Kind == LinkerdServers.Server)
                LinkerdServers.Judge(graph, values);
            if (resource.Kind.Group.EndsWith(".istio.io", StringComparison.Ordinal))
            {
                MeshSelectors.Judge(graph, values);
                MeshPrincipals.Judge(graph, values);
            }

            if (resource.Kind == Kinds.ScaledObject)
                AutoscalerValues.JudgeScaledObject(values);
            if (resource.Kind.Group == Kinds.Gateway.Group && GatewayValues.Know(resource.Kind))
                GatewayValues.Judge(values);
            if (resource.Kind == Kinds.IstioGateway)
                IstioGatewayValues.Judge(graph, values);
            if (resource.Kind == ClassNames.Application || resource.Kind == ClassNames.ApplicationSet)
                ClassNames.JudgeApplication(graph, values);
            if (resource.Kind == Kinds.Rollout)
                RolloutValues.Judge(graph, values);
            if (resource.Kind == Kinds.VirtualService)
            {
                IstioGatewayValues.JudgeExport(graph, values);
                IstioGatewayValues.JudgeDestinations(graph, values);
            }

            if (resource.Kind == Kinds.Gateway)
                CustomNames.JudgeIssuer(graph, values);
            return values.Problems;
        }

        MetadataValues.Judge(graph, values);
        SelectorValues.Judge(graph, values);
        if (resource.Kind == Kinds.Service)
        {
            ServiceValues.Judge(values, graph.ServiceOf(resource));
            MisplacedAnnotations.Judge(values);
        }
        else if (resource.Kind == Kinds.Ingress)
        {
            IngressValues.Judge(values);
            CustomNames.JudgeIssuer(graph, values);
            CustomNames.JudgeMiddlewares(graph, values);
            AcmeNames.Judge(graph, values);
            FormerAnnotations.Judge(graph, values);
            MisplacedAnnotations.Judge(values);
        }
        else if (resource.Kind == Kinds.IngressClass)
            IngressValues.JudgeClass(values);
        else if (resource.Kind == Kinds.NetworkPolicy)
            PolicyValues.Judge(values);
        else if (Kinds.IsBinding(resource.Kind))
            BindingValues.Judge(values);
        else if (resource.Kind == Kinds.Role || resource.Kind == Kinds.ClusterRole)
            RoleValues.Judge(graph, values);
        else if (resource.Kind == Kinds.PodDisruptionBudget)
            DisruptionValues.Judge(values);
        else if (resource.Kind == Kinds.HorizontalPodAutoscaler)
            AutoscalerValues.Judge(values);
        else if (resource.Kind == Kinds.ConfigMap || resource.Kind == Kinds.Secret)
        {
            DataValues.Judge(values);
            LineEnds.Judge(graph, values);
        }
        else if (resource.Kind == Kinds.PersistentVolume)
            VolumeValues.Judge(values);
        else if (resource.Kind == Kinds.PersistentVolumeClaim)
            VolumeValues.JudgeClaim(values);
        else if (resource.Kind == Kinds.ResourceQuota)
            QuotaValues.Judge(values);
        else if (resource.Kind == Kinds.Endpoints)
            EndpointValues.Judge(values);
        else if (resource.Kind == Kinds.EndpointSlice)
            EndpointValues.JudgeSlice(values);
        else if (resource.Kind == Kinds.CustomResourceDefinition)
            DefinitionValues.Judge(values);
        else if (resource.Kind == Kinds.ApiService)
            ApiServiceValues.Judge(values);
        else
            AdmissionValues.Judge(values);
        return values.Problems;
    }
}
