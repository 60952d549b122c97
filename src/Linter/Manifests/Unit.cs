using System.Collections.Immutable;

namespace Linter.Manifests;

/// <summary>What is applied together: nothing is resolved across units.</summary>
/// <param name="Name">What sets it apart from the other units: the folders or files that only it holds; empty for the only unit.</param>
/// <param name="Files">The files of the unit, in order.</param>
public sealed record Unit(string Name, ImmutableArray<ManifestFile> Files)
{
    /// <summary>Every resource, in the order of files and documents.</summary>
    public ImmutableArray<Resource> Resources { get; } = [.. Files.SelectMany(file => file.Resources)];
}
