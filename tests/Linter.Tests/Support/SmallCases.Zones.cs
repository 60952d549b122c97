using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of names that the cluster's DNS does not know, though a Service is nearly called so.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> ZoneCases =
    [
        .. ((string[])["api.cluster.local:8080", "http://api.cluster.local", "http://api.shop.cluster.local.:8080/a", "API.shop.Cluster.Local:8080", "other.shop.cluster.local:8080", "api.other.cluster.local:8080", "10-0-0-1.shop.pod.cluster.local:8080", "a.api.shop.cluster.local:8080", "cluster.local:8080"])
            .Select(host => ("dns-name-not-found", $"svc left out: {host}", Asked(host))),
        .. ((string[])["shop.api.svc:8080", "http://shop.api.svc.cluster.local", "a.shop.api.svc:8080", "web.api.svc:8080", "api.api.svc:8080", "shop.shop.svc:8080", "shop.api:8080"])
            .Select(host => ("dns-name-not-found", $"the namespace first: {host}", Asked(host))),
        ("dns-name-not-found", "the namespace first, where such a namespace is there", Asked("shop.api.svc:8080") + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: api}\n"),
        ("dns-name-not-found", "the namespace first, where a Service is called so", Asked("shop.api.svc:8080") + NamedPorts("shop", "other", "{port: 8080}")),
        .. ((string[])["_http._tcp.api.shop.svc", "_htpp._tcp.api.shop.svc.cluster.local", "dnssrv+_grpc._tcp.api.shop.svc.cluster.local", "_http._udp.api.shop.svc", "_dns._udp.api.shop.svc", "_metrics._tcp.api.shop.svc", "_http.api.shop.svc", "_http._tcp.other.shop.svc", "_http._tcp.bare.shop.svc", "_http._tcp.hand.shop.svc", "_http._tcp.alias.shop.svc"])
            .Select(name => ("dns-name-not-found", $"the record {name}", Asked(name))),
    ];

    private static string Asked(string host) =>
        NamedPorts("api", "shop", "{name: http, port: 8080}, {name: dns, port: 53, protocol: UDP}")
        + NamedPorts("bare", "shop", "{port: 80}")
        + NamedPorts("hand", "shop", "{name: web, port: 80}").Replace("selector: {app: hand}, ", "", StringComparison.Ordinal)
        + NamedPorts("alias", "shop", "{name: web, port: 80}").Replace("spec: {", "spec: {type: ExternalName, externalName: example.com, ", StringComparison.Ordinal)
        + "---\n" + Deployment("web", $"{{containers: [{{name: web, image: 'a:1', env: [{{name: A, value: '{host}'}}]}}]}}").Replace("{name: web}\nspec", "{name: web, namespace: shop}\nspec", StringComparison.Ordinal);

    private static string NamedPorts(string name, string @namespace, string ports) =>
        $"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {@namespace}}}\nspec: {{selector: {{app: {name}}}, ports: [{ports}]}}\n";
}
