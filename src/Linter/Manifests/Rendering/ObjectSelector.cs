using System.Text.RegularExpressions;

namespace Linter.Manifests;

/// <summary>Which objects a patch or a replacement is for: kustomize's target, select and source.</summary>
internal sealed class ObjectSelector
{
    private readonly Func<string, bool> group;
    private readonly Func<string, bool> version;
    private readonly Func<string, bool> kind;
    private readonly Func<string, bool> name;
    private readonly Func<string, bool> @namespace;
    private readonly string? labels;
    private readonly string? annotations;

    /// <param name="target">What is written.</param>
    /// <param name="without">A field that is passed over.</param>
    public ObjectSelector(WrittenNode target, string without = "")
    {
        group = Pattern(without == "group" ? null : target.Text("group") ?? Group(target.Text("apiVersion")));
        version = Pattern(without == "version" ? null : target.Text("version") ?? Version(target.Text("apiVersion")));
        kind = Pattern(without == "kind" ? null : target.Text("kind"));
        name = Pattern(without == "name" ? null : target.Text("name"));
        PlainName = target.Text("name") is { } text && Regex.Escape(text) == text ? text : null;
        @namespace = Pattern(without == "namespace" ? null : target.Text("namespace"));
        (labels, annotations) = (target.Text("labelSelector"), target.Text("annotationSelector"));
    }

    /// <summary>The only name that is selected; null for any other pattern.</summary>
    public string? PlainName { get; }

    public bool Selects(ReplayedObject candidate) =>
        !candidate.IsDeleted && kind(candidate.Kind.Kind) && group(candidate.Kind.Group) && version(candidate.Version)
        && candidate.Names.Any(known => name(known.Name) && @namespace(known.Namespace))
        && Holds(labels, candidate, "labels") && Holds(annotations, candidate, "annotations");

    /// <summary>Whatever labels and annotations say; names and namespaces of any time count each by itself.</summary>
    public bool MaySelect(ReplayedObject candidate) =>
        kind(candidate.Kind.Kind) && group(candidate.Kind.Group) && version(candidate.Version)
        && candidate.Names.Any(known => name(known.Name))
        && candidate.Names.Any(known => @namespace(known.Namespace) || (known.Namespace.Length == 0 && @namespace("default")));

    private static string? Group(string? apiVersion) =>
        apiVersion?.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? apiVersion[..slash] : null;

    private static string? Version(string? apiVersion) => apiVersion?[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static Func<string, bool> Pattern(string? pattern)
    {
        if (string.IsNullOrEmpty(pattern))
            return _ => true;
        if (Regex.Escape(pattern) == pattern)
            return text => text == pattern;

        try
        {
            // Linear in the text, whatever the pattern: no clock has to end it.
            return new Regex($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
                Regex.InfiniteMatchTimeout).IsMatch;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return text => text == pattern;
        }
    }

    /// <summary>The grammar of kubectl's --selector: a=b, a==b, a!=b, a in (b,c), a notin (b,c), a, !a.</summary>
    private static bool Holds(string? selector, ReplayedObject candidate, string field) =>
        selector is null || Terms(selector).All(term => Holds(term.Trim(), candidate.Root.Find("metadata")?.Find(field)));

    private static bool Holds(string term, ReplayedValue? map)
    {
        if (term.StartsWith('!'))
            return map?.TextAt(term[1..].Trim()) is null;
        if (Split(term, "!=") is var (notKey, notValue))
            return map?.TextAt(notKey) != notValue;
        if (Split(term, "==") is var (sameKey, sameValue))
            return map?.TextAt(sameKey) == sameValue;
        if (Split(term, "=") is var (key, value))
            return map?.TextAt(key) == value;
        if (Split(term, " notin ") is var (outKey, none))
            return !Among(none, map?.TextAt(outKey));
        if (Split(term, " in ") is var (inKey, some))
            return Among(some, map?.TextAt(inKey));
        return map?.TextAt(term) is not null;
    }

    private static (string Key, string Value)? Split(string term, string by) =>
        term.IndexOf(by, StringComparison.Ordinal) is > 0 and var at ? (term[..at].Trim(), term[(at + by.Length)..].Trim()) : null;

    private static bool Among(string list, string? value) =>
        value is not null && list.Trim('(', ')', ' ').Split(',', StringSplitOptions.TrimEntries).Contains(value, StringComparer.Ordinal);

    private static IEnumerable<string> Terms(string selector)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < selector.Length; i++)
        {
            depth += selector[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (selector[i] != ',' || depth > 0)
                continue;

            yield return selector[start..i];
            start = i + 1;
        }

        if (start < selector.Length)
            yield return selector[start..];
    }
}
