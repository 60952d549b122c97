using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Linter.Engine;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Tests.Properties;

/// <summary>From a Service port to a container port, against the endpoints controller's rule written down naively.</summary>
public sealed class EndpointProperties
{
    private static readonly Gen<Port> Ports =
        from name in Gen.Elements("", "http", "web", "dns")
        from number in Gen.Elements(53, 80, 8080)
        from protocol in Gen.Elements("", "TCP", "UDP")
        select new Port(name, number, protocol);

    private static readonly Gen<Container> Containers =
        from ports in Ports.ListOf()
        from role in Gen.Elements("regular", "regular", "init", "sidecar")
        select new Container(role, [.. ports.Take(3)]);

    private static readonly Gen<(Container[] Containers, string Target, int Number, string Protocol)> Cases =
        from containers in Containers.NonEmptyListOf()
        from target in Gen.Elements("", "80", "8080", "http", "web", "dns", "\"80\"")
        from number in Gen.Elements(53, 80)
        from protocol in Gen.Elements("", "TCP", "UDP")
        select (containers.Take(4).ToArray(), target, number, protocol);

    [Fact]
    public void A_port_goes_where_the_endpoints_controller_sends_it() => Holds.For(
        Cases,
        given =>
        {
            var text = Write(given.Containers, given.Target, given.Number, given.Protocol);
            var input = new InputFiles([new InputFile("a.yaml", null, text)], [], []);
            var port = LintEngine.Inspect(input, new LintOptions()).Units[0].Graph.Services.Single().Ports.Single();
            var resolved = EndpointResolution.Resolve(port).Single();
            var actual = (resolved.Outcome, resolved.Number);
            var expected = Expected(given.Containers, given.Target, given.Number, given.Protocol.Length == 0 ? "TCP" : given.Protocol);
            return actual == expected ? null : $"{actual} and not {expected} for\n{text}";
        },
        1000);

    // k8s.io/kubernetes pkg/controller/util/endpoint, FindPort: a number is taken as it is; a name is looked for among the
    // containers, then among the init containers that are restarted always.
    private static (TargetOutcome, int?) Expected(Container[] containers, string target, int number, string protocol)
    {
        var declared = containers.Where(container => container.Role == "regular")
            .Concat(containers.Where(container => container.Role == "sidecar"))
            .SelectMany(container => container.Ports)
            .Where(port => (port.Protocol.Length == 0 ? "TCP" : port.Protocol) == protocol)
            .ToList();
        if (target.Length == 0 || int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            var wanted = target.Length == 0 ? number : int.Parse(target, CultureInfo.InvariantCulture);
            return (declared.Exists(port => port.Number == wanted) ? TargetOutcome.Declared : TargetOutcome.Undeclared, wanted);
        }

        return declared.Find(port => port.Name == target.Trim('"')) is { } found
            ? (TargetOutcome.Declared, found.Number)
            : (TargetOutcome.Unresolved, null);
    }

    private static string Write(Container[] containers, string target, int number, string protocol)
    {
        string List(bool isInit) =>
            string.Join(", ",
                containers.Select((container, at) => (container, at)).Where(entry => entry.container.Role == "regular" != isInit)
                    .Select(entry => entry.container.Text(entry.at)));
        var targetPort = target.Length == 0 ? "" : $", targetPort: {target}";
        var ports = $"[{{port: {number}{targetPort}{(protocol.Length == 0 ? "" : $", protocol: {protocol}")}}}]";
        var (regular, init) = (List(isInit: false), List(isInit: true));
        return """
            apiVersion: v1
            kind: Service
            metadata: { name: s }
            spec: {selector: {app: a}, ports: PORTS }
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: p, labels: {app: a}}
            spec: {containers: [REGULAR], initContainers: [INIT] }
            """.Replace("PORTS", ports, StringComparison.Ordinal).Replace("REGULAR", regular, StringComparison.Ordinal).Replace("INIT", init, StringComparison.Ordinal);
    }

    private sealed record Port(string Name, int Number, string Protocol)
    {
        public string Text =>
            $"{{containerPort: {Number}{(Name.Length == 0 ? "" : $", name: {Name}")}{(Protocol.Length == 0 ? "" : $", protocol: {Protocol}")}}}";
    }

    private sealed record Container(string Role, Port[] Ports)
    {
        public string Text(int at) =>
            $"{{name: c{at}, image: \"c:1\"{(Role == "sidecar" ? ", restartPolicy: Always" : "")}, ports: [{string.Join(", ", Ports.Select(port => port.Text))}]}}";
    }
}
