using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Linter.Graph;
using Linter.Graph.Values;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Graph;

/// <summary>What the graph and the rules know of words and fields, held against the schema of Kubernetes and of the Gateway API.</summary>
public class SchemaWordsTests
{
    private static readonly KubernetesSchema BuiltIn = KubernetesSchema.BuiltIn;

    // Of Istio, OpenShift, cert-manager, KEDA, Strimzi, prometheus-operator, network plugins and external-secrets; the one of GatewayView is of older listeners.
    private static readonly (string, string)[] OfOthers =
    [
        ("AcmeNames", "spec.acme"),
        ("AcmeNames", "spec.dnsNames[*]"),
        ("AcmeNames", "spec.issuerRef"),
        ("DestinationRuleView", "trafficPolicy.portLevelSettings[*].port"),
        ("GatewayView", "tls.frontendValidation.caCertificateRefs[*]"),
        ("ImageTriggers", "spec.triggers[*].type"),
        ("MadeLabels", "spec.labels"),
        ("MeasuredRequests", "spec.triggers[*]"),
        ("Mesh", "spec.hosts[*]"),
        ("MonitorView", "spec.namespaceSelector.any"),
        ("MonitorView", "spec.namespaceSelector.matchNames[*]"),
        ("PluginPolicies", "spec.endpointSelector"),
        ("PluginPolicies", "spec.appliedTo"),
        ("PluginPolicies", "spec.subject.pods.podSelector"),
        ("Producers", "spec.secretTemplate.annotations"),
        ("ScaleTarget", "spec.minReplicaCount"),
        ("ScaleTarget", "spec.maxReplicaCount"),
        ("Scaling", "spec.maxReplicaCount"),
    ];

    [Fact]
    public void A_word_that_no_closed_set_of_the_schema_has_is_refused() =>
        ClosedSets().Where(set => !Problems(set, "other").Any()).Should().BeEmpty();

    [Fact]
    public void A_word_of_a_closed_set_of_the_schema_is_never_refused_as_none_of_them() =>
        ClosedSets().SelectMany(set => set.Words.Where(word => word.Length > 0).SelectMany(word => Problems(set, word))).Where(problem => problem.Contains(" one of ", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void Paths_lead_to_fields_of_the_schema_save_those_of_custom_kinds()
    {
        var definitions = Definitions();
        var paths = typeof(LinkGraph).Assembly.GetTypes()
            .Where(type => type.Namespace is { } name && (name.StartsWith("Linter.Graph", StringComparison.Ordinal) || name == "Linter.Rules") && !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Select(field => (Owner: type.Name, Paths: PathsIn(field.GetValue(null)))))
            .SelectMany(field => field.Paths.Select(path => (field.Owner, Path: path)))
            .Distinct()
            .ToList();

        paths.Count.Should().BeGreaterThan(100);
        paths.Where(path => !definitions.Exists(definition => Leads(definition, path.Path))).Should().BeEquivalentTo(OfOthers);
    }

    private static bool Leads(SchemaNode from, string path)
    {
        IEnumerable<SchemaNode> found = [from];
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.SelectMany(node => step == "*" ? [.. node.Fields.ToArray().Select(field => field.Node), .. node.Element is { } value ? [value] : (SchemaNode[])[]]
                : step[0] == '[' ? node is { Type: SchemaType.List, Element: { } item } ? [item] : []
                : node.Type == SchemaType.Map ? [node.Element!]
                : node.Find(step) is { } field ? [field.Node] : (IEnumerable<SchemaNode>)[]).ToList();
        }

        return found.Any();
    }

    private static IEnumerable<string> PathsIn(object? value) => value switch
    {
        NodePath path => [path.ToString()],
        string => [],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => PathsIn(tuple[i])),
        DictionaryEntry entry => PathsIn(entry.Value),
        IDictionary table => table.Values.Cast<object?>().SelectMany(PathsIn),
        IEnumerable list => list.Cast<object?>().SelectMany(PathsIn),
        _ => [],
    };

    private static List<SchemaNode> Definitions()
    {
        var seen = new HashSet<SchemaNode>();
        var open = new Stack<SchemaNode>(BuiltIn.Kinds.Select(kind => BuiltIn.Find(kind.ApiVersion, kind.Kind)!));
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node))
                continue;
            foreach (var field in node.Fields)
                open.Push(field.Node);
            if (node.Element is { } element)
                open.Push(element);
        }

        return [.. seen.Where(node => node.IsObject)];
    }

    private static List<ClosedSet> ClosedSets() =>
        [.. BuiltIn.Kinds.SelectMany(kind => Below(BuiltIn.Find(kind.ApiVersion, kind.Kind)!, "", "", []).Select(found => new ClosedSet(kind.ApiVersion, kind.Kind, found.Before, found.After, found.Words)))];

    // What is said at the word, where nothing else is in the manifest.
    private static IEnumerable<string> Problems(ClosedSet set, string word)
    {
        var before = $"apiVersion: {set.ApiVersion}\nkind: {set.Kind}\nmetadata: {{name: web}}\n{set.Before}";
        var resources = ManifestReader.Read(YamlReader.Read(new SourceText("manifest.yaml", $"{before}\"{word}\"{set.After}\n"))).Resources;
        return ValueChecks.Of(LinkGraphBuilder.Build(resources, Stage.Whole), resources[0], BuiltIn.Release)
            .Where(problem => problem.At.Span.Start == before.Length)
            .Select(problem => problem.Message.ToString());
    }

    // Each definition once for a kind, at the first place that has it.
    private static IEnumerable<(string Before, string After, IReadOnlyList<string> Words)> Below(SchemaNode node, string before, string after, HashSet<SchemaNode> met)
    {
        if (!node.Values.IsEmpty)
            yield return (before, after, node.Values);
        if (node.Element is { } element)
        {
            var (open, close) = node.Type == SchemaType.List ? ("[", "]") : ("{a: ", "}");
            foreach (var found in Below(element, before + open, close + after, met))
                yield return found;
        }

        foreach (var field in node.Fields.ToArray())
        {
            if (field.Name is "status" or "metadata" || (ObjectOf(field.Node) is { } definition && !met.Add(definition)))
                continue;
            var (open, close) = before.Length == 0 ? ("", "") : ("{", "}");
            foreach (var found in Below(field.Node, $"{before}{open}{field.Name}: ", close + after, met))
                yield return found;
        }
    }

    private static SchemaNode? ObjectOf(SchemaNode node) => node.Element is { } element ? ObjectOf(element) : node.IsObject ? node : null;

    private sealed record ClosedSet(string ApiVersion, string Kind, string Before, string After, IReadOnlyList<string> Words)
    {
        public override string ToString() => $"{ApiVersion} {Kind}: {Before}WORD{After}";
    }
}
