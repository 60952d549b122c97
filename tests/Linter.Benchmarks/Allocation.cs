using System.Globalization;
using Linter.Engine;
using Linter.Manifests;

namespace Linter.Benchmarks;

/// <summary>
/// What a lint without a baseline allocates for each byte of its input: the same on every machine and every run, so it can be a gate.
/// </summary>
internal static class Allocation
{
    public static int Print(string folder)
    {
        Console.WriteLine(PerByte(folder).ToString("F2", CultureInfo.InvariantCulture));
        return 0;
    }

    private static double PerByte(string folder)
    {
        // What is allocated once, such as the schema, is no matter of the input.
        Lint(folder);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Lint(folder);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Events.ManifestsIn(folder)
            .Sum(file => new FileInfo(file).Length);
    }

    private static void Lint(string folder) =>
        LintEngine.Run(ManifestFinder.Find([folder], new FinderOptions(folder)), new LintOptions { Threads = 1, KeepsUnreported = false });
}
