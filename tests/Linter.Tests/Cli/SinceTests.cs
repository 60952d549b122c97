using System.Text.Json;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>--since REV against real repositories.</summary>
public sealed class SinceTests : IDisposable
{
    private readonly GitRepository repository = new GitRepository()
        .With("k8s/service.yaml", Shop.Service)
        .With("k8s/deployment.yaml", Shop.Deployment)
        .With("k8s/ingress.yaml", Shop.Ingress)
        .With("k8s/legacy.yaml", Shop.Legacy)
        .Commit();

    public void Dispose() => repository.Dispose();

    // What is new

    [Fact]
    public void What_was_there_is_not_shown_and_does_not_fail()
    {
        Since("HEAD").Should().Be(new CliResult(
            0, "No new findings since HEAD; 1 older one is not shown (4 files, 4 objects, 5 links checked).\n", ""));
    }

    // Without the revision, a folder without any Service is one whose Services lie elsewhere.
    [Fact]
    public void The_only_Service_that_a_change_removes_is_missed()
    {
        repository.Without("k8s/legacy.yaml").Commit().Without("k8s/service.yaml");

        var result = Since("HEAD");

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("error[ingress-service-not-found]").And.Contain("was removed (it stood at k8s/service.yaml:");
        InProcess.Run(repository.Path, "--no-config").Output.Should().NotContain("ingress-service-not-found");
    }

    [Fact]
    public void The_only_workload_that_a_change_removes_is_missed()
    {
        repository.Without("k8s/legacy.yaml").Commit().Without("k8s/deployment.yaml");

        var result = Since("HEAD");

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("error[service-selects-nothing]").And.Contain("was removed (it stood at k8s/deployment.yaml:");
    }

    [Fact]
    public void A_link_that_a_change_elsewhere_broke_is_new_and_the_change_is_named()
    {
        repository.With("k8s/service.yaml", Shop.Renamed);

        var result = Since("HEAD");

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("error[ingress-port-not-found]")
            .And.Contain("  --> k8s/ingress.yaml:13:")
            .And.Contain("= note: new since HEAD: k8s/service.yaml:7 changed from 'http' to 'web'\n")
            .And.EndWith("1 new finding since HEAD: 1 error; 1 older one is not shown (4 files, 4 objects, 5 links checked).\n")
            .And.NotContain("service-selects-nothing");
    }

    [Theory]
    [InlineData("k8s/ingress.yaml", "{name: http}", "{name: htpp}", "k8s/ingress.yaml:13 changed from 'http' to 'htpp'")]
    [InlineData("k8s/service.yaml", "name: shop}", "name: shoppe}", "Service 'shop' is called 'shoppe' now (k8s/service.yaml:3)")]
    [InlineData("k8s/deployment.yaml", "labels: {app: shop}", "labels: {app: shoppe}", "k8s/deployment.yaml:7 changed from 'shop' to 'shoppe'")]
    [InlineData("k8s/deployment.yaml", "name: shop\n", "name: shop\n          name: two\n", null)]
    public void The_change_is_named_where_it_can_be_told(string path, string before, string after, string? cause)
    {
        repository.With(path, File.ReadAllText(Path.Combine(repository.Path, path)).Replace(before, after, StringComparison.Ordinal));

        var result = Since("HEAD");

        result.ExitCode.Should().Be(1);
        if (cause is null)
            result.Output.Should().Contain("duplicate-key");
        else
            result.Output.Should().Contain($"new since HEAD: {cause}");
    }

    [Fact]
    public void A_removed_resource_is_named()
    {
        repository.Without("k8s/service.yaml");

        Since("HEAD").Output.Should().Contain("error[ingress-service-not-found]")
            .And.Contain("new since HEAD: Service 'shop' was removed (it stood at k8s/service.yaml:3)");
    }

    [Fact]
    public void A_new_resource_is_named()
    {
        repository.With("k8s/new.yaml", Shop.Legacy.Replace("legacy", "fresh", StringComparison.Ordinal));

        Since("HEAD").Output.Should().Contain("new since HEAD: Service 'fresh' was not there (k8s/new.yaml:3)");
    }

    [Fact]
    public void What_is_gone_is_counted()
    {
        repository.Without("k8s/legacy.yaml");

        Since("HEAD").Output.Should().Be("No new findings since HEAD; 1 is gone (3 files, 3 objects, 4 links checked).\n");
    }

    [Theory]
    [InlineData("moved/elsewhere.yaml")]
    [InlineData("k8s/a.yaml")]
    public void A_file_that_moved_keeps_its_findings(string path)
    {
        repository.With("k8s/twice.yaml", Manifest.Broken).Commit()
            .Without("k8s/twice.yaml").With(path, "# moved\n" + Manifest.Broken)
            .Without("k8s/legacy.yaml").With("moved/legacy.yaml", "# moved\n" + Shop.Legacy);

        Since("HEAD").Output.Should().StartWith("No new findings since HEAD; 2 older ones are not shown (5 files");
    }

    [Fact]
    public void A_second_one_of_a_kind_is_new_and_the_first_is_not()
    {
        repository.With("k8s/twice.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: a\n  x: b\n").Commit()
            .With("k8s/twice.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  k: a\n  k: b\n  x: a\n  x: b\n");

        var result = Since("HEAD", "--format", "concise");

        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should().ContainSingle()
            .Which.Should().StartWith("k8s/twice.yaml:6:3: error: ")
            .And.Contain("'k'");
    }

    [Fact]
    public void A_finding_that_became_graver_is_new()
    {
        Comparison("warning", "error").Should().Be((1, 0, 0));
        Comparison("error", "warning").Should().Be((0, 1, 0));
        Comparison("note", "error").Should().Be((1, 0, 0));
    }

    // What is compared

    [Fact]
    public void Untracked_files_are_a_part_of_the_change()
    {
        repository.With("k8s/untracked.yaml", Manifest.Broken);

        Since("HEAD").Output.Should().Contain("error[duplicate-key]").And.Contain("k8s/untracked.yaml");
    }

    [Fact]
    public void A_tracked_file_that_git_ignores_is_left_out_of_both()
    {
        repository.With("k8s/rendered.yaml", Shop.Legacy.Replace("legacy", "rendered", StringComparison.Ordinal)).Commit()
            .With(".gitignore", "rendered.yaml\n")
            .Commit();

        Since("HEAD").Output.Should().StartWith("No new findings since HEAD; 1 older one is not shown (4 files");
        Since("HEAD~1").Output.Should().StartWith("No new findings since HEAD~1; 1 older one is not shown, 1 is gone (4 files");
    }

    [Fact]
    public void The_configuration_is_that_of_today_for_both()
    {
        repository.With(".lint.yaml", "exclude: [k8s/legacy.yaml]\n");

        Since("HEAD").Output.Should().StartWith("No new findings since HEAD (3 files");
    }

    [Fact]
    public void Charts_and_kustomizations_of_the_revision_are_passed_over_alike()
    {
        repository.With("chart/Chart.yaml", "apiVersion: v2\nname: a\n").With("chart/templates/a.yaml", Manifest.Broken)
            .With("base/kustomization.yaml", "resources: [a.yaml]\n").With("base/a.yaml", Manifest.Broken).Commit();

        Since("HEAD").Output.Should().StartWith("No new findings since HEAD; 2 older ones are not shown (5 files");
    }

    [Fact]
    public void Links_are_followed_within_the_revision()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        repository.WithLink("k8s/sub", "../more").With("more/a.yaml", Shop.Legacy.Replace("legacy", "linked", StringComparison.Ordinal))
            .WithLink("k8s/gone", "nowhere")
            .Commit();

        Since("HEAD").Output.Should().StartWith("No new findings since HEAD; 2 older ones are not shown (5 files");
        Since("HEAD", "k8s").Output.Should().StartWith("No new findings since HEAD; 1 older one is not shown (4 files");
    }

    [Fact]
    public void Given_paths_hold_for_both()
    {
        repository.With("k8s/service.yaml", Shop.Renamed).Commit();

        Since("HEAD~1", "k8s/service.yaml", "k8s/ingress.yaml").Output.Should().Contain("ingress-port-not-found").And.Contain("(2 files");
        InProcess.Run(Path.Combine(repository.Path, "k8s"), WithPath, "--since", "HEAD~1", "ingress.yaml", "service.yaml")
            .Output.Should().Contain("ingress-port-not-found");
    }

    [Fact]
    public void A_text_on_standard_input_is_compared_too()
    {
        var result = InProcess.Run(repository.Path, environment => InProcess.Input(Shop.Renamed)(WithPath(environment)), "--since", "HEAD",
            "--stdin-filename", "k8s/service.yaml");

        result.ExitCode.Should().Be(1);
        result.Output.Should().EndWith(
            "1 new finding in k8s/service.yaml since HEAD: 1 error; 1 older one is not shown (4 files, 4 objects, 5 links checked).\n");
    }

    // Git

    [Fact]
    public void Neither_working_tree_nor_index_nor_references_are_touched()
    {
        repository.With("k8s/service.yaml", Shop.Renamed);
        repository.Git("add", "k8s/service.yaml");
        repository.With("k8s/service.yaml", Shop.Service).With("hook", "");
        var before = State();

        Since("HEAD");

        State().Should().Equal(before);
    }

    [Fact]
    public void A_work_tree_whose_git_is_a_file_has_the_revisions_of_its_repository()
    {
        var tree = repository.Beside("tree");
        repository.Git("worktree", "add", "-q", "-b", "feature", tree);
        File.WriteAllText(Path.Combine(tree, "k8s/service.yaml"), Shop.Renamed);

        InProcess.Run(tree, WithPath, "--since", "main").Output.Should().Contain("1 new finding since main: 1 error");
    }

    [Fact]
    public void Commits_that_are_not_here_are_said_and_the_fork_can_be_asked_for()
    {
        repository.Git("checkout", "-q", "-b", "feature");
        repository.With("k8s/service.yaml", Shop.Renamed).Commit();
        repository.Git("checkout", "-q", "main");
        repository.Without("k8s/legacy.yaml").Commit();
        repository.Git("checkout", "-q", "feature");

        Since("main").Output.Should().Contain("2 new findings since main: 2 errors")
            .And.EndWith("note: main has commits that are not here: what they mend counts as new; --since main... compares with where this branch left it\n");
        Since("main...").Output.Should().EndWith(
            "1 new finding since main...: 1 error; 1 older one is not shown (4 files, 4 objects, 5 links checked).\n");
    }

    [Fact]
    public void Files_of_a_submodule_are_taken_as_they_are_and_that_is_said()
    {
        using var other = new GitRepository().With("a.yaml", Shop.Legacy.Replace("legacy", "module", StringComparison.Ordinal)).Commit();
        repository.Git("submodule", "add", "-q", other.Path, "module");
        repository.Commit();

        Since("HEAD").Output.Should().StartWith("No new findings since HEAD; 2 older ones are not shown (5 files")
            .And.Contain("note: module: files of a submodule are taken as they are now");
    }

    [Fact]
    public void A_file_of_LFS_is_taken_as_it_is_and_that_is_said()
    {
        repository.With("k8s/large.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 3\n").Commit()
            .With("k8s/large.yaml", Shop.Legacy.Replace("legacy", "large", StringComparison.Ordinal));

        Since("HEAD").Output.Should().StartWith("No new findings since HEAD; 2 older ones are not shown (5 files")
            .And.Contain("note: k8s/large.yaml: kept by Git LFS");
    }

    [Fact]
    public void What_could_not_be_read_then_is_said()
    {
        File.WriteAllBytes(Path.Combine(repository.Path, "k8s/legacy.yaml"), [0x61, 0xFF]);
        repository.Commit().With("k8s/legacy.yaml", Shop.Legacy);

        Since("HEAD").Output.Should().Contain("1 new finding since HEAD")
            .And.Contain("note: k8s/legacy.yaml: not readable at HEAD, so all that is found in them counts as new");
    }

    [Fact]
    public void A_shallow_clone_is_helped()
    {
        repository.With("k8s/service.yaml", Shop.Renamed).Commit();
        var clone = repository.Beside("clone");
        repository.Git("clone", "-q", "--depth=1", "file://" + repository.Path, clone);

        InProcess.Run(clone, WithPath, "--since", "HEAD~1").Should().Be(new CliResult(
            2, "", "error: git knows no commit 'HEAD~1'\n  = help: this clone is shallow: git fetch --unshallow brings what lies before; for actions/checkout, fetch-depth: 0\n"));
    }

    [Theory]
    [InlineData("mian", "git knows no commit 'mian'\n  = help: did you mean main?")]
    [InlineData("HEAD~9", "git knows no commit 'HEAD~9'")]
    [InlineData("HEAD:k8s", "git knows no commit 'HEAD:k8s'")]
    [InlineData("a..b", "git knows no commit 'a..b'\n  = help: a range is no commit; a... stands for the commit where this branch left it")]
    [InlineData("-x", "--since takes a revision of git, not '-x'\n  = help: such as --since origin/main, --since HEAD or --since v1.2")]
    [InlineData("--output=x", "--since takes a revision of git, not '--output=x'\n  = help: such as --since origin/main, --since HEAD or --since v1.2")]
    [InlineData("...", "--since takes a revision of git, not '...'\n  = help: such as --since origin/main, --since HEAD or --since v1.2")]
    public void A_revision_that_is_none_is_2(string revision, string error)
    {
        InProcess.Run(repository.Path, WithPath, "--since=" + revision).Should().Be(new CliResult(2, "", $"error: {error}\n"));
    }

    [Fact]
    public void Outside_of_repositories_and_without_git_it_is_2()
    {
        using var elsewhere = new TempFolder().With("a.yaml", Manifest.Clean);

        InProcess.Run(elsewhere.Path, WithPath, "--since", "HEAD").Should().Be(new CliResult(
            2, "", "error: --since compares with a commit, and '.' lies in no git repository\n"));
        InProcess.Run(repository.Path, WithPath, "--since", "HEAD", ".", elsewhere.Path)
            .Error.Should().Contain("lies in no git repository");
        InProcess.Run(repository.Path, "--since", "HEAD")
            .Should().Be(new CliResult(2, "", "error: --since needs git, and there is none on PATH\n"));
        Since("HEAD", "-").Error.Should().StartWith(
            "error: --since compares files with their earlier selves, and standard input has none\n");
    }

    [Fact]
    public void A_program_called_git_in_the_folder_is_not_run()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("a script is no program there");
            return;
        }

        var fake = Path.Combine(repository.Path, "git");
        repository.With("git", "#!/bin/sh\ntouch ran\n");
        File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Since("HEAD").ExitCode.Should().Be(0);
        InProcess.Run(repository.Path, InProcess.Variables("PATH=.:"), "--since", "HEAD").ExitCode.Should().Be(2);
        File.Exists(Path.Combine(repository.Path, "ran")).Should().BeFalse();
    }

    // Reports

    [Fact]
    public void Reports_for_programs_hold_the_new_ones_only()
    {
        repository.With("k8s/service.yaml", Shop.Renamed);

        using var json = JsonDocument.Parse(Since("HEAD", "--format", "json").Output);
        using var sarif = JsonDocument.Parse(Since("HEAD", "--format", "sarif").Output);

        json.RootElement.GetProperty("findings").GetArrayLength().Should().Be(1);
        json.RootElement.GetProperty("summary").GetProperty("scope").GetProperty("older").GetInt32().Should().Be(1);
        sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public void The_same_twice()
    {
        repository.With("k8s/service.yaml", Shop.Renamed).With("k8s/new.yaml", Manifest.Broken);

        Since("HEAD", "--threads", "1").Should().Be(Since("HEAD", "--threads", "8"));
    }

    private static Func<Linter.Cli.CliEnvironment, Linter.Cli.CliEnvironment> WithPath =>
        environment => environment with { Variable = name => name == "PATH" ? Environment.GetEnvironmentVariable("PATH") : null };

    private CliResult Since(string revision, params string[] arguments) =>
        InProcess.Run(repository.Path, environment => WithPath(environment), ["--since", revision, .. arguments]);

    private static (int Added, int Older, int Gone) Comparison(string then, string now)
    {
        var (before, after) = (Lint(then), Lint(now));
        var comparison = Linter.Cli.Comparison.Of(after, ["a.yaml"], before, ["a.yaml"]);
        return (comparison.Added.Length, comparison.OlderCount, comparison.GoneCount);
    }

    private static System.Collections.Immutable.ImmutableArray<Linter.Findings.Finding> Lint(string level)
    {
        Linter.Findings.SeverityNames.TryParse(level, out var severity).Should().BeTrue();
        return [.. Support.Lint.Only("yaml-syntax", ("a.yaml", Manifest.Broken)).Findings,
            new Linter.Findings.Finding("duplicate-key", severity, new Linter.Text.SourceText("a.yaml", "a: b\n").Span(0, 1),
                Linter.Findings.MessageText.Plain("a"))];
    }

    private List<string> State() =>
    [
        .. Directory.EnumerateFiles(repository.Path, "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = default })
            .Order(StringComparer.Ordinal)
            .Select(file =>
                $"{file} {new FileInfo(file).LastWriteTimeUtc:O} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];
}
