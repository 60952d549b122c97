using System.Globalization;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A port given by number or by name. A quoted number is a name, as the API server reads it.</summary>
/// <param name="Node">The scalar.</param>
/// <param name="Number">Null for a name.</param>
/// <param name="Name">Null for a number.</param>
public readonly record struct IntOrString(Node Node, int? Number, string? Name)
{
    /// <summary>Null where there is no scalar, or it is null, empty, or 0: all of these mean "not set".</summary>
    public static IntOrString? Read(Node? node)
    {
        if (node is not { IsScalar: true } scalar)
            return null;

        if (Integer(scalar) is { } number)
            return number == 0 ? null : new IntOrString(scalar, number, null);
        return scalar.IsNull || scalar.Text.IsEmpty ? null : new IntOrString(scalar, null, scalar.Value);
    }

    /// <summary>The scalar's value where Kubernetes' reader makes it an int32; null otherwise. 80.0 is 80.</summary>
    public static int? Integer(Node? node)
    {
        if (node is not { IsScalar: true } scalar)
            return null;

        var value = scalar.Scalar;
        return value.Type switch
        {
            ScalarType.Integer when value.Integer is >= int.MinValue and <= int.MaxValue => (int)value.Integer,
            ScalarType.Float when value.Float == Math.Truncate(value.Float) && Math.Abs(value.Float) <= int.MaxValue => (int)value.Float,
            _ => null,
        };
    }

    public override string ToString() => Name ?? Number!.Value.ToString(CultureInfo.InvariantCulture);
}
