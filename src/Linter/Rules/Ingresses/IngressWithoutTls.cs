using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>An Ingress that serves its hosts without encryption.</summary>
public sealed class IngressWithoutTls : IRule
{
    public string Id => "ingress-without-tls";

    public bool IsAdvice => true;

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var encrypted = context.Prepare(Encrypted);
        foreach (var ingress in context.Part.Ingresses)
        {
            if (!HasTls(ingress) && ingress.Backends.Any() && !IngressControllers.EncryptsElsewhere(ingress)
                && !IsEncryptedBeside(ingress, encrypted))
            {
                yield return Describe(context, ingress);
            }
        }
    }

    private static HashSet<(string? Class, string Host)> Encrypted(LinkGraph graph)
    {
        var encrypted = new HashSet<(string? Class, string Host)>();
        foreach (var ingress in graph.Ingresses.Where(HasTls))
            encrypted.UnionWith(TlsHosts(ingress).Select(host => (ingress.Class, host)));
        return encrypted;
    }

    private static Finding Describe(RuleContext context, IngressView ingress)
    {
        var hosts = ingress.Rules.Select(rule => rule.Host).Where(host => host.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var at = ingress.Resource.Root.FindEntry("spec")?.Key ?? ingress.Resource.NameNode;
        var served = hosts.Count == 0 ? MessageText.Plain("every host is")
            : hosts.Count == 1 ? MessageText.Of($"'{hosts[0]}' is")
            : MessageText.Of($"'{hosts[0]}' and '{hosts.Count - 1}' more are");
        return context.At(ingress.Resource, at,
            $"Ingress '{ingress.Resource.Name}' has no TLS section, so {served} served unencrypted") with
        {
            Label = "no tls in it",
            Effect = "passwords, cookies and tokens cross the network as plain text",
            Help = "add spec.tls with the hosts and the Secret of their certificate",
        };
    }

    private static bool HasTls(IngressView ingress) => ingress.Spec?.Find("tls") is { } tls && tls.Items.Count > 0;

    // One server per host: the certificate of one Ingress serves the paths of the others.
    private static bool IsEncryptedBeside(IngressView ingress, HashSet<(string? Class, string Host)> encrypted) =>
        ingress.Rules.Length > 0 && ingress.Rules.All(rule => rule.Host.Length > 0 && encrypted.Contains((ingress.Class, rule.Host)));

    // An entry without hosts is for those of the rules.
    private static IEnumerable<string> TlsHosts(IngressView ingress) =>
        (ingress.Spec?.Find("tls")?.Items ?? default).SelectMany(entry => entry.Find("hosts") is { IsSequence: true, Items.Count: > 0 } hosts
            ? hosts.Items.Select(host => host.Value)
            : ingress.Rules.Select(rule => rule.Host));
}
