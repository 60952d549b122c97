using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;

namespace Linter.Manifests;

/// <summary>
/// Compares what a configuration says of rendering with what lies on disk: charts and files of values are in its repository,
/// links followed; programs are anywhere but there, since a repository must name none of its own to be run.
/// </summary>
public sealed class RenderConfigCheck
{
    private readonly FileTree files = FileTree.Disk;
    private readonly RealPaths realPaths = new(FileTree.Disk);
    private readonly ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
    private readonly string folder;
    private readonly string root;
    private readonly List<string> untrusted;

    private RenderConfigCheck(string folder, string linted)
    {
        this.folder = folder;
        root = ManifestFinder.RepositoryOf(folder) ?? folder;
        untrusted = [.. new[] { folder, root, linted }.Select(Real)
            .Where(path => Path.GetDirectoryName(path) is not null)
            .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The configuration with its charts where they lie, or what is wrong with it.</summary>
    /// <param name="config">As read.</param>
    /// <param name="folder">Absolute; of the file.</param>
    /// <param name="linted">Absolute; what is linted.</param>
    public static (RenderConfig Config, ImmutableArray<Finding> Findings) Of(RenderConfig config, string folder, string linted)
    {
        var check = new RenderConfigCheck(folder, linted);
        check.Program(config.Helm, "helm");
        check.Program(config.Kustomize, "kustomize");
        check.Program(config.Kubectl, "kubectl");
        foreach (var chart in config.Charts)
            check.Chart(chart);
        check.Twice(config.Charts);
        return (config with { Charts = [.. config.Charts.Select(chart => chart with { Folder = folder })] }, check.findings.ToImmutable());
    }

    /// <summary>Absolute; a path of the configuration.</summary>
    internal static string FullPath(string folder, string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, WithoutNull(path))));

    // No name of a file holds one, and .NET throws for it: what stands in its place is not there either.
    private static string WithoutNull(string path) => path.Replace('\0', '\uFFFD');

    private void Program(Configured<string>? program, string tool)
    {
        if (program is null)
            return;

        var path = Path.GetFullPath(WithoutNull(program.Value));
        if (untrusted.Exists(place => Lies(path, place) || Lies(Real(path), place)))
        {
            Add(program, $"'{program.Value}' lies in what is linted, and a repository must not name a program of its own to be run",
                "install it elsewhere, or leave it out to take what stands on PATH");
        }
        else if (!Path.GetFileName(path).StartsWith(tool, StringComparison.OrdinalIgnoreCase))
        {
            Add(program, $"'{program.Value}' is not called '{tool}'", "only a program of that name is run");
        }
        else if (!files.IsFile(path))
        {
            Add(program, $"there is no program '{program.Value}'", "leave it out to take what stands on PATH");
        }
    }

    private void Chart(ConfiguredChart chart)
    {
        if (Place(chart.Chart, "chart") is { } path)
        {
            if (files.IsFile(path))
                Add(chart.Chart, $"the chart '{chart.Chart.Value}' is a file", "give the folder that holds its Chart.yaml");
            else if (!files.IsFile(Path.Join(path, Charts.FileName)))
                Add(chart.Chart, $"the folder '{chart.Chart.Value}' is no chart: it holds no 'Chart.yaml'", null);
        }

        foreach (var values in chart.Values)
        {
            if (Place(values, "file of values") is { } file && !files.IsFile(file))
                Add(values, $"'{values.Value}' is no file of values", null);
        }
    }

    // Null where nothing of the repository is there.
    private string? Place(Configured<string> path, string what)
    {
        var full = FullPath(folder, path.Value);
        if (!Lies(Real(full), Real(root)))
            Add(path, $"the {MessageText.Plain(what)} '{path.Value}' lies outside of the repository", "only what lies in it is read");
        else if (files.KindOf(full) == EntryKind.Missing)
            Add(path, $"the {MessageText.Plain(what)} '{path.Value}' does not exist", NearPath.Existing(path.Value, full, _ => 0));
        else
            return full;
        return null;
    }

    private void Twice(ImmutableArray<ConfiguredChart> charts)
    {
        foreach (var same in charts.GroupBy(chart => (Path: FullPath(folder, chart.Chart.Value), chart.Variant))
            .Where(group => group.Count() > 1))
        {
            var (first, second) = (same.First(), same.ElementAt(1));
            findings.Add(new Finding(ConfigReader.Rule, Severity.Error, second.Span,
                MessageText.Of($"two entries for the chart '{second.Chart.Value}' cannot be told apart"))
            {
                Related = [new RelatedSpan(first.Span, "the first one is here")],
                Help = "give each a name of its own",
            });
        }
    }

    private void Add(Configured<string> at, MessageText.Handler message, string? help) =>
        findings.Add(new Finding(ConfigReader.Rule, Severity.Error, at.Span, MessageText.Of(message)) { Help = help });

    private string Real(string path) => realPaths.Of(path) ?? path;

    private static bool Lies(string path, string folder) => ManifestFinder.Below(folder, path) is not null;
}
