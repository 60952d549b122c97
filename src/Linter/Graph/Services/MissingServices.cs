using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A Service that was probably meant by a name which no Service has.</summary>
/// <param name="Service">The Service.</param>
/// <param name="Says">The scalar that speaks for it: a label in its selector, or the name of a workload behind it.</param>
internal sealed record ServiceBehind(ServiceView Service, Node Says);

/// <summary>What speaks for a name being a Service's although no Service has it: a near name, a Service's pods, a workload.</summary>
internal sealed class MissingServices(LinkGraph graph)
{
    private const int ShortestWord = 4;

    private static readonly NodePath Replicas = NodePath.Parse("spec.replicas");
    private static readonly NodePath FirstOrdinal = NodePath.Parse("spec.ordinals.start");

    private readonly ServiceNames names = graph.ServiceNames;
    private ILookup<string, ServiceBehind>? behind;
    private ILookup<string, PodTemplate>? workloads;
    private ILookup<string, ServiceView>? numbered;
    private ILookup<(string? Namespace, int Port), ServiceView>? byPort;
    private HashSet<Resource>? scaled;

    /// <summary>The Services of the namespace.</summary>
    public ImmutableArray<Resource> In(string? @namespace) => names.In(@namespace);

    /// <summary>
    /// A custom resource makes the Service: it has the very name, or is of a kind that is known to make Services called after it.
    /// </summary>
    public bool IsMade(string? @namespace, string name) =>
        names.Maker(@namespace, name) is { } maker && (maker.Name == name || maker.Info.IsKnown);

    /// <summary>The same of any custom resource whose name it begins with, whatever is known of its kind.</summary>
    public bool MayBeMade(string? @namespace, string name) => names.Maker(@namespace, name) is not null;

    /// <summary>
    /// A Service whose name is a slip of the finger away; null where none is, or where the two belong to one set: web-1 and web-2.
    /// </summary>
    public Resource? Nearest(string? @namespace, string name) =>
        names.Nearest(@namespace, name) is { } near && !AreSiblings(name, near.Name) ? near : null;

    /// <summary>
    /// A Service that had this very name, or one a slip of the finger away, before kustomize renamed it; null where none had.
    /// </summary>
    public RenamedResource? Renamed(string? @namespace, string name) =>
        names.RenamedFrom(@namespace, name) is { } same ? new RenamedResource(same, name)
        : names.NearestRenamed(@namespace, name) is { } near && !AreSiblings(name, near.Former) ? near
        : null;

    /// <summary>
    /// The Services of the namespace whose pods go by this name, or by it without "-svc": their workload's name, or the label that is
    /// selected.
    /// </summary>
    public ImmutableArray<ServiceView> Behind(string? @namespace, string name, out Node? says)
    {
        behind ??= graph.Services.SelectMany(Names).ToLookup(pair => pair.Name, pair => pair.Behind, StringComparer.Ordinal);
        var here = Here(name);
        if (here.Count == 0 && ServiceNames.Stem(name) is var stem && stem != name)
            here = Here(stem);
        says = here.Count > 0 ? here[0].Says : null;
        return [.. here.Select(found => found.Service).DistinctBy(service => service.Name, StringComparer.Ordinal)];

        List<ServiceBehind> Here(string word) =>
            [.. behind[word].Where(found => graph.Namespaces.Meet(@namespace, found.Service.Resource.Namespace) == Meeting.Yes)];
    }

    /// <summary>
    /// The one Service of the namespace with this port, where its name is the word gone on with, or the word it: mongodb for mongo. Null
    /// where there is none.
    /// </summary>
    public Resource? OfLongerOrShorterName(string? @namespace, string name, int port) =>
        WithPort(@namespace, port) is [var only] && (GoesOn(only.Name, name) || GoesOn(name, only.Name)) ? only.Resource : null;

    /// <summary>The pods of a workload of this name in the namespace; null where there are none that stay.</summary>
    public PodTemplate? Workload(string? @namespace, string name)
    {
        workloads ??= graph.PodTemplates.Where(pods => !pods.RunsToCompletion).ToLookup(pods => pods.Workload.Name, StringComparer.Ordinal);
        return workloads[name].FirstOrDefault(pods => graph.Namespaces.Meet(@namespace, pods.Workload.Namespace) == Meeting.Yes);
    }

    /// <summary>A Service of the namespace that differs in its closing number only: node-1 for node-0; null where there is none.</summary>
    public ServiceView? Sibling(string? @namespace, string name)
    {
        if (!char.IsAsciiDigit(name[^1]))
            return null;

        numbered ??= graph.Services.Where(service => service.Name.Length > 0 && char.IsAsciiDigit(service.Name[^1]))
            .ToLookup(service => WithoutNumber(service.Name), StringComparer.Ordinal);
        return numbered[WithoutNumber(name)]
            .FirstOrDefault(service => graph.Namespaces.Meet(@namespace, service.Resource.Namespace) == Meeting.Yes);
    }

    /// <summary>No pod of the StatefulSet has this number, as far as its written replicas say and nothing scales it.</summary>
    public bool IsBeyond(PodTemplate set, string number)
    {
        scaled ??= [.. ScaleTargets.Of(graph).Select(target => target.Find(graph)).OfType<Resource>()];
        var start = IntOrString.Integer(set.Workload.Find(FirstOrdinal)) ?? 0;
        // Where replicas is absent, something else may set it.
        return set.Workload.Find(Replicas) is not null && set.Replicas is { } replicas and > 0 && !scaled.Contains(set.Workload)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            && (ordinal < start || ordinal - start >= replicas);
    }

    /// <summary>Whether the number is one of the Service's own, or of its pods.</summary>
    public static bool Has(ServiceView service, int number) =>
        service.Ports.Any(port => port.Port == number || port.NodePort == number || port.TargetPort?.Number == number)
        || service.Pods.Certain.Any(pods => pods.DeclaredPorts.Any(port => port.Number == number));

    /// <summary>
    /// Names of one set, not slips: they differ in numbers, in an ending behind a '-', or in parts of one or two letters.
    /// </summary>
    internal static bool AreSiblings(string name, string other)
    {
        // "mysql-db" for "mysqldb", but not "web-1" for "web-2".
        if (WithoutDigits(name) == WithoutDigits(other))
            return !NearNames.AreEqualWithout(name, other, "-");
        if (StartsWithPart(name, other) || StartsWithPart(other, name))
            return !IsServiceSuffix(name, other) && !IsServiceSuffix(other, name);

        var (parts, others) = (name.Split('-'), other.Split('-'));
        return parts.Length > 1 && parts.Length == others.Length
            && parts.Zip(others).Where(pair => pair.First != pair.Second)
                .All(pair => pair.First.Length <= 2 || pair.Second.Length <= 2 || !Spelling.IsNear(pair.First, pair.Second));
    }

    private List<ServiceView> WithPort(string? @namespace, int port)
    {
        byPort ??= graph.Services
            .SelectMany(service => service.Ports.Select(own => (Key: (service.Resource.Namespace, own.Port ?? 0), Service: service)))
            .ToLookup(pair => pair.Key, pair => pair.Service);
        return [.. graph.Namespaces.Same(@namespace).SelectMany(some => byPort[(some, port)])
            .DistinctBy(service => service.Name, StringComparer.Ordinal).Take(2)];
    }

    private static bool GoesOn(string name, string beginning) =>
        beginning.Length >= ShortestWord && name.Length > beginning.Length && char.IsAsciiLetter(name[beginning.Length])
        && name.StartsWith(beginning, StringComparison.Ordinal);

    private static bool StartsWithPart(string name, string part) =>
        name.Length > part.Length && name[part.Length] == '-' && name.StartsWith(part, StringComparison.Ordinal);

    private static bool IsServiceSuffix(string name, string part) =>
        name.Length > part.Length && name[part.Length..] is "-service" or "-svc" or "-srv";

    private static string WithoutNumber(string name) => name.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);

    private static string WithoutDigits(string name) =>
        string.Concat(name.Where(character => !char.IsAsciiDigit(character) && character != '-'));

    // Pods that no manifest shows come from elsewhere, such as a chart, which brings their Service too.
    private static IEnumerable<(string Name, ServiceBehind Behind)> Names(ServiceView service)
    {
        if (service.Pods.Certain.IsEmpty)
            yield break;

        foreach (var pair in service.Selector?.Pairs ?? [])
        {
            if (pair.ValueNode.IsScalar && IsNameLabel(pair.Key) && pair.Value != service.Name)
                yield return (pair.Value, new ServiceBehind(service, pair.ValueNode));
        }

        foreach (var workload in service.Pods.Certain.Select(pods => pods.Workload)
            .Where(workload => workload.Name.Length > 0 && workload.Name != service.Name))
        {
            yield return (workload.Name, new ServiceBehind(service, workload.NameNode));
        }
    }

    private static bool IsNameLabel(string key) =>
        key[(key.LastIndexOf('/') + 1)..] is "app" or "name" or "k8s-app" or "service" or "component" or "io.kompose.service";
}
