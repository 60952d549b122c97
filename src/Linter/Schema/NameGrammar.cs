using System.Globalization;
using Linter.Findings;
using Linter.Text;

namespace Linter.Schema;

/// <summary>A grammar of names, and what to say of a name that breaks it.</summary>
/// <param name="Title">"a DNS label".</param>
/// <param name="Longest">The most characters that it may have.</param>
/// <param name="IsValid">Whether a text is of it.</param>
/// <param name="IsAllowed">Whether a character may be in it.</param>
/// <param name="Help">What it is made of, as an imperative.</param>
public sealed record NameGrammar(string Title, int Longest, Func<string, bool> IsValid, Func<char, bool> IsAllowed, string Help)
{
    public static readonly NameGrammar DnsLabel = new(
        "a DNS label", 63, DnsNames.IsLabel, IsLowerCase, "use 1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends");

    public static readonly NameGrammar DnsSubdomain = new(
        "a DNS subdomain", 253, Grammars.IsDnsSubdomain, character => IsLowerCase(character) || character == '.',
        "use labels of a-z, 0-9 and '-' joined by dots, with a letter or digit at both ends of each");

    public static readonly NameGrammar PortName = new(
        "a port name", 15, Grammars.IsPortName, IsLowerCase,
        "use 1 to 15 of a-z, 0-9 and '-', one letter at least, no '--' and no '-' at either end");

    public static readonly NameGrammar LabelKey = new(
        "a label key", 253 + 1 + 63, LabelGrammars.IsQualifiedName, character => IsLabelCharacter(character) || character == '/',
        "use a name of 1 to 63 letters, digits, '-', '_' and '.', with an optional DNS subdomain and '/' in front");

    public static readonly NameGrammar LabelValue = new(
        "a label value", 63, LabelGrammars.IsLabelValue, IsLabelCharacter,
        "use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends");

    public static readonly NameGrammar DataKey = new(
        "a ConfigMap or Secret key", 253, Grammars.IsDataKey, IsLabelCharacter, "use letters, digits, '-', '_' and '.'");

    public static readonly NameGrammar HeaderName = new(
        "a header name", int.MaxValue, Grammars.IsHeaderName, character => char.IsAsciiLetterOrDigit(character) || character == '-',
        "use letters, digits and '-'");

    /// <summary>Names of environment variables, as the release has them.</summary>
    public static NameGrammar EnvName(int kubernetesMinor) => kubernetesMinor >= 32 ? RelaxedEnvName : StrictEnvName;

    private static readonly NameGrammar RelaxedEnvName = new(
        "the name of a variable", int.MaxValue, text => Grammars.IsEnvName(text, 32),
        character => character is >= ' ' and <= '~' and not '=', "use printable ASCII without '='");

    private static readonly NameGrammar StrictEnvName = new(
        "the name of a variable", int.MaxValue, text => Grammars.IsEnvName(text, 31), IsLabelCharacter,
        "use letters, digits, '-', '_' and '.', with no digit in front");

    /// <summary>A clause that says where the text breaks the grammar, to stand behind "but": "'_' may not be in a DNS label".</summary>
    public MessageText FaultOf(string text)
    {
        if (text.Length == 0)
            return MessageText.Plain("it may not be empty");
        if (text.Length > Longest)
            return MessageText.Of($"{MessageText.Plain(Title)} has at most '{Longest}' characters, and this has '{text.Length}'");

        for (var i = 0; i < text.Length; i++)
        {
            if (!IsAllowed(text[i]))
                return MessageText.Of($"'{Show(Characters.At(text, i))}' may not be in {MessageText.Plain(Title)}");
        }

        if (this == PortName && !text.Any(char.IsAsciiLetter))
            return MessageText.Plain("a port name needs a letter");
        if (this == PortName && text.Contains("--", StringComparison.Ordinal))
            return MessageText.Of($"'{"--"}' may not be in a port name");
        if (!char.IsAsciiLetterOrDigit(text[0]))
            return MessageText.Of($"{MessageText.Plain(Title)} may not begin with '{Show(text[..1])}'");
        if (!char.IsAsciiLetterOrDigit(text[^1]))
            return MessageText.Of($"{MessageText.Plain(Title)} may not end with '{Show(text[^1..])}'");
        return MessageText.Of($"it is not {MessageText.Plain(Title)}");
    }

    /// <summary>
    /// The nearest valid text that was probably meant: lower case, '-' for what is not allowed; null where there is none.
    /// </summary>
    public string? Suggest(string text)
    {
        var wanted = text.Trim();
        if (!IsAllowed('A'))
            wanted = wanted.ToLowerInvariant();
        wanted = new string([.. wanted.Select(character => IsAllowed(character) ? character : '-')]).Trim('-', '.', '_');
        return wanted != text && IsValid(wanted) ? wanted : null;
    }

    private static bool IsLowerCase(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-';

    private static bool IsLabelCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    private static string Show(string character) => character is [> ' ' and < '\u007f' or ' '] || char.IsLetter(character, 0)
        ? character
        : "U+" + (character.Length == 2 ? char.ConvertToUtf32(character[0], character[1]) : character[0])
            .ToString("X4", CultureInfo.InvariantCulture);
}
