using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A StatefulSet whose serviceName gives its pods no DNS names: no such Service, not headless, or not theirs.</summary>
public sealed class GoverningService : IRule
{
    private static readonly NodePath ServiceName = NodePath.Parse("spec.serviceName");
    private static readonly GroupKind KruiseStatefulSet = new("apps.kruise.io", "StatefulSet");
    private static readonly ImmutableArray<string> HeadlessSuffixes = ["-headless", "-hl", "-hs", "-headless-service", "-headless-svc"];

    public string Id => "governing-service";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.StatefulSet, KruiseStatefulSet);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        // Without a serviceName the pods were never to have names.
        var sets = context.Graph.OfKind(Kinds.StatefulSet).Concat(context.Graph.OfKind(KruiseStatefulSet))
            .Select(set => (Set: set, Name: set.Find(ServiceName)))
            .Where(pair => pair.Name is { IsScalar: true, IsNull: false } name && DnsNames.IsLabel(name.Value))
            .Select(pair => (pair.Set, Name: pair.Name!.Value))
            .ToList();
        var governing = sets.Select(pair => (pair.Set.Namespace ?? "", pair.Name.Value)).ToHashSet();
        var names = context.Graph.ServiceNames;
        return context.Judge(
            Kinds.Service,
            sets,
            pair => Judge(context, pair.Set, pair.Name, names, governing) is { } finding ? [finding] : [],
            pair => NoServicesAtAll(context, pair.Set, pair.Name));
    }

    private static Finding NoServicesAtAll(RuleContext context, Resource set, Node name) =>
        context.At(set, name, Severity.Note,
            $"'{set}' is governed by Service '{name.Value}', but no Service is among these manifests, so no serviceName was judged");

    private static Finding? Judge(RuleContext context, Resource set, Node name, ServiceNames names, HashSet<(string, string)> governing)
    {
        var found = context.Graph.Find(Kinds.Service, set.Namespace, name.Value);
        if (!found.Certain.IsEmpty)
            return Content(context, set, name, [.. found.Certain.Select(context.Graph.ServiceOf)]);
        if (context.Graph.Externals.Has(Kinds.Service, set.Namespace, name.Value))
            return null;
        if (!found.Possible.IsEmpty)
            return PerhapsElsewhere(context, set, name, Whereabouts.Nearest(set, found.Possible));
        if (Whereabouts.MakerOf(context.Graph, Makes.Services, set.Namespace, name.Value) is { } maker)
            return PerhapsMade(context, set, name, maker);
        if (context.Graph.FindAnywhere(Kinds.Service, name.Value) is [{ } elsewhere, ..])
            return InOtherNamespace(context, set, name, elsewhere);

        // A Service that governs another set, or has pods of its own, is no slip for this one.
        var here = names.In(set.Namespace);
        var free = here.Where(service =>
            !governing.Contains((set.Namespace ?? "", service.Name))
                && (context.Graph.ServiceOf(service).Pods.IsEmpty || Selects(context.Graph.ServiceOf(service), set)));
        var near = NameSlips.Nearest(name.Value, free)
            ?? here.FirstOrDefault(service => IsHeadlessForm(name.Value, service.Name)
                && context.Graph.ServiceOf(service) is { IsHeadless: true } view && Selects(view, set));
        if (near is not null)
            return UnderNearName(context, set, name, near, near.Name);
        return NameSlips.NearestRenamed(context.Graph.Stage, name.Value, free) is var (renamed, former)
            ? UnderNearName(context, set, name, renamed, former)
            : Missing(context, set, name, here);
    }

    private static Finding? Content(RuleContext context, Resource set, Node name, ImmutableArray<ServiceView> services)
    {
        // Endpoints of a Service without a selector are made by hand, or selector-missing says so.
        if (services.Any(service => service.IsHeadless && (service.Selector is null || Selects(service, set))))
            return null;

        // "none" is invalid-value's.
        if (services.Any(service => service.Spec?.Find("clusterIP") is { IsScalar: true } address
            && address.Text.Equals("None", StringComparison.OrdinalIgnoreCase) && !address.Is("None")))
        {
            return null;
        }

        return services.FirstOrDefault(service => service.IsHeadless) is { } headless
            ? SelectsOthers(context, set, name, headless)
            : NotHeadless(context, set, name, services[0]);
    }

    private static Finding NotHeadless(RuleContext context, Resource set, Node name, ServiceView service)
    {
        var kind = service.IsExternalName ? MessageText.Plain("an alias of another name") : MessageText.Plain("not headless");
        var other = HeadlessOf(context.Graph, set);
        var at = service.Spec?.Find("clusterIP") ?? service.TypeNode ?? service.Resource.NameNode;
        return context.At(set, name, $"'{set}' is governed by Service '{service.Name:1}', which is {kind}") with
        {
            Label = service.IsExternalName ? "has no pods of its own" : "has a cluster IP, and none for each pod",
            Related = [new RelatedSpan(at.Span,
                $"Service '{service.Name}' is of type {service.Type}{(service.IsExternalName ? "" : ", without clusterIP: None")}")],
            Effect = NoNames(set, name),
            Help = other is null
                ? $"add {(service.IsExternalName ? "" : $"clusterIP: None to Service '{service.Name}' (one that exists has to be deleted and made anew: clusterIP cannot be changed), or ")}a headless Service of its own for the StatefulSet"
                : $"name Service '{other.Name}', which is headless and selects these pods",
            Fix = other is not null && ScalarEdit.Replace(set.Root, name, other.Name) is { } edit
                ? new Fix($"name Service '{other.Name}'", [edit], IsSafe: false)
                : null,
        };
    }

    private static Finding SelectsOthers(RuleContext context, Resource set, Node name, ServiceView service)
    {
        var labels = context.Graph.PodsOf(set) is [{ } pods, ..] ? pods.Labels.ToString() : "";
        var theirs = labels.Length == 0 ? MessageText.Plain("carry no labels") : MessageText.Of($"carry '{labels}'");
        var isConsequence = service.Pods.IsEmpty;
        return context.At(set, name,
            $"'{set}' is governed by Service '{service.Name}', which selects '{service.Selector:1}', but its pods {theirs}") with
        {
            Label = "does not select these pods",
            Related = [new RelatedSpan(service.Selector!.Pairs[0].ValueNode.Span,
                $"Service '{service.Name}' selects {service.Selector} here")],
            Effect = NoNames(set, name),
            Notes = isConsequence ? ["a consequence: the Service selects no pod at all (service-selects-nothing)"] : [],
            Help = "select the labels of the StatefulSet's pod template",
        };
    }

    private static Finding Missing(RuleContext context, Resource set, Node name, ImmutableArray<Resource> here)
    {
        var headless = HeadlessOf(context.Graph, set);
        return context.Closed(context.At(set, name, here.IsEmpty ? Severity.Note : Severity.Warning,
            $"'{set}' is governed by Service '{name.Value}', which no manifest in {Namespaces.Describe(set.Namespace)} defines") with
        {
            Label = "no such Service",
            Related = headless is null
                ? []
                : [new RelatedSpan(headless.Resource.NameNode.Span, $"{headless.Resource.Quoted} is headless and selects these pods")],
            Effect = NoNames(set, name),
            Notes = [Whereabouts.LookedAt("Service", here, service => service.Name, set.Namespace)],
            Help = headless is null
                ? $"add a headless Service '{name.Value}' that selects these pods, or {Whereabouts.DeclareIt}"
                : $"name Service '{headless.Name}', or {Whereabouts.DeclareIt}",
        }, Makes.Services, hasEvidence: false);
    }

    private static Finding UnderNearName(RuleContext context, Resource set, Node name, Resource near, string meant)
    {
        var isRenamed = meant != near.Name;
        var nearest = isRenamed ? MessageText.Of($"'{meant}', rendered as '{near.Name:1}'") : MessageText.Of($"'{near:1}'");
        return context.Closed(context.At(set, name, Severity.Error,
            $"'{set}' is governed by Service '{name.Value}', which no manifest in {Namespaces.Describe(set.Namespace)} defines; nearest is {nearest}") with
        {
            Label = "no such Service",
            Related = [Whereabouts.Definition(near)],
            Effect = NoNames(set, name),
            Help = MissingNameFindings.DidYouMean(set.Kind, near, meant),
            Fix = ScalarEdit.Replace(set.Root, name, meant) is { } edit ? new Fix($"name Service '{meant}'", [edit], IsSafe: false) : null,
        }, Makes.Services, hasEvidence: true);
    }

    private static Finding InOtherNamespace(RuleContext context, Resource set, Node name, Resource elsewhere) =>
        context.At(set, name, Severity.Error,
            $"'{set}' in {Namespaces.Describe(set.Namespace)} is governed by Service '{name.Value}', which is in namespace '{elsewhere.Namespace:1}'") with
        {
            Label = "a Service governs pods of its own namespace only",
            Related = [Whereabouts.Of(elsewhere)],
            Effect = NoNames(set, name),
            Help = "put both into one namespace",
        };

    private static Finding PerhapsElsewhere(RuleContext context, Resource set, Node name, Resource possible) =>
        context.At(set, name, Severity.Note,
            $"'{set}' is governed by Service '{name.Value}', {Namespaces.WhyPerhaps(set.Namespace, possible.Namespace)}") with
        {
            Related = [Whereabouts.Of(possible)],
            Help = Namespaces.HelpToMeet(set.Namespace, possible.Namespace),
        };

    private static Finding PerhapsMade(RuleContext context, Resource set, Node name, Resource maker) =>
        context.At(set, name, Severity.Note, $"'{set}' is governed by Service '{name.Value}', which '{maker:1}' seems to make") with
        {
            Related = [Whereabouts.Maker(maker)],
            Help = Whereabouts.DeclareIt,
        };

    private static string NoNames(Resource set, Node name) =>
        $"the pods run, but their own DNS names such as {set.Name}-0.{name.Value} do not resolve";

    private static bool Selects(ServiceView service, Resource set) => service.Pods.Certain.Any(pods => ReferenceEquals(pods.Workload, set));

    private static ServiceView? HeadlessOf(LinkGraph graph, Resource set) =>
        graph.Services.FirstOrDefault(service => service.IsHeadless && Selects(service, set));

    private static bool IsHeadlessForm(string wanted, string other) =>
        HeadlessSuffixes.Any(suffix => other == wanted + suffix || wanted == other + suffix);
}
