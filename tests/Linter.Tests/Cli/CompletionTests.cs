using Linter.Rules;
using Linter.Tests.Delivery;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>What is suggested, and that real shells ask for it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("lint ", "completion", "config", "entries", "explain", "graph", "init", "trace")]
    [InlineData("kubectl-lint ex", "explain")]
    [InlineData("lint trace s", "service/")]
    [InlineData("lint entries --format ", "json", "markdown", "text")]
    [InlineData("lint ./k8s ")]
    [InlineData("lint --f", "--fail-on", "--fail-on-skipped", "--format")]
    [InlineData("lint --format j", "json", "junit")]
    [InlineData("lint --format=j", "--format=json", "--format=junit")]
    [InlineData("lint ./k8s --fail-on ", "error", "never", "note", "warning")]
    [InlineData("lint --output sa", "sarif=")]
    [InlineData("lint --output sarif=")]
    [InlineData("lint --config ")]
    [InlineData("lint --rule image-un", "image-unpinned=")]
    [InlineData("lint --rule image-unpinned=", "image-unpinned=error", "image-unpinned=note", "image-unpinned=off", "image-unpinned=warning")]
    [InlineData("lint --rule=image-unpinned=e", "--rule=image-unpinned=error")]
    [InlineData("lint --rule image-unpinned=off --rule readiness-m", "readiness-missing=")]
    [InlineData("lint explain image-un", "image-unpinned")]
    [InlineData("lint explain --format ", "json", "markdown", "text")]
    [InlineData("lint explain --debug=")]
    [InlineData("lint config s", "schema")]
    [InlineData("lint completion ", "bash", "fish", "pwsh", "zsh")]
    [InlineData("lint --nope=")]
    [InlineData("lint '")]
    [InlineData("lint")]
    [InlineData("")]
    public void A_line_is_completed(string line, params string[] expected) => Suggested(line).Should().Equal(expected);

    [Fact]
    public void All_rules_are_suggested() => Suggested("lint explain ").Should().BeEquivalentTo(RuleCatalog.Ids);

    [Fact]
    public void Only_what_stands_before_the_cursor_counts() =>
        InProcess.Run(folder.Path, "[suggest:11]", "lint --form junk").Output.Should().Be("--format\n");

    [Fact]
    public void An_unknown_shell_is_named_with_the_nearest()
    {
        InProcess.Run(folder.Path, "completion", "zhs")
            .Should().Be(new CliResult(2, "", "error: unknown shell 'zhs'\n  = help: did you mean zsh?\n"));
        InProcess.Run(folder.Path, "completion")
            .Should().Be(new CliResult(2, "", "error: completion needs SHELL\n  = help: One of bash, zsh, fish, pwsh\n"));
    }

    [Theory]
    [InlineData("lint --format j", "json,junit")]
    [InlineData("lint --format=j", "json,junit")]
    [InlineData("lint --format=", "concise,github,gitlab,json,junit,markdown,sarif,text")]
    [InlineData("lint --rule image-unpinned=e", "error")]
    [InlineData("lint explain image-un", "image-unpinned")]
    [InlineData("lint mani", "")]
    public async Task Bash_asks(string line, string expected)
    {
        // What readline does: words end at blanks and at equals signs, which are words themselves.
        var script = $$"""
            source <(lint completion bash)
            complete -p lint | grep -q -- '-o default .*-F _lint lint' || exit 3
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            read -ra COMP_WORDS <<< "${COMP_LINE//=/ = }"
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _lint
            IFS=,; echo "${COMPREPLY[*]}"
            """;

        (await Shell(Processes.Need("bash"), "--norc", "-c", script)).Output.Should().Be(expected + "\n");
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_shell_completes_at_a_terminal(string shell)
    {
        (string Typed, string Expected)[] lines =
        [
            ("lint --format ju", "lint --format junit "),
            ("lint --format=ju", "lint --format=junit "),
            ("lint --rule image-unp", "lint --rule image-unpinned="),
            ("lint --rule image-unpinned=e", "lint --rule image-unpinned=error "),
            ("lint explain image-unp", "lint explain image-unpinned "),
            ("lint mani", "lint manifests/"),
            ("lint --output sarif=mani", "lint --output sarif=manifests/"),
        ];
        folder.WithFolder("manifests");
        Processes.Need(shell);

        var ran = await Shell(Processes.Need("python3"),
            [Repository.PathOf("tests", "tools", "complete.py"), shell, .. lines.Select(line => line.Typed)]);

        ran.Exits(0).Output.Split('\n')[..^1].Should().Equal(lines.Select(line => line.Expected));
    }

    private List<string> Suggested(string line) =>
        [.. InProcess.Run(folder.Path, $"[suggest:{line.Length}]", line).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private Task<Ran> Shell(string program, params string[] arguments) =>
        Processes.Run(folder.Path, program, arguments, ("PATH", BuiltLint.OnPath), ("HOME", folder.Path), ("XDG_CONFIG_HOME", folder.Path),
            ("TERM", "dumb"));
}
