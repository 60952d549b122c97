using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Text;

namespace Linter.Graph;

/// <summary>The Services that monitors of one selector look into, with the ports that may be asked for.</summary>
internal sealed class ScrapedServices(List<ServiceView> matching, List<ServiceView> services)
{
    private readonly Dictionary<string, (ServicePort? Meant, MessageText Why)> meant = new(StringComparer.Ordinal);
    private List<ServicePort>? ports;
    private HashSet<string>? names;
    private NearIndex? near;
    private ILookup<string, ServicePort>? leading;
    private ILookup<string, ServicePort>? numbered;
    private bool? hasExternalName;
    private bool? hasUnread;
    private string? shown;
    private ScrapedPods? pods;

    /// <summary>The Services of any namespace that carry the labels.</summary>
    public List<ServiceView> Matching { get; } = matching;

    /// <summary>Those of them that are where the monitor looks.</summary>
    public List<ServiceView> Services { get; } = services;

    public List<ServicePort> Ports => ports ??= [.. Services.SelectMany(service => service.Ports)];

    /// <summary>The first ports in words, each once.</summary>
    public string Shown =>
        shown ??= Listing.Of(Ports.Select(port => port.ToString()!).Distinct(StringComparer.Ordinal).ToList(), ScrapedPods.MostShown);

    /// <summary>One of them is an alias.</summary>
    public bool HasExternalName => hasExternalName ??= Services.Exists(service => service.IsExternalName);

    /// <summary>The ports of some Service could not be read.</summary>
    public bool HasUnread => hasUnread ??= Services.Exists(service => PortText.IsUnread(service.Spec?.Find("ports")));

    /// <summary>Their pods; empty where some Service has none.</summary>
    public ScrapedPods Pods =>
        pods ??= new ScrapedPods(Services.Exists(service => service.Pods.Certain.IsEmpty)
            ? []
            : [.. Services.SelectMany(service => service.Pods.Certain).Distinct()]);

    public bool Has(string name) => Names.Contains(name);

    /// <summary>The port that was probably meant by a name that none has.</summary>
    public (ServicePort? Meant, MessageText Why) Meant(string asked)
    {
        if (!meant.TryGetValue(asked, out var known))
            meant[asked] = known = FindMeant(asked);
        return known;
    }

    private HashSet<string> Names => names ??= Ports.Select(port => port.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);

    // The name of the container's port, a number in quotes, a name that the only port does not have, or a slip.
    private (ServicePort? Meant, MessageText Why) FindMeant(string asked)
    {
        if ((near ??= new NearIndex(Names)).Nearest(asked) is { } nearest)
            return (Ports.Find(port => port.Name == nearest), MessageText.Plain(""));

        leading ??= Ports.SelectMany(port => LeadsTo(port).Select(text => (Text: text, Port: port)))
            .ToLookup(pair => pair.Text, pair => pair.Port, StringComparer.Ordinal);
        if (leading[asked].Take(2).ToList() is [var leads])
        {
            return (leads, MessageText.Of(
                $"; '{asked}' is where {MessageText.Plain(leads.Name is null ? "it" : "that port")} leads to, not its name"));
        }

        numbered ??= Ports.ToLookup(port => port.Port?.ToString(CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);
        if (asked.Length > 0 && numbered[asked].Take(2).ToList() is [var number])
            return (number, MessageText.Plain("; a number is no name"));
        return (Ports.Count == 1 && Ports[0].Name is null ? Ports[0] : null,
            MessageText.Plain(Ports.Count == 1 && Ports[0].Name is null ? ", without a name" : ""));
    }

    // The target as written, and the names of the container ports that it comes to; each once.
    private static IEnumerable<string> LeadsTo(ServicePort port) =>
        EndpointResolution.Resolve(port).Select(target => target.Port?.Name)
            .Append(port.TargetPortNode is null ? null : port.TargetPort?.ToString())
            .OfType<string>().Distinct(StringComparer.Ordinal);
}

/// <summary>The pods that monitors look into, with the ports that may be asked for.</summary>
internal sealed class ScrapedPods(List<PodTemplate> pods)
{
    public const int MostShown = 4;

    private readonly Dictionary<int, bool> injected = [];
    private readonly Dictionary<string, ContainerPort?> meant = new(StringComparer.Ordinal);
    private List<ContainerPort>? declared;
    private HashSet<string>? names;
    private HashSet<int>? numbers;
    private NearIndex? near;
    private ILookup<string, ContainerPort>? numbered;
    private Dictionary<string, ContainerPort>? initNames;
    private Dictionary<int, ContainerPort>? initNumbers;
    private bool? isOpen;
    private bool? hasUnreadNumber;
    private string? shown;

    public List<PodTemplate> Pods { get; } = pods;

    public List<ContainerPort> Declared => declared ??= [.. Pods.SelectMany(some => some.DeclaredPorts)];

    /// <summary>The first ports in words.</summary>
    public string Shown => shown ??= Listing.Of(Declared, MostShown);

    public bool HasUnreadNumber => hasUnreadNumber ??= Declared.Exists(port => port.Number is null);

    private HashSet<string> Names => names ??= Declared.Select(port => port.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Some container declares the port, or may have it.</summary>
    public bool MayHave(IntOrString asked)
    {
        if (isOpen ??= Pods.Exists(InjectedPorts.IsOpen))
            return true;
        if (asked.Name is { } name)
            return Names.Contains(name) || (Pods is [var first, ..] && InjectedPorts.MayInject(first, asked));
        if (asked.Number is not { } number)
            return HasUnreadNumber;

        numbers ??= Declared.Select(port => port.Number).OfType<int>().ToHashSet();
        return numbers.Contains(number) || MayInject(asked, number);
    }

    /// <summary>The first init container's port that is asked for; null where there is none.</summary>
    public ContainerPort? FindInit(IntOrString asked)
    {
        if (initNames is null || initNumbers is null)
            ReadInit(initNames = new(StringComparer.Ordinal), initNumbers = []);
        return asked.Name is { } name ? initNames.GetValueOrDefault(name)
            : asked.Number is { } number ? initNumbers.GetValueOrDefault(number)
            : null;
    }

    /// <summary>The port that was probably meant by a name that none has.</summary>
    public ContainerPort? Meant(string asked)
    {
        if (!meant.TryGetValue(asked, out var known))
            meant[asked] = known = FindMeant(asked);
        return known;
    }

    private ContainerPort? FindMeant(string asked)
    {
        if ((near ??= new NearIndex(Names)).Nearest(asked) is { } nearest)
            return Declared.Find(port => port.Name == nearest);

        numbered ??= Declared.ToLookup(port => port.Number?.ToString(CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);
        return asked.Length > 0 && numbered[asked].Take(2).ToList() is [var only] ? only
            : Declared is [{ Name: null } single] ? single
            : null;
    }

    private bool MayInject(IntOrString asked, int number)
    {
        if (!injected.TryGetValue(number, out var known))
            injected[number] = known = Pods.Exists(some => InjectedPorts.MayInject(some, asked));
        return known;
    }

    private void ReadInit(Dictionary<string, ContainerPort> byName, Dictionary<int, ContainerPort> byNumber)
    {
        foreach (var port in Pods.SelectMany(some => some.Containers).Where(container => !container.IsLongRunning)
            .SelectMany(container => container.Ports))
        {
            if (port.Name is { } name)
                byName.TryAdd(name, port);
            if (port.Number is { } number)
                byNumber.TryAdd(number, port);
        }
    }
}

/// <summary>Which label keys are in use in which namespace.</summary>
internal sealed class LabelKeys
{
    private readonly HashSet<(string? Namespace, string Key)> keys = [];

    public LabelKeys(IEnumerable<(string? Namespace, LabelSet Labels)> labelled)
    {
        foreach (var (@namespace, labels) in labelled)
        {
            foreach (var pair in labels.Pairs)
                keys.Add((@namespace, pair.Key));
        }
    }

    /// <summary>Each of the namespaces has one of the selector's keys.</summary>
    public bool AreIn(ImmutableArray<string?> names, Namespaces namespaces, LabelSelector selector) =>
        names.All(name => namespaces.Same(name).Any(same => selector.Pairs.Any(pair => keys.Contains((same, pair.Key)))));
}
