using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Reporting.Drawing;

/// <summary>What is named: ConfigMaps, Secrets, claims, ServiceAccounts, and what scales and governs workloads.</summary>
internal static class SketchReferences
{
    public static void Draw(PictureSketch sketch)
    {
        foreach (var resource in sketch.Unit.Unit.Resources)
        {
            if (PictureKinds.IsAlwaysShown(resource))
                sketch.NodeOf(resource);
            foreach (var reference in sketch.Unit.Graph.ReferencesFrom(resource))
            {
                if (reference.Target is NamedTarget target && !PictureKinds.IsDrawnApart(resource.Kind, target.Kind))
                    Draw(sketch, reference, target);
            }
        }
    }

    private static void Draw(PictureSketch sketch, ObjectReference reference, NamedTarget target)
    {
        var found = sketch.Unit.Graph.Find(target.Kind, target.Namespace, target.Name);
        var isMinor = PictureKinds.IsMinorSource(reference.From.Kind) || (PictureKinds.IsMinorTarget(target.Kind) && found.IsEmpty)
            || (target.Kind == Kinds.ServiceAccount && found.IsEmpty && target.Name == "default")
            || IsKnownAnyway(sketch, reference, target);
        foreach (var to in found.IsEmpty
            ? [sketch.Missing(target.Kind, target.Namespace, target.Name)]
            : found.Certain.Concat(found.Possible).Select(sketch.NodeOf))
        {
            sketch.Add(new DraftEdge(sketch.NodeOf(reference.From), to, LinkUse.Uses, "")
            {
                Through = Through(reference),
                Places = [Area(reference)],
                IsUncertain = found.Certain.IsEmpty && !found.IsEmpty,
                IsMinor = isMinor,
            });
        }
    }

    // A StatefulSet and its governing Service are linked by the pods already.
    private static bool IsKnownAnyway(PictureSketch sketch, ObjectReference reference, NamedTarget target) =>
        target.Kind == Kinds.Service && reference.From.Info.IsWorkload
        && sketch.Unit.Graph.Find(Kinds.Service, target.Namespace, target.Name).Certain.Any(service =>
            sketch.Unit.Graph.ServiceOf(service).Pods.Certain.Any(pods => pods.Workload == reference.From));

    // A mapping that holds nothing but the reference, with the key or the items that are asked for.
    private static SourceSpan Area(ObjectReference reference)
    {
        var owner = reference.Row.Owner.ToString();
        var isOwn = reference.Row.Key is "name" or "secretName" or "claimName" && owner is not ("" or "spec")
            && !owner.EndsWith(".spec", StringComparison.Ordinal);
        return isOwn ? reference.Owner.Span : reference.At.Span;
    }

    // "envFrom.configMapRef" of "spec.containers[*].envFrom[*].configMapRef.name".
    private static string Through(ObjectReference reference)
    {
        var parts = reference.Row.ToString()
            .Replace("[*]", "", StringComparison.Ordinal)
            .Split('.')
            .Where(part => part is not ("spec" or "name"))
            .ToList();
        return string.Join('.', parts.TakeLast(2));
    }
}
