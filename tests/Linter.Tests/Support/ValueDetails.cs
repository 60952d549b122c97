using System.Collections.Immutable;
using System.Globalization;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;

namespace Linter.Tests.Support;

/// <summary>What is said of values in fragments of manifests, in full. The mutants' judge is built with it too.</summary>
public static class ValueDetails
{
    private const string Service =
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n  ";
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec:\n  ";
    private const string Container = Pod + "containers:\n    - name: web\n      image: registry.example.com/web:1.4.2\n      ";

    private static readonly ImmutableDictionary<string, Severity> Levels =
        RuleCatalog.Ids.Where(id => id is not ("invalid-value" or "invalid-name"))
            .ToImmutableDictionary(id => id, _ => Severity.Off, StringComparer.Ordinal);

    /// <summary>
    /// The findings for a title "OWNER: FRAGMENT", where the owner is "Service", "Pod", "Container" or "GROUP/VERSION KIND", or "OWNER at
    /// 1.N: FRAGMENT" for that Kubernetes.
    /// </summary>
    public static string Of(string title)
    {
        var at = title.IndexOf(": ", StringComparison.Ordinal);
        var (whole, fragment) = (title[..at], title[(at + 2)..].Replace("\\n", "\n", StringComparison.Ordinal));
        var (owner, minor) = whole.Split(" at 1.") is [var before, var number]
            ? (before, int.Parse(number, CultureInfo.InvariantCulture))
            : (whole, LintOptions.LatestKubernetesMinor);
        var manifest = owner switch
        {
            "Service" => Service + fragment,
            "Pod" => Pod + fragment,
            "Container" => Container + fragment,
            _ => $"apiVersion: {owner.Split(' ')[0]}\nkind: {owner.Split(' ')[1]}\nmetadata: {{name: web}}\nspec:\n  {fragment}",
        };
        var result = LintEngine.Run(new InputFiles([new InputFile("manifest.yaml", null, manifest + "\n")], [], []),
            new LintOptions { RuleLevels = Levels, Threads = 1, Cluster = new ClusterFacts { KubernetesMinor = minor } });
        return result.Findings.IsEmpty ? "nothing\n" : FindingDetails.Of(result.Findings);
    }
}
