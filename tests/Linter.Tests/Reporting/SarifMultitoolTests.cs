using System.Diagnostics;
using System.Text.Json;
using Linter.Engine;
using Linter.Reporting;
using Linter.Tests.Samples;
using Linter.Tests.Support;

namespace Linter.Tests.Reporting;

/// <summary>
/// Runs the SARIF SDK's own validator with GitHub's rules. It exits with 0 even when it has complaints, so the log that
/// it writes is what counts. Install it with tests/tools/install.
/// </summary>
public sealed class SarifMultitoolTests
{
    [Theory]
    [InlineData("clean")]
    [InlineData("clean-with-notes")]
    [InlineData("control-characters")]
    [InlineData("failed-count")]
    [InlineData("failure")]
    [InlineData("whole-run")]
    [InlineData("all findings")]
    public Task The_validator_has_nothing_to_say(string scene) =>
        Validate(scene == "all findings" ? SarifReporterTests.Sarif(Scenes.All()) : SarifReporterTests.Sarif(scene));

    [Fact]
    public Task The_validator_has_nothing_to_say_of_suppressed_findings() => Validate(SarifReporterTests.SarifWithSuppressed());

    [Theory]
    [InlineData("shop-broken")]
    [InlineData("shop-clean")]
    [InlineData("traps/selector-near-miss")]
    public async Task The_validator_has_nothing_to_say_of_a_sample(string sample)
    {
        await using var log = new StringWriter { NewLine = "\n" };
        var result = SampleTests.Run(sample, threads: 1, Profile.Strict);
        new SarifReporter(new SarifOptions(new ToolInfo("0.1.0"), result.Findings.IsEmpty ? 0 : 1)).Write(result, log);
        await Validate(log.ToString());
    }

    private static async Task Validate(string sarif)
    {
        using var folder = new TempFolder();
        await ValidateFile(folder.With("lint.sarif", sarif).Full("lint.sarif"));
    }

    /// <summary>Fails with what the validator says of a log; writes its own beside it.</summary>
    internal static async Task ValidateFile(string log)
    {
        var complaints = log + ".complaints";
        var output = await Run(Tool(Repository.Root),
            "validate", log, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note",
            "--config", Repository.PathOf("tests", "sarif-validate.json"), "--output", complaints, "--log", "ForceOverwrite");

        File.Exists(complaints).Should().BeTrue(output);
        Complaints(await File.ReadAllTextAsync(complaints)).Take(20).Should().BeEmpty();
    }

    private static IEnumerable<string> Complaints(string log)
    {
        using var document = JsonDocument.Parse(log);
        var run = document.RootElement.GetProperty("runs")[0];
        return run.TryGetProperty("results", out var results)
            ? [.. results.EnumerateArray().Select(result => $"{result.GetProperty("ruleId")}: {result.GetProperty("message")}")]
            : [];
    }

    private static string Tool(string root)
    {
        var tool = Environment.GetEnvironmentVariable("LINT_SARIF_MULTITOOL")
            ?? Path.Combine(root, "tests", "tools", "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool");
        if (File.Exists(tool))
            return tool;

        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail("Sarif.Multitool is not installed; run tests/tools/install");
        Assert.Skip("Sarif.Multitool is not installed; run tests/tools/install");
        return "";
    }

    private static async Task<string> Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false
        };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await errors;
    }
}
