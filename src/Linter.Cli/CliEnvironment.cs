namespace Linter.Cli;

/// <summary>All that the program knows of the world around it; tests give their own.</summary>
/// <param name="Output">Standard output: the report and nothing else. Flushed once, at the end.</param>
/// <param name="Error">Standard error: problems and the elapsed time.</param>
/// <param name="WorkingDirectory">Absolute.</param>
internal sealed record CliEnvironment(TextWriter Output, TextWriter Error, string WorkingDirectory)
{
    /// <summary>An environment variable; null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>Standard input; null where there is none.</summary>
    public Func<Stream?> OpenInput { get; init; } = () => Stream.Null;

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; 0 where output is none.</summary>
    public int OutputWidth { get; init; }

    /// <summary>Columns and rows of the terminal as they are now; 0 where output is none.</summary>
    public Func<(int Width, int Height)> ScreenSize { get; init; } = () => (0, 0);

    /// <summary>What Ctrl-C does from now on.</summary>
    public Action<Action> OnInterrupt { get; init; } = _ => { };

    /// <summary>
    /// Listens from now on for signals that end the process. Cancelled by the first of them; what is registered with it has run before the
    /// process ends.
    /// </summary>
    public Func<CancellationToken> Ending { get; init; } = () => CancellationToken.None;

    /// <summary>How many threads can run at once.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>The time since the start of the program.</summary>
    public Func<TimeSpan> Elapsed { get; init; } = () => TimeSpan.Zero;

    /// <summary>The program's own version, such as "0.1.0".</summary>
    public static string Version => typeof(CliEnvironment).Assembly.GetName().Version!.ToString(3);
}
