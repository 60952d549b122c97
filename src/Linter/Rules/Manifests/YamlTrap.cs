using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A scalar that Kubernetes' reader takes for something else than it looks, and that the field's type lets through.</summary>
public sealed class YamlTrap : IRule
{
    public string Id => "yaml-trap";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var resource in context.Part.Resources)
        {
            foreach (var problem in context.Graph.Schemas.ProblemsOf(resource))
            {
                if (problem.Kind == SchemaProblemKind.Trap)
                    yield return problem.IsKey ? Key(context, resource, problem) : Integer(context, resource, problem);
            }
        }
    }

    private static Finding Key(RuleContext context, Resource resource, SchemaProblem problem)
    {
        var (written, read) = (problem.At.Value, ScalarValue.KeyText(problem.At));
        var edit = ScalarEdit.ReplaceRaw(resource.Root, problem.At, $"\"{written}\"");
        return context.At(resource, problem.At,
            $"the key '{written}' in '{problem.OwnerPath}' of '{resource}' is read as '{read}'") with
        {
            Label = $"read as {read}",
            Effect = $"the cluster stores the key as {read}; nothing finds it under {written}",
            Help = $"quote it: \"{written}\"",
            Fix = edit is { } replace ? new Fix("quote it", [replace]) : null,
        };
    }

    private static Finding Integer(RuleContext context, Resource resource, SchemaProblem problem)
    {
        var written = problem.At.Value;
        var read = ((long)problem.At.Scalar.Float).ToString(CultureInfo.InvariantCulture);
        return context.At(resource, problem.At,
            $"'{problem.Path}' of '{resource}' is written '{written}', which is read as '{read}'") with
        {
            Label = $"read as {read}",
            Effect = "the field's type lets it through, so nothing else will say so",
            Help = DecimalLook(written) is { } looks && looks != read ? $"write {read} if that is meant, {looks} if not" : $"write {read}",
        };
    }

    // What somebody sees who does not know of octal: 0120 is 120.
    private static string? DecimalLook(string written) =>
        written.All(char.IsAsciiDigit) ? written.TrimStart('0') : null;
}
