using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// A Server of Linkerd: a port of the pods that it selects in its namespace, by the name that containers give it or by a number, which
/// need not be declared (policy-controller/k8s/index/src/inbound/index.rs in linkerd/linkerd2, select_ports).
/// </summary>
internal static class LinkerdServers
{
    public static readonly GroupKind Server = new("policy.linkerd.io", "Server");

    private const string Effect = "no connection comes under this Server: the default policy decides on all of them";

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var server = values.Resource;
        if (server.Find(Resource.Paths.Spec) is not { } spec || spec.Find("podSelector") is not { IsMapping: true } written
            || LabelSelector.FromSelector(written) is not { IsEmpty: false } selector
            || graph.Externals.HasPods(server.Namespace, selector))
        {
            return;
        }

        var pods = graph.SelectPods(server.Namespace, selector);
        var problem = !pods.Possible.IsEmpty || graph.HasNone(Kinds.Pod) ? null
            : pods.Certain.IsEmpty ? UnmetSelectors.Of(graph, server, selector, Effect)
            : IntOrString.Read(spec.Find("port")) is not { } port ? null
            : port.Number is { } number ? OfNumber(graph, server, port.Node, number, pods)
            : OfName(graph, server, port, pods);
        if (problem is not null)
            values.Add(problem);
    }

    private static ValueProblem? OfName(LinkGraph graph, Resource server, IntOrString port, PodSelection selection)
    {
        if (selection.Listening.MayHave(port.Name!, port.Node) || graph.Stage.MayHide(Makes.Pods) is not null)
            return null;

        var pods = selection.Certain;
        var isNumber = port.Name!.All(char.IsAsciiDigit);
        var near = isNumber ? null
            : Spelling.Nearest(port.Name!, pods.Take(Spelling.MostCandidates).SelectMany(some => some.DeclaredPorts)
                .Where(one => one.Protocol == "TCP")
                .Select(one => one.Name)
                .OfType<string>());
        var shown = near is null ? pods[0] : pods.First(some => some.DeclaredPorts.Any(one => one.Name == near));
        return Problem(server, port.Node,
            MessageText.Of($"'{server}' is for the port called '{port}', but '{shown:1}' {PodText.Declares(shown)}{PodText.AndMore(selection.Owners.Length)}"),
            "no container port has this name",
            PodText.Place(shown, shown.DeclaredPorts.FirstOrDefault(one => one.Name == near && near is not null)),
            isNumber ? $"write {port} without quotes, which make a name of it"
                : near is not null ? $"did you mean '{near}'?"
                : "name a container port, or give the number") with
        {
            Fix = near is not null && ScalarEdit.Replace(server.Root, port.Node, near) is { } edit
                ? new Fix($"name port '{near}'", [edit], IsSafe: false)
                : null,
        };
    }

    // A number that no container declares may be listened on all the same, surely where a container is told it; that of a Service which
    // sends it to another one is not.
    private static ValueProblem? OfNumber(LinkGraph graph, Resource server, Node at, int number, PodSelection selection)
    {
        if (selection.Listening.MayHave(number, at) || selection.Listening.FindFront(number, graph) is not var (front, meant))
            return null;

        var right = meant.ToString(CultureInfo.InvariantCulture);
        return Problem(server, at,
            MessageText.Of($"'{server}' is for port '{at.Value}', which is that of Service '{front.Service.Name:1}'; '{selection.Certain[0]}' gets it on '{right}'"),
            "the Service's port, not the pods'",
            new RelatedSpan(front.TargetNode.Span, $"{front.Service.Resource.Quoted} sends it to {right}"),
            $"write port: {right}") with
        {
            Fix = ScalarEdit.ReplaceRaw(server.Root, at, right) is { } edit ? new Fix($"take port {right}", [edit], IsSafe: false) : null,
        };
    }

    private static ValueProblem Problem(Resource server, Node at, MessageText message, string label, RelatedSpan? related, string help) =>
        new(server, at, message) { Severity = Severity.Warning, Label = label, Related = related, Effect = Effect, Help = help };
}
