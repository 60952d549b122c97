using System.Globalization;
using Linter.Engine;
using Linter.Graph.Walks;

namespace Linter.Tests.Walks;

/// <summary>Which path takes a request, against a naive reading of the specification.</summary>
public class RouterOracleTests
{
    private static readonly string[] Elements = ["a", "aa", "b", "ab", ""];
    private static readonly string[] Hosts = ["", "a.example.com", "b.example.com", "*.example.com", "*.a.example.com", "example.com"];
    private static readonly string[] Asked =
    [
        "a.example.com", "b.example.com", "c.example.com", "x.a.example.com", "example.com", "A.EXAMPLE.com", "y.x.a.example.com",
        "other.org",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ingress_paths_are_chosen_as_the_specification_says(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var paths = Enumerable.Range(0, random.Next(1, 8))
                .Select(i => (Host: Pick(random, Hosts), Type: random.Next(3) == 0 ? "Exact" : "Prefix", Path: PathOf(random),
                    Service: string.Create(CultureInfo.InvariantCulture, $"s{i}")))
                .DistinctBy(path => (path.Host.ToUpperInvariant(), path.Type, path.Path))
                .ToList();
            var graph = Walked.Inspect([.. paths.Select((path, i) => Walked.Ingress($"i{i}", path.Host, "",
                $"{path.Path} {path.Type} {path.Service}:80"))]).Units[0].Graph;
            var router = new IngressRouter(graph);
            for (var ask = 0; ask < 20; ask++)
            {
                var (host, request) = (Pick(random, Asked), PathOf(random));
                var expected = Oracle(paths, host, request);
                var chosen = router.Choose(host, request).SingleOrDefault()?.Path;
                (chosen?.Backend?.ServiceName).Should().Be(expected, $"of {string.Join(", ", paths)} for {host}{request} with seed {seed}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Regular_expressions_are_tried_by_length(int seed)
    {
        var random = new Random(seed);
        string[] patterns = ["/", "/a", "/a(/|$)(.*)", "/a.*", "/aa/?(.*)", "/(a|b)/c", "/b$", "/A/B", "/a/b/c", "/[ab]+"];
        for (var round = 0; round < 60; round++)
        {
            var paths = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(random, patterns)).Distinct(StringComparer.Ordinal)
                .Select((path, i) => (Path: path, Service: string.Create(CultureInfo.InvariantCulture, $"s{i}"))).ToList();
            // One of them alone has the annotation, and all of the host are expressions.
            var graph = Walked.Inspect([.. paths.Select((path, i) => Walked.Ingress($"i{i}", "a.example.com",
                i == 0 ? "nginx.ingress.kubernetes.io/rewrite-target: /x" : "",
                $"{path.Path} ImplementationSpecific {path.Service}:80"))]).Units[0].Graph;
            foreach (var request in new[] { "/", "/a", "/a/", "/aa", "/b", "/b/c", "/a/b", "/ab", "/A/b/C", "/c" })
            {
                var expected = paths.OrderByDescending(path => path.Path.Length).ThenByDescending(path => path.Path, StringComparer.Ordinal)
                    .FirstOrDefault(path => System.Text.RegularExpressions.Regex
                        .IsMatch(request, "^" + path.Path, System.Text.RegularExpressions.RegexOptions.IgnoreCase)).Service;
                var chosen = new IngressRouter(graph).Choose("a.example.com", request).SingleOrDefault()?.Path;
                (chosen?.Backend?.ServiceName).Should().Be(expected, $"of {string.Join(", ", paths)} for {request}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Routes_are_chosen_in_the_order_of_the_Gateway_API(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var rules = Enumerable.Range(0, random.Next(1, 7)).Select(i => new OracleRule(
                Pick(random, Hosts), random.Next(3) == 0 ? "Exact" : "PathPrefix", PathOf(random), random.Next(3) == 0 ? "POST" : null,
                random.Next(0, 3), string.Create(CultureInfo.InvariantCulture, $"s{i}"))).ToList();
            var inspection = Walked.Inspect([.. rules.Select(rule => rule.Manifest())]);
            var graph = inspection.Units[0].Graph;
            var router = new RouteRouter(graph, new RouteWalks(new ServiceWalks(graph)));
            for (var ask = 0; ask < 20; ask++)
            {
                var request = new WalkRequest("http", Pick(random, Asked).ToLowerInvariant(), null, PathOf(random),
                    random.Next(2) == 0 ? "GET" : "POST", [.. Enumerable.Range(0, random.Next(0, 3)).Select(i => ($"x-{i}", "1"))], []);
                var expected = Oracle(rules, request);
                var chosen = router.Choose(request).SingleOrDefault();
                (chosen?.Rule.Backends[0].ServiceName).Should().Be(expected, $"of {string.Join(", ", rules)} for {request}");
            }
        }
    }

    [Fact]
    public void Thousands_of_paths_of_one_host_take_linear_time()
    {
        string Of(int count) =>
            Walked.App("web")
            + Walked.Ingress("many", "shop.example.com", "",
                [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture,
                    $"/p{i} Prefix {(i % 2 == 0 ? "web" : "gone")}:80"))]);
        var inspection = Walked.Inspect(Of(16_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var counts = EntryList.Of(inspection).Counts;
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(12));
        counts.Should().Be(new EntryCounts(8000, 0, 8000, 0));
    }

    // Element by element, as the definition of Prefix has it.
    private static string? Oracle(List<(string Host, string Type, string Path, string Service)> paths, string host, string request)
    {
        bool IsExact(string pattern) => pattern.Equals(host, StringComparison.OrdinalIgnoreCase);
        bool IsWildcard(string pattern) =>
            pattern.StartsWith("*.", StringComparison.Ordinal) && host.Split('.') is { Length: > 1 } labels
            && string.Join('.', labels.Skip(1)).Equals(pattern[2..], StringComparison.OrdinalIgnoreCase);
        var here = paths.Where(path => IsExact(path.Host)).ToList();
        if (here.Count == 0)
            here = [.. paths.Where(path => IsWildcard(path.Host))];
        if (here.Count == 0)
            here = [.. paths.Where(path => path.Host.Length == 0)];
        return here.Where(path => path.Type == "Exact" ? path.Path == request : IsPrefix(path.Path, request))
            .OrderByDescending(path => path.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Sum(element => element.Length + 1)).ThenBy(
                path => path.Type, StringComparer.Ordinal).ThenByDescending(path => path.Path.Length)
            .FirstOrDefault().Service;
    }

    private static bool IsPrefix(string prefix, string request)
    {
        var (ours, theirs) = (prefix.TrimEnd('/').Split('/'), request.Split('/'));
        return ours.Length <= theirs.Length && ours.SequenceEqual(theirs.Take(ours.Length), StringComparer.Ordinal);
    }

    private static string? Oracle(List<OracleRule> rules, WalkRequest request) => rules
        .Where(rule => HostOf(rule.Host, request.Host) is not null
            && (rule.Type == "Exact" ? rule.Path == request.Path : IsPrefix(rule.Path, request.Path))
            && (rule.Method is null || rule.Method == request.Method)
            && rule.Headers <= request.Headers.Length)
        .OrderByDescending(rule => HostOf(rule.Host, request.Host))
        .ThenByDescending(rule => rule.Type == "Exact")
        .ThenByDescending(rule => rule.Path.Length)
        .ThenByDescending(rule => rule.Method is not null)
        .ThenByDescending(rule => rule.Headers)
        .FirstOrDefault()?.Service;

    // Characters of a hostname without wildcard first, then of one with it.
    private static (int Exact, int Wild)? HostOf(string pattern, string host) =>
        pattern.Length == 0 ? (0, 0)
        : pattern == host ? (pattern.Length, 0)
        : pattern.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(pattern[1..], StringComparison.Ordinal)
            && host.Length > pattern.Length - 1 ? (0, pattern.Length)
        : null;

    private static string PathOf(Random random) =>
        "/" + string.Join('/', Enumerable.Range(0, random.Next(0, 4)).Select(_ => Pick(random, Elements)))
            .Replace("//", "/", StringComparison.Ordinal)
            .TrimStart('/');

    private static string Pick(Random random, string[] some) => some[random.Next(some.Length)];

    private sealed record OracleRule(string Host, string Type, string Path, string? Method, int Headers, string Service)
    {
        public string Manifest() => $$"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: r{{Service}}}
            spec:
              parentRefs: [{name: edge}]
              {{(Host.Length > 0 ? $"hostnames: [\"{Host}\"]" : "hostnames: []")}}
              rules:
                - matches:
                    - path: {type: {{Type}}, value: "{{Path}}"}
                      {{(Method is null ? "queryParams: []" : $"method: {Method}")}}
                      headers: [{{string.Join(", ", Enumerable.Range(0, Headers).Select(i => $"{{name: X-{i}, value: '1'}}"))}}]
                  backendRefs: [{name: {{Service}}, port: 80}]
            ---

            """;
    }
}
