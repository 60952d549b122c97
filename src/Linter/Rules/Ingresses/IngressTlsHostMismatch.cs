using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A TLS host that no rule serves, or a rule's host that the TLS section leaves out.</summary>
public sealed class IngressTlsHostMismatch : IRule
{
    public string Id => "ingress-tls-host-mismatch";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var ingresses = context.Part.Ingresses.Where(ingress => TlsEntries(ingress).Count > 0).ToList();
        if (ingresses.Count == 0)
            return [];

        var hosts = context.Prepare(graph => new Hosts(graph.Ingresses));
        return ingresses.SelectMany(ingress => Judge(context, ingress, hosts.Served, hosts.Secured));
    }

    private static IEnumerable<Finding> Judge(RuleContext context, IngressView ingress, HostNames? served, HostNames secured)
    {
        var unserved = served is null
            ? []
            : TlsHosts(ingress).Where(host => !served.Meet(host.Value)).DistinctBy(host => host.Span).ToList();
        var unsecured = SecuresAnyHost(ingress) ? []
            : ingress.Rules.Select(rule => rule.HostNode)
                .OfType<Node>()
                .Where(host => !secured.Cover(host.Value))
                .DistinctBy(host => host.Value, StringComparer.OrdinalIgnoreCase)
                .ToList();

        // A host written in two ways is one defect, not two.
        foreach (var host in unserved)
        {
            if (Counterpart(host, unserved, unsecured) is { } meant)
            {
                unsecured.Remove(meant);
                // The flaw of the one that can be no host is another rule's, and mending it may make them one.
                if (!DnsNames.IsIngressHost(host.Value, isTls: true) || !DnsNames.IsIngressHost(meant.Value, isTls: false))
                    continue;

                yield return WrittenOtherwise(context, ingress, host, meant);
            }
            else
            {
                yield return Unserved(context, ingress, host);
            }
        }

        // A host that is filled in later may be any of them.
        foreach (var host in TlsHosts(ingress).Any(tls => Placeholders.IsSubstituted(tls.Value)) ? [] : unsecured)
            yield return LeftOut(context, ingress, host);
    }

    private static Node? Counterpart(Node host, List<Node> unserved, List<Node> unsecured)
    {
        if (unsecured.Count == 0)
            return null;
        if (IsWildcard(host))
            return unsecured.Where(other => IsUnder(other, host)).Select(other => (Node?)other).FirstOrDefault();
        if (Spelling.Nearest(host.Value, unsecured.Select(other => other.Value)) is { } nearest)
            return unsecured.First(other => other.Value == nearest);
        return unserved.Count == 1 && unsecured.Count == 1 ? unsecured[0] : null;
    }

    private static Finding WrittenOtherwise(RuleContext context, IngressView ingress, Node host, Node rule)
    {
        var isNear = !IsWildcard(host) && Spelling.IsNear(host.Value, rule.Value);
        return context.At(ingress.Resource, host,
            $"Ingress '{ingress.Resource.Name}' has TLS for host '{host.Value}', which no rule serves, while its rule's host '{rule.Value:1}' has none") with
        {
            Label = "no rule has this host",
            Related = [new RelatedSpan(rule.Span, "the TLS section does not name this host")],
            Effect = $"https://{rule.Value} ends at the controller's default certificate, which browsers refuse",
            Help = IsWildcard(host) ? $"a wildcard stands for exactly one label: add '{rule.Value}' to the TLS hosts, with a certificate that covers it"
                : isNear ? $"did you mean '{rule.Value}'?"
                : "name the same host in both",
            Fix = isNear && ScalarEdit.Replace(ingress.Resource.Root, host, rule.Value) is { } edit
                ? new Fix($"name host '{rule.Value}'", [edit], IsSafe: false)
                : null,
        };
    }

    private static Finding Unserved(RuleContext context, IngressView ingress, Node host)
    {
        var rules = ingress.Rules.Select(rule => rule.HostNode)
            .OfType<Node>()
            .DistinctBy(rule => rule.Value, StringComparer.OrdinalIgnoreCase)
            .Take(3)
            .ToList();
        return context.At(ingress.Resource, host,
            $"Ingress '{ingress.Resource.Name}' has TLS for host '{host.Value}', but no rule serves that host") with
        {
            Label = "no rule has this host",
            Related = [.. rules.Select(rule => new RelatedSpan(rule.Span, $"a rule serves '{rule.Value}'"))],
            Effect = "requests for the host are answered 404, and its certificate is never used",
            Help = "add a rule for the host, or take it out of the TLS section",
        };
    }

    private static Finding LeftOut(RuleContext context, IngressView ingress, Node host)
    {
        var hosts = TlsHosts(ingress).DistinctBy(tls => tls.Value, StringComparer.OrdinalIgnoreCase).Take(3).ToList();
        return context.At(ingress.Resource, host,
            $"Ingress '{ingress.Resource.Name}' serves host '{host.Value}', which its TLS section leaves out") with
        {
            Label = "no TLS for this host",
            Related = [.. hosts.Select(tls => new RelatedSpan(tls.Span, $"TLS for '{tls.Value}'"))],
            Effect = $"https://{host.Value} ends at the controller's default certificate, which browsers refuse",
            Help = "add the host to spec.tls[].hosts, with a certificate that covers it",
        };
    }

    private static bool IsWildcard(Node host) => host.Value.StartsWith("*.", StringComparison.Ordinal);

    /// <summary>The wildcard's own domain, or more than one label below it.</summary>
    private static bool IsUnder(Node host, Node wildcard) =>
        host.Value == wildcard.Value[2..] || host.Value.EndsWith(wildcard.Value[1..], StringComparison.OrdinalIgnoreCase);

    private static ItemList TlsEntries(IngressView ingress) => ingress.Spec?.Find("tls")?.Items ?? default;

    private static IEnumerable<Node> TlsHosts(IngressView ingress) =>
        TlsEntries(ingress).SelectMany(entry => entry.Find("hosts")?.Items ?? default)
            .Where(host => host is { IsScalar: true, IsNull: false } && host.Value.Length > 0);

    // A default backend, or a rule without a host, takes what no other rule matches.
    private static bool ServesAnyHost(IngressView ingress) =>
        ingress.Spec?.Find("defaultBackend") is not null || ingress.Spec?.Find("backend") is not null
        || ingress.Rules.Any(rule => rule.HostNode is null)
        || IngressAnnotations.AddedHosts(ingress).Any(host => host.StartsWith('~'));

    // An entry without hosts stands for every host that the controller serves with it.
    private static bool SecuresAnyHost(IngressView ingress) =>
        TlsEntries(ingress).Any(entry => entry.Find("hosts") is not { IsSequence: true } hosts || hosts.Items.Count == 0);

    /// <summary>Controllers join the Ingresses of a host: its rules may stand in one and its certificate in another.</summary>
    private sealed class Hosts(ImmutableArray<IngressView> ingresses)
    {
        /// <summary>Null where some Ingress takes any host.</summary>
        public HostNames? Served { get; } = ingresses.Any(ServesAnyHost) ? null
            : new HostNames(ingresses.SelectMany(ingress => ingress.Rules.Select(rule => rule.Host)
                .Concat(IngressAnnotations.AddedHosts(ingress))));

        public HostNames Secured { get; } = new(ingresses.SelectMany(TlsHosts).Select(host => host.Value));
    }
}
