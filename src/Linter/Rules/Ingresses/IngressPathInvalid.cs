using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Schema;

namespace Linter.Rules;

/// <summary>A path that the API server refuses for its type.</summary>
public sealed class IngressPathInvalid : IRule
{
    // Sequences and endings that an Exact or Prefix path may not have (k8s.io/kubernetes pkg/apis/networking/validation).
    private static readonly ImmutableArray<string> Sequences = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly ImmutableArray<string> Endings = ["/..", "/."];

    public string Id => "ingress-path-invalid";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var ingress in context.Part.Ingresses)
        {
            foreach (var rule in ingress.Rules)
            {
                foreach (var path in rule.Paths)
                {
                    if (Judge(context, path) is { } finding)
                        yield return finding;
                }
            }
        }
    }

    private static Finding? Judge(RuleContext context, IngressPath path)
    {
        if (path.PathNode is { IsScalar: false })
            return null;

        var isPlain = path.Type is "Exact" or "Prefix";
        if (path.Path.Length == 0)
            return isPlain ? Absent(context, path) : null;
        if (!path.Path.StartsWith('/'))
            return path.Type.Length == 0 ? null : Placeholders.IsPath(path.Path) ? ToBeFilledIn(context, path) : NoSlash(context, path);
        if (!isPlain)
            return null;

        foreach (var sequence in Sequences)
        {
            if (path.Path.Contains(sequence, StringComparison.Ordinal))
                return Holds(context, path, sequence, "contain");
        }

        foreach (var ending in Endings)
        {
            if (path.Path.EndsWith(ending, StringComparison.Ordinal))
                return Holds(context, path, ending, "end with");
        }

        return null;
    }

    private static Finding Absent(RuleContext context, IngressPath path)
    {
        var ingress = path.Rule.Ingress.Resource;
        return context.At(ingress, path.PathNode ?? path.Node,
            $"Ingress '{ingress.Name}' has an empty path of type '{path.Type}' for '{HostOf(path)}', but such a path must begin with '/'") with
        {
            Label = path.PathNode is null ? "no path here" : "an empty path",
            Effect = "the API server refuses the Ingress",
            Help = "write path: / to match every request",
        };
    }

    private static Finding ToBeFilledIn(RuleContext context, IngressPath path)
    {
        var ingress = path.Rule.Ingress.Resource;
        return context.At(ingress, path.PathNode!.Value, Severity.Note,
            $"path '{path.Path}' of Ingress '{ingress.Name}' looks like a placeholder, and does not begin with '/' as it stands") with
        {
            Effect = IngressBackendMalformed.UntilFilledIn,
        };
    }

    private static Finding NoSlash(RuleContext context, IngressPath path)
    {
        var ingress = path.Rule.Ingress.Resource;
        var meant = path.Path.StartsWith("^/", StringComparison.Ordinal) ? path.Path[1..]
            : char.IsAsciiLetterOrDigit(path.Path[0]) ? "/" + path.Path
            : null;
        var edit = meant is null ? null : ScalarEdit.Replace(path.PathNode!.Value, meant);
        return context.At(ingress, path.PathNode!.Value, $"path '{path.Path}' of Ingress '{ingress.Name}' does not begin with '/'") with
        {
            Label = "no slash at its start",
            Effect = "the API server refuses the Ingress",
            Help = meant is null ? "begin it with a slash" : $"write {meant}",
            Fix = edit is null ? null : new Fix($"write '{meant}'", [edit], IsSafe: false),
        };
    }

    private static Finding Holds(RuleContext context, IngressPath path, string part, string verb)
    {
        var ingress = path.Rule.Ingress.Resource;
        var plain = part is "%2f" or "%2F" ? null : Normalised(path.Path);
        var finding = verb == "contain"
            ? context.At(ingress, path.PathNode!.Value,
                $"path '{path.Path}' of Ingress '{ingress.Name}' contains '{part}', which a path of type '{path.Type}' may not")
            : context.At(ingress, path.PathNode!.Value,
                $"path '{path.Path}' of Ingress '{ingress.Name}' ends with '{part}', which a path of type '{path.Type}' may not");
        return finding with
        {
            Label = $"may not {verb} '{part}'",
            Effect = "the API server refuses the Ingress",
            Help = plain is null
                ? "write a plain slash, or use pathType ImplementationSpecific"
                : $"write {plain}, which is what clients ask for",
            Fix = plain is not null && ScalarEdit.Replace(path.PathNode.Value, plain) is { } edit
                ? new Fix($"write '{plain}'", [edit], IsSafe: false)
                : null,
        };
    }

    // Empty segments and '.' dropped, '..' resolved, as clients and proxies do.
    private static string Normalised(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == ".." && segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            else if (segment is not ("" or "." or ".."))
                segments.Add(segment);
        }

        return "/" + string.Join('/', segments) + (segments.Count > 0 && path.EndsWith('/') ? "/" : "");
    }

    private static string HostOf(IngressPath path) => path.Rule.HostNode is null ? "*" : path.Rule.Host;
}
