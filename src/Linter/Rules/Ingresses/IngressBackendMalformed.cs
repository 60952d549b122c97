using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A backend that says too much, too little, or what no Service can be called; an Ingress without any backend.</summary>
public sealed class IngressBackendMalformed : IRule
{
    private const string Refused = "the API server refuses the Ingress";
    internal const string UntilFilledIn = "the API server refuses the Ingress as long as nothing fills it in";
    private const int LastPort = 65535;

    // Fields that belong at each place: with others beside them, a misspelt one is what is wrong, and another rule says so.
    private static readonly ImmutableArray<string> SpecFields = ["ingressClassName", "defaultBackend", "tls", "rules"];
    private static readonly ImmutableArray<string> LegacySpecFields = ["ingressClassName", "backend", "tls", "rules"];
    private static readonly ImmutableArray<string> RuleFields = ["host", "http"];
    private static readonly ImmutableArray<string> BackendFields = ["service", "resource"];
    private static readonly ImmutableArray<string> LegacyBackendFields = ["serviceName", "servicePort", "resource"];
    private static readonly ImmutableArray<string> ServiceFields = ["name", "port"];
    private static readonly ImmutableArray<string> ResourceFields = ["kind", "name"];
    private static readonly ImmutableArray<string> PortFields = ["name", "number"];

    public string Id => "ingress-backend-malformed";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var ingress in context.Part.Ingresses)
        {
            if (RoutesNothing(context, ingress) is { } nothing)
                yield return nothing;

            foreach (var rule in ingress.Rules)
            {
                if (rule.Node.Find("http")?.FindEntry("paths") is { Value: { IsSequence: true, Items.Count: 0 } } paths)
                    yield return NoPaths(context, rule, paths.Key);
            }

            if (!IsGiven(ingress.Resource.Root.Find("spec")?.Find(ingress.IsLegacy ? "backend" : "defaultBackend")))
            {
                foreach (var (host, paths) in ingress.Rules.Zip(ingress.Rules.Skip(1)).Where(pair => IsTornApart(pair.First, pair.Second)))
                    yield return TornApart(context, host, paths);
            }

            foreach (var backend in ingress.Backends)
            {
                foreach (var finding in ingress.IsLegacy ? JudgeLegacy(context, backend) : Judge(context, backend))
                    yield return finding;
            }
        }
    }

    private static Finding? RoutesNothing(RuleContext context, IngressView ingress)
    {
        var spec = ingress.Resource.Root.FindEntry("spec");
        var holder = spec is { Value.IsMapping: true } ? spec.Value.Value : (Node?)null;
        if (spec is { Value: { IsMapping: false, IsNull: false } }
            || (holder is { } node && HasOther(node, ingress.IsLegacy ? LegacySpecFields : SpecFields))
            || IsGiven(holder?.Find("rules"))
            || IsGiven(holder?.Find(ingress.IsLegacy ? "backend" : "defaultBackend")))
        {
            return null;
        }

        return context.At(ingress.Resource, spec?.Key ?? ingress.Resource.NameNode,
            $"Ingress '{ingress.Resource.Name}' has neither rules nor a default backend, so it routes nothing") with
        {
            Label = "no rules, no default backend",
            Effect = Refused,
            Help = ingress.IsLegacy ? "add spec.rules or spec.backend" : "add spec.rules or spec.defaultBackend",
        };
    }

    private static Finding NoPaths(RuleContext context, IngressRule rule, Node key) =>
        context.At(rule.Ingress.Resource, key,
            $"the rule of Ingress '{rule.Ingress.Resource.Name}' for host '{(rule.HostNode is null ? "*" : rule.Host)}' has an empty list of paths") with
        {
            Label = "no path in it",
            Effect = Refused,
            Help = "add a path with its backend, or remove http to leave the host to the default backend",
        };

    // A dash too many makes two entries of one: the host, and the paths that it was to have.
    private static bool IsTornApart(IngressRule host, IngressRule paths) =>
        host.HostNode is not null && !HasOther(host.Node, RuleFields) && !IsGiven(host.Node.Find("http"))
        && paths.Node.Find("host") is null && !paths.Paths.IsEmpty;

    private static Finding TornApart(RuleContext context, IngressRule host, IngressRule paths) =>
        context.At(host.Ingress.Resource, host.HostNode!.Value, Severity.Warning,
            $"the rule of Ingress '{host.Ingress.Resource.Name}' for host '{host.Host}' has no paths, and the rule after it has paths and no host") with
        {
            Label = "a host without paths",
            Related = [new RelatedSpan(paths.Node.FindEntry("http")!.Value.Key.Span, "these paths are those of every host")],
            Effect = "requests for this host go to the controller's default backend, which answers 404",
            Help = "remove the dash before http, so that the host and its paths are one rule",
        };

    private static IEnumerable<Finding> Judge(RuleContext context, IngressBackend backend)
    {
        var node = backend.Entry.Value;
        var service = node.FindEntry("service") is { Value.IsNull: false } one ? one : (Entry?)null;
        var resource = node.FindEntry("resource") is { Value.IsNull: false } other ? other : (Entry?)null;
        if (service is { } a && resource is { } b)
            return [Both(context, backend, a.Key, b.Key)];
        if (service is { } named)
            return JudgeService(context, backend, named);
        if (resource is { } local)
            return JudgeResource(context, backend, local.Value);

        return HasOther(node, BackendFields)
            ? []
            : [Neither(context, backend, backend.Entry.Key, "names neither a service nor a resource",
                "add service with a name and a port")];
    }

    private static IEnumerable<Finding> JudgeService(RuleContext context, IngressBackend backend, Entry service)
    {
        if (!service.Value.IsMapping)
            yield break;

        if (JudgeServiceName(context, backend) is { } name)
            yield return name;
        if (HasOther(service.Value, ServiceFields))
            yield break;

        var port = service.Value.FindEntry("port");
        if (port is { Value: { IsMapping: false, IsNull: false } } || (port is { } some && HasOther(some.Value, PortFields)))
            yield break;

        var number = IntOrString.Integer(backend.PortNumberNode);
        var portName = backend.PortNameNode is { IsScalar: true, IsNull: false } node && node.Value.Length > 0 ? node : (Node?)null;
        if (backend.PortNumberNode is { IsNull: false } && number is null)
            yield break;

        if (number is not (null or 0) && portName is { } both)
        {
            yield return Both(context, backend, port!.Value.Value.FindEntry("name")!.Value.Key,
                port.Value.Value.FindEntry("number")!.Value.Key);
        }
        else if (number is null or 0 && portName is null)
        {
            yield return Neither(context, backend, number == 0 ? backend.PortNumberNode!.Value : (port ?? service).Key,
                number == 0 ? "asks for port 0, which means none" : "names no port of its Service",
                "add port.number, the number under spec.ports[].port of the Service");
        }
        else if (number is < 0 or > LastPort)
        {
            yield return OutOfRange(context, backend, backend.PortNumberNode!.Value);
        }
        else if (portName is { Scalar.Type: ScalarType.String } wrong && !Grammars.IsPortName(wrong.Value))
        {
            yield return BadPortName(context, backend, wrong);
        }
    }

    // servicePort is an int-or-string, and both fields are required unless there is a resource.
    private static IEnumerable<Finding> JudgeLegacy(RuleContext context, IngressBackend backend)
    {
        var node = backend.Entry.Value;
        if (HasOther(node, LegacyBackendFields))
            yield break;

        var service = node.FindEntry("serviceName") is { Value.IsNull: false } one ? one : (Entry?)null;
        if (backend.ResourceNode is { } resource)
        {
            if (service is { } beside)
                yield return Both(context, backend, beside.Key, node.FindEntry("resource")!.Value.Key);
            foreach (var finding in service is null ? JudgeResource(context, backend, resource) : [])
                yield return finding;
            yield break;
        }

        if (service is null)
            yield return Neither(context, backend, backend.Entry.Key, "names no Service", "add serviceName and servicePort");
        else if (JudgeServiceName(context, backend) is { } name)
            yield return name;

        if (service is not null && backend.LegacyPortNode is null or { IsNull: true })
        {
            yield return Neither(context, backend, backend.Entry.Key, "names no port of its Service",
                "add servicePort, the number under spec.ports[].port of the Service");
        }
        else if (IntOrString.Integer(backend.LegacyPortNode) is <= 0 or > LastPort)
        {
            yield return OutOfRange(context, backend, backend.LegacyPortNode!.Value);
        }
        else if (backend.LegacyPortNode is { Scalar.Type: ScalarType.String } text && !Grammars.IsPortName(text.Value))
        {
            yield return BadPortName(context, backend, text);
        }
    }

    private static Finding? JudgeServiceName(RuleContext context, IngressBackend backend)
    {
        if (backend.ServiceNameNode is not { Scalar.Type: ScalarType.String } node || DnsNames.IsLabel(node.Value))
            return null;

        var isDotted = Grammars.IsDnsSubdomain(node.Value);
        var ingress = backend.Ingress.Resource;
        if (Placeholders.IsPlaceholder(node.Value))
        {
            return context.At(ingress, node, Severity.Note,
                $"Ingress '{ingress.Name}' sends {Sent(backend)} to '{node.Value}', which looks like a placeholder, and is no Service name as it stands") with
            {
                Effect = UntilFilledIn,
            };
        }

        return context.At(ingress, node,
            $"Ingress '{ingress.Name}' sends {Sent(backend)} to Service '{node.Value}', but a Service name is a single DNS label") with
        {
            Label = isDotted ? "holds a dot" : "not a Service name",
            Effect = Refused,
            Help = isDotted
                ? "name the Service alone: an Ingress reaches only Services of its own namespace"
                : "use the Service's metadata.name: a-z, 0-9 and '-', at most 63 characters",
        };
    }

    private static IEnumerable<Finding> JudgeResource(RuleContext context, IngressBackend backend, Node resource)
    {
        if (!resource.IsMapping)
            yield break;

        foreach (var field in ResourceFields)
        {
            if (resource.Find(field) is { Scalar.Type: ScalarType.String } node
                && (node.Value.Length == 0 || !DnsNames.IsPathSegment(node.Value)))
            {
                yield return BadSegment(context, backend, field, node);
            }
        }
    }

    private static Finding BadSegment(RuleContext context, IngressBackend backend, string field, Node node) =>
        context.At(backend.Ingress.Resource, node,
            $"Ingress '{backend.Ingress.Resource.Name}' sends {Sent(backend)} to a resource whose {MessageText.Plain(field)} is '{node.Value}', which no object can have") with
        {
            Label = node.Value.Length == 0 ? "empty" : "may not be . or .. and may not hold / or %",
            Effect = Refused,
            Help = field == "kind" ? "write the kind alone, and its group as apiGroup" : "write the object's metadata.name",
        };

    private static Finding Both(RuleContext context, IngressBackend backend, Node one, Node other)
    {
        var (first, second) = one.Span.Start < other.Span.Start ? (one, other) : (other, one);
        var ingress = backend.Ingress.Resource;
        return context.At(ingress, second,
            $"{Who(backend)} has '{second.Value}' beside '{first.Value:1}', but only one of them is allowed") with
        {
            Label = $"a second answer beside {first.Value}",
            Related = [new RelatedSpan(first.Span, $"{first.Value} is given here")],
            Effect = Refused,
            Help = $"keep either {first.Value} or {second.Value}",
        };
    }

    private static Finding Neither(RuleContext context, IngressBackend backend, Node at, string lack, string help) =>
        context.At(backend.Ingress.Resource, at, $"{Who(backend)} {MessageText.Plain(lack)}") with
        {
            Label = "incomplete",
            Effect = Refused,
            Help = help,
        };

    private static Finding OutOfRange(RuleContext context, IngressBackend backend, Node port) =>
        context.At(backend.Ingress.Resource, port,
            $"Ingress '{backend.Ingress.Resource.Name}' sends {Sent(backend)} to port '{port.Value}', but ports are 1 to 65535") with
        {
            Label = "no port",
            Effect = Refused,
            Help = "write a number under spec.ports[].port of the Service",
        };

    private static Finding BadPortName(RuleContext context, IngressBackend backend, Node name)
    {
        if (Placeholders.IsPlaceholder(name.Value))
        {
            return context.At(backend.Ingress.Resource, name, Severity.Note,
                $"Ingress '{backend.Ingress.Resource.Name}' sends {Sent(backend)} to port '{name.Value}', which looks like a placeholder, and is no port as it stands") with
            {
                Effect = UntilFilledIn,
            };
        }

        var isNumber = name.Value.All(char.IsAsciiDigit);
        return context.At(backend.Ingress.Resource, name,
            $"Ingress '{backend.Ingress.Resource.Name}' sends {Sent(backend)} to the port named '{name.Value}', which {MessageText.Plain(isNumber ? "is a number in quotes, and a port name needs a letter" : "is no port name")}") with
        {
            Label = isNumber ? "a name, not a number" : "not a port name",
            Effect = Refused,
            Help = !isNumber ? "use at most 15 of a-z, 0-9 and '-'; a Service port with a longer name is reached by its number"
                : backend.Ingress.IsLegacy ? $"write servicePort: {name.Value} without quotes"
                : $"write number: {name.Value}",
            Fix = isNumber && backend.Ingress.IsLegacy && ScalarEdit.ReplaceRaw(backend.Entry.Value, name, name.Value) is { } edit
                ? new Fix("take away the quotes", [edit], IsSafe: true)
                : null,
        };
    }

    private static MessageText Who(IngressBackend backend) => backend.Path is { } path
        ? MessageText.Of($"the backend of '{path.Route}' in Ingress '{backend.Ingress.Resource.Name}'")
        : MessageText.Of($"the default backend of Ingress '{backend.Ingress.Resource.Name}'");

    private static MessageText Sent(IngressBackend backend) =>
        backend.Path is { } path ? MessageText.Of($"'{path.Route}'") : MessageText.Plain("what no rule matches");

    private static bool HasOther(Node mapping, ImmutableArray<string> fields)
    {
        foreach (var entry in mapping.Entries)
        {
            if (!fields.Contains(entry.Key.Value, StringComparer.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsGiven(Node? node) => node is { } value && !value.IsNull && !(value.IsSequence && value.Items.Count == 0);
}
