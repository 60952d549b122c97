using System.Globalization;
using System.Text;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Yaml;

/// <summary>Holds what the fast reader makes of a text against what the parser makes of it.</summary>
internal static class EngineComparison
{
    /// <summary>Whether the fast reader took the text; throws where the two differ.</summary>
    public static bool Agree(string path, string text)
    {
        var source = new SourceText(path, text);
        var fast = new FileReading(source, YamlLimits.Default, YamlEngine.Fast);
        var one = fast.Run();
        if (!fast.IsFast)
            return false;

        var other = new FileReading(source, YamlLimits.Default, YamlEngine.Reference).Run();
        if (Difference(one, other) is { } difference)
            throw new InvalidOperationException($"{path}: {difference}\n{System.Text.Json.JsonSerializer.Serialize(text)}\n{text}");
        return true;
    }

    private static string? Difference(YamlFile fast, YamlFile reference) =>
        fast.IsComplete != reference.IsComplete ? $"complete {fast.IsComplete}/{reference.IsComplete}: {Show(reference.Findings)}"
        : Trees(fast, reference)
        ?? Unequal("comments", Show(fast.Comments), Show(reference.Comments))
        ?? Unequal("findings", Show(fast.Findings), Show(reference.Findings));

    private static string? Trees(YamlFile fast, YamlFile reference)
    {
        var roots = Unequal("roots", Roots(fast), Roots(reference));
        if (roots is not null || fast.Documents.IsEmpty)
            return roots;

        var (one, other) = (fast.Documents[0].Tree, reference.Documents[0].Tree);
        for (var index = 0; index < Math.Min(one.Count, other.Count); index++)
        {
            if (!AreEqual(one, other, index))
                return Unequal("node", Show(one, index), Show(other, index)) ?? "node";
        }

        return Unequal("count", one.Count.ToString(CultureInfo.InvariantCulture), other.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static bool AreEqual(NodeTree one, NodeTree other, int index)
    {
        var (a, b) = (one.Data(index), other.Data(index));
        var (merged, merges) = (one.MergedEntries(index), other.MergedEntries(index));
        return (a.Kind, a.Style, a.Start, a.End, a.NextAfter(index)) == (b.Kind, b.Style, b.Start, b.End, b.NextAfter(index))
            && (a.Kind != NodeKind.Alias || a.Payload == b.Payload)
            && one.SpanOf(index).SequenceEqual(other.SpanOf(index))
            && one.TagOf(index) == other.TagOf(index)
            && merged.IsDefault == merges.IsDefault
            && (merged.IsDefault || merged.SequenceEqual(merges));
    }

    private static string? Unequal(string what, string fast, string reference) =>
        fast == reference ? null : $"{what} differ\nfast      {fast}\nreference {reference}";

    private static string Roots(YamlFile file) => string.Join(' ', file.Documents.Select(root => root.Index));

    private static string Show(NodeTree tree, int index) =>
        $"{index} {tree.Data(index)} {System.Text.Json.JsonSerializer.Serialize(tree.SpanOf(index).ToString())} {tree.TagOf(index)}";

    private static string Show(IEnumerable<Comment> comments) =>
        string.Join(' ', comments.Select(comment => $"{comment.Span.Start}-{comment.Span.End}{(comment.IsTrailing ? "t" : "")}"));

    private static string Show(IEnumerable<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{finding.RuleId} {finding.Span.Start}-{finding.Span.End} {finding.Message.Text} {finding.Help} ");
            text.AppendJoin(';', finding.Related.Select(related => $"{related.Span.Start}-{related.Span.End} {related.Message}"));
            text.AppendJoin(';', finding.Notes)
                .AppendJoin(';', finding.Fix?.Edits.Select(edit => $"{edit.Span.Start} {edit.NewText}") ?? [])
                .Append('\n');
        }

        return text.ToString();
    }
}
