using System.Globalization;
using Linter.Manifests;

namespace Linter.Graph.Walks;

/// <summary>How walks speak of things.</summary>
internal static class WalkText
{
    /// <summary>"shop/cart", or "cart" without a namespace.</summary>
    public static string Of(Resource resource) => resource.Namespace is { } name ? $"{name}/{resource.Name}" : resource.Name;

    /// <summary>"Service shop/cart".</summary>
    public static string Full(Resource resource) => $"{resource.KindName} {Of(resource)}";

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"1 path", "2 paths".</summary>
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>"a, b and 3 more".</summary>
    public static string List(IReadOnlyCollection<string> items, int most = 3) =>
        items.Count <= most + 1 ? string.Join(", ", items) : $"{string.Join(", ", items.Take(most))} and {Of(items.Count - most)} more";
}
