using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An httpGet probe that speaks HTTP to an HTTPS port, or the other way round.</summary>
public sealed class ProbeScheme : IRule
{
    private const string Http = "HTTP";
    private const string Https = "HTTPS";

    public string Id => "probe-scheme";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            foreach (var probe in running.Container.Probes)
            {
                if (probe.FindHandler() is { Kind: Handler.HttpGet, HostNode: null } handler
                    && Judge(context, running, handler) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Finding? Judge(RuleContext context, RunningContainer running, Handler handler)
    {
        var written = handler.Node.Find("scheme") is { IsScalar: true, IsNull: false } scheme && scheme.Value.Length > 0
            ? scheme
            : (Node?)null;
        var speaks = written?.Value ?? Http;
        if (handler.Port is not { } port || (speaks != Http && speaks != Https) || SchemeOf(handler, port) is not { } expected
            || expected == speaks)
        {
            return null;
        }

        var at = written ?? port.Node;
        var finding = handler.Declared is { } declared
            ? OnDeclared(context, running, handler, at, speaks, expected, declared)
            : context.At(running.Workload, at,
                $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' speaks '{speaks}' to port '{port}', but that is a port of '{expected}' by its number");
        return finding with
        {
            Label = written is null ? "HTTP, as scheme is not set" : $"{speaks} here",
            Effect = (speaks == Http
                ? "a TLS server answers plain HTTP with 400 or closes the connection, so "
                : "a plain HTTP server cannot answer the TLS handshake, so ") + handler.Consequence,
            Help = written is null ? $"add scheme: {expected}" : $"set scheme to {expected}, or name the port for what it speaks",
        };
    }

    private static Finding OnDeclared(
        RuleContext context, RunningContainer running, Handler handler, Node at, string speaks, string expected, ContainerPort declared)
    {
        var byName = SchemeOfName(declared.Name) == expected;
        return context.At(running.Workload, at,
            $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' speaks '{speaks}' to port '{declared:1}', but that is a port of '{expected}' by its {MessageText.Plain(byName ? "name" : "number")}") with
        {
            Related = [new RelatedSpan((byName ? declared.At : declared.NumberNode ?? declared.At).Span, $"a port of {expected}")],
        };
    }

    // The name says more than the number; one that says both leaves it open. A name that is not declared is another rule's finding.
    private static string? SchemeOf(Handler handler, IntOrString port)
    {
        if (port.Name is not null && handler.Declared is null)
            return null;

        return SchemeOfName(handler.Declared?.Name) switch
        {
            "" => null,
            { } scheme => scheme,
            null => handler.Number switch { 80 => Http, 443 => Https, _ => null },
        };
    }

    /// <summary>Empty for a name that says both, null for one that says neither.</summary>
    private static string? SchemeOfName(string? name)
    {
        var words = (name ?? "").Split('-');
        return (words.Contains("http", StringComparer.Ordinal), words.Contains("https", StringComparer.Ordinal)) switch
        {
            (true, true) => "",
            (true, false) => Http,
            (false, true) => Https,
            _ => null,
        };
    }
}
