using System.Collections.Immutable;
using System.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>One requirement of matchExpressions.</summary>
/// <param name="Node">The whole entry.</param>
public sealed record LabelExpression(string Key, string Operator, ImmutableArray<string> Values, Node Node)
{
    /// <summary>NotIn and DoesNotExist hold where the key is absent; an unknown operator never holds.</summary>
    public bool Holds(LabelSet labels)
    {
        var pair = labels.Find(Key);
        return Operator switch
        {
            "In" => pair is { } some && Values.Contains(some.Value, StringComparer.Ordinal),
            "NotIn" => pair is not { } other || !Values.Contains(other.Value, StringComparer.Ordinal),
            "Exists" => pair is not null,
            "DoesNotExist" => pair is null,
            _ => false,
        };
    }

    public override string ToString() => Operator switch
    {
        "In" => $"{Key} in ({string.Join(',', Values)})",
        "NotIn" => $"{Key} notin ({string.Join(',', Values)})",
        "Exists" => Key,
        "DoesNotExist" => $"!{Key}",
        _ => $"{Key} {Operator} ({string.Join(',', Values)})",
    };
}

/// <summary>A selector: every pair and every expression must hold. An empty one holds for all labels.</summary>
public sealed class LabelSelector
{
    private LabelSelector(Node node, ImmutableArray<LabelPair> pairs, ImmutableArray<LabelExpression> expressions)
    {
        Node = node;
        Pairs = pairs;
        Expressions = expressions;
    }

    /// <summary>The mapping that says it.</summary>
    public Node Node { get; }

    public ImmutableArray<LabelPair> Pairs { get; }

    public ImmutableArray<LabelExpression> Expressions { get; }

    public bool IsEmpty => Pairs.IsEmpty && Expressions.IsEmpty;

    /// <summary>A plain label map, as a Service has it: it knows no matchLabels.</summary>
    public static LabelSelector FromMap(Node map) => new(map, LabelSet.ReadPairs(map), []);

    /// <summary>matchLabels and matchExpressions, as workloads and policies have them.</summary>
    public static LabelSelector FromSelector(Node selector)
    {
        var expressions = selector.Find("matchExpressions") is { } list ? list.Items.Select(ReadExpression).ToImmutableArray() : [];
        return new LabelSelector(selector, LabelSet.ReadPairs(selector.Find("matchLabels")), expressions);
    }

    public bool Matches(LabelSet labels)
    {
        foreach (var pair in Pairs)
        {
            if (!labels.Has(pair.Key, pair.Value))
                return false;
        }

        foreach (var expression in Expressions)
        {
            if (!expression.Holds(labels))
                return false;
        }

        return true;
    }

    /// <summary>As <see cref="Matches(LabelSet)"/>, with the labels counted in that the workload's controller puts on its pods.</summary>
    public bool Matches(PodTemplate pods)
    {
        foreach (var pair in Pairs)
        {
            if (!pods.Carries(pair.Key, pair.Value))
                return false;
        }

        foreach (var expression in Expressions)
        {
            if (!expression.Holds(pods.Labels) && !pods.GetsLabel(expression.Key))
                return false;
        }

        return true;
    }

    /// <summary>Equal for selectors that say the same in the same order, and for no others.</summary>
    internal string Key
    {
        get
        {
            var text = new StringBuilder();
            foreach (var pair in Pairs)
                text.Append(pair.Key).Append('\0').Append(pair.Value).Append('\0');
            foreach (var expression in Expressions)
            {
                text.Append('\u0001').Append(expression.Key)
                    .Append('\0')
                    .Append(expression.Operator)
                    .Append('\0')
                    .AppendJoin('\0', expression.Values);
            }

            return text.ToString();
        }
    }

    /// <summary>"app=web,tier in (a,b)".</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Join(',', Pairs));
        foreach (var expression in Expressions)
            text.Append(text.Length > 0 ? "," : "").Append(expression);
        return text.ToString();
    }

    private static LabelExpression ReadExpression(Node item) => new(
        item.Find("key")?.Value ?? "",
        item.Find("operator")?.Value ?? "",
        [.. (item.Find("values")?.Items ?? default).Select(value => value.Value)],
        item);
}
