namespace Linter.Yaml;

/// <summary>What reads YAML. Both give the same: the choice is for those who doubt it.</summary>
public enum YamlEngine
{
    /// <summary>A reader for the YAML that people write; what it does not know goes to the other one.</summary>
    Fast,

    /// <summary>A parser for all of YAML.</summary>
    Reference,
}
