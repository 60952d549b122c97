using System.Globalization;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Manifests;

/// <summary>
/// A layout is a list of "path: resource resource …"; a resource is Kind/name or Kind/name=content, where another content
/// makes another definition. The expectation lists the files of each unit.
/// </summary>
public class UnitSplitterTests
{
    public static TheoryData<string, string, string> Layouts => new()
    {
        { "one folder", "a.yaml: Service/web; b.yaml: Deployment/web", "a.yaml b.yaml" },
        { "services beside deployments", "services/web.yaml: Service/web; deployments/web.yaml: Deployment/web", "services/web.yaml deployments/web.yaml" },
        { "dev and prod", "dev/web.yaml: Deployment/web=1; prod/web.yaml: Deployment/web=2", "dev/web.yaml | prod/web.yaml" },
        { "dev and prod beside shared Services", "dev/web.yaml: Deployment/web=1; prod/web.yaml: Deployment/web=2; svc/web.yaml: Service/web", "dev/web.yaml svc/web.yaml | prod/web.yaml svc/web.yaml" },
        { "variants with folders of their own", "dev/a/x.yaml: Deployment/x=1; dev/b/y.yaml: Service/y=1; prod/a/x.yaml: Deployment/x=2; prod/b/y.yaml: Service/y=2", "dev/a/x.yaml dev/b/y.yaml | prod/a/x.yaml prod/b/y.yaml" },
        { "alternative files in one folder", "a.yaml: Deployment/web=1; b.yaml: Deployment/web=2; svc.yaml: Service/web", "a.yaml svc.yaml | b.yaml svc.yaml" },
        { "a folder that repeats its parent", "web.yaml: Deployment/web=1; svc.yaml: Service/web; debug/web.yaml: Deployment/web=2", "web.yaml svc.yaml | svc.yaml debug/web.yaml" },
        { "identical definitions", "dev/web.yaml: Deployment/web; prod/web.yaml: Deployment/web", "dev/web.yaml prod/web.yaml" },
        { "a namespace defined twice", "dev/ns.yaml: Namespace/shop=1; prod/ns.yaml: Namespace/shop=2", "dev/ns.yaml prod/ns.yaml" },
        { "a CRD defined twice", "a/crd.yaml: CustomResourceDefinition/x=1; b/crd.yaml: CustomResourceDefinition/x=2", "a/crd.yaml b/crd.yaml" },
        { "the same name twice in one file", "a.yaml: Service/web=1 Service/web=2", "a.yaml" },
        { "three variants", "a/w.yaml: Deployment/w=1; b/w.yaml: Deployment/w=2; c/w.yaml: Deployment/w=3", "a/w.yaml | b/w.yaml | c/w.yaml" },
        { "independent pairs of examples", "a/x.yaml: Pod/x=1; b/x.yaml: Pod/x=2; c/y.yaml: Pod/y=1; d/y.yaml: Pod/y=2", "a/x.yaml c/y.yaml | b/x.yaml d/y.yaml" },
        { "two of three agree", "a/w.yaml: Pod/w=1; b/w.yaml: Pod/w=2; c/w.yaml: Pod/w=1", "a/w.yaml c/w.yaml | b/w.yaml" },
        { "variants inside a variant", "a/1/w.yaml: Pod/w=1; a/2/w.yaml: Pod/w=2; b/v.yaml: Pod/v", "a/1/w.yaml b/v.yaml | a/2/w.yaml b/v.yaml" },
        { "an example with variants beside another", "a/1/w.yaml: Pod/w=1; a/2/w.yaml: Pod/w=2; b/w.yaml: Pod/w=3", "a/1/w.yaml | a/2/w.yaml | b/w.yaml" },
        { "no name", "a.yaml: Pod/; b.yaml: Pod/", "a.yaml b.yaml" },
        { "other namespaces are other resources", "a.yaml: Pod/w@dev=1; b.yaml: Pod/w@prod=2", "a.yaml b.yaml" },
        { "default is where unnamed resources go", "a.yaml: Pod/w@default=1; b.yaml: Pod/w=2", "a.yaml | b.yaml" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Layouts_become_the_units_that_people_apply(string name, string layout, string expected)
    {
        var files = layout.Split("; ").Select(File).OrderBy(file => file.Source.Path, StringComparer.Ordinal).ToArray();
        var units = UnitSplitter.Split([.. files]);
        var shown = units.Select(unit => unit.Files.Select(file => file.Source.Path).ToArray()).ToArray();
        shown.Should().BeEquivalentTo(expected.Split(" | ").Select(unit => unit.Split(' ')), name);
    }

    [Fact]
    public void Order_of_keys_comments_and_quotes_define_nothing_else()
    {
        Fingerprint("a: 1 # one\nb: [x, 'z']").Should().Be(Fingerprint("b:\n  - \"x\"\n  - z\na: 1"));
        Fingerprint("a: [x, y]").Should().NotBe(Fingerprint("a: [y, x]"));
        Fingerprint("a: 80").Should().NotBe(Fingerprint("a: '80'"));
    }

    private static ulong Fingerprint(string text) => Definition.Fingerprint(YamlReader.Read(new SourceText("x", text)).Documents[0]);

    private static ManifestFile File(string line)
    {
        var (path, resources) = (line[..line.IndexOf(": ", StringComparison.Ordinal)], line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        return ManifestReader.Read(YamlReader.Read(new SourceText(path, string.Concat(resources.Split(' ').Select(Document)))));
    }

    private static string Document(string resource)
    {
        var (id, content) = resource.Split('=') is [var left, var right] ? (left, right) : (resource, "0");
        var (kind, named) = (id.Split('/')[0], id.Split('/')[1]);
        var (name, space) = named.Split('@') is [var first, var second] ? (first, $"\n  namespace: {second}") : (named, "");
        var group = kind switch { "Deployment" => "apps/v1", "CustomResourceDefinition" => "apiextensions.k8s.io/v1", _ => "v1" };
        return string.Create(CultureInfo.InvariantCulture, $"---\napiVersion: {group}\nkind: {kind}\nmetadata:\n  name: {name}{space}\nspec:\n  content: {content}\n");
    }
}
