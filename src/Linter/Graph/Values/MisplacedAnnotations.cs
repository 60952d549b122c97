using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Annotations of GKE on a kind that its controller does not look at for them
/// (cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration; github.com/kubernetes/ingress-gce pkg/annotations).
/// </summary>
internal static class MisplacedAnnotations
{
    private static readonly ImmutableArray<string> OfServices =
    [
        "cloud.google.com/backend-config", "beta.cloud.google.com/backend-config", "cloud.google.com/neg",
        "cloud.google.com/app-protocols",
    ];

    private static readonly ImmutableArray<string> OfIngresses =
    [
        "kubernetes.io/ingress.global-static-ip-name", "kubernetes.io/ingress.regional-static-ip-name", "kubernetes.io/ingress.allow-http",
        "networking.gke.io/managed-certificates", "networking.gke.io/v1beta1.FrontendConfig", "ingress.gcp.kubernetes.io/pre-shared-cert",
    ];

    public static void Judge(ValueList values)
    {
        var isIngress = values.Resource.Kind == Kinds.Ingress;
        var (foreign, readOf) = isIngress ? (OfServices, "Services") : (OfIngresses, "Ingresses");
        foreach (var entry in values.Resource.Annotations?.Entries ?? default)
        {
            if (!entry.Key.IsScalar || ScalarValue.KeyText(entry.Key) is var key && !foreign.Contains(key, StringComparer.Ordinal))
                continue;

            values.Add(new ValueProblem(values.Resource, entry.Key, MessageText.Of(
                $"'{values.Resource}' has the annotation '{key}', which GKE reads of {MessageText.Plain(readOf)} only"))
            {
                Severity = Severity.Warning,
                Label = isIngress ? "not on an Ingress" : "not on a Service",
                Effect = "the annotation has no effect",
                Help = isIngress ? "write it on the Services that the Ingress sends to" : "write it on the Ingress in front of the Service",
                MayBeFilledIn = false,
            });
        }
    }
}
