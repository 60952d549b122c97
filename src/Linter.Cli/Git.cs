using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Linter.Cli;

/// <summary>What git answered to a question that it could not answer: its own words.</summary>
internal sealed class GitException(string message, string? help = null) : Exception(message)
{
    public string? Help { get; } = help;
}

/// <summary>
/// Questions to git about one repository. Only such as read objects: no working tree, index, hook, filter, pager or network
/// is ever touched.
/// </summary>
internal sealed class Git
{
    private const int MostWords = 2_000;

    // How the user set git up, the trust in a folder among it.
    private static readonly string[] KeptVariables = ["GIT_CONFIG", "GIT_SSL", "GIT_EXEC_PATH"];

    private readonly string program;
    private readonly string folder;

    private Git(string program, string folder) => (this.program, this.folder) = (program, folder);

    /// <summary>Git of a repository's folder; null where no git is on PATH.</summary>
    public static Git? In(string folder, CliEnvironment environment) =>
        Programs.OnPath("git", environment) is { } program ? new Git(program, folder) : null;

    /// <summary>What git writes to standard output; its complaint as an exception.</summary>
    public byte[] Ask(params string[] arguments) =>
        TryAsk(out var output, out var error, arguments) ? output : throw new GitException(error);

    /// <summary>False where git answers with an exit code other than 0.</summary>
    public bool TryAsk(out byte[] output, out string error, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var words = process.StandardError.ReadToEndAsync();
        using var buffer = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(buffer);
        process.WaitForExit();
        (output, error) = (buffer.ToArray(), Words(words.GetAwaiter().GetResult()));
        return process.ExitCode == 0;
    }

    /// <summary>Opens git's store of objects for reading one after another.</summary>
    public GitObjects Objects() => new(Start("cat-file", "--batch"));

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(program, ["-C", folder, "--no-pager", "--literal-pathspecs", .. arguments])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
            start.Environment.Remove(name);

        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";

        // A partial clone would fetch what it lacks.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new GitException("it cannot be started");
        }
    }

    // GIT_DIR, GIT_INDEX_FILE and their like are set in hooks, and mean another repository than the one asked about.
    private static bool IsForeign(string name) =>
        name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)
        && !Array.Exists(KeptVariables, kept => name.StartsWith(kept, StringComparison.OrdinalIgnoreCase));

    internal static string Words(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.StartsWith("fatal: ", StringComparison.Ordinal) ? line["fatal: ".Length..] : line);
        var words = string.Join("; ", lines).TrimEnd('.');
        return words.Length > MostWords ? words[..MostWords] : words;
    }
}

/// <summary>Git's objects by their ids, over one process.</summary>
internal sealed class GitObjects(Process process) : IDisposable
{
    private readonly Task<string> words = process.StandardError.ReadToEndAsync();
    private readonly Stream output = new BufferedStream(process.StandardOutput.BaseStream, 64 * 1024);

    /// <summary>The bytes of an object; null where it is larger than the limit.</summary>
    public byte[]? Read(string id, int limit)
    {
        Ask(id);
        var header = Line();
        if (header.Split(' ') is not [_, _, var digits]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw Lost(header);
        }

        if (size > limit)
        {
            Pass(size + 1);
            return null;
        }

        var bytes = new byte[size];
        try
        {
            output.ReadExactly(bytes);
        }
        catch (EndOfStreamException)
        {
            throw Lost("");
        }

        Pass(1);
        return bytes;
    }

    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(milliseconds: 2_000))
                process.Kill();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // It has ended by itself.
        }

        process.Dispose();
    }

    private void Ask(string id)
    {
        try
        {
            process.StandardInput.Write(id + "\n");
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw Lost("");
        }
    }

    private string Line()
    {
        var line = new StringBuilder();
        for (var next = output.ReadByte(); next is not '\n'; next = output.ReadByte())
        {
            if (next < 0)
                throw Lost("");
            line.Append((char)next);
        }

        return line.ToString();
    }

    private void Pass(long count)
    {
        var rest = new byte[(int)Math.Min(count, 64 * 1024)];
        while (count > 0)
        {
            var read = output.Read(rest, 0, (int)Math.Min(count, rest.Length));
            if (read == 0)
                throw Lost("");
            count -= read;
        }
    }

    // The process ends by itself where an object cannot be had; then it says why.
    private GitException Lost(string header)
    {
        var said = header.EndsWith(" missing", StringComparison.Ordinal)
            ? "object " + header
            : process.WaitForExit(milliseconds: 2_000) ? Git.Words(words.GetAwaiter().GetResult()) : "it stopped answering";
        return new GitException(
            said.Length == 0 ? "it ended without a word" : said,
            "a partial clone lacks the files of older commits: fetch them first, for example with git fetch --refetch --no-filter");
    }
}
