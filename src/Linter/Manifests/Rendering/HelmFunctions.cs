using System.Globalization;

namespace Linter.Manifests;

/// <summary>The functions of templates that values commonly pass through. Any other gives text that is not known.</summary>
internal static class HelmFunctions
{
    private const int MaxItems = 10_000;

    public static HelmValue Call(HelmRun run, string name, List<HelmValue> arguments)
    {
        var last = arguments.Count > 0 ? arguments[^1] : HelmNone.Absent;
        var first = arguments.Count > 0 ? arguments[0] : HelmNone.Absent;
        var second = arguments.Count > 1 ? arguments[1] : HelmNone.Absent;
        return name switch
        {
            "include" => run.Include(Text(first), second),
            "tpl" => run.Rendered(first, second),
            "toYaml" or "mustToYaml" or "toYamlPretty" => HelmDump.Of(run, last),
            "indent" => Roped(last, rope => rope.Indented(Number(first))),
            "nindent" => Roped(last, rope => new HelmRope([new HelmPiece("\n", null, []), .. rope.Indented(Number(first)).Strands])),
            "quote" => Quoted(arguments, "\""),
            "squote" => Quoted(arguments, "'"),
            "print" or "println" or "toString" or "toStrings" or "cat" => Joined(arguments, name == "cat" ? " " : ""),
            "printf" => Formatted(arguments),
            "default" => arguments.Count < 2 ? first : Either(last, first),
            "coalesce" => arguments.AsEnumerable().Reverse().Aggregate((HelmValue)HelmNone.Absent, (rest, one) => Either(one, rest)),
            "or" => arguments.Count == 0
                ? last
                : arguments.Take(arguments.Count - 1).Reverse().Aggregate(last, (rest, one) => Either(one, rest)),
            "and" => And(arguments),
            "not" or "empty" => Boolean(!last.Truth, arguments),
            "ternary" => arguments.Count < 3 ? HelmUnknown.Any
                : last.Truth is { } truth ? (truth ? first : second)
                : HelmRun.Joined(first, second),
            "required" or "fail" => name == "fail" ? HelmNone.Absent : last,
            "eq" => Boolean(arguments.Skip(1).Select(other => Same(first, other)).Aggregate((bool?)false, (all, one) => all | one),
                arguments),
            "ne" => Boolean(!Same(first, second), arguments),
            "lt" => Boolean(Compared(first, second) is { } order ? order < 0 : null, arguments),
            "le" => Boolean(Compared(first, second) is { } order ? order <= 0 : null, arguments),
            "gt" => Boolean(Compared(first, second) is { } order ? order > 0 : null, arguments),
            "ge" => Boolean(Compared(first, second) is { } order ? order >= 0 : null, arguments),
            "contains" => Boolean(
                Text(first) is { } part && Text(last) is { } whole ? whole.Contains(part, StringComparison.Ordinal) : null, arguments),
            "hasPrefix" => Boolean(
                Text(first) is { } part && Text(last) is { } whole ? whole.StartsWith(part, StringComparison.Ordinal) : null, arguments),
            "hasSuffix" => Boolean(
                Text(first) is { } part && Text(last) is { } whole ? whole.EndsWith(part, StringComparison.Ordinal) : null, arguments),
            "kindIs" or "typeIs" or "kindOf" or "typeOf" => Kind(name, first, second),
            "lookup" => new HelmMap(),
            "dict" => Dictionary(arguments),
            "list" or "tuple" => new HelmList([.. arguments]),
            "get" or "index" or "hasKey" or "set" or "unset" or "pick" or "omit" or "keys" or "values" or "merge" or "mustMerge"
                or "mergeOverwrite" or "mustMergeOverwrite" or "deepCopy" or "mustDeepCopy" or "dig" or "len" or "first" or "last"
                or "rest" or "initial" or "append" or "mustAppend" or "prepend" or "concat" or "has" or "until" or "untilStep"
                or "compact" or "uniq" or "sortAlpha" or "reverse" or "without" or "splitList" or "split"
                or "join" => HelmCollections.Call(run, name, arguments),
            "trim" or "trimSuffix" or "trimPrefix" or "trimAll" or "trunc" or "lower" or "upper" or "title" or "replace" or "nospace"
                or "substr" => Changed(name, arguments),
            "int" or "int64" or "float64" or "atoi" or "toDecimal" or "add" or "add1" or "sub" or "mul" or "div" or "mod" or "max" or "min"
                or "floor" or "ceil" or "round" => Calculated(name, arguments),
            "sha256sum" or "sha1sum" or "b64enc" or "semverCompare" or "randAlphaNum" or "toJson" or "now" or "uuidv4" or "regexMatch"
                or "htpasswd" or "b64dec" =>
                Unknown(arguments, false),
            _ => Unknown(arguments, true),
        };
    }

    /// <summary>Null where it is not known.</summary>
    public static string? Text(HelmValue value) => value is HelmMap or HelmList or HelmUnknown ? null : value.Written().Known();

    public static int Number(HelmValue value) =>
        value is HelmNumber number ? (int)Math.Clamp(number.Value, -100_000, 100_000)
            : int.TryParse(Text(value), CultureInfo.InvariantCulture, out var parsed) ? parsed
            : 0;

    public static HelmValue Unknown(IEnumerable<HelmValue> arguments, bool mayBreak) =>
        new HelmUnknown(mayBreak) { Leaves = [.. arguments.SelectMany(argument => argument.AllLeaves()).Take(8)] };

    public static HelmValue Boolean(bool? value, IEnumerable<HelmValue> arguments) =>
        value is { } known ? new HelmBoolean(known) : Unknown(arguments, false);

    public static bool? Same(HelmValue one, HelmValue other) => (one, other) switch
    {
        (HelmUnknown, _) or (_, HelmUnknown) or (HelmMap, HelmMap) or (HelmList, HelmList) => null,
        (HelmMap or HelmList, _) or (_, HelmMap or HelmList) => false,
        (HelmNone, HelmNone) => true,
        (HelmNone, _) or (_, HelmNone) => false,
        _ => Text(one) is { } text && Text(other) is { } otherText ? text == otherText : null,
    };

    private static int? Compared(HelmValue one, HelmValue other) =>
        one is HelmNumber number && other is HelmNumber otherNumber ? number.Value.CompareTo(otherNumber.Value)
        : Text(one) is { } text && Text(other) is { } otherText ? string.CompareOrdinal(text, otherText)
        : null;

    // The first unless it is empty.
    private static HelmValue Either(HelmValue one, HelmValue other) =>
        one.Truth is { } truth ? (truth ? one : other) : HelmRun.Joined(one, other);

    private static HelmValue And(List<HelmValue> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Truth == false)
                return argument;
        }

        foreach (var argument in arguments)
        {
            if (argument.Truth is null)
                return Unknown(arguments, false);
        }

        return arguments.Count > 0 ? arguments[^1] : HelmNone.Absent;
    }

    private static HelmValue Kind(string name, HelmValue first, HelmValue second)
    {
        var value = name is "kindIs" or "typeIs" ? second : first;
        var kind = value switch
        {
            HelmMap => "map",
            HelmList => "slice",
            HelmBoolean => "bool",
            HelmTextValue => "string",
            HelmNone => "invalid",
            _ => null,
        };
        if (kind is null || name is "typeOf")
        {
            return name == "kindIs" && value is HelmNumber
                ? Boolean(Text(first) is "float64" or "int" or "int64" ? null : false, [value])
                : Unknown([value], false);
        }

        return name switch
        {
            "kindIs" => Boolean(Text(first) is { } wanted ? wanted == kind : null, [value]),
            "typeIs" => Boolean(Text(first) is { } wanted && kind is "bool" or "string" ? Text(first) == kind : null, [value]),
            _ => new HelmTextValue(HelmRope.Of(kind)),
        };
    }

    private static HelmMap Dictionary(List<HelmValue> arguments)
    {
        var map = new HelmMap();
        for (var index = 0; index + 1 < arguments.Count; index += 2)
        {
            if (Text(arguments[index]) is { } key)
                map.Set(key, arguments[index + 1]);
        }

        return map;
    }

    private static HelmTextValue Roped(HelmValue value, Func<HelmRope, HelmRope> change) => new HelmTextValue(change(value.Written()));

    private static HelmTextValue Quoted(List<HelmValue> arguments, string quote)
    {
        var strands = new List<HelmStrand>();
        foreach (var argument in arguments.Where(argument => argument is not HelmNone))
        {
            strands.Add(new HelmPiece(strands.Count > 0 ? $" {quote}" : quote, null, []));
            foreach (var strand in argument.Written().Strands)
            {
                strands.Add(quote == "\"" && strand is HelmPiece { Text: { } text } piece && text.AsSpan().IndexOfAny("\"\\\n\t") >= 0
                    ? piece.With(Escaped(text), piece.Offset)
                    : strand);
            }

            strands.Add(new HelmPiece(quote, null, []));
        }

        if (strands.Count == 0)
            strands.Add(new HelmPiece("", null, []));
        return new HelmTextValue(new HelmRope(strands));
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    private static HelmTextValue Joined(List<HelmValue> arguments, string separator)
    {
        var strands = new List<HelmStrand>();
        foreach (var argument in arguments)
        {
            if (strands.Count > 0 && separator.Length > 0)
                strands.Add(new HelmPiece(separator, null, []));
            strands.AddRange(argument.Written().Strands);
        }

        return new HelmTextValue(new HelmRope(strands));
    }

    private static HelmValue Formatted(List<HelmValue> arguments)
    {
        if (arguments.Count == 0 || Text(arguments[0]) is not { } format)
            return Unknown(arguments, true);

        var strands = new List<HelmStrand>();
        var next = 1;
        for (var at = 0; at < format.Length;)
        {
            var percent = format.IndexOf('%', at);
            if (percent < 0 || percent + 1 >= format.Length)
            {
                strands.Add(new HelmPiece(format[at..], null, []));
                break;
            }

            if (percent > at)
                strands.Add(new HelmPiece(format[at..percent], null, []));
            var verb = percent + 1;
            while (verb < format.Length - 1 && (char.IsAsciiDigit(format[verb]) || format[verb] is '.' or '-' or '+'))
                verb++;
            at = verb + 1;
            if (format[verb] == '%')
            {
                strands.Add(new HelmPiece("%", null, []));
                continue;
            }

            var argument = next < arguments.Count ? arguments[next++] : HelmUnknown.Any;
            strands.AddRange(format[verb] switch
            {
                's' or 'v' or 'd' or 't' when verb == percent + 1 => argument.Written().Strands,
                'q' => Quoted([argument], "\"").Written().Strands,
                _ => Unknown([argument], false).Written().Strands,
            });
        }

        return new HelmTextValue(new HelmRope(strands));
    }

    private static HelmValue Changed(string name, List<HelmValue> arguments)
    {
        var last = arguments.Count > 0 ? arguments[^1] : HelmNone.Absent;
        var rope = last.Written();
        if (rope.Known() is not { } text)
            return name == "trim" ? last : Unknown([last], true);

        var option = arguments.Count > 1 ? Text(arguments[0]) : "";
        switch (name)
        {
            case "trim":
                var start = text.Length - text.AsSpan().TrimStart().Length;
                return new HelmTextValue(rope.Cut(start, Math.Max(start, text.AsSpan().TrimEnd().Length)));
            case "trimSuffix" when option is not null:
                return option.Length > 0 && text.EndsWith(option, StringComparison.Ordinal)
                    ? new HelmTextValue(rope.Cut(0, text.Length - option.Length))
                    : last;
            case "trimPrefix" when option is not null:
                return option.Length > 0 && text.StartsWith(option, StringComparison.Ordinal)
                    ? new HelmTextValue(rope.Cut(option.Length, text.Length))
                    : last;
            case "trimAll" when option is not null:
                return new HelmTextValue(HelmRope.Of(text.Trim(option.ToCharArray()), rope.Leaves()));
            case "trunc" when arguments.Count > 1:
                var width = Number(arguments[0]);
                return new HelmTextValue(width < 0
                    ? rope.Cut(Math.Max(0, text.Length + width), text.Length)
                    : rope.Cut(0, Math.Min(width, text.Length)));
            case "lower" or "upper":
                return new HelmTextValue(new HelmRope([.. rope.Strands.OfType<HelmPiece>().Select(piece =>
                    piece.With(name == "lower" ? piece.Text!.ToLowerInvariant() : piece.Text!.ToUpperInvariant(), piece.Offset))]));
            case "nospace":
                return new HelmTextValue(HelmRope.Of(string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))), rope.Leaves()));
            case "replace" when arguments.Count == 3 && option is { Length: > 0 } && Text(arguments[1]) is { } by:
                var times = text.AsSpan().Count(option);
                if (text.Length + (times * ((long)by.Length - option.Length)) > HelmRope.MaxSize)
                    return Unknown([last], true);
                return times > 0
                    ? new HelmTextValue(HelmRope.Of(text.Replace(option, by, StringComparison.Ordinal), rope.Leaves()))
                    : last;
            default:
                return Unknown([last], true);
        }
    }

    private static HelmValue Calculated(string name, List<HelmValue> arguments)
    {
        var numbers = new List<double>();
        foreach (var argument in arguments)
        {
            if (argument is HelmNone)
                numbers.Add(0);
            else if (double.TryParse(Text(argument), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                return Unknown(arguments, false);
        }

        if (numbers.Count == 0)
            return HelmUnknown.Any;

        var result = name switch
        {
            "add" => numbers.Sum(),
            "add1" => numbers[0] + 1,
            "sub" when numbers.Count == 2 => numbers[0] - numbers[1],
            "mul" => numbers.Aggregate(1.0, (product, number) => product * number),
            "div" when numbers.Count == 2 && numbers[1] != 0 => Math.Truncate(numbers[0] / numbers[1]),
            "mod" when numbers.Count == 2 && numbers[1] != 0 => numbers[0] % numbers[1],
            "max" => numbers.Max(),
            "min" => numbers.Min(),
            "floor" => Math.Floor(numbers[0]),
            "ceil" => Math.Ceiling(numbers[0]),
            "float64" => numbers[0],
            "int" or "int64" or "atoi" => Math.Truncate(numbers[0]),
            _ => double.NaN,
        };
        return double.IsFinite(result)
            ? new HelmNumber(result) { Leaves = [.. arguments.SelectMany(argument => argument.AllLeaves())] }
            : Unknown(arguments, false);
    }

    internal static List<HelmValue> Counted(int start, int end, int step)
    {
        var items = new List<HelmValue>();
        for (var number = start; step > 0 ? number < end : step < 0 && number > end; number += step)
        {
            if (items.Count == MaxItems)
                break;
            items.Add(new HelmNumber(number));
        }

        return items;
    }
}

/// <summary>Functions of maps and lists.</summary>
internal static class HelmCollections
{
    public static HelmValue Call(HelmRun run, string name, List<HelmValue> arguments)
    {
        var first = arguments.Count > 0 ? arguments[0] : HelmNone.Absent;
        var last = arguments.Count > 0 ? arguments[^1] : HelmNone.Absent;
        return (name, first) switch
        {
            ("get" or "index", _) => arguments.Skip(1).Aggregate(first, At),
            ("hasKey", HelmMap { IsOpen: false } map) when HelmFunctions.Text(last) is { } key =>
                new HelmBoolean(map.Entries.ContainsKey(key)),
            ("set", HelmMap map) when arguments.Count == 3 && HelmFunctions.Text(arguments[1]) is { } key => Set(map, key, last),
            ("unset", HelmMap map) when HelmFunctions.Text(last) is { } key => Unset(map, key),
            ("pick" or "omit", HelmMap map) => Picked(map, [.. arguments.Skip(1).Select(HelmFunctions.Text)], name == "pick"),
            ("keys", HelmMap { IsOpen: false } map) =>
                new HelmList([.. map.Entries.Select(entry => new HelmTextValue(HelmRope.Of(entry.Key,
                    entry.Value.Key is { } leaf ? [leaf] : [])))]),
            ("values", HelmMap { IsOpen: false } map) => new HelmList([.. map.Entries.Values.Select(entry => entry.Value)]),
            ("merge" or "mustMerge", HelmMap) => Merged(run, arguments),
            ("mergeOverwrite" or "mustMergeOverwrite", HelmMap) => Merged(run, arguments.AsEnumerable().Reverse()),
            ("deepCopy" or "mustDeepCopy", HelmMap map) => Merged(run, map, new HelmMap()),
            ("deepCopy" or "mustDeepCopy", _) => first,
            ("dig", _) => Dug(arguments),
            ("len", HelmMap { IsOpen: false } map) => new HelmNumber(map.Entries.Count),
            ("len", HelmList list) => new HelmNumber(list.Items.Count),
            ("len", HelmTextValue) when HelmFunctions.Text(first) is { } text => new HelmNumber(text.Length),
            ("len", HelmNone) => new HelmNumber(0),
            ("first", HelmList list) => list.Items.Count > 0 ? list.Items[0] : HelmNone.Absent,
            ("last", HelmList list) => list.Items.Count > 0 ? list.Items[^1] : HelmNone.Absent,
            ("rest", HelmList list) => new HelmList([.. list.Items.Skip(1)]),
            ("initial", HelmList list) => new HelmList([.. list.Items.SkipLast(1)]),
            ("reverse", HelmList list) => new HelmList([.. list.Items.Reverse()]),
            ("append" or "mustAppend", HelmList list) when arguments.Count == 2 => new HelmList([.. list.Items, last]),
            ("prepend", HelmList list) when arguments.Count == 2 => new HelmList([last, .. list.Items]),
            ("concat", _) when arguments.TrueForAll(argument => argument is HelmList) =>
                new HelmList([.. arguments.SelectMany(argument => ((HelmList)argument).Items)]),
            ("compact", HelmList list) when list.Items.All(item => item.Truth is not null) =>
                new HelmList([.. list.Items.Where(item => item.Truth == true)]),
            ("uniq", HelmList list) when list.Items.All(item => HelmFunctions.Text(item) is not null) =>
                new HelmList([.. list.Items.DistinctBy(item => HelmFunctions.Text(item), StringComparer.Ordinal)]),
            ("sortAlpha", HelmList list) when list.Items.All(item => HelmFunctions.Text(item) is not null) =>
                new HelmList([.. list.Items.OrderBy(item => HelmFunctions.Text(item), StringComparer.Ordinal)]),
            ("has", _) when last is HelmList list => Has(first, list),
            ("until", HelmNumber end) => new HelmList(HelmFunctions.Counted(0, HelmFunctions.Number(end), end.Value < 0 ? -1 : 1)),
            ("untilStep", HelmNumber start) when arguments.Count == 3 =>
                new HelmList(HelmFunctions.Counted(HelmFunctions.Number(start), HelmFunctions.Number(arguments[1]),
                    HelmFunctions.Number(last))),
            ("splitList" or "split", _) when HelmFunctions.Text(first) is { Length: > 0 } separator
                && HelmFunctions.Text(last) is not null =>
                Split(separator, last, name == "split"),
            ("join", _) when last is HelmList list && HelmFunctions.Text(first) is { } separator => Joined(separator, list),
            _ => HelmFunctions.Unknown(arguments, true),
        };
    }

    private static HelmValue At(HelmValue value, HelmValue key) => value switch
    {
        HelmMap map when HelmFunctions.Text(key) is { } name => map.Get(name),
        HelmList list when key is HelmNumber number && number.Value >= 0 && number.Value < list.Items.Count =>
            list.Items[(int)number.Value],
        HelmNone => value,
        _ => HelmUnknown.Any,
    };

    // Sprig changes the map itself.
    private static HelmMap Set(HelmMap map, string key, HelmValue value)
    {
        map.Set(key, ReferenceEquals(value, map) ? HelmUnknown.Any : value);
        return map;
    }

    private static HelmMap Unset(HelmMap map, string key)
    {
        map.Entries.Remove(key);
        return map;
    }

    private static HelmMap Picked(HelmMap map, HashSet<string?> names, bool keeps)
    {
        var result = new HelmMap { IsOpen = map.IsOpen };
        foreach (var (name, entry) in map.Entries)
        {
            if (names.Contains(name) == keeps)
                result.Entries[name] = entry;
        }

        return result;
    }

    private static HelmMap Merged(HelmRun run, HelmMap over, HelmMap under)
    {
        var merged = HelmChart.Merged(over, under, out var entries);
        run.Spend(entries / 4);
        return merged;
    }

    private static HelmValue Merged(HelmRun run, IEnumerable<HelmValue> maps)
    {
        var result = new HelmMap();
        foreach (var value in maps)
        {
            if (value is HelmMap map)
                result = Merged(run, result, map);
            else if (value is not HelmNone)
                return HelmUnknown.Any;
        }

        return result;
    }

    private static HelmValue Dug(List<HelmValue> arguments)
    {
        if (arguments.Count < 3)
            return HelmUnknown.Any;

        var value = arguments[^1];
        foreach (var key in arguments.SkipLast(2))
        {
            value = At(value, key);
            if (value is HelmNone)
                return arguments[^2];
        }

        return value;
    }

    private static HelmValue Has(HelmValue wanted, HelmList list)
    {
        var unsure = false;
        foreach (var item in list.Items)
        {
            var same = HelmFunctions.Same(item, wanted);
            if (same == true)
                return new HelmBoolean(true);
            unsure |= same is null;
        }

        return HelmFunctions.Boolean(unsure ? null : false, []);
    }

    private static HelmValue Split(string separator, HelmValue text, bool asMap)
    {
        var rope = text.Written();
        var items = new List<HelmValue>();
        var at = 0;
        foreach (var part in rope.Known()!.Split(separator).Take(1000))
        {
            items.Add(new HelmTextValue(rope.Cut(at, at + part.Length)));
            at += part.Length + separator.Length;
        }

        if (!asMap)
            return new HelmList(items);

        var map = new HelmMap();
        for (var index = 0; index < items.Count; index++)
            map.Set($"_{index}", items[index]);
        return map;
    }

    private static HelmTextValue Joined(string separator, HelmList list)
    {
        var strands = new List<HelmStrand>();
        foreach (var item in list.Items)
        {
            if (strands.Count > 0)
                strands.Add(new HelmPiece(separator, null, []));
            strands.AddRange(item.Written().Strands);
        }

        return new HelmTextValue(new HelmRope(strands));
    }
}

/// <summary>What toYaml writes: each scalar at its place in the file of values.</summary>
internal static class HelmDump
{
    private const int MaxDepth = 60;
    private const int MaxStrands = 50_000;

    public static HelmValue Of(HelmRun run, HelmValue value)
    {
        if (value is HelmUnknown or HelmMap { IsOpen: true })
            return HelmFunctions.Unknown([value], true);

        var strands = new List<HelmStrand>();
        Write(value, strands, new HelmFrame(), 0, false);
        run.Spend(strands.Count);
        if (strands.Count > MaxStrands)
            return HelmUnknown.Any;
        return new HelmTextValue(new HelmRope(strands));
    }

    // Behind the "- " or the key that it belongs to; a collection behind a key begins on a line of its own.
    private static void Write(HelmValue value, List<HelmStrand> strands, HelmFrame frame, int indent, bool isBehindKey)
    {
        switch (value)
        {
            case var _ when strands.Count > MaxStrands:
                break;
            case HelmUnknown or HelmMap { IsOpen: true }:
                strands.Add(new HelmPiece(null, null, value.Leaves) { MayBreak = true });
                break;
            case HelmMap or HelmList when indent > 2 * MaxDepth:
                strands.Add(new HelmPiece(null, null, []) { MayBreak = true });
                break;
            case HelmMap { Entries.Count: > 0 } map:
                WriteMap(map, strands, frame, indent, isBehindKey);
                break;
            case HelmList { Items.Count: > 0 } list:
                WriteList(list, strands, frame, isBehindKey ? Math.Max(0, indent - 2) : indent, isBehindKey);
                break;
            default:
                WriteScalar(value, strands, frame, indent, isBehindKey);
                break;
        }
    }

    private static void WriteMap(HelmMap map, List<HelmStrand> strands, HelmFrame frame, int indent, bool isBehindKey)
    {
        var isFirst = !isBehindKey;
        foreach (var (name, entry) in map.Entries.OrderBy(entry => entry.Key, GoYamlOrder.Instance))
        {
            if (!isFirst)
                strands.Add(new HelmPiece("\n" + new string(' ', indent), null, []));
            isFirst = false;
            HelmLeaf[] leaves = entry.Key is { } leaf ? [leaf] : [];
            strands.Add(new HelmPiece(Plain(name) + ":", Place(frame, leaves), leaves));
            Write(entry.Value, strands, frame, indent + 2, true);
        }
    }

    // Lists stand no deeper than their key.
    private static void WriteList(HelmList list, List<HelmStrand> strands, HelmFrame frame, int indent, bool isBehindKey)
    {
        var isFirst = !isBehindKey;
        foreach (var item in list.Items)
        {
            if (!isFirst)
                strands.Add(new HelmPiece("\n" + new string(' ', indent), null, []));
            isFirst = false;
            strands.Add(new HelmPiece("- ", Place(frame, item), []));
            Write(item, strands, frame, indent + 2, false);
        }
    }

    private static void WriteScalar(HelmValue value, List<HelmStrand> strands, HelmFrame frame, int indent, bool isBehindKey)
    {
        if (isBehindKey)
            strands.Add(new HelmPiece(" ", null, []));
        var leaves = value.AllLeaves().ToArray();
        if (value is HelmTextValue && HelmFunctions.Text(value) is not { })
        {
            strands.AddRange(value.Written().Strands);
            return;
        }

        var text = value switch
        {
            HelmMap => "{}",
            HelmList => "[]",
            HelmNone => "null",
            HelmTextValue => Plain(HelmFunctions.Text(value)!),
            _ => HelmFunctions.Text(value)!,
        };
        if (value is HelmTextValue && text.Contains('\n', StringComparison.Ordinal))
            text = Block(text, Math.Max(indent, 2));
        strands.Add(new HelmPiece(text, Place(frame, leaves), leaves));
    }

    private static string Block(string text, int indent)
    {
        var chomp = !text.EndsWith('\n') ? "-" : text.EndsWith("\n\n", StringComparison.Ordinal) ? "+" : "";
        var spaces = new string(' ', indent);
        var lines = text.Split('\n');
        var last = chomp.Length == 0 ? lines.Length - 1 : lines.Length;
        return "|" + chomp + "\n" + string.Join('\n', lines.Take(last).Select(line => line.Length == 0 ? line : spaces + line));
    }

    private static HelmPlace? Place(HelmFrame frame, HelmLeaf[] leaves) =>
        leaves is [{ Source: { } source, Kind: HelmLeafKind.Values } leaf, ..]
            ? new HelmPlace(frame, source, leaf.Start, leaf.End, false, true, null)
            : null;

    // A dash is at the item's first scalar.
    private static HelmPlace? Place(HelmFrame frame, HelmValue item)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (item is HelmMap { Entries.Count: > 0 } map)
                return map.Entries.First().Value.Key is { } key ? Place(frame, [key]) : null;
            if (item is not HelmList { Items.Count: > 0 } list)
                break;
            item = list.Items[0];
        }

        return Place(frame, [.. item.AllLeaves()]);
    }

    private static string Plain(string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal))
            return text;
        if (text.Length == 0 || Yaml.ScalarValue.Resolve(text, Yaml.ScalarStyle.Plain, null).Type != Yaml.ScalarType.String
            || text is "y" or "n" or "Y" or "N" or "yes" or "no" or "on" or "off")
        {
            return $"\"{text}\"";
        }

        var isQuoted = "!&*-?[]{}|>@`\"'%#,:=<~ ".Contains(text[0], StringComparison.Ordinal)
            ? text[0] is not ('-' or '?' or ':') || text.Length == 1 || text[1] == ' '
            : text.EndsWith(' ') || text.EndsWith(':');
        return isQuoted || text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal)
            ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
            : text;
    }

    /// <summary>The order of keys in what go-yaml writes: numbers within them count as such.</summary>
    private sealed class GoYamlOrder : IComparer<string>
    {
        public static readonly GoYamlOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            var (one, other) = (x ?? "", y ?? "");
            var digits = false;
            for (var index = 0; index < one.Length && index < other.Length; index++)
            {
                var (a, b) = (one[index], other[index]);
                if (a == b)
                {
                    digits = char.IsDigit(a);
                    continue;
                }

                var (isLetter, isOtherLetter) = (char.IsLetter(a), char.IsLetter(b));
                if (isLetter && isOtherLetter)
                    return a.CompareTo(b);
                if (isLetter || isOtherLetter)
                    return (digits ? isLetter : isOtherLetter) ? -1 : 1;

                var (number, length) = Digits(one, index);
                var (otherNumber, otherLength) = Digits(other, index);
                return number != otherNumber ? number.CompareTo(otherNumber)
                    : length != otherLength ? length.CompareTo(otherLength)
                    : a.CompareTo(b);
            }

            return one.Length.CompareTo(other.Length);
        }

        private static (decimal Number, int Length) Digits(string text, int from)
        {
            var number = 0m;
            var at = from;
            for (; at < text.Length && at - from < 25 && char.IsAsciiDigit(text[at]); at++)
                number = (number * 10) + (text[at] - '0');
            return (number, at - from);
        }
    }
}
