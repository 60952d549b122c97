using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A host of an Ingress, or of its TLS section, that is no DNS name.</summary>
public sealed class IngressHostInvalid : IRule
{
    private static readonly NodePath TlsHosts = NodePath.Parse("spec.tls[*].hosts[*]");

    public string Id => "ingress-host-invalid";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var ingress in context.Part.Ingresses)
        {
            foreach (var rule in ingress.Rules)
            {
                if (rule.HostNode is { Scalar.Type: ScalarType.String } host && Flaw(rule.Host, isTls: false) is { } flaw)
                    yield return Describe(context, ingress.Resource, host, flaw);
            }

            foreach (var host in ingress.Resource.Select(TlsHosts))
            {
                if (host.Scalar.Type == ScalarType.String && Flaw(host.Value, isTls: true) is { } flaw)
                    yield return Describe(context, ingress.Resource, host, flaw);
            }
        }
    }

    private static Finding Describe(RuleContext context, Resource ingress, Node host, HostFlaw flaw)
    {
        if (flaw.IsOfName
            && (flaw.Instead is null ? Placeholders.IsPlaceholder(host.Value) : host.Value.Split('.').Any(Placeholders.IsToBeFilledIn)))
        {
            return Placeholder(context, ingress, host);
        }

        var edit = flaw.Instead is { } instead ? ScalarEdit.Replace(host, instead) : null;
        return context.At(ingress, host, $"host '{host.Value}' of Ingress '{ingress.Name}' {MessageText.Plain(flaw.What)}") with
        {
            Label = flaw.Label,
            Effect = "the API server refuses the Ingress",
            Help = flaw.Help,
            Fix = edit is null ? null : new Fix($"write '{flaw.Instead}'", [edit], flaw.IsSafe),
        };
    }

    private static Finding Placeholder(RuleContext context, Resource ingress, Node host) =>
        context.At(ingress, host, Severity.Note,
            $"host '{host.Value}' of Ingress '{ingress.Name}' looks like a placeholder, and is no DNS name as it stands") with
        {
            Label = "to be filled in",
            Effect = IngressBackendMalformed.UntilFilledIn,
            Help = "write the real host, or lint what your tool makes of this file",
        };

    private static HostFlaw? Flaw(string host, bool isTls)
    {
        if (DnsNames.IsIngressHost(host, isTls))
            return null;
        if (Addresses.IsAddress(host.Trim('[', ']')))
        {
            return new HostFlaw("is an IP address, but a host must be a DNS name", "an IP address",
                "leave host out to match every host, or use a DNS name that leads to this address") { IsOfName = false };
        }

        if (host.Contains("://", StringComparison.Ordinal))
        {
            return Rewritten("is a URL, but a host is only the name in it", "a scheme",
                host[(host.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/'), isTls);
        }

        if (host.Contains('/', StringComparison.Ordinal))
        {
            return new HostFlaw("holds a path, which has a field of its own", "a path",
                "keep the name here and write the path under http.paths");
        }

        if (host.LastIndexOf(':') is var colon and >= 0)
            return Rewritten("carries a port, but a host is only a name", "a port", host[..colon], isTls);
        if (host == "*")
        {
            return new HostFlaw("is not how an Ingress says every host", "a bare wildcard",
                isTls ? "name the hosts of the certificate" : "leave host out to match every host");
        }

        if (host.Contains('*', StringComparison.Ordinal))
        {
            return new HostFlaw("has a wildcard that is not the whole first label", "a misplaced wildcard",
                "write a single '*' as the first label, such as *.example.com, or name each host");
        }

        if (DnsNames.IsIngressHost(host.ToLowerInvariant(), isTls))
        {
            return Rewritten("has capital letters, which the API does not take", "capital letters", host.ToLowerInvariant(),
                isTls) with { IsSafe = true };
        }

        if (host.EndsWith('.'))
            return Rewritten("ends with a dot, which the API does not take", "a dot at its end", host[..^1], isTls) with { IsSafe = true };
        if (host.Contains('_', StringComparison.Ordinal))
            return new HostFlaw("has an underscore, which no host name may have", "an underscore", "use '-' instead of '_'");

        return new HostFlaw("is no DNS name", "not a DNS name",
            "use labels of a-z, 0-9 and '-' that begin and end with a letter or digit, joined by dots");
    }

    private static HostFlaw Rewritten(string what, string label, string instead, bool isTls) =>
        DnsNames.IsIngressHost(instead, isTls)
            ? new HostFlaw(what, label, $"write {instead}") { Instead = instead }
            : new HostFlaw(what, label, "write the DNS name alone");

    private sealed record HostFlaw(string What, string Label, string Help)
    {
        /// <summary>False where the value is no attempt at a name.</summary>
        public bool IsOfName { get; init; } = true;

        /// <summary>What was surely meant; null where that is open.</summary>
        public string? Instead { get; init; }

        public bool IsSafe { get; init; }
    }
}
