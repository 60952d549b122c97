namespace Linter.Tests.Graph;

/// <summary>
/// What the CRDs of the Gateway API refuse: a fragment with the span marked, and a part of the message; without a mark it is let through.
/// </summary>
public class GatewayValuesTests
{
    private const string Route = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec:\n  ";

    [Theory]
    [InlineData("hostnames: [shop.example.com, '*.example.com', '*.com']", "")]
    [InlineData("hostnames: [[|http://a<|]]", "no URL")]
    [InlineData("hostnames: [[|Shop.example.com|]]", "capital letters")]
    [InlineData("hostnames: [[|'shop.*.com'|], [|'*'|], [|'**.com'|]]", "'*' has to be the first part")]
    [InlineData("hostnames: [[|''|]]", "is empty")]
    [InlineData("hostnames: [[|'*.'|], [|shop_1.example.com|]]", "'spec.hostnames[")]
    [InlineData("rules: [{backendRefs: [{name: web, port: [|800080|]}]}]", "between '1' and '65535'")]
    [InlineData("rules: [{backendRefs: [{name: web, port: 65535, weight: 1000000}, {name: b, port: [|0|], weight: 0}]}]", "'1' and '65535'")]
    [InlineData("rules: [{backendRefs: [{name: web, port: 1, weight: [|1000001|]}, {name: b, port: 1, weight: [|-1|]}]}]", "'0' and '1000000'")]
    [InlineData("rules: [{backendRefs: [{name: a, group: [|'*'|], port: 80}, {name: b, kind: [|'*'|]}, {name: c, group: '', kind: Service, port: 80}]}]", "'*' is not allowed in it")]
    [InlineData("rules: [{backendRefs: [{name: a, group: net.gke.io, kind: ServiceImport, port: 80}]}]", "")]
    [InlineData("rules: [{backendRefs: [{name: a, kind: [|2Service|], port: 80}, {name: a, kind: [|Service-|], port: 80}]}]", "begin with a letter")]
    [InlineData("rules: [{name: [|Cart|], backendRefs: []}]", "capital letters")]
    public void Hosts_and_backends(string spec, string message) => RefusedValues.Judge(Route + spec + "\n", message);

    [Theory]
    [InlineData("{path: {value: [|'/[]'|]}}", "'[' is not allowed")]
    [InlineData("{path: {type: Exact, value: [|'/my[/]path01'|]}}", "'[' is not allowed")]
    [InlineData("{path: {value: [|foo|]}}", "begin with '/'")]
    [InlineData("{path: {value: [|/foo//bar|]}}", "'//'")]
    [InlineData("{path: {value: [|/foo/./bar|]}}", "'/./'")]
    [InlineData("{path: {value: [|/foo/../bar|]}}", "'/../'")]
    [InlineData("{path: {value: [|/a%2fb|]}}", "'%2f'")]
    [InlineData("{path: {value: [|/a%2Fb|]}}", "'%2F'")]
    [InlineData("{path: {value: [|'/a#b'|]}}", "'#'")]
    [InlineData("{path: {value: [|/a/.|]}}", "may not end")]
    [InlineData("{path: {value: [|/a/..|]}}", "may not end")]
    [InlineData("{path: {value: [|/a%2|]}}", "hexadecimal")]
    [InlineData("{path: {value: [|/a%zz|]}}", "hexadecimal")]
    [InlineData("{path: {value: [|''|]}}", "is empty")]
    [InlineData("{path: {value: \"/a%20b/:id;x=1,2/(~@$&'!*+.-_)\"}}", "")]
    [InlineData("{path: {value: /a/..b/.c}}", "")]
    [InlineData("{path: {type: RegularExpression, value: '^//[]#'}}", "")]
    [InlineData("{headers: [{name: [|magic/|], value: a}]}", "'/' is not allowed")]
    [InlineData("{headers: [{name: 'X-a_b.c!#$%&*+^`|~', value: a}, {name: x-a, value: a}, {name: X-a, value: a}]}", "")]
    [InlineData("{headers: [{name: foo, value: bar}, {name: [|foo|], value: bar}]}", "has 'foo' twice")]
    [InlineData("{queryParams: [{name: foo, value: bar}, {name: [|foo|], value: bar}]}", "has 'foo' twice")]
    [InlineData("{queryParams: [{name: [|a b|], value: bar}]}", "' ' is not allowed")]
    public void Matches(string match, string message) => RefusedValues.Judge($"{Route}rules: [{{matches: [{match}]}}]\n", message);

    [Theory]
    [InlineData("{type: [|Redirect|]}", "has to be one of")]
    [InlineData("{type: [|ExternalAuth|]}", "no 'externalAuth'")]
    [InlineData("{type: [|RequestHeaderModifier|]}", "no 'requestHeaderModifier'")]
    [InlineData("{type: [|RequestHeaderModifier|], requestHeaderModifier: null}", "no 'requestHeaderModifier'")]
    [InlineData("{type: RequestHeaderModifier, requestHeaderModifer: {}}", "")]
    [InlineData("{type: RequestHeaderModifier, requestHeaderModifier: {}}", "")]
    [InlineData("{type: RequestHeaderModifier, [|requestRedirect|]: {port: 443}}", "has 'requestRedirect', but its type is 'RequestHeaderModifier'")]
    [InlineData("{type: RequestHeaderModifier, requestHeaderModifier: {}, [|cors|]: {}}", "has 'cors'")]
    [InlineData("{type: RequestHeaderModifier, requestHeaderModifier: {}}, {type: [|RequestHeaderModifier|], requestHeaderModifier: {}}", "two filters of type 'RequestHeaderModifier'")]
    [InlineData("{type: RequestMirror, requestMirror: {backendRef: {name: a, port: 1}}}, {type: RequestMirror, requestMirror: {backendRef: {name: b, port: [|0|]}}}", "'1' and '65535'")]
    [InlineData("{type: URLRewrite, urlRewrite: {}}, {type: [|RequestRedirect|], requestRedirect: {}}", "beside one of type 'URLRewrite'")]
    [InlineData("{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [foo, [|foo|], Foo], set: [{name: a, value: b}], add: [{name: a, value: b}]}}", "has 'foo' twice")]
    [InlineData("{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: [|'a:'|], value: b}], add: [{name: [|'b:'|], value: b}]}}", "':' is not allowed")]
    [InlineData("{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: a, value: [|\"b\\nc\"|]}]}}", "ends where its line does")]
    [InlineData("{type: RequestRedirect, requestRedirect: {hostname: [|'*.example.com'|], scheme: [|HTTPS|], port: [|70000|], statusCode: [|304|]}}", "spec.rules[0].filters[0].requestRedirect")]
    [InlineData("{type: RequestRedirect, requestRedirect: {hostname: example.com, scheme: https, port: 443, statusCode: 308}}", "")]
    [InlineData("{type: URLRewrite, urlRewrite: {path: {type: [|ReplaceFullPath|]}}}", "no 'replaceFullPath'")]
    [InlineData("{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, [|replacePrefixMatch|]: /}}}", "has 'replacePrefixMatch'")]
    [InlineData("{type: URLRewrite, urlRewrite: {path: {type: [|ReplacePrefix|], replacePrefixMatch: /}}}", "has to be one of")]
    [InlineData("{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a, port: 1}, http: {path: [|'/[]'|]}}}", "'[' is not allowed")]
    [InlineData("{type: ExternalAuth, externalAuth: {protocol: [|GRPC|], backendRef: {name: a, port: [|0|]}}}", "spec.rules[0].filters[0].externalAuth")]
    public void Filters(string filters, string message)
    {
        RefusedValues.Judge($"{Route}rules: [{{filters: [{filters}]}}]\n", message);
        RefusedValues.Judge($"{Route}rules: [{{backendRefs: [{{name: a, port: 80, filters: [{filters}]}}]}}]\n",
            message.Replace("spec.rules[0].filters", "spec.rules[0].backendRefs[0].filters", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{filters: [{type: RequestRedirect, requestRedirect: {}}], [|backendRefs|]: [{name: a, port: 80}]}", "'backendRefs' beside a 'requestRedirect'")]
    [InlineData("{filters: [{type: RequestRedirect, requestRedirect: {}}], backendRefs: []}", "")]
    [InlineData("{matches: [{path: {type: Exact, value: /a}}], filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, [|replacePrefixMatch|]: /}}}]}", "replaces a prefix")]
    [InlineData("{matches: [{path: {value: /a}}, {path: {value: /b}}], filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, [|replacePrefixMatch|]: /}}}]}", "replaces a prefix")]
    [InlineData("{matches: [{path: {value: /a}}], filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]}", "")]
    [InlineData("{filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]}", "")]
    [InlineData("{timeouts: {request: 10s, backendRequest: [|11s|]}}", "longer than the whole request may take, which is '10s'")]
    [InlineData("{timeouts: {request: 1m30s, backendRequest: 90000ms}}", "")]
    [InlineData("{timeouts: {request: 0s, backendRequest: 1h}}", "")]
    [InlineData("{timeouts: {request: [|'10'|], backendRequest: [|1d|]}}", "a duration is")]
    [InlineData("{timeouts: {request: [|100000s|], backendRequest: [|1h1m1s1ms1s|]}}", "a duration is")]
    public void Rules(string rule, string message) =>
        RefusedValues.Judge($"{Route}rules: [{rule}]\n", message);

    [Theory]
    [InlineData("{service: shop.v1.Cart_2, method: AddItem}", "")]
    [InlineData("{service: .shop.Cart}", "")]
    [InlineData("{service: [|/shop.Cart|]}", "'/' is not allowed")]
    [InlineData("{service: [|shop..Cart|]}", "each part")]
    [InlineData("{service: [|shop.1Cart|]}", "each part")]
    [InlineData("{method: [|shop/Add|]}", "'/' is not allowed")]
    [InlineData("{method: [|1Add|]}", "begin with")]
    [InlineData("{type: RegularExpression, service: '/.*', method: '[A-Z].*'}", "")]
    public void Methods_of_gRPC(string method, string message) =>
        RefusedValues.Judge(
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: GRPCRoute\nmetadata: {{name: web}}\nspec: {{rules: [{{matches: [{{method: {method}}}]}}]}}\n",
            message);

    [Fact]
    public void A_GRPCRoute_knows_fewer_filters() =>
        RefusedValues.Judge(
            "apiVersion: gateway.networking.k8s.io/v1\nkind: GRPCRoute\nmetadata: {name: web}\nspec: {rules: [{filters: [{type: [|URLRewrite|]}]}]}\n",
            "'RequestHeaderModifier, ResponseHeaderModifier, RequestMirror, ExtensionRef'");

    [Theory]
    [InlineData("{name: [|bad>|], protocol: HTTP, port: 80}", "'>' is not allowed")]
    [InlineData("{name: a, protocol: HTTP, port: [|123456789|]}", "'1' and '65535'")]
    [InlineData("{name: a, protocol: HTTP, port: 80, hostname: [|a:80|]}", "':' is not allowed")]
    [InlineData("{name: a, protocol: TCP, port: 80, [|hostname|]: a.com}", "'hostname' beside protocol 'TCP'")]
    [InlineData("{name: a, protocol: UDP, port: 80, [|hostname|]: a.com}", "'hostname' beside protocol 'UDP'")]
    [InlineData("{name: a, protocol: TLS, port: 80, hostname: a.com, tls: {mode: Passthrough}}", "")]
    [InlineData("{name: a, protocol: [|TLS|], port: 80}", "but no 'tls'")]
    [InlineData("{name: a, protocol: HTTPS, port: 443}", "")]
    [InlineData("{name: a, protocol: HTTPS, port: 443, tls: {mode: [|Passthrough|]}}", "mode 'Passthrough', but protocol 'HTTPS'")]
    [InlineData("{name: a, protocol: HTTPS, port: 443, [|tls|]: {}}", "neither")]
    [InlineData("{name: a, protocol: TLS, port: 443, [|tls|]: {mode: Terminate, certificateRefs: []}}", "neither")]
    [InlineData("{name: a, protocol: HTTPS, port: 443, tls: {options: {example.com/cert: a}}}", "")]
    [InlineData("{name: a, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: a}, {name: b, kind: [|WrongKind|]}, {name: c, group: example.com, kind: Certificate}]}}", "the core group has no such kind")]
    [InlineData("{name: a, protocol: TCP, port: 443, [|tls|]: {certificateRefs: [{name: a}]}}", "'tls' beside protocol 'TCP'")]
    [InlineData("{name: a, protocol: HTTP, port: 443, [|tls|]: {mode: Passthrough}}", "'tls' beside protocol 'HTTP'")]
    [InlineData("{name: a, protocol: example.com/proxy, port: 443, hostname: a.com, tls: {}}", "")]
    [InlineData("{name: a, protocol: HTTP, port: 80, allowedRoutes: {kinds: [{kind: HTTPRoute}, {kind: [|HttpRoute|]}, {kind: [|InvalidRoute|]}, {group: example.com, kind: InvalidRoute}]}}", "has no such kind of route")]
    public void Listeners(string listener, string message)
    {
        foreach (var kind in new[] { "Gateway", "ListenerSet" })
        {
            RefusedValues.Judge(
                $"apiVersion: gateway.networking.k8s.io/v1\nkind: {kind}\nmetadata: {{name: web}}\nspec:\n  gatewayClassName: a\n  listeners: [{listener}]\n",
                message);
        }
    }

    [Theory]
    [InlineData("{value: 10.0.0.1}", "")]
    [InlineData("{type: IPAddress, value: '2001:db8::1'}", "")]
    [InlineData("{type: IPAddress}", "")]
    [InlineData("{value: [|1.1.1|]}", "no IP address")]
    [InlineData("{value: [|foo.com|]}", "no IP address")]
    [InlineData("{type: IPAddress, value: [|256.255.255.255|]}", "no IP address")]
    [InlineData("{value: [|':::1234::'|]}", "no IP address")]
    [InlineData("{type: Hostname, value: foo.com}", "")]
    [InlineData("{type: Hostname, value: [|'foo.com:80'|]}", "':' is not allowed")]
    [InlineData("{type: example.com/custom, value: anything goes}", "")]
    public void Addresses(string address, string message) =>
        RefusedValues.Judge(
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: web}}\nspec:\n  gatewayClassName: a\n  addresses: [{address}]\n",
            message);

    [Theory]
    [InlineData("GatewayClass", "{controllerName: [|example|]}", "a domain and a path")]
    [InlineData("GatewayClass", "{controllerName: example.com/gateway}", "")]
    [InlineData("ReferenceGrant", "{from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: [|'*'|]}], to: [{group: '', kind: Service}]}", "'*' is not allowed")]
    [InlineData("ReferenceGrant", "{from: [{group: [|'*'|], kind: [|'*'|], namespace: a}], to: [{group: [|'*'|], kind: [|'*'|]}]}", "'*' is not allowed")]
    [InlineData("TLSRoute", "{hostnames: [[|http://a<|]], rules: [{backendRefs: [{name: a, port: 80}]}]}", "of 'TLSRoute web'")]
    [InlineData("TCPRoute", "{rules: [{backendRefs: [{name: a, port: [|0|]}]}]}", "'1' and '65535'")]
    [InlineData("UDPRoute", "{rules: [{backendRefs: [{name: a, port: [|0|]}]}]}", "'1' and '65535'")]
    public void Other_kinds(string kind, string spec, string message) =>
        RefusedValues.Judge($"apiVersion: gateway.networking.k8s.io/v1\nkind: {kind}\nmetadata: {{name: web}}\nspec: {spec}\n", message);
}
