namespace Linter.Schema;

/// <summary>String grammars of the API, as k8s.io/apimachinery pkg/util/validation has them.</summary>
public static class Grammars
{
    private const int LongestPortName = 15;

    /// <summary>
    /// A container port's name, a named targetPort, a named probe port: 1 to 15 of a-z, 0-9 and '-', at least one letter,
    /// no "--", no '-' at either end.
    /// </summary>
    public static bool IsPortName(string text)
    {
        if (text.Length is 0 or > LongestPortName || text[0] == '-' || text[^1] == '-' || text.Contains("--", StringComparison.Ordinal))
            return false;

        var hasLetter = false;
        foreach (var character in text)
        {
            if (character is >= 'a' and <= 'z')
                hasLetter = true;
            else if (character is not ((>= '0' and <= '9') or '-'))
                return false;
        }

        return hasLetter;
    }

    private const int LongestSubdomain = 253;

    /// <summary>
    /// A DNS-1123 subdomain: labels of a-z, 0-9 and '-' that begin and end with a letter or digit, joined by dots, 253
    /// characters at most. The limit of 63 for each label is not enforced there.
    /// </summary>
    public static bool IsDnsSubdomain(string text) => IsDnsSubdomain(text.AsSpan());

    /// <inheritdoc cref="IsDnsSubdomain(string)"/>
    public static bool IsDnsSubdomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestSubdomain)
            return false;

        // No label is empty, none begins or ends with a hyphen.
        var before = '.';
        foreach (var character in text)
        {
            if (character == '.' ? before is '.' or '-'
                : character == '-' ? before == '.'
                : character is not ((>= 'a' and <= 'z') or (>= '0' and <= '9')))
            {
                return false;
            }

            before = character;
        }

        return before is not ('.' or '-');
    }

    /// <summary>
    /// The name of an environment variable. Since Kubernetes 1.32 any printable ASCII but '=' (RelaxedEnvironmentVariableValidation);
    /// before, letters, digits, '-', '_' and '.', no digit in front, neither "." nor ".." nor beginning with "..".
    /// </summary>
    public static bool IsEnvName(string text, int kubernetesMinor)
    {
        if (text.Length == 0)
            return false;
        if (kubernetesMinor >= 32)
            return text.All(character => character is >= ' ' and <= '~' and not '=');
        return !char.IsAsciiDigit(text[0]) && IsDataCharacters(text);
    }

    /// <summary>
    /// A key of a ConfigMap or Secret: letters, digits, '-', '_' and '.', 253 at most, neither "." nor ".." nor beginning with "..".
    /// </summary>
    public static bool IsDataKey(string text) => text.Length is > 0 and <= LongestSubdomain && IsDataCharacters(text);

    private static bool IsDataCharacters(string text) =>
        text != "."
        && !text.StartsWith("..", StringComparison.Ordinal)
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    /// <summary>The name of a sysctl (IsValidSysctlName): parts of a-z, 0-9, '-' and '_' joined by '.' or '/', 253 at most.</summary>
    public static bool IsSysctlName(string text) =>
        text.Length <= LongestSubdomain
        && text.Split('.', '/').All(part => part.Length > 0 && IsSmall(part[0]) && IsSmall(part[^1])
            && part.All(character => IsSmall(character) || character is '-' or '_'));

    private static bool IsSmall(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    /// <summary>The name of a header in a probe: letters, digits and '-'; no underscore.</summary>
    public static bool IsHeaderName(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
