using System.Globalization;
using Linter.Engine;
using Linter.Findings;
using Linter.Graph.Walks;
using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Walks;

/// <summary>
/// Walks and rules tell one story: what traces broken has an error at the step where it breaks, and what no error calls broken
/// arrives at pods, or says why that is not certain.
/// </summary>
public class AgreementTests
{
    private static readonly string Corpus = Repository.PathOf("..", "shared", "corpus");

    // Errors at a backend or a port that leave its entry point no way to any pod.
    private static readonly string[] RouteErrors =
    [
        "ingress-service-not-found", "ingress-port-not-found", "route-service-not-found", "route-port-not-found",
        "reference-not-granted", "route-not-allowed",
    ];

    [Fact]
    public void They_agree_over_the_corpus()
    {
        Assert.SkipUnless(Directory.Exists(Corpus), "the corpus does not lie beside this checkout");
        var wrong = new List<string>();
        var count = 0;
        foreach (var files in Sets())
        {
            var inspection = LintEngine.Inspect(new InputFiles([.. files], [], []), new LintOptions());
            wrong.AddRange(inspection.Units.SelectMany(Disagreements));
            wrong.AddRange(Traced(inspection));
            count += inspection.Result.Summary.EntryPoints.Total;
            inspection.Result.Summary.EntryPoints.Should().Be(EntryList.Of(inspection).Counts);
        }

        string.Join('\n', wrong).Should().BeEmpty();
        count.Should().BeGreaterThan(300);
    }

    [Theory]
    [InlineData("shop-clean", 1)]
    [InlineData("gateway", 2)]
    [InlineData("shop-broken", 3)]
    [InlineData("gateway-broken", 4)]
    public void They_agree_over_samples_with_slips_of_the_finger(string sample, int seed)
    {
        var random = new Random(seed);
        var files = Directory.GetFiles(Repository.PathOf("samples", sample), "*.yaml").Order(StringComparer.Ordinal)
            .Select(path => new InputFile(Path.GetFileName(path), null, File.ReadAllText(path)))
            .ToList();
        var wrong = new List<string>();
        for (var round = 0; round < 250; round++)
        {
            var at = random.Next(files.Count);
            var changed = files.ToList();
            changed[at] = files[at] with { Text = Slip(random, files[at].Text!) };
            var inspection = LintEngine.Inspect(new InputFiles([.. changed], [], []), new LintOptions());
            inspection.Result.Failures.Should().BeEmpty();
            wrong.AddRange(inspection.Units.SelectMany(Disagreements)
                .Concat(round % 5 == 0 ? Traced(inspection) : [])
                .Select(text => string.Create(CultureInfo.InvariantCulture, $"round {round}: {text}")));
        }

        string.Join('\n', wrong).Should().BeEmpty();
    }

    private static IEnumerable<string> Disagreements(CheckedUnit unit)
    {
        var errors = unit.Findings.Where(finding => finding.Severity == Severity.Error).ToHashSet();
        var walks = EntryJudgement.Of(unit);
        foreach (var walk in walks)
        {
            var decisive = walk.Decisive;
            if (walk.Verdict == EntryVerdict.Broken
                && (decisive?.Finding is not { Severity: Severity.Error } || !errors.Contains(decisive.Finding))
                && decisive is not { Hop.Warned: WalkMark.Broken, Finding: not null })
            {
                yield return $"{walk.Entry.At}: {walk.Entry.Name} is broken, but no error says so";
            }

            if (walk.Verdict == EntryVerdict.Reaches
                && (walk.Pods.IsEmpty || walk.Hops.Any(hop => hop.Mark is WalkMark.Broken or WalkMark.Unknown || hop.IsBeyond)))
            {
                yield return $"{walk.Entry.At}: {walk.Entry.Name} reaches nothing";
            }

            if (walk.Verdict is EntryVerdict.Doubtful or EntryVerdict.Unknown && decisive is null
                && walk.Pods.IsEmpty == (walk.Verdict == EntryVerdict.Doubtful))
            {
                yield return $"{walk.Entry.At}: {walk.Entry.Name} is {walk.Verdict} for no reason";
            }

            if (walk.Verdict is EntryVerdict.Doubtful or EntryVerdict.Unknown
                && decisive is { Finding: null, Caution: null, Hop: { What.Length: 0, How.Length: 0 } })
            {
                yield return $"{walk.Entry.At}: {walk.Entry.Name} is {walk.Verdict} without a word";
            }
        }

        // The other way round: an error at a route breaks some entry point of its resource.
        foreach (var error in errors.Where(error => RouteErrors.Contains(error.RuleId, StringComparer.Ordinal)))
        {
            var own = walks.Where(walk => walk.Entry.Owner.Root.Span.Contains(error.Span)).ToList();
            if (own.Count > 0 && !own.Exists(walk => walk.Verdict == EntryVerdict.Broken) && !error.Path.IsEmpty)
                yield return $"{error.Span}: {error.RuleId} breaks no entry point";
        }
    }

    // An entry point that can be asked for by a URL traces to itself, and comes to the same.
    private static IEnumerable<string> Traced(Inspection inspection)
    {
        // Each trace reads the whole unit: of the largest a sample is enough.
        var entries = EntryList.Of(inspection)
            .Walks.Where(one => one.Walk.Entry.Kind is Linter.Graph.Walks.EntryKind.Ingress or Linter.Graph.Walks.EntryKind.Route)
            .ToList();
        foreach (var (unit, walk) in entries.Where((_, i) => i % Math.Max(1, entries.Count / 25) == 0).Select(one => (one.Unit, one.Walk)))
        {
            if (UrlOf(walk) is not { } url)
                continue;

            var own = Linter.Engine.Trace.Of(inspection, TraceTarget.Read(url, "GET", []).Target!, null)
                .Walks.Where(one => one.Unit == unit)
                .ToList();
            // Another path or route may take the request; then it says so by its place.
            var same = own.Find(one => one.Walk.Hops.Select(hop => hop.Hop.At).SequenceEqual(walk.Hops.Select(hop => hop.Hop.At))
                || one.Walk.Entry.At == walk.Entry.At);
            if (own.Count == 0 && walk.Verdict != EntryVerdict.Broken)
                yield return $"{walk.Entry.At}: {url} has no trace";
            if (same is not null && same.Walk.Verdict != walk.Verdict && same.Walk.Hops.All(hop => hop.Hop.Kind != HopKind.Tls))
                yield return $"{walk.Entry.At}: {url} traces {same.Walk.Verdict}, and its entry point is {walk.Verdict}";
            if (own.Exists(one => one.Walk.Hops.All(hop => hop.Mark is WalkMark.Ok or WalkMark.Skipped)
                && one.Walk.Verdict != EntryVerdict.Reaches))
            {
                yield return $"{walk.Entry.At}: {url} is whole at each step and does not reach";
            }
        }
    }

    private static string? UrlOf(JudgedWalk walk)
    {
        var name = walk.Entry.Name;
        if (name.Any(character => char.IsWhiteSpace(character) || "()[]|\\^$?#".Contains(character)))
            return null;

        name = name.StartsWith("*.", StringComparison.Ordinal) ? "any" + name[1..]
            : name.StartsWith('*') ? "nobody.example" + name[1..]
            : name;
        var listener = walk.Hops[0].Hop is { Kind: HopKind.Gateway } gateway ? gateway.How : "";
        return (listener.Contains("HTTPS", StringComparison.Ordinal) ? "https://" : "http://") + name.TrimEnd('*');
    }

    // A letter, a digit or a word of some value, the way people do it.
    private static string Slip(Random random, string text)
    {
        var lines = text.Split('\n');
        for (var tries = 0; tries < 50; tries++)
        {
            var at = random.Next(lines.Length);
            var colon = lines[at].IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || lines[at].TrimStart().StartsWith('#') || lines[at].Length < colon + 4)
                continue;

            var place = random.Next(colon + 2, lines[at].Length);
            lines[at] = random.Next(4) switch
            {
                0 => lines[at].Remove(place, 1),
                1 => lines[at][..place] + (char.IsDigit(lines[at][place]) ? '7' : 'q') + lines[at][(place + 1)..],
                2 => lines[at][..(colon + 2)] + "other",
                _ => lines[at][..(colon + 2)] + "47123",
            };
            return string.Join('\n', lines);
        }

        return text;
    }

    private static IEnumerable<List<InputFile>> Sets()
    {
        foreach (var row in File.ReadLines(Path.Combine(Corpus, "APPS.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .Where(row => row[1] == "raw")
            .DistinctBy(row => (row[0], row[2])))
        {
            var path = Path.Combine(Corpus, row[0]);
            var files = row[2] == "file" ? [path]
                : Directory.Exists(path) ? Directory.GetFiles(path).Where(file => Path.GetExtension(file) is ".yaml" or ".yml"
                    or ".json").ToArray()
                : [];
            yield return [.. files.Where(File.Exists).Order(StringComparer.Ordinal)
                .Select(file => new InputFile(Path.GetRelativePath(Corpus, file), file))];
        }

        var rendered = Path.Combine(Corpus, "..", "corpus-rendered");
        foreach (var file in (Directory.Exists(rendered) ? Directory.GetFiles(rendered, "*.yaml", SearchOption.AllDirectories) : [])
            .Order(StringComparer.Ordinal))
        {
            yield return [new InputFile(Path.GetRelativePath(rendered, file), file)];
        }
    }
}
