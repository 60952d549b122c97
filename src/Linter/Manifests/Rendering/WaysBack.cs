using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Which way leads back from what was rendered.</summary>
internal static class WaysBack
{
    public static WayBack Of(RenderedInput input, ImmutableArray<Node> documents, SourceFiles sources) => input.PipedCharts is { } charts
        ? new PipedWayBack(charts, documents, sources)
        : input.Target.Tool == RenderTool.Helm
        ? new HelmWayBack(input.Target, documents, sources)
        : new FileWayBack(input, sources);

    private sealed class FileWayBack(RenderedInput input, SourceFiles sources) : WayBack
    {
        public override IEnumerable<string> Sources => [];

        public override Origin Of(RenderedPlace place)
        {
            var text = (Kustomizations.FileIn(input.Target.FullPath, sources.Files) is { } file ? sources.Text(file) : null) ?? place.Node.Tree.Source;
            return new Origin(text.Span(0, text.Line(1).Length), OriginCertainty.File);
        }
    }
}
