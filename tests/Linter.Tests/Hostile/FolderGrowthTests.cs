using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Hostile;

/// <summary>
/// Many folders, files beside files and objects that name folders: what a search takes grows as they do. Bytes are counted, not time.
/// </summary>
public sealed class FolderGrowthTests : IDisposable
{
    private const int Few = 150;
    private const int Times = 4;
    // Linear growth is 4; 16 is quadratic.
    private const double MostGrowth = 6;

    private const string Manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private static readonly Dictionary<string, Func<int, HeldTree>> Cases = new(StringComparer.Ordinal)
    {
        ["folders of one file"] = n => Each(n, (tree, i) => tree.With($"f{i}/a.yaml", Manifest)),
        ["folders in folders"] = n => Each(n / 10, (tree, i) => tree.With($"{Deep(i)}a.yaml", Manifest)),
        ["kustomizations of one resource"] = n => Each(n,
            (tree, i) => tree.With($"k{i}/kustomization.yaml", "resources: [a.yaml]").With($"k{i}/a.yaml", Manifest)),
        ["a kustomization of many resources"] = n => Each(n, (tree, i) => tree.With($"a{i}.yaml", Manifest))
            .With("kustomization.yaml", $"resources: [{Join(n, i => $"a{i}.yaml")}]"),
        ["kustomizations, each over the one before"] = n => Each(n,
            (tree, i) => tree.With($"k{i}/kustomization.yaml", i == 0 ? "resources: [a.yaml]" : $"resources: [../k{i - 1}]")),
        ["overlays of one base"] = n => Each(n,
            (tree, i) => tree.With($"o{i}/kustomization.yaml", $"resources: [../base]\nnamePrefix: p{i}-"))
            .With("base/kustomization.yaml", "resources: [a.yaml]")
            .With("base/a.yaml", Manifest),
        ["charts"] = n => Each(n, (tree, i) => tree.With($"c{i}/Chart.yaml", $"name: c{i}").With($"c{i}/templates/a.yaml", Manifest)),
        ["configurations"] = n => Each(n, (tree, i) => tree.With($"f{i}/.lint.yaml", "").With($"f{i}/a.yaml", Manifest)),
        [".gitignore files beside each other"] = n => Each(n,
            (tree, i) => tree.With($"f{i}/.gitignore", "*.log\nbuild/\n/x\n").With($"f{i}/a.yaml", Manifest)),
        [".gitignore files above each other"] = n => Each(n / 5,
            (tree, i) => tree.With($"{Deep(i)}.gitignore", "*.log\nbuild/\n/x\n").With($"{Deep(i)}a.yaml", Manifest)),
        ["lines of a .gitignore"] = n => Each(n, (tree, i) => tree.With($"a{i}.yaml", Manifest))
            .With(".gitignore", string.Concat(Enumerable.Range(0, n).Select(i => $"b{i}.yaml\n*.x{i}\n/c{i}\n"))),
        ["links to one file"] = n => Each(n, (tree, i) => tree.WithLink($"l{i}.yaml", "a.yaml")).With("a.yaml", Manifest),
        ["links to one folder"] = n => Each(n, (tree, i) => tree.WithLink($"l{i}", "t")).With("t/a.yaml", Manifest),
        ["Applications, each of a folder"] = n => Each(n,
            (tree, i) => tree.With($"p{i}/a.yaml", Manifest).With($"apps/{i}.yaml", Application(i))),
        ["Kustomizations of Flux, each of a folder and a repository"] = n => Each(n,
            (tree, i) => tree.With($"p{i}/a.yaml", Manifest).With($"apps/{i}.yaml", Kustomization(i))),
    };

    // A search starts where the disk has a folder; what is in it, the cases hold.
    private readonly TempFolder folder = new();

    public static TheoryData<string> All => [.. Cases.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void What_a_search_allocates_grows_as_its_folders_do(string name)
    {
        Bytes(Cases[name](10), ["."]);

        var (few, many) = (Bytes(Cases[name](Few), ["."]), Bytes(Cases[name](Few * Times), ["."]));

        ((double)many / few).Should().BeLessThan(MostGrowth, "{0} bytes became {1}", few, many);
    }

    [Theory]
    [InlineData("Applications, each of a folder", "p")]
    [InlineData("links to one folder", "l")]
    [InlineData("folders of one file", "f")]
    public void What_a_search_allocates_grows_as_what_is_given_does(string name, string folders)
    {
        string[] Given(int n) => [.. Enumerable.Range(0, n).Select(i => $"{folders}{i}").Append("apps").Append("t")];
        Bytes(Cases[name](10), Given(10));

        var (few, many) = (Bytes(Cases[name](Few), Given(Few)), Bytes(Cases[name](Few * Times), Given(Few * Times)));

        ((double)many / few).Should().BeLessThan(MostGrowth, "{0} bytes became {1}", few, many);
    }

    [Fact]
    public void No_folder_is_held_against_the_files_of_all_others()
    {
        const int Many = 4_000;
        var tree = Cases["Kustomizations of Flux, each of a folder and a repository"](Many);

        var found = Found(tree, ["."]);

        found.Listed.Should().HaveCount(Many).And.OnlyContain(list => list.Files.Length == 1);
        // Each file is looked up by its own path and the folders above it.
        tree.Questions.Should().BeLessThan(40 * Many);
    }

    private long Bytes(HeldTree tree, string[] paths)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = Found(tree, paths);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        (found.Files.Length + found.Listed.Length + found.Targets.Length).Should().BePositive();
        return bytes;
    }

    private InputFiles Found(HeldTree tree, string[] paths)
    {
        tree.Root = folder.Path;
        return ManifestFinder.Find(paths, new FinderOptions(folder.Path) { Files = tree, FindsTargets = true });
    }

    private static HeldTree Each(int count, Action<HeldTree, int> add)
    {
        var tree = new HeldTree();
        for (var i = 0; i < count; i++)
            add(tree, i);
        return tree;
    }

    private static string Deep(int depth) => string.Concat(Enumerable.Repeat("d/", depth));

    private static string Join(int count, Func<int, string> part) => string.Join(", ", Enumerable.Range(0, count).Select(part));

    private static string Application(int i) =>
        $"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: a{i}}}\nspec: {{source: {{repoURL: x, path: p{i}}}, destination: {{namespace: n{i}}}}}\n";

    private static string Kustomization(int i) =>
        $"apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {{name: g{i}, namespace: flux}}\nspec: {{url: x}}\n---\n"
        + $"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {{name: a{i}, namespace: flux}}\nspec: {{path: ./p{i}, targetNamespace: n{i}, sourceRef: {{kind: GitRepository, name: g{i}}}}}\n";

    /// <summary>Files that are nowhere on disk.</summary>
    private sealed class HeldTree : FileTree
    {
        private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Dictionary<string, FolderEntry>> folders = new(StringComparer.Ordinal) { [""] = [] };

        /// <summary>The folder that all of it stands in.</summary>
        public string Root { get; set; } = "";

        /// <summary>How often it was asked for anything.</summary>
        public int Questions { get; private set; }

        public HeldTree With(string path, string text)
        {
            texts[path] = text;
            return Enter(path, isFolder: false, isLink: false);
        }

        public HeldTree WithLink(string path, string target)
        {
            links[path] = target;
            return Enter(path, isFolder: !Path.HasExtension(target), isLink: true);
        }

        public override EntryKind KindOf(string path) => Asked(path) is var at && texts.ContainsKey(Behind(at)) ? EntryKind.File
            : folders.ContainsKey(Behind(at)) ? EntryKind.Folder
            : EntryKind.Missing;

        public override IReadOnlyList<FolderEntry> Entries(string folder)
        {
            var entries = folders[Behind(Asked(folder))].Values.ToList();
            entries.Sort(FolderEntry.Order);
            return entries;
        }

        public override string? LinkTarget(string path) => links.GetValueOrDefault(Asked(path));

        public override FileText? Held(string path, string shown) => FileText.Of(texts.GetValueOrDefault(Behind(Asked(path))) ?? "");

        private string Behind(string path) => links.GetValueOrDefault(path, path);

        private string Asked(string path)
        {
            Questions++;
            return path == Root ? "" : path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[(Root.Length + 1)..] : path;
        }

        private HeldTree Enter(string path, bool isFolder, bool isLink)
        {
            var folder = Path.GetDirectoryName(path)!;
            if (!folders.TryGetValue(folder, out var entries))
            {
                folders[folder] = entries = [];
                Enter(folder, isFolder: true, isLink: false);
            }

            entries[Path.GetFileName(path)] = new FolderEntry(Path.GetFileName(path), isFolder, isLink);
            return this;
        }
    }
}
