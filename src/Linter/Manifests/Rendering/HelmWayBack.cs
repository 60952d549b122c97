using System.Collections.Immutable;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// From text that <c>helm template</c> wrote to the templates and values that it came from. Each template is followed with
/// the values that are known, which gives what it may write piece by piece; the text itself shows which of that it wrote.
/// </summary>
internal sealed class HelmWayBack : WayBack
{
    private const int RunBudget = 1_000_000;
    private const int TotalBudget = 6_000_000;

    // More than one value that is another than expected asks for a second look that trusts values less.
    private const int Surprising = 8;

    private readonly RenderTarget target;
    private readonly SourceFiles sources;
    private readonly bool isPiped;
    private readonly SourceText? text;
    private readonly List<HelmDocument> documents;
    private readonly ILookup<string, HelmDocument> bySource;
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HelmTemplate?> templates = new(StringComparer.Ordinal);
    private Dictionary<string, (HelmTemplate, HelmPart[])>? defines;
    private HelmChart? chart;
    private int left = TotalBudget;
    private int chartsDefined;

    /// <param name="target">The chart; for piped text any folder that "# Source:" is to be resolved in.</param>
    /// <param name="documents">Roots of the rendered text, in order.</param>
    /// <param name="sources">Where templates and values are read.</param>
    /// <param name="isPiped">The text was rendered by somebody else: what values and names he gave is not known.</param>
    public HelmWayBack(RenderTarget target, ImmutableArray<Node> documents, SourceFiles sources, bool isPiped = false)
    {
        (this.target, this.sources, this.isPiped) = (target, sources, isPiped);
        text = documents.IsDefaultOrEmpty ? null : documents[0].Tree.Source;
        this.documents = text is null ? [] : HelmDocument.All(text);
        bySource = this.documents.Where(document => document.Source is not null)
            .ToLookup(document => document.Source!, StringComparer.Ordinal);
    }

    public override IEnumerable<string> Sources
    {
        get
        {
            foreach (var document in documents)
            {
                if (FileOf(document) is not { } file)
                    continue;

                used.Add(file);
                if (IsTemplate(document.Source!))
                    _ = ChartOf(document.Source!)!.Values;
            }

            if (used.Count > 0)
                _ = Defines;
            return used.Order(StringComparer.Ordinal);
        }
    }

    /// <summary>Whether "# Source:" names a file that is there; where it is not, <see cref="Of"/> can only name the chart.</summary>
    public bool Knows(RenderedPlace place) => DocumentOf(place) is { } document && FileOf(document) is not null;

    public override Origin Of(RenderedPlace place)
    {
        if (DocumentOf(place) is not { } document || FileOf(document) is not { } file || sources.Text(file) is not { } source)
        {
            return new Origin(FirstLine(sources.Text(Path.Join(target.FullPath, Charts.FileName)) ?? place.Node.Tree.Source),
                OriginCertainty.File);
        }

        Match(document, file);
        return new HelmOrigins(document, source).Of(place);
    }

    internal static SourceSpan FirstLine(SourceText source) => source.Span(0, source.Line(1).Length);

    private HelmDocument? DocumentOf(RenderedPlace place)
    {
        if (text is null || !ReferenceEquals(place.Document.Tree.Source, text))
            return null;

        var start = place.Document.Span.Start;
        var (low, high) = (0, documents.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = documents[middle].Start <= start ? (middle + 1, high) : (low, middle);
        }

        return low > 0 ? documents[low - 1] : null;
    }

    // All documents of one template at once, in order: each of its parts is used once as a rule.
    private void Match(HelmDocument document, string file)
    {
        if (document.Steps is not null)
            return;

        HelmMatch? strict = null;
        HelmMatch? loose = null;
        foreach (var one in bySource[document.Source!])
        {
            strict ??= Graph(document.Source!, file, false);
            var (steps, cost) = Find(strict, one);
            if (cost > Surprising)
            {
                loose ??= Graph(document.Source!, file, true);
                var (others, otherCost) = Find(loose, one);
                if (otherCost < cost || (cost == int.MaxValue && Reach(others) > Reach(steps)))
                    steps = others;
            }

            one.Steps = steps;
        }
    }

    private static int Reach(List<HelmStep> steps) => steps.Count == 0 ? 0 : steps[^1].End;

    private (List<HelmStep> Steps, int Cost) Find(HelmMatch match, HelmDocument document)
    {
        var budget = Math.Min(left, 20_000 + (16 * Math.Min(match.Size, document.End - document.Start)));
        var (steps, cost, spent) = match.Find(text!.Text, document.Start, document.End, budget);
        left -= spent;
        return (steps, cost);
    }

    private HelmMatch Graph(string source, string file, bool isLoose)
    {
        if (!IsTemplate(source))
        {
            var content = sources.Text(file)!;
            var place = new HelmPlace(new HelmFrame(), content, 0, content.Text.Length, true, false, null);
            return new HelmMatch(new HelmRope([new HelmPiece(content.Text, place, [])]), isLoose);
        }

        var run = new HelmRun(Defined, isLoose, Math.Clamp(left, 0, RunBudget));
        var template = Template(file);
        var rope = template is null ? HelmRope.Empty : run.Run(template, template.Parts, Dot(ChartOf(source)!, source));
        var match = new HelmMatch(rope, isLoose);
        left -= Math.Min(left, run.Spent + match.Size);
        return match;
    }

    private static bool IsTemplate(string source) => source.Contains("/templates/", StringComparison.Ordinal);

    private HelmMap Dot(HelmChart of, string source)
    {
        var dot = new HelmMap();
        dot.Set("Values", of.Values);
        dot.Set("Chart", About(of));
        dot.Set("Release", Release());
        dot.Set("Capabilities", HelmUnknown.Any);
        dot.Set("Files", HelmUnknown.Any);
        dot.Set("Subcharts", HelmUnknown.Any);
        var template = new HelmMap();
        template.Set("Name", new HelmTextValue(HelmRope.Of(source)));
        template.Set("BasePath", new HelmTextValue(HelmRope.Of(of.FullName + "/templates")));
        dot.Set("Template", template);
        return dot;
    }

    private static HelmMap About(HelmChart of)
    {
        var about = new HelmMap();
        if (of.About is { IsMapping: true } root && of.FromNode(root, ".Chart", HelmLeafKind.Chart, 0) is HelmMap fields)
        {
            foreach (var (name, entry) in fields.Entries.Where(entry => entry.Key.Length > 0))
                about.Set(HelmChart.FieldOf(name), entry.Value);
        }

        if (about.Get("Name") is HelmTextValue own && own.Rope.Known() != of.Name)
            about.Set("Name", new HelmTextValue(HelmRope.Of(of.Name, own.Rope.Leaves())));
        about.Set("IsRoot", new HelmUnknown(false));
        return about;
    }

    private HelmMap Release()
    {
        var release = new HelmMap();
        release.Set("Name", Given("name", target.ReleaseName ?? (isPiped ? null : Root.Name)));
        release.Set("Namespace", Given("namespace", target.Namespace ?? (isPiped ? null : "default")));
        release.Set("Service", new HelmTextValue(HelmRope.Of("Helm")));
        release.Set("IsInstall", isPiped ? new HelmUnknown(false) : new HelmBoolean(true));
        release.Set("IsUpgrade", isPiped ? new HelmUnknown(false) : new HelmBoolean(false));
        release.Set("Revision", isPiped ? new HelmUnknown(false) : new HelmNumber(1));
        return release;
    }

    private static HelmValue Given(string what, string? value)
    {
        HelmLeaf[] leaves = [new HelmLeaf(HelmLeafKind.Release, what, null, 0, 0)];
        return value is null ? new HelmUnknown(false) { Leaves = leaves } : new HelmTextValue(HelmRope.Of(value, leaves));
    }

    private HelmChart Root => chart ??= new HelmChart(target, sources, used, RootFolder(), null, null);

    // The folder of the chart itself, or one that holds it under its name.
    private string RootFolder()
    {
        if (sources.Files.IsFile(Path.Join(target.FullPath, Charts.FileName)))
            return target.FullPath;

        var name = documents.Select(document => document.Source).FirstOrDefault(source => source is not null)?.Split('/')[0];
        string[] folders = name is null || !HelmChart.IsPlain(name)
            ? []
            : [Path.Join(target.FullPath, name), Path.Join(target.FullPath, "charts", name)];
        return Array.Find(folders, folder => sources.Files.IsFile(Path.Join(folder, Charts.FileName))) ?? target.FullPath;
    }

    private HelmChart? ChartOf(string source)
    {
        var segments = source.Split('/');
        if (!Array.TrueForAll(segments, HelmChart.IsPlain))
            return null;

        var at = Root;
        for (var index = 1; index + 2 < segments.Length && segments[index] == "charts"; index += 2)
        {
            if (at.Dependency(segments[index + 1]) is not { } dependency)
                return null;
            at = dependency;
        }

        return at;
    }

    private string? FileOf(HelmDocument document)
    {
        if (document.IsResolved)
            return document.File;

        document.IsResolved = true;
        if (document.Source is not { } source || ChartOf(source) is not { } of)
            return null;

        // Of "shop/charts/cart/templates/x.yaml" the part behind the chart.
        var segments = source.Split('/');
        var skipped = 1;
        while (skipped + 2 < segments.Length && segments[skipped] == "charts")
            skipped += 2;
        var file = Path.Join(of.Folder, string.Join('/', segments[skipped..]));
        document.File = sources.Files.IsFile(file) && sources.Text(file) is not null ? file : null;
        return document.File;
    }

    private HelmTemplate? Template(string file)
    {
        if (!templates.TryGetValue(file, out var template))
            templates.Add(file, template = sources.Text(file) is { } source ? new HelmTemplate(source) : null);
        return template;
    }

    private Dictionary<string, (HelmTemplate Template, HelmPart[] Parts)> Defines
    {
        get
        {
            if (defines is null)
            {
                defines = new Dictionary<string, (HelmTemplate, HelmPart[])>(StringComparer.Ordinal);
                Define(Root, 0);
            }

            return defines;
        }
    }

    private (HelmTemplate Template, HelmPart[] Parts)? Defined(string name)
    {
        if (!Defines.TryGetValue(name, out var body))
            return null;

        return body;
    }

    // A chart's own names win over those of its dependencies.
    private void Define(HelmChart of, int depth)
    {
        const int MaxFiles = 2000, MostCharts = 1000;

        // Links among charts lead to the same ones again and again.
        if (++chartsDefined > MostCharts)
            return;
        foreach (var name in depth < 8 ? of.DependencyNames() : [])
        {
            if (of.Dependency(name) is { } dependency)
                Define(dependency, depth + 1);
        }

        foreach (var file in of.TemplateFiles().Take(MaxFiles))
        {
            if (Template(file) is not { Defines.Count: > 0 } template)
                continue;

            used.Add(file);
            foreach (var (name, parts) in template.Defines)
                defines![name] = (template, parts);
        }
    }
}

/// <summary>A stretch of rendered text that came from one template.</summary>
/// <param name="source">As "# Source:" says; null where nothing does.</param>
internal sealed class HelmDocument(string? source, int start, int end)
{
    public string? Source => source;

    /// <summary>Behind the "# Source:" line.</summary>
    public int Start => start;

    public int End => end;

    public bool IsResolved { get; set; }

    public string? File { get; set; }

    /// <summary>Null until matched.</summary>
    public List<HelmStep>? Steps { get; set; }

    public static List<HelmDocument> All(SourceText text)
    {
        const string Mark = "# Source: ";
        var found = new List<HelmDocument>();
        var (source, start) = ((string?)null, 0);
        var isHead = true;
        for (var line = 1; line <= text.LineCount; line++)
        {
            var content = text.Line(line);
            if (content.StartsWith("---") && (content.Length == 3 || char.IsWhiteSpace(content[3])))
            {
                found.Add(new HelmDocument(source, start, text.LineStart(line)));
                start = text.LineStart(line) + Math.Min(content.Length, 4);
                isHead = true;

                // A file of crds/ is written whole, with all of its documents.
                if (source?.Contains("/crds/", StringComparison.Ordinal) != true)
                    source = null;
            }
            else if (isHead && content.StartsWith(Mark))
            {
                source = content[Mark.Length..].Trim().ToString();
                start = line < text.LineCount ? text.LineStart(line + 1) : text.Text.Length;
                isHead = false;
            }
            else if (isHead && !content.IsWhiteSpace() && content[0] != '#')
            {
                isHead = false;
            }
        }

        found.Add(new HelmDocument(source, start, text.Text.Length));
        return found;
    }
}
