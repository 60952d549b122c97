using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A rewrite-target of ingress-nginx that loses the rest of the path.</summary>
public sealed class IngressRewriteWithoutCapture : IRule
{
    public string Id => "ingress-rewrite-without-capture";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var ingress in context.Part.Ingresses)
        {
            if (IngressControllers.Rewrite(ingress) is not { } rewrite)
                continue;

            var wanted = HighestGroup(rewrite.Value.Value);
            foreach (var path in ingress.Rules.SelectMany(rule => rule.Paths))
            {
                var captures = RegexPath.Captures(path.Path);
                if (wanted > captures)
                    yield return Uncaptured(context, path, rewrite, wanted, captures);
                else if (wanted == 0 && rewrite.Value.Is("/") && path.Path is not ("" or "/") && path.Type != "Exact")
                    yield return LosesRest(context, path, rewrite, captures);
            }
        }
    }

    private static Finding Uncaptured(RuleContext context, IngressPath path, Entry rewrite, int wanted, int captures)
    {
        var ingress = path.Rule.Ingress.Resource;
        return context.At(ingress, path.PathNode ?? path.Node,
            $"Ingress '{ingress.Name}' rewrites '{path.Route}' to '{rewrite.Value.Value:1}', but its path captures nothing as '{Group(wanted)}'") with
        {
            Label = captures == 0 ? "captures nothing" : $"captures only {captures}",
            Related = [new RelatedSpan(rewrite.Value.Span, $"the target uses '{Group(wanted)}'")],
            Effect = "the backend gets every request without what the group should hold",
            Help = captures > 0 ? $"use a group that the path has, {Group(captures)}, or capture more"
                : wanted > 2 ? "capture what the target uses, with pathType: ImplementationSpecific"
                : Capturing(path, wanted == 1 ? rewrite.Value.Value : null),
        };
    }

    private static Finding LosesRest(RuleContext context, IngressPath path, Entry rewrite, int captures)
    {
        var ingress = path.Rule.Ingress.Resource;
        return context.At(ingress, path.PathNode ?? path.Node,
            $"Ingress '{ingress.Name}' rewrites every request below '{path.Route}' to '{rewrite.Value.Value:1}', so the rest of its path is lost") with
        {
            Label = captures == 0 ? "what follows is dropped" : "what it captures is not used",
            Related = [new RelatedSpan(rewrite.Value.Span, "the target names no capture group")],
            Effect = "a request for a page, a script or an API call below this path gets the backend's front page instead",
            Help = captures == 0 ? Capturing(path, "/$1") : $"write rewrite-target: /{Group(captures)}",
        };
    }

    // The form of ingress-nginx' own documentation: "/api(/|$)(.*)" takes "/api" and "/api/…", not "/apis", and its rest is $2.
    private static string Capturing(IngressPath path, string? targetOfFirst)
    {
        var start = path.Path.TrimEnd('/');
        if (start.Length == 0)
            return "write path: /(.*) with pathType: ImplementationSpecific";

        var target = targetOfFirst is null ? "" : $" and rewrite-target: {targetOfFirst.Replace("$1", "$2", StringComparison.Ordinal)}";
        return $"write path: {start}(/|$)(.*) with pathType: ImplementationSpecific{target}";
    }

    private static string Group(int number) => $"${number}";

    // nginx knows $1 to $9.
    private static int HighestGroup(string target)
    {
        var highest = 0;
        for (var i = 0; i + 1 < target.Length; i++)
        {
            if (target[i] == '$' && target[i + 1] is >= '1' and <= '9')
                highest = Math.Max(highest, target[i + 1] - '0');
        }

        return highest;
    }
}
