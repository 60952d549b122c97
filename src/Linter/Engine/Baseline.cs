using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>
/// Findings that were there before and are not reported again. They are known by rule, object and YAML path, not by line
/// or words; without an object the file stands for it.
/// </summary>
public sealed class Baseline
{
    public const string FileName = ManifestFinder.BaselineFileName;

    private const int Version = 1;

    // No field: a run without a baseline knows nothing of JSON.
    private static JsonWriterOptions OnOneLine => new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImmutableSortedDictionary<Key, Entry> entries;

    private Baseline(ImmutableSortedDictionary<Key, Entry> entries) => this.entries = entries;

    /// <summary>How many findings it holds.</summary>
    public long Count => entries.Values.Sum(entry => entry.Count);

    /// <param name="findings">What is to be known.</param>
    /// <param name="nameOf">The name of a file by its shown path, such as the path from the baseline's folder.</param>
    public static Baseline Of(IEnumerable<Finding> findings, Func<string, string> nameOf) =>
        new(findings.GroupBy(finding => Key.Of(finding, nameOf))
            .ToImmutableSortedDictionary(same => same.Key, same => new Entry(same.Count(), null)));

    /// <summary>The baseline, or the first thing in it that is not understood.</summary>
    public static (Baseline? Baseline, InputProblem? Problem) Read(SourceText source)
    {
        var yaml = YamlReader.Read(source);
        if (!yaml.Findings.IsEmpty)
            return (null, Problem(yaml.Findings[0].Span, yaml.Findings[0].Message.Text));
        if (yaml.Documents is not [{ IsMapping: true } root])
            return (null, Problem(source.Span(0, 0), "this is no baseline"));
        if (root.Find("version") is not { } version || !version.Is("1"))
        {
            return (null, Problem((root.Find("version") ?? root).Span,
                $"this is no baseline of version {Version.ToString(CultureInfo.InvariantCulture)}"));
        }

        if (root.Find("findings") is not { IsSequence: true } list)
            return (null, Problem(root.Span, "this baseline has no list 'findings'"));

        var entries = ImmutableSortedDictionary.CreateBuilder<Key, Entry>();
        foreach (var item in list.Items)
        {
            if (Mistake(item) is { } mistake)
                return (null, mistake);

            var rule = item.Find("rule")!.Value.Value;
            var key = new Key(RuleCatalog.Current(rule) ?? rule, item.Find("object")?.Value ?? "", item.Find("file")?.Value ?? "",
                item.Find("path")?.Value ?? "");
            var count = item.Find("count") is { } number ? long.Parse(number.Value, CultureInfo.InvariantCulture) : 1;
            entries[key] = new Entry(count + (entries.TryGetValue(key, out var same) ? same.Count : 0), item.Span);
        }

        return (new Baseline(entries.ToImmutable()), null);
    }

    /// <summary>A line for each kind of finding, sorted, so that a diff of it can be read.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"version\": {Version},\n  \"findings\": [");
        var separator = "\n";
        foreach (var (key, entry) in entries)
        {
            text.Append(separator).Append("    ").Append(Line(key, entry.Count));
            separator = ",\n";
        }

        return text.Append(entries.IsEmpty ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }

    /// <summary>How many findings one baseline holds that another one does not.</summary>
    public long CountBeyond(Baseline other) =>
        entries.Sum(entry => Math.Max(0, entry.Value.Count - (other.entries.TryGetValue(entry.Key, out var same) ? same.Count : 0)));

    /// <summary>The result without what the baseline knows, which becomes suppressed.</summary>
    public LintResult Apply(LintResult result, Func<string, string> nameOf)
    {
        var left = entries.ToDictionary(entry => entry.Key, entry => entry.Value.Count);
        var fresh = ImmutableArray.CreateBuilder<Finding>();
        var known = new List<SuppressedFinding>();
        foreach (var finding in result.Findings)
        {
            var key = Key.Of(finding, nameOf);
            if (Take(left, key))
                known.Add(new SuppressedFinding(finding, new Suppression(SuppressionKind.Baseline, entries[key].Span, "")));
            else
                fresh.Add(finding);
        }

        // What a baseline of the strict profile holds is still there in the default one.
        foreach (var finding in left.Values.Any(count => count > 0) ? result.Unreported : [])
            Take(left, Key.Of(finding, nameOf));
        return result with
        {
            Findings = fresh.ToImmutable(),
            Suppressed = [.. result.Suppressed.Concat(known).OrderBy(suppressed => suppressed.Finding, FindingOrder.Instance)],
            StaleBaselineEntries = left.Values.Count(count => count > 0),
        };
    }

    private static bool Take(Dictionary<Key, long> left, Key key)
    {
        if (left.GetValueOrDefault(key) is not (> 0 and var count))
            return false;

        left[key] = count - 1;
        return true;
    }

    private static InputProblem? Mistake(Node item)
    {
        if (!item.IsMapping)
            return Problem(item.Span, "an entry of a baseline has a rule, and an object or a file");

        foreach (var entry in item.Entries)
        {
            if (!entry.Value.IsScalar || entry.Key.Value is not ("rule" or "object" or "file" or "path" or "count"))
                return Problem(entry.Key.Span, $"'{entry.Key.Value}' is not understood in a baseline");
        }

        if (item.Find("rule") is null || (item.Find("object") is null) == (item.Find("file") is null))
            return Problem(item.Span, "an entry of a baseline has a rule, and an object or a file");
        return item.Find("count") is { } count
            && !(int.TryParse(count.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is > 0 and < 1_000_000)
            ? Problem(count.Span, $"'{count.Value}' is no number of findings")
            : null;
    }

    private static InputProblem Problem(SourceSpan span, string message) =>
        new(span.Source.Path, $"{span}: {message}", "mend it, or delete it and write it anew with --write-baseline");

    private static string Line(Key key, long count)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, OnOneLine))
        {
            json.WriteStartObject();
            json.WriteString("rule", key.Rule);
            if (key.File.Length > 0)
                json.WriteString("file", Whole(key.File));
            else
                json.WriteString("object", Whole(key.Object));
            if (key.Path.Length > 0)
                json.WriteString("path", Whole(key.Path));
            if (count > 1)
                json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Half a character cannot be written.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private sealed record Entry(long Count, SourceSpan? Span);

    /// <summary>What a finding is known by; of object and file one is empty.</summary>
    private sealed record Key(string Rule, string Object, string File, string Path) : IComparable<Key>
    {
        public static Key Of(Finding finding, Func<string, string> nameOf) => finding.Subject is { } subject
            ? new Key(finding.RuleId, Whole(subject.ObjectName), "", Whole(subject.Key ?? subject.Path))
            : new Key(finding.RuleId, "", Whole(nameOf(finding.Span.Source.Path)), "");

        // By object, so that what goes together stands together.
        public int CompareTo(Key? other) => other is null ? 1
            : string.CompareOrdinal(Object, other.Object) is not 0 and var byObject ? byObject
            : string.CompareOrdinal(File, other.File) is not 0 and var byFile ? byFile
            : string.CompareOrdinal(Path, other.Path) is not 0 and var byPath ? byPath
            : string.CompareOrdinal(Rule, other.Rule);
    }
}
