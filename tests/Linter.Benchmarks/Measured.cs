using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Linter.Benchmarks;

/// <summary>One whole process, from its start to its end.</summary>
/// <param name="Wall">Seconds.</param>
/// <param name="Cpu">Seconds of user and system.</param>
/// <param name="Peak">Bytes of memory, by the kernel's high-water mark.</param>
internal sealed record Measured(double Wall, double Cpu, double Peak)
{
    private const int Children = -1;

    /// <summary>Medians of runs in turn, A B A B, so that a machine whose speed drifts treats all alike.</summary>
    public static Measured[] InTurn(int rounds, params string[][] commands)
    {
        foreach (var command in commands)
            Once(command);
        var runs = Enumerable.Range(0, rounds).Select(_ => Array.ConvertAll(commands, Once)).ToList();
        return [.. commands.Select((_, i) => new Measured(Median(runs, run => run[i].Wall), Median(runs, run => run[i].Cpu),
            Median(runs, run => run[i].Peak)))];
    }

    private static double Median(List<Measured[]> runs, Func<Measured[], double> value)
    {
        var ordered = runs.ConvertAll(run => value(run)).Order().ToList();
        return ordered[ordered.Count / 2];
    }

    private static Measured Once(string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "exec \"$@\" > /dev/null 2> /dev/null", "sh" } };
        foreach (var word in command)
            start.ArgumentList.Add(word);
        var (cpu, clock) = (CpuOfChildren(), Stopwatch.GetTimestamp());
        using var process = Process.Start(start)!;
        var peak = new HighWater(process.Id);
        process.WaitForExit();
        var wall = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        return new Measured(wall, CpuOfChildren() - cpu, peak.Stop());
    }

    private static double CpuOfChildren()
    {
        var usage = new long[18];
        return GetResourceUsage(Children, usage) == 0
            ? usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6)
            : throw new InvalidOperationException("the system tells no times of processes");
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceUsage(int who, long[] usage);

    /// <summary>Looks at the high-water mark until the process is gone; what the last milliseconds add is not seen.</summary>
    private sealed class HighWater
    {
        private readonly Thread thread;
        private double bytes;

        public HighWater(int process)
        {
            thread = new Thread(() => Watch($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status"));
            thread.Start();
        }

        public double Stop()
        {
            thread.Join();
            return bytes;
        }

        private void Watch(string status)
        {
            try
            {
                while (File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
                {
                    bytes = double.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - 2),
                        CultureInfo.InvariantCulture) * 1024;
                    Thread.Sleep(10);
                }
            }
            catch (IOException)
            {
                // It has ended.
            }
        }
    }
}
