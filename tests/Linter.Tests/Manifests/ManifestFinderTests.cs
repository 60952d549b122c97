using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Manifests;

public sealed class ManifestFinderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_are_searched_for_yaml_yml_and_json_in_any_case()
    {
        folder.With("b.yml").With("a.YAML").With("deep/er/c.Json").With("readme.md").With("yaml");

        Files(".").Should().Equal("a.YAML", "b.yml", "deep/er/c.Json");
    }

    [Fact]
    public void Files_are_ordered_ordinally_by_their_whole_path()
    {
        folder.With("a/z.yaml").With("a.yaml").With("a-b/c.yaml").With("B.yaml").With("aa.yaml");

        Files(".").Should().Equal("B.yaml", "a-b/c.yaml", "a.yaml", "a/z.yaml", "aa.yaml");
    }

    [Fact]
    public void What_several_workers_read_is_what_one_reads()
    {
        foreach (var i in Enumerable.Range(0, 600))
        {
            folder.With($"app-{i % 7}/{i}.yaml",
                i % 50 == 0
                    ? $"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: a{i}\nspec:\n  source:\n    path: app-{i % 7}\n"
                    : $"kind: Pod # {i}\n");
        }

        var (one, several) = (Found(1), Found(4));

        several.Should().Equal(one);
        one.Should().HaveCount(600).And.Contain("app-3/3.yaml kind: Pod # 3\n").And.OnlyHaveUniqueItems();

        List<string> Found(int threads)
        {
            var found = ManifestFinder.Find(["."], new FinderOptions(folder.Path) { FindsTargets = true, Threads = threads });
            return [.. found.Files.Concat(found.Listed.SelectMany(list => list.Files))
                .Select(file => $"{file.Path} {FileText.Read(file).Text}")];
        }
    }

    [Fact]
    public void No_path_is_the_working_directory()
    {
        folder.With("a.yaml");

        Files().Should().Equal("a.yaml");
    }

    [Fact]
    public void A_given_file_is_read_whatever_its_name()
    {
        folder.With("manifests.txt").With("b.yaml");

        Files("manifests.txt").Should().Equal("manifests.txt");
    }

    [Fact]
    public void A_folder_that_is_named_like_a_file_is_a_folder()
    {
        folder.With("a.yaml/b.yaml");

        Files(".").Should().Equal("a.yaml/b.yaml");
    }

    [Theory]
    [InlineData("with space.yaml")]
    [InlineData("line\nbreak.yaml")]
    [InlineData("#hash.yaml")]
    [InlineData("100%.yaml")]
    [InlineData("back\\slash.yaml")]
    [InlineData("*.yaml")]
    [InlineData("größe-日本.yaml")]
    public void Unusual_names_are_found_as_they_are(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "such names do not exist there");
        folder.With("d/" + name);

        Files("d").Should().Equal($"d/{name}");
        Files("d/" + name).Should().Equal($"d/{name}");
    }

    [Fact]
    public void Paths_are_shown_from_the_root_of_the_repository()
    {
        folder.WithFolder(".git").With("k8s/base/a.yaml");

        Files("k8s/base").Should().Equal("k8s/base/a.yaml");
        Files("k8s/base/a.yaml").Should().Equal("k8s/base/a.yaml");
    }

    [Fact]
    public void Without_a_repository_paths_are_shown_as_they_can_be_opened_from_the_working_directory()
    {
        folder.With("k8s/base/a.yaml").With("other/b.yaml");

        Files(".").Should().Equal("k8s/base/a.yaml", "other/b.yaml");
        Files("k8s/base").Should().Equal("k8s/base/a.yaml");
        Files("k8s/base/a.yaml").Should().Equal("k8s/base/a.yaml");
        Files("k8s/base", "other").Should().Equal("k8s/base/a.yaml", "other/b.yaml");
        Files("other", "k8s/base").Should().Equal("k8s/base/a.yaml", "other/b.yaml");
    }

    [Fact]
    public void Without_a_repository_paths_above_the_working_directory_are_shown_from_the_folder_that_holds_them_all()
    {
        folder.With("k8s/base/a.yaml").With("other/b.yaml");

        Shown(folder.Full("k8s"), "../other").Should().Equal("b.yaml");
        Shown(folder.Full("k8s"), "base", "../other").Should().Equal("k8s/base/a.yaml", "other/b.yaml");
        Shown(folder.Full("other"), folder.Full("k8s/base/a.yaml")).Should().Equal("a.yaml");
    }

    private static IEnumerable<string> Shown(string workingDirectory, params string[] paths) =>
        Find(workingDirectory, paths).Files.Select(file => file.Path);

    [Fact]
    public void Within_a_repository_shown_paths_are_the_same_from_every_working_directory()
    {
        folder.WithFolder(".git").With("k8s/a.yaml").With("k8s/sub/b.yaml").With("elsewhere/c.yaml");

        var shown = new[]
        {
            Find(folder.Path, "k8s", "elsewhere/c.yaml"),
            Find(folder.Full("k8s"), ".", "../elsewhere/c.yaml"),
            Find("/", folder.Full("k8s"), folder.Full("elsewhere/c.yaml")),
        }.Select(found => string.Join(' ', found.Files.Select(file => file.Path)));

        shown.Distinct(StringComparer.Ordinal).Should().Equal("elsewhere/c.yaml k8s/a.yaml k8s/sub/b.yaml");
    }

    [Fact]
    public void A_file_that_is_given_twice_is_read_once()
    {
        folder.With("k8s/a.yaml");

        Files("k8s", "k8s/a.yaml", "./k8s/../k8s", "k8s/").Should().Equal("k8s/a.yaml");
    }

    [Fact]
    public void Standard_input_is_a_file_called_stdin()
    {
        folder.With("a.yaml");

        var found = ManifestFinder.Find(["-", "a.yaml", "-"], new FinderOptions(folder.Path) { StandardInput = "kind: Pod" });

        found.Files.Should().Equal(new InputFile("a.yaml", folder.Full("a.yaml")), new InputFile("stdin", null, "kind: Pod"));
        found.Problems.Should().BeEmpty();
    }

    // Links

    [Fact]
    public void A_link_to_a_parent_folder_is_not_a_circle()
    {
        folder.With("a/b/x.yaml").WithLink("a/b/up", "..").WithLink("a/self", ".");

        Files("a").Should().Equal("a/b/x.yaml");
    }

    [Fact]
    public void Folders_that_link_to_each_other_are_entered_once()
    {
        folder.With("one/x.yaml").With("two/y.yaml").WithLink("one/two", "../two").WithLink("two/one", "../one");

        Files(".").Should().Equal("one/two/y.yaml", "one/x.yaml");
    }

    [Fact]
    public void A_file_that_is_reached_twice_bears_its_ordinally_first_path()
    {
        folder.With("real/x.yaml").WithLink("alias", "real").WithLink("zlink.yaml", "real/x.yaml").WithLink("a.yaml", "real/x.yaml");

        Files(".").Should().Equal("a.yaml");
    }

    [Fact]
    public void A_link_that_leads_out_of_the_given_paths_is_said_and_not_followed()
    {
        folder.With("k8s/x.yaml").With("k8s-secret/y.yaml")
            .WithLink("k8s/out", "../k8s-secret")
            .WithLink("k8s/out.yaml", "../k8s-secret/y.yaml");

        var found = Find(folder.Path, "k8s");

        found.Files.Select(file => file.Path).Should().Equal("k8s/x.yaml");
        found.Notes.Should().Equal(
            "k8s/out is a link that leads out of the given paths and was not followed",
            "k8s/out.yaml is a link that leads out of the given paths and was not followed");
    }

    [Fact]
    public void A_link_cannot_leave_by_stepping_up_behind_another_link()
    {
        folder.With("given/x.yaml").With("away/deep/y.yaml").With("away/z.yaml");
        folder.WithLink("given/in", "../away/deep").WithLink("given/sly.yaml", "in/../z.yaml");

        Find(folder.Path, "given").Files.Select(file => file.Path).Should().Equal("given/x.yaml");
    }

    [Fact]
    public void A_link_between_two_given_paths_is_followed()
    {
        folder.WithFolder(".git").With("a/x.yaml").With("b/y.yaml").WithLink("a/other", "../b");

        Files("a").Should().Equal("a/x.yaml");
        Files("a", "b").Should().Equal("a/other/y.yaml", "a/x.yaml");
    }

    [Fact]
    public void Links_that_lead_nowhere_or_to_themselves_are_said()
    {
        folder.With("x.yaml").WithLink("gone.yaml", "missing.yaml").WithLink("loop.yaml", "loop.yaml");

        Find(folder.Path, ".").Notes.Should().Equal(
            "gone.yaml is a link that leads nowhere and was not read",
            "loop.yaml is a link that leads nowhere and was not read");
    }

    [Fact]
    public void A_given_link_is_followed_wherever_it_leads()
    {
        folder.With("real/x.yaml").WithLink("link", "real").WithLink("file", "real/x.yaml");

        Files("link").Should().Equal("link/x.yaml");
        Files("file").Should().Equal("file");
    }

    // git

    [Fact]
    public void What_git_ignores_is_left_out()
    {
        folder.WithFolder(".git").With(".gitignore", "*.tmp.yaml\nbuild/\n# comment\n\n/only-here.yaml\nspaced.yaml  \n");
        folder.With("a.yaml").With("a.tmp.yaml")
            .With("build/b.yaml")
            .With("x/build/b.yaml")
            .With("only-here.yaml")
            .With("x/only-here.yaml")
            .With("spaced.yaml");

        Files(".").Should().Equal("a.yaml", "x/only-here.yaml");
    }

    [Fact]
    public void The_deeper_ignore_file_wins()
    {
        folder.WithFolder(".git").With(".gitignore", "*.yaml\n!keep.yaml\n").With("sub/.gitignore", "!back.yaml\nkeep.yaml\n");
        folder.With("a.yaml").With("keep.yaml").With("sub/back.yaml").With("sub/keep.yaml").With("sub/other.yaml");

        Files(".").Should().Equal("keep.yaml", "sub/back.yaml");
    }

    [Fact]
    public void Nothing_comes_back_from_below_an_ignored_folder()
    {
        folder.WithFolder(".git").With(".gitignore", "out\n!out/keep.yaml\n")
            .With("out/.gitignore", "!*\n")
            .With("out/keep.yaml")
            .With("a.yaml");

        Files(".").Should().Equal("a.yaml");
    }

    [Fact]
    public void A_kept_folder_does_not_bring_back_the_files_in_it()
    {
        folder.WithFolder(".git").With(".gitignore", "*.yaml\n!keep\n").With("keep/a.yaml").With("keep/b.yml");

        Files(".").Should().Equal("keep/b.yml");
    }

    [Fact]
    public void Ignore_files_of_parent_folders_count_up_to_the_repository()
    {
        folder.With(".gitignore", "c.yaml\n").WithFolder("repo/.git").With("repo/.git/info/exclude", "d.yaml\n");
        folder.With("repo/.gitignore", "k8s/a.yaml\n").With("repo/k8s/.gitignore", "b.yaml\n");
        folder.With("repo/k8s/a.yaml").With("repo/k8s/b.yaml").With("repo/k8s/c.yaml").With("repo/k8s/d.yaml").With("repo/k8s/e.yaml");

        Files("repo/k8s").Should().Equal("k8s/c.yaml", "k8s/e.yaml");
    }

    [Fact]
    public void The_exclude_file_of_a_linked_work_tree_is_found()
    {
        folder.With("main/.git/info/exclude", "private.yaml\n").With("main/.git/worktrees/w/commondir", "../..\n");
        folder.With("w/.git", $"gitdir: {folder.Full("main/.git/worktrees/w")}\n").With("w/private.yaml").With("w/a.yaml");

        Files("w").Should().Equal("a.yaml");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[a-")]
    [InlineData("!")]
    [InlineData("/")]
    [InlineData("a\\")]
    [InlineData("**")]
    [InlineData("***")]
    [InlineData("   ")]
    public void Strange_ignore_lines_do_no_harm(string line)
    {
        folder.WithFolder(".git").With(".gitignore", line + "\n!a.yaml\n").With("a.yaml");

        Files(".").Should().Equal("a.yaml");
    }

    [Theory]
    [InlineData("\\#a.yaml", "#a.yaml")]
    [InlineData("\\!a.yaml", "!a.yaml")]
    [InlineData("!!a.yaml\n!a.yaml", "a.yaml")]
    [InlineData("**/x/*.yaml", "d/x/a.yaml")]
    [InlineData("d/**/a.yaml", "d/x/y/a.yaml")]
    [InlineData("d/**", "d/x/a.yaml")]
    [InlineData("[ab].yaml", "b.yaml")]
    [InlineData("d/x\n", "d/x/a.yaml")]
    [InlineData("a!b.yaml", "a!b.yaml")]
    [InlineData("a!b.yaml", "axb.yaml")]
    [InlineData("a**.yaml", "ab.yaml")]
    [InlineData("[!x]^.yaml", "a^.yaml")]
    [InlineData("[^a].yaml", "a.yaml")]
    [InlineData("[!a].yaml", "b.yaml")]
    [InlineData("a\\ .yaml", "a .yaml")]
    public void Ignore_patterns_agree_with_git(string lines, string file)
    {
        folder.With("repo/.gitignore", lines).With("repo/" + file).With("repo/other.yaml");
        Assert.SkipUnless(Git("init", "-q"), "git is not there");
        var ignoredByGit = Git("check-ignore", "-q", file);

        Files("repo").Contains(file, StringComparer.Ordinal).Should().Be(!ignoredByGit);
    }

    [Fact]
    public void Packages_and_the_files_of_git_itself_are_left_out()
    {
        folder.With(".git/x.yaml").With("node_modules/p/y.yaml").With("a/node_modules/z.yaml").With("b.yaml");

        Files(".").Should().Equal("b.yaml");
    }

    [Fact]
    public void Without_gitignore_all_but_the_files_of_git_itself_is_read()
    {
        folder.With(".git/x.yaml").With(".gitignore", "*\n").With("node_modules/y.yaml").With("b.yaml");

        var found = ManifestFinder.Find(["."], new FinderOptions(folder.Path) { UseGitignore = false });

        found.Files.Select(file => file.Path).Should().Equal("b.yaml", "node_modules/y.yaml");
    }

    [Fact]
    public void What_is_given_is_read_although_git_ignores_it()
    {
        folder.WithFolder(".git").With(".gitignore", "out/\n*.tmp.yaml\n").With("out/a.yaml").With("b.tmp.yaml");

        Files("out", "b.tmp.yaml").Should().Equal("b.tmp.yaml", "out/a.yaml");
    }

    // Charts and kustomizations

    [Fact]
    public void A_chart_is_skipped_as_a_whole()
    {
        folder.With("shop/Chart.yaml").With("shop/values.yaml")
            .With("shop/templates/a.yaml")
            .With("shop/charts/sub/Chart.yaml")
            .With("shop/crds/c.yaml")
            .With("b.yaml");

        var found = Find(folder.Path, ".");

        found.Files.Select(file => file.Path).Should().Equal("b.yaml");
        found.Skipped.Should().Equal(new SkippedInput("shop", SkippedKind.HelmChart));
    }

    [Theory]
    [InlineData("shop/templates")]
    [InlineData("shop/templates/web/a.yaml")]
    [InlineData("shop/charts/sub/templates/b.yaml")]
    [InlineData("shop/values-prod.yaml")]
    [InlineData("shop/Chart.yaml")]
    [InlineData("shop")]
    public void A_given_part_of_a_chart_is_the_chart(string path)
    {
        folder.WithFolder(".git").With("shop/Chart.yaml").With("shop/templates/web/a.yaml").With("shop/values-prod.yaml");
        folder.With("shop/charts/sub/Chart.yaml").With("shop/charts/sub/templates/b.yaml");

        var found = Find(folder.Path, path);

        found.Files.Should().BeEmpty();
        found.Problems.Should().BeEmpty();
        found.Skipped.Should().Equal(new SkippedInput("shop", SkippedKind.HelmChart));
    }

    [Fact]
    public void A_folder_called_templates_outside_of_charts_is_a_folder()
    {
        folder.With("templates/values.yaml");

        Files(".").Should().Equal("templates/values.yaml");
    }

    [Fact]
    public void A_kustomization_is_skipped_with_all_that_it_uses()
    {
        folder.With("base/kustomization.yaml", "resources: [web.yaml, ../shared/config.yaml, https://example.com/x.yaml]\n");
        folder.With("base/web.yaml").With("base/plain.yaml").With("shared/config.yaml").With("shared/plain.yaml");
        folder.With("prod/kustomization.yml", """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [../base]
            components: [../component]
            patches:
              - path: patch.yaml
              - patch: |-
                  - op: remove
                target: {kind: Service}
              - old.yaml
            patchesStrategicMerge: [merge.yaml]
            patchesJson6902: [{path: json.yaml, target: {kind: Service}}]
            configMapGenerator: [{name: c, files: [settings.yaml, key=keyed.json], envs: [e.yaml]}]
            replacements: [{path: replace.yaml}]
            """);
        foreach (var name in new[] { "patch", "old", "merge", "json", "settings", "e", "replace" })
            folder.With($"prod/{name}.yaml");
        folder.With("prod/keyed.json").With("component/Kustomization", "kind: Component\nresources: [extra.yaml]\n")
            .With("component/extra.yaml");

        var found = Find(folder.Path, ".");

        found.Files.Select(file => file.Path).Should().Equal("base/plain.yaml", "shared/plain.yaml");
        found.Skipped.Should().Equal(new SkippedInput("prod", SkippedKind.Kustomization));
    }

    [Fact]
    public void Patches_that_are_commented_out_are_read_for_their_form_alone()
    {
        folder.With("config/kustomization.yaml", """
            resources:
            - base.yaml
            #- more.yaml
            patches:
            - path: used.yaml
            # [WEBHOOK] To enable webhooks, uncomment what follows.
            #- path: patches/webhook.yaml
            # - path: "patches/spaced.yaml" # when there is one
            #- used.yaml
            #- patches/bare.yaml
            #resources:
            #- later.yaml
            #patchesStrategicMerge:
            #- old.yml
            # - https://example.com/remote.yaml
            # - gone.yaml
            """);
        foreach (var name in new[] { "base", "more", "used", "patches/webhook", "patches/spaced", "patches/bare", "later", "other" })
            folder.With($"config/{name}.yaml");
        folder.With("config/old.yml");

        Find(folder.Path, ".").Files.Select(file => (file.Path, file.Part)).Should().Equal(
            ("config/later.yaml", null),
            ("config/more.yaml", null),
            ("config/old.yml", PartKind.Other),
            ("config/other.yaml", null),
            ("config/patches/bare.yaml", PartKind.Other),
            ("config/patches/spaced.yaml", PartKind.Other),
            ("config/patches/webhook.yaml", PartKind.Other));
        Find(folder.Path, ".", "config/old.yml").Files.Single(file => file.Path == "config/old.yml").Part.Should().BeNull();
    }

    [Fact]
    public void Kustomizations_in_a_circle_are_skipped_once()
    {
        folder.With("b/kustomization.yaml", "resources: [../a]").With("a/kustomization.yaml", "resources: [../b, .]");

        Find(folder.Path, ".").Skipped.Should().Equal(new SkippedInput("a", SkippedKind.Kustomization));
    }

    [Fact]
    public void A_given_file_is_read_although_a_kustomization_uses_it()
    {
        folder.With("kustomization.yaml", "resources: [web.yaml]").With("web.yaml");

        Files("web.yaml").Should().Equal("web.yaml");
        Files(".", "web.yaml").Should().Equal("web.yaml");
        Find(folder.Path, "kustomization.yaml").Skipped.Should().Equal(new SkippedInput(".", SkippedKind.Kustomization));
    }

    [Theory]
    [InlineData("app/base/web.yaml", "app/base")]
    [InlineData("app/base/parts/db.yaml", "app/base")]
    [InlineData("app/overlay/patch.yaml", "app/overlay")]
    [InlineData("app/other.yaml", null)]
    [InlineData("app/list/job.yaml", null)]
    public void A_given_file_that_a_kustomization_changes_stands_for_the_kustomization(string file, string? target)
    {
        folder.WithFolder(".git").With("kustomization.yaml", "resources: [app/overlay]\nnamespace: shop");
        folder.With("app/base/kustomization.yaml", "resources: [web.yaml, parts/db.yaml]\ncommonLabels: {app: web}")
            .With("app/base/web.yaml")
            .With("app/base/parts/db.yaml");
        folder.With("app/overlay/kustomization.yaml", "resources: [../base]\npatches: [{path: patch.yaml}]").With("app/overlay/patch.yaml");
        folder.With("app/list/kustomization.yaml", "resources: [job.yaml]").With("app/list/job.yaml").With("app/other.yaml");

        var found = ManifestFinder.Find([file], new FinderOptions(folder.Path) { FindsTargets = true, FollowsKustomizations = true });
        found.Targets.Select(each => each.Path).Should().Equal(target is null ? [] : [target]);
        found.Files.Select(each => each.Path).Should().Equal(target is null ? [file] : []);
        Files(file).Should().Equal(file);
    }

    [Theory]
    [InlineData("base/web.yaml", ".")]
    [InlineData("base/web.yaml", "overlay/patch.yaml")]
    [InlineData("base/kustomization.yaml", "overlay")]
    public void A_base_is_no_unit_of_its_own_where_its_overlay_is_given_too(string file, string other)
    {
        folder.WithFolder(".git").With("base/kustomization.yaml", "resources: [web.yaml]\ncommonLabels: {app: web}").With("base/web.yaml");
        folder.With("overlay/kustomization.yaml", "resources: [../base]\npatches: [{path: patch.yaml}]").With("overlay/patch.yaml");

        foreach (string[] paths in new string[][] { [file, other], [other, file] })
        {
            var found = ManifestFinder.Find(paths, new FinderOptions(folder.Path) { FindsTargets = true, FollowsKustomizations = true });
            found.Targets.Select(each => each.Path).Should().Equal("overlay");
            found.Files.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("parts/db/db.yaml", "apps/shop/prod", "")]
    [InlineData("parts/db/patch.yaml", "apps/shop/prod", "")]
    [InlineData("parts/db/kustomization.yaml", "apps/shop/prod", "")]
    [InlineData("parts/db", "apps/shop/prod", "")]
    [InlineData("parts/alone/a.yaml", "", "parts/alone/a.yaml")]
    [InlineData("parts/alone", "", "parts/alone/a.yaml parts/alone/b.yaml")]
    [InlineData("parts/alone/patch.yaml", "parts/alone", "")]
    [InlineData("parts", "apps/shop/prod", "parts/alone/a.yaml parts/alone/b.yaml")]
    [InlineData(".", "apps/shop/prod parts/alone", "")]
    public void A_given_component_stands_for_what_uses_it_else_for_what_it_lists(string path, string targets, string files)
    {
        folder.WithFolder(".git").With("apps/shop/base/kustomization.yaml", "components: [../../../parts/db]\n")
            .With("apps/shop/prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\n");
        folder.With("parts/db/kustomization.yaml", "kind: Component\nresources: [db.yaml]\npatches: [{path: patch.yaml}]\n")
            .With("parts/db/db.yaml")
            .With("parts/db/patch.yaml");
        folder.With("parts/alone/kustomization.yaml", "kind: Component\nresources: [a.yaml, b.yaml]\npatches: [{path: patch.yaml}]\n")
            .With("parts/alone/a.yaml")
            .With("parts/alone/b.yaml")
            .With("parts/alone/patch.yaml");

        var found = ManifestFinder.Find([path], new FinderOptions(folder.Path) { FindsTargets = true, FollowsKustomizations = true });
        found.Targets.Select(each => each.Path).Should().Equal(targets.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        found.Files.Select(each => each.Path).Should().Equal(files.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        found.Notes.Should().HaveCount(path == "parts" ? 2 : targets.Contains("alone", StringComparison.Ordinal) ? 0 : 1);
    }

    [Theory]
    [InlineData("k8s/*.yaml", "patterns are for the shell to expand; of a folder all is read that lies below it")]
    [InlineData("https://example.com/install.yaml?ref=v1", "lint asks no network: fetch the text first and pipe it into lint -")]
    public void A_path_that_can_be_none_is_explained(string path, string help) =>
        Find(folder.Path, path).Problems.Should().ContainSingle().Which.Help.Should().Be(help);

    [Fact]
    public void Outside_of_repositories_no_kustomization_above_is_asked()
    {
        folder.With("app/kustomization.yaml", "resources: [web.yaml, parts/db.yaml]\ncommonLabels: {app: web}").With("app/web.yaml")
            .With("app/parts/db.yaml");
        var options = new FinderOptions(folder.Path) { FindsTargets = true, FollowsKustomizations = true };

        ManifestFinder.Find(["app/web.yaml"], options).Targets.Should().ContainSingle();
        ManifestFinder.Find(["app/parts/db.yaml"], options).Targets.Should().BeEmpty();
    }

    [Fact]
    public void The_kustomization_of_Flux_is_a_resource()
    {
        folder.With("kustomization.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\n");

        Files(".").Should().Equal("kustomization.yaml");
    }

    [Fact]
    public void A_kustomization_that_is_not_YAML_is_read_like_a_manifest()
    {
        folder.With("kustomization.yaml", "resources: [web.yaml\nfoo: ]: [");

        Files(".").Should().Equal("kustomization.yaml");
    }

    // Problems

    [Fact]
    public void A_missing_path_is_a_problem_with_the_nearest_name()
    {
        folder.With("manifests/a.yaml").With("manifests/b.yaml").With("manifests/c.yml").With("manifests/base/web.yaml");

        Problem("manifest").Should().Be(new InputProblem("manifest", "'manifest' does not exist",
            "did you mean manifests? It holds 4 files"));
        Problem("./manifest/base").Help.Should().Be("did you mean ./manifests/base? It holds 1 file");
        Problem("./manifests/base/wbe.yaml").Help.Should().Be("did you mean ./manifests/base/web.yaml?");
        Problem("manifests/nothing-like-it").Help.Should().BeNull();
    }

    [Fact]
    public void The_other_paths_are_read_although_one_is_missing()
    {
        folder.With("a.yaml");

        var found = Find(folder.Path, "a.yaml", "gone.yaml");

        found.Files.Select(file => file.Path).Should().Equal("a.yaml");
        found.Problems.Select(problem => problem.Path).Should().Equal("gone.yaml");
    }

    [Fact]
    public void A_folder_without_manifests_is_a_problem_with_the_nearest_folder_that_has_some()
    {
        folder.WithFolder("manifest").With("manifests/a.yaml");

        Problem("./manifest").Should().Be(new InputProblem(
            "./manifest",
            "no manifest found under './manifest': looked at 0 .yaml, .yml and .json files",
            "did you mean ./manifests? It holds 1 file"));
    }

    [Fact]
    public void A_folder_whose_manifests_git_ignores_says_so()
    {
        folder.WithFolder(".git").With(".gitignore", "*.yaml").With("k8s/a.yaml").With("k8s/b.yaml");

        Problem("k8s").Should().Be(new InputProblem(
            "k8s",
            "no manifest found under 'k8s': looked at 0 .yaml, .yml and .json files, and git ignores 2 more entries",
            "--no-gitignore reads what git ignores"));
    }

    [Fact]
    public void An_empty_path_is_a_problem()
    {
        Problem("").Message.Should().Be("a path is empty");
    }

    [Fact]
    public void Pipes_and_devices_are_never_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes in folders there");
        folder.WithPipe("pipe.yaml").With("a.yaml").WithLink("link.yaml", "pipe.yaml");

        var found = Find(folder.Path, ".");

        found.Files.Select(file => file.Path).Should().Equal("a.yaml");
        found.Notes.Should().Equal(
            "link.yaml is a pipe, socket or device and was not read",
            "pipe.yaml is a pipe, socket or device and was not read");
        Problem("pipe.yaml").Message.Should().Be("'pipe.yaml' is a pipe, socket or device, which is not read");
        Problem("/dev/zero").Message.Should().Be("'/dev/zero' is a pipe, socket or device, which is not read");
    }

    [Fact]
    public void Pipes_in_place_of_ignore_files_and_kustomizations_are_never_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes in folders there");
        folder.With("a.yaml").WithPipe(".gitignore").WithPipe("kustomization.yaml").WithPipe(".git");

        Files(".").Should().Equal("a.yaml");
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_a_problem()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("everything may be read here");
            return;
        }

        folder.With("a.yaml").With("closed/b.yaml");
        File.SetUnixFileMode(folder.Full("closed"), UnixFileMode.None);

        var problem = Problem(".");
        File.SetUnixFileMode(folder.Full("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        problem.Should().Be(new InputProblem("closed", "folder 'closed' cannot be read: permission denied"));
    }

    private InputProblem Problem(string path) => Find(folder.Path, path).Problems.Should().ContainSingle().Which;

    private IEnumerable<string> Files(params string[] paths) => Find(folder.Path, paths).Files.Select(file => file.Path);

    private static InputFiles Find(string workingDirectory, params string[] paths) =>
        ManifestFinder.Find(paths, new FinderOptions(workingDirectory));

    private bool Git(params string[] arguments)
    {
        try
        {
            var start = new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = folder.Full("repo") };
            using var process = System.Diagnostics.Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
