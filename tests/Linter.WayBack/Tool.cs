using System.Diagnostics;

namespace Linter.WayBack;

/// <summary>Runs a tool of tests/tools/bin.</summary>
internal static class Tool
{
    public static string PathOf(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Join(folder, "Linter.sln")))
                return Path.Join(folder, "tests", "tools", "bin", name);
        }

        throw new InvalidOperationException("not in the repository");
    }

    /// <summary>What it prints; null where it fails.</summary>
    public static string? Run(string name, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(PathOf(name), arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };

        // Nothing is fetched: remote bases fail at once.
        start.Environment["PATH"] = "";
        start.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = error.Result;
        return process.ExitCode == 0 ? output : null;
    }
}
