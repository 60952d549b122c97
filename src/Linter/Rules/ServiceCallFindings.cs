using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>What is said of a call whose name does not lead to a Service that it reaches.</summary>
internal static class ServiceCallFindings
{
    public const string DoesNotResolve = "the name does not resolve, so every connection to it fails";
    public const int MostShown = 5;

    public static MessageText Who(ServiceCall call) => call.Mention.Pods is null
        ? MessageText.Of($"'{call.Mention.From}' names '{call.Mention}' in {call.Mention.Place}")
        : MessageText.Of($"'{call.Mention.From}' calls '{call.Mention}' ({call.Mention.Place})");

    private static RelatedSpan Defined(Resource service) => new(service.NameNode.Span, $"{service.Quoted} is defined here");

    public static Fix? Rename(ServiceCall call, string name) =>
        Edit($"call '{name}'", call.Mention.PartOfHost(call.Read.ServiceStart, call.Read.Service.Length), name);

    public static Fix? Edit(string description, SourceSpan? span, string text) =>
        span is { } exact ? new Fix(description, [new TextEdit(exact, text)], IsSafe: false) : null;

    public static Finding OnTheNodesDns(RuleContext context, ServiceCall call, PodTemplate pods, ServiceView service)
    {
        var spec = pods.Spec!.Value;
        var cause = spec.FindEntry(pods.HostNetwork ? "hostNetwork" : "dnsPolicy")!.Value;
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, a name of Service '{service.Name}', but its pods ask the node's DNS, which has no Services ('{cause.Key.Value}: {cause.Value.Value:1}')") with
        {
            Span = call.Mention.HostSpan,
            Label = "does not resolve from these pods",
            Related = [new RelatedSpan(cause.Value.Span, $"'{cause.Key.Value}' is set here")],
            Effect = DoesNotResolve,
            Help = pods.HostNetwork ? "set 'dnsPolicy: ClusterFirstWithHostNet'" : "leave out 'dnsPolicy', so that it is ClusterFirst",
        };
    }

    public static Finding? WithoutNamespace(RuleContext context, ServiceCall call)
    {
        if (context.Graph.FindAnywhere(Kinds.Service, call.Name) is not [{ } service, ..])
            return null;

        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but that name lacks the namespace: Service '{call.Name:1}' is '{call.Name}' to its own namespace and '{call.Name}.{service.Namespace ?? "NAMESPACE"}.svc' to others") with
        {
            Span = call.Mention.HostSpan,
            Label = "no namespace before .svc",
            Related = [Defined(service)],
            Effect = DoesNotResolve,
            Help = $"write '{call.Name}' or '{call.Name}.{service.Namespace ?? "NAMESPACE"}.svc'",
            Fix = service.Namespace is { } its
                ? Edit($"name namespace '{its}'", call.Mention.PartOfHost(call.Read.ServiceStart, call.Name.Length), $"{call.Name}.{its}")
                : null,
        };
    }

    public static Finding InNoZone(RuleContext context, ServiceCall call, ServiceView service)
    {
        var zone = call.Read.MisspeltZone!;
        var span = call.Mention.PartOfHost(call.Mention.Host.TrimEnd('.').Length - zone.Length, zone.Length);
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, which ends in '{zone}', but the cluster's names end in '{ClusterName.ClusterZone}'; Service '{service.Name:1}' is there") with
        {
            Span = span ?? call.Mention.HostSpan,
            Label = "no such zone",
            Related = [Defined(service.Resource)],
            Effect = DoesNotResolve,
            Help = $"write '{ClusterName.ClusterZone}'",
            Fix = Edit($"write '{ClusterName.ClusterZone}'", span, ClusterName.ClusterZone),
        };
    }

    public static Finding WithoutSvc(RuleContext context, ServiceCall call, ServiceView service)
    {
        var qualified = call.Read.Namespace is null
            ? call.Name
            : $"{call.Name}.{call.Read.Namespace}.svc.{ClusterName.ClusterZone}";
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but the names of Services end in 'svc.{ClusterName.ClusterZone}'; Service '{service.Name:1}' is there") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such name: 'svc' is missing",
            Related = [Defined(service.Resource)],
            Effect = DoesNotResolve,
            Help = $"write '{qualified}'",
            Fix = Edit($"call '{qualified}'", call.Mention.PartOfHost(0, call.Mention.Host.TrimEnd('.').Length), qualified),
        };
    }

    public static Finding Swapped(RuleContext context, ServiceCall call, Resource meant)
    {
        var right = $"{meant.Name}.{meant.Namespace}";
        var span = call.Mention.PartOfHost(call.Read.ServiceStart, right.Length);
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, which asks for Service '{call.Name}' in namespace '{call.Read.Namespace}'; Service '{meant.Name:1}' is in namespace '{meant.Namespace}'") with
        {
            Span = span ?? call.Mention.HostSpan,
            Label = "the Service comes first, then its namespace",
            Related = [Defined(meant)],
            Effect = DoesNotResolve,
            Help = $"did you mean '{right}'?",
            Fix = Edit($"call '{right}'", span, right),
        };
    }

    public static Finding InNearNamespace(RuleContext context, ServiceCall call, Resource meant)
    {
        var written = call.Read.Namespace!;
        var span = call.Mention.PartOfHost(call.Read.ServiceStart + call.Read.Service.Length + 1, written.Length);
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no manifest is in namespace '{written}'; Service '{call.Name}' is in namespace '{meant.Namespace:1}'") with
        {
            Span = span ?? call.Mention.HostSpan,
            Label = "no such namespace here",
            Related = [new RelatedSpan((meant.Find(Resource.Paths.Namespace) ?? meant.NameNode).Span,
                $"{meant.Quoted} is in {Namespaces.Describe(meant.Namespace)}")],
            Effect = DoesNotResolve,
            Help = $"did you mean '{meant.Namespace}'?",
            Fix = Edit($"call it in namespace '{meant.Namespace}'", span, meant.Namespace!),
        };
    }

    public static Finding InOtherNamespace(RuleContext context, ServiceCall call, Resource elsewhere) =>
        context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}{From(call)}, but Service '{call.Name}' is in namespace '{elsewhere.Namespace:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = call.Read.Namespace is null ? "a bare name means the pod's own namespace" : "no such Service in that namespace",
            Related = [new RelatedSpan((elsewhere.Find(Resource.Paths.Namespace) ?? elsewhere.NameNode).Span,
                $"{elsewhere.Quoted} is in {Namespaces.Describe(elsewhere.Namespace)}")],
            Effect = DoesNotResolve,
            Help = call.Read.Namespace is null
                ? $"write '{call.Name}.{elsewhere.Namespace}'"
                : $"name namespace '{elsewhere.Namespace}', or {Whereabouts.DeclareIt}",
            Fix = call.Read.Namespace is null ? Rename(call, $"{call.Name}.{elsewhere.Namespace}") : null,
        };

    private static MessageText From(ServiceCall call) =>
        call.Read.Namespace is null ? MessageText.Of($" from {Namespaces.Describe(call.Namespace)}") : MessageText.Plain("");

    public static Finding PodsUnderOtherName(RuleContext context, ServiceCall call, ImmutableArray<ServiceView> behind, Node says)
    {
        var service = behind[0];
        var finding = context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}; {Pods(call, says)} behind Service '{service.Name:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [Defined(service.Resource), new RelatedSpan(says.Span, $"'{says.Value}' is said here")],
            Effect = DoesNotResolve,
            Help = behind.Length == 1
                ? $"did you mean '{service.Name}'?"
                : $"name one of the Services in front of them: '{string.Join("', '", behind.Take(MostShown).Select(some => some.Name))}'",
            Fix = behind.Length == 1 ? Rename(call, service.Name) : null,
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    private static MessageText Pods(ServiceCall call, Node says) =>
        says.Is(call.Name) ? MessageText.Plain("the pods of that name are") : MessageText.Of($"the pods of '{says.Value}' are");

    public static Finding UnderNearName(RuleContext context, ServiceCall call, Resource near)
    {
        var finding = context.At(call.Mention.From, call.Mention.Node, IsMeant(context, call, near) ? Severity.Warning : Severity.Note,
            $"{Who(call)}, but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}; nearest is '{near:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [Defined(near)],
            Effect = DoesNotResolve,
            Help = $"did you mean '{near.Name}'?",
            Fix = Rename(call, near.Name),
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    // No tool renames what stands in text.
    public static Finding UnderFormerName(RuleContext context, ServiceCall call, RenamedResource renamed)
    {
        var (service, former) = renamed;
        var why = former == call.Name
            ? MessageText.Of($"but kustomize renders Service '{former}' as '{service.Name:1}'")
            : MessageText.Of(
                $"but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}; nearest is '{former}', rendered as '{service.Name:1}'");
        var finding = context.At(call.Mention.From, call.Mention.Node, Severity.Warning, $"{Who(call)}, {why}") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [Defined(service)],
            Effect = DoesNotResolve,
            Help = $"{(former == call.Name ? "" : $"did you mean '{former}'? ")}kustomize renames nothing within text: fill the host in with replacements, or patch it to '{service.Name}'",
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    // "web-service" may be another program than "web": a port that is not everybody's speaks for it.
    private static bool IsMeant(RuleContext context, ServiceCall call, Resource near) =>
        Spelling.IsNear(call.Name, near.Name) || call.Read.IsQualified
        || (call.Mention.Port is { } port and not (80 or 443 or 3000 or 5000 or 8000 or 8080 or 8443)
            && MissingServices.Has(context.Graph.ServiceOf(near), port));

    public static Finding SiblingOnly(RuleContext context, ServiceCall call, ServiceView sibling)
    {
        var finding = context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}, though there is '{sibling:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [Defined(sibling.Resource)],
            Effect = DoesNotResolve,
            Help = $"add Service '{call.Name}', or take the host out",
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    public static Finding WorkloadWithoutService(RuleContext context, ServiceCall call, PodTemplate pods)
    {
        var finding = context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}, only '{pods:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [new RelatedSpan(pods.Workload.NameNode.Span, $"{pods.Workload.Quoted} has this name, but DNS knows Services")],
            Effect = DoesNotResolve,
            Help = $"add a Service '{call.Name}' in front of {pods.Workload.Quoted}, or declare it under externals in .lint.yaml if it exists elsewhere",
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    public static Finding Missing(RuleContext context, ServiceCall call, ImmutableArray<Resource> others)
    {
        // Others may put Services into a namespace that these manifests do not bring themselves.
        var isOwn = call.Namespace is { } name && !context.Graph.Find(Kinds.Namespace, null, name).Certain.IsEmpty;
        return context.At(call.Mention.From, call.Mention.Node, isOwn ? Severity.Warning : Severity.Note,
            $"{Who(call)}, but no manifest in {Namespaces.Describe(call.Namespace)} defines Service '{call.Name}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Effect = DoesNotResolve,
            Notes = [$"looked at: {others.Length} {(others.Length == 1 ? "Service" : "Services")} ({Listing.Of(others, service => service.Name, MostShown)})"],
            Help = "name a Service of that namespace, or declare it under externals in .lint.yaml if it exists elsewhere",
        };
    }
}
