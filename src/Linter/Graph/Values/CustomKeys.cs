using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Keys of Secrets and ConfigMaps that custom resources name: judged is a key that its holder, which these manifests define with data,
/// does not have.
/// </summary>
internal static class CustomKeys
{
    /// <param name="Owner">The mapping that holds name and key.</param>
    /// <param name="Target">What it names; null where a kind beside the name says it.</param>
    /// <param name="Key">The field of the key.</param>
    /// <param name="Default">The key that is read where none is given; empty for none.</param>
    /// <param name="Effect">What happens as long as it is not there.</param>
    private sealed record Row(NodePath Owner, GroupKind? Target, string Key, string Default, string Effect);

    private const int Shown = 4;
    private const string NotIssued = "the challenge fails: no certificate is issued";
    private const string NotMade = "the datasource is not made";
    private const string NoBackup = "no backup is taken";
    private const string NotConfigured = "the operator stops at the missing key and configures nothing";
    private const string NoCredentials = "the store has no credentials: no Secret is made from it";
    private const string EmptyParameter = "KEDA takes it for empty: the trigger has no credentials, and nothing is scaled by it";

    // The namespace of cert-manager's own pods, in which it looks for what a ClusterIssuer names (its documentation, Configuration).
    private const string CertManagerNamespace = "cert-manager";

    private static readonly GroupKind ClusterIssuer = CustomNames.Issuers[1];

    // SecretKeySelectors of pkg/apis/acme/v1 in cert-manager/cert-manager.
    private static readonly ImmutableArray<string> OfDnsProviders =
    [
        "apiKeySecretRef", "apiTokenSecretRef", "tokenSecretRef", "secretAccessKeySecretRef", "clientSecretSecretRef",
        "serviceAccountSecretRef", "clientTokenSecretRef", "accessTokenSecretRef",
    ];

    // The types of these projects: ValuesReference in fluxcd/helm-controller, where optional stands for the object alone;
    // AuthSecretTargetRef in kedacore/keda; loadAdditionalScrapeConfigsSecret in prometheus-operator; GrafanaDatasourceValueFromSource in
    // grafana/grafana-operator; AWSAuthSecretRef in external-secrets; S3Credentials in cloudnative-pg.
    private static readonly Dictionary<GroupKind, ImmutableArray<Row>> Rows = new()
    {
        [Kinds.HelmRelease] = [new(NodePath.Parse("spec.valuesFrom[*]"), null, "valuesKey", "values.yaml", "the release is not installed")],
        [new("keda.sh", "TriggerAuthentication")] = [Secret("spec.secretTargetRef[*]", EmptyParameter)],
        [new("monitoring.coreos.com", "Prometheus")] = [Secret("spec.additionalScrapeConfigs", NotConfigured)],
        [new("monitoring.coreos.com", "PrometheusAgent")] = [Secret("spec.additionalScrapeConfigs", NotConfigured)],
        [new("grafana.integreatly.org", "GrafanaDatasource")] =
        [
            Secret("spec.valuesFrom[*].valueFrom.secretKeyRef", NotMade),
            Secret("spec.valuesFrom[*].valueFrom.configMapKeyRef", NotMade) with { Target = Kinds.ConfigMap },
        ],
        [new("external-secrets.io", "SecretStore")] =
        [
            Secret("spec.provider.aws.auth.secretRef.accessKeyIDSecretRef", NoCredentials),
            Secret("spec.provider.aws.auth.secretRef.secretAccessKeySecretRef", NoCredentials),
        ],
        [new("postgresql.cnpg.io", "Cluster")] =
        [
            Secret("spec.backup.barmanObjectStore.s3Credentials.accessKeyId", NoBackup),
            Secret("spec.backup.barmanObjectStore.s3Credentials.secretAccessKey", NoBackup),
        ],
        [CustomNames.Issuers[0]] = [.. OfIssuers()],
        [ClusterIssuer] = [.. OfIssuers()],
    };

    public static void Judge(LinkGraph graph, ValueList values)
    {
        foreach (var row in Rows.GetValueOrDefault(values.Resource.Kind, []))
        {
            foreach (var owner in values.Resource.Select(row.Owner))
                Judge(graph, values, row, owner);
        }
    }

    private static void Judge(LinkGraph graph, ValueList values, Row row, Node owner)
    {
        var (resource, key) = (values.Resource, owner.Find(row.Key));
        if (ValueList.Filled(owner.Find("name")) is not { } name || (row.Target ?? KindOf(owner.Find("kind"))) is not { } kind
            || (key is { } given ? HeldKeys.IsKey(given) ? given.Value : "" : row.Default) is not { Length: > 0 } asked)
        {
            return;
        }

        var @namespace = resource.Kind == ClusterIssuer ? CertManagerNamespace : resource.Namespace;
        var holders = graph.Find(kind, @namespace, name.Value).Certain;
        if (holders.IsEmpty || graph.NamedReferences.Producers.MayMake(kind, @namespace, name.Value)
            || holders.Any(holder => graph.HeldKeysOf(holder) is var held && (held.IsEmpty || held.IsFilled || held.Has(asked))))
        {
            return;
        }

        var (holder, keys) = (holders[0], graph.HeldKeysOf(holders[0]));
        var how = MessageText.Plain(key is null ? ", the default one," : "");
        var near = keys.Nearest(asked);
        values.Add(new ValueProblem(resource, key ?? name,
            MessageText.Of($"'{resource}' reads key '{asked}'{how} of '{holder}', which {Holds(keys, near)}"))
        {
            Severity = Severity.Warning,
            Label = "no such key",
            Related = new RelatedSpan((near ?? holder.NameNode).Span,
                near is { } other ? $"{holder.Quoted} holds '{other.Value}' here" : $"{holder.Quoted} is defined here"),
            Effect = row.Effect,
            Help = near is { } meant
                ? key is null ? $"write {row.Key}: {meant.Value}" : $"did you mean '{meant.Value}'?"
                : $"add the key to the {holder.KindName}, or read one that it holds",
            Fix = near is { } right && key is { } at && ScalarEdit.Replace(resource.Root, at, right.Value) is { } edit
                ? new Fix($"read key '{right.Value}'", [edit], IsSafe: false)
                : null,
        });
    }

    private static MessageText Holds(HeldKeys keys, Node? near) => near is { } close
        ? MessageText.Of($"does not hold it; nearest is '{close.Value:1}'")
        : MessageText.Of($"holds only '{Listing.Of(keys.Names, Shown):1}'");

    private static GroupKind? KindOf(Node? kind) => kind is not { } word ? null
        : word.Is(Kinds.Secret.Kind) ? Kinds.Secret
        : word.Is(Kinds.ConfigMap.Kind) ? Kinds.ConfigMap
        : null;

    private static Row Secret(string owner, string effect) => new(NodePath.Parse(owner), Kinds.Secret, "key", "", effect);

    private static IEnumerable<Row> OfIssuers() => OfDnsProviders.Select(field => Secret($"spec.acme.solvers[*].dns01.*.{field}", NotIssued));
}
