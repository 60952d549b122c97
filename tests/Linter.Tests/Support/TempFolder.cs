using System.Diagnostics;

namespace Linter.Tests.Support;

/// <summary>A folder of its own for one test, gone afterwards. Paths are relative, with forward slashes.</summary>
public sealed class TempFolder : IDisposable
{
    // Without links, as the system's temporary folder may lie behind one.
    public string Path { get; } = Directory.CreateTempSubdirectory("lint-test-").FullName;

    public string Full(string path) => System.IO.Path.Combine(Path, path);

    public TempFolder With(string path, string content = "kind: ConfigMap\n")
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Full(path))!);
        File.WriteAllText(Full(path), content);
        return this;
    }

    public TempFolder With(string path, byte[] content)
    {
        File.WriteAllBytes(Full(path), content);
        return this;
    }

    public TempFolder WithFolder(string path)
    {
        Directory.CreateDirectory(Full(path));
        return this;
    }

    public TempFolder WithLink(string path, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Full(path))!);
        File.CreateSymbolicLink(Full(path), target);
        return this;
    }

    /// <summary>A named pipe that nobody writes to: whoever opens it waits for ever.</summary>
    public TempFolder WithPipe(string path)
    {
        using var process = Process.Start("mkfifo", [Full(path)]);
        process.WaitForExit();
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
