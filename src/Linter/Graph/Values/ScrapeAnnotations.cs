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
            return AskedOf(resource.Root) is { } asked ? Judge(graph, resource, asked, graph.ServiceOf(resource).Pods.Listening) : [];

        List<ValueProblem>? problems = null;
        foreach (var pods in graph.PodsOf(resource))
        {
            if (AskedOf(pods.Node) is { } asked)
                (problems ??= []).AddRange(Judge(graph, resource, asked, new ListeningPods([pods])));
        }

        return problems ?? (IEnumerable<ValueProblem>)[];
    }

    // Where Prometheus is told to ask at all.
    private static Node? AskedOf(Node root) =>
        root.At(Resource.Paths.Annotations) is { } annotations && annotations.Find("prometheus.io/scrape")?.Is("true") == true
            ? annotations.Find(Port)
            : null;

    private static IEnumerable<ValueProblem> Judge(LinkGraph graph, Resource resource, Node node, ListeningPods pods)
    {
        if (WorkloadReport.Text(node) is not { Length: > 0 } text)
            yield break;

        if (text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            yield return NoNumber(resource, node, text);
        else if (int.TryParse(text, CultureInfo.InvariantCulture, out var number) && !pods.MayHave(number, node)
            && pods.FindFront(number, graph) is var (front, meant))
        {
            yield return OfService(resource, node, text, front, meant);
        }
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
