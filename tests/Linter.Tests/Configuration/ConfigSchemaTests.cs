using System.Diagnostics;
using System.Text.Json;
using Linter.Configuration;
using Linter.Engine;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Configuration;

public class ConfigSchemaTests
{
    [Fact]
    public void Every_key_that_the_reader_knows_is_in_the_schema()
    {
        using var schema = JsonDocument.Parse(ConfigSchema.Write(ConfiguredRun.Vocabulary));

        foreach (var (path, key) in ConfigKeys.All)
        {
            var at = schema.RootElement;
            foreach (var step in path.Replace("[]", ".[]", StringComparison.Ordinal).Split('.'))
                at = step == "[]" ? at.GetProperty("items") : at.GetProperty("properties").GetProperty(step);
            at.GetProperty("description").GetString().Should().Be(key.Doc, path);
        }

        var rules = schema.RootElement.GetProperty("definitions").GetProperty("rules").GetProperty("properties");
        rules.EnumerateObject().Select(rule => rule.Name).Should().BeEquivalentTo(RuleCatalog.Ids);
    }

    [Fact]
    public async Task Schema_and_reader_agree()
    {
        var texts = ConfigSamples.Accepted.Concat(ConfigSamples.Refused).ToArray();

        var verdicts = await Validate(texts);

        for (var i = 0; i < texts.Length; i++)
            (verdicts[i] is null).Should().Be(i < ConfigSamples.Accepted.Length, $"{texts[i]}: {verdicts[i]}");
    }

    private static async Task<string?[]> Validate(string[] texts)
    {
        var tools = Repository.PathOf("tests", "tools");
        if (!Directory.Exists(Path.Combine(tools, "node_modules", "ajv")) || !Directory.Exists(Path.Combine(tools, "node_modules", "yaml")))
        {
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                Assert.Fail("ajv is not installed; run tests/tools/install");
            Assert.Skip("ajv is not installed; run tests/tools/install");
        }

        using var folder = new TempFolder();
        folder.With("schema.json", ConfigSchema.Write(ConfiguredRun.Vocabulary)).With("texts.json", JsonSerializer.Serialize(texts));
        var start = new ProcessStartInfo("node",
            [Path.Combine(tools, "validate.mjs"), folder.Full("schema.json"), folder.Full("texts.json")])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await errors);
        return JsonSerializer.Deserialize<string?[]>(output)!;
    }
}
