using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A nodePort or healthCheckNodePort outside the range from which the cluster gives them.</summary>
public sealed class NodePortOutOfRange : IRule
{
    private const int LastPort = 65535;

    public string Id => "node-port-out-of-range";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) => context.Part.Services.SelectMany(service => Check(context, service));

    private static IEnumerable<Finding> Check(RuleContext context, ServiceView service)
    {
        // On the other two types the field itself is the mistake (node-port-on-wrong-type).
        if (service.Type is ServiceTypes.ClusterIP or ServiceTypes.ExternalName)
            yield break;

        foreach (var port in service.Ports)
        {
            if (port.NodePort is { } number && IsOutside(context, number))
                yield return Describe(context, service, "nodePort", port.NodePortNode!.Value, number);
        }

        // A number that is no port at all is said as such.
        if (service.TakesHealthCheckNodePort() && service.Given("healthCheckNodePort") is { } check
            && IntOrString.Integer(check.Value) is { } health and >= 1 and <= LastPort && IsOutside(context, health))
        {
            yield return Describe(context, service, "healthCheckNodePort", check.Value, health);
        }
    }

    private static Finding Describe(RuleContext context, ServiceView service, string field, Node at, int number)
    {
        var (first, last) = context.Cluster.NodePorts;
        return context.At(service.Resource, at,
            $"Service '{service.Name}' asks for {MessageText.Plain(field)} '{PortText.Spell(at, number)}', outside the cluster's range '{$"{first}-{last}"}'") with
        {
            Label = "outside the range",
            Effect = "the API server refuses the Service",
            Help = $"{Example(number, first, last)}, or leave {field} out and the cluster picks a free one",
        };
    }

    private static bool IsOutside(RuleContext context, int number) =>
        number < context.Cluster.NodePorts.First || number > context.Cluster.NodePorts.Last;

    // People write 30080 for 80 and for 8080.
    private static string Example(int number, int first, int last)
    {
        var offset = number % 1000;
        return number > 0 && first + offset <= last
            ? string.Create(CultureInfo.InvariantCulture, $"take a number of the range, for example {first + offset}")
            : "take a number of the range";
    }
}
