using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A VirtualService that sends traffic to a subset which no DestinationRule of the host defines.</summary>
public sealed class SubsetNotFound : IRule
{
    public string Id => "subset-not-found";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.VirtualService);

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Graph.Mesh.VirtualServices.SelectMany(service => service.Destinations)
            .DistinctBy(destination => (destination.SubsetNode, destination.Host.Text, destination.From))
            .Select(destination => Judge(context, destination))
            .OfType<Finding>();

    private static Finding? Judge(RuleContext context, MeshDestination destination)
    {
        if (destination.SubsetNode is not { } subset || Placeholders.IsPlaceholder(subset.Value))
            return null;

        // Rules of one host are merged (mergeDestinationRule in istio/istio, pilot/pkg/model/destination_rule.go).
        var (certain, possible) = context.Graph.Mesh.RulesFor(destination.Host);
        if (certain.IsEmpty && possible.IsEmpty)
            return WithoutRule(context, destination, subset);
        if (certain.IsEmpty || certain.Concat(possible).SelectMany(rule => rule.Subsets).Any(other => other.Name == subset.Value))
            return null;

        var defined = certain.SelectMany(rule => rule.Subsets).DistinctBy(other => other.Name, StringComparer.Ordinal).ToList();
        var near = Spelling.Nearest(subset.Value, defined.Select(other => other.Name));
        var shown = near is null ? certain[0].Host!.Node : defined.Find(other => other.Name == near)!.NameNode;
        var defines = defined.Count == 0
            ? MessageText.Of($"'{certain[0]:1}' defines none")
            : MessageText.Of($"'{certain[0]}' defines only '{Listing.Of(defined, other => other.Name, 5):1}'");
        return context.At(destination.From.Resource, subset,
            $"'{destination.From}' {destination.Sends} to subset '{subset.Value}' of host '{destination.Host.Text}', but {defines}") with
        {
            Label = "no such subset",
            Related = [new RelatedSpan(shown.Span,
                near is null ? $"{certain[0].Resource.Quoted} is for this host" : $"{certain[0].Resource.Quoted} defines '{near}' here")],
            Effect = destination.Effect,
            Help = near is null ? "name a subset that is defined, or define this one" : $"did you mean '{near}'?",
            Fix = near is not null && ScalarEdit.Replace(destination.Node, subset, near) is { } edit
                ? new Fix($"name subset '{near}'", [edit], IsSafe: false)
                : null,
        };
    }

    private static Finding? WithoutRule(RuleContext context, MeshDestination destination, Node subset)
    {
        if (context.Graph.Mesh.ServicesOf(destination.Host) is not [var service, ..] || context.Graph.Mesh.MakesRules)
            return null;

        var severity = context.Graph.Mesh.LacksRule(destination.Host) ? Severity.Warning : Severity.Note;
        return context.At(destination.From.Resource, subset, severity,
            $"'{destination.From}' {destination.Sends} to subset '{subset.Value}' of host '{destination.Host.Text}', but no DestinationRule among these manifests is for this host") with
        {
            Label = "no rule defines subsets of this host",
            Related = [Whereabouts.Definition(service.Resource)],
            Effect = destination.Effect,
            Help = "add a DestinationRule for the host that defines the subset by labels of its pods",
        };
    }
}
