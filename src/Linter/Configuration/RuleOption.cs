using System.Collections.Immutable;
using System.Globalization;

namespace Linter.Configuration;

/// <summary>What an option of a rule holds.</summary>
public enum OptionType
{
    Text,
    Integer,
    Boolean,

    /// <summary>A list of texts.</summary>
    List,
}

/// <summary>An option of a rule, with the default that its entry declares. The default's form gives the type.</summary>
public sealed record RuleOption(string Name, OptionValue Default, string Description)
{
    public OptionType Type => Default.Type;

    /// <summary>Reads the right side of <c>option.minimum: 2 - smallest acceptable spec.replicas</c>.</summary>
    internal static RuleOption Parse(string name, string text)
    {
        var dash = text.IndexOf(" - ", StringComparison.Ordinal);
        return dash < 0
            ? new RuleOption(name, OptionValue.Parse(text), "")
            : new RuleOption(name, OptionValue.Parse(text[..dash].Trim()), text[(dash + 3)..].Trim());
    }
}

/// <summary>The value of a rule's option.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Items">One text; of a list, each item.</param>
public sealed record OptionValue(OptionType Type, ImmutableArray<string> Items)
{
    public int Integer => int.Parse(Items[0], CultureInfo.InvariantCulture);

    public bool Boolean => Items[0] == "true";

    public string Text => Items[0];

    /// <summary>As an entry writes it: 2, true, text, or [a, b].</summary>
    internal static OptionValue Parse(string text) => text switch
    {
        "true" or "false" => new OptionValue(OptionType.Boolean, [text]),
        ['[', .. var items, ']'] =>
            new OptionValue(OptionType.List, [.. items.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]),
        _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
            new OptionValue(OptionType.Integer, [text]),
        _ => new OptionValue(OptionType.Text, [text]),
    };

    public override string ToString() => Type == OptionType.List ? $"[{string.Join(", ", Items)}]" : Items[0];
}
