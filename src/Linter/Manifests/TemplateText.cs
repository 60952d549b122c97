using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Tells files that a template engine has to render from manifests that only speak of templates.</summary>
internal static class TemplateText
{
    // What lines of ytt begin with (carvel.dev/ytt/docs).
    private static readonly string[] YttWords =
    [
        "#@ load(", "#@ if ", "#@ for ", "#@ def ", "#@ end", "#@ data.values", "#@data/values", "#@overlay/", "#@schema/",
    ];

    /// <summary>
    /// The first template action of a file that cannot be meant as it stands; null for manifests. A <c>{{ … }}</c> within
    /// quotes or a block scalar is somebody's value (an alert's text, an Argo parameter) unless it names Helm's own objects; these
    /// too are meant as they stand among the values of a HelmRelease, which Flux hands to the chart, and that may render them.
    /// </summary>
    public static SourceSpan? Find(YamlFile yaml)
    {
        var text = yaml.Source.Text;
        if (CommentAction(yaml) is { } comment)
            return comment;

        var first = FirstAction(text, 0);
        if (first < 0)
            return null;

        if (!yaml.IsComplete)
            return ActionAt(yaml.Source, first);

        var values = new Queue<SourceSpan>(yaml.Documents.SelectMany(ValuesIn));
        for (var at = first; at >= 0; at = FirstAction(text, at + 2))
        {
            while (values.TryPeek(out var passed) && passed.End <= at)
                values.Dequeue();
            var isValue = values.TryPeek(out var span) && span.Start <= at;
            if (IsBareAction(yaml, at) || (IsHelmAction(text, at) && !isValue))
                return ActionAt(yaml.Source, at);
        }

        return null;
    }

    public static string Shorten(SourceSpan span)
    {
        const int LongestShown = 40;
        return Characters.Shorten(span.Slice.ToString(), LongestShown);
    }

    /// <summary>
    /// What other tools hide in comments of manifests: lines of ytt (<c>#@ if</c>) and variables of Octopus in place of a value
    /// (<c>replicas: #{Count}</c>). To YAML the value is missing then.
    /// </summary>
    private static SourceSpan? CommentAction(YamlFile yaml)
    {
        var text = yaml.Source.Text;
        if (!text.Contains("apiVersion", StringComparison.Ordinal)
            || (!text.Contains("#@", StringComparison.Ordinal) && !text.Contains("#{", StringComparison.Ordinal)))
        {
            return null;
        }

        foreach (var comment in yaml.Comments)
        {
            if (IsYtt(comment.Span.Slice) || (comment.IsTrailing && IsVariableFor(text, comment.Span)))
                return comment.Span;
        }

        return null;
    }

    private static bool IsYtt(ReadOnlySpan<char> comment)
    {
        foreach (var word in YttWords)
        {
            if (comment.StartsWith(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsVariableFor(string text, SourceSpan comment)
    {
        var shown = comment.Slice;
        return shown.StartsWith("#{", StringComparison.Ordinal) && shown.Length > 3 && shown.IndexOf('}') > 2
            && shown.IndexOfAny(' ', '\t') < 0 && text.AsSpan(0, comment.Start).TrimEnd(' ').EndsWith(":", StringComparison.Ordinal);
    }

    private static int FirstAction(string text, int from)
    {
        var at = text.IndexOf('{', from);
        while (at >= 0 && (at + 1 == text.Length || (text[at + 1] is not ('{' or '%') && !IsRemark(text, at))))
            at = text.IndexOf('{', at + 1);
        return at;
    }

    // {# of Jinja #}, and not the ${#list[@]} of a script.
    private static bool IsRemark(string text, int at)
    {
        if (text[at + 1] != '#' || (at > 0 && text[at - 1] == '$'))
            return false;

        var line = text.AsSpan(at);
        var end = line.IndexOfAny('\n', '\r');
        return (end < 0 ? line : line[..end]).Contains("#}", StringComparison.Ordinal);
    }

    private static SourceSpan ActionAt(SourceText source, int start)
    {
        var lineEnd = source.Text.AsSpan(start).IndexOfAny('\n', '\r');
        var limit = lineEnd < 0 ? source.Text.Length : start + lineEnd;
        var close = source.Text.AsSpan(start, limit - start).IndexOf(source.Text[start + 1] switch
        {
            '%' => "%}",
            '#' => "#}",
            _ => "}}",
        });
        return source.Span(start, close < 0 ? limit : start + close + 2);
    }

    // Unquoted, YAML reads {{ x }} as a mapping whose key is a mapping: nobody writes that on purpose.
    private static bool IsBareAction(YamlFile yaml, int offset) =>
        yaml.Documents.Length > 0 && yaml.Documents[0].Tree.HasMappingAt(offset);

    private static IEnumerable<SourceSpan> ValuesIn(Node document) =>
        (document.IsMapping && document.Find("items") is { IsSequence: true } items
            ? items.Items.Select(ReleaseValues)
            : [ReleaseValues(document)]).OfType<SourceSpan>();

    private static SourceSpan? ReleaseValues(Node document) =>
        document.IsMapping
        && document.Find("kind")?.Value == Kinds.HelmRelease.Kind
        && document.Find("apiVersion")?.Value.StartsWith(Kinds.HelmRelease.Group + "/", StringComparison.Ordinal) == true
            ? document.Find("spec")?.Find("values")?.Span
            : null;

    private static bool IsHelmAction(string text, int offset)
    {
        var action = text.AsSpan(offset + 2, Math.Min(40, text.Length - offset - 2)).TrimStart("- ");
        return action.StartsWith(".Values.", StringComparison.Ordinal)
            || action.StartsWith(".Release.", StringComparison.Ordinal)
            || action.StartsWith(".Chart.", StringComparison.Ordinal)
            || action.StartsWith("include \"", StringComparison.Ordinal);
    }
}
