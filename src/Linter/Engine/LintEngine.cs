using Linter.Manifests;

namespace Linter.Engine;

/// <summary>From files to findings: read, bind, link, check, order.</summary>
public static class LintEngine
{
    public static LintResult Run(InputFiles input, LintOptions options) =>
        new([], [], new LintSummary(input.Files.Length, 0, 0, 0, input.Notes));
}
