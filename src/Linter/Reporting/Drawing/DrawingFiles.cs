using System.Text;

namespace Linter.Reporting.Drawing;

/// <summary>Style and script, which lie beside this file and are built in.</summary>
internal static class DrawingFiles
{
    public static string DrawingStyle { get; } = Read("drawing.css");

    public static string PageStyle { get; } = Read("page.css");

    public static string PageScript { get; } = Read("page.js");

    private static string Read(string name)
    {
        using var stream = typeof(DrawingFiles).Assembly.GetManifestResourceStream($"drawing/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
