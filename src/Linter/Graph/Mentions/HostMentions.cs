using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Reads every host that containers, ConfigMaps and the triggers of KEDA name.</summary>
internal static class HostMentions
{
    // Documentation, styles, certificates, scripts' sources: prose and code, not configuration.
    private static readonly ImmutableArray<string> NotConfiguration =
        [".md", ".html", ".htm", ".css", ".svg", ".pem", ".crt", ".txt", ".adoc", ".rst", ".csv"];

    // A variable called so holds a host where its whole value looks like one.
    private static readonly ImmutableArray<string> HostKeys =
        ["HOST", "HOSTNAME", "ADDR", "ADDRESS", "SERVER", "ENDPOINT", "URL", "URI", "HOSTS", "SERVERS", "BROKERS"];

    private static readonly ImmutableArray<string> ImageKeys = ["IMAGE", "TAG", "VERSION"];

    private static readonly HashSet<string> Nothing = [];

    private static readonly NodePath TriggerMetadata = NodePath.Parse("spec.triggers[*].metadata");

    /// <summary>All of the unit, in order: pods first.</summary>
    public static List<HostMention> Of(LinkGraph graph)
    {
        var found = new List<HostMention>();
        foreach (var pods in graph.PodTemplates)
            AddOfPods(found, graph, pods);
        foreach (var configMap in graph.OfKind(Kinds.ConfigMap))
            AddOfConfigMap(found, configMap);
        foreach (var scaled in graph.OfKind(Kinds.ScaledObject).Concat(graph.OfKind(Kinds.ScaledJob)))
            AddOfTriggers(found, scaled);
        return found;
    }

    // KEDA's operator asks, from its own namespace: a name without one is none of the unit's.
    private static void AddOfTriggers(List<HostMention> found, Resource scaled)
    {
        foreach (var metadata in scaled.Select(TriggerMetadata))
        {
            foreach (var entry in metadata.Entries)
            {
                if (!entry.Key.IsScalar || !entry.Value.IsScalar || entry.Value.IsNull)
                    continue;

                var text = ExpandedText.Of(entry.Value);
                found.AddRange(Scan(entry.Value.Text, entry.Key.Text)
                    .Select(host => new HostMention(scaled, null, "metadata", entry.Key, text, host))
                    .Where(mention => mention.Host.Contains('.', StringComparison.Ordinal)));
            }
        }
    }

    private static void AddOfPods(List<HostMention> found, LinkGraph graph, PodTemplate pods)
    {
        foreach (var container in pods.Containers)
        {
            var variables = AsksForVariables(container) ? ReadFrom(graph, pods, container) : null;
            foreach (var variable in container.Node.Find("env")?.Items ?? default)
            {
                if (variable.Find("name") is not { IsScalar: true } name)
                    continue;

                var expanded = variables is null ? null : Value(graph, pods, variable, variables);
                variables?.Set(name.Value, expanded);

                // What valueFrom fetches is said where it stands.
                if (variable.Find("value") is not { IsScalar: true, IsNull: false } value || IsImage(name.Text))
                    continue;
                foreach (var host in Scan(expanded is null ? value.Text : expanded.Text, name.Text))
                    found.Add(new HostMention(pods.Workload, pods, "env", name, expanded ?? ExpandedText.Of(value), host));
            }

            foreach (var key in CommandLine.Fields)
            {
                Node? before = null;
                foreach (var word in container.Node.Find(key)?.Items ?? default)
                {
                    if (!word.IsScalar)
                        continue;

                    var expanded = variables?.Expand(word);
                    foreach (var host in HostsIn(expanded is null ? word.Text : expanded.Text, FlagOf(before)))
                        found.Add(new HostMention(pods.Workload, pods, key, null, expanded ?? ExpandedText.Of(word), host));
                    before = word;
                }
            }
        }
    }

    // "-u", behind which a user stands.
    private static ReadOnlySpan<char> FlagOf(Node? word) => word is { } flag && flag.Text.StartsWith('-') ? flag.Text : default;

    private static void AddOfConfigMap(List<HostMention> found, Resource configMap)
    {
        var data = configMap.Root.Find("data")?.Entries ?? default;
        HashSet<string>? defined = null;
        foreach (var entry in data)
        {
            var (key, value) = (entry.Key, entry.Value);
            if (!value.IsScalar || IsImage(key.Text) || EndsWithAny(key.Text, NotConfiguration) || IsForeign(value.Text)
                || Scan(value.Text, key.Text) is not { Count: > 0 } hosts || value.IsNull)
            {
                continue;
            }

            // What one entry defines the others may name.
            defined ??= NamesDefined(data);
            var text = ExpandedText.Of(value);
            foreach (var host in hosts)
            {
                var mention = new HostMention(configMap, null, "data", key, text, host);
                if (!defined.Contains(mention.Host))
                    found.Add(mention);
            }
        }
    }

    private static HashSet<string> NamesDefined(EntryList entries)
    {
        HashSet<string>? defined = null;
        foreach (var entry in entries)
        {
            if (entry.Value is { IsScalar: true, IsNull: false } && HostScanner.NamesDefined(entry.Value.Text) is { Count: > 0 } names)
                (defined ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).UnionWith(names);
        }

        return defined ?? Nothing;
    }

    /// <summary>The hosts in the value of a variable or key.</summary>
    internal static List<HostText> Scan(ReadOnlySpan<char> text, ReadOnlySpan<char> key)
    {
        var found = HostsIn(text, key);
        return found.Count == 0 && EndsWithAny(key, HostKeys) && HostScanner.IsHost(text)
            ? [new HostText(HostForm.WholeValue, 0, text.Length)]
            : found;
    }

    // Only the first can stand right behind the key.
    private static List<HostText> HostsIn(ReadOnlySpan<char> text, ReadOnlySpan<char> key)
    {
        var found = HostScanner.Scan(text);
        if (found is [var first, ..] && IsOther(key, text, first))
            found.RemoveAt(0);
        return found;
    }

    private static bool IsOther(ReadOnlySpan<char> key, ReadOnlySpan<char> text, HostText host) =>
        host is { Form: HostForm.HostAndPort, Start: 0 } && HostContexts.IsOtherKey(key, text[..host.Length]);

    private static bool IsImage(ReadOnlySpan<char> key) => EndsWithAny(key, ImageKeys);

    private static bool EndsWithAny(ReadOnlySpan<char> key, ImmutableArray<string> suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // Manifests and Compose files name other clusters' things, and images with their tags.
    private static bool IsForeign(ReadOnlySpan<char> text) =>
        (text.Contains("kind:", StringComparison.Ordinal) && HasLine(text, "\napiVersion:"))
        || (HasLine(text, "\nservices:") && text.Contains("image:", StringComparison.Ordinal));

    private static bool HasLine(ReadOnlySpan<char> text, string beginning) =>
        text.StartsWith(beginning.AsSpan(1), StringComparison.Ordinal) || text.Contains(beginning, StringComparison.Ordinal);

    // Of all others the text is what stands there.
    private static bool AsksForVariables(Container container)
    {
        foreach (var variable in container.Node.Find("env")?.Items ?? default)
        {
            if (variable.Find("value") is { } value && value.Text.Contains('$'))
                return true;
        }

        foreach (var key in CommandLine.Fields)
        {
            foreach (var word in container.Node.Find(key)?.Items ?? default)
            {
                if (word.Text.Contains('$'))
                    return true;
            }
        }

        return false;
    }

    // envFrom comes before env, which overrides it.
    private static Variables ReadFrom(LinkGraph graph, PodTemplate pods, Container container)
    {
        var variables = new Variables();
        foreach (var source in container.Node.Find("envFrom")?.Items ?? default)
        {
            var prefix = source.Find("prefix")?.Value ?? "";
            if (source.Find("configMapRef")?.Find("name") is not { IsScalar: true } name
                || Only(graph, pods, name.Value) is not { } configMap)
            {
                continue;
            }

            foreach (var entry in (configMap.Root.Find("data")?.Entries ?? default).Where(entry => entry.Value.IsScalar))
                variables.Set(prefix + entry.Key.Value, ExpandedText.Of(entry.Value));
        }

        return variables;
    }

    private static ExpandedText? Value(LinkGraph graph, PodTemplate pods, Node variable, Variables variables)
    {
        if (variable.Find("value") is { IsScalar: true } value)
            return value.IsNull ? null : variables.Expand(value);

        var source = variable.Find("valueFrom");
        if (source?.Find("configMapKeyRef") is { } reference && reference.Find("name") is { IsScalar: true } name
            && reference.Find("key") is { IsScalar: true } key)
        {
            return Only(graph, pods, name.Value)?.Root.Find("data")?.Find(key.Value) is { IsScalar: true } said
                ? ExpandedText.Of(said)
                : null;
        }

        return source?.Find("fieldRef")?.Find("fieldPath") is { } path && path.Is("metadata.namespace")
            && pods.Workload.Namespace is { } @namespace
            ? ExpandedText.StandIn(path, @namespace)
            : null;
    }

    private static Resource? Only(LinkGraph graph, PodTemplate pods, string name) =>
        graph.Find(Kinds.ConfigMap, pods.Workload.Namespace, name).Certain is [var one] ? one : null;
}
