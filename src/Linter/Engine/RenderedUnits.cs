using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>What tools rendered for a run, each piece a unit of its own.</summary>
internal sealed class RenderedUnits
{
    private const string IgnoreWord = "lint:ignore";

    private readonly SourceFiles sources;
    private readonly Dictionary<SourceText, RenderedUnit> bySource = [];
    private readonly Dictionary<SourceSpan, SourceSpan> ledBack = [];
    private readonly Lazy<ImmutableArray<Finding>> sourceFindings;
    private RuleFailure? patchFailure;
    private RuleFailure? targetFailure;

    public RenderedUnits(InputFiles input, LintOptions options)
    {
        sources = new SourceFiles(input.Sources, path => ManifestFinder.Shown(input.ShownRoot, path));
        Units = [.. input.Rendered.Select(rendered => new RenderedUnit(rendered, options, sources))];
        foreach (var unit in Units)
            bySource.Add(unit.File.Source, unit);
        sourceFindings = new(() => FindingsOf(input));
    }

    public ImmutableArray<RenderedUnit> Units { get; }

    /// <summary>
    /// What is wrong with patches of kustomizations, rendered or not, that no rendered text shows; read when it is asked for.
    /// </summary>
    public ImmutableArray<Finding> SourceFindings => sourceFindings.Value;

    /// <summary>Files with <see cref="SourceFindings"/> that nothing was rendered from, shown paths, each once.</summary>
    public IEnumerable<string> UnrenderedSources() => SourceFindings.Select(finding => finding.Span.Source)
        .Except(Units.SelectMany(unit => unit.Sources).Select(sources.Text).OfType<SourceText>())
        .Select(source => source.Path);

    /// <summary>The first unit that could not be led back from everywhere, and the rules about patches: what failed until now.</summary>
    public IEnumerable<RuleFailure> Failures()
    {
        var failed = Units.Where(unit => unit.Failure is not null).ToList();
        if (failed.Count > 0)
        {
            var others = failed.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {failed.Count - 1} more)");
            yield return new RuleFailure(RuleFailure.WayBack, failed[0].Failure!)
            {
                Who = $"the way back from what '{failed[0].Unit.Name}'{others} renders to",
                Effect = "findings may stand at a first line instead of where they were written",
            };
        }

        if (patchFailure is not null)
            yield return patchFailure;
        if (targetFailure is not null)
            yield return targetFailure;
    }

    private ImmutableArray<Finding> FindingsOf(InputFiles input)
    {
        ImmutableArray<Finding> doubled = [], idle = [];
        var rendered = input.Rendered.Where(rendered => rendered.PipedCharts is null).Select(rendered => rendered.Target).ToList();
        patchFailure = RuleFailure.Of(YamlReader.DuplicateKeyRule,
            () => doubled = [.. PatchKeys.Of(rendered.Concat(input.Unrendered), sources)]);
        targetFailure = RuleFailure.Of(PatchTargets.Rule, () => idle = [.. PatchTargets.Of(rendered, sources)]);
        return [.. doubled, .. idle];
    }

    /// <summary>What a unit was rendered from, as shown.</summary>
    public IEnumerable<string> PathsOf(RenderedUnit unit) => unit.Sources.Select(sources.Text).OfType<SourceText>().Select(text => text.Path);

    public bool IsRendered(SourceSpan span) => bySource.ContainsKey(span.Source);

    /// <summary>
    /// Sources in which some comment ignores a rule, each once; templates excepted, whose comments are in what they render to.
    /// </summary>
    public IEnumerable<ManifestFile> CommentedSources() => Units
        .SelectMany(unit => unit.Sources)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Where(path => sources.Text(path)?.Text.Contains(IgnoreWord, StringComparison.Ordinal) == true)
        .Select(path => sources.Yaml(path)!)
        .Where(yaml => yaml.IsComplete)
        .Select(yaml => ManifestReader.Read(yaml, isRendered: true))
        .Concat(PartsWithFindings());

    // What another unit is rendered from has its comments read already.
    private IEnumerable<ManifestFile> PartsWithFindings()
    {
        var read = Units.SelectMany(unit => unit.Sources).Select(sources.Text).ToHashSet();
        return SourceFindings.Select(finding => finding.Span.Source).Where(read.Add)
            .Select(source => ManifestReader.ReadPart(YamlReader.Read(source), PartKind.Other));
    }

    /// <summary>Where a resource was written; null where it was not rendered.</summary>
    public string? OriginOf(Resource resource) => bySource.GetValueOrDefault(resource.Source) is { } unit
        ? unit.LeadBack(resource.NameNode.Span) is var span ? $"{span.Source.Path}:{span.Start}" : null
        : null;

    /// <summary>
    /// The names that a resource had before it was rendered under the present one, in order. Rules ask it, several at a time.
    /// </summary>
    public ImmutableArray<string> FormerNamesOf(Resource resource)
    {
        if (bySource.GetValueOrDefault(resource.Source) is not { } unit)
            return [];
        lock (sources)
            return unit.FormerNamesOf(resource);
    }

    /// <summary>The place of a piece of text that is no node, such as a comment; any other is given back as it is.</summary>
    public SourceSpan LeadBackText(SourceSpan span)
    {
        if (bySource.GetValueOrDefault(span.Source) is not { } unit)
            return span;
        if (!ledBack.TryGetValue(span, out var place))
            ledBack[span] = place = unit.LeadBackText(span);
        return place;
    }
}
