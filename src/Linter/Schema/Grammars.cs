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
}
