using System.Diagnostics;
using System.Text;

namespace Linter.Tests.Support;

/// <summary>Programs of tests/tools, run with Node; a test is skipped where they are not installed, but never in CI.</summary>
internal static class NodeTool
{
    /// <summary>What the script prints for this input.</summary>
    public static async Task<string> Run(string script, string input)
    {
        Need("tests/tools/node_modules is not there; run tests/tools/install",
            Directory.Exists(Repository.PathOf("tests", "tools", "node_modules")));
        var start = new ProcessStartInfo("node", [Repository.PathOf("tests", "tools", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await errors);
        return await output;
    }

    /// <summary>Skips the test with the reason, or fails it in CI.</summary>
    public static void Need(string reason, bool isThere)
    {
        if (isThere)
            return;
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
