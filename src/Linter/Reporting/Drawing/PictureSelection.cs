using System.Collections.Immutable;
using Linter.Findings;

namespace Linter.Reporting.Drawing;

/// <summary>Parts of a picture, with the numbers made anew.</summary>
public static class PictureSelection
{
    /// <summary>What lies within so many links of some nodes, whichever way they lead.</summary>
    public static Picture Around(Picture picture, IReadOnlyCollection<PictureNode> centres, int depth)
    {
        var (near, edge) = (centres.Select(node => node.Number).ToHashSet(), centres.Select(node => node.Number).ToList());
        var links = Links(picture);
        for (var step = 0; step < depth && edge.Count > 0; step++)
            edge = [.. edge.SelectMany(number => links[number]).Where(near.Add)];
        return Of(picture, node => near.Contains(node.Number), _ => true, withUnplaced: false);
    }

    /// <summary>Broken links and what has an error, with their neighbours.</summary>
    public static Picture Broken(Picture picture)
    {
        var centres = picture.Edges.Where(edge => edge.State == LinkState.Broken).SelectMany(edge => (int[])[edge.From, edge.To])
            .Concat(picture.Nodes.Where(node => node.Findings.Any(finding => finding.Severity == Severity.Error))
                .Select(node => node.Number))
            .ToHashSet();
        var links = Links(picture);
        var shown = centres.Concat(centres.SelectMany(number => links[number])).ToHashSet();
        return Of(picture, node => shown.Contains(node.Number), edge => centres.Contains(edge.From) || centres.Contains(edge.To),
            withUnplaced: true);
    }

    /// <summary>The nodes that a condition holds for, with what links lead to and from.</summary>
    public static Picture Within(Picture picture, Func<PictureGroup, bool> isWanted)
    {
        var inside = picture.Nodes.Where(node => isWanted(node.Group)).Select(node => node.Number).ToHashSet();
        var links = Links(picture);
        var shown = inside.Concat(inside.SelectMany(number => links[number])).ToHashSet();
        return Of(picture, node => shown.Contains(node.Number), edge => inside.Contains(edge.From) || inside.Contains(edge.To),
            withUnplaced: false);
    }

    private static ILookup<int, int> Links(Picture picture) => picture.Edges
        .SelectMany(edge => ((int One, int Other)[])[(edge.From, edge.To), (edge.To, edge.From)])
        .ToLookup(link => link.One, link => link.Other);

    private static Picture Of(Picture picture, Func<PictureNode, bool> isNode, Func<PictureEdge, bool> isEdge, bool withUnplaced)
    {
        var kept = picture.Nodes.Where(isNode).ToList();
        var groups = kept.Select(node => node.Group).Distinct().OrderBy(group => group.Number)
            .Select((group, number) => (group, Renamed: group with { Number = number }))
            .ToDictionary(pair => pair.group, pair => pair.Renamed);
        var numbers = kept.Select((node, number) => (node.Number, number)).ToDictionary(pair => pair.Number, pair => pair.number);
        return new Picture(
            [.. groups.Values.OrderBy(group => group.Number)],
            [.. kept.Select(node => node with { Number = numbers[node.Number], Group = groups[node.Group] })],
            [.. picture.Edges.Where(edge => isEdge(edge) && numbers.ContainsKey(edge.From) && numbers.ContainsKey(edge.To))
                .Select((edge, number) => edge with { Number = number, From = numbers[edge.From], To = numbers[edge.To] })],
            withUnplaced ? picture.Unplaced : []);
    }
}

/// <summary>What a person calls a node: "service/cart", "svc/cart.shop", "cart".</summary>
public static class PictureNames
{
    private static readonly ImmutableDictionary<string, string> Short = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["svc"] = "service", ["deploy"] = "deployment", ["sts"] = "statefulset", ["ds"] = "daemonset", ["po"] = "pod",
            ["rs"] = "replicaset",
        ["ing"] = "ingress", ["cm"] = "configmap", ["sa"] = "serviceaccount", ["pvc"] = "persistentvolumeclaim", ["gtw"] = "gateway",
        ["cj"] = "cronjob", ["hpa"] = "horizontalpodautoscaler",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The nodes that are called so; several where names repeat.</summary>
    public static ImmutableArray<PictureNode> Find(Picture picture, string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var kind = slash < 0 ? null : Kind(name[..slash]);
        var rest = name[(slash + 1)..];
        var ofKind = picture.Nodes.Where(node => kind is null
            || string.Equals(node.Kind, kind, StringComparison.OrdinalIgnoreCase)).ToList();
        var found = ofKind.Where(node => node.Name == rest).ToImmutableArray();
        var dot = rest.LastIndexOf('.');
        return !found.IsEmpty || dot < 0
            ? found
            : [.. ofKind.Where(node => node.Name == rest[..dot] && node.Group.Namespace == rest[(dot + 1)..])];
    }

    /// <summary>"service/cart", as <see cref="Find"/> reads it.</summary>
    public static string Of(PictureNode node) => $"{node.Kind.ToLowerInvariant()}/{node.Name}";

    private static string Kind(string word)
    {
        var lower = word.ToLowerInvariant();
        if (Short.TryGetValue(lower, out var full))
            return full;
        return lower.EndsWith("sses", StringComparison.Ordinal) ? lower[..^2]
            : lower.EndsWith('s') && !lower.EndsWith("ss", StringComparison.Ordinal) && lower != "endpoints" ? lower[..^1]
            : lower;
    }
}
