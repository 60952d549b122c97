using System.Diagnostics;
using System.Globalization;

namespace Linter.Mutants;

/// <summary>
/// Has workers try the mutants and counts. A mutant may hang or overflow the stack, which takes its worker along: then
/// the next worker goes on behind it.
/// </summary>
internal sealed class MutantRun(MutantOptions options)
{
    private int killed;
    private int survived;
    private int next;
    private Mutant? current;

    /// <summary>0 where the share is reached, 1 where it is not, 3 where the unchanged program breaks an expectation.</summary>
    public int Run()
    {
        var watch = Stopwatch.StartNew();
        bool over;
        do
        {
            over = RunWorker(options with { Seconds = Math.Max(0, options.Seconds - (int)watch.Elapsed.TotalSeconds), Sample = options.Sample - killed - survived });
        }
        while (!over && killed + survived < options.Sample && watch.Elapsed.TotalSeconds < options.Seconds);

        if (killed + survived == 0)
            return 3;

        var share = (double)killed / (killed + survived);
        Say($"mutants: seed {options.Seed}, {killed} of {killed + survived} killed ({share:P1}), {survived} survived, {watch.Elapsed.TotalSeconds:F0} s");
        return share >= 0.85 ? 0 : 1;
    }

    private bool RunWorker(MutantOptions rest)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("--from", next), ("--sample", rest.Sample), ("--seed", rest.Seed), ("--seconds", rest.Seconds) })
        {
            start.ArgumentList.Add(name);
            start.ArgumentList.Add(value.ToString(CultureInfo.InvariantCulture));
        }

        if (!rest.Only.IsEmpty)
        {
            start.ArgumentList.Add("--only");
            start.ArgumentList.Add(string.Join(',', rest.Only));
        }

        using var worker = Process.Start(start)!;
        worker.ErrorDataReceived += (_, _) => { };
        worker.BeginErrorReadLine();
        while (worker.StandardOutput.ReadLine() is { } line)
            Read(line);

        worker.WaitForExit();
        if (worker.ExitCode == Worker.Broken)
            return true;
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
                current = new Mutant(fields[2], fields[3], fields[4], fields[5]);
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
        if (outcome == "killed")
            killed++;
        else
            survived++;
        Say($"{outcome} #{next - 1} {current!.Place}: {current.Kind}: {current.Old} -> {current.New}{(why.Length > 0 ? $"   [{why}]" : "")}");
        current = null;
    }

    private static void Say(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Mutant(string Place, string Kind, string Old, string New);
}
