using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Text;

namespace Linter.Rules;

/// <summary>A named targetPort that no selected pod resolves.</summary>
public sealed class TargetPortNameNotFound : IRule
{
    private const string Refused =
        "this port of the Service has no endpoints: connections to it are refused, an Ingress in front of it answers 503";

    public string Id => "target-port-name-not-found";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var known = context.Prepare(static _ => new Memo<ImmutableArray<PodTarget>, DialledByName>());
        foreach (var service in context.Part.Services)
        {
            DialledByName? own = null;
            foreach (var port in service.Ports)
            {
                if (service.Selector is null && HandMadePortFindings.Of(context, port, Refused) is { } unjoined)
                    yield return unjoined;
                if (port.TargetPort is not { Name: not null })
                    continue;

                var isCertain = !service.Pods.Certain.IsEmpty;
                var targets = isCertain ? EndpointResolution.Resolve(port) : EndpointResolution.Resolve(port, service.Pods.Possible);
                if (!IsNamed(port) || targets.IsEmpty || targets[0].Outcome != TargetOutcome.Unresolved)
                    continue;

                // What many Services, or many ports of one, ask of the same pods in vain is looked at once.
                var dialled = service.Pods.IsShared ? Dialled(known, targets)
                    : own?.AreOf(targets) == true ? own
                    : own = new DialledByName(targets);
                if (dialled.AreUnresolved && !dialled.Placeholders.Contains(port.TargetPort?.Name ?? ""))
                    yield return Describe(new Defect(context, port, dialled, isCertain ? Severity.Error : Severity.Note));
            }
        }
    }

    private static DialledByName Dialled(Memo<ImmutableArray<PodTarget>, DialledByName> known, ImmutableArray<PodTarget> targets) =>
        known.TryGetValue(targets, out var dialled) ? dialled : known.Keep(targets, new DialledByName(targets));

    // Digits in quotes are the wrong type, and what holds other characters is a placeholder or refused as a name.
    private static bool IsNamed(ServicePort port) =>
        port.TargetPort is { Name: { } name } target && target.Node == port.TargetPortNode
        && name.Any(char.IsAsciiLetter) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static Finding Describe(Defect defect)
    {
        var name = defect.Name;
        if (defect.Find(name, port => port.Container.IsLongRunning) is { } other)
            return OtherProtocol(defect, other.Pods, other.Port);
        if (defect.Find(name, port => !port.Container.IsLongRunning && port.Protocol == defect.Port.Protocol) is { } init)
            return OnInitContainer(defect, init.Pods, init.Port);

        var near = defect.NearNames();
        return NotDeclared(defect, Spelling.Nearest(name, near), near.Length == 1);
    }

    private static Finding NotDeclared(Defect defect, string? near, bool isOnly)
    {
        var (service, port, first) = (defect.Port.Service, defect.Port, defect.Pods.All[0]);
        var found = near is null
            ? defect.Untargeted()
            : defect.Find(near, some => some.Container.IsLongRunning && some.Protocol == port.Protocol);
        var shown = found?.Pods ?? first;

        // "http" is a word, "htpp" is not: the slip is on the container's side.
        var isSlipThere = near is not null && PortProtocols.OfName(defect.Name) is not null && PortProtocols.OfName(near) is null;
        return defect.Finding(
            $"Service '{service.Name}' targets port '{port.TargetPort}'{Protocol(port)}, but {PodText.Subject(defect.Pods.Workloads, shown)} {PodText.Declares(shown, port.Protocol)}") with
        {
            Label = "no container port has this name",
            Related = defect.Places(shown, found?.Port),
            Help = near is null ? Advice(defect, found?.Port.Name)
                : isSlipThere ? $"name the container port '{port.TargetPort}' instead of '{near}'"
                : $"did you mean '{near}'?",
            Fix = near is not null && isOnly ? Mend(port, near, isSlipThere ? found?.Port.NameNode : null) : null,
        };
    }

    private static MessageText Protocol(ServicePort port) =>
        port.Protocol == "TCP" ? MessageText.Plain("") : MessageText.Of($" over '{port.Protocol}'");

    private static Fix Mend(ServicePort port, string near, Yaml.Node? containerName) => containerName is { } name
        ? new Fix($"name the container port '{port.TargetPort}'", [new TextEdit(name.Span, port.TargetNode.Span.Slice.ToString())],
            IsSafe: false)
        : new Fix($"target '{near}'", [new TextEdit(port.TargetNode.Span, near)], IsSafe: false);

    private static string Advice(Defect defect, string? free) => free is null
        ? $"declare the container's port with 'name: {defect.Name}', or target its number"
        : $"target '{free}', or give the container port that is meant the name '{defect.Name}'";

    private static Finding OtherProtocol(Defect defect, PodTemplate pods, ContainerPort found) =>
        defect.Finding(
            $"Service '{defect.Port.Service.Name}' targets port '{defect.Name}' over '{defect.Port.Protocol}', but '{pods:1}' declares '{defect.Name}' for '{found.Protocol}' only") with
        {
            Label = $"looked for with protocol {defect.Port.Protocol}",
            Related = [new RelatedSpan((found.Node.Find("protocol") ?? found.At).Span,
                $"{found.Container} declares '{found.Name}' for {found.Protocol} here")],
            Help = $"give the Service port 'protocol: {found.Protocol}', or declare a container port '{defect.Name}' for {defect.Port.Protocol}",
        };

    private static Finding OnInitContainer(Defect defect, PodTemplate pods, ContainerPort found) =>
        defect.Finding(
            $"Service '{defect.Port.Service.Name}' targets port '{defect.Name}', but in '{pods:1}' only init container '{found.Container.Name}' declares it, which has ended before the pod gets traffic") with
        {
            Label = "init containers do not count",
            Related = [new RelatedSpan(found.At.Span, $"init container '{found.Container.Name}' declares '{found}' here")],
            Help = "declare the port on the container that serves it; an init container counts only with 'restartPolicy: Always'",
        };

    /// <summary>One Service port and the pods that do not resolve it.</summary>
    private sealed record Defect(RuleContext Context, ServicePort Port, DialledByName Pods, Severity Severity)
    {
        public string Name => Port.TargetPort?.Name ?? "";

        public Finding Finding(MessageText.Handler message) =>
            Context.At(Port.Service.Resource, Port.TargetNode, Severity, message) with
            {
                Effect = Refused,
                Notes = [Pods.LookedAt]
            };

        public (PodTemplate Pods, ContainerPort Port)? Find(string name, Func<ContainerPort, bool> isMeant)
        {
            if (!Pods.Names.Contains(name))
                return null;

            foreach (var pods in Pods.All)
            {
                if (pods.PortsNamed(name).FirstOrDefault(isMeant) is { } port)
                    return (pods, port);
            }

            return null;
        }

        /// <summary>The named port that may be meant: one that no other port of the Service targets, the one of its number first.</summary>
        public (PodTemplate Pods, ContainerPort Port)? Untargeted()
        {
            // A hint: who has more ports than this is told less.
            const int Compared = 16;
            var targeted = Port.Service.Ports.Take(Compared).Select(other => other.TargetPort?.Name).ToList();
            var free = Pods.All.SelectMany(pods => pods.DeclaredPorts.Select(port => (Pods: pods, Port: port)))
                .Where(found => found.Port.Name is not null && found.Port.Protocol == Port.Protocol).Take(Compared)
                .Where(found => !targeted.Contains(found.Port.Name)).ToList();
            return free.Count == 0 ? null : free.Find(found => found.Port.Number == Port.Port) is { Port: not null } same ? same : free[0];
        }

        public IEnumerable<string> DeclaredNames() =>
            Pods.All.SelectMany(pods => pods.DeclaredPorts).Where(port => port.Protocol == Port.Protocol)
                .Select(port => port.Name)
                .OfType<string>();

        public ImmutableArray<string> NearNames() =>
            [.. DeclaredNames().Take(Spelling.MostCandidates).Where(name => Spelling.IsNear(Name, name)).Distinct(StringComparer.Ordinal)];

        public ImmutableArray<RelatedSpan> Places(PodTemplate shown, ContainerPort? port) =>
            [
                PodText.Place(shown, port),
                .. Pods.FirstOfEach.Where(pods => pods.Workload != shown.Workload)
                    .Take(2)
                    .Select(pods => PodText.Place(pods, null))
            ];
    }

    /// <summary>Pods that are asked for a port by its name: what is the same whichever name it is.</summary>
    private sealed class DialledByName
    {
        private readonly Lazy<string> lookedAt;
        private readonly Lazy<int> workloads;
        private readonly Lazy<HashSet<string>> names;

        public DialledByName(ImmutableArray<PodTarget> targets)
        {
            All = [.. targets.Select(target => target.Pods)];
            AreUnresolved = targets.All(target => target.Outcome == TargetOutcome.Unresolved);
            Placeholders = All.SelectMany(pods => pods.DeclaredPorts)
                .Where(port => port.Number is null && port.NumberNode is { IsScalar: true })
                .Select(port => port.NumberNode!.Value.Value).ToHashSet(StringComparer.Ordinal);
            FirstOfEach = [.. All.DistinctBy(pods => pods.Workload).Take(3)];
            lookedAt = new Lazy<string>(() => PodText.LookedAt(All));
            workloads = new Lazy<int>(() => PodText.CountWorkloads(All));
            names = new Lazy<HashSet<string>>(() => All.SelectMany(pods => pods.Containers).SelectMany(container => container.Ports)
                .Select(port => port.Name).OfType<string>().ToHashSet(StringComparer.Ordinal));
        }

        public ImmutableArray<PodTemplate> All { get; }

        public bool AreUnresolved { get; }

        /// <summary>They are the same pods, and have the port as little or as much.</summary>
        public bool AreOf(ImmutableArray<PodTarget> targets) =>
            All.Length == targets.Length && targets.All(target => target.Outcome == TargetOutcome.Unresolved) == AreUnresolved
            && All.Zip(targets).All(pair => ReferenceEquals(pair.First, pair.Second.Pods));

        /// <summary>A template of its own kind: such a word stands where a container's port number belongs.</summary>
        public HashSet<string> Placeholders { get; }

        /// <summary>One of each of the first workloads.</summary>
        public ImmutableArray<PodTemplate> FirstOfEach { get; }

        public string LookedAt => lookedAt.Value;

        public int Workloads => workloads.Value;

        /// <summary>Of the ports of all containers, init containers too.</summary>
        public HashSet<string> Names => names.Value;
    }
}
