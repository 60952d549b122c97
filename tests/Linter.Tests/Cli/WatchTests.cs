using System.Collections.Immutable;
using Linter.Cli;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>--watch: when it runs again, and what it draws.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TempFolder folder = new TempFolder().With("a.yaml", Manifest.Clean);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_runs_again_for_a_change_only_and_once_for_several_signals()
    {
        var states = new Queue<string>(["1", "1", "2", "2", "3", "3"]);
        var signals = new Queue<WatchSignal>(
            [
                WatchSignal.Event, WatchSignal.Quiet, WatchSignal.Event, WatchSignal.Event, WatchSignal.Quiet, WatchSignal.Quiet,
                WatchSignal.Ended
            ]);
        var turns = new List<string>();
        var loop = new WatchLoop(
            () => ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("a.yaml", states.Dequeue()),
            turn => turns.Add($"{turn.Number} {string.Join(',', turn.Changed)}"),
            _ => signals.Dequeue());

        loop.Run();

        turns.Should().Equal("1 ", "2 a.yaml", "3 a.yaml");
    }

    [Fact]
    public void Without_a_terminal_runs_are_told_apart_by_lines()
    {
        Watch(environment => environment with { OnInterrupt = end => end() }).Should().Be(new CliResult(
            0, "--- run 1\nNo problems in 1 file (1 object, 0 links checked).\n--- watching 1 file, Ctrl-C ends\n", ""));
    }

    [Fact]
    public void On_a_terminal_a_frame_is_one_write_that_erases_only_what_is_left()
    {
        var result = Watch(
            environment => environment with { OnInterrupt = end => end(), OutputIsTerminal = true, ScreenSize = () => (80, 5) },
            "--color=never");

        result.Output.Should().Be(
            "\e[?25l\n\n\n\n\e[HNo problems in 1 file (1 object, 0 links checked).\e[K\n\e[K\nwatching 1 file, Ctrl-C ends\e[K\e[J\e[?25h\n");
    }

    [Fact]
    public void What_does_not_fit_is_cut_from_the_middle()
    {
        List<string> lines = ["one", "two", "three", "\e[1mfour\e[0m", "five", "", "Found 1 error."];

        WatchScreen.Fitting(lines, 80, 6)
            .Should().Equal("one", "two", "three", "… 2 lines more: make the window higher, or run lint without --watch", "",
                "Found 1 error.");
        WatchScreen.Fitting(lines, 80, 7).Should().Equal(lines);
    }

    [Theory]
    [InlineData("-", "standard input")]
    [InlineData("--since=HEAD", "--since")]
    [InlineData("--stdin-filename=a.yaml", "--stdin-filename")]
    [InlineData("--explain-units", "--explain-units")]
    public void What_cannot_be_watched_is_2(string argument, string what)
    {
        Watch(environment => environment, argument).Should().Be(new CliResult(
            2, "", $"error: --watch lints files again as they change, and does not go with {what}\n"));
    }

    private CliResult Watch(Func<CliEnvironment, CliEnvironment> change, params string[] arguments) =>
        InProcess.Run(folder.Path, change, ["--watch", .. arguments]);
}
