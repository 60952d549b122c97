using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Reads every host that containers and ConfigMaps name.</summary>
internal static class HostMentions
{
    private const string ApiVersion = "apiVersion:";

    // Documentation, styles, certificates, scripts' sources: prose and code, not configuration.
    private static readonly ImmutableArray<string> NotConfiguration = [".md", ".html", ".htm", ".css", ".svg", ".pem", ".crt", ".txt", ".adoc", ".rst", ".csv"];

    // A variable called so holds a host where its whole value looks like one.
    private static readonly ImmutableArray<string> HostKeys = ["HOST", "HOSTNAME", "ADDR", "ADDRESS", "SERVER", "ENDPOINT", "URL", "URI", "HOSTS", "SERVERS", "BROKERS"];

    /// <summary>All of the unit, in order: pods first.</summary>
    public static IEnumerable<HostMention> Of(LinkGraph graph) =>
        graph.PodTemplates.SelectMany(pods => OfPods(graph, pods)).Concat(graph.OfKind(Kinds.ConfigMap).SelectMany(OfConfigMap));

    private static IEnumerable<HostMention> OfPods(LinkGraph graph, PodTemplate pods)
    {
        foreach (var container in pods.Containers)
        {
            var variables = ReadFrom(graph, pods, container);
            foreach (var variable in container.Node.Find("env")?.Items ?? default)
            {
                if (variable.Find("name") is not { IsScalar: true } name)
                    continue;

                var text = Value(graph, pods, variable, variables);
                if (text is null)
                    variables.Remove(name.Value);
                else
                    variables[name.Value] = text;

                // What valueFrom fetches is said where it stands.
                if (text is null || variable.Find("value") is null || IsImage(name.Value))
                    continue;
                foreach (var host in Scan(text.Text, name.Value))
                    yield return new HostMention(pods.Workload, pods, MessageText.Of($"env '{name.Value}'"), text, host);
            }

            foreach (var key in CommandLine.Fields)
            {
                var flag = "";
                foreach (var word in (container.Node.Find(key)?.Items ?? default).Where(word => word.IsScalar))
                {
                    var text = ExpandedText.Expand(word, variables);
                    foreach (var host in HostScanner.Scan(text.Text).Where(host => !IsOther(flag, text.Text, host)))
                        yield return new HostMention(pods.Workload, pods, MessageText.Plain(key), text, host);
                    flag = text.Text.StartsWith('-') ? text.Text : "";
                }
            }
        }
    }

    private static IEnumerable<HostMention> OfConfigMap(Resource configMap)
    {
        var entries = (configMap.Root.Find("data")?.Entries ?? default).Where(entry => entry.Value is { IsScalar: true, IsNull: false }).ToList();
        HashSet<string>? defined = null;
        foreach (var entry in entries)
        {
            var (key, value) = (entry.Key.Value, entry.Value.Value);
            if (IsImage(key) || NotConfiguration.Any(suffix => key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) || IsForeign(value) || Scan(value, key) is not { Count: > 0 } found)
                continue;

            // What one entry defines the others may name.
            defined ??= NamesDefined(entries);
            var text = ExpandedText.Of(entry.Value);
            foreach (var host in found)
            {
                var mention = new HostMention(configMap, null, MessageText.Of($"'{key}'"), text, host);
                if (!defined.Contains(mention.Host))
                    yield return mention;
            }
        }
    }

    private static HashSet<string> NamesDefined(List<Entry> entries)
    {
        var defined = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
            defined.UnionWith(HostScanner.NamesDefined(entry.Value.Value));
        return defined;
    }

    /// <summary>The hosts in the value of a variable or key.</summary>
    internal static List<HostText> Scan(string text, string key)
    {
        var found = HostScanner.Scan(text);
        found.RemoveAll(host => IsOther(key, text, host));
        return found.Count == 0 && IsHostKey(key) && HostScanner.IsHost(text) ? [new HostText(HostForm.WholeValue, 0, text.Length)] : found;
    }

    private static bool IsOther(string key, string text, HostText host) =>
        host is { Form: HostForm.HostAndPort, Start: 0 } && HostContexts.IsOtherKey(key, text.AsSpan(0, host.Length));

    private static bool IsHostKey(string key) => HostKeys.Any(suffix => key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    private static bool IsImage(string key) =>
        key.EndsWith("IMAGE", StringComparison.OrdinalIgnoreCase) || key.EndsWith("TAG", StringComparison.OrdinalIgnoreCase) || key.EndsWith("VERSION", StringComparison.OrdinalIgnoreCase);

    // Manifests and Compose files name other clusters' things, and images with their tags.
    private static bool IsForeign(string text) =>
        (text.Contains("kind:", StringComparison.Ordinal) && HasLine(text, ApiVersion)) || (HasLine(text, "services:") && text.Contains("image:", StringComparison.Ordinal));

    private static bool HasLine(string text, string beginning) =>
        text.StartsWith(beginning, StringComparison.Ordinal) || text.Contains("\n" + beginning, StringComparison.Ordinal);

    // envFrom comes before env, which overrides it.
    private static Dictionary<string, ExpandedText> ReadFrom(LinkGraph graph, PodTemplate pods, Container container)
    {
        var variables = new Dictionary<string, ExpandedText>(StringComparer.Ordinal);
        foreach (var source in container.Node.Find("envFrom")?.Items ?? default)
        {
            var prefix = source.Find("prefix")?.Value ?? "";
            if (source.Find("configMapRef")?.Find("name") is not { IsScalar: true } name || Only(graph, pods, name.Value) is not { } configMap)
                continue;
            foreach (var entry in (configMap.Root.Find("data")?.Entries ?? default).Where(entry => entry.Value.IsScalar))
                variables[prefix + entry.Key.Value] = ExpandedText.Of(entry.Value);
        }

        return variables;
    }

    private static ExpandedText? Value(LinkGraph graph, PodTemplate pods, Node variable, Dictionary<string, ExpandedText> variables)
    {
        if (variable.Find("value") is { IsScalar: true } value)
            return value.IsNull ? null : ExpandedText.Expand(value, variables);

        var source = variable.Find("valueFrom");
        if (source?.Find("configMapKeyRef") is { } reference && reference.Find("name") is { IsScalar: true } name && reference.Find("key") is { IsScalar: true } key)
            return Only(graph, pods, name.Value)?.Root.Find("data")?.Find(key.Value) is { IsScalar: true } said ? ExpandedText.Of(said) : null;
        return source?.Find("fieldRef")?.Find("fieldPath") is { } path && path.Is("metadata.namespace") && pods.Workload.Namespace is { } @namespace
            ? ExpandedText.StandIn(path, @namespace)
            : null;
    }

    private static Resource? Only(LinkGraph graph, PodTemplate pods, string name) =>
        graph.Find(Kinds.ConfigMap, pods.Workload.Namespace, name).Certain is [var one] ? one : null;
}
