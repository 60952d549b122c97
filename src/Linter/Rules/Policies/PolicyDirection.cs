using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>Rules of a policy for a direction that its policyTypes leave out, or a direction that it denies unsaid.</summary>
public sealed class PolicyDirection : IRule
{
    public string Id => "policy-direction";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.NetworkPolicy);

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Graph.Policies.All.SelectMany(policy => policy.SaysTypes
            ? new[] { Ignored(context, policy, TrafficDirection.Ingress), Ignored(context, policy, TrafficDirection.Egress) }
            : [EgressOnly(context, policy), NothingDenied(context, policy)]).OfType<Finding>();

    private static Finding? Ignored(RuleContext context, PolicyView policy, TrafficDirection direction)
    {
        var field = direction == TrafficDirection.Ingress ? "ingress" : "egress";
        if (policy.Isolates(direction) || policy.Written(direction).IsEmpty || policy.Spec.FindEntry(field) is not { } entry
            || policy.TypesEntry is not { } types)
        {
            return null;
        }

        // What else stands there is refused as a value; what was meant is open.
        var said = string.Join(", ", types.Value.Items.Where(type => type.IsScalar).Select(type => type.Value));
        if (said is not ("Ingress" or "Egress"))
            return null;

        return context.At(policy.Resource, entry.Key,
            $"NetworkPolicy '{policy.Name}' has rules under '{field}', but its policyTypes name only '{said:1}', so they are ignored") with
        {
            Label = "these rules have no effect",
            Related = [new RelatedSpan(types.Value.Items.First().Span, $"policyTypes of {policy.Resource.Quoted}")],
            Effect = $"the policy does not restrict {field}: its pods are open in this direction unless another policy isolates them",
            Help = $"add {direction} to policyTypes, or remove the rules",
            Fix = MappingEdit.Append(types.Value, direction.ToString()) is { } edit
                ? new Fix($"add {direction} to policyTypes", [edit], IsSafe: false)
                : null,
        };
    }

    private static Finding? EgressOnly(RuleContext context, PolicyView policy)
    {
        // Where the field ingress is written, even empty, ingress was thought of.
        if (policy.WrittenEgress.IsEmpty || policy.Spec.FindEntry("ingress") is not null || policy.Spec.FindEntry("egress") is not { } entry
            || IsDeniedElsewhere(context, policy))
        {
            return null;
        }

        return context.At(policy.Resource, entry.Key,
            $"NetworkPolicy '{policy.Name}' has egress rules only and no policyTypes, so it also denies its pods all ingress") with
        {
            Label = "without policyTypes, ingress is always one of them",
            Related = [new RelatedSpan(policy.SelectorAt.Head, $"the pods of {policy.Resource.Quoted}")],
            Effect = "nothing may connect to these pods unless another policy lets it in",
            Help = "add 'policyTypes: [Egress]', or 'policyTypes: [Ingress, Egress]' where ingress is to be denied",
            Fix = MappingEdit.InsertBefore(policy.Spec, entry, "policyTypes: [Egress]") is { } edit
                ? new Fix("restrict egress only", [edit], IsSafe: false)
                : null,
        };
    }

    private static Finding? NothingDenied(RuleContext context, PolicyView policy)
    {
        if (policy.Spec.FindEntry("egress") is not { Value: { IsSequence: true, Items.Count: 0 } } entry)
            return null;

        return context.At(policy.Resource, entry.Key,
            $"NetworkPolicy '{policy.Name}' has an empty list under 'egress' and no policyTypes, so it does not restrict egress at all") with
        {
            Label = "denies nothing",
            Related = [new RelatedSpan(policy.SelectorAt.Head, $"the pods of {policy.Resource.Quoted}")],
            Effect = "without policyTypes, egress is restricted only where there is a rule for it: its pods may connect to everything, and ingress is what is restricted",
            Help = "add 'policyTypes: [Ingress, Egress]', or 'policyTypes: [Egress]' where only egress is to be denied",
        };
    }

    // Another policy shuts the same pods in so many words: then this one changes nothing.
    private static bool IsDeniedElsewhere(RuleContext context, PolicyView policy)
    {
        var policies = context.Graph.Policies;
        var pods = policies.Selected(policy);
        return !pods.IsEmpty
            && pods.All(some => policies.Ingress(some)
                .Any(other => other != policy && (other.SaysTypes || other.Spec.FindEntry("ingress") is not null)));
    }
}
