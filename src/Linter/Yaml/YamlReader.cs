using Linter.Text;

namespace Linter.Yaml;

/// <summary>Text into nodes. Never throws: what cannot be read becomes a finding, and reading goes on with the next document.</summary>
public static class YamlReader
{
    /// <summary>The id of findings about text that is not YAML, or that the limits keep from being read.</summary>
    public const string SyntaxRule = "yaml-syntax";

    /// <summary>The id of findings about a key that a mapping already holds.</summary>
    public const string DuplicateKeyRule = "duplicate-key";

    public static YamlFile Read(SourceText source, YamlEngine engine = YamlEngine.Fast) => Read(source, null, engine);

    /// <summary>The same with limits other than <see cref="YamlLimits.Default"/>.</summary>
    public static YamlFile Read(SourceText source, YamlLimits? limits, YamlEngine engine = YamlEngine.Fast) =>
        new FileReading(source, limits ?? YamlLimits.Default, engine).Run();
}
