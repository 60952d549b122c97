using System.Collections.Immutable;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Engine;

/// <summary>
/// What each unit could not see. A part that was not read counts for the units that it may belong to: those with files in
/// its folder; where there are none, those in the next folder above.
/// </summary>
internal sealed class UnitStages
{
    private readonly List<string>[] unread;
    private readonly Externals externals;

    public UnitStages(ImmutableArray<Unit> units, ImmutableArray<ManifestFile> files, InputFiles input, ImmutableArray<InputProblem> unreadable, Externals externals)
    {
        this.externals = externals;
        unread = [.. units.Select(_ => new List<string>())];
        var folders = FoldersOf(units);
        foreach (var part in input.Skipped)
        {
            AddNearest(folders, ParentOf(part.Path), part.Kind == SkippedKind.HelmChart
                ? $"the Helm chart {part.Path} was not rendered"
                : $"the kustomization {part.Path} was not rendered");
        }

        foreach (var file in files.Where(file => file.Unread is not null))
            AddNearest(folders, ParentOf(file.Source.Path), $"{file.Source.Path} {file.Unread}");
        foreach (var list in unread)
            list.AddRange(unreadable.Select(problem => problem.Message));
    }

    /// <summary>Sentences about what the unit may lack.</summary>
    public IReadOnlyList<string> UnreadOf(int unit) => unread[unit];

    public Stage Of(int unit, ImmutableArray<Resource> resources) =>
        new([.. unread[unit]], [.. resources.Where(resource => resource.Info.Makes != Makes.Nothing)]) { Externals = externals };

    private void AddNearest(Dictionary<string, List<int>> folders, string folder, string sentence)
    {
        for (var at = folder; ; at = ParentOf(at.TrimEnd('/')))
        {
            if (folders.TryGetValue(at, out var here))
            {
                here.ForEach(unit => unread[unit].Add(sentence));
                return;
            }

            if (at.Length == 0)
                return;
        }
    }

    // Every folder that holds files of a unit, itself or below.
    private static Dictionary<string, List<int>> FoldersOf(ImmutableArray<Unit> units)
    {
        var folders = new Dictionary<string, List<int>>(StringComparer.Ordinal) { [""] = [.. Enumerable.Range(0, units.Length)] };
        if (units.Length == 1)
            return folders;

        for (var unit = 0; unit < units.Length; unit++)
        {
            foreach (var file in units[unit].Files)
            {
                for (var at = ParentOf(file.Source.Path); at.Length > 0; at = ParentOf(at.TrimEnd('/')))
                {
                    if (!folders.TryGetValue(at, out var list))
                        folders[at] = list = [];
                    if (list.Count > 0 && list[^1] == unit)
                        break;
                    list.Add(unit);
                }
            }
        }

        return folders;
    }

    private static string ParentOf(string path) => path[..(path.LastIndexOf('/') + 1)];
}
