using System.Diagnostics;
using System.Text;
using Linter.Cli;

var started = Stopwatch.GetTimestamp();
if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
    Console.OutputEncoding = Encoding.UTF8;

var environment = new CliEnvironment(
    Writer(Console.OpenStandardOutput(), isImmediate: false),
    Writer(Console.OpenStandardError(), isImmediate: true),
    Environment.CurrentDirectory)
{
    Variable = Environment.GetEnvironmentVariable,
    OpenInput = Console.OpenStandardInput,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    OutputWidth = Console.IsOutputRedirected ? 0 : Console.WindowWidth,
    ScreenSize = () => Console.IsOutputRedirected ? (0, 0) : (Console.WindowWidth, Console.WindowHeight),
    OnInterrupt = end => Console.CancelKeyPress += (_, interrupt) =>
    {
        interrupt.Cancel = true;
        end();
    },
    Processors = Environment.ProcessorCount,
    Elapsed = () => Stopwatch.GetElapsedTime(started),
};
return CommandLine.Run(args, environment);

// One buffer, UTF-8 without a mark, and the same line ends everywhere: output is compared byte by byte.
static StreamWriter Writer(Stream stream, bool isImmediate) =>
    new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 32 * 1024) { NewLine = "\n", AutoFlush = isImmediate };
