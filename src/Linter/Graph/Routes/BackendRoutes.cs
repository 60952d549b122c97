using System.Collections.Immutable;
using Linter.Findings;

namespace Linter.Graph;

/// <summary>
/// Backends of one Ingress that say the same at the same place, with the routes to them: YAML aliases let paths share a scalar.
/// </summary>
public sealed class BackendRoutes
{
    private readonly int count;

    private BackendRoutes(IngressBackend first, int count)
    {
        First = first;
        this.count = count;
    }

    public IngressBackend First { get; }

    public IngressView Ingress => First.Ingress;

    /// <summary>
    /// "'shop.example.com/api'", "'shop.example.com/api' and 2 more routes", "what no rule matches": what the Ingress sends.
    /// </summary>
    public MessageText Sent
    {
        get
        {
            var first = First.Path is { } path ? MessageText.Of($"'{path.Route}'")
                : MessageText.Plain(Ingress.Rules.IsEmpty ? "everything" : "what no rule matches");
            return count == 1 ? first
                : MessageText.Of($"{first}{MessageText.Plain($" and {count - 1} more {(count == 2 ? "route" : "routes")}")}");
        }
    }

    /// <summary>
    /// The backends of Ingresses that ask for a Service, those with an equal key as one. Left out are pseudo Services
    /// of a controller, and backends that the controller never asks.
    /// </summary>
    public static IEnumerable<BackendRoutes> Of(GraphPart part, Func<IngressBackend, object?> key)
    {
        foreach (var ingress in part.Ingresses)
        {
            if (IngressAnnotations.IsRedirect(ingress.Resource))
                continue;

            // Nearly all have one, which needs no key.
            if (ingress.Backends is [var only])
            {
                if (IsAsked(only))
                    yield return new BackendRoutes(only, 1);
                continue;
            }

            foreach (var group in ingress.Backends.Where(IsAsked).GroupBy(key))
                yield return new BackendRoutes(group.First(), group.Count());
        }
    }

    /// <summary>Host and path, as the first hops of a route.</summary>
    public ImmutableArray<Hop> Hops()
    {
        if (First.Path is not { } path)
            return [new Hop(First.Entry.Key.Span, "default backend")];

        var host = path.Rule.HostNode is { } node
            ? new Hop(node.Span, $"host {node.Value}")
            : new Hop(Ingress.Resource.NameNode.Span, "any host");
        var type = path.Type.Length > 0 ? $" ({path.Type})" : "";
        return [host, new Hop((path.PathNode ?? First.Entry.Key).Span, $"path {(path.Path.Length == 0 ? "/" : path.Path)}{type}")];
    }

    /// <summary>The Services that the backend certainly names; several where definitions repeat.</summary>
    public ImmutableArray<ServiceView> Services(LinkGraph graph) =>
        First.Services(graph);

    private static bool IsAsked(IngressBackend backend) => backend is { ServiceName: not null, IsControllerAction: false };
}
