namespace Linter.Graph;

/// <summary>Hosts as Ingresses and certificates name them: a leading "*." stands for exactly one label.</summary>
internal sealed class HostNames
{
    private readonly HashSet<string> names;
    private readonly HashSet<string> wildcardsMet;

    public HostNames(IEnumerable<string> names)
    {
        this.names = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        wildcardsMet = this.names.Select(Wildcard).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>One of the names is this host, or a wildcard that stands for it.</summary>
    public bool Cover(string host) => names.Contains(host) || (Wildcard(host) is { } wildcard && names.Contains(wildcard));

    /// <summary>As <see cref="Cover"/>, or the host is a wildcard that stands for one of the names.</summary>
    public bool Meet(string host) => Cover(host) || wildcardsMet.Contains(host);

    private static string? Wildcard(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && !host.StartsWith('*') ? string.Concat("*", host.AsSpan(dot)) : null;
    }
}
