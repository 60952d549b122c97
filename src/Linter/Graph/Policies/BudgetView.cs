using System.Globalization;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A PodDisruptionBudget: a view over its node (k8s.io/kubernetes pkg/controller/disruption).</summary>
public sealed class BudgetView
{
    private static readonly NodePath SelectorPath = NodePath.Parse("spec.selector");
    private static readonly NodePath MinAvailablePath = NodePath.Parse("spec.minAvailable");
    private static readonly NodePath MaxUnavailablePath = NodePath.Parse("spec.maxUnavailable");

    internal BudgetView(Resource resource, LinkGraph graph)
    {
        Resource = resource;
        if (resource.Find(SelectorPath) is { IsMapping: true } selector)
            Selector = LabelSelector.FromSelector(selector);
        // An empty selector means all pods of the namespace in v1, and none in v1beta1.
        SelectsNone = Selector is null || (Selector.IsEmpty && resource.ApiVersion.EndsWith("/v1beta1", StringComparison.Ordinal));
        Pods = SelectsNone ? PodSelection.None : graph.SelectPods(resource.Namespace, Selector!);
        MinAvailable = Given(resource.Find(MinAvailablePath));
        MaxUnavailable = Given(resource.Find(MaxUnavailablePath));
    }

    public Resource Resource { get; }

    /// <summary>Null where it is absent, null or no mapping.</summary>
    public LabelSelector? Selector { get; }

    public Node? SelectorNode => Resource.Find(SelectorPath);

    /// <summary>It selects no pods whatever their labels.</summary>
    public bool SelectsNone { get; }

    public PodSelection Pods { get; }

    public Node? MinAvailable { get; }

    public Node? MaxUnavailable { get; }

    /// <summary>The limit that counts; null where there is none, or where there are two, which the API server refuses.</summary>
    public Node? Limit => MinAvailable is null ? MaxUnavailable : MaxUnavailable is null ? MinAvailable : null;

    /// <summary>The field of the limit.</summary>
    public string LimitName => MinAvailable is null ? "maxUnavailable" : "minAvailable";

    /// <summary>It forbids every disruption, however many pods there are. More than 100% the API server refuses.</summary>
    public bool ForbidsAll => Limit is { } limit && (MinAvailable is null ? IsZero(limit) : Percent(limit) == 100);

    /// <summary>How many of this many pods may be down at once; null where the limit cannot be read. Percentages are rounded up.</summary>
    public int? Allowed(int pods)
    {
        if (Limit is not { } limit || Share(limit, pods) is not { } share)
            return null;

        return MinAvailable is null ? Math.Min(share, pods) : Math.Max(pods - share, 0);
    }

    private static int? Share(Node limit, int pods)
    {
        if (IntOrString.Integer(limit) is { } number)
            return number >= 0 ? number : null;

        return Percent(limit) is { } percent and <= 100 ? (int)Math.Min(((percent * pods) + 99) / 100, int.MaxValue) : null;
    }

    private static bool IsZero(Node limit) => IntOrString.Integer(limit) == 0 || Percent(limit) == 0;

    /// <summary>The number of "25%"; null for anything else.</summary>
    internal static long? Percent(Node limit) =>
        limit.Value is { Length: > 1 and < 8 } text && text[^1] == '%'
        && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            ? percent
            : null;

    private static Node? Given(Node? node) => node is { IsScalar: true, IsNull: false } && node.Value.Value.Length > 0 ? node : null;
}
