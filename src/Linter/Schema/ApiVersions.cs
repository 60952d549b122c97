namespace Linter.Schema;

/// <summary>An apiVersion that Kubernetes no longer serves for a kind from some release on.</summary>
/// <param name="ApiVersion">Such as "extensions/v1beta1".</param>
/// <param name="Kind">Such as "Ingress".</param>
/// <param name="RemovedIn">N of Kubernetes 1.N, the first release without it.</param>
/// <param name="Replacement">The apiVersion to use instead; null where nothing replaces the kind.</param>
public sealed record ApiRemoval(string ApiVersion, string Kind, int RemovedIn, string? Replacement)
{
    /// <summary>The object is written alike in the replacement.</summary>
    public bool HasSameShape { get; init; }

    /// <summary>What the replacement wants otherwise, as the end of an imperative; empty where nothing changes.</summary>
    public string Change { get; init; } = "";
}

/// <summary>
/// THE table of API versions that were removed, and of those whose removal is announced. Sources: the deprecated API
/// migration guide, and the prerelease-lifecycle markers of k8s.io/api for what is planned.
/// </summary>
public static class ApiVersions
{
    private const string Selector = "spec.selector is required";
    private const string Backend =
        "backends are written service.name and service.port, spec.backend is spec.defaultBackend, and each path needs a pathType";
    private const string Webhook = "each webhook needs sideEffects and admissionReviewVersions";
    private const string Shares = "assuredConcurrencyShares is nominalConcurrencyShares";
    private const string Requests = "the fields of a device request stand under exactly";

    // "apiVersion | kinds | removed in 1.N | replacement | what changes". "=" where nothing does, "-" where nothing replaces it.
    private static readonly string[] Rows =
    [
        $"extensions/v1beta1 | Deployment DaemonSet ReplicaSet | 16 | apps/v1 | {Selector}",
        $"apps/v1beta1 | Deployment StatefulSet | 16 | apps/v1 | {Selector}",
        "apps/v1beta1 | ControllerRevision | 16 | apps/v1 | =",
        "apps/v1beta2 | Deployment DaemonSet ReplicaSet StatefulSet ControllerRevision | 16 | apps/v1 | =",
        "extensions/v1beta1 | NetworkPolicy | 16 | networking.k8s.io/v1 | =",
        "extensions/v1beta1 | PodSecurityPolicy | 16 | policy/v1beta1 | =",
        $"extensions/v1beta1 | Ingress | 22 | networking.k8s.io/v1 | {Backend}",
        $"networking.k8s.io/v1beta1 | Ingress | 22 | networking.k8s.io/v1 | {Backend}",
        "networking.k8s.io/v1beta1 | IngressClass | 22 | networking.k8s.io/v1 | =",
        $"admissionregistration.k8s.io/v1beta1 | MutatingWebhookConfiguration ValidatingWebhookConfiguration | 22 | admissionregistration.k8s.io/v1 | {Webhook}",
        "apiextensions.k8s.io/v1beta1 | CustomResourceDefinition | 22 | apiextensions.k8s.io/v1 | each of spec.versions needs a structural schema of its own",
        "apiregistration.k8s.io/v1beta1 | APIService | 22 | apiregistration.k8s.io/v1 | =",
        "authentication.k8s.io/v1beta1 | TokenReview | 22 | authentication.k8s.io/v1 | =",
        "authorization.k8s.io/v1beta1 | SubjectAccessReview LocalSubjectAccessReview | 22 | authorization.k8s.io/v1 | spec.group is spec.groups",
        "authorization.k8s.io/v1beta1 | SelfSubjectAccessReview SelfSubjectRulesReview | 22 | authorization.k8s.io/v1 | =",
        "certificates.k8s.io/v1beta1 | CertificateSigningRequest | 22 | certificates.k8s.io/v1 | spec.signerName and spec.usages are required",
        "coordination.k8s.io/v1beta1 | Lease | 22 | coordination.k8s.io/v1 | =",
        "rbac.authorization.k8s.io/v1beta1 | Role RoleBinding ClusterRole ClusterRoleBinding | 22 | rbac.authorization.k8s.io/v1 | =",
        "rbac.authorization.k8s.io/v1alpha1 | Role ClusterRole | 22 | rbac.authorization.k8s.io/v1 | =",
        "rbac.authorization.k8s.io/v1alpha1 | RoleBinding ClusterRoleBinding | 22 | rbac.authorization.k8s.io/v1 | the subjects have apiGroup instead of apiVersion",
        "scheduling.k8s.io/v1beta1 | PriorityClass | 22 | scheduling.k8s.io/v1 | =",
        "scheduling.k8s.io/v1alpha1 | PriorityClass | 17 | scheduling.k8s.io/v1 | =",
        "storage.k8s.io/v1beta1 | StorageClass VolumeAttachment CSIDriver CSINode | 22 | storage.k8s.io/v1 | =",
        "batch/v2alpha1 | CronJob | 21 | batch/v1 | =",
        "batch/v1beta1 | CronJob | 25 | batch/v1 | =",
        "discovery.k8s.io/v1beta1 | EndpointSlice | 25 | discovery.k8s.io/v1 | an endpoint's topology is deprecatedTopology, nodeName and zone",
        "events.k8s.io/v1beta1 | Event | 25 | events.k8s.io/v1 | eventTime, reportingController and action are required",
        "policy/v1beta1 | PodDisruptionBudget | 25 | policy/v1 | an empty selector selects every pod instead of none",
        "policy/v1beta1 | Eviction | 25 | policy/v1 | =",
        "policy/v1beta1 | PodSecurityPolicy | 25 | - | use Pod Security admission: labels on the namespace",
        "node.k8s.io/v1beta1 | RuntimeClass | 25 | node.k8s.io/v1 | =",
        "autoscaling/v2beta1 | HorizontalPodAutoscaler | 25 | autoscaling/v2 | each metric has a target with type and averageUtilization, averageValue or value",
        "autoscaling/v2beta2 | HorizontalPodAutoscaler | 26 | autoscaling/v2 | =",
        "flowcontrol.apiserver.k8s.io/v1beta1 | FlowSchema | 26 | flowcontrol.apiserver.k8s.io/v1 | =",
        "flowcontrol.apiserver.k8s.io/v1beta2 | FlowSchema | 29 | flowcontrol.apiserver.k8s.io/v1 | =",
        "flowcontrol.apiserver.k8s.io/v1beta3 | FlowSchema PriorityLevelConfiguration | 32 | flowcontrol.apiserver.k8s.io/v1 | =",
        $"flowcontrol.apiserver.k8s.io/v1beta1 | PriorityLevelConfiguration | 26 | flowcontrol.apiserver.k8s.io/v1 | {Shares}",
        $"flowcontrol.apiserver.k8s.io/v1beta2 | PriorityLevelConfiguration | 29 | flowcontrol.apiserver.k8s.io/v1 | {Shares}",
        "storage.k8s.io/v1alpha1 | CSIStorageCapacity | 24 | storage.k8s.io/v1 | =",
        "storage.k8s.io/v1beta1 | CSIStorageCapacity | 27 | storage.k8s.io/v1 | =",
        "admissionregistration.k8s.io/v1alpha1 | ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding | 32 | admissionregistration.k8s.io/v1 | =",
        "admissionregistration.k8s.io/v1beta1 | ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding | 34 | admissionregistration.k8s.io/v1 | =",
        "authentication.k8s.io/v1alpha1 | SelfSubjectReview | 32 | authentication.k8s.io/v1 | =",
        "authentication.k8s.io/v1beta1 | SelfSubjectReview | 33 | authentication.k8s.io/v1 | =",
        "storage.k8s.io/v1alpha1 | VolumeAttributesClass | 35 | storage.k8s.io/v1 | =",
        "storage.k8s.io/v1beta1 | VolumeAttributesClass | 37 | storage.k8s.io/v1 | =",
        "networking.k8s.io/v1beta1 | IPAddress ServiceCIDR | 37 | networking.k8s.io/v1 | =",
        "certificates.k8s.io/v1alpha1 | ClusterTrustBundle | 37 | certificates.k8s.io/v1beta1 | =",
        $"resource.k8s.io/v1beta1 | ResourceClaim ResourceClaimTemplate | 38 | resource.k8s.io/v1 | {Requests}",
        "resource.k8s.io/v1beta1 | DeviceClass | 38 | resource.k8s.io/v1 | =",
        "resource.k8s.io/v1beta1 | ResourceSlice | 38 | resource.k8s.io/v1 | a device's attributes and capacity do not stand under basic",
        "resource.k8s.io/v1beta2 | ResourceClaim ResourceClaimTemplate DeviceClass ResourceSlice | 39 | resource.k8s.io/v1 | =",
        "apps/v1alpha1 | PetSet | 5 | - | make it a StatefulSet of apps/v1, whose spec.selector is required",
        "extensions/v1beta1 | ThirdPartyResource | 8 | - | make it a CustomResourceDefinition of apiextensions.k8s.io/v1",
        "batch/v2alpha1 | ScheduledJob | 8 | - | make it a CronJob of batch/v1",
        "settings.k8s.io/v1alpha1 | PodPreset | 20 | - | write its env and volumes into the pods, or use a mutating webhook",
        "auditregistration.k8s.io/v1alpha1 | AuditSink | 19 | - | configure the API server's audit webhook backend",
    ];

    private static readonly Dictionary<(string ApiVersion, string Kind), ApiRemoval> Removals =
        Rows.SelectMany(Parse).ToDictionary(removal => (removal.ApiVersion, removal.Kind));

    /// <summary>"apps" of "apps/v1"; empty for the core group's.</summary>
    internal static string GroupOf(string apiVersion) =>
        apiVersion.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? apiVersion[..slash] : "";

    /// <summary>The most stable of some versions, of equal ones the newest; null for none.</summary>
    internal static string? MostStable(IEnumerable<string> versions) => StableFirst(versions).FirstOrDefault();

    /// <summary>Versions, the most stable first and of equal ones the newest.</summary>
    internal static IEnumerable<string> StableFirst(IEnumerable<string> versions) => versions
        .OrderBy(version => version.Contains("alpha", StringComparison.Ordinal) ? 2
            : version.Contains("beta", StringComparison.Ordinal) ? 1
            : 0)
        .ThenByDescending(version => version, StringComparer.Ordinal);

    /// <summary>When this apiVersion of the kind went or will go; null where no removal is known.</summary>
    public static ApiRemoval? Removal(string apiVersion, string kind) => Removals.GetValueOrDefault((apiVersion, kind));

    /// <summary>The apiVersion that serves the kind in Kubernetes 1.N; null where none does.</summary>
    public static string? ServedInstead(ApiRemoval removal, int minor)
    {
        var replacement = removal.Replacement;
        while (replacement is not null && Removal(replacement, removal.Kind) is { } next && next.RemovedIn <= minor)
            replacement = next.Replacement;
        return replacement;
    }

    private static IEnumerable<ApiRemoval> Parse(string row)
    {
        var cells = row.Split(" | ");
        foreach (var kind in cells[1].Split(' '))
        {
            yield return new ApiRemoval(cells[0], kind, int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture),
                cells[3] == "-" ? null : cells[3])
            {
                HasSameShape = cells[4] == "=",
                Change = cells[4] == "=" ? "" : cells[4],
            };
        }
    }
}
