using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// A Gateway of Istio (validateServer and validateTLSOptions in istio/istio, pkg/config/validation): the TLS of its servers, the pods that
/// run it, and the Secrets that these look for in their own namespace. The pods of a gateway are often another unit's: nothing is said of
/// those then.
/// </summary>
internal static class IstioGatewayValues
{
    // Pods that are everywhere are not those of one gateway.
    private const int MostHomes = 16;

    private const string Refused = "Istio refuses the Gateway";

    private static readonly NodePath ExportTo = NodePath.Parse("spec.exportTo");
    private const string Credential = "credentialName";
    private const string Certificate = "serverCertificate";
    private const string Key = "privateKey";
    private const string Authorities = "caCertificates";

    // Those without TLS, HTTP's first.
    private static readonly ImmutableArray<string> Protocols = ["HTTP", "HTTP2", "GRPC", "GRPC-WEB", "TCP", "MONGO", "MYSQL", "REDIS"];
    private static readonly ImmutableArray<string> Files = [Certificate, Key, Authorities];
    private static readonly ImmutableArray<string> Credentials = [Credential, "credentialNames", "tlsCertificates"];

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var gateway = graph.Mesh.GatewayOf(values.Resource);
        foreach (var server in gateway.Servers)
        {
            JudgeTls(values, server);
            if (server.Protocol is "HTTPS" or "TLS" && server.Node.Find("tls") is { IsMapping: true } tls)
                JudgeSources(values, tls);
        }

        if (gateway.Selector is not { IsEmpty: false } selector)
            return;

        var homes = graph.Mesh.HomesOf(selector);
        if (homes.IsEmpty)
            JudgeSelector(graph, values, selector);
        if (homes.Length is 0 or > MostHomes)
            return;

        foreach (var server in gateway.Servers)
        {
            if (ValueList.Filled(server.Node.Find("tls")?.Find(Credential)) is { } name
                && !name.Value.Contains("://", StringComparison.Ordinal))
            {
                JudgeSecret(graph, values, name, homes);
            }
        }
    }

    /// <summary>
    /// Gateways read the VirtualServices that are exported to the namespace of their pods (VirtualServicesForGateway in
    /// pilot/pkg/model/push_context.go).
    /// </summary>
    public static void JudgeExport(LinkGraph graph, ValueList values)
    {
        if (values.Resource.Find(ExportTo) is not { IsSequence: true, Items.Count: > 0 } exported
            || exported.Items.Any(item => !item.IsScalar || item.IsNull || item.Is("*") || item.Is("")
                || item.Value.Contains('$', StringComparison.Ordinal)))
        {
            return;
        }

        var own = values.Resource.Namespace;
        foreach (var name in graph.Mesh.VirtualServiceOf(values.Resource)?.Gateways ?? [])
        {
            if (name.Find(graph) is not [var resource] || graph.Mesh.GatewayOf(resource).Selector is not { IsEmpty: false } selector
                || graph.Mesh.HomesOf(selector) is not { Length: > 0 and <= MostHomes } homes
                || homes.Any(at => exported.Items
                    .Any(item => graph.Namespaces.Meet(item.Is(".") ? own : item.Value, at.Namespace) != Meeting.No)))
            {
                continue;
            }

            var home = homes[0];
            values.Add(new ValueProblem(values.Resource, exported.Items.First(),
                MessageText.Of($"'{values.Resource}' is exported to '{string.Join(", ", exported.Items.Select(item => item.Value))}', but the pods of its '{resource}' are those of '{home:1}' in {Namespaces.Describe(home.Namespace)}"))
            {
                Severity = Severity.Warning,
                Label = "not exported to the gateway",
                Related = Whereabouts.Of(home),
                Effect = "the gateway does not see the VirtualService: requests to its hosts get 404",
                Help = home.Namespace is { } its
                    ? $"add '{its}', or leave exportTo out"
                    : "add the namespace of the gateway, or leave exportTo out",
            });
            return;
        }
    }

    /// <summary>The API requires a host of every destination (HTTPRouteDestination, RouteDestination in istio/api).</summary>
    public static void JudgeDestinations(LinkGraph graph, ValueList values)
    {
        foreach (var route in graph.Mesh.VirtualServiceOf(values.Resource)?.Routes ?? [])
        {
            foreach (var entry in route.Node.FindMappings("route"))
            {
                if (entry.Find("destination") is not { IsMapping: true, Entries.Count: > 0 } destination
                    || destination.FindEntry("host") is not null)
                {
                    continue;
                }

                values.Add(new ValueProblem(values.Resource, destination.Entries.First().Key,
                    MessageText.Of($"a destination of '{values.Resource}' has no '{"host"}', which every destination needs"))
                {
                    Label = "no host beside it",
                    Effect = "Istio refuses the VirtualService",
                    Help = destination.FindEntry("name") is null
                        ? "add host: the name of the Service"
                        : "write host instead of name, which older releases had",
                });
            }
        }
    }

    private static void JudgeTls(ValueList values, IstioServer server)
    {
        var tls = server.Node.Find("tls") is { IsNull: false } given ? given : (Node?)null;
        if (server.Protocol is "HTTPS" or "TLS" && tls is null)
        {
            values.Add(new ValueProblem(values.Resource, server.Node.Find("port")!.Value.Find("protocol")!.Value,
                MessageText.Of($"a server of '{values.Resource}' has the protocol '{server.Protocol}', but no '{"tls"}'"))
            {
                Label = "needs tls beside it",
                Effect = Refused,
                Help = "add tls with a mode and a credentialName, or mode: PASSTHROUGH",
            });
        }
        else if (tls is { IsMapping: true } needless && server.Protocol is { } protocol && Protocols.AsSpan().Contains(protocol)
            && NeedlessIn(needless, protocol) is { } entry)
        {
            values.Add(new ValueProblem(values.Resource, entry.Key,
                MessageText.Of($"a server of '{values.Resource}' has the protocol '{protocol:1}', but '{values.PathOf(needless)}' has '{entry.Key.Value}', which only HTTPS and TLS servers may have"))
            {
                Label = $"not for {protocol}",
                Related = new RelatedSpan(server.Node.Find("port")!.Value.Find("protocol")!.Value.Span, "the protocol"),
                Effect = Refused,
                Help = IsHttp(protocol) ? "set protocol: HTTPS, or leave only httpsRedirect in tls" : "set protocol: TLS, or remove tls",
            });
        }
        else if (tls is { IsMapping: true, Entries.Count: 0 } && server.Protocol is { } plain && Protocols.AsSpan().Contains(plain)
            && !IsHttp(plain))
        {
            values.Add(new ValueProblem(values.Resource, server.Node.FindEntry("tls")!.Value.Key,
                MessageText.Of($"a server of '{values.Resource}' has the protocol '{plain:1}', and '{"tls"}', which only HTTPS and TLS servers may have"))
            {
                Label = $"not for {plain}",
                Related = new RelatedSpan(server.Node.Find("port")!.Value.Find("protocol")!.Value.Span, "the protocol"),
                Effect = Refused,
                Help = "set protocol: TLS, or remove tls",
            });
        }
        else if (tls is { IsMapping: true } settings && ValueList.Filled(settings.Find("mode")) is { } mode
            && mode.Value is "SIMPLE" or "MUTUAL" or "OPTIONAL_MUTUAL" && !Has(settings, Credential) && !Has(settings, "credentialNames"))
        {
            JudgeCertificates(values, settings, mode);
        }
    }

    // Of plain requests only the way to HTTPS may be told; mode PASSTHROUGH is what stands where none is given (validateServer).
    private static Entry? NeedlessIn(Node tls, string protocol) =>
        tls.Entries.Where(entry => !IsHttp(protocol)
            || (entry.Key.Is("mode") && ValueList.Filled(entry.Value) is { } mode
                && mode.Value is "SIMPLE" or "MUTUAL" or "ISTIO_MUTUAL" or "OPTIONAL_MUTUAL")
            || (Files.AsSpan().Contains(entry.Key.Value) && ValueList.Filled(entry.Value) is not null)).Cast<Entry?>().FirstOrDefault();

    private static bool IsHttp(string protocol) => protocol is "HTTP" or "HTTP2" or "GRPC" or "GRPC-WEB";

    // With ISTIO_MUTUAL the mesh brings the certificates. Elsewhere one source is enough: releases before 1.27 take credentialName and pass
    // over the others.
    private static void JudgeSources(ValueList values, Node tls)
    {
        var sources = ((string[])[Credential, "credentialNames", "tlsCertificates", Certificate])
            .Where(field => Has(tls, field) && (field != Certificate || Has(tls, Key)))
            .Select(field => tls.FindEntry(field)!.Value)
            .ToList();
        var mode = ValueList.Filled(tls.Find("mode"));
        if (mode is { } own && own.Is("ISTIO_MUTUAL")
            && Files.Where(field => Has(tls, field)).Select(field => tls.FindEntry(field)).FirstOrDefault() is { } file)
        {
            values.Add(new ValueProblem(values.Resource, file.Key,
                MessageText.Of($"a server of '{values.Resource}' has mode '{own.Value:1}', for which the mesh brings the certificates, and '{file.Key.Value}'"))
            {
                Label = $"not with {own.Value}",
                Related = new RelatedSpan(own.Span, "the mode"),
                Effect = Refused,
                Help = $"remove {file.Key.Value}, or set mode: SIMPLE or MUTUAL",
            });
        }
        else if (mode is { Value: "ISTIO_MUTUAL" } mutual)
        {
            JudgeMutual(values, tls, mutual);
        }
        else if (mode is { Value: "PASSTHROUGH" or "AUTO_PASSTHROUGH" } || tls.Find("mode") is null or { IsNull: true })
        {
            JudgePassed(values, tls, mode);
        }
        else if (mode is { Value: "SIMPLE" or "MUTUAL" or "OPTIONAL_MUTUAL" } && sources is [var first, var second, ..])
        {
            values.Add(new ValueProblem(values.Resource, second.Key,
                MessageText.Of($"a server of '{values.Resource}' has '{second.Key.Value}' beside '{first.Key.Value:1}', and takes its certificate from one of them only"))
            {
                Severity = Severity.Warning,
                Label = $"not beside {first.Key.Value}",
                Related = new RelatedSpan(first.Key.Span, first.Key.Value),
                Effect = $"new releases of Istio refuse the Gateway; older ones take {first.Key.Value} and pass over the other",
                Help = "keep one of the two",
            });
        }
    }

    // Releases before this was refused took the certificate of credentialName (EnableLegacyIstioMutualCredentialName in
    // pilot/pkg/features).
    private static void JudgeMutual(ValueList values, Node tls, Node mode)
    {
        if (Credentials.Where(field => Has(tls, field)).Select(field => tls.FindEntry(field)).FirstOrDefault() is not { } credential)
            return;

        values.Add(new ValueProblem(values.Resource, credential.Key,
            MessageText.Of($"a server of '{values.Resource}' has mode '{mode.Value:1}', for which the mesh brings the certificates, and '{credential.Key.Value}'"))
        {
            Severity = Severity.Warning,
            Label = $"not with {mode.Value}",
            Related = new RelatedSpan(mode.Span, "the mode"),
            Effect = "new releases of Istio refuse the Gateway; older ones take this certificate instead of that of the mesh",
            Help = $"remove {credential.Key.Value}, or set mode: SIMPLE or MUTUAL",
        });
    }

    // PASSTHROUGH is the first of the modes, and so what stands where none is given (networking/v1alpha3/gateway.proto in istio/api).
    private static void JudgePassed(ValueList values, Node tls, Node? mode)
    {
        var given = ((string[])[.. Credentials, .. Files]).Where(field => Has(tls, field)).Select(field => tls.FindEntry(field));
        if (given.FirstOrDefault() is not { } needless)
            return;

        values.Add(new ValueProblem(values.Resource, needless.Key, mode is { } written
            ? MessageText.Of(
                $"a server of '{values.Resource}' has mode '{written.Value:1}', in which the gateway passes TLS on to the pods, and '{needless.Key.Value}', which it does not use then")
            : MessageText.Of(
                $"a server of '{values.Resource}' has '{needless.Key.Value}' without a mode: that is '{"PASSTHROUGH"}', in which the gateway passes TLS on to the pods and uses no certificate"))
        {
            Severity = Severity.Warning,
            Label = mode is null ? "not used without a mode" : $"not used with {mode.Value.Value}",
            Related = mode is { } own ? new RelatedSpan(own.Span, "the mode") : null,
            Effect = mode is null
                ? "the gateway does not end TLS: it reads no requests, and routes of http take none"
                : "clients are shown the certificate of the pods, not this one",
            Help = mode is null ? "add mode: SIMPLE" : $"remove {needless.Key.Value}, or set mode: SIMPLE",
        });
    }

    // Files of the pods: each certificate with its key.
    private static void JudgeCertificates(ValueList values, Node tls, Node mode)
    {
        var isList = Has(tls, "tlsCertificates");
        if (!isList && !Has(tls, Certificate))
        {
            values.Add(new ValueProblem(values.Resource, mode,
                MessageText.Of($"a server of '{values.Resource}' ends TLS with mode '{mode.Value}', but names no certificate"))
            {
                Label = FieldChoices.Given(tls, Credential) is null ? "needs credentialName" : "needs a credentialName that is not empty",
                Effect = Refused,
                Help = "add credentialName: a Secret in the namespace of the gateway's pods",
                MayBeFilledIn = false,
            });
            return;
        }

        if (mode.Value is "MUTUAL" or "OPTIONAL_MUTUAL" && !Has(tls, Authorities) && !Has(tls, "caCertCredentialName"))
        {
            values.Add(new ValueProblem(values.Resource, mode,
                MessageText.Of($"a server of '{values.Resource}' has mode '{mode.Value}', but no '{Authorities}' to check the clients' certificates with"))
            {
                Label = "needs caCertificates",
                Effect = Refused,
                Help = "add caCertificates: a file in the gateway's pods; or set mode: SIMPLE",
                MayBeFilledIn = false,
            });
        }

        foreach (var pair in isList ? tls.FindMappings("tlsCertificates") : [tls])
        {
            if (Has(pair, Certificate) && Has(pair, Key))
                continue;

            var (given, missing) = Has(pair, Certificate) ? (Certificate, Key) : (Key, Certificate);
            values.Add(new ValueProblem(values.Resource, FieldChoices.Given(pair, given)?.Key ?? pair,
                MessageText.Of($"'{values.PathOf(pair)}' of '{values.Resource}' has no '{missing}', which mode '{mode.Value}' needs for each certificate"))
            {
                Label = $"needs {missing}",
                Effect = Refused,
                Help = $"add {missing}: a file in the gateway's pods",
            });
        }
    }

    private static bool Has(Node mapping, string field) => FieldChoices.Filled(mapping, field) is { } entry && !entry.Value.Is("");

    // As for the pods that a workload is to run beside: all but one label agree, and that one is a slip away.
    private static void JudgeSelector(LinkGraph graph, ValueList values, LabelSelector selector)
    {
        if (graph.Externals.HasPods(null, selector))
            return;

        foreach (var pods in graph.PodTemplates.Take(Spelling.MostCandidates))
        {
            var missed = selector.Pairs.Where(pair => !pods.Carries(pair.Key, pair.Value)).ToList();
            if (missed is not [var asked] || pods.Labels.Find(asked.Key) is not { } label || !NameSlips.IsOneSlip(asked.Value, label.Value))
                continue;

            values.Add(WordSlips.Of(values.Resource, asked.ValueNode,
                MessageText.Of($"'{values.Resource}' is for pods with '{asked}', which no pod template here carries"), label.Value,
                "no proxy serves the Gateway's ports",
                new RelatedSpan(label.ValueNode.Span, $"{pods.Workload.Quoted} labels its pods {label}")));
            return;
        }
    }

    private static void JudgeSecret(LinkGraph graph, ValueList values, Node name, ImmutableArray<Resource> homes)
    {
        var made = graph.NamedReferences.Producers;
        var makers = graph.FindAnywhere(Kinds.Secret, name.Value).Concat(made.Of(Kinds.Secret, name.Value)
            .Select(secret => secret.Maker)).ToList();
        if (homes.Any(home => makers.Exists(maker => graph.Namespaces.Meet(maker.Namespace, home.Namespace) != Meeting.No)
            || made.MayMake(Kinds.Secret, home.Namespace, name.Value) || graph.Externals.Has(Kinds.Secret, home.Namespace, name.Value)))
        {
            return;
        }

        if (makers is [var maker, ..])
        {
            values.Add(new ValueProblem(values.Resource, name,
                MessageText.Of($"'{values.Resource}' takes its certificate from Secret '{name.Value}', which is looked for beside the gateway's pods in {Namespaces.Describe(homes[0].Namespace)}, but '{maker:1}'{MessageText.Plain(maker.Kind == Kinds.Secret ? "" : ", which makes it,")} is in namespace '{maker.Namespace}'"))
            {
                Severity = Severity.Warning,
                Label = "not in the namespace of the gateway's pods",
                Related = Whereabouts.Of(maker),
                Effect = "the gateway has no certificate for these hosts: TLS connections to them fail",
                Help = homes[0].Namespace is { } home
                    ? $"put it into namespace '{home}'"
                    : "put it into the namespace of the gateway's pods",
            });
        }
        else if (NameSlips.Nearest(name.Value, graph.Mesh.SecretsBeside(homes)) is { } near)
        {
            values.Add(WordSlips.Of(values.Resource, name,
                MessageText.Of($"'{values.Resource}' takes its certificate from Secret '{name.Value}', which nothing here defines"),
                near.Name,
                "the gateway has no certificate for these hosts: TLS connections to them fail", Whereabouts.Definition(near)));
        }
    }
}
