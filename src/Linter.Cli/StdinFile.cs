using System.Collections.Immutable;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Cli;

/// <summary>The file that standard input stands for: an editor's text, saved or not.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="FullPath">Absolute.</param>
internal sealed record StdinFile(string Path, string FullPath)
{
    /// <summary>Reads the option's value; null with an error where the path cannot be a file's.</summary>
    public static StdinFile? Read(string? text, string workingDirectory, ICollection<UsageError> errors)
    {
        if (text is null)
            return null;

        if (text.Length == 0 || System.IO.Path.EndsInDirectorySeparator(text) || text.Contains('\0', StringComparison.Ordinal)
            || text == "-")
        {
            errors.Add(new UsageError($"--stdin-filename takes the path of a file, not '{text}'",
                "such as lint --stdin-filename k8s/shop.yaml < text"));
            return null;
        }

        var file = new StdinFile(text, ManifestFinder.FullPath(text, workingDirectory));
        if (Directory.Exists(file.FullPath))
            errors.Add(new UsageError($"--stdin-filename takes the path of a file, and '{text}' is a folder"));
        return file;
    }

    /// <summary>
    /// The paths to lint with it: those that are given, or the folder you are in where the file lies below it, else the
    /// file's repository or folder. "-" is the text itself.
    /// </summary>
    public ImmutableArray<string> Beside(ImmutableArray<string> paths, string workingDirectory)
    {
        var others = paths.Remove("-", StringComparer.Ordinal);
        return others.IsEmpty ? [Folder(workingDirectory)] : others;
    }

    /// <summary>What to lint, with the text in place of the file's.</summary>
    public InputFiles Find(ImmutableArray<string> paths, FinderOptions options, string text)
    {
        options = options with { Files = new OverlaidTree(FullPath, text) };
        var shown = ManifestFinder.Shown(options.ShownRoot ?? ManifestFinder.ShownRoot(paths, options.WorkingDirectory), FullPath);
        var isExcluded = options.Exclude.Any(glob => glob.Matches(shown));
        var input = ManifestFinder.Find(isExcluded ? paths : [.. paths, FullPath], options);
        return isExcluded ? input with { Notes = input.Notes.Add($"{Path} is excluded by the configuration and was not checked") } : input;
    }

    /// <summary>Only what touches the file, with one end or another; the rest is counted.</summary>
    public LintResult Focus(LintResult result, InputFiles input)
    {
        var shown = ShownIn(input);
        var touching = result.Findings.Where(finding => Touches(finding, shown)).ToImmutableArray();
        return result with
        {
            Findings = touching,
            Scope = (result.Scope ?? new FindingScope()) with
            {
                File = Path,
                IsFileChecked = shown is not null,
                ElsewhereCount = result.Findings.Length - touching.Length
            },
        };
    }

    /// <summary>The findings with the file called as the user wrote it, which is the name that an editor knows.</summary>
    public LintResult Named(LintResult result, InputFiles input) =>
        ShownIn(input) is { } shown && shown != Path ? new Renaming(shown, Path).Of(result) : result;

    // Null where nothing was made of the file.
    private string? ShownIn(InputFiles input) =>
        input.Files.FirstOrDefault(file => file.Text is not null)?.Path
        ?? (IsSource(input) ? ManifestFinder.Shown(input.ShownRoot, FullPath) : null);

    // A template, values, a base or a patch is checked through what is rendered from it.
    private bool IsSource(InputFiles input) => input.Rendered.Select(rendered => rendered.Target)
        .Any(target => target.SourceFolders.Any(folder => Lies(FullPath, folder))
            || target.FilesBeside.Contains(FullPath, StringComparer.Ordinal));

    private string Folder(string workingDirectory)
    {
        var repository = ManifestFinder.RepositoryOf(System.IO.Path.GetDirectoryName(FullPath) ?? FullPath);
        if (Lies(FullPath, workingDirectory) && (repository is null || Lies(workingDirectory, repository)))
            return workingDirectory;
        return repository ?? System.IO.Path.GetDirectoryName(FullPath) ?? workingDirectory;
    }

    private static bool Lies(string path, string folder) =>
        path == folder
        || path.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(folder) + System.IO.Path.DirectorySeparatorChar,
            StringComparison.Ordinal);

    private static bool Touches(Finding finding, string? shown) =>
        finding.Span.Source.Path == shown || finding.Related.Any(related => related.Span.Source.Path == shown);

    /// <summary>Calls one file by another name.</summary>
    private sealed class Renaming(string from, string to)
    {
        private readonly Dictionary<SourceText, SourceText> renamed = [];

        public LintResult Of(LintResult result) => result with { Findings = [.. result.Findings.Select(finding => finding.Moved(Of))] };

        private SourceSpan Of(SourceSpan span)
        {
            if (span.Source.Path != from)
                return span;
            if (!renamed.TryGetValue(span.Source, out var source))
                renamed[span.Source] = source = new SourceText(to, span.Source.Text);
            return span with { Source = source };
        }
    }
}
