using System.Collections.Immutable;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>env and envFrom (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateEnv and ValidateEnvFrom).</summary>
internal static class WorkloadValuesEnvironment
{
    private const string ValueFrom = "valueFrom";

    private static readonly ImmutableArray<string> Sources =
        ["configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef"];
    private static readonly ImmutableArray<string> References = ["configMapRef", "secretRef"];

    // validEnvDownwardAPIFieldPathExpressions, beside one label or annotation.
    private static readonly ImmutableArray<string> FieldPaths =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly ImmutableArray<string> ResourceFields =
        ["limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage"];

    private static readonly ImmutableArray<string> CpuDivisors = ["1m", "1"];
    private static readonly ImmutableArray<string> ByteDivisors =
        ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    public static void Check(WorkloadReport report, Owner owner, Node container)
    {
        foreach (var variable in container.Find("env")?.Items ?? default)
            Variable(report, owner, variable);
        foreach (var source in container.Find("envFrom")?.Items ?? default)
            From(report, owner, source);
    }

    private static void Variable(WorkloadReport report, Owner owner, Node variable)
    {
        if (variable.Find("name") is { } name && WorkloadReport.Text(name) is { Length: > 0 } text
            && !Grammars.IsEnvName(text, report.KubernetesMinor))
        {
            BadName(report, owner, name, text, "variable");
        }

        if (variable.FindEntry(ValueFrom) is not { Value.IsMapping: true } from)
            return;

        if (variable.FindEntry("value") is { } value && WorkloadReport.Text(value.Value) is { Length: > 0 })
        {
            report.Add(new ValueProblem(report.Resource, from.Key,
                MessageText.Of($"variable '{NameOf(variable)}' of {owner.Text} has 'valueFrom' beside '{"value":1}'"))
            {
                Label = "beside a value",
                Related = new RelatedSpan(value.Key.Span, "value is given here"),
                Help = "keep one of value and valueFrom",
            });
        }

        Source(report, owner, variable, from);
    }

    private static void Source(WorkloadReport report, Owner owner, Node variable, Entry from)
    {
        var given = Handlers.Given(from.Value, Sources);
        if (given.Length > 1)
        {
            TooMany(report, given, MessageText.Of($"variable '{NameOf(variable)}' of {owner.Text}"));
        }
        else if (given.IsEmpty && from.Value.Entries.All(entry => Sources.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            report.Add(from.Key, $"'valueFrom' of variable '{NameOf(variable)}' of {owner.Text} names no source", "no source",
                $"add one of {string.Join(", ", Sources)}");
        }

        foreach (var source in given)
        {
            if (source.Key.Is("fieldRef"))
            {
                FieldPath(report, owner, source.Value,
                    new Reader(variable, static (variable, owner) => MessageText.Of($"variable '{NameOf(variable)}' of {owner.Text}"),
                        "variable", FieldPaths));
            }
            else if (source.Key.Is("resourceFieldRef"))
            {
                ResourceField(report, owner, source.Value, MessageText.Of($"variable '{NameOf(variable)}' of {owner.Text}"));
            }
            else if (!source.Key.Is("fileKeyRef"))
            {
                Key(report, owner, source.Value);
            }
        }
    }

    private static void Key(WorkloadReport report, Owner owner, Node reference)
    {
        report.Named(owner, reference, "name", NameGrammar.DnsSubdomain);
        report.Named(owner, reference, "key", NameGrammar.DataKey);
    }

    /// <summary>fieldRef of a variable, or of a file of a volume.</summary>
    internal static void FieldPath(WorkloadReport report, Owner owner, Node reference, Reader reader)
    {
        if (reference.Find("apiVersion") is { } version && WorkloadReport.Text(version) is { Length: > 0 } api && api != "v1")
        {
            report.Add(version, $"'{owner.PathOf(version, "apiVersion")}' of {owner.Text} is '{api}', but fields are those of 'v1'",
                "not v1", "write v1, or remove apiVersion");
        }

        if (reference.Find("fieldPath") is not { } path || WorkloadReport.Text(path) is not { Length: > 0 } text
            || IsFieldPath(text, reader.Fields))
        {
            return;
        }

        var isWholeMap = text is "metadata.labels" or "metadata.annotations";
        var near = Spelling.Nearest(text, reader.Fields);
        report.Add(new ValueProblem(report.Resource, path,
            MessageText.Of($"{reader.Who(reader.Part, owner)} reads the field '{text}', which {Why(text, isWholeMap, reader.Kind)}"))
        {
            Label = isWholeMap ? "a whole map" : "no such field",
            Help = isWholeMap ? $"name one of them: {text}['KEY']"
                : near is not null ? $"did you mean '{near}'?"
                : $"use one of {string.Join(", ", reader.Fields)}, metadata.labels['KEY'], metadata.annotations['KEY']",
            Fix = near is not null && ScalarEdit.Replace(report.Resource.Root, path, near) is { } edit
                ? new Fix($"read {near}", [edit])
                : null,
        });
    }

    private static MessageText Why(string text, bool isWholeMap, string kind) => MessageText.Plain(
        isWholeMap ? "holds many values"
            : text.StartsWith("status.", StringComparison.Ordinal)
                || text.StartsWith("spec.", StringComparison.Ordinal) ? $"no {kind} can read"
            : $"a {kind} cannot read");

    // SplitMaybeSubscriptedPath: metadata.labels['KEY'].
    private static bool IsFieldPath(string text, ImmutableArray<string> fields)
    {
        if (fields.AsSpan().Contains(text))
            return true;

        // What spec.nodeName was called once (ConvertDownwardAPIFieldLabel).
        if (text == "spec.host")
            return fields.Contains("spec.nodeName", StringComparer.Ordinal);

        var open = text.IndexOf("['", StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith("']", StringComparison.Ordinal) || text.Length < open + 4)
            return false;

        var key = text[(open + 2)..^2];
        return text[..open] switch
        {
            "metadata.labels" => LabelGrammars.IsQualifiedName(key),
            "metadata.annotations" => LabelGrammars.IsQualifiedName(key.ToLowerInvariant()),
            _ => false,
        };
    }

    /// <summary>resourceFieldRef of a variable, or of a file of a volume.</summary>
    internal static void ResourceField(WorkloadReport report, Owner owner, Node reference, MessageText who)
    {
        if (reference.Find("resource") is { } resource && WorkloadReport.Text(resource) is { Length: > 0 } text
            && !ResourceFields.Contains(text, StringComparer.Ordinal) && !IsHugePages(text))
        {
            var near = Spelling.Nearest(text, ResourceFields);
            report.Add(resource, $"{who} reads the resource '{text}', which no container has", "no such resource",
                near is not null ? $"did you mean '{near}'?" : $"use one of {string.Join(", ", ResourceFields)}");
        }

        if (reference.Find("divisor") is { } divisor && WorkloadValuesResources.QuantityOf(report, owner, divisor, "divisor") is not null)
            Divisor(report, owner, divisor, reference.Find("resource")?.Value ?? "");
    }

    // validateContainerResourceDivisor compares the amount as the API server spells it: 1000 is 1k, but 1024 is not 1Ki.
    private static void Divisor(WorkloadReport report, Owner owner, Node divisor, string resource)
    {
        var isCpu = resource is "limits.cpu" or "requests.cpu";
        if (!isCpu && !ResourceFields.Contains(resource, StringComparer.Ordinal) && !IsHugePages(resource))
            return;
        if (Quantity.Read(divisor) is not { } amount || amount.IsZero
            || (isCpu ? CpuDivisors : ByteDivisors).Contains(Canonical(amount, divisor), StringComparer.Ordinal))
        {
            return;
        }

        var unit = divisor.Value.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var near = !isCpu && ByteDivisors.Contains("1" + unit, StringComparer.Ordinal) ? "1" + unit : null;
        report.Add(divisor,
            $"'{owner.PathOf(divisor, "divisor")}' of {owner.Text} is '{divisor.Value}', but must be one of '{string.Join(", ", isCpu ? CpuDivisors : ByteDivisors)}' for '{resource}'",
            "not one of them",
            near is not null && unit.Length > 0 ? $"write {near}, or divide further in the program"
                : isCpu ? "write 1 for whole CPUs, 1m for thousandths"
                : "write a power of 1000 or 1024, such as 1Mi");
    }

    // The unit is kept apart from 2 and 10: 1024 has none, and 1e3 stays as it is.
    private static string Canonical(Quantity amount, Node written)
    {
        var text = written.Scalar.Type == ScalarType.String ? written.Value.Trim() : "";
        if (text.Length > 1 && text[^1] != 'E' && text.Contains('e', StringComparison.OrdinalIgnoreCase))
            return amount == Quantity.Of(1) ? "1" : text;

        var isBinary = text.EndsWith('i');
        return CpuDivisors.Concat(ByteDivisors)
            .FirstOrDefault(divisor => (divisor == "1" || divisor.EndsWith('i') == isBinary) && Quantity.Parse(divisor) == amount) ?? text;
    }

    private static bool IsHugePages(string text) =>
        text.StartsWith("limits.hugepages-", StringComparison.Ordinal) || text.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static void From(WorkloadReport report, Owner owner, Node source)
    {
        if (!source.IsMapping)
            return;

        if (source.Find("prefix") is { } prefix && WorkloadReport.Text(prefix) is { Length: > 0 } text
            && !Grammars.IsEnvName(text, report.KubernetesMinor))
        {
            BadName(report, owner, prefix, text, "prefix");
        }

        var given = Handlers.Given(source, References);
        if (given.Length > 1)
        {
            TooMany(report, given, MessageText.Of($"an entry of envFrom of {owner.Text}"));
        }
        else if (given.IsEmpty
            && source.Entries.All(entry => entry.Key.Is("prefix") || References.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            report.Add(source, $"an entry of envFrom of {owner.Text} names no source", "no source", "add configMapRef or secretRef");
        }

        foreach (var reference in given)
            report.Named(owner, reference.Value, "name", NameGrammar.DnsSubdomain);
    }

    private static void TooMany(WorkloadReport report, ImmutableArray<Entry> given, MessageText who) =>
        report.Add(new ValueProblem(report.Resource, given[1].Key,
            MessageText.Of($"{who} has '{given[1].Key.Value}' beside '{given[0].Key.Value:1}', but only one source is allowed"))
        {
            Label = "a second source",
            Related = new RelatedSpan(given[0].Key.Span, "the first"),
            Help = "keep one of the two",
        });

    private static void BadName(WorkloadReport report, Owner owner, Node node, string text, string what)
    {
        var grammar = NameGrammar.EnvName(report.KubernetesMinor);
        report.Add(new ValueProblem(report.Resource, node,
            MessageText.Of($"{owner.Text} has a {MessageText.Plain(what)} '{text}', but {grammar.FaultOf(text)}"), IsName: true)
        {
            Label = text.Contains('=', StringComparison.Ordinal) ? "'=' in a name" : "not a name",
            Help = text.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign && what == "variable"
                ? $"write name: {text[..sign]} and value: \"{text[(sign + 1)..]}\""
                : grammar.Help,
        });
    }

    private static string NameOf(Node variable) => variable.Find("name")?.Value ?? "";
}

/// <summary>What reads a field of its own pod.</summary>
/// <param name="Part">The variable, or the file.</param>
/// <param name="Who">"variable 'NODE' of container 'web' of 'Pod web'".</param>
/// <param name="Kind">"variable", "file".</param>
/// <param name="Fields">The fields that it can read.</param>
internal readonly record struct Reader(Node Part, Func<Node, Owner, MessageText> Who, string Kind, ImmutableArray<string> Fields);
