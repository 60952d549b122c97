namespace Linter.Mutants;

/// <summary>Tells the code that no expectation reaches: there any mutant lives. It takes one survey, so it comes before a sample.</summary>
internal static class Reach
{
    public static int Run()
    {
        var build = new LinterBuild();
        var changes = Pick(build.Changes());
        if (build.Compile(changes) is not { } library)
            return Worker.Broken;

        var court = new Court(library, -1);
        var met = court.Survey(out var early, out _);
        var missed = changes.Where(change => !met.ContainsKey(change.Key) && !early.Contains(change.Key)).ToList();
        foreach (var line in missed.GroupBy(change => build.Line(change.Value), change => build.Old(change.Value), StringComparer.Ordinal)
            .OrderBy(line => line.Key, StringComparer.Ordinal))
        {
            Console.Out.WriteLine($"{line.Key}: {string.Join(" | ", line.Select(OneLine))}");
        }

        Console.Out.WriteLine(
            FormattableString.Invariant($"{changes.Count} places, {missed.Count} of them reached by no rule document or sample"));
        return 0;
    }

    // The smallest pieces, as many as lie beside each other.
    private static SortedDictionary<int, Change> Pick(IEnumerable<Change> all)
    {
        var picked = new SortedDictionary<int, Change>();
        foreach (var file in all.Select((change, number) => (Change: change, Number: number))
            .GroupBy(one => one.Change.File, StringComparer.Ordinal))
        {
            var held = new List<Microsoft.CodeAnalysis.Text.TextSpan>();
            foreach (var (change, number) in file.OrderBy(one => one.Change.Held.Length)
                .Where(one => !held.Exists(span => span.IntersectsWith(one.Change.Held))))
            {
                held.Add(change.Held);
                picked.Add(number, change);
            }
        }

        return picked;
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
