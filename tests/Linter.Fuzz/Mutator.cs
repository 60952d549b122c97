using System.Collections.Immutable;
using System.Text;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Fuzz;

/// <summary>Makes a case out of a seed: some changes of text, of nodes, of names. The same random numbers make the same case.</summary>
internal sealed class Mutator(ImmutableArray<ImmutableArray<CaseFile>> seeds)
{
    private const int LongestText = 400_000;

    private static readonly string[] Pieces =
    [
        " ", "  ", "\t", "\n", "\r\n", "\r", "- ", ": ", ":", "#", " # c", "\"", "'", "[", "]", "{", "}", ",", "&a ", "*a", "!!str ", "!x ",
        "|\n", ">-\n", "? ",
        "<<: ", "---\n", "...\n", "%YAML 1.2\n", "\0", "\uFEFF", "\u2028", "\u0085", "\ud800", "😀", "é", "\u001b[31m", "{{ x }}", "$(A)",
        "${B}", "\\", "0x1", "~",
        "kind: List\nitems:\n", "# lint-ignore ", "-1", "9999999999999999999", "%", "@", "`",
    ];

    private static readonly string[] Values =
    [
        "null", "~", "true", "no", "0", "-1", "80", "\"80\"", "65536", "99999999999999999999", "1e400", ".inf", ".nan", "0x50", "0o17",
        "1_000", "12:30:45", "1.5",
        "[]", "{}", "[a]", "{a: b}", "[[[]]]", "{? {a: b} : c}", "\"\"", "''", "\"\\e[31m\\a\"", "::error::x", "\"::set-output name=a::b\"",
        "*x", "&x y", "!!binary aGk=", "!!int a",
        "\"{{ .Values.x }}\"", "$(VAR)", "\"a\\nb\"", "\"\\ud83d\"", "\"\\0\"", "|\n  a\n  b", "<script>alert(1)</script>",
        "\"[x](javascript:y)\"", "\"`a` | b\"", "2024-01-01",
        "100m", "1Gi", "-1Gi", "1e-9", "999999999999Ei", "50%", "-50%", "1.2.3.4", "::1", "::ffff:1.2.3.4/129", "300.1.1.1/99",
        "*.example.com", "a..b", "/", "//", "/(", "/[a-", "/((a+)+)+$",
        "example.com:99999", "http://a.b.svc.cluster.local:8080/x", "registry:5000/a@sha256:abc", "a:b:c", "@", ":", "*/0 * * * *",
        "0 0 31 2 *", "kubernetes.io/x", "v1", "apps/v1", "List",
    ];

    private readonly string[] scalars = Pool(seeds, isKey: false);
    private readonly string[] keys = Pool(seeds, isKey: true);

    /// <summary>Paths too are of a case's making.</summary>
    public ImmutableArray<CaseFile> Make(Random random)
    {
        var files = Start(random);
        for (var rounds = random.Next(1, 6); rounds > 0; rounds--)
        {
            var at = random.Next(files.Count);
            files[at] = files[at] with { Text = Mutate(files[at].Text, random) };
        }

        if (random.Next(8) == 0)
            RenameEverywhere(files, random);
        if (random.Next(12) == 0)
            files[random.Next(files.Count)] = files[0] with { Path = PathOf(random) };
        return [.. files.DistinctBy(file => file.Path, StringComparer.Ordinal)];
    }

    private List<CaseFile> Start(Random random)
    {
        var files = seeds[random.Next(seeds.Length)].ToList();
        switch (random.Next(12))
        {
            case 0:
                files.AddRange(seeds[random.Next(seeds.Length)].Select(file => file with { Path = "other/" + file.Path }));
                break;
            case 1:
                files.AddRange([.. files.Select(file => file with { Path = "twin/" + file.Path })]);
                break;
            case 2 when random.Next(4) == 0:
                // Enough files for several workers.
                for (var i = 0; i < 70; i++)
                {
                    files.AddRange(seeds[random.Next(seeds.Length)].Take(1)
                        .Select(file => file with { Path = $"d{i % 7}/{i}-{file.Path}" }));
                }

                break;
        }

        return files;
    }

    private static string PathOf(Random random) => random.Next(6) switch
    {
        0 => "a b.yaml",
        1 => "a\nb.yaml",
        2 => "::error::x.yaml",
        3 => "a:1:2#x%20?y.json",
        4 => "\u001b[31m<b>|`[x](y)\ud800.yml",
        _ => "../../up.yaml",
    };

    /// <summary>One change of a text.</summary>
    public string Mutate(string text, Random random)
    {
        var mutated = random.Next(14) switch
        {
            0 => Insert(text, Pieces[random.Next(Pieces.Length)], random),
            1 => Cut(text, random),
            2 => Flip(text, random),
            3 => Lines(text, random),
            4 => Indent(text, random),
            5 => Bytes(text, random),
            6 => Splice(text, random),
            7 => LineEnds(text, random),
            _ => Nodes(text, random),
        };
        return mutated.Length > LongestText ? text : mutated;
    }

    private static string Insert(string text, string piece, Random random)
    {
        var at = random.Next(text.Length + 1);
        return text[..at] + string.Concat(Enumerable.Repeat(piece, random.Next(20) == 0 ? random.Next(500) : 1)) + text[at..];
    }

    private static string Cut(string text, Random random)
    {
        var from = random.Next(text.Length + 1);
        var to = random.Next(4) == 0 ? random.Next(from, text.Length + 1) : Math.Min(text.Length, from + random.Next(8));
        return text[..from] + text[to..];
    }

    private static string Flip(string text, Random random)
    {
        if (text.Length == 0)
            return text;
        var at = random.Next(text.Length);
        return text[..at] + (char)(text[at] ^ (1 << random.Next(8))) + text[(at + 1)..];
    }

    private static string Lines(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(one);
                break;
            case 1:
                lines.Insert(other, lines[one]);
                break;
            case 2:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
            default:
                lines.InsertRange(other, lines.GetRange(Math.Min(one, other), Math.Abs(one - other)));
                break;
        }

        return string.Join('\n', lines);
    }

    private static string Indent(string text, Random random)
    {
        var lines = text.Split('\n');
        var (from, count, by) = (random.Next(lines.Length), random.Next(1, 6), random.Next(4));
        for (var i = from; i < Math.Min(lines.Length, from + count); i++)
        {
            lines[i] = by switch
            {
                0 => "  " + lines[i],
                1 => "\t" + lines[i],
                2 => lines[i].TrimStart(),
                _ => lines[i].StartsWith(' ') ? lines[i][1..] : lines[i],
            };
        }

        return string.Join('\n', lines);
    }

    // As from disk: other encodings, bytes that are none of a text.
    private static string Bytes(string text, Random random)
    {
        Encoding[] encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32];
        var bytes = encodings[random.Next(encodings.Length)].GetBytes(text);
        for (var flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        using var stream = new MemoryStream(bytes);
        return FileText.Read("case", stream).Text ?? text;
    }

    private string Splice(string text, Random random)
    {
        var seed = seeds[random.Next(seeds.Length)];
        var other = seed[random.Next(seed.Length)].Text;
        return random.Next(3) switch
        {
            0 => text + "\n---\n" + other,
            1 => text[..random.Next(text.Length + 1)] + other[random.Next(other.Length + 1)..],
            _ => other + "\n" + text,
        };
    }

    private static string LineEnds(string text, Random random) => random.Next(3) switch
    {
        0 => text.ReplaceLineEndings("\r\n"),
        1 => text.ReplaceLineEndings("\r"),
        _ => text.TrimEnd(),
    };

    private string Nodes(string text, Random random)
    {
        var documents = YamlReader.Read(new SourceText("seed.yaml", text)).Documents;
        var entries = new List<(Node Key, Node Value)>();
        foreach (var document in documents)
            Collect(document, entries, 0);
        if (entries.Count == 0)
            return Insert(text, Pieces[random.Next(Pieces.Length)], random);

        var (key, value) = entries[random.Next(entries.Count)];
        var (from, to) = (LineStart(text, key.Span.Start), LineEnd(text, value.Span.End));
        var other = entries[random.Next(entries.Count)].Value.Span;
        switch (random.Next(8))
        {
            case 0:
                return text[..from] + text[to..];
            case 1:
                return text[..to] + text[from..to] + text[to..];
            case 2:
                return Replace(text, key.Span, keys[random.Next(keys.Length)]);
            case 3:
                return Replace(text, value.Span, scalars[random.Next(scalars.Length)]);
            case 4 when value.Span.End <= other.Start:
                return text[..value.Span.Start] + other.Slice.ToString() + text[value.Span.End..other.Start] + value.Span.Slice.ToString()
                    + text[other.End..];
            case 5:
                return Replace(text, value.Span, other.Slice.ToString());
            case 6:
                return text[..from] + Margin(text, from) + keys[random.Next(keys.Length)] + ": " + Values[random.Next(Values.Length)] + "\n"
                    + text[from..];
            default:
                return Replace(text, value.Span, Values[random.Next(Values.Length)]);
        }
    }

    private void RenameEverywhere(List<CaseFile> files, Random random)
    {
        var from = scalars[random.Next(scalars.Length)];
        var to = scalars[random.Next(scalars.Length)];
        if (from.Length < 3 || to.Length > 200)
            return;
        for (var i = 0; i < files.Count; i++)
            files[i] = files[i] with { Text = files[i].Text.Replace(from, to, StringComparison.Ordinal) };
    }

    private static string Margin(string text, int lineStart) =>
        text[lineStart..(lineStart + text.AsSpan(lineStart).IndexOfAnyExcept(' ', '-') is var end && end > lineStart ? end : lineStart)]
            .Replace('-', ' ');

    private static string Replace(string text, SourceSpan span, string by) =>
        text[..span.Start] + (span.Length == 0 ? " " : "") + by + text[span.End..];

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length;

    private static void Collect(Node node, List<(Node Key, Node Value)> entries, int depth)
    {
        if (depth > 40 || entries.Count > 5000)
            return;
        foreach (var entry in node.IsMapping ? node.Entries : default)
        {
            // What an alias stands for is written elsewhere.
            if (entry.Value.Span.Start >= entry.Key.Span.End)
                entries.Add((entry.Key, entry.Value));
            Collect(entry.Value, entries, depth + 1);
        }

        foreach (var item in node.IsSequence ? node.Items : default)
            Collect(item, entries, depth + 1);
    }

    private static string[] Pool(ImmutableArray<ImmutableArray<CaseFile>> seeds, bool isKey)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in seeds.SelectMany(seed => seed))
        {
            var entries = new List<(Node Key, Node Value)>();
            foreach (var document in YamlReader.Read(new SourceText(file.Path, file.Text)).Documents)
                Collect(document, entries, 0);
            found.UnionWith(entries.Select(entry => isKey ? entry.Key : entry.Value)
                .Where(node => node.IsScalar && node.Span.Length is > 0 and < 80)
                .Select(node => node.Span.Slice.ToString()));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
