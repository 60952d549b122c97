using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>
/// What rests on a mistake that is an error already, whatever the rule: on one of two equal keys, or on a namespace that can be none. Once
/// that is mended the finding may be gone, so it is a warning that names the cause, and advises nothing else.
/// </summary>
internal static class Consequences
{
    // Where a request breaks off stays an error of its own: who follows the request looks for it.
    private static readonly HashSet<string> OfNames = new(StringComparer.Ordinal)
    {
        "config-map-not-found", "secret-not-found", "claim-not-found", "service-account-not-found", "role-not-found",
        "storage-class-not-found", "ingress-tls-secret-not-found",
    };

    // A file with more doubled keys is past such advice, and each is compared with each finding that points there.
    private const int MostDoubled = 64;

    public static void Weigh(LinkGraph graph, List<Finding> findings)
    {
        if (findings.Count == 0)
            return;

        Join(findings);
        var (doubled, namespaces) = (DoubledKeys(graph), RefusedNamespaces(findings));
        if (doubled.Count == 0 && namespaces.Count == 0)
            return;

        for (var i = 0; i < findings.Count; i++)
            findings[i] = OfNamespace(OfDoubledKey(findings[i], doubled), namespaces);
    }

    // A number where a name belongs leads nowhere, of course: it is told once, with what it would come to as a name.
    private static void Join(List<Finding> findings)
    {
        Dictionary<SourceSpan, int>? mistyped = null;
        for (var i = 0; i < findings.Count; i++)
        {
            if (IsMistyped(findings[i]))
                (mistyped ??= [])[findings[i].Span] = i;
        }

        if (mistyped is null)
            return;

        foreach (var finding in findings.Where(finding => IsOfName(finding) && mistyped.ContainsKey(finding.Span)).ToList())
        {
            var at = mistyped[finding.Span];
            findings[at] = findings[at] with
            {
                Notes = findings[at].Notes.Add($"as a string it leads nowhere: {finding.Message} ({finding.RuleId})"),
            };
        }

        findings.RemoveAll(finding => IsOfName(finding) && mistyped.ContainsKey(finding.Span));
    }

    private static bool IsMistyped(Finding finding) =>
        finding is { RuleId: "wrong-type", Severity: Severity.Error, Label: "read as a number" or "read as a boolean" };

    private static bool IsOfName(Finding finding) => OfNames.Contains(finding.RuleId);

    private static Dictionary<SourceText, ImmutableArray<DoubledKey>> DoubledKeys(LinkGraph graph)
    {
        var found = new Dictionary<SourceText, ImmutableArray<DoubledKey>>();
        foreach (var resource in graph.Resources)
        {
            if (resource.Root.Tree.Doubled is { IsEmpty: false, Length: <= MostDoubled } doubled)
                found[resource.Source] = doubled;
        }

        return found;
    }

    private static HashSet<SourceSpan> RefusedNamespaces(List<Finding> findings) =>
        [.. findings.Where(IsRefusedNamespace).Select(finding => finding.Span)];

    private static bool IsRefusedNamespace(Finding finding) =>
        finding is { RuleId: "invalid-name", Severity: Severity.Error, Subject.Path: "metadata.namespace" };

    private static Finding OfDoubledKey(Finding finding, Dictionary<SourceText, ImmutableArray<DoubledKey>> doubled)
    {
        if (doubled.Count == 0 || NamesCause(finding))
            return finding;

        // What it reads at its own place is what it speaks of.
        foreach (var related in finding.Related)
        {
            foreach (var key in doubled.GetValueOrDefault(related.Span.Source, []))
            {
                if (key.Holds(related.Span) && !key.Holds(finding.Span))
                {
                    return Of(finding, Told(key),
                        $"keep one '{MessageText.Cut(key.Key)}' in {key.Again.Source.Path} first (duplicate-key)");
                }
            }
        }

        return finding.Fix is { } fix
            && fix.Edits.Any(edit => doubled.GetValueOrDefault(edit.Span.Source, []).Any(key => key.First.Contains(edit.Span)))
            ? finding with { Fix = null }
            : finding;
    }

    // It is a consequence of something nearer.
    private static bool NamesCause(Finding finding) => finding.Notes.Any(note =>
        note.StartsWith("a consequence: ", StringComparison.Ordinal)
            || note.StartsWith("the cause is reported as ", StringComparison.Ordinal));

    private static string Told(DoubledKey key) => string.Create(
        CultureInfo.InvariantCulture,
        $"perhaps a consequence: '{MessageText.Cut(key.Key)}' stands twice in {key.Again.Source.Path}, in lines {key.First.From.Line} and {key.Again.From.Line}, and the last was taken");

    private static Finding OfNamespace(Finding finding, HashSet<SourceSpan> namespaces)
    {
        if (namespaces.Count == 0 || IsRefusedNamespace(finding))
            return finding;

        var cause = namespaces.Contains(finding.Span)
            ? finding.Span
            : finding.Related.FirstOrDefault(related => namespaces.Contains(related.Span))?.Span;
        return cause is not { } at ? finding
            : Of(finding, $"a consequence: '{MessageText.Cut(at.Slice.ToString())}' can be no namespace (invalid-name)",
                $"mend the namespace in {at.Source.Path} first");
    }

    private static Finding Of(Finding finding, string note, string help) => finding with
    {
        Severity = finding.Severity < Severity.Warning ? finding.Severity : Severity.Warning,
        Notes = finding.Notes.Add(note),
        Help = help,
        Fix = null,
    };
}
