using Linter.Engine;
using Linter.Yaml;

namespace Linter.Tests.Support;

/// <summary>What reads YAML: tests of what a file can do to us run once for each.</summary>
internal static class Engines
{
    public static IEnumerable<string> Names => Enum.GetNames<YamlEngine>();

    /// <summary>The options with this engine.</summary>
    public static LintOptions With(string engine, LintOptions options) => options with { YamlEngine = Enum.Parse<YamlEngine>(engine) };
}
