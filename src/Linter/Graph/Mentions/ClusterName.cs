using System.Collections.Immutable;
using Linter.Schema;
using Linter.Text;

namespace Linter.Graph;

/// <summary>
/// A host read as the cluster's DNS reads it, in the zone cluster.local: [POD.]SERVICE[.NAMESPACE[.svc[.cluster.local]]]
/// (github.com/kubernetes/dns docs/specification.md).
/// </summary>
/// <param name="Service">The label that stands where the Service's name belongs.</param>
/// <param name="ServiceStart">Its offset in the host.</param>
/// <param name="Namespace">Null where the name gives none: then it is that of who asks.</param>
/// <param name="Pod">The label before the Service; null where there is none.</param>
/// <param name="IsQualified">It ends in .svc or .svc.cluster.local, so that it can be nothing else.</param>
internal sealed record ClusterName(string Service, int ServiceStart, string? Namespace, string? Pod, bool IsQualified)
{
    private const string Zone = ".svc.cluster.local";
    private const string ShortZone = ".svc";
    private const string BareZone = "." + ClusterZone;

    public const string ClusterZone = "cluster.local";

    /// <summary>What stands behind ".svc." where it is nearly, but not quite, the zone; null where nothing is wrong with it.</summary>
    public string? MisspeltZone { get; init; }

    /// <summary>The zone follows without ".svc" before it, so nothing resolves it.</summary>
    public bool LacksSvc { get; init; }

    /// <summary>The port and the protocol that an SRV record's name asks for, without their underscores; null for other names.</summary>
    public (string Port, string Protocol)? Srv { get; init; }

    /// <summary>".svc" or ".svc.cluster.local" behind one label only: the namespace is missing, so nothing resolves it.</summary>
    public bool LacksNamespace => IsQualified && Namespace is null;

    /// <summary>
    /// The ways to read it, the likeliest first: "a.b" is Service a in namespace b, or pod a of Service b. Empty for what
    /// can be no Service's name.
    /// </summary>
    public static ImmutableArray<ClusterName> Read(string host)
    {
        var name = host.ToLowerInvariant().TrimEnd('.');
        var isQualified = name.EndsWith(Zone, StringComparison.Ordinal) || name.EndsWith(ShortZone, StringComparison.Ordinal);
        if (isQualified)
            name = name[..^(name.EndsWith(Zone, StringComparison.Ordinal) ? Zone : ShortZone).Length];

        var misspelt = isQualified ? null : FindMisspeltZone(name);
        if (misspelt is not null)
            (name, isQualified) = (name[..^(ShortZone.Length + 1 + misspelt.Length)], true);
        if (!isQualified && name.EndsWith(BareZone, StringComparison.Ordinal))
            return WithoutSvc(name[..^BareZone.Length]);

        var labels = name.Split('.');
        var (skipped, start) = (0, 0);
        // _port._protocol of an SRV record.
        while (skipped < labels.Length && skipped < 2 && labels[skipped].StartsWith('_'))
            start += labels[skipped++].Length + 1;
        var rest = labels.AsSpan(skipped);
        if (rest.Length is < 1 or > 3 || !AreLabels(rest))
            return [];

        var second = start + rest[0].Length + 1;
        (string, string)? srv = skipped == 2 ? (labels[0][1..], labels[1][1..]) : null;
        return rest.Length switch
        {
            1 => [new ClusterName(rest[0], start, null, null, isQualified) { Srv = srv }],
            2 when isQualified => [new ClusterName(rest[0], start, rest[1], null, true) { MisspeltZone = misspelt, Srv = srv }],
            2 => [new ClusterName(rest[0], start, rest[1], null, false), new ClusterName(rest[1], second, null, rest[0], false)],
            _ => [new ClusterName(rest[1], second, rest[2], rest[0], isQualified) { MisspeltZone = misspelt }],
        };
    }

    // Pods have names in the zone too: A-B-C-D.NAMESPACE.pod.
    private static ImmutableArray<ClusterName> WithoutSvc(string name)
    {
        var labels = name.Split('.');
        return AreLabels(labels) && labels.Length <= 2 && labels is not [.., "pod"]
            ? [new ClusterName(labels[0], 0, labels.ElementAtOrDefault(1), null, false) { LacksSvc = true }]
            : [];
    }

    private static bool AreLabels(ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!DnsNames.IsLabel(text))
                return false;
        }

        return true;
    }

    private static string? FindMisspeltZone(string name)
    {
        var at = name.IndexOf(ShortZone + ".", StringComparison.Ordinal);
        if (at < 0)
            return null;

        var zone = name[(at + ShortZone.Length + 1)..];
        return Spelling.IsNear(zone, ClusterZone) ? zone : null;
    }
}
