using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Words for names and keys that are asked for and missing; the rules of references say what differs.</summary>
/// <param name="context">Of the rule that tells.</param>
/// <param name="effect">What happens as long as it is missing.</param>
/// <param name="help">What to do about a name of which nothing is known.</param>
internal sealed class MissingNameFindings(RuleContext context, string effect, string help)
{
    /// <summary>Why a name is to be written as it is before it is rendered.</summary>
    public const string KustomizeRenames = "kustomize renames what refers to it, too";

    /// <summary>What to do about a near name, given before kustomize renamed the object where it did.</summary>
    public static string DidYouMean(GroupKind asker, Resource near, string meant) =>
        $"did you mean '{meant}'?{(meant == near.Name ? "" : $" {(KustomizeNames.Follow(asker) ? KustomizeRenames : KustomizeNames.NotRenamed(near.Name))}")}";

    private const int Shown = 5;

    /// <summary>"reads", "mounts": what the resource does with the target.</summary>
    public Func<ObjectReference, string> Verb { get; init; } = _ => "reads";

    /// <summary>The level where the manifests show what went wrong.</summary>
    public Severity Proven { get; init; } = Severity.Error;

    /// <summary>The level where it is the only name that the unit does not define.</summary>
    public Severity OnlyOne { get; init; } = Severity.Note;

    public Finding Describe(MissingName missing)
    {
        var finding = missing.Absence switch
        {
            Absence.PerhapsElsewhere perhaps => PerhapsElsewhere(missing, perhaps.Found),
            Absence.PerhapsMade made => PerhapsMade(missing, made.Maker),
            Absence.Mentioned mentioned => Mentioned(missing, mentioned.At),
            Absence.OfOtherKind other => OfOtherKind(missing, other.Found),
            Absence.InOtherNamespace other => InOtherNamespace(missing, other.Found),
            Absence.SwappedWithKey swapped => SwappedWithKey(missing, swapped.Found, swapped.Held),
            Absence.UnderNearName { Written: { } written } near => UnderFormerName(missing, near.Near, written),
            Absence.UnderNearName near => UnderNearName(missing, near.Near),
            Absence.UnderNearSystemName near => UnderNearSystemName(missing, near.Near),
            Absence.UnlikeOthers others => UnlikeOthers(missing, others),
            Absence.BesideUnused beside => BesideUnused(missing, beside.Unused),
            Absence.Unseen unseen => Unseen(missing, unseen),
            _ => throw new NotSupportedException("an absence of another kind"),
        };
        return WithOtherPlaces(finding, missing);
    }

    public Finding Describe(MissingKey missing)
    {
        var near = missing.Held.Nearest(missing.Key);
        var mayBeFilled = missing.Held.IsEmpty || missing.Held.IsFilled;
        var holder = missing.Holder;
        var holds = missing.Held.IsEmpty ? MessageText.Plain("holds no data here")
            : near is { } close ? MessageText.Of($"does not hold it; nearest is '{close.Value:1}'")
            : MessageText.Of($"holds only '{Listing.Of(missing.Held.Names, Shown):1}'");
        var finding = context.At(missing.From, missing.Places[0], mayBeFilled ? Severity.Note : Severity.Error,
            $"{Who(missing.From)} reads key '{missing.Key}' of {MessageText.Plain(holder.KindName)} '{holder.Name}', which {holds}") with
        {
            Label = "no such key",
            Related = [new RelatedSpan((near ?? holder.NameNode).Span,
                near is null ? $"{holder.Quoted} is defined here" : $"{holder.Quoted} holds '{near.Value.Value}' here")],
            Effect = missing.IsMounted
                ? "the kubelet mounts an empty directory of this name instead: what expects a file fails, and the container may not start"
                : effect,
            Notes = mayBeFilled
                ? [missing.Held.IsEmpty
                    ? "without any data it may be filled in by something in the cluster"
                    : "an annotation or label says that something in the cluster puts data into it"]
                : [],
            Help = near is { } meant ? $"did you mean '{meant.Value}'?"
                : missing.IsMounted && missing.Held.Names is [var only]
                ? $"write '{only}', its only key, or add the key '{missing.Key}' to the {holder.KindName}"
                : $"add the key to the {holder.KindName}, or read one that it holds",
            Fix = near is { } right && !mayBeFilled
                ? FixOf($"read key '{right.Value}'",
                    missing.Places.Select(place => ScalarEdit.Replace(missing.From.Root, place, right.Value)))
                : null,
        };
        return Also(finding, missing.Places.Skip(1).Select(place => place.Span), "reads it here too");
    }

    private Finding UnderNearName(MissingName missing, MadeObject near)
    {
        var finding = context.At(missing.From, At(missing), Proven,
            $"{Asks(missing)}, which nothing in {Where(missing)} defines; nearest is '{near.Name:1}'") with
        {
            Label = $"no such {KindOf(missing)}",
            Related = [new RelatedSpan(near.At.Span, Says(near) + " here")],
            Effect = effect,
            Help = $"did you mean '{near.Name}'?",
            Fix = FixOf($"name {KindOf(missing)} '{near.Name}'",
                missing.Places.Select(place => ScalarEdit.Replace(missing.From.Root, place.At, near.Name))),
        };
        return context.Closed(finding, NamedReferences.MakesOf(missing.Target.Kind), hasEvidence: true);
    }

    // Where the rendered text is all there is, nothing is left that would give a name its hash.
    private Finding UnderFormerName(MissingName missing, MadeObject near, string written)
    {
        var isHashed = HashedName.IsHashed(near.Name);
        var isLeft = written == missing.Target.Name;
        var isFollowed = !isLeft && KustomizeNames.Follow(missing.From.Kind, near);
        var isRenderedHere = context.Graph.Stage.FormerNames(near.Maker).Contains(written, StringComparer.Ordinal);
        var why = isLeft
            ? MessageText.Of($"which kustomize {MessageText.Plain(isHashed ? "generates" : "renders")} as '{near.Name:1}'")
            : MessageText.Of(
                $"which nothing in {Where(missing)} defines; nearest is '{written}', {MessageText.Plain(isHashed ? "generated" : "rendered")} as '{near.Name:1}'");
        var finding = context.At(missing.From, At(missing), Proven, $"{Asks(missing)}, {why}") with
        {
            Label = $"no such {KindOf(missing)}",
            Related = [new RelatedSpan(near.At.Span, Says(near) + " here")],
            Effect = effect,
            Help = (isLeft ? "" : $"did you mean '{written}'? ")
                + (!isFollowed ? KustomizeNames.NotRenamed(near.Name)
                    : isHashed ? "kustomize writes the hash into references that have the generator's name"
                    : KustomizeRenames),
            Fix = isRenderedHere && isFollowed
                ? FixOf($"name {KindOf(missing)} '{written}'",
                    missing.Places.Select(place => ScalarEdit.Replace(missing.From.Root, place.At, written)))
                : null,
        };
        return context.Closed(finding, NamedReferences.MakesOf(missing.Target.Kind), hasEvidence: true);
    }

    private Finding UnderNearSystemName(MissingName missing, string near) =>
        context.At(missing.From, At(missing), Proven,
            $"{Asks(missing)}, which nothing in {Where(missing)} defines; nearest is '{near}', which clusters bring along") with
        {
            Label = $"no such {KindOf(missing)}",
            Effect = effect,
            Help = $"did you mean '{near}'?",
            Fix = FixOf($"name {KindOf(missing)} '{near}'",
                missing.Places.Select(place => ScalarEdit.Replace(missing.From.Root, place.At, near))),
        };

    private Finding InOtherNamespace(MissingName missing, MadeObject elsewhere)
    {
        var its = Namespaces.OrDefault(elsewhere.Maker.Namespace);
        var written = missing.Places.Select(place => place.Row.Style == ReferenceStyle.NameOfKind ? place.Owner.Find("namespace") : null)
            .OfType<Node>()
            .ToList();
        var at = elsewhere.Maker.Find(Resource.Paths.Namespace) ?? elsewhere.At;
        var isWritten = written.Count == missing.Places.Length && elsewhere.Maker.Namespace is not null;
        return context.At(missing.From, written.Count > 0 ? written[0] : At(missing), Proven,
            $"{Asks(missing)} of {Where(missing)}, but it is in namespace '{its:1}'") with
        {
            Label = isWritten ? $"no such {KindOf(missing)} in this namespace" : "only names of its own namespace are found",
            Related = [new RelatedSpan(at.Span, $"{Says(elsewhere)} in namespace '{its}'")],
            Effect = effect,
            Help = isWritten ? $"write namespace: {its}" : $"put both into one namespace",
            Fix = isWritten
                ? FixOf($"look for it in namespace '{its}'", written.Select(node => ScalarEdit.Replace(missing.From.Root, node, its)))
                : null,
        };
    }

    private Finding PerhapsElsewhere(MissingName missing, MadeObject possible) =>
        context.At(missing.From, At(missing), Severity.Note,
            $"{Asks(missing)}, {Namespaces.WhyPerhaps(missing.Target.Namespace, possible.Maker.Namespace)}") with
        {
            Related = [new RelatedSpan((possible.Maker.Find(Resource.Paths.Namespace) ?? possible.At).Span,
                Says(possible) + (possible.Maker.Namespace is { } its ? $" in namespace '{its}'" : " here, and names no namespace"))],
            Help = Namespaces.HelpToMeet(missing.Target.Namespace, possible.Maker.Namespace),
        };

    private Finding PerhapsMade(MissingName missing, Resource maker) =>
        context.At(missing.From, At(missing), Severity.Note,
            $"{Asks(missing)}, which no manifest defines and '{maker:1}' seems to make") with
        {
            Related = [new RelatedSpan(maker.NameNode.Span, $"{maker.Quoted} makes things under names that begin like this")],
            Help = "declare it under externals in .lint.yaml to have this said no more",
        };

    private Finding Mentioned(MissingName missing, Node at) =>
        context.At(missing.From, At(missing), Severity.Note,
            $"{Asks(missing)}, which no manifest defines; a container is told the name and may make it") with
        {
            Related = [new RelatedSpan(at.Head, "a container is told the name here")],
            Help = "declare it under externals in .lint.yaml if something makes it",
        };

    private Finding OfOtherKind(MissingName missing, Resource found)
    {
        var kinds = missing.Places.Select(place => place.Owner.Find("kind")).OfType<Node>().ToList();
        var mayBind = found.Kind == Kinds.ClusterRole
            || (missing.From.Kind == Kinds.RoleBinding && found.Namespace == missing.From.Namespace);
        return context.At(missing.From, kinds.Count > 0 ? kinds[0] : At(missing), Proven,
            $"{Asks(missing)}, but '{missing.Target.Name}' is a '{found.KindName:1}'") with
        {
            Label = $"there is no {KindOf(missing)} of this name",
            Related = [new RelatedSpan(found.NameNode.Span, $"{found.Quoted} is defined here")],
            Effect = effect,
            Help = mayBind ? $"write kind: {found.KindName}" : "bind it with a RoleBinding in its namespace, or make it a ClusterRole",
            Fix = mayBind
                ? FixOf($"bind the {found.KindName}", kinds.Select(node => ScalarEdit.Replace(missing.From.Root, node, found.KindName)))
                : null,
        };
    }

    private Finding SwappedWithKey(MissingName missing, Resource found, HeldKeys held)
    {
        var (name, kind) = (missing.Target.Name, KindOf(missing));
        var key = held.Find(name) ?? found.NameNode;
        var finding = context.At(missing.From, At(missing), Proven,
            $"{Asks(missing)} and of it the key '{found.Name}', but '{found.Name}' is the {MessageText.Plain(kind)}, and '{name:1}' a key of it") with
        {
            Label = "name and key changed places",
            Related = [new RelatedSpan(key.Span, $"{found.Quoted} holds '{name}' here")],
            Effect = effect,
            Help = $"write name: {found.Name} and key: {name}",
            Fix = FixOf($"read key '{name}' of {kind} '{found.Name}'", missing.Places.SelectMany(place => (TextEdit?[])
                [
                    ScalarEdit.Replace(missing.From.Root, place.At, found.Name),
                    place.Owner.Find("key") is { } written ? ScalarEdit.Replace(missing.From.Root, written, name) : null
                ])),
        };
        return context.Closed(finding, NamedReferences.MakesOf(missing.Target.Kind), hasEvidence: true);
    }

    private Finding Unseen(MissingName missing, Absence.Unseen unseen)
    {
        var makes = NamedReferences.MakesOf(missing.Target.Kind);
        var isTold = unseen.IsOnlyOne && OnlyOne > Severity.Note && context.Graph.Stage.MayHide(makes) is null;
        var kind = KindOf(missing);
        var finding = context.At(missing.From, At(missing), isTold ? OnlyOne : Severity.Note,
            $"{Asks(missing)}, which nothing in {Where(missing)} defines or makes") with
        {
            Label = $"no such {kind}",
            Effect = effect,
            Notes = unseen.Others.IsEmpty
                ? []
                : [$"looked at: {unseen.Others.Length} {kind}{(unseen.Others.Length == 1 ? "" : kind.EndsWith('s') ? "es" : "s")} ({Listing.Of(unseen.Others, Shown)})"],
            Help = help,
        };
        return context.Closed(finding, makes, hasEvidence: false);
    }

    // Something outside of the manifests may read it: what was meant is a guess, so no edit. Secrets are made by hand more often than not.
    private Finding BesideUnused(MissingName missing, Resource unused)
    {
        var makes = NamedReferences.MakesOf(missing.Target.Kind);
        var written = context.Graph.Stage.FormerNames(unused) is [var former, ..] ? former : unused.Name;
        var isRole = missing.Target.Kind == Kinds.Role || missing.Target.Kind == Kinds.ClusterRole;
        var evidence = isRole ? "is the only one here, and nothing binds it"
            : missing.Target.Kind == Kinds.PersistentVolumeClaim ? "is the only one here, and nothing asks for it"
            : "has what is read of it, and nothing here asks for that";
        var finding = context.At(missing.From, At(missing),
            missing.Target.Kind != Kinds.Secret && !isRole && context.Graph.Stage.MayHide(makes) is null ? Severity.Warning : Severity.Note,
            $"{Asks(missing)}, which nothing in {Where(missing)} defines or makes; '{unused:1}' {MessageText.Plain(evidence)}") with
        {
            Label = $"no such {KindOf(missing)}",
            Related = [Whereabouts.Definition(unused)],
            Effect = effect,
            Help = $"did you mean '{written}'? Else {help}",
        };
        return context.Closed(finding, makes, hasEvidence: false);
    }

    private Finding UnlikeOthers(MissingName missing, Absence.UnlikeOthers others)
    {
        var name = ((NamedTarget)others.Other.Target).Name;
        var finding = context.At(missing.From, At(missing), Severity.Warning,
            $"{Asks(missing)}, which nothing in {Where(missing)} defines or makes; {others.Count} other references say '{name:1}'") with
        {
            Label = $"no such {KindOf(missing)}",
            Related = [new RelatedSpan(others.Other.At.Span, $"{others.Other.From.Quoted} asks for '{name}' here")],
            Effect = effect,
            Help = $"did you mean '{name}'? It is not defined here either",
            Fix = FixOf($"name {KindOf(missing)} '{name}'",
                missing.Places.Select(place => ScalarEdit.Replace(missing.From.Root, place.At, name))),
        };
        return context.Closed(finding, NamedReferences.MakesOf(missing.Target.Kind), hasEvidence: true);
    }

    private static Finding WithOtherPlaces(Finding finding, MissingName missing) =>
        Also(finding, missing.Places.Skip(1).Select(place => place.At.Span), "asks for it here too");

    /// <summary>The same for further places: the first three are told, the others counted.</summary>
    internal static Finding Also(Finding finding, IEnumerable<SourceSpan> others, string words)
    {
        var all = others.ToList();
        if (all.Count == 0)
            return finding;

        var more = all.Count - 3;
        return finding with
        {
            Related = finding.Related.AddRange(all.Take(3).Select(place => new RelatedSpan(place, words))),
            Notes = more > 0 ? finding.Notes.Add($"asked for at {more} more {(more == 1 ? "place" : "places")}") : finding.Notes,
        };
    }

    private MessageText Asks(MissingName missing) =>
        MessageText.Of($"{Who(missing.From)} {MessageText.Plain(Verb(missing.Places[0]))} {MessageText.Plain(KindOf(missing))} '{missing.Target.Name}'");

    internal static MessageText Who(Resource resource) =>
        resource.Name.Length == 0
            ? MessageText.Plain(resource.KindName)
            : MessageText.Of($"{MessageText.Plain(resource.KindName)} '{resource.Name}'");

    private static MessageText Where(MissingName missing) =>
        KindCatalog.Find(missing.Target.Kind).IsNamespaced
            ? Namespaces.Describe(missing.Target.Namespace)
            : MessageText.Plain("these manifests");

    private static Node At(MissingName missing) => missing.Places[0].At;

    private static string KindOf(MissingName missing) => missing.Target.Kind.Kind;

    private static string Says(MadeObject made) =>
        made.Maker.Kind == made.Kind ? $"{made.Maker.Quoted} is" : $"{made.Maker.Quoted} makes {made.Kind.Kind} '{made.Name}'";

    internal static Fix? FixOf(string description, IEnumerable<TextEdit?> edits)
    {
        var all = edits.Distinct().ToList();
        return all.Contains(null)
            ? null
            : new Fix(description, [.. all.OfType<TextEdit>().OrderBy(edit => edit.Span.Start)], IsSafe: false);
    }
}
