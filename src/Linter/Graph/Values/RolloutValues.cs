using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// An Argo Rollout as its controller checks it before it rolls out anything (pkg/apis/rollouts/validation and rollout/trafficrouting/istio
/// in argoproj/argo-rollouts): its strategy, the Services that it steers, and what sends traffic to these.
/// </summary>
internal static class RolloutValues
{
    public const string Effect = "the Rollout reports InvalidSpec, and nothing of it is rolled out";

    // Set by the controller itself, in the selectors of the Services too.
    private const string Hash = "rollouts-pod-template-hash";

    private const int MostTold = 6;

    private static readonly NodePath Strategy = NodePath.Parse("spec.strategy");
    private static readonly NodePath Canary = NodePath.Parse("spec.strategy.canary");
    private static readonly NodePath BlueGreen = NodePath.Parse("spec.strategy.blueGreen");
    private static readonly NodePath Labels = NodePath.Parse("spec.template.metadata.labels");
    private static readonly ImmutableArray<string> NeedBoth = ["smi", "apisix", "ambassador", "nginx", "appMesh", "traefik"];

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var rollout = values.Resource;
        JudgeStrategy(values);
        JudgePair(values, rollout.Find(Canary), "stableService", "canaryService");
        JudgePair(values, rollout.Find(Canary)?.Find("pingPong"), "pingService", "pongService");
        JudgePair(values, rollout.Find(BlueGreen), "activeService", "previewService");
        JudgeSteps(values, rollout.Find(Canary));
        foreach (var (name, field, labels) in RolloutPhases.ServicesOf(rollout))
            JudgeSelector(graph, values, name, field, labels);
        if (rollout.Find(Canary) is { IsMapping: true } canary && canary.Find("trafficRouting") is { IsMapping: true } routing)
        {
            JudgeBoth(values, canary, routing);
            JudgeIngresses(graph, values, canary, routing);
            JudgeVirtualServices(graph, values, canary, routing);
        }
    }

    private static void JudgeStrategy(ValueList values)
    {
        var rollout = values.Resource;
        var (canary, blueGreen) = (Given(rollout, "canary"), Given(rollout, "blueGreen"));
        if (canary is { } one && blueGreen is { } other)
        {
            values.Add(new ValueProblem(rollout, other.Key,
                MessageText.Of($"'{rollout}' has the strategy '{other.Key.Value}' beside '{one.Key.Value:1}', but can have only one"))
            {
                Label = "a second strategy",
                Related = new RelatedSpan(one.Key.Span, one.Key.Value),
                Effect = Effect,
                Help = "keep one of the two",
            });
        }
        else if (canary is null && blueGreen is null && rollout.Find(Resource.Paths.Spec) is { IsMapping: true }
            && rollout.Find(Strategy) is null or { IsNull: true } or { IsMapping: true, Entries.Count: 0 })
        {
            values.Add(new ValueProblem(rollout, rollout.NameNode,
                MessageText.Of($"'{rollout}' has neither the strategy '{"canary"}' nor '{"blueGreen"}'"))
            {
                Label = "no strategy",
                Effect = Effect,
                Help = "add strategy with canary: {} or blueGreen",
            });
        }
    }

    private static Entry? Given(Resource rollout, string strategy) =>
        rollout.Find(Strategy) is { IsMapping: true } all ? FieldChoices.Given(all, strategy) : null;

    private static void JudgePair(ValueList values, Node? strategy, string first, string second)
    {
        if (strategy is not { IsMapping: true } owner || ValueList.Filled(owner.Find(first)) is not { } one
            || ValueList.Filled(owner.Find(second)) is not { } other || one.Value != other.Value)
        {
            return;
        }

        values.Add(new ValueProblem(values.Resource, other,
            MessageText.Of($"'{values.Resource}' has Service '{other.Value:1}' for its '{first}' and for its '{second}', but needs two different ones"))
        {
            Label = $"the {first}, too",
            Related = new RelatedSpan(one.Span, $"the {first}"),
            Effect = Effect,
            Help = "name a Service of its own for each",
        });
    }

    // Where one of them is not given, it is more than 0 (utils/defaults: invalidMaxSurgeMaxUnavailable asks there).
    private static void JudgeSteps(ValueList values, Node? canary)
    {
        if (canary is not { IsMapping: true } strategy || strategy.Find("maxUnavailable") is not { } down || !IsZero(down)
            || strategy.Find("maxSurge") is not { } up || !IsZero(up))
        {
            return;
        }

        values.Add(new ValueProblem(values.Resource, down,
            MessageText.Of($"'{values.PathOf(down)}' of '{values.Resource}' is '{down.Value}' and 'maxSurge' is '{up.Value:1}', so that no pod could ever be replaced"))
        {
            Label = "both are 0",
            Related = new RelatedSpan(up.Span, "maxSurge"),
            Effect = Effect,
            Help = "let one of the two be more than 0",
        });
    }

    private static bool IsZero(Node value) => IntOrString.Integer(value) is 0 || ValueList.Filled(value) is { Value: "0" or "0%" };

    // What selects no pods at all is told of at the Service.
    private static void JudgeSelector(LinkGraph graph, ValueList values, Node name, string field, LabelSet phase)
    {
        var rollout = values.Resource;
        if (rollout.Find(Labels) is not { } written
            || graph.ServicesOf(graph.Find(Kinds.Service, rollout.Namespace,
                name.Value).Certain) is not [{ Selector: { } selector } service]
            || service.Pods.Certain.IsEmpty)
        {
            return;
        }

        var labels = LabelSet.Read(written);
        foreach (var pair in selector.Pairs)
        {
            if (pair.Key == Hash || labels.Has(pair.Key, pair.Value) || phase.Has(pair.Key, pair.Value))
                continue;

            var isOfOtherPhase = RolloutPhases.LabelsOf(rollout).Any(other => other.Key == pair.Key && other.Value == pair.Value);
            values.Add(new ValueProblem(rollout, name,
                MessageText.Of($"'{rollout}' has Service '{name.Value}' for its '{field}', but that one selects '{pair:1}', which {MessageText.Plain(isOfOtherPhase ? "only its pods of another phase" : "its own pods do not")} carry"))
            {
                Label = "selects other pods",
                Related = new RelatedSpan(pair.ValueNode.Span, $"{service.Resource.Quoted} selects '{pair}'"),
                Effect = Effect,
                Help = labels.IsEmpty
                    ? "let the Service select labels of this template"
                    : $"let the Service select labels of this template, such as '{labels}'",
            });
            return;
        }
    }

    private static void JudgeBoth(ValueList values, Node canary, Node routing)
    {
        var routers = NeedBoth.Select(key => FieldChoices.Given(routing, key))
            .Append(FieldChoices.Given(canary, "pingPong") is null ? FieldChoices.Given(routing, "alb") : null)
            .Append(routing.Find("istio") is { IsMapping: true } istio && FieldChoices.Given(istio, "destinationRule") is null
                && FieldChoices.Given(canary, "pingPong") is null
                ? FieldChoices.Given(routing, "istio")
                : null);
        if (routers.FirstOrDefault(router => router is not null) is not { } found)
            return;

        foreach (var field in (string[])["stableService", "canaryService"])
        {
            if (canary.Find(field) is not null and not { IsNull: true } and { } given && !given.Is(""))
                continue;

            values.Add(new ValueProblem(values.Resource, found.Key,
                MessageText.Of($"'{values.Resource}' steers traffic with '{found.Key.Value}', but has no '{field}'"))
            {
                Label = $"needs a {field}",
                Effect = Effect,
                Help = $"add {field}, the name of a Service, beside trafficRouting",
            });
            return;
        }
    }

    private static void JudgeIngresses(LinkGraph graph, ValueList values, Node canary, Node routing)
    {
        foreach (var (router, one, several) in ((string, string, string)[])[("nginx", "stableIngress", "stableIngresses"),
            ("alb", "ingress", "ingresses")])
        {
            if (routing.Find(router) is not { IsMapping: true } settings)
                continue;

            var asked = ValueList.Filled(router == "alb" ? settings.Find("rootService") : null)
                ?? ValueList.Filled(canary.Find("stableService"));
            if (asked is not { } service)
                continue;

            foreach (var name in settings.FindTexts(several).Concat(ValueList.Filled(settings.Find(one)) is { } only ? [only] : []))
            {
                if (graph.Find(Kinds.Ingress, values.Resource.Namespace, name.Value).Certain is not [var ingress]
                    || graph.RuledServicesOf(ingress).Contains(service.Value))
                {
                    continue;
                }

                values.Add(new ValueProblem(values.Resource, name,
                    MessageText.Of($"'{values.Resource}' steers traffic through '{ingress:1}', which has no rule that sends to Service '{service.Value}'"))
                {
                    Label = "does not send to the stable Service",
                    Related = Whereabouts.Definition(ingress),
                    Effect = Effect,
                    Help = $"let a path of the Ingress send to Service '{service.Value}'",
                });
            }
        }
    }

    private static void JudgeVirtualServices(LinkGraph graph, ValueList values, Node canary, Node routing)
    {
        if (routing.Find("istio") is not { IsMapping: true } istio)
            return;

        var named = istio.FindMappings("virtualServices").Concat(istio.Find("virtualService") is { IsMapping: true } only ? [only] : []);
        foreach (var asked in named)
        {
            if (ValueList.Filled(asked.Find("name")) is not { } name
                || graph.Find(Kinds.VirtualService, values.Resource.Namespace, name.Value).Certain is not [var found])
            {
                continue;
            }

            if (graph.Mesh.VirtualServiceOf(found) is not { } service)
                continue;

            foreach (var sort in (string[])["tls", "tcp"])
                JudgeConnections(values, canary, istio, asked, name, service, sort);
            if (service.HttpRoutes == 0)
                continue;

            var names = asked.FindTexts("routes").ToList();
            var managed = routing.FindMappings("managedRoutes").Select(route => route.FindText("name")?.Value).OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
            var own = service.RoutesOf("http").All.Where(route => !managed.Contains(route.Node.FindText("name")?.Value ?? ""))
                .Take(2)
                .ToList();
            if (names.Count == 0 && own.Count > 1)
            {
                values.Add(Unchosen(values.Resource, name, service, "http"));
                continue;
            }

            foreach (var route in names.Where(route => !service.RoutesByName.Contains(route.Value)))
                values.Add(NoSuchRoute(values.Resource, route, service));
            if (FieldChoices.Given(istio, "destinationRule") is null)
            {
                JudgeHosts(values, canary, found,
                    names.Count == 0
                        ? own
                        : [.. names.SelectMany(route => service.RoutesByName[route.Value].Take(1))]);
            }
        }
    }

    private static ValueProblem NoSuchRoute(Resource rollout, Node route, VirtualServiceView service)
    {
        var found = service.Resource;
        var names = service.RoutesByName.Select(routes => routes.Key).Where(name => name.Length > 0).Take(6).ToList();
        return new ValueProblem(rollout, route, names.Count == 0
            ? MessageText.Of($"'{rollout}' steers route '{route.Value}' of '{found:1}', whose routes have no names")
            : MessageText.Of($"'{rollout}' steers route '{route.Value}' of '{found:1}', whose routes are called '{Listing.Of(names, 5)}'"))
        {
            Label = "no such route",
            Related = Whereabouts.Definition(found),
            Effect = Effect,
            Help = names.Count == 0 ? $"write name: {route.Value} into a route of {found.Quoted}" : "name one of them",
        };
    }

    // Each sort of routes is checked by itself (ValidateVirtualService in pkg/apis/rollouts/validation/validation_references.go); without
    // tlsRoutes or tcpRoutes, the only one of them is meant.
    private static void JudgeConnections(
        ValueList values, Node canary, Node istio, Node asked, Node name, VirtualServiceView service, string sort)
    {
        var routes = service.RoutesOf(sort);
        var listed = asked.Find(sort + "Routes");
        if (routes.All.IsEmpty || listed is { IsScalar: true, IsNull: false })
            return;

        var named = asked.FindMappings(sort + "Routes").ToList();
        if (named.Count == 0 && routes.All.Length > 1)
        {
            values.Add(Unchosen(values.Resource, name, service, sort));
            return;
        }

        foreach (var entry in named.Where(entry => !routes.ByMatch.Contains(MeshRouteList.MatchOf(entry))))
        {
            var at = routes.HasMatchOf(IntOrString.Integer(entry.Find("port"))) ? entry.FindEntry("sniHosts")?.Key : entry.Find("port");
            values.Add(NoSuchConnection(values.Resource, at ?? entry, entry, service, sort,
                string.Join("; ", routes.ByMatch.Select(same => same.Key).Take(MostTold))));
        }

        if (FieldChoices.Given(istio, "destinationRule") is null)
        {
            JudgeHosts(values, canary, service.Resource, named.Count == 0
                ? [.. routes.All]
                : [.. named.SelectMany(entry => routes.ByMatch[MeshRouteList.MatchOf(entry)])]);
        }
    }

    private static ValueProblem NoSuchConnection(
        Resource rollout, Node at, Node entry, VirtualServiceView service, string sort, string matches) =>
        new(rollout, at, MessageText.Of(
            $"'{rollout}' steers the route with '{MeshRouteList.MatchOf(entry)}' in '{sort}' of '{service.Resource:1}', whose matches there have '{matches}'"))
        {
            Label = "no such route",
            Related = Whereabouts.Definition(service.Resource),
            Effect = Effect,
            Help = sort == "tls" ? "write port and sniHosts as the route's match has them" : "write the port that the route's match has",
        };

    private static ValueProblem Unchosen(Resource rollout, Node name, VirtualServiceView service, string sort) =>
        new(rollout, name, sort == "http"
            ? MessageText.Of($"'{rollout}' steers '{service.Resource:1}', which has several routes, and names none of them")
            : MessageText.Of($"'{rollout}' steers '{service.Resource:1}', which has several routes in '{sort}', and names none of them"))
        {
            Label = "which of its routes?",
            Related = Whereabouts.Definition(service.Resource),
            Effect = Effect,
            Help = sort switch
            {
                "tls" => "add tlsRoutes with port and sniHosts of those that are to be steered",
                "tcp" => "add tcpRoutes with the ports of those that are to be steered",
                _ => "add routes with the names of those that are to be steered",
            },
        };

    // Of a host its first label counts. Routes that the controller adds itself (managedRoutes) are none of those that may be meant.
    private static void JudgeHosts(ValueList values, Node canary, Resource found, List<MeshRoute> routes)
    {
        foreach (var field in (string[])["stableService", "canaryService"])
        {
            if (ValueList.Filled(canary.Find(field)) is not { } service)
                continue;

            foreach (var route in routes)
            {
                var hosts = route.Node.FindMappings("route")
                    .Select(entry => entry.Find("destination")?.FindText("host")?.Value)
                    .OfType<string>()
                    .ToList();
                if (hosts.Exists(host => host.Split('.')[0] == service.Value))
                    continue;

                values.Add(new ValueProblem(values.Resource, service,
                    hosts.Count == 0
                        ? MessageText.Of(
                            $"'{values.Resource}' has Service '{service.Value}' for its '{field}', but the route of '{found:1}' that it steers has no destinations")
                        : MessageText.Of(
                            $"'{values.Resource}' has Service '{service.Value}' for its '{field}', but the route of '{found}' that it steers sends to '{Listing.Of(hosts, 5):1}'"))
                {
                    Label = "not among the route's destinations",
                    Related = new RelatedSpan((route.Node.FindEntry("route")?.Key ?? route.Node).Head, $"the route of {found.Quoted}"),
                    Effect = Effect,
                    Help = $"add a destination with host '{service.Value}' to the route",
                });
                return;
            }
        }
    }
}
