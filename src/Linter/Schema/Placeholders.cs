namespace Linter.Schema;

/// <summary>Values that somebody has to fill in before a manifest is applied.</summary>
public static class Placeholders
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "IMAGE", "IMG", "TAG", "VERSION", "PROJECT", "PROJECTID", "REGISTRY", "REPO", "REPOSITORY", "NAMESPACE", "NAME", "USER", "USERNAME", "ACCOUNT", "ORG",
        "ORGANIZATION", "OWNER", "REGION", "HOST", "PORT", "HOSTNAME", "DOMAIN", "HASH", "SHA", "SHA1", "SHA256", "DIGEST", "COMMIT", "YOUR", "REPLACE", "REPLACEME",
        "CHANGE", "CHANGEME", "CHANGEIT", "PLACEHOLDER", "TODO", "FIXME", "TBD", "XXX", "XXXX", "XXXXX",
    };

    /// <summary>
    /// <c>${HOST}</c>, <c>$(HOST)</c>, <c>$HOST</c>, <c>&lt;your-host&gt;</c>, <c>{host}</c>, <c>[HOST]</c>,
    /// <c>%HOST%</c>, <c>@HOST@</c>, <c>__HOST__</c>, or a part in capitals joined by underscores such as
    /// <c>YOUR_HOST.example.com</c>.
    /// </summary>
    public static bool IsPlaceholder(string value) =>
        value.AsSpan().IndexOfAny("${}<>[]%@") >= 0
        || value.Contains("__", StringComparison.Ordinal)
        || value.Split('.', '/', ':').Any(IsConstantName);

    /// <summary>
    /// The same for the name of an image, in which '@' stands before a digest: also what a build tool resolves (<c>ko://</c>),
    /// three dots, and a part in capitals that says what to put there, such as <c>IMAGE</c> or <c>PROJECT-ID</c>.
    /// </summary>
    public static bool IsImagePlaceholder(string image) =>
        IsPlaceholder(image.Replace("@sha", ":sha", StringComparison.Ordinal))
        || image.StartsWith("ko://", StringComparison.Ordinal)
        || image.Contains("...", StringComparison.Ordinal)
        || image.Split('/', ':', '@').Any(IsToBeFilledIn);

    /// <summary>Words in capitals, one of which is known to stand for something else: <c>TAG</c>, <c>YOUR-TEAM</c>, <c>CHANGEME</c>.</summary>
    public static bool IsToBeFilledIn(string part) =>
        part.All(character => character is '_' or '-' || char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character))
        && part.Split('_', '-').Any(Words.Contains);

    private static bool IsConstantName(string part) =>
        part.Contains('_', StringComparison.Ordinal)
        && part.All(character => character is '_' or (>= 'A' and <= 'Z') or (>= '0' and <= '9'));
}
