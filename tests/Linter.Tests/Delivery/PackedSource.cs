using Linter.Tests.Support;

namespace Linter.Tests.Delivery;

/// <summary>
/// A repository of one commit with the files that git would commit here: what somebody clones who installs the tool from
/// source. Packing it never touches what the tests were built from.
/// </summary>
public sealed class PackedSource : IAsyncLifetime
{
    private readonly TempFolder folder = new();

    public string Path => folder.Path;

    public async ValueTask InitializeAsync()
    {
        var listed = await Processes.Run(Repository.Root, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        foreach (var file in listed.Exits(0).Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => File.Exists(Repository.PathOf(file))))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(folder.Full(file))!);
            File.Copy(Repository.PathOf(file), folder.Full(file));
        }

        await GitFolder.Start(Path);
        await GitFolder.Commit(Path, "all");
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A repository for one test, whatever the settings of the machine are.</summary>
internal static class GitFolder
{
    /// <summary>The variable that makes git read no settings of the user.</summary>
    public static readonly (string Name, string Value) NoSettings = ("GIT_CONFIG_GLOBAL", "/dev/null");

    public static async Task Start(string path)
    {
        await Git(path, "init", "--quiet", "--initial-branch=main");
        await Git(path, "config", "user.name", "Test");
        await Git(path, "config", "user.email", "test@example.com");
        await Git(path, "config", "commit.gpgSign", "false");
    }

    public static async Task Commit(string path, string subject)
    {
        await Git(path, "add", "--all");
        await Git(path, "commit", "--quiet", "--no-verify", "--message", subject);
    }

    public static async Task<string> Git(string path, params string[] arguments) =>
        (await Processes.Run(path, "git", arguments, NoSettings)).Exits(0).Output.Trim();
}
