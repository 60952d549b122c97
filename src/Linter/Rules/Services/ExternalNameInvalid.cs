using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An ExternalName Service without a DNS name, or with fields that a DNS alias cannot have.</summary>
public sealed class ExternalNameInvalid : IRule
{
    private static readonly ImmutableArray<string> Forbidden = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"];

    public string Id => "external-name-invalid";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Part.Services.Where(service => service.IsExternalName).SelectMany(service => Check(context, service));

    private static IEnumerable<Finding> Check(RuleContext context, ServiceView service)
    {
        if (CheckName(context, service) is { } name)
            yield return name;

        foreach (var field in Forbidden)
        {
            if (service.Given(field) is { } entry && !(entry.Value.IsSequence && entry.Value.Items.Count == 0))
                yield return ForbiddenField(context, service, entry);
        }

        if (service.Selector is not null)
        {
            yield return Ignored(context, service, service.Given("selector")!.Value, $"selects '{service.Selector}'",
                "no endpoints are made for it");
        }

        // Controllers of Ingresses and Gateways look the ports of an alias up in the Service.
        if (!service.Ports.IsEmpty && !context.Graph.RoutedServices.Contains(service.Resource))
            yield return Ignored(context, service, service.Given("ports")!.Value, $"lists port '{service.PortList}'", PortsEffect(service));
    }

    private static Finding? CheckName(RuleContext context, ServiceView service)
    {
        if (service.Given("externalName") is not { } entry)
            return Missing(context, service);
        if (!entry.Value.IsScalar)
            return null;

        var name = entry.Value.Value;
        var bare = name.EndsWith('.') ? name[..^1] : name;
        if (!Grammars.IsDnsSubdomain(bare) && IsToBeFilledIn(bare))
            return Placeholder(context, service, entry.Value);
        if (!Grammars.IsDnsSubdomain(bare))
            return NoDnsName(context, service, entry.Value, bare);
        return !Addresses.IsAddress(bare) ? null : IsAddress(context, service, entry.Value);
    }

    private static Finding Missing(RuleContext context, ServiceView service)
    {
        var at = service.Spec?.FindEntry("externalName")?.Key ?? service.Resource.Root.FindEntry("spec")?.Key ?? service.Resource.NameNode;
        return context.At(service.Resource, at, $"Service '{service.Name}' is of type '{service.Type:1}', but gives no externalName") with
        {
            Label = "no externalName",
            Related = [.. service.TypeSpan()],
            Effect = "the API server refuses the Service",
            Help = "set externalName to the DNS name that this Service stands for",
        };
    }

    // Capitals alone are a slip as well; in lower case such a name would be accepted.
    private static bool IsToBeFilledIn(string name) =>
        Grammars.IsDnsSubdomain(name.ToLowerInvariant()) ? name.Split('.').Any(Placeholders.IsToBeFilledIn) : Placeholders.IsPaired(name);

    private static Finding Placeholder(RuleContext context, ServiceView service, Node at) =>
        context.At(service.Resource, at, Severity.Note,
            $"Service '{service.Name}' has the externalName '{at.Value}', which looks like a placeholder, and is no DNS name as it stands") with
        {
            Label = "to be filled in",
            Effect = "the API server refuses the Service as long as nothing fills it in",
            Help = "write the real name, or lint what your tool makes of this file",
        };

    private static Finding NoDnsName(RuleContext context, ServiceView service, Node at, string name)
    {
        var lower = name.ToLowerInvariant();
        var isCase = lower != name && Grammars.IsDnsSubdomain(lower);
        return context.At(service.Resource, at,
            $"Service '{service.Name}' has the externalName '{at.Value}', which {WhyNot(name, isCase)}") with
        {
            Label = "not a DNS name",
            Effect = "the API server refuses the Service",
            Help = isCase ? $"write '{lower}'" : "give a host name alone, such as 'db.example.com'",
            Fix = isCase && at.Style == ScalarStyle.Plain ? new Fix($"write '{lower}'", [new TextEdit(at.Span, lower)]) : null,
        };
    }

    private static MessageText WhyNot(string name, bool isCase) => MessageText.Plain(
        isCase ? "has upper case letters where a DNS name is lower case"
        : name.Contains("://", StringComparison.Ordinal) ? "is a URL, not a DNS name"
        : Addresses.IsAddress(name) ? "is an IP address, not a DNS name"
        : name.Contains(':', StringComparison.Ordinal) ? "has a port, which a DNS name cannot have"
        : name.Contains('_', StringComparison.Ordinal) ? "has an underscore, which a host name cannot have"
        : "is not a DNS name");

    private static Finding IsAddress(RuleContext context, ServiceView service, Node at) =>
        context.At(service.Resource, at, Severity.Warning,
            $"Service '{service.Name}' has the externalName '{at.Value}', an IP address, but DNS takes it for a name made of digits") with
        {
            Label = "an alias has to be a name",
            Effect = "the Service's name does not resolve",
            Help = "use a Service without selector, and an EndpointSlice with this address",
        };

    private static Finding ForbiddenField(RuleContext context, ServiceView service, Entry entry) =>
        context.At(service.Resource, entry.Key,
            $"Service '{service.Name}' sets '{entry.Key.Value}', which type '{service.Type:1}' may not have") with
        {
            Label = "an alias has no address of its own",
            Related = [.. service.TypeSpan()],
            Effect = "the API server refuses the Service",
            Help = $"remove {entry.Key.Value}",
        };

    private static Finding Ignored(RuleContext context, ServiceView service, Entry entry, MessageText.Handler what, string effect) =>
        context.At(service.Resource, entry.Key, Severity.Warning,
            $"Service '{service.Name}' {MessageText.Of(what)}, but its type '{service.Type:1}' makes it a DNS alias, which ignores its '{entry.Key.Value}'") with
        {
            Label = "ignored",
            Related = [.. service.TypeSpan()],
            Effect = effect,
            Help = $"remove {entry.Key.Value}, or change the type if the Service is to reach pods",
        };

    private static string PortsEffect(ServiceView service) =>
        service.Ports.FirstOrDefault(port => port.TargetPortNode is not null && port.TargetPort?.Number is { } target
            && target != port.Port) is { } translated
            ? $"nothing translates port {translated.Port} to {translated.TargetPort}: clients dial the port that the host listens on"
            : "clients dial whatever port the host listens on";
}
