using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;

namespace Linter.Graph.Values;

/// <summary>What a name breaks of its grammar, in a few words behind a colon; null where it breaks nothing.</summary>
internal static class ValueFlaws
{
    private const int LongestPortName = 15;

    public static MessageText? OfName(string text, NameForm form, int longest)
    {
        if (NameForms.Fits(text, form))
            return text.Length > longest ? TooLong(text, longest) : null;
        if (form == NameForm.PathSegment)
            return MessageText.Plain("a name may not be '.' or '..', nor hold '/' or '%'");
        if (text.Length > longest)
            return TooLong(text, longest);

        var allowsDots = form == NameForm.Subdomain;
        if (Foreign(text, allowsDots ? IsInSubdomain : IsInLabel) is { } foreign)
            return foreign;
        return form == NameForm.LetterLabel && text.Length > 0 && char.IsAsciiDigit(text[0])
            ? MessageText.Plain("up to Kubernetes 1.35 it has to begin with a letter")
            : Ends(allowsDots
                ? "it, and each part between dots, has to begin and end with a letter or digit"
                : "it has to begin and end with a letter or digit");
    }

    public static MessageText? OfSubdomain(string text) => OfName(text, NameForm.Subdomain, LabelGrammars.LongestSubdomain);

    public static MessageText? OfLabelName(string text) => OfName(text, NameForm.Label, LabelGrammars.Longest);

    public static MessageText? OfPortName(string text)
    {
        if (Grammars.IsPortName(text))
            return null;
        if (text.Length > LongestPortName)
            return TooLong(text, LongestPortName);
        if (Foreign(text, IsInLabel) is { } foreign)
            return foreign;
        return MessageText.Plain(
            text.Contains("--", StringComparison.Ordinal) ? "two hyphens in a row are not allowed"
            : !text.Any(char.IsAsciiLetterLower) ? "a port name needs a letter"
            : "it has to begin and end with a letter or digit");
    }

    public static MessageText? OfQualifiedName(string text)
    {
        if (LabelGrammars.IsQualifiedName(text))
            return null;

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && !Grammars.IsDnsSubdomain(text[..slash]))
        {
            return slash == 0
                ? MessageText.Plain("nothing stands before the slash")
                : MessageText.Of($"'{text[..slash]}' before the slash has to be a DNS name in lower case");
        }

        var name = text[(slash + 1)..];
        return name.Contains('/', StringComparison.Ordinal) ? MessageText.Plain("one slash at most is allowed")
            : slash >= 0 && name.Length == 0 ? MessageText.Plain("nothing stands behind the slash")
            : OfNamePart(name);
    }

    public static MessageText? OfAnnotationKey(string key) =>
        LabelGrammars.IsAnnotationKey(key) ? null : OfQualifiedName(key.ToLowerInvariant());

    public static MessageText? OfLabelValue(string text) => LabelGrammars.IsLabelValue(text) ? null : OfNamePart(text);

    private static MessageText OfNamePart(string text) =>
        text.Length > LabelGrammars.Longest ? TooLong(text, LabelGrammars.Longest)
        : Foreign(text, LabelGrammars.IsInNamePart) ?? Ends("it has to begin and end with a letter or digit");

    internal static MessageText TooLong(string text, int longest) =>
        MessageText.Of($"it has '{text.Length}' characters, and '{longest}' are allowed");

    private static MessageText? Foreign(string text, Func<char, bool> isAllowed)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (isAllowed(character))
                continue;

            return char.IsAsciiLetterUpper(character) ? MessageText.Plain("capital letters are not allowed")
                : character is '\n' or '\r' ? MessageText.Plain("line breaks are not allowed")
                : MessageText.Of($"'{Characters.At(text, i)}' is not allowed in it");
        }

        return null;
    }

    private static MessageText Ends(string text) => MessageText.Plain(text);

    private static bool IsInLabel(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-';

    private static bool IsInSubdomain(char character) => character == '.' || IsInLabel(character);
}
