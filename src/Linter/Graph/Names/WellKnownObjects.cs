using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>
/// Objects that a cluster or its usual add-ons bring along. Sources: the controllers of kube-controller-manager (root CA,
/// tokens, default ServiceAccount), kubeadm, the API server's bootstrap policy, OpenShift, Istio, and the storage classes
/// that the managed offerings, k3s, minikube and kind install.
/// </summary>
internal static class WellKnownObjects
{
    // "kind | namespace, or * for each | names".
    private static readonly ILookup<GroupKind, (string Namespace, string Name)> Names = new[]
    {
        (Kinds.ConfigMap, "* | kube-root-ca.crt openshift-service-ca.crt istio-ca-root-cert"),
        (Kinds.ConfigMap,
            "kube-system | extension-apiserver-authentication coredns kube-dns kube-proxy kubeadm-config kubelet-config* aws-auth cluster-dns"),
        (Kinds.ConfigMap, "kube-public | cluster-info"),
        (Kinds.Secret, "* | *-token-????? *-dockercfg-?????"),
        (Kinds.Secret, "kube-system | bootstrap-token-*"),
        (Kinds.ServiceAccount, "* | default builder deployer pipeline"),
        (Kinds.ServiceAccount,
            "kube-system | attachdetach-controller certificate-controller cloud-controller-manager clusterrole-aggregation-controller coredns cronjob-controller daemon-set-controller deployment-controller disruption-controller endpoint-controller endpointslice-controller endpointslicemirroring-controller ephemeral-volume-controller expand-controller generic-garbage-collector horizontal-pod-autoscaler job-controller kube-dns kube-proxy namespace-controller node-controller persistent-volume-binder pod-garbage-collector pv-protection-controller pvc-protection-controller replicaset-controller replication-controller resourcequota-controller root-ca-cert-publisher service-account-controller service-controller statefulset-controller token-cleaner ttl-controller ttl-after-finished-controller"),
        (Kinds.Role, "* | system:*"),
        (Kinds.Role, "kube-system | extension-apiserver-authentication-reader"),
        (Kinds.ClusterRole,
            "* | view edit admin cluster-admin system:* cluster-reader cluster-status basic-user self-provisioner sudoer registry-viewer registry-editor registry-admin cluster-monitoring-view"),
        (Kinds.StorageClass,
            "* | standard standard-rwo standard-rwx premium-rwo premium-rwx enterprise-rwx enterprise-multishare-rwx zonal-rwx hyperdisk-* gp2 gp3 efs-sc default managed managed-* azurefile azurefile-* azureblob-* do-block-storage* linode-block-storage* local-path hostpath local-storage microk8s-hostpath oci oci-bv csi-hostpath-sc rook-ceph-block rook-cephfs longhorn vultr-block-storage* ibmc-* scw-bssd* hcloud-volumes thin thin-csi"),
    }.SelectMany(row => Parse(row.Item1, row.Item2)).ToLookup(row => row.Kind, row => (row.Namespace, row.Name));

    // Bootstrap policy of the API server and OpenShift. Add-ons make more names that begin so, hence "system:*" above.
    private static readonly ImmutableArray<string> SystemRoles =
    [
        .. ("aggregate-to-admin aggregate-to-edit aggregate-to-view auth-delegator basic-user cluster-trust-bundle-discovery discovery heapster kube-aggregator kube-controller-manager kube-dns kube-scheduler kubelet-api-admin monitoring node node-bootstrapper node-problem-detector node-proxier persistent-volume-provisioner public-info-viewer service-account-issuer-discovery volume-scheduler"
            + " deployer image-auditor image-builder image-puller image-pusher image-signer master node-admin node-reader registry router sdn-manager sdn-reader webhook")
            .Split(' ').Select(name => "system:" + name),
    ];

    // The labels of pods that clusters run in kube-system themselves: their DNS, kube-proxy, and what kubeadm runs of the control plane.
    private static readonly ImmutableArray<ImmutableArray<string>> Pods =
    [
        ["k8s-app=kube-dns"],
        ["k8s-app=kube-proxy"],
        .. "etcd kube-apiserver kube-controller-manager kube-scheduler".Split(' ')
            .Select(name => ImmutableArray.Create($"component={name}", "tier=control-plane")),
    ];

    // Services of what is installed by a chart, a release or an operator: "what brings them | namespace, or * for each | names". Sources: the
    // charts and release manifests of each. Those that a chart names after its release are here where its own name is among the words.
    private static readonly ILookup<string, (string Name, string Of)> Services = new[]
    {
        "Longhorn | longhorn-system | longhorn-frontend longhorn-backend",
        "the Prometheus Operator | * | prometheus-operated alertmanager-operated",
        "a chart of Prometheus | * | *kube-prometheus-prometheus *kube-prometheus-alertmanager *kube-prometheus-stack-prometheus *kube-prometheus-stack-alertmanager *kube-prometheus-stack-grafana",
        "Argo CD | argocd | argocd-server argocd-server-metrics argocd-repo-server argocd-dex-server argocd-redis argocd-metrics argocd-applicationset-controller",
        "Argo Workflows | argo | argo-server",
        "the Kubernetes Dashboard | kubernetes-dashboard | kubernetes-dashboard kubernetes-dashboard-kong-proxy kubernetes-dashboard-web kubernetes-dashboard-api kubernetes-dashboard-auth",
        "Istio | istio-system | istiod istio-ingressgateway istio-egressgateway kiali",
        "ingress-nginx | ingress-nginx | ingress-nginx-controller ingress-nginx-controller-admission",
        "Knative | knative-eventing | broker-ingress broker-filter",
        "Knative | kourier-system | kourier kourier-internal",
        "Tekton | tekton-pipelines | tekton-dashboard",
        "Rook | rook-ceph | rook-ceph-mgr rook-ceph-mgr-dashboard",
    }.Select(row => row.Split(" | ")).SelectMany(row => row[2].Split(' ').Select(name => (Of: row[0], Namespace: row[1], Name: name)))
        .ToLookup(row => row.Namespace, row => (row.Name, row.Of), StringComparer.Ordinal);

    private static readonly HashSet<string> OfTheCluster = new(StringComparer.Ordinal) { "kube-system", "kube-public", "kube-node-lease" };

    /// <summary>It is there without any manifest.</summary>
    public static bool Has(GroupKind kind, string? @namespace, string name) =>
        Names[kind].Any(row => (row.Namespace == "*" || row.Namespace == @namespace) && Wildcard.Matches(row.Name, name));

    /// <summary>"Longhorn": what usually brings the Service along, applied by somebody else; null where nothing is known to.</summary>
    public static string? BringerOfService(string? @namespace, string name) =>
        Services["*"].Concat(@namespace is null ? [] : Services[@namespace])
            .Where(row => Wildcard.Matches(row.Name, name)).Select(row => row.Of).FirstOrDefault();

    /// <summary>Pods that a cluster runs without any manifest carry all that the selector asks for.</summary>
    public static bool HasPods(string? @namespace, LabelSelector selector) =>
        @namespace == "kube-system" && selector.Expressions.IsEmpty && !selector.Pairs.IsEmpty
        && Pods.Any(labels => selector.Pairs.All(pair => labels.Contains(pair.ToString(), StringComparer.Ordinal)));

    /// <summary>A name of the kind that clusters bring along, but none that is known: "system:something".</summary>
    public static bool IsAssumed(GroupKind kind, string name) =>
        (kind == Kinds.ClusterRole || kind == Kinds.Role) && name.StartsWith("system:", StringComparison.Ordinal)
        && !SystemRoles.Contains(name, StringComparer.Ordinal);

    /// <summary>The ClusterRole that was probably meant of those that clusters bring along; null where none is near.</summary>
    public static string? NearestSystemRole(string name) => Spelling.Nearest(name, SystemRoles.Where(role => NearNames.IsSlip(name, role)));

    /// <summary>Add-ons of the cluster live there, applied by somebody else.</summary>
    public static bool IsOfTheCluster(string? @namespace) => @namespace is not null && OfTheCluster.Contains(@namespace);

    private static IEnumerable<(GroupKind Kind, string Namespace, string Name)> Parse(GroupKind kind, string row)
    {
        var parts = row.Split(" | ");
        return parts[1].Split(' ').Select(name => (kind, parts[0], name));
    }
}
