using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Text;

namespace Linter.Manifests;

/// <summary>Questions to the file system that never open a file and never throw.</summary>
internal static class Disk
{
    private const int ModeOffset = 4;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int FolderType = 0x4000;
    private const int StatusSize = 512;
    private const int LongestOnStack = 256;
    private const int MaxBytesPerChar = 3;

    /// <summary>What .NET gives for a path to nothing.</summary>
    private const FileAttributes NoAttributes = (FileAttributes)(-1);

    private static readonly EnumerationOptions EveryEntry = new()
    {
        AttributesToSkip = default,
        IgnoreInaccessible = false,
        MatchType = MatchType.Simple,
        RecurseSubdirectories = false,
    };

    public static EntryKind KindOf(string path)
    {
        if (!OperatingSystem.IsWindows() && !path.Contains('\0', StringComparison.Ordinal) && TypeOf(path) is not 0 and var type)
            return type switch { FolderType => EntryKind.Folder, RegularFile => EntryKind.File, _ => EntryKind.Special };
        if (Directory.Exists(path))
            return EntryKind.Folder;
        if (File.Exists(path))
            return IsSpecial(path) ? EntryKind.Special : EntryKind.File;

        try
        {
            // File.GetAttributes throws for what is missing, and the first exception of a process takes milliseconds.
            return new FileInfo(path).Attributes == NoAttributes ? EntryKind.Missing : EntryKind.Inaccessible;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return EntryKind.Missing;
        }
        catch (Exception exception) when (IsReadFailure(exception))
        {
            return EntryKind.Inaccessible;
        }
    }

    public static bool IsFile(string path) => KindOf(path) == EntryKind.File;

    /// <summary>The entries of a folder in ordinal order of the paths below it; throws what <see cref="IsReadFailure"/> knows.</summary>
    public static List<FolderEntry> Entries(string folder)
    {
        var entries = new List<FolderEntry>(new FileSystemEnumerable<FolderEntry>(folder, EntryOf, EveryEntry));
        entries.Sort(FolderEntry.Order);
        return entries;
    }

    private static FolderEntry EntryOf(ref FileSystemEntry entry) =>
        new(entry.FileName.ToString(), entry.IsDirectory,
            entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.ToFileSystemInfo().LinkTarget is not null);

    /// <summary>The text of a small file of ours to obey, such as .gitignore; null when it is not there or cannot be read.</summary>
    public static string? TextOf(string path)
    {
        if (!IsFile(path))
            return null;

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (IsReadFailure(exception))
        {
            return null;
        }
    }

    public static bool IsReadFailure(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException;

    /// <summary>The failure in a few words, without the absolute path that the runtime's own message holds.</summary>
    /// <remarks>Names of files are bytes; the runtime reads those that are no UTF-8 as U+FFFD, and finds no such file.</remarks>
    public static string Describe(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException when path.Contains('\uFFFD', StringComparison.Ordinal) =>
            "its name is not valid UTF-8",
        UnauthorizedAccessException or System.Security.SecurityException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "it is no longer there",
        PathTooLongException => "its path is too long",
        _ => "the system reports an input/output error",
    };

    // .NET tells files from folders only. A regular file must be told from a pipe without opening it: opening waits for a writer.
    private static bool IsSpecial(string path) => OperatingSystem.IsWindows() && File.GetAttributes(path).HasFlag(FileAttributes.Device);

    // One question to the system for the usual case; 0 where it gives no answer.
    private static int TypeOf(string path)
    {
        Span<byte> status = stackalloc byte[StatusSize];
        Span<byte> name = path.Length < LongestOnStack
            ? stackalloc byte[(LongestOnStack * MaxBytesPerChar) + 1]
            : new byte[Encoding.UTF8.GetByteCount(path) + 1];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        try
        {
            return Stat(ref MemoryMarshal.GetReference(name), ref MemoryMarshal.GetReference(status)) == 0
                ? BitConverter.ToInt32(status[ModeOffset..]) & TypeMask
                : 0;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return 0;
        }
    }

    // The runtime's own portable stat: flags, then the mode, are the first two integers on every Unix.
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(ref byte path, ref byte status);
}
