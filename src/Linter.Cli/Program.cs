using System.Diagnostics;
using System.Text;
using Linter.Cli;

var started = Stopwatch.GetTimestamp();
if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
    Console.OutputEncoding = Encoding.UTF8;

var error = Writer(new ErrorStream(Console.OpenStandardError()), isImmediate: true);
if (WorkingDirectory() is not { } workingDirectory)
{
    new Complaints(error).Write("the folder you are in is no longer there", "go to one that is, and call lint again");
    return ExitCode.Unusable;
}

using var interruption = new Interruption();
var environment = new CliEnvironment(Writer(Console.OpenStandardOutput(), isImmediate: false), error, workingDirectory)
{
    Variable = Environment.GetEnvironmentVariable,
    OpenInput = () => StandardInput.IsClosed() ? null : Console.OpenStandardInput(),
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    OutputWidth = Console.IsOutputRedirected ? 0 : Console.WindowWidth,
    ScreenSize = () => Console.IsOutputRedirected ? (0, 0) : (Console.WindowWidth, Console.WindowHeight),
    OnInterrupt = end => Console.CancelKeyPress += (_, interrupt) =>
    {
        interrupt.Cancel = true;
        end();
    },
    Ending = interruption.Listen,
    Processors = Environment.ProcessorCount,
    Elapsed = () => Stopwatch.GetElapsedTime(started),
};
return CommandLine.Run(args, environment);

static string? WorkingDirectory()
{
    try
    {
        return Environment.CurrentDirectory;
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
    {
        return null;
    }
}

// One buffer, UTF-8 without a mark, and the same line ends everywhere: output is compared byte by byte.
static StreamWriter Writer(Stream stream, bool isImmediate) =>
    new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        bufferSize: 32 * 1024) { NewLine = "\n", AutoFlush = isImmediate };
