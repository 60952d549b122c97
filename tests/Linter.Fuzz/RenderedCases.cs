using System.Collections.Immutable;
using System.Globalization;
using Linter.Engine;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Fuzz;

/// <summary>
/// Rendered texts whose sources say something else by now, and sources of which another text was rendered: the way back
/// reads both as people leave them.
/// </summary>
internal sealed class RenderedCases(ImmutableArray<RenderedSeed> seeds)
{
    private const int MostPlaces = 300, LongestText = 400_000;

    // In place of a path: which seed's text it is, and whether it came from standard input.
    private const string Rendered = "rendered ", Piped = "piped ";

    private readonly Mutator mutator = new([.. seeds.Select(seed => seed.Files)]);
    private readonly OddSources odd = new([.. seeds.SelectMany(seed => seed.Files)]);

    public int Count => seeds.Length;

    public ImmutableArray<CaseFile> Make(Random random)
    {
        var number = random.Next(seeds.Length);
        var seed = seeds[number];
        var isPiped = seed.Rendered.Target.Tool == RenderTool.Helm && random.Next(5) == 0;
        var text = new CaseFile(string.Create(CultureInfo.InvariantCulture, $"{(isPiped ? Piped : Rendered)}{number}"), seed.Rendered.Text);
        if (random.Next(5) == 0)
            return [text with { Text = Changed(text, random) }, .. seed.Files];

        var files = seed.Files.ToArray();
        for (var rounds = random.Next(1, 6); rounds > 0; rounds--)
        {
            var at = random.Next(files.Length);
            files[at] = files[at] with { Text = Changed(files[at], random) };
        }

        return [text, .. files];
    }

    /// <summary>What does not hold, in words; null where all does.</summary>
    public string? Broken(ImmutableArray<CaseFile> files)
    {
        try
        {
            // Smaller cases may lack the text.
            return files is [{ Path: var path }, ..]
                && (path.StartsWith(Rendered, StringComparison.Ordinal) || path.StartsWith(Piped, StringComparison.Ordinal))
                ? Check(Input(files), files)
                : null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private string Changed(CaseFile file, Random random)
    {
        var text = file.Text;
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
            text = random.Next(2) == 0 ? mutator.Mutate(text, random) : odd.Change(file.Path, text, random);
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    private InputFiles Input(ImmutableArray<CaseFile> files)
    {
        var text = files[0];
        var isPiped = text.Path.StartsWith(Piped, StringComparison.Ordinal);
        var seed = seeds[int.Parse(text.Path.AsSpan((isPiped ? Piped : Rendered).Length), CultureInfo.InvariantCulture)];
        var target = seed.Rendered.Target;
        var rendered = isPiped
            ? new RenderedInput(new RenderTarget(RenderTool.Helm, ".", seed.Root), text.Text, seed.Root)
            {
                PipedCharts = ImmutableSortedDictionary<string, RenderTarget>.Empty
                    .Add(Path.GetFileName(target.FullPath), new RenderTarget(RenderTool.Helm, target.Path, target.FullPath)),
            }
            : seed.Rendered with { Text = text.Text };
        return new InputFiles([], [], [])
        {
            Rendered = [rendered],
            Sources = new HeldTree(files.Skip(1).Select(file => (file.Path, file.Text))),
            ShownRoot = seed.Root
        };
    }

    private static string? Check(InputFiles input, ImmutableArray<CaseFile> files)
    {
        var options = new LintOptions { Profile = Profile.Strict };
        var result = LintEngine.Run(input, options);
        if (Properties.Failed(result) is { } failed)
            return failed;
        if (Properties.Difference("a second run", Properties.Say(result, "text", "sarif"),
            Properties.Say(LintEngine.Run(input, options with { Threads = 8 }), "text", "sarif")) is { } again)
        {
            return again;
        }

        var texts = files.Select(file => file.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var unit in LintEngine.Inspect(input, options).Units)
        {
            foreach (var file in unit.Unit.Files)
            {
                foreach (var span in Places(file.Resources.Select(resource => resource.Root)).Take(MostPlaces))
                {
                    if (Misplaced(unit.Shown(span), texts) is { } misplaced)
                        return $"{misplaced} for {span} '{span.Slice}'";
                }
            }
        }

        return null;
    }

    private static string? Misplaced(SourceSpan span, HashSet<string> texts) =>
        span.Start < 0 || span.End < span.Start
            || span.End > span.Source.Text.Length ? $"a span outside of its file: {span.Start}..{span.End} of {span.Source.Path}"
        : span.Source.Text.Length > 0 && !texts.Contains(span.Source.Text) ? $"a span in a text that is no file's: {span.Source.Path}"
        : null;

    private static IEnumerable<SourceSpan> Places(IEnumerable<Node> documents)
    {
        foreach (var document in documents)
        {
            for (var index = document.Index; index < document.Tree.NextOf(document.Index); index++)
                yield return document.Tree.Source.Span(document.Tree.Data(index).Start, document.Tree.Data(index).End);
        }
    }
}
