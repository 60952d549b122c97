using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// A Gateway of Istio (validateServer and validateTLSOptions in istio/istio, pkg/config/validation): the TLS of its servers, the pods that run it, and
/// the Secrets that these look for in their own namespace. The pods of a gateway are often another unit's: nothing is said of those then.
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

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var gateway = graph.Mesh.GatewayOf(values.Resource);
        foreach (var server in gateway.Servers)
            JudgeTls(values, server);
        if (gateway.Selector is not { IsEmpty: false } selector)
            return;

        var homes = graph.Mesh.HomesOf(selector);
        if (homes.IsEmpty)
            JudgeSelector(graph, values, selector);
        if (homes.Length is 0 or > MostHomes)
            return;

        foreach (var server in gateway.Servers)
        {
            if (ValueList.Filled(server.Node.Find("tls")?.Find(Credential)) is { } name && !name.Value.Contains("://", StringComparison.Ordinal))
                JudgeSecret(graph, values, name, homes);
        }
    }

    /// <summary>
    /// Gateways read the VirtualServices that are exported to the namespace of their pods (VirtualServicesForGateway in pilot/pkg/model/push_context.go).
    /// </summary>
    public static void JudgeExport(LinkGraph graph, ValueList values)
    {
        if (values.Resource.Find(ExportTo) is not { IsSequence: true, Items.Count: > 0 } exported || exported.Items.Any(item => !item.IsScalar || item.IsNull || item.Is("*") || item.Is("") || item.Value.Contains('$', StringComparison.Ordinal)))
            return;

        var own = values.Resource.Namespace;
        foreach (var name in graph.Mesh.VirtualServiceOf(values.Resource)?.Gateways ?? [])
        {
            if (name.Find(graph) is not [var resource] || graph.Mesh.GatewayOf(resource).Selector is not { IsEmpty: false } selector || graph.Mesh.HomesOf(selector) is not { Length: > 0 and <= MostHomes } homes
                || homes.Any(at => exported.Items.Any(item => graph.Namespaces.Meet(item.Is(".") ? own : item.Value, at.Namespace) != Meeting.No)))
            {
                continue;
            }

            var home = homes[0];
            values.Add(new ValueProblem(values.Resource, exported.Items.First(), MessageText.Of($"'{values.Resource}' is exported to '{string.Join(", ", exported.Items.Select(item => item.Value))}', but the pods of its '{resource}' are those of '{home:1}' in {Namespaces.Describe(home.Namespace)}"))
            {
                Severity = Severity.Warning,
                Label = "not exported to the gateway",
                Related = Whereabouts.Of(home),
                Effect = "the gateway does not see the VirtualService: requests to its hosts get 404",
                Help = home.Namespace is { } its ? $"add '{its}', or leave exportTo out" : "add the namespace of the gateway, or leave exportTo out",
            });
            return;
        }
    }

    private static void JudgeTls(ValueList values, IstioServer server)
    {
        var tls = server.Node.Find("tls") is { IsNull: false } given ? given : (Node?)null;
        if (server.Protocol is "HTTPS" or "TLS" && tls is null)
        {
            values.Add(new ValueProblem(values.Resource, server.Node.Find("port")!.Value.Find("protocol")!.Value, MessageText.Of($"a server of '{values.Resource}' has the protocol '{server.Protocol}', but no '{"tls"}'"))
            {
                Label = "needs tls beside it",
                Effect = Refused,
                Help = "add tls with a mode and a credentialName, or mode: PASSTHROUGH",
            });
        }
        else if (tls is { IsMapping: true } settings && ValueList.Filled(settings.Find("mode")) is { } mode && mode.Value is "SIMPLE" or "MUTUAL" or "OPTIONAL_MUTUAL" && !Has(settings, Credential) && !Has(settings, "credentialNames"))
        {
            JudgeCertificates(values, settings, mode);
        }
    }

    // Files of the pods: each certificate with its key.
    private static void JudgeCertificates(ValueList values, Node tls, Node mode)
    {
        var isList = Has(tls, "tlsCertificates");
        if (!isList && !Has(tls, Certificate))
        {
            values.Add(new ValueProblem(values.Resource, mode, MessageText.Of($"a server of '{values.Resource}' ends TLS with mode '{mode.Value}', but names no certificate"))
            {
                Label = FieldChoices.Given(tls, Credential) is null ? "needs credentialName" : "needs a credentialName that is not empty",
                Effect = Refused,
                Help = "add credentialName: a Secret in the namespace of the gateway's pods",
                MayBeFilledIn = false,
            });
            return;
        }

        foreach (var pair in isList ? tls.FindMappings("tlsCertificates") : [tls])
        {
            if (Has(pair, Certificate) && Has(pair, Key))
                continue;

            var (given, missing) = Has(pair, Certificate) ? (Certificate, Key) : (Key, Certificate);
            values.Add(new ValueProblem(values.Resource, FieldChoices.Given(pair, given)?.Key ?? pair, MessageText.Of($"'{values.PathOf(pair)}' of '{values.Resource}' has no '{missing}', which mode '{mode.Value}' needs for each certificate"))
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

            values.Add(WordSlips.Of(values.Resource, asked.ValueNode, MessageText.Of($"'{values.Resource}' is for pods with '{asked}', which no pod template here carries"), label.Value, "no proxy serves the Gateway's ports",
                new RelatedSpan(label.ValueNode.Span, $"{pods.Workload.Quoted} labels its pods {label}")));
            return;
        }
    }

    private static void JudgeSecret(LinkGraph graph, ValueList values, Node name, ImmutableArray<Resource> homes)
    {
        var made = graph.NamedReferences.Producers;
        var makers = graph.FindAnywhere(Kinds.Secret, name.Value).Concat(made.Of(Kinds.Secret, name.Value).Select(secret => secret.Maker)).ToList();
        if (homes.Any(home => makers.Exists(maker => graph.Namespaces.Meet(maker.Namespace, home.Namespace) != Meeting.No)
            || made.MayMake(Kinds.Secret, home.Namespace, name.Value) || graph.Externals.Has(Kinds.Secret, home.Namespace, name.Value)))
            return;

        if (makers is [var maker, ..])
        {
            values.Add(new ValueProblem(values.Resource, name, MessageText.Of($"'{values.Resource}' takes its certificate from Secret '{name.Value}', which is looked for beside the gateway's pods in {Namespaces.Describe(homes[0].Namespace)}, but '{maker:1}'{MessageText.Plain(maker.Kind == Kinds.Secret ? "" : ", which makes it,")} is in namespace '{maker.Namespace}'"))
            {
                Severity = Severity.Warning,
                Label = "not in the namespace of the gateway's pods",
                Related = Whereabouts.Of(maker),
                Effect = "the gateway has no certificate for these hosts: TLS connections to them fail",
                Help = homes[0].Namespace is { } home ? $"put it into namespace '{home}'" : "put it into the namespace of the gateway's pods",
            });
        }
        else if (NameSlips.Nearest(name.Value, graph.Mesh.SecretsBeside(homes)) is { } near)
        {
            values.Add(WordSlips.Of(values.Resource, name, MessageText.Of($"'{values.Resource}' takes its certificate from Secret '{name.Value}', which nothing here defines"), near.Name,
                "the gateway has no certificate for these hosts: TLS connections to them fail", Whereabouts.Definition(near)));
        }
    }
}
