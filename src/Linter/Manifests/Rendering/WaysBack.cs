using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Which way leads back from what was rendered.</summary>
internal static class WaysBack
{
    public static WayBack Of(RenderedInput input, ImmutableArray<Node> documents, SourceFiles sources) =>
        input.PipedCharts is { } charts ? new PipedWayBack(charts, documents, sources)
        : input.Target.Tool == RenderTool.Helm ? new HelmWayBack(input.Target, documents, sources)
        : new KustomizeWayBack(input.Target, input.BaseFolder, documents, sources);
}
