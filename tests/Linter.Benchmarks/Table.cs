using System.Globalization;

namespace Linter.Benchmarks;

/// <summary>The goals, each as a ratio of runs on the machine at hand, so that none depends on how fast it is.</summary>
internal sealed class Table(Workplace workplace, string? only)
{
    private const int Rounds = 5;
    private const int FewFiles = 10;
    private const int Thousand = 1_000;
    private const int Many = 10_000;
    private const int Most = 50_000;

    // Where the steady counters stand. They may fall only; the goals are those of the table.
    private const double MostAllocated = 12;
    private const int MostCompiled = 15;

    // What a user of .NET installs, and what starts at once: compiled ahead both, the second without a runtime to set up.
    private static readonly string[] Forms = ["ready-to-run", "native"];

    public static IReadOnlyList<string> Names { get; } =
        ["events", "corpus", "kubectl", "start", "single-file", "native", "threads", "growth", "memory", "allocated", "compiled"];

    public int Write()
    {
        Console.WriteLine("| what | goal | measured | |");
        Console.WriteLine("|---|---|---|---|");
        Row("events", EventsRow);
        Row("corpus", CorpusRow);
        Row("kubectl", KubectlRow);
        Row("start", () => StartRow("ready-to-run", 2.0));
        Row("single-file", () => StartRow("single-file", 1.6));
        Row("native", NativeRow);
        Row("threads", ThreadsRow);
        Row("growth", GrowthRows);
        Row("memory", MemoryRow);
        Row("allocated", () => Say("allocated bytes per input byte", 6, Allocated()));
        Row("compiled", () => Say("methods compiled at start, 10 files", 80, Compiled()));
        return 0;
    }

    /// <summary>Fails where a steady counter rose.</summary>
    public int Gate()
    {
        var (allocated, compiled) = (Allocated(), Compiled());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"allocated bytes per input byte: {allocated:F1} (at most {MostAllocated}); methods compiled at start: {compiled} (at most {MostCompiled})"));
        return allocated <= MostAllocated && compiled is > 0 and <= MostCompiled ? 0 : 1;
    }

    private void Row(string name, Action measure)
    {
        if (only is null || only == name)
            measure();
    }

    private void EventsRow()
    {
        var input = workplace.Input("dense", Many);
        foreach (var form in Forms)
        {
            var runs = Measured.InTurn(Rounds, [workplace.Lint(form), input], [workplace.Probe(form), "events", input]);
            Say($"whole lint, CPU / YamlDotNet parser events alone, 10,000 dense files, both {form}", 0.35, runs[0].Cpu / runs[1].Cpu);
        }
    }

    private void CorpusRow()
    {
        if (workplace.Corpus() is not { } corpus)
        {
            Skip("whole lint, CPU / YamlDotNet parser events alone, corpus", "0.60", "no ../shared/corpus");
            return;
        }

        foreach (var form in Forms)
        {
            var runs = Measured.InTurn(
                Rounds, [workplace.Lint(form), corpus, "--render", "off"], [workplace.Probe(form), "events", corpus]);
            Say($"whole lint, CPU / YamlDotNet parser events alone, corpus, both {form}", 0.60, runs[0].Cpu / runs[1].Cpu);
        }
    }

    private void KubectlRow()
    {
        if (workplace.Kubectl() is not { } kubectl)
        {
            Skip("10,000 files, wall / kubectl kustomize of 10 files", "8", "no kubectl");
            return;
        }

        foreach (var form in Forms)
        {
            var runs = Measured.InTurn(Rounds, [workplace.Lint(form), workplace.Input("dense", Many)],
                [kubectl, "kustomize", workplace.Kustomization(workplace.Input("dense", FewFiles))]);
            Say($"10,000 files, {form}, wall / kubectl kustomize of 10 files", 8, runs[0].Wall / runs[1].Wall);
        }
    }

    private void StartRow(string form, double goal)
    {
        var runs = Measured.InTurn(Rounds * 3, [workplace.Lint(form), workplace.Input("dense", FewFiles)], [workplace.Hello(form)]);
        Say($"10 small files, wall / hello world, {form}", goal, runs[0].Wall / runs[1].Wall);
    }

    private void NativeRow()
    {
        if (workplace.Kubectl() is not { } kubectl)
        {
            Skip("10 small files, native, wall / kubectl kustomize of them", "0.15", "no kubectl");
            return;
        }

        var input = workplace.Input("dense", FewFiles);
        var runs = Measured.InTurn(Rounds * 3, [workplace.Lint("native"), input], [kubectl, "kustomize", workplace.Kustomization(input)]);
        Say("10 small files, native, wall / kubectl kustomize of them", 0.15, runs[0].Wall / runs[1].Wall);
    }

    private void ThreadsRow()
    {
        var input = workplace.Input("dense", 12_500);
        var runs = Measured.InTurn(Rounds, [.. Lint(input), "--threads", "2"], [.. Lint(input), "--threads", "1"]);
        Say("2 threads / 1, 30 MB, wall", 0.85, runs[0].Wall / runs[1].Wall);
        Say("2 threads / 1, 30 MB, CPU", 1.10, runs[0].Cpu / runs[1].Cpu);
    }

    // Ratios of what a file more costs; each shape against itself.
    private void GrowthRows()
    {
        foreach (var (shape, middle, most) in new[] { ("dense", Many, Most), ("one-namespace", Many, Most),
            ("one-label-set", Many / 2, Many), ("one-host", Many / 2, Many) })
        {
            var runs = Measured.InTurn(Rounds, Lint(workplace.Input(shape, Thousand)), Lint(workplace.Input(shape, middle)),
                Lint(workplace.Input(shape, most)));
            var (first, second) = ((runs[1].Cpu - runs[0].Cpu) / (middle - Thousand), (runs[2].Cpu - runs[1].Cpu) / (most - middle));
            Say(
                string.Create(CultureInfo.InvariantCulture,
                    $"CPU of a file more, {middle:N0} to {most:N0} / {Thousand:N0} to {middle:N0}, {shape}"),
                1.25, second / first);
        }
    }

    private void MemoryRow()
    {
        var input = workplace.Input("dense", Many);
        var bytes = Events.ManifestsIn(input).Sum(file => new FileInfo(file).Length);
        Say("peak memory / (60 MB + 2.5 x input), 10,000 files", 1, Measured.InTurn(Rounds, Lint(input))[0].Peak / (60e6 + (2.5 * bytes)));
    }

    private double Allocated() =>
        double.Parse(Workplace.Run(workplace.Probe("ready-to-run"), "allocated", workplace.Input("dense", Thousand)), CultureInfo.InvariantCulture);

    private int Compiled() => workplace.MethodsCompiled(Lint(workplace.Input("dense", FewFiles)));

    private string[] Lint(string input) => [workplace.Lint("ready-to-run"), input];

    private static void Say(string what, double goal, double measured) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | ≤ {goal:0.##} | {measured:0.00} | {(measured <= goal ? "met" : "missed")} |"));

    private static void Skip(string what, string goal, string why) => Console.WriteLine($"| {what} | ≤ {goal} | | skipped: {why} |");
}
