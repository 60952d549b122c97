using Linter.Findings;

namespace Linter.Schema;

/// <summary>Why nobody can pull an image of that name.</summary>
/// <param name="Fault">What is wrong, to follow "the image '…' of container '…'".</param>
/// <param name="Label">A few words under the caret.</param>
/// <param name="Help">What to do.</param>
/// <param name="Instead">The reference that was probably meant; null where it cannot be told.</param>
public sealed record ImageFlaw(MessageText Fault, string Label, string Help, string? Instead = null);

/// <summary>
/// An image's name, split as container runtimes split it (github.com/distribution/reference: reference.go, regexp.go and
/// normalize.go, ParseNormalizedNamed).
/// </summary>
/// <param name="Registry">Host and port; null for Docker Hub.</param>
/// <param name="Repository">The path behind it.</param>
/// <param name="Tag">Null where none is given.</param>
/// <param name="Digest">Null where none is given.</param>
public sealed record ImageReference(string? Registry, string Repository, string? Tag, string? Digest)
{
    private const int LongestTag = 128;
    private const int LongestName = 255;
    private const string Scheme = "://";

    /// <summary>Names one image for all time: it has a digest.</summary>
    public bool IsDigested => Digest is not null;

    /// <summary>What it names changes: it has neither a digest nor a tag other than "latest".</summary>
    public bool Floats => !IsDigested && (Tag is null or "latest");

    /// <summary>
    /// "MyTeam/web": the capital letters alone make a registry's host of the first part, where Docker Hub's "myteam" was meant.
    /// </summary>
    public bool IsRegistryByCapitals =>
        Registry is not null && Registry != "localhost" && Registry.AsSpan().IndexOfAny(".:[") < 0;

    /// <summary>Splits the text as far as it goes; judge it with <see cref="FlawOf(string)"/> first.</summary>
    public static ImageReference Split(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? null : text[(at + 1)..];
        var rest = text.AsSpan(0, at < 0 ? text.Length : at);
        var last = rest.LastIndexOf('/') + 1;
        var colon = rest[last..].IndexOf(':') is >= 0 and var found ? last + found : -1;
        var tag = colon < 0 ? null : rest[(colon + 1)..].ToString();
        var name = colon < 0 ? rest : rest[..colon];
        var slash = name.IndexOf('/');
        return slash > 0 && IsRegistry(name[..slash])
            ? new ImageReference(name[..slash].ToString(), name[(slash + 1)..].ToString(), tag, digest)
            : new ImageReference(null, name.ToString(), tag, digest);
    }

    /// <summary>Null where a container runtime accepts the text.</summary>
    public static ImageFlaw? FlawOf(string text) => FlawOf(text, Split(text));

    /// <summary>The same for a text that was split before.</summary>
    public static ImageFlaw? FlawOf(string text, ImageReference image)
    {
        if (OfWhole(text) is { } whole)
            return whole;

        return OfRegistry(image) ?? OfRepository(text, image) ?? OfTag(image) ?? OfDigest(image);
    }

    private static ImageFlaw? OfWhole(string text)
    {
        if (text.Trim() is var trimmed && trimmed != text)
        {
            return new ImageFlaw(MessageText.Plain($"has a blank at its {(char.IsWhiteSpace(text[0]) ? "beginning" : "end")}"),
                "a blank around it", "remove the blank", trimmed.Length > 0 && FlawOf(trimmed) is null ? trimmed : null);
        }

        if (HasBlank(text))
            return new ImageFlaw(MessageText.Plain("has a blank in it"), "a blank in it", "write host, path and tag without blanks");

        var scheme = text.IndexOf(Scheme, StringComparison.Ordinal);
        if (scheme < 0)
            return null;

        var bare = text[(scheme + Scheme.Length)..];
        return new ImageFlaw(MessageText.Of($"begins with '{text[..(scheme + Scheme.Length)]}', but the name of an image has no scheme"),
            "no scheme here", "begin with the registry's host", bare.Length > 0 && FlawOf(bare) is null ? bare : null);
    }

    private static ImageFlaw? OfRegistry(ImageReference image)
    {
        if (image.Registry is not { } registry || IsHost(registry))
            return null;

        return new ImageFlaw(MessageText.Of($"names the registry '{registry}', which is no host"), "no host",
            "write a host and, if need be, ':' and its port");
    }

    private static ImageFlaw? OfRepository(string text, ImageReference image)
    {
        var path = image.Repository;
        if (path.Length == 0)
            return new ImageFlaw(MessageText.Plain("names no repository"), "no repository", "write the repository in front of the tag");
        if (path.Length + (image.Registry?.Length ?? 0) > LongestName)
        {
            return new ImageFlaw(MessageText.Of($"has '{path.Length}' characters, but '{LongestName}' are the most"), "too long",
                "take a shorter path");
        }

        foreach (var range in path.AsSpan().Split('/'))
        {
            if (path.AsSpan(range).IsEmpty)
            {
                return new ImageFlaw(MessageText.Plain("has an empty part between two slashes or at its end"), "an empty part",
                    "remove the slash that has nothing behind it");
            }

            if (IsPathPart(path.AsSpan(range)))
                continue;

            var part = path[range];
            var lower = part.ToLowerInvariant();
            return lower != part && IsPathPart(lower)
                ? new ImageFlaw(MessageText.Of($"has capital letters in '{part}', but a repository is written in lower case"),
                    "capital letters in the path", "write it in lower case", Lowered(text, path))
                : new ImageFlaw(
                    MessageText.Of($"has '{part}' in its path, but only a-z, 0-9 and single '.', '_', '-' between them may stand there"),
                    "not the name of a repository", "correct the path");
        }

        return null;
    }

    private static string? Lowered(string text, string path)
    {
        var at = text.IndexOf(path, StringComparison.Ordinal);
        var lowered = string.Concat(text.AsSpan(0, at), path.ToLowerInvariant(), text.AsSpan(at + path.Length));
        return FlawOf(lowered) is null ? lowered : null;
    }

    private static ImageFlaw? OfTag(ImageReference image)
    {
        if (image.Tag is not { } tag)
            return null;
        if (tag.Length == 0)
        {
            return new ImageFlaw(MessageText.Plain("ends in ':' without a tag"), "no tag behind the colon",
                "add the tag, or remove the colon");
        }

        if (tag.Length > LongestTag)
        {
            return new ImageFlaw(MessageText.Of($"has a tag of '{tag.Length}' characters, but '{LongestTag}' are the most"),
                "the tag is too long", "take a shorter tag");
        }

        return IsTag(tag)
            ? null
            : new ImageFlaw(
                MessageText.Of($"has the tag '{tag}', but a tag has only letters, digits, '_', '.' and '-', the last two not in front"),
                "no tag", "correct the tag");
    }

    // The algorithms and lengths of github.com/opencontainers/go-digest.
    private static ImageFlaw? OfDigest(ImageReference image)
    {
        if (image.Digest is not { } digest)
            return null;

        var colon = digest.IndexOf(':', StringComparison.Ordinal);
        var algorithm = colon < 0 ? digest : digest[..colon];
        var length = algorithm switch { "sha256" => 64, "sha384" => 96, "sha512" => 128, _ => 0 };
        if (colon < 0 || length == 0)
        {
            return new ImageFlaw(MessageText.Of($"has the digest '{digest}', which does not begin with 'sha256:'"), "no digest",
                "write @sha256: and the 64 digits of the image's digest");
        }

        var hash = digest[(colon + 1)..];
        if (hash.Length != length)
        {
            return new ImageFlaw(
                MessageText.Of($"has a digest of '{hash.Length}' characters behind '{algorithm}:', but it takes '{length}'"),
                "not a whole digest", "copy the whole digest");
        }

        return hash.All(char.IsAsciiHexDigitLower) ? null
            : new ImageFlaw(MessageText.Of($"has the digest '{digest}', but only 0-9 and a-f may stand behind '{algorithm}:'"), "no digest",
                "copy the digest as the registry tells it");
    }

    // splitDockerDomain: a dot, a colon, "localhost" or a capital letter makes a host of the first part.
    private static bool IsRegistry(ReadOnlySpan<char> first) =>
        first is "localhost" || first.IndexOfAny('.', ':') >= 0 || first.IndexOfAnyInRange('A', 'Z') >= 0;

    private static bool IsHost(string registry)
    {
        var host = registry;
        if (registry[0] == '[')
        {
            var close = registry.IndexOf(']', StringComparison.Ordinal);
            return close > 0 && Addresses.IsAddress(registry[1..close])
                && (close == registry.Length - 1 || (registry[close + 1] == ':' && IsNumber(registry[(close + 2)..])));
        }

        var colon = registry.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            if (!IsNumber(registry[(colon + 1)..]))
                return false;
            host = registry[..colon];
        }

        foreach (var range in host.AsSpan().Split('.'))
        {
            if (!IsHostPart(host.AsSpan(range)))
                return false;
        }

        return true;
    }

    private static bool IsHostPart(ReadOnlySpan<char> part)
    {
        foreach (var character in part)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
                return false;
        }

        return !part.IsEmpty && part[0] != '-' && part[^1] != '-';
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    /// <summary><c>[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*</c></summary>
    private static bool IsPathPart(ReadOnlySpan<char> part)
    {
        if (!IsLowerOrDigit(part[0]) || !IsLowerOrDigit(part[^1]))
            return false;

        for (var i = 1; i < part.Length; i++)
        {
            if (IsLowerOrDigit(part[i]))
                continue;
            var start = i;
            while (part[i] == part[start] && !IsLowerOrDigit(part[i]))
                i++;
            if (!IsLowerOrDigit(part[i]) || part[start] is not ('.' or '_' or '-')
                || i - start > (part[start] switch { '.' => 1, '_' => 2, _ => int.MaxValue }))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTag(string tag)
    {
        foreach (var character in tag)
        {
            if (!IsWord(character) && character is not ('.' or '-'))
                return false;
        }

        return IsWord(tag[0]);
    }

    private static bool HasBlank(string text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                return true;
        }

        return false;
    }

    private static bool IsLowerOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
