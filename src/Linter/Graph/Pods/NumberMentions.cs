using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// The numbers that stand in what a pod's containers are told: args, command, env, and the ConfigMaps that the pod reads.
/// A number there may be a port that a container listens on although it declares none; so may those that its image is known
/// to listen on. The port of another Service, which the pod calls, is none: <c>mysql:3306</c>, or DB_PORT beside DB_HOST.
/// Each text is read once.
/// </summary>
public sealed class NumberMentions(LinkGraph graph)
{
    private const int HighestPort = 65535;
    private const string PortKey = "PORT";

    private static readonly ImmutableArray<string> HostKeys = ["HOST", "HOSTNAME", "ADDR", "ADDRESS", "SERVER"];

    private readonly Memo<PodTemplate, Numbers> ofPods = new();
    private readonly Memo<RunningContainer, Numbers> ofContainers = new();
    private readonly Memo<Resource, Numbers> ofConfigMaps = new();

    public bool Has(PodTemplate pods, int number) =>
        IsAmong(InContainers(pods), number, pods) || ConfigMapsOf(pods).Any(map => IsAmong(NumbersOf(map), number, pods));

    /// <summary>All that some of the pods are told; of a ConfigMap that several read, what the first of them is.</summary>
    public HashSet<int> Of(IEnumerable<PodTemplate> some)
    {
        var (all, maps) = (new HashSet<int>(), new HashSet<Resource>());
        foreach (var pods in some)
        {
            AddTold(all, InContainers(pods), pods);
            foreach (var map in ConfigMapsOf(pods))
            {
                if (maps.Add(map))
                    AddTold(all, NumbersOf(map), pods);
            }
        }

        return all;
    }

    /// <summary>The same of one container and of the ConfigMaps that it reads.</summary>
    internal bool Has(RunningContainer running, int number, IEnumerable<Resource> configMaps)
    {
        var numbers = InContainer(running);
        return IsAmong(numbers, number, running.Pods) || configMaps.Any(map => IsAmong(NumbersOf(map), number, running.Pods));
    }

    private bool IsAmong(Numbers numbers, int number, PodTemplate pods) =>
        numbers.Own.Contains(number)
        || (numbers.BehindHosts.TryGetValue(number, out var hosts) && hosts.Any(host => !IsOfOthers(host, numbers.Namespace, pods)));

    private void AddTold(HashSet<int> all, Numbers numbers, PodTemplate pods)
    {
        all.UnionWith(numbers.Own);
        foreach (var number in numbers.BehindHosts.Keys)
        {
            if (!all.Contains(number) && IsAmong(numbers, number, pods))
                all.Add(number);
        }
    }

    private Numbers InContainers(PodTemplate pods) =>
        ofPods.TryGetValue(pods, out var numbers) ? numbers : ofPods.Keep(pods, ReadContainers(pods));

    private Numbers InContainer(RunningContainer running)
    {
        if (ofContainers.TryGetValue(running, out var known))
            return known;

        var numbers = new Numbers(running.Workload.Namespace);
        Add(numbers, running.Container);
        return ofContainers.Keep(running, numbers);
    }

    private bool IsOfOthers(string host, string? @namespace, PodTemplate pods) =>
        ClusterName.Read(host).Any(name =>
            graph.Find(Kinds.Service, name.Namespace ?? @namespace, name.Service).Certain is { IsEmpty: false } found
            && !graph.ServicesOf(found).Any(service => service.Pods.Certain.Contains(pods) || service.Pods.Possible.Contains(pods)));

    private static Numbers ReadContainers(PodTemplate pods)
    {
        var numbers = new Numbers(pods.Workload.Namespace);
        foreach (var container in pods.Containers)
            Add(numbers, container);
        return numbers;
    }

    private static void Add(Numbers numbers, Container container)
    {
        AddAll(numbers, container.Node.Find("command"));
        AddAll(numbers, container.Node.Find("args"));
        var variables = container.Node.Find("env")?.Items ?? default;
        var siblings = new Siblings(() => variables.Select(variable => (variable.Find("name"), variable.Find("value"))));
        foreach (var variable in variables)
        {
            if (variable.Find("value") is { } value && !AddBehindHost(numbers, variable.Find("name"), value, siblings))
                AddAll(numbers, value);
        }

        numbers.Own.UnionWith(ImagePorts.Of(container.Node));
    }

    private IEnumerable<Resource> ConfigMapsOf(PodTemplate pods) =>
        graph.ReferencesFrom(pods.Workload).Where(reference => reference.Target.Kind == Kinds.ConfigMap)
            .SelectMany(reference => graph.TargetsOf(reference));

    private Numbers NumbersOf(Resource configMap)
    {
        if (ofConfigMaps.TryGetValue(configMap, out var numbers))
            return numbers;

        numbers = new Numbers(configMap.Namespace);
        var data = configMap.Root.Find("data")?.Entries ?? default;
        var siblings = new Siblings(() => data.Select(entry => ((Node?)entry.Key, (Node?)entry.Value)));
        foreach (var entry in data)
        {
            if (!AddBehindHost(numbers, entry.Key, entry.Value, siblings))
                AddAll(numbers, entry.Value);
        }

        return ofConfigMaps.Keep(configMap, numbers);
    }

    // DB_PORT, beside which DB_HOST says whose port it is.
    private static bool AddBehindHost(Numbers numbers, Node? name, Node value, Siblings siblings)
    {
        if (name is not { IsScalar: true } named || named.Text.Length == PortKey.Length
            || !named.Text.EndsWith(PortKey, StringComparison.OrdinalIgnoreCase)
            || !value.IsScalar || !int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || siblings.HostOf(named.Value[..^PortKey.Length]) is not { } host)
        {
            return false;
        }

        numbers.AddBehind(host.Value, number);
        return true;
    }

    private static void AddAll(Numbers numbers, Node? node)
    {
        if (node is not { } some)
            return;
        if (some.IsScalar)
            AddAll(numbers, some.Value);
        foreach (var item in some.Items)
            AddAll(numbers, item);
        foreach (var entry in some.Entries)
            AddAll(numbers, entry.Value);
    }

    private static void AddAll(Numbers numbers, ReadOnlySpan<char> text)
    {
        var end = 0;
        while (true)
        {
            var start = text[end..].IndexWithin('0', '9');
            if (start < 0)
                return;

            start += end;
            var length = text[start..].IndexOutside('0', '9');
            end = length < 0 ? text.Length : start + length;
            var digits = text[start..end];
            if (digits.Length > 5 || int.Parse(digits, CultureInfo.InvariantCulture) is not (var number and <= HighestPort))
                continue;

            if (HostBefore(text[..start]) is { IsEmpty: false } host)
                numbers.AddBehind(host.ToString(), number);
            else
                numbers.Own.Add(number);
        }
    }

    // "mysql" of "jdbc:mysql://mysql:"; empty where no word stands before a colon.
    private static ReadOnlySpan<char> HostBefore(ReadOnlySpan<char> text)
    {
        if (text is not [.., _, ':'])
            return default;

        text = text[..^1];
        var start = text.Length;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '-' or '.'))
            start--;
        return start < text.Length && char.IsAsciiLetter(text[start]) ? text[start..] : default;
    }

    private sealed class Numbers(string? @namespace)
    {
        public string? Namespace => @namespace;

        public HashSet<int> Own { get; } = [];

        /// <summary>By number the words before it that may be hosts.</summary>
        public Dictionary<int, HashSet<string>> BehindHosts { get; } = [];

        public void AddBehind(string host, int number)
        {
            if (!BehindHosts.TryGetValue(number, out var hosts))
                BehindHosts[number] = hosts = new HashSet<string>(StringComparer.Ordinal);
            hosts.Add(host);
        }
    }

    /// <summary>The variables of one container, or the keys of one ConfigMap, which are sorted when a port is among them.</summary>
    private sealed class Siblings(Func<IEnumerable<(Node? Name, Node? Value)>> all)
    {
        private Dictionary<string, Node>? byName;

        public Node? HostOf(string stem)
        {
            byName ??= Read();
            foreach (var key in HostKeys)
            {
                if (byName.TryGetValue(stem + key, out var host))
                    return host;
            }

            return null;
        }

        private Dictionary<string, Node> Read()
        {
            var found = new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, value) in all())
            {
                if (name is { IsScalar: true } named && value is { IsScalar: true, IsNull: false } given)
                    found.TryAdd(named.Value, given);
            }

            return found;
        }
    }
}
