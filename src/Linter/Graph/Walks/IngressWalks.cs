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
    public IEnumerable<Walk> Of(ImmutableArray<IngressView> some)
    {
        foreach (var ingress in some)
        {
            if (ingress.DefaultBackend is { } backend)
                yield return OfDefault(backend, WalkAsk.None);
            foreach (var rule in ingress.Rules)
            {
                foreach (var path in rule.Paths)
                    yield return Of(path, WalkAsk.None);
            }
        }
    }

    public Walk Of(IngressPath path, WalkAsk ask)
    {
        var ingress = path.Rule.Ingress;
        var at = (path.PathNode ?? path.Node).Head;
        var hop = services.Sound(HopKind.Path)
            ?? new WalkHop(HopKind.Path, WalkMark.Ok, Wording.Of(path, Describe), ask.Path,
                at) { Suspects = [WalkSuspects.At(path, OwnOf)] };
        return new Walk(
            new EntryPoint(EntryKind.Ingress, ask.Name.Length > 0 ? ask.Name : Wording.Of(path, NameOf), ingress.Resource, at),
            [
                Host(ingress, path.Rule.HostNode, ask), .. Tls(ingress, path.Rule.HostNode, ask), hop,
                .. Backend(ingress, path.Backend, path.Node.Head)
            ]);
    }

    private static ImmutableArray<SourceSpan> OwnOf(IngressPath path) =>
        [.. new[] { path.PathNode, path.TypeNode }.OfType<Node>().Select(node => node.Span)];

    private static string Describe(IngressPath path) =>
        (path.Path.Length == 0 ? "/" : path.Path) + (path.Type.Length > 0 ? $" ({path.Type})" : "");

    private static string NameOf(IngressPath path) =>
        (path.Rule.HostNode is null ? "*" : path.Rule.Host) + (path.Path.StartsWith('/') ? "" : "/") + path.Path;

    public Walk OfDefault(IngressBackend backend, WalkAsk ask)
    {
        var ingress = backend.Ingress;
        var name = ingress.Rules.IsEmpty
            ? "* (every host and path)"
            : Wording.Of(ingress, static ingress => $"what no rule of Ingress {WalkText.Of(ingress.Resource)} matches");
        var entry = new EntryPoint(EntryKind.Ingress, ask.Name.Length > 0 ? ask.Name : name, ingress.Resource, backend.Entry.Key.Span);
        return new Walk(entry,
            [
                Host(ingress, null, ask), new WalkHop(HopKind.Path, WalkMark.Ok, "default backend", ask.Path, backend.Entry.Key.Span),
                .. Backend(ingress, backend, backend.Entry.Key.Span)
            ]);
    }

    private WalkHop Host(IngressView ingress, Node? host, WalkAsk ask)
    {
        if (services.Sound(HopKind.Host) is { } sound)
            return sound;

        var title = Wording.Of(ingress.Resource, WalkText.Full);
        var how = ingress.Class is null && ask.Host.Length == 0
            ? title
            : Wording.Of((ingress, ask), static it => Describe(it.ingress, it.ask));
        var what = host is { } named ? Wording.Of(named, static named => named.Value) : "any host";
        return new WalkHop(HopKind.Host, WalkMark.Ok, what, how, (host ?? ingress.Resource.NameNode).Span,
            title) { Suspects = [services.Whole(ingress.Resource)] };
    }

    private static string Describe(IngressView ingress, WalkAsk ask)
    {
        var how = ingress.Class is { } name ? $"{WalkText.Full(ingress.Resource)}, class {name}" : WalkText.Full(ingress.Resource);
        return ask.Host.Length > 0 ? $"{how}; {ask.Host}" : how;
    }

    private ImmutableArray<WalkHop> Tls(IngressView ingress, Node? host, WalkAsk ask)
    {
        if (host is { } named && SecureOf(ingress, named) is { } secure)
        {
            var what = secure.Secret is { } secret
                ? Wording.Of(secret, static secret => $"Secret {secret.Value}")
                : "the controller's certificate";
            var how = ask.Scheme == "http" ? "this host has TLS: many controllers answer http with a redirect to https" : "";
            return [new WalkHop(HopKind.Tls, WalkMark.Ok, what, how, (secure.Secret ?? secure.Host).Span)
            {
                Suspects = [new WalkSuspects(secure.Secret is { } at ? [secure.Host.Span, at.Span] : [secure.Host.Span])],
            }];
        }

        if (ask.Scheme != "https")
            return [];
        return IngressControllers.EncryptsElsewhere(ingress)
            ? [new WalkHop(HopKind.Tls, WalkMark.Ok, "not by this Ingress", "the controller encrypts by other means", null)]
            : [new WalkHop(HopKind.Tls, WalkMark.Warn, "no spec.tls for this host", "https ends at the controller's default certificate", null)];
    }

    // Its own section first; Ingresses of one class and namespace share what they say of a host.
    private TlsHost? SecureOf(IngressView ingress, Node host)
    {
        if (tls.Count == 0)
            return null;

        var name = host.Value.ToLowerInvariant();
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        string[] hosts = dot > 0 && !name.StartsWith('*') ? [name, string.Concat("*", name.AsSpan(dot))] : [name];
        var places = hosts.Select(one => new TlsPlace(ingress, null, null, one))
            .Concat(hosts.SelectMany(one => graph.Namespaces.Same(ingress.Resource.Namespace)
                .Select(same => new TlsPlace(null, ingress.Class, same, one))));
        return places.Select(place => tls.GetValueOrDefault(place)).FirstOrDefault(section => section is not null);
    }

    private ImmutableArray<WalkHop> Backend(IngressView ingress, IngressBackend? backend, SourceSpan at)
    {
        if (backend is null)
        {
            return [new WalkHop(HopKind.Backend, WalkMark.Broken, "none", "the path has no backend",
                at) { Suspects = [new WalkSuspects([at])] }];
        }

        if (IngressAnnotations.IsRedirect(ingress.Resource))
        {
            return [new WalkHop(HopKind.Backend, WalkMark.Unknown, "a redirect", "ingress-nginx answers by itself, as an annotation says",
                backend.Entry.Key.Span)];
        }

        if (backend.IsControllerAction)
        {
            return [new WalkHop(HopKind.Backend, WalkMark.Unknown, "an action of the controller", "which stands in an annotation",
                backend.Entry.Key.Span)];
        }

        if (backend.ServiceName is not { } name)
        {
            return backend.ResourceNode is { IsMapping: true } other
                ? [new WalkHop(HopKind.Backend, WalkMark.Unknown, $"{other.FindText("kind")?.Value} {other.FindText("name")?.Value}".Trim(),
                    "a backend that is no Service", other.Head)]
                : [new WalkHop(HopKind.Backend, WalkMark.Broken, "none", "the backend names no Service",
                    backend.Entry.Key.Span) { Suspects = [new WalkSuspects([backend.Entry.Span])] }];
        }

        return Service(ingress.Resource, backend, name);
    }

    private ImmutableArray<WalkHop> Service(Resource ingress, IngressBackend backend, string name)
    {
        var views = backend.Services(graph);
        if (views.IsEmpty)
        {
            return [ServiceMissing(graph, graph.Find(Kinds.Service, ingress.Namespace, name), ingress.Namespace, name,
                backend.ServiceNameNode!.Value.Span, Suspects(ingress.Namespace, name))];
        }

        // What is wrong with the backend's own words is told at the Service, unless the port is.
        const string How = "same namespace as the Ingress";
        WalkSuspects Own() => WalkSuspects.At(backend, static backend => [backend.Entry.Span]);
        if (views[0].IsExternalName)
            return [services.Found(views[0], How, Own()), ServiceWalks.Elsewhere(views[0])!];
        if (backend.Port is not { } asked)
        {
            return [services.Found(views[0], How),
                new WalkHop(HopKind.Port, WalkMark.Broken, "none", "the backend asks for no port that can be read",
                    backend.Entry.Key.Span) { Suspects = [Own()] }];
        }

        return AskedPort.Find(views, asked) is { } port
            ? [services.Sound(HopKind.Service) ?? services.Found(port.Service, How, Own()),
                .. services.Port(port, asked.ToString(), WalkSource.Outside)]
            : [services.Found(views[0], How),
                .. NoPort(services, views[0], asked, "TCP", new WalkSuspects([backend.Entry.Span], "ingress-port-not-found"))];
    }

    private WalkSuspects Suspects(string? @namespace, string name)
    {
        askersOf ??= graph.Ingresses
            .SelectMany(ingress => ingress.Backends)
            .Where(backend => backend.ServiceName is not null)
            .GroupBy(backend => (backend.Ingress.Resource.Namespace, backend.ServiceName!), backend => backend.ServiceNameNode!.Value.Span)
            .ToDictionary(askers => askers.Key, askers => new WalkSuspects([.. askers], "ingress-service-not-found"));
        return askersOf[(@namespace, name)];
    }

    /// <summary>A Service that is not there, as far as it can be told.</summary>
    public static WalkHop ServiceMissing(
        LinkGraph graph, Lookup found, string? @namespace, string name, SourceSpan at, WalkSuspects suspects)
    {
        var full = @namespace is null ? name : $"{@namespace}/{name}";
        var (mark, how) = graph.Externals.WhereIs(Kinds.Service, @namespace, name) is { } where ? (WalkMark.Unknown, where)
            : graph.HasNone(Kinds.Service) ? (WalkMark.Unknown, "no Service is among these manifests")
            : !found.Possible.IsEmpty ? (WalkMark.Unknown, "only one of the two names its namespace")
            : (WalkMark.Broken, "no such Service");
        return new WalkHop(HopKind.Service, mark, mark == WalkMark.Broken ? $"{full} → none" : full, how, at) { Suspects = [suspects] };
    }

    /// <summary>A port that the Service has not, and what would follow with the one that was meant.</summary>
    public static ImmutableArray<WalkHop> NoPort(
        ServiceWalks services, ServiceView service, IntOrString asked, string protocol, WalkSuspects suspects)
    {
        var meaning = AskedPort.Explain(service, asked, protocol);
        var hop = new WalkHop(HopKind.Port, WalkMark.Broken, $"{asked} → none",
            service.Ports.IsEmpty
                ? "the Service exposes no port"
                : $"the Service exposes {service.PortList}{Describe(meaning.Meaning, asked)}",
            asked.Node.Span)
        {
            Suspects = [suspects],
            Instead = meaning.Meant is { } instead ? $"port {instead.Port}" : "",
        };
        return meaning.Meant is { } meant ? [hop, .. services.Behind(meant, WalkSource.Outside)] : [hop];
    }

    private static string Describe(AskedPortMeaning meaning, IntOrString asked) => meaning switch
    {
        AskedPortMeaning.TargetPort => $"; {asked} is its targetPort",
        AskedPortMeaning.NodePort => $"; {asked} is its nodePort",
        AskedPortMeaning.ContainerPort => $"; {asked} is a port of its pods",
        AskedPortMeaning.OtherProtocol => ", with another protocol",
        _ => "",
    };

    /// <summary>Where a host is looked up: in one Ingress, or else in those of a class and namespace, of which the first counts.</summary>
    private sealed record TlsPlace(IngressView? Ingress, string? Class, string? Namespace, string Host);

    /// <summary>A host that an Ingress has a certificate for.</summary>
    private sealed record TlsHost(IngressView Ingress, Node Host, Node? Secret);
}
