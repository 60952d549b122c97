using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Linter.Mutants;

/// <summary>Linter.dll, compiled in memory from its sources.</summary>
internal sealed partial class LinterBuild
{
#if DEBUG
    public const string Flavour = "Debug";
#else
    public const string Flavour = "Release";
#endif
    /// <summary>The variable that names the mutant where nobody else does.</summary>
    public const string ChosenBy = "LINTER_MUTANT";

    // Which mutant is on, and which were met. Unit tests run side by side, so there nothing is noted.
    private const string Switch = """
        namespace Linter;

        public static class Mutation
        {
            private static readonly string? Chosen = System.Environment.GetEnvironmentVariable("LINTER_MUTANT");
            public static int Active = Chosen is null ? -1 : int.Parse(Chosen, System.Globalization.CultureInfo.InvariantCulture);
            public static readonly System.Collections.Generic.HashSet<int> Met = [];
            public static bool Is(int number)
            {
                if (Chosen is null)
                    Met.Add(number);
                return Active == number;
            }

            public static T[] Row<T>(int number, T row) => Is(number) ? [] : [row];
            public static System.Collections.Generic.IEnumerable<T> Rows<T>(int number, System.Collections.Generic.IEnumerable<T> rows) => Is(number) ? [] : rows;
        }
        """;

    private static readonly string Project = Repository.PathOf("src", "Linter");

    private readonly CSharpCompilation compilation;
    private readonly Dictionary<string, SyntaxTree> trees;
    private readonly ImmutableArray<ResourceDescription> resources;

    public LinterBuild()
    {
        var parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
        var generated = Path.Join(Project, "obj", Flavour, "net10.0");
        var files = Directory.EnumerateFiles(Project, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Project, file).StartsWith("obj", StringComparison.Ordinal)
                && !Path.GetRelativePath(Project, file).StartsWith("bin", StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(generated, "*.cs"));
        trees = files.ToDictionary(
            file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'),
            file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), parsing, file),
            StringComparer.Ordinal);

        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false,
            nullableContextOptions: NullableContextOptions.Enable, reportSuppressedDiagnostics: false, warningLevel: 0);
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Linter", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var bare = CSharpCompilation.Create("Linter", trees.Values, platform, options);
        CSharpGeneratorDriver.Create(Generators(), parseOptions: parsing).RunGeneratorsAndUpdateCompilation(bare, out var complete, out _);
        compilation = (CSharpCompilation)complete;
        resources = [.. Resources()];
    }

    /// <summary>All changes of Graph, Rules and the kinds' table.</summary>
    public IEnumerable<Change> Changes() =>
        trees.Where(tree => tree.Key.StartsWith("src/Linter/Graph/", StringComparison.Ordinal)
                || tree.Key.StartsWith("src/Linter/Rules/", StringComparison.Ordinal)
                || tree.Key.EndsWith("/KindCatalog.cs", StringComparison.Ordinal))
            .OrderBy(tree => tree.Key, StringComparer.Ordinal)
            .SelectMany(tree => ChangeFinder.Find(tree.Key, tree.Value));

    public string Old(Change change) => trees[change.File].GetText().ToString(change.Span);

    /// <summary>"src/Linter/Graph/Pods/Scaling.cs:17".</summary>
    public string Line(Change change) => $"{change.File}:{Start(change).Line + 1}";

    /// <summary>"src/Linter/Graph/Pods/Scaling.cs:17:5": one line may have several changes that look the same.</summary>
    public string Place(Change change) => $"{Line(change)}:{Start(change).Character + 1}";

    /// <summary>
    /// The library with all these changes in it, each to be switched on by its number; those that do not compile so are
    /// taken out. Null where the library does not compile without them.
    /// </summary>
    public byte[]? Compile(SortedDictionary<int, Change> changes)
    {
        while (true)
        {
            var changed = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Switch,
                (CSharpParseOptions)compilation.SyntaxTrees[0].Options));
            foreach (var file in changes.GroupBy(change => change.Value.File, StringComparer.Ordinal))
            {
                var edits = file.OrderBy(change => change.Value.Held.Start)
                    .Select(change => new TextChange(change.Value.Held,
                        change.Value.Switched.Replace(Change.Number, change.Key.ToString(CultureInfo.InvariantCulture),
                            StringComparison.Ordinal)));
                changed = changed.ReplaceSyntaxTree(trees[file.Key],
                    trees[file.Key].WithChangedText(trees[file.Key].GetText().WithChanges(edits)));
            }

            using var library = new MemoryStream();
            var result = changed.Emit(library, manifestResources: resources);
            if (result.Success)
                return library.ToArray();

            var wrong = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .SelectMany(Mutants)
                .Distinct()
                .ToList();
            foreach (var diagnostic in result.Diagnostics.Where(_ => wrong.Count == 0))
                Console.Error.WriteLine(diagnostic);
            if (wrong.Count == 0)
                return null;
            foreach (var number in wrong)
                changes.Remove(number);
        }
    }

    private LinePosition Start(Change change) => trees[change.File].GetText().Lines.GetLinePosition(change.Span.Start);

    // The mutants in the smallest piece around an error that holds any.
    private static IEnumerable<int> Mutants(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return [];

        return tree.GetRoot().FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf()
            .Select(node => Numbers().Matches(node.ToString())
                .Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))
                .ToArray())
            .FirstOrDefault(numbers => numbers.Length > 0) ?? [];
    }

    [GeneratedRegex(@"Linter\.Mutation\.\w+\((?<number>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    // The generators that come with the framework: the regular expressions are made by one.
    private static IEnumerable<ISourceGenerator> Generators()
    {
        var packs = Path.GetFullPath(Path.Join(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..",
            "packs", "Microsoft.NETCore.App.Ref"));
        var newest = Directory.GetDirectories(packs, "10.*").Order(StringComparer.Ordinal).Last();
        return Directory.EnumerateFiles(Path.Join(newest, "analyzers", "dotnet", "cs"), "*Generator*.dll")
            .Where(file => Path.GetFileName(file) is "System.Text.RegularExpressions.Generator.dll"
                or "System.Text.Json.SourceGeneration.dll")
            .SelectMany(file => new AnalyzerFileReference(file, new Loader()).GetGenerators(LanguageNames.CSharp));
    }

    // As Linter.csproj embeds them; the rule documents as they stand now.
    private static IEnumerable<ResourceDescription> Resources()
    {
        foreach (var file in Directory.GetFiles(Repository.PathOf("rules"), "*.md").Where(file => Path.GetFileName(file) != "README.md"))
            yield return Resource($"rules/{Path.GetFileName(file)}", file);
        yield return Resource("kubernetes.schema", Path.Join(Project, "Schema", "kubernetes.schema"));
        foreach (var name in (string[])["drawing.css", "page.css", "page.js"])
            yield return Resource($"drawing/{name}", Path.Join(Project, "Reporting", "Drawing", name));
    }

    private static ResourceDescription Resource(string name, string file)
    {
        var bytes = File.ReadAllBytes(file);
        return new ResourceDescription(name, () => new MemoryStream(bytes), isPublic: true);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
