using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Whose value it is: the resource itself, or a part of it with a name.</summary>
/// <param name="Resource">The object.</param>
/// <param name="Root">The part's mapping, from which paths are told.</param>
/// <param name="Kind">"container", "volume"; empty for the resource.</param>
/// <param name="Name">The part's name.</param>
internal readonly record struct Owner(Resource Resource, Node Root, string Kind = "", string Name = "")
{
    /// <summary>"container 'web' of 'Deployment web'".</summary>
    public MessageText Text => Kind.Length == 0 ? MessageText.Of($"'{Resource}'")
        : Name.Length == 0 ? MessageText.Of($"{MessageText.Plain(Kind)} of '{Resource}'")
        : MessageText.Of($"{MessageText.Plain(Kind)} '{Name}' of '{Resource}'");

    /// <summary>The field's path in the part, such as "livenessProbe.httpGet.port"; its name where an alias leads to it.</summary>
    public string PathOf(Node node, string field) =>
        ReferenceEquals(node.Tree, Root.Tree) && node.PathFromRoot(Root) is { Length: > 0 } path
            && path.Contains(LastOf(field), StringComparison.Ordinal)
            ? path
            : field;

    // An anchor stands under another name than the alias that leads to it, as a rule.
    private static string LastOf(string field) => field[(field.LastIndexOf('.') + 1)..];
}

/// <summary>A closed set of words.</summary>
/// <param name="EmptyIsDefault">"" stands for the default, as in every field that is no pointer.</param>
/// <param name="Values">The words.</param>
internal sealed record ClosedSet(bool EmptyIsDefault, params ImmutableArray<string> Values)
{
    // By way of the span: with a comparer the array is boxed at each call.
    public bool Has(string word) => Values.AsSpan().Contains(word);
}

/// <summary>Collects the problems of one workload; the checks that many fields share.</summary>
internal sealed class WorkloadReport(Resource resource, int kubernetesMinor)
{
    private List<ValueProblem>? problems;

    public Resource Resource => resource;

    public int KubernetesMinor => kubernetesMinor;

    public Owner Whole => new(resource, resource.Root);

    public IEnumerable<ValueProblem> InOrder() => problems is null ? [] : problems.OrderBy(problem => problem.At.Span.Start);

    /// <param name="problem">What to report.</param>
    /// <param name="takesConstants">KSA_NAME stands for another value here; elsewhere it is a slip.</param>
    public void Add(ValueProblem problem, bool takesConstants = false) => (problems ??= []).Add(problem with
    {
        MayBeFilledIn = problem.MayBeFilledIn && problem.At.IsScalar
            && (IsToBeFilledIn(problem.At.Value) || (takesConstants && IsConstant(problem.At.Value))),
    });

    public void Add(Node at, MessageText.Handler message, string label, string? help = null) =>
        Add(new ValueProblem(resource, at, MessageText.Of(message)) { Label = label, Help = help });

    /// <summary>A string field of a closed set.</summary>
    public void OneOf(Owner owner, Node mapping, string field, ClosedSet set)
    {
        if (mapping.Find(field) is { } value)
            WordOf(owner, value, field, set);
    }

    /// <summary>A string that must be one of a closed set.</summary>
    public void WordOf(Owner owner, Node value, string field, ClosedSet set)
    {
        if (Text(value) is not { } text || (text.Length == 0 && set.EmptyIsDefault) || set.Has(text))
            return;

        var near = Spelling.Nearest(text, set.Values);
        var fix = near is not null && ScalarEdit.Replace(resource.Root, value, near) is { } edit ? new Fix($"write {near}", [edit]) : null;
        var only = string.Join(", ", set.Values);
        Add(new ValueProblem(resource, value, set.Values.Length == 1
            ? MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is '{text}', but only '{only}' is allowed")
            : MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is '{text}', but must be one of '{only}'"))
        {
            Label = set.Values.Length == 1 ? $"not {only}" : "not one of them",
            Help = near is not null ? $"did you mean '{near}'?"
                : set.Values.Length == 1 ? $"write {only}, or leave {field} out"
                : $"write one of {only}",
            Fix = fix,
        });
    }

    /// <summary>An integer that may not be below a limit.</summary>
    public void AtLeast(Owner owner, Node mapping, string field, long least)
    {
        if (mapping.Find(field) is { } value && Integer(value) is { } number && number < least)
        {
            Add(value, $"'{owner.PathOf(value, field)}' of {owner.Text} is '{Spell(value, number)}', but the least is '{Spell(least)}'",
                least == 0 ? "negative" : $"below {Spell(least)}", $"set it to {Spell(least)} or more");
        }
    }

    /// <summary>An integer between two limits.</summary>
    public void Within(Owner owner, Node mapping, string field, long least, long most)
    {
        if (mapping.Find(field) is { } value)
            WithinOf(owner, value, field, least, most);
    }

    /// <summary>An integer that must lie between two limits.</summary>
    public void WithinOf(Owner owner, Node value, string field, long least, long most)
    {
        if (Integer(value) is { } number && (number < least || number > most))
        {
            Add(value, $"'{owner.PathOf(value, field)}' of {owner.Text} is '{Spell(value, number)}', but must be from '{Spell(least)}' to '{Spell(most)}'",
                $"not from {Spell(least)} to {Spell(most)}", $"set it to a number from {Spell(least)} to {Spell(most)}");
        }
    }

    /// <summary>A string field that must be of a grammar where it is given. An empty one is as good as absent.</summary>
    public void Named(Owner owner, Node mapping, string field, NameGrammar grammar, bool isName = false)
    {
        if (mapping.Find(field) is { } value && value.Value.Length > 0)
            NameOf(owner, value, field, grammar, isName);
    }

    /// <summary>A string that must be of a grammar.</summary>
    public void NameOf(Owner owner, Node value, string field, NameGrammar grammar, bool isName = false)
    {
        if (Text(value) is not { } text || grammar.IsValid(text))
            return;

        Add(new ValueProblem(resource, value,
            MessageText.Of($"'{owner.PathOf(value, field)}' of {owner.Text} is '{text}', but {grammar.FaultOf(text)}"), isName)
        {
            Label = $"not {grammar.Title}",
            Help = !IsToBeFilledIn(text) && !IsConstant(text) && grammar.Suggest(text) is { } suggested
                ? $"did you mean '{suggested}'?"
                : grammar.Help,
        }, takesConstants: !isName && grammar != NameGrammar.HeaderName);
    }

    /// <summary>A field that may not be there.</summary>
    public void Forbidden(Owner owner, Node mapping, string field, MessageText why, string help)
    {
        if (mapping.FindEntry(field) is { Value.IsNull: false } entry)
            Add(entry.Key, $"{owner.Text} has '{owner.PathOf(entry.Value, field)}', {why}", "not allowed here", help);
    }

    /// <summary>The text of a scalar that is a string; null for what has another type or is null.</summary>
    public static string? Text(Node? node) => node is { IsScalar: true, Scalar.Type: ScalarType.String } scalar ? scalar.Value : null;

    /// <summary>The value where Kubernetes' reader makes it an integer; null otherwise. 80.0 is 80.</summary>
    public static long? Integer(Node? node) => node is not { IsScalar: true } scalar ? null : scalar.Scalar switch
    {
        { Type: ScalarType.Integer } value => value.Integer,
        { Type: ScalarType.Float } value when value.Float == Math.Truncate(value.Float) && Math.Abs(value.Float) < long.MaxValue =>
            (long)value.Float,
        _ => null,
    };

    public static bool IsTrue(Node? node) => node is { IsScalar: true, Scalar: { Type: ScalarType.Boolean, Boolean: true } };

    public static bool IsFalse(Node? node) => node is { IsScalar: true, Scalar: { Type: ScalarType.Boolean, Boolean: false } };

    /// <summary>A value that some tool puts in before the manifest is applied: ${POLICY}, &lt;name&gt;.</summary>
    private static bool IsToBeFilledIn(string text)
    {
        var dollar = text.IndexOf('$', StringComparison.Ordinal);
        var open = text.IndexOf('<', StringComparison.Ordinal);
        return (dollar >= 0 && dollar < text.Length - 1 && (text[dollar + 1] is '{' or '(' || char.IsAsciiLetter(text[dollar + 1])))
            || (open >= 0 && text.AsSpan(open).Contains('>'))
            || text.Contains("{{", StringComparison.Ordinal);
    }

    public static string Spell(long number) => number.ToString(CultureInfo.InvariantCulture);

    // What is written in octal is told as the number that the API server sees.
    private static string Spell(Node value, long number) =>
        value.Is(Spell(number)) ? Spell(number) : $"{Spell(number)} (written {value.Value})";

    private static bool IsConstant(string text) =>
        text.Contains('_', StringComparison.Ordinal)
        && text.All(character => character is '_' || char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));
}
