using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of what stands in manifests that people publish.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> FetchedCases =
    [
        .. Values("invalid-value", "what ends the options of a shell", "{command: [sh, -c, --], args: [sleep 30]}", "{command: [/bin/bash, -c, '-'], args: [sleep 30]}", "{command: [sh, -c, --, sleep 30, now]}", "{command: [sh, -c, sleep 30, --]}", "{command: [sh, --, sleep, '30']}", "{command: [sh, -c, --]}"),
    ];
}
