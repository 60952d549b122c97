using Linter.Graph;
using Linter.Manifests;
using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Graph;

/// <summary>Rows of the tables of facts, each seen at what it is for.</summary>
public class FactTableTests
{
    [Theory]
    [InlineData("alb.ingress.kubernetes.io/certificate-arn")]
    [InlineData("alb.ingress.kubernetes.io/listen-ports")]
    [InlineData("networking.gke.io/managed-certificates")]
    [InlineData("networking.gke.io/certmap")]
    [InlineData("ingress.gcp.kubernetes.io/pre-shared-cert")]
    [InlineData("traefik.ingress.kubernetes.io/router.tls")]
    [InlineData("appgw.ingress.kubernetes.io/appgw-ssl-certificate")]
    [InlineData("nginx.ingress.kubernetes.io/ssl-passthrough")]
    [InlineData("haproxy.org/ssl-passthrough")]
    [InlineData("haproxy-ingress.github.io/ssl-passthrough")]
    [InlineData("nginx.org/mergeable-ingress-type")]
    public void Annotations_by_which_an_Ingress_needs_no_TLS_section(string annotation)
    {
        Lint.Only("ingress-without-tls", ("ingress.yaml", Ingress("example.com/other", "example"))).Findings.Should().ContainSingle();
        Lint.Only("ingress-without-tls", ("ingress.yaml", Ingress(annotation, "example"))).Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("tailscale")]
    [InlineData("cloudflare-tunnel")]
    [InlineData("ngrok")]
    public void Classes_that_always_encrypt(string name) =>
        Lint.Only("ingress-without-tls", ("ingress.yaml", Ingress("example.com/other", name))).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("cephfs: {monitors: [a], secretRef: {name: NAME}}")]
    [InlineData("cinder: {volumeID: a, secretRef: {name: NAME}}")]
    [InlineData("flexVolume: {driver: a/b, secretRef: {name: NAME}}")]
    [InlineData("iscsi: {targetPortal: a, iqn: b, lun: 0, secretRef: {name: NAME}}")]
    [InlineData("rbd: {monitors: [a], image: b, secretRef: {name: NAME}}")]
    [InlineData("scaleIO: {gateway: a, system: b, volumeName: c, secretRef: {name: NAME}}")]
    [InlineData("storageos: {volumeName: a, secretRef: {name: NAME}}")]
    [InlineData("azureFile: {shareName: a, secretName: NAME}")]
    [InlineData("csi: {driver: a.b, nodePublishSecretRef: {name: NAME}}")]
    [InlineData("secret: {secretName: NAME}")]
    [InlineData("projected: {sources: [{secret: {name: NAME}}]}")]
    public void Volumes_that_read_a_Secret(string volume)
    {
        var pod = $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  volumes: [{{name: a, {volume.Replace("NAME", "pasword", StringComparison.Ordinal)}}}]\n";
        const string Secret = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: password}\nstringData: {a: b}\n";

        Lint.Only("secret-not-found", ("pod.yaml", pod + Secret)).Findings.Should().ContainSingle().Which.Span.Slice
            .ToString()
            .Should().Be("pasword");
        Lint.Only("secret-not-found", ("pod.yaml", pod.Replace("pasword", "password", StringComparison.Ordinal) + Secret))
            .Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("ConfigMap", "annotations", "service.beta.openshift.io/inject-cabundle")]
    [InlineData("ConfigMap", "annotations", "service.alpha.openshift.io/inject-cabundle")]
    [InlineData("ConfigMap", "labels", "config.openshift.io/inject-trusted-cabundle")]
    [InlineData("Secret", "annotations", "avp.kubernetes.io/path")]
    [InlineData("Secret", "annotations", "vault.security.banzaicloud.io/vault-addr")]
    [InlineData("Secret", "annotations", "secret-generator.v1.mittwald.de/autogenerate")]
    [InlineData("Secret", "annotations", "secret-generator.cs.sap.com/enabled")]
    [InlineData("Secret", "annotations", "reflector.v1.k8s.emberstack.com/reflects")]
    [InlineData("Secret", "annotations", "replicator.v1.mittwald.de/replicate-from")]
    [InlineData("ConfigMap", "annotations", "kubed.appscode.com/sync")]
    public void Marks_of_what_a_controller_fills_in(string kind, string map, string key)
    {
        HeldKeys.Of(Read($"apiVersion: v1\nkind: {kind}\nmetadata: {{name: a, {map}: {{{key}: 'true'}}}}\n")).IsFilled.Should().BeTrue();
        HeldKeys.Of(Read($"apiVersion: v1\nkind: {kind}\nmetadata: {{name: a, {map}: {{example.com/a: 'true'}}}}\n"))
            .IsFilled.Should().BeFalse();
    }

    [Fact]
    public void Keys_of_a_token_Secret()
    {
        var keys = HeldKeys.Of(Read("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/service-account-token\n"));

        new[] { "token", "ca.crt", "namespace", "password" }.Where(keys.Has).Should().Equal("token", "ca.crt", "namespace");
    }

    [Theory]
    [InlineData("blue green red canary stable baseline primary secondary preview active passive standby shadow mirror")]
    [InlineData("leader follower master masters slave slaves replica replicas read write reader writer readonly rw ro")]
    [InlineData("hot warm cold data main backup old new current next prod production staging stage test dev beta alpha")]
    [InlineData("zone region az rack shard partition cell node peer member pool group instance")]
    [InlineData("us eu ap asia europe east west north south central northeast southeast northwest southwest")]
    [InlineData("amd arm amd64 arm64 x86 linux windows gpu cpu spot ondemand large small medium one two three v2 2")]
    public void Words_that_tell_variants_of_one_thing_apart(string words)
    {
        words.Split(' ').Where(word => !Variants.AreVariants("web-" + word, "web")).Should().BeEmpty();
        words.Split(' ').Where(word => Variants.AreVariants("web-" + word, "cart-" + word)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("http", "http")]
    [InlineData("http2-api", null)]
    [InlineData("http2", "http")]
    [InlineData("ws", "http")]
    [InlineData("https", "https")]
    [InlineData("wss", "https")]
    [InlineData("tls", "https")]
    [InlineData("ssl", "https")]
    [InlineData("grpc-web", null)]
    [InlineData("grpc", "grpc")]
    [InlineData("prometheus", "metrics")]
    [InlineData("metrics", "metrics")]
    [InlineData("http-metrics", null)]
    [InlineData("tls-https", "https")]
    [InlineData("redis-0", "redis")]
    [InlineData("redis-exporter", null)]
    [InlineData("mariadb", "mysql")]
    [InlineData("mysql", "mysql")]
    [InlineData("postgresql", "postgres")]
    [InlineData("postgres", "postgres")]
    [InlineData("mongo", "mongodb")]
    [InlineData("mongodb", "mongodb")]
    [InlineData("amqps", "amqp")]
    [InlineData("amqp", "amqp")]
    [InlineData("mqtt", "mqtt")]
    [InlineData("kafka", "kafka")]
    [InlineData("kafka-ui", null)]
    [InlineData("memcached", "memcached")]
    [InlineData("ldap", "ldap")]
    [InlineData("ssh", "ssh")]
    [InlineData("smtp", "smtp")]
    [InlineData("ftp", "ftp")]
    [InlineData("dns", "dns")]
    [InlineData("web", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Names_of_ports_that_say_a_protocol(string? name, string? protocol) => PortProtocols.OfName(name).Should().Be(protocol);

    [Fact]
    public void Words_beside_which_a_product_says_no_protocol() =>
        "exporter ui admin express dashboard console manager management mgmt api rest proxy web jmx health healthz status probe debug stats monitoring gateway redirect acme to external"
            .Split(' ').Where(word => PortProtocols.OfName("redis-" + word) is not null).Should().BeEmpty();

    [Theory]
    [InlineData("web", "web at 0")]
    [InlineData("web.shop", "web at 0 of shop, shop at 4 with pod web")]
    [InlineData("web-0.nginx.shop", "nginx at 6 of shop with pod web-0")]
    [InlineData("web.shop.svc", "web at 0 of shop")]
    [InlineData("web-0.nginx.shop.svc.cluster.local.", "nginx at 6 of shop with pod web-0")]
    [InlineData("_http._tcp.web.shop.svc", "web at 11 of shop")]
    [InlineData("a.b.c.d", "")]
    [InlineData("web_1", "")]
    public void Names_as_the_DNS_of_the_cluster_reads_them(string host, string expected) =>
        string.Join(", ", ClusterName.Read(host).Select(name =>
            $"{name.Service} at {name.ServiceStart}{(name.Namespace is null ? "" : " of " + name.Namespace)}{(name.Pod is null ? "" : " with pod " + name.Pod)}"))
                .Should().Be(expected);

    [Theory]
    [InlineData("ConfigMap", "shop", "kube-root-ca.crt openshift-service-ca.crt istio-ca-root-cert")]
    [InlineData("ConfigMap", "kube-system", "extension-apiserver-authentication coredns kube-dns kube-proxy kubeadm-config kubelet-config-1.23 aws-auth cluster-dns")]
    [InlineData("ConfigMap", "kube-public", "cluster-info")]
    [InlineData("Secret", "shop", "default-token-x7b2k builder-dockercfg-x7b2k")]
    [InlineData("Secret", "kube-system", "bootstrap-token-abcdef")]
    [InlineData("ServiceAccount", "shop", "default builder deployer")]
    [InlineData("ServiceAccount", "kube-system", "coredns kube-proxy generic-garbage-collector node-controller statefulset-controller ttl-after-finished-controller")]
    [InlineData("Role", "kube-system", "system::leader-locking-kube-scheduler extension-apiserver-authentication-reader")]
    [InlineData("ClusterRole", null, "view edit admin cluster-admin system:node cluster-reader cluster-status basic-user self-provisioner sudoer registry-viewer registry-editor registry-admin cluster-monitoring-view")]
    [InlineData("StorageClass", null, "standard gp2 gp3 default managed-csi azurefile-premium local-path hostpath longhorn thin-csi")]
    public void What_a_cluster_brings_along(string kind, string? @namespace, string names)
    {
        var group = kind.EndsWith("Role", StringComparison.Ordinal) ? "rbac.authorization.k8s.io"
            : kind == "StorageClass" ? "storage.k8s.io"
            : "";

        names.Split(' ').Where(name => !WellKnownObjects.Has(new GroupKind(group, kind), @namespace, name)).Should().BeEmpty();
        WellKnownObjects.Has(new GroupKind(group, kind), @namespace, "web").Should().BeFalse();
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("oci")]
    [InlineData("unix")]
    [InlineData("file")]
    [InlineData("image")]
    [InlineData("containerd")]
    [InlineData("docker-pullable")]
    [InlineData("urn")]
    [InlineData("spiffe")]
    [InlineData("arn")]
    public void Schemes_whose_hosts_are_none(string scheme) => HostScanner.Scan($"{scheme}://web:8080/a").Should().BeEmpty();

    [Fact]
    public void A_comment_at_the_end_of_a_line_names_no_host()
    {
        HostScanner.Scan("a: web:80 # other:81").Should().ContainSingle();
        HostScanner.Scan("a: web:80 // other:81").Should().ContainSingle();
        HostScanner.Scan("a: web:80 // other:81 # third:82").Should().ContainSingle();
    }

    [Theory]
    [InlineData("config-map-not-found", "ConfigMap", "-configmap -config-map -config -conf -cm")]
    [InlineData("secret-not-found", "Secret", "-secrets -secret -credentials -creds")]
    [InlineData("claim-not-found", "PersistentVolumeClaim", "-pv-claim -pvc -claim")]
    [InlineData("service-account-not-found", "ServiceAccount", "-service-account -serviceaccount -sa")]
    [InlineData("role-not-found", "Role", "-role")]
    [InlineData("role-not-found", "ClusterRole", "-cluster-role -clusterrole -role")]
    public void Endings_that_people_leave_off(string rule, string kind, string endings)
    {
        foreach (var ending in endings.Split(' '))
        {
            var isRole = kind.EndsWith("Role", StringComparison.Ordinal);
            var asks = isRole
                ? $"apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}Binding\nmetadata: {{name: binding}}\nroleRef: {{apiGroup: rbac.authorization.k8s.io, kind: {kind}, name: billing}}\nsubjects: [{{kind: User, name: someone}}]\n"
                : "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  serviceAccountName: billing\n  containers: [{name: web, image: web, envFrom: [{configMapRef: {name: billing}}, {secretRef: {name: billing}}]}]\n  volumes: [{name: a, persistentVolumeClaim: {claimName: billing}}]\n";
            var holds = $"---\napiVersion: {(isRole ? "rbac.authorization.k8s.io/v1" : "v1")}\nkind: {kind}\nmetadata: {{name: billing{ending}}}\n";

            Lint.Only(rule, ("manifest.yaml", asks + holds)).Findings.Should().ContainSingle().Which.Help
                .Should().Be($"did you mean 'billing{ending}'?");
        }
    }

    [Theory]
    [InlineData("monitoring.coreos.com/v1", "PodMonitor", "podMetricsEndpoints")]
    [InlineData("azmonitoring.coreos.com/v1", "PodMonitor", "podMetricsEndpoints")]
    [InlineData("operator.victoriametrics.com/v1beta1", "VMPodScrape", "podMetricsEndpoints")]
    [InlineData("monitoring.googleapis.com/v1", "PodMonitoring", "endpoints")]
    [InlineData("monitoring.coreos.com/v1", "ServiceMonitor", "endpoints")]
    [InlineData("azmonitoring.coreos.com/v1", "ServiceMonitor", "endpoints")]
    [InlineData("operator.victoriametrics.com/v1beta1", "VMServiceScrape", "endpoints")]
    public void Monitors_name_a_port(string apiVersion, string kind, string endpoints)
    {
        var monitor = $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {{selector: {{matchLabels: {{app: web}}}}, {endpoints}: [{{port: METRICS}}]}}\n";
        const string Web = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, labels: {app: web}}
            spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec: {containers: [{name: web, image: "registry.example.com/web:1.0", ports: [{name: http, containerPort: 8080}]}]}
            """;

        Lint.Only("monitor-port-not-found", ("manifest.yaml", monitor.Replace("METRICS", "metrics", StringComparison.Ordinal) + Web))
            .Findings.Should().ContainSingle().Which.Span.Slice
            .ToString()
            .Should().Be("metrics");
        Lint.Only("monitor-port-not-found", ("manifest.yaml", monitor.Replace("METRICS", "http", StringComparison.Ordinal) + Web))
            .Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("apps/Deployment", "pod-template-hash")]
    [InlineData("apps/StatefulSet", "statefulset.kubernetes.io/pod-name apps.kubernetes.io/pod-index controller-revision-hash")]
    [InlineData("apps/DaemonSet", "controller-revision-hash pod-template-generation")]
    [InlineData("batch/Job", "job-name controller-uid batch.kubernetes.io/job-name batch.kubernetes.io/controller-uid batch.kubernetes.io/job-completion-index")]
    [InlineData("batch/CronJob", "job-name controller-uid batch.kubernetes.io/job-name batch.kubernetes.io/controller-uid batch.kubernetes.io/job-completion-index")]
    public void Labels_that_controllers_add_to_their_pods(string kind, string labels)
    {
        var info = KindCatalog.Find(new GroupKind(kind.Split('/')[0], kind.Split('/')[1]));

        labels.Split(' ').Where(label => !info.AddsLabel(label)).Should().BeEmpty();
        info.AddsLabel("app").Should().BeFalse();
    }

    private static string Ingress(string annotation, string className) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop, annotations: { {{annotation}}: 'true'} }
        spec:
          ingressClassName: {{className}}
          rules:
            - host: shop.example.com
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80} } } }]}
        """;

    private static Resource Read(string text) => ManifestReader.Read(YamlReader.Read(new SourceText("manifest.yaml", text))).Resources[0];
}
