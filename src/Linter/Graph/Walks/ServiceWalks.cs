using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph.Walks;

/// <summary>Who sends the request that arrives at a Service.</summary>
/// <param name="Pods">The pods that do; null for anybody.</param>
/// <param name="Unit">Everybody of the unit that does; empty for somebody outside.</param>
internal sealed record WalkSource(PodTemplate? Pods, ImmutableArray<PodTemplate> Unit)
{
    public static WalkSource Outside { get; } = new(null, []);

    /// <summary>Somebody of the unit, and no telling who.</summary>
    public static WalkSource Unseen { get; } = new(null, []);

    /// <summary>It is known which pods send it.</summary>
    public bool IsSeen => Pods is not null || !Unit.IsEmpty;
}

/// <summary>From a Service to pods: the end that all walks share. Made once for each Service port.</summary>
/// <param name="graph">The unit.</param>
/// <param name="isCounted">The walks are counted, and nobody reads what steps say of themselves nor where findings about them lie.</param>
internal sealed class ServiceWalks(LinkGraph graph, bool isCounted = false)
{
    private readonly WalkHop?[] sound = new WalkHop?[(int)HopKind.Policy + 1];
    private readonly Dictionary<(ServicePort, LabelSelector?), ImmutableArray<WalkHop>> tails = [];
    private readonly Dictionary<ServicePort, WalkHop> policies = [];
    private readonly Dictionary<ServiceView, WalkSuspects> blocking = [];
    private readonly Dictionary<Resource, WalkSuspects> wholes = [];
    private readonly Dictionary<ImmutableArray<PodTarget>, ArrivingPods> shared = [];
    private readonly Scalers scalers = new(graph);

    public LinkGraph Graph => graph;

    /// <summary>Stands for every step of a kind of which all is well, where walks are only counted; null where they are told.</summary>
    public WalkHop? Sound(HopKind kind) => isCounted ? sound[(int)kind] ??= new WalkHop(kind, WalkMark.Ok, "", "", null) : null;

    /// <summary>A resource as a whole: what refuses it, takes it out of every walk.</summary>
    public WalkSuspects Whole(Resource resource)
    {
        if (!wholes.TryGetValue(resource, out var whole))
            wholes[resource] = whole = WalkSuspects.At(resource, static resource => [resource.Root.Span], isWhole: true);
        return whole;
    }

    /// <summary>The hop to a Service that is there.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="how">How it was found.</param>
    /// <param name="asked">Where it is asked for, if what is wrong there is told here.</param>
    public WalkHop Found(ServiceView service, Wording how, WalkSuspects? asked = null) =>
        Sound(HopKind.Service)
        ?? new(HopKind.Service, WalkMark.Ok, Wording.Of(service.Resource, WalkText.Of), how, service.Resource.NameNode.Span,
            Wording.Of(service.Resource, WalkText.Full))
        {
            Suspects = asked is null ? [Whole(service.Resource)] : [Whole(service.Resource), asked],
        };

    /// <summary>The Service port as it is asked for, and all that lies behind it.</summary>
    /// <param name="port">The port.</param>
    /// <param name="asked">How it is asked for; null where it is not, and the first one is taken.</param>
    /// <param name="source">Who sends the request.</param>
    /// <param name="some">The labels of those pods that are meant; null for all.</param>
    public ImmutableArray<WalkHop> Port(ServicePort port, string? asked, WalkSource source, LabelSelector? some = null) =>
        [Sound(HopKind.Port) ?? AsAsked(port, asked ?? port.ToString()), .. Behind(port, source, some)];

    private static WalkHop AsAsked(ServicePort port, string asked)
    {
        var how = port.Service.Ports.Length == 1
            ? ""
            : Wording.Of(port, static port => $"1 of {WalkText.Of(port.Service.Ports.Length)} ports");
        return new WalkHop(HopKind.Port, WalkMark.Ok, Wording.Of((port, asked), static it => Describe(it.port, it.asked)), how,
            port.At.Span, Wording.Of((port, asked), static it => ":" + NumberOf(it.port, it.asked)));
    }

    private static string Describe(ServicePort port, string asked)
    {
        var target = port.TargetPort is { } to && to.ToString() != asked ? $" → targetPort {to}" : "";
        var number = NumberOf(port, asked);
        return (asked == number || asked.Contains(' ', StringComparison.Ordinal) ? asked : $"{asked} ({number})") + target;
    }

    private static string NumberOf(ServicePort port, string asked) => port.Port is { } given ? WalkText.Of(given) : asked;

    /// <summary>What lies behind a Service port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="source">Who sends the request.</param>
    /// <param name="some">The labels of those pods that are meant; null for all.</param>
    public ImmutableArray<WalkHop> Behind(ServicePort port, WalkSource source, LabelSelector? some = null)
    {
        var key = (port, some);
        if (!tails.TryGetValue(key, out var tail))
            tails[key] = tail = Tail(port, some);
        return tail is [.., { Kind: HopKind.Probes }] ? [.. tail, Policy(port, source)] : tail;
    }

    /// <summary>
    /// A Service that leads to no pods of its own accord: an alias, or endpoints that somebody makes by hand; null for others.
    /// </summary>
    public static WalkHop? Elsewhere(ServiceView service)
    {
        if (service.IsExternalName)
        {
            var name = service.Spec?.Find("externalName");
            return new WalkHop(HopKind.Pods, WalkMark.Unknown, name is { IsScalar: true } alias ? alias.Value : "no name",
                "an ExternalName: a DNS alias for what is outside", (name ?? service.Resource.NameNode).Span);
        }

        if (service.Selector is not null)
            return null;
        return new WalkHop(HopKind.Pods, WalkMark.Unknown, "endpoints made by hand", "the Service has no selector",
            service.Resource.NameNode.Span);
    }

    /// <summary>The Service as a whole where no port is asked for.</summary>
    public ImmutableArray<WalkHop> WithoutPort(ServiceView service, WalkSource source)
    {
        return Elsewhere(service) is { } elsewhere ? [elsewhere]
            : service.Ports.FirstOrDefault() is { } first ? Port(first, asked: null, source)
            : [Selected(service)];
    }

    /// <summary>Pods that are dialled themselves, at a port of their own: no Service port translates it.</summary>
    /// <param name="service">The headless Service that gave their addresses.</param>
    /// <param name="dialled">The port; null where none is given.</param>
    /// <param name="source">Who dials.</param>
    /// <param name="only">The one pod that is dialled by a name of its own; null for all.</param>
    /// <param name="isAsked">A person asks, who wants to know whatever no rule reports.</param>
    public ImmutableArray<WalkHop> Directly(ServiceView service, int? dialled, WalkSource source, PodTemplate? only, bool isAsked)
    {
        var leading = service.Ports.FirstOrDefault(port => dialled is null
            || EndpointResolution.Resolve(port).Any(target => target.Number == dialled));
        var number = dialled ?? (leading is null ? null : EndpointResolution.Resolve(leading, only ?? service.Pods.Certain[0])?.Number);
        if (number is not { } at)
        {
            return [PodsHop(service, Unported(only is null ? service.Pods.Certain : [only]), only is not null)];
        }

        var protocol = leading?.Protocol ?? "TCP";
        var isMixed = only is null && service.Pods.Certain.Any(some => some.RunsToCompletion)
            && service.Pods.Certain.Any(some => !some.RunsToCompletion);
        ImmutableArray<PodTarget> targets = [.. (only is null ? service.Pods.Certain : [only])
            .Where(pods => !isMixed || !pods.RunsToCompletion)
            .Select(pods => At(pods, at, protocol))];
        var arriving = new ArrivingPods(targets);
        var declared = targets.FirstOrDefault(target => target.Port is not null);
        var isDeclared = declared is not null || targets.Any(target => target.Outcome == TargetOutcome.Added);
        var port = new WalkHop(HopKind.TargetPort, isDeclared ? WalkMark.Ok : WalkMark.Warn, Wording.Of(at, WalkText.Of),
            isDeclared
                ? "a headless Service translates no ports: the pods are dialled at it"
                : "a headless Service translates no ports, and no container declares this one",
            (declared?.Port?.NumberNode ?? leading?.TargetNode ?? service.Resource.NameNode).Span,
            Wording.Of(at, static at => ":" + WalkText.Of(at)))
        {
            Suspects = leading is null ? [] : [new WalkSuspects([leading.TargetNode.Span])],
        };
        return
        [
            port,
            PodsHop(service, arriving, only is not null),
            Probes(service, WalkText.Of(at), arriving),
            Policy(new Dial(protocol, targets, leading, isAsked), source),
        ];
    }

    private static PodTarget At(PodTemplate pods, int number, string protocol)
    {
        var declared = pods.DeclaredPorts.FirstOrDefault(port => port.Number == number && port.Protocol == protocol)
            ?? pods.DeclaredPorts.FirstOrDefault(port => port.Number == number);
        return declared is not null ? new PodTarget(pods, TargetOutcome.Declared, number, declared)
            : new PodTarget(pods, pods.DeclaredPorts.Any(port => port.Number is null) ? TargetOutcome.Added : TargetOutcome.Undeclared,
                number, null);
    }

    // A headless Service may have no ports: DNS alone leads to its pods.
    private WalkHop Selected(ServiceView service) => service.Pods.Certain.IsEmpty
        ? NoPods(service,
            graph.HasNone(Kinds.Pod) ? "no workload is among these manifests" : "no pod template that can be seen carries this")
        : PodsHop(service, Unported(service.Pods.Certain));

    private static ArrivingPods Unported(ImmutableArray<PodTemplate> some) =>
        new([.. some.Select(pods => new PodTarget(pods, TargetOutcome.Declared, null, null))]);

    private ImmutableArray<WalkHop> Tail(ServicePort port, LabelSelector? some)
    {
        var service = port.Service;
        if (Elsewhere(service) is { } elsewhere)
            return [service.Selector is null ? ByHand(port) ?? elsewhere : elsewhere];
        if (graph.DefectOf(port) is { } defect)
            return [Broken(port, defect)];

        var targets = EndpointResolution.Resolve(port);
        if (targets.IsEmpty)
            return [port.TargetPort is null ? Unreadable(port) : NoPods(service, WhyNoPods(service))];
        if (some is not null)
            targets = [.. targets.Where(target => some.Matches(target.Pods))];
        if (targets.IsEmpty)
            return [NoSuchPods(some!)];

        var arriving = targets.Any(static target => target.Outcome == TargetOutcome.Unresolved)
            ? new ArrivingPods([.. targets.Where(target => target.Outcome != TargetOutcome.Unresolved)])
            : some is null && service.Pods.IsShared ? Shared(targets)
            : new ArrivingPods(targets);
        return [TargetPort(port, targets), PodsHop(service, arriving),
            Probes(service, Wording.Of(port, static port => $"{port.TargetPort}"), arriving)];
    }

    // What answers at the addresses, the manifests do not say.
    private WalkHop? ByHand(ServicePort port)
    {
        if (graph.HandMadeEndpoints.WithoutPort(port) is { All: [var first, ..] })
        {
            return new WalkHop(HopKind.Pods, WalkMark.Broken, "no endpoints", $"{first.Holder} has no port of this name and protocol",
                (port.NameNode ?? port.At).Span)
            {
                Suspects = [new WalkSuspects([port.Node.Span], "target-port-name-not-found")],
            };
        }

        return graph.HandMadeEndpoints.PortsOf(port.Service).ByKey[EndpointPort.KeyOf(port)].FirstOrDefault() is { } found
            ? new WalkHop(HopKind.Pods, WalkMark.Unknown, $"port {found} of {found.Holder}", "endpoints made by hand: the Service has no selector",
                (found.NameNode ?? found.Node).Span)
            : null;
    }

    private string WhyNoPods(ServiceView service) => graph.HasNone(Kinds.Pod) ? "no workload is among these manifests"
        : !service.Pods.Possible.IsEmpty ? $"{Whereabouts.Nearest(service.Resource, service.Pods.Possible).Workload} perhaps is in another namespace"
        : graph.Externals.WherePodsAre(service.Resource.Namespace, service.Selector!) is { } where ? $"such pods are {where}"
        : "no pod template that can be seen carries this";

    private static WalkHop NoPods(ServiceView service, string why) =>
        new(HopKind.Pods, WalkMark.Unknown, $"pods with {service.Selector}", why,
            service.Selector!.Node.Span with
            {
                End = service.Selector.Pairs.IsEmpty ? service.Selector.Node.Span.End : service.Selector.Pairs[0].ValueNode.Span.End,
            });

    private static WalkHop NoSuchPods(LabelSelector some) =>
        new(HopKind.Pods, WalkMark.Broken, $"pods with {some} → none", "no pod of the Service carries the labels of the subset",
            some.Node.Head)
        {
            Suspects = [new WalkSuspects([some.Node.Span], "destination-rule-unmatched")],
            Warned = WalkMark.Broken,
        };

    private static WalkHop Unreadable(ServicePort port) =>
        new(HopKind.TargetPort, WalkMark.Broken, "cannot be read", "", port.At.Span) { Suspects = [new WalkSuspects([port.Node.Span])] };

    private WalkHop Broken(ServicePort port, EndpointDefect defect)
    {
        var selector = port.Service.Selector!;
        return defect.Kind == EndpointDefectKind.SelectsNothing
            ? new WalkHop(HopKind.Pods, WalkMark.Broken, "none",
                defect.IsMalformed ? "the selector takes labels alone" : $"no pod template carries {selector}", defect.At.Span)
            {
                Suspects = [new WalkSuspects([selector.Node.Span, .. AtNamespace(port.Service)], defect.RuleId),
                    .. AtTemplate(port.Service, selector)],
            }
            : new WalkHop(HopKind.TargetPort, WalkMark.Broken, $"{port.TargetPort} → none",
                defect.IsQuotedNumber ? "a number in quotes is a name, and no port can have it" : "no container of the pods declares it",
                defect.At.Span)
            {
                Suspects = [new WalkSuspects([port.TargetNode.Span], defect.RuleId)],
            };
    }

    // Where the pods are in another namespace, that of the Service is the one at fault.
    private static IEnumerable<SourceSpan> AtNamespace(ServiceView service) =>
        service.Resource.Find(Resource.Paths.Namespace) is { } @namespace ? [@namespace.Span] : [];

    // Where a workload's own selector agrees with the Service, its template is at fault, and the error stands there.
    private IEnumerable<WalkSuspects> AtTemplate(ServiceView service, LabelSelector selector) =>
        graph.NearestPods(service.Resource.Namespace, selector, service.Name) is { } nearest
            ? [new WalkSuspects([nearest.Pods.Workload.Root.Span],
                nearest.Pods.Node.IsNull ? "missing-field" : "selector-template-mismatch") { IsWhole = true }]
            : [];

    private WalkHop TargetPort(ServicePort port, ImmutableArray<PodTarget> targets)
    {
        var mark = targets.Any(static target => target.Outcome == TargetOutcome.Unresolved) ? WalkMark.Warn : WalkMark.Ok;
        if (mark == WalkMark.Ok && Sound(HopKind.TargetPort) is { } sound)
            return sound;

        var first = targets.FirstOrDefault(static target => target.Port is not null);
        return new WalkHop(HopKind.TargetPort, mark, Wording.Of((port, targets), static it => Numbers(it.port, it.targets)),
            Wording.Of(targets, Declaration), (first?.Port?.NumberNode ?? port.TargetNode).Span)
        {
            Suspects = [WalkSuspects.At(port, static port => [port.TargetNode.Span])],
        };
    }

    private static string Numbers(ServicePort port, ImmutableArray<PodTarget> targets)
    {
        var numbers = targets.Select(target => target.Number).OfType<int>().Distinct().Select(WalkText.Of).ToList();
        var name = port.TargetPort!.Value.Name;
        return name is null
            ? string.Join(", ", numbers)
            : $"{name} → {(numbers.Count == 0 ? "a number that cannot be read" : string.Join(", ", numbers))}";
    }

    private static string Declaration(ImmutableArray<PodTarget> targets)
    {
        var unresolved = targets.Count(target => target.Outcome == TargetOutcome.Unresolved);
        return unresolved > 0 ? $"{WalkText.Of(unresolved)} of {WalkText.Count(targets.Length, "workload")} declare no such port"
            : targets.FirstOrDefault(target => target.Port is not null)?.Port is { } declared ? declared.Container.ToString()
                .Replace("'", "", StringComparison.Ordinal)
            : targets.Any(target => target.Outcome == TargetOutcome.Added) ? "something else may add it to the pods"
            : "declared by no container; a number is dialled all the same";
    }

    // Services that select alike lead to the same pods.
    private ArrivingPods Shared(ImmutableArray<PodTarget> targets) =>
        shared.TryGetValue(targets, out var known) ? known : shared[targets] = new ArrivingPods(targets);

    private WalkHop PodsHop(ServiceView service, ArrivingPods arriving, bool isOne = false)
    {
        var arrival = new WalkArrival(service, arriving, isOne, scalers);
        var mark = arrival.IsEmpty || arrival.RunsToCompletion ? WalkMark.Warn : WalkMark.Ok;
        if (mark == WalkMark.Ok && Sound(HopKind.Pods) is { } sound)
            return sound;

        return new WalkHop(
            HopKind.Pods, mark,
            Wording.Of(arrival, static it => it.Count), Wording.Of(arrival, static it => it.How),
            arriving.Templates[0].Workload.NameNode.Span,
            Wording.Of(arrival, static it => it.Brief))
        {
            Suspects = arriving.OfWorkloads(this),
            Arrival = arrival,
        };
    }

    private WalkHop Probes(ServiceView service, Wording port, ArrivingPods arriving)
    {
        var receiving = arriving.Answering;
        if (receiving.IsEmpty)
        {
            return new WalkHop(HopKind.Probes, WalkMark.Skipped, "not judged",
                Wording.Of(port, static port => $"no telling which container answers at {port}"), null) { Suspects = arriving.OfProbes };
        }

        var isPublished = service.Spec?.Find("publishNotReadyAddresses") is { } publish && publish.Is("true");
        var without = receiving.FirstOrDefault(static container => !MissingProbe.IsGivenOrMisspelt(container, Probe.Readiness));
        var jobs = arriving.Targets.All(static target => target.Pods.RunsToCompletion);
        var mark = without is null || isPublished || jobs ? WalkMark.Ok : WalkMark.Warn;
        if (mark == WalkMark.Ok && Sound(HopKind.Probes) is { } sound)
            return sound;

        var shown = without ?? receiving[0];
        return new WalkHop(HopKind.Probes, mark,
            Wording.Of(shown,
                static shown => $"readiness: {Describe(shown, Probe.Readiness)}, liveness: {Describe(shown, Probe.Liveness)}"),
            isPublished ? "endpoints are published before pods are ready"
                : without is not null ? "requests arrive before the container can answer"
                : "",
            (shown.FindProbe(Probe.Readiness)?.Entry.Key ?? shown.NameNode).Span)
        {
            Suspects = arriving.OfProbes,
        };
    }

    private static string Describe(Container container, string kind)
    {
        if (container.FindProbe(kind) is not { } probe)
            return "none";
        if (probe.FindHandler() is not { } handler)
            return "given";

        return handler.Kind switch
        {
            Handler.Exec => "exec",
            Handler.HttpGet => $"GET {handler.Node.FindText("path")?.Value ?? "/"} at {handler.Port}",
            _ => $"{handler.Kind} at {handler.Port}",
        };
    }

    private WalkHop Policy(ServicePort port, WalkSource source)
    {
        if (source.IsSeen || graph.Policies.All.IsEmpty)
            return Policy(DialOf(port), source);
        if (!policies.TryGetValue(port, out var hop))
            policies[port] = hop = PolicyOfOutside(DialOf(port));
        return AsSeen(hop, source);
    }

    private static Dial DialOf(ServicePort port)
    {
        var targets = EndpointResolution.Resolve(port);
        return new Dial(port.Protocol,
            targets.All(static target => target.Number is not null) ? targets : [.. targets.Where(target => target.Number is not null)],
            port, IsAsked: false);
    }

    private WalkHop Policy(Dial dial, WalkSource source) =>
        graph.Policies.All.IsEmpty ? source.IsSeen ? OpenToCaller : Open
        : source.Pods is { } from ? PolicyOf(dial, from)
        : !source.Unit.IsEmpty ? PolicyOfCallers(dial, source.Unit)
        : AsSeen(PolicyOfOutside(dial), source);

    private static WalkHop AsSeen(WalkHop hop, WalkSource source) =>
        ReferenceEquals(source, WalkSource.Unseen) && hop is { Mark: WalkMark.Warn }
            ? hop with { Mark = WalkMark.Skipped, How = $"{hop.How}, and who calls is not known" }
            : hop;

    private static readonly WalkHop Open = new(HopKind.Policy, WalkMark.Ok, "none", "no NetworkPolicy selects these pods", null);

    private static readonly WalkHop OpenToCaller = Open with { How = "no NetworkPolicy selects these pods or their caller" };

    // Where a finding says that policies shut a port.
    private ImmutableArray<WalkSuspects> Blocking(Dial dial)
    {
        if (dial.Leading is not { } port)
            return [];
        if (!blocking.TryGetValue(port.Service, out var suspects))
        {
            blocking[port.Service] = suspects = new WalkSuspects([.. port.Service.Ports.Select(other => other.TargetNode.Span)],
                "policy-blocks-service");
        }

        return [suspects];
    }

    private WalkHop PolicyOfOutside(Dial dial)
    {
        var targets = dial.Targets;
        if (targets.All(target => graph.Policies.Ingress(target.Pods).IsEmpty))
        {
            return targets.Any(target => graph.Policies.UnsureOf(target.Pods).Any())
                ? new WalkHop(HopKind.Policy, WalkMark.Skipped, "not judged",
                    "policies of which it cannot be told whether they select these pods", null)
                : Open;
        }

        var judged = targets.Select(target => (Target: target,
            Admission: graph.Policies.Admits(target.Pods, target.Number!.Value, dial.Protocol))).ToList();
        var isolating = judged.SelectMany(one => graph.Policies.Ingress(one.Target.Pods)).First();
        if (judged.All(one => one.Admission.Verdict == PolicyVerdict.No))
            return Shut(dial, judged[0].Target, isolating);

        var limited = judged.Where(one => one.Admission.Rule is { Peers.IsEmpty: false }).Select(one => one.Admission.Rule!)
            .FirstOrDefault();
        var (mark, how, at) = judged.Any(one => one.Admission.Verdict == PolicyVerdict.No) ? (WalkMark.Warn,
            "some of the pods let it in from nowhere", isolating.SelectorAt)
            : limited is not null ? (WalkMark.Warn, "lets in only some callers", limited.Peers[0].Node)
            : judged.Any(one => one.Admission.Verdict == PolicyVerdict.Unknown) ? (WalkMark.Warn,
                "it cannot be told whether it lets this port in", isolating.SelectorAt)
            : (WalkMark.Ok, "lets this port in from anywhere", isolating.SelectorAt);
        return new WalkHop(HopKind.Policy, mark, (limited?.Policy ?? isolating).Name, how, at.Head) { Suspects = Blocking(dial) };
    }

    private WalkHop Shut(Dial dial, PodTarget target, PolicyView policy) =>
        new(HopKind.Policy, WalkMark.Broken, policy.Name, $"port {WalkText.Of(target.Number!.Value)} is let in from nowhere",
            policy.SelectorAt.Head)
        {
            Suspects = Blocking(dial),
            Otherwise = dial.IsAsked ? WalkMark.Broken : WalkMark.Warn,
        };

    private WalkHop PolicyOf(Dial dial, PodTemplate from)
    {
        var isolating = dial.Targets.SelectMany(target => graph.Policies.Ingress(target.Pods))
            .Concat(graph.Policies.Egress(from))
            .FirstOrDefault();
        if (isolating is null || dial.Targets.IsEmpty)
            return OpenToCaller;

        var judged = dial.Targets.Select(target => (
            Target: target,
            In: graph.Policies.Admits(target.Pods, target.Number!.Value, dial.Protocol, from),
            Out: graph.Policies.LetsOut(from, target.Pods, target.Number!.Value, dial.Protocol))).ToList();
        var (shutIn, shutOut) = (judged.FirstOrDefault(one => one.In.Verdict == PolicyVerdict.No),
            judged.FirstOrDefault(one => one.Out.Verdict == PolicyVerdict.No));
        var isShut = judged.TrueForAll(one => one.In.Verdict == PolicyVerdict.No || one.Out.Verdict == PolicyVerdict.No);
        var isSure = judged.TrueForAll(one => one.In.Verdict == PolicyVerdict.Yes && one.Out.Verdict == PolicyVerdict.Yes);
        var (policy, how) = shutOut.Target is not null ? (graph.Policies.Egress(from)[0], $"does not let {from} out to this port")
            : shutIn.Target is not null ? (graph.Policies.Ingress(shutIn.Target.Pods)[0], $"does not let {from} in")
            : (isolating, isSure ? $"lets {from} through" : $"it cannot be told whether it lets {from} through");
        return new WalkHop(HopKind.Policy, isShut ? WalkMark.Broken : isSure ? WalkMark.Ok : WalkMark.Warn, policy.Name, how,
            policy.SelectorAt.Head)
        {
            // Asked for by name, the answer is the policies' own: no rule looks at single callers.
            Otherwise = WalkMark.Broken,
        };
    }

    private WalkHop PolicyOfCallers(Dial dial, ImmutableArray<PodTemplate> callers)
    {
        var hops = callers.Select(caller => (Caller: caller, Hop: PolicyOf(dial, caller))).ToList();
        var shut = hops.Where(one => one.Hop.Mark == WalkMark.Broken).ToList();
        if (shut.Count == 0)
            return hops.Find(one => one.Hop.Mark == WalkMark.Warn).Hop ?? hops[0].Hop;

        var who = WalkText.List([.. shut.Select(one => one.Caller.ToString())]);
        return shut[0].Hop with
        {
            Mark = shut.Count == hops.Count ? WalkMark.Broken : WalkMark.Warn,
            How = $"does not let through {who}",
            Otherwise = WalkMark.Warn,
            Suspects = Blocking(dial),
        };
    }

    /// <summary>Pods, and the number at which each is dialled.</summary>
    /// <param name="Protocol">TCP, UDP or SCTP.</param>
    /// <param name="Targets">Those with a number.</param>
    /// <param name="Leading">The Service port that leads there; null where none does.</param>
    /// <param name="IsAsked">A person asks: the answer is the policies' own, whatever a rule says.</param>
    private readonly record struct Dial(string Protocol, ImmutableArray<PodTarget> Targets, ServicePort? Leading, bool IsAsked);
}
