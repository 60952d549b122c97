namespace Linter.Reporting;

/// <summary>Numbers with their noun.</summary>
internal static class Plural
{
    /// <summary>"1 file", "2 files".</summary>
    public static string Of(int count, string noun) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
