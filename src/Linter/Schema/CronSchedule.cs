using System.Globalization;

namespace Linter.Schema;

/// <summary>Cron expressions as robfig/cron v3 reads them (ParseStandard), which the API server asks.</summary>
public static class CronSchedule
{
    private static readonly string[] Macros = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

    private static readonly Field[] Fields =
    [
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of month", 1, 31, []),
        new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        new("day of week", 0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    private static readonly string[] DurationUnits = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"];

    /// <summary>What is wrong with an expression that cannot be read, as "the hour is '25', but …"; null where nothing is.</summary>
    public static CronFault? FaultOf(string text)
    {
        var expression = text;
        if (HasTimeZone(text))
        {
            var blank = text.IndexOf(' ', StringComparison.Ordinal);
            expression = blank < 0 ? "" : text[blank..].Trim();
        }

        if (expression.StartsWith('@'))
            return IsMacro(expression) ? null : new CronFault(CronFaultKind.Macro, expression, "", 0, 0);

        var parts = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
            return new CronFault(CronFaultKind.FieldCount, parts.Length.ToString(CultureInfo.InvariantCulture), "", 0, 0);

        for (var i = 0; i < parts.Length; i++)
        {
            foreach (var range in parts[i].Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Fields[i].FaultOf(range) is { } kind)
                    return new CronFault(kind, range, Fields[i].Name, Fields[i].Least, Fields[i].Most);
            }
        }

        return null;
    }

    /// <summary>A time zone in front, which robfig/cron reads and Kubernetes has a field for.</summary>
    public static bool HasTimeZone(string text) =>
        text.StartsWith("TZ=", StringComparison.Ordinal) || text.StartsWith("CRON_TZ=", StringComparison.Ordinal);

    /// <summary>A value of a fault's field, by name where the fault is written with names.</summary>
    public static string Spell(CronFault fault, int value)
    {
        var names = Fields.First(field => field.Name == fault.FieldName).Names;
        return fault.Text.Any(char.IsAsciiLetter)
            ? names[value - fault.Least].ToUpperInvariant()
            : value.ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsMacro(string text)
    {
        const string Every = "@every ";
        return Macros.Contains(text, StringComparer.Ordinal)
            || (text.StartsWith(Every, StringComparison.Ordinal) && IsDuration(text[Every.Length..]));
    }

    // Go's time.ParseDuration: "1h30m", "1.5h", "0".
    private static bool IsDuration(string text)
    {
        text = text is ['+' or '-', .. var unsigned] ? unsigned : text;
        if (text == "0")
            return true;

        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
                at++;
            var number = text[start..at];
            start = at;
            while (at < text.Length && !char.IsAsciiDigit(text[at]) && text[at] != '.')
                at++;
            if (!number.Any(char.IsAsciiDigit) || number.Count(character => character == '.') > 1
                || !DurationUnits.Contains(text[start..at], StringComparer.Ordinal))
            {
                return false;
            }
        }

        return at > 0;
    }

    private sealed record Field(string Name, int Least, int Most, string[] Names)
    {
        public CronFaultKind? FaultOf(string range)
        {
            var parts = range.Split('/');
            var ends = parts[0].Split('-');
            int first = Least, last = Most;
            if (ends[0] is not ("*" or "?"))
            {
                if (ends.Length > 2 || ValueOf(ends[0]) is not { } start)
                    return CronFaultKind.Field;
                first = last = start;
                if (ends.Length == 2)
                {
                    if (ValueOf(ends[1]) is not { } end)
                        return CronFaultKind.Field;
                    last = end;
                }
            }

            // A step may be of any size.
            var step = parts.Length == 2 ? ReadStep(parts[1]) : 1;
            if (parts.Length > 2 || step is null)
                return CronFaultKind.Field;

            // "N/step" stands for "N-most/step".
            if (parts.Length == 2 && ends.Length == 1)
                last = Most;
            if (first < Least || last > Most)
                return CronFaultKind.Field;
            return first > last ? (first <= Most ? CronFaultKind.Reversed : CronFaultKind.Field) : step == 0 ? CronFaultKind.NoStep : null;
        }

        private int? ValueOf(string text)
        {
            var index = Array.FindIndex(Names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
            return index >= 0 ? index + Least : ReadNumber(text);
        }

        private static long? ReadStep(string text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;

        private static int? ReadNumber(string text) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;
    }
}

/// <summary>Why a cron expression cannot be read.</summary>
public enum CronFaultKind
{
    /// <summary>A word with '@' that is none of cron's.</summary>
    Macro,

    /// <summary>Not five fields.</summary>
    FieldCount,

    /// <summary>A range of a field that is none, or beyond its limits.</summary>
    Field,

    /// <summary>A range that ends before it begins.</summary>
    Reversed,

    /// <summary>A step of 0.</summary>
    NoStep,
}

/// <param name="Kind">Which part is at fault.</param>
/// <param name="Text">That part as written; the number of fields.</param>
/// <param name="FieldName">"hour"; empty unless a field is at fault.</param>
/// <param name="Least">The field's least value.</param>
/// <param name="Most">The field's greatest value.</param>
public sealed record CronFault(CronFaultKind Kind, string Text, string FieldName, int Least, int Most);
