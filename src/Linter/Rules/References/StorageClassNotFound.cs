using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Rules;

/// <summary>
/// A claim or volume of a StorageClass that is not there, where the unit brings StorageClasses of its own; and a claim whose class is a
/// slip of that of a volume.
/// </summary>
public sealed class StorageClassNotFound : IRule
{
    private const string NotBound = "a claim of the class that is here is not bound to the volume";

    public string Id => "storage-class-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var hasClasses = !context.Graph.OfKind(Kinds.StorageClass).IsEmpty;
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
            .ToLookup(NameOf, StringComparer.Ordinal);
        var ofClaims = names.To(Kinds.StorageClass).Where(reference => reference.From.Kind != Kinds.PersistentVolume)
            .Select(NameOf).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in names.Missing(Kinds.StorageClass))
        {
            if (missing.From.Kind == Kinds.PersistentVolume
                ? missing.Absence is not Absence.UnderNearName || ofClaims.Contains(missing.Target.Name)
                : ofVolumes.Contains(missing.Target.Name))
            {
                continue;
            }

            if (missing.Absence is Absence.Unseen && NearClass(missing.Target.Name, ofVolumes) is { } near)
            {
                yield return OfVolume(context, missing, near);
            }
            else if (hasClasses)
            {
                yield return missing.From.Kind == Kinds.PersistentVolume
                    ? words.Describe(missing) with { Effect = NotBound }
                    : words.Describe(missing);
            }
        }
    }

    private static string NameOf(ObjectReference reference) => ((NamedTarget)reference.Target).Name;

    private static ObjectReference? NearClass(string name, ILookup<string, ObjectReference> ofVolumes) =>
        ofVolumes.FirstOrDefault(volumes => Spelling.IsOneSlip(name, volumes.Key) && NameSlips.IsSlip(name, volumes.Key))?.First();

    private static Finding OfVolume(RuleContext context, MissingName missing, ObjectReference volume)
    {
        var (at, meant) = (missing.Places[0].At, NameOf(volume));
        return context.At(missing.From, at, Severity.Warning,
            $"{MessageText.Plain(missing.From.KindName)} '{missing.From.Name}' asks for StorageClass '{missing.Target.Name}', which nothing in these manifests defines; nearest is '{meant:1}', the class of '{volume.From}'") with
        {
            Label = "no such StorageClass",
            Related = [new RelatedSpan(volume.At.Span, $"{volume.From.Quoted} is of class {meant}")],
            Effect = "the claim is not bound to the volume: it stays Pending, and the pods that mount it with it",
            Help = $"did you mean '{meant}'?",
            Fix = ScalarEdit.Replace(missing.From.Root, at, meant) is { } edit ? new Fix($"ask for {meant}", [edit], IsSafe: false) : null,
        };
    }
}
