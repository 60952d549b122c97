using System.Text.RegularExpressions;
using Linter.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Linter.Tests.Delivery;

/// <summary>action.yml: its own shell, run as GitHub runs it, with the built lint in place of the installed one.</summary>
public sealed partial class ActionTests : IDisposable
{
    private static readonly YamlMappingNode Action = Read();

    private readonly TempFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void No_input_is_read_as_shell()
    {
        foreach (var step in Steps().Where(step => step.Children.ContainsKey("run")))
        {
            Text(step, "shell").Should().Be("bash");
            Text(step, "run").Should().NotContain("${{").And.NotContain("eval");
        }
    }

    [Fact]
    public void Every_input_is_described_used_and_has_a_default()
    {
        var used = Expression().Matches(Repository("action.yml")).Select(match => match.Groups["name"].Value);
        var inputs = Map(Action, "inputs").Children;

        inputs.Keys.Select(key => key.ToString())
            .Should().BeEquivalentTo(used.Where(name => name.StartsWith("inputs.", StringComparison.Ordinal)).Select(name => name[7..])
                .Distinct(StringComparer.Ordinal));
        inputs.Values.Cast<YamlMappingNode>()
            .Should().OnlyContain(input => input.Children.ContainsKey("description") && input.Children.ContainsKey("default"));
    }

    [Fact]
    public void The_log_is_uploaded_whatever_was_found()
    {
        var upload = Steps().Single(step => Text(step, "uses").StartsWith("github/codeql-action/upload-sarif@", StringComparison.Ordinal));

        Text(upload, "if").Should().StartWith("always()");
        Text(Map(upload, "with"), "sarif_file").Should().Be("${{ inputs.sarif-file }}");
    }

    [Fact]
    public async Task The_shell_of_each_step_is_well_formed()
    {
        foreach (var step in Steps().Where(step => step.Children.ContainsKey("run")))
            (await Processes.Run(scratch.Path, "bash", ["-n", "-c", Text(step, "run")])).Exits(0).Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Findings_are_annotated_summed_up_and_logged()
    {
        scratch.With("k8s/web.yaml", Manifests.Deployment).With("k8s/service.yaml", Manifests.BrokenShop);

        var ran = await Lint(("paths", "k8s"), ("category", "staging"));

        ran.Exits(1).Output.Should().Contain("::error title=service-selects-nothing,file=k8s/service.yaml,line=7,");
        Output("exit-code").Should().Be("1");
        Output("has-sarif").Should().Be("true");
        (await File.ReadAllTextAsync(scratch.Full("summary.md"), TestContext.Current.CancellationToken))
            .Should().Contain("service-selects-nothing");
        (await File.ReadAllTextAsync(scratch.Full("lint.sarif"), TestContext.Current.CancellationToken))
            .Should().Contain("\"k8s/service.yaml\"")
            .And.Contain("\"staging/\"");
    }

    [Fact]
    public async Task Arguments_and_paths_are_one_a_line_and_taken_as_they_are()
    {
        scratch.With("my manifests/web.yaml", Manifests.Deployment).With("$(touch pwned)/service.yaml", Manifests.BrokenShop);

        var ran = await Lint(
            ("paths", "my manifests\n\n$(touch pwned)\n"), ("args", "--profile=strict\n--rule=service-selects-nothing=warning"),
            ("fail-on", "error"), ("sarif-file", "a b;touch pwned.sarif"));

        ran.Exits(0).Output.Should().Contain("::warning title=service-selects-nothing,file=$(touch pwned)/service.yaml,");
        Output("exit-code").Should().Be("0");
        File.Exists(scratch.Full("a b;touch pwned.sarif")).Should().BeTrue();
        File.Exists(scratch.Full("pwned")).Should().BeFalse();
    }

    [Fact]
    public async Task Wrong_usage_fails_the_step_without_a_log_to_upload()
    {
        scratch.With("web.yaml", Manifests.Deployment);

        (await Lint(("args", "--nope"))).Exits(2).Error.Should().Contain("unknown option '--nope'");
        Output("has-sarif").Should().BeNull();
    }

    private async Task<Ran> Lint(params (string Name, string Value)[] inputs)
    {
        var step = Steps().Single(step => Text(step, "id") == "lint");
        scratch.With("step.sh", Text(step, "run"));
        var variables = Map(step, "env").Children.Select(pair => (pair.Key.ToString(), Evaluated(pair.Value.ToString(), inputs)));
        return await Processes.Run(scratch.Path, "bash", ["--noprofile", "--norc", "-eo", "pipefail", scratch.Full("step.sh")],
        [
            .. variables, ("PATH", BuiltLint.OnPath), ("GITHUB_ACTIONS", "true"),
            ("GITHUB_OUTPUT", scratch.Full("output.txt")), ("GITHUB_STEP_SUMMARY", scratch.Full("summary.md")),
        ]);
    }

    private string Evaluated(string text, (string Name, string Value)[] inputs) =>
        Expression().Replace(text, match => match.Groups["name"].Value switch
        {
            "runner.temp" => scratch.Path,
            ['i', 'n', 'p', 'u', 't', 's', '.', .. var input] =>
                Array.Find(inputs, given => given.Name == input).Value ?? Text(Map(Map(Action, "inputs"), input), "default"),
            var other => throw new InvalidOperationException(other),
        });

    private string? Output(string name) => File.ReadAllLines(scratch.Full("output.txt"))
        .Where(line => line.StartsWith(name + "=", StringComparison.Ordinal)).Select(line => line[(name.Length + 1)..]).SingleOrDefault();

    private static IEnumerable<YamlMappingNode> Steps() =>
        ((YamlSequenceNode)Map(Action, "runs").Children["steps"]).Children.Cast<YamlMappingNode>();

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    private static string Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? value.ToString() : "";

    private static string Repository(string path) => File.ReadAllText(Support.Repository.PathOf(path));

    private static YamlMappingNode Read()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Repository("action.yml")));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    [GeneratedRegex(@"\$\{\{ (?<name>[a-z.-]+) \}\}|(?<name>inputs\.[a-z-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expression();
}
