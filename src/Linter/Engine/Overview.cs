using System.Collections.Immutable;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Engine;

/// <summary>What a folder holds, as far as a configuration may speak of it.</summary>
/// <param name="Resources">How many there are.</param>
/// <param name="Namespaces">Those that resources name, ordered.</param>
/// <param name="HasUnnamed">Some resource that lives in a namespace names none.</param>
/// <param name="Units">What is applied together; one for the whole.</param>
/// <param name="Missing">What is referred to and defined nowhere, with nothing near, ordered.</param>
public sealed record Overview(
    int Resources,
    ImmutableArray<string> Namespaces,
    bool HasUnnamed,
    ImmutableArray<Unit> Units,
    ImmutableArray<(string Kind, string Name)> Missing)
{
    public static Overview Of(InputFiles input)
    {
        var files = Reading.ReadAll(input.Files, new LintOptions()).Files;
        var units = UnitSplitter.Split(files);
        var resources = files.SelectMany(file => file.Resources).ToImmutableArray();
        var graph = LinkGraphBuilder.Build(resources, Stage.Whole);
        var made = graph.NamedReferences.Producers;
        var missing = resources
            .SelectMany(resource => graph.ReferencesFrom(resource))
            .Where(reference => graph.TargetsOf(reference).IsEmpty)
            .Select(reference => reference.Target)
            .OfType<NamedTarget>()
            .Where(target => !target.Optional && KindCatalog.IsBuiltIn(target.Kind) && IsNowhere(graph, target, made))
            .Select(target => (target.Kind.Kind, target.Name))
            .Distinct()
            .OrderBy(target => target.Kind, StringComparer.Ordinal)
            .ThenBy(target => target.Name, StringComparer.Ordinal);
        return new Overview(
            resources.Length,
            [.. graph.Namespaces.Names],
            resources.Any(resource => resource.Namespace is null && resource.Info is { IsNamespaced: true, IsKnown: true }),
            units,
            [.. missing]);
    }

    private static bool IsNowhere(LinkGraph graph, NamedTarget target, Producers made) =>
        graph.FindAnywhere(target.Kind, target.Name).IsEmpty
        && !WellKnownObjects.Has(target.Kind, target.Namespace, target.Name)
        && !made.Make(target.Kind, target.Namespace, target.Name)
        && Spelling.Nearest(target.Name, graph.OfKind(target.Kind).Select(resource => resource.Name)) is null;
}
