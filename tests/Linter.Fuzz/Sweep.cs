using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Fuzz;

/// <summary>
/// Every value of every seed as each of the things that people leave there, alone and beside a sound twin of the list item or document it stands in.
/// A rule is seen at the edge of what it speaks about, where random changes seldom land.
/// </summary>
internal sealed class Sweep(int every, int start, ImmutableArray<ImmutableArray<CaseFile>> seeds)
{
    private const int MostBytes = 6_000;

    // The empty text leaves a key without a value.
    private static readonly string[] Values = ["", "\"\"", "0", "-1", "x", "[]", "{}", "[x]", "{x: y}", "[{}]", "[~, {x: y}]", "\"{{ .x }}\"", "99999999999"];

    /// <summary>0 where every case held, else 1; each kind of failure is told once.</summary>
    public int Run()
    {
        var watch = Stopwatch.StartNew();
        var failures = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var count = 0L;
        Parallel.ForEach(Seeds(), seed =>
        {
            var number = 0;
            foreach (var files in Cases(seed))
            {
                if (number++ % every != start % every)
                    continue;
                Interlocked.Increment(ref count);
                if (Properties.Failed(files) is { } broken && failures.TryAdd(Kind(broken), broken))
                    Tell(files, broken);
            }
        });

        Console.WriteLine(FormattableString.Invariant($"sweep: {count} cases in {watch.Elapsed.TotalSeconds:F0} s, each {every}.; {(failures.IsEmpty ? "all held" : $"{failures.Count} kinds of failure")}"));
        return failures.IsEmpty ? 0 : 1;
    }

    private OrderablePartitioner<ImmutableArray<CaseFile>> Seeds() =>
        Partitioner.Create([.. seeds.Where(seed => seed.Sum(file => file.Text.Length) <= MostBytes)], loadBalance: true);

    // Where it was thrown, else the words up to the first name.
    private static string Kind(string broken) =>
        broken.Split('\n').FirstOrDefault(line => line.Contains(" at Linter.", StringComparison.Ordinal)) ?? broken.Split(':')[0];

    private static void Tell(ImmutableArray<CaseFile> files, string broken)
    {
        var small = Shrinker.Shrink(files, candidate => Properties.Failed(candidate) is { } said && Kind(said) == Kind(broken));
        lock (Console.Out)
        {
            Console.WriteLine($"sweep: {broken}");
            foreach (var file in small)
                Console.WriteLine($"=== {file.Path}\n{file.Text}");
            Console.WriteLine("===");
        }
    }

    private static IEnumerable<ImmutableArray<CaseFile>> Cases(ImmutableArray<CaseFile> seed)
    {
        for (var at = 0; at < seed.Length; at++)
        {
            foreach (var text in Texts(seed[at].Text))
                yield return seed.SetItem(at, seed[at] with { Text = text });
        }
    }

    private static IEnumerable<string> Texts(string text)
    {
        foreach (var document in YamlReader.Read(new SourceText("seed.yaml", text)).Documents)
        {
            var places = new List<(Node Key, Node Value, Node? Item)>();
            Collect(document, null, places, 0);
            foreach (var (key, value, item) in places)
            {
                foreach (var edit in Edits(text, key, value))
                {
                    yield return edit.Apply(text);
                    if (item is { } whole && Lines(text, whole.Span.Start, whole.Span.End) is var (from, to) && from <= edit.Start && edit.End <= to)
                    {
                        var (twin, changed) = (text[from..to], edit.Apply(text)[from..(to + edit.Growth)]);
                        yield return text[..from] + twin + changed + text[to..];
                        yield return text[..from] + changed + twin + text[to..];
                    }

                    yield return edit.Apply(text) + "\n---\n" + Renamed(document);
                }
            }
        }
    }

    // The document once more, under another name.
    private static string Renamed(Node document)
    {
        var (text, start) = (document.Span.Slice.ToString(), document.Span.Start);
        return document.Find("metadata")?.Find("name") is { IsScalar: true } name && name.Span.Start >= start && name.Span.End <= document.Span.End
            ? text[..(name.Span.Start - start)] + "twin" + text[(name.Span.End - start)..]
            : text;
    }

    private static IEnumerable<Edit> Edits(string text, Node key, Node value)
    {
        var (from, to) = Lines(text, key.Span.Start, value.Span.End);
        yield return new Edit(from, to, "");
        foreach (var by in Values)
            yield return new Edit(value.Span.Start, value.Span.End, value.Span.Length == 0 ? " " + by : by);
    }

    private static (int From, int To) Lines(string text, int start, int end) =>
        (start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1, text.IndexOf('\n', Math.Max(start, end - 1)) is >= 0 and var at ? at + 1 : text.Length);

    private static void Collect(Node node, Node? item, List<(Node Key, Node Value, Node? Item)> places, int depth)
    {
        if (depth > 40)
            return;
        foreach (var entry in node.IsMapping ? node.Entries : default)
        {
            // What an alias stands for is written elsewhere.
            if (entry.Value.Span.Start >= entry.Key.Span.End)
                places.Add((entry.Key, entry.Value, item));
            Collect(entry.Value, item, places, depth + 1);
        }

        foreach (var inner in node.IsSequence ? node.Items : default)
            Collect(inner, inner, places, depth + 1);
    }

    private readonly record struct Edit(int Start, int End, string By)
    {
        public int Growth => By.Length - (End - Start);

        public string Apply(string text) => text[..Start] + By + text[End..];
    }
}
