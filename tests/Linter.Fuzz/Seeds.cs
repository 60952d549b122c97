using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Fuzz;

/// <summary>A file of a case.</summary>
internal sealed record CaseFile(string Path, string Text);

/// <summary>What is mutated: files that are linted together.</summary>
internal static class Seeds
{
    private const int MostBytes = 30_000;

    /// <summary>The samples, every example of every rule, and folders of the corpus where there is one; in a fixed order.</summary>
    public static ImmutableArray<ImmutableArray<CaseFile>> Load(string? corpus) =>
        [.. Folders(Path.Join(Repository.Root, "samples")), .. Examples(), .. corpus is null ? [] : Folders(corpus)];

    /// <summary>Manifests at the edges of rules, as they are kept for the tests.</summary>
    public static ImmutableArray<ImmutableArray<CaseFile>> Edges() =>
        [.. SmallCases.Manifests().Select(row => ImmutableArray.Create(new CaseFile("manifest.yaml", row.Manifests)))];

    private static IEnumerable<ImmutableArray<CaseFile>> Examples() =>
        from id in RuleCatalog.Ids
        from example in RuleCatalog.Document(id).Examples
        select example.Files.Select(file => new CaseFile(file.Name, file.Content)).ToImmutableArray();

    private static IEnumerable<ImmutableArray<CaseFile>> Folders(string root) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(IsManifest)
            .GroupBy(file => Path.GetDirectoryName(file)!, StringComparer.Ordinal)
            .OrderBy(folder => folder.Key, StringComparer.Ordinal)
            .Select(folder => folder.Order(StringComparer.Ordinal).ToList())
            .Where(files => files.Sum(file => new FileInfo(file).Length) is > 0 and < MostBytes)
            .Select(files => files.Select(file => new CaseFile(Path.GetFileName(file), File.ReadAllText(file))).ToImmutableArray());

    private static bool IsManifest(string file) =>
        Path.GetFileName(file) == ConfigReader.FileName || Path.GetExtension(file).ToUpperInvariant() is ".YAML" or ".YML" or ".JSON";
}
