namespace Linter.Tests.Support;

/// <summary>Where the tests run: the nearest folder above them that holds Linter.sln.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Linter.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("no folder above the tests holds Linter.sln");
    }
}
