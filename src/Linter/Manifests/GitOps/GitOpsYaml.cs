using System.Collections.Immutable;
using System.Globalization;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Pieces of objects as text for the tools.</summary>
internal static class GitOpsYaml
{
    /// <summary>A scalar's text; null for what is none, is empty, or holds a placeholder that nobody filled.</summary>
    public static string? Text(Node? node) =>
        node is { IsScalar: true } scalar && !scalar.IsNull && scalar.Value.Length > 0
            && !scalar.Value.Contains("{{", StringComparison.Ordinal)
            ? scalar.Value
            : null;

    public static IEnumerable<Node> Items(Node? node) => node is { IsSequence: true } list ? list.Items : [];

    public static IEnumerable<string> Texts(Node? node) => Items(node).Select(item => Text(item)).OfType<string>();

    public static bool IsTrue(Node? node) => node is { IsScalar: true, Value: "true" };

    /// <summary>There is something in it.</summary>
    public static bool IsFilled(Node? node) =>
        node is { } value && !value.IsNull && (value.IsScalar ? value.Value.Length > 0 : value.Entries.Count + value.Items.Count > 0);

    /// <summary>The node as a document of its own.</summary>
    public static string Document(Node node) => new string(' ', node.Span.From.Column - 1) + node.Span.Slice.ToString() + "\n";

    /// <summary>An entry of a mapping at the left margin.</summary>
    public static string Entry(string key, Node value) =>
        value.IsScalar ? $"{key}: {value.Span.Slice}" : $"{key}:\n{Document(value).TrimEnd('\n')}";

    public static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>"[name=]new[:tag][@digest]", as kustomize edit takes it, as an entry of a kustomization's images.</summary>
    public static string Image(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var image = text[(equals + 1)..];
        var at = image.IndexOf('@', StringComparison.Ordinal);
        var (named, digest) = at < 0 ? (image, null) : (image[..at], image[(at + 1)..]);
        var colon = named.LastIndexOf(':');
        var (name, tag) = colon > named.LastIndexOf('/') ? (named[..colon], named[(colon + 1)..]) : (named, null);
        var parts = new List<string> { $"name: {Quoted(equals < 0 ? name : text[..equals])}" };
        if (equals >= 0)
            parts.Add($"newName: {Quoted(name)}");
        if (tag is not null)
            parts.Add($"newTag: {Quoted(tag)}");
        if (digest is not null)
            parts.Add($"digest: {Quoted(digest)}");
        return string.Create(CultureInfo.InvariantCulture, $"- {{{string.Join(", ", parts)}}}");
    }

    /// <summary>Keys of a mapping that are given, out of some.</summary>
    public static ImmutableArray<string> Given(Node? mapping, string owner, params ReadOnlySpan<string> keys)
    {
        var given = ImmutableArray.CreateBuilder<string>();
        foreach (var key in keys)
        {
            if (IsFilled(mapping?.Find(key)))
                given.Add($"{owner}.{key}");
        }

        return given.ToImmutable();
    }
}
