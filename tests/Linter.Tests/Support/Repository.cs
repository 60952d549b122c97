namespace Linter.Tests.Support;

/// <summary>Finds files relative to the folder that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Linter.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("No folder above the tests holds Linter.sln");
    }
}
