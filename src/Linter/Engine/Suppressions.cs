using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>
/// Keeps findings out of the report that someone gave a reason for, and finds the ignores that do nothing: they name an
/// unknown rule, give no reason, or match nothing.
/// </summary>
internal sealed class Suppressions
{
    /// <summary>The annotation that ignores rules for an object or a pod template.</summary>
    public const string Annotation = "lint/ignore";

    private readonly Ignores ignores = new();
    private readonly List<Finding> faults = [];
    private readonly Func<Resource, bool> isUnjudged;
    private readonly RenderedUnits rendered;

    private Suppressions(Func<Resource, bool> isUnjudged, RenderedUnits rendered) =>
        (this.isUnjudged, this.rendered) = (isUnjudged, rendered);

    /// <param name="files">Those of what was read that hold what looks like an ignore.</param>
    /// <param name="configured">Those of the configuration.</param>
    /// <param name="isUnjudged">Whether links of a resource were left out of judgement.</param>
    /// <param name="rendered">What was rendered; comments in its sources count for it.</param>
    public static Suppressions Of(
        ImmutableArray<ManifestFile> files, ImmutableArray<PathIgnore> configured, Func<Resource, bool> isUnjudged, RenderedUnits rendered)
    {
        var suppressions = new Suppressions(isUnjudged, rendered);
        foreach (var paths in configured)
            suppressions.ignores.Add(paths);
        foreach (var file in files)
        {
            suppressions.ReadComments(file);
            if (file.Source.Text.Contains(Annotation, StringComparison.Ordinal))
                suppressions.ReadAnnotations(file);
        }

        suppressions.ReadRendered();
        return suppressions;
    }

    /// <summary>Whether a file holds what looks like an ignore.</summary>
    public static bool MayBeIn(ManifestFile file) =>
        file.Comments.Any(IgnoreDirective.MayBe) || file.Source.Text.Contains(Annotation, StringComparison.Ordinal);

    // Helm hands a template's comments on; kustomize loses some, so those of its sources are read.
    private void ReadRendered()
    {
        foreach (var source in rendered.CommentedSources())
            ReadComments(source);
        foreach (var unit in rendered.Units)
        {
            if (unit.KeepsComments)
                ReadComments(unit.File);
            if (unit.File.Source.Text.Contains(Annotation, StringComparison.Ordinal))
                ReadAnnotations(unit.File);
        }
    }

    /// <summary>What suppresses a finding; null where nothing does.</summary>
    public Suppression? Match(Finding finding) => ignores.Match(finding);

    /// <summary>What is wrong with the ignores themselves, once every finding was matched.</summary>
    /// <param name="reported">The findings that are reported.</param>
    /// <param name="isJudged">Whether a rule said all that it has to say of a file.</param>
    public IEnumerable<Finding> Complaints(IReadOnlyCollection<Finding> reported, Func<string, string, bool> isJudged)
    {
        // One line of a template is rendered with each set of values, and needs its use in one of them.
        var used = rendered.Units.IsEmpty ? []
            : ignores.All.Where(ignore => ignore.IsUsed && rendered.IsRendered(ignore.Name))
                .Select(ignore => (ignore.Rule, rendered.LeadBackText(ignore.Name)))
                .ToHashSet();
        var unused = ignores.All
            .Where(ignore => !ignore.IsUsed && !ignore.IsInDoubt && ignore.Rule != RuleCatalog.SuppressionUnused
                && isJudged(ignore.Rule, ignore.Name.Source.Path)
                && !(rendered.IsRendered(ignore.Name) && used.Contains((ignore.Rule, rendered.LeadBackText(ignore.Name)))))
            .ToList();
        var told = rendered.Units.IsEmpty
            ? faults
            : faults.Select(fault => fault with
            {
                Span = rendered.LeadBackText(fault.Span),
                Fix = rendered.IsRendered(fault.Span) ? null : fault.Fix
            });
        if (unused.Count == 0)
            return told;

        var elsewhere = reported.ToLookup(finding => (finding.Span.Source, finding.RuleId));
        return told.Concat(unused.Select(ignore => Unused(ignore, rendered.LeadBackText(ignore.Name),
            elsewhere[(ignore.Name.Source, ignore.Rule)])));
    }

    private void ReadComments(ManifestFile file)
    {
        var directives = file.Comments.Select(IgnoreDirective.Read).OfType<IgnoreDirective>().ToList();
        if (directives.Count == 0)
            return;

        var lost = LostPlaces(file);
        var content = FirstContent(file.Source.Text);
        var covers = new CommentCovers(file.Documents);
        var (resources, unjudged) = (new ResourcePlaces(file.Resources), new ResourcePlaces(file.Resources.Where(isUnjudged)));
        foreach (var directive in directives)
        {
            if (directive.Kind == DirectiveKind.IgnoreFile)
                ReadFileDirective(file, directive, isAtTop: directive.Comment.Span.Start < content, unjudged);
            else if (!IsLost(directive.Comment, file.Source.Text, lost) && !file.Documents.IsEmpty)
                ReadDirective(file, directive, covers, lost, resources, unjudged);
        }
    }

    // Where only kubectl refuses a document, it was read all the same.
    private static List<int> LostPlaces(ManifestFile file)
    {
        var places = file.Findings.Where(finding => finding.RuleId == YamlReader.SyntaxRule).Select(finding => finding.Span.Start).ToList();
        if (places.Count == 0)
            return places;

        int StartOf(int place) => DocumentStarts.Before(file.Source.Text, 0, place);
        var read = file.Documents.Select(root => StartOf(root.Span.Start)).ToHashSet();
        places.RemoveAll(place => read.Contains(StartOf(place)));
        return places;
    }

    // Of a document that could not be read nothing else can be told.
    private static bool IsLost(Comment comment, string text, List<int> lost)
    {
        if (lost.Count == 0)
            return false;

        var from = DocumentStarts.Before(text, 0, comment.Span.Start);
        var to = DocumentStarts.After(text, comment.Span.Start, text.Length);
        return lost.Exists(at => at >= from && at <= to);
    }

    private void ReadFileDirective(ManifestFile file, IgnoreDirective directive, bool isAtTop, ResourcePlaces unjudged)
    {
        if (!isAtTop)
        {
            Fault(file, directive.Word,
                MessageText.Of($"'{directive.Word.Slice.ToString()}' stands below the top of the file, so it suppresses nothing"),
                "move it above the first line of the first document, or write lint:ignore above what is meant");
            return;
        }

        foreach (var ignore in Named(file, directive.Text, directive.Word, SuppressionKind.Comment, directive.Comment.Span, isForFile: true,
            isInDoubt: unjudged.Any))
        {
            ignores.Add(ignore, [file.Source.Span(0, file.Source.Text.Length)]);
        }
    }

    // The length of the text where nothing but comments, directives and marks of documents stands in it.
    private static int FirstContent(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var end = text.AsSpan(at).IndexOfAny('\r', '\n') is >= 0 and var length ? at + length : text.Length;
            var content = text.AsSpan(at, end - at).TrimStart("\uFEFF \t");
            if (!content.IsEmpty && content[0] is not ('#' or '%') && !content.StartsWith("---", StringComparison.Ordinal))
                return end - content.Length;
            at = end;
        }

        return text.Length;
    }

    private void ReadDirective(
        ManifestFile file, IgnoreDirective directive, CommentCovers covers, List<int> lost, ResourcePlaces resources,
        ResourcePlaces unjudged)
    {
        if (directive.Kind == DirectiveKind.Unknown)
        {
            Fault(file, directive.Word, MessageText.Of($"'{directive.Word.Slice.ToString()}' is not understood, so it suppresses nothing"),
                "write # lint:ignore RULE -- REASON, or # lint:ignore-file RULE -- REASON");
            return;
        }

        var spans = covers.Of(directive.Comment);
        var named = Named(file, directive.Text, directive.Word, SuppressionKind.Comment, directive.Comment.Span, isForFile: false,
            isInDoubt: spans.Exists(span => unjudged.Meeting(span).Any()));
        if (spans.Count == 0 && named.Count > 0)
        {
            Fault(file, directive.Word, MessageText.Plain("nothing follows this comment, so it suppresses nothing"),
                "remove it, or put it above what is meant");
        }
        else if (!lost.Exists(at => at > directive.Comment.Span.End && at < spans[0].Start))
        {
            named.ForEach(ignore => Cover(ignore, spans, resources));
        }
    }

    private void Cover(Ignore ignore, List<SourceSpan> spans, ResourcePlaces resources)
    {
        ignores.Add(ignore, spans);
        foreach (var span in spans)
        {
            ignores.AddObjects(ignore, span,
                resources.Meeting(span).Where(resource => span.Contains(resource.Root.Span)).Select(SubjectOf));
        }
    }

    private void ReadAnnotations(ManifestFile file)
    {
        foreach (var resource in file.Resources)
            ReadAnnotations(file, resource, resource.Root);
    }

    // An object's own metadata, and that of the templates in it.
    private void ReadAnnotations(ManifestFile file, Resource resource, Node node)
    {
        if (node.IsMapping && node.At(Resource.Paths.Annotations)?.Find(Annotation) is { IsScalar: true, IsNull: false } text)
            ReadAnnotation(file, resource, node, text);

        var next = node.Tree.NextOf(node.Index);
        for (var child = node.Index + 1; child < next; child = node.Tree.NextOf(child))
        {
            if (node.Tree.Data(child).Kind is NodeKind.Mapping or NodeKind.Sequence)
                ReadAnnotations(file, resource, new Node(node.Tree, child));
        }
    }

    private void ReadAnnotation(ManifestFile file, Resource resource, Node node, Node text)
    {
        var isObject = node.Index == resource.Root.Index;
        var from = 0;
        foreach (var (_, clause) in IgnoreText.Clauses(text.Value))
        {
            var parsed = IgnoreText.Parse(clause, (start, length) => PlaceIn(text.Span, clause.Substring(start, length), ref from));
            if (clause.AsSpan().Trim().IsEmpty && text.Value.AsSpan().Trim().Length > 0)
                continue;

            foreach (var ignore in Named(file, parsed, text.Span, SuppressionKind.Annotation, text.Span, isForFile: false,
                isInDoubt: isUnjudged(resource)))
            {
                ignores.Add(ignore, [node.Span]);
                if (isObject)
                    ignores.AddObjects(ignore, node.Span, [SubjectOf(resource)]);
            }
        }
    }

    // Where the text is written with escapes, the words themselves still stand there as they are.
    private static SourceSpan PlaceIn(SourceSpan value, string word, ref int from)
    {
        var at = value.Slice[from..].IndexOf(word, StringComparison.Ordinal);
        if (at < 0)
            return value;

        var start = value.Start + from + at;
        from += at + word.Length;
        return value.Source.Span(start, start + word.Length);
    }

    // The rules that are ignored; what is wrong with the others is said.
    private List<Ignore> Named(
        ManifestFile file, IgnoreText text, SourceSpan word, SuppressionKind kind, SourceSpan place, bool isForFile, bool isInDoubt)
    {
        if (text.Rules.IsEmpty)
        {
            Fault(file, word, MessageText.Plain("this ignore names no rule, so it suppresses nothing"),
                $"write {Form(kind, isForFile, "RULE")}");
            return [];
        }

        if (text.Reason.Length == 0)
        {
            Unreasoned(file, text, kind, isForFile);
            return [];
        }

        var named = new List<Ignore>();
        foreach (var (name, span) in text.Rules)
        {
            if (RuleCatalog.Current(name) is not { } rule)
            {
                Unknown(file, name, span);
            }
            else if (Refusal(rule, isForFile) is { } refusal)
            {
                Fault(file, span, MessageText.Of($"'{rule}' cannot be ignored here"), refusal);
            }
            else
            {
                named.Add(new Ignore(rule, span,
                    new Suppression(kind, place, text.Reason))
                    {
                        IsInDoubt = isInDoubt
                            || (file.IsPart && !ManifestReader.JudgesForm(rule)),
                    });
            }
        }

        return named;
    }

    private static string? Refusal(string rule, bool isForFile) => rule switch
    {
        RuleCatalog.SuppressionUnused => $"remove the ignore that does nothing, or switch {rule} off in {ConfigReader.FileName}",
        ConfigReader.Rule => $"mend {ConfigReader.FileName}: without it nothing is linted",
        YamlReader.SyntaxRule or "unrendered-template" when !isForFile =>
            $"write # lint:ignore-file {rule} -- REASON at the top of the file, since there is no telling what the text means",
        _ => null,
    };

    private void Unreasoned(ManifestFile file, IgnoreText text, SuppressionKind kind, bool isForFile)
    {
        var names = string.Join(", ", text.Rules.Select(rule => rule.Name));
        var (first, last) = (text.Rules[0].Span, text.Rules[^1].Span);
        Fault(
            file,
            last.End > first.Start ? first with { End = last.End } : first,
            MessageText.Of($"the ignore of '{names}' gives no reason, so it suppresses nothing"),
            text.OtherDash is { } dash
                ? $"two hyphens stand before a reason, not '{dash.Slice.ToString()}'"
                : $"write {Form(kind, isForFile, names)}",
            text.OtherDash is { } other
                ? new Fix("write '--'", [new TextEdit(other, other.Source.Text[other.Start - 1] is ' ' or '\t' ? "--" : " --")],
                    IsSafe: false)
                : null);
    }

    private void Unknown(ManifestFile file, string name, SourceSpan span)
    {
        if (RuleCatalog.Nearest(name) is not { } near)
        {
            Fault(file, span, MessageText.Of($"unknown rule '{name}', so this suppresses nothing"), "lint explain lists all rules");
        }
        else
        {
            Fault(file, span, MessageText.Of($"unknown rule '{name}', so this suppresses nothing; did you mean '{near}'?"), null,
                new Fix($"write '{near}'", [new TextEdit(span, near)], IsSafe: false));
        }
    }

    private static string Form(SuppressionKind kind, bool isForFile, string names) => kind == SuppressionKind.Annotation
        ? $"{Annotation}: \"{names} -- REASON\""
        : $"# lint:ignore{(isForFile ? "-file" : "")} {names} -- REASON";

    // Files without a resource belong to other tools, whose comments are theirs.
    private void Fault(ManifestFile file, SourceSpan span, MessageText message, string? help, Fix? fix = null)
    {
        if (!file.Resources.IsEmpty || file.IsPart)
            faults.Add(new Finding(RuleCatalog.SuppressionUnused, Severity.Warning, span, message) { Help = help, Fix = fix });
    }

    private static Finding Unused(Ignore ignore, SourceSpan place, IEnumerable<Finding> elsewhere)
    {
        var message = ignore.By.Kind switch
        {
            SuppressionKind.Configuration =>
                MessageText.Of($"'{ignore.Rule}' finds nothing in the files of this entry, so ignoring it does nothing"),
            SuppressionKind.Annotation =>
                MessageText.Of($"'{ignore.Rule}' finds nothing in what carries this annotation, so ignoring it does nothing"),
            _ => MessageText.Of($"'{ignore.Rule}' finds nothing in what this comment covers, so ignoring it does nothing"),
        };
        var finding = new Finding(RuleCatalog.SuppressionUnused, Severity.Warning, place,
            message) { Label = "suppresses nothing", Help = "remove it" };
        if (elsewhere.MinBy(other => Math.Abs(other.Span.Start - ignore.Name.Start)) is not { } near
            || ignore.By.Kind != SuppressionKind.Comment)
        {
            return finding;
        }

        return finding with
        {
            Related = [new RelatedSpan(near.Span, "this is what it finds, outside of what the comment covers")],
            Help = "put it on a line of its own above what is meant, or remove it",
        };
    }

    private static FindingSubject SubjectOf(Resource resource) =>
        RuleContext.SubjectAt(resource, resource.Root) with { Path = "", Key = null };
}
