using System.Text;
using Linter.Manifests;
using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Manifests.Rendering;

/// <summary>
/// Where each scalar of a rendered text was written. The rendered texts are kept true by <see cref="KustomizeRenderedTests"/>.
/// </summary>
public sealed class KustomizeWayBackTests : IDisposable
{
    private readonly TempFolder scratch = new();

    public static TheoryData<string> Names => [.. KustomizeCases.Trees.Keys];

    public void Dispose() => scratch.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_scalar_is_found_where_it_was_written(string name)
    {
        KustomizeCases.Write(scratch, name);
        var rendered = Repository.PathOf("tests", "Linter.Tests", "Manifests", "Rendering", "Golden", name + ".yaml");
        Golden.Matches(name + ".txt", Told(File.ReadAllText(rendered)));
    }

    [Fact]
    public void Kustomizations_in_a_circle_and_odd_paths_end()
    {
        scratch.With("top/kustomization.yaml",
            "resources: [../top, .., \"a\\0b\", /etc/passwd, ../../../../etc, [1], {a: b}]\nbases: [.]\ncomponents: [../top]\ntransformers: [\"\", ..]\npatches: [{path: ../../etc/passwd}, {patch: \"[\"}, 3]\nreplacements: [{path: .}, {source: {name: \"(\"}, targets: [{select: {name: \"[\"}}]}]\n");
        Told("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n").Should().Contain("File top/kustomization.yaml:1:1");
    }

    [Fact]
    public void Bases_that_multiply_end()
    {
        for (var i = 0; i < 40; i++)
            scratch.With($"b{i}/kustomization.yaml", $"resources: [../b{i + 1}, ../b{i + 1}]\n");
        scratch.With("top/kustomization.yaml", "resources: [../b0]\n");
        Told("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n").Should().Contain("File top/kustomization.yaml:1:1");
    }

    [Fact]
    public void A_replacement_of_every_item_is_where_its_value_was_written()
    {
        scratch.With("top/kustomization.yaml",
            "resources: [a.yaml]\nreplacements:\n- source: {kind: Service, fieldPath: metadata.name}\n  targets: [{select: {kind: Service}, fieldPaths: [\"spec.externalIPs.*\", \"spec.selector.*\"]}]\n")
            .With("top/a.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: {name: one}\nspec: {externalIPs: [x, y], selector: {a: x, b: y}}\n");
        Told("apiVersion: v1\nkind: Service\nmetadata: {name: one}\nspec: {externalIPs: [one, one], selector: {a: one, b: one}}\n")
            .Split('\n')
            .Where(line => line.Contains("top/a.yaml:3:18", StringComparison.Ordinal) && line.Contains("one", StringComparison.Ordinal))
            .Should().HaveCount(5);
    }

    [Fact]
    public void Patches_that_copy_an_object_into_itself_end()
    {
        scratch.With("top/kustomization.yaml",
            "resources: [a.yaml]\npatches: [{target: {kind: Service}, path: p.yaml}]\nimages: [{name: x, newTag: y}]\n")
            .With("top/a.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: one}\nspec: {type: ClusterIP}\n")
            .With("top/p.yaml",
                string.Concat(Enumerable.Repeat(
                    "- {op: copy, from: /metadata, path: /metadata/x}\n- {op: copy, from: /metadata, path: /metadata/y}\n", 50)));
        Told("apiVersion: v1\nkind: Service\nmetadata: {name: one}\nspec: {type: ClusterIP}\n")
            .Should().EndWith("sources: top/a.yaml top/kustomization.yaml top/p.yaml\n");
    }

    [Fact]
    public void A_file_that_only_the_rendered_text_names_is_not_read()
    {
        scratch.With("top/kustomization.yaml", "resources: []\n").With("secret.yaml", "secret: 1\n");
        Told("apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations:\n    config.kubernetes.io/origin: |\n      path: ../secret.yaml\n")
            .Should().NotContain("secret.yaml:").And.Contain("File top/kustomization.yaml:1:1");
    }

    [Fact]
    public void An_object_of_another_repository_is_where_that_is_named()
    {
        scratch.With("top/kustomization.yaml", "resources:\n  - https://github.com/shop/base?ref=v1\n");
        Told("apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations:\n    config.kubernetes.io/origin: |\n      path: service.yaml\n      repo: https://github.com/shop/base\n      ref: v1\n")
            .Should().Contain("Line top/kustomization.yaml:2:5");
    }

    [Fact]
    public void An_object_that_cannot_be_told_from_others_is_in_its_file()
    {
        scratch.With("top/kustomization.yaml", "resources: [a.yaml]\n")
            .With("top/a.yaml",
                "# First\napiVersion: v1\nkind: Service\nmetadata: {name: one}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: two}\n");
        Told("apiVersion: v1\nkind: Service\nmetadata:\n  name: three\n  annotations:\n    config.kubernetes.io/origin: |\n      path: ../top/a.yaml\n")
            .Should().Contain("File top/a.yaml:1:1");
    }

    private string Told(string rendered)
    {
        var documents = YamlReader.Read(new SourceText("rendered", rendered)).Documents;
        var way = new KustomizeWayBack(
            new RenderTarget(RenderTool.Kustomize, "top", scratch.Full("top")), scratch.Full("wrapper"), documents,
            new SourceFiles(FileTree.Disk, path => Path.GetRelativePath(scratch.Path, path)));
        var told = new StringBuilder();
        foreach (var document in documents)
        {
            told.Append($"{document.Find("kind")?.Value} {document.At(NodePath.Parse("metadata.name"))?.Value}\n");
            foreach (var (node, isKey) in Places(document))
                Tell(told, document, node, isKey, way.Of(new RenderedPlace(document, node, isKey)));
        }

        return told.Append($"sources: {string.Join(' ', way.Sources.Select(path => Path.GetRelativePath(scratch.Path, path)))}\n")
            .ToString();
    }

    private static void Tell(StringBuilder told, Node document, Node node, bool isKey, Origin origin)
    {
        told.Append($"  {node.PathFromRoot(document)}{(isKey ? ":" : $" = {Short(node.Value)}")} <- {(origin.Certainty == OriginCertainty.Exact ? "" : $"{origin.Certainty} ")}{origin.Span} {Short(origin.Span.Slice.ToString())}\n");
        foreach (var other in origin.Others)
            told.Append($"      {other.Span} {Short(other.Span.Slice.ToString())}: {other.Message}\n");
        foreach (var note in origin.Notes)
            told.Append($"      {note}\n");
    }

    private static string Short(string text) =>
        text.ReplaceLineEndings("\\n") is { Length: > 60 } shown ? shown[..60] + "…" : text.ReplaceLineEndings("\\n");

    /// <summary>All scalars, and the keys of collections.</summary>
    private static IEnumerable<(Node Node, bool IsKey)> Places(Node node) =>
        node.IsScalar ? [(node, false)]
        : node.IsSequence ? node.Items.SelectMany(Places)
        : node.Entries.Where(entry => !entry.Key.Is("annotations")
            || !entry.Value.Entries.All(inner => inner.Key.Is("config.kubernetes.io/origin")))
            .SelectMany(entry => entry.Value.IsScalar ? Places(entry.Value) : [(entry.Key, true), .. Places(entry.Value)]);
}
