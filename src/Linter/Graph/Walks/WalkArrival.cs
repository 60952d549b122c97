using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;

namespace Linter.Graph.Walks;

/// <summary>The pods at which walks through a Service arrive, and how walks speak of them.</summary>
/// <param name="service">The Service.</param>
/// <param name="arriving">Its pods.</param>
/// <param name="isOne">A single pod of them is dialled by its own name.</param>
/// <param name="scalers">What changes their number.</param>
internal sealed class WalkArrival(ServiceView service, ArrivingPods arriving, bool isOne, Scalers scalers)
{
    private readonly ImmutableArray<PodTemplate> templates = arriving.Templates;

    /// <summary>What makes them, each once; worked out at each call.</summary>
    public ImmutableArray<Resource> Workloads => Distinct.Of(templates, static pods => pods.Workload);

    /// <summary>The manifests ask for none.</summary>
    public bool IsEmpty => templates.All(static pods => pods.Replicas == 0);

    /// <summary>All of them end by themselves.</summary>
    public bool RunsToCompletion => templates.All(static pods => pods.RunsToCompletion);

    public ImmutableArray<WalkPods> Pods =>
        [.. arriving.Targets.Select(target => new WalkPods(target.Pods.Workload, IsOne ? 1 : target.Pods.Replicas, target.Number,
            target.Port?.Container.Name ?? ""))];

    /// <summary>"2 replicas".</summary>
    public string Count => IsOne ? "1 pod" : Replicas;

    /// <summary>"Deployment shop/cart; they run to completion".</summary>
    public string How => Who + (IsEmpty ? "; " + scalers.WhyEmpty(templates) : RunsToCompletion ? "; they run to completion" : "");

    /// <summary>"Deployment shop/cart:8080 (2 replicas)".</summary>
    public string Brief => $"{Who}{(arriving.Targets[0].Number is { } number ? ":" + WalkText.Of(number) : "")} ({Count})";

    private bool IsOne => isOne || service.Selector?.Pairs.Any(pair => pair.Key == "statefulset.kubernetes.io/pod-name") == true;

    private string Who => Workloads is [var only] ? WalkText.Full(only) : WalkText.List([.. Workloads.Select(WalkText.Full)], 2);

    private string Replicas
    {
        get
        {
            if (templates.All(static pods => pods.Workload.Kind == Kinds.DaemonSet))
                return "one on each node";
            if (templates.Any(static pods => pods.Replicas is null))
                return "replicas not given";

            var sum = templates.Sum(pods => (long)pods.Replicas!.Value);
            return $"{sum.ToString(CultureInfo.InvariantCulture)} replica{(sum == 1 ? "" : "s")}{(sum > 0 && templates.Any(scalers.Scale) ? ", autoscaled" : "")}";
        }
    }
}
