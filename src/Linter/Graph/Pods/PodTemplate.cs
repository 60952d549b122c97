using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The pods that a workload makes: a view over its template, or over the Pod itself.</summary>
public sealed class PodTemplate
{
    private readonly MaybeNode labelsNode;
    private readonly MaybeNode spec;
    private const string PodName = "statefulset.kubernetes.io/pod-name";
    private const string JobName = "batch.kubernetes.io/job-name";
    private const string OldJobName = "job-name";

    private static readonly NodePath SelectorPath = NodePath.Parse("spec.selector");

    private ImmutableArray<Container> containers;
    private ImmutableArray<Container> longRunning;
    private ImmutableArray<ContainerPort> declaredPorts;
    private string? portsText;
    private LabelSet? ownLabels;
    private LabelSelector? writtenSelector;
    private PortIndex? portIndex;
    private Resource? rollout;

    internal PodTemplate(Resource workload, Node node, int ordinal, LabelSelector? selector = null)
    {
        writtenSelector = selector;
        Workload = workload;
        Node = node;
        Ordinal = ordinal;
        labelsNode = node.Find("metadata")?.Find("labels");
        Labels = LabelSet.Read(LabelsNode);
        spec = node.Find("spec");
        if (workload.Kind == Kinds.Rollout)
            RollOut(workload);
        Replicas = ReplicasOf(workload);
        RunsToCompletion = Workload.Info.RunsToCompletion || IsHelmTest
            || (Workload.Kind == Kinds.Pod && Spec?.Find("restartPolicy") is { } policy && (policy.Is("Never") || policy.Is("OnFailure")));
    }

    public Resource Workload { get; }

    /// <summary>The template's mapping, which holds metadata and spec; the resource's root for a Pod.</summary>
    public Node Node { get; }

    /// <summary>Its place among all templates of the unit; set once, before anybody asks.</summary>
    public int Ordinal { get; internal set; }

    public LabelSet Labels { get; }

    /// <summary>Labels that its controller gives to some of its pods for a time, beside those of the template or instead of them.</summary>
    internal ImmutableArray<LabelPair> PhaseLabels { get; private set; } = [];

    /// <summary>
    /// The Rollout makes its pods: that of the template, or one that names the workload (workloadRef). Said before anybody asks.
    /// </summary>
    internal void RollOut(Resource rollout)
    {
        this.rollout = rollout;
        PhaseLabels = PhaseLabels.AddRange(RolloutPhases.LabelsOf(rollout));
    }

    /// <summary>A controller adds this key to its pods.</summary>
    internal bool GetsLabel(string key) => Workload.Info.AddsLabel(key) || rollout?.Info.AddsLabel(key) == true;

    /// <summary>The keys that controllers add.</summary>
    internal IEnumerable<string> AddedLabels =>
        rollout is null ? Workload.Info.AddedLabels : Workload.Info.AddedLabels.AddRange(rollout.Info.AddedLabels);

    public Node? LabelsNode => labelsNode.In(Node);

    public Node? Spec => spec.In(Node);

    /// <summary>Regular containers in order, then init containers: the order in which the endpoints controller looks.</summary>
    public ImmutableArray<Container> Containers
    {
        get
        {
            // Whoever reads them first: there is one object for each container.
            if (containers.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref containers, ReadContainers());
            return containers;
        }
    }

    /// <summary>Those that run as long as the pod, sidecars behind regular containers.</summary>
    public ImmutableArray<Container> LongRunning
    {
        get
        {
            if (longRunning.IsDefault)
            {
                longRunning = Containers.Any(container => !container.IsLongRunning)
                    ? [.. Containers.Where(container => container.IsLongRunning)]
                    : Containers;
            }

            return longRunning;
        }
    }

    public bool HostNetwork => Spec?.Find("hostNetwork") is { } value && value.Scalar is { Type: ScalarType.Boolean, Boolean: true };

    /// <summary>spec.replicas, 1 where it is absent; null for kinds whose number the manifest does not say.</summary>
    public int? Replicas { get; }

    /// <summary>Its pods end by themselves: those of Jobs, bare Pods that are not restarted, Helm's test pods.</summary>
    public bool RunsToCompletion { get; }

    /// <summary>It exists only while <c>helm test</c> runs.</summary>
    public bool IsHelmTest => Workload.Annotation("helm.sh/hook") is { } hook
        && hook.Value.Split(',', StringSplitOptions.TrimEntries).All(name => name is "test" or "test-success" or "test-failure");

    /// <summary>
    /// Its pods have this label: the template says so, what runs in them sets it, or the controller adds the key. StatefulSets and Jobs put
    /// their own name into some of them, which is compared.
    /// </summary>
    public bool Carries(string key, string value)
    {
        foreach (var phase in PhaseLabels)
        {
            if (phase.Key == key && phase.Value == value)
                return true;
        }

        if (Labels.Find(key) is { } pair)
            return pair.Value == value;
        if (!GetsLabel(key))
            return SelfLabels.MayHave(this, key, value);

        return key switch
        {
            PodName => Workload.Kind != Kinds.StatefulSet || IsPodNameOf(Workload.Name, value),
            OldJobName or JobName => Workload.Kind != Kinds.Job || Workload.Name.Length == 0 || Workload.Name == value,
            // Knative's revisions are called after their Service: NAME-00001.
            "app" => value.StartsWith(Workload.Name + "-", StringComparison.Ordinal),
            _ => true,
        };
    }

    /// <summary>
    /// Keys of the labels that hold the workload's own name, or the pod's, which begins with it; empty where the workload has none.
    /// </summary>
    internal ImmutableArray<string> NamedKeys =>
        Workload.Name.Length == 0 ? []
            : Workload.Kind == Kinds.Job ? [JobName, OldJobName]
            : Workload.Kind == Kinds.StatefulSet ? [PodName]
            : [];

    /// <summary>
    /// The label of this key that its controller gives to the pods because of their name; of several the one with the number that is asked
    /// for. Null where it gives none.
    /// </summary>
    internal LabelPair? NamedLabel(LabelPair asked) => NamedKeys.Contains(asked.Key, StringComparer.Ordinal)
        ? new LabelPair(asked.Key, asked.Key == PodName ? $"{Workload.Name}-{NumberIn(asked.Value)}" : Workload.Name, Workload.NameNode,
            Workload.NameNode)
        : null;

    /// <summary>
    /// The container port that a named port resolves to, as the endpoints controller does: first by container order, then
    /// sidecars, name and protocol equal; null where nothing does.
    /// </summary>
    public ContainerPort? ResolvePort(string name, string protocol)
    {
        if (HasManyPorts)
            return Index.Named(name).FirstOrDefault(port => port.Container.IsLongRunning && port.Protocol == protocol);

        foreach (var port in DeclaredPorts)
        {
            if (port.Name == name && port.Protocol == protocol)
                return port;
        }

        return null;
    }

    /// <summary>
    /// The first declared port of this number and protocol; of no number, one whose own cannot be read. Null where there is none.
    /// </summary>
    internal ContainerPort? ResolvePort(int? number, string protocol)
    {
        if (HasManyPorts && number is { } some)
            return PortsNumbered(some).FirstOrDefault(port => port.Protocol == protocol);

        foreach (var port in DeclaredPorts)
        {
            if (port.Number == number && port.Protocol == protocol)
                return port;
        }

        return null;
    }

    /// <summary>Every declared port of containers that run as long as the pod.</summary>
    public ImmutableArray<ContainerPort> DeclaredPorts
    {
        get
        {
            if (declaredPorts.IsDefault)
                declaredPorts = LongRunning is [var only] ? only.Ports : [.. LongRunning.SelectMany(container => container.Ports)];
            return declaredPorts;
        }
    }

    /// <summary>The declared ports of this number, of containers that run as long as the pod.</summary>
    public IEnumerable<ContainerPort> PortsNumbered(int number) => HasManyPorts
        ? Index.Numbered(number).Where(port => port.Container.IsLongRunning)
        : DeclaredPorts.Where(port => port.Number == number);

    /// <summary>The ports of this name, of every container.</summary>
    public IEnumerable<ContainerPort> PortsNamed(string name) => HasManyPorts
        ? Index.Named(name)
        : Containers.SelectMany(container => container.Ports).Where(port => port.Name == name);

    /// <summary><see cref="DeclaredPorts"/> as messages list them, put into words once.</summary>
    internal string PortsText => portsText ??= PodText.Ports(DeclaredPorts);

    /// <summary>The labels by which the workload knows its pods; empty where it knows them otherwise. Read once.</summary>
    internal LabelSet OwnLabels => ownLabels ??= ReadOwnLabels();

    /// <summary>spec.selector as the workload's kind has it; null where it is no mapping, and for kinds without one. Read once.</summary>
    internal LabelSelector? WrittenSelector => writtenSelector ??= ReadSelector();

    public override string ToString() => Workload.ToString();

    private PortIndex Index => portIndex ??= new PortIndex(this);

    private bool HasManyPorts
    {
        get
        {
            if (portIndex is not null)
                return true;

            var count = 0;
            foreach (var container in Containers)
                count += container.Ports.Length;
            return count > PortIndex.FewPorts;
        }
    }

    private static int? ReplicasOf(Resource workload) => workload.Kind == Kinds.DaemonSet || workload.Info.RunsToCompletion ? null
        : workload.Kind == Kinds.Pod ? 1
        : workload.Root.Find("spec")?.Find("replicas") is { } replicas ? IntOrString.Integer(replicas)
        : 1;

    private static string NumberIn(string podName) =>
        podName[(podName.LastIndexOf('-') + 1)..] is { Length: > 0 } number && number.All(char.IsAsciiDigit) ? number : "0";

    private static bool IsPodNameOf(string statefulSet, string value) =>
        value.Length > statefulSet.Length + 1
        && value.StartsWith(statefulSet, StringComparison.Ordinal)
        && value[statefulSet.Length] == '-'
        && int.TryParse(value.AsSpan(statefulSet.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // A ReplicationController without a selector takes its template's labels.
    private LabelSet ReadOwnLabels() => WrittenSelector is { Pairs.IsEmpty: false } selector ? LabelSet.Of(selector.Pairs)
        : Workload.Info.Selector == SelectorStyle.Map ? Labels
        : LabelSet.Empty;

    private LabelSelector? ReadSelector() =>
        Workload.Find(SelectorPath) is not { IsMapping: true } selector ? null : Workload.Info.Selector switch
        {
            SelectorStyle.Map => LabelSelector.FromMap(selector),
            SelectorStyle.LabelSelector => LabelSelector.FromSelector(selector),
            _ => null,
        };

    private ImmutableArray<Container> ReadContainers()
    {
        if (Spec is not { } spec)
            return [];

        var (regular, init) = (spec.Find("containers")?.Items ?? default, spec.Find("initContainers")?.Items ?? default);
        var result = ImmutableArray.CreateBuilder<Container>(regular.Count + init.Count);
        foreach (var node in regular)
            result.Add(new Container(node, isInit: false));
        foreach (var node in init)
            result.Add(new Container(node, isInit: true));
        return result.DrainToImmutable();
    }
}
