namespace Linter.Tests.Delivery;

/// <summary>The program beside the tests, as a name on PATH.</summary>
internal static class BuiltLint
{
    /// <summary>The executable itself.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "lint");

    /// <summary>PATH with the folders in front, and the one of lint.</summary>
    public static string PathWith(params string[] folders) =>
        string.Join(Path.PathSeparator,
            [.. folders, AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar), Environment.GetEnvironmentVariable("PATH")]);

    public static string OnPath => PathWith();
}
