using System.Runtime.CompilerServices;
using System.Text;

namespace Linter.Tests.Support;

/// <summary>Compares text with a file in the Golden folder beside the test; LINT_ACCEPT=1 writes the file instead.</summary>
public static class Golden
{
    public static void Matches(string name, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);
        Check(path, actual);
    }

    /// <summary>The same for a file anywhere.</summary>
    public static void Check(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("LINT_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return;
        }

        var name = Path.GetRelativePath(Repository.Root, path);
        if (!File.Exists(path))
            Assert.Fail($"{name} does not exist; write it with LINT_ACCEPT=1. Actual:\n{actual}");
        if (FirstDifference(File.ReadAllText(path), actual) is { } difference)
            Assert.Fail($"{name} differs (LINT_ACCEPT=1 rewrites it)\n{difference}");
    }

    /// <summary>The first line that differs, with its number; null when the texts are equal.</summary>
    public static string? FirstDifference(string expected, string actual)
    {
        if (string.Equals(expected, actual, StringComparison.Ordinal))
            return null;

        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && string.Equals(left[line], right[line], StringComparison.Ordinal))
            line++;
        return $"line {line + 1}\n  expected: {LineAt(left, line)}\n  actual:   {LineAt(right, line)}";
    }

    private static string LineAt(string[] lines, int index) => index < lines.Length ? lines[index] : "(end of text)";
}
