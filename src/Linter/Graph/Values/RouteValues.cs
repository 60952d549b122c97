using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Matches, filters and timeouts of HTTPRoute and GRPCRoute (patterns and CEL rules of their CRDs in sigs.k8s.io/gateway-api config/crd).
/// </summary>
internal static class RouteValues
{
    private const string Redirect = "RequestRedirect";
    private const string Rewrite = "URLRewrite";

    private static readonly ImmutableArray<(string Type, string Section)> Filters =
    [
        ("RequestHeaderModifier", "requestHeaderModifier"), ("ResponseHeaderModifier", "responseHeaderModifier"),
        ("RequestMirror", "requestMirror"),
        (Redirect, "requestRedirect"), (Rewrite, "urlRewrite"), ("ExtensionRef", "extensionRef"), ("CORS", "cors"),
        ("ExternalAuth", "externalAuth"),
    ];

    private static readonly ImmutableArray<string> FilterTypes = [.. Filters.Select(filter => filter.Type)];
    private static readonly ImmutableArray<string> GrpcFilterTypes =
        ["RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "ExtensionRef"];
    private static readonly ImmutableArray<string> OnlyOnce =
        ["RequestHeaderModifier", "ResponseHeaderModifier", Redirect, Rewrite, "CORS"];
    private static readonly ImmutableArray<(string Type, string Section)> PathModifiers =
        [("ReplaceFullPath", "replaceFullPath"), ("ReplacePrefixMatch", "replacePrefixMatch")];
    private static readonly ImmutableArray<(string Type, string Section)> Authorizers = [("HTTP", "http"), ("GRPC", "grpc")];
    private static readonly ImmutableArray<int> RedirectCodes = [301, 302, 303, 307, 308];
    private static readonly ImmutableArray<string> HeaderLists = ["set", "add"];
    private static readonly NodePath PathModifier = NodePath.Parse("path");
    private static readonly NodePath MirrorPort = NodePath.Parse("requestMirror.backendRef.port");
    private static readonly NodePath AuthorizerPort = NodePath.Parse("backendRef.port");
    private static readonly NodePath AuthorizerPath = NodePath.Parse("http.path");

    public static void JudgePath(ValueList values, Node path)
    {
        if (path.Find("type") is null or { IsNull: true } || path.Find("type")?.Value is "Exact" or "PathPrefix")
            values.Grammar(path.Find("value"), GatewayFlaws.OfPath, GatewayFlaws.PathHelp);
    }

    public static void JudgeMethod(ValueList values, Node method)
    {
        if (method.Find("type") is { IsNull: false } type && !type.Is(RouteMatch.Exact))
            return;

        values.Grammar(ValueList.Filled(method.Find("service")), GatewayFlaws.OfGrpcService,
            "write the service with its package, such as shop.v1.Cart");
        values.Grammar(ValueList.Filled(method.Find("method")), GatewayFlaws.OfGrpcMethod, "write the method alone, such as AddItem");
    }

    /// <summary>A list whose entries are told apart by their names, case counting.</summary>
    public static void JudgeNames(ValueList values, Node list) =>
        JudgeUnique(values, list, list.Items.Where(item => item.IsMapping).Select(item => item.Find("name")));

    public static void JudgeTimeouts(ValueList values, Node timeouts)
    {
        var (request, backend) = (ValueList.Text(timeouts.Find("request")), ValueList.Text(timeouts.Find("backendRequest")));
        foreach (var node in (Node?[])[request, backend])
            values.Grammar(node, GatewayFlaws.OfDuration, "write a whole number and its unit, such as 10s or 500ms");
        if (request is not { } whole || backend is not { } part || GatewayFlaws.Milliseconds(whole.Value) is not (> 0 and var most)
            || GatewayFlaws.Milliseconds(part.Value) is not { } asked || asked <= most)
        {
            return;
        }

        values.Add(new ValueProblem(values.Resource, part,
            MessageText.Of($"'{values.PathOf(part)}' of '{values.Resource}' is '{part.Value}', longer than the whole request may take, which is '{whole.Value:1}'"))
        {
            Label = "longer than request",
            Related = new RelatedSpan(whole.Span, "the whole request, with every attempt"),
            Help = "take a shorter time for the backend, or a longer one for the request",
        });
    }

    public static void JudgeRule(ValueList values, Node rule)
    {
        if (!rule.IsMapping)
            return;

        JudgeFilters(values, rule, rule);
        foreach (var backend in rule.FindMappings("backendRefs"))
        {
            JudgeFilters(values, rule, backend);
            JudgeKind(values, backend);
        }

        if (rule.FindMappings("filters").Select(filter => filter.FindEntry("requestRedirect"))
            .FirstOrDefault(entry => entry is { Value.IsNull: false }) is { } redirect
            && rule.FindEntry("backendRefs") is { Value: { IsSequence: true, Items.Count: > 0 } } backends)
        {
            values.Add(new ValueProblem(values.Resource, backends.Key,
                MessageText.Of($"'{values.PathOf(rule)}' of '{values.Resource}' has '{backends.Key.Value}' beside a '{redirect.Key.Value:1}', which answers every request itself"))
            {
                Label = "not beside a redirect",
                Related = new RelatedSpan(redirect.Key.Span, "the redirect"),
                Help = "remove backendRefs or the redirect, or give each a rule of its own with other matches",
            });
        }
    }

    // Backends of other groups may be of any kind.
    private static void JudgeKind(ValueList values, Node backend)
    {
        if (ValueList.Filled(backend.Find("group")) is null && ValueList.Filled(backend.Find("kind")) is { } kind
            && KindCatalog.Meant(new GroupKind("", kind.Value)) is [{ Group: "" } meant])
        {
            values.Add(WordSlips.Of(values.Resource, kind,
                MessageText.Of($"'{values.PathOf(kind)}' of '{values.Resource}' is '{kind.Value}', which the core group does not have"),
                meant.Kind, "the backend is not resolved: its share of the requests is answered with status 500"));
        }
    }

    private static void JudgeFilters(ValueList values, Node rule, Node owner)
    {
        var seen = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var filter in owner.FindMappings("filters"))
        {
            JudgeFilter(values, filter);
            if (ValueList.Text(filter.Find("type")) is not { } type)
                continue;

            var rival = type.Value == Redirect ? Rewrite : type.Value == Rewrite ? Redirect : type.Value;
            if (OnlyOnce.Contains(type.Value, StringComparer.Ordinal) && seen.TryGetValue(type.Value, out var first))
            {
                Contradict(values, type, first, $"'{values.PathOf(owner)}' of '{values.Resource}' has two filters of type '{type.Value:1}'",
                    "this type is taken", "put what both say into one filter", "the first of this type");
            }
            else if (seen.TryGetValue(rival, out var other))
            {
                Contradict(values, type, other,
                    $"'{values.PathOf(owner)}' of '{values.Resource}' has a filter of type '{type.Value}' beside one of type '{other.Value:1}'",
                    "not beside the other", "keep one of them, or give each a rule of its own", "the other filter");
            }

            if (OnlyOnce.Contains(type.Value, StringComparer.Ordinal))
                seen.TryAdd(type.Value, type);
        }

        foreach (var section in (string[])["requestRedirect", "urlRewrite"])
        {
            JudgePrefix(values, rule,
                [.. owner.FindMappings("filters").Select(filter => filter.Find(section)?.Find("path")?.FindEntry("replacePrefixMatch"))
                    .OfType<Entry>()]);
        }
    }

    private static void JudgeFilter(ValueList values, Node filter)
    {
        values.OneOf(filter.Find("type"), values.Resource.Kind == Manifests.Kinds.GrpcRoute ? GrpcFilterTypes : FilterTypes);
        JudgeUnion(values, filter, "type", Filters);
        values.Port(filter.At(MirrorPort));
        foreach (var section in filter.Entries.Where(entry => entry.Value.IsMapping))
        {
            if (section.Key.Is("requestHeaderModifier") || section.Key.Is("responseHeaderModifier"))
                JudgeModifier(values, section.Value);
            else if (section.Key.Is("requestRedirect") || section.Key.Is("urlRewrite"))
                JudgeTarget(values, section.Value);
            else if (section.Key.Is("externalAuth"))
                JudgeAuthorizer(values, section.Value);
        }
    }

    private static void JudgeModifier(ValueList values, Node modifier)
    {
        foreach (var key in HeaderLists)
        {
            if (modifier.Find(key) is not { IsSequence: true } list)
                continue;

            JudgeNames(values, list);
            foreach (var header in list.Items.Where(item => item.IsMapping))
            {
                values.Grammar(header.Find("name"), GatewayFlaws.OfHeaderName, GatewayFlaws.HeaderNameHelp);
                values.Grammar(ValueList.Filled(header.Find("value")), GatewayFlaws.OfHeaderValue, "write the value in one line",
                    effect: "a newer API server refuses the route; an older one lets it through, and the Gateway refuses it or ends the header at this place");
            }
        }

        if (modifier.Find("remove") is { IsSequence: true } removed)
            JudgeUnique(values, removed, removed.Items.Select(item => (Node?)item));
    }

    private static void JudgeTarget(ValueList values, Node target)
    {
        values.Grammar(target.Find("hostname"), GatewayFlaws.OfPreciseHost, "write one DNS name in lower case, such as shop.example.com");
        values.Port(target.Find("port"));
        if (IntOrString.Integer(target.Find("statusCode")) is { } code && !RedirectCodes.Contains(code))
        {
            var node = target.Find("statusCode")!.Value;
            values.Add(node,
                $"'{values.PathOf(node)}' of '{values.Resource}' is '{code}', but has to be one of '{string.Join(", ", RedirectCodes)}'",
                "no status of a redirect", $"write one of {string.Join(", ", RedirectCodes)}");
        }

        if (target.At(PathModifier) is not { IsMapping: true } path)
            return;

        values.OneOf(path.Find("type"), [.. PathModifiers.Select(modifier => modifier.Type)]);
        JudgeUnion(values, path, "type", PathModifiers);
    }

    private static void JudgeAuthorizer(ValueList values, Node authorizer)
    {
        values.OneOf(authorizer.Find("protocol"), [.. Authorizers.Select(form => form.Type)]);
        JudgeUnion(values, authorizer, "protocol", Authorizers);
        values.Port(authorizer.At(AuthorizerPort));
        values.Grammar(ValueList.Filled(authorizer.At(AuthorizerPath)), GatewayFlaws.OfPathCharacters, GatewayFlaws.PathHelp);
    }

    // Of sections beside a type, the one of this type has to be there, and no other may be.
    private static void JudgeUnion(ValueList values, Node owner, string key, ImmutableArray<(string Type, string Section)> sections)
    {
        if (ValueList.Text(owner.Find(key)) is not { } type
            || sections.FirstOrDefault(section => type.Is(section.Type)).Section is not { } own)
        {
            return;
        }

        var lacks = owner.Find(own) is null or { IsNull: true };
        foreach (var entry in owner.Entries)
        {
            var other = sections.FirstOrDefault(section => section.Section != own && entry.Key.Is(section.Section)).Type;
            if (other is null || entry.Value.IsNull)
                continue;

            Contradict(values, entry.Key, type,
                $"'{values.PathOf(owner)}' of '{values.Resource}' has '{entry.Key.Value}', but its {MessageText.Plain(key)} is '{type.Value:1}'",
                $"belongs to {key} {other}",
                lacks ? $"set {key}: {other}, or write {own} in its place" : $"remove {entry.Key.Value}, or give it an entry of its own",
                $"the {key}");
            return;
        }

        // A misspelt section is unknown-field's.
        if (lacks && !owner.Entries.Any(entry => entry.Key.IsScalar && !entry.Key.Is(own) && Spelling.IsNear(entry.Key.Value, own)))
        {
            values.Add(type, $"'{values.PathOf(owner)}' of '{values.Resource}' has {MessageText.Plain(key)} '{type.Value}', but no '{own}'",
                $"no {own} beside it", $"add {own}");
        }
    }

    // HTTPRoute's rules about path.replacePrefixMatch: they hold where one filter of the kind has it.
    private static void JudgePrefix(ValueList values, Node rule, ImmutableArray<Entry> replaced)
    {
        if (replaced is not [var entry] || entry.Value.IsNull || rule.Find("matches") is not { IsSequence: true } matches)
            return;

        var isPrefix = matches.Items.Count == 1
            && (matches.Items.First().Find("path")?.Find("type") is not { IsNull: false } type || type.Is("PathPrefix"));
        if (!isPrefix)
        {
            values.Add(entry.Key,
                $"'{values.PathOf(entry.Value)}' of '{values.Resource}' replaces a prefix, but its rule has not just one match of type 'PathPrefix'",
                "which prefix?",
                "give the rule exactly one match, with a path of type PathPrefix");
        }
    }

    private static void JudgeUnique(ValueList values, Node list, IEnumerable<Node?> names)
    {
        var seen = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var name in names.Select(ValueList.Filled).OfType<Node>())
        {
            if (!seen.TryAdd(name.Value, name))
            {
                Contradict(values, name, seen[name.Value], $"'{values.PathOf(list)}' of '{values.Resource}' has '{name.Value:1}' twice",
                    "this name is taken", "keep one of them", "the first of this name");
            }
        }
    }

    private static void Contradict(
        ValueList values, Node at, Node other, MessageText.Handler message, string label, string help, string there) =>
        values.Add(new ValueProblem(values.Resource, at,
            MessageText.Of(message)) { Label = label, Related = new RelatedSpan(other.Span, there), Help = help });
}
