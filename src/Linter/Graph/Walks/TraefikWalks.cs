using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;

namespace Linter.Graph.Walks;

/// <summary>From Traefik's IngressRoutes to pods.</summary>
internal sealed class TraefikWalks(ServiceWalks services)
{
    // Behind one route, and on the way to one of them.
    private const int MostAnswers = 32;
    private const int MostPassed = 8;
    private const string WithoutWeight = "each Service has weight 0";

    private readonly LinkGraph graph = services.Graph;
    private ImmutableArray<TraefikRule> rules;

    /// <summary>The routes that say what they take, in order.</summary>
    public ImmutableArray<TraefikRule> Rules
    {
        get
        {
            if (rules.IsDefault)
            {
                rules = [.. graph.TraefikRoutes.Where(route => TraefikRouteView.OfRequests.Contains(route.Resource.Kind))
                    .SelectMany(route => route.Rules)
                    .Where(rule => rule.MatchNode is not null)];
            }

            return rules;
        }
    }

    /// <summary>Every alternative of every route for requests, in order, then the routes for connections and for datagrams.</summary>
    public IEnumerable<Walk> All() => Rules.SelectMany(rule => rule.Matches.Select(match => Of(rule, match, WalkAsk.None))).Concat(
        from route in graph.TraefikRoutes
        where !TraefikRouteView.OfRequests.Contains(route.Resource.Kind)
        from rule in route.Rules
        from walk in Connections(rule)
        select walk);

    // By the name that TLS asks for. A route for datagrams has no rule; one for connections needs one.
    private IEnumerable<Walk> Connections(TraefikRule rule)
    {
        var resource = rule.From.Resource;
        if (resource.KindName == "IngressRouteUDP")
        {
            yield return new Walk(
                new EntryPoint(EntryKind.Route, $"datagrams of {resource.KindName} {WalkText.Of(resource)}", resource, rule.Node.Head),
                WithWhole(resource, Behind(rule)));
            yield break;
        }

        foreach (var match in rule.MatchNode is null ? [] : rule.Matches)
        {
            var names = match.Others.Where(other => other.Is("HostSNI"))
                .SelectMany(other => other.Arguments)
                .Where(name => name != "*")
                .ToList();
            var others = match.Others.Where(other => !other.Is("HostSNI")).Select(other => other.ToString()).ToList();
            var title = Wording.Of(resource, WalkText.Full);
            var at = rule.MatchNode!.Value.Head;
            var conditions = others.Count == 0 ? "" : $" ({string.Join("; ", others)})";
            foreach (var name in names.Count == 0 ? ["*"] : names)
            {
                yield return new Walk(
                    new EntryPoint(EntryKind.Route,
                        (name == "*" ? $"connections of {resource.KindName} {WalkText.Of(resource)}" : $"{name} (TLS)") + conditions,
                        resource, at),
                    [
                        new WalkHop(HopKind.Host, WalkMark.Ok, name == "*" ? "any host" : name, title, at, title)
                        {
                            Suspects = [services.Whole(resource), WalkSuspects.At(rule, static rule => [rule.MatchNode!.Value.Span])],
                        },
                        .. Behind(rule)
                    ]);
            }
        }
    }

    private ImmutableArray<WalkHop> WithWhole(Resource resource, ImmutableArray<WalkHop> hops) =>
        hops.IsEmpty ? hops : hops.SetItem(0, hops[0] with { Suspects = [.. hops[0].Suspects, services.Whole(resource)] });

    /// <param name="rule">The route that takes it.</param>
    /// <param name="match">Its alternative.</param>
    /// <param name="ask">What is known of the request.</param>
    public Walk Of(TraefikRule rule, TraefikMatch match, WalkAsk ask)
    {
        var (resource, at) = (rule.From.Resource, rule.MatchNode!.Value);
        var title = Wording.Of(resource, WalkText.Full);
        return new Walk(
            new EntryPoint(EntryKind.Route, ask.Name.Length > 0 ? ask.Name : Wording.Of(match, NameOf), resource, at.Head),
            [
                new WalkHop(HopKind.Host, WalkMark.Ok, match.Host ?? "any host", ask.Host.Length > 0 ? $"{title}; {ask.Host}" : title,
                    at.Head, title) { Suspects = [services.Whole(resource)] },
                new WalkHop(HopKind.Path, WalkMark.Ok, Wording.Of(match, Describe), ask.Path,
                    at.Head) { Suspects = [WalkSuspects.At(rule, static rule => [rule.MatchNode!.Value.Span])] },
                .. Behind(rule),
            ]);
    }

    private static string NameOf(TraefikMatch match) =>
        $"{match.Host ?? "*"}{(match.Path is null ? "/" : match.Path.StartsWith('/') ? match.Path : "/" + match.Path)}{Conditions(match)}";

    private static string Describe(TraefikMatch match) =>
        (match.Path is { } path ? $"{path} ({(match.IsWhole ? "Path" : "PathPrefix")})" : "every path") + Conditions(match);

    private static string Conditions(TraefikMatch match) => match.Others.IsEmpty ? "" : $" ({string.Join("; ", match.Others)})";

    private ImmutableArray<WalkHop> Behind(TraefikRule rule)
    {
        if (rule.Services.IsEmpty)
        {
            return [new WalkHop(HopKind.Backend, WalkMark.Unknown, "none", "the route names no Service: Traefik answers by itself",
                rule.Node.Head)];
        }

        var answers = new List<(TraefikBackend Backend, string Which)>();
        Add(answers, rule.Services, "", []);
        return answers switch
        {
            [] => [new WalkHop(HopKind.Backend, WalkMark.Unknown, "none", WithoutWeight, rule.Node.Head)],
            [var only] => Of(only.Backend, only.Which),
            _ => [.. answers.SelectMany((answer, i) => Of(answer.Backend, answer.Which).Select(hop => hop with { Branch = i + 1 }))],
        };
    }

    // TraefikServices are followed a few deep, and none once there are many ways. Each adds at least one answer, so that these bound the
    // work.
    private void Add(
        List<(TraefikBackend Backend, string Which)> answers, ImmutableArray<TraefikBackend> backends, string through,
        ImmutableList<Resource> passed)
    {
        var taking = Taking(backends);
        var sum = taking.Sum(backend => (long?)backend.Weight);
        for (var i = 0; i < taking.Count; i++)
        {
            var which = taking.Count == 1 ? through
                : string.Create(CultureInfo.InvariantCulture,
                    $"service {i + 1} of {taking.Count}{(taking[i].Weight is { } weight ? $", weight {weight} of {sum}" : "")}{(through.Length == 0 ? "" : " ")}{through}");
            if (answers.Count < MostAnswers && passed.Count < MostPassed && taking[i].Composed(graph) is { } composed
                && !passed.Contains(composed)
                && TraefikBackend.AnswersOf(composed, MostAnswers + 1) is { Length: <= MostAnswers } parts && Taking(parts).Count > 0)
            {
                Add(answers, parts, $"through {composed}{(which.Length == 0 ? "" : ", ")}{which}", passed.Add(composed));
            }
            else
            {
                answers.Add((taking[i], which));
            }
        }
    }

    private static List<TraefikBackend> Taking(ImmutableArray<TraefikBackend> backends) =>
        [.. backends.Where(backend => backends.Length == 1 || backend.Weight != 0)];

    private ImmutableArray<WalkHop> Of(TraefikBackend backend, string which)
    {
        if (backend.ServiceName is not { } name)
        {
            var what = backend.Composed(graph) is { } composed
                && TraefikBackend.AnswersOf(composed, MostAnswers) is { IsEmpty: false } parts && Taking(parts).Count == 0
                ? WithoutWeight
                : "a backend that is no Service";
            return [new WalkHop(HopKind.Backend, WalkMark.Unknown, $"{backend.Kind} {backend.NameNode?.Value}".TrimEnd(),
                which.Length == 0 ? what : $"{what}; {which}", (backend.NameNode ?? backend.Node).Head)];
        }

        var at = backend.NameNode!.Value.Span;
        var views = backend.Services(graph);
        if (views.IsEmpty)
        {
            var missed = IngressWalks.ServiceMissing(graph, graph.Find(Kinds.Service, backend.Namespace, name), backend.Namespace, name, at,
                new WalkSuspects([backend.Node.Span], "route-service-not-found"));
            return [which.Length == 0 ? missed : missed with { How = $"{missed.How}; {which}" }];
        }

        var isSame = backend.Node.Find("namespace") is null
            || graph.Namespaces.Meet(backend.Namespace, backend.From.Namespace) == Meeting.Yes;
        var how = (isSame ? "same namespace as the route" : "in another namespace, which Traefik must be told to allow")
            + (which.Length == 0 ? "" : $"; {which}");
        var own = new WalkSuspects([backend.Node.Span]);
        if (views[0].IsExternalName)
            return [services.Found(views[0], how, own), ServiceWalks.Elsewhere(views[0])!];
        if (backend.Port is not { } asked)
        {
            return [services.Found(views[0], how),
                new WalkHop(HopKind.Port, WalkMark.Broken, "none", "the route gives no port that can be read",
                    at) { Suspects = [new WalkSuspects([backend.Node.Span], "route-port-not-found")] }];
        }

        var port = views.SelectMany(service => service.Ports)
            .FirstOrDefault(port => AskedPort.Find(port.Service, asked, port.Protocol) == port);
        return port is not null
            ? [services.Found(port.Service, how, own), .. services.Port(port, asked.ToString(), WalkSource.Outside)]
            : [services.Found(views[0], how),
                .. IngressWalks.NoPort(services, views[0], asked, "TCP", new WalkSuspects([backend.Node.Span], "route-port-not-found"))];
    }
}

/// <summary>Where Traefik sends a request, and what decided it.</summary>
internal sealed record TraefikChoice(TraefikRule Rule, TraefikMatch Match, string Host, string Why);

/// <summary>
/// Which of Traefik's routes takes a request: that of the highest priority whose rule holds; without one, the longest rule (Traefik's
/// documentation, Routers, Priority).
/// </summary>
internal sealed class TraefikRouter(TraefikWalks walks)
{
    /// <summary>The hosts that rules name.</summary>
    public IEnumerable<string> Hosts =>
        walks.Rules.SelectMany(rule => rule.Matches).Select(match => match.Host).OfType<string>().Where(host => host.Length > 0);

    /// <summary>The paths of rules that take the host, with the host that does; empty for any.</summary>
    public IEnumerable<(string Host, string Path)> PathsOf(string host) =>
        walks.Rules.SelectMany(rule => rule.Matches)
            .Where(match => IsOf(match, host))
            .Select(match => (match.Host ?? "", match.Path ?? "/"));

    public IEnumerable<TraefikChoice> Choose(WalkRequest request)
    {
        var holding = (from rule in walks.Rules
                       where !rule.From.IsSecure || request.Scheme == "https"
                       let judged = rule.Matches.Select(match => (Match: match, Holds: Holds(match, request)))
                           .Where(one => one.Holds != false)
                           .OrderBy(one => one.Holds is null)
                           .ToList()
                       where judged.Count > 0
                       orderby rule.Priority descending
                       select (Rule: rule, judged[0].Match, IsSure: judged[0].Holds == true)).ToList();

        // With TLS those that are for it are asked; what is for the other entry point often takes the same host.
        if (request.Scheme == "https" && holding.Exists(one => one.IsSure && one.Rule.From.IsSecure))
            holding.RemoveAll(one => !one.Rule.From.IsSecure);
        if (holding.Count == 0)
            yield break;

        var sure = holding.FindAll(one => one.IsSure);
        var chosen = sure.Count > 0 ? sure[0] : holding[0];
        var unsure = holding.TakeWhile(one => !one.IsSure).Count();
        var why = sure.Count == 0 ? "whether it takes the request hangs on what is not followed here"
            : sure.Count == 1 ? "no other rule matches"
            : $"{WalkText.Of(sure.Count)} rules match; {(sure[0].Rule.Priority != sure[1].Rule.Priority ? "the higher priority wins, else the longer rule" : "of equal priority, which of them Traefik does not say")}";
        yield return new TraefikChoice(chosen.Rule, chosen.Match,
            chosen.Match.Host is null ? "the rule is for any host" : "matches exactly",
            unsure == 0 || sure.Count == 0
                ? why
                : $"{why}; before it, {WalkText.Count(unsure, "rule")} may take it, for what is not followed here");
    }

    private static bool IsOf(TraefikMatch match, string host) =>
        match.Host is not { } own || own.Equals(host, StringComparison.OrdinalIgnoreCase);

    // A prefix is one of the text, not of the path's elements. Null where it hangs on a matcher that is not followed.
    private static bool? Holds(TraefikMatch match, WalkRequest request)
    {
        if (!IsOf(match, request.Host)
            || (match.Path is { } path
                && !(match.IsWhole ? request.Path == path : request.Path.StartsWith(path, StringComparison.Ordinal))))
        {
            return false;
        }

        var others = match.Others.Select(other => Holds(other, request)).ToList();
        return others.Contains(false) ? false : others.Contains(null) ? null : true;
    }

    private static bool? Holds(TraefikMatcher matcher, WalkRequest request)
    {
        bool? holds = matcher.Name.ToUpperInvariant() switch
        {
            "METHOD" => matcher.Arguments.Contains(request.Method, StringComparer.OrdinalIgnoreCase),
            "HOST" or "HOSTHEADER" => matcher.Arguments.Contains(request.Host, StringComparer.OrdinalIgnoreCase),
            "PATH" or "PATHPREFIX" when matcher.Arguments.Any(argument => argument.Contains('{', StringComparison.Ordinal)) => null,
            "PATH" => matcher.Arguments.Contains(request.Path, StringComparer.Ordinal),
            "PATHPREFIX" => matcher.Arguments.Any(prefix => request.Path.StartsWith(prefix, StringComparison.Ordinal)),
            _ => null,
        };
        return matcher.IsNegated ? !holds : holds;
    }
}
