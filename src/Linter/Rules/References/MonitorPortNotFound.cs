using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A ServiceMonitor or PodMonitor that asks for a port which nothing that it selects has, or that selects nothing.</summary>
public sealed class MonitorPortNotFound : IRule
{
    private const string NotScraped = "nothing is scraped: Prometheus drops the target without an error, and the metrics are just not there";

    public string Id => "monitor-port-not-found";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(MonitorView.AllKinds);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var monitors = MonitorView.Of(context.Graph).ToList();
        if (monitors.Count == 0)
            return [];

        return OfServices(context, [.. monitors.Where(monitor => monitor.Kind.SelectsServices)])
            .Concat(OfPods(context, [.. monitors.Where(monitor => !monitor.Kind.SelectsServices)]));
    }

    private static IEnumerable<Finding> OfServices(RuleContext context, List<MonitorView> monitors)
    {
        var labels = new ServiceLabels(context.Graph);
        return context.Judge(
            Kinds.Service,
            monitors.Where(monitor => !monitor.Namespaces.Any(name => context.Graph.Externals.HasLabelled(Kinds.Service, name, monitor.Selector))),
            monitor => OfServices(context, monitor, labels),
            monitor => NothingToJudge(context, monitor, "Service"));
    }

    private static IEnumerable<Finding> OfServices(RuleContext context, MonitorView monitor, ServiceLabels labels)
    {
        var matching = labels.Select(monitor.Selector).ToList();
        var services = matching.Where(service => Meets(context.Graph, monitor, service.Resource) == Meeting.Yes).ToList();
        if (services.Count == 0)
            return [NoService(context, monitor, matching, labels)];
        // What a Service without a readable name or port exposes is another rule's; an alias has no endpoints.
        if (services.Exists(service => service.IsExternalName))
            return [];

        return monitor.Endpoints.Select(endpoint => ServicePortNotFound(context, monitor, endpoint, services)).OfType<Finding>();
    }

    private static IEnumerable<Finding> OfPods(RuleContext context, List<MonitorView> monitors) => context.Judge(
        Kinds.Pod,
        monitors.Where(monitor => !monitor.Namespaces.Any(name => context.Graph.Externals.HasPods(name, monitor.Selector))),
        monitor => OfPods(context, monitor),
        monitor => NothingToJudge(context, monitor, "workload"));

    private static IEnumerable<Finding> OfPods(RuleContext context, MonitorView monitor)
    {
        var pods = PodsOf(context.Graph, monitor);
        return pods.Count == 0
            ? [NoPods(context, monitor)]
            : monitor.Endpoints.Select(endpoint => ContainerPortNotFound(context, monitor, endpoint, "port", pods)
                ?? ContainerPortNotFound(context, monitor, endpoint, monitor.Kind.NumberField, pods)).OfType<Finding>();
    }

    private static List<PodTemplate> PodsOf(LinkGraph graph, MonitorView monitor) => monitor.IsAnywhere
        ? [.. graph.PodTemplates.Where(monitor.Selector.Matches)]
        : [.. monitor.Namespaces.SelectMany(name => graph.SelectPods(name, monitor.Selector).Certain).Distinct()];

    private static Finding NothingToJudge(RuleContext context, MonitorView monitor, string missing) =>
        context.At(monitor.Resource, At(monitor), Severity.Note,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', but no {MessageText.Plain(missing)} is among these manifests, so no such monitor was judged");

    private static Finding NoService(RuleContext context, MonitorView monitor, List<ServiceView> matching, ServiceLabels labels)
    {
        if (matching.Find(service => Meets(context.Graph, monitor, service.Resource) == Meeting.Perhaps) is { } possible)
            return PerhapsElsewhere(context, monitor, possible.Resource);
        if (matching.Count > 0)
            return InOtherNamespace(context, monitor, matching[0].Resource);
        if (labels.Nearest(monitor.Selector, service => Meets(context.Graph, monitor, service.Resource) == Meeting.Yes) is { } near)
            return LabelsDiffer(context, monitor, near.Service.Resource, near.Asked, near.Label, "Service");

        if (ByPods(context.Graph, monitor) is { } mistaken)
            return SelectsPods(context, monitor, mistaken);

        // Where no Service of the namespace has such a label at all, those that are meant are applied by somebody else.
        var isSeen = !monitor.IsAnywhere && monitor.Namespaces.All(name =>
            context.Graph.Services.Any(service => context.Graph.Namespaces.Meet(name, service.Resource.Namespace) == Meeting.Yes && HasKey(monitor.Selector, LabelSet.Read(service.Resource.Find(Resource.Paths.Labels)))));
        return SelectsNothing(context, monitor, isSeen, "Service", Makes.Services);
    }

    // The labels that are asked for are those of the pods, which the Service selects and does not bear itself.
    private static ServiceView? ByPods(LinkGraph graph, MonitorView monitor) =>
        monitor.IsAnywhere || !monitor.Selector.Expressions.IsEmpty || monitor.Selector.Pairs.IsEmpty ? null
        : graph.Services.FirstOrDefault(service => service.Selector is { } own
            && monitor.Selector.Pairs.All(pair => own.Pairs.Any(has => has.Key == pair.Key && has.Value == pair.Value))
            && Meets(graph, monitor, service.Resource) == Meeting.Yes);

    private static Finding SelectsPods(RuleContext context, MonitorView monitor, ServiceView service)
    {
        var labels = service.Resource.Find(Resource.Paths.Labels);
        return context.Closed(context.At(monitor.Resource, At(monitor), Severity.Warning,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', which no Service in {Where(monitor)} carries; '{service.Resource:1}' selects its pods by it, but does not have it among its own labels") with
        {
            Label = "no Service has this label",
            Related = [new RelatedSpan((labels ?? service.Resource.NameNode).Span, labels is null ? $"{service.Resource.Quoted} has no labels" : $"the labels of {service.Resource.Quoted}")],
            Effect = NotScraped,
            Help = $"add '{Selected(monitor)}' to metadata.labels of Service '{service.Name}'",
        }, Makes.Services, hasEvidence: true);
    }

    private static Finding NoPods(RuleContext context, MonitorView monitor)
    {
        var (graph, own) = (context.Graph, monitor.Namespaces[0]);
        if (monitor.Namespaces.SelectMany(name => graph.SelectPods(name, monitor.Selector).Possible).FirstOrDefault() is { } possible)
            return PerhapsElsewhere(context, monitor, possible.Workload);
        if (graph.SelectPodsElsewhere(own, monitor.Selector).FirstOrDefault() is { } elsewhere)
            return InOtherNamespace(context, monitor, elsewhere.Workload);
        if (graph.NearestPods(own, monitor.Selector, monitor.Resource.Name) is { IsNear: true, Label: { } label } near && NameSlips.IsSlip(near.Differing.Value, label.Value))
            return LabelsDiffer(context, monitor, near.Pods.Workload, near.Differing, label, "pod template");

        var isSeen = !monitor.IsAnywhere && monitor.Namespaces.All(name => graph.PodTemplatesIn(name).Any(pods => HasKey(monitor.Selector, pods.Labels)));
        return SelectsNothing(context, monitor, isSeen && graph.Stage.ProbableMaker(monitor.Selector) is null, "pod template", Makes.Pods);
    }

    private static bool HasKey(LabelSelector selector, LabelSet labels) => selector.Pairs.Any(pair => labels.Find(pair.Key) is not null);

    private static Finding SelectsNothing(RuleContext context, MonitorView monitor, bool isSeen, string target, Makes made) =>
        context.Closed(context.At(monitor.Resource, At(monitor), isSeen ? Severity.Warning : Severity.Note,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', but no {MessageText.Plain(target)} in {Where(monitor)} carries it") with
        {
            Label = $"no {target} has this label",
            Effect = NotScraped,
            Help = $"select labels that a {target} carries, or {Whereabouts.DeclareIt}",
        }, made, hasEvidence: false);

    private static Finding LabelsDiffer(RuleContext context, MonitorView monitor, Resource near, LabelPair asked, LabelPair label, string target) =>
        context.At(monitor.Resource, asked.ValueNode, Severity.Warning,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', but no {MessageText.Plain(target)} in {Where(monitor)} carries it; nearest is '{near:1}' with '{label}'") with
        {
            Label = $"no {target} has this label",
            Related = [new RelatedSpan(label.ValueNode.Span, $"{near.Quoted} says '{label.Value}' here")],
            Effect = NotScraped,
            Help = $"did you mean '{label}'?",
            Fix = ScalarEdit.Replace(monitor.Resource.Root, asked.ValueNode, label.Value) is { } edit ? new Fix($"select '{label}'", [edit], IsSafe: false) : null,
        };

    private static Finding InOtherNamespace(RuleContext context, MonitorView monitor, Resource elsewhere) =>
        context.At(monitor.Resource, At(monitor), Severity.Warning,
            $"'{monitor.Resource}' looks into {Where(monitor)} for '{Selected(monitor)}', which '{elsewhere:1}' in namespace '{elsewhere.Namespace}' carries") with
        {
            Label = "nothing of this namespace has this label",
            Related = [Whereabouts.Of(elsewhere)],
            Effect = NotScraped,
            Help = monitor.Kind.HasNamespaceSelector ? $"add namespaceSelector.matchNames: [{elsewhere.Namespace}]" : "put both into one namespace",
        };

    private static Finding PerhapsElsewhere(RuleContext context, MonitorView monitor, Resource possible) =>
        context.At(monitor.Resource, At(monitor), Severity.Note,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', which '{possible:1}' carries, but only one of them names its namespace, so it is not certain that they meet") with
        {
            Related = [Whereabouts.Of(possible)],
            Help = Whereabouts.NameNamespaces,
        };

    // Endpoints are told apart by the name of the Service port; targetPort counts only where there is no port.
    private static Finding? ServicePortNotFound(RuleContext context, MonitorView monitor, Node endpoint, List<ServiceView> services)
    {
        if (Name(endpoint.Find("port")) is not { } node)
            return TargetPortNotFound(context, monitor, endpoint, services);

        var asked = node.Value;
        var ports = services.SelectMany(service => service.Ports).ToList();
        if (ports.Exists(port => port.Name == asked) || services.Exists(service => PortText.IsUnread(service.Spec?.Find("ports"))))
            return null;

        var (meant, why) = MeantPort(ports, asked);
        var has = MessageText.Plain(services.Count == 1 ? "has" : "have");
        var exposed = ports.Count == 0 ? MessageText.Of($"which {has} no ports") : MessageText.Of($"which {has} only '{Shown(ports.Select(port => port.ToString()!).Distinct(StringComparer.Ordinal).ToList()):1}'");
        var others = services.Count == 1 ? MessageText.Plain("") : MessageText.Plain($" and of {services.Count - 1} more");
        var finding = context.At(monitor.Resource, node, Severity.Error,
            $"'{monitor.Resource}' scrapes port '{asked}' of Service '{services[0].Name}'{others}, {exposed}{why}") with
        {
            Label = "no Service port has this name",
            Related = [new RelatedSpan((meant ?? ports.FirstOrDefault())?.At.Span ?? services[0].Resource.NameNode.Span, $"{(meant ?? ports.FirstOrDefault())?.Service.Resource.Quoted ?? services[0].Resource.Quoted} {(ports.Count == 0 ? "has no ports" : "has its ports here")}")],
            Effect = NotScraped,
            Help = meant is { Name: { } name } ? $"did you mean '{name}'?" : meant is not null ? $"name the port of Service '{meant.Service.Name}': name: {asked}" : ports.Count == 0 ? $"give Service '{services[0].Name}' a port of this name" : "give the name of a Service port, not its number and not a container's",
            Fix = meant is { Name: { } right } && ScalarEdit.Replace(monitor.Resource.Root, node, right) is { } edit ? new Fix($"scrape port '{right}'", [edit], IsSafe: false) : null,
        };
        return Hedged(context, monitor, finding, Makes.Services, meant is not null);
    }

    // The name of the container's port, a number in quotes, a name that the only port does not have, or a slip.
    private static (ServicePort? Meant, MessageText Why) MeantPort(List<ServicePort> ports, string asked)
    {
        if (Spelling.Nearest(asked, ports.Select(port => port.Name).OfType<string>()) is { } near)
            return (ports.Find(port => port.Name == near), MessageText.Plain(""));

        var leading = ports.Where(port => Leads(port, asked)).Take(2).ToList();
        if (leading.Count == 1)
            return (leading[0], MessageText.Of($"; '{asked}' is where {MessageText.Plain(leading[0].Name is null ? "it" : "that port")} leads to, not its name"));

        var numbered = ports.Where(port => port.Port?.ToString(CultureInfo.InvariantCulture) == asked).Take(2).ToList();
        if (numbered.Count == 1)
            return (numbered[0], MessageText.Plain("; a number is no name"));
        return (ports.Count == 1 && ports[0].Name is null ? ports[0] : null, MessageText.Plain(ports.Count == 1 && ports[0].Name is null ? ", without a name" : ""));
    }

    private static bool Leads(ServicePort port, string asked) => port.TargetPortNode is not null && port.TargetPort?.ToString() == asked
        || EndpointResolution.Resolve(port).Any(target => target.Port?.Name == asked);

    private static Finding? TargetPortNotFound(RuleContext context, MonitorView monitor, Node endpoint, List<ServiceView> services)
    {
        var pods = services.SelectMany(service => service.Pods.Certain).Distinct().ToList();
        return pods.Count == 0 || services.Exists(service => service.Pods.Certain.IsEmpty)
            ? null
            : ContainerPortNotFound(context, monitor, endpoint, "targetPort", pods);
    }

    private static Finding? ContainerPortNotFound(RuleContext context, MonitorView monitor, Node endpoint, string? field, List<PodTemplate> pods)
    {
        // A number in PodMonitoring's port needs no declaration.
        if (field is null || IntOrString.Read(endpoint.Find(field)) is not { } asked || (asked.Number is not null && monitor.Kind.NumberField != field))
            return null;
        if (pods.Exists(some => InjectedPorts.MayAdd(some, asked) || some.DeclaredPorts.Any(port => IsAsked(port, asked))))
            return null;

        var declared = pods.SelectMany(some => some.DeclaredPorts).ToList();
        if (declared.Exists(port => asked.Number is not null && port.Number is null))
            return null;

        var init = pods.SelectMany(some => some.Containers).Where(container => !container.IsLongRunning).SelectMany(container => container.Ports).FirstOrDefault(port => IsAsked(port, asked));
        var meant = asked.Name is { } name ? MeantPort(declared, name) : null;
        var near = meant ?? init ?? declared.FirstOrDefault();
        var others = pods.Count == 1 ? MessageText.Plain("") : MessageText.Plain($" and of {pods.Count - 1} more");
        var shown = init is not null ? MessageText.Plain("which only an init container has")
            : declared.Count == 0 ? MessageText.Plain("whose containers declare no ports")
            : MessageText.Of($"whose containers declare only '{Shown(declared):1}'");
        var finding = context.At(monitor.Resource, asked.Node, asked.Name is null ? Severity.Warning : Severity.Error,
            $"'{monitor.Resource}' scrapes {MessageText.Plain(field)} '{asked}' of the pods of '{pods[0]}'{others}, {shown}") with
        {
            Label = asked.Name is null ? "no container declares this port" : "no container port has this name",
            Related = [new RelatedSpan((near?.At ?? pods[0].Workload.NameNode).Span, $"{(near is null ? pods[0].Workload.Quoted + " declares no ports" : near.Container + " declares " + near)}")],
            Effect = NotScraped,
            Help = meant is { Name: { } right } ? $"did you mean '{right}'?"
                : meant is not null ? $"name the port of {meant.Container}: name: {asked}"
                : $"declare the port in the container, or ask for one that it declares",
            Fix = meant is { Name: { } fix } && ScalarEdit.Replace(monitor.Resource.Root, asked.Node, fix) is { } edit ? new Fix($"scrape port '{fix}'", [edit], IsSafe: false) : null,
        };
        return Hedged(context, monitor, finding, Makes.Pods, meant is not null);
    }

    private static ContainerPort? MeantPort(List<ContainerPort> declared, string asked)
    {
        if (Spelling.Nearest(asked, declared.Select(port => port.Name).OfType<string>()) is { } near)
            return declared.Find(port => port.Name == near);

        var numbered = declared.Where(port => port.Number?.ToString(CultureInfo.InvariantCulture) == asked).Take(2).ToList();
        return numbered.Count == 1 ? numbered[0] : declared is [{ Name: null } only] ? only : null;
    }

    // A monitor of every namespace may find the port in one that the unit does not show.
    private static Finding Hedged(RuleContext context, MonitorView monitor, Finding finding, Makes made, bool hasEvidence) =>
        context.Closed(monitor.IsAnywhere && !hasEvidence && finding.Severity == Severity.Error
            ? finding with { Severity = Severity.Warning, Notes = finding.Notes.Add("caution: it looks into every namespace, and other ones may have it") }
            : finding, made, hasEvidence);

    private static Meeting Meets(LinkGraph graph, MonitorView monitor, Resource resource) =>
        monitor.IsAnywhere ? Meeting.Yes : monitor.Namespaces.Max(name => graph.Namespaces.Meet(name, resource.Namespace));

    private static bool IsAsked(ContainerPort port, IntOrString asked) => asked.Name is { } name ? port.Name == name : port.Number == asked.Number;

    private static string Shown<TPort>(List<TPort> ports)
        where TPort : class
    {
        const int Most = 4;
        return string.Join(", ", ports.Take(Most)) + (ports.Count > Most ? $" and {ports.Count - Most} more" : "");
    }

    private static Node? Name(Node? node) => node is { IsScalar: true, IsNull: false } scalar && scalar.Value.Length > 0 ? scalar : null;

    private static MessageText Where(MonitorView monitor) =>
        monitor.IsAnywhere ? MessageText.Plain("any namespace")
        : monitor.Namespaces.Length == 1 ? Namespaces.Describe(monitor.Namespaces[0])
        : MessageText.Of($"the namespaces '{string.Join(", ", monitor.Namespaces)}'");

    private static string Selected(MonitorView monitor) => monitor.Selector.IsEmpty ? "everything" : monitor.Selector.ToString();

    private static Node At(MonitorView monitor) => monitor.Selector switch
    {
        { Pairs: [var pair, ..] } => pair.ValueNode,
        { Expressions: [var expression, ..] } => expression.Node,
        var selector => selector.Node,
    };
}
