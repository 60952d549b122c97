using System.Buffers;

namespace Linter.Schema;

/// <summary>Values that somebody has to fill in before a manifest is applied.</summary>
public static class Placeholders
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "IMAGE", "IMG", "TAG", "VERSION", "PROJECT", "PROJECTID", "REGISTRY", "REPO", "REPOSITORY", "NAMESPACE", "NAME", "USER", "USERNAME",
        "ACCOUNT", "ORG",
        "ORGANIZATION", "OWNER", "REGION", "HOST", "PORT", "HOSTNAME", "DOMAIN", "HASH", "SHA", "SHA1", "SHA256", "DIGEST", "COMMIT",
        "YOUR", "REPLACE", "REPLACEME",
        "CHANGE", "CHANGEME", "CHANGEIT", "PLACEHOLDER", "TODO", "FIXME", "TBD", "XXX", "XXXX", "XXXXX",
    };

    /// <summary>What is longer, in UTF-16 units, is no word that <see cref="IsSubstituted"/> and <see cref="IsVariable"/> read.</summary>
    public const int LongestWord = 500;

    private static readonly SearchValues<char> OfVariables =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>
    /// <c>${HOST}</c>, <c>$(HOST)</c>, <c>$HOST</c>, <c>&lt;your-host&gt;</c>, <c>{host}</c>, <c>[HOST]</c>,
    /// <c>%HOST%</c>, <c>@HOST@</c>, <c>@@HOST@@</c>, <c>__HOST__</c>, or a part in capitals that is joined by underscores or says what to
    /// put there, such as <c>YOUR_HOST.example.com</c> and <c>CHANGEME</c>.
    /// </summary>
    public static bool IsPlaceholder(string value) =>
        value.AsSpan().IndexOfAny("${}<>[]%@") >= 0
        || value.Contains("__", StringComparison.Ordinal)
        || value.Split('.', '/', ':').Any(part => IsConstantName(part) || IsToBeFilledIn(part));

    /// <summary>
    /// <c>${HOST}</c> or <c>${HOST:=localhost}</c> in a single word: what Flux, envsubst and their like fill in. A URL or a line of a
    /// script may hold the variables of a program as well.
    /// </summary>
    public static bool IsSubstituted(string value) =>
        value.Length <= LongestWord && value.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start && value.IndexOf('}', start) > 0
        && value.AsSpan().IndexOfAny(" \t\n") < 0 && !value.Contains("://", StringComparison.Ordinal);

    /// <summary>
    /// <c>$(APP_NAME)</c> in a single word: a variable of Kustomize or of a pipeline. In containers' words the kubelet fills it in.
    /// </summary>
    public static bool IsVariable(string value) =>
        value.Length <= LongestWord && value.IndexOf("$(", StringComparison.Ordinal) is >= 0 and var start
        && value.IndexOf(')', start) is var end && end > start + 2
        && value.AsSpan(start + 2, end - start - 2).ContainsAnyExcept(OfVariables) == false
        && value.AsSpan().IndexOfAny(" \t\n") < 0 && !value.Contains("://", StringComparison.Ordinal);

    /// <summary>The same, less a lone bracket and a pair of them with no word between, as in a pattern: a slip in a host or path.</summary>
    public static bool IsPaired(string value) =>
        IsPlaceholder(value.Replace('<', ' ').Replace('>', ' ').Replace('[', ' ').Replace(']', ' ').Replace('%', ' ').Replace('@', ' '))
        || IsWordBetween(value, '<', '>') || IsWordBetween(value, '[', ']') || IsWordBetween(value, '%', '%')
        || IsWordBetween(value, '@', '@');

    /// <summary>A path that begins with one: an expression has its signs elsewhere (<c>^/web/[a-z]+$</c>).</summary>
    public static bool IsPath(string path) =>
        path.Length > 0 && (path[0] is '<' or '$' or '{' or '[' or '%' or '@' or '_' || char.IsAsciiLetterUpper(path[0]))
        && IsPaired(path.Split('/')[0]);

    private static bool IsWordBetween(string value, char open, char close)
    {
        var start = value.IndexOf(open, StringComparison.Ordinal);
        while (start >= 0 && start + 1 < value.Length && value[start + 1] == open)
            start++;
        var end = start < 0 ? -1 : value.IndexOf(close, start + 1);
        return end > start + 1
            && value[(start + 1)..end].Split('-', '_', ' ', '.')
                .All(word => word.Length > 1 && char.IsAsciiLetter(word[0]) && word.All(char.IsAsciiLetterOrDigit));
    }

    /// <summary>
    /// The same for the name of an image, in which '@' stands before a digest: also what a build tool resolves (<c>ko://</c>),
    /// three dots, and a part in capitals that says what to put there, such as <c>IMAGE</c> or <c>PROJECT-ID</c>.
    /// </summary>
    public static bool IsImagePlaceholder(string image) =>
        IsPlaceholder(image.Replace("@sha", ":sha", StringComparison.Ordinal))
        || image.StartsWith("ko://", StringComparison.Ordinal)
        || image.Contains("...", StringComparison.Ordinal)
        || image.Split('/', ':', '@').Any(IsToBeFilledIn);

    /// <summary>
    /// Words in capitals, one of which is known to stand for something else: <c>TAG</c>, <c>YOUR-TEAM</c>, <c>CHANGEME</c>.
    /// </summary>
    public static bool IsToBeFilledIn(string part) =>
        part.All(character => character is '_' or '-' || char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character))
        && part.Split('_', '-').Any(Words.Contains);

    private static bool IsConstantName(string part) =>
        part.Contains('_', StringComparison.Ordinal)
        && part.All(character => character is '_' or (>= 'A' and <= 'Z') or (>= '0' and <= '9'));
}
