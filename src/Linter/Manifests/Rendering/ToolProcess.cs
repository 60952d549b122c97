using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Linter.Manifests;

/// <summary>What a tool wrote, or why there is nothing.</summary>
internal readonly record struct ToolOutcome(string? Text, string? Error);

/// <summary>Runs a tool with nothing of our own environment, within limits of time and output.</summary>
internal static class ToolProcess
{
    private const int MostErrorWords = 64 * 1024;
    private const string Interrupted = "the run was interrupted";

    // Go programs ask a proxy for every address that is not this one, and nobody answers on it.
    private const string NoNetwork = "http://127.0.0.1:9";

    public static ToolOutcome Run(
        string program, IEnumerable<string> arguments, Workshop workshop, TimeSpan timeLimit, int outputLimit, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
            return new ToolOutcome(null, Interrupted);

        try
        {
            using var process = Process.Start(StartInfo(program, arguments, workshop))!;
            using var end = stop.Register(() => Stop(process));
            return Read(process, timeLimit, outputLimit, stop);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            return new ToolOutcome(null, $"it cannot be started ({program})");
        }
    }

    private static ToolOutcome Read(Process process, TimeSpan timeLimit, int outputLimit, CancellationToken stop)
    {
        process.StandardInput.Close();
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(stop);
        clock.CancelAfter(timeLimit);
        var output = ReadAsync(process.StandardOutput.BaseStream, outputLimit, isCut: false, clock.Token);
        var error = ReadAsync(process.StandardError.BaseStream, MostErrorWords, isCut: true, clock.Token);
        var isTooMuch = false;
        try
        {
            isTooMuch = output.GetAwaiter().GetResult() is null;
            if (isTooMuch)
                Stop(process);
            else
                process.WaitForExitAsync(clock.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Stop(process);
            return new ToolOutcome(null, stop.IsCancellationRequested ? Interrupted
                : string.Create(CultureInfo.InvariantCulture,
                    $"stopped after {timeLimit.TotalSeconds:0.#} s, the most that rendering may take"));
        }

        if (isTooMuch)
        {
            return new ToolOutcome(null,
                string.Create(CultureInfo.InvariantCulture,
                    $"stopped after {outputLimit / (1024 * 1024)} MiB, the most that rendering may give"));
        }

        return process.ExitCode == 0
            ? new ToolOutcome(Encoding.UTF8.GetString(output.Result!), null)
            : new ToolOutcome(null, Words(error, process.ExitCode));
    }

    private static string Words(Task<byte[]?> error, int exitCode)
    {
        try
        {
            if (error.GetAwaiter().GetResult() is { Length: > 0 } words)
                return Encoding.UTF8.GetString(words);
        }
        catch (OperationCanceledException)
        {
            // Its exit code is all that it said in time.
        }

        return string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}, and no word why");
    }

    // Null for more than the limit, unless the rest may be cut off.
    private static async Task<byte[]?> ReadAsync(Stream stream, int limit, bool isCut, CancellationToken token)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, token).ConfigureAwait(false) is > 0 and var count)
        {
            if (bytes.Length + count > limit && !isCut)
                return null;
            bytes.Write(buffer, 0, (int)Math.Min(count, limit - bytes.Length));
        }

        return bytes.ToArray();
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or AggregateException
            or System.ComponentModel.Win32Exception)
        {
            // It, or one that it began, ended by itself.
        }
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, Workshop workshop)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workshop.Home,
        };
        start.Environment.Clear();

        // Without a PATH there is no git to fetch with, and no plugin or post-renderer to run.
        start.Environment["PATH"] = workshop.Home;
        foreach (var home in (ReadOnlySpan<string>)["HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
            "XDG_DATA_HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME", "HELM_PLUGINS"])
        {
            start.Environment[home] = workshop.Home;
        }

        foreach (var proxy in (ReadOnlySpan<string>)["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"])
            start.Environment[proxy] = NoNetwork;
        start.Environment["KUBECONFIG"] = Path.Join(workshop.Home, "kubeconfig");
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
