using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>
/// Claims that a LimitRange does not let in (k8s.io/kubernetes plugin/pkg/admission/limitranger, PersistentVolumeClaimValidateLimitFunc).
/// </summary>
internal static class ClaimLimitFindings
{
    private static readonly NodePath Requests = NodePath.Parse("spec.resources.requests");
    private static readonly NodePath Name = NodePath.Parse("metadata.name");

    /// <param name="context">The rule's.</param>
    /// <param name="resource">A claim, or a StatefulSet with templates of claims.</param>
    /// <param name="ranges">Those of its namespace.</param>
    public static IEnumerable<Finding> Of(RuleContext context, Resource resource, LimitRanges ranges)
    {
        if (ranges.ForClaims.IsEmpty)
            return [];

        return resource.Kind == Kinds.PersistentVolumeClaim
            ? Judge(context,
                new Claim(resource, MessageText.Of($"'{resource}'"), resource.Root,
                    "the API server refuses the claim: pods that mount it stay Pending"),
                ranges.ForClaims)
            : resource.Info.ClaimTemplates.SelectMany(resource.Select).SelectMany(template => Judge(
                context,
                new Claim(resource, MessageText.Of($"claim template '{template.At(Name)?.Value ?? ""}' of '{resource}'"), template,
                    "the API server refuses the claims: the workload stays without pods"),
                ranges.ForClaims));
    }

    /// <summary>
    /// Of each pod's own volumes, for which a controller asks as soon as the pod is there (pkg/controller/volume/ephemeral in
    /// k8s.io/kubernetes).
    /// </summary>
    public static IEnumerable<Finding> Of(RuleContext context, PodTemplate pods, LimitRanges ranges) => ranges.ForClaims.IsEmpty
        ? []
        : EphemeralClaims.Of(pods).SelectMany(claim => Judge(context,
            new Claim(pods.Workload, MessageText.Of($"the claim of volume '{claim.Volume}' of '{pods.Workload}'"), claim.Template,
                "the API server refuses the claim: the pod stays Pending"),
            ranges.ForClaims));

    private static IEnumerable<Finding> Judge(RuleContext context, Claim claim, ClaimBounds bounds)
    {
        foreach (var (name, amount) in Amount.ReadAll(claim.Node.At(Requests)))
        {
            if (bounds.Max.TryGetValue(name, out var most) && amount.Value > most.Value)
            {
                yield return Say(context, claim, amount.At, most,
                    MessageText.Of($"{claim.Who} requests '{amount.Value}' of '{name}', but LimitRange '{most.Range.Name}' allows at most '{most.Value:1}' for a claim"),
                    "more than the maximum", "lower it");
            }
            else if (bounds.Min.TryGetValue(name, out var least) && amount.Value < least.Value)
            {
                yield return Say(context, claim, amount.At, least,
                    MessageText.Of($"{claim.Who} requests '{amount.Value}' of '{name}', but LimitRange '{least.Range.Name}' asks for at least '{least.Value:1}' for a claim"),
                    "less than the minimum", "raise it");
            }
        }
    }

    private static Finding Say(
        RuleContext context, Claim claim, Node at, LimitDefault bound, MessageText message, string label, string help) =>
        context.At(claim.Resource, at, $"{message}") with
        {
            Label = label,
            Related = [new RelatedSpan(bound.At.Span, bound.Range.Quoted)],
            Effect = claim.Refused,
            Help = help,
        };

    /// <summary>A claim, or the template of some, and what comes of it if it is refused.</summary>
    private sealed record Claim(Resource Resource, MessageText Who, Node Node, string Refused);
}
