using Linter.Findings;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Annotations of an Ingress that only releases read which are too old for it: of cert-manager and of ingress-nginx.</summary>
internal static class FormerAnnotations
{
    private const string Bare = "ingress.kubernetes.io/";
    private const string Nginx = "nginx.ingress.kubernetes.io/";

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var ingress = values.Resource;
        if (ingress.Annotations is not { } annotations)
            return;

        if (IngressAnnotations.UnreadIssuer(graph, ingress) is { } issuer)
        {
            var key = ScalarValue.KeyText(issuer.Key);
            values.Add(Problem(values, issuer.Key,
                MessageText.Of($"'{ingress}' has the annotation '{key}', which cert-manager reads before version 0.11 only"),
                "cert-manager.io" + key[key.IndexOf('/', StringComparison.Ordinal)..],
                "no certificate is issued, and its Secret is not made"));
        }

        if (ingress.ApiVersion != "networking.k8s.io/v1" || !IngressAnnotations.IsOfClassNginx(graph, new IngressView(ingress)))
            return;
        foreach (var entry in annotations.Entries)
        {
            if (!entry.Key.IsScalar || ScalarValue.KeyText(entry.Key) is var key && !key.StartsWith(Bare, StringComparison.Ordinal))
                continue;

            // backend-protocol has taken the place of secure-backends, with other values.
            var name = key[Bare.Length..];
            if (name != "secure-backends" && KnownDomains.IsOfNginx(name) && annotations.FindEntry(Nginx + name) is null)
            {
                values.Add(Problem(values, entry.Key,
                    MessageText.Of($"'{ingress}' has the annotation '{key}', but ingress-nginx has read no annotation of that prefix since version 0.9"),
                    Nginx + name, "the annotation has no effect"));
            }
        }
    }

    private static ValueProblem Problem(ValueList values, Node key, MessageText said, string meant, string effect) =>
        new(values.Resource, key, said)
        {
            Severity = Severity.Warning,
            Label = "a former name",
            Effect = effect,
            Help = $"write {meant}",
            Fix = ScalarEdit.Replace(values.Resource.Root, key, meant) is { } edit
                ? new Fix($"write {meant}", [edit], IsSafe: false)
                : null,
            MayBeFilledIn = false,
        };
}
