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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The hosts that some rule names.</summary>
    public IEnumerable<string> Hosts =>
        graph.Ingresses.SelectMany(ingress => ingress.Rules).Select(rule => rule.Host).Where(host => host.Length > 0);

    /// <summary>The paths that rules for the best host of each class have, in its order.</summary>
    public IEnumerable<(string Host, string Path)> PathsOf(string host) => Scopes()
        .SelectMany(scope => Best(scope, host) is { } best
            ? (best.Paths?.Paths ?? []).Select(path => (best.Host, path.Path.Length == 0 ? "/" : path.Path))
            : []);

    public IEnumerable<IngressChoice> Choose(string host, string path) =>
        Scopes().Select(scope => Choose(scope, host, path)).OfType<IngressChoice>();

    /// <summary>0 for no match, else the better the higher: every host, a wildcard, the host itself.</summary>
    internal static int RankOf(string pattern, string host)
    {
        if (pattern.Length == 0)
            return 1;
        if (string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase))
            return 3;

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return pattern.StartsWith("*.", StringComparison.Ordinal) && dot > 0
            && host.AsSpan(dot).Equals(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase) ? 2 : 0;
    }

    /// <summary>
    /// A path matches by its type. What only controllers define is taken for a prefix, with a '*' at its end for a wildcard.
    /// </summary>
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
            return path.StartsWith(pattern[..^1], StringComparison.Ordinal);

        var start = pattern.TrimEnd('/');
        return path.StartsWith(start, StringComparison.Ordinal) && (path.Length == start.Length || path[start.Length] == '/');
    }

    // Ingresses whose rules name no path have hosts too, or a default backend alone.
    private IEnumerable<Scope> Scopes()
    {
        var hosts = IngressHosts.Of(graph).ToLookup(host => (host.Class, IngressControllers.ScopeOf(host.Paths[0].Rule.Ingress)));
        return graph.Ingresses.GroupBy(ingress => (ingress.Class, IngressControllers.ScopeOf(ingress))).Select(group =>
        {
            // Where a host has paths anywhere, a rule without any takes nothing from them: it is no other host that they beat.
            var withPaths = hosts[group.Key].ToList();
            var names = withPaths.Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
            var bare = group.SelectMany(ingress => ingress.Rules)
                .Where(rule => rule.Paths.IsEmpty && rule.HostNode is not null && names.Add(rule.Host.ToLowerInvariant()));
            return new Scope([.. group],
                [
                    .. withPaths.Select(host => new Candidate(host.Host, host)),
                    .. bare.Select(rule => new Candidate(rule.Host.ToLowerInvariant(), null))
                ]);
        });
    }

    private static Candidate? Best(Scope scope, string host) =>
        scope.Hosts.Select(candidate => (Host: candidate,
            Rank: RankOf(candidate, host))).Where(one => one.Rank > 0).OrderByDescending(one => one.Rank).FirstOrDefault().Host;

    private static int RankOf(Candidate candidate, string host) =>
        RankOf(candidate.Host, host) is > 1 and var rank ? rank
        : (candidate.Paths?.Paths ?? []).Select(path => path.Rule.Ingress)
            .Distinct()
            .Any(ingress => IngressAnnotations.AddedHosts(ingress).Contains(host, StringComparer.OrdinalIgnoreCase)) ? 3
        : RankOf(candidate.Host, host);

    private IngressChoice? Choose(Scope scope, string host, string path)
    {
        if (Best(scope, host) is not { } best)
        {
            return scope.Hosts.IsEmpty && scope.Ingresses.All(ingress => ingress.Rules.IsEmpty)
                ? Default(scope.Ingresses, "it has no rules", "all requests go to the default backend")
                : Default(scope.Ingresses, $"no rule has host {host}", "so the default backend takes it");
        }

        var beaten = scope.Hosts.Where(other => other != best && RankOf(other, host) > 0)
            .Select(other => other.Host.Length == 0 ? "rules for any host" : other.Host)
            .ToList();
        var why = DescribeHost(best.Host, host) + (beaten.Count > 0 ? $", which beats {WalkText.List(beaten)}" : "");
        var rivals = best.Paths?.Rivals(graph).ToList() ?? [];
        var asked = path;
        if (rivals.Count > 0 && IngressAnnotations.IsIngressNginx(graph, rivals[0].Rule.Ingress))
            path = Normalized(path);
        var read = asked == path ? "" : $"; nginx reads the path as {path}";
        var chosen = best.Paths?.RegexAnnotation is not null ? ByExpression(rivals, path) : ByLength(rivals, path);
        if (chosen is { } found)
            return new IngressChoice(found.Path, null, why, found.Why + Canaries(best, path) + read);

        var none = rivals.Count == 0 ? "its rule has no paths" : $"none of {WalkText.Count(rivals.Count, "path")} matches {path}";
        return Default(
            scope.Ingresses.Where(ingress => ingress.Rules.Any(rule => rule.Host.Equals(best.Host, StringComparison.OrdinalIgnoreCase))),
            why, none)
            ?? Default(scope.Ingresses, why, none);
    }

    /// <summary>As nginx compares it: decoded, slashes merged, "." and ".." followed (ngx_http_parse_complex_uri).</summary>
    internal static string Normalized(string path)
    {
        var parts = new List<string>();
        var elements = Uri.UnescapeDataString(path).Split('/');
        foreach (var element in elements)
        {
            if (element == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (element is not ("" or "." or ".."))
                parts.Add(element);
        }

        return "/" + string.Join('/', parts) + (parts.Count > 0 && elements[^1] is ("" or "." or "..") ? "/" : "");
    }

    // A canary takes a share of the requests, and its weight or header is not followed here.
    private static string Canaries(Candidate best, string path)
    {
        var canaries = best.Paths!.Paths
            .Where(one => IngressControllers.IsCanary(one.Rule.Ingress) && Matches(one.Type, one.Path, path, isNginx: true))
            .Select(one => WalkText.Of(one.Rule.Ingress.Resource))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return canaries.Count == 0 ? "" : $"; the canary Ingress {WalkText.List(canaries)} takes some requests, which are not followed";
    }

    /// <summary>The Ingresses of one class, or of one load balancer.</summary>
    private sealed record Scope(ImmutableArray<IngressView> Ingresses, ImmutableArray<Candidate> Hosts);

    /// <summary>A host that rules name, and its paths; null where they name none.</summary>
    private sealed record Candidate(string Host, IngressHost? Paths);

    private static string DescribeHost(string pattern, string host) => pattern.Length == 0 ? "the rule is for any host"
        : string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase) ? "matches exactly"
        : pattern.StartsWith('*') ? "the wildcard stands for one label"
        : $"an annotation adds host {host}";

    private static IngressChoice? Default(IEnumerable<IngressView> ingresses, string host, string why) =>
        ingresses.Select(ingress => ingress.DefaultBackend).FirstOrDefault(backend => backend is not null) is { } backend
            ? new IngressChoice(null, backend, host, why)
            : null;

    private (IngressPath Path, string Why)? ByLength(List<IngressPath> rivals, string path)
    {
        var isNginx = rivals.Count > 0 && IngressAnnotations.IsIngressNginx(graph, rivals[0].Rule.Ingress);
        var matching = rivals.Where(rival => Matches(rival.Type, rival.Path, path, isNginx))
            .OrderByDescending(rival => Significant(rival))
            .ThenBy(rival => rival.Type == "Exact" ? 0 : 1)
            .ThenByDescending(rival => rival.Path.Length)
            .ToList();
        return matching.Count == 0 ? null : (matching[0], WhyLonger(matching, rivals.Count));
    }

    // A slash at the end adds no element.
    private static int Significant(IngressPath path) => path.Path.TrimEnd('/').Length;

    private static string WhyLonger(List<IngressPath> matching, int count)
    {
        var of = $"{WalkText.Of(matching.Count)} of {WalkText.Count(count, "path")} {(matching.Count == 1 ? "matches" : "match")}";
        if (matching.Count == 1)
            return of;

        var (first, second) = (matching[0], matching[1]);
        var (one, other) = (first.Path.Length == 0 ? "/" : first.Path, second.Path.Length == 0 ? "/" : second.Path);
        return Significant(first) > Significant(second) ? $"{of}; {one} is longer than {other}"
            : first.Type == "Exact" && second.Type != "Exact" ? $"{of}; of equal length, Exact wins"
            : first.Path != second.Path ? $"{of} alike; {one} comes first"
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
            // A named group as RE2 and PCRE write it too.
            return Found(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), text, options | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    // Linear in the text, so that no clock decides; only what looks back or around needs one.
    private static bool Found(string pattern, string text, RegexOptions options)
    {
        try
        {
            return Regex.IsMatch(text, pattern, options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return Regex.IsMatch(text, pattern, options, Patience);
        }
    }
}
