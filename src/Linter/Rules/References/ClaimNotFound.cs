using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A PersistentVolumeClaim that pods mount, or that another claim is filled from, and that is not there.</summary>
public sealed class ClaimNotFound : IRule
{
    public string Id => "claim-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var words = new MissingNameFindings(context,
            "the scheduler does not place the pod before the claim is there: it stays Pending",
            "define the claim, or declare it under externals in .lint.yaml if it exists elsewhere")
        {
            Verb = reference => reference.Row.Key == "claimName" ? "mounts" : "takes its data from",
        };
        return context.Graph.NamedReferences.Missing(Kinds.PersistentVolumeClaim)
            .Where(missing => !missing.Places.All(place => IsReplaced(context.Graph, place)))
            .Select(words.Describe);
    }

    // The controller puts the claim of a template in place of a volume of the same name.
    private static bool IsReplaced(LinkGraph graph, ObjectReference reference)
    {
        var templates = reference.From.Info.ClaimTemplates.SelectMany(reference.From.Select)
            .Select(template => template.Find("metadata")?.Find("name")?.Value).ToHashSet(StringComparer.Ordinal);
        return templates.Count > 0
            && graph.PodsOf(reference.From)
                .SelectMany(pods => pods.Spec?.Find("volumes")?.Items ?? default)
                .Any(volume => volume.Find("persistentVolumeClaim") == reference.Owner && templates.Contains(volume.Find("name")?.Value));
    }
}
