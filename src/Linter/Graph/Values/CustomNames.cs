using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// What resources name that may well be in the cluster, custom resources above all, so that a name is judged only where these manifests
/// show what was meant: the same name with another kind or in another namespace, or one that is a slip away.
/// </summary>
internal static class CustomNames
{
    /// <param name="Owner">The mapping that holds name and, if need be, kind and namespace; or the name itself.</param>
    /// <param name="Key">The field of the name, or of a list of mappings that each have one.</param>
    /// <param name="Kinds">What it may name; the first is meant where no kind is given.</param>
    /// <param name="TakesNamespace">It may name the namespace, too.</param>
    /// <param name="NeedsKind">Without a kind it means something else.</param>
    /// <param name="Effect">What happens as long as it is not found.</param>
    private sealed record Row(
        NodePath Owner, string Key, ImmutableArray<GroupKind> Kinds, bool TakesNamespace, bool NeedsKind, string Effect);

    private const string List = "[*]";

    // Stands for the pod template of any workload.
    private const string PodTemplates = "/";
    private const string NotIssued = "no certificate is issued, and its Secret is not made";
    public const string IssuerAnnotation = "cert-manager.io/issuer";
    public const string ClusterIssuerAnnotation = "cert-manager.io/cluster-issuer";

    private const string NotRolledOut = RolloutValues.Effect;
    private const string NoPods = "the API server refuses the pods that are made for it: none is started";
    private const string NotMade = "the operator waits for it and makes no pods";
    private const string NoMachines = "the controllers wait for it and make no machines";
    private const string RunFails = "the run fails at once, and no pod of it is started";
    private const string NotAuthorized = "nobody is authorized by it: clients that only it admits are refused";
    private const string NoServer = "no Server takes the route: what is said of its requests holds for none";
    private const string NoTls = "TLS connections to its hosts get no certificate of theirs";
    private const string NotEnforced = "the API server ignores the binding: the policy holds for nothing";
    private const string NotAllocated = "no device is allocated, and the pods that use the claim stay pending";
    private const string NoClaim = "its pods stay pending: they wait for the claim";
    private const string NotBound = "the claim stays pending as long as the cluster has no such class";
    private const string TalksPlain = "the policy holds for no Service: Gateways speak to it without TLS";
    private const string NoAuthority = "the policy is not accepted, and requests that need it are answered with 5xx";

    // "group/Kind | where, and the field if it is not name | what it may name | whether a namespace may stand beside it, or a kind must |
    // what happens without it" (the CRDs of these projects; the API reference of Kubernetes).
    private static readonly string[] Table =
    [
        "cert-manager.io/Certificate | spec.issuerRef | cert-manager.io: Issuer ClusterIssuer | no | " + NotIssued,
        "cert-manager.io/CertificateRequest | spec.issuerRef | cert-manager.io: Issuer ClusterIssuer | no | " + NotIssued,
        "external-secrets.io/ExternalSecret | spec.secretStoreRef | external-secrets.io: SecretStore ClusterSecretStore | no | the Secret is not made",
        "keda.sh/ScaledObject | spec.triggers[*].authenticationRef | keda.sh: TriggerAuthentication ClusterTriggerAuthentication | no | the trigger has no credentials, and nothing is scaled by it",
        "keda.sh/ScaledJob | spec.triggers[*].authenticationRef | keda.sh: TriggerAuthentication ClusterTriggerAuthentication | no | the trigger has no credentials, and no Job is made by it",
        "helm.toolkit.fluxcd.io/HelmRelease | spec.chart.spec.sourceRef | source.toolkit.fluxcd.io: HelmRepository GitRepository Bucket | yes | the release is not installed",
        "helm.toolkit.fluxcd.io/HelmRelease | spec.chartRef | source.toolkit.fluxcd.io: OCIRepository HelmChart | yes | the release is not installed",
        // Two rows, as a ConfigMap and a Secret may well have one name.
        "helm.toolkit.fluxcd.io/HelmRelease | spec.valuesFrom[*] | helm.toolkit.fluxcd.io: core/ConfigMap | kind | the release is not installed",
        "helm.toolkit.fluxcd.io/HelmRelease | spec.valuesFrom[*] | helm.toolkit.fluxcd.io: core/Secret | kind | the release is not installed",
        "kustomize.toolkit.fluxcd.io/Kustomization | spec.sourceRef | source.toolkit.fluxcd.io: GitRepository OCIRepository Bucket | yes | nothing of it is applied",
        "kustomize.toolkit.fluxcd.io/Kustomization | spec.dependsOn[*] | kustomize.toolkit.fluxcd.io: Kustomization | yes | it waits for what never comes: nothing of it is applied",
        "helm.toolkit.fluxcd.io/HelmRelease | spec.dependsOn[*] | helm.toolkit.fluxcd.io: HelmRelease | yes | it waits for what never comes: the release is not installed",
        "networking.istio.io/VirtualService | spec.http[*].delegate | networking.istio.io: VirtualService | yes | the route is left out: its requests are answered by the next route that matches, else with 404",
        "argoproj.io/Rollout | spec.workloadRef | apps: Deployment ReplicaSet core/PodTemplate | no | " + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.nginx stableIngress | networking.k8s.io: Ingress | no | " + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.nginx.stableIngresses[*] | networking.k8s.io: Ingress | no | "
            + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.alb ingress | networking.k8s.io: Ingress | no | " + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.alb.ingresses[*] | networking.k8s.io: Ingress | no | " + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.istio.virtualService | networking.istio.io: VirtualService | no | "
            + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.istio.virtualServices[*] | networking.istio.io: VirtualService | no | "
            + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.istio.destinationRule | networking.istio.io: DestinationRule | no | "
            + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.traefik weightedTraefikServiceName | traefik.io: TraefikService | no | "
            + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.apisix.route | apisix.apache.org: ApisixRoute | no | " + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.trafficRouting.ambassador.mappings[*] | getambassador.io: Mapping | no | "
            + NotRolledOut,
        .. OfGatewayApi("HTTPRoute", "httpRoute"),
        .. OfGatewayApi("GRPCRoute", "grpcRoute"),
        .. OfGatewayApi("TCPRoute", "tcpRoute"),
        .. OfGatewayApi("TLSRoute", "tlsRoute"),
        "argoproj.io/Rollout | spec.strategy.canary.analysis.templates[*] templateName | argoproj.io: AnalysisTemplate | no | "
            + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.canary.steps[*].analysis.templates[*] templateName | argoproj.io: AnalysisTemplate | no | "
            + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.blueGreen.prePromotionAnalysis.templates[*] templateName | argoproj.io: AnalysisTemplate | no | "
            + NotRolledOut,
        "argoproj.io/Rollout | spec.strategy.blueGreen.postPromotionAnalysis.templates[*] templateName | argoproj.io: AnalysisTemplate | no | "
            + NotRolledOut,
        "projectcontour.io/HTTPProxy | spec.includes[*] | projectcontour.io: HTTPProxy | yes | Contour marks the HTTPProxy invalid, and what it is to include is not served",
        "projectcontour.io/HTTPProxy | spec.virtualhost.tls secretName | projectcontour.io: core/Secret | no | Contour marks the HTTPProxy invalid, and does not serve its host",
        "apisix.apache.org/ApisixTls | spec.secret | apisix.apache.org: core/Secret | yes | " + NoTls,
        "k8s.nginx.org/VirtualServer | spec.tls secret | k8s.nginx.org: core/Secret | no | " + NoTls,
        "k8s.nginx.org/VirtualServer | spec.policies[*] | k8s.nginx.org: Policy | yes | its requests are answered with 500",
        "k8s.nginx.org/VirtualServer | spec.routes[*].policies[*] | k8s.nginx.org: Policy | yes | the route's requests are answered with 500",
        "getambassador.io/Host | spec.tlsSecret | getambassador.io: core/Secret | yes | " + NoTls,
        .. ((string[])["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"])
            .Select(kind => Account("monitoring.coreos.com/" + kind, "spec serviceAccountName")),
        Account("opentelemetry.io/OpenTelemetryCollector", "spec serviceAccount"),
        Account("sparkoperator.k8s.io/SparkApplication", "spec.driver serviceAccount"),
        Account("sparkoperator.k8s.io/ScheduledSparkApplication", "spec.template.driver serviceAccount"),
        Account("flink.apache.org/FlinkDeployment", "spec serviceAccount"),
        Account("argoproj.io/Workflow", "spec serviceAccountName"),
        Account("argoproj.io/WorkflowTemplate", "spec serviceAccountName"),
        Account("argoproj.io/CronWorkflow", "spec.workflowSpec serviceAccountName"),
        Account("argoproj.io/EventSource", "spec.template serviceAccountName"),
        Account("argoproj.io/Sensor", "spec.template serviceAccountName"),
        Account("tekton.dev/TaskRun", "spec serviceAccountName"),
        Account("tekton.dev/PipelineRun", "spec serviceAccountName"),
        Account("tekton.dev/PipelineRun", "spec.taskRunTemplate serviceAccountName"),
        Account("triggers.tekton.dev/EventListener", "spec serviceAccountName"),
        Account("triggers.tekton.dev/EventListener", "spec.resources.kubernetesResource.spec.template.spec serviceAccountName"),
        Account("litmuschaos.io/ChaosEngine", "spec chaosServiceAccount"),
        "argoproj.io/Workflow | spec.workflowTemplateRef | argoproj.io: WorkflowTemplate | no | " + RunFails,
        "argoproj.io/CronWorkflow | spec.workflowSpec.workflowTemplateRef | argoproj.io: WorkflowTemplate | no | " + RunFails,
        "tekton.dev/TaskRun | spec.taskRef | tekton.dev: Task ClusterTask | no | " + RunFails,
        "tekton.dev/PipelineRun | spec.pipelineRef | tekton.dev: Pipeline | no | " + RunFails,
        "tekton.dev/Pipeline | spec.tasks[*].taskRef | tekton.dev: Task ClusterTask | no | " + RunFails,
        "tekton.dev/Pipeline | spec.finally[*].taskRef | tekton.dev: Task ClusterTask | no | " + RunFails,
        "triggers.tekton.dev/EventListener | spec.triggers[*].bindings[*] ref | triggers.tekton.dev: TriggerBinding ClusterTriggerBinding | no | its events start nothing",
        "triggers.tekton.dev/EventListener | spec.triggers[*].template ref | triggers.tekton.dev: TriggerTemplate | no | its events start nothing",
        "eventing.knative.dev/Trigger | spec broker | eventing.knative.dev: Broker | no | no event reaches its subscriber",
        .. ((string[])["Validating", "Mutating"]).Select(what =>
            $"admissionregistration.k8s.io/{what}AdmissionPolicyBinding | spec policyName | admissionregistration.k8s.io: {what}AdmissionPolicy | no | {NotEnforced}"),
        .. ((string[])["ResourceClaim | spec", "ResourceClaimTemplate | spec.spec"]).SelectMany(where =>
            ((string[])["", ".exactly", ".firstAvailable[*]"]).Select(request =>
                $"resource.k8s.io/{where}.devices.requests[*]{request} deviceClassName | resource.k8s.io: DeviceClass | no | {NotAllocated}")),
        PodTemplates + " | spec.resourceClaims[*] resourceClaimName | resource.k8s.io: ResourceClaim | no | " + NoClaim,
        PodTemplates + " | spec.resourceClaims[*] resourceClaimTemplateName | resource.k8s.io: ResourceClaimTemplate | no | " + NoClaim,
        "/PersistentVolumeClaim | spec volumeAttributesClassName | storage.k8s.io: VolumeAttributesClass | no | " + NotBound,
        "apps/StatefulSet | spec.volumeClaimTemplates[*].spec volumeAttributesClassName | storage.k8s.io: VolumeAttributesClass | no | "
            + NotBound,
        .. ((string[])["Ingress", "core/Service"]).Select(kind =>
            $"autoscaling/HorizontalPodAutoscaler | spec.metrics[*].object.describedObject | networking.k8s.io: {kind} | kind | the autoscaler gets no such metric, and adds no pods by it"),
        "gateway.networking.k8s.io/BackendTLSPolicy | spec.targetRefs[*] | gateway.networking.k8s.io: core/Service | kind | " + TalksPlain,
        "gateway.networking.k8s.io/BackendTLSPolicy | spec.validation.caCertificateRefs[*] | gateway.networking.k8s.io: core/ConfigMap core/Secret | kind | "
            + NoAuthority,
        "snapshot.storage.k8s.io/VolumeSnapshot | spec volumeSnapshotClassName | snapshot.storage.k8s.io: VolumeSnapshotClass | no | no snapshot is taken",
        "snapshot.storage.k8s.io/VolumeSnapshot | spec.source persistentVolumeClaimName | snapshot.storage.k8s.io: core/PersistentVolumeClaim | no | no snapshot is taken",
        "postgresql.cnpg.io/Pooler | spec.cluster | postgresql.cnpg.io: Cluster | no | " + NotMade,
        "postgresql.cnpg.io/Backup | spec.cluster | postgresql.cnpg.io: Cluster | no | no backup is taken",
        "postgresql.cnpg.io/ScheduledBackup | spec.cluster | postgresql.cnpg.io: Cluster | no | no backup is taken",
        .. ((string[])["spec.superuserSecret", "spec.bootstrap.initdb.secret"])
            .Select(where => $"postgresql.cnpg.io/Cluster | {where} | postgresql.cnpg.io: core/Secret | no | the operator does not find the password of the user"),
        .. ((string[])["accessKeyId", "secretAccessKey"]).Select(key =>
            $"postgresql.cnpg.io/Cluster | spec.backup.barmanObjectStore.s3Credentials.{key} | postgresql.cnpg.io: core/Secret | no | no backup is taken"),
        .. ((string[])["kibana.k8s.elastic.co/Kibana", "apm.k8s.elastic.co/ApmServer", "beat.k8s.elastic.co/Beat",
            "enterprisesearch.k8s.elastic.co/EnterpriseSearch", "maps.k8s.elastic.co/ElasticMapsServer"])
            .Select(kind => $"{kind} | spec.elasticsearchRef | elasticsearch.k8s.elastic.co: Elasticsearch | yes | {NotMade}"),
        .. ((string[])["agent.k8s.elastic.co/Agent", "logstash.k8s.elastic.co/Logstash"])
            .Select(kind => $"{kind} | spec.elasticsearchRefs[*] | elasticsearch.k8s.elastic.co: Elasticsearch | yes | {NotMade}"),
        .. ((string[])["apm.k8s.elastic.co/ApmServer", "beat.k8s.elastic.co/Beat", "agent.k8s.elastic.co/Agent"])
            .Select(kind => $"{kind} | spec.kibanaRef | kibana.k8s.elastic.co: Kibana | yes | {NotMade}"),
        "agent.k8s.elastic.co/Agent | spec.fleetServerRef | agent.k8s.elastic.co: Agent | yes | " + NotMade,
        "keda.sh/TriggerAuthentication | spec.secretTargetRef[*] | keda.sh: core/Secret | no | the trigger has no credentials, and nothing is scaled by it",
        .. ((string[])["Prometheus", "PrometheusAgent"]).Select(kind =>
            $"monitoring.coreos.com/{kind} | spec.additionalScrapeConfigs | monitoring.coreos.com: core/Secret | no | the operator stops at the missing Secret and configures nothing"),
        "grafana.integreatly.org/GrafanaDatasource | spec.valuesFrom[*].valueFrom.secretKeyRef | grafana.integreatly.org: core/Secret | no | the datasource is not made",
        "grafana.integreatly.org/GrafanaDatasource | spec.valuesFrom[*].valueFrom.configMapKeyRef | grafana.integreatly.org: core/ConfigMap | no | the datasource is not made",
        .. ((string[])["MachineDeployment", "MachinePool", "MachineSet", "MachineHealthCheck"])
            .Select(kind => $"cluster.x-k8s.io/{kind} | spec clusterName | cluster.x-k8s.io: Cluster | no | {NoMachines}"),
        "cluster.x-k8s.io/Cluster | spec.controlPlaneRef | controlplane.cluster.x-k8s.io: KubeadmControlPlane | no | " + NoMachines,
        "cluster.x-k8s.io/MachineDeployment | spec.template.spec.bootstrap.configRef | bootstrap.cluster.x-k8s.io: KubeadmConfigTemplate | no | "
            + NoMachines,
        .. OfTraefik("traefik.io"),
        .. OfTraefik("traefik.containo.us"),
        "policy.linkerd.io/ServerAuthorization | spec.server | policy.linkerd.io: Server | no | " + NotAuthorized,
        "policy.linkerd.io/AuthorizationPolicy | spec.targetRef | policy.linkerd.io: Server HTTPRoute | kind | " + NotAuthorized,
        "policy.linkerd.io/AuthorizationPolicy | spec.targetRef | gateway.networking.k8s.io: HTTPRoute GRPCRoute | kind | " + NotAuthorized,
        "policy.linkerd.io/AuthorizationPolicy | spec.requiredAuthenticationRefs[*] | policy.linkerd.io: MeshTLSAuthentication NetworkAuthentication | yes | Linkerd leaves the policy out: clients that only it admits are refused",
        "policy.linkerd.io/HTTPLocalRateLimitPolicy | spec.targetRef | policy.linkerd.io: Server | kind | no request is counted: the limit holds for nothing",
        "policy.linkerd.io/HTTPRoute | spec.parentRefs[*] | policy.linkerd.io: Server | kind | " + NoServer,
        "gateway.networking.k8s.io/HTTPRoute | spec.parentRefs[*] | policy.linkerd.io: Server | kind | " + NoServer,
        "gateway.networking.k8s.io/GRPCRoute | spec.parentRefs[*] | policy.linkerd.io: Server | kind | " + NoServer,
    ];

    private static string Account(string kind, string where) =>
        $"{kind} | {where} | {kind[..kind.IndexOf('/', StringComparison.Ordinal)]}: core/ServiceAccount | no | {NoPods}";

    // One by its name, or several in a list of mappings; the namespace stands beside either (pkg/plugin/types.go in
    // argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi).
    private static string[] OfGatewayApi(string kind, string key) =>
        [.. ((string[])[key, key + "s[*]"]).Select(one =>
            $"argoproj.io/Rollout | spec.strategy.canary.trafficRouting.plugins.argoproj-labs/gatewayAPI {one} | gateway.networking.k8s.io: {kind} | yes | {NotRolledOut}")];

    // Its group had another name before version 3; the kinds are the same.
    private static string[] OfTraefik(string group) =>
    [
        $"{group}/IngressRoute | spec.routes[*].middlewares[*] | {group}: Middleware | yes | {TraefikBackend.NotRouted}",
        $"{group}/IngressRouteTCP | spec.routes[*].middlewares[*] | {group}: MiddlewareTCP | yes | {TraefikBackend.NotConnected}",
        .. TraefikBackend.Paths.Where(row => row.Kind.Group == group && TraefikBackend.TakesComposed(row.Kind))
            .Select(row => $"{group}/{row.Kind.Kind} | {row.Path} | {group}: core/Service TraefikService | yes | {row.Effect}"),
        $"{group}/Middleware | spec.chain.middlewares[*] | {group}: Middleware | yes | {TraefikBackend.NotPassed}",
        $"{group}/IngressRoute | spec.tls secretName | {group}: core/Secret | no | {NoTls}",
        $"{group}/IngressRouteTCP | spec.tls secretName | {group}: core/Secret | no | {NoTls}",
        $"{group}/IngressRoute | spec.tls.options | {group}: TLSOption | yes | {TraefikBackend.NotRouted}",
        $"{group}/IngressRoute | spec.parentRefs[*] | {group}: IngressRoute | yes | {TraefikBackend.NotRouted}",
    ];

    // Whoever names them brings them along.
    private static readonly ImmutableArray<GroupKind> BesideOthers = [new("argoproj.io", "AnalysisTemplate"), LinkerdServers.Server];

    private static readonly Dictionary<GroupKind, Row[]> Rows = Table.Select(line => line.Split(" | ")).GroupBy(line => KindOf(line[0]))
        .ToDictionary(lines => lines.Key, lines => lines.Select(Read).ToArray());

    private static readonly ImmutableArray<GroupKind> OfMiddlewares =
        [new("traefik.io", "Middleware"), new("traefik.containo.us", "Middleware")];
    public static readonly ImmutableArray<GroupKind> Issuers = [new("cert-manager.io", "Issuer"), new("cert-manager.io", "ClusterIssuer")];

    private static readonly Row[] OfPods = Rows[KindOf(PodTemplates)];

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var resource = values.Resource;
        foreach (var row in Rows.GetValueOrDefault(resource.Kind) ?? [])
        {
            foreach (var problem in Problems(graph, resource, row, resource.Root))
                values.Add(problem);
        }
    }

    /// <param name="graph">Where to look.</param>
    /// <param name="report">Of the workload.</param>
    /// <param name="template">The mapping that holds the pods' spec.</param>
    public static void JudgePods(LinkGraph graph, WorkloadReport report, Node template)
    {
        // All that pods ask for stands there; few have any.
        if (template.Find("spec")?.Find("resourceClaims") is null)
            return;

        foreach (var row in OfPods)
        {
            foreach (var problem in Problems(graph, report.Resource, row, template))
                report.Add(problem);
        }
    }

    /// <summary>The issuer that annotations name is one of another project.</summary>
    public static bool NamesOtherIssuer(Resource resource) =>
        resource.Annotation("cert-manager.io/issuer-kind") is not null || resource.Annotation("cert-manager.io/issuer-group") is not null;

    /// <summary>The issuer that annotations of an Ingress or a Gateway name.</summary>
    public static void JudgeIssuer(LinkGraph graph, ValueList values)
    {
        // Issuers of other projects are named with their kind and group.
        var resource = values.Resource;
        if (NamesOtherIssuer(resource))
            return;

        foreach (var (annotation, kind) in ((string, GroupKind)[])[(IssuerAnnotation, Issuers[0]), (ClusterIssuerAnnotation, Issuers[1])])
        {
            if (ValueList.Filled(resource.Annotation(annotation)) is { } name)
            {
                var reference = new Reference(kind, Issuers, name, null, OwnNamespace(resource, kind), false, NotIssued);
                if (ProblemOf(graph, resource, reference with { Annotation = annotation }) is { } problem)
                    values.Add(problem);
            }
        }
    }

    /// <summary>
    /// Traefik knows a Middleware as NAMESPACE-NAME@kubernetescrd (its documentation, Kubernetes IngressRoute and Ingress): judged is what
    /// lacks one of the two parts around the name of a Middleware that is beside the Ingress, or has default for its namespace.
    /// </summary>
    public static void JudgeMiddlewares(LinkGraph graph, ValueList values)
    {
        const string Provider = "@kubernetescrd";
        const string Default = "default-";
        var resource = values.Resource;
        if (ValueList.Filled(resource.Annotation("traefik.ingress.kubernetes.io/router.middlewares")) is not { } written)
            return;

        var prefix = Namespaces.OrDefault(resource.Namespace) + "-";
        var items = written.Value.Split(',', StringSplitOptions.TrimEntries);
        foreach (var item in items)
        {
            var name = item.EndsWith(Provider, StringComparison.Ordinal) ? item[..^Provider.Length] : item;
            var inner = name.StartsWith(prefix, StringComparison.Ordinal) ? Find(name[prefix.Length..]) : null;
            if ((inner is not null && name != item)
                || (inner ?? Find(name) ?? (name == item ? null : OfOwnNamespace(name))) is not { } meant)
            {
                continue;
            }

            var right = prefix + meant.Name + Provider;
            var whole = string.Join(",", items.Select(other => other == item ? right : other));
            values.Add(new ValueProblem(resource, written,
                MessageText.Of($"'{resource}' asks for the middleware '{item}', but Traefik calls '{meant}' '{right:1}'"))
            {
                Severity = Severity.Warning,
                Label = "no such middleware",
                Related = Whereabouts.Definition(meant),
                Effect = TraefikBackend.NotRouted,
                Help = $"write {right}",
                Fix = ScalarEdit.Replace(resource.Root, written, whole) is { } edit
                    ? new Fix($"write {right}", [edit], IsSafe: false)
                    : null,
                MayBeFilledIn = false,
            });
            return;
        }

        Resource? Find(string name) => In(resource.Namespace, name);

        Resource? In(string? @namespace, string name) =>
            OfMiddlewares.SelectMany(kind => graph.Find(kind, @namespace, name).Certain).FirstOrDefault();

        // As examples have it. What other namespaces hold that these manifests do not show is not known.
        Resource? OfOwnNamespace(string name) =>
            name.StartsWith(Default, StringComparison.Ordinal) && prefix != Default && In("default", name[Default.Length..]) is null
                ? Find(name[Default.Length..])
                : null;
    }

    private static IEnumerable<Node> NamesIn(Node owner, string key) =>
        !owner.IsMapping ? [owner]
            : key.EndsWith(List, StringComparison.Ordinal) ? owner.FindMappings(key[..^List.Length]).Select(item => item.Find("name"))
                .OfType<Node>()
            : owner.Find(key) is { } name ? [name]
            : [];

    private static IEnumerable<ValueProblem> Problems(LinkGraph graph, Resource resource, Row row, Node root) =>
        root.Select(row.Owner)
            .SelectMany(owner => NamesIn(owner, row.Key), (owner, name) => ReferenceIn(resource, row, owner, name))
            .OfType<Reference>()
            .Select(reference => ProblemOf(graph, resource, reference))
            .OfType<ValueProblem>();

    private static Reference? ReferenceIn(Resource resource, Row row, Node owner, Node written)
    {
        var writtenKind = owner.IsMapping ? ValueList.Filled(owner.Find("kind")) : null;
        var kind = writtenKind is null ? row.Kinds[0] : row.Kinds.FirstOrDefault(one => writtenKind.Value.Is(one.Kind));
        // With clusterScope a template of Argo is one of the cluster's, with bundle a task of Tekton one of an image; Services that stand
        // where no kind need be said are judged with those behind all routes (NamedBackend).
        if (kind is null || (writtenKind is null && row.NeedsKind) || (kind == Kinds.Service && !row.NeedsKind)
            || (owner.IsMapping && (owner.Find("clusterScope") is not null || owner.Find("bundle") is not null))
            || ValueList.Filled(written) is not { } name
            || (owner.IsMapping && owner.Find("optional") is { } optional && optional.Is("true"))
            || (owner.IsMapping && ValueList.Filled(owner.Find("group")) is { } group && !group.Is(kind.Group))
            || (owner.IsMapping && ValueList.Filled(owner.Find("apiVersion")) is { } version
                && ApiVersions.GroupOf(version.Value) != kind.Group))
        {
            return null;
        }

        var @namespace = row.TakesNamespace && owner.IsMapping && ValueList.Filled(owner.Find("namespace")) is { } named
            ? named.Value
            : OwnNamespace(resource, kind);
        return new Reference(kind, row.Kinds, name, writtenKind, @namespace, row.TakesNamespace, row.Effect);
    }

    private static ValueProblem? ProblemOf(LinkGraph graph, Resource resource, Reference reference)
    {
        var (kind, name) = (reference.Kind, reference.Name.Value);
        if (IsPathOfSecret(resource, reference))
            return OfNamespaceAndName(resource, reference);

        if (!graph.Find(kind, reference.Namespace, name).IsEmpty || graph.Externals.Has(kind, reference.Namespace, name)
            || WellKnownObjects.Has(kind, reference.Namespace, name)
            || graph.NamedReferences.Producers.MayMake(kind, reference.Namespace, name))
        {
            return null;
        }

        var others = reference.Kinds.Where(other => other != kind)
            .SelectMany(other => graph.Find(other, OwnNamespace(resource, other), name).Certain);
        if (others.FirstOrDefault() is { } other)
            return OfOtherKind(resource, reference, other);
        if (graph.FindAnywhere(kind, name) is [var elsewhere]
            && graph.Namespaces.Meet(reference.Namespace, elsewhere.Namespace) == Meeting.No)
        {
            return InOtherNamespace(resource, reference, elsewhere);
        }

        var here = graph.OfKind(kind).Take(Spelling.MostCandidates)
            .Where(one => graph.Namespaces.Meet(reference.Namespace, one.Namespace) == Meeting.Yes);
        if (here.FirstOrDefault(one => graph.Stage.FormerNames(one).Contains(name, StringComparer.Ordinal)) is { } renamed)
            return Renamed(resource, reference, renamed);
        if (NameSlips.Nearest(name, graph.NamedReferences.There(kind, reference.Namespace)) is { } near)
        {
            return WordSlips.Of(resource, reference.Name,
                MessageText.Of($"'{resource}' asks for '{kind.Kind} {name}', which these manifests do not have"), near.Name,
                reference.Effect, Whereabouts.Definition(near));
        }

        if (NameSlips.NearestRenamed(graph.Stage, name, here) is var (meant, former))
            return UnderFormerName(resource, reference, meant, former);
        return BesideOthers.Contains(kind) && graph.Stage.MayHide(Makes.Others) is null
            && graph.OfKind(kind).FirstOrDefault(one => graph.Namespaces
                .Meet(reference.Namespace, one.Namespace) == Meeting.Yes) is { } beside
            ? Missing(resource, reference, beside)
            : null;
    }

    // The references of a custom resource are not renamed with what they name, unless kustomize is told of them.
    private static ValueProblem Renamed(Resource resource, Reference reference, Resource renamed) =>
        new(resource, reference.Name,
            MessageText.Of($"'{resource}' asks for '{reference.Kind.Kind} {reference.Name.Value}', which kustomize renders as '{renamed.Name:1}'"))
        {
            Severity = Severity.Warning,
            Label = $"no such {reference.Kind.Kind}",
            Related = Whereabouts.Definition(renamed),
            Effect = reference.Effect,
            Help = KustomizeNames.NotRenamed(renamed.Name),
        };

    private static ValueProblem UnderFormerName(Resource resource, Reference reference, Resource meant, string former) =>
        Renamed(resource, reference, meant) with
        {
            Message = MessageText.Of(
                $"'{resource}' asks for '{reference.Kind.Kind} {reference.Name.Value}', which these manifests do not have; nearest is '{former}', rendered as '{meant.Name:1}'"),
            Help = $"did you mean '{former}'? {KustomizeNames.NotRenamed(meant.Name)}",
        };

    // Beside others of its kind, in their namespace, it would stand too.
    private static ValueProblem Missing(Resource resource, Reference reference, Resource beside) =>
        new(resource, reference.Name,
            MessageText.Of($"'{resource}' asks for '{reference.Kind.Kind} {reference.Name.Value}', which no manifest in {Namespaces.Describe(reference.Namespace)} defines"))
        {
            Severity = Severity.Warning,
            Label = $"no such {reference.Kind.Kind}",
            Related = new RelatedSpan(beside.NameNode.Span, $"{beside.Quoted} is defined here"),
            Effect = reference.Effect,
            Help = $"name one of this namespace, or {Whereabouts.DeclareIt}",
        };

    // Traefik asks for it in its own namespace (pkg/provider/kubernetes/crd, getTLSHTTP and getTLSTCP); Contour takes NAMESPACE/NAME.
    private static bool IsPathOfSecret(Resource resource, Reference reference) =>
        reference.Kind == Kinds.Secret && resource.Kind.Group.StartsWith("traefik.", StringComparison.Ordinal)
        && reference.Name.Value.Contains('/', StringComparison.Ordinal);

    private static ValueProblem OfNamespaceAndName(Resource resource, Reference reference) =>
        new(resource, reference.Name,
            MessageText.Of($"'{resource}' asks for '{reference.Kind.Kind} {reference.Name.Value}', but no {MessageText.Plain(reference.Kind.Kind)} can be called so: Traefik takes a name of {Namespaces.Describe(reference.Namespace)} there"))
        {
            Severity = Severity.Warning,
            Label = "'/' is in no name",
            Effect = reference.Effect,
            Help = "name a Secret of the same namespace, or make it the default certificate in the TLSStore 'default'",
        };

    private static ValueProblem OfOtherKind(Resource resource, Reference reference, Resource other)
    {
        var at = reference.KeyOf(resource) ?? reference.Written ?? reference.Name;
        var right = reference.Annotation is null ? other.KindName : other.KindName == "Issuer" ? IssuerAnnotation : ClusterIssuerAnnotation;
        return new ValueProblem(resource, at, reference is { Written: null, Annotation: null }
            ? MessageText.Of(
                $"'{resource}' asks for '{reference.Name.Value}' without a kind, which stands for '{reference.Kind.Kind}', but '{other.Name}' is of kind '{other.KindName:1}'")
            : MessageText.Of(
                $"'{resource}' asks for '{reference.Kind.Kind} {reference.Name.Value}', but '{other.Name}' is of kind '{other.KindName:1}'"))
        {
            Severity = Severity.Warning,
            Label = "another kind",
            Related = Whereabouts.Definition(other),
            Effect = reference.Effect,
            Help = reference.Annotation is null ? $"write kind: {right}" : $"write {right}",
            Fix = at != reference.Name && ScalarEdit.Replace(resource.Root, at, right) is { } edit
                ? new Fix($"write {right}", [edit], IsSafe: false)
                : null,
        };
    }

    private static ValueProblem InOtherNamespace(Resource resource, Reference reference, Resource elsewhere)
    {
        var its = Namespaces.OrDefault(elsewhere.Namespace);
        return new ValueProblem(resource, reference.Name,
            MessageText.Of($"'{resource}' asks for '{reference.Kind.Kind} {reference.Name.Value}' in {Namespaces.Describe(reference.Namespace)}, but it is in namespace '{its:1}'"))
        {
            Severity = Severity.Warning,
            Label = "in another namespace",
            Related = new RelatedSpan((elsewhere.Find(Resource.Paths.Namespace) ?? elsewhere.NameNode).Span,
                $"{elsewhere.Quoted} is in this one"),
            Effect = reference.Effect,
            Help = reference.TakesNamespace ? $"write namespace: {its} beside the name{(resource.Kind.Group.StartsWith("traefik.", StringComparison.Ordinal) ? ", which Traefik takes where allowCrossNamespace is set" : "")}"
                : reference.Kinds is [_, var wide] ? $"put both into one namespace, or make it a {wide.Kind}"
                : "put both into one namespace",
        };
    }

    private static string? OwnNamespace(Resource resource, GroupKind kind) =>
        KindCatalog.Find(kind).IsNamespaced ? resource.Namespace : null;

    private static GroupKind KindOf(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is var slash ? new GroupKind(text[..slash], text[(slash + 1)..]) : default;

    private static Row Read(string[] line)
    {
        var (where, kinds) = (line[1].Split(' '), line[2].Split(": "));
        return new Row(NodePath.Parse(where[0]), where is [_, var key] ? key : "name",
            [.. kinds[1].Split(' ')
                .Select(kind => kind.StartsWith("core/", StringComparison.Ordinal)
                    ? KindOf(kind["core".Length..])
                    : new GroupKind(kinds[0], kind))],
            line[3] == "yes", line[3] == "kind", line[4]);
    }

    private sealed record Reference(
        GroupKind Kind, ImmutableArray<GroupKind> Kinds, Node Name, Node? Written, string? Namespace, bool TakesNamespace, string Effect)
    {
        public string? Annotation { get; init; }

        /// <summary>The key of the annotation, which says the kind; null for a field.</summary>
        public Node? KeyOf(Resource resource) =>
            Annotation is null ? null : resource.Root.Find("metadata")?.Find("annotations")?.FindEntry(Annotation)?.Key;
    }
}
