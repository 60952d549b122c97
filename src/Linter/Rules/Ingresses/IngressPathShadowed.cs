using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A path that another path of the same host and class always wins over.</summary>
public sealed class IngressPathShadowed : IRule
{
    // Above this a path is nothing that a person wrote, and prefixes of prefixes would cost.
    private const int LongestHead = 1024;

    public string Id => "ingress-path-shadowed";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Graph.IngressHosts.Where(host => host.Paths.Length > 1).SelectMany(host => host.RegexAnnotation is { } annotation
            ? AmongExpressions(context, host, annotation)
            : AmongPrefixes(context, host));

    // The only Prefix that covers all another one matches, and is longer, is the same with a slash at its end.
    private static IEnumerable<Finding> AmongPrefixes(RuleContext context, IngressHost host)
    {
        var withSlash = new Dictionary<string, IngressPath>(StringComparer.Ordinal);
        var rivals = host.Rivals(context.Graph).Where(path => path.Type == "Prefix").ToList();
        foreach (var path in rivals.Where(path => path.Path.Length > 1 && path.Path.EndsWith('/')))
            withSlash.TryAdd(path.Path[..^1], path);

        foreach (var path in rivals)
        {
            if (withSlash.TryGetValue(path.Path, out var winner) && IngressHosts.Differ(context.Graph, path.Backend!, winner.Backend!))
                yield return SlashTwin(context, host, path, winner);
        }
    }

    private static IEnumerable<Finding> AmongExpressions(RuleContext context, IngressHost host, Entry annotation)
    {
        var catchAll = new Dictionary<(string Base, RegexPath.Reach Reach), IngressPath>();
        var rivals = host.Rivals(context.Graph).ToList();
        foreach (var path in rivals)
        {
            if (RegexPath.CatchAll(path.Path) is { } key
                && (!catchAll.TryGetValue(key, out var longest) || longest.Path.Length < path.Path.Length))
            {
                catchAll[key] = path;
            }
        }

        foreach (var path in rivals)
        {
            if (Winner(catchAll, path) is { } winner && IngressHosts.Differ(context.Graph, path.Backend!, winner.Backend!))
                yield return LosesToExpression(context, host, path, winner, annotation);
        }
    }

    private static IngressPath? Winner(Dictionary<(string Base, RegexPath.Reach Reach), IngressPath> catchAll, IngressPath path)
    {
        var head = RegexPath.Head(path.Path);
        var length = LongestLocation(path);
        for (var end = Math.Min(head.Length, LongestHead); end >= 0; end--)
        {
            if (Longer(catchAll, head[..end], RegexPath.Reach.Any, length) is { } any)
                return any;
            if (end < head.Length && head[end] == '/'
                && (Longer(catchAll, head[..end], RegexPath.Reach.Segment, length)
                    ?? Longer(catchAll, head[..end], RegexPath.Reach.Below, length)) is { } below)
            {
                return below;
            }
        }

        return null;
    }

    private static IngressPath? Longer(
        Dictionary<(string Base, RegexPath.Reach Reach), IngressPath> catchAll, string start, RegexPath.Reach reach, int length) =>
        catchAll.TryGetValue((start, reach), out var found) && found.Path.Length > length ? found : null;

    // updateServerLocations of ingress-nginx adds a slash to a Prefix whose own Ingress has no regular expressions.
    private static int LongestLocation(IngressPath path) =>
        path.Type == "Prefix" && !path.Path.EndsWith('/') && IngressControllers.RegexAnnotation(path) is null
            ? path.Path.Length + 1
            : path.Path.Length;

    private static Finding SlashTwin(RuleContext context, IngressHost host, IngressPath path, IngressPath winner) =>
        context.At(path.Rule.Ingress.Resource, path.PathNode ?? path.Node, host.LevelOf(path, winner, Severity.Warning),
            $"'{path.Route}' of Ingress '{path.Rule.Ingress.Resource.Name}' matches the same requests as '{winner.Path:1}', the longer of the two, which sends them to '{IngressHosts.Describe(winner.Backend!)}'") with
        {
            Label = "a Prefix ignores a slash at its end",
            Related = [new RelatedSpan(winner.PathNode!.Value.Span,
                $"{winner.Rule.Ingress.Resource.Quoted} sends it to '{IngressHosts.Describe(winner.Backend!)}'")],
            Effect = $"'{IngressHosts.Describe(path.Backend!)}' gets no request, or what the controller makes of it: ingress-nginx writes one location twice",
            Help = "keep one of the two, or make one of them Exact",
        };

    private static Finding LosesToExpression(
        RuleContext context, IngressHost host, IngressPath path, IngressPath winner, Entry annotation) =>
        context.At(path.Rule.Ingress.Resource, path.PathNode ?? path.Node, host.LevelOf(path, winner, Severity.Warning),
            $"requests for '{path.Route}' never reach '{IngressHosts.Describe(path.Backend!)}': '{winner.Path:1}' matches them, is longer, and sends them to '{IngressHosts.Describe(winner.Backend!)}'") with
        {
            Label = "a longer regular expression wins",
            Related =
            [
                new RelatedSpan((winner.PathNode ?? winner.Node).Span,
                    $"{winner.Rule.Ingress.Resource.Quoted} sends it to '{IngressHosts.Describe(winner.Backend!)}'"),
                new RelatedSpan(annotation.Key.Span, "this makes ingress-nginx read all paths of the host as regular expressions"),
            ],
            Effect = "ingress-nginx tries the regular expressions of a host in the order of their length, not of what they match",
            Help = RegexPath.Captures(path.Path) == 0
                ? $"write this path as an expression too, which makes it the longer one: {path.Path.TrimEnd('/')}(/|$)(.*)"
                : "make this path the longer one, or the other narrower",
        };
}
