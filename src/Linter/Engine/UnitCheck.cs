using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Checks every unit and puts the findings together.</summary>
/// <param name="units">At least one.</param>
/// <param name="stages">What each could not see.</param>
/// <param name="options">Of the run.</param>
/// <param name="check">Runs the rules over a graph; over several at the same time.</param>
/// <param name="see">Gets the graph of each unit, in their order.</param>
/// <param name="leadBack">From what was found in a unit's texts to the files that a person edits.</param>
internal sealed class UnitCheck(
    ImmutableArray<Unit> units, UnitStages stages, LintOptions options, Func<LinkGraph, RuleResults> check, Action<LinkGraph> see,
    Func<int, List<Finding>, List<Finding>> leadBack)
{
    // The graphs of so many small units are kept at once.
    private const int LongestStretch = 64;

    private const string InSomeUnits =
        "caution: this holds beside some of the variants that the file goes with; beside another one it is found";

    private readonly HashSet<Resource> seen = [];
    private readonly List<Finding>[] ofUnits = new List<Finding>[units.Length];
    private HashSet<Place> doubted = [];
    private readonly Dictionary<(Resource From, GroupKind Missing), bool> unjudged = [];

    /// <summary>Rules that failed, in the order of the units.</summary>
    public List<RuleFailure> Failures { get; } = [];

    /// <summary>References that were followed, those of shared files once.</summary>
    public int LinkCount { get; private set; }

    /// <summary>Which links could not be judged because one side is missing altogether, a sentence for each kind of them.</summary>
    public IEnumerable<string> Unjudged => unjudged.Count == 0 ? [] : UnjudgedSentences();

    /// <summary>Some links of the resource were not judged, because the unit holds nothing that they could lead to.</summary>
    public bool IsUnjudged(Resource resource) =>
        unjudged.GetValueOrDefault((resource, Kinds.Pod)) || unjudged.GetValueOrDefault((resource, Kinds.Service));

    /// <summary>The findings of a unit as they count for it, once all were checked: what the others doubt is a note there too.</summary>
    public IEnumerable<Finding> FindingsOf(int unit) =>
        ofUnits[unit].Select(finding => doubted.Contains(new Place(finding.RuleId, finding.Span, null)) ? Doubted(finding) : finding);

    public List<Finding> Run()
    {
        CheckAll();
        if (units.Length == 1)
            return leadBack(0, ofUnits[0]);

        var homes = HomesOfFiles();
        var merged = new Dictionary<Place, Told>();
        for (var i = 0; i < units.Length; i++)
        {
            var role = Roles(units[i]);
            foreach (var group in leadBack(i, ofUnits[i])
                .GroupBy(finding => new Place(finding.RuleId, finding.Span, finding.Rendered is null ? null : finding.Message)))
            {
                Merge(merged, group.Key, role.GetValueOrDefault(group.Key.Span.Source), [.. group]);
            }
        }

        doubted = [.. merged.Where(entry => IsDoubtful(entry.Value, homes.GetValueOrDefault(entry.Key.Span.Source)))
            .Select(entry => entry.Key)];
        return [.. merged.SelectMany(entry => doubted.Contains(entry.Key) ? entry.Value.Findings.Select(Doubted) : entry.Value.Findings)];
    }

    // What a file that goes with variants is told in some units only holds with the others: the split made it. Where a
    // variant took a file along because it points at it, that variant's word counts.
    private static bool IsDoubtful(Told told, (int Own, int Guest) homes) =>
        told.ByOwn == 0 && told.ByTaker == 0 && told.ByGuest > 0 && (homes.Own > 0 || told.ByGuest < homes.Guest);

    private static Finding Doubted(Finding finding) => finding with { Severity = Severity.Note, Notes = finding.Notes.Add(InSomeUnits) };

    private Dictionary<SourceText, (int Own, int Guest)> HomesOfFiles()
    {
        var homes = new Dictionary<SourceText, (int Own, int Guest)>();
        foreach (var unit in units)
        {
            var roles = Roles(unit);
            foreach (var source in unit.Files.Select(file => file.Source))
            {
                var (own, guest) = homes.GetValueOrDefault(source);
                homes[source] = roles.GetValueOrDefault(source) switch
                {
                    Role.Own => (own + 1, guest),
                    Role.Guest => (own, guest + 1),
                    _ => (own, guest),
                };
            }
        }

        return homes;
    }

    // A file that points at the unit is its guest; one that the unit points at was taken along.
    private static Dictionary<SourceText, Role> Roles(Unit unit) => unit.Shared.ToDictionary(
        shared => shared.File.Source,
        shared => shared.IsLacking ? Role.Lacking : ReferenceEquals(shared.From.Source, shared.File.Source) ? Role.Guest : Role.Taken);

    // A large unit keeps all workers busy by itself; of small ones each worker takes one.
    private void CheckAll()
    {
        for (int first = 0, length; first < units.Length; first += length)
        {
            length = StretchAt(first);
            var (start, judged) = (first, new (LinkGraph Graph, RuleResults Results)[length]);
            Workers.Share(length, Math.Min(options.Threads, length), i => judged[i] = Check(start + i));
            for (var i = 0; i < length; i++)
            {
                var (graph, results) = judged[i];
                see(graph);
                Count(graph);
                Failures.AddRange(results.Failures);
                ofUnits[start + i] = results.Findings;
            }
        }
    }

    private int StretchAt(int first)
    {
        var end = first;
        while (end < units.Length && end - first < LongestStretch && options.WorkersFor(units[end].Resources.Length) == 1)
            end++;
        return Math.Max(end - first, 1);
    }

    private (LinkGraph Graph, RuleResults Results) Check(int index)
    {
        var unit = units[index];
        var graph = LinkGraphBuilder.Build(unit.Resources, stages.Of(index, unit.Resources), options.WorkersFor(unit.Resources.Length));
        var results = check(graph);
        var doubtful = unit.Shared.Where(shared => shared.IsLacking || IsDoubtful(shared)).ToDictionary(shared => shared.File.Source);
        return (graph, unit.Broken.IsEmpty && doubtful.Count == 0
            ? results
            : results with { Findings = results.Findings.ConvertAll(finding => Weigh(finding, unit, doubtful)) });
    }

    private void Count(LinkGraph graph)
    {
        var missing = graph.Unjudged.ToHashSet();
        foreach (var pair in missing)
            unjudged[pair] = !seen.Contains(pair.From) || unjudged.GetValueOrDefault(pair);
        foreach (var resource in graph.Resources)
        {
            if (seen.Add(resource))
                LinkCount += graph.ReferencesFrom(resource).Length;
            else if (unjudged.Count > 0)
                Judged(resource, missing);
        }
    }

    // Judged in one unit is judged.
    private void Judged(Resource resource, HashSet<(Resource From, GroupKind Missing)> missing)
    {
        foreach (var kind in (ReadOnlySpan<GroupKind>)[Kinds.Pod, Kinds.Service])
        {
            if (unjudged.ContainsKey((resource, kind)) && !missing.Contains((resource, kind)))
                unjudged[(resource, kind)] = false;
        }
    }

    private IEnumerable<string> UnjudgedSentences() => unjudged
        .Where(entry => entry.Value)
        .GroupBy(entry => (entry.Key.From.Kind.Kind, entry.Key.Missing))
        .Select(same => (same.Key.Kind, Sentence: Sentence(same.Count(), same.Key.Kind, same.Key.Missing)))
        .OrderBy(line => line.Kind, StringComparer.Ordinal)
        .ThenBy(line => line.Sentence, StringComparer.Ordinal)
        .Select(line => line.Sentence);

    private string Sentence(int count, string kind, GroupKind missing)
    {
        var what = count == 1 ? $"1 {kind} was" : string.Create(CultureInfo.InvariantCulture, $"{count} {Plurals.Of(kind)} were");
        var (linked, none) = missing == Kinds.Pod ? ("pods", "no workload is") : ("Services", "none is");
        return $"{what} not linked to {linked}: {none} among {(units.Length == 1 ? "these manifests" : "the manifests of the same unit")}";
    }

    // What several units say of one place is told once, by the one that takes it most seriously.
    private static void Merge(Dictionary<Place, Told> merged, Place place, Role role, List<Finding> findings)
    {
        var told = merged.GetValueOrDefault(place) ?? new Told(0, 0, 0, Severity.Off, []);
        var worst = findings.Max(finding => finding.Severity);
        merged[place] = new Told(
            told.ByOwn + (role == Role.Own ? 1 : 0),
            told.ByGuest + (role == Role.Guest ? 1 : 0),
            told.ByTaker + (role == Role.Taken ? 1 : 0),
            worst > told.Worst ? worst : told.Worst,
            Through(worst > told.Worst ? findings : told.Findings, worst > told.Worst ? told.Findings : findings));
    }

    // What holds in several overlays of one base is told once, with all of them.
    private static List<Finding> Through(List<Finding> told, List<Finding> others)
    {
        if (others.Count == 0)
            return told;

        // Where it holds without any of them, none is to blame.
        var all = told.Concat(others).ToList();
        var through = all.Exists(finding => finding.Through.IsEmpty)
            ? []
            : all.SelectMany(finding => finding.Through).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        return told.ConvertAll(finding => finding with { Through = through });
    }

    // A guest from another folder that misses its Services there as well may be meant for something else of the same name.
    private static bool IsDoubtful(SharedFile shared) => shared is { LacksServices: true, To: { } to }
        && ReferenceEquals(shared.From.Source, shared.File.Source) && FolderOf(to.Source) != FolderOf(shared.File.Source);

    private static string FolderOf(SourceText source) => source.Path[..(source.Path.LastIndexOf('/') + 1)];

    // Where only the split breaks or makes a link, the finding is a note.
    private static Finding Weigh(Finding finding, Unit unit, Dictionary<SourceText, SharedFile> doubtful)
    {
        foreach (var link in unit.Broken)
        {
            if (IsWithin(finding.Span, link.At) || finding.Path.Any(hop => hop.IsBroken && IsWithin(hop.Span, link.At)))
                return Doubted(finding, unit, link);
        }

        if (doubtful.GetValueOrDefault(finding.Span.Source) is not { } guest)
        {
            var related = finding.Related.Select(place => doubtful.GetValueOrDefault(place.Span.Source))
                .FirstOrDefault(shared => shared is { IsLacking: true });
            return related is null ? finding : AsNote(finding, Lacks(related));
        }

        if (guest.IsLacking)
            return AsNote(finding, Lacks(guest));

        return finding.Related.Any(related => ReferenceEquals(related.Span.Source, guest.To!.Source))
            ? AsNote(finding,
                $"caution: that {guest.File.Source.Path} goes with {guest.To!.Source.Path} is a guess by the name {guest.To.Name}: Services that it names are not there")
            : finding;
    }

    private static string Lacks(SharedFile guest) =>
        $"caution: that {guest.File.Source.Path} goes with this variant too is a guess: {guest.To!.Quoted}, which it points at, is only in {guest.To.Source.Path}";

    private static Finding AsNote(Finding finding, string caution) =>
        finding with { Severity = Severity.Note, Notes = finding.Notes.Add(caution) };

    private static bool IsWithin(SourceSpan span, SourceSpan outer) =>
        ReferenceEquals(span.Source, outer.Source) && span.Start >= outer.Start && span.End <= outer.End;

    private static Finding Doubted(Finding finding, Unit unit, BrokenLink link) => finding with
    {
        Severity = Severity.Note,
        Notes = finding.Notes.Add(
            link.IsByNamespace
                ? $"caution: only one of this and {link.To.Quoted} in {link.To.Source.Path} names its namespace, so they were not taken to be applied together"
                : $"caution: {unit.Name} was taken for a variant that is applied on its own; together with {link.To.Source.Path} this would be found"),
    };

    /// <summary>How a unit came to a file.</summary>
    private enum Role
    {
        Own,
        Guest,
        Taken,
        Lacking,
    }

    /// <summary>What units speak of together. Where the place itself is not known, the words tell what is spoken of.</summary>
    private readonly record struct Place(string RuleId, SourceSpan Span, MessageText? Message);

    /// <summary>What was said of one place.</summary>
    /// <param name="ByOwn">By how many units that own the file.</param>
    /// <param name="ByGuest">By how many whose guest it is.</param>
    /// <param name="ByTaker">By how many that took it along.</param>
    /// <param name="Worst">The gravest level.</param>
    /// <param name="Findings">Those of the unit that takes it most seriously.</param>
    private sealed record Told(int ByOwn, int ByGuest, int ByTaker, Severity Worst, List<Finding> Findings);
}
