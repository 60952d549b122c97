using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A probe or hook on a named port that its container does not declare.</summary>
public sealed class ProbePortNameNotFound : IRule
{
    public string Id => "probe-port-name-not-found";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            foreach (var handler in running.Container.Handlers)
            {
                if (handler is { Port: { Name: { } name } port, Declared: null } && Grammars.IsPortName(name)
                    && !running.Container.HasUnreadPorts)
                {
                    yield return Describe(context, running, handler, port);
                }
            }
        }
    }

    private static Finding Describe(RuleContext context, RunningContainer running, Handler handler, IntOrString port)
    {
        var finding = context.At(running.Workload, port.Node,
            $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' asks port '{port.Name}', but the container {Declares(running.Container)}") with
        {
            Label = "this container declares no port of that name",
            Related = [OwnPorts(running)],
            Effect = handler.Consequence,
            Help = HelpFor(running.Container, port),
        };

        var names = running.Container.Ports.Where(own => own.Name is not null).ToList();
        if (Spelling.Nearest(port.Name!, names.Select(own => own.Name!)) is { } nearest)
            return Near(finding, names.First(own => own.Name == nearest), port.Node);
        if (running.Pods.PortsNamed(port.Name!).FirstOrDefault() is { } elsewhere)
            return OnSibling(context, finding, running, handler, elsewhere);
        return ServicePortOfThatName(context, running, port.Name!) is { } service
            ? finding with { Notes = [$"'{port.Name}' is what {service.Service.Resource.Quoted} calls its port {service}; a probe looks at the container's ports only"] }
            : finding;
    }

    private static Finding Near(Finding finding, ContainerPort nearest, Node at) => finding with
    {
        Related = [new RelatedSpan(nearest.NameNode!.Value.Span, $"the container names its port '{nearest.Name}'")],
        Help = $"did you mean '{nearest.Name}'?",
        Fix = Grammars.IsPortName(nearest.Name!) && WithinQuotes(at) is { } span
            ? new Fix($"ask port '{nearest.Name}'", [new TextEdit(span, nearest.Name!)], IsSafe: false)
            : null,
    };

    private static SourceSpan? WithinQuotes(Node scalar) => scalar.Style switch
    {
        ScalarStyle.Plain => scalar.Span,
        ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted =>
            scalar.Span with { Start = scalar.Span.Start + 1, End = scalar.Span.End - 1 },
        _ => null,
    };

    private static Finding OnSibling(RuleContext context, Finding finding, RunningContainer running, Handler handler, ContainerPort other)
    {
        var port = handler.Port!.Value;
        var sibling = Handlers.TitleOf(other.Container);
        return context.At(running.Workload, port.Node,
            $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' asks port '{port.Name}', which only {MessageText.Plain(other.Container.IsInit && !other.Container.IsSidecar ? "init container" : "container")} '{sibling:1}' declares") with
        {
            Label = "looked up in this container only",
            Related = [new RelatedSpan(other.NameNode!.Value.Span, $"the port {other} of container '{sibling}'"), .. finding.Related],
            Effect = finding.Effect,
            Notes = ["a named probe port is looked up in the ports of the probe's own container, never in those of its siblings"],
            Help = other.Container.IsLongRunning && other.Number is { } number
                ? $"move the probe to container '{sibling}', or give the number {number}: the containers of a pod share their network"
                : finding.Help,
        };
    }

    private static MessageText Declares(Container container)
    {
        if (container.Ports.IsEmpty)
            return MessageText.Plain("declares no ports");

        return container.Ports.Any(port => port.Name is not null)
            ? MessageText.Of($"declares only '{Listing.Of(container.Ports):1}'")
            : MessageText.Of($"declares '{Listing.Of(container.Ports):1}' without a name");
    }

    private static RelatedSpan OwnPorts(RunningContainer running)
    {
        if (!running.Container.Ports.IsEmpty && running.Container.Node.FindEntry("ports") is { } ports)
            return new RelatedSpan(ports.Key.Span, $"the ports of container '{running.Title}'");

        return new RelatedSpan(running.Container.NameNode.Head, $"container '{running.Title}' declares no ports");
    }

    private static string HelpFor(Container container, IntOrString port) => container.Ports switch
    {
        [] => $"declare the port: ports: [{{name: {port.Name}, containerPort: …}}], or give its number",
        [{ Name: null, Number: { } only }] => $"name the port: name: {port.Name} beside containerPort: {only}, or ask port {only}",
        [{ Name: { } name, Number: { } only }] => $"ask port {name}, or {only}",
        _ => $"ask one of the container's ports, or declare one with name: {port.Name}",
    };

    // Few Services give their ports such a name, while any number of them may select the pods.
    private static ServicePort? ServicePortOfThatName(RuleContext context, RunningContainer running, string name) =>
        context.Prepare(PortsByName)[name].FirstOrDefault(port => port.Service.Pods.Certain.Contains(running.Pods));

    private static ILookup<string, ServicePort> PortsByName(LinkGraph graph) =>
        graph.Services.SelectMany(service => service.Ports)
            .Where(port => port.Name is not null)
            .ToLookup(port => port.Name!, StringComparer.Ordinal);
}
