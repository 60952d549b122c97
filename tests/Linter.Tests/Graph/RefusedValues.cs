using Linter.Graph;
using Linter.Graph.Values;
using Linter.Manifests;
using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Graph;

/// <summary>Values that the API server refuses, in a manifest that marks them.</summary>
internal static class RefusedValues
{
    /// <summary>The marked values of the first resource are refused and no others; each of the messages holds this one.</summary>
    public static void Judge(string manifest, string message, int kubernetesMinor = 36)
    {
        var marked = MarkedText.Parse(manifest);
        var resources = ManifestReader.Read(YamlReader.Read(marked.Source)).Resources;
        var graph = LinkGraphBuilder.Build(resources, Stage.Whole);
        var problems = ValueChecks.Of(graph, resources[0], kubernetesMinor).OrderBy(problem => problem.At.Span.Start)
            .Select(problem => (problem.At.Span, Text: problem.Message.ToString()))
            .ToList();

        problems.Select(problem => Show(problem.Span)).Should().Equal(marked.Spans.Select(Show), "{0}", string.Join('\n', problems));
        problems.Where(problem => !problem.Text.Contains(message, StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static string Show(SourceSpan span) => $"{span} {span.Slice}";
}
