using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Linter.Cli;

/// <summary>
/// Signals that end the process. Whoever runs other programs hears of it first, so that none of them is left behind; then the signal does
/// what it does without, unless somebody else has asked for it.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly ImmutableArray<PosixSignal> Signals =
        [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource source = new();

    // Kept until the program ends: what runs then is what has to be ended.
    private ImmutableArray<PosixSignalRegistration> registrations = [];

    /// <summary>Cancelled by the first such signal from now on; what is registered with it has run before the process ends.</summary>
    public CancellationToken Listen()
    {
        if (registrations.IsEmpty)
            registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, _ => source.Cancel()))];
        return source.Token;
    }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }
}
