using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Linter.Tests.Support;

/// <summary>What a process gave.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;

    /// <summary>Fails the test with all that was said where the exit code is another one.</summary>
    public Ran Exits(int expected)
    {
        if (ExitCode != expected)
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"exit code {ExitCode} instead of {expected}\n{All}"));
        return this;
    }
}

/// <summary>Real programs, with a limit of time and without what the test run left in the environment.</summary>
internal static class Processes
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // They change colours or make the SDK take the test run's parts for its own.
    private static readonly string[] Removed =
    [
        "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITLAB_CI", "LINT_DEBUG",
        "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_HOST_PATH",
    ];

    public static async Task<Ran> Run(
        string folder, string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in Removed)
            start.Environment.Remove(name);
        // A build server that outlives its call would keep the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{program} {string.Join(' ', arguments)}' took too long\n{await output}{await error}");
        }

        return new Ran(process.ExitCode, await output, await error);
    }

    /// <summary>The file that a name on PATH stands for; null for none.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>The same, or the test is skipped, but never in CI.</summary>
    public static string Need(string program)
    {
        var path = Find(program);
        NodeTool.Need($"{program} is not installed; tests/tools/install does it", path is not null);
        return path!;
    }
}
