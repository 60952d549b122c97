using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// Of kustomizations that were not rendered, the files that are no YAML, and the resources that cannot be read in one way
/// only or are half a resource: whatever is made of them, these are wrong.
/// </summary>
internal static class BrokenSources
{
    /// <summary>Each a part, to be read for what is wrong with it by itself; what a generator reads may be anything.</summary>
    public static IEnumerable<InputFile> Of(IEnumerable<RenderTarget> targets, InputFiles input)
    {
        var files = input.Sources;
        var realPaths = new RealPaths(files);
        bool LeadsOut(string? repository, string path) =>
            repository is not null && ManifestFinder.Below(realPaths.Of(repository) ?? repository, realPaths.Of(path) ?? path) is null;
        var folders =
            from target in targets
            let repository = ManifestFinder.RepositoryOf(target.FullPath)
            from folder in target.Folders
            select (Path: folder, Repository: repository);
        var uses =
            from folder in folders.DistinctBy(folder => folder.Path, StringComparer.Ordinal)
            let kustomization = Kustomizations.FileIn(folder.Path, files)
            where kustomization is not null
            let text = Kustomizations.Read(kustomization, files)
            where text is not null
            from use in text.Uses.Except(text.GeneratorFiles, StringComparer.Ordinal)
            let path = Path.GetFullPath(Path.Combine(folder.Path, use))
            where files.KindOf(path) == EntryKind.File && !LeadsOut(folder.Repository, path)
            select (Path: path, Part: text.Resources.Contains(use, StringComparer.Ordinal) ? PartKind.Resources : PartKind.Other);
        return
            from source in uses.OrderBy(use => use.Part).DistinctBy(use => use.Path, StringComparer.Ordinal)
            let shown = ManifestFinder.Shown(input.ShownRoot, source.Path)
            let read = FileText.Read(files, source.Path, shown)
            where read.IsReadable && IsBroken(YamlReader.Read(new SourceText(shown, read.Text)), source.Part)
            select new InputFile(shown, source.Path, files.Held(source.Path, shown)?.Text) { Read = read, Part = source.Part };
    }

    private static bool IsBroken(YamlFile yaml, PartKind part) => !yaml.IsComplete || !ManifestReader.ReadPart(yaml, part).Findings.IsEmpty;
}
