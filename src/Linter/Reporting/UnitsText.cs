using Linter.Engine;
using Linter.Manifests;

namespace Linter.Reporting;

/// <summary>What was taken for applied together and why, for people.</summary>
public static class UnitsText
{
    // Beyond these, names give way to a number.
    private const int NamedFilesPerFolder = 3;
    private const int NamedReasons = 5;
    private const int NamedGaps = 3;

    public static void Write(UnitExplanation explanation, TextWriter output)
    {
        foreach (var line in Lines(explanation))
            output.Write(Printable.Of(line) + "\n");
    }

    private static IEnumerable<string> Lines(UnitExplanation explanation)
    {
        foreach (var unit in explanation.Units.Where(unit => !unit.Unit.Files.IsEmpty))
        {
            foreach (var line in Lines(unit))
                yield return line;
            yield return "";
        }

        foreach (var skipped in explanation.Skipped.Take(NamedGaps))
            yield return $"skipped: {SkippedText(skipped)}";
        if (explanation.Skipped.Length > NamedGaps)
            yield return $"skipped: and {explanation.Skipped.Length - NamedGaps} more charts and kustomizations";
        var count = explanation.Units.Count(unit => !unit.Unit.Files.IsEmpty);
        yield return $"{Plural.Of(count, "unit")} in {Plural.Of(explanation.Files.Length, "file")}, {Plural.Of(explanation.Resources, "object")}.";
    }

    private static IEnumerable<string> Lines(ExplainedUnit explained)
    {
        var unit = explained.Unit;
        yield return $"unit {(unit.Name.Length == 0 ? "(all)" : unit.Name)}: {Why(unit)}";
        foreach (var line in Folders(unit))
            yield return $"  {line}";
        foreach (var shared in unit.Shared.Take(NamedReasons))
            yield return $"  with {shared.File.Source.Path}: {Why(shared)}{Sample(shared)}";
        if (unit.Shared.Length > NamedReasons)
            yield return $"  with {unit.Shared.Length - NamedReasons} more for such reasons";
        foreach (var link in unit.Broken.Take(NamedReasons))
            yield return $"  without {Place(link.To)}, which {link.At.Source.Path}:{link.At.From} points at: {(link.IsByNamespace ? "only one of them names its namespace" : "another variant")}; what hangs on it is a note";
        yield return $"  namespace: {Namespace(explained)}";
        foreach (var sentence in explained.Incomplete.Take(NamedGaps))
            yield return $"  incomplete: {sentence}";
        if (explained.Incomplete.Length > NamedGaps)
            yield return $"  incomplete: and {explained.Incomplete.Length - NamedGaps} more parts that were not read";
    }

    /// <summary>Why these files are one unit.</summary>
    internal static string Why(Unit unit) => unit.Reason switch
    {
        UnitReason.Configured => "named by the configuration",
        UnitReason.Rendered when unit.Target is { } target => Why(target),
        UnitReason.Rendered => "standard input, rendered by somebody else",
        UnitReason.Listed when unit.SaidBy is { } said => $"a folder that {said} applies",
        UnitReason.Listed => "a kustomization that only lists these files",
        UnitReason.Variant when unit.Contest is var (own, other) =>
            $"a variant: {own.Quoted} ({Place(own)}) is defined differently in {Place(other)}{Unnamed(own, other)}",
        UnitReason.Application => "an application of its own beside variants: it holds workloads and Services",
        UnitReason.Rest => "what has to do with no variant and is no application of its own",
        _ => "the whole of what was given: nothing in it is defined twice and differently",
    };

    private static string Why(RenderTarget target)
    {
        var values = new List<string>();
        if (target.Tool == RenderTool.Helm)
            values.Add("values.yaml");
        values.AddRange(target.ShownValueFiles);
        if (target.InlineValues is not null)
            values.Add("its values");
        if (!target.Sets.IsEmpty || !target.SetStrings.IsEmpty)
            values.Add(Plural.Of(target.Sets.Length + target.SetStrings.Length, "single value"));
        if (!target.Overlay.IsEmpty)
            values.Add($"{string.Join(", ", target.Overlay.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]))} over it");
        var what = target.Tool == RenderTool.Helm ? "a Helm chart, rendered by helm" : "a kustomization, rendered by kustomize";
        var with = values.Count == 0 ? "" : $" with {string.Join(", then ", values)}";
        return target.SaidBy is { } said ? $"{what}{with}, as {said} says"
            : target.InSteadOf is { } over ? $"{what}{with}, since {over}, which builds on it, was not"
            : $"{what}{with}";
    }

    private static string Unnamed(Resource own, Resource other) =>
        (own.Namespace ?? other.Namespace) is { } name && own.Namespace != other.Namespace
            ? $", and only {(own.Namespace is null ? "that" : "this")} one names its namespace, {name}"
            : "";

    /// <summary>Why a unit holds a file beside its own.</summary>
    internal static string Why(SharedFile shared)
    {
        var from = $"{shared.From.Quoted} ({Place(shared.From)})";
        if (shared.To is not { } to)
            return $"{from} fits no variant, and is judged beside the first";
        if (shared.IsLacking)
            return $"{from} points at {to.Quoted}, which only another variant has ({Place(to)}); what hangs on it is a note";
        return $"{from} points at {(shared.IsNear ? "nothing; nearest is " : "")}{to.Quoted} ({Place(to)})";
    }

    private static string Sample(SharedFile shared) => shared.MostVariants is { } most
        ? $"; of the variants that it goes with, the first {most} are checked with it"
        : "";

    /// <summary>What resources that name no namespace are taken to be in.</summary>
    internal static string Namespace(ExplainedUnit explained)
    {
        var others = explained.Namespaces.Applied;
        if (!explained.HasUnnamed)
        {
            return explained.Namespaces.Names.Count == 0
                ? "none is needed"
                : $"every resource names its own: {Some(explained.Namespaces.Names)}";
        }

        if (explained.Namespaces.Single is { } single)
            return $"resources that name none are taken to be in {single}, the only one that is named";
        return others.Count == 0
            ? explained.Namespaces.Names.Any(name => name != "default")
                ? "only objects of Argo CD or Flux name one"
                : "no resource names one"
            : $"resources that name none may be in any of {Some(others)}; what hangs on it is a note (--namespace says which)";
    }

    private static IEnumerable<string> Folders(Unit unit)
    {
        foreach (var folder in unit.Files.Select(file => file.Source.Path)
            .GroupBy(path => path[..(path.LastIndexOf('/') + 1)], StringComparer.Ordinal))
        {
            var files = folder.ToList();
            if (files.Count > NamedFilesPerFolder)
            {
                yield return $"{(folder.Key.Length == 0 ? "./" : folder.Key)} ({Plural.Of(files.Count, "file")})";
            }
            else
            {
                foreach (var file in files)
                    yield return file;
            }
        }
    }

    private static string SkippedText(SkippedInput skipped) => skipped.Kind == SkippedKind.HelmChart
        ? $"the Helm chart {skipped.Path} was not rendered"
        : $"the kustomization {skipped.Path} was not rendered";

    private static string Place(Resource resource) => $"{resource.Source.Path}:{resource.NameNode.Span.From.Line}";

    private static string Some(IReadOnlyList<string> names) =>
        names.Count <= 4 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(4))} and {names.Count - 4} more";
}
