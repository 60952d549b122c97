using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Regular-expression characters in a path whose type is Prefix or Exact.</summary>
public sealed class IngressRegexInPlainPath : IRule
{
    // Not '.', '-' and '+', which stand in many plain paths.
    private const string Characters = @"*?()[]^$\|";

    public string Id => "ingress-regex-in-plain-path";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var host in context.Graph.IngressHosts)
        {
            foreach (var path in host.Paths)
            {
                if (path is { PathNode: { IsScalar: true } node, TypeNode: { } type, Type: "Prefix" or "Exact" }
                    && path.Path.AsSpan().IndexOfAny(Characters) >= 0
                    && !Placeholders.IsPath(path.Path) && !IngressControllers.ReadsPatterns(path))
                {
                    yield return host.RegexAnnotation is { } annotation
                        ? InRegexHost(context, path, node, type, annotation)
                        : Literal(context, path, node, type);
                }
            }
        }
    }

    private static Finding InRegexHost(RuleContext context, IngressPath path, Node node, Node type, Entry annotation)
    {
        var ingress = path.Rule.Ingress.Resource;
        return context.At(ingress, node,
            $"path '{path.Path}' of Ingress '{ingress.Name}' is a regular expression, as '{annotation.Key.Value:2}' makes it, but its pathType is '{path.Type:1}'") with
        {
            Label = $"not a path of type {path.Type}",
            Related =
            [
                new RelatedSpan(type.Span, "its type"),
                new RelatedSpan(annotation.Key.Span, "this makes ingress-nginx read all paths of the host as regular expressions"),
            ],
            Effect = "the webhook of ingress-nginx refuses such a path since 1.12 (strict-validate-path-type); older releases take it",
            Help = "write pathType: ImplementationSpecific",
            Fix = ScalarEdit.Replace(type, "ImplementationSpecific") is { } edit
                ? new Fix("use pathType ImplementationSpecific", [edit], IsSafe: false)
                : null,
        };
    }

    private static Finding Literal(RuleContext context, IngressPath path, Node node, Node type)
    {
        var ingress = path.Rule.Ingress.Resource;
        var plain = PlainPart(path);
        return context.At(ingress, node,
            $"path '{path.Path}' of Ingress '{ingress.Name}' holds '{Used(path.Path)}', but its pathType '{path.Type:1}' knows no regular expressions and no wildcards") with
        {
            Label = "taken literally",
            Related = [new RelatedSpan(type.Span, "its type")],
            Effect = "no request has this path; ingress-nginx and the AWS controller refuse it",
            Help = plain is null
                ? "use pathType ImplementationSpecific and what your controller needs for it (ingress-nginx: use-regex: \"true\"), or a plain path"
                : $"write {plain}: a Prefix matches everything below it",
            Fix = plain is not null && ScalarEdit.Replace(node, plain) is { } edit
                ? new Fix($"write '{plain}'", [edit], IsSafe: false)
                : null,
        };
    }

    // "/", "/api" for the Prefix paths "/*", "/api/*", "/api/.*" and "/api/(.*)", whose meaning is plain.
    private static string? PlainPart(IngressPath path)
    {
        if (path.Type != "Prefix" || RegexPath.CatchAll(path.Path) is null)
            return null;

        var start = path.Path[..path.Path.AsSpan().IndexOfAny(Characters)].TrimEnd('.').TrimEnd('/');
        return start.Length == 0 ? "/" : start;
    }

    private static string Used(string path) =>
        string.Concat(path.Where(character => Characters.Contains(character, StringComparison.Ordinal)).Distinct());
}
