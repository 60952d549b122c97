namespace Linter.Findings;

/// <summary>Lists in messages: whole where a person has written them, cut where a message would grow with its file.</summary>
internal static class Listing
{
    private const int Most = 24;

    /// <summary>"a, b, c"; beyond the most that is shown "a, b, … and 7 more". Only what is shown is put into words.</summary>
    public static string Of<T>(IReadOnlyCollection<T> items, int most = Most) =>
        Of(items, static item => item?.ToString() ?? "", most);

    /// <summary>The same by what each is called.</summary>
    public static string Of<T>(IReadOnlyCollection<T> items, Func<T, string> name, int most = Most) =>
        items.Count <= most
            ? string.Join(", ", items.Select(name))
            : $"{string.Join(", ", items.Take(most).Select(name))} and {items.Count - most} more";
}
