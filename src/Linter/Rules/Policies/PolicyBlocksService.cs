using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A Service whose pods are isolated for ingress while no rule lets its target port in.</summary>
public sealed class PolicyBlocksService : IRule
{
    public string Id => "policy-blocks-service";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.NetworkPolicy);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Graph.Policies.All.IsEmpty)
            return [];

        var plugins = PluginPolicies.Of(context.Graph);
        var callers = ServiceCallers.Of(context.Graph);
        return context.Graph.Services
            .Where(service => !context.Graph.Externals.HasAny(Kinds.NetworkPolicy, service.Resource.Namespace))
            .SelectMany(service => Judge(context, service)
                .Concat(service.Ports.Select(port => callers.FindShutOut(port))
                    .OfType<ShutOutCallers>()
                    .Select(shut => (Pods: shut.Target.Pods, Finding: Uncalled(context, shut), HasEvidence: false)))
                .Select(found => Finish(context, found.Pods, found.Finding, found.HasEvidence, plugins)));
    }

    private static IEnumerable<(PodTemplate Pods, Finding Finding, bool HasEvidence)> Judge(RuleContext context, ServiceView service)
    {
        // Ports that are shut for no other reason than that nothing opens them are one finding, at the first of them.
        var shut = new List<BlockedPort>();
        var ports = BlockedPort.Of(context.Graph, service, out var isWhole);
        foreach (var blocked in ports)
        {
            // The wrong port, where the right one is let in: target-port-not-declared says it.
            var meant = MeantPort(context, blocked);
            if (meant is not null && IsLetIn(context, blocked, meant))
            {
                isWhole = false;
                continue;
            }

            if (meant is null && blocked.FindSlip() is { } slip)
            {
                yield return (blocked.First.Pods, Mistaken(context, blocked, slip.Slip, slip.Entry, slip.Rule.Policy, isWhole),
                    HasEvidence: true);
            }
            else if (!blocked.Open.IsEmpty)
            {
                yield return (blocked.First.Pods, Partial(context, blocked), HasEvidence: false);
            }
            else
            {
                shut.Add(blocked);
            }
        }

        if (shut.Count > 0)
            yield return (shut[0].First.Pods, Shut(context, shut, isWhole), HasEvidence: false);
    }

    // What was meant where the number is a slip.
    private static ContainerPort? MeantPort(RuleContext context, BlockedPort blocked)
    {
        if (blocked.First.Outcome != TargetOutcome.Undeclared)
            return null;

        var (slips, targets) = (context.Prepare(graph => new PortSlips(graph)), EndpointResolution.Resolve(blocked.Port));
        return slips.IsUndeclared(blocked.Port, targets) ? slips.Find(blocked.Port, targets)?.Port : null;
    }

    private static bool IsLetIn(RuleContext context, BlockedPort blocked, ContainerPort meant) =>
        blocked.Blocked.All(target => context.Graph.Policies.Admits(target.Pods, meant.Number!.Value,
            blocked.Port.Protocol).Verdict != PolicyVerdict.No);

    // The Service as a whole cannot work: an error. A port beside others that work may be kept shut on purpose.
    private static Finding Shut(RuleContext context, List<BlockedPort> ports, bool isWhole)
    {
        var blocked = ports[0];
        var nearest = blocked.Nearest;
        var finding = Describe(context, blocked, isWhole ? Severity.Error : Severity.Warning, nearest, At(nearest));
        var others = string.Join(", ", ports.Skip(1).Select(port => port.Port.ToString()));
        return others.Length == 0 ? finding : finding with { Notes = finding.Notes.Add($"let in from nowhere, too: {others}") };
    }

    private static Finding Partial(RuleContext context, BlockedPort blocked)
    {
        var finding = Describe(context, blocked, Severity.Warning, blocked.Nearest, At(blocked.Nearest));
        return finding with
        {
            Effect = "connections to the Service that are sent to these pods wait until they time out",
            Notes = finding.Notes.Add(
                $"reached through the Service all the same: {PodText.Workloads(blocked.Open.Select(target => target.Pods))}"),
        };
    }

    private static Finding Mistaken(
        RuleContext context, BlockedPort blocked, PolicySlip slip, PolicyPort entry, PolicyView policy, bool isWhole)
    {
        // The right number with another protocol may be all that is wanted where other ports of the Service work.
        var isError = blocked.Open.IsEmpty && (slip != PolicySlip.Protocol || isWhole);
        var number = blocked.First.Number!.Value.ToString(CultureInfo.InvariantCulture);
        return Describe(context, blocked, isError ? Severity.Error : Severity.Warning, policy, entry.At) with
        {
            Help = slip switch
            {
                PolicySlip.ServicePort =>
                    $"let in {number} instead of {entry.Port}: ports of a NetworkPolicy are the pod's, and {entry.Port} is the Service's",
                PolicySlip.NodePort =>
                    $"let in {number} instead of {entry.Port}: ports of a NetworkPolicy are the pod's, and {entry.Port} is the nodePort",
                PolicySlip.ServicePortName =>
                    $"let in '{Meant(blocked, entry)}' instead of '{entry.Port}': names in a NetworkPolicy are those of container ports, and '{entry.Port}' is the Service's",
                _ => $"give the entry 'protocol: {blocked.Port.Protocol}'",
            },
            Fix = Mend(blocked, slip, entry) is { } edit
                ? new Fix(slip == PolicySlip.Protocol ? $"let in {blocked.Port.Protocol}" : $"let in port {Meant(blocked, entry)}", [edit],
                    IsSafe: false)
                : null,
        };
    }

    private static Finding Uncalled(RuleContext context, ShutOutCallers shut)
    {
        var (port, policy) = (shut.Port, shut.Rule.Policy);
        var peer = shut.Rule.Peers[0].Node;
        return context.At(port.Service.Resource, port.TargetNode, Severity.Warning,
            $"Service '{port.Service.Name}' sends its port '{port}' to '{shut.Target.Pods}', but NetworkPolicy '{policy.Name:1}' lets in none of those that call it here: '{PodText.Workloads(shut.Callers)}'") with
        {
            Label = "peers are let in, but none of its callers",
            Related =
            [
                new RelatedSpan(peer.Head, $"{policy.Resource.Quoted} lets in this peer"),
                new RelatedSpan(shut.Use.At.Head, $"{shut.Callers[0].Workload.Quoted} calls {port.Service.Resource.Quoted} here"),
            ],
            Effect = "their packets are dropped: they wait until they time out",
            Help = $"add a peer that selects pods with '{shut.Callers[0].Labels}' to the rule",
        };
    }

    private static Finding Describe(RuleContext context, BlockedPort blocked, Severity severity, PolicyView policy, Node at)
    {
        var (port, letIn) = (blocked.Port, blocked.LetInText);
        var others = blocked.Isolating.Length - 1;
        var isolates = Unmeant(blocked) is not null
            && others == 0 ? MessageText.Of($"NetworkPolicy '{policy.Name:1}', which has egress rules only but no policyTypes, isolates")
            : others == 0 ? MessageText.Of($"NetworkPolicy '{policy.Name:1}' isolates")
            : MessageText.Of($"NetworkPolicy '{policy.Name:1}' and '{others}' more isolate");
        var lets = (letIn.Length, others) switch
        {
            (0, 0) => MessageText.Plain("lets nothing in"),
            (0, _) => MessageText.Plain("let nothing in"),
            (_, 0) => MessageText.Of($"lets in only '{letIn}'"),
            _ => MessageText.Of($"let in only '{letIn}'"),
        };
        return context.At(port.Service.Resource, port.TargetNode, severity,
            $"Service '{port.Service.Name}' sends its port '{port}' to port '{blocked.Target}' of '{blocked.First.Pods}', but {isolates} these pods{(Unmeant(blocked) is not null ? MessageText.Plain(" for ingress too") : MessageText.Plain(""))} and {lets}") with
        {
            Label = "no rule lets this port in",
            Related = [new RelatedSpan(at.Head,
                at == policy.SelectorAt ? $"{policy.Resource.Quoted} selects these pods" : $"{policy.Resource.Quoted} lets this in")],
            Effect = "packets to this port are dropped: clients of the Service wait until they time out",
            Notes = others == 0
                ? []
                : [$"isolated by: {string.Join(", ", blocked.Isolating.Take(5).Select(some => some.Name))}{(others > 4 ? $" and {others - 4} more" : "")}"],
            Help = Unmeant(blocked) is { } egress
                ? $"give {egress.Resource.Quoted} 'policyTypes: [Egress]': without it, it denies all ingress too (policy-direction)"
                : MeantPort(context, blocked) is { } meant ? $"target {meant.Number} if that is meant (target-port-not-declared), and let in the port that the Service targets then"
                : policy.PodSelector.IsEverything
                ? $"add a NetworkPolicy that selects these pods and lets port {blocked.Target} in (a rule of {policy.Resource.Quoted} would open it on every pod of the namespace), or declare the one that does under externals"
                : $"add an ingress rule with port {blocked.Target} to {policy.Resource.Quoted}, or declare the NetworkPolicy that lets it in under externals",
        };
    }

    private static Finding Finish(
        RuleContext context, PodTemplate pods, Finding finding, bool hasEvidence, ImmutableArray<Resource> plugins)
    {
        finding = Presumed(context, pods, finding);
        if (plugins.FirstOrDefault(plugin => PluginPolicies.MaySelect(context.Graph, plugin, pods)) is not { } other)
            return context.Closed(finding, Makes.Others, hasEvidence);

        return finding with
        {
            Severity = Severity.Note,
            Notes = finding.Notes.Add(
                $"{other.Quoted} ({other.Source.Path}) may select these pods as well; what it lets in was not judged"),
        };
    }

    // Where only the policies name a namespace, the pods may be applied to another one, which they do not touch.
    private static Finding Presumed(RuleContext context, PodTemplate pods, Finding finding)
    {
        var isolating = context.Graph.Policies.Isolating(pods, TrafficDirection.Ingress).Policies;
        var home = Namespaces.OrDefault(pods.Workload.Namespace);
        if (isolating.IsEmpty || isolating.Any(policy => Namespaces.OrDefault(policy.Resource.Namespace) == home))
            return finding;

        var (policy, own) = (isolating[0].Resource, pods.Workload.Namespace);
        return finding with
        {
            Severity = finding.Severity < Severity.Warning ? finding.Severity : Severity.Warning,
            Notes = finding.Notes.Add(own is null
                ? $"{pods.Workload.Quoted} names no namespace; it was taken to be in '{policy.Namespace}', as {policy.Quoted} is"
                : $"{policy.Quoted} names no namespace; it was taken to be in '{own}', as {pods.Workload.Quoted} is"),
        };
    }

    // It was written for egress, and isolates for ingress only because policyTypes is absent.
    private static PolicyView? Unmeant(BlockedPort blocked) =>
        blocked.Isolating.All(policy => policy is { SaysTypes: false, WrittenIngress.IsEmpty: true, WrittenEgress.IsEmpty: false })
            ? blocked.Isolating[0]
            : null;

    private static Node At(PolicyView policy) =>
        policy.WrittenIngress.SelectMany(rule => rule.Ports).FirstOrDefault()?.At ?? policy.SelectorAt;

    private static string Meant(BlockedPort blocked, PolicyPort entry) =>
        (entry.Port?.Name is null ? null : blocked.First.Port?.Name) ?? blocked.First.Number!.Value.ToString(CultureInfo.InvariantCulture);

    private static TextEdit? Mend(BlockedPort blocked, PolicySlip slip, PolicyPort entry)
    {
        if (slip == PolicySlip.Protocol)
        {
            return entry.Node.Find("protocol") is { } protocol ? ScalarEdit.Replace(entry.Node, protocol, blocked.Port.Protocol)
                : MappingEdit.InsertBefore(entry.Node, entry.Node.Entries.First(), $"protocol: {blocked.Port.Protocol}");
        }

        if (blocked.Blocked.Select(target => target.Number).Distinct().Skip(1).Any())
            return null;

        var meant = Meant(blocked, entry);
        return meant.All(char.IsAsciiDigit)
            ? ScalarEdit.ReplaceRaw(entry.Node, entry.At, meant)
            : ScalarEdit.Replace(entry.Node, entry.At, meant);
    }
}
