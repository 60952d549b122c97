using System.Diagnostics;
using System.Globalization;

namespace Linter.Mutants;

/// <summary>
/// Has workers try the mutants, has the unit tests try those that they leave alive, and counts. A mutant may hang or
/// overflow the stack, which takes its worker along: then the next worker goes on behind it.
/// </summary>
internal sealed class MutantRun(MutantOptions options)
{
    private readonly List<Mutant> alive = [];
    private int killed;
    private int next;
    private int library;
    private Mutant? current;

    /// <summary>0 where the share is reached, 1 where it is not, 3 where the unchanged program breaks an expectation.</summary>
    public int Run()
    {
        var watch = Stopwatch.StartNew();
        UnitTests.RemoveAll();
        bool over;
        do
        {
            library = next;
            over = RunWorker(options with
            {
                Seconds = Math.Max(0, options.Seconds - (int)watch.Elapsed.TotalSeconds),
                Sample = options.Sample - killed - alive.Count
            });
        }
        while (!over && killed + alive.Count < options.Sample && watch.Elapsed.TotalSeconds < options.Seconds);

        var tried = killed + alive.Count;
        if (tried == 0)
            return 3;

        var tested = RunUnitTests();
        foreach (var mutant in alive.OrderBy(mutant => mutant.Place, StringComparer.Ordinal))
            Say($"survived {mutant}");
        var share = (double)(tried - alive.Count) / tried;
        Say($"sample {tried}, seed {options.Seed}: {tried - alive.Count} killed ({share:P1}), {killed} of them by rule documents and samples, {tested} by unit tests; {alive.Count} survived; {watch.Elapsed.TotalSeconds:F0} s");
        return share >= 0.85 ? 0 : 1;
    }

    // Each takes seconds, most of them spent on starting, so as many run at once as there are processors.
    private int RunUnitTests()
    {
        if (!UnitTests.AreBuilt || UnitTests.Killer(alive.Select(mutant => mutant.Library).FirstOrDefault(), -1) is not null)
        {
            Say($"unit tests left out: they are not built, or fail unchanged");
            return 0;
        }

        var killers = new string?[alive.Count];
        Parallel.For(0, alive.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => killers[i] = UnitTests.Killer(alive[i].Library, alive[i].Number));
        UnitTests.RemoveAll();
        var found = alive.Zip(killers).Where(pair => pair.Second is not null).ToList();
        foreach (var (mutant, killer) in found)
        {
            Say($"killed {mutant}   [{killer}]");
            alive.Remove(mutant);
        }

        return found.Count;
    }

    // Not the process: that is dotnet where the assembly was given to it.
    private static string Own => Path.Join(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Linter.Mutants.exe" : "Linter.Mutants");

    private bool RunWorker(MutantOptions rest)
    {
        var start = new ProcessStartInfo(Own) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("--from", next), ("--sample", rest.Sample), ("--seed", rest.Seed),
            ("--seconds", rest.Seconds) })
        {
            start.ArgumentList.Add(name);
            start.ArgumentList.Add(value.ToString(CultureInfo.InvariantCulture));
        }

        if (!rest.Only.IsEmpty)
        {
            start.ArgumentList.Add("--only");
            start.ArgumentList.Add(string.Join(',', rest.Only));
        }

        if (!rest.At.IsEmpty)
        {
            start.ArgumentList.Add("--at");
            start.ArgumentList.Add(string.Join(',', rest.At));
        }

        var before = next;
        using var worker = Process.Start(start)!;
        var errors = new List<string>();
        worker.ErrorDataReceived += (_, told) => errors.Add(told.Data ?? "");
        worker.BeginErrorReadLine();
        while (worker.StandardOutput.ReadLine() is { } line)
            Read(line);

        worker.WaitForExit();
        if (worker.ExitCode == Worker.Broken || (worker.ExitCode != 0 && next == before))
        {
            // What a mutant breaks is no matter; that nothing could be tried is.
            Say($"a worker ended with {worker.ExitCode} before it tried anything\n{string.Join('\n', errors)}");
            return true;
        }

        if (current is not null)
            Count("killed", worker.ExitCode == Worker.Hung ? "hangs" : "ends the process");
        return worker.ExitCode == 0;
    }

    // "try NUMBER FILE:LINE KIND OLD NEW", "killed WHY", "survived", "void" (does not compile); all else is for the reader.
    private void Read(string line)
    {
        var fields = line.Split('\t');
        switch (fields[0])
        {
            case "try":
                next = int.Parse(fields[1], CultureInfo.InvariantCulture) + 1;
                current = new Mutant(next - 1, library, fields[2], fields[3], fields[4], fields[5]);
                break;
            case "void":
                current = null;
                break;
            case "killed" or "survived":
                Count(fields[0], fields[1]);
                break;
            default:
                Say($"{line}");
                break;
        }
    }

    private void Count(string outcome, string why)
    {
        var mutant = current! with { Why = why };
        if (outcome == "killed")
        {
            killed++;
            Say($"killed {mutant}");
        }
        else
        {
            alive.Add(mutant);
        }

        current = null;
    }

    private static void Say(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Mutant(int Number, int Library, string Place, string Kind, string Old, string New)
    {
        public string Why { get; init; } = "";

        public override string ToString() => $"#{Number} {Place}: {Kind}: {Old} -> {New}{(Why.Length > 0 ? $"   [{Why}]" : "")}";
    }
}
