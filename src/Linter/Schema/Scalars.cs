using Linter.Yaml;

namespace Linter.Schema;

/// <summary>Whether a value can be decoded into a field, as encoding/json and the types of k8s.io/apimachinery do it.</summary>
public static class Scalars
{
    // Beyond it a double holds no fraction, and an int64 nothing.
    private const double Int64Range = 9223372036854775808.0;

    /// <summary>False where the API server refuses the value. Null stands for absent, and for "" in a string.</summary>
    public static bool Fit(Node node, SchemaType type)
    {
        if (!node.IsScalar)
            return type == SchemaType.Any;

        // The common case, without looking at what the text may be.
        if (type == SchemaType.String && node.Style != ScalarStyle.Plain && node.Tag is null)
            return true;

        var value = node.Scalar;
        return value.Type == ScalarType.Null || type switch
        {
            SchemaType.Any => true,
            SchemaType.String or SchemaType.Time or SchemaType.Bytes => value.Type == ScalarType.String,
            SchemaType.Int32 => IsWithin(value, int.MinValue, int.MaxValue),
            SchemaType.Int64 => IsWithin(value, -Int64Range, Int64Range),
            SchemaType.Number => value.Type is ScalarType.Integer or ScalarType.Float,
            SchemaType.Boolean => value.Type == ScalarType.Boolean,
            SchemaType.Quantity => value.Type is ScalarType.Integer or ScalarType.Float or ScalarType.String,
            SchemaType.IntOrString => value.Type == ScalarType.String || IsWithin(value, int.MinValue, int.MaxValue),
            SchemaType.Port => value.Type == ScalarType.String ? !IsQuotedNumber(node) : IsWithin(value, int.MinValue, int.MaxValue),
            _ => false,
        };
    }

    /// <summary>A string of digits: where a port name is wanted it has no letter, where an integer is wanted it is none.</summary>
    public static bool IsQuotedNumber(Node node)
    {
        var text = node.Tree.SpanOf(node.Index);
        return !text.IsEmpty && text.IndexOutside('0', '9') < 0;
    }

    // 80.0 and 8e1 become 80 on the way to JSON.
    private static bool IsWithin(ScalarValue value, double least, double most) =>
        value.Type is ScalarType.Integer or ScalarType.Float
        && value.Float >= least
        && value.Float <= most
        && value.Float == Math.Truncate(value.Float);
}
