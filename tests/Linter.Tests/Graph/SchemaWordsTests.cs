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

    // Of Istio, OpenShift, cert-manager, KEDA, Strimzi, prometheus-operator, network plugins and external-secrets; the one of GatewayView
    // is of older listeners.
    private static readonly (string, string)[] OfOthers =
    [
        ("AcmeNames", "spec.acme"),
        ("AcmeNames", "spec.dnsNames[*]"),
        ("AcmeNames", "spec.issuerRef"),
        ("ClassNames", "spec.project"),
        ("ClassNames", "spec.template.spec.project"),
        ("DestinationRuleView", "trafficPolicy.portLevelSettings[*].port"),
        ("GatewayView", "tls.frontendValidation.caCertificateRefs[*]"),
        ("HostMentions", "spec.triggers[*].metadata"),
        ("ImageTriggers", "spec.triggers[*].type"),
        ("IstioGatewayValues", "spec.exportTo"),
        ("MadeLabels", "spec.labels"),
        ("MeasuredRequests", "spec.triggers[*]"),
        ("MeasuredRequests", "spec.resourcePolicy.containerPolicies[*].containerName"),
        ("Mesh", "spec.hosts[*]"),
        ("MonitorView", "spec.namespaceSelector.any"),
        ("MonitorView", "spec.namespaceSelector.matchNames[*]"),
        ("PluginPolicies", "spec.endpointSelector"),
        ("PluginPolicies", "spec.appliedTo"),
        ("PluginPolicies", "spec.subject.pods.podSelector"),
        ("Producers", "spec.secretTemplate.annotations"),
        ("Producers", "spec.target.template.metadata.annotations"),
        ("RolloutPhases", "spec.strategy.canary"),
        ("RolloutPhases", "spec.strategy.blueGreen"),
        ("RolloutPhases", "spec.workloadRef"),
        ("RolloutValues", "spec.strategy.canary"),
        ("RolloutValues", "spec.strategy.blueGreen"),
        ("ScaleTarget", "spec.minReplicaCount"),
        ("ScaleTarget", "spec.maxReplicaCount"),
        ("Scaling", "spec.maxReplicaCount"),
        ("TraefikBackend", "spec.weighted.services[*]"),
        ("TraefikBackend", "spec.highestRandomWeight.services[*]"),
        ("TraefikBackend", "spec.mirroring"),
        ("TraefikBackend", "spec.mirroring.mirrors[*]"),
        ("TraefikBackend", "spec.errors.service"),
    ];

    // A CRD's selector has a schema alone; that of a CronJob's Jobs is refused as a whole; old metrics, bundles and templates alone are not
    // judged.
    private static readonly string[] NotJudged =
    [
        "allowedListeners: {", "allowedRoutes: {", "jobTemplate: {spec: {selector: {", "autoscaling/v2beta1 ", "clusterTrustBundle: {",
        "v1 PodTemplate: ",
    ];

    [Fact]
    public void A_word_that_no_closed_set_of_the_schema_has_is_refused() =>
        ClosedSets().Select(set => set.Place)
            .Where(place => !Problems(place, "other").Any())
            .Select(place => place.ToString())
            .Should().BeEmpty();

    [Fact]
    public void A_word_of_a_closed_set_of_the_schema_is_never_refused_as_none_of_them() =>
        ClosedSets().SelectMany(set => set.Words.Where(word => word.Length > 0).SelectMany(word => Problems(set.Place, word)))
            .Where(problem => problem.Contains(" one of ", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void A_key_that_is_none_is_refused_in_every_label_selector_of_the_schema() =>
        Selectors().Where(place => !Problems(place, "-a").Any())
            .Select(place => place.ToString())
            .Where(place => !NotJudged.Any(place.Contains))
            .Should().BeEmpty();

    [Fact]
    public void Paths_lead_to_fields_of_the_schema_save_those_of_custom_kinds()
    {
        var definitions = Definitions();
        var paths = typeof(LinkGraph).Assembly.GetTypes()
            .Where(type => type.Namespace is { } name
                && (name.StartsWith("Linter.Graph", StringComparison.Ordinal) || name == "Linter.Rules") && !type.ContainsGenericParameters)
            .SelectMany(type =>
                type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(field => (Owner: type.Name, Paths: PathsIn(field.GetValue(null)))))
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
            found = found.SelectMany(node => step == "*" ? [.. node.Fields.ToArray().Select(field => field.Node),
                .. node.Element is { } value ? [value] : (SchemaNode[])[]]
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

    private static IEnumerable<(Place Place, IReadOnlyList<string> Words)> ClosedSets() =>
        [.. BuiltIn.Kinds.SelectMany(kind => Below(BuiltIn.Find(kind.ApiVersion, kind.Kind)!, "", "", [])
            .Where(found => !found.Node.Values.IsEmpty)
            .Select(found => (new Place(kind.ApiVersion, kind.Kind, found.Before, found.After),
                (IReadOnlyList<string>)found.Node.Values)))];

    private static IEnumerable<Place> Selectors() =>
        [.. BuiltIn.Kinds.SelectMany(kind => Below(BuiltIn.Find(kind.ApiVersion, kind.Kind)!, "", "", [])
            .Where(found => IsSelector(found.Node))
            .Select(found => new Place(kind.ApiVersion, kind.Kind, found.Before + "{matchLabels: {", ": a}}" + found.After)))];

    private static bool IsSelector(SchemaNode node) => node.Find("matchLabels") is not null && node.Find("matchExpressions") is not null;

    // What is said at the word, where nothing else is in the manifest.
    private static IEnumerable<string> Problems(Place place, string word)
    {
        var before = $"apiVersion: {place.ApiVersion}\nkind: {place.Kind}\nmetadata: {{name: web}}\n{place.Before}";
        var resources = ManifestReader.Read(YamlReader.Read(new SourceText("manifest.yaml",
            $"{before}\"{word}\"{place.After}\n"))).Resources;
        return ValueChecks.Of(LinkGraphBuilder.Build(resources, Stage.Whole), resources[0], BuiltIn.Release)
            .Where(problem => problem.At.Span.Start == before.Length)
            .Select(problem => problem.Message.ToString());
    }

    // Each definition once for a kind, at the first place that has it.
    private static IEnumerable<(string Before, string After, SchemaNode Node)> Below(
        SchemaNode node, string before, string after, HashSet<SchemaNode> met)
    {
        yield return (before, after, node);
        if (node.Element is { } element)
        {
            var (open, close) = node.Type == SchemaType.List ? ("[", "]") : ("{a: ", "}");
            foreach (var found in Below(element, before + open, close + after, met))
                yield return found;
        }

        foreach (var field in node.Fields.ToArray())
        {
            if (field.Name is "status" or "metadata"
                || (ObjectOf(field.Node) is { } definition && !IsSelector(definition) && !met.Add(definition)))
            {
                continue;
            }

            var (open, close) = before.Length == 0 ? ("", "") : ("{", "}");
            foreach (var found in Below(field.Node, $"{before}{open}{field.Name}: ", close + after, met))
                yield return found;
        }
    }

    private static SchemaNode? ObjectOf(SchemaNode node) => node.Element is { } element ? ObjectOf(element) : node.IsObject ? node : null;

    private sealed record Place(string ApiVersion, string Kind, string Before, string After)
    {
        public override string ToString() => $"{ApiVersion} {Kind}: {Before}WORD{After}";
    }
}
