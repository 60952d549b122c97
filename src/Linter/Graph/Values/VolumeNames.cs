using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// The names by which a claim and a volume made by hand ask for each other. The other end may be in the cluster, so that a name is
/// judged only where it is a slip of the finger away from one of the unit that nothing else asks for.
/// </summary>
internal static class VolumeNames
{
    private static readonly NodePath OfVolume = NodePath.Parse("spec.volumeName");
    private static readonly NodePath OfClaim = NodePath.Parse("spec.claimRef.name");
    private static readonly NodePath NamespaceOfClaim = NodePath.Parse("spec.claimRef.namespace");

    public static void Check(WorkloadReport report, LinkGraph graph)
    {
        if (report.Resource.Kind == Kinds.PersistentVolumeClaim)
        {
            Check(report, graph, OfVolume, Kinds.PersistentVolume, _ => true,
                "the claim waits for that volume and stays Pending, and the pods that mount it with it");
        }
        else if (report.Resource.Kind == Kinds.PersistentVolume)
        {
            CheckVolume(report, graph);
        }
    }

    private static void CheckVolume(WorkloadReport report, LinkGraph graph) =>
        Check(report, graph, OfClaim, Kinds.PersistentVolumeClaim, claim => IsIn(claim, graph, report.Resource),
            "the volume is kept for that claim, and no other is bound to it");

    private static bool IsIn(Resource claim, LinkGraph graph, Resource volume) =>
        volume.Find(NamespaceOfClaim) is { IsScalar: true } written && graph.Namespaces.Meet(written.Value, claim.Namespace) == Meeting.Yes;

    private static void Check(
        WorkloadReport report, LinkGraph graph, NodePath path, GroupKind kind, Func<Resource, bool> isThere, string effect)
    {
        if (report.Resource.Find(path) is not { } node || WorkloadReport.Text(node) is not { Length: > 0 } name)
            return;

        if (graph.FindAnywhere(kind, name).Any(isThere) || graph.Externals.Has(kind, report.Resource.Namespace, name))
            return;

        var near = graph.OfKind(kind).Where(isThere)
            .Take(Spelling.MostCandidates)
            .Where(other => Spelling.IsOneSlip(name, other.Name) && NameSlips.IsSlip(name, other.Name))
            .ToList();
        if (near is not [var meant]
            || graph.OfKind(report.Resource.Kind).Take(Spelling.MostCandidates)
                .Any(other => other.Find(path) is { } asked && asked.Is(meant.Name)))
        {
            return;
        }

        report.Add(WordSlips.Of(report.Resource, node,
            MessageText.Of($"'{report.Whole.PathOf(node, path.ToString() ?? "")}' of '{report.Resource}' is '{name}', but these manifests have no '{kind.Kind}' of this name"),
            meant.Name, effect, new RelatedSpan(meant.NameNode.Span, $"{meant.Quoted} is here")));
    }
}
