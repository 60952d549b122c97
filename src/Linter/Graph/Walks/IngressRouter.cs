using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Linter.Graph.Walks;

/// <summary>Where the Ingresses of one controller send a request, and what decided it.</summary>
/// <param name="Path">The path that takes it; null where a default backend does.</param>
/// <param name="Default">The default backend that takes it.</param>
/// <param name="Host">Why this host.</param>
/// <param name="Why">Why this path.</param>
internal sealed record IngressChoice(IngressPath? Path, IngressBackend? Default, string Host, string Why);

/// <summary>
/// Which path of which Ingress takes a request. First the host: an exact one beats a wildcard, which stands for one label, and
/// that beats rules for every host. Then the longest path; an Exact one beats others of its length. Each class of Ingresses
/// has a controller of its own and so an answer of its own.
/// </summary>
internal sealed class IngressRouter(LinkGraph graph)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>The hosts that some rule names.</summary>
    public IEnumerable<string> Hosts => graph.Ingresses.SelectMany(ingress => ingress.Rules).Select(rule => rule.Host).Where(host => host.Length > 0);

    /// <summary>The paths that rules for the best host of each class have.</summary>
    public IEnumerable<string> PathsOf(string host) => Scopes().SelectMany(scope => Best(scope, host)?.Paths ?? []).Select(path => path.Path.Length == 0 ? "/" : path.Path);

    public IEnumerable<IngressChoice> Choose(string host, string path)
    {
        foreach (var scope in Scopes())
        {
            if (Choose(scope, host, path) is { } choice)
                yield return choice;
        }

        // Ingresses without any rule have no host to be grouped by.
        var ruled = graph.Ingresses.Where(ingress => ingress.Rules.Any(rule => !rule.Paths.IsEmpty)).Select(ingress => ingress.Class).ToHashSet(StringComparer.Ordinal);
        foreach (var ingress in graph.Ingresses.Where(ingress => ingress.DefaultBackend is not null && ingress.Rules.IsEmpty && !ruled.Contains(ingress.Class)))
            yield return new IngressChoice(null, ingress.DefaultBackend, "it has no rules", "all requests go to the default backend");
    }

    /// <summary>0 for no match, else the better the higher: every host, a wildcard, the host itself.</summary>
    internal static int RankOf(string pattern, string host)
    {
        if (pattern.Length == 0)
            return 1;
        if (string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase))
            return 3;

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return pattern.StartsWith("*.", StringComparison.Ordinal) && dot > 0 && host.AsSpan(dot).Equals(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase) ? 2 : 0;
    }

    /// <summary>A path matches by its type. What only controllers define is taken for a prefix, with a '*' at its end for a wildcard.</summary>
    /// <param name="type">As written.</param>
    /// <param name="pattern">Empty for every path.</param>
    /// <param name="path">Of the request.</param>
    /// <param name="isNginx">ingress-nginx takes a path that it defines itself for the beginning of a text, not of elements.</param>
    internal static bool Matches(string type, string pattern, string path, bool isNginx)
    {
        if (type == "Exact")
            return string.Equals(pattern, path, StringComparison.Ordinal);
        if (type != "Prefix" && isNginx)
            return path.StartsWith(pattern, StringComparison.Ordinal);
        if (type != "Prefix" && pattern.EndsWith('*'))
            return path.StartsWith(pattern[..^1], StringComparison.Ordinal) || (pattern.EndsWith("/*", StringComparison.Ordinal) && path == pattern[..^2]);

        var start = pattern.TrimEnd('/');
        return path.StartsWith(start, StringComparison.Ordinal) && (path.Length == start.Length || path[start.Length] == '/');
    }

    private IEnumerable<ImmutableArray<IngressHost>> Scopes() =>
        IngressHosts.Of(graph).GroupBy(host => (host.Class, IngressControllers.ScopeOf(host.Paths[0].Rule.Ingress))).Select(scope => scope.ToImmutableArray());

    private static IngressHost? Best(ImmutableArray<IngressHost> scope, string host) =>
        scope.Select(candidate => (Host: candidate, Rank: RankOf(candidate, host))).Where(one => one.Rank > 0).OrderByDescending(one => one.Rank).FirstOrDefault().Host;

    private static int RankOf(IngressHost candidate, string host) =>
        RankOf(candidate.Host, host) is > 1 and var rank ? rank
        : candidate.Paths.Select(path => path.Rule.Ingress).Distinct().Any(ingress => IngressAnnotations.AddedHosts(ingress).Contains(host, StringComparer.OrdinalIgnoreCase)) ? 3
        : RankOf(candidate.Host, host);

    private IngressChoice? Choose(ImmutableArray<IngressHost> scope, string host, string path)
    {
        if (Best(scope, host) is not { } best)
            return Default(scope.SelectMany(some => some.Paths), $"no rule has host {host}", "so the default backend takes it");

        var beaten = scope.Where(other => other != best && RankOf(other, host) > 0).Select(other => other.Host.Length == 0 ? "rules for any host" : other.Host).ToList();
        var why = DescribeHost(best.Host, host) + (beaten.Count > 0 ? $", which beats {WalkText.List(beaten)}" : "");
        var rivals = best.Rivals(graph).ToList();
        var chosen = best.RegexAnnotation is not null ? ByExpression(rivals, path) : ByLength(rivals, path);
        return chosen is { } found
            ? new IngressChoice(found.Path, null, why, found.Why)
            : Default(best.Paths, why, $"none of {WalkText.Count(rivals.Count, "path")} matches {path}") ?? Default(scope.SelectMany(some => some.Paths), why, $"none of {WalkText.Count(rivals.Count, "path")} matches {path}");
    }

    private static string DescribeHost(string pattern, string host) => pattern.Length == 0 ? "the rule is for any host"
        : string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase) ? "matches exactly"
        : pattern.StartsWith('*') ? "the wildcard stands for one label"
        : $"an annotation adds host {host}";

    private static IngressChoice? Default(IEnumerable<IngressPath> paths, string host, string why) =>
        paths.Select(path => path.Rule.Ingress.DefaultBackend).FirstOrDefault(backend => backend is not null) is { } backend ? new IngressChoice(null, backend, host, why) : null;

    private (IngressPath Path, string Why)? ByLength(List<IngressPath> rivals, string path)
    {
        var isNginx = rivals.Count > 0 && IngressAnnotations.IsIngressNginx(graph, rivals[0].Rule.Ingress);
        var matching = rivals.Where(rival => Matches(rival.Type, rival.Path, path, isNginx))
            .OrderByDescending(rival => rival.Path.Length)
            .ThenBy(rival => rival.Type == "Exact" ? 0 : 1)
            .ToList();
        return matching.Count == 0 ? null : (matching[0], WhyLonger(matching, rivals.Count));
    }

    private static string WhyLonger(List<IngressPath> matching, int count)
    {
        var of = $"{WalkText.Of(matching.Count)} of {WalkText.Count(count, "path")} {(matching.Count == 1 ? "matches" : "match")}";
        if (matching.Count == 1)
            return of;

        var (first, second) = (matching[0], matching[1]);
        var (one, other) = (first.Path.Length == 0 ? "/" : first.Path, second.Path.Length == 0 ? "/" : second.Path);
        return first.Path.Length > second.Path.Length ? $"{of}; {one} is longer than {other}"
            : first.Type == "Exact" && second.Type != "Exact" ? $"{of}; of equal length, Exact wins"
            : $"{of}; {one} stands twice, and the controller keeps one of them";
    }

    // buildLocation and updateServerLocations of ingress-nginx: ~* "^PATH", the longest text first; a Prefix of an Ingress
    // without expressions stands twice, once with a slash at its end.
    private static (IngressPath Path, string Why)? ByExpression(List<IngressPath> rivals, string path)
    {
        var matching = rivals
            .SelectMany(rival => TextsOf(rival).Select(text => (Path: rival, Text: text)))
            .OrderByDescending(location => location.Text.Length)
            .ThenByDescending(location => location.Text, StringComparer.Ordinal)
            .Where(location => MatchesExpression(location.Text, path))
            .DistinctBy(location => location.Path)
            .ToList();
        if (matching.Count == 0)
            return null;

        var of = $"{WalkText.Of(matching.Count)} of {WalkText.Count(rivals.Count, "path")} {(matching.Count == 1 ? "matches" : "match")} as a regular expression";
        return (matching[0].Path, matching.Count == 1 ? of : $"{of}; the longest text is tried first");
    }

    private static IEnumerable<string> TextsOf(IngressPath path)
    {
        if (path.Type == "Prefix" && path.Path.Length > 1 && !path.Path.EndsWith('/') && IngressControllers.RegexAnnotation(path) is null)
            yield return path.Path + "/";
        yield return path.Path.Length == 0 ? "/" : path.Path;
    }

    /// <summary>As nginx reads it: bound at the start, case ignored. What cannot be read or takes too long matches nothing.</summary>
    internal static bool MatchesExpression(string pattern, string path) => Find("^" + pattern, path, RegexOptions.IgnoreCase);

    /// <summary>The expression of a route: the whole path.</summary>
    internal static bool MatchesWhole(string pattern, string path) => Find($"^(?:{pattern})$", path, RegexOptions.None);

    private static bool Find(string pattern, string text, RegexOptions options)
    {
        try
        {
            return Regex.IsMatch(text, pattern, options | RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
