using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>--stdin-filename: an editor's unsaved text among the files as they are.</summary>
public sealed class StdinFilenameTests : IDisposable
{
    private readonly TempFolder folder = new TempFolder()
        .WithFolder(".git")
        .With("k8s/service.yaml", Shop.Service)
        .With("k8s/deployment.yaml", Shop.Deployment)
        .With("k8s/ingress.yaml", Shop.Ingress);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_text_stands_for_the_file_and_the_others_are_read()
    {
        var result = Run(Shop.Renamed, "--stdin-filename", "k8s/service.yaml", "--format", "concise");

        result.ExitCode.Should().Be(1);
        result.Output.Should().StartWith("k8s/ingress.yaml:13:").And.Contain("[ingress-port-not-found]");
        Run(Shop.Service, "--stdin-filename", "k8s/service.yaml").Should().Be(
            new CliResult(0, "No problems in k8s/service.yaml (3 files, 3 objects, 4 links checked).\n", ""));
    }

    [Theory]
    [InlineData("k8s/ingress.yaml", "k8s/ingress.yaml:13:")]
    [InlineData("k8s/../k8s/ingress.yaml", "k8s/../k8s/ingress.yaml:13:")]
    public void The_file_is_called_as_it_was_given(string path, string start)
    {
        folder.With("k8s/service.yaml", Shop.Renamed);

        Run(Shop.Ingress, "--stdin-filename", path, "--format", "concise").Output.Should().StartWith(start);
        Run(Shop.Ingress, "--stdin-filename", folder.Full(path), "--format", "concise")
            .Output.Should().StartWith(folder.Full(path) + ":13:");
    }

    [Fact]
    public void From_a_folder_within_the_repository_the_path_is_relative_to_it()
    {
        folder.With("k8s/service.yaml", Shop.Renamed);

        var result = InProcess.Run(folder.Full("k8s"), InProcess.Input(Shop.Ingress), "-", "--stdin-filename", "ingress.yaml", "--format",
            "concise");

        result.Output.Should().StartWith("ingress.yaml:13:");
    }

    [Fact]
    public void Findings_elsewhere_are_left_out_and_counted()
    {
        folder.With("k8s/legacy.yaml", Shop.Legacy);

        Run(Shop.Service, "--stdin-filename", "k8s/service.yaml").Output.Should().Be(
            "No problems in k8s/service.yaml; 1 elsewhere is not shown (4 files, 4 objects, 5 links checked).\n");
        Run(Shop.Renamed, "--stdin-filename", "k8s/service.yaml").Output.Should().EndWith(
            "Found 1 error that touches k8s/service.yaml; 1 elsewhere is not shown (4 files, 4 objects, 5 links checked).\n");
    }

    [Fact]
    public void The_file_need_not_exist()
    {
        Run(Shop.Legacy, "--stdin-filename", "new/folder/legacy.yaml", "--format", "concise")
            .Output.Should().StartWith("new/folder/legacy.yaml:5:");
        Run(Shop.Legacy, "--stdin-filename", "k8s/legacy", "--format", "concise").Output.Should().StartWith("k8s/legacy:5:");
    }

    [Theory]
    [InlineData("k8s/service.yaml")]
    [InlineData("k8s/service.yaml k8s")]
    [InlineData("- k8s")]
    [InlineData(".")]
    public void A_file_that_is_given_as_a_path_too_is_read_once(string paths)
    {
        var result = Run(Shop.Renamed,
            [.. paths.Split(' '), "k8s/ingress.yaml", "k8s/deployment.yaml", "--stdin-filename", "k8s/service.yaml"]);

        result.Output.Should().Contain("3 files, 3 objects").And.NotContain("duplicate-resource");
    }

    [Fact]
    public void A_link_to_the_file_is_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        folder.WithLink("k8s/a-link.yaml", "service.yaml");

        var result = Run(Shop.Renamed, "--stdin-filename", "k8s/service.yaml");

        result.Output.Should().Contain("(3 files, 3 objects").And.Contain("ingress-port-not-found");
    }

    [Fact]
    public void Without_paths_the_repository_of_the_file_is_read_from_elsewhere()
    {
        using var elsewhere = new TempFolder().With("other.yaml", Shop.Legacy);

        var result = InProcess.Run(elsewhere.Path, InProcess.Input(Shop.Renamed), "--stdin-filename", folder.Full("k8s/service.yaml"));

        result.Output.Should().Contain("(3 files, 3 objects");
    }

    [Fact]
    public void What_the_configuration_excludes_is_not_checked()
    {
        folder.With(".lint.yaml", "exclude: [k8s/vendor/]\n");

        var result = Run(Shop.Legacy, "--stdin-filename", "k8s/vendor/legacy.yaml");

        result.Should().Be(new CliResult(
            0,
            "Nothing was checked in k8s/vendor/legacy.yaml (3 files, 3 objects, 4 links checked).\nnote: k8s/vendor/legacy.yaml is excluded by the configuration and was not checked\n",
            ""));
    }

    [Fact]
    public void Text_that_cannot_be_read_is_2()
    {
        var result = InProcess.Run(
            folder.Path, environment => environment with { OpenInput = () => new MemoryStream([0x61, 0xFF]) }, "--stdin-filename",
            "k8s/service.yaml");

        (result.ExitCode, result.Error)
            .Should().Be((2, "error: 'k8s/service.yaml' is not UTF-8 text: byte 0xFF at offset 1 (line 1); save it as UTF-8\n"));
    }

    [Theory]
    [InlineData("k8s", "--stdin-filename takes the path of a file, and 'k8s' is a folder")]
    [InlineData("k8s/", "--stdin-filename takes the path of a file, not 'k8s/'")]
    [InlineData("-", "--stdin-filename takes the path of a file, not '-'")]
    public void A_path_that_is_no_file_is_2(string path, string message)
    {
        var result = Run("", "--stdin-filename=" + path);

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith($"error: {message}\n");
    }

    [Fact]
    public void Reports_for_elsewhere_name_the_place_in_the_repository()
    {
        folder.With("k8s/service.yaml", Shop.Renamed);

        var result = InProcess.Run(folder.Full("k8s"), InProcess.Input(Shop.Ingress), "--stdin-filename", "ingress.yaml", "--format", "github");

        result.Output.Should().Contain("file=k8s/ingress.yaml,");
    }

    [Theory]
    [InlineData("prod/patch.yaml", "patch.yaml")]
    [InlineData("shared.yaml", "../shared.yaml")]
    public void A_patch_is_judged_in_its_kustomization_as_the_file_would_be(string path, string use)
    {
        RenderingTools.Need();
        folder.With("k8s/kustomization.yaml", "resources: [service.yaml, deployment.yaml, ingress.yaml]\n")
            .With("prod/kustomization.yaml", $"resources: [../k8s]\npatches: [{{path: {use}}}]\n").With(path, Patch("a"));
        var broken = Patch("c").Replace("port: http", "port: web", StringComparison.Ordinal);

        Rendered(Patch("c"), path, folder.Path)
            .Should().Be(new CliResult(0, $"No problems in {path} (1 rendered unit, 3 objects, 4 links checked).\n", ""));
        InProcess.Run(folder.Path, InProcess.Variables(
            $"PATH={RenderingTools.Folder}:{Environment.GetEnvironmentVariable("PATH")}"), ".", path)
            .Output.Should().StartWith("No problems in 1 rendered unit");
        Rendered(broken, path, folder.Path).Output.Should().StartWith("error[probe-port-name-not-found]: ").And.Contain($"--> {path}:9:");
        if (path.StartsWith("prod/", StringComparison.Ordinal))
            Rendered(broken, use, folder.Full("prod")).Output.Should().Contain($"--> {use}:9:", "it is called as it was given");
    }

    [Fact]
    public void A_patch_that_is_no_YAML_is_said_where_it_lies()
    {
        RenderingTools.Need();
        folder.With("prod/kustomization.yaml", "resources: [../k8s]\npatches: [{path: patch.yaml}]\n")
            .With("k8s/kustomization.yaml", "resources: [service.yaml, deployment.yaml, ingress.yaml]\n")
            .With("prod/patch.yaml", Patch("a"));
        var result = Rendered(Patch("c").Replace("metadata:\n", "metadata: {\n", StringComparison.Ordinal), "prod/patch.yaml", folder.Path);
        result.ExitCode.Should().Be(1);
        result.Output.Should().StartWith("error[yaml-syntax]: ").And.Contain("--> prod/patch.yaml:").And.NotContain("missing-field");
    }

    private static string Patch(string value) =>
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec: {{template: {{spec: {{containers: [{{name: shop,\n  env: [{{name: A, value: {value}}}],\n  ports: [{{containerPort: 8080, name: http}}],\n  livenessProbe: {{periodSeconds: 30, httpGet: {{path: /live,\n    port: http}}}}}}]}}}}}}\n";

    private static CliResult Rendered(string text, string path, string workingDirectory) => InProcess.Run(
        workingDirectory,
        environment => InProcess.Input(text)(
            InProcess.Variables($"PATH={RenderingTools.Folder}:{Environment.GetEnvironmentVariable("PATH")}")(environment)),
        "--stdin-filename", path);

    private CliResult Run(string text, params string[] arguments) => InProcess.Run(folder.Path, InProcess.Input(text), arguments);
}
