using System.Collections.Immutable;

namespace Linter.Graph.Walks;

/// <summary>The pods behind a port, and what all walks that arrive at them say alike.</summary>
internal sealed class ArrivingPods
{
    private ImmutableArray<Container> answering;
    private ImmutableArray<WalkSuspects> ofProbes;
    private ImmutableArray<WalkSuspects> ofWorkloads;

    /// <param name="targets">The pods, and where they are dialled; at least one.</param>
    public ArrivingPods(ImmutableArray<PodTarget> targets)
    {
        Targets = targets;
        // A definition that is repeated makes no more pods.
        Templates = targets is [var single]
            ? [single.Pods]
            : [.. targets.Select(target => target.Pods)
                .DistinctBy(pods => (pods.Workload.Kind, pods.Workload.Namespace,
                    pods.Workload.Name.Length == 0 ? WalkText.Of(pods.Ordinal) : pods.Workload.Name))];
    }

    public ImmutableArray<PodTarget> Targets { get; }

    /// <summary>Each once.</summary>
    public ImmutableArray<PodTemplate> Templates { get; }

    /// <summary>The containers that certainly answer there; found once.</summary>
    public ImmutableArray<Container> Answering => answering.IsDefault ? answering = Distinct.Of(Targets, AnsweringAt) : answering;

    /// <summary>Where findings about their probes lie; found once.</summary>
    public ImmutableArray<WalkSuspects> OfProbes => !ofProbes.IsDefault ? ofProbes : ofProbes =
        Distinct.Of(Distinct.Of(Targets, static target => target.Pods), static pods => WalkSuspects.At(pods, PlacesOfProbes));

    /// <summary>Where findings about what makes them lie; found once.</summary>
    /// <param name="walks">Who knows each workload as a whole.</param>
    public ImmutableArray<WalkSuspects> OfWorkloads(ServiceWalks walks) => !ofWorkloads.IsDefault ? ofWorkloads : ofWorkloads =
        [.. Distinct.Of(Templates, static pods => pods.Workload).Select(walks.Whole)];

    // The container that declares the port; where none does, a single one cannot but be meant.
    private static Container? AnsweringAt(PodTarget target) =>
        target.Port?.Container ?? (target.Outcome == TargetOutcome.Undeclared && target.Pods.LongRunning is [var only] ? only : null);

    private static ImmutableArray<Text.SourceSpan> PlacesOfProbes(PodTemplate pods) =>
        [.. pods.LongRunning.SelectMany(container => container.Probes.Select(probe => probe.Entry.Span).Prepend(container.NameNode.Span))];
}
