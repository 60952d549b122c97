using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Linter.Yaml;

namespace Linter.Fuzz;

/// <summary>
/// Every value of every seed as each of the things that people leave there, or a slip away from what it says, and every mapping with each
/// field that others of its place have: alone, beside a sound twin of the list item or document it stands in, and several such changes at
/// once. A rule is seen at the edge of what it speaks about, where random changes seldom land.
/// </summary>
internal sealed class Sweep(int every, int start, ImmutableArray<ImmutableArray<CaseFile>> seeds)
{
    private const int MostBytes = 6_000, Near = 200;

    private static readonly Form[] Forms = Enum.GetValues<Form>();

    private readonly FieldPool pool = new(seeds);

    /// <summary>0 where every case held, else 1; each kind of failure is told once.</summary>
    public int Run()
    {
        var watch = Stopwatch.StartNew();
        var failures = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var count = 0L;
        Parallel.ForEach(Seeds(), seed =>
        {
            foreach (var files in Cases(seed))
            {
                Interlocked.Increment(ref count);
                if (Properties.Failed(files) is { } broken && failures.TryAdd(Kind(broken), broken))
                    Tell(files, broken);
            }
        });

        Console.WriteLine(
            FormattableString.Invariant(
                $"sweep: {count} cases in {watch.Elapsed.TotalSeconds:F0} s, each {every}.; {(failures.IsEmpty ? "all held" : $"{failures.Count} kinds of failure")}"));
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

    // With each case of a single value a random one.
    private IEnumerable<ImmutableArray<CaseFile>> Cases(ImmutableArray<CaseFile> seed)
    {
        var number = 0;
        for (var at = 0; at < seed.Length; at++)
        {
            var (file, text) = (seed[at], seed[at].Text);
            foreach (var place in ValuePlace.In(text).Where(place => place.Key is not null))
            {
                foreach (var edit in place.Edits())
                {
                    foreach (var form in Forms)
                    {
                        if (!Has(text, place, edit, form) || number++ % every != start % every)
                            continue;
                        yield return seed.SetItem(at, file with { Text = Apply(text, place, edit, form) });
                        yield return seed.SetItem(at, file with { Text = Changed(text, new Random(start + number)) });
                    }
                }
            }
        }
    }

    // Changes after another, most of them near the one before: fields of one thing.
    private string Changed(string text, Random random)
    {
        var at = 0;
        for (var rounds = random.Next(2, 4); rounds > 0; rounds--)
        {
            var places = ValuePlace.In(text);
            if (places.Count == 0)
                return text;
            var near = places.FindAll(place => Math.Abs(place.Value.Span.Start - at) < Near);
            var place = near.Count > 0 && random.Next(3) > 0 ? near[random.Next(near.Count)] : places[random.Next(places.Count)];
            var edits = (place.Key is null ? Additions(place.Value, place.Name) : place.Edits()).ToList();
            if (edits.Count == 0)
                continue;
            var (edit, form) = (Pick(place, edits, random), Forms[random.Next(Forms.Length)]);
            (text, at) = (Apply(text, place, edit, Has(text, place, edit, form) ? form : Form.Alone), edit.Start);
        }

        return text;
    }

    // Nothing where a value was, and a slip, are what people write most.
    private static Edit Pick(ValuePlace place, List<Edit> edits, Random random) => random.Next(3) switch
    {
        0 when place.Key is not null => edits.Find(edit => edit.By.Trim().Length == 0 && edit.End - edit.Start == place.Value.Span.Length),
        1 when place.Key is not null && edits.Count > ValuePlace.Values.Length + 1 =>
            edits[random.Next(ValuePlace.Values.Length + 1, edits.Count)],
        _ => edits[random.Next(edits.Count)],
    };

    private static bool Has(string text, ValuePlace place, Edit edit, Form form) => form switch
    {
        Form.Alone or Form.BesideDocument => true,
        Form.AfterItem or Form.BeforeItem =>
            place.Item is { } item && Twin.Of(text, item) is var twin && twin.From <= edit.Start && edit.End <= twin.To,
        _ => false,
    };

    private static string Apply(string text, ValuePlace place, Edit edit, Form form)
    {
        var (from, to, joint) = place.Item is { } item ? Twin.Of(text, item) : default;
        return form switch
        {
            Form.AfterItem => text[..to] + joint + edit.Apply(text)[from..],
            Form.BeforeItem => edit.Apply(text)[..(to + edit.Growth)] + joint + text[from..],
            Form.BesideDocument => edit.Apply(text) + "\n---\n" + Renamed(place.Document),
            _ => edit.Apply(text),
        };
    }

    // The document once more, under another name.
    private static string Renamed(Node document)
    {
        var (text, start) = (document.Span.Slice.ToString(), document.Span.Start);
        return document.Find("metadata")?.Find("name") is { IsScalar: true } name && name.Span.Start >= start
            && name.Span.End <= document.Span.End
            ? text[..(name.Span.Start - start)] + "twin" + text[(name.Span.End - start)..]
            : text;
    }

    // Those that are there are doubled.
    private IEnumerable<Edit> Additions(Node mapping, string place)
    {
        var (text, at) = (mapping.Tree.Source.Text, mapping.Span.Start);
        var isFlow = text[at] == '{';
        var end = isFlow ? ", " : "\n" + new string(' ', at - Edit.Lines(text, at, at).From);
        foreach (var (key, value) in pool.At(place).Append(("<<", "{x: y}")))
        {
            foreach (var by in ValuePlace.Values.Prepend(value))
            {
                yield return new Edit(isFlow ? at + 1 : at, isFlow ? at + 1 : at,
                    $"{(isFlow && key != "<<" ? JsonSerializer.Serialize(key) : key)}: {by}{end}");
            }
        }
    }

    /// <summary>Where an item stands, and what stands between two.</summary>
    private readonly record struct Twin(int From, int To, string Joint)
    {
        public static Twin Of(string text, Node item) => text[item.Span.Start] == '{'
            ? new Twin(item.Span.Start, item.Span.End, ", ")
            : Edit.Lines(text, item.Span.Start, item.Span.End) is var (from, to) ? new Twin(from, to, "") : default;
    }

    private enum Form
    {
        Alone,
        AfterItem,
        BeforeItem,
        BesideDocument,
    }
}
