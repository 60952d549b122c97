using System.Runtime.InteropServices;

namespace Linter.Cli;

/// <summary>What standard input is, before it is read.</summary>
internal static class StandardInput
{
    private const int ClosesOnExec = 1;

    /// <summary>It was closed when the program started (<c>&lt;&amp;-</c>).</summary>
    /// <remarks>
    /// The runtime's first pipe gets the number then, and reading it waits for ever. What was inherited cannot be one that closes
    /// on exec; all that the runtime opens does.
    /// </remarks>
    public static bool IsClosed()
    {
        if (OperatingSystem.IsWindows())
            return false;

        try
        {
            return FlagsOf(0) is < 0 or ClosesOnExec;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    // The runtime's own fcntl(F_GETFD); FD_CLOEXEC is 1 on every Unix.
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_FcntlGetFD")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FlagsOf(nint descriptor);
}
