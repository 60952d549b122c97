using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>
/// What a tool made of one chart or kustomization, and the way from there to what a person edits. Not for several threads at once.
/// </summary>
internal sealed class RenderedUnit
{
    private readonly RenderTarget target;
    private readonly YamlFile yaml;
    private readonly WayBack? way;
    private readonly SourceFiles sources;
    private readonly Dictionary<SourceSpan, Origin> origins = [];

    public RenderedUnit(RenderedInput input, LintOptions options, SourceFiles sources)
    {
        (target, this.sources, IsPiped) = (input.Target, sources, input.PipedCharts is not null);
        yaml = YamlReader.Read(new SourceText(IsPiped ? ManifestFinder.StandardInputPath : NameOf(target), input.Text), options.Limits,
            options.YamlEngine);
        File = ManifestReader.Read(yaml, target.Namespace ?? options.Namespace, isRendered: true);
        Unit = new Unit(IsPiped ? "" : target.Name, [File], UnitReason.Rendered) { Target = IsPiped ? null : target };
        way = Contained<WayBack?>(() => WaysBack.Of(input, yaml.Documents, sources), () => null);
    }

    /// <summary>
    /// The first exception that a way back threw, as text: a bug of ours. What it was about is where it would be if nothing better were
    /// known.
    /// </summary>
    public string? Failure { get; private set; }

    public ManifestFile File { get; }

    /// <summary>The text came from standard input.</summary>
    public bool IsPiped { get; }

    public Unit Unit { get; }

    /// <summary>Comments of the sources stand in the rendered text too.</summary>
    public bool KeepsComments => target.Tool == RenderTool.Helm;

    /// <summary>The place of a comment: the line of the source that says the same, else the first one.</summary>
    public SourceSpan LeadBackText(SourceSpan span) => Contained(() => FindText(span), () => span);

    private SourceSpan FindText(SourceSpan span)
    {
        var source = RenderedPlaces.Near(yaml, span.Start) is { } document ? LeadBack(document.Span).Source : FirstLine().Source;
        if (ReferenceEquals(source, yaml.Source))
            return span;

        var from = span.From;
        var line = yaml.Source.Line(from.Line);
        var at = source.Text.IndexOf(line.Trim().ToString(), StringComparison.Ordinal);
        var word = at < 0 ? -1 : source.Text.AsSpan(at).IndexOf(span.Slice);
        return word < 0 ? source.Span(0, source.Line(1).Length) : source.Span(at + word, at + word + span.Length);
    }

    /// <summary>Files whose comments count, absolute.</summary>
    public IEnumerable<string> Sources => Contained<ImmutableArray<string>>(() => [.. way?.Sources ?? []], () => []);

    /// <summary>
    /// The names that a resource of this unit had before it was rendered under the present one; see <see cref="WayBack.FormerNames"/>.
    /// </summary>
    public ImmutableArray<string> FormerNamesOf(Resource resource) => Contained(() => way?.FormerNames(resource.Root) ?? [], () => []);

    /// <summary>A finding in rendered text as one in the files that a person edits.</summary>
    public Finding LeadBack(Finding finding)
    {
        var origin = OriginOf(finding.Span);
        var isExact = origin.Certainty == OriginCertainty.Exact;

        // What stands in for another may be complete only there.
        var highest = target.InSteadOf is null ? Severity.Error : target.IsChanged ? Severity.Note : Severity.Warning;

        // What several are rendered from has no edit that is known to be good for all of them.
        ImmutableArray<string> through = IsBelow(origin.Span.Source.Path) && target.Variant.Length == 0 ? [] : [target.Name];
        return finding with
        {
            Severity = finding.Severity > highest ? highest : finding.Severity,
            Span = origin.Span,
            Related = Related(finding, origin),
            Path = [.. finding.Path.Select(hop => hop with { Span = LeadBack(hop.Span) })],
            Notes = [.. finding.Notes, .. origin.Notes, .. Renamed(finding, origin), .. Cautions(finding)],
            Label = origin.Certainty == OriginCertainty.File ? "rendered from here; the line is not known" : finding.Label,
            Fix = finding.Fix is { } fix && through.IsEmpty && target.InSteadOf is null ? LeadBack(fix) : null,
            Through = through,
            Rendered = isExact ? null : finding.Span,
            Sources = [finding.Span, .. origin.Others.Select(other => other.Span)],
        };
    }

    // The message calls the resource as the cluster does; the file that it points at knows another name.
    private IEnumerable<string> Renamed(Finding finding, Origin origin)
    {
        if (finding.Subject is not { Name.Length: > 0 } subject || !finding.Message.Text.Contains(subject.Name, StringComparison.Ordinal)
            || RenderedPlaces.Near(yaml, finding.Span.Start) is not { } document
            || File.Resources.FirstOrDefault(one => one.Name == subject.Name && document.Span.Contains(one.Root.Span)) is not { } resource
            || FormerNamesOf(resource) is not { IsEmpty: false } former)
        {
            yield break;
        }

        var name = OriginOf(resource.NameNode.Span);
        var steps = name.Notes.Except(origin.Notes, StringComparer.Ordinal).ToList();
        if (steps.Count == 0)
            yield break;

        var places = name.Others.Where(other => other.Span.Source.Path != origin.Span.Source.Path)
            .Select(other => string.Create(CultureInfo.InvariantCulture, $"{other.Span.Source.Path}:{other.Span.From.Line}"))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        yield return $"'{subject.Name}' is '{former[0]}' in this file: {string.Join("; ", steps)}"
            + (places.Count > 0 ? $", see {string.Join(", ", places)}" : "");
    }

    private ImmutableArray<string> Cautions(Finding finding) =>
        target.InSteadOf is not { } over || finding.Notes.Contains($"caution: {UnitStages.NotRendered(over)}", StringComparer.Ordinal) ? []
            : [$"caution: {over} builds on {target.Path} and was not rendered; it may change this"];

    /// <summary>The place that stands for a place in rendered text; any other is given back as it is.</summary>
    public SourceSpan LeadBack(SourceSpan span) => OriginOf(span).Span;

    // What made the places what they are stands behind them: a message counts the others.
    private ImmutableArray<RelatedSpan> Related(Finding finding, Origin origin)
    {
        var related = finding.Related.Select(LeadBack).ToList();
        var others = origin.Others.Concat(finding.Related.SelectMany(place => OriginOf(place.Span).Others));
        foreach (var other in others.Where(other => other.Span != origin.Span && !related.Exists(place => place.Span == other.Span)))
            related.Add(other);
        return [.. related];
    }

    private RelatedSpan LeadBack(RelatedSpan related) => related with { Span = LeadBack(related.Span) };

    // What mends the rendered text mends the source only where it says the same.
    private Fix? LeadBack(Fix fix)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var edit in fix.Edits)
        {
            var origin = OriginOf(edit.Span);
            if (origin.Certainty != OriginCertainty.Exact || !origin.Span.Slice.SequenceEqual(edit.Span.Slice))
                return null;
            edits.Add(edit with { Span = origin.Span });
        }

        // What else is rendered from there changes with it.
        return fix with { Edits = edits.ToImmutable(), IsSafe = false };
    }

    private Origin OriginOf(SourceSpan span)
    {
        if (!ReferenceEquals(span.Source, yaml.Source))
            return new Origin(span, OriginCertainty.Exact);

        if (!origins.TryGetValue(span, out var origin))
            origins[span] = origin = Contained(() => FindOrigin(span), () => Unknown(span));
        return origin;
    }

    private Origin FindOrigin(SourceSpan span)
    {
        if (way is null)
            return Unknown(span);
        if (RenderedPlaces.At(yaml, span) is not { } place)
            return new Origin(FirstLine(), OriginCertainty.File);

        var origin = way.Of(place);
        return place.Node.IsScalar ? origin with { Span = Part(origin, place.Node.Span, span) } : origin;
    }

    private Origin Unknown(SourceSpan span) =>
        IsPiped ? new Origin(span, OriginCertainty.Exact) : new Origin(FirstLine(), OriginCertainty.File);

    // One place that cannot be led back must not take the others with it.
    private T Contained<T>(Func<T> work, Func<T> otherwise)
    {
        var result = default(T)!;
        if (RuleFailure.Of(RuleFailure.WayBack, () => result = work()) is not { } failure)
            return result;

        Failure ??= failure.Error;
        return otherwise();
    }

    // A part of a scalar, such as the host in a URL, is the same part of the source where that says the same.
    private static SourceSpan Part(Origin origin, SourceSpan whole, SourceSpan part)
    {
        if (part == whole || !whole.Contains(part))
            return origin.Span;

        var start = origin.Span.Start + part.Start - whole.Start;
        return start + part.Length <= origin.Span.End && origin.Span.Source.Text.AsSpan(start, part.Length).SequenceEqual(part.Slice)
            ? origin.Span.Source.Span(start, start + part.Length)
            : origin.Span;
    }

    private SourceSpan FirstLine()
    {
        var name = target.Tool == RenderTool.Helm
            ? Charts.FileName
            : Path.GetFileName(Kustomizations.FileIn(target.FullPath, sources.Files) ?? "kustomization.yaml");
        var text = sources.Text(Path.Join(target.FullPath, name)) ?? yaml.Source;
        return text.Span(0, text.Line(1).Length);
    }

    private bool IsBelow(string path) => target.Path is "." or "" || path.StartsWith(target.Path + "/", StringComparison.Ordinal);

    // It lies in the folder of what it is rendered from.
    private static string NameOf(RenderTarget target)
    {
        var folder = target.Path is "." or "" ? "" : target.Path + "/";
        return target.Variant.Length == 0 ? $"{folder}(rendered)" : $"{folder}(rendered {target.Apart})";
    }
}
