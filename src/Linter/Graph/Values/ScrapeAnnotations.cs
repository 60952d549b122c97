using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// The annotation that tells Prometheus which port to ask, on a Service or on pods. Its usual configuration (documentation/examples in
/// prometheus/prometheus) dials that port of each pod where the annotation is a number, and reads past any other text.
/// </summary>
internal static class ScrapeAnnotations
{
    private const string Port = "prometheus.io/port";

    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource)
    {
        if (resource.Kind == Kinds.Service)
            return Judge(graph, resource, resource.Root, () => graph.ServiceOf(resource).Pods.Listening) is { } problem ? [problem] : [];

        return graph.PodsOf(resource).Select(pods => Judge(graph, resource, pods.Node, () => new ListeningPods([pods]))).OfType<ValueProblem>();
    }

    private static ValueProblem? Judge(LinkGraph graph, Resource resource, Node root, Func<ListeningPods> pods)
    {
        if (root.At(Resource.Paths.Annotations) is not { } annotations || annotations.Find("prometheus.io/scrape")?.Is("true") != true
            || annotations.Find(Port) is not { } node || WorkloadReport.Text(node) is not { Length: > 0 } text)
        {
            return null;
        }

        if (text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return NoNumber(resource, node, text);

        return int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            && pods() is var listening && !listening.MayHave(number, node)
            && listening.FindFront(number, graph) is var (front, meant)
            ? OfService(resource, node, text, front, meant)
            : null;
    }

    private static ValueProblem NoNumber(Resource resource, Node node, string text) => new(
        resource, node, MessageText.Of($"annotation '{Port}' of '{resource}' is '{text}', but the usual configuration of Prometheus reads a number"))
    {
        Severity = Severity.Warning,
        Label = "no number",
        Effect = "the annotation is read past: every declared port of the pods is asked instead",
        Help = "write the number of the container's port",
    };

    private static ValueProblem OfService(Resource resource, Node node, string text, ServicePort front, int meant) => new(
        resource, node,
        MessageText.Of($"annotation '{Port}' of '{resource}' is '{text}', the port of Service '{front.Service.Name}', but Prometheus asks the pods, which have port '{WorkloadReport.Spell(meant)}' behind it"))
    {
        Severity = Severity.Warning,
        Label = "a port of the Service, not of its pods",
        Related = new RelatedSpan((front.PortNode ?? front.Node).Span, $"sends to port {WorkloadReport.Spell(meant)} of the pods"),
        Effect = "where nothing in the pods listens there, their metrics are not collected",
        Help = $"write \"{WorkloadReport.Spell(meant)}\", or the number of the port that serves the metrics",
    };
}
