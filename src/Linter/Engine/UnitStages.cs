using System.Collections.Immutable;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Engine;

/// <summary>
/// What each unit could not see. A part that was not read counts for the units that lie near it: a chart or kustomization
/// for those with files in its folder; where there are none, and for a file, those with files in the folder that holds it
/// or in the folders directly in that one. Farther up, it counts for what lies directly in the next folder that holds
/// anything, and for a unit that has that folder to itself; other examples of a collection are no concern of it.
/// </summary>
internal sealed class UnitStages
{
    private readonly List<string>[] unread;
    private readonly Func<int, Externals> externals;
    private readonly FormerResources? former;

    public UnitStages(
        ImmutableArray<Unit> units, ImmutableArray<ManifestFile> files, InputFiles input, ImmutableArray<InputProblem> unreadable,
        Func<int, Externals> externals, FormerResources? former)
    {
        this.externals = externals;
        this.former = former;
        unread = [.. units.Select(_ => new List<string>())];
        var folders = FoldersOf(units);
        foreach (var part in input.Skipped.Where(part => !part.IsPart))
        {
            var sentence = part.Kind == SkippedKind.HelmChart
                ? $"the Helm chart {part.Path} was not rendered"
                : NotRendered(part.Path);
            AddNearest(folders, FolderAt(part.Path), FolderReach.Whole, sentence);
        }

        foreach (var file in files.Where(file => file.Unread is not null))
            AddNearest(folders, ParentOf(file.Source.Path), FolderReach.Near, $"{file.Source.Path} {file.Unread}");
        var rendered = units.Length - input.Rendered.Length;
        for (var i = 0; i < input.Rendered.Length; i++)
        {
            unread[rendered + i].AddRange(input.Rendered[i].Missing(input.ShownRoot));
            if (input.Rendered[i].Target.InSteadOf is { } over && !unread[rendered + i].Contains(NotRendered(over)))
                unread[rendered + i].Add(NotRendered(over));
        }

        foreach (var problem in unreadable)
            AddNearest(folders, ParentOf(problem.Path), FolderReach.Near, problem.Message);
    }

    internal static string NotRendered(string kustomization) => $"the kustomization {kustomization} was not rendered";

    /// <summary>See <see cref="Stage.FormerNames"/>.</summary>
    public Func<Resource, ImmutableArray<string>> FormerNames { get; init; } = Stage.Whole.FormerNames;

    /// <summary>Sentences about what the unit may lack.</summary>
    public IReadOnlyList<string> UnreadOf(int unit) => unread[unit];

    public Stage Of(int unit, ImmutableArray<Resource> resources) =>
        new([.. unread[unit]],
            [.. resources.Where(resource => resource.Info.Makes != Makes.Nothing)])
            {
                Externals = externals(unit),
                Emptied = Emptied(resources),
                FormerNames = FormerNames,
                Unfilled = new UnfilledResources(resources).First
            };

    private ImmutableHashSet<(GroupKind Kind, string? Namespace)>? Emptied(ImmutableArray<Resource> resources) => former is null
        ? null
        : [.. resources.SelectMany(resource => UnitLinks.ReferencesOf(resource)).Where(former.Held)
            .Select(reference => (reference.Target.Kind, reference.Target.Namespace))];

    private void AddNearest(Dictionary<string, UnitsOfFolder> folders, string folder, FolderReach reach, string sentence)
    {
        for (var (at, within) = (folder, reach); ; at = ParentOf(at.TrimEnd('/')), within = within == FolderReach.Whole
            ? FolderReach.Near
            : FolderReach.Direct)
        {
            if (folders.TryGetValue(at, out var here))
            {
                foreach (var unit in here.Within(within))
                    unread[unit].Add(sentence);
                return;
            }

            if (at.Length == 0)
                return;
        }
    }

    // Every folder that holds files of a unit, itself or below.
    private static Dictionary<string, UnitsOfFolder> FoldersOf(ImmutableArray<Unit> units)
    {
        var folders = new Dictionary<string, UnitsOfFolder>(StringComparer.Ordinal) { [""] = new UnitsOfFolder() };
        for (var unit = 0; unit < units.Length; unit++)
        {
            folders[""].Add(unit, int.MaxValue);
            foreach (var folder in units[unit].Files.Select(file => ParentOf(file.Source.Path)).Distinct(StringComparer.Ordinal))
            {
                var depth = 0;
                for (var at = folder; ; at = ParentOf(at.TrimEnd('/')), depth++)
                {
                    if (!folders.TryGetValue(at, out var list))
                        folders[at] = list = new UnitsOfFolder();
                    list.Add(unit, depth);
                    if (at.Length == 0)
                        break;
                }
            }
        }

        return folders;
    }

    private static string FolderAt(string path) => path is "" or "." ? "" : path.TrimEnd('/') + "/";

    private static string ParentOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    private enum FolderReach
    {
        /// <summary>What has files directly in the folder.</summary>
        Direct,

        /// <summary>What has files in the folder or in one directly in it.</summary>
        Near,

        /// <summary>What has files anywhere below.</summary>
        Whole,
    }

    /// <summary>The units of a folder, each with how far below it their files begin.</summary>
    private sealed class UnitsOfFolder
    {
        // In step, and in order, since units come in order.
        private readonly List<int> units = [];
        private readonly List<int> depths = [];

        public void Add(int unit, int depth)
        {
            if (units.Count > 0 && units[^1] == unit)
            {
                depths[^1] = Math.Min(depth, depths[^1]);
                return;
            }

            units.Add(unit);
            depths.Add(depth);
        }

        public IEnumerable<int> Within(FolderReach reach)
        {
            var most = reach switch
            {
                FolderReach.Direct => 0,
                FolderReach.Near => 1,
                _ => int.MaxValue,
            };
            return units.Where((_, i) => depths[i] <= most || units.Count == 1);
        }
    }
}
