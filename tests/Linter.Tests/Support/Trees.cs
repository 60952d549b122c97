using System.Text;
using Linter.Yaml;

namespace Linter.Tests.Support;

/// <summary>Looks at whole node trees.</summary>
internal static class Trees
{
    /// <summary>A tree in one line of flow notation, every scalar as its decoded text, line breaks shown.</summary>
    public static string Show(Node node)
    {
        var text = new StringBuilder();
        Show(node, text);
        return text.ToString();
    }

    /// <summary>Every stored node lies in the file, and each child in its parent.</summary>
    public static void ShouldHaveNestedSpans(Node root)
    {
        var tree = root.Tree;
        var stack = new Stack<(NodeData Data, int Next)>();
        for (var index = root.Index; index < tree.NextOf(root.Index); index++)
        {
            var node = tree.Data(index);
            while (stack.Count > 0 && index >= stack.Peek().Next)
                stack.Pop();

            if (node.Start < 0 || node.End < node.Start || node.End > tree.Source.Text.Length)
                Assert.Fail($"{tree.Source.Path}: {node} lies outside the file");
            if (stack.Count > 0 && (node.Start < stack.Peek().Data.Start || node.End > stack.Peek().Data.End))
                Assert.Fail($"{tree.Source.Path}: {node} lies outside its parent {stack.Peek().Data}");
            stack.Push((node, node.NextAfter(index)));
        }
    }

    private static void Show(Node node, StringBuilder text)
    {
        if (node.IsScalar)
        {
            text.Append(node.Value.Replace("\n", "⏎", StringComparison.Ordinal));
            return;
        }

        text.Append(node.IsMapping ? '{' : '[');
        var separator = "";
        foreach (var entry in node.Entries)
        {
            text.Append(separator);
            Show(entry.Key, text);
            text.Append(": ");
            Show(entry.Value, text);
            separator = ", ";
        }

        foreach (var item in node.Items)
        {
            text.Append(separator);
            Show(item, text);
            separator = ", ";
        }

        text.Append(node.IsMapping ? '}' : ']');
    }
}
