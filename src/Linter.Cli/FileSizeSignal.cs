using System.Runtime.InteropServices;

namespace Linter.Cli;

/// <summary>
/// A limit of file sizes (<c>ulimit -f</c>) ends a process half-way by a signal; ignored, the write fails like on a full disk.
/// </summary>
internal static class FileSizeSignal
{
    // SIGXFSZ has this number on Linux and macOS; .NET has no name for it.
    private const PosixSignal Signal = (PosixSignal)25;

    // Never taken back: the signal arrives on a thread of its own, perhaps after the write has failed.
    private static readonly PosixSignalRegistration? Registration =
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(Signal, context => context.Cancel = true);

    /// <summary>From now on; nothing where there is no such signal.</summary>
    public static void Ignore() => GC.KeepAlive(Registration);
}
