using System.Runtime.InteropServices;

namespace Linter.Cli;

/// <summary>
/// Signals that end the process. Whoever runs other programs hears of it first, so that none of them is left behind; then the signal does
/// what it always does.
/// </summary>
internal static class Interruption
{
    private static readonly CancellationTokenSource Source = new();

    // Never taken back: what runs at the end is what has to be ended.
    private static readonly PosixSignalRegistration[] Registrations =
    [
        .. ((ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            .ToArray().Select(signal => PosixSignalRegistration.Create(signal, _ => Source.Cancel())),
    ];

    /// <summary>Cancelled by the first such signal from now on; what is registered with it has run before the process ends.</summary>
    public static CancellationToken Listen()
    {
        GC.KeepAlive(Registrations);
        return Source.Token;
    }
}
