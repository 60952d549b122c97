using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Graph;
using Linter.Manifests;
using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Graph;

/// <summary>Layouts as <see cref="Layout"/> reads them; the expectation lists the files of each unit.</summary>
public class UnitSplitterTests
{
    public static TheoryData<string, string, string> Layouts => new()
    {
        // One unit
        { "one folder", "a.yaml: Service/web; b.yaml: Deployment/web", "a.yaml b.yaml" },
        { "services beside deployments", "services/web.yaml: Service/web; deployments/web.yaml: Deployment/web",
            "services/web.yaml deployments/web.yaml" },
        { "a folder of Services alone", "svc/a.yaml: Service/a; svc/b.yaml: Service/b", "svc/a.yaml svc/b.yaml" },
        { "examples that share no name", "a/x.yaml: Service/a Deployment/a; b/x.yaml: Service/b Deployment/b", "a/x.yaml b/x.yaml" },
        { "identical definitions", "dev/web.yaml: Deployment/web; prod/web.yaml: Deployment/web", "dev/web.yaml prod/web.yaml" },
        { "all in one beside the same single files",
            "all.yaml: Service/web Deployment/web; deploy.yaml: Deployment/web; svc.yaml: Service/web", "all.yaml deploy.yaml svc.yaml" },
        { "a namespace defined twice", "dev/ns.yaml: Namespace/shop=1; prod/ns.yaml: Namespace/shop=2", "dev/ns.yaml prod/ns.yaml" },
        { "a CRD defined twice", "a/crd.yaml: CustomResourceDefinition/x=1; b/crd.yaml: CustomResourceDefinition/x=2",
            "a/crd.yaml b/crd.yaml" },
        { "the same in YAML and JSON", "a.json: Service/web; a.yaml: Service/web", "a.json a.yaml" },
        { "the same name twice in one file", "a.yaml: Service/web=1 Service/web=2", "a.yaml" },
        { "no name", "a.yaml: Pod/; b.yaml: Pod/", "a.yaml b.yaml" },
        { "other namespaces are other resources", "a.yaml: Pod/w@dev=1; b.yaml: Pod/w@prod=2", "a.yaml b.yaml" },
        { "other namespaces are other resources, in folders of their own too",
            "dev/w.yaml: Deployment/w@dev=1; prod/w.yaml: Deployment/w@prod=2", "dev/w.yaml prod/w.yaml" },

        // Variants
        { "dev and prod", "dev/web.yaml: Deployment/web=1; prod/web.yaml: Deployment/web=2", "dev/web.yaml | prod/web.yaml" },
        { "only a ConfigMap differs", "dev/c.yaml: ConfigMap/c=1; prod/c.yaml: ConfigMap/c=2; web.yaml: Deployment/web<c",
            "dev/c.yaml web.yaml | prod/c.yaml web.yaml" },
        { "default is where unnamed resources go", "a.yaml: Pod/w@default=1; b.yaml: Pod/w=2", "a.yaml | b.yaml" },
        { "the only other namespace is where unnamed resources go", "a.yaml: Deployment/w=1; ha/a.yaml: Deployment/w@shop=2",
            "a.yaml | ha/a.yaml" },
        { "of several namespaces none is that of unnamed resources",
            "a.yaml: Deployment/w=1; b.yaml: Deployment/w@shop=2; c.yaml: ConfigMap/c@store", "a.yaml b.yaml c.yaml" },
        { "only namespaces around both count", "x/a.yaml: Deployment/w=1; x/b.yaml: Deployment/w@shop=2; y.yaml: ConfigMap/c@store",
            "x/a.yaml | x/b.yaml | y.yaml" },
        { "unnamed, default and another one", "a.yaml: Pod/w=1; b.yaml: Pod/w@default=1; c.yaml: Pod/w@shop=1; d.yaml: Pod/x",
            "a.yaml | b.yaml | c.yaml d.yaml" },
        { "another definition in JSON", "a.json: Service/web=1; a.yaml: Service/web=2", "a.json | a.yaml" },
        { "three variants", "a/w.yaml: Deployment/w=1; b/w.yaml: Deployment/w=2; c/w.yaml: Deployment/w=3",
            "a/w.yaml | b/w.yaml | c/w.yaml" },
        { "two of three agree", "a/w.yaml: Pod/w=1; b/w.yaml: Pod/w=2; c/w.yaml: Pod/w=1", "a/w.yaml | b/w.yaml | c/w.yaml" },
        { "variants with folders of their own",
            "dev/a/x.yaml: Deployment/x=1; dev/b/y.yaml: Service/y=1; prod/a/x.yaml: Deployment/x=2; prod/b/y.yaml: Service/y=2",
            "dev/a/x.yaml dev/b/y.yaml | prod/a/x.yaml prod/b/y.yaml" },
        { "versions", "v1/all.yaml: Service/web Deployment/web=1; v2/all.yaml: Service/web Deployment/web=2", "v1/all.yaml | v2/all.yaml" },
        { "a folder per region, each with what the others lack",
            "eu/w.yaml: Deployment/w=1; eu/x.yaml: Service/w; us/w.yaml: Deployment/w=2; us/y.yaml: Ingress/w",
            "eu/w.yaml eu/x.yaml | us/w.yaml us/y.yaml" },
        { "a base beside dev and prod",
            "base/s.yaml: Service/w; base/w.yaml: Deployment/w=0; dev/w.yaml: Deployment/w=1; prod/w.yaml: Deployment/w=2",
            "base/s.yaml base/w.yaml | dev/w.yaml | prod/w.yaml" },
        { "alternative files in one folder", "a.yaml: Deployment/web=1; b.yaml: Deployment/web=2; svc.yaml: Service/web",
            "a.yaml svc.yaml | b.yaml svc.yaml" },
        { "redis and redis-ha beside others",
            "app.yaml: Deployment/app Service/app; redis.yaml: Service/redis=1 Deployment/redis=1; redis-ha.yaml: Service/redis=2 Deployment/redis=2",
            "app.yaml | redis.yaml | redis-ha.yaml" },
        { "one model a file, with a front end beside",
            "gradio.yaml: Deployment/gradio Service/gradio; vllm-2b.yaml: Deployment/vllm=1 Service/llm>vllm=1; vllm-7b.yaml: Deployment/vllm=2 Service/llm>vllm=2",
            "gradio.yaml | vllm-2b.yaml | vllm-7b.yaml" },
        { "a folder that repeats its parent", "web.yaml: Deployment/web=1; svc.yaml: Service/web; debug/web.yaml: Deployment/web=2",
            "web.yaml svc.yaml | svc.yaml debug/web.yaml" },
        { "what the parent has beside stays with the parent",
            "db.yaml: Deployment/db; web.yaml: Deployment/web=1; debug/web.yaml: Deployment/web=2", "db.yaml web.yaml | debug/web.yaml" },
        { "a folder that repeats its parent's file as a whole",
            "all.yaml: Deployment/web Service/web; debug/all.yaml: Deployment/web=2 Service/web", "all.yaml | debug/all.yaml" },
        { "all in one differs a little from the single files",
            "all.yaml: Service/web Deployment/web=1; deploy.yaml: Deployment/web=2; svc.yaml: Service/web",
            "all.yaml | deploy.yaml svc.yaml" },

        // What is shared
        { "dev and prod beside shared Services",
            "dev/web.yaml: Deployment/web=1; prod/web.yaml: Deployment/web=2; svc/web.yaml: Service/web",
            "dev/web.yaml svc/web.yaml | prod/web.yaml svc/web.yaml" },
        { "a shared file above", "dev/web.yaml: Deployment/web=1; prod/web.yaml: Deployment/web=2; svc.yaml: Service/web",
            "dev/web.yaml svc.yaml | prod/web.yaml svc.yaml" },
        { "a shared ConfigMap that one of them reads",
            "dev/w.yaml: Deployment/w<c=1; prod/w.yaml: Deployment/w=2; shared/c.yaml: ConfigMap/c",
            "dev/w.yaml shared/c.yaml | prod/w.yaml" },
        { "a third folder that has to do with none",
            "dev/w.yaml: Deployment/w=1; prod/w.yaml: Deployment/w=2; other/x.yaml: Deployment/x; other/y.yaml: ConfigMap/y",
            "dev/w.yaml | prod/w.yaml | other/x.yaml other/y.yaml" },
        { "a route to what is shared and to what differs",
            "dev/w.yaml: Deployment/w=1; prod/w.yaml: Deployment/w=2; net/i.yaml: Ingress/w; net/s.yaml: Service/w",
            "dev/w.yaml net/i.yaml net/s.yaml | prod/w.yaml net/i.yaml net/s.yaml" },
        { "a shared Service that fits no variant", "dev/w.yaml: Deployment/w=1; prod/w.yaml: Deployment/w=2; svc/x.yaml: Service/x",
            "dev/w.yaml svc/x.yaml | prod/w.yaml" },
        { "a shared Service with an empty selector", "dev/w.yaml: Deployment/w=1; prod/w.yaml: Deployment/w=2; svc/x.yaml: Service/x>",
            "dev/w.yaml | prod/w.yaml | svc/x.yaml" },
        { "a Service far from any variant stays alone",
            "a/dev/w.yaml: Deployment/w=1; a/prod/w.yaml: Deployment/w=2; b/x.yaml: Service/x; b/y.yaml: Job/y",
            "a/dev/w.yaml | a/prod/w.yaml | b/x.yaml b/y.yaml" },
        { "a policy for all pods", "dev/w.yaml: Deployment/w=1; prod/w.yaml: Deployment/w=2; policies/deny.yaml: NetworkPolicy/deny",
            "dev/w.yaml policies/deny.yaml | prod/w.yaml policies/deny.yaml" },
        { "what one variant lacks",
            "common/i.yaml: Ingress/i>api; dev/a.yaml: Deployment/api=1 Service/api; prod/a.yaml: Deployment/api=2 Service/other",
            "common/i.yaml dev/a.yaml | common/i.yaml prod/a.yaml" },
        { "what an example of another kind lacks",
            "common/i.yaml: Ingress/i>api; dev/a.yaml: ConfigMap/c=1 Deployment/api Service/api; prod/a.yaml: ConfigMap/c=2 Deployment/other",
            "common/i.yaml dev/a.yaml | prod/a.yaml" },
        { "applications beside the folder of their environments",
            "apps/api/a.yaml: Deployment/api Service/api; apps/web/a.yaml: Deployment/web Service/web; envs/dev/i.yaml: Ingress/i>api=1; envs/prod/i.yaml: Ingress/i>api=2",
            "apps/api/a.yaml apps/web/a.yaml | apps/api/a.yaml envs/dev/i.yaml | apps/api/a.yaml envs/prod/i.yaml" },
        { "an application that reads what its environments say",
            "apps/api/a.yaml: Deployment/api<c Service/api; envs/dev/c.yaml: ConfigMap/c=1; envs/prod/c.yaml: ConfigMap/c=2",
            "apps/api/a.yaml envs/dev/c.yaml | apps/api/a.yaml envs/prod/c.yaml" },
        { "clusters, applications and infrastructure",
            "apps/api/a.yaml: Deployment/api Service/api; clusters/dev/i.yaml: Ingress/i>api=1; clusters/prod/i.yaml: Ingress/i>api=2; infra/x/x.yaml: Deployment/x Service/x",
            "apps/api/a.yaml infra/x/x.yaml | apps/api/a.yaml clusters/dev/i.yaml | apps/api/a.yaml clusters/prod/i.yaml" },
        { "a policy for applications that differ",
            "dev/a.yaml: Deployment/api=1 Service/api; policies/p.yaml: NetworkPolicy/p; prod/a.yaml: Deployment/api=2 Service/api",
            "dev/a.yaml policies/p.yaml | policies/p.yaml prod/a.yaml" },
        { "a Service beside applications that differ",
            "dev/a.yaml: Deployment/api=1 Service/api; prod/a.yaml: Deployment/api=2 Service/api; svc/s.yaml: Service/more>api",
            "dev/a.yaml svc/s.yaml | prod/a.yaml svc/s.yaml" },
        { "a Service that fits no application that differs",
            "dev/a.yaml: Deployment/api=1 Service/api; prod/a.yaml: Deployment/api=2 Service/api; svc/s.yaml: Service/more>apii",
            "dev/a.yaml | prod/a.yaml | svc/s.yaml" },
        { "a Service that fits one of two applications",
            "dev/a.yaml: Deployment/api=1 Service/api; prod/a.yaml: Deployment/api>other=2 Service/api; svc/s.yaml: Service/more>api",
            "dev/a.yaml | prod/a.yaml | svc/s.yaml" },
        { "a Service beside examples that share a label",
            "a/x.yaml: Deployment/n=1 Service/n; b/x.yaml: Deployment/n=2 Service/n; c/x.yaml: Deployment/m=1 Service/m; d/x.yaml: Deployment/m=2 Service/m; e/s.yaml: Service/e>n",
            "a/x.yaml | b/x.yaml | c/x.yaml | d/x.yaml | e/s.yaml" },
        { "a Service beside the folder of environments, in their namespace",
            "envs/dev/a.yaml: Deployment/api@shop=1 Service/api@shop; envs/prod/a.yaml: Deployment/api@shop=2 Service/api@shop; svc/s.yaml: Service/more>api@shop",
            "envs/dev/a.yaml svc/s.yaml | envs/prod/a.yaml svc/s.yaml" },
        { "a route beside the folder of environments",
            "envs/dev/a.yaml: Deployment/api=1 Service/api; envs/prod/a.yaml: Deployment/api=2 Service/api; net/i.yaml: Ingress/i>api",
            "envs/dev/a.yaml net/i.yaml | envs/prod/a.yaml net/i.yaml" },
        { "a Service beside a folder of examples",
            "envs/dev/a.yaml: Deployment/api=1 Service/api; envs/prod/a.yaml: Deployment/api=2 Service/api; svc/s.yaml: Service/more>api",
            "envs/dev/a.yaml | envs/prod/a.yaml | svc/s.yaml" },
        { "two contests that have to do with each other",
            "dep-a.yaml: Deployment/w=1; dep-b.yaml: Deployment/w=2; svc-a.yaml: Service/w=1; svc-b.yaml: Service/w=2",
            "dep-a.yaml | dep-b.yaml | dep-a.yaml svc-a.yaml | dep-a.yaml svc-b.yaml" },

        // Examples
        { "independent pairs of examples", "a/x.yaml: Pod/x=1; b/x.yaml: Pod/x=2; c/y.yaml: Pod/y=1; d/y.yaml: Pod/y=2",
            "a/x.yaml | b/x.yaml | c/y.yaml | d/y.yaml" },
        { "examples that share a generic name",
            "a/x.yaml: Service/web Deployment/web=1; b/x.yaml: Service/web Deployment/web=2; c/x.yaml: Service/c Deployment/c",
            "a/x.yaml | b/x.yaml | c/x.yaml" },
        { "examples that share a generic label",
            "a/x.yaml: Service/nginx Deployment/nginx=1; b/x.yaml: Service/nginx Deployment/nginx=2; c/d.yaml: Deployment/c>nginx; c/s.yaml: Service/c>nginx",
            "a/x.yaml | b/x.yaml | c/d.yaml c/s.yaml" },
        { "a broken example does not borrow another's pods",
            "a/x.yaml: Service/w>web Deployment/w>wbe; b/x.yaml: Service/w>web Deployment/w>web; c/x.yaml: Service/w>web Deployment/w>web=3",
            "a/x.yaml | b/x.yaml | c/x.yaml" },
        { "an example that points at its neighbour by name",
            "a/i.yaml: Ingress/i>web Deployment/a=1 Service/a; b/x.yaml: Deployment/a=2; c/x.yaml: Service/web Deployment/web",
            "a/i.yaml c/x.yaml | b/x.yaml | c/x.yaml" },
        { "variants inside a folder beside others", "a/1/w.yaml: Pod/w=1; a/2/w.yaml: Pod/w=2; b/v.yaml: Pod/v",
            "a/1/w.yaml | a/2/w.yaml | b/v.yaml" },
        { "an example with variants beside another", "a/1/w.yaml: Pod/w=1; a/2/w.yaml: Pod/w=2; b/w.yaml: Pod/w=3",
            "a/1/w.yaml | a/2/w.yaml | b/w.yaml" },
        { "a repository of repositories",
            "r1/a.yaml: Service/web Deployment/web=1; r2/dev/a.yaml: Service/web Deployment/web=2; r2/prod/a.yaml: Service/web Deployment/web=3; r3/x.yaml: Service/nginx; r4/x.yaml: Deployment/web>nginx=4 Service/web=4",
            "r1/a.yaml | r2/dev/a.yaml | r2/prod/a.yaml | r3/x.yaml | r4/x.yaml" },
        { "a base beside tests that contradict each other",
            "base/all.yaml: Service/web Deployment/web; mesh/all.yaml: Service/x Deployment/x; tests/a.yaml: Ingress/i>web=1; tests/b.yaml: Ingress/i>web=2; tests/c.yaml: Ingress/c>web; tests/mesh/d.yaml: Ingress/d>x=1; tests/mesh/e.yaml: Ingress/d>x=2",
            "base/all.yaml mesh/all.yaml | tests/a.yaml base/all.yaml | tests/b.yaml base/all.yaml | tests/c.yaml base/all.yaml | tests/mesh/d.yaml mesh/all.yaml | tests/mesh/e.yaml mesh/all.yaml" },
        { "examples that lack each other's halves",
            "p/x.yaml: ConfigMap/x=1; q/x.yaml: ConfigMap/x=2; a/s.yaml: Service/a; b/d.yaml: Deployment/b; c/s.yaml: Service/c; d/d.yaml: Deployment/c",
            "p/x.yaml | q/x.yaml | a/s.yaml | b/d.yaml | c/s.yaml d/d.yaml" },
        { "nothing leads into a collection within another one",
            "x/p/m.yaml: Deployment/m=1; x/q/m.yaml: Deployment/m=2; x/r/y/n1.yaml: Deployment/n=1; x/r/y/n2.yaml: Deployment/n=2; z/s.yaml: Service/n; z/t.yaml: Service/m",
            "x/p/m.yaml z/t.yaml | x/q/m.yaml z/t.yaml | x/r/y/n1.yaml | x/r/y/n2.yaml | z/s.yaml" },
        { "an application that names its namespaces, with a route to what names none",
            "a/x.yaml: Deployment/g=1 Service/g; b/x.yaml: Deployment/g=2 Service/g; c/i.yaml: Ingress/i>g@istio-system; c/web.yaml: Deployment/web@shop Service/web@shop",
            "a/x.yaml | b/x.yaml | c/i.yaml c/web.yaml" },
        { "an application that names its namespaces, with a Service that names none",
            "a/x.yaml: Deployment/g=1 Service/g; b/x.yaml: Deployment/g=2 Ingress/i>web@istio-system; c/s.yaml: Service/web; c/web.yaml: Deployment/web@shop Service/more@shop",
            "a/x.yaml | b/x.yaml | c/s.yaml c/web.yaml" },
        { "an application in default, with a route to what names no namespace",
            "a/x.yaml: Deployment/g=1 Service/g; b/x.yaml: Deployment/g=2 Service/g; c/i.yaml: Ingress/i>g@default; c/web.yaml: Deployment/web Service/web",
            "a/x.yaml c/i.yaml | b/x.yaml c/i.yaml | c/web.yaml" },
        { "an application that names no namespace, asked for from one",
            "a/x.yaml: Deployment/g=1 Service/g; b/x.yaml: Deployment/g=2 Ingress/i>web@shop; c/web.yaml: Deployment/web Service/web",
            "a/x.yaml | b/x.yaml c/web.yaml | c/web.yaml" },
        { "what lies directly above is nearer than a neighbour",
            "svc.yaml: Service/web Deployment/web=1; a/i.yaml: Ingress/web; b/all.yaml: Service/web Deployment/web=2",
            "svc.yaml a/i.yaml | b/all.yaml" },

        // Calls by name
        { "a Deployment that calls its neighbour in the namespace of both",
            "a/i.yaml: Deployment/i!web@shop Deployment/a@shop=1 Service/a@shop; b/x.yaml: Deployment/a@shop=2; c/x.yaml: Service/web@shop Deployment/web@shop",
            "a/i.yaml c/x.yaml | b/x.yaml | c/x.yaml" },
        { "a route to nearly what goes with both",
            "a.yaml: Deployment/web=1; b.yaml: Deployment/web=2; i.yaml: Ingress/i>checkuot; s.yaml: Service/checkout>web",
            "a.yaml i.yaml s.yaml | b.yaml i.yaml s.yaml" },
        { "a route to nearly what both define", "a.yaml: Service/checkout=1; b.yaml: Service/checkout=2; i.yaml: Ingress/i>checkuot",
            "a.yaml i.yaml | b.yaml i.yaml" },
        { "variants that ask for nearly what lies beside them",
            "a.yaml: Deployment/web<setings=1; b.yaml: Deployment/web<setings=2; c.yaml: ConfigMap/settings",
            "a.yaml c.yaml | b.yaml c.yaml" },
        { "nearly what lies in its own file",
            "a.yaml: Deployment/web=1; b.yaml: Deployment/web=2; i.yaml: Ingress/i>checkuot Service/checkout>; s.yaml: Service/checkouts>web",
            "a.yaml s.yaml | b.yaml s.yaml | i.yaml" },
        { "nearly what lies in another folder",
            "a.yaml: Deployment/web<setings=1; b.yaml: Deployment/web<setings=2; x/c.yaml: ConfigMap/settings",
            "a.yaml | b.yaml | x/c.yaml" },
        { "nearly what lies beside it, where another folder has it",
            "a.yaml: Deployment/web<setings=1; b.yaml: Deployment/web<setings=2; c.yaml: ConfigMap/settings; x/a.yaml: Service/x Deployment/x; x/c.yaml: ConfigMap/setings Service/y Deployment/y; y/a.yaml: Deployment/x=2",
            "a.yaml x/c.yaml | b.yaml x/c.yaml | c.yaml | x/a.yaml x/c.yaml | y/a.yaml" },
        { "nearly what lies beside it, in another namespace",
            "a.yaml: Deployment/web@shop<setings=1; b.yaml: Deployment/web@shop<setings=2; c.yaml: ConfigMap/settings@store",
            "a.yaml | b.yaml | c.yaml" },
        { "a Job that calls its neighbour in the namespace of both",
            "a/i.yaml: Job/i!web@shop Deployment/a@shop=1 Service/a@shop; b/x.yaml: Deployment/a@shop=2; c/x.yaml: Service/web@shop Deployment/web@shop",
            "a/i.yaml c/x.yaml | b/x.yaml | c/x.yaml" },
        { "a Pod that calls its neighbour in the namespace of both",
            "a/i.yaml: Pod/i!web@shop Deployment/a@shop=1 Service/a@shop; b/x.yaml: Deployment/a@shop=2; c/x.yaml: Service/web@shop Deployment/web@shop",
            "a/i.yaml c/x.yaml | b/x.yaml | c/x.yaml" },
        { "a ConfigMap that calls its neighbour in the namespace of both",
            "a/i.yaml: ConfigMap/i!web@shop Deployment/a@shop=1 Service/a@shop; b/x.yaml: Deployment/a@shop=2; c/x.yaml: Service/web@shop Deployment/web@shop",
            "a/i.yaml c/x.yaml | b/x.yaml | c/x.yaml" },
        { "a call by the whole name",
            "a/i.yaml: Deployment/i!web.shop Deployment/a=1 Service/a; b/x.yaml: Deployment/a=2; c/x.yaml: Service/web@shop Deployment/web@shop",
            "a/i.yaml c/x.yaml | b/x.yaml | c/x.yaml" },
        { "a call by a name without a namespace",
            "a/i.yaml: Deployment/i!web Deployment/a=1 Service/a; b/x.yaml: Deployment/a=2; c/x.yaml: Service/web Deployment/web",
            "a/i.yaml | b/x.yaml | c/x.yaml" },
        { "a call into another namespace",
            "a/i.yaml: Deployment/i!web@shop Deployment/a@shop=1 Service/a@shop; b/x.yaml: Deployment/a@shop=2; c/x.yaml: Service/web@store Deployment/web@store",
            "a/i.yaml | b/x.yaml | c/x.yaml" },
        { "a call of what is no Service",
            "a/i.yaml: Deployment/i!web@shop Deployment/a@shop=1 Service/a@shop; b/x.yaml: Deployment/a@shop=2; c/x.yaml: Deployment/web@shop",
            "a/i.yaml | b/x.yaml | c/x.yaml" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Layouts_become_the_units_that_people_apply(string name, string layout, string expected)
    {
        var units = UnitSplitter.Split([.. Layout.Files(layout)]);

        Shown(units).Should().BeEquivalentTo(
            expected.Split(" | ").Select(unit => string.Join(' ', unit.Split(' ').Order(StringComparer.Ordinal))), name);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_file_is_in_a_unit_wherever_the_folder_lies(string name, string layout, string expected)
    {
        var files = Layout.Files(layout);
        var moved = Layout.Files(string.Join("; ", layout.Split("; ").Select(line => "some/where/" + line)));

        var units = UnitSplitter.Split([.. files]);

        units.SelectMany(unit => unit.Files).Distinct().Should().HaveCount(files.Length, name);
        Shown(UnitSplitter.Split([.. moved]))
            .Should().Equal(Shown(units).Select(unit => "some/where/"
                + unit.Replace(" ", " some/where/", StringComparison.Ordinal)), expected);
    }

    /// <summary>Examples that have nothing to do with the layout, though some call things as it does.</summary>
    public static TheoryData<string> Strangers => new()
    {
        { "pair/p/z.yaml: Pod/zz=1; pair/q/z.yaml: Pod/zz=2" },
        { "pair/p.yaml: ConfigMap/zz=1; pair/q.yaml: ConfigMap/zz=2" },
        { "p/z.yaml: ConfigMap/zz=1; q/z.yaml: ConfigMap/zz=2" },
        { "p/z.yaml: Service/zz Deployment/zz=1; q/z.yaml: Service/zz Deployment/zz=2" },
        { "some/pair/p.yaml: ConfigMap/zz=1; some/pair/q.yaml: ConfigMap/zz=2" },
        { "pair/p.yaml: Service/web=91 Deployment/web=91 Service/w=91 Deployment/w=91 Service/x=91 ConfigMap/c=91; pair/q.yaml: Service/web=92 Deployment/web=92 Service/w=92 Deployment/w=92 Service/x=92 ConfigMap/c=92" },
        { "far/p/p.yaml: Service/web=91 Deployment/x=91 Pod/y=91; far/q/q.yaml: Service/web=92 Service/w=92 Job/y=92 Deployment/x=92" },
        { "pair/p.yaml: Ingress/i>web=91 NetworkPolicy/deny=91; pair/q.yaml: Ingress/i>web=92 NetworkPolicy/deny=92" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void A_folder_is_judged_alike_beside_strangers(string strangers)
    {
        foreach (var (name, layout, _) in Layouts.Select(row => row.Data))
        {
            var moved = string.Join("; ", layout.Split("; ").Select(line => "some/where/" + line));
            var units = UnitSplitter.Split([.. Layout.Files($"{moved}; {strangers}")]);

            var alone = Shown(UnitSplitter.Split([.. Layout.Files(moved)]));
            // A stranger may take something along; that is no matter of the layout.
            var own = units.Where(unit => unit.Files.Except(unit.Shared.Select(shared => shared.File))
                .Any(file => file.Source.Path.StartsWith("some/where/", StringComparison.Ordinal)));
            Shown([.. own]).Should().BeEquivalentTo(alone, $"{name} beside {strangers}");
        }
    }

    [Fact]
    public void Units_that_the_configuration_names_come_first_and_may_share_files()
    {
        var files = Layout.Files("shop/a.yaml: Deployment/a; shop/b.yaml: Deployment/b; common/c.yaml: ConfigMap/c; rest/x.yaml: Pod/x");

        var units = UnitSplitter.Split([.. files],
            [
                new ConfiguredUnit("one", ["shop/a.yaml", "common/**"]), new ConfiguredUnit("two", ["shop/b.yaml", "common/**"]),
                new ConfiguredUnit("none", ["gone/**"])
            ]);

        Shown(units).Should().Equal("common/c.yaml shop/a.yaml", "common/c.yaml shop/b.yaml", "rest/x.yaml");
        units.Select(unit => (unit.Name, unit.Reason))
            .Should().Equal(("one", UnitReason.Configured), ("two", UnitReason.Configured), ("", UnitReason.Whole));
    }

    [Fact]
    public void Units_say_what_they_are_beside_variants()
    {
        var files = Layout.Files(
            "dev/w.yaml: Deployment/w=1; prod/w.yaml: Deployment/w=2; shop/x.yaml: Deployment/x Service/x; other/y.yaml: ConfigMap/y");

        UnitSplitter.Split([.. files]).Select(unit => (unit.Name, unit.Reason))
            .Should().BeEquivalentTo([("dev/w.yaml", UnitReason.Variant), ("prod/w.yaml", UnitReason.Variant),
                ("shop/x.yaml", UnitReason.Application), ("other/y.yaml", UnitReason.Rest)]);
    }

    [Fact]
    public void What_hundreds_of_variants_share_is_judged_with_some_of_them()
    {
        var variants = Enumerable.Range(100, 300).Select(i => $"v{i}/c.yaml: ConfigMap/c={i}");
        var shared = Enumerable.Range(100, 100).Select(i => $"app/w{i}.yaml: Deployment/w{i}<c");

        var units = UnitSplitter.Split([.. Layout.Files(string.Join("; ", variants.Concat(shared)))]);

        units.Should().HaveCount(300);
        units.Sum(unit => unit.Files.Length).Should().BeLessThan(300 + (100 * 20));
        units.SelectMany(unit => unit.Shared).Should().OnlyContain(shared => shared.MostVariants == 8);
    }

    [Fact]
    public void Order_of_keys_comments_and_quotes_define_nothing_else()
    {
        Fingerprint("a: 1 # one\nb: [x, 'z']").Should().Be(Fingerprint("b:\n  - \"x\"\n  - z\na: 1"));
        Fingerprint("a: [x, y]").Should().NotBe(Fingerprint("a: [y, x]"));
        Fingerprint("a: 80").Should().NotBe(Fingerprint("a: '80'"));
    }

    private static ulong Fingerprint(string text) => Definition.Fingerprint(YamlReader.Read(new SourceText("x", text)).Documents[0]);

    private static ImmutableArray<string> Shown(ImmutableArray<Unit> units) =>
        [.. units.Select(unit => string.Join(' ', unit.Files.Select(file => file.Source.Path)))];
}
