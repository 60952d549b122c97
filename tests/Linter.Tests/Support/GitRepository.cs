using System.Diagnostics;

namespace Linter.Tests.Support;

/// <summary>A real repository in a folder of its own; the test is skipped where there is no git, but never in CI.</summary>
public sealed class GitRepository : IDisposable
{
    private readonly TempFolder parent = new();

    public GitRepository()
    {
        NodeTool.Need("git is not installed", IsInstalled());
        parent.WithFolder("repo");
        Git("init", "-q", "-b", "main");
    }

    public string Path => parent.Full("repo");

    public GitRepository With(string path, string content)
    {
        parent.With("repo/" + path, content);
        return this;
    }

    public GitRepository WithLink(string path, string target)
    {
        parent.WithLink("repo/" + path, target);
        return this;
    }

    public GitRepository Without(string path)
    {
        File.Delete(System.IO.Path.Combine(Path, path));
        return this;
    }

    /// <summary>A folder beside the repository.</summary>
    public string Beside(string name) => parent.Full(name);

    public GitRepository Commit(string message = "change")
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
        return this;
    }

    public string Git(params string[] arguments)
    {
        string[] identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "-c",
            "protocol.file.allow=always"];
        var start = new ProcessStartInfo("git", ["-C", Path, .. identity, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, error.GetAwaiter().GetResult());
        return output.Trim();
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Path, "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = default }))
        {
            // Git's objects are read-only, which keeps Windows from deleting them.
            if (OperatingSystem.IsWindows())
                File.SetAttributes(file, FileAttributes.Normal);
        }

        parent.Dispose();
    }

    private static bool IsInstalled()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("git", "--version")
            {
                RedirectStandardOutput = true,
                UseShellExecute = false
            })!;
            process.WaitForExit();
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
