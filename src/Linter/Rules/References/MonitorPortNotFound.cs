using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A ServiceMonitor or PodMonitor that asks for a port which nothing that it selects has, or that selects nothing.</summary>
public sealed class MonitorPortNotFound : IRule
{
    private const string NotScraped =
        "nothing is scraped: Prometheus drops the target without an error, and the metrics are just not there";

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
        // Monitors that look at the same share what is found there.
        var scraped = new Dictionary<string, ScrapedServices>(StringComparer.Ordinal);
        return context.Judge(
            Kinds.Service,
            monitors.Where(monitor => !monitor.Namespaces
                .Any(name => context.Graph.Externals.HasLabelled(Kinds.Service, name, monitor.Selector))),
            monitor => OfServices(context, monitor, labels, scraped),
            monitor => NothingToJudge(context, monitor, "Service"));
    }

    private static IEnumerable<Finding> OfServices(
        RuleContext context, MonitorView monitor, ServiceLabels labels, Dictionary<string, ScrapedServices> all)
    {
        var scope = monitor.Scope;
        if (!all.TryGetValue(scope, out var scraped))
        {
            var matching = labels.Select(monitor.Selector).ToList();
            all[scope] = scraped = new ScrapedServices(matching,
                matching.FindAll(service => Meets(context.Graph, monitor, service.Resource) == Meeting.Yes));
        }

        if (scraped.Services.Count == 0)
            return ClusterServices.AreSelected(monitor)
                ? OfClusterServices(context, monitor)
                : [NoService(context, monitor, scraped.Matching, labels)];
        // What a Service without a readable name or port exposes is another rule's; an alias has no endpoints.
        if (scraped.HasExternalName)
            return [];

        return monitor.Endpoints.Select(endpoint => ServicePortNotFound(context, monitor, endpoint, scraped)).OfType<Finding>();
    }

    // No manifest shows these Services, but the names of their ports are known.
    private static IEnumerable<Finding> OfClusterServices(RuleContext context, MonitorView monitor)
    {
        foreach (var endpoint in monitor.Endpoints)
        {
            if (Name(endpoint.Find("port")) is not { } asked || ClusterServices.NearPort(monitor, asked.Value) is not var (meant, all))
                continue;

            yield return context.At(monitor.Resource, asked, Severity.Warning,
                $"'{monitor.Resource}' scrapes port '{asked.Value}' of the Service with '{Selected(monitor)}' that every cluster has, whose ports are called '{string.Join(", ", all)}'") with
            {
                Label = "a slip of the finger?",
                Effect = NotScraped,
                Help = $"did you mean '{meant}'?",
                Fix = ScalarEdit.Replace(monitor.Resource.Root, asked, meant) is { } edit
                    ? new Fix($"scrape port '{meant}'", [edit], IsSafe: false)
                    : null,
            };
        }
    }

    private static IEnumerable<Finding> OfPods(RuleContext context, List<MonitorView> monitors)
    {
        var scraped = new Dictionary<string, ScrapedPods>(StringComparer.Ordinal);
        var keys = new Lazy<LabelKeys>(() => new LabelKeys(context.Graph.PodTemplates
            .Select(pods => (pods.Workload.Namespace, pods.Labels))));
        return context.Judge(
            Kinds.Pod,
            monitors.Where(monitor => !monitor.Namespaces.Any(name => context.Graph.Externals.HasPods(name, monitor.Selector))),
            monitor => OfPods(context, monitor, scraped, keys),
            monitor => NothingToJudge(context, monitor, "workload"));
    }

    private static IEnumerable<Finding> OfPods(
        RuleContext context, MonitorView monitor, Dictionary<string, ScrapedPods> all, Lazy<LabelKeys> keys)
    {
        var scope = monitor.Scope;
        if (!all.TryGetValue(scope, out var pods))
            all[scope] = pods = new ScrapedPods(PodsOf(context.Graph, monitor));
        return pods.Pods.Count == 0
            ? [NoPods(context, monitor, keys)]
            : monitor.Endpoints.Select(endpoint => ContainerPortNotFound(context, monitor, endpoint, "port", pods)
                ?? ContainerPortNotFound(context, monitor, endpoint, monitor.Kind.NumberField, pods)).OfType<Finding>();
    }

    private static List<PodTemplate> PodsOf(LinkGraph graph, MonitorView monitor) => monitor.IsAnywhere
        ? [.. graph.SelectPodsAnywhere(monitor.Selector)]
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
            return LabelsDiffer(context, monitor, near.Service.Resource, near.Label, near.Asked.ValueNode, near.Label.Value, "Service");

        if (ByPods(context.Graph, monitor, labels) is { } mistaken)
            return SelectsPods(context, monitor, mistaken);
        if (labels.UnderOtherKey(monitor.Selector, service => Meets(context.Graph, monitor, service.Resource) == Meeting.Yes
                && HasPorts(monitor, [.. service.Ports.Select(port => port.Name)])) is (var service, var label))
        {
            return KeyDiffers(context, monitor, service.Resource, label, "Service", Makes.Services);
        }

        // Where no Service of the namespace has such a label at all, those that are meant are applied by somebody else.
        var isSeen = !monitor.IsAnywhere && labels.Keys.AreIn(monitor.Namespaces, context.Graph.Namespaces, monitor.Selector);
        var nothing = SelectsNothing(context, monitor, isSeen, "Service", Makes.Services);
        return labels.AllButOne(monitor.Selector, service => Meets(context.Graph, monitor, service.Resource) == Meeting.Yes) is { } other
            ? nothing with { Related = nothing.Related.Add(new RelatedSpan(other.Label.ValueNode.Span,
                $"nearest is {other.Service.Resource.Quoted}, which carries all but '{other.Asked}': it says '{other.Label}' here")) }
            : nothing;
    }

    // The labels that are asked for are those of the pods, which the Service selects and does not bear itself.
    private static ServiceView? ByPods(LinkGraph graph, MonitorView monitor, ServiceLabels labels) =>
        monitor.IsAnywhere || !monitor.Selector.Expressions.IsEmpty ? null
        : labels.SelectingBy(monitor.Selector).FirstOrDefault(service => Meets(graph, monitor, service.Resource) == Meeting.Yes);

    private static Finding SelectsPods(RuleContext context, MonitorView monitor, ServiceView service)
    {
        var labels = service.Resource.Find(Resource.Paths.Labels);
        return context.Closed(context.At(monitor.Resource, At(monitor), Severity.Warning,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', which no Service in {Where(monitor)} carries; '{service.Resource:1}' selects its pods by it, but does not have it among its own labels") with
        {
            Label = "no Service has this label",
            Related = [new RelatedSpan((labels ?? service.Resource.NameNode).Span,
                labels is null ? $"{service.Resource.Quoted} has no labels" : $"the labels of {service.Resource.Quoted}")],
            Effect = NotScraped,
            Help = $"add '{Selected(monitor)}' to metadata.labels of Service '{service.Name}'",
        }, Makes.Services, hasEvidence: true);
    }

    private static Finding NoPods(RuleContext context, MonitorView monitor, Lazy<LabelKeys> keys)
    {
        var (graph, own) = (context.Graph, monitor.Namespaces[0]);
        if (monitor.Namespaces.SelectMany(name => graph.SelectPods(name, monitor.Selector).Possible).FirstOrDefault() is { } possible)
            return PerhapsElsewhere(context, monitor, possible.Workload);
        if (graph.SelectPodsElsewhere(own, monitor.Selector).FirstOrDefault() is { } elsewhere)
            return InOtherNamespace(context, monitor, elsewhere.Workload);
        if (graph.NearestPods(own, monitor.Selector, monitor.Resource.Name) is { IsNear: true, Label: { } label } near
            && NameSlips.IsSlip(near.Differing.Value, label.Value))
        {
            return LabelsDiffer(context, monitor, near.Pods.Workload, label, near.Differing.ValueNode, label.Value, "pod template");
        }

        if (!monitor.IsAnywhere
            && context.Prepare(all => new StrayLabels(all)).UnderOtherKey(own, monitor.Selector) is (var pods, var other)
            && HasPorts(monitor, [.. pods.DeclaredPorts.Select(port => port.Name)]))
        {
            return KeyDiffers(context, monitor, pods.Workload, other, "pod template", Makes.Pods);
        }

        var isSeen = !monitor.IsAnywhere && keys.Value.AreIn(monitor.Namespaces, graph.Namespaces, monitor.Selector);
        return SelectsNothing(context, monitor, isSeen && graph.Stage.ProbableMaker(monitor.Selector) is null, "pod template", Makes.Pods);
    }

    private static Finding SelectsNothing(RuleContext context, MonitorView monitor, bool isSeen, string target, Makes made) =>
        context.Closed(context.At(monitor.Resource, At(monitor), isSeen ? Severity.Warning : Severity.Note,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', but no {MessageText.Plain(target)} in {Where(monitor)} carries it") with
        {
            Label = $"no {target} has this label",
            Effect = NotScraped,
            Help = $"select labels that a {target} carries, or {Whereabouts.DeclareIt}",
        }, made, hasEvidence: false);

    /// <param name="context">Where it is found.</param>
    /// <param name="monitor">Selects nothing.</param>
    /// <param name="near">Bears the label that is probably meant.</param>
    /// <param name="label">That label.</param>
    /// <param name="asked">The key, or the value, of the selector's label that differs from it.</param>
    /// <param name="meant">What stands there instead.</param>
    /// <param name="target">What the monitor's kind selects, as a message calls it.</param>
    private static Finding LabelsDiffer(
        RuleContext context, MonitorView monitor, Resource near, LabelPair label, Node asked, string meant, string target) =>
        context.At(monitor.Resource, asked, Severity.Warning,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', but no {MessageText.Plain(target)} in {Where(monitor)} carries it; nearest is '{near:1}' with '{label}'") with
        {
            Label = $"no {target} has this label",
            Related = [new RelatedSpan(label.ValueNode.Span, $"{near.Quoted} says '{label}' here")],
            Effect = NotScraped,
            Help = $"did you mean '{label}'?",
            Fix = ScalarEdit.Replace(monitor.Resource.Root, asked, meant) is { } edit
                ? new Fix($"select '{label}'", [edit], IsSafe: false)
                : null,
        };

    private static Finding KeyDiffers(
        RuleContext context, MonitorView monitor, Resource near, LabelPair label, string target, Makes made) =>
        context.Closed(
            LabelsDiffer(context, monitor, near, label, monitor.Selector.Pairs[0].KeyNode, label.Key, target), made, hasEvidence: true);

    // A port that is asked for by its name and is there shows who is meant.
    private static bool HasPorts(MonitorView monitor, IReadOnlyList<string?> ports)
    {
        var asked = monitor.Endpoints.Select(endpoint => Name(endpoint.Find("port"))?.Value).OfType<string>().ToList();
        return asked.Count > 0 && asked.TrueForAll(ports.Contains);
    }

    private static Finding InOtherNamespace(RuleContext context, MonitorView monitor, Resource elsewhere) =>
        context.At(monitor.Resource, At(monitor), Severity.Warning,
            $"'{monitor.Resource}' looks into {Where(monitor)} for '{Selected(monitor)}', which '{elsewhere:1}' in namespace '{elsewhere.Namespace}' carries") with
        {
            Label = "nothing of this namespace has this label",
            Related = [Whereabouts.Of(elsewhere)],
            Effect = NotScraped,
            Help = monitor.Kind.HasNamespaceSelector
                ? $"add namespaceSelector.matchNames: [{elsewhere.Namespace}]"
                : "put both into one namespace",
        };

    private static RelatedSpan OtherEnd(ServiceView service, ServicePort? port) => port is null
        ? new RelatedSpan(service.Resource.NameNode.Span, $"{service.Resource.Quoted} has no ports")
        : new RelatedSpan((port.NameNode ?? port.At).Span, $"{port.Service.Resource.Quoted} has its ports here");

    private static Finding PerhapsElsewhere(RuleContext context, MonitorView monitor, Resource possible) =>
        context.At(monitor.Resource, At(monitor), Severity.Note,
            $"'{monitor.Resource}' selects '{Selected(monitor)}', which '{possible:1}' carries, {Namespaces.WhyPerhaps(monitor.Resource.Namespace, possible.Namespace)}") with
        {
            Related = [Whereabouts.Of(possible)],
            Help = Namespaces.HelpToMeet(monitor.Resource.Namespace, possible.Namespace),
        };

    // Endpoints are told apart by the name of the Service port; targetPort counts only where there is no port.
    private static Finding? ServicePortNotFound(RuleContext context, MonitorView monitor, Node endpoint, ScrapedServices scraped)
    {
        if (Name(endpoint.Find("port")) is not { } node)
            return TargetPortNotFound(context, monitor, endpoint, scraped.Pods);

        var asked = node.Value;
        if (scraped.Has(asked) || scraped.HasUnread || ClusterServices.HavePort(monitor, asked))
            return null;

        var (services, ports) = (scraped.Services, scraped.Ports);
        var (meant, why) = scraped.Meant(asked);
        var has = MessageText.Plain(services.Count == 1 ? "has" : "have");
        var exposed = ports.Count == 0 ? MessageText.Of($"which {has} no ports") : MessageText.Of($"which {has} only '{scraped.Shown:1}'");
        var others = services.Count == 1 ? MessageText.Plain("") : MessageText.Plain($" and of {services.Count - 1} more");
        var finding = context.At(monitor.Resource, node, Severity.Error,
            $"'{monitor.Resource}' scrapes port '{asked}' of Service '{services[0].Name}'{others}, {exposed}{why}") with
        {
            Label = "no Service port has this name",
            Related = [OtherEnd(services[0], meant ?? ports.FirstOrDefault())],
            Effect = NotScraped,
            Help = meant is { Name: { } name } ? $"did you mean '{name}'?"
                : meant is not null && asked.All(char.IsAsciiDigit)
                    ? $"give the port of Service '{meant.Service.Name}' a name, and write that name here"
                : meant is not null ? $"name the port of Service '{meant.Service.Name}': name: {asked}"
                : ports.Count == 0 ? $"give Service '{services[0].Name}' a port of this name"
                : "give the name of a Service port, not its number and not a container's",
            Fix = meant is { Name: { } right } && ScalarEdit.Replace(monitor.Resource.Root, node, right) is { } edit
                ? new Fix($"scrape port '{right}'", [edit], IsSafe: false)
                : null,
        };
        var isTwin = meant?.Name is { } near && PortProtocols.AreTwins(near, asked);
        return Hedged(context, monitor, finding, Makes.Services, meant is not null && !isTwin);
    }

    private static Finding? TargetPortNotFound(RuleContext context, MonitorView monitor, Node endpoint, ScrapedPods pods) =>
        pods.Pods.Count == 0 ? null : ContainerPortNotFound(context, monitor, endpoint, "targetPort", pods);

    private static Finding? ContainerPortNotFound(
        RuleContext context, MonitorView monitor, Node endpoint, string? field, ScrapedPods scraped)
    {
        if (field is null || IntOrString.Read(endpoint.Find(field)) is not { } asked)
            return null;
        if (asked.Number is not null && monitor.Kind.NumberField != field)
            return field == monitor.Kind.NameField ? NumberForName(context, monitor, asked, scraped) : null;

        if (scraped.MayHave(asked) || (asked.Number is not null && scraped.HasUnreadNumber))
            return null;

        var (pods, declared) = (scraped.Pods, scraped.Declared);
        var init = scraped.FindInit(asked);
        var meant = asked.Name is { } name ? scraped.Meant(name) : null;
        var near = meant ?? init ?? declared.FirstOrDefault();
        var others = pods.Count == 1 ? MessageText.Plain("") : MessageText.Plain($" and of {pods.Count - 1} more");
        var shown = init is not null ? MessageText.Plain("which only an init container has")
            : declared.Count == 0 ? MessageText.Plain("whose containers declare no ports")
            : MessageText.Of($"whose containers declare only '{scraped.Shown:1}'");
        var quoted = asked.Name?.All(char.IsAsciiDigit) == true ? MessageText.Plain("; here it is a name") : MessageText.Plain("");
        var finding = context.At(monitor.Resource, asked.Node, asked.Name is null ? Severity.Warning : Severity.Error,
            $"'{monitor.Resource}' scrapes {MessageText.Plain(field)} '{asked}' of the pods of '{pods[0]}'{others}, {shown}{quoted}") with
        {
            Label = asked.Name is null ? "no container declares this port" : "no container port has this name",
            Related = [new RelatedSpan((near?.At ?? pods[0].Workload.NameNode).Span,
                $"{(near is null ? pods[0].Workload.Quoted + " declares no ports" : near.Container + " declares " + near)}")],
            Effect = NotScraped,
            Help = meant is { Name: { } right } ? $"did you mean '{right}'?"
                : meant is not null ? $"name the port of {meant.Container}: name: {asked}"
                : $"declare the port in the container, or ask for one that it declares",
            Fix = meant is { Name: { } fix } && ScalarEdit.Replace(monitor.Resource.Root, asked.Node, fix) is { } edit
                ? new Fix($"scrape port '{fix}'", [edit], IsSafe: false)
                : null,
        };
        return Hedged(context, monitor, finding, Makes.Pods, meant is not null);
    }

    private static Finding NumberForName(RuleContext context, MonitorView monitor, IntOrString asked, ScrapedPods scraped)
    {
        var declared = scraped.Declared.Find(port => port.Number == asked.Number);
        return context.At(monitor.Resource, asked.Node, Severity.Error,
            $"'{monitor.Resource}' scrapes port '{asked}' of the pods of '{scraped.Pods[0]}', but takes the name of a container port there, and that is a number") with
        {
            Label = "a number where a name belongs",
            Related = declared is null ? [] : [new RelatedSpan(declared.At.Span, $"{declared.Container} declares {declared}")],
            Effect = "the API server refuses the monitor",
            Help = declared?.Name is { } name ? $"write port: {name}"
                : declared is not null ? $"give the container port a name and write that, or write {monitor.Kind.NumberField}: {asked}"
                : $"declare the port in the container with a name and write that, or write {monitor.Kind.NumberField}: {asked}",
            Fix = declared?.Name is { } right && ScalarEdit.Replace(monitor.Resource.Root, asked.Node, right) is { } edit
                ? new Fix($"scrape port '{right}'", [edit], IsSafe: false)
                : null,
        };
    }

    // A monitor of every namespace may find the port in one that the unit does not show.
    private static Finding Hedged(RuleContext context, MonitorView monitor, Finding finding, Makes made, bool hasEvidence) =>
        context.Closed(monitor.IsAnywhere && !hasEvidence && finding.Severity == Severity.Error
            ? finding with
            {
                Severity = Severity.Warning,
                Notes = finding.Notes.Add("caution: it looks into every namespace, and other ones may have it")
            }
            : finding, made, hasEvidence);

    private static Meeting Meets(LinkGraph graph, MonitorView monitor, Resource resource) =>
        monitor.Meets(graph.Namespaces, resource.Namespace);

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
