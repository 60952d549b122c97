using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>What a resource may bring into the cluster that no manifest shows.</summary>
[Flags]
public enum Makes
{
    Nothing = 0,
    Pods = 1,
    Services = 2,
    Secrets = 4,
    ConfigMaps = 8,
    Ingresses = 16,

    /// <summary>Claims, ServiceAccounts, roles and whatever else a manifest may name.</summary>
    Others = 32,
    Anything = Pods | Services | Secrets | ConfigMaps | Ingresses | Others,
}

/// <summary>How a workload says which pods are its own.</summary>
public enum SelectorStyle
{
    /// <summary>It has no selector.</summary>
    None,

    /// <summary>A plain label map, empty meaning the template's labels (ReplicationController).</summary>
    Map,

    /// <summary>matchLabels and matchExpressions.</summary>
    LabelSelector,
}

/// <summary>What the linter knows of a kind.</summary>
/// <param name="Kind">Group and kind, the present group for kinds that moved.</param>
/// <param name="IsNamespaced">False for cluster-scoped kinds; unknown kinds count as namespaced.</param>
/// <param name="IsKnown">Whether the kind stands in one of our tables.</param>
public sealed record KindInfo(GroupKind Kind, bool IsNamespaced, bool IsKnown)
{
    /// <summary>Where its pod templates lie; empty for kinds without. A Pod is its own template.</summary>
    public ImmutableArray<NodePath> PodTemplates { get; init; } = [];

    /// <summary>Where its claim templates lie, which are volumes of its pods: beside the pod template (StatefulSet and its like).</summary>
    public ImmutableArray<NodePath> ClaimTemplates { get; init; } = [];

    public SelectorStyle Selector { get; init; }

    /// <summary>Label keys that its controller puts on the pods; a trailing * stands for any rest.</summary>
    public ImmutableArray<string> AddedLabels { get; init; } = [];

    /// <summary>What it makes beside the pods of its templates.</summary>
    public Makes Makes { get; init; }

    /// <summary>Its pods run to completion: no readiness, no lasting endpoint.</summary>
    public bool RunsToCompletion { get; init; }

    public bool IsWorkload => !PodTemplates.IsEmpty;

    /// <summary>Whether its controller puts this label key on its pods.</summary>
    public bool AddsLabel(string key)
    {
        foreach (var added in AddedLabels)
        {
            if (added.EndsWith('*') ? key.StartsWith(added.AsSpan(0, added.Length - 1), StringComparison.Ordinal) : key == added)
                return true;
        }

        return false;
    }
}
