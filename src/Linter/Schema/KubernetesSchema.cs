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
/// something else, a letter for a scalar, else the name of a definition; then its closed set.
/// </remarks>
public sealed class KubernetesSchema
{
    private static readonly Lazy<KubernetesSchema> Embedded = new(() => new KubernetesSchema(ReadText()));

    // By line, once as an object and once as an object or anything; an array because it costs no compilation at start.
    private readonly SchemaNode?[] objects;
    private readonly SchemaNode?[] objectsOrAny;
    private readonly string text;
    private readonly int[] lines;
    private readonly int kindCount;

    private KubernetesSchema(string text)
    {
        this.text = text;
        lines = LineStarts(text);
        kindCount = 0;
        while (text[lines[kindCount]] != '\n')
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
                var cells = text[lines[line]..(lines[line + 1] - 1)].Split(' ');
                yield return (cells[0], cells[1]);
            }
        }
    }

    /// <summary>The type of metadata in every resource.</summary>
    public SchemaNode ObjectMeta => Definition("meta.v1.ObjectMeta", isObjectOrAny: false);

    /// <summary>The type of a resource; null for a kind or version that is not built in.</summary>
    public SchemaNode? Find(string apiVersion, string kind)
    {
        var line = LineOf($"{apiVersion} {kind} ", 1, kindCount);
        if (line < 0)
            return null;

        var start = lines[line] + apiVersion.Length + kind.Length + 2;
        return Definition(text.AsSpan(start, lines[line + 1] - 1 - start), isObjectOrAny: false);
    }

    private SchemaNode Definition(ReadOnlySpan<char> name, bool isObjectOrAny)
    {
        var line = LineOf(string.Concat(name, " "), kindCount + 1, lines.Length - 1);
        if (line < 0)
            throw new InvalidDataException($"the embedded schema has no definition {name}");

        var known = isObjectOrAny ? objectsOrAny : objects;
        if (known[line] is { } node)
            return node;

        // The Gateway API is made of custom resources: there an empty string is a value like any other.
        var made = new SchemaNode(isObjectOrAny ? SchemaType.ObjectOrAny : SchemaType.Object, () => Decode(line))
        {
            RefusesEmpty = !name.StartsWith("gateway.", StringComparison.Ordinal) && !name.StartsWith("xgateway.", StringComparison.Ordinal),
        };
        return Interlocked.CompareExchange(ref known[line], made, null) ?? made;
    }

    private int LineOf(string prefix, int first, int behind)
    {
        var (low, high) = (first, behind - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var line = text.AsSpan(lines[middle], lines[middle + 1] - lines[middle]);
            if (line.StartsWith(prefix, StringComparison.Ordinal))
                return middle;
            (low, high) = OrdinalOrder.Compare(prefix, line) < 0 ? (low, middle - 1) : (middle + 1, high);
        }

        return -1;
    }

    private SchemaField[] Decode(int line)
    {
        var rest = text.AsSpan(lines[line], lines[line + 1] - 1 - lines[line]);
        rest = rest[(rest.IndexOf(' ') + 1)..];
        var fields = new List<SchemaField>();
        while (!rest.IsEmpty)
        {
            var comma = rest.IndexOf(',');
            fields.Add(DecodeField(comma < 0 ? rest : rest[..comma]));
            rest = comma < 0 ? default : rest[(comma + 1)..];
        }

        return [.. fields];
    }

    private SchemaField DecodeField(ReadOnlySpan<char> field)
    {
        var colon = field.IndexOf(':');
        var type = field[(colon + 1)..];
        var isRequired = type[0] == '!';
        if (isRequired)
            type = type[1..];
        var isImmutable = type[0] == '~';
        if (isImmutable)
            type = type[1..];
        return new SchemaField(field[..colon].ToString(), DecodeType(type), isRequired, isImmutable);
    }

    private SchemaNode DecodeType(ReadOnlySpan<char> type) => type[0] switch
    {
        '[' => new SchemaNode(SchemaType.List, DecodeType(type[1..])),
        '{' => new SchemaNode(SchemaType.Map, DecodeType(type[1..])),
        '*' => Definition(type[1..], isObjectOrAny: true),
        's' when type.Length > 1 && type[1] == '(' => new SchemaNode(SchemaType.String) { Values = [.. type[2..^1].ToString().Split('|')] },
        _ when type.Length > 1 => Definition(type, isObjectOrAny: false),
        var code => Scalars[code] ?? throw new InvalidDataException($"the embedded schema has a type {code}"),
    };

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

    private static string ReadText()
    {
        using var stream = typeof(KubernetesSchema).Assembly.GetManifestResourceStream("kubernetes.schema")
            ?? throw new InvalidDataException("the schema is not embedded");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    // The start of every line, and the end of the text.
    private static int[] LineStarts(string text)
    {
        var starts = new List<int>(2048) { 0 };
        var rest = text.AsSpan();
        var offset = 0;
        for (var index = rest.IndexOf('\n'); index >= 0; index = rest.IndexOf('\n'))
        {
            offset += index + 1;
            starts.Add(offset);
            rest = rest[(index + 1)..];
        }

        return [.. starts];
    }
}
