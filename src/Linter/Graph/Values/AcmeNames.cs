using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Names with a wildcard that an issuer of cert-manager is asked to certify: Let's Encrypt proves them by DNS alone (its documentation,
/// Challenge Types), so that an issuer without a dns01 solver gets no certificate for them. Other servers may do it otherwise.
/// </summary>
internal static class AcmeNames
{
    private const string Server = "letsencrypt.org";

    private static readonly GroupKind Certificate = new("cert-manager.io", "Certificate");

    private static readonly NodePath Acme = NodePath.Parse("spec.acme");
    private static readonly NodePath Names = NodePath.Parse("spec.dnsNames[*]");
    private static readonly NodePath Hosts = NodePath.Parse("spec.tls[*].hosts[*]");
    private static readonly NodePath Reference = NodePath.Parse("spec.issuerRef");

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var isCertificate = values.Resource.Kind == Certificate;
        if (!isCertificate && values.Resource.Kind != Kinds.Ingress)
            return;

        ImmutableArray<Node> wild = [.. values.Resource.Select(isCertificate ? Names : Hosts)
            .Where(name => name.IsScalar && name.Value.StartsWith("*.", StringComparison.Ordinal))];
        if (wild.IsEmpty || (isCertificate ? OfReference(graph, values.Resource) : OfAnnotation(graph, values.Resource)) is not { } issuer
            || Solvers(issuer) is not { } solvers)
        {
            return;
        }

        foreach (var name in wild)
        {
            values.Add(new ValueProblem(values.Resource, name,
                MessageText.Of($"'{values.Resource}' asks '{issuer:1}' for a certificate of '{name.Value}', but that issuer has no dns01 solver"))
            {
                Label = "a wildcard is proved by DNS alone",
                Related = new RelatedSpan(solvers.Span, $"the solvers of {issuer.Quoted}"),
                Effect = "Let's Encrypt offers no HTTP challenge for a wildcard: no certificate is issued, and its Secret is not made",
                Help = "add a dns01 solver to the issuer, or name each host",
            });
        }
    }

    // The key of its solvers, where none of them is for DNS.
    private static Node? Solvers(Resource issuer)
    {
        if (issuer.Find(Acme) is not { } acme || acme.Find("server") is not { IsScalar: true } server
            || !server.Value.Contains(Server, StringComparison.Ordinal))
        {
            return null;
        }

        return acme.FindEntry("solvers") is { Value: { IsSequence: true, Items.Count: > 0 } } solvers
            && solvers.Value.Items.All(solver => solver.IsMapping && solver.Find("dns01") is null)
            ? solvers.Key
            : null;
    }

    private static Resource? OfReference(LinkGraph graph, Resource certificate)
    {
        if (certificate.Find(Reference) is not { IsMapping: true } reference || ValueList.Filled(reference.Find("name")) is not { } name)
            return null;

        var kind = new GroupKind(ValueList.Filled(reference.Find("group"))?.Value ?? Certificate.Group,
            ValueList.Filled(reference.Find("kind"))?.Value ?? "Issuer");
        return CustomNames.Issuers.Contains(kind) ? Only(graph, kind, certificate, name.Value) : null;
    }

    private static Resource? OfAnnotation(LinkGraph graph, Resource ingress) =>
        CustomNames.NamesOtherIssuer(ingress) ? null
        : ValueList.Filled(ingress.Annotation(CustomNames.ClusterIssuerAnnotation)) is { } cluster ? Only(graph, CustomNames.Issuers[1],
            ingress, cluster.Value)
        : ValueList.Filled(ingress.Annotation(CustomNames.IssuerAnnotation)) is { } issuer ? Only(graph, CustomNames.Issuers[0], ingress,
            issuer.Value)
        : null;

    private static Resource? Only(LinkGraph graph, GroupKind kind, Resource from, string name) =>
        graph.Find(kind, from.Namespace, name).Certain is [var only] ? only : null;
}
