using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Text;

namespace Linter.Rules;

/// <summary>What is said of a port that a Route of OpenShift asks for and that no endpoint of its Service has.</summary>
internal static class RouteTargetPortFindings
{
    private const int MostShown = 4;

    /// <summary>Each port once for each Service.</summary>
    public static IEnumerable<Finding> Of(RuleContext context) =>
        RouteTargetPort.Of(context.Graph)
            .DistinctBy(asked => (asked.Asked.Node, asked.Backend.Name, asked.Backend.From))
            .Select(asked => Judge(context, asked))
            .OfType<Finding>();

    private static Finding? Judge(RuleContext context, RouteTargetPort target)
    {
        var services = target.Backend.Services(context.Graph);
        if (services.IsEmpty || services.Any(service => target.IsIn(service) is not false))
            return null;

        var (service, asked) = (services[0], target.Asked.ToString());
        ImmutableArray<ServicePort> ports = [.. service.Ports.Where(RouteTargetPort.IsServed)];
        var own = ports.FirstOrDefault(port => port.Port?.ToString(CultureInfo.InvariantCulture) == asked);
        var near = own is null && Spelling.Nearest(asked, ports.Select(port => port.Name).OfType<string>()) is { } name
            ? ports.First(port => port.Name == name)
            : null;
        var meant = own ?? near ?? (ports is [var only] ? only : null);
        var right = meant is null ? null : target.Asked.Number is null ? meant.Name ?? RouteTargetPort.NumberOf(meant)
            : RouteTargetPort.NumberOf(meant) ?? meant.Name;
        var has = ports.IsEmpty
            ? MessageText.Plain("which has no port of TCP")
            : MessageText.Of($"whose pods have only '{Listing.Of(ports, RouteTargetPort.Describe, MostShown):1}'");
        var why = own is null ? MessageText.Plain("") : MessageText.Of($"; '{asked}' is the Service's own port");
        return context.At(target.Backend.From, target.Asked.Node,
            $"'{target.Backend.From}' sends to port '{asked}' behind Service '{service.Name}', {has}{why}") with
        {
            Label = "no pod is dialled at such a port",
            Related = meant is not null ? [Exposed(service, meant)]
                : ports.IsEmpty ? [Whereabouts.Definition(service.Resource)]
                : [.. ports.Take(MostShown).Select(port => Exposed(service, port))],
            Effect = "the router finds no endpoint for the Route and answers 503",
            Help = ports.IsEmpty ? $"give Service '{service.Name}' a port of TCP"
                : right is null ? "write the number of a port of the pods, or the name of the Service's port"
                : near is not null ? $"did you mean '{right}'?"
                : $"a Route means the port of the pods by its number, or the Service's by its name: write {right}",
            Fix = right is not null && Edit(target, right) is { } edit
                ? new Fix($"send to port {right}", [edit], IsSafe: own is not null)
                : null,
        };
    }

    // A number in quotes would do, but nobody writes it.
    private static TextEdit? Edit(RouteTargetPort target, string right) => right.All(char.IsAsciiDigit)
        ? ScalarEdit.ReplaceRaw(target.Backend.From.Root, target.Asked.Node, right)
        : ScalarEdit.Replace(target.Backend.From.Root, target.Asked.Node, right);

    private static RelatedSpan Exposed(ServiceView service, ServicePort port) =>
        new((port.TargetPortNode ?? port.NameNode ?? port.At).Span, $"Service '{service.Name}' sends to {RouteTargetPort.Describe(port)} here");
}
