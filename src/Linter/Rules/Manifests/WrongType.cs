using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A value that cannot be decoded into its field.</summary>
public sealed class WrongType : IRule
{
    private const int LongestShown = 60;

    public string Id => "wrong-type";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var resource in context.Part.Resources)
        {
            foreach (var problem in context.Graph.Schemas.ProblemsOf(resource))
            {
                if (problem.Kind == SchemaProblemKind.WrongType)
                    yield return Describe(context, resource, problem);
            }
        }
    }

    private static Finding Describe(RuleContext context, Resource resource, SchemaProblem problem) =>
        context.At(resource, problem.At, SeverityOf(problem),
            $"'{problem.Path}' of '{resource}' needs {Given(problem, IsHidden(resource, problem))}") with
        {
            Label = LabelOf(problem.At),
            Related = SchemaOrigin.Of(context.Graph, resource),
            Effect = IsNameOfOneLetter(problem) ? "kubectl apply refuses the manifest as it stands; kustomize and yq take it for the letter and quote it"
                : IsQuotedPort(problem) ? "the API server refuses the manifest: a port name has at least one letter"
                : resource.Schema is not null && context.Graph.Schemas.DefinitionOf(resource) is null
                ? "the API server cannot decode the manifest and refuses it"
                : "the API server refuses the manifest",
            Notes = IsPlaceholder(problem.At)
                ? [$"{(IsHidden(resource, problem) ? "the value" : $"'{problem.At.Value}'")} looks like a placeholder; what takes its place may fit"]
                : [],
            Help = IsWorkloadSelector(resource, problem) ? "write the labels directly under selector: that of a Service knows neither matchLabels nor matchExpressions"
                : IsPortNumber(resource, problem) ? $"write number: {problem.At.Value}"
                : HelpOf(problem, IsHidden(resource, problem)),
            Fix = FixOf(resource, problem),
        };

    // It decodes as a name, and only validation refuses it.
    private static bool IsQuotedPort(SchemaProblem problem) =>
        problem is { Schema.Type: SchemaType.Port, At: { IsScalar: true, Scalar.Type: ScalarType.String } };

    private static bool IsWorkloadSelector(Resource resource, SchemaProblem problem) =>
        resource.Kind == Kinds.Service && problem.Path is "spec.selector.matchLabels" or "spec.selector.matchExpressions";

    // "name: 80" in the backend of an Ingress: in quotes it would be a name that no port can have.
    private static bool IsPortNumber(Resource resource, SchemaProblem problem) =>
        resource.Kind == Kinds.Ingress && problem is { Field: "name", At: { IsScalar: true, Scalar.Type: ScalarType.Integer } }
        && problem.OwnerPath.EndsWith(".service.port", StringComparison.Ordinal);

    // No report tells what a Secret holds.
    private static bool IsHidden(Resource resource, SchemaProblem problem) =>
        resource.Kind == Kinds.Secret && problem.At.IsScalar
        && (problem.Path.StartsWith("data", StringComparison.Ordinal) || problem.Path.StartsWith("stringData", StringComparison.Ordinal));

    private static Severity SeverityOf(SchemaProblem problem) =>
        IsPlaceholder(problem.At) ? Severity.Note : IsNameOfOneLetter(problem) ? Severity.Warning : Severity.Error;

    // Tools of go-yaml v3 (kustomize, yq) keep a one-letter y or n and quote it in what they write; the API server does not.
    private static bool IsNameOfOneLetter(SchemaProblem problem) =>
        problem.Path == "metadata.name" && problem.At.Value is "y" or "Y" or "n" or "N";

    private static bool IsPlaceholder(Node value) =>
        value is { IsScalar: true, Scalar.Type: ScalarType.String } && Placeholders.IsPlaceholder(value.Value);

    // "a string, but '1.10' is read as the number '1.1'"
    private static MessageText Given(SchemaProblem problem, bool isHidden)
    {
        var (value, needed) = (problem.At, MessageText.Plain(Needed(problem.Schema.Type)));
        if (!value.IsScalar)
            return MessageText.Of($"{needed}, but is given {MessageText.Plain(value.IsMapping ? "a mapping" : "a list")}");

        if (isHidden)
        {
            return MessageText.Of(
                $"{needed}, but is {MessageText.Plain(value.Scalar.Type == ScalarType.String ? "given a string" : LabelOf(value))}");
        }

        var raw = value.Value;
        return value.Scalar switch
        {
            { Type: ScalarType.Boolean } read => ReadAs(needed, raw, "boolean", read.Boolean ? "true" : "false"),
            { Type: ScalarType.String } when problem.Schema.Type == SchemaType.Port =>
                MessageText.Of($"{needed}, and the quoted '{raw}' is a name without a letter"),
            { Type: ScalarType.String } => MessageText.Of($"{needed}, but is given the string '{Characters.Shorten(raw, LongestShown)}'"),
            var read when NeedsInteger(problem.Schema.Type) && read.Float == Math.Truncate(read.Float) =>
                MessageText.Of($"{needed}, and '{raw}' is more than its {MessageText.Plain(problem.Schema.Type == SchemaType.Int64 ? "64" : "32")} bits hold"),
            _ when NeedsInteger(problem.Schema.Type) => MessageText.Of($"{needed}, but is given the fraction '{raw}'"),
            var read => ReadAs(needed, raw, "number", NumberText(read, raw)),
        };
    }

    private static MessageText ReadAs(MessageText needed, string raw, string type, string value) => raw == value
        ? MessageText.Of($"{needed}, but '{raw}' is read as a {MessageText.Plain(type)}")
        : MessageText.Of($"{needed}, but '{raw}' is read as the {MessageText.Plain(type)} '{value}'");

    private static string Needed(SchemaType type) => type switch
    {
        SchemaType.String => "a string",
        SchemaType.Time => "a time",
        SchemaType.Bytes => "a string of base64",
        SchemaType.Int32 or SchemaType.Int64 => "an integer",
        SchemaType.Number => "a number",
        SchemaType.Boolean => "true or false",
        SchemaType.Quantity => "a quantity",
        SchemaType.IntOrString => "an integer or a string",
        SchemaType.Port => "a port number or a port name",
        SchemaType.List => "a list",
        _ => "a mapping",
    };

    private static bool NeedsInteger(SchemaType type) =>
        type is SchemaType.Int32 or SchemaType.Int64 or SchemaType.IntOrString or SchemaType.Port;

    private static string LabelOf(Node value) => value switch
    {
        { IsMapping: true } => "a mapping",
        { IsSequence: true } => "a list",
        _ => value.Scalar.Type switch
        {
            ScalarType.Boolean => "read as a boolean",
            ScalarType.Integer or ScalarType.Float => "read as a number",
            _ => "a string",
        },
    };

    private static string HelpOf(SchemaProblem problem, bool isHidden)
    {
        var value = problem.At;
        if (problem.Schema.Type is SchemaType.List or SchemaType.Map or SchemaType.Object)
            return problem.Schema.Type == SchemaType.List ? "write a list, one '- ' an item" : "write a mapping, one 'key: value' a line";
        if (!value.IsScalar)
            return $"write {Needed(problem.Schema.Type)}";
        if (NeedsString(problem.Schema.Type))
            return isHidden ? "quote it" : $"quote it: \"{value.Value}\"";
        return Unquoted(problem) is { } bare ? $"write it without quotes: {bare}" : $"write {Needed(problem.Schema.Type)}";
    }

    // A number in quotes is no time, and hardly base64.
    private static bool NeedsString(SchemaType type) => type is SchemaType.String;

    private static Fix? FixOf(Resource resource, SchemaProblem problem)
    {
        if (!problem.At.IsScalar || IsPortNumber(resource, problem))
            return null;

        if (NeedsString(problem.Schema.Type))
        {
            return IsHidden(resource, problem)
                ? Quoted(resource, problem.At)
                : Edit(resource, problem.At, $"\"{problem.At.Value}\"", "quote it");
        }

        return Unquoted(problem) is { } bare ? Edit(resource, problem.At, bare, "write it without quotes") : null;
    }

    // The quotes alone: the value stays where it is.
    private static Fix? Quoted(Resource resource, Node scalar) =>
        ScalarEdit.ReplaceRaw(resource.Root, scalar, "") is not { Span: var span } ? null
            : new Fix("quote it", [new TextEdit(span with { End = span.Start }, "\""), new TextEdit(span with { Start = span.End }, "\"")]);

    private static Fix? Edit(Resource resource, Node scalar, string text, string description) =>
        ScalarEdit.ReplaceRaw(resource.Root, scalar, text) is { } edit ? new Fix(description, [edit]) : null;

    // What a quoted scalar would be without its quotes, where that is what the field needs.
    private static string? Unquoted(SchemaProblem problem)
    {
        var text = problem.At.Value;
        if (problem.At.Style is not (ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted))
            return null;

        return problem.Schema.Type switch
        {
            SchemaType.Boolean => text.ToUpperInvariant() switch { "TRUE" => "true", "FALSE" => "false", _ => null },
            SchemaType.Int32 or SchemaType.Port =>
                IsDecimal(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text : null,
            SchemaType.Int64 or SchemaType.Number =>
                IsDecimal(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text : null,
            _ => null,
        };
    }

    // Without its quotes, 0120 would be octal.
    private static bool IsDecimal(string text) => text.Length > 0 && (text[0] != '0' || text.Length == 1);

    private static string NumberText(ScalarValue value, string raw)
    {
        if (value.Type == ScalarType.Integer)
            return value.Integer == long.MaxValue ? raw : value.Integer.ToString(CultureInfo.InvariantCulture);

        // As Go writes numbers into JSON.
        const double Plain = 1e21;
        return Math.Abs(value.Float) is >= 1e-6 and < Plain
            ? ((decimal)value.Float).ToString(CultureInfo.InvariantCulture)
            : value.Float.ToString("R", CultureInfo.InvariantCulture);
    }
}
