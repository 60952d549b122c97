using Linter.Tests.Support;

namespace Linter.Tests.Delivery;

/// <summary>The real pre-commit with our hooks, in a repository that somebody keeps manifests in.</summary>
[Collection(SlowBuilds.Name)]
public sealed class PreCommitTests(PackedSource source) : IDisposable
{
    private readonly TempFolder scratch = new();

    private string Shop => scratch.Full("shop");

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Tried_from_a_repository_a_sound_folder_passes()
    {
        await StartShop();

        var tried = await PreCommit("try-repo", source.Path, "manifest-lint", "--all-files");

        tried.Exits(0).Output.Should().MatchRegex("Lint Kubernetes manifests\\.+Passed");
    }

    [Fact]
    public async Task Installed_it_lets_good_commits_pass_and_stops_bad_ones()
    {
        await StartShop();
        scratch.With("shop/.pre-commit-config.yaml", $"""
            repos:
              - repo: {source.Path}
                rev: {await GitFolder.Git(source.Path, "rev-parse", "HEAD")}
                hooks:
                  - id: manifest-lint
                    args: [./manifests]

            """);
        await GitFolder.Commit(Shop, "hooks");
        (await PreCommit("install")).Exits(0);

        scratch.With("shop/manifests/settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n");
        (await Commit("a good commit")).Exits(0).All.Should().Contain("Passed");

        scratch.With("shop/manifests/service.yaml", Manifests.BrokenShop);
        (await Commit("a bad one")).Exits(1).All.Should().Contain("Failed")
            .And.Contain("error[service-selects-nothing]: Service 'web' selects 'app=wbe', ")
            .And.Contain("--> manifests/service.yaml:7:10\n")
            .And.Contain(" 7 |     app: wbe\n   |          ^^^ no pod template has this label\n");

        await GitFolder.Git(Shop, "reset", "--quiet", "--hard");
        File.Delete(scratch.Full("shop/manifests/service.yaml"));
        (await Commit("one that deletes the Service")).Exits(1).All.Should().Contain("error[ingress-service-not-found]");
    }

    [Fact]
    public async Task The_system_hook_runs_the_lint_on_the_path()
    {
        await StartShop();
        scratch.With("shop/manifests/service.yaml", Manifests.BrokenShop);
        await GitFolder.Commit(Shop, "broken");

        var tried = await PreCommit("try-repo", source.Path, "manifest-lint-system", "--all-files");

        tried.Exits(1).Output.Should().Contain("Failed").And.Contain("error[service-selects-nothing]");
    }

    private async Task StartShop()
    {
        Processes.Need("pre-commit");
        scratch.With("shop/manifests/web.yaml", Manifests.Deployment)
            .With("shop/manifests/service.yaml", Manifests.Shop)
            .With("shop/manifests/ingress.yaml", Manifests.Ingress)
            .With("shop/manifests/admin.yaml", Manifests.Shop.Replace("name: web", "name: admin", StringComparison.Ordinal));
        await GitFolder.Start(Shop);
        await GitFolder.Commit(Shop, "sound");
    }

    private Task<Ran> PreCommit(params string[] arguments) => Run("pre-commit", arguments);

    private async Task<Ran> Commit(string subject)
    {
        await GitFolder.Git(Shop, "add", "--all");
        return await Run("git", ["commit", "--message", subject]);
    }

    private Task<Ran> Run(string program, string[] arguments) => Processes.Run(
        Shop, program, arguments, GitFolder.NoSettings, ("PRE_COMMIT_HOME", scratch.Full("cache")), ("PRE_COMMIT_COLOR", "never"),
        ("PATH", BuiltLint.OnPath));
}
