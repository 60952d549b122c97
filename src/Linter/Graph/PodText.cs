using System.Collections.Immutable;
using Linter.Findings;

namespace Linter.Graph;

/// <summary>How messages speak of pods and the ports that they declare.</summary>
internal static class PodText
{
    private const int Shown = 4;

    /// <summary>"8080 (http), 9090"; "no ports" where there are none.</summary>
    public static string Ports(IEnumerable<ContainerPort> ports) => List(ports.Select(port => port.ToString()), "no ports");

    /// <summary>"Deployment web, Deployment api and 3 more"; each workload once.</summary>
    public static string Workloads(IEnumerable<PodTemplate> pods) => List(pods.Select(some => some.ToString()), "no workload");

    /// <summary>"container 'web' of 'Deployment shop'".</summary>
    public static MessageText Container(PodTemplate pods, Container container) =>
        MessageText.Of($"{MessageText.Plain(container.IsInit ? "init container" : "container")} '{Handlers.TitleOf(container)}' of '{pods.Workload}'");

    /// <summary>A note of what was looked at: each workload with its ports.</summary>
    public static string LookedAt(ImmutableArray<PodTemplate> pods) =>
        $"looked at: {List(pods.Select(some => $"{some} ({Ports(some.DeclaredPorts)})"), "no workload")}";

    /// <summary>"declares only '8080 (http)'" or "declares no ports"; its subject is a workload.</summary>
    public static MessageText Declares(PodTemplate pods) => pods.DeclaredPorts.Any()
        ? MessageText.Of($"declares only '{Ports(pods.DeclaredPorts)}'")
        : MessageText.Plain("declares no ports");

    /// <summary>"'Deployment web'"; "none of the '3' workloads behind it has that: 'Deployment web'" where there are several. Links to the first other end.</summary>
    public static MessageText Subject(ImmutableArray<PodTemplate> pods, PodTemplate shown)
    {
        var workloads = pods.Select(some => some.Workload).Distinct().Count();
        return workloads == 1 ? MessageText.Of($"'{shown:1}'") : MessageText.Of($"none of the '{workloads}' workloads behind it has that: '{shown:1}'");
    }

    /// <summary>" (and '2' more)"; empty where there is only one workload.</summary>
    public static MessageText AndMore(ImmutableArray<PodTemplate> pods)
    {
        var others = pods.Select(some => some.Workload).Distinct().Count() - 1;
        return others > 0 ? MessageText.Of($" (and '{others}' more)") : MessageText.Plain("");
    }

    /// <summary>Where a workload says its ports: this port, else its first one, else its first container's name.</summary>
    public static RelatedSpan Place(PodTemplate pods, ContainerPort? port)
    {
        if ((port ?? pods.DeclaredPorts.FirstOrDefault()) is { } declared)
            return new RelatedSpan(declared.At.Span, $"{pods.Workload.Quoted} declares port '{declared}' here");

        var container = pods.LongRunning.FirstOrDefault();
        return container is null
            ? new RelatedSpan(pods.Workload.NameNode.Span, $"{pods.Workload.Quoted} has no containers")
            : new RelatedSpan(container.NameNode.Span, $"{container} of {pods.Workload.Quoted} declares no ports");
    }

    private static string List(IEnumerable<string> items, string none)
    {
        var all = items.Distinct(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? none
            : all.Count > Shown + 1 ? $"{string.Join(", ", all.Take(Shown))} and {all.Count - Shown} more"
            : string.Join(", ", all);
    }
}
