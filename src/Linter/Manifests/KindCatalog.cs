using System.Collections.Immutable;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// What we know of every kind: its scope, where its pod templates are, what its controller adds and makes. Built-in
/// kinds follow the Kubernetes API reference; custom ones their projects' CRDs.
/// </summary>
public static class KindCatalog
{
    // Plain dictionaries and sets: frozen ones take longer to make than a small run takes to ask them.

    // "group: Kind Kind …"; cluster-scoped kinds carry a leading '-'.
    private static readonly string[] BuiltIn =
    [
        ": Binding -ComponentStatus ConfigMap Endpoints Event LimitRange -Namespace -Node PersistentVolumeClaim -PersistentVolume Pod PodTemplate ReplicationController ResourceQuota Secret ServiceAccount Service",
        "admissionregistration.k8s.io: -MutatingWebhookConfiguration -ValidatingWebhookConfiguration -ValidatingAdmissionPolicy -ValidatingAdmissionPolicyBinding -MutatingAdmissionPolicy -MutatingAdmissionPolicyBinding",
        "apiextensions.k8s.io: -CustomResourceDefinition",
        "apiregistration.k8s.io: -APIService",
        "apps: ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
        "authentication.k8s.io: -TokenReview -SelfSubjectReview",
        "authorization.k8s.io: LocalSubjectAccessReview -SelfSubjectAccessReview -SelfSubjectRulesReview -SubjectAccessReview",
        "autoscaling: HorizontalPodAutoscaler Scale",
        "batch: CronJob Job",
        "certificates.k8s.io: -CertificateSigningRequest -ClusterTrustBundle PodCertificateRequest",
        "coordination.k8s.io: Lease LeaseCandidate",
        "discovery.k8s.io: EndpointSlice",
        "events.k8s.io: Event",
        "flowcontrol.apiserver.k8s.io: -FlowSchema -PriorityLevelConfiguration",
        "internal.apiserver.k8s.io: -StorageVersion",
        "networking.k8s.io: Ingress -IngressClass NetworkPolicy -IPAddress -ServiceCIDR",
        "node.k8s.io: -RuntimeClass",
        "policy: Eviction PodDisruptionBudget -PodSecurityPolicy",
        "rbac.authorization.k8s.io: -ClusterRole -ClusterRoleBinding Role RoleBinding",
        "resource.k8s.io: -DeviceClass ResourceClaim ResourceClaimTemplate -ResourceSlice -DeviceTaintRule",
        "scheduling.k8s.io: -PriorityClass Workload",
        "settings.k8s.io: PodPreset",
        "storage.k8s.io: -CSIDriver -CSINode CSIStorageCapacity -StorageClass -VolumeAttachment -VolumeAttributesClass",
        "storagemigration.k8s.io: -StorageVersionMigration",
    ];

    // Custom kinds that are Kubernetes' own all but in name (https://gateway-api.sigs.k8s.io/reference/spec/).
    private const string Gateways =
        "gateway.networking.k8s.io: BackendTLSPolicy Gateway -GatewayClass GRPCRoute HTTPRoute ListenerSet ReferenceGrant TCPRoute TLSRoute UDPRoute";

    // Kinds that were served from another group; the object is the same.
    private static readonly Dictionary<GroupKind, string> MovedTo = new()
    {
        [new("extensions", "Deployment")] = "apps",
        [new("extensions", "DaemonSet")] = "apps",
        [new("extensions", "ReplicaSet")] = "apps",
        [new("extensions", "Ingress")] = "networking.k8s.io",
        [new("extensions", "NetworkPolicy")] = "networking.k8s.io",
        [new("extensions", "PodSecurityPolicy")] = "policy",
    };

    // Custom kinds that hold pod templates at a known place: "group/Kind | paths | labels added to the pods | what else it makes".
    private static readonly string[] CustomWorkloads =
    [
        "argoproj.io/Rollout | spec.template | rollouts-pod-template-hash",
        "apps.kruise.io/CloneSet | spec.template | apps.kruise.io/* pod-template-hash controller-revision-hash",
        "apps.kruise.io/StatefulSet | spec.template | statefulset.kubernetes.io/pod-name apps.kubernetes.io/pod-index apps.kruise.io/* controller-revision-hash",
        "apps.kruise.io/DaemonSet | spec.template | controller-revision-hash pod-template-generation apps.kruise.io/*",
        "apps.kruise.io/BroadcastJob | spec.template | broadcastjob-name broadcastjob-controller-uid",
        "apps.kruise.io/AdvancedCronJob | spec.template.jobTemplate.spec.template spec.template.broadcastJobTemplate.spec.template | job-name",
        "apps.kruise.io/UnitedDeployment | spec.template.statefulSetTemplate.spec.template spec.template.cloneSetTemplate.spec.template spec.template.deploymentTemplate.spec.template | apps.kruise.io/*",
        "apps.openshift.io/DeploymentConfig | spec.template | deployment deploymentconfig openshift.io/*",
        "serving.knative.dev/Service | spec.template | serving.knative.dev/* app | Services",
        "serving.knative.dev/Configuration | spec.template | serving.knative.dev/* app | Services",
        "batch.volcano.sh/Job | spec.tasks[*].template | volcano.sh/*",
        "jobset.x-k8s.io/JobSet | spec.replicatedJobs[*].template.spec.template | jobset.sigs.k8s.io/* job-name batch.kubernetes.io/* | Services",
        "leaderworkerset.x-k8s.io/LeaderWorkerSet | spec.leaderWorkerTemplate.leaderTemplate spec.leaderWorkerTemplate.workerTemplate | leaderworkerset.sigs.k8s.io/* statefulset.kubernetes.io/pod-name apps.kubernetes.io/pod-index | Services",
        "kubeflow.org/MPIJob | spec.mpiReplicaSpecs.*.template | training.kubeflow.org/* | Services",
        "kubeflow.org/PyTorchJob | spec.pytorchReplicaSpecs.*.template | training.kubeflow.org/* | Services",
        "kubeflow.org/TFJob | spec.tfReplicaSpecs.*.template | training.kubeflow.org/* | Services",
        "kubeflow.org/XGBoostJob | spec.xgbReplicaSpecs.*.template | training.kubeflow.org/* | Services",
        "ray.io/RayCluster | spec.headGroupSpec.template spec.workerGroupSpecs[*].template | ray.io/* app.kubernetes.io/name app.kubernetes.io/created-by | Services",
        "ray.io/RayService | spec.rayClusterConfig.headGroupSpec.template spec.rayClusterConfig.workerGroupSpecs[*].template | ray.io/* app.kubernetes.io/name app.kubernetes.io/created-by | Services",
        "ray.io/RayJob | spec.rayClusterSpec.headGroupSpec.template spec.rayClusterSpec.workerGroupSpecs[*].template | ray.io/* app.kubernetes.io/name app.kubernetes.io/created-by | Services",
        "agones.dev/Fleet | spec.template.spec.template | agones.dev/*",
        "agones.dev/GameServer | spec.template | agones.dev/*",
        "keda.sh/ScaledJob | spec.jobTargetRef.template | job-name batch.kubernetes.io/*",
        "tekton.dev/TaskRun | spec.podTemplate | tekton.dev/*",
    ];

    // Custom kinds of which we know that they make none of the things that rules look for: whole groups.
    private static readonly HashSet<string> QuietGroups = new(StringComparer.Ordinal)
    {
        "backstage.io", "audit.k8s.io", "cert-manager.io", "acme.cert-manager.io", "cilium.io", "cloud.google.com", "crd.projectcalico.org",
        "projectcalico.org", "dapr.io", "external-secrets.io", "bitnami.com", "gateway.networking.k8s.io", "gateway.networking.x-k8s.io",
        "inference.networking.k8s.io", "inference.networking.x-k8s.io", "k8s.cni.cncf.io", "keda.sh", "http.keda.sh", "kueue.x-k8s.io",
        "kyverno.io",
        "litmuschaos.io", "linkerd.io", "policy.linkerd.io", "metrics.k8s.io", "monitoring.googleapis.com", "monitoring.gke.io",
        "networking.gke.io", "networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io", "route.openshift.io",
        "scheduling.x-k8s.io", "secrets-store.csi.x-k8s.io", "security.openshift.io", "snapshot.storage.k8s.io", "templates.gatekeeper.sh",
        "constraints.gatekeeper.sh", "traefik.io", "traefik.containo.us", "velero.io", "gkebackup.gke.io", "autoscaling.k8s.io",
        "source.toolkit.fluxcd.io", "notification.toolkit.fluxcd.io", "image.toolkit.fluxcd.io", "source.extensions.fluxcd.io",
        "elbv2.k8s.aws", "vpcresources.k8s.aws", "karpenter.sh", "karpenter.k8s.aws", "karpenter.azure.com", "networking.k8s.aws",
        "getambassador.io", "configuration.konghq.com", "projectcontour.io", "apisix.apache.org", "split.smi-spec.io", "k8s.nginx.org",
        "gateway.nginx.org", "gateway.envoyproxy.io",
        "pod-security.admission.config.k8s.io", "apiserver.config.k8s.io", "sriovnetwork.openshift.io", "multicluster.x-k8s.io",
        "apps.openshift.io",
        "crd.antrea.io", "policy.networking.k8s.io", "user.openshift.io", "oauth.openshift.io", "quota.openshift.io",
        "project.openshift.io", "image.openshift.io", "kaito.sh",
    };

    // Custom kinds that make certain things and nothing else.
    private static readonly Dictionary<GroupKind, Makes> CustomMakes = new()
    {
        [new("cert-manager.io", "Certificate")] = Makes.Secrets,
        [new("cert-manager.io", "CertificateRequest")] = Makes.Secrets,
        [new("external-secrets.io", "ExternalSecret")] = Makes.Secrets,
        [new("external-secrets.io", "ClusterExternalSecret")] = Makes.Secrets,
        [new("bitnami.com", "SealedSecret")] = Makes.Secrets,
        [new("secrets-store.csi.x-k8s.io", "SecretProviderClass")] = Makes.Secrets,
        [new("monitoring.coreos.com", "ServiceMonitor")] = Makes.Nothing,
        [new("monitoring.coreos.com", "PodMonitor")] = Makes.Nothing,
        [new("monitoring.coreos.com", "Probe")] = Makes.Nothing,
        [new("monitoring.coreos.com", "PrometheusRule")] = Makes.Nothing,
        [new("monitoring.coreos.com", "AlertmanagerConfig")] = Makes.Nothing,
        [new("monitoring.coreos.com", "ScrapeConfig")] = Makes.Nothing,
        [new("argoproj.io", "AppProject")] = Makes.Nothing,
        [new("argoproj.io", "AnalysisTemplate")] = Makes.Nothing,
        [new("argoproj.io", "ClusterAnalysisTemplate")] = Makes.Nothing,
        [new("kyverno.io", "ClusterPolicy")] = Makes.Secrets | Makes.ConfigMaps,
        [new("kyverno.io", "Policy")] = Makes.Secrets | Makes.ConfigMaps,
        [new("networking.gke.io", "MultiClusterService")] = Makes.Services,
        [new("kafka.strimzi.io", "KafkaTopic")] = Makes.Nothing,
        [new("kafka.strimzi.io", "KafkaUser")] = Makes.Secrets,
        [new("kaito.sh", "Workspace")] = Makes.Pods | Makes.Services,
        [new("gateway.networking.k8s.io", "Gateway")] = Makes.Pods | Makes.Services,
        [new("networking.istio.io", "WorkloadEntry")] = Makes.Pods,
        [new("networking.istio.io", "WorkloadGroup")] = Makes.Pods,
        [new("tekton.dev", "Task")] = Makes.Nothing,
        [new("tekton.dev", "Pipeline")] = Makes.Nothing,
    };

    // Custom kinds without a namespace, where their group is known to us: "GROUP: KIND KIND".
    private static readonly string[] CustomClusterScoped =
    [
        "cert-manager.io: ClusterIssuer",
        "gateway.networking.k8s.io: GatewayClass",
        "external-secrets.io: ClusterSecretStore ClusterExternalSecret ClusterPushSecret",
        "kyverno.io: ClusterPolicy ClusterCleanupPolicy GlobalContextEntry",
        "argoproj.io: ClusterAnalysisTemplate",
        "tekton.dev: ClusterTask",
        "triggers.tekton.dev: ClusterTriggerBinding",
        "cilium.io: CiliumClusterwideNetworkPolicy CiliumLoadBalancerIPPool CiliumBGPPeeringPolicy CiliumBGPClusterConfig",
        "cilium.io: CiliumBGPPeerConfig CiliumBGPAdvertisement CiliumEgressGatewayPolicy CiliumClusterwideEnvoyConfig",
        "cilium.io: CiliumL2AnnouncementPolicy CiliumCIDRGroup CiliumPodIPPool CiliumNode CiliumIdentity",
        "projectcalico.org: GlobalNetworkPolicy GlobalNetworkSet IPPool IPReservation BGPPeer BGPConfiguration FelixConfiguration",
        "projectcalico.org: HostEndpoint ClusterInformation KubeControllersConfiguration",
        "crd.projectcalico.org: GlobalNetworkPolicy GlobalNetworkSet IPPool IPReservation BGPPeer BGPConfiguration FelixConfiguration",
        "crd.projectcalico.org: HostEndpoint ClusterInformation KubeControllersConfiguration",
        "crd.antrea.io: ClusterNetworkPolicy ClusterGroup Tier ExternalIPPool Egress Traceflow",
        "policy.networking.k8s.io: AdminNetworkPolicy BaselineAdminNetworkPolicy ClusterNetworkPolicy",
        "keda.sh: ClusterTriggerAuthentication",
        "kueue.x-k8s.io: ResourceFlavor ClusterQueue AdmissionCheck Topology Cohort WorkloadPriorityClass",
        "cloud.google.com: ComputeClass",
        "templates.gatekeeper.sh: ConstraintTemplate",
        "karpenter.sh: NodePool NodeClaim",
        "karpenter.k8s.aws: EC2NodeClass",
        "snapshot.storage.k8s.io: VolumeSnapshotClass VolumeSnapshotContent",
        "networking.gke.io: Network GKENetworkParamSet",
        "security.openshift.io: SecurityContextConstraints",
        "monitoring.googleapis.com: ClusterPodMonitoring ClusterNodeMonitoring ClusterRules GlobalRules",
        "user.openshift.io: Group User Identity",
        "project.openshift.io: Project",
        "karpenter.azure.com: AKSNodeClass",
        "elbv2.k8s.aws: IngressClassParams",
        "configuration.konghq.com: KongClusterPlugin KongVault KongLicense",
        "oauth.openshift.io: OAuthClient",
        "quota.openshift.io: ClusterResourceQuota",
        "image.openshift.io: Image",
    ];

    // Whatever a ConstraintTemplate is called, its constraints have no namespace.
    private const string ConstraintGroup = "constraints.gatekeeper.sh";

    // Configuration files of tools that look like manifests and carry no name.
    private static readonly HashSet<string> NamelessGroups = new(StringComparer.Ordinal)
    {
        "kustomize.config.k8s.io", "builtin", "kind.x-k8s.io", "kubeadm.k8s.io", "kubelet.config.k8s.io", "kubeproxy.config.k8s.io",
        "kubescheduler.config.k8s.io", "kubecontrollermanager.config.k8s.io", "audit.k8s.io", "apiserver.config.k8s.io", "apiserver.k8s.io",
        "client.authentication.k8s.io", "credentialprovider.kubelet.k8s.io", "config.k8s.io", "skaffold", "k3d.io", "ctlptl.dev",
        "tilt.dev",
        "pod-security.admission.config.k8s.io", "eventratelimit.admission.k8s.io", "resourcequota.admission.k8s.io", "config.karmada.io",
        "controller-runtime.sigs.k8s.io", "component-config", "chart-releaser", "helm.sh", "nodeconfig.openshift.io", "jobset.config",
        "abac.authorization.kubernetes.io",
    };

    private static readonly NodePath SpecTemplate = NodePath.Parse("spec.template");

    private static readonly Dictionary<GroupKind, KindInfo> Known = BuildAll();

    // The same few are written all over. Several threads may put theirs into one place: each is whole, and any will do.
    private static readonly WrittenKind?[] LastWritten = new WrittenKind?[64];

    /// <summary>A kind as a manifest writes it, with what is known of it.</summary>
    internal static WrittenKind Written(string apiVersion, string kind)
    {
        ref var last = ref LastWritten[(uint)((apiVersion.Length * 31) + (kind.Length * 7)
            + (kind.Length > 0 ? kind[0] : 0)) % LastWritten.Length];
        if (last is { } known && known.ApiVersion == apiVersion && known.Name == kind)
            return known;
        return last = new WrittenKind(apiVersion, kind);
    }

    /// <summary>
    /// What is known of a kind; a kind in no table is namespaced and may make anything unless its group is known to be quiet.
    /// </summary>
    public static KindInfo Find(GroupKind kind)
    {
        if (MovedTo.TryGetValue(kind, out var group))
            kind = kind with { Group = group };
        if (Known.TryGetValue(kind, out var known))
            return known;

        var makes = CustomMakes.TryGetValue(kind, out var certain) ? certain
            : QuietGroups.Contains(kind.Group) ? Makes.Nothing
            : Makes.Anything;
        return new KindInfo(kind, !IsCustomClusterScoped(kind), IsKnown: makes != Makes.Anything) { Makes = makes };
    }

    /// <summary>The names of Kubernetes' own kinds, without groups, ordered.</summary>
    public static ImmutableArray<string> BuiltInKinds =>
        [.. Known.Keys.Where(IsBuiltIn).Select(kind => kind.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A kind of Kubernetes itself, of any release.</summary>
    public static bool IsBuiltIn(GroupKind kind) =>
        MovedTo.ContainsKey(kind) || (Known.TryGetValue(kind, out var info) && info.IsKnown && !IsCustomGroup(kind.Group));

    /// <summary>
    /// The versions of Kubernetes' kind of this name, the most stable first; none where several of its groups have one of that name, or
    /// none has.
    /// </summary>
    public static ImmutableArray<string> VersionsOf(string kind)
    {
        var versions = KubernetesSchema.BuiltIn.Kinds.Where(known => known.Kind == kind)
            .ToLookup(known => Find(new GroupKind(ApiVersions.GroupOf(known.ApiVersion), kind)).Kind, known => known.ApiVersion);
        return versions.Count != 1 ? [] : [.. ApiVersions.StableFirst(versions.First())];
    }

    /// <summary>
    /// Kinds of Kubernetes and of the Gateway API that were probably meant by one that is none of them. In a group of theirs:
    /// the same name in another group, the same name but for case, or one of its own group that is a single slip away. In a
    /// group that is near to one of theirs: the same name.
    /// </summary>
    public static ImmutableArray<GroupKind> Meant(GroupKind kind)
    {
        if (IsEstablished(kind))
            return [];

        var isGroup = Establishment.Kinds.Concat(MovedTo.Keys).Any(known => known.Group == kind.Group);
        var alike = isGroup
            ? Establishment.Kinds.Where(known => string.Equals(known.Kind, kind.Kind, StringComparison.OrdinalIgnoreCase)).ToList()
            : [.. Establishment.Kinds.Where(known => known.Kind == kind.Kind && IsSlip(kind.Group, known.Group))];
        if (alike.Count == 0 && isGroup)
        {
            alike = [.. Establishment.Kinds.Concat(MovedTo.Keys)
                .Where(known => known.Group == kind.Group
                    && Spelling.Distance(kind.Kind.ToLowerInvariant(), known.Kind.ToLowerInvariant(), limit: 1) == 1)];
        }

        return [.. alike.OrderBy(known => known.Group, StringComparer.Ordinal).ThenBy(known => known.Kind, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The kind of a well-known project that a single slip of the finger has probably turned into this one; null where there is none.
    /// </summary>
    public static GroupKind? MeantCustom(GroupKind kind) => IsEstablished(kind) || Known.ContainsKey(kind) ? null : CustomKinds.Meant(kind);

    /// <summary>A kind of Kubernetes itself, of any release, or of the Gateway API.</summary>
    public static bool IsEstablished(GroupKind kind) =>
        IsBuiltIn(kind) || (kind.Group == Kinds.Gateway.Group && Establishment.Kinds.Contains(kind));

    /// <summary>Groups of Kubernetes' own kinds, "" for the core one.</summary>
    public static ImmutableArray<string> BuiltInGroups => Resources.Groups;

    /// <summary>What the kinds of such a group are called in paths and in the rules of roles; null for other groups.</summary>
    public static IReadOnlySet<string>? ResourcesOf(string group) => Resources.OfGroups.GetValueOrDefault(group);

    /// <summary>The kind that a group of Kubernetes calls so in paths, in the rules of roles and in quotas; null for none.</summary>
    public static GroupKind? KindOfResource(string group, string resource) =>
        Resources.Kinds.TryGetValue((group, resource), out var kind) ? kind : null;

    /// <summary>The groups of Kubernetes that have a resource, in order, or had it last; empty for what is none.</summary>
    public static ImmutableArray<string> GroupsOf(string resource) =>
        [.. Resources.Groups.Where(group => Resources.OfGroups[group].Contains(resource) && !IsFormerGroup(group))];

    /// <summary>
    /// The group that people call so: "core" and "v1" for the one without a name, "apps/v1" as apiVersion has it, "networking" for
    /// networking.k8s.io. Null for other words.
    /// </summary>
    public static string? GroupCalled(string word)
    {
        if (word is "core" or "v1" or "core/v1")
            return "";

        var name = word.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? word[..slash] : word;
        return Resources.OfGroups.ContainsKey(name) ? name
            : Resources.Groups.Where(group => group.StartsWith(name + ".", StringComparison.Ordinal)).ToList() is [var only] ? only
            : null;
    }

    /// <summary>A group whose kinds have all gone to others, more of them than are known here.</summary>
    public static bool IsFormerGroup(string group) => group == "extensions";

    // "core" is what the documentation calls the group without a name. Files of other tools have groups of any name.
    private static bool IsSlip(string written, string group) => group.Length == 0
        ? written == "core"
        : written == group + ".k8s.io"
            || group.StartsWith(written + ".", StringComparison.Ordinal)
            || Spelling.Distance(written, group, limit: 2) <= (group.Length > 6 ? 2 : 1);

    /// <summary>Whether a Template of this apiVersion is OpenShift's, which older releases had in the group without a name.</summary>
    public static bool HasOpenShiftTemplates(string apiVersion) => apiVersion is "v1" or "template.openshift.io/v1";

    /// <summary>A resource of Kubernetes that is in no namespace, "" standing for the core group; false for what is none.</summary>
    public static bool IsClusterScoped(string group, string resource) => Resources.ClusterScoped.Contains((group, resource));

    /// <summary>
    /// A tool's configuration that has apiVersion and kind but is never applied: kind, kubeadm, audit policy, kubeconfig ….
    /// </summary>
    public static bool CarriesNoName(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? (apiVersion, kind) is ("v1", "Config") or ("v1", "Status") or ("v1", "Preferences") or ("v1", "Policy")
            : NamelessGroups.Contains(apiVersion[..slash]) || (kind is "AdmissionReview" or "ConversionReview");
    }

    private static bool IsCustomGroup(string group) =>
        group.Contains('.', StringComparison.Ordinal) && !group.EndsWith(".k8s.io", StringComparison.Ordinal)
            || group is "jobset.x-k8s.io" or "leaderworkerset.x-k8s.io";

    private static IEnumerable<KindInfo> Parse(string row)
    {
        var colon = row.IndexOf(": ", StringComparison.Ordinal);
        return row[(colon + 2)..].Split(' ')
            .Select(name => new KindInfo(new GroupKind(row[..colon], name.TrimStart('-')), !name.StartsWith('-'), IsKnown: true));
    }

    private static Dictionary<GroupKind, KindInfo> BuildAll()
    {
        var all = new Dictionary<GroupKind, KindInfo>();
        foreach (var info in BuiltIn.SelectMany(Parse))
            all[info.Kind] = info;

        AddBuiltInWorkloads(all);
        foreach (var row in CustomWorkloads)
            AddCustomWorkload(all, row.Split(" | "));
        return all;
    }

    private static void AddBuiltInWorkloads(Dictionary<GroupKind, KindInfo> all)
    {
        void Set(GroupKind kind, SelectorStyle selector, string paths, string labels = "", bool runsToCompletion = false) =>
            all[kind] = all[kind] with
            {
                Selector = selector,
                PodTemplates = Paths(paths),
                ClaimTemplates = ClaimPaths(paths),
                AddedLabels = [.. labels.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                RunsToCompletion = runsToCompletion,
            };

        const string JobLabels =
            "job-name controller-uid batch.kubernetes.io/job-name batch.kubernetes.io/controller-uid batch.kubernetes.io/job-completion-index";
        all[Kinds.Pod] = all[Kinds.Pod] with { PodTemplates = [NodePath.Parse("")] };
        Set(Kinds.ReplicationController, SelectorStyle.Map, "spec.template");
        Set(Kinds.Deployment, SelectorStyle.LabelSelector, "spec.template", "pod-template-hash");
        Set(Kinds.ReplicaSet, SelectorStyle.LabelSelector, "spec.template");
        Set(Kinds.StatefulSet, SelectorStyle.LabelSelector, "spec.template",
            "statefulset.kubernetes.io/pod-name apps.kubernetes.io/pod-index controller-revision-hash");
        Set(Kinds.DaemonSet, SelectorStyle.LabelSelector, "spec.template", "controller-revision-hash pod-template-generation");
        Set(Kinds.Job, SelectorStyle.LabelSelector, "spec.template", JobLabels, runsToCompletion: true);
        Set(Kinds.CronJob, SelectorStyle.None, "spec.jobTemplate.spec.template", JobLabels, runsToCompletion: true);
    }

    private static void AddCustomWorkload(Dictionary<GroupKind, KindInfo> all, string[] row)
    {
        var slash = row[0].IndexOf('/', StringComparison.Ordinal);
        var kind = new GroupKind(row[0][..slash], row[0][(slash + 1)..]);
        all[kind] = new KindInfo(kind, IsNamespaced: true, IsKnown: true)
        {
            PodTemplates = Paths(row[1]),
            ClaimTemplates = ClaimPaths(row[1]),
            AddedLabels = [.. row[2].Split(' ')],
            Selector = kind.Kind is "Rollout" or "CloneSet" || (kind.Group == "apps.kruise.io" && kind.Kind is "StatefulSet" or "DaemonSet")
                ? SelectorStyle.LabelSelector
                : SelectorStyle.None,
            Makes = row.Length > 3 ? Makes.Services : Makes.Nothing,
            RunsToCompletion = kind.Kind.EndsWith("Job", StringComparison.Ordinal) || kind.Kind is "JobSet" or "TaskRun",
        };
    }

    private static ImmutableArray<NodePath> Paths(string paths) =>
        paths == "spec.template" ? [SpecTemplate] : [.. paths.Split(' ').Select(NodePath.Parse)];

    private static ImmutableArray<NodePath> ClaimPaths(string templates) =>
        [.. templates.Split(' ').Select(path => path[..path.LastIndexOf('.')])
            .Distinct(StringComparer.Ordinal)
            .Select(path => NodePath.Parse(path + ".volumeClaimTemplates[*]"))];

    // Apart, as most runs need none of it.
    private static class Establishment
    {
        public static readonly HashSet<GroupKind> Kinds = [.. BuiltIn.Append(Gateways).SelectMany(Parse).Select(row => row.Kind)];
    }

    private static bool IsCustomClusterScoped(GroupKind kind) => kind.Group == ConstraintGroup || ClusterScope.Kinds.Contains(kind);

    private static class ClusterScope
    {
        public static readonly HashSet<GroupKind> Kinds =
            [.. from row in CustomClusterScoped
                let parts = row.Split(": ")
                from kind in parts[1].Split(' ')
                select new GroupKind(parts[0], kind)];
    }

    private static class Resources
    {
        // They are sent to a part of another resource, such as pods/eviction and deployments/scale, and have none of their own.
        private static readonly GroupKind[] OfSubresources = [new("policy", "Eviction"), new("autoscaling", "Scale")];

        public static readonly Dictionary<string, HashSet<string>> OfGroups = BuiltIn.SelectMany(Parse).Select(row => row.Kind)
            .Concat(MovedTo.Keys)
            .Except(OfSubresources)
            .GroupBy(kind => kind.Group, kind => Plurals.Of(kind.Kind.ToLowerInvariant()), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

        public static readonly Dictionary<(string Group, string Resource), GroupKind> Kinds = BuiltIn.SelectMany(Parse)
            .Select(row => row.Kind)
            .Except(OfSubresources)
            .ToDictionary(kind => (kind.Group, Plurals.Of(kind.Kind.ToLowerInvariant())));

        public static readonly HashSet<(string Group, string Resource)> ClusterScoped =
            [.. BuiltIn.SelectMany(Parse).Where(row => !row.IsNamespaced)
                .Select(row => (row.Kind.Group, Plurals.Of(row.Kind.Kind.ToLowerInvariant())))];

        public static readonly ImmutableArray<string> Groups = [.. OfGroups.Keys.Order(StringComparer.Ordinal)];
    }
}
