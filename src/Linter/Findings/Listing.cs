namespace Linter.Findings;

/// <summary>Lists in messages: whole where a person has written them, cut where a message would grow with its file.</summary>
internal static class Listing
{
    private const int Most = 24;

    /// <summary>"a, b, c"; beyond 24 "a, b, … and 7 more". Only what is shown is put into words.</summary>
    public static string Of<T>(IReadOnlyCollection<T> items) =>
        items.Count <= Most ? string.Join(", ", items) : $"{string.Join(", ", items.Take(Most))} and {items.Count - Most} more";
}
