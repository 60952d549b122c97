using Linter.Configuration;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>What a rule may see, and how it makes a finding.</summary>
public sealed class RuleContext
{
    private readonly string ruleId;
    private readonly Func<string, RuleSettings> settingsOf;
    private readonly Preparation preparation;

    /// <param name="ruleId">The rule.</param>
    /// <param name="graph">The unit.</param>
    /// <param name="cluster">What it is for.</param>
    /// <param name="settingsOf">Those of each rule.</param>
    internal RuleContext(string ruleId, LinkGraph graph, ClusterFacts cluster, Func<string, RuleSettings> settingsOf)
        : this(ruleId, graph.Whole, cluster, settingsOf, new Preparation())
    {
    }

    private RuleContext(
        string ruleId, GraphPart part, ClusterFacts cluster, Func<string, RuleSettings> settingsOf, Preparation preparation)
    {
        this.ruleId = ruleId;
        this.settingsOf = settingsOf;
        this.preparation = preparation;
        Part = part;
        Cluster = cluster;
        Settings = settingsOf(ruleId);
    }

    /// <summary>Where links are looked up: everything that is applied together.</summary>
    public LinkGraph Graph => Part.Graph;

    /// <summary>What is to be judged: the whole graph, unless the rule <see cref="IRule.JudgesEach"/>.</summary>
    public GraphPart Part { get; }

    public ClusterFacts Cluster { get; }

    /// <summary>What is set for this rule. Options that may differ by file: <c>Settings.For(resource)</c>.</summary>
    public RuleSettings Settings { get; }

    /// <summary>The same for a part of the graph.</summary>
    internal RuleContext For(GraphPart part) => ReferenceEquals(part, Part) ? this : new(ruleId, part, Cluster, settingsOf, preparation);

    /// <summary>Another rule is on for the file of a resource, so that what it says there need not be said twice.</summary>
    public bool IsOn(string otherRule, Resource resource) =>
        settingsOf(otherRule) is { IsOff: false } other && other.LevelAt(resource.Source.Path) != Severity.Off;

    /// <summary>What the rule has to know of the whole graph, made once for all parts; a rule has one such thing.</summary>
    public T Prepare<T>(Func<LinkGraph, T> make)
        where T : class
    {
        lock (preparation)
            return (T)(preparation.Made ??= make(Graph));
    }

    /// <summary>A finding of the rule's own level at a node of a resource: a scalar, or the key of an entry.</summary>
    public Finding At(Resource resource, Node node, MessageText.Handler message) =>
        At(resource, node, RuleCatalog.Document(ruleId).Severity, message);

    /// <summary>A finding of another level, for a case that is less certain or less grave than the rule's main one.</summary>
    public Finding At(Resource resource, Node node, Severity severity, MessageText.Handler message) =>
        new(ruleId, severity > Severity.Note && IsFilledIn(resource, node) ? Severity.Note : severity, node.Head,
            MessageText.Of(message)) { Subject = SubjectAt(resource, node) };

    // What a value is once it is filled in, nobody sees here. The words of containers are the kubelet's to expand.
    private static bool IsFilledIn(Resource resource, Node node) =>
        node.IsScalar && node.Text is { Length: <= Placeholders.LongestWord } text && text.Contains('$')
        && (Placeholders.IsSubstituted(node.Value)
            || (Placeholders.IsVariable(node.Value)
                && !node.PathFromRoot(resource.Root).Contains("ontainers[", StringComparison.Ordinal)));

    /// <summary>
    /// The finding of a closed rule: lowered to a warning at most, with the reason, where what is missed may exist unseen.
    /// With evidence (a near name or label) the level stands, and the reason is still said.
    /// </summary>
    public Finding Closed(Finding finding, Makes missed, bool hasEvidence)
    {
        if (Graph.Stage.MayHide(missed) is not { } reason)
            return finding;

        return finding with
        {
            Severity = hasEvidence || finding.Severity < Severity.Warning ? finding.Severity : Severity.Warning,
            Notes = finding.Notes.Add("caution: " + reason),
        };
    }

    /// <summary>
    /// A closed rule about references to one kind: each is judged, unless the unit holds nothing of that kind at all; then
    /// one note stands for all of them.
    /// </summary>
    public IEnumerable<Finding> Judge<T>(
        GroupKind target, IEnumerable<T> references, Func<T, IEnumerable<Finding>> judge, Func<T, Finding> noneAtAll) =>
        Graph.HasNone(target) ? references.Take(1).Select(noneAtAll) : references.SelectMany(judge);

    public static FindingSubject SubjectAt(Resource resource, Node node)
    {
        var isOwn = ReferenceEquals(node.Tree, resource.Root.Tree);
        var path = isOwn ? node.PathFromRoot(resource.Root) : "";
        var key = path.Contains('[', StringComparison.Ordinal) ? node.KeyFromRoot(resource.Root) : path;
        return new FindingSubject(resource.KindName, resource.Namespace, resource.Name, path) { Key = key == path ? null : key };
    }

    private sealed class Preparation
    {
        public object? Made { get; set; }
    }
}

/// <summary>Settings as they hold for a resource.</summary>
public static class RuleSettingsOfResources
{
    /// <summary>The options as they hold for the file of a resource.</summary>
    public static RuleOptions For(this RuleSettings settings, Resource resource) => settings.For(resource.Source.Path);
}
