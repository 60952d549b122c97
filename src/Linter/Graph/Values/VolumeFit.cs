using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// A claim against the volume that it asks for by name, or by labels that none of its class has (k8s.io/kubernetes
/// pkg/controller/volume/persistentvolume/pv_controller.go, syncUnboundClaim, checkVolumeSatisfyClaim). A volume that is kept for the claim
/// is bound to it unasked, one that is kept for another never.
/// </summary>
internal sealed class VolumeFit
{
    private const string Pending = "the claim stays Pending, and the pods that mount it with it";

    private const string NoClass = "write storageClassName: \"\", which stands for no class";

    private const string NoProvisioner = "kubernetes.io/no-provisioner";

    private static readonly NodePath VolumeName = NodePath.Parse("spec.volumeName");
    private static readonly NodePath Kept = NodePath.Parse("spec.claimRef");
    private static readonly NodePath Selector = NodePath.Parse("spec.selector");
    private static readonly NodePath Mode = NodePath.Parse("spec.volumeMode");
    private static readonly NodePath Access = NodePath.Parse("spec.accessModes");
    private static readonly NodePath Asked = NodePath.Parse("spec.resources.requests.storage");
    private static readonly NodePath Held = NodePath.Parse("spec.capacity.storage");

    private readonly WorkloadReport report;
    private readonly Resource claim;
    private readonly Resource volume;
    private readonly Node name;

    private VolumeFit(WorkloadReport report, Resource volume, Node name)
    {
        this.report = report;
        claim = report.Resource;
        this.volume = volume;
        this.name = name;
    }

    public static void Check(WorkloadReport report, LinkGraph graph)
    {
        if (report.Resource.Kind != Kinds.PersistentVolumeClaim)
            return;

        if (report.Resource.Find(VolumeName) is not { } name || WorkloadReport.Text(name) is not { Length: > 0 } text)
        {
            Labels(report, graph);
            return;
        }

        if (graph.FindAnywhere(Kinds.PersistentVolume, text) is not [var volume])
            return;

        var fit = new VolumeFit(report, volume, name);
        if (volume.Find(Kept) is { IsMapping: true } kept)
            fit.Keeper(kept, graph);
        else
            fit.Compare();
    }

    // Other volumes may be elsewhere: only a slip of the finger shows that it is this one that was meant. A class with a provisioner makes
    // its own.
    private static void Labels(WorkloadReport report, LinkGraph graph)
    {
        var claim = report.Resource;
        if (claim.Find(Selector) is not { IsMapping: true } written
            || LabelSelector.FromSelector(written) is not { Pairs.IsEmpty: false, Expressions.IsEmpty: true } selector)
        {
            return;
        }

        if (VolumesByClass.ClassOf(claim) is null)
        {
            if (graph.VolumesByClass.FindLabelled("", selector) is { } meant)
                report.Add(OfDefaultClass(claim, selector, meant));
            return;
        }

        if (WorkloadReport.Text(VolumesByClass.ClassOf(claim)) is not { } @class || Placeholders.IsPlaceholder(@class)
            || graph.VolumesByClass.FindLabelled(@class, selector) is not null
            || graph.Externals.HasLabelled(Kinds.PersistentVolume, null, selector)
            || graph.FindAnywhere(Kinds.StorageClass, @class)
                .Any(made => made.Root.Find("provisioner") is not { } provisioner || !provisioner.Is(NoProvisioner)))
        {
            return;
        }

        foreach (var volume in graph.VolumesByClass.OfClass(@class).Take(Spelling.MostCandidates))
        {
            if (SlipOf(selector, LabelSet.Read(volume.Find(Resource.Paths.Labels))) is not var (asked, its) || !Suffices(claim, volume))
                continue;

            report.Add(new ValueProblem(claim, asked.ValueNode,
                MessageText.Of($"'{claim}' asks for a volume labelled '{asked}', but '{volume:1}', which has its storageClassName and size, is labelled '{its}'"))
            {
                Severity = Severity.Warning,
                Label = "no volume here has this label",
                Related = new RelatedSpan(its.ValueNode.Head, $"{volume.Quoted} would do otherwise"),
                Effect = Pending,
                Help = $"did you mean '{its}'?",
                Fix = ScalarEdit.Replace(claim.Root, asked.ValueNode, its.Value) is { } edit
                    ? new Fix($"select {its}", [edit], IsSafe: false)
                    : null,
            });
            return;
        }
    }

    // Without a class the claim is given the cluster's default, which makes no volume for a selector.
    private static ValueProblem OfDefaultClass(Resource claim, LabelSelector selector, Resource meant) =>
        new(claim, selector.Pairs[0].ValueNode,
            MessageText.Of($"'{claim}' asks for a volume labelled '{selector}', as '{meant:1}' is, which has no storageClassName; but the claim is given the cluster's default, as it does not say that it wants none"))
        {
            Severity = Severity.Warning,
            Label = "a volume of no class, unless the cluster has no default",
            Related = new RelatedSpan(meant.NameNode.Head, $"{meant.Quoted} would do otherwise"),
            Effect = Pending,
            Help = NoClass,
        };

    // All but one value agree, and that one is a slip away.
    private static (LabelPair Asked, LabelPair Its)? SlipOf(LabelSelector selector, LabelSet labels)
    {
        (LabelPair Asked, LabelPair Its)? slip = null;
        foreach (var pair in selector.Pairs)
        {
            if (labels.Has(pair.Key, pair.Value))
                continue;
            if (slip is not null || labels.Find(pair.Key) is not { } its || !NameSlips.IsOneSlip(pair.Value, its.Value))
                return null;
            slip = (pair, its);
        }

        return slip;
    }

    // An access mode of the claim's that the volume lacks, or a claimRef, says that another one is meant.
    private static bool Suffices(Resource claim, Resource volume)
    {
        var modes = (volume.Find(Access)?.Items ?? default).Select(item => item.Value).ToHashSet(StringComparer.Ordinal);
        return volume.Find(Kept) is not { IsNull: false }
            && Quantity.Read(claim.Find(Asked)) is { } asked && Quantity.Read(volume.Find(Held)) is { } held && held >= asked
            && (claim.Find(Access)?.Items ?? default).All(item => modes.Contains(item.Value))
            && (TextOf(claim, Mode) ?? "Filesystem") == (TextOf(volume, Mode) ?? "Filesystem");
    }

    private void Keeper(Node kept, LinkGraph graph)
    {
        if (WorkloadReport.Text(kept.Find("name")) is not { Length: > 0 } its)
            return;

        // A slip of the finger in claimRef is told there.
        var isOther = its != claim.Name;
        if (NameSlips.IsSlip(its, claim.Name)
            || (!isOther && (WorkloadReport.Text(kept.Find("namespace")) is not { } @namespace
                || graph.Namespaces.Meet(@namespace, claim.Namespace) != Meeting.No)))
        {
            return;
        }

        var at = kept.Find(isOther ? "name" : "namespace")!.Value;
        Add(name, isOther
            ? MessageText.Of($"'{claim}' asks for volume '{volume.Name:1}', which is kept for claim '{at.Value}'")
            : MessageText.Of(
                $"'{claim}' asks for volume '{volume.Name:1}', which is kept for a claim of this name in namespace '{at.Value}'"),
            "kept for another claim", at, "ask for another volume, or make claimRef name this claim", null);
    }

    private void Compare()
    {
        if (Quantity.Read(claim.Find(Asked)) is { } asked && Quantity.Read(volume.Find(Held)) is { } held && held < asked)
        {
            Add(claim.Find(Asked)!.Value, Differs("a size", claim.Find(Asked)!.Value.Value, volume.Find(Held)!.Value.Value),
                "more than the volume holds", volume.Find(Held)!.Value, "ask for no more than the volume holds",
                volume.Find(Held)!.Value.Value);
        }

        var (mode, its) = (TextOf(claim, Mode) ?? "Filesystem", TextOf(volume, Mode) ?? "Filesystem");
        if (mode != its)
        {
            Add(claim.Find(Mode) ?? name, Differs("a volumeMode", mode, its), "another volumeMode", volume.Find(Mode) ?? volume.NameNode,
                $"write volumeMode: {its}", its);
        }

        Classes();
        var modes = (volume.Find(Access)?.Items ?? default).Select(item => item.Value).ToList();
        foreach (var item in claim.Find(Access)?.Items ?? default)
        {
            if (modes.Count > 0 && item.IsScalar && !modes.Contains(item.Value, StringComparer.Ordinal))
            {
                Add(item, Differs("an access mode", item.Value, string.Join(", ", modes)), "not among the volume's",
                    volume.Find(Access)!.Value, "write an access mode that the volume has", modes is [var only] ? only : null);
            }
        }
    }

    // Without a class the claim is given the cluster's default, which a volume of no class cannot have.
    private void Classes()
    {
        var (own, its) = (VolumesByClass.ClassOf(claim), VolumesByClass.ClassOf(volume));
        if (own is { } written && (its?.Value ?? "") != written.Value && WorkloadReport.Text(written) is not null)
        {
            Add(written, Differs("a storageClassName", written.Value, its?.Value ?? ""), "another class", its ?? volume.NameNode,
                its is { Value.Length: > 0 } ? $"write storageClassName: {its.Value.Value}" : NoClass, its?.Value);
        }
        else if (own is null && its is { Value.Length: > 0 } class_)
        {
            Add(name, MessageText.Of(
                $"'{claim}' asks for volume '{volume.Name}' of the storageClassName '{class_.Value:1}', but names no class, so that it is given the cluster's default"),
                "a volume of another class, unless it is the default", class_, $"write storageClassName: {class_.Value}", null,
                Severity.Warning);
        }
        else if (own is null)
        {
            Add(name, MessageText.Of(
                $"'{claim}' asks for volume '{volume.Name:1}', which has no storageClassName, but is given the cluster's default, as it does not say that it wants none"),
                "a volume of no class, unless the cluster has no default", its ?? volume.NameNode, NoClass, null, Severity.Warning);
        }
    }

    private static string? TextOf(Resource resource, NodePath path) =>
        WorkloadReport.Text(resource.Find(path)) is { Length: > 0 } text ? text : null;

    private MessageText Differs(string what, string own, string its) => its.Length == 0
        ? MessageText.Of($"'{claim}' asks for volume '{volume.Name:1}' with {MessageText.Plain(what)} '{own}', but that volume has none")
        : MessageText.Of(
            $"'{claim}' asks for volume '{volume.Name}' with {MessageText.Plain(what)} '{own}', but that volume has '{its:1}'");

    private void Add(
        Node at, MessageText message, string label, Node other, string help, string? meant, Severity severity = Severity.Error) =>
        report.Add(new ValueProblem(claim, at, message)
        {
            Severity = severity,
            Label = label,
            Related = new RelatedSpan(other.Head, $"{volume.Quoted} says so here"),
            Effect = Pending,
            Help = help,
            Fix = meant is not null && at != name && ScalarEdit.Replace(claim.Root, at, meant) is { } edit
                ? new Fix($"write {meant}", [edit], IsSafe: false)
                : null,
        });
}
