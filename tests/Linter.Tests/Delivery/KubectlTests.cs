using Linter.Tests.Support;

namespace Linter.Tests.Delivery;

/// <summary>The real kubectl takes a kubectl-lint on PATH for its own command.</summary>
public sealed class KubectlTests : IDisposable
{
    private readonly TempFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Kubectl_lint_is_lint()
    {
        var kubectl = Repository.PathOf("tests", "tools", "bin", "kubectl");
        NodeTool.Need("tests/tools/bin/kubectl is not there; run tests/tools/install", File.Exists(kubectl));
        scratch.WithLink("bin/kubectl-lint", BuiltLint.Program).With("k8s/web.yaml", Manifests.Deployment)
            .With("k8s/service.yaml", Manifests.BrokenShop);

        (await Kubectl("plugin", "list")).Exits(0).Output.Should().Contain("bin/kubectl-lint");
        var direct = await Processes.Run(scratch.Path, BuiltLint.Program, ["k8s"]);
        (await Kubectl("lint", "k8s")).Should().Be(direct.Exits(1));
        (await Kubectl("lint", "explain", "service-selects-nothing")).Exits(0).Output.Should().StartWith("service-selects-nothing: ");

        Task<Ran> Kubectl(params string[] arguments) => Processes.Run(
            scratch.Path, kubectl, arguments, ("PATH", BuiltLint.PathWith(scratch.Full("bin"))), ("KUBECONFIG", scratch.Full("none")),
            ("HOME", scratch.Path));
    }
}
