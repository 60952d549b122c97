using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A selector that reaches workloads which are not variants of one.</summary>
public sealed class ServiceSelectsUnrelated : IRule
{
    public string Id => "service-selects-unrelated";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var mentions = context.Graph.NumberMentions;
        foreach (var service in context.Part.Services)
        {
            if (service.Pods.Certain.Length > 1 && Judge(new Behind(context, service, mentions)) is { } finding)
                yield return finding;
        }
    }

    private static Finding? Judge(Behind behind)
    {
        if (behind.Lasting.IsEmpty)
            return null;
        if (behind.Jobs().ToImmutableArray() is [_, ..] jobs)
            return ReachesJobs(behind, jobs);

        // Clients of a headless Service choose among the pods: peers that find each other, metrics of many.
        if (behind.Service.IsHeadless)
            return null;
        return behind.OtherPort() is { } other ? PortsDiffer(behind, other.Port, other.With, other.Without)
            : behind.OtherComponent() is { } component ? ComponentsDiffer(behind, component.Pods, component.Ours, component.Theirs)
            : null;
    }

    private static Finding ReachesJobs(Behind behind, ImmutableArray<PodTemplate> jobs)
    {
        var job = jobs[0];
        return behind.Finding(
            $"Service '{behind.Service.Name}' selects '{behind.Service.Selector}', which reaches the pods of '{job:1}' as well as those of '{behind.Main}'") with
        {
            Related = [Labels(job), Labels(behind.Main)],
            Effect = $"while {job.Workload.Quoted} runs, a share of the requests goes to it and is refused",
            Help = Distinguishing(behind.Main, jobs) is { } label
                ? $"add '{label.Key}: {label.Value}' to the selector"
                : $"give the pods of {job.Workload.Quoted} labels of their own",
        };
    }

    private static Finding PortsDiffer(Behind behind, ServicePort port, PodTarget with, ImmutableArray<PodTemplate> without)
    {
        var other = without[0];
        return behind.Finding(
            $"Service '{behind.Service.Name}' selects '{behind.Service.Selector}', which reaches '{other:1}' with '{PodText.Ports(other.DeclaredPorts)}' as well as '{with.Pods:2}', which alone declares the target port '{port.TargetPort}'") with
        {
            Related = [PodText.Place(other, null), PodText.Place(with.Pods, with.Port)],
            Effect = $"a share of the requests goes to the pods of {PodText.Workloads(without)} and is refused there",
            Help = Narrow(with.Pods, without),
        };
    }

    private static Finding ComponentsDiffer(Behind behind, PodTemplate other, LabelPair ours, LabelPair theirs) =>
        behind.Finding(
            $"Service '{behind.Service.Name}' selects '{behind.Service.Selector}', which reaches both '{behind.Main:2}' and '{other:1}', whose own selectors tell '{ours}' from '{theirs}'") with
        {
            Related =
            [
                new RelatedSpan(theirs.ValueNode.Span, $"{other.Workload.Quoted} owns the pods with '{theirs}'"),
                new RelatedSpan(ours.ValueNode.Span, $"{behind.Main.Workload.Quoted} owns the pods with '{ours}'"),
            ],
            Effect = "requests are spread over both, whichever they are meant for",
            Help = $"add '{ours.Key}: {ours.Value}' to the selector if {behind.Main.Workload.Quoted} is meant",
        };

    private static RelatedSpan Labels(PodTemplate pods) =>
        new(pods.Labels.Pairs.FirstOrDefault() is { Key: not null } pair ? pair.ValueNode.Span : pods.Workload.NameNode.Span,
            $"{pods.Workload.Quoted} labels its pods '{pods.Labels}'");

    private static string Narrow(PodTemplate meant, ImmutableArray<PodTemplate> others) => Distinguishing(meant, others) is { } label
        ? $"add '{label.Key}: {label.Value}' to the selector if {meant.Workload.Quoted} is meant"
        : $"give the pods of {meant.Workload.Quoted} a label of their own, and select that";

    private static LabelPair? Distinguishing(PodTemplate meant, ImmutableArray<PodTemplate> others)
    {
        foreach (var pair in meant.Labels.Pairs)
        {
            if (others.All(other => !other.Labels.Has(pair.Key, pair.Value)))
                return pair;
        }

        return null;
    }

    /// <summary>One Service and the pods that it reaches.</summary>
    private sealed class Behind(RuleContext context, ServiceView service, NumberMentions mentions)
    {
        private readonly SelectedWorkloads workloads = service.Pods.Workloads;
        private PodTemplate? main;

        public ServiceView Service => service;

        public ImmutableArray<PodTemplate> Lasting => workloads.Lasting;

        /// <summary>The workload that is most likely meant.</summary>
        public PodTemplate Main => main ??= workloads.Main(service);

        public Finding Finding(MessageText.Handler message) =>
            context.At(Service.Resource, Service.Spec?.FindEntry("selector")?.Key ?? Service.Resource.NameNode, message) with
            {
                Label = "reaches more than one component",
                Notes = [PodText.LookedAt(Service.Pods.Certain)],
            };

        /// <summary>Jobs that get traffic at a port which nothing in them serves.</summary>
        public IEnumerable<PodTemplate> Jobs() =>
            workloads.Jobs.Where(pods => Service.Ports.Any(port => SelectedWorkloads.IsDialledInVain(port, pods, mentions)));

        /// <summary>The first numeric port that some workloads declare while others declare only different ones.</summary>
        public (ServicePort Port, PodTarget With, ImmutableArray<PodTemplate> Without)? OtherPort()
        {
            foreach (var port in Service.Ports)
            {
                if (workloads.DifferenceAt(port, mentions) is { } difference)
                    return (port, difference.With, difference.Without);
            }

            return null;
        }

        /// <summary>The first workload that shares a port with the main one but is another component by its own selector.</summary>
        public (PodTemplate Pods, LabelPair Ours, LabelPair Theirs)? OtherComponent()
        {
            var shared = Service.Ports.Where(port => !IsForMetrics(port) && SelectedWorkloads.IsDialled(port, Main)).ToList();
            return workloads.OtherComponent(Main, shared) is { } pods && Variants.Difference(Main, pods) is { } difference
                ? (pods, difference.One, difference.Other)
                : null;
        }

        // Prometheus asks the Service for all pods behind it.
        private static bool IsForMetrics(ServicePort port) =>
            PortProtocols.OfName(port.Name) == PortProtocols.Metrics || PortProtocols.OfName(port.TargetPort?.Name) == PortProtocols.Metrics
            || port.Service.Name.Contains("metrics", StringComparison.Ordinal);
    }
}
