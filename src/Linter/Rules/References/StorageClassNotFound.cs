using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A claim of a StorageClass that is not there, where the unit brings StorageClasses of its own.</summary>
public sealed class StorageClassNotFound : IRule
{
    public string Id => "storage-class-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Graph.OfKind(Kinds.StorageClass).IsEmpty)
            return [];

        var names = context.Graph.NamedReferences;
        var words = new MissingNameFindings(context,
            "nothing provisions a volume for the claim: it stays Pending, and the pods that mount it with it",
            "name a StorageClass of these manifests, or declare it under externals in .lint.yaml if the cluster has it")
        {
            Verb = _ => "asks for",
            Proven = Severity.Warning,
            OnlyOne = Severity.Warning,
        };

        // A class that volumes and claims agree on needs no object: it only binds the one to the other.
        var ofVolumes = names.To(Kinds.StorageClass).Where(reference => reference.From.Kind == Kinds.PersistentVolume)
            .Select(reference => ((NamedTarget)reference.Target).Name).ToHashSet(StringComparer.Ordinal);
        return names.Missing(Kinds.StorageClass)
            .Where(missing => missing.From.Kind == Kinds.PersistentVolume ? missing.Absence is Absence.UnderNearName : !ofVolumes.Contains(missing.Target.Name))
            .Select(words.Describe);
    }
}
