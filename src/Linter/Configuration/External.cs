using System.Collections.Immutable;

namespace Linter.Configuration;

/// <summary>What exists outside the manifests, as the configuration declares it. What it leaves open holds for all.</summary>
public sealed record External
{
    /// <summary>"Secret", or "Certificate.cert-manager.io" where the group matters; null for every kind.</summary>
    public string? Kind { get; init; }

    /// <summary>A name in which * stands for any rest and ? for one character; null for every name.</summary>
    public string? Name { get; init; }

    /// <summary>A namespace, with the same wildcards; null for every namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Labels that it carries; for pods, what a selector may ask for. Values may hold the wildcards.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
