using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>What the fields of a kustomization, and kustomize's own transformers, do to objects.</summary>
/// <param name="objects">All that the kustomization holds.</param>
/// <param name="fields">Which fields they touch.</param>
internal sealed class KustomizeTransforms(List<ReplayedObject> objects, FieldSpecs fields)
{
    /// <summary>Kinds whose names kustomize leaves alone.</summary>
    private static readonly string[] Unprefixed = ["CustomResourceDefinition", "APIService", "Namespace"];

    private readonly ObjectsByName byName = new(objects);

    /// <summary>The target of a patch selects some object.</summary>
    public bool Selects(WrittenNode target) => byName.Selected(new ObjectSelector(target)).Count > 0;

    /// <summary>One entry of patches or patchesJson6902, or one file of patchesStrategicMerge.</summary>
    /// <param name="patches">The documents of the patch.</param>
    /// <param name="target">Null to go by the names in the patch.</param>
    /// <param name="options">allowNameChange.</param>
    /// <returns>Whether it deletes objects.</returns>
    public bool Patch(IEnumerable<WrittenNode> patches, WrittenNode? target, WrittenNode? options)
    {
        var selector = target is { Node.IsMapping: true } given ? new ObjectSelector(given) : null;
        var deletes = false;
        foreach (var patch in patches)
        {
            foreach (var one in selector is null ? Named(patch) : byName.Selected(selector))
            {
                Patch(one, patch, options?.IsTrue("allowNameChange") == true);
                if (one.NoteName())
                    byName.Changed();
                deletes |= one.IsDeleted;
            }
        }

        if (!deletes)
            return false;
        objects.RemoveAll(one => one.IsDeleted);
        byName.Changed();
        return true;
    }

    public void Namespace(WrittenNode to)
    {
        byName.Changed();
        var place = to.Place;
        foreach (var one in objects.Where(one => one.Root.Kind == NodeKind.Mapping))
        {
            one.NamespaceFrom = to;
            if (one.Kind == Kinds.Namespace)
                one.Root.Open("metadata", place).Set("name", place, new ReplayedValue(to), "namespace");
            else if (KindCatalog.Find(one.Kind).IsNamespaced)
                one.Root.Open("metadata", place).Set("namespace", place, new ReplayedValue(to), "namespace");
            one.NoteName();
        }
    }

    public void Affix(WrittenNode affix, bool isPrefix, IEnumerable<FieldSpec>? specs = null)
    {
        byName.Changed();
        var how = isPrefix ? "namePrefix" : "nameSuffix";
        foreach (var one in objects)
        {
            if (specs is null && !Unprefixed.Contains(one.Kind.Kind, StringComparer.Ordinal) && one.NameValue is { } name)
                Affix(name, affix, isPrefix, how);
            foreach (var spec in specs ?? fields.Of(how))
            {
                foreach (var holder in spec.Holders(one, affix.Place))
                {
                    if (holder.Find(spec.Path[^1]) is { Kind: NodeKind.Scalar } value)
                        Affix(value, affix, isPrefix, how);
                }
            }

            one.NoteName();
        }
    }

    public void Entries(WrittenNode map, IEnumerable<FieldSpec> specs, string by)
    {
        var place = map.Place;
        foreach (var spec in specs)
        {
            foreach (var holder in objects.SelectMany(one => spec.Holders(one, place)))
            {
                var target = holder.Open(spec.Path[^1], place);
                foreach (var (key, value) in map.Entries)
                    target.Set(ScalarValue.KeyText(key.Node), key.Place, new ReplayedValue(value), by);
            }
        }
    }

    /// <summary>An entry of labels.</summary>
    public void Labels(WrittenNode label)
    {
        if (label.Find("pairs") is not { } pairs)
            return;

        var section = label.IsTrue("includeSelectors") ? FieldSpecs.CommonLabels
            : label.IsTrue("includeTemplates") ? FieldSpecs.TemplateLabels
            : FieldSpecs.Labels;
        Entries(pairs, fields.Of(section).Concat(label.List("fields").Select(FieldSpec.Parse)), "labels");
    }

    public void Replicas(WrittenNode entry, IReadOnlyList<FieldSpec>? specs = null)
    {
        if (entry.Text("name") is not { } name || entry.Find("count") is not { } count)
            return;

        foreach (var one in byName.Named(name))
        {
            foreach (var spec in specs ?? fields.Of(FieldSpecs.Replicas))
            {
                foreach (var holder in spec.Holders(one, count.Place))
                    holder.Set(spec.Path[^1], count.Place, new ReplayedValue(count), "replicas");
            }
        }
    }

    /// <summary>The entries of images, in order.</summary>
    public void Images(IReadOnlyList<WrittenNode> entries, IReadOnlyList<FieldSpec>? specs = null)
    {
        if (entries.Count == 0)
            return;

        var images = objects.SelectMany(one => Images(one, specs)).Distinct(ReferenceEqualityComparer.Instance)
            .Cast<ReplayedValue>()
            .ToList();
        foreach (var entry in entries)
        {
            if (entry.Text("name") is not { } name)
                continue;

            foreach (var image in images)
                Image(image, entry, name);
        }
    }

    private static void Patch(ReplayedObject one, WrittenNode patch, bool renames)
    {
        const string By = "a patch";
        if (patch.Node.IsSequence)
            PatchOperations.Apply(one, patch, By);
        else if (patch.Node.IsMapping)
            one.IsDeleted |= !PatchMerge.Apply(one, patch, By, renames);
    }

    private List<ReplayedObject> Named(WrittenNode patch)
    {
        var metadata = patch.Find("metadata");
        if (metadata?.Text("name") is not { } name)
            return [];

        var (apiVersion, kind, @namespace) = (patch.Text("apiVersion"), patch.Text("kind"), metadata?.Text("namespace") ?? "");
        var named = byName.Named(name).Where(one => one.Kind.Kind == kind && one.ApiVersion == apiVersion).ToList();
        var exact = named.Where(one => one.Names.Contains(new ReplayedName(name, @namespace))).ToList();
        return exact.Count > 0 ? exact : named;
    }

    private static void Affix(ReplayedValue value, WrittenNode affix, bool isPrefix, string how) =>
        value.Rename(isPrefix ? affix.Value + value.Text : value.Text + affix.Value, affix.Place, $"adds '{affix.Value}'", how);

    private IEnumerable<ReplayedValue> Images(ReplayedObject one, IReadOnlyList<FieldSpec>? specs)
    {
        if (one.Kind.Kind == "CustomResourceDefinition")
            return [];

        var placed = (specs ?? fields.Of(FieldSpecs.Images))
            .SelectMany(spec => spec.Holders(one, one.Root.Place).Select(holder => holder.Find(spec.Path[^1])));
        return Containers(one.Root).Select(container => container.Find("image")).Concat(placed).OfType<ReplayedValue>();
    }

    private static IEnumerable<ReplayedValue> Containers(ReplayedValue at)
    {
        if (at.Kind == NodeKind.Sequence)
            return at.Items.SelectMany(Containers);
        if (at.Kind != NodeKind.Mapping)
            return [];

        return at.Entries.SelectMany(entry => entry.Key is "containers" or "initContainers"
            ? entry.Value.Value.Items
            : Containers(entry.Value.Value));
    }

    private static void Image(ReplayedValue image, WrittenNode entry, string name)
    {
        if (image.Kind != NodeKind.Scalar || !image.Text.StartsWith(name, StringComparison.Ordinal))
            return;

        var rest = image.Text[name.Length..];
        if (rest.Length > 0 && rest[0] is not (':' or '@'))
            return;

        var (tag, digest, newName, suffix) = (entry.Find("newTag"), entry.Find("digest"), entry.Find("newName"), entry.Find("tagSuffix"));
        if ((tag ?? digest ?? newName ?? suffix) is not { } from)
            return;

        var version = tag is null && digest is null ? rest + suffix?.Value
            : (tag is { } written ? ":" + written.Value : "") + (digest is { } hash ? "@" + hash.Value : "");
        image.Rewrite((newName?.Value ?? name) + version, from.Place, "images");
    }
}
