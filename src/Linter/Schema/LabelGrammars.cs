namespace Linter.Schema;

/// <summary>Grammars of labels, annotations and longer names (k8s.io/apimachinery pkg/util/validation and pkg/api/validation).</summary>
public static class LabelGrammars
{
    /// <summary>Longest name part of a key, longest label value, longest DNS label.</summary>
    public const int Longest = 63;

    /// <summary>Longest DNS subdomain.</summary>
    public const int LongestSubdomain = 253;

    /// <summary>Annotation keys and values of one object together, in bytes of UTF-8.</summary>
    public const int LongestAnnotations = 262144;

    /// <summary>A label key, an appProtocol, a loadBalancerClass: [prefix/]name, the prefix a DNS-1123 subdomain.</summary>
    public static bool IsQualifiedName(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? IsNamePart(text) : Grammars.IsDnsSubdomain(text.AsSpan(0, slash)) && IsNamePart(text.AsSpan(slash + 1));
    }

    /// <summary>A qualified name after lower-casing all of it.</summary>
    public static bool IsAnnotationKey(string text) => IsQualifiedName(text) || IsQualifiedName(text.ToLowerInvariant());

    /// <summary>Empty, or as the name part of a key.</summary>
    public static bool IsLabelValue(string text) => text.Length == 0 || IsNamePart(text);

    /// <summary>1 to 63 of letters, digits, '-', '_' and '.', with a letter or digit at either end.</summary>
    public static bool IsNamePart(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1]))
            return false;

        foreach (var character in text)
        {
            if (!IsInNamePart(character))
                return false;
        }

        return true;
    }

    public static bool IsInNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    private const string PathSigns = "/-._~%!$&'()*+,;=:";

    /// <summary>DNS subdomain, a slash, a path: the controller of an IngressClass.</summary>
    public static bool IsDomainPrefixedPath(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1 && Grammars.IsDnsSubdomain(text.AsSpan(0, slash))
            && text.Skip(slash + 1).All(character => char.IsAsciiLetterOrDigit(character)
                || PathSigns.Contains(character, StringComparison.Ordinal));
    }
}
