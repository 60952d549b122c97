using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The paths that requests for one host choose from: those of all Ingresses of one class, or of one load balancer.</summary>
/// <param name="Host">In lower case; empty for rules without host.</param>
/// <param name="Class">Null where the Ingresses name none.</param>
/// <param name="Paths">In the order of files and documents.</param>
internal sealed record IngressHost(string Host, string? Class, ImmutableArray<IngressPath> Paths)
{
    /// <summary>The annotation by which ingress-nginx reads all these paths as regular expressions; null where it does not.</summary>
    public Entry? RegexAnnotation { get; } = RegexAnnotationOf(Paths);

    /// <summary>
    /// The level of a collision of two paths: where neither the class nor the host is named, two Ingresses may be served
    /// by different load balancers.
    /// </summary>
    public Severity LevelOf(IngressPath one, IngressPath other, Severity certain) =>
        Class is not null || ReferenceEquals(one.Rule.Ingress, other.Rule.Ingress) ? certain
        : Host.Length > 0 ? Severity.Warning
        : Severity.Note;

    /// <summary>
    /// The paths that take all requests they match, each Ingress once: what takes only some is no rival, and a repeated
    /// definition of one Ingress replaces the first.
    /// </summary>
    public IEnumerable<IngressPath> Rivals(LinkGraph graph)
    {
        var ingresses = new Dictionary<(string? Namespace, string Name), IngressView>();
        var takesAll = new Dictionary<IngressView, bool>();
        foreach (var path in Paths)
        {
            var ingress = path.Rule.Ingress;
            if (!takesAll.TryGetValue(ingress, out var isRival))
                takesAll[ingress] = isRival = !IngressControllers.TakesSome(ingress) && IsFirst(graph, ingresses, ingress);
            if (isRival && path.Backend is { IsControllerAction: false } backend && !IngressControllers.IsConditional(backend))
                yield return path;
        }
    }

    private static Entry? RegexAnnotationOf(ImmutableArray<IngressPath> paths)
    {
        foreach (var path in paths)
        {
            if (IngressControllers.RegexAnnotation(path) is { } entry)
                return entry;
        }

        return null;
    }

    private static bool IsFirst(LinkGraph graph, Dictionary<(string? Namespace, string Name), IngressView> seen, IngressView ingress)
    {
        if (ingress.Resource.Name.Length == 0)
            return true;

        foreach (var same in graph.Namespaces.Same(ingress.Resource.Namespace))
        {
            if (seen.TryGetValue((same, ingress.Resource.Name), out var first))
                return ReferenceEquals(first, ingress);
        }

        seen.Add((ingress.Resource.Namespace, ingress.Resource.Name), ingress);
        return true;
    }
}

/// <summary>Groups the paths of a unit by what they compete for.</summary>
internal static class IngressHosts
{
    /// <summary>Every host of every class, in the order of their first paths.</summary>
    public static List<IngressHost> Of(LinkGraph graph)
    {
        var order = new List<List<IngressRule>>();
        var byKey = new Dictionary<(string? Class, string Scope, string Host), List<IngressRule>>();
        foreach (var ingress in graph.Ingresses)
        {
            var scope = IngressControllers.ScopeOf(ingress);
            foreach (var rule in ingress.Rules)
            {
                if (rule.Paths.IsEmpty)
                    continue;

                var key = (ingress.Class, scope, rule.Host.ToLowerInvariant());
                if (!byKey.TryGetValue(key, out var rules))
                    order.Add(byKey[key] = rules = new List<IngressRule>(1));
                rules.Add(rule);
            }
        }

        return order.ConvertAll(rules => new IngressHost(rules[0].Host.ToLowerInvariant(), rules[0].Ingress.Class,
            rules is [var only] ? only.Paths : [.. rules.SelectMany(rule => rule.Paths)]));
    }

    /// <summary>Two backends certainly send requests to different places.</summary>
    public static bool Differ(LinkGraph graph, IngressBackend one, IngressBackend other)
    {
        if (one.ServiceName is null || other.ServiceName is null)
        {
            return one.ServiceName is null ^ other.ServiceName is null
                ? IsComplete(one) && IsComplete(other)
                : TextOf(one.ResourceNode) != TextOf(other.ResourceNode);
        }

        if (one.ServiceName != other.ServiceName
            || graph.Namespaces.Meet(one.Ingress.Resource.Namespace, other.Ingress.Resource.Namespace) == Meeting.No)
        {
            return true;
        }

        return one.Port is { } a && other.Port is { } b && PortsDiffer(graph, one, a, b);
    }

    /// <summary>"web:80", "StorageBucket assets".</summary>
    public static string Describe(IngressBackend backend) =>
        backend.ServiceName is not { } name ? TextOf(backend.ResourceNode)
        : backend.Port is { } port ? $"{name}:{port}"
        : name;

    private static bool PortsDiffer(LinkGraph graph, IngressBackend backend, IntOrString one, IntOrString other)
    {
        if (one.Name is null == other.Name is null)
            return one.ToString() != other.ToString();

        // A name and a number: the same where the Service says so, and no claim without it.
        var (name, number) = one.Name is null ? (other.Name, one.Number) : (one.Name, other.Number);
        var services = backend.Services(graph);
        return !services.IsEmpty && !services.Any(service => service.Ports.Any(port => port.Name == name && port.Port == number));
    }

    private static bool IsComplete(IngressBackend backend) =>
        backend.ServiceName is not null || backend.ResourceNode is { IsMapping: true };

    private static string TextOf(Node? resource) => $"{resource?.Find("kind")?.Value} {resource?.Find("name")?.Value}".Trim();
}
