using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A Service without a selector and without endpoints made by hand.</summary>
public sealed class SelectorMissing : IRule
{
    public string Id => "selector-missing";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var service in context.Part.Services)
        {
            if (service.Selector is null && IsWhole(service) && At(service) is { } at
                && !HasEndpoints(context.Graph, service))
            {
                yield return Describe(context, service, at);
            }
        }
    }

    // Without ports only a headless Service can stand: anything else is a patch of one, or refused for its ports.
    private static bool IsWhole(ServiceView service) => !service.IsExternalName && (service.IsHeadless || !service.Ports.IsEmpty);

    // The selector where it is empty, else the key "spec"; null where other rules report what stands there: a misspelt
    // selector, one of another shape, no spec at all.
    private static Node? At(ServiceView service)
    {
        if (service.Spec is not { IsMapping: true } spec)
            return null;
        if (spec.FindEntry("selector") is not { } selector)
        {
            return spec.Entries.Any(entry => Spelling.IsNear(entry.Key.Value, "selector"))
                ? null
                : service.Resource.Root.FindEntry("spec")?.Key;
        }

        return selector.Value.IsNull ? selector.Key
            : selector.Value.IsMapping ? selector.Value
            : null;
    }

    private static bool HasEndpoints(LinkGraph graph, ServiceView service) =>
        IsApiServer(service) || !graph.HandMadeEndpoints.Of(service).IsEmpty || graph.HandMadeEndpoints.AreElsewhere(service);

    // The control plane itself keeps the endpoints of this one.
    private static bool IsApiServer(ServiceView service) => service.Name == "kubernetes" && service.Resource.Namespace is null or "default";

    private static Finding Describe(RuleContext context, ServiceView service, Node at)
    {
        var (graph, isEmpty) = (context.Graph, service.Spec?.Find("selector") is not null);
        var own = graph.PodTemplatesIn(service.Resource.Namespace)
            .FirstOrDefault(pods => pods.Workload.Name == service.Name && !pods.Labels.IsEmpty);
        var astray = graph.HandMadeEndpoints.Astray(service) is { } other && (other.IsNear || own is null) ? other.Holder : null;
        var finding = context.At(service.Resource, at,
            $"Service '{service.Name}' has {MessageText.Plain(isEmpty ? "an empty selector" : "no selector")}, and no Endpoints or EndpointSlice here is for it") with
        {
            Label = isEmpty ? "an empty selector matches no pods" : "no selector in here",
            Related = Other(astray, own),
            Effect = "the Service gets no endpoints: connections to it are refused unless something outside these manifests makes them",
            Help = astray is not null ? Claim(service, astray)
                : own is not null ? $"select the pods of {own.Workload.Quoted}, for example with '{own.Labels.Pairs[0].Key}: {own.Labels.Pairs[0].Value}'"
                : "add a selector, or an EndpointSlice with the label kubernetes.io/service-name",
        };
        return context.Closed(finding, Makes.Services, astray is not null);
    }

    private static string Claim(ServiceView service, Resource astray) => astray.Kind == Kinds.Endpoints
        ? $"give Endpoints '{astray.Name}' the name of the Service, '{service.Name}': only then they are its own"
        : $"write kubernetes.io/service-name: {service.Name} at EndpointSlice '{astray.Name}': only then it is the Service's own";

    private static ImmutableArray<RelatedSpan> Other(Resource? astray, PodTemplate? own) =>
        astray is not null ? [AtName(astray)]
        : own is not null ? [new RelatedSpan(own.Labels.Pairs[0].ValueNode.Span, $"{own.Workload.Quoted} labels its pods '{own.Labels}'")]
        : [];

    private static RelatedSpan AtName(Resource astray)
    {
        var at = HandMadeEndpoints.ServiceNodeOf(astray) ?? astray.NameNode;
        return new RelatedSpan(at.Span, astray.Kind == Kinds.Endpoints
            ? $"{astray.Quoted} is here"
            : $"{astray.Quoted} is for '{at.Value}', which no manifest defines");
    }
}
