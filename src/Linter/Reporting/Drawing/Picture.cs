using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting.Drawing;

/// <summary>Where a node stands, from the outside in.</summary>
public enum PictureColumn
{
    /// <summary>What clients ask for: a host, a node's port, a load balancer.</summary>
    Host,

    /// <summary>Ingresses, Gateways, and what else of the cluster calls a Service.</summary>
    Entry,

    /// <summary>Routes of the Gateway API.</summary>
    Route,
    Service,
    Workload,

    /// <summary>ConfigMaps, Secrets, claims, ServiceAccounts, and what else is referred to.</summary>
    Configuration,
}

/// <summary>How a link stands, by the findings about it.</summary>
public enum LinkState
{
    Sound,

    /// <summary>A warning is about it, or its target only perhaps is the one that is meant.</summary>
    Doubtful,

    /// <summary>An error is about it.</summary>
    Broken,

    /// <summary>It leads to what no manifest of the unit shows, and no finding minds.</summary>
    Outside,
}

/// <summary>What a link does.</summary>
public enum LinkUse
{
    /// <summary>Hands traffic on.</summary>
    Sends,

    /// <summary>Takes pods by their labels.</summary>
    Selects,

    /// <summary>Names a Service as a host.</summary>
    Calls,

    /// <summary>Names another object.</summary>
    Uses,
}

/// <summary>A namespace of a unit.</summary>
/// <param name="Number">0-based, in the order of the picture.</param>
/// <param name="Unit">The unit's name; empty for the only one.</param>
/// <param name="Namespace">Null for resources that name none.</param>
/// <param name="Title">"namespace shop", "staging: namespace shop".</param>
public sealed record PictureGroup(int Number, string Unit, string? Namespace, string Title);

/// <summary>A resource, a host, or something that is named but not there.</summary>
/// <param name="Number">0-based, in the order of the picture.</param>
/// <param name="Column">Where it stands.</param>
/// <param name="Group">Its namespace; that of the first target for a host.</param>
/// <param name="Kind">As written, such as "Deployment"; a word for what is no resource.</param>
/// <param name="Name">As written.</param>
public sealed record PictureNode(int Number, PictureColumn Column, PictureGroup Group, string Kind, string Name)
{
    /// <summary>What stands beside the kind, such as "×2"; empty for nothing.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Its ports; empty for none.</summary>
    public string Ports { get; init; } = "";

    /// <summary>Where it is written; null for hosts and what is not there.</summary>
    public SourceSpan? Place { get; init; }

    /// <summary>Something points at it, and no manifest of the unit defines it.</summary>
    public bool IsMissing { get; init; }

    public LinkState State { get; init; }

    /// <summary>Findings in it that are about none of its links.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>"Deployment cart".</summary>
    public override string ToString() => Name.Length == 0 ? Kind : $"{Kind} {Name}";
}

/// <summary>A link from one node to another.</summary>
/// <param name="Number">0-based, in the order of the picture.</param>
/// <param name="From">Number of the node that points.</param>
/// <param name="To">Number of the node that it points at.</param>
/// <param name="Use">What it does.</param>
/// <param name="Label">Paths and ports; empty for none.</param>
public sealed record PictureEdge(int Number, int From, int To, LinkUse Use, string Label)
{
    /// <summary>The field that says it, such as "envFrom.configMapRef"; empty where the label does.</summary>
    public string Through { get; init; } = "";

    /// <summary>Where it is written; null where nothing says it.</summary>
    public SourceSpan? Place { get; init; }

    public LinkState State { get; init; }

    /// <summary>Findings about it, the gravest first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];
}

/// <summary>What a unit's links look like; several units stand side by side. Every list is in a stable order.</summary>
/// <param name="Groups">Unit by unit, namespace by namespace.</param>
/// <param name="Nodes">Column by column within each group's unit.</param>
/// <param name="Edges">By their source.</param>
/// <param name="Unplaced">Findings about no node and no link, such as a file that cannot be read.</param>
public sealed record Picture(
    ImmutableArray<PictureGroup> Groups, ImmutableArray<PictureNode> Nodes, ImmutableArray<PictureEdge> Edges,
    ImmutableArray<Finding> Unplaced)
{
    public int Count(LinkState state) => Edges.Count(edge => edge.State == state);
}

/// <summary>Words for what a picture holds.</summary>
internal static class PictureWords
{
    private const int MostRules = 2;

    public static string Of(LinkState state) => state switch
    {
        LinkState.Doubtful => "doubtful",
        LinkState.Broken => "broken",
        LinkState.Outside => "outside",
        _ => "sound",
    };

    public static string Of(LinkUse use) => use switch
    {
        LinkUse.Selects => "selects",
        LinkUse.Calls => "calls",
        LinkUse.Uses => "uses",
        _ => "sends to",
    };

    public static string Of(PictureColumn column) => column switch
    {
        PictureColumn.Host => "Host",
        PictureColumn.Entry => "Ingress, Gateway",
        PictureColumn.Route => "Route",
        PictureColumn.Service => "Service",
        PictureColumn.Workload => "Workload",
        _ => "Configuration",
    };

    /// <summary>The rules of findings, each once: "ingress-port-not-found, yaml-trap"; of many the gravest and their number.</summary>
    public static string Rules(ImmutableArray<Finding> findings)
    {
        var rules = findings.Select(finding => finding.RuleId).Distinct(StringComparer.Ordinal).ToList();
        return rules.Count > MostRules
            ? string.Create(CultureInfo.InvariantCulture, $"{rules[0]} and {rules.Count - 1} more rules")
            : string.Join(", ", rules);
    }

    /// <summary>"✗ image-invalid", "? readiness-missing": what makes a node broken or doubtful; empty for others.</summary>
    public static string Doubt(PictureNode node)
    {
        var rules = Rules([.. node.Findings.Where(finding => finding.Severity >= Severity.Warning)]);
        return rules.Length == 0 ? "" : $"{(node.State == LinkState.Broken ? '✗' : '?')} {rules}";
    }

    /// <summary>What stands on the line: a broken link says so in words, too.</summary>
    public static string Label(PictureEdge edge) => edge.State != LinkState.Broken ? edge.Label
        : $"✗ {(edge.Label.Length > 0 ? edge.Label : edge.Findings[0].RuleId)}";

    /// <summary>"✗2 !1": how many errors, warnings and notes.</summary>
    public static string Mark(ImmutableArray<Finding> findings)
    {
        (Severity Severity, char Sign)[] signs = [(Severity.Error, '✗'), (Severity.Warning, '!'), (Severity.Note, 'i')];
        return string.Join(' ', signs.Select(sign => (sign.Sign, Count: findings.Count(finding => finding.Severity == sign.Severity)))
            .Where(sign => sign.Count > 0)
            .Select(sign => string.Create(CultureInfo.InvariantCulture, $"{sign.Sign}{sign.Count}")));
    }
}
