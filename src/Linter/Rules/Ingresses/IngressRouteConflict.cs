using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>One host, path and path type that two backends are to get.</summary>
public sealed class IngressRouteConflict : IRule
{
    public string Id => "ingress-route-conflict";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var host in context.Graph.IngressHosts)
        {
            if (host.Paths.Length == 1)
                continue;

            var first = new Dictionary<(string Type, string Path), IngressPath>();
            foreach (var path in host.Rivals(context.Graph))
            {
                if (path.Type.Length > 0
                    && !first.TryAdd((path.Type, path.Path.Length == 0 ? "/" : path.Path), path)
                    && first[(path.Type, path.Path.Length == 0 ? "/" : path.Path)] is var other
                    && IngressHosts.Differ(context.Graph, path.Backend!, other.Backend!))
                {
                    yield return Describe(context, host, path, other);
                }
            }
        }
    }

    private static Finding Describe(RuleContext context, IngressHost host, IngressPath path, IngressPath other)
    {
        var (ingress, backend, rival) = (path.Rule.Ingress.Resource, IngressHosts.Describe(path.Backend!),
            IngressHosts.Describe(other.Backend!));
        var isOne = ReferenceEquals(path.Rule.Ingress, other.Rule.Ingress);
        var level = host.LevelOf(path, other, Severity.Error);
        var message = isOne
            ? context.At(ingress, path.PathNode ?? path.Node, level,
                $"Ingress '{ingress.Name}' sends '{path.Route}' to '{backend}' and also to '{rival:1}'")
            : context.At(ingress, path.PathNode ?? path.Node, level,
                $"Ingress '{ingress.Name}' sends '{path.Route}' to '{backend}', but '{other.Rule.Ingress}'{Beside(path, other)} sends it to '{rival:1}'");
        return message with
        {
            Label = "this route has another backend already",
            IsOfBothEnds = true,
            Related = [new RelatedSpan((other.PathNode ?? other.Node).Span,
                $"{other.Rule.Ingress.Resource.Quoted} sends it to '{rival}' here")],
            Effect = isOne
                ? "the controller keeps one of the two, and the other backend gets no request"
                : "the controller keeps one of the two, mostly that of the older Ingress, and the other backend gets no request; ingress-nginx refuses the second Ingress",
            Notes = level == Severity.Error
                ? []
                : ["neither Ingress names its class: where the default class makes a load balancer for each Ingress, both work"],
            Help = "give each backend a host or a path of its own",
        };
    }

    private static MessageText Beside(IngressPath path, IngressPath other) =>
        other.Rule.Ingress.Resource.Namespace is { } name && name != path.Rule.Ingress.Resource.Namespace
            ? MessageText.Of($" of namespace '{name}'")
            : MessageText.Plain("");
}
