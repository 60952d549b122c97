using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;

namespace Linter.Rules;

/// <summary>
/// A port that a policy names and that no pod on the receiving side declares; of numbers those that are a Service's own, and slips.
/// </summary>
public sealed class PolicyPortNotFound : IRule
{
    private const int LastPort = 65535;

    public string Id => "policy-port-not-found";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.NetworkPolicy);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var fronts = new Lazy<Fronts>(() => new Fronts(context.Graph));
        var targeted = new Lazy<HashSet<int?>>(() =>
            context.Graph.Services.SelectMany(service => service.Ports).Select(port => port.TargetPort?.Number).ToHashSet());
        foreach (var policy in context.Graph.Policies.All)
        {
            ImmutableArray<PodTemplate>? own = null;
            foreach (var rule in policy.Rules(TrafficDirection.Ingress).Concat(policy.Rules(TrafficDirection.Egress)))
            {
                foreach (var port in rule.Ports)
                {
                    if (rule.Direction == TrafficDirection.Egress && port is { Port.Number: { } number, EndPort: null }
                        && fronts.Value.Has(number) && Fronted(context, fronts.Value, rule, port) is { } found)
                    {
                        yield return DescribeFronted(context, rule, port, found);
                    }

                    // What no port can be is invalid-value's.
                    if (port is { Port.Number: { } asked and <= LastPort, EndPort: null }
                        && MistypedNumber(context, rule, port, asked, PodsOf(rule)) is { } mistyped && !targeted.Value.Contains(asked))
                    {
                        yield return mistyped;
                    }

                    // What is no name at all is another rule's: digits in quotes, placeholders.
                    if (port.Port?.Name is not { } name || !Grammars.IsPortName(name))
                        continue;

                    var pods = PodsOf(rule);
                    if (!pods.IsEmpty && !pods.Any(some => MayHave(some, port)))
                        yield return Describe(context, rule, port, name, pods);
                }
            }

            ImmutableArray<PodTemplate> PodsOf(PolicyRule rule) => rule.Direction == TrafficDirection.Ingress
                ? own ??= context.Graph.Policies.Selected(policy)
                : Destinations(context, rule);
        }
    }

    // A number needs no declaration, so that one counts only where a slip of the finger leads to it from the one that each of the pods
    // declares and the rule does not let through, and nothing that the pods are told speaks of it.
    private static Finding? MistypedNumber(
        RuleContext context, PolicyRule rule, PolicyPort port, int number, ImmutableArray<PodTemplate> pods)
    {
        if (pods.IsEmpty || pods.Length > Spelling.MostCandidates)
            return null;

        ContainerPort? meant = null;
        foreach (var some in pods)
        {
            if (some.ResolvePort(number, port.Protocol) is not null || InjectedPorts.MayAdd(some, port.Port!.Value)
                || some.DeclaredPorts.FirstOrDefault(declared => declared.Protocol == port.Protocol
                    && declared.Number is { } its && SpokenPorts.IsSlip(number, its)) is not { } near
                || rule.Ports.Any(other => other.Matches(near.Number!.Value, near.Protocol, some) != PolicyVerdict.No)
                || context.Graph.NumberMentions.Has(some, number))
            {
                return null;
            }

            meant ??= near;
        }

        return DescribeMistyped(context, rule, port, pods, meant!);
    }

    private static Finding DescribeMistyped(
        RuleContext context, PolicyRule rule, PolicyPort port, ImmutableArray<PodTemplate> pods, ContainerPort meant) =>
        context.At(rule.Policy.Resource, port.At,
            $"NetworkPolicy '{rule.Policy.Name}' {Admits(rule)} '{port}', but '{pods[0]:1}' {PodText.Declares(pods[0])}{PodText.AndMore(pods)}") with
        {
            Label = "a slip of the finger?",
            Related = [PodText.Place(pods[0], meant)],
            Effect = "what listens on the port that is declared is not let through by this entry",
            Notes = [PodText.LookedAt(pods)],
            Help = $"did you mean {meant.Number}?",
            Fix = ScalarEdit.ReplaceRaw(port.Node, port.At, meant.Number!.Value.ToString(CultureInfo.InvariantCulture)) is { } edit
                ? new Fix($"write {meant.Number}", [edit], IsSafe: false)
                : null,
        };

    private static MessageText Admits(PolicyRule rule) =>
        MessageText.Plain(rule.Direction == TrafficDirection.Ingress ? "lets in port" : "lets its pods connect to port");

    // Pods of the unit that an egress rule means; none where it also means others, which may have the port.
    private static ImmutableArray<PodTemplate> Destinations(RuleContext context, PolicyRule rule)
    {
        var found = ImmutableArray.CreateBuilder<PodTemplate>();
        foreach (var peer in rule.Peers)
        {
            if (!peer.SelectsPods || peer.Namespaces.IsGiven || peer.Pods.Labels is not { } labels
                || context.Graph.Externals.HasPods(peer.Policy.Resource.Namespace, labels))
            {
                return [];
            }

            var pods = context.Graph.SelectPods(peer.Policy.Resource.Namespace, labels);
            if (pods.Certain.IsEmpty)
                return [];
            found.AddRange(pods.Certain);
        }

        return found.ToImmutable();
    }

    // Policies see a connection behind the Service, so a Service's number counts only where a pod listens on it as well. Whoever lets
    // both through has thought of it.
    private static (ServicePort Front, PodTarget Target)? Fronted(RuleContext context, Fronts fronts, PolicyRule rule, PolicyPort port)
    {
        var pods = Destinations(context, rule);
        if (pods.IsEmpty
            || pods.Any(some => some.DeclaredPorts.IsEmpty || some.ResolvePort(port.Port!.Value.Number, port.Protocol) is not null
                || InjectedPorts.MayAdd(some, port.Port.Value)))
        {
            return null;
        }

        var meantPods = pods.ToHashSet();
        var targets = (from service in fronts.Of(meantPods)
                       from front in service.Ports
                       where front.Protocol == port.Protocol
                       from target in front.Targets
                       where meantPods.Contains(target.Pods)
                       select (Front: front, Target: target)).ToList();
        if (targets.Exists(found => found.Target.Number is not { } number
            || rule.Ports.Any(other => other.Matches(number, port.Protocol, found.Target.Pods) != PolicyVerdict.No)))
        {
            return null;
        }

        var meant = targets.Find(found => found.Front.Port == port.Port!.Value.Number);
        return meant.Front is null ? null : meant;
    }

    private static Finding DescribeFronted(
        RuleContext context, PolicyRule rule, PolicyPort port, (ServicePort Front, PodTarget Target) found) =>
        context.At(rule.Policy.Resource, port.At,
            $"NetworkPolicy '{rule.Policy.Name}' lets its pods connect to port '{port}', which is that of Service '{found.Front.Service.Name:1}'; '{found.Target.Pods}' gets it on '{found.Target.Number}'") with
        {
            Label = "the Service's port, not the pods'",
            Related = [new RelatedSpan(found.Front.TargetNode.Span,
                $"{found.Front.Service.Resource.Quoted} sends it to {found.Target.Number}")],
            Effect = "a policy sees the port of the pod, behind the Service: the connection is dropped",
            Help = $"write port: {found.Target.Number}",
            Fix = ScalarEdit.ReplaceRaw(port.Node, port.At, found.Target.Number!.Value.ToString(CultureInfo.InvariantCulture)) is { } edit
                ? new Fix($"let port {found.Target.Number} through", [edit], IsSafe: false)
                : null,
        };

    private static bool MayHave(PodTemplate pods, PolicyPort port) =>
        pods.ResolvePort(port.Port!.Value.Name!, port.Protocol) is not null || InjectedPorts.MayAdd(pods, port.Port.Value);

    private static Finding Describe(RuleContext context, PolicyRule rule, PolicyPort port, string name, ImmutableArray<PodTemplate> pods)
    {
        var names = pods.Take(Spelling.MostCandidates).SelectMany(some => some.DeclaredPorts)
            .Where(declared => declared.Protocol == port.Protocol)
            .Select(declared => declared.Name)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var near = Spelling.Nearest(name, names);
        var other = near is null ? Find(pods, declared => declared.Name == name) : null;
        var shown = other ?? (near is null ? null : Find(pods, declared => declared.Name == near && declared.Protocol == port.Protocol));
        var first = shown?.Pods ?? pods[0];
        var finding = context.At(rule.Policy.Resource, port.At,
            $"NetworkPolicy '{rule.Policy.Name}' {Admits(rule)} '{port}', but {Declared(first, shown?.Port, other is not null)}{PodText.AndMore(pods)}") with
        {
            Label = "no container port has this name",
            Related = [PodText.Place(first, shown?.Port)],
            Effect = "this entry admits nothing",
            Notes = [PodText.LookedAt(pods)],
            Help = near is not null ? $"did you mean '{near}'?"
                : other is { } found ? $"give the entry 'protocol: {found.Port.Protocol}'"
                : names.Count > 0 ? $"name one of the container ports ({string.Join(", ", names.Take(4))}), or give the number"
                : $"give the port's number, or declare the container's port with 'name: {name}'",
            Fix = near is not null && ScalarEdit.Replace(port.Node, port.At, near) is { } edit
                ? new Fix($"name port '{near}'", [edit], IsSafe: false)
                : null,
        };
        return context.Closed(finding, Makes.Pods, near is not null);
    }

    private static MessageText Declared(PodTemplate pods, ContainerPort? port, bool isOtherProtocol) => isOtherProtocol
        ? MessageText.Of($"'{pods:1}' declares '{port!.Name}' for '{port.Protocol}' only")
        : MessageText.Of($"'{pods:1}' {PodText.Declares(pods)}");

    private static (PodTemplate Pods, ContainerPort Port)? Find(ImmutableArray<PodTemplate> pods, Func<ContainerPort, bool> isMeant)
    {
        foreach (var some in pods)
        {
            if (some.DeclaredPorts.FirstOrDefault(isMeant) is { } port)
                return (some, port);
        }

        return null;
    }

    /// <summary>Services with an address of their own, found by the first label that their selector wants.</summary>
    private sealed class Fronts
    {
        private readonly HashSet<int> numbers;
        private readonly ILookup<string, ServiceView> byLabel;

        public Fronts(LinkGraph graph)
        {
            var services = graph.Services.Where(service => !service.IsHeadless && service.Selector is { Pairs.IsEmpty: false }).ToList();
            numbers = services.SelectMany(service => service.Ports).Select(port => port.Port).OfType<int>().ToHashSet();
            byLabel = services.ToLookup(service => service.Selector!.Pairs[0].ToString(), StringComparer.Ordinal);
        }

        /// <summary>Some Service has this port.</summary>
        public bool Has(int number) => numbers.Contains(number);

        /// <summary>Those that select some of the pods; none where too many would have to be looked at.</summary>
        public IEnumerable<ServiceView> Of(HashSet<PodTemplate> pods)
        {
            if (pods.Count > Spelling.MostCandidates)
                return [];

            var candidates = pods.SelectMany(some => some.Labels.Pairs).Select(pair => pair.ToString())
                .Distinct(StringComparer.Ordinal)
                .SelectMany(label => byLabel[label])
                .Take(Spelling.MostCandidates + 1)
                .ToList();
            return candidates.Count > Spelling.MostCandidates ? [] : candidates.Where(service => service.Pods.Certain.Any(pods.Contains));
        }
    }
}
