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
    private readonly Memo<Resource, Numbers> ofConfigMaps = new();

    public bool Has(PodTemplate pods, int number)
    {
        if (!ofPods.TryGetValue(pods, out var numbers))
            numbers = ofPods.Keep(pods, ReadContainers(pods));
        return IsAmong(numbers, number, pods) || ConfigMapsOf(pods).Any(map => IsAmong(NumbersOf(map), number, pods));
    }

    /// <summary>The same of one container and of the ConfigMaps that it reads.</summary>
    internal bool Has(RunningContainer running, int number, IEnumerable<Resource> configMaps)
    {
        var numbers = new Numbers(running.Workload.Namespace);
        Add(numbers, running.Container);
        return IsAmong(numbers, number, running.Pods) || configMaps.Any(map => IsAmong(NumbersOf(map), number, running.Pods));
    }

    private bool IsAmong(Numbers numbers, int number, PodTemplate pods) =>
        numbers.Own.Contains(number)
        || numbers.BehindHosts.Any(said => said.Number == number && !IsOfOthers(said.Host, numbers.Namespace, pods));

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
        foreach (var variable in variables)
        {
            if (variable.Find("value") is { } value && !AddBehindHost(numbers, variable.Find("name")?.Value, value, HostOf))
                AddAll(numbers, value);
        }

        numbers.Own.UnionWith(ImagePorts.Of(container.Node));

        Node? HostOf(string key)
        {
            foreach (var other in variables)
            {
                if (IsCalled(other.Find("name"), key))
                    return other.Find("value");
            }

            return null;
        }
    }

    private IEnumerable<Resource> ConfigMapsOf(PodTemplate pods) =>
        graph.ReferencesFrom(pods.Workload).Where(reference => reference.Target.Kind == Kinds.ConfigMap)
            .SelectMany(reference => graph.TargetsOf(reference));

    private Numbers NumbersOf(Resource configMap)
    {
        if (ofConfigMaps.TryGetValue(configMap, out var numbers))
            return numbers;

        numbers = new Numbers(configMap.Namespace);
        var data = configMap.Root.Find("data");
        foreach (var entry in data?.Entries ?? default)
        {
            if (!AddBehindHost(numbers, entry.Key.IsScalar ? entry.Key.Value : null, entry.Value, HostOf))
                AddAll(numbers, entry.Value);
        }

        return ofConfigMaps.Keep(configMap, numbers);

        Node? HostOf(string key)
        {
            foreach (var entry in data?.Entries ?? default)
            {
                if (IsCalled(entry.Key, key))
                    return entry.Value;
            }

            return null;
        }
    }

    // DB_PORT, beside which DB_HOST says whose port it is.
    private static bool AddBehindHost(Numbers numbers, string? key, Node value, Func<string, Node?> hostOf)
    {
        if (key is null || key.Length == PortKey.Length || !key.EndsWith(PortKey, StringComparison.OrdinalIgnoreCase)
            || !value.IsScalar || !int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var host = HostKeys.Select(some => hostOf(key[..^PortKey.Length] + some))
            .FirstOrDefault(node => node is { IsScalar: true, IsNull: false });
        if (host is not { } its)
            return false;

        numbers.BehindHosts.Add((number, its.Value));
        return true;
    }

    private static bool IsCalled(Node? name, string key) =>
        name is { IsScalar: true } given && given.Text.Equals(key, StringComparison.OrdinalIgnoreCase);

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
                numbers.BehindHosts.Add((number, host.ToString()));
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

        /// <summary>Those that stand behind a word that may be a host.</summary>
        public List<(int Number, string Host)> BehindHosts { get; } = [];
    }
}
