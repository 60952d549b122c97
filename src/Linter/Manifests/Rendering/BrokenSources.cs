using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Of a kustomization that was not rendered, the files that are no YAML: whatever it makes, these are wrong.</summary>
internal static class BrokenSources
{
    /// <summary>Each to be read for its syntax only; what a generator reads may be anything.</summary>
    public static IEnumerable<InputFile> Of(RenderTarget target, InputFiles input)
    {
        var files = input.Sources;
        var realPaths = new RealPaths(files);
        var repository = ManifestFinder.RepositoryOf(target.FullPath);
        bool LeadsOut(string path) => repository is not null && ManifestFinder.Below(realPaths.Of(repository) ?? repository, realPaths.Of(path) ?? path) is null;
        return
            from folder in target.Folders
            let kustomization = Kustomizations.FileIn(folder, files)
            where kustomization is not null
            let text = Kustomizations.Read(kustomization, files)
            where text is not null
            from use in text.Uses.Except(text.GeneratorFiles, StringComparer.Ordinal)
            let path = Path.GetFullPath(Path.Combine(folder, use))
            where files.KindOf(path) == EntryKind.File && !LeadsOut(path)
            let shown = ManifestFinder.Shown(input.ShownRoot, path)
            let read = FileText.Read(files, path, shown)
            where read.IsReadable && !YamlReader.Read(new SourceText(shown, read.Text)).IsComplete
            select new InputFile(shown, path, files.Held(path, shown)?.Text) { Read = read, IsPart = true };
    }
}
