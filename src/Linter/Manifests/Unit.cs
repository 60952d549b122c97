using System.Collections.Immutable;

namespace Linter.Manifests;

/// <summary>What is applied together: nothing is resolved across units.</summary>
/// <param name="Files">The files of the unit, in order.</param>
public sealed record Unit(ImmutableArray<ManifestFile> Files)
{
    /// <summary>Every resource, in the order of files and documents.</summary>
    public ImmutableArray<Resource> Resources { get; } = [.. Files.SelectMany(file => file.Resources)];
}
