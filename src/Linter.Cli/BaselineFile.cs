using System.Globalization;
using Linter.Engine;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Cli;

/// <summary>The file that holds a baseline.</summary>
/// <param name="path">As the user wrote it.</param>
/// <param name="workingDirectory">Absolute.</param>
/// <param name="isWritten">Whether this run writes it.</param>
internal sealed class BaselineFile(string path, string workingDirectory, bool isWritten)
{
    public string Path => path;

    public bool IsWritten => isWritten;

    public string FullPath { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(workingDirectory, path));

    /// <summary>What it holds; nothing where a file that is to be written does not exist.</summary>
    public (Baseline? Baseline, InputProblem? Problem) Read()
    {
        if (!File.Exists(FullPath) && !Directory.Exists(FullPath))
        {
            return isWritten
                ? default
                : (null, new InputProblem(path, $"the baseline '{path}' does not exist", "lint --write-baseline writes one"));
        }

        var text = FileText.Read(new InputFile(path, FullPath));
        if (!text.IsReadable)
            return (null, text.Problem);
        return isWritten && text.Text.Length == 0 ? default : Baseline.Read(new SourceText(path, text.Text));
    }

    /// <summary>Writes the whole file or leaves what was there.</summary>
    public UsageError? Write(Baseline baseline) =>
        new OutputFile(ReportFormat.Json, path, FullPath).Write(writer => writer.Write(baseline.Write()));

    /// <summary>The name that a file has in the baseline: its path from there.</summary>
    public string NameOf(string shown) => shown == ManifestFinder.StandardInputPath
        ? shown
        : System.IO.Path.GetRelativePath(System.IO.Path.GetDirectoryName(FullPath)!,
            System.IO.Path.GetFullPath(System.IO.Path.Combine(workingDirectory, shown)))
            .Replace(System.IO.Path.DirectorySeparatorChar, '/');

    public static string Summary(string path, Baseline? before, Baseline written)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"wrote {written.Count} {(written.Count == 1 ? "finding" : "findings")} to {Reporters.Printable(path)}");
        return before is null
            ? $"{text}; --baseline {Reporters.Printable(path)} reports only what is new"
            : string.Create(CultureInfo.InvariantCulture,
                $"{text}: {written.CountBeyond(before)} added, {before.CountBeyond(written)} dropped");
    }
}
