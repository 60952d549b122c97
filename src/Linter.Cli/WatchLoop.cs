using System.Collections.Immutable;

namespace Linter.Cli;

/// <summary>Why a wait came to its end.</summary>
internal enum WatchSignal
{
    /// <summary>Something may have changed.</summary>
    Event,

    /// <summary>The time is up.</summary>
    Quiet,

    /// <summary>The user wants no more.</summary>
    Ended,
}

/// <summary>One run among many.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Changed">Paths that changed since the last one, ordered; empty for the first.</param>
/// <param name="FileCount">Files that are watched.</param>
internal sealed record WatchTurn(int Number, ImmutableArray<string> Changed, int FileCount);

/// <summary>
/// Runs, waits for a change, runs again. What is seen before a run is compared with what is seen after a signal, so that a
/// change during the run is not lost and one that changes nothing, such as a report of our own, starts none.
/// </summary>
/// <param name="look">The files by their shown paths, each with what tells that it changed.</param>
/// <param name="run">Lints and shows.</param>
/// <param name="wait">Waits up to a time for a signal.</param>
internal sealed class WatchLoop(
    Func<ImmutableSortedDictionary<string, string>> look, Action<WatchTurn> run, Func<TimeSpan, WatchSignal> wait)
{
    /// <summary>Without a signal for this long, it looks by itself: folders of elsewhere send none.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    /// <summary>Editors write a file in several steps.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    // A folder that never comes to rest is linted as it is.
    private const int MostSettling = 20;

    /// <summary>Returns when the user ends it.</summary>
    public void Run()
    {
        var changed = ImmutableArray<string>.Empty;
        for (var number = 1; ; number++)
        {
            var seen = look();
            run(new WatchTurn(number, changed, seen.Count));
            do
            {
                if (Wait() == WatchSignal.Ended)
                    return;
                changed = Differences(seen, look());
            }
            while (changed.IsEmpty);
        }
    }

    private WatchSignal Wait()
    {
        var signal = wait(Poll);
        for (var i = 0; i < MostSettling && signal == WatchSignal.Event; i++)
            signal = wait(Settle);
        return signal;
    }

    private static ImmutableArray<string> Differences(
        ImmutableSortedDictionary<string, string> one, ImmutableSortedDictionary<string, string> other) =>
    [
        .. one.Keys.Union(other.Keys, StringComparer.Ordinal)
            .Where(path => one.GetValueOrDefault(path) != other.GetValueOrDefault(path))
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>Signals of the system for folders, and of the user.</summary>
internal sealed class WatchSignals : IDisposable
{
    private readonly AutoResetEvent changed = new(initialState: false);
    private readonly ManualResetEvent ended = new(initialState: false);
    private readonly List<FileSystemWatcher> watchers = [];

    public WatchSignals(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
            Watch(folder);
    }

    /// <summary>The system sends no signals for some folder, most often because its limit is reached.</summary>
    public bool IsBlind { get; private set; }

    public void End() => ended.Set();

    public WatchSignal Wait(TimeSpan longest) => WaitHandle.WaitAny([ended, changed], longest) switch
    {
        0 => WatchSignal.Ended,
        1 => WatchSignal.Event,
        _ => WatchSignal.Quiet,
    };

    public void Dispose()
    {
        watchers.ForEach(watcher => watcher.Dispose());
        changed.Dispose();
        ended.Dispose();
    }

    private void Watch(string folder)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += OnChange;
            watcher.Created += OnChange;
            watcher.Deleted += OnChange;
            watcher.Renamed += OnChange;
            watcher.Error += OnError;
            watcher.EnableRaisingEvents = true;
            watchers.Add(watcher);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException
            or PlatformNotSupportedException)
        {
            watcher?.Dispose();
            IsBlind = true;
        }
    }

    private void OnChange(object sender, FileSystemEventArgs change) => changed.Set();

    private void OnError(object sender, ErrorEventArgs error)
    {
        // Too many changes at once are a change; anything else ends the signals.
        IsBlind |= error.GetException() is not InternalBufferOverflowException;
        changed.Set();
    }
}
