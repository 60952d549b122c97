using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Linter.Manifests;

/// <summary>The text of a file, or why there is none. Reading never throws and never waits on a pipe.</summary>
public sealed class FileText
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int DefaultLimit = 32 * 1024 * 1024;

    private FileText(string? text, InputProblem? problem) => (Text, Problem) = (text, problem);

    /// <summary>Without a byte order mark; null exactly where there is a problem.</summary>
    public string? Text { get; }

    public InputProblem? Problem { get; }

    /// <summary>The encoding of a text that is read here but not by kubectl; null for any other.</summary>
    public string? RefusedEncoding { get; private init; }

    [MemberNotNullWhen(true, nameof(Text))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsReadable => Text is not null;

    /// <summary>Reads UTF-8, or UTF-16 and UTF-32 by their byte order mark or the zero bytes of their first characters.</summary>
    public static FileText Read(InputFile file, int limit = DefaultLimit)
    {
        if (file.Text is not null)
            return new FileText(file.Text, null) { RefusedEncoding = file.RefusedEncoding };
        if (file.Read is { } known && limit == DefaultLimit)
            return known;

        try
        {
            return Disk.KindOf(file.FullPath!) switch
            {
                EntryKind.Folder => Failed(file.Path, "is a folder"),
                EntryKind.Special => Failed(file.Path, "is a pipe, socket or device"),
                _ => ReadBytes(file, limit),
            };
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            return Failed(file.Path, $"cannot be read: {Disk.Describe(exception, file.Path)}");
        }
    }

    /// <summary>Text that is there already.</summary>
    public static FileText Of(string text) => new(text, null);

    /// <summary>A file that cannot be read, with the reason to follow its name.</summary>
    public static FileText Unreadable(string shown, string what) => Failed(shown, what);

    /// <summary>The text of a file of a tree.</summary>
    internal static FileText Read(FileTree files, string path, string shown) => files.Held(path, shown) ?? Read(new InputFile(shown, path));

    /// <summary>The same for bytes that come from elsewhere, such as standard input.</summary>
    public static FileText Read(string path, Stream stream, int limit = DefaultLimit)
    {
        try
        {
            return ReadAll(path, stream, limit);
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            return Failed(path, $"cannot be read: {Disk.Describe(exception, path)}");
        }
    }

    private static FileText ReadBytes(InputFile file, int limit)
    {
        using var handle = File.OpenHandle(file.FullPath!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        if (length > limit)
            return TooLarge(file.Path, limit);

        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var filled = 0;
            while (filled < length && RandomAccess.Read(handle, buffer.AsSpan(filled, (int)length - filled), filled) is > 0 and var count)
                filled += count;
            if (filled > 0)
                return Decoded(file.Path, buffer.AsSpan(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        // Some files do not know how long they are.
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        stream.Position = 0;
        return ReadAll(file.Path, stream, limit);
    }

    private static FileText Decoded(string path, ReadOnlySpan<byte> bytes)
    {
        if (TextEncodings.IsGitCrypt(bytes))
        {
            return new FileText(null, new InputProblem(path, $"'{path}' is encrypted by git-crypt",
                "unlock it with git-crypt unlock, or exclude it in .lint.yaml"));
        }

        return TextEncodings.Decode(bytes, out var error) is { } text
            ? new FileText(text, null) { RefusedEncoding = TextEncodings.Refused(bytes) }
            : Failed(path, error);
    }

    private static FileText ReadAll(string path, Stream stream, int limit)
    {
        // One byte more than expected, so that the end is seen without growing.
        var buffer = ArrayPool<byte>.Shared.Rent(stream.CanSeek ? (int)Math.Min(stream.Length, limit) + 1 : 64 * 1024);
        try
        {
            var length = 0;
            while (stream.Read(buffer, length, buffer.Length - length) is > 0 and var count)
            {
                length += count;
                if (length > limit)
                    return TooLarge(path, limit);
                if (length == buffer.Length)
                    buffer = Grown(buffer, (int)Math.Min(2L * buffer.Length, limit + 1L));
            }

            return Decoded(path, buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer, int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static FileText TooLarge(string path, int limit) =>
        new(null, new InputProblem(
            path,
            string.Create(CultureInfo.InvariantCulture, $"'{path}' is larger than {Size(limit)}, the most that is read of one file"),
            "exclude it in .lint.yaml if it holds no manifests, or raise --max-file-size"));

    private static string Size(int bytes) => bytes >= 1024 * 1024 ? $"{bytes / (1024 * 1024)} MiB" : $"{bytes} bytes";

    private static FileText Failed(string path, string what) => new(null, new InputProblem(path, $"'{path}' {what}"));
}
