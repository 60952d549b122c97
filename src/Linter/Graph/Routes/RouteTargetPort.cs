using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Graph;

/// <summary>
/// The spec.port.targetPort of a Route of OpenShift. It is no port of the Service but one of its endpoints': their number, or the name that
/// they have from the Service's port, of TCP alone (createRouterEndpoints and endpointsForAlias in openshift/router, pkg/router/template).
/// </summary>
/// <param name="Backend">A Service that the Route sends to.</param>
/// <param name="Asked">What stands there.</param>
internal sealed record RouteTargetPort(NamedBackend Backend, IntOrString Asked)
{
    private static readonly GroupKind Route = new("route.openshift.io", "Route");

    /// <summary>One for each Service that a Route names, in the order of the manifests.</summary>
    public static IEnumerable<RouteTargetPort> Of(LinkGraph graph)
    {
        foreach (var backend in graph.NamedBackends)
        {
            if (backend.From.Kind == Route
                && IntOrString.Read(backend.From.Root.Find("spec")?.Find("port")?.Find("targetPort")) is { } asked
                && !Placeholders.IsPlaceholder(asked.Node.Value))
            {
                yield return new RouteTargetPort(backend, asked);
            }
        }
    }

    /// <summary>Whether the endpoints of the Service have the port; null where that cannot be told.</summary>
    public bool? IsIn(ServiceView service)
    {
        if (service.Selector is null || service.IsExternalName || service.HasUnreadPorts)
            return null;

        var isAnyUnknown = false;
        foreach (var port in service.Ports.Where(IsServed))
        {
            var numbers = NumbersOf(port);
            if (port.Name == Asked.ToString() || numbers.Contains(Asked.ToString(), StringComparer.Ordinal))
                return true;
            isAnyUnknown |= numbers.IsEmpty;
        }

        return isAnyUnknown && IsNumber ? null : false;
    }

    /// <summary>The endpoints of a Service's port as a message calls them: "8080 (http)"; "http" where the number is not known.</summary>
    public static string Describe(ServicePort port) => (NumberOf(port), port.Name) switch
    {
        ({ } number, { } name) => $"{number} ({name})",
        var (number, name) => number ?? name ?? port.TargetPort.ToString()!,
    };

    /// <summary>The number of the pods behind a Service's port; null where there is none or several.</summary>
    public static string? NumberOf(ServicePort port) => NumbersOf(port) is [var only] ? only : null;

    /// <summary>The router sends nothing to ports of UDP.</summary>
    public static bool IsServed(ServicePort port) => port.Protocol == "TCP";

    private bool IsNumber => int.TryParse(Asked.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // Empty where nobody can know: no pod is here that shows what the name stands for.
    private static ImmutableArray<string> NumbersOf(ServicePort port)
    {
        if (port.TargetPort is { Number: { } number })
            return [Text(number)];

        var targets = port.Targets;
        return targets.Any(target => target.Number is null) ? []
            : [.. targets.Select(target => Text(target.Number!.Value)).Distinct(StringComparer.Ordinal)];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
