using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Linter.Mutants;

/// <summary>Tries one mutant after the other and tells the process that started it, line by line.</summary>
internal sealed class Worker(MutantOptions options)
{
    /// <summary>Exit codes: the unchanged program fails; the last mutant took too long.</summary>
    public const int Broken = 3;
    public const int Hung = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(240);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly LinterBuild build = new();
    private long begun = long.MaxValue;

    public int Run()
    {
        var all = build.Changes().ToArray();
        new Random(options.Seed).Shuffle(all);
        var changes = Pick(all);
        if (build.Compile(changes) is not { } library)
        {
            Tell("the library does not compile");
            return Broken;
        }

        var court = new Court(library, -1);
        var met = court.Survey(out var early, out var broken);
        var sound = court.Sound;
        foreach (var name in broken)
            Tell($"left out, since it fails unchanged: {name}");
        if (sound.Count == 0)
            return Broken;

        if (UnitTests.AreBuilt)
            UnitTests.Put(library, options.From);
        if (options.From == 0)
            Tell($"{all.Length} mutants to choose from, {options.Sample} of them, seed {options.Seed}; {court.Questions.Length} expectations ({watch.Elapsed.TotalSeconds:F0} s)");
        StartClock();
        foreach (var (number, change) in changes.Take(options.Sample).TakeWhile(_ => watch.Elapsed.TotalSeconds < options.Seconds))
        {
            Tell(string.Join('\t', "try", number.ToString(CultureInfo.InvariantCulture), build.Place(change), change.Kind,
                OneLine(build.Old(change)), OneLine(change.Text)));
            Volatile.Write(ref begun, Stopwatch.GetTimestamp());
            var asked = met.GetValueOrDefault(number, []);
            var killer = early.Contains(number) || (change.IsStatic && asked.Count > 0)
                ? InNew(library, number, asked, Concerned(change, sound, court))
                : InOld(ref court, library, number, asked, Concerned(change, sound, court));
            Volatile.Write(ref begun, long.MaxValue);
            Tell(killer is not null
                ? $"killed\t{killer}"
                : $"survived\t{(asked.Count == 0 && !early.Contains(number) ? "nothing runs it" : $"{asked.Count} run it")}");
        }

        return 0;
    }

    // Some more than wanted, since not all compile; no two that overlap.
    private SortedDictionary<int, Change> Pick(Change[] all)
    {
        var picked = new SortedDictionary<int, Change>();
        for (var number = 0; number < all.Length && picked.Count < (options.Sample * 3 / 2) + 10; number++)
        {
            var change = all[number];
            if (number >= options.From && (options.Only.IsEmpty || options.Only.Contains(number))
                && (options.At.IsEmpty || options.At.Any(at => $"{build.Place(change)}:".StartsWith(at + ":", StringComparison.Ordinal)))
                && !picked.Values.Any(other => other.File == change.File && other.Held.IntersectsWith(change.Held)))
            {
                picked.Add(number, change);
            }
        }

        return picked;
    }

    // What a rule's class holds is seen by its own examples; of the others all but the ways, which are the walks' own.
    private static List<int> Concerned(Change change, IReadOnlyList<int> sound, Court court)
    {
        var parts = change.File.Split('/');
        var id = System.Text.RegularExpressions.Regex
            .Replace(Path.GetFileNameWithoutExtension(parts[^1]), "(?<=[a-z])(?=[A-Z])", "-",
                System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .ToLowerInvariant();
        var isRule = parts.Length == 5 && parts[2] == "Rules";
        var isWalk = parts.Contains("Walks", StringComparer.Ordinal);
        return [.. sound.Where(question => court.Questions[question].Name is var name
            && (isRule
                ? name.StartsWith(id + ",", StringComparison.Ordinal)
                : isWalk || !name.StartsWith("ways of ", StringComparison.Ordinal)))];
    }

    private static string? InOld(ref Court court, byte[] library, int number, List<int> asked, IReadOnlyList<int> sound)
    {
        var killer = court.Try(number, asked, out var wasMet, out var spoiled);
        if (spoiled)
            court = new Court(library, -1);
        // Met once, by what first used a class.
        return killer is null && asked.Count > 0 && !wasMet ? InNew(library, number, asked, sound) : killer;
    }

    // What a class holds from its beginning is seen by every expectation.
    private static string? InNew(byte[] library, int number, List<int> asked, IReadOnlyList<int> sound)
    {
        try
        {
            var court = new Court(library, number);
            return court.Try(number, [.. asked, .. sound.Except(asked)], out _, out _);
        }
        catch (TargetInvocationException exception)
        {
            return $"throws {exception.InnerException!.GetType().Name}";
        }
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static void Tell(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private void StartClock() => new Thread(() =>
    {
        while (true)
        {
            Thread.Sleep(500);
            var since = Volatile.Read(ref begun);
            if (since != long.MaxValue && Stopwatch.GetElapsedTime(since) > Longest)
                Environment.Exit(Hung);
        }
    }) { IsBackground = true }.Start();
}
