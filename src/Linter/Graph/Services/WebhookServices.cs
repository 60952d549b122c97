using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A Service that the API server itself calls.</summary>
/// <param name="From">The webhook configuration, APIService or definition.</param>
/// <param name="Entry">The key <c>service</c> and its mapping.</param>
/// <param name="NameNode">The scalar of the Service's name.</param>
/// <param name="Name">Its name.</param>
/// <param name="NamespaceNode">The scalar of the Service's namespace.</param>
/// <param name="Port">Number of the Service port, 443 where none is given.</param>
/// <param name="PortNode">Its scalar; null where none is given.</param>
/// <param name="Count">How many entries of the same resource call the same port of the same Service.</param>
public sealed record WebhookCall(
    Resource From, Entry Entry, Node NameNode, string Name, Node NamespaceNode, int Port, Node? PortNode, int Count)
{
    public string Namespace => NamespaceNode.Value;

    /// <summary>What breaks while the Service does not answer.</summary>
    public string Effect =>
        From.Kind == Kinds.ApiService ? "the API group is unavailable, and deleting a namespace waits until it is back"
        : From.Kind == Kinds.CustomResourceDefinition ? "the API server cannot convert objects between the versions: they can be neither read nor written in another one"
        : IsFailing ? "the API server cannot reach the webhook and refuses every request that it is asked about"
        : "the API server cannot reach the webhook and passes over it: nothing is checked or filled in";

    // The default is Fail in v1 and Ignore in v1beta1.
    private bool IsFailing => From.Select(WebhookServices.FailurePolicies).Any(policy => policy.Is("Fail"))
        || (From.ApiVersion.EndsWith("/v1", StringComparison.Ordinal) && !From.Select(WebhookServices.FailurePolicies).Any());
}

/// <summary>
/// Where the kinds say which Service the API server calls; all of them name a namespace and default the port to 443.
/// Sources: k8s.io/api admissionregistration, apiextensions-apiserver (v1 and v1beta1) and kube-aggregator types.
/// </summary>
public static class WebhookServices
{
    private const int DefaultPort = 443;

    internal static readonly NodePath FailurePolicies = NodePath.Parse("webhooks[*].failurePolicy");
    private static readonly NodePath ConversionStrategy = NodePath.Parse("spec.conversion.strategy");

    private static readonly Dictionary<GroupKind, ImmutableArray<NodePath>> Owners = new()
    {
        [Kinds.ValidatingWebhookConfiguration] = [NodePath.Parse("webhooks[*].clientConfig")],
        [Kinds.MutatingWebhookConfiguration] = [NodePath.Parse("webhooks[*].clientConfig")],
        [Kinds.ApiService] = [NodePath.Parse("spec")],
        [Kinds.CustomResourceDefinition] = [NodePath.Parse("spec.conversion.webhook.clientConfig"),
            NodePath.Parse("spec.conversion.webhookClientConfig")],
    };

    /// <summary>The kinds that may name such a Service, ordered.</summary>
    internal static ImmutableArray<GroupKind> Callers { get; } = [.. Owners.Keys.OrderBy(kind => kind.ToString(), StringComparer.Ordinal)];

    /// <summary>All calls of the unit, those of one resource to one port of one Service as one, in order.</summary>
    public static IEnumerable<WebhookCall> Of(LinkGraph graph) =>
        Callers.SelectMany(kind => graph.OfKind(kind)).SelectMany(Of);

    private static IEnumerable<WebhookCall> Of(Resource resource)
    {
        // clientConfig without a strategy of Webhook is invalid or left over.
        if (resource.Kind == Kinds.CustomResourceDefinition && resource.Find(ConversionStrategy) is not { } strategy)
            return [];
        if (resource.Kind == Kinds.CustomResourceDefinition && !resource.Find(ConversionStrategy)!.Value.Is("Webhook"))
            return [];

        return Owners[resource.Kind]
            .SelectMany(path => resource.Select(path))
            .Select(owner => Read(resource, owner))
            .OfType<WebhookCall>()
            .GroupBy(call => (call.Namespace, call.Name, call.Port))
            .Select(calls => calls.First() with { Count = calls.Count() });
    }

    // What is not there or of another type is missing-field or wrong-type.
    private static WebhookCall? Read(Resource resource, Node owner)
    {
        if (owner.FindEntry("service") is not { Value.IsMapping: true } entry || Text(entry.Value.Find("name")) is not { } name
            || Text(entry.Value.Find("namespace")) is not { } @namespace)
        {
            return null;
        }

        var portNode = entry.Value.Find("port") is { IsNull: false } written ? written : (Node?)null;
        return portNode is not null && IntOrString.Integer(portNode) is null or <= 0
            ? null
            : new WebhookCall(resource, entry, name, name.Value, @namespace, IntOrString.Integer(portNode) ?? DefaultPort, portNode, 1);
    }

    private static Node? Text(Node? node) =>
        node is { IsScalar: true, Scalar.Type: ScalarType.String } text && text.Value.Length > 0 ? text : null;
}
