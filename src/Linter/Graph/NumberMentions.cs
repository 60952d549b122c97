using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// The numbers that stand in what a pod's containers are told: args, command, env, and the ConfigMaps that the pod reads.
/// A number there may be a port that a container listens on although it declares none; so may those that its image is known
/// to listen on. Each text is read once.
/// </summary>
public sealed class NumberMentions(LinkGraph graph)
{
    private const int HighestPort = 65535;

    private readonly Memo<PodTemplate, HashSet<int>> ofPods = new();
    private readonly Memo<Resource, HashSet<int>> ofConfigMaps = new();

    public bool Has(PodTemplate pods, int number) =>
        InContainers(pods).Contains(number) || ConfigMapsOf(pods).Any(map => NumbersOf(map).Contains(number));

    /// <summary>All that some of the pods are told.</summary>
    public HashSet<int> Of(IEnumerable<PodTemplate> some)
    {
        var (all, maps) = (new HashSet<int>(), new HashSet<Resource>());
        foreach (var pods in some)
        {
            all.UnionWith(InContainers(pods));
            maps.UnionWith(ConfigMapsOf(pods));
        }

        foreach (var map in maps)
            all.UnionWith(NumbersOf(map));
        return all;
    }

    private HashSet<int> InContainers(PodTemplate pods) =>
        ofPods.TryGetValue(pods, out var numbers) ? numbers : ofPods.Keep(pods, ReadContainers(pods));

    private static HashSet<int> ReadContainers(PodTemplate pods)
    {
        var numbers = new HashSet<int>();
        foreach (var container in pods.Containers)
        {
            AddAll(numbers, container.Node.Find("command"));
            AddAll(numbers, container.Node.Find("args"));
            foreach (var variable in container.Node.Find("env")?.Items ?? default)
                AddAll(numbers, variable.Find("value"));
            numbers.UnionWith(ImagePorts.Of(container.Node));
        }

        return numbers;
    }

    private IEnumerable<Resource> ConfigMapsOf(PodTemplate pods) =>
        graph.ReferencesFrom(pods.Workload).Where(reference => reference.Target.Kind == Kinds.ConfigMap)
            .SelectMany(reference => graph.TargetsOf(reference));

    private HashSet<int> NumbersOf(Resource configMap)
    {
        if (ofConfigMaps.TryGetValue(configMap, out var numbers))
            return numbers;

        numbers = [];
        AddAll(numbers, configMap.Root.Find("data"));
        return ofConfigMaps.Keep(configMap, numbers);
    }

    private static void AddAll(HashSet<int> numbers, Node? node)
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

    private static void AddAll(HashSet<int> numbers, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var start = text.IndexWithin('0', '9');
            if (start < 0)
                return;

            text = text[start..];
            var length = text.IndexOutside('0', '9');
            var digits = length < 0 ? text : text[..length];
            if (digits.Length <= 5 && int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) is var number and <= HighestPort)
                numbers.Add(number);
            text = text[digits.Length..];
        }
    }
}
