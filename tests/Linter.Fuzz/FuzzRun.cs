using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Linter.Fuzz;

/// <summary>Case after case until the time is over or one fails.</summary>
/// <param name="options">Of the run.</param>
/// <param name="seeds">How many there are.</param>
/// <param name="make">The same random numbers make the same case.</param>
/// <param name="broken">What does not hold of a case with its number; null where all does.</param>
internal sealed class FuzzRun(
    FuzzOptions options, int seeds, Func<Random, ImmutableArray<CaseFile>> make, Func<ImmutableArray<CaseFile>, int, string?> broken)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>The case that runs, and when it began.</summary>
    private int current;
    private long begun;

    /// <summary>0 where every case held, else 1.</summary>
    public int Run()
    {
        Say($"fuzz: seed {options.Seed}, {seeds} seeds{(options.Corpus is null ? "" : ", corpus included")}");
        StartClock();

        // A stack overflow ends the process without a word: what ran last stands in a file.
        var trace = Path.Join(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"linter-fuzz-{Environment.ProcessId}"));
        var (count, last) = (0, options.Case ?? (options.Cases ?? int.MaxValue) - 1);
        var slowest = (Case: 0, Time: TimeSpan.Zero);
        using (var file = new StreamWriter(trace))
        {
            for (var number = options.Case ?? 0; number <= last
                && (count == 0 || watch.Elapsed.TotalSeconds < options.Seconds); number++, count++)
            {
                file.BaseStream.SetLength(0);
                file.Write(string.Create(CultureInfo.InvariantCulture, $"--seed {options.Seed} --case {number}"));
                file.Flush();
                (current, begun) = (number, Stopwatch.GetTimestamp());
                var files = make(RandomOf(number));
                if (broken(files, number) is { } failure)
                    return Report(number, files, failure);
                if (Stopwatch.GetElapsedTime(begun) is var time && time > slowest.Time)
                    slowest = (number, time);
            }
        }

        File.Delete(trace);
        Say($"fuzz: {count} cases, {count / watch.Elapsed.TotalSeconds:F0} a second, the slowest {slowest.Time.TotalMilliseconds:F0} ms (case {slowest.Case}); all held");
        return 0;
    }

    private Random RandomOf(int number) => new(unchecked((options.Seed * 1_000_003) + number));

    private void StartClock()
    {
        begun = Stopwatch.GetTimestamp();
        var clock = new Thread(() =>
        {
            while (true)
            {
                Thread.Sleep(500);
                var (number, since) = (current, Volatile.Read(ref begun));
                if (Stopwatch.GetElapsedTime(since) < Longest || Debugger.IsAttached)
                    continue;

                Say($"fuzz: case {number} takes longer than {Longest.TotalSeconds} s");
                Dump(make(RandomOf(number)));
                Say($"fuzz: again with --seed {options.Seed} --case {number}");
                Environment.Exit(1);
            }
        })
        {
            IsBackground = true,
        };
        clock.Start();
    }

    private int Report(int number, ImmutableArray<CaseFile> files, string failure)
    {
        Say($"fuzz: case {number} failed: {failure}");
        Say("fuzz: making it smaller");
        var small = Shrinker.Shrink(files, candidate =>
        {
            begun = Stopwatch.GetTimestamp();
            return broken(candidate, number) is { } said && IsAlike(said, failure);
        });
        Dump(small);
        Say($"fuzz: {broken(small, number)}");
        Say($"fuzz: again with --seed {options.Seed} --case {number}");
        return 1;
    }

    // The same kind of failure: a smaller case may say other names.
    private static bool IsAlike(string one, string other) => FirstWords(one) == FirstWords(other);

    private static string FirstWords(string text) => string.Join(' ', text.Split([' ', '\n'], 6).Take(5));

    private static void Dump(ImmutableArray<CaseFile> files)
    {
        foreach (var file in files)
        {
            Say($"=== {System.Text.Json.JsonSerializer.Serialize(file.Path)}");
            Say(file.Text.Length > 4000 ? file.Text[..4000] + "…" : file.Text);
        }

        Say("===");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private static void Say(string text) => Console.WriteLine(text);
}
