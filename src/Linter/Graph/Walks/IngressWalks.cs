using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Walks;

/// <summary>What a traced request says of itself, and what decided where it goes; nothing of it for an entry point as such.</summary>
/// <param name="Host">Why this host.</param>
/// <param name="Path">Why this path.</param>
/// <param name="Scheme">"http" or "https"; empty where none is asked.</param>
/// <param name="Name">The request; empty for the entry point's own name.</param>
internal sealed record WalkAsk(string Host, string Path, string Scheme, string Name)
{
    public static WalkAsk None { get; } = new("", "", "", "");
}

/// <summary>From the paths and default backends of Ingresses to pods.</summary>
internal sealed class IngressWalks
{
    private readonly ServiceWalks services;
    private readonly LinkGraph graph;
    private readonly Dictionary<TlsPlace, TlsHost> tls = [];
    private Dictionary<(string? Namespace, string Service), WalkSuspects>? askersOf;

    public IngressWalks(ServiceWalks services)
    {
        this.services = services;
        graph = services.Graph;
        foreach (var ingress in graph.Ingresses)
        {
            foreach (var entry in ingress.Spec?.Find("tls")?.Items ?? default)
            {
                foreach (var host in entry.Find("hosts")?.Items ?? default)
                {
                    if (host is { IsScalar: true, IsNull: false })
                        Add(new TlsHost(ingress, host, entry.FindText("secretName")));
                }
            }
        }
    }

    private void Add(TlsHost section)
    {
        var host = section.Host.Value.ToLowerInvariant();
        tls.TryAdd(new TlsPlace(section.Ingress, null, null, host), section);
        tls.TryAdd(new TlsPlace(null, section.Ingress.Class, section.Ingress.Resource.Namespace, host), section);
    }

    /// <summary>Every path and default backend, in order.</summary>
    public IEnumerable<Walk> Of(ImmutableArray<IngressView> some) => some.SelectMany(ingress =>
        (ingress.DefaultBackend is { } backend ? [OfDefault(backend, WalkAsk.None)] : Enumerable.Empty<Walk>())
        .Concat(ingress.Rules.SelectMany(rule => rule.Paths).Select(path => Of(path, WalkAsk.None))));

    public Walk Of(IngressPath path, WalkAsk ask)
    {
        var ingress = path.Rule.Ingress;
        var entry = new EntryPoint(EntryKind.Ingress, ask.Name.Length > 0 ? ask.Name : NameOf(path), ingress.Resource, (path.PathNode ?? path.Node).Head);
        var type = path.Type.Length > 0 ? $" ({path.Type})" : "";
        ImmutableArray<SourceSpan> own = [.. new[] { path.PathNode, path.TypeNode }.OfType<Node>().Select(node => node.Span)];
        return new Walk(entry,
        [
            Host(ingress, path.Rule.HostNode, ask),
            .. Tls(ingress, path.Rule.HostNode, ask),
            new WalkHop(HopKind.Path, WalkMark.Ok, (path.Path.Length == 0 ? "/" : path.Path) + type, ask.Path, (path.PathNode ?? path.Node).Head)
            {
                Suspects = own.IsEmpty ? [] : [new WalkSuspects(own)],
            },
            .. Backend(ingress, path.Backend, path.Node.Head),
        ]);
    }

    private static string NameOf(IngressPath path) =>
        (path.Rule.HostNode is null ? "*" : path.Rule.Host) + (path.Path.StartsWith('/') ? "" : "/") + path.Path;

    public Walk OfDefault(IngressBackend backend, WalkAsk ask)
    {
        var ingress = backend.Ingress;
        var name = ingress.Rules.IsEmpty ? "* (every host and path)" : $"what no rule of Ingress {WalkText.Of(ingress.Resource)} matches";
        var entry = new EntryPoint(EntryKind.Ingress, ask.Name.Length > 0 ? ask.Name : name, ingress.Resource, backend.Entry.Key.Span);
        return new Walk(entry, [Host(ingress, null, ask), new WalkHop(HopKind.Path, WalkMark.Ok, "default backend", ask.Path, backend.Entry.Key.Span), .. Backend(ingress, backend, backend.Entry.Key.Span)]);
    }

    private WalkHop Host(IngressView ingress, Node? host, WalkAsk ask)
    {
        var title = $"Ingress {WalkText.Of(ingress.Resource)}";
        var how = ingress.Class is { } name ? $"{title}, class {name}" : title;
        return new WalkHop(HopKind.Host, WalkMark.Ok, host?.Value ?? "any host", ask.Host.Length > 0 ? $"{how}; {ask.Host}" : how, (host ?? ingress.Resource.NameNode).Span)
        {
            Suspects = [services.Whole(ingress.Resource)],
            Brief = title,
        };
    }

    private IEnumerable<WalkHop> Tls(IngressView ingress, Node? host, WalkAsk ask)
    {
        if (host is { } named && SecureOf(ingress, named.Value) is { } secure)
        {
            var what = secure.Secret is { } secret ? $"Secret {secret.Value}" : "the controller's certificate";
            yield return new WalkHop(HopKind.Tls, WalkMark.Ok, what, ask.Scheme == "http" ? "this host has TLS: many controllers answer http with a redirect to https" : "", (secure.Secret ?? secure.Host).Span)
            {
                Suspects = [new WalkSuspects([secure.Host.Span, .. secure.Secret is { } at ? [at.Span] : ImmutableArray<SourceSpan>.Empty])],
            };
        }
        else if (ask.Scheme == "https")
        {
            var isElsewhere = IngressControllers.EncryptsElsewhere(ingress);
            yield return new WalkHop(HopKind.Tls, isElsewhere ? WalkMark.Ok : WalkMark.Warn, isElsewhere ? "not by this Ingress" : "no spec.tls for this host",
                isElsewhere ? "the controller encrypts by other means" : "https ends at the controller's default certificate", null);
        }
    }

    // Its own section first; Ingresses of one class and namespace share what they say of a host.
    private TlsHost? SecureOf(IngressView ingress, string host)
    {
        if (tls.Count == 0)
            return null;

        var name = host.ToLowerInvariant();
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        string[] hosts = dot > 0 && !name.StartsWith('*') ? [name, string.Concat("*", name.AsSpan(dot))] : [name];
        var places = hosts.Select(one => new TlsPlace(ingress, null, null, one))
            .Concat(hosts.SelectMany(one => graph.Namespaces.Same(ingress.Resource.Namespace).Select(same => new TlsPlace(null, ingress.Class, same, one))));
        return places.Select(place => tls.GetValueOrDefault(place)).FirstOrDefault(section => section is not null);
    }

    private IEnumerable<WalkHop> Backend(IngressView ingress, IngressBackend? backend, SourceSpan at)
    {
        if (backend is null)
            return [new WalkHop(HopKind.Backend, WalkMark.Broken, "none", "the path has no backend", at) { Suspects = [new WalkSuspects([at])] }];
        if (IngressAnnotations.IsRedirect(ingress.Resource))
            return [new WalkHop(HopKind.Backend, WalkMark.Unknown, "a redirect", "ingress-nginx answers by itself, as an annotation says", backend.Entry.Key.Span)];
        if (backend.IsControllerAction)
            return [new WalkHop(HopKind.Backend, WalkMark.Unknown, "an action of the controller", "which stands in an annotation", backend.Entry.Key.Span)];
        if (backend.ServiceName is not { } name)
        {
            return backend.ResourceNode is { IsMapping: true } other
                ? [new WalkHop(HopKind.Backend, WalkMark.Unknown, $"{other.FindText("kind")?.Value} {other.FindText("name")?.Value}".Trim(), "a backend that is no Service", other.Head)]
                : [new WalkHop(HopKind.Backend, WalkMark.Broken, "none", "the backend names no Service", backend.Entry.Key.Span) { Suspects = [new WalkSuspects([backend.Entry.Span])] }];
        }

        return Service(ingress.Resource, backend, name);
    }

    private IEnumerable<WalkHop> Service(Resource ingress, IngressBackend backend, string name)
    {
        var at = backend.ServiceNameNode!.Value.Span;
        var found = graph.Find(Kinds.Service, ingress.Namespace, name);
        if (found.Certain.IsEmpty)
            return [ServiceMissing(graph, found, ingress.Namespace, name, at, Suspects(ingress.Namespace, name))];

        var views = found.Certain.Select(graph.ServiceOf).ToImmutableArray();
        var service = views[0];
        if (service.IsExternalName)
            return [Own(services.Found(service, "same namespace as the Ingress"), backend), ServiceWalks.Elsewhere(service)!];
        if (backend.Port is not { } asked)
        {
            return [services.Found(service, "same namespace as the Ingress"),
                new WalkHop(HopKind.Port, WalkMark.Broken, "none", "the backend asks for no port that can be read", backend.Entry.Key.Span) { Suspects = [new WalkSuspects([backend.Entry.Span])] }];
        }

        var port = views.Select(view => AskedPort.Find(view, asked)).FirstOrDefault(one => one is not null);
        if (port is not null)
            return [Own(services.Found(port.Service, "same namespace as the Ingress"), backend), .. services.Port(port, asked.ToString(), WalkSource.Outside)];

        return [services.Found(service, "same namespace as the Ingress"), .. NoPort(services, service, asked, "TCP", new WalkSuspects([backend.Entry.Span], "ingress-port-not-found"))];
    }

    // What is wrong with the backend's own words is told at the Service.
    private static WalkHop Own(WalkHop hop, IngressBackend backend) => hop with { Suspects = [.. hop.Suspects, new WalkSuspects([backend.Entry.Span])] };

    private WalkSuspects Suspects(string? @namespace, string name)
    {
        askersOf ??= graph.Ingresses
            .SelectMany(ingress => ingress.Backends)
            .Where(backend => backend.ServiceName is not null)
            .GroupBy(backend => (backend.Ingress.Resource.Namespace, backend.ServiceName!), backend => backend.ServiceNameNode!.Value.Span)
            .ToDictionary(askers => askers.Key, askers => new WalkSuspects([.. askers], "ingress-service-not-found"));
        return askersOf.GetValueOrDefault((@namespace, name)) ?? new WalkSuspects([], "ingress-service-not-found");
    }

    /// <summary>A Service that is not there, as far as it can be told.</summary>
    public static WalkHop ServiceMissing(LinkGraph graph, Lookup found, string? @namespace, string name, SourceSpan at, WalkSuspects suspects)
    {
        var full = @namespace is null ? name : $"{@namespace}/{name}";
        var (mark, how) = graph.Externals.WhereIs(Kinds.Service, @namespace, name) is { } where ? (WalkMark.Unknown, where)
            : graph.HasNone(Kinds.Service) ? (WalkMark.Unknown, "no Service is among these manifests")
            : !found.Possible.IsEmpty ? (WalkMark.Unknown, "only one of the two names its namespace")
            : (WalkMark.Broken, "no such Service");
        return new WalkHop(HopKind.Service, mark, mark == WalkMark.Broken ? $"{full} → none" : full, how, at) { Suspects = [suspects] };
    }

    /// <summary>A port that the Service has not, and what would follow with the one that was meant.</summary>
    public static IEnumerable<WalkHop> NoPort(ServiceWalks services, ServiceView service, IntOrString asked, string protocol, WalkSuspects suspects)
    {
        var meaning = AskedPort.Explain(service, asked, protocol);
        var means = meaning.Meaning switch
        {
            AskedPortMeaning.TargetPort => $"; {asked} is its targetPort",
            AskedPortMeaning.NodePort => $"; {asked} is its nodePort",
            AskedPortMeaning.ContainerPort => $"; {asked} is a port of its pods",
            AskedPortMeaning.OtherProtocol => ", with another protocol",
            _ => "",
        };
        yield return new WalkHop(HopKind.Port, WalkMark.Broken, $"{asked} → none", service.Ports.IsEmpty ? "the Service exposes no port" : $"the Service exposes {service.PortList}{means}", asked.Node.Span)
        {
            Suspects = [suspects],
            Instead = meaning.Meant is { } instead ? $"port {instead.Port}" : "",
        };
        if (meaning.Meant is not { } meant)
            yield break;
        foreach (var hop in services.Behind(meant, WalkSource.Outside))
            yield return hop;
    }

    /// <summary>Where a host is looked up: in one Ingress, or else in those of a class and namespace, of which the first counts.</summary>
    private sealed record TlsPlace(IngressView? Ingress, string? Class, string? Namespace, string Host);

    /// <summary>A host that an Ingress has a certificate for.</summary>
    private sealed record TlsHost(IngressView Ingress, Node Host, Node? Secret);
}
