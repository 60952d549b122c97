using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Of kustomizations that were not rendered, the files that are no YAML: whatever is made of them, these are wrong.</summary>
internal static class BrokenSources
{
    /// <summary>Each to be read for its syntax only; what a generator reads may be anything.</summary>
    public static IEnumerable<InputFile> Of(IEnumerable<RenderTarget> targets, InputFiles input)
    {
        var files = input.Sources;
        var realPaths = new RealPaths(files);
        bool LeadsOut(string? repository, string path) => repository is not null && ManifestFinder.Below(realPaths.Of(repository) ?? repository, realPaths.Of(path) ?? path) is null;
        var folders =
            from target in targets
            let repository = ManifestFinder.RepositoryOf(target.FullPath)
            from folder in target.Folders
            select (Path: folder, Repository: repository);
        var paths =
            from folder in folders.DistinctBy(folder => folder.Path, StringComparer.Ordinal)
            let kustomization = Kustomizations.FileIn(folder.Path, files)
            where kustomization is not null
            let text = Kustomizations.Read(kustomization, files)
            where text is not null
            from use in text.Uses.Except(text.GeneratorFiles, StringComparer.Ordinal)
            let path = Path.GetFullPath(Path.Combine(folder.Path, use))
            where files.KindOf(path) == EntryKind.File && !LeadsOut(folder.Repository, path)
            select path;
        return
            from path in paths.Distinct(StringComparer.Ordinal)
            let shown = ManifestFinder.Shown(input.ShownRoot, path)
            let read = FileText.Read(files, path, shown)
            where read.IsReadable && !YamlReader.Read(new SourceText(shown, read.Text)).IsComplete
            select new InputFile(shown, path, files.Held(path, shown)?.Text) { Read = read, IsPart = true };
    }
}
