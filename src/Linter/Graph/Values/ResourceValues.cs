using Linter.Manifests;

namespace Linter.Graph.Values;

/// <summary>
/// Values of all but workloads: of metadata and label selectors, and kind by kind of Services, Ingresses, the Gateway API, policies,
/// ConfigMaps and Secrets, roles, volumes, quotas, endpoints, definitions, webhooks and of what the custom resources of known projects say.
/// </summary>
internal static class ResourceValues
{
    private static readonly Dictionary<GroupKind, Action<LinkGraph, ValueList>> OfBuiltIn = new()
    {
        [Kinds.Service] = (graph, values) =>
        {
            ServiceValues.Judge(values, graph.ServiceOf(values.Resource));
            MisplacedAnnotations.Judge(values);
        },
        [Kinds.Ingress] = (graph, values) =>
        {
            IngressValues.Judge(values);
            CustomNames.JudgeIssuer(graph, values);
            CustomNames.JudgeMiddlewares(graph, values);
            AcmeNames.Judge(graph, values);
            FormerAnnotations.Judge(graph, values);
            NginxAnnotationValues.Judge(values);
            MisplacedAnnotations.Judge(values);
        },
        [Kinds.IngressClass] = (_, values) => IngressValues.JudgeClass(values),
        [Kinds.NetworkPolicy] = (_, values) => PolicyValues.Judge(values),
        [Kinds.RoleBinding] = (_, values) => BindingValues.Judge(values),
        [Kinds.ClusterRoleBinding] = (_, values) => BindingValues.Judge(values),
        [Kinds.Role] = RoleValues.Judge,
        [Kinds.ClusterRole] = RoleValues.Judge,
        [Kinds.PodDisruptionBudget] = (_, values) => DisruptionValues.Judge(values),
        [Kinds.HorizontalPodAutoscaler] = (_, values) => AutoscalerValues.Judge(values),
        [Kinds.ConfigMap] = JudgeData,
        [Kinds.Secret] = JudgeData,
        [Kinds.PersistentVolume] = (_, values) => VolumeValues.Judge(values),
        [Kinds.PersistentVolumeClaim] = (_, values) => VolumeValues.JudgeClaim(values),
        [Kinds.ResourceQuota] = (_, values) => QuotaValues.Judge(values),
        [Kinds.Endpoints] = (_, values) => EndpointValues.Judge(values),
        [Kinds.EndpointSlice] = (_, values) => EndpointValues.JudgeSlice(values),
        [Kinds.CustomResourceDefinition] = (_, values) => DefinitionValues.Judge(values),
        [Kinds.ApiService] = (_, values) => ApiServiceValues.Judge(values),
    };

    private static readonly Dictionary<GroupKind, Action<LinkGraph, ValueList>> OfCustom = new()
    {
        [LinkerdServers.Server] = LinkerdServers.Judge,
        [Kinds.ScaledObject] = (_, values) => AutoscalerValues.JudgeScaledObject(values),
        [Kinds.IstioGateway] = IstioGatewayValues.Judge,
        [Kinds.VirtualService] = (graph, values) =>
        {
            IstioGatewayValues.JudgeExport(graph, values);
            IstioGatewayValues.JudgeDestinations(graph, values);
        },
        [ClassNames.Application] = ClassNames.JudgeApplication,
        [ClassNames.ApplicationSet] = ClassNames.JudgeApplication,
        [Kinds.Rollout] = RolloutValues.Judge,
        [Kinds.Gateway] = CustomNames.JudgeIssuer,
    };

    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor)
    {
        var values = new ValueList(resource, kubernetesMinor);
        KindValues.Judge(graph, values);
        CustomNames.Judge(graph, values);
        if (KindCatalog.IsBuiltIn(resource.WrittenKind))
        {
            MetadataValues.Judge(graph, values);
            SelectorValues.Judge(graph, values);
            if (OfBuiltIn.TryGetValue(resource.Kind, out var judge))
                judge(graph, values);
            else
                AdmissionValues.Judge(values);
        }
        else
        {
            JudgeCustom(graph, values);
        }

        return values.Problems;
    }

    private static void JudgeCustom(LinkGraph graph, ValueList values)
    {
        var kind = values.Resource.Kind;
        CustomKeys.Judge(graph, values);
        AcmeNames.Judge(graph, values);
        if (kind.Group.EndsWith(".istio.io", StringComparison.Ordinal))
        {
            MeshSelectors.Judge(graph, values);
            MeshPrincipals.Judge(graph, values);
        }

        if (kind.Group == Kinds.Gateway.Group && GatewayValues.Know(kind))
            GatewayValues.Judge(values);
        if (OfCustom.TryGetValue(kind, out var judge))
            judge(graph, values);
    }

    private static void JudgeData(LinkGraph graph, ValueList values)
    {
        DataValues.Judge(values);
        LineEnds.Judge(graph, values);
    }
}
