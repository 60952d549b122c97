namespace Linter.Cli;

/// <summary>Finds programs by their names.</summary>
internal static class Programs
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>
    /// The absolute path of the first such program on PATH; null where there is none. Looked up by ourselves, since the runtime
    /// would take a program of that name in the working directory, which is not ours to trust.
    /// </summary>
    public static string? OnPath(string name, CliEnvironment environment)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (environment.Variable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Join(folder, file))
            .FirstOrDefault(IsProgram);
    }

    /// <summary>There is a file that may be run.</summary>
    public static bool IsProgram(string file) => File.Exists(file)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & AnyExecute) != UnixFileMode.None);
}
