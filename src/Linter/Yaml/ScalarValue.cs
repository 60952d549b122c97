namespace Linter.Yaml;

/// <summary>What a scalar is after Kubernetes' YAML to JSON conversion.</summary>
public enum ScalarType
{
    /// <summary>Not a scalar.</summary>
    None,
    Null,
    Boolean,
    Integer,
    Float,
    String,
}

/// <summary>A scalar as Kubernetes' reader resolves it.</summary>
/// <param name="Type">Its JSON type, integers told apart from other numbers.</param>
/// <param name="Integer">The value of an Integer that fits; 0 otherwise.</param>
/// <param name="Float">The value of a number; 0 otherwise.</param>
/// <param name="Boolean">The value of a Boolean.</param>
public readonly record struct ScalarValue(ScalarType Type, long Integer, double Float, bool Boolean)
{
    public static ScalarValue Resolve(Node node) => new(node.IsScalar ? ScalarType.String : ScalarType.None, 0, 0, false);
}
