using System.Text;

namespace Linter.Cli;

/// <summary>A report that goes to a file.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Path">As the user wrote it.</param>
/// <param name="FullPath">Absolute.</param>
internal sealed record OutputFile(ReportFormat Format, string Path, string FullPath)
{
    /// <summary>Reads FORMAT=PATH; null with an error for anything else and for places that cannot be written to.</summary>
    public static OutputFile? Read(string text, string workingDirectory, ICollection<UsageError> errors)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
        {
            errors.Add(new UsageError($"--output takes FORMAT=PATH, not '{text}'", "such as --output sarif=lint.sarif"));
            return null;
        }

        var before = errors.Count;
        var format = Choices.Formats.Read(text[..equals], errors);
        var path = text[(equals + 1)..];
        if (path == "-")
            errors.Add(new UsageError("--output writes to files", $"--format {text[..equals]} chooses what standard output holds"));

        var file = new OutputFile(format, path, System.IO.Path.GetFullPath(System.IO.Path.Combine(workingDirectory, path)));
        if (file.Obstacle() is { } obstacle)
            errors.Add(obstacle);
        return errors.Count == before ? file : null;
    }

    /// <summary>Writes the whole file or leaves what was there; an error where that fails.</summary>
    public UsageError? Write(Action<TextWriter> write)
    {
        var target = Target();
        FileSizeSignal.Ignore();
        try
        {
            // A device such as /dev/stderr cannot be replaced by a file.
            if (IsReplaceable(target))
                WriteBeside(target, write);
            else
                WriteTo(target, FileMode.Open, write);
            return null;
        }
        // The last is what .NET makes of a file that has grown beyond what may be written.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return new UsageError(
                $"cannot write '{Path}': {(exception is UnauthorizedAccessException ? "permission denied" : "the system reports an input/output error")}");
        }
    }

    private static void WriteBeside(string target, Action<TextWriter> write)
    {
        var temporary = System.IO.Path.Join(System.IO.Path.GetDirectoryName(target), $".{System.IO.Path.GetRandomFileName()}.tmp");
        try
        {
            WriteTo(temporary, FileMode.CreateNew, write);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void WriteTo(string path, FileMode mode, Action<TextWriter> write)
    {
        using var stream = new FileStream(path, mode, FileAccess.Write);
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        write(writer);
    }

    // Pipes and devices have no length. An empty file has none either: there is nothing in it to lose.
    private static bool IsReplaceable(string target) => !File.Exists(target) || new FileInfo(target).Length > 0;

    private string Target()
    {
        try
        {
            return new FileInfo(FullPath).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? FullPath;
        }
        catch (IOException)
        {
            return FullPath;
        }
    }

    private UsageError? Obstacle()
    {
        if (Directory.Exists(FullPath))
            return new UsageError($"cannot write '{Path}': it is a folder");

        var folder = System.IO.Path.GetDirectoryName(Path);
        return Directory.Exists(System.IO.Path.GetDirectoryName(FullPath))
            ? null
            : new UsageError($"cannot write '{Path}': folder '{folder}' does not exist");
    }
}
