using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Words that containers are given: in args, commands, values of env, and in ConfigMaps. A name that stands there may be
/// made by the container itself (<c>kubectl create secret generic NAME</c>, <c>--secret-name=NAME</c>).
/// </summary>
internal sealed class NameMentions
{
    private readonly Dictionary<string, Node> words = new(StringComparer.Ordinal);

    public NameMentions(LinkGraph graph)
    {
        foreach (var container in graph.PodTemplates.SelectMany(pods => pods.Containers))
        {
            AddAll(container.Node.Find("command"));
            AddAll(container.Node.Find("args"));
            foreach (var variable in container.Node.Find("env")?.Items ?? default)
                Add(variable.Find("value"));
        }

        foreach (var map in graph.OfKind(Kinds.ConfigMap))
        {
            foreach (var entry in map.Root.Find("data")?.Entries ?? default)
                Add(entry.Value);
        }
    }

    /// <summary>Where the name stands as a word of its own; null where it does not.</summary>
    public Node? Find(string name) => words.TryGetValue(name, out var at) ? at : null;

    private void AddAll(Node? list)
    {
        foreach (var item in list?.Items ?? default)
            Add(item);
    }

    private void Add(Node? text)
    {
        if (text is not { IsScalar: true, IsNull: false } scalar)
            return;

        var value = scalar.Value;
        for (var start = 0; start < value.Length;)
        {
            var end = start;
            while (end < value.Length && IsOfName(value[end]))
                end++;
            if (end - start is > 1 and < 254)
                words.TryAdd(value[start..end].Trim('-', '.'), scalar);
            start = end + 1;
        }
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.';
}
