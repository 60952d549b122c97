using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The pods that a selector reaches.</summary>
/// <param name="certain">In the selector's namespace.</param>
/// <param name="possible">
/// In a namespace that perhaps is the selector's (see <see cref="Namespaces"/>); filled only where nothing is certain.
/// </param>
public sealed class PodSelection(ImmutableArray<PodTemplate> certain, ImmutableArray<PodTemplate> possible)
{
    private Memo<(string? Name, int? Number, string Protocol), ImmutableArray<PodTarget>>? targets;
    private SelectedWorkloads? workloads;
    private ListeningPods? listening;
    private ImmutableArray<Resource> owners;

    // No port can be called so: any name that no pod declares, and any number.
    private const string UnknownName = "*";
    private const string UnknownNumber = "#";

    public static PodSelection None { get; } = new([], []);

    public ImmutableArray<PodTemplate> Certain { get; } = certain;

    public ImmutableArray<PodTemplate> Possible { get; } = possible;

    public bool IsEmpty => Certain.IsEmpty && Possible.IsEmpty;

    /// <summary>So many are certain that selectors which say the same share one selection.</summary>
    internal bool IsShared => Certain.Length >= PodIndex.ManyCandidates;

    /// <summary>What makes <see cref="Certain"/>, each once.</summary>
    internal ImmutableArray<Resource> Owners
    {
        get
        {
            if (owners.IsDefault)
                owners = [.. Certain.Select(template => template.Workload).Distinct()];
            return owners;
        }
    }

    /// <summary>The workloads of <see cref="Certain"/>, as they are to each other.</summary>
    internal SelectedWorkloads Workloads => LazyInitializer.EnsureInitialized(ref workloads, () => new SelectedWorkloads(this));

    /// <summary>The ports of <see cref="Certain"/>.</summary>
    internal ListeningPods Listening => LazyInitializer.EnsureInitialized(ref listening, () => new ListeningPods(Certain));

    /// <summary>What a Service port comes to on <see cref="Certain"/>.</summary>
    internal ImmutableArray<PodTarget> Resolve(ServicePort port)
    {
        if (!IsShared || port.TargetPort is not { } target)
            return EndpointResolution.Resolve(port, Certain);

        var memo = LazyInitializer.EnsureInitialized(ref targets,
            static () => new Memo<(string? Name, int? Number, string Protocol), ImmutableArray<PodTarget>>());
        // Whatever no pod declares comes to the same; the number alone differs.
        var isUnknown = Listening.KnowsNothingOf(target);
        var key = (isUnknown && target.Name is not null ? UnknownName : target.Name, target.Number, port.Protocol);
        if (memo.TryGetValue(key, out var known))
            return known;
        if (!isUnknown || target.Number is not { } number)
            return memo.Keep(key, EndpointResolution.Resolve(port, Certain));

        var same = (UnknownNumber, (int?)null, port.Protocol);
        var pattern = memo.TryGetValue(same, out var resolved) ? resolved : memo.Keep(same, EndpointResolution.Resolve(port, Certain));
        return memo.Keep(key, [.. pattern.Select(pods => pods with { Number = number })]);
    }
}

/// <summary>The pod template that comes nearest to a selector.</summary>
/// <param name="Pods">The template.</param>
/// <param name="Agreeing">How many of the selector's pairs it carries.</param>
/// <param name="Differing">The selector's first pair that it lacks or has otherwise.</param>
/// <param name="Label">Its own label of that key, or the one that its controller gives it; null where it has none.</param>
/// <param name="IsLikely">
/// Every other pair agrees, and the differing value is a slip of the finger away or is the same but for what such a name may end in ("web",
/// "webapp").
/// </param>
/// <param name="IsNear">The same, and a slip of the finger away: evidence that this one was meant.</param>
public sealed record NearestPods(PodTemplate Pods, int Agreeing, LabelPair Differing, LabelPair? Label, bool IsLikely, bool IsNear)
{
    /// <summary>Where it says otherwise than what is selected: its label, else its labels, else its name.</summary>
    public Node At => Label?.ValueNode ?? (Pods.Labels.Pairs is [var first, ..] ? first.ValueNode : Pods.Workload.NameNode);

    /// <summary>What it says there.</summary>
    public string Says =>
        Label is not { } label ? $"{Pods.Workload.Quoted} {(Pods.Labels.IsEmpty ? "gives its pods no labels" : $"labels its pods '{Pods.Labels}'")}"
        : label.ValueNode == Pods.Workload.NameNode ? $"the pods of {Pods.Workload.Quoted} get the label '{label}'"
        : $"{Pods.Workload.Quoted} says '{label.Value}' here";
}

/// <summary>Pod templates by namespace and label pair, so that no selector has to look at all of them.</summary>
internal sealed class PodIndex
{
    // Bounds on what one search for a near label may look at: beyond it the hint is worth less than the time. Where there are
    // many pods there are many searches.
    private const int FewestCandidates = 16;
    private const int Searches = 200_000;

    // From here on the same selection of several selectors is made once.
    internal const int ManyCandidates = 64;

    // What names of one thing end in or not. Any other word makes another thing of it.
    private static readonly string[] Endings =
    [
        "app", "application", "svc", "service", "server", "srv", "deploy", "deployment", "dep", "pod", "pods", "container", "workload",
        "sts", "statefulset", "ds", "daemonset", "rs",
    ];

    private readonly int nearCandidates;
    private readonly Namespaces namespaces;
    private readonly bool isAnyFilledInLater;
    private readonly Dictionary<string, List<PodTemplate>> byNamespace = new(StringComparer.Ordinal);
    private readonly Dictionary<(string? Namespace, string Key, string Value), List<PodTemplate>> byPair;
    private readonly ImmutableArray<PodTemplate> templates;
    private Dictionary<(string Key, string Value), List<PodTemplate>>? byPairAnywhere;
    private object? byPairAnywhereGate;
    private readonly Dictionary<(string? Namespace, string Key), List<PodTemplate>> byKey = [];
    private ILookup<(string? Namespace, string Name), PodTemplate>? byName;
    private readonly Memo<string, PodSelection> selections = new(StringComparer.Ordinal);
    private readonly HashSet<string> addedLabels = new(StringComparer.Ordinal);

    public PodIndex(ImmutableArray<PodTemplate> templates, Namespaces namespaces)
    {
        this.templates = templates;
        this.namespaces = namespaces;
        isAnyFilledInLater = namespaces.Names.Any(Namespaces.IsFilledInLater);
        byPair = new(templates.Length);
        nearCandidates = Math.Clamp(Searches / Math.Max(1, templates.Length), FewestCandidates, Spelling.MostCandidates);
        foreach (var template in templates)
        {
            Add(byNamespace, template.Workload.Namespace ?? "", template);
            foreach (var pair in template.Labels.Pairs)
            {
                Add(byPair, (template.Workload.Namespace, pair.Key, pair.Value), template);
                Add(byKey, (template.Workload.Namespace, pair.Key), template, nearCandidates);
            }

            foreach (var key in template.NamedKeys)
                Add(byKey, (template.Workload.Namespace, key), template, nearCandidates);

            foreach (var key in template.AddedLabels)
                addedLabels.Add(key);
            foreach (var pair in template.PhaseLabels)
                addedLabels.Add(pair.Key);
        }
    }

    // Only what no pod of its own namespace carries is looked for in others.
    private Dictionary<(string Key, string Value), List<PodTemplate>> ByPairAnywhere =>
        LazyInitializer.EnsureInitialized(ref byPairAnywhere, ref byPairAnywhereGate, FindPairs);

    private Dictionary<(string Key, string Value), List<PodTemplate>> FindPairs()
    {
        var found = new Dictionary<(string Key, string Value), List<PodTemplate>>();
        foreach (var template in templates)
        {
            foreach (var pair in template.Labels.Pairs)
                Add(found, (pair.Key, pair.Value), template);
        }

        return found;
    }

    public PodSelection Select(string? @namespace, LabelSelector selector)
    {
        var beside = namespaces.Beside(@namespace);
        var count = Candidates(@namespace, selector).Count;
        foreach (var other in beside)
            count += Candidates(other, selector).Count;
        if (count < ManyCandidates)
            return Select(@namespace, beside, selector, count);

        var key = $"{@namespace ?? "\u0002"}\u0003{selector.Key}";
        return selections.TryGetValue(key, out var known) ? known : selections.Keep(key, Select(@namespace, beside, selector, count));
    }

    private PodSelection Select(string? @namespace, ImmutableArray<string?> beside, LabelSelector selector, int most)
    {
        var certain = ImmutableArray.CreateBuilder<PodTemplate>(most);
        AddMatching(certain, Candidates(@namespace, selector), selector);
        foreach (var other in beside)
            AddMatching(certain, Candidates(other, selector), selector);
        if (certain.Count > 0)
        {
            if (!beside.IsEmpty)
                certain.Sort(static (a, b) => a.Ordinal.CompareTo(b.Ordinal));
            return new PodSelection(certain.DrainToImmutable(), []);
        }

        if (@namespace is null || isAnyFilledInLater || Namespaces.IsFilledInLater(@namespace)
            || ShortestAnywhere(selector) is not { Count: >= ManyCandidates })
        {
            return Possible(@namespace, selector);
        }

        // To each named namespace that is not certainly the unnamed one, the same pods are possible: the unnamed ones.
        var key = $"{(namespaces.Meet(@namespace, null) == Meeting.Perhaps ? '\u0004' : '\u0005')}{selector.Key}";
        return selections.TryGetValue(key, out var known) ? known : selections.Keep(key, Possible(@namespace, selector));
    }

    private static void AddMatching(ImmutableArray<PodTemplate>.Builder matching, List<PodTemplate> candidates, LabelSelector selector)
    {
        foreach (var template in candidates)
        {
            if (selector.Matches(template))
                matching.Add(template);
        }
    }

    private PodSelection Possible(string? @namespace, LabelSelector selector) =>
        new([], [.. Elsewhere(selector).Where(template => namespaces.Meet(@namespace, template.Workload.Namespace) == Meeting.Perhaps)]);

    /// <summary>Templates of any namespace that match, in order.</summary>
    public IEnumerable<PodTemplate> Elsewhere(LabelSelector selector) =>
        ShortestAnywhere(selector) is { } shortest ? shortest.Where(selector.Matches) : [];

    // Null where a pair is on no pod, or there is none.
    private List<PodTemplate>? ShortestAnywhere(LabelSelector selector)
    {
        List<PodTemplate>? shortest = null;
        foreach (var pair in selector.Pairs)
        {
            if (!ByPairAnywhere.TryGetValue((pair.Key, pair.Value), out var list))
                return null;
            if (shortest is null || list.Count < shortest.Count)
                shortest = list;
        }

        return shortest;
    }

    private IEnumerable<PodTemplate> With(LabelPair pair, LabelSelector selector) =>
        ByPairAnywhere.TryGetValue((pair.Key, pair.Value), out var list) ? list.Where(selector.Matches) : [];

    /// <summary>Templates of all namespaces that match, with the labels that controllers add, in order.</summary>
    public IEnumerable<PodTemplate> Anywhere(ImmutableArray<PodTemplate> all, LabelSelector selector)
    {
        foreach (var pair in selector.Pairs)
        {
            if (!IsAddedByAnyone(pair.Key))
                return With(pair, selector);
        }

        return all.Where(selector.Matches);
    }

    /// <summary>
    /// The template of the namespace that agrees best, of equal ones that which stands nearest to the selector, and then that which has
    /// most words of the name; null where it has no template that shares a label key.
    /// </summary>
    public NearestPods? Nearest(string? @namespace, LabelSelector selector, string? preferredName)
    {
        NearestPods? best = null;
        var bestRank = (Agreeing: 0, IsSlip: false, IsPreferred: false, HasLabel: false, Nearness: 0, SameWords: 0);
        var file = selector.Pairs is [var pair, ..] ? pair.KeyNode.Span.Source.Path : "";
        foreach (var template in NearCandidatesOf(@namespace, selector, preferredName))
        {
            if (Judge(template, selector, preferredName) is not { } candidate)
                continue;

            var rank = (candidate.Agreeing, IsSlip(candidate) || IsNamesake(candidate, preferredName), template.Workload.Name == preferredName,
                candidate.Label is not null,
                Whereabouts.Nearness(file, template.Workload.Source.Path),
                NameWords.Common(preferredName, template.Workload.Name));
            if (best is null || rank.CompareTo(bestRank) > 0)
                (best, bestRank) = (candidate, rank);
        }

        return best;
    }

    private static NearestPods? Judge(PodTemplate template, LabelSelector selector, string? preferredName)
    {
        var agreeing = 0;
        LabelPair? differing = null;
        foreach (var pair in selector.Pairs)
        {
            if (template.Carries(pair.Key, pair.Value))
                agreeing++;
            else
                differing ??= pair;
        }

        if (differing is not { } first)
            return null;

        var label = template.Labels.Find(first.Key) ?? template.NamedLabel(first);
        var likely = agreeing == selector.Pairs.Length - 1 && label is { } own
            && (IsSlip(first.Value, own.Value)
                || (IsCalled(template, preferredName, first.Value)
                    && (Continues(own.Value, first.Value) || Continues(first.Value, own.Value))));
        return new NearestPods(template, agreeing, first, label, likely,
            likely && !Placeholders.IsSubstituted(label!.Value.Value) && IsTypo(first.Value, label.Value.Value));
    }

    // Service cart selects "carts": its Deployment cart is as near as what is labelled "cards", whatever its own label says.
    private static bool IsNamesake(NearestPods pods, string? name) =>
        name is not null && pods.Pods.Workload.Name == name && (pods.Differing.Value == name || IsSlip(pods.Differing.Value, name));

    private static bool IsSlip(NearestPods pods) => pods.Label is { } label && IsSlip(pods.Differing.Value, label.Value);

    // "web" for "web-app" is as telling as "wbe" for "web"; "weaviate" for "weaviate-chatbot" is not.
    private static bool IsSlip(string wanted, string found) =>
        IsTypo(wanted, found) || IsExtension(wanted, found) || IsExtension(found, wanted);

    // One letter more or less is a slip in a short word too, where another letter makes another word (api, app).
    private static bool IsTypo(string wanted, string found) =>
        NearNames.IsSlip(wanted, found)
        || (Math.Abs(wanted.Length - found.Length) == 1 && Math.Min(wanted.Length, found.Length) >= 3
            && wanted.All(char.IsAsciiLetter) && found.All(char.IsAsciiLetter) && Spelling.IsNear(wanted, found));

    // Under the name that is asked for any ending may be meant: "payments-api" of Deployment payments.
    private static bool IsCalled(PodTemplate template, string? preferredName, string wanted) =>
        template.Workload.Name == preferredName || template.Workload.Name == wanted;

    private static bool Continues(string longer, string name) =>
        name.Length >= 2 && longer.Length > name.Length && longer.StartsWith(name, StringComparison.Ordinal);

    private static bool IsExtension(string name, string longer) =>
        Continues(longer, name) && Endings.Contains(longer[name.Length..].TrimStart('-', '_', '.'), StringComparer.OrdinalIgnoreCase);

    private IEnumerable<PodTemplate> NearCandidatesOf(string? @namespace, LabelSelector selector, string? preferredName)
    {
        var seen = new HashSet<int>();
        foreach (var same in namespaces.Same(@namespace))
        {
            // Among many, the one that bears the name is not left out.
            if (preferredName is not null
                && selector.Pairs.Any(pair => byKey.TryGetValue((same, pair.Key), out var some) && some.Count == nearCandidates))
            {
                foreach (var template in Named(same, preferredName)
                    .Where(template => selector.Pairs.Any(pair => template.Labels.Find(pair.Key) is not null)))
                {
                    if (seen.Add(template.Ordinal))
                        yield return template;
                }
            }

            foreach (var pair in selector.Pairs)
            {
                var agreeing = byPair.GetValueOrDefault((same, pair.Key, pair.Value)) ?? [];
                var sameKey = byKey.GetValueOrDefault((same, pair.Key)) ?? [];
                foreach (var template in agreeing.Take(nearCandidates).Concat(sameKey))
                {
                    if (seen.Add(template.Ordinal))
                        yield return template;
                }
            }
        }
    }

    private IEnumerable<PodTemplate> Named(string? @namespace, string name) =>
        (byName ??= byNamespace.Values.SelectMany(group => group)
            .ToLookup(template => (template.Workload.Namespace, template.Workload.Name)))[(@namespace, name)]
            .Take(nearCandidates);

    // In the order of all templates.
    private List<PodTemplate> Candidates(string? @namespace, LabelSelector selector)
    {
        List<PodTemplate>? shortest = null;
        foreach (var pair in selector.Pairs)
        {
            if (IsAddedByAnyone(pair.Key))
                continue;

            var list = byPair.GetValueOrDefault((@namespace, pair.Key, pair.Value));
            if (list is null)
                return [];
            if (shortest is null || list.Count < shortest.Count)
                shortest = list;
        }

        if (shortest is not null)
            return shortest;

        // Only labels that controllers add, or only expressions: nothing to look up by.
        return byNamespace.GetValueOrDefault(@namespace ?? "") ?? [];
    }

    private bool IsAddedByAnyone(string key)
    {
        foreach (var added in addedLabels)
        {
            if (added.EndsWith('*') ? key.StartsWith(added.AsSpan(0, added.Length - 1), StringComparison.Ordinal) : added == key)
                return true;
        }

        return SelfLabels.IsKey(key);
    }

    private static void Add<TKey>(Dictionary<TKey, List<PodTemplate>> index, TKey key, PodTemplate template, int limit = int.MaxValue)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = new List<PodTemplate>(1);
        if (list.Count < limit)
            list.Add(template);
    }
}
