using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Annotations of Ingresses that change what its fields mean. Sources: the annotation references of ingress-nginx, of
/// cert-manager, of GKE and of Gardener.
/// </summary>
internal static class IngressAnnotations
{
    private const string Nginx = "nginx.ingress.kubernetes.io/";

    private const string NginxController = "k8s.io/ingress-nginx";

    // With these the controller answers by itself and never asks the backend.
    private static readonly ImmutableArray<string> Redirects = [Nginx + "permanent-redirect", Nginx + "temporal-redirect"];

    // cert-manager and Gardener make the Secrets of such an Ingress.
    private static readonly ImmutableArray<string> CertificateMakers =
    [
        "cert-manager.io/issuer",
        "cert-manager.io/cluster-issuer",
        "cert.gardener.cloud/purpose",
    ];

    // cert-manager before 0.11 (October 2019) reads these, and has resources of the same group.
    private const string FormerCertManager = "certmanager.k8s.io";
    private static readonly ImmutableArray<string> FormerIssuers = [FormerCertManager + "/issuer", FormerCertManager + "/cluster-issuer"];
    private static readonly ImmutableArray<GroupKind> FormerKinds =
        [new(FormerCertManager, "Issuer"), new(FormerCertManager, "ClusterIssuer"), new(FormerCertManager, "Certificate")];

    // These make them with the default issuer where they are "true".
    private const string Acme = "kubernetes.io/tls-acme";

    // GKE's controller knows its Ingresses by the annotation alone.
    private static readonly ImmutableArray<string> ClassesByAnnotation = ["gce", "gce-internal", "gce-multi-cluster"];

    /// <summary>ingress-nginx answers with a redirect of its own: whether the backend is there makes no difference.</summary>
    public static bool IsRedirect(Resource ingress)
    {
        foreach (var key in Redirects)
        {
            if (Has(ingress, key))
                return true;
        }

        return false;
    }

    /// <summary>Something in the cluster makes the Secrets that the TLS section names.</summary>
    public static bool MakesSecrets(LinkGraph graph, Resource ingress) =>
        CertificateMakers.Any(key => Has(ingress, key)) || (ingress.Annotation(Acme) is { } acme && acme.Is("true"))
        || (FormerIssuers.Any(key => Has(ingress, key)) && IsOfFormerCertManager(graph, ingress));

    /// <summary>
    /// The annotation of a cert-manager that is too old for this Ingress; null where there is none, or one that is read stands beside it.
    /// </summary>
    public static Entry? UnreadIssuer(LinkGraph graph, Resource ingress)
    {
        if (ingress.Annotations is not { } annotations || MakesSecrets(graph, ingress))
            return null;
        return FormerIssuers.Where(key => Has(ingress, key)).Select(key => annotations.FindEntry(key)).FirstOrDefault();
    }

    // Such a cert-manager knows the older versions of Ingresses only, and is there where resources of its group are.
    private static bool IsOfFormerCertManager(LinkGraph graph, Resource ingress) =>
        ingress.ApiVersion != "networking.k8s.io/v1" || FormerKinds.Any(kind => !graph.OfKind(kind).IsEmpty);

    /// <summary>A class that its controller reads from the annotation only.</summary>
    public static bool IsClassByAnnotation(string name) => ClassesByAnnotation.Contains(name, StringComparer.Ordinal);

    /// <summary>ingress-nginx serves it, as far as the manifests can tell.</summary>
    public static bool IsIngressNginx(LinkGraph graph, IngressView ingress)
    {
        if ((ingress.Resource.Annotations?.Entries ?? default).Any(entry => entry.Key.Value.StartsWith(Nginx, StringComparison.Ordinal)))
            return true;

        return ingress.Class is { } name
            && (name == "nginx" || ControllersOf(graph, name).Contains(NginxController, StringComparer.Ordinal));
    }

    /// <summary>Its class is one of ingress-nginx, by what makes the class, or else by its name.</summary>
    public static bool IsOfClassNginx(LinkGraph graph, IngressView ingress) =>
        ingress.Class is { } name
        && (ControllersOf(graph, name).ToList() is { Count: > 0 } controllers
            ? controllers.TrueForAll(controller => controller == NginxController)
            : name == "nginx");

    private static IEnumerable<string?> ControllersOf(LinkGraph graph, string name) =>
        graph.Find(Kinds.IngressClass, null, name).Certain.Select(made => made.Root.Find("spec")?.Find("controller")?.Value);

    /// <summary>Hosts that ingress-nginx serves beside those of the rules: aliases, and the other of a domain and its "www".</summary>
    public static IEnumerable<string> AddedHosts(IngressView ingress)
    {
        foreach (var alias in (ingress.Resource.Annotation(Nginx + "server-alias")?.Value ?? "")
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            yield return alias;
        }

        if (ingress.Resource.Annotation(Nginx + "from-to-www-redirect") is not { IsScalar: true } redirect
            || !NginxAnnotations.IsTrue(redirect.Value))
            yield break;
        foreach (var rule in ingress.Rules)
            yield return rule.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? rule.Host[4..] : "www." + rule.Host;
    }

    private static bool Has(Resource ingress, string key) => ingress.Annotation(key) is { IsNull: false } value && value.Value.Length > 0;
}
