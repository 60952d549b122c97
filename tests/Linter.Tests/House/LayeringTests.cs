using System.Text.RegularExpressions;
using Linter.Tests.Support;

namespace Linter.Tests.House;

/// <summary>The library is a line of namespaces; each may use only those on its left.</summary>
public partial class LayeringTests
{
    private static readonly string[] Line =
        ["Text", "Findings", "Yaml", "Configuration", "Schema", "Manifests", "Graph", "Rules", "Engine", "Reporting"];

    [Fact]
    public void A_namespace_uses_only_those_on_its_left()
    {
        var root = Repository.PathOf("src", "Linter");
        var wrong = new List<string>();
        foreach (var file in Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories).Where(file => !IsGenerated(root, file)))
        {
            var layer = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0];
            var place = Array.IndexOf(Line, layer);
            place.Should().BeGreaterThanOrEqualTo(0, $"{file} must lie in a folder of the line");
            foreach (Match used in Mentioned().Matches(File.ReadAllText(file)))
            {
                var other = used.Groups["Layer"].Value;
                if (Array.IndexOf(Line, other) > place && (used.Groups["Whole"].Length > 0 || IsType(root, other, used.Groups["Type"].Value)))
                    wrong.Add($"{Path.GetRelativePath(root, file)} uses Linter.{other}");
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Only_the_program_touches_the_console()
    {
        var files = Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsGenerated(Repository.PathOf("src"), file) && Path.GetFileName(file) != "Program.cs");
        files.Where(file => Console().IsMatch(File.ReadAllText(file))).Should().BeEmpty();
    }

    // "Rules.Select" may be a property; "Yaml.Node" is not.
    private static bool IsType(string root, string layer, string name) =>
        name.Length > 0 && Directory.EnumerateFiles(Path.Combine(root, layer), name + ".cs", SearchOption.AllDirectories).Any();

    private static bool IsGenerated(string root, string file) =>
        Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");

    [GeneratedRegex(@"(?<Whole>\bLinter\.|(?<![.\w]))(?<Layer>Text|Findings|Yaml|Configuration|Schema|Manifests|Graph|Rules|Engine|Reporting)\b(\.(?<Type>\w+))?")]
    private static partial Regex Mentioned();

    [GeneratedRegex(@"\bConsole\.|Environment\.GetEnvironmentVariable|DateTime(Offset)?\.(Utc)?Now|Environment\.Exit")]
    private static partial Regex Console();
}
