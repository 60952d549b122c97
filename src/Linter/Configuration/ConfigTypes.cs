using System.Collections.Immutable;

namespace Linter.Configuration;

/// <summary>What a value of the configuration may be. The reader and the JSON Schema both follow these.</summary>
/// <param name="What">As a message says it: "takes a list of patterns".</param>
internal abstract record ConfigType(string What);

/// <summary>One word out of few.</summary>
internal sealed record WordType(string What, ImmutableArray<(string Word, string Meaning)> Words) : ConfigType(What);

/// <summary>A text that follows a grammar.</summary>
/// <param name="What">Such as "a pattern of paths".</param>
/// <param name="Grammar">A regular expression that JavaScript reads alike.</param>
/// <param name="IsValid">The same test.</param>
/// <param name="Help">What such a text looks like.</param>
internal sealed record TextType(string What, string Grammar, Func<string, bool> IsValid, string Help) : ConfigType(What);

/// <summary>A release of Kubernetes; also unquoted, where 1.30 is a number to YAML.</summary>
internal sealed record ReleaseType(string What) : ConfigType(What);

/// <summary>The name of a rule.</summary>
internal sealed record RuleNameType(string What) : ConfigType(What);

/// <summary>An amount of a resource: text or number.</summary>
internal sealed record QuantityType(string What) : ConfigType(What);

internal sealed record IntegerType(string What, int Least, int Most = int.MaxValue) : ConfigType(What);

internal sealed record FlagType(string What) : ConfigType(What);

/// <summary>At least one item where <paramref name="IsFilled"/>.</summary>
internal sealed record ListType(string What, ConfigType Item, bool IsFilled) : ConfigType(What);

/// <summary>Known keys only.</summary>
/// <param name="What">Such as "a mapping".</param>
/// <param name="NeedsAny">An empty mapping would say too much.</param>
/// <param name="Keys">In the order of the documentation.</param>
internal sealed record ObjectType(string What, bool NeedsAny, ImmutableArray<ConfigKey> Keys) : ConfigType(What);

/// <summary>Any keys, values alike.</summary>
internal sealed record MapType(string What, ConfigType Value) : ConfigType(What);

/// <summary>Rule names with a level, or a mapping of level and options.</summary>
internal sealed record RulesType(string What) : ConfigType(What);

/// <summary>A key of the configuration.</summary>
/// <param name="Name">As written.</param>
/// <param name="Type">Of its value.</param>
/// <param name="Doc">One or two sentences; editors show them.</param>
/// <param name="IsRequired">Whether it has to be there.</param>
/// <param name="Default">What holds where it is left out, as JSON; null for nothing.</param>
internal sealed record ConfigKey(string Name, ConfigType Type, string Doc, bool IsRequired = false, string? Default = null)
{
    /// <summary>A list or mapping whose lines are all commented out is null to YAML, and means nothing.</summary>
    public bool MayBeNull => !IsRequired && Type is ListType or ObjectType or MapType or RulesType;
}
