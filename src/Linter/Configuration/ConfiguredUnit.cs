using System.Collections.Immutable;

namespace Linter.Configuration;

/// <summary>What the configuration says is applied together.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Paths">Globs, relative to what the paths of findings are relative to. A file may belong to several units.</param>
public sealed record ConfiguredUnit(string Name, ImmutableArray<string> Paths);
