using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// Annotations of Ingresses that change what its fields mean. Sources: the annotation references of ingress-nginx, of
/// cert-manager, of GKE and of Gardener.
/// </summary>
internal static class IngressAnnotations
{
    private const string Nginx = "nginx.ingress.kubernetes.io/";

    // With these the controller answers by itself and never asks the backend.
    private static readonly ImmutableArray<string> Redirects = [Nginx + "permanent-redirect", Nginx + "temporal-redirect"];

    // cert-manager (its old group included) and Gardener make the Secrets of such an Ingress.
    private static readonly ImmutableArray<string> CertificateMakers =
    [
        "cert-manager.io/issuer",
        "cert-manager.io/cluster-issuer",
        "certmanager.k8s.io/issuer",
        "certmanager.k8s.io/cluster-issuer",
        "cert.gardener.cloud/purpose",
    ];

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
    public static bool MakesSecrets(Resource ingress) =>
        CertificateMakers.Any(key => Has(ingress, key)) || (ingress.Annotation(Acme) is { } acme && acme.Is("true"));

    /// <summary>A class that its controller reads from the annotation only.</summary>
    public static bool IsClassByAnnotation(string name) => ClassesByAnnotation.Contains(name, StringComparer.Ordinal);

    /// <summary>ingress-nginx serves it, as far as the manifests can tell.</summary>
    public static bool IsIngressNginx(LinkGraph graph, IngressView ingress)
    {
        if ((ingress.Resource.Annotations?.Entries ?? default).Any(entry => entry.Key.Value.StartsWith(Nginx, StringComparison.Ordinal)))
            return true;

        return ingress.Class is { } name
            && (name == "nginx" || graph.Find(Kinds.IngressClass, null, name).Certain.Any(made => made.Root.Find("spec")?.Find("controller")?.Value == "k8s.io/ingress-nginx"));
    }

    /// <summary>Hosts that ingress-nginx serves beside those of the rules: aliases, and the other of a domain and its "www".</summary>
    public static IEnumerable<string> AddedHosts(IngressView ingress)
    {
        foreach (var alias in (ingress.Resource.Annotation(Nginx + "server-alias")?.Value ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            yield return alias;

        if (ingress.Resource.Annotation(Nginx + "from-to-www-redirect") is not { } redirect || !redirect.Is("true"))
            yield break;
        foreach (var rule in ingress.Rules)
            yield return rule.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? rule.Host[4..] : "www." + rule.Host;
    }

    private static bool Has(Resource ingress, string key) => ingress.Annotation(key) is { IsNull: false } value && value.Value.Length > 0;
}
