using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Linter.Engine;
using Linter.Graph;
using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Properties;

/// <summary>What whole runs owe to each other. Layouts as <see cref="Layout"/> reads them.</summary>
public sealed class RunProperties
{
    private static readonly string[] Folders = ["base", "dev", "prod", "svc", "v1", "x"];

    private static readonly Gen<string> Resources =
        from kind in Gen.Elements("Service", "Service", "Deployment", "Deployment", "ConfigMap", "Ingress")
        from name in Gen.Elements("a", "b", "c")
        from other in Gen.Elements("a", "b", "c", "wrong")
        from content in Gen.Elements("", "", "=1", "=2")
        select kind switch
        {
            "Deployment" => $"Deployment/{name}<{other}@shop{content}",
            "ConfigMap" => $"ConfigMap/{name}@shop{content}",
            _ => $"{kind}/{name}>{other}@shop{content}",
        };

    private static readonly Gen<ImmutableArray<(string Path, string[] Resources)>> Layouts =
        from files in (from folder in Gen.Elements(["", .. Folders])
                       from name in Gen.Elements("m", "n", "o")
                       from resources in Resources.NonEmptyListOf()
                       select (Path: folder.Length == 0 ? $"{name}.yaml" : $"{folder}/{name}.yaml", Resources: resources.Take(3).ToArray()))
                           .NonEmptyListOf()
        select files.DistinctBy(file => file.Path, StringComparer.Ordinal).Take(6)
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToImmutableArray();

    [Fact]
    public void Units_do_not_hang_on_the_names_of_folders() => Holds.For(
        Layouts,
        layout =>
        {
            // Where two are equally near, the first one is taken: the order stays.
            static string Renamed(string path) => path.Replace("/", "-of-us/", StringComparison.Ordinal);
            var before = UnitsOf(layout, Renamed);
            var after = UnitsOf(
                [.. layout.Select(file => (Renamed(file.Path), file.Resources)).OrderBy(file => file.Item1, StringComparer.Ordinal)],
                path => path);
            return before == after ? null : $"{Write(layout)}\n  before, renamed: {before}\n  after: {after}";
        });

    [Fact]
    public void A_file_of_another_namespace_and_other_names_changes_no_finding() => Holds.For(
        Layouts,
        some =>
        {
            // What is judged missing hangs on whether such things are kept here at all.
            var layout = some.Insert(0, ("_.yaml", ["Deployment/d<d@shop", "Service/d@shop", "ConfigMap/d@shop", "Ingress/d@shop"]));
            var before = Said(Run(layout));
            var after = Said(Run(layout.Add(("zz.yaml",
                ["Deployment/far<farther@elsewhere", "Service/far@elsewhere", "ConfigMap/farther@elsewhere", "Ingress/far@elsewhere"]))));
            return before == after ? null : $"{Write(layout)}\n--- without\n{before}\n--- with\n{after}";
        },
        200);

    [Fact]
    public void What_referred_to_a_resource_that_is_gone_is_spoken_of() => Holds.For(
        from layout in Layouts from chosen in Gen.Choose(0, 100) select (layout, chosen),
        given =>
        {
            // One file, so that one unit holds all, and each resource once.
            var resources = given.layout.SelectMany(file => file.Resources)
                .Select(resource => resource.Split('=')[0])
                .DistinctBy(resource => resource.Split('>', '<', '@')[0], StringComparer.Ordinal)
                .ToArray();
            var graph = LintEngine.Inspect(Input([("a.yaml", resources)]), new LintOptions()).Units[0].Graph;
            var links = graph.Resources.SelectMany(resource => graph.ReferencesFrom(resource))
                .Where(reference => graph.TargetsOf(reference) is [var target, ..] && target != reference.From)
                .ToList();
            if (links.Count == 0)
                return null;

            var link = links[given.chosen % links.Count];
            var gone = graph.TargetsOf(link)[0];
            var rest = resources.Where(resource => !resource.StartsWith($"{gone.KindName}/{gone.Name}@", StringComparison.Ordinal)
                && !resource.StartsWith($"{gone.KindName}/{gone.Name}>", StringComparison.Ordinal)
                && !resource.StartsWith($"{gone.KindName}/{gone.Name}<", StringComparison.Ordinal)).ToArray();
            var result = Run([("a.yaml", rest)]);
            var isSaid = result.Findings.Any(finding => finding.Message.Text.Contains($"'{gone.Name}'", StringComparison.Ordinal)
                || finding.Message.Text.Contains(gone.KindName, StringComparison.Ordinal))
                || !result.Summary.Notes.IsEmpty;
            return isSaid ? null : $"{gone} is gone from {string.Join(' ', resources)}, and nothing is said";
        });

    private static string UnitsOf(ImmutableArray<(string Path, string[] Resources)> layout, Func<string, string> name) => string.Join(
        " | ",
        UnitSplitter.Split([.. Layout.Files(Write(layout))])
            .Select(unit => string.Join(' ', unit.Files.Select(file => name(file.Source.Path)).Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal));

    private static LintResult Run(ImmutableArray<(string Path, string[] Resources)> layout) =>
        LintEngine.Run(Input(layout), new LintOptions { Profile = Profile.Strict });

    private static InputFiles Input(ImmutableArray<(string Path, string[] Resources)> layout) =>
        layout.All(file => file.Resources.Length == 0)
            ? new InputFiles([], [], [])
            : new InputFiles(
                [.. Layout.Files(Write([.. layout.Where(file => file.Resources.Length > 0)]))
                    .Select(file => new InputFile(file.Source.Path, null, file.Source.Text))],
                [], []);

    private static string Write(ImmutableArray<(string Path, string[] Resources)> layout) =>
        string.Join("; ", layout.Select(file => $"{file.Path}: {string.Join(' ', file.Resources)}"));

    private static string Said(LintResult result) =>
        Lint.Render(result with { Findings = [.. result.Findings.Where(finding => finding.Span.Source.Path != "zz.yaml")] });
}
