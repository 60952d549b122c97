namespace Linter.Graph;

/// <summary>
/// Names that kustomize gave to the ConfigMaps and Secrets it generates: NAME-HASH, ten characters of a sum of the content,
/// written without vowels and without digits that look like letters (kustomize, api/hasher).
/// </summary>
internal static class HashedName
{
    private const int HashLength = 10;
    private const string HashCharacters = "2456789bcdfghkmt";

    public static bool IsHashed(string name) =>
        name.Length > HashLength + 1 && name[^(HashLength + 1)] == '-'
        && name.AsSpan(name.Length - HashLength).IndexOfAnyExcept(HashCharacters) < 0;

    /// <summary>The name as its generator has it; asked of hashed names.</summary>
    public static string Written(string name) => name[..^(HashLength + 1)];
}
