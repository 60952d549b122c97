using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// requests and limits (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateContainerResourceRequirements), and
/// quantities wherever they stand (k8s.io/apimachinery pkg/api/resource).
/// </summary>
internal static class WorkloadValuesResources
{
    private static readonly ImmutableArray<string> Standard = ["cpu", Memory, "ephemeral-storage"];
    private const string Memory = "memory";

    // 64 GiB: what is more was no number of mebibytes.
    private const int MostMebibytes = 65_536;
    private static readonly Quantity Megabyte = Quantity.Of(1_000_000);
    private static readonly Quantity FewPages = Quantity.Of(64 * 1024);
    private static readonly Quantity Hundred = Quantity.Of(100);
    private static readonly Quantity Thousand = Quantity.Of(1000);

    public static void Check(WorkloadReport report, Owner owner, Node container)
    {
        if (container.Find("resources") is not { IsMapping: true } resources)
            return;

        var limits = resources.Find("limits");
        foreach (var entry in limits?.Entries ?? default)
            Amount(report, owner, entry, isRequest: false);
        foreach (var entry in resources.Find("requests")?.Entries ?? default)
        {
            Amount(report, owner, entry, isRequest: true);
            Compare(report, owner, entry, limits?.FindEntry(entry.Key.Value));
        }
    }

    /// <summary>A quantity that may not be negative.</summary>
    internal static void Amount(WorkloadReport report, Owner owner, Node value, string field)
    {
        if (QuantityOf(report, owner, value, field) is { IsNegative: true })
        {
            report.Add(value, $"'{owner.PathOf(value, field)}' of {owner.Text} is '{value.Value}', but may not be negative", "negative",
                "set it to 0 or more");
        }
    }

    /// <summary>
    /// Bytes so few that a unit was meant: m is a thousandth, and so less than a byte (of which the API server warns,
    /// pkg/api/pod/warnings.go).
    /// </summary>
    internal static void Bytes(WorkloadReport report, Owner owner, Node value, string field, string effect, bool isNeeded = false)
    {
        if (Quantity.Read(value) is not { IsPositive: true } bytes || bytes >= Megabyte)
            return;

        // What is written with a unit of bytes is meant, if it is not a process that is to live in it.
        var number = value.Value.Trim().TrimEnd('m');
        if (field != Memory && !number.All(static character => char.IsAsciiDigit(character) || character == '.'))
            return;

        var isBare = number.All(char.IsAsciiDigit) && int.TryParse(number, CultureInfo.InvariantCulture, out var count)
            && count < MostMebibytes && (count <= 4096 || count % 1024 != 0);
        report.Add(new ValueProblem(report.Resource, value, value.Value.EndsWith('m')
            ? MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is '{value.Value}', and 'm' is a thousandth of a byte")
            : number.All(char.IsAsciiDigit) ? MessageText.Of(
                $"'{owner.PathOf(value, field)}' of {owner.Text} is '{value.Value}', which without a unit counts bytes")
            : MessageText.Of(
                $"'{owner.PathOf(value, field)}' of {owner.Text} is '{value.Value}', which is '{(bytes < Quantity.Of(1) ? "less than 1" : Whole(bytes))}' bytes"))
        {
            Severity = isNeeded && bytes < FewPages ? Severity.Error : Severity.Warning,
            Label = "nearly nothing",
            Effect = effect,
            Help = isBare ? $"did you mean '{number}Mi'?" : "write it with a unit, such as Mi or Gi",
            Fix = isBare && ScalarEdit.Replace(report.Resource.Root, value, number + "Mi") is { } edit
                ? new Fix($"write {number}Mi", [edit], IsSafe: false)
                : null,
        });
    }

    private static string Whole(Quantity amount) => (amount.Nanos / 1_000_000_000).ToString(CultureInfo.InvariantCulture);

    // No machine has so many cores in such round numbers; a thousandth of one is what people count in.
    internal static void Processors(WorkloadReport report, Owner owner, Node value, bool isRequest)
    {
        if (Quantity.Read(value) is not { } cores || cores < Hundred
            || (cores < Thousand && !Enumerable.Range(2, 18).Any(fifty => cores == Quantity.Of(50 * fifty))))
        {
            return;
        }

        var number = value.Value.Trim();
        var isBare = number.All(char.IsAsciiDigit) && number.Length < 5;
        report.Add(new ValueProblem(report.Resource, value,
            MessageText.Of($"'{owner.PathOf(value, "cpu")}' of {owner.Text} is '{value.Value}', which is '{Whole(cores)}' whole cores"))
        {
            Severity = Severity.Warning,
            Label = "more than any node has",
            Effect = isRequest ? "no node has room for the pod: it stays Pending" : "the limit limits nothing",
            Help = isBare ? $"did you mean '{number}m'? One core is {(number == "1000" ? "1, too" : "1, or 1000m")}"
                : "count in cores, or in thousandths of one with m: one core is 1, or 1000m",
            Fix = isBare && ScalarEdit.Replace(report.Resource.Root, value, number + "m") is { } edit
                ? new Fix($"write {number}m", [edit], IsSafe: false)
                : null,
        });
    }

    /// <summary>A quantity of any kind; null where it is none, which is then said, or has another type, which is said elsewhere.</summary>
    internal static Quantity? QuantityOf(WorkloadReport report, Owner owner, Node value, string field)
    {
        if (!value.IsScalar || value.Scalar.Type is ScalarType.Null or ScalarType.Boolean)
            return null;

        var quantity = Quantity.Read(value);
        if (quantity is null)
            NoQuantity(report, owner, value, field);
        return quantity;
    }

    private static void Amount(WorkloadReport report, Owner owner, Entry entry, bool isRequest)
    {
        var name = entry.Key.Value;
        Amount(report, owner, entry.Value, name);
        if (name == "cpu")
        {
            Processors(report, owner, entry.Value, isRequest);
        }
        else if (name == Memory)
        {
            Bytes(report, owner, entry.Value, name,
                isRequest ? "the scheduler keeps nothing free for the container" : "no container starts with so little memory",
                isNeeded: !isRequest);
        }
        else if (name == "ephemeral-storage")
        {
            Bytes(report, owner, entry.Value, name,
                isRequest ? "the scheduler keeps nothing free for the container" : "the pod is evicted as soon as it writes something");
        }

        if (name.Contains('/', StringComparison.Ordinal) && LabelGrammars.IsQualifiedName(name))
        {
            if (ResourceNames.IsExtended(name) && Quantity.Read(entry.Value) is { IsInteger: false })
            {
                report.Add(entry.Value,
                    $"'{owner.PathOf(entry.Value, name)}' of {owner.Text} is '{entry.Value.Value}', but '{name}' is counted in whole numbers",
                    "a fraction", "use a whole number");
            }
        }
        else
        {
            Name(report, owner, entry, isRequest ? "requests" : "limits");
        }
    }

    /// <summary>The name of what a container may ask for (validateContainerResourceName).</summary>
    internal static void Name(WorkloadReport report, Owner owner, Entry entry, string verb)
    {
        var name = entry.Key.Value;
        if (name.Contains('/', StringComparison.Ordinal) && LabelGrammars.IsQualifiedName(name))
            return;

        if (!Standard.AsSpan().Contains(name)
            && !(name.StartsWith(ResourceNames.HugePages, StringComparison.Ordinal) && LabelGrammars.IsQualifiedName(name)))
        {
            var near = Spelling.Nearest(name, Standard);
            report.Add(new ValueProblem(report.Resource, entry.Key,
                MessageText.Of($"{owner.Text} {MessageText.Plain(verb)} '{name}', which is no resource of containers"))
            {
                Label = "no such resource",
                Help = near is not null
                    ? $"did you mean '{near}'?"
                    : $"use one of {string.Join(", ", Standard)}, or a name with a domain in front",
                Fix = near is not null && ScalarEdit.Replace(report.Resource.Root, entry.Key, near) is { } edit
                    ? new Fix($"rename it to {near}", [edit])
                    : null,
            });
        }
    }

    private static void NoQuantity(WorkloadReport report, Owner owner, Node value, string field)
    {
        var near = Meant(value.Value.Trim());
        report.Add(new ValueProblem(report.Resource, value, value.Value.Length == 0
            ? MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is empty, but must be a quantity")
            : MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is '{value.Value}', which is no quantity"))
        {
            Label = "no quantity",
            Help = near.Length > 0
                ? $"did you mean {string.Join(" or ", near.Select(text => $"'{text}'"))}?"
                : "write a number and, without a blank, one of m, k, M, G, T, Ki, Mi, Gi, Ti",
            Fix = near.Length == 1 && ScalarEdit.Replace(report.Resource.Root, value, near[0]) is { } edit
                ? new Fix($"write {near[0]}", [edit])
                : null,
        }, takesConstants: true);
    }

    // "512MB", "1 GiB", "2gi": what people write for bytes.
    private static ImmutableArray<string> Meant(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        var (number, unit) = (text[..end], text[end..].Trim());
        if (Quantity.Parse(number) is null)
            return [];

        return unit.ToLowerInvariant() switch
        {
            "b" or "byte" or "bytes" or "core" or "cores" or "cpu" or "cpus" => [number],
            "k" => [number + "k"],
            "g" or "t" => [number + unit.ToUpperInvariant()],
            "ki" or "kib" => [number + "Ki"],
            "mi" or "mib" => [number + "Mi"],
            "gi" or "gib" => [number + "Gi"],
            "ti" or "tib" => [number + "Ti"],
            "m" => [number + unit],
            "kb" => [number + "k", number + "Ki"],
            "mb" => [number + "M", number + "Mi"],
            "gb" => [number + "G", number + "Gi"],
            "tb" => [number + "T", number + "Ti"],
            _ => [],
        };
    }

    // A request above a limit that need not be equal is request-over-limit's.
    private static void Compare(WorkloadReport report, Owner owner, Entry request, Entry? limit)
    {
        var name = request.Key.Value;
        if (!ResourceNames.CannotBeShared(name) || Quantity.Read(request.Value) is not { IsNegative: false } wanted)
            return;

        if (limit is not { Value.IsNull: false } given)
        {
            report.Add(request.Key,
                $"{owner.Text} requests '{name}' without a limit, but '{name}' cannot be shared, so that the limit must be given",
                "no limit", $"add {name} with the same number to the limits");
            return;
        }

        if (Quantity.Read(given.Value) is not { } allowed || wanted == allowed)
            return;

        report.Add(new ValueProblem(report.Resource, request.Value,
            MessageText.Of($"{owner.Text} requests '{request.Value.Value}' of '{name}' and is limited to '{given.Value.Value:1}', but the two must be equal"))
        {
            Label = "not the limit",
            Related = new RelatedSpan(given.Value.Span, "the limit"),
            Help = "set both to the same number",
        });
    }
}
