using System.Collections.Immutable;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Support;

/// <summary>
/// The tables of facts, each row run through what asks the table, one line a row. The mutants' judge is built with it too.
/// </summary>
public static class FactTables
{
    private const string None = "-";

    private static readonly string[] ManifestNames = [.. Words("""
        /Binding /ComponentStatus /ConfigMap /Endpoints /Event /LimitRange /Namespace /Node /PersistentVolumeClaim /PersistentVolume /Pod /PodTemplate
        /ReplicationController /ResourceQuota /Secret /ServiceAccount /Service
        admissionregistration.k8s.io/MutatingWebhookConfiguration admissionregistration.k8s.io/ValidatingWebhookConfiguration
        admissionregistration.k8s.io/ValidatingAdmissionPolicy admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding
        admissionregistration.k8s.io/MutatingAdmissionPolicy admissionregistration.k8s.io/MutatingAdmissionPolicyBinding
        apiextensions.k8s.io/CustomResourceDefinition apiregistration.k8s.io/APIService
        apps/ControllerRevision apps/DaemonSet apps/Deployment apps/ReplicaSet apps/StatefulSet
        authentication.k8s.io/TokenReview authentication.k8s.io/SelfSubjectReview
        authorization.k8s.io/LocalSubjectAccessReview authorization.k8s.io/SelfSubjectAccessReview authorization.k8s.io/SelfSubjectRulesReview authorization.k8s.io/SubjectAccessReview
        autoscaling/HorizontalPodAutoscaler autoscaling/Scale batch/CronJob batch/Job
        certificates.k8s.io/CertificateSigningRequest certificates.k8s.io/ClusterTrustBundle certificates.k8s.io/PodCertificateRequest
        coordination.k8s.io/Lease coordination.k8s.io/LeaseCandidate discovery.k8s.io/EndpointSlice events.k8s.io/Event
        flowcontrol.apiserver.k8s.io/FlowSchema flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration internal.apiserver.k8s.io/StorageVersion
        networking.k8s.io/Ingress networking.k8s.io/IngressClass networking.k8s.io/NetworkPolicy networking.k8s.io/IPAddress networking.k8s.io/ServiceCIDR
        node.k8s.io/RuntimeClass policy/Eviction policy/PodDisruptionBudget policy/PodSecurityPolicy
        rbac.authorization.k8s.io/ClusterRole rbac.authorization.k8s.io/ClusterRoleBinding rbac.authorization.k8s.io/Role rbac.authorization.k8s.io/RoleBinding
        resource.k8s.io/DeviceClass resource.k8s.io/ResourceClaim resource.k8s.io/ResourceClaimTemplate resource.k8s.io/ResourceSlice resource.k8s.io/DeviceTaintRule
        scheduling.k8s.io/PriorityClass scheduling.k8s.io/Workload settings.k8s.io/PodPreset
        storage.k8s.io/CSIDriver storage.k8s.io/CSINode storage.k8s.io/CSIStorageCapacity storage.k8s.io/StorageClass storage.k8s.io/VolumeAttachment storage.k8s.io/VolumeAttributesClass
        storagemigration.k8s.io/StorageVersionMigration
        extensions/Deployment extensions/DaemonSet extensions/ReplicaSet extensions/Ingress extensions/NetworkPolicy extensions/PodSecurityPolicy extensions/Other
        """)];

    private static readonly string[] CustomNames = [.. Words("""
        argoproj.io/Rollout apps.kruise.io/CloneSet apps.kruise.io/StatefulSet apps.kruise.io/DaemonSet apps.kruise.io/BroadcastJob apps.kruise.io/AdvancedCronJob
        apps.kruise.io/UnitedDeployment apps.openshift.io/DeploymentConfig serving.knative.dev/Service serving.knative.dev/Configuration batch.volcano.sh/Job
        jobset.x-k8s.io/JobSet leaderworkerset.x-k8s.io/LeaderWorkerSet kubeflow.org/MPIJob kubeflow.org/PyTorchJob kubeflow.org/TFJob kubeflow.org/XGBoostJob
        ray.io/RayCluster ray.io/RayService ray.io/RayJob agones.dev/Fleet agones.dev/GameServer keda.sh/ScaledJob tekton.dev/TaskRun
        cert-manager.io/Certificate cert-manager.io/CertificateRequest external-secrets.io/ExternalSecret external-secrets.io/ClusterExternalSecret bitnami.com/SealedSecret
        secrets-store.csi.x-k8s.io/SecretProviderClass monitoring.coreos.com/ServiceMonitor monitoring.coreos.com/PodMonitor monitoring.coreos.com/Probe
        monitoring.coreos.com/PrometheusRule monitoring.coreos.com/AlertmanagerConfig monitoring.coreos.com/ScrapeConfig monitoring.coreos.com/Prometheus
        argoproj.io/AppProject argoproj.io/AnalysisTemplate argoproj.io/ClusterAnalysisTemplate argoproj.io/Application kyverno.io/ClusterPolicy kyverno.io/Policy
        networking.gke.io/MultiClusterService kafka.strimzi.io/KafkaTopic kafka.strimzi.io/KafkaUser kafka.strimzi.io/Kafka kaito.sh/Workspace
        gateway.networking.k8s.io/Gateway tekton.dev/Task tekton.dev/Pipeline
        cert-manager.io/ClusterIssuer gateway.networking.k8s.io/GatewayClass external-secrets.io/ClusterSecretStore cilium.io/CiliumClusterwideNetworkPolicy
        projectcalico.org/GlobalNetworkPolicy crd.projectcalico.org/GlobalNetworkPolicy crd.antrea.io/ClusterNetworkPolicy policy.networking.k8s.io/AdminNetworkPolicy
        policy.networking.k8s.io/BaselineAdminNetworkPolicy policy.networking.k8s.io/ClusterNetworkPolicy keda.sh/ClusterTriggerAuthentication kueue.x-k8s.io/ResourceFlavor
        kueue.x-k8s.io/ClusterQueue kueue.x-k8s.io/AdmissionCheck kueue.x-k8s.io/Topology cloud.google.com/ComputeClass templates.gatekeeper.sh/ConstraintTemplate
        karpenter.sh/NodePool karpenter.k8s.aws/EC2NodeClass snapshot.storage.k8s.io/VolumeSnapshotClass networking.gke.io/Network networking.gke.io/GKENetworkParamSet
        security.openshift.io/SecurityContextConstraints monitoring.googleapis.com/ClusterPodMonitoring user.openshift.io/Group project.openshift.io/Project
        """)];

    private static readonly string[] Groups = [.. Words("""
        backstage.io audit.k8s.io cert-manager.io acme.cert-manager.io cilium.io cloud.google.com crd.projectcalico.org projectcalico.org dapr.io external-secrets.io bitnami.com
        gateway.networking.k8s.io gateway.networking.x-k8s.io inference.networking.k8s.io inference.networking.x-k8s.io k8s.cni.cncf.io keda.sh kueue.x-k8s.io kyverno.io
        litmuschaos.io linkerd.io policy.linkerd.io metrics.k8s.io monitoring.googleapis.com monitoring.gke.io networking.gke.io networking.istio.io security.istio.io
        telemetry.istio.io extensions.istio.io route.openshift.io scheduling.x-k8s.io secrets-store.csi.x-k8s.io security.openshift.io snapshot.storage.k8s.io
        templates.gatekeeper.sh constraints.gatekeeper.sh traefik.io traefik.containo.us velero.io gkebackup.gke.io autoscaling.k8s.io source.toolkit.fluxcd.io
        notification.toolkit.fluxcd.io image.toolkit.fluxcd.io source.extensions.fluxcd.io elbv2.k8s.aws vpcresources.k8s.aws karpenter.sh karpenter.k8s.aws
        karpenter.azure.com networking.k8s.aws getambassador.io configuration.konghq.com projectcontour.io k8s.nginx.org gateway.nginx.org gateway.envoyproxy.io
        pod-security.admission.config.k8s.io apiserver.config.k8s.io sriovnetwork.openshift.io multicluster.x-k8s.io apps.openshift.io crd.antrea.io
        policy.networking.k8s.io user.openshift.io oauth.openshift.io quota.openshift.io project.openshift.io image.openshift.io kaito.sh
        kustomize.config.k8s.io builtin kind.x-k8s.io kubeadm.k8s.io kubelet.config.k8s.io kubeproxy.config.k8s.io kubescheduler.config.k8s.io kubecontrollermanager.config.k8s.io
        apiserver.k8s.io client.authentication.k8s.io credentialprovider.kubelet.k8s.io config.k8s.io skaffold k3d.io ctlptl.dev tilt.dev eventratelimit.admission.k8s.io
        resourcequota.admission.k8s.io config.karmada.io controller-runtime.sigs.k8s.io component-config chart-releaser helm.sh nodeconfig.openshift.io jobset.config
        abac.authorization.kubernetes.io example.com apps
        """)];

    /// <summary>All tables: what each is about, and its rows.</summary>
    public static IEnumerable<(string Title, Func<string> Text)> All() =>
    [
        ("kinds of Kubernetes", () => Rows(ManifestNames, KindRow)),
        ("custom kinds", () => Rows(CustomNames, KindRow)),
        ("groups", () => Rows(Groups, GroupRow)),
        ("kinds that were probably meant",
            () => Rows(
                Words("apps/Ingress apps/deployment batch/Deployment /Deployment extensions/deployment policy/NetworkPolicy example.com/Ingress networking.k8s.io/ingress networking.k8s.io/ingres apps/Service apps/Event"),
                name => List(KindCatalog.Meant(Kind(name)).Select(kind => kind.ToString())))),
        ("custom kinds that were probably meant",
            () => Rows(
                Words("argoproj.io/Rolout argoproj.io/Rollout argoproj.io/Roll agroproj.io/Rollout cert-manager.oi/Certificate cert-manager.oi/Rollout apps/Rolout ray.io/RayJobs serving.knative.dev/Servce"),
                name => KindCatalog.MeantCustom(Kind(name))?.ToString() ?? "-")),
        ("resources of groups",
            () => Rows([.. KindCatalog.BuiltInGroups, "example.com"],
                group => List((KindCatalog.ResourcesOf(group) ?? new HashSet<string>(StringComparer.Ordinal))
                    .Order(StringComparer.Ordinal)))),
        ("groups of resources",
            () => Rows(Words("pods deployments events ingresses jobs podsecuritypolicies evictions scales widgets"),
                resource => List(KindCatalog.GroupsOf(resource).Select(group => group.Length == 0 ? "core" : group)))),
        ("what groups are called",
            () => Rows(
                Words("core v1 core/v1 apps/v1 networking.k8s.io/v1beta1 networking networking/v1 rbac storage apps network storag .io events.k8s example.com example.com/v1 / /v1"),
                word => KindCatalog.GroupCalled(word) is { } group ? group.Length == 0 ? "core" : group : "-")),
        ("domains of annotations",
            () => Rows(
                Words("cert-manager.io/issuer cert-manger.io/issuer darp.io/enabled dap.io/enabled nginx.ingress.kubernetes.io/limit-rps nginx.ingress.kubernetes.io/limit-rp nginx.ingress.kubernetes.io/auth-rul nginx.ingress.kubernets.io/anything nginxingress.kubernetes.io/anything elb.ingress.kubernetes.io/a nlb.ingress.kubernetes.io/a pvc.kubernetes.io/a vp.kubernetes.io/a networking.gks.io/a a.pp.kubernetes.io/a k.ubernetes.io/a ap.pkubernetes.io/a ingres.kubernetes.io/a cloud.google.con/a prometheus.i/scrape eks.amazonaws.co/a nvidia.ai/a haproxy.ingress.kubernetes.io/a example.com/anything plain"),
                key => KnownDomains.Slipped(key) ?? "-")),
        ("what carries no name",
            () => Rows(
                Words("v1/Config v1/Status v1/Preferences v1/Policy v1/Pod admission.k8s.io/v1/AdmissionReview apiextensions.k8s.io/v1/ConversionReview apps/v1/Deployment"),
                name => YesNo(KindCatalog.CarriesNoName(name[..name.LastIndexOf('/')], name[(name.LastIndexOf('/') + 1)..])))),
        ("words of commands", () => Rows(CommandWords, CommandRow)),
        ("variables in commands",
            () => Rows(Words("$PGUSER ${PGUSER} $(PGUSER) $1 $gt $A $AB $A1 $_A $ABc a$AB a$1$AB ${a} ${AB}c $AB_2x $ --x=$HOME $$AB"),
                word => YesNo(CommandLine.FindShellSyntax(Texts("cat", word)) is not null))),
        ("first words of commands",
            () => Rows(
                [
                    .. "sh -c|sh|/opt/my app/run|C:\\Program Files\\app.exe|d:app run| sh |echo a>b|echo 'a'|a-b_c=1 --d|curl http://web:80/"
                        .Split('|'),
                    "a\tb"
                ],
                word => $"several words {YesNo(CommandLine.IsSeveralWords(Texts(word)[0]))}, plain {YesNo(CommandLine.IsPlain(word))}")),
        ("variables from elsewhere",
            () => Rows("$(A)|$(B)|$(C)|$(D)|$(E)|$$(A)|$$(B) $(A)|$(B) $(A)|$(A|a$(A)b|$(B)$(C)|$()".Split('|'), FromElsewhere)),
        ("Ingress annotations", () => Rows(IngressKeys, key => IngressRow($"annotations: {{{key}: 'true'}}", "{}"))),
        ("Ingress annotations that are false",
            () => Rows(
                IngressKeys.Where(key => !IngressRow($"annotations: {{{key}: 'false'}}", "{}").StartsWith("-,", StringComparison.Ordinal)),
                key => IngressRow($"annotations: {{{key}: 'false'}}", "{}"))),
        ("Ingress classes without annotations",
            () => Rows(Words("nginx azure other"), name => IngressRow("", $"{{ingressClassName: {name}}}"))),
        ("Ingress classes",
            () => Rows(IngressClasses,
                name => IngressRow("annotations: {nginx.ingress.kubernetes.io/use-regex: 'true'}", $"{{ingressClassName: {name}}}"))),
        ("policies of network plugins", () => Rows(PluginSelectors, PluginRow)),
        ("what makes Secrets under a name that it says", () => Rows(Makers, name => YesNo(Producers.SaysNames(Kind(name))))),
        ("annotations by which Secrets are made and copied", () => Rows(Annotations, MakingRow)),
        ("labels that tell components apart",
            () => Rows(
                Words("app.kubernetes.io/component component tier app.kubernetes.io/name app k8s-app name service run io.kompose.service version"),
                ComponentRow)),
        ("ports that are injected",
            () => Rows(
                Words("http-envoy-prom linkerd-proxy linkerd-admin dapr-http dapr-grpc dapr-internal dapr-metrics dapr-debug http 15001 15006 15008 15020 15021 15090 4143 4191 3500 50001 50002 9090 40000 8080"),
                InjectedRow)),
        ("operators that complete templates",
            () => Rows(
                Words("serving.knative.dev/Service ray.io/RayCluster agones.dev/GameServer tekton.dev/TaskRun kubeflow.org/TFJob apps/Deployment"),
                CompletesRow)),
        ("keys whose values are no addresses",
            () => Rows(ContextKeys,
                key => $"key {YesNo(HostContexts.IsOtherKey(key, "web"))}, beside a name that speaks of it {YesNo(HostContexts.IsOtherKey(key, $"my-{key}"))}, in a line {YesNo(HostContexts.SaysOther($"{key}: ", "web"))}")),
        ("what stands before an address", () => Rows(Befores, before => YesNo(HostContexts.SaysOther(before, "web")))),
        ("endings of names",
            () => Rows(Endings, ending => List(StemKinds.Where(kind => NearNames.Stem(Kind(kind), "web" + ending) == "web")))),
        ("slips", () => Rows(Slips, pair => YesNo(NearNames.IsSlip(pair.Split(' ')[0], pair.Split(' ')[1])))),
        ("values of appProtocol",
            () => Rows(
                [.. Words("http HTTP https kubernetes.io/h2c kubernetes.io/ws kubernetes.io/wss kubernetes.io/other example.com/http tcp grpc redis")],
                value => PortProtocols.OfAppProtocol(value) ?? None)),
        ("protocols that contradict each other",
            () => Rows(Protocols.SelectMany(one => Protocols.Select(other => $"{one} {other}")),
                pair => YesNo(PortProtocols.Contradict(pair.Split(' ')[0], pair.Split(' ')[1])))),
        ("targets of autoscalers",
            () => Rows(
                Words("autoscaling/HorizontalPodAutoscaler autoscaling.k8s.io/VerticalPodAutoscaler keda.sh/ScaledObject keda.k8s.io/ScaledObject http.keda.sh/HTTPScaledObject"),
                ScalerRow)),
        ("catch-all paths", () => Rows(RegexPaths, path => RegexPath.CatchAll(path) is var (start, reach) ? $"{start} {reach}" : None)),
        ("paths as regular expressions",
            () => Rows(RegexPaths, path => $"begins with '{RegexPath.Head(path)}', {RegexPath.Captures(path)} groups")),
        ("names of objects that a cluster brings along", () => Rows(ClusterNames, ClusterRow)),
        ("namespaces of the cluster",
            () => Rows(Words("kube-system kube-public kube-node-lease default shop"),
                name => YesNo(WellKnownObjects.IsOfTheCluster(name)))),
        ("keys of ConfigMaps that name a host",
            () => Rows(HostKeys,
                key => $"alone {HostMentions.Scan("web.shop.svc", key).Count}, with a port {HostMentions.Scan("web:8080", key).Count}")),
        ("files of ConfigMaps that are read",
            () => Rows(FileNames,
                key => YesNo(Build(
                    $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{{key}: 'http://web:8080/'}}\n") is var graph
                    && HostMentions.Of(graph).Count > 0))),
        ("references of pods", () => References("apps/v1\nkind: StatefulSet", PodReferences)),
        ("references of other kinds",
            () => string.Concat(OtherReferences.Select(text => References(text.Split(" | ")[0].Replace(' ', '\n'), text.Split(" | ")[1])))),
        ("annotations of load balancers that end TLS",
            () => Rows(
                Words("service.beta.kubernetes.io/aws-load-balancer-ssl-cert service.beta.kubernetes.io/do-loadbalancer-tls-ports load-balancer.hetzner.cloud/http-certificates service.beta.kubernetes.io/aws-load-balancer-type service.beta.openshift.io/serving-cert-secret-name service.beta.kubernetes.io/do-loadbalancer-protocol"),
                key => $"true {YesNo(Terminates(key, "true"))}, https {YesNo(Terminates(key, "https"))}")),
        ("variables that the kubelet makes",
            () => Rows(
                Words("WEB_SERVICE_HOST WEB_PORT WEB_SERVICE_PORT WEB_SERVICE_PORT_HTTP WEB_PORT_80_TCP WEB_PORT_80_TCP_ADDR WEB_PORT_53_UDP_PORT WEB_PORT_9_SCTP_PROTO WEB_PORT_80 WEB_TCP PORT HOST WEB_HOST WEB_SERVICE_PORTS"),
                name => YesNo(VariableReferences.MayBeServiceLink(name)))),
        ("keys that were probably meant",
            () => Rows(
                [
                    "DB_HOST db-host", "db.host DB_HOST", "db-host dbhost", "db-host db-hots", "db-host db-port", "a b", "host host2",
                    "user_name username,user-name"
                ],
                pair => HeldKeys.Of(
                    Read($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{{string.Join(", ", pair.Split(' ')[1].Split(',').Select(key => $"{key}: a"))}}}\n")[0]).Nearest(pair.Split(' ')[0])?.Value ?? None)),
        ("fields that hold keys",
            () => Rows(Words("data binaryData stringData other"),
                field => List(HeldKeys.Of(Read($"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\n{field}: {{key: a}}\n")[0]).Names))),
        ("names that a configuration defines",
            () => Rows(
                [
                    "upstream web {", "backend web", "listen web", "server web", "  upstream  web{", "listen 8080", "upstream",
                    "frontend web", "listen web:80"
                ],
                line => List(HostScanner.NamesDefined(line)))),
        ("hosts in lines",
            () => Rows(
                [
                    "http://web", "http://web:80", "web:80", "web:8", "web:800", "a: http://", "://web", ".svc web.shop.svc",
                    ".svc,web.shop.svc", ".svc.cluster.local web.shop.svc:80", "http://user:pw@web:80/a", "http://web:80,api:81/",
                    "https://web", "ws://web", "wss://web", "redis://web", "docker://web", "oci://web", "unix://web", "file://web",
                    "image://web", "containerd://web", "docker-pullable://web", "urn://web", "spiffe://web", "arn://web", "web:20",
                    "web:21", "web:22", "web:25", "web:53", "web:79", "web.shop.svc", "web.shop.svc:80", "web.shop.svc:8", "web.shop.svc:",
                    "web.shop.svc:x", "web.shop.svc*", "a/web.shop.svc", "dnssrv+_http._tcp.web.shop.svc", "# web:80", "// web:80",
                    "; web:80", "<!-- web:80 -->", "-- web:80", "a # web:80", "a // web:80", "--web:80", "jdbc:mysql://db:3306,db2/x",
                    "web:80a", "http:// web:80", "x:y:80", "[::1]:80", "10.1.2.3:80", "a.b.c:443", "web:", "web:65536", "web:99999",
                    "http://web.", "http://Web_1:80"
                ],
                line => List(HostScanner.Scan(line)
                    .Select(host =>
                        $"{line.Substring(host.Start, host.Length)} as {host.Form}{(host.PortLength > 0 ? $" with {line.Substring(host.PortStart, host.PortLength)}" : "")}{(host.DefaultPort > 0 ? $", by default {host.DefaultPort}" : "")}")))),
        ("names that containers are told", () => Rows(NamesTold, NameUseRow)),
        ("monitors", () => Rows(
            Words("monitoring.coreos.com/ServiceMonitor monitoring.coreos.com/PodMonitor azmonitoring.coreos.com/ServiceMonitor azmonitoring.coreos.com/PodMonitor operator.victoriametrics.com/VMServiceScrape operator.victoriametrics.com/VMPodScrape monitoring.googleapis.com/PodMonitoring example.com/Monitor"),
            MonitorRow)),
        ("words that a label may have more",
            () => Rows(
                Words("app application svc service server srv deploy deployment dep pod pods container workload sts statefulset ds daemonset rs db api worker"),
                word => $"in the selector {YesNo(IsLikely($"web-{word}", "web"))}, on the pods {YesNo(IsLikely("web", $"web-{word}"))}, in one word {YesNo(IsLikely("web", "web" + word))}")),
        ("resources that cannot be shared",
            () => Rows(
                Words("cpu memory hugepages-2Mi nvidia.com/gpu kubernetes.io/batch-cpu node.kubernetes.io/a requests.nvidia.com/gpu ephemeral-storage"),
                name => $"{YesNo(ResourceNames.CannotBeShared(name))}, extended {YesNo(ResourceNames.IsExtended(name))}")),
    ];

    private static string[] CommandWords => [.. Words("""
        sh bash ash dash zsh ksh fish busybox powershell pwsh cmd /bin/sh cmd.exe CMD.EXE C:\Windows\cmd.exe
        python python2 python3 perl ruby node php lua awk gawk sed grep egrep jq envsubst expr test [ [[ find mongo mongosh psql mysql expect tclsh /usr/bin/psql cat curl
        | || && ; & > >> < 2>&1 >/dev/null 2>/dev/null 1>/dev/null &>/dev/null - --
        """)];

    private static string[] IngressKeys => [.. Words("""
        nginx.ingress.kubernetes.io/use-regex nginx.ingress.kubernetes.io/rewrite-target nginx.ingress.kubernetes.io/canary nginx.ingress.kubernetes.io/ssl-passthrough
        nginx.ingress.kubernetes.io/permanent-redirect nginx.ingress.kubernetes.io/temporal-redirect nginx.ingress.kubernetes.io/from-to-www-redirect nginx.ingress.kubernetes.io/server-alias
        nginx.org/mergeable-ingress-type nginx.org/path-regex konghq.com/methods konghq.com/headers konghq.com/protocols konghq.com/snis
        traefik.ingress.kubernetes.io/router.entrypoints traefik.ingress.kubernetes.io/router.priority traefik.ingress.kubernetes.io/router.tls haproxy-ingress.github.io/http-header-match
        haproxy-ingress.github.io/ssl-passthrough haproxy.org/ssl-passthrough zalando.org/skipper-predicate zalando.org/skipper-routes
        higress.io/exact-match-header-a higress.io/prefix-match-header-a higress.io/regex-match-header-a higress.io/match-method
        alb.ingress.kubernetes.io/use-regex alb.ingress.kubernetes.io/rewrite-target alb.ingress.kubernetes.io/group.name alb.ingress.kubernetes.io/conditions.web alb.ingress.kubernetes.io/conditions.other
        alb.ingress.kubernetes.io/certificate-arn alb.ingress.kubernetes.io/listen-ports networking.gke.io/managed-certificates networking.gke.io/certmap
        ingress.gcp.kubernetes.io/pre-shared-cert kubernetes.io/ingress.global-static-ip-name kubernetes.io/ingress.regional-static-ip-name appgw.ingress.kubernetes.io/appgw-ssl-certificate
        cert-manager.io/issuer cert-manager.io/cluster-issuer certmanager.k8s.io/issuer certmanager.k8s.io/cluster-issuer cert.gardener.cloud/purpose kubernetes.io/tls-acme
        kubernetes.io/ingress.class example.com/other
        """)];

    private static string[] IngressClasses => [.. Words("""
        alb gce gce-internal gce-multi-cluster my-alb traefik kong haproxy contour istio cilium azure azure-application-gateway ambassador skipper tailscale cloudflare-tunnel ngrok apisix
        higress voyager nginx nginx-azure Traefik webapprouting other
        """)];

    private static string[] Makers => [.. Words("""
        cert-manager.io/Certificate cert-manager.io/Issuer cert-manager.io/ClusterIssuer certmanager.k8s.io/Certificate cert.gardener.cloud/Certificate bitnami.com/SealedSecret
        external-secrets.io/ExternalSecret external-secrets.io/ClusterExternalSecret kubernetes-client.io/ExternalSecret secrets-store.csi.x-k8s.io/SecretProviderClass
        secrets.hashicorp.com/VaultStaticSecret redhatcop.redhat.io/VaultSecret onepassword.com/OnePasswordItem kafka.strimzi.io/KafkaUser trust.cert-manager.io/Bundle
        cdi.kubevirt.io/DataVolume kafka.strimzi.io/Kafka postgresql.cnpg.io/Cluster objectbucket.io/ObjectBucketClaim example.com/Other apps/Deployment
        """)];

    private static string[] Annotations => [.. Words("""
        service.beta.openshift.io/serving-cert-secret-name service.alpha.openshift.io/serving-cert-secret-name cert-manager.io/issuer cert-manager.io/cluster-issuer kubernetes.io/tls-acme
        reflector.v1.k8s.emberstack.com/reflection-allowed replicator.v1.mittwald.de/replicate-to kubed.appscode.com/sync example.com/other
        """)];

    private static string[] ContextKeys => [.. Words("""
        auth cred creds credential credentials pass password passwd pwd user username userpass secret token label labels volume volumes tag tags image version regex regexp expr
        title description summary message text -t -u -v -l -h FROM host url DB_PASSWORD db-user app.image PASSWORD Regex Host
        """)];

    private static string[] Befores =>
        [
            ">", "a >", "a>", "up{instance=\"", "up{", "{instance=\"", "${A=", "a} b=", "  - regex: '", "expr: up == ", "FROM ", "from ",
            "-H 'Host: ", "--header \"Host: ", "--header=\"Host: ", "proxy_set_header Host ", "Host: ", "Host=", "x Host: ", "curl -u ",
            "curl -h ", "--user=", "my-user: ", "user ", "user\t", "user=\"", "user='", "user=\\\"", "user~", "sync -v ~ ", "\tregex: ",
            "- \"regex\": \"", "'expr': '", "~FROM "
        ];

    private static string[] Endings =>
        [.. Words("-configmap -config-map -configuration -config -conf -cm -secrets -secret -credentials -creds -pv-claim -pvc -claim -service-account -serviceaccount -sa -cluster-role -clusterrole -role -data")];

    private static string[] StemKinds =>
        [.. Words("/ConfigMap /Secret /PersistentVolumeClaim /ServiceAccount rbac.authorization.k8s.io/Role rbac.authorization.k8s.io/ClusterRole /Service")];

    private static string[] Slips =>
    [
        "web-config web-cofnig", "web-1 web-2", "shop-tls ship-tls", "billing biling", "web-config webconfig", "web-config web.config",
        "api app", "api aip", "web wbe", "web-blue web-bleu",
        "password passwrod", "password1 password2", "db-password1 db-password2", "web-api-config web_api_config", "shop-config shopxconfig",
        "shop-cm shopxcm", "payments payment", "orders-db order-db",
        "a b", "web web", "config-a config-b", "web-green web-greem", "web-blue web-green", "shop-data-1 shop-date-1", "front-end frontend",
        "web-canary webcanary", "cart-svc crat-svc", "cart-svc card-svc", "carts-svc cards-svc",
        "abc-defg abcxdefg", "ab-defgh abxdefgh", "ab-cdef abxcdef",
    ];

    private static string[] Protocols => ["http", "https", "grpc", "metrics", "redis"];

    private static string[] RegexPaths =>
    [
        "/api(/|$)(.*)", "/api(?:/|$)(.*)", "/api($|/)(.*)", "/api(/|$).*", "/api(/|$)", "/api(/.*|$)", "/api(/(.*)|$)", "/api/?(.*)",
        "/api/?.*", "/api(/.*)?", "/api/?", "/api/*", "/api/(.*)", "/api/.*",
        "/api(.*)", "/api.*", "/API(/|$)(.*)", "/api(.*)$", "/api.*$", "/api/(a|b)(.*)", "/api", "/", "/(.*)", "/.*", "/api|/web",
        "/(api|web)", "/ap?i", "/api*", "/ap{2}i", "?a", "/[(](a)", "/\\((a)", "/(?<a>b)(?P<c>d)", "/(?:a)(?=b)(?!c)(?<=d)(?<!e)",
        "/[a]]((b))", "/a+b", "/a^b", "/a$",
    ];

    private static string[] ClusterNames => [.. Words("""
        attachdetach-controller certificate-controller cloud-controller-manager clusterrole-aggregation-controller coredns cronjob-controller daemon-set-controller deployment-controller
        disruption-controller endpoint-controller endpointslice-controller endpointslicemirroring-controller ephemeral-volume-controller expand-controller generic-garbage-collector
        horizontal-pod-autoscaler job-controller kube-dns kube-proxy namespace-controller node-controller persistent-volume-binder pod-garbage-collector pv-protection-controller
        pvc-protection-controller replicaset-controller replication-controller resourcequota-controller root-ca-cert-publisher service-account-controller service-controller
        statefulset-controller token-cleaner ttl-controller ttl-after-finished-controller default builder deployer
        standard standard-rwo standard-rwx premium-rwo premium-rwx enterprise-rwx enterprise-multishare-rwx zonal-rwx hyperdisk-balanced gp2 gp3 efs-sc managed managed-csi
        azurefile azurefile-csi azureblob-nfs do-block-storage do-block-storage-xfs linode-block-storage-retain local-path hostpath local-storage microk8s-hostpath oci oci-bv csi-hostpath-sc
        rook-ceph-block rook-cephfs longhorn vultr-block-storage-hdd ibmc-file scw-bssd-retain hcloud-volumes thin thin-csi
        kube-root-ca.crt openshift-service-ca.crt istio-ca-root-cert extension-apiserver-authentication kubeadm-config kubelet-config kubelet-config-1.30 aws-auth cluster-dns cluster-info
        default-token-x7b2k builder-dockercfg-x7b2k default-token-x7b bootstrap-token-abcdef system:a extension-apiserver-authentication-reader
        view edit admin cluster-admin cluster-reader cluster-status basic-user self-provisioner sudoer registry-viewer registry-editor registry-admin cluster-monitoring-view other
        """)];

    private static string[] HostKeys =>
        [.. Words("HOST DB_HOST HOSTNAME ADDR BIND_ADDR ADDRESS SERVER ENDPOINT URL URI HOSTS SERVERS BROKERS host NAME HOST_NAME IMAGE DB_USER TAG")];

    private static string[] FileNames =>
        [.. Words("a.md a.html a.htm a.css a.svg a.pem a.crt a.txt a.adoc a.rst a.csv a.MD a.conf a.yaml a APP_IMAGE image.tag VERSION")];

    private static string[] NamesTold =>
    [
        "command: [run, 'redis:6379']", "args: [run, 'redis:6379']", "env: [{name: A, value: 'redis:6379'}]",
        "env: [{name: A, value: redis}]",
        .. Words("HOST ADDR SERVER URL URI ENDPOINT host NAME").Select(word => $"env: [{{name: REDIS_{word}, value: redis}}]"),
        .. ((string[])["http://redis", "http://redis/a", "http://redis?a=b", "http://redis#a", "http://redis a", "http://redis\\na",
            "http://redis\\ra", "http://redis\\ta", "http://redis:80/a", "http://redis:80\\ta", "'http://redis'", "\\\"http://redis\\\"",
            "http://redis,a", "http://redis;a", "(http://redis)", "[http://redis]", "{http://redis}", "http://user:secret@redis:80/a",
            "http://localhost", "http://10.1.2.3", "http://$(HOST)/",
            "redis:6379,kafka.shop:9092", "a=redis:6379", "wait redis:6379 now", "wait\\nredis:6379\\n", "wait\\tredis:6379\\r",
            "redis\\nkafka.shop:9092", "redis/app:5", "redis:", ":6379", "redis:http", "redis:65535", "redis:65536", "://redis:6379",
            "://other:6379", "://other.shop.svc", "other:80", "other.shop.svc:80", "other.svc.shop:80"])
                .Select(value => $"args: [\"{value}\"]"),
    ];

    private static string[] PluginSelectors =>
    [
        "cilium.io/CiliumNetworkPolicy endpointSelector: {matchLabels: {L}}",
        "cilium.io/CiliumClusterwideNetworkPolicy endpointSelector: {matchLabels: {L}}",
        "cilium.io/CiliumNetworkPolicy endpointSelector: {matchLabels: {'k8s:L'}}",
        "cilium.io/CiliumNetworkPolicy endpointSelector: {matchLabels: {'any:L'}}",
        "cilium.io/CiliumNetworkPolicy endpointSelector: {matchLabels: {'reserved:L'}}",
        "cilium.io/CiliumNetworkPolicy endpointSelector: {matchLabels: {'io.L'}}", "cilium.io/CiliumNetworkPolicy endpointSelector: {}",
        "cilium.io/CiliumNetworkPolicy other: {L}",
        "crd.projectcalico.org/NetworkPolicy selector: \"C\"", "crd.projectcalico.org/GlobalNetworkPolicy selector: \"C\"",
        "projectcalico.org/NetworkPolicy selector: \"C\"", "projectcalico.org/GlobalNetworkPolicy selector: \"C\"",
        "projectcalico.org/NetworkPolicy selector: \"C && tier == 'a'\"", "projectcalico.org/NetworkPolicy selector: \"C || tier == 'a'\"",
        "projectcalico.org/NetworkPolicy selector: \"(C)\"", "projectcalico.org/NetworkPolicy selector: \"has(app) && C\"",
        "projectcalico.org/NetworkPolicy selector: \"projectcalico.org/C\"",
        "projectcalico.org/NetworkPolicy selector: \"tier != 'a' && C\"", "projectcalico.org/NetworkPolicy selector: ''",
        "crd.antrea.io/NetworkPolicy appliedTo: [{podSelector: {matchLabels: {L}}}]",
        "crd.antrea.io/ClusterNetworkPolicy appliedTo: [{podSelector: {matchLabels: {L}}}]",
        "policy.networking.k8s.io/AdminNetworkPolicy subject: {pods: {podSelector: {matchLabels: {L}}}}",
        "policy.networking.k8s.io/BaselineAdminNetworkPolicy subject: {pods: {podSelector: {matchLabels: {L}}}}",
        "policy.networking.k8s.io/ClusterNetworkPolicy subject: {pods: {podSelector: {matchLabels: {L}}}}",
        "networking.gke.io/FQDNNetworkPolicy podSelector: {matchLabels: {L}}", "networking.gke.io/FQDNNetworkPolicy podSelector: {}",
        "example.com/Policy podSelector: {matchLabels: {L}}",
    ];

    private const string PodReferences = """
        spec:
          serviceName: governing
          selector: {matchLabels: {app: web}}
          volumeClaimTemplates:
            - metadata: {name: data, annotations: {volume.beta.kubernetes.io/storage-class: class-of-annotation}}
              spec: {storageClassName: class-of-claim, dataSource: {kind: PersistentVolumeClaim, name: source}, dataSourceRef: {kind: PersistentVolumeClaim, name: source-ref}}
          template:
            metadata: {labels: {app: web}}
            spec:
              serviceAccountName: account
              serviceAccount: old-account
              imagePullSecrets: [{name: pull}]
              initContainers: [{name: a, envFrom: [{configMapRef: {name: init-map}}, {secretRef: {name: init-secret, optional: true}}], env: [{name: A, valueFrom: {configMapKeyRef: {name: init-key-map, key: a}}}, {name: B, valueFrom: {secretKeyRef: {name: init-key-secret, key: a}}}]}]
              containers: [{name: b, envFrom: [{configMapRef: {name: map}}, {secretRef: {name: secret}}], env: [{name: A, valueFrom: {configMapKeyRef: {name: key-map, key: a, optional: true}}}, {name: B, valueFrom: {secretKeyRef: {name: key-secret, key: a}}}]}]
              ephemeralContainers: [{name: c, envFrom: [{configMapRef: {name: late-map}}, {secretRef: {name: late-secret}}], env: [{name: A, valueFrom: {configMapKeyRef: {name: late-key-map, key: a}}}, {name: B, valueFrom: {secretKeyRef: {name: late-key-secret, key: a}}}]}]
              volumes:
                - {name: a, configMap: {name: volume-map}}
                - {name: b, secret: {secretName: volume-secret}}
                - {name: c, projected: {sources: [{configMap: {name: projected-map}}, {secret: {name: projected-secret}}]}}
                - {name: d, persistentVolumeClaim: {claimName: claim}}
                - {name: e, csi: {nodePublishSecretRef: {name: of-csi}}}
                - {name: f, azureFile: {secretName: of-azure}}
                - {name: g, cephfs: {secretRef: {name: of-cephfs}}}
                - {name: h, cinder: {secretRef: {name: of-cinder}}}
                - {name: i, flexVolume: {secretRef: {name: of-flex}}}
                - {name: j, iscsi: {secretRef: {name: of-iscsi}}}
                - {name: k, rbd: {secretRef: {name: of-rbd}}}
                - {name: l, scaleIO: {secretRef: {name: of-scaleio}}}
                - {name: m, storageos: {secretRef: {name: of-storageos}}}
                - {name: n, ephemeral: {volumeClaimTemplate: {metadata: {annotations: {volume.beta.kubernetes.io/storage-class: class-of-ephemeral-annotation}}, spec: {storageClassName: class-of-ephemeral, dataSource: {kind: PersistentVolumeClaim, name: ephemeral-source}, dataSourceRef: {kind: PersistentVolumeClaim, name: ephemeral-source-ref}}}}}
        """;

    private static string[] OtherReferences =>
    [
        "v1 kind:~Service | spec: {selector: {app: web}}",
        "networking.k8s.io/v1 kind:~Ingress | spec: {ingressClassName: class, tls: [{secretName: tls}], defaultBackend: {service: {name: fallback}}, rules: [{http: {paths: [{backend: {service: {name: web}}}]}}]}",
        "extensions/v1beta1 kind:~Ingress | spec: {backend: {serviceName: fallback}, rules: [{http: {paths: [{backend: {serviceName: web}}]}}]}",
        "v1 kind:~ReplicationController | spec: {selector: {app: web}}",
        "apps/v1 kind:~Deployment | spec: {selector: {matchLabels: {app: web}}}",
        "apps/v1 kind:~ReplicaSet | spec: {selector: {matchLabels: {app: web}}}",
        "apps/v1 kind:~DaemonSet | spec: {selector: {matchLabels: {app: web}}}",
        "autoscaling/v2 kind:~HorizontalPodAutoscaler | spec: {scaleTargetRef: {kind: Deployment, name: web, apiVersion: apps/v1}}",
        "autoscaling/v2 kind:~HorizontalPodAutoscaler | spec: {scaleTargetRef: {kind: ReplicationController, name: web, apiVersion: v1}}",
        "keda.sh/v1alpha1 kind:~ScaledObject | spec: {scaleTargetRef: {name: web}}",
        "autoscaling.k8s.io/v1 kind:~VerticalPodAutoscaler | spec: {targetRef: {kind: StatefulSet, name: web, apiVersion: apps/v1}}",
        "v1 kind:~ServiceAccount | {secrets: [{name: token}], imagePullSecrets: [{name: pull}]}",
        "rbac.authorization.k8s.io/v1 kind:~RoleBinding | {roleRef: {kind: Role, name: role}, subjects: [{kind: ServiceAccount, name: account}, {kind: ServiceAccount, name: other, namespace: else}, {kind: User, name: someone}]}",
        "rbac.authorization.k8s.io/v1 kind:~RoleBinding | {roleRef: {kind: ClusterRole, name: role}}",
        "rbac.authorization.k8s.io/v1 kind:~ClusterRoleBinding | {roleRef: {kind: ClusterRole, name: role}, subjects: [{kind: ServiceAccount, name: account, namespace: else}]}",
        "v1 kind:~PersistentVolumeClaim | spec: {storageClassName: class, dataSource: {kind: PersistentVolumeClaim, name: source}, dataSourceRef: {kind: VolumeSnapshot, name: shot}}",
        "v1 kind:~PersistentVolume | spec: {storageClassName: class}",
        "policy/v1 kind:~PodDisruptionBudget | spec: {selector: {matchLabels: {app: web}}}",
        "admissionregistration.k8s.io/v1 kind:~ValidatingWebhookConfiguration | webhooks: [{clientConfig: {service: {namespace: hooks, name: hook}}}]",
        "admissionregistration.k8s.io/v1 kind:~MutatingWebhookConfiguration | webhooks: [{clientConfig: {service: {namespace: hooks, name: hook}}}]",
        "apiregistration.k8s.io/v1 kind:~APIService | spec: {service: {namespace: hooks, name: hook}}",
        "apiextensions.k8s.io/v1 kind:~CustomResourceDefinition | spec: {conversion: {webhook: {clientConfig: {service: {namespace: hooks, name: hook}}}}}",
        "apiextensions.k8s.io/v1beta1 kind:~CustomResourceDefinition | spec: {conversion: {webhookClientConfig: {service: {namespace: hooks, name: hook}}}}",
        "networking.k8s.io/v1 kind:~NetworkPolicy | spec: {podSelector: {matchLabels: {app: web}}}",
        "monitoring.coreos.com/v1 kind:~PodMonitor | spec: {selector: {matchLabels: {app: web}}}",
        "gateway.networking.k8s.io/v1 kind:~Gateway | spec: {gatewayClassName: class, listeners: [{tls: {certificateRefs: [{name: tls}, {kind: ConfigMap, name: other}, {name: far, namespace: else}]}}]}",
        .. Words("HTTPRoute GRPCRoute TLSRoute TCPRoute UDPRoute").Select(kind =>
            $"gateway.networking.k8s.io/v1 kind:~{kind} | spec: {{parentRefs: [{{name: gateway}}, {{kind: Service, name: mesh}}], rules: [{{backendRefs: [{{name: web, namespace: else, filters: [{{requestMirror: {{backendRef: {{name: copy}}}}}}]}}, {{kind: Other, name: no}}], filters: [{{requestMirror: {{backendRef: {{name: mirror}}}}}}]}}]}}"),
    ];

    private static string KindRow(string name)
    {
        var (kind, info) = (Kind(name), KindCatalog.Find(Kind(name)));
        var form = NameForms.Of(kind, 36);
        return $"{(info.Kind == kind ? "" : $"now {info.Kind}, ")}{(KindCatalog.IsBuiltIn(kind) ? "built in, " : "")}{(info.IsKnown ? "known, " : "")}{(info.IsNamespaced ? "namespaced" : "cluster-scoped")}"
            + (info.IsWorkload
                ? $", pods at {List(info.PodTemplates.Select(path => $"'{path}'"))} ({info.Selector}{(info.RunsToCompletion ? ", completes" : "")}), claims at {List(info.ClaimTemplates.Select(path => path.ToString()))}, adds {List(info.AddedLabels)}"
                : "")
            + (info.Makes == Makes.Nothing ? "" : $", makes {info.Makes}")
            + (form is { } given ? $", names {given} up to {NameForms.LongestOf(kind, given)}" : "")
            + (NameForms.Of(kind, 35) != form ? ", otherwise before 1.36" : "");
    }

    private static string GroupRow(string group) =>
        $"{(KindCatalog.Find(new GroupKind(group, "Something")).Makes == Makes.Nothing ? "makes nothing" : "may make anything")}{(KindCatalog.CarriesNoName(group + "/v1", "Something") ? ", without names" : "")}";

    private static string CommandRow(string word) =>
        CommandLine.HasShell(Texts("exec", word)) ? "a shell"
        : CommandLine.FindShellSyntax(Texts("cat", word)) is not null ? "an operator"
        : CommandLine.FindShellSyntax(Texts(word, "|")) is null ? "reads operators itself"
        : "a word";

    private static string FromElsewhere(string word)
    {
        var pod = PodsOf(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, env: [{name: A, valueFrom: {fieldRef: {fieldPath: a}}}, {name: B, value: b}, {name: C, value: ''}, {name: C, valueFrom: {fieldRef: {fieldPath: a}}}, {name: D, value: a, valueFrom: {}}, {name: E, valueFrom: }]}]}\n");
        return CommandLine.FindVariableFromElsewhere(Texts(word)[0], pod.Containers[0]) is { } found
            ? found.Find("name")!.Value.Value
            : None;
    }

    private static string IngressRow(string metadata, string spec)
    {
        var graph = Build(
            $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web, {metadata}}}\nspec: {spec[..^1]}{(spec.Length > 2 ? ", " : "")}rules: [{{host: a.b, http: {{paths: [{{path: /a, pathType: Prefix, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}, {{path: /a*, pathType: Prefix, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}}}]}}\n");
        var ingress = graph.Ingresses[0];
        var (plain, star) = (ingress.Rules[0].Paths[0], ingress.Rules[0].Paths[1]);
        (string Word, bool Holds)[] facts =
        [
            ("takes some", IngressControllers.TakesSome(ingress)),
            ("canary", IngressControllers.IsCanary(ingress)),
            ("conditional", IngressControllers.IsConditional(plain.Backend!)),
            ("regex", IngressControllers.RegexAnnotation(plain) is not null),
            ("rewrites", IngressControllers.Rewrite(ingress) is not null),
            ("patterns", IngressControllers.ReadsPatterns(plain)),
            ("stars", IngressControllers.ReadsPatterns(star)),
            ("encrypts elsewhere", IngressControllers.EncryptsElsewhere(ingress)),
            ("redirect", IngressAnnotations.IsRedirect(ingress.Resource)),
            ("makes Secrets", IngressAnnotations.MakesSecrets(graph, ingress.Resource)),
            ("class by annotation", ingress.Class is { } name && IngressAnnotations.IsClassByAnnotation(name)),
            ("ingress-nginx", IngressAnnotations.IsIngressNginx(graph, ingress)),
        ];
        return $"{List(facts.Where(fact => fact.Holds).Select(fact => fact.Word))}, scope '{IngressControllers.ScopeOf(ingress)}', more hosts {List(IngressAnnotations.AddedHosts(ingress))}";
    }

    private static string PluginRow(string row)
    {
        var space = row.IndexOf(' ', StringComparison.Ordinal);
        var (kind, spec) = (Kind(row[..space]), row[(space + 1)..]);
        var answers = new List<string>();
        foreach (var (word, @namespace, value) in new[] { ("its pods", "shop", "web"), ("others", "shop", "cart"),
            ("of another namespace", "else", "web") })
        {
            var (label, comparison) = ($"app: {value}", $"app == '{value}'");
            var filled = spec.Replace("'k8s:L'", $"'k8s:app': {value}", StringComparison.Ordinal)
                .Replace("'any:L'", $"'any:app': {value}", StringComparison.Ordinal)
                .Replace("'reserved:L'", $"'reserved:app': {value}", StringComparison.Ordinal)
                .Replace("'io.L'", $"io.app: {value}", StringComparison.Ordinal)
                .Replace("{L}", $"{{{label}}}", StringComparison.Ordinal)
                .Replace("C", comparison, StringComparison.Ordinal);
            var graph = Build(
                $"apiVersion: {kind.Group}/v1\nkind: {kind.Kind}\nmetadata: {{name: a, namespace: {@namespace}}}\nspec:\n  {filled}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: shop, labels: {{app: web}}}}\nspec: {{}}\n");
            answers.Add($"{word} {(PluginPolicies.Of(graph) is [var policy, ..] ? YesNo(PluginPolicies.MaySelect(graph, policy, graph.PodTemplates[0])) : None)}");
        }

        return string.Join(", ", answers);
    }

    private static string MakingRow(string key)
    {
        var service = Build($"apiVersion: v1\nkind: Service\nmetadata: {{name: web, annotations: {{{key}: named}}}}\nspec: {{}}\n");
        var gateway = Build(
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: web, annotations: {{{key}: 'true'}}}}\nspec: {{listeners: [{{tls: {{certificateRefs: [{{name: named}}]}}}}]}}\n");
        var secret = Build($"apiVersion: v1\nkind: Secret\nmetadata: {{name: named, namespace: shop, annotations: {{{key}: 'true'}}}}\n");
        var external = Build(
            $"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {{name: named, namespace: shop}}\nspec: {{secretTemplate: {{annotations: {{{key}: 'true'}}}}}}\n");
        return $"on a Service {YesNo(MakesNamed(service, null))}, on a Gateway {YesNo(MakesNamed(gateway, null))}, on a Secret elsewhere {YesNo(MakesNamed(secret, "else"))}, in a template elsewhere {YesNo(MakesNamed(external, "else"))}";
    }

    private static bool MakesNamed(LinkGraph graph, string? @namespace) =>
        graph.NamedReferences.Producers.Make(Kinds.Secret, @namespace, "named");

    private static string NameUseRow(string container)
    {
        var graph = Build(
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  containers:\n    - name: web\n      {container}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: redis}}\nspec: {{}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: kafka, namespace: shop}}\nspec: {{}}\n");
        return List(NameUse.Of(graph, graph.PodTemplates[0]).Select(use => $"{use.Name}{(use.Port is { } port ? $" at {port}" : "")}"));
    }

    private static string MonitorRow(string name)
    {
        var graph = Build(
            $"apiVersion: {Kind(name).Group}/v1\nkind: {Kind(name).Kind}\nmetadata: {{name: a, namespace: shop}}\nspec: {{selector: {{}}, endpoints: [{{port: endpoint}}], podMetricsEndpoints: [{{port: endpoint of pods}}], namespaceSelector: {{any: true, matchNames: [else]}}}}\n");
        return MonitorView.Of(graph).FirstOrDefault() is { } monitor
            ? $"{List(monitor.Endpoints.Select(endpoint => endpoint.Find("port")!.Value.Value))} of {(monitor.Kind.SelectsServices ? "Services" : "pods")}{(monitor.IsAnywhere ? " anywhere" : "")} in {List(monitor.Namespaces.Select(given => given ?? None))}, by number {monitor.Kind.NumberField ?? None}"
            : None;
    }

    private static bool IsLikely(string asked, string given)
    {
        var graph = Build(
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {{selector: {{app: {asked}}}}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: b, labels: {{app: {given}}}}}\nspec: {{}}\n");
        return graph.NearestPods(null, graph.Services[0].Selector!, null)!.IsLikely;
    }

    private static string ComponentRow(string key)
    {
        string Pair(string image) =>
            string.Join("\n---\n",
                new[] { "front",
                    "store" }.Select(value =>
                        $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {value}}}\nspec: {{selector: {{matchLabels: {{{key}: {value}}}}}, template: {{metadata: {{labels: {{{key}: {value}}}}}, spec: {{containers: [{{name: a, image: '{image.Replace("IMAGE", value, StringComparison.Ordinal)}'}}]}}}}}}"));
        string Told(string image) =>
            Build(Pair(image)) is var graph && Variants.Difference(graph.PodTemplates[0], graph.PodTemplates[1]) is var (one, other)
                ? $"{one.Value} and {other.Value}"
                : None;
        return $"with the same image {Told("a/b:1@sha256:c")}, with another {Told("a:5/IMAGE:1")}";
    }

    private static string InjectedRow(string port)
    {
        string May(string annotations) => YesNo(InjectedPorts.MayAdd(
            PodsOf($"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, annotations: {{{annotations}}}}}\nspec: {{}}\n"),
            IntOrString.Read(YamlReader.Read(new SourceText("a.yaml", $"{port}\n")).Documents[0])!.Value));
        return $"plain {May("")}, with Dapr {May("dapr.io/enabled: 'true'")}, without {May("dapr.io/enabled: 'false'")}";
    }

    private static string CompletesRow(string name) =>
        YesNo(InjectedPorts.CompletesTemplate(
            PodsOf($"apiVersion: {Kind(name).Group}/v1\nkind: {Kind(name).Kind}\nmetadata: {{name: a}}\nspec: {{template: {{}}, headGroupSpec: {{template: {{}}}}, podTemplate: {{}}, tfReplicaSpecs: {{a: {{template: {{}}}}}}}}\n")));

    private static string ScalerRow(string name)
    {
        var rows = new List<string>();
        foreach (var target in (string[])["{name: web}", "{kind: StatefulSet, name: web}",
            "{apiVersion: apps/v1, kind: DaemonSet, name: web}", "{apiVersion: v1, kind: ReplicationController, name: web}",
            "{apiVersion: example.com/v1, kind: Other, name: web}", "{deploymentName: web}"])
        {
            foreach (var field in (string[])["scaleTargetRef", "targetRef"])
            {
                var graph = Build(
                    $"apiVersion: {Kind(name).Group}/v1\nkind: {Kind(name).Kind}\nmetadata: {{name: a}}\nspec: {{{field}: {target}, minReplicas: 2, maxReplicas: 5, minReplicaCount: 3, maxReplicaCount: 7}}\n");
                foreach (var scaled in ScaleTargets.Of(graph))
                    rows.Add($"{target} is {scaled.Kind} {scaled.Name} ({(ScaleTargets.CanScale(graph, scaled) ? "can" : "cannot")}, {(scaled.Range is var (fewest, most, _) ? $"{fewest} to {most}" : None)}, takes {List(ScaleTargets.ScalableBy(scaled.Scaler))})");
            }
        }

        var bare = ScaleTargets.Of(
            Build($"apiVersion: {Kind(name).Group}/v1\nkind: {Kind(name).Kind}\nmetadata: {{name: a}}\nspec: {{scaleTargetRef: {{kind: Deployment, name: web}}}}\n"))
            .FirstOrDefault();
        return string.Join("\n  ",
            [.. rows.Prepend(""), $"by default {(bare?.Range is var (least, greatest, _) ? $"{least} to {greatest}" : None)}"]);
    }

    private static string ClusterRow(string name) =>
        List(Words("/ConfigMap /Secret /ServiceAccount rbac.authorization.k8s.io/Role rbac.authorization.k8s.io/ClusterRole storage.k8s.io/StorageClass")
            .SelectMany(kind => ((string[])["kube-system", "kube-public", "shop"])
                .Where(place => WellKnownObjects.Has(Kind(kind), place, name))
                .Select(place => $"{Kind(kind).Kind} in {place}")));

    private static string References(string head, string body)
    {
        var text = $"apiVersion: {head.Replace('~', ' ')}\n"
            + (body[0] == '{'
                ? $"metadata: {{name: own, namespace: shop}}\n{body[1..^1].Replace("], ", "]\n", StringComparison.Ordinal).Replace("}, subjects", "}\nsubjects", StringComparison.Ordinal)}\n"
                : $"metadata: {{name: own, namespace: shop, annotations: {{volume.beta.kubernetes.io/storage-class: class-of-annotation}}}}\n{body}\n");
        var graph = Build(text);
        var lines = graph.Resources.SelectMany(resource => graph.ReferencesFrom(resource))
            .Select(reference => $"{reference.From.Kind} {reference.Row.Owner}.{reference.Row.Key}: {Told(reference.Target)}\n");
        return string.Concat(lines);
    }

    private static string Told(ReferenceTarget target) => target switch
    {
        NamedTarget named => $"{named.Kind} '{named.Name}' in {named.Namespace ?? "no namespace"}{(named.Optional ? ", optional" : "")}",
        SelectedTargets selected => $"{selected.Kind} with {selected.Selector} in {selected.Namespace ?? "no namespace"}",
        _ => "",
    };

    private static bool Terminates(string key, string value) =>
        LoadBalancerTls.IsTerminated(Read($"apiVersion: v1\nkind: Service\nmetadata: {{name: a, annotations: {{{key}: {value}}}}}\n")[0]);

    private static string Rows(IEnumerable<string> names, Func<string, string> tell) =>
        string.Concat(names.Select(name => $"{name.Replace("\t", "\\t", StringComparison.Ordinal)}: {tell(name)}\n"));

    private static string[] Words(string text) => text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static string List(IEnumerable<string> words) => string.Join(" | ", words) is { Length: > 0 } list ? list : None;

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static GroupKind Kind(string name) =>
        new(name[..name.IndexOf('/', StringComparison.Ordinal)], name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);

    private static ImmutableArray<Node> Texts(params string[] words) =>
        [.. YamlReader.Read(new SourceText("a.yaml",
            $"[{string.Join(", ", words.Select(word => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'"))}]\n")).Documents[0].Items];

    private static PodTemplate PodsOf(string text) => Build(text).PodTemplates[0];

    private static LinkGraph Build(string text) => LinkGraphBuilder.Build(Read(text), Stage.Whole);

    private static ImmutableArray<Resource> Read(string text) =>
        ManifestReader.Read(YamlReader.Read(new SourceText("manifest.yaml", text))).Resources;
}
