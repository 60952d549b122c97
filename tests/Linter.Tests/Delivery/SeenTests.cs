using Linter.Tests.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Delivery;

/// <summary>The uses that the tool is for, from the command to what a person or GitHub gets.</summary>
public sealed class SeenTests : IDisposable
{
    private readonly TempFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task What_ci_uploads_of_the_whole_corpus_is_valid()
    {
        var corpus = Repository.PathOf("..", "shared", "corpus");
        Assert.SkipUnless(Directory.Exists(corpus), "no corpus lies beside the project");

        var ran = await Processes.Run(corpus, BuiltLint.Program,
            ["--format", "github", "--output", $"sarif={scratch.Full("lint.sarif")}", "--sarif-root", ".", "."]);

        ran.Exits(1).Error.Should().NotContain("internal failure");
        await SarifMultitoolTests.ValidateFile(scratch.Full("lint.sarif"));
    }

    [Fact]
    public async Task A_folder_is_linted_with_and_without_configuration()
    {
        scratch.With("manifests/web.yaml", Manifests.Deployment).With("manifests/service.yaml", Manifests.BrokenShop).WithFolder(".git");

        (await Lint()).Exits(1)
            .Output.Should().StartWith("error[service-selects-nothing]: ")
            .And.EndWith("Found 1 error in 2 files, 2 objects, 2 links checked.\n");

        scratch.With(".lint.yaml", "rules:\n  service-selects-nothing: warning\n");
        (await Lint()).Exits(0).Output.Should().StartWith("warning[service-selects-nothing]: ");
        (await Lint("--no-config")).Exits(1).Output.Should().StartWith("error[service-selects-nothing]: ");

        scratch.With(".lint.yaml", "rules:\n  service-select-nothing: off\n");
        (await Lint()).Exits(2).Error.Should().Contain("service-selects-nothing");
    }

    [Theory]
    [InlineData(".", "app/k8s")]
    [InlineData("app", "k8s")]
    [InlineData("app/k8s", ".")]
    public async Task A_code_host_gets_paths_from_the_repositorys_root(string folder, string path)
    {
        scratch.With("app/k8s/web.yaml", Manifests.Deployment).With("app/k8s/service.yaml", Manifests.BrokenShop);
        var ran = await Processes.Run(scratch.Full(folder), BuiltLint.Program, ["--format", "github", "--sarif-root", scratch.Path, path]);
        ran.Output.Should().Contain(",file=app/k8s/service.yaml,");

        scratch.WithFolder(".git");
        ran = await Processes.Run(scratch.Full(folder), BuiltLint.Program, ["--format", "github", path]);
        ran.Output.Should().Contain(",file=app/k8s/service.yaml,");
    }

    private Task<Ran> Lint(params string[] arguments) => Processes.Run(scratch.Path, BuiltLint.Program, [.. arguments, "./manifests"]);
}
