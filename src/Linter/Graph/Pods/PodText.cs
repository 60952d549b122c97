using System.Collections.Immutable;
using Linter.Findings;

namespace Linter.Graph;

/// <summary>How messages speak of pods and the ports that they declare.</summary>
internal static class PodText
{
    private const int Shown = 4;

    /// <summary>"8080 (http), 9090"; "no ports" where there are none.</summary>
    public static string Ports(IEnumerable<ContainerPort> ports)
    {
        return List([.. ports.Select(port => port.ToString()).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>"Deployment web, Deployment api and 3 more"; each workload once.</summary>
    public static string Workloads(IEnumerable<PodTemplate> pods) => List(pods, some => some.ToString());

    /// <summary>"container 'web' of 'Deployment shop'".</summary>
    public static MessageText Container(PodTemplate pods, Container container) =>
        MessageText.Of($"{MessageText.Plain(container.IsInit ? "init container" : "container")} '{Handlers.TitleOf(container)}' of '{pods.Workload}'");

    /// <summary>A note of what was looked at: each workload with its ports.</summary>
    public static string LookedAt(ImmutableArray<PodTemplate> pods) =>
        $"looked at: {List(pods, some => $"{some} ({some.PortsText})")}";

    /// <summary>"declares only '8080 (http)'" or "declares no ports"; its subject is a workload.</summary>
    public static MessageText Declares(PodTemplate pods) => pods.DeclaredPorts.Any()
        ? MessageText.Of($"declares only '{pods.PortsText}'")
        : MessageText.Plain("declares no ports");

    /// <summary>The same for who looks for another protocol than TCP: "declares only '53/TCP (dns)'".</summary>
    public static MessageText Declares(PodTemplate pods, string protocol) => protocol == "TCP" || pods.DeclaredPorts.IsEmpty
        ? Declares(pods)
        : MessageText.Of($"declares only '{List([.. pods.DeclaredPorts.Select(port => port.WithProtocol).Distinct(StringComparer.Ordinal)])}'");

    /// <summary>
    /// "'Deployment web'"; "none of the '3' workloads behind it has that: 'Deployment web'" where there are several. Links to the first
    /// other end.
    /// </summary>
    /// <param name="workloads">How many there are.</param>
    /// <param name="shown">The one that is named.</param>
    public static MessageText Subject(int workloads, PodTemplate shown) => workloads == 1
        ? MessageText.Of($"'{shown:1}'")
        : MessageText.Of($"none of the '{workloads}' workloads behind it has that: '{shown:1}'");

    /// <summary>How many workloads make the pods.</summary>
    public static int CountWorkloads(ImmutableArray<PodTemplate> pods) => pods.Select(some => some.Workload).Distinct().Count();

    /// <summary>" (and '2' more workloads)"; empty where there is only one.</summary>
    public static MessageText AndMore(ImmutableArray<PodTemplate> pods) => AndMore(CountWorkloads(pods));

    /// <summary>" (and '2' more workloads)"; empty where there is only one.</summary>
    /// <param name="workloads">How many there are.</param>
    public static MessageText AndMore(int workloads) => workloads > 1
        ? MessageText.Of($" (and '{workloads - 1}' more {MessageText.Plain(workloads == 2 ? "workload" : "workloads")})")
        : MessageText.Plain("");

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

    // Only what is shown is put into words.
    private static string List(IEnumerable<PodTemplate> pods, Func<PodTemplate, string> text)
    {
        var all = pods.DistinctBy(some => some.Workload).ToList();
        return List(all.Take(Shown + 1).Select(text), all.Count, "no workload");
    }

    private static string List(List<string> texts) => List(texts, texts.Count, "no ports");

    private static string List(IEnumerable<string> texts, int count, string none) => count == 0 ? none
        : count > Shown + 1 ? $"{string.Join(", ", texts.Take(Shown))} and {count - Shown} more"
        : string.Join(", ", texts);
}
