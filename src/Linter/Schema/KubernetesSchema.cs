using System.Globalization;
using System.Text;

namespace Linter.Schema;

/// <summary>
/// The built-in kinds of Kubernetes and of the Gateway API, of the present release and of the versions that it no longer
/// serves. Read from one embedded text when the first kind is asked for; each definition is decoded on its first use.
/// </summary>
/// <remarks>
/// A line a kind, <c>apps/v1 Deployment apps.v1.Deployment</c>, then a line a definition,
/// <c>core.v1.ServicePort port:!i,protocol:s(SCTP|TCP|UDP)</c>, both ordered. A field is its name, ':', '!' where it is
/// required, '~' where it is immutable, and a type: '[' and '{' for a list and a map of what follows, '*' for an object or
/// something else, a letter for a scalar, else the name of a definition; then the closed set of a string, or the least and the
/// most of an integer, <c>timeoutSeconds:i(1..30)</c>, where either may be left out.
/// </remarks>
public sealed class KubernetesSchema
{
    private static readonly Lazy<KubernetesSchema> Embedded = new(() => new KubernetesSchema(ReadBytes()));

    // By line, once as an object and once as an object or anything; an array because it costs no compilation at start.
    private readonly SchemaNode?[] objects;
    private readonly SchemaNode?[] objectsOrAny;
    private readonly byte[] text;
    private readonly int[] lines;
    private readonly int kindCount;

    // ASCII, and left as it is: most of it is never looked at.
    private KubernetesSchema(byte[] text)
    {
        this.text = text;
        lines = LineStarts(text);
        kindCount = 0;
        while (text[lines[kindCount]] != (byte)'\n')
            kindCount++;
        objects = new SchemaNode?[lines.Length];
        objectsOrAny = new SchemaNode?[lines.Length];
        Release = int.Parse(text.AsSpan("release ".Length, 2), CultureInfo.InvariantCulture);
    }

    public static KubernetesSchema BuiltIn => Embedded.Value;

    /// <summary>N of Kubernetes 1.N that the schema describes.</summary>
    public int Release { get; }

    /// <summary>Every kind of every version, ordered.</summary>
    public IEnumerable<(string ApiVersion, string Kind)> Kinds
    {
        get
        {
            for (var line = 1; line < kindCount; line++)
            {
                var cells = TextOf(LineAt(line)).Split(' ');
                yield return (cells[0], cells[1]);
            }
        }
    }

    /// <summary>The type of metadata in every resource.</summary>
    public SchemaNode ObjectMeta => Definition("meta.v1.ObjectMeta", isObjectOrAny: false);

    /// <summary>The type of pod templates, which custom kinds have too.</summary>
    public SchemaNode PodTemplate => Definition("core.v1.PodTemplateSpec", isObjectOrAny: false);

    /// <summary>The type of a resource; null for a kind or version that is not built in.</summary>
    public SchemaNode? Find(string apiVersion, string kind)
    {
        var line = LineOf($"{apiVersion} {kind} ", 1, kindCount);
        return line < 0 ? null : Definition(TextOf(LineAt(line)[(apiVersion.Length + kind.Length + 2)..]), isObjectOrAny: false);
    }

    private SchemaNode Definition(string name, bool isObjectOrAny)
    {
        var line = LineOf(name + " ", kindCount + 1, lines.Length - 1);
        if (line < 0)
            throw new InvalidDataException($"the embedded schema has no definition {name}");

        var known = isObjectOrAny ? objectsOrAny : objects;
        if (known[line] is { } node)
            return node;

        // The Gateway API is made of custom resources: there an empty string is a value like any other.
        var made = new SchemaNode(isObjectOrAny ? SchemaType.ObjectOrAny : SchemaType.Object, () => Decode(line))
        {
            RefusesEmpty = !name.StartsWith("gateway.", StringComparison.Ordinal)
                && !name.StartsWith("xgateway.", StringComparison.Ordinal),
        };
        return Interlocked.CompareExchange(ref known[line], made, null) ?? made;
    }

    // Without its line break.
    private ReadOnlySpan<byte> LineAt(int line) => text.AsSpan(lines[line], lines[line + 1] - 1 - lines[line]);

    private static string TextOf(ReadOnlySpan<byte> part) => Encoding.ASCII.GetString(part);

    private int LineOf(string prefix, int first, int behind)
    {
        var (low, high) = (first, behind - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var line = LineAt(middle);
            var order = OrdinalOrder.ComparePrefix(prefix, line);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
        }

        return -1;
    }

    private SchemaField[] Decode(int line)
    {
        var rest = LineAt(line);
        rest = rest[(rest.IndexOf((byte)' ') + 1)..];
        var fields = new List<SchemaField>();
        while (!rest.IsEmpty)
        {
            var comma = rest.IndexOf((byte)',');
            fields.Add(DecodeField(comma < 0 ? rest : rest[..comma]));
            rest = comma < 0 ? default : rest[(comma + 1)..];
        }

        return [.. fields];
    }

    private SchemaField DecodeField(ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        var type = field[(colon + 1)..];
        var isRequired = type[0] == '!';
        if (isRequired)
            type = type[1..];
        var isImmutable = type[0] == '~';
        if (isImmutable)
            type = type[1..];
        return new SchemaField(TextOf(field[..colon]), DecodeType(type), isRequired, isImmutable);
    }

    private SchemaNode DecodeType(ReadOnlySpan<byte> type) => (char)type[0] switch
    {
        '[' => new SchemaNode(SchemaType.List, DecodeType(type[1..])),
        '{' => new SchemaNode(SchemaType.Map, DecodeType(type[1..])),
        '*' => Definition(TextOf(type[1..]), isObjectOrAny: true),
        's' when type.Length > 1 && type[1] == (byte)'(' =>
            new SchemaNode(SchemaType.String) { Values = [.. TextOf(type[2..^1]).Split('|')] },
        'i' or 'l' when type.Length > 1 && type[1] == (byte)'(' =>
            DecodeRange(type[0] == 'i' ? SchemaType.Int32 : SchemaType.Int64, TextOf(type[2..^1])),
        _ when type.Length > 1 => Definition(TextOf(type), isObjectOrAny: false),
        var code => Scalars[code] ?? throw new InvalidDataException($"the embedded schema has a type {code}"),
    };

    private static SchemaNode DecodeRange(SchemaType type, string range)
    {
        var dots = range.IndexOf("..", StringComparison.Ordinal);
        return new SchemaNode(type) { Least = Limit(range[..dots]), Most = Limit(range[(dots + 2)..]) };
    }

    private static long? Limit(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);

    // By letter, as the generator writes them.
    private static readonly SchemaNode?[] Scalars = MakeScalars();

    private static SchemaNode?[] MakeScalars()
    {
        var scalars = new SchemaNode?[128];
        scalars['a'] = SchemaNode.Any;
        scalars['s'] = new(SchemaType.String);
        scalars['i'] = new(SchemaType.Int32);
        scalars['l'] = new(SchemaType.Int64);
        scalars['n'] = new(SchemaType.Number);
        scalars['b'] = new(SchemaType.Boolean);
        scalars['q'] = new(SchemaType.Quantity);
        scalars['x'] = new(SchemaType.IntOrString);
        scalars['p'] = new(SchemaType.Port);
        scalars['t'] = new(SchemaType.Time);
        scalars['y'] = new(SchemaType.Bytes);
        return scalars;
    }

    private static byte[] ReadBytes()
    {
        using var stream = typeof(KubernetesSchema).Assembly.GetManifestResourceStream("kubernetes.schema")
            ?? throw new InvalidDataException("the schema is not embedded");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // The start of every line, and the end of the text.
    private static int[] LineStarts(ReadOnlySpan<byte> text)
    {
        var starts = new int[1 + text.Count((byte)'\n')];
        for (var line = 1; line < starts.Length; line++)
            starts[line] = starts[line - 1] + text[starts[line - 1]..].IndexOf((byte)'\n') + 1;
        return starts;
    }
}
