using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// Goes through a kustomization in the order in which kustomize does, to see which scalar of which file each part of an
/// object came from. What the objects hold in the end is compared with what kustomize made of them, never believed by itself.
/// </summary>
/// <param name="sources">Where files are read.</param>
/// <param name="readsBeside">kustomize was told to read files outside of a kustomization's folder too.</param>
internal sealed class KustomizeReplay(SourceFiles sources, bool readsBeside)
{
    private const int DeepestNesting = 64;

    /// <summary>Bases may be used more than once, which multiplies: what takes longer to go through is not gone through.</summary>
    private const int MostKustomizations = 5_000;
    private const int MostObjects = 100_000;

    /// <summary>Each is held against all objects.</summary>
    private const int MostIdle = 64;

    private SourceFiles Files => sources;

    private readonly RealPaths realPaths = new(sources.Files);
    private readonly SortedSet<string> read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WrittenNode> vars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReplayedValue?> varValues = new(StringComparer.Ordinal);
    private readonly List<WrittenNode> remote = [];
    private readonly List<IdlePatch> idle = [];
    private int kustomizations;
    private int objects;

    // What was listed and could not be read, or makes what is not known here.
    private int gaps;

    /// <summary>What the target's kustomization holds in the end.</summary>
    public List<ReplayedObject> Objects { get; } = [];

    /// <summary>Every file that was read.</summary>
    public IReadOnlySet<string> Read => read;

    /// <summary>Resources that are not of this repository, by the entries that name them.</summary>
    public IReadOnlyList<WrittenNode> Remote => remote;

    /// <summary>Patches that are for no object of their kustomization, of which all is known.</summary>
    public IReadOnlyList<IdlePatch> Idle => idle;

    public void Run(string folder) => Accumulate(folder, Objects, new FieldSpecs(), []);

    /// <summary>The scalar that a variable stands for; null for one that is none.</summary>
    public ReplayedValue? VarValue(string name)
    {
        if (!vars.TryGetValue(name, out var variable))
            return null;
        if (!varValues.TryGetValue(name, out var value))
            varValues.Add(name, value = ValueOf(variable));
        return value;
    }

    private ReplayedValue? ValueOf(WrittenNode variable)
    {
        if (variable.Find("objref") is not { } reference)
            return null;

        var selector = new ObjectSelector(reference);
        var path = variable.Find("fieldref")?.Text("fieldpath") ?? variable.Find("fieldref")?.Text("fieldPath") ?? "metadata.name";
        return Objects.Find(selector.Selects) is { } holder && FieldPath.First(holder.Root, path) is { Kind: NodeKind.Scalar } value
            ? value
            : null;
    }

    private void Accumulate(string folder, List<ReplayedObject> objects, FieldSpecs fields, HashSet<string> above)
    {
        var real = realPaths.Of(folder) ?? folder;
        if (Kustomizations.FileIn(folder, sources.Files) is not { } file || above.Count >= DeepestNesting
            || ++kustomizations > MostKustomizations || !above.Add(real))
        {
            gaps++;
            return;
        }

        if (Documents(file).FirstOrDefault() is { Excerpt: not null, Node.IsMapping: true } kustomization)
            new Level(this, folder, file, kustomization, objects, fields, above).All();
        else
            gaps++;
        above.Remove(real);
    }

    private IEnumerable<WrittenNode> Documents(string file)
    {
        if (sources.Yaml(file) is not { } yaml)
            return [];

        read.Add(file);
        return YamlExcerpt.Documents(yaml);
    }

    /// <summary>Where an entry of a kustomization leads; null for what can be no path of a file beside it.</summary>
    public static string? FullPath(string folder, string use) =>
        use.Length is 0 or > 4096 || use.AsSpan().IndexOfAny('\0', '\n') >= 0 || Path.IsPathRooted(use)
            ? null
            : Path.GetFullPath(Path.Join(folder, use));

    /// <summary>One kustomization.</summary>
    private sealed class Level(
        KustomizeReplay replay, string folder, string file, WrittenNode kustomization, List<ReplayedObject> objects, FieldSpecs fields,
        HashSet<string> above)
    {
        private readonly int gapsBefore = replay.gaps;

        // The order of kustomize's kusttarget.go.
        public void All()
        {
            if (kustomization.List("generators").Concat(kustomization.List("helmCharts"))
                .Concat(kustomization.List("helmChartInflationGenerator"))
                .Any())
            {
                replay.gaps++;
            }

            foreach (var use in kustomization.List("resources").Concat(kustomization.List("bases")))
                Resource(use);
            foreach (var use in kustomization.List("configurations"))
            {
                foreach (var configuration in InFile(use))
                    fields.Add(configuration);
            }

            Generate();
            foreach (var use in kustomization.List("components"))
            {
                if (use.Node.IsScalar && FullPath(folder, use.Value) is { } component)
                    replay.Accumulate(component, objects, fields, above);
            }

            Transform();
            foreach (var use in kustomization.List("transformers"))
            {
                foreach (var transformer in Configured(use, 0))
                    Transform(transformer);
            }

            foreach (var variable in kustomization.List("vars"))
            {
                if (variable.Text("name") is { } name)
                    replay.vars.TryAdd(name, variable);
            }
        }

        private void Resource(WrittenNode use)
        {
            if (!use.Node.IsScalar || FullPath(folder, use.Value) is not { } path
                || replay.KindOf(path) is var kind && kind is not (EntryKind.File or EntryKind.Folder))
            {
                replay.gaps++;
                if (use.Node.IsScalar && Kustomizations.IsRemote(use.Value))
                    replay.remote.Add(use);
                return;
            }

            if (kind == EntryKind.Folder)
            {
                var below = new List<ReplayedObject>();
                var specs = new FieldSpecs();
                replay.Accumulate(path, below, specs, above);
                objects.AddRange(below);
                fields.Add(specs);
                return;
            }

            var documents = InFile(use).ToList();
            if (documents.Count == 0 || replay.Files.Yaml(path) is not { IsComplete: true })
                replay.gaps++;
            foreach (var document in documents)
                Add(document, path);
        }

        private void Add(WrittenNode document, string path)
        {
            if (document.Text("kind") is not { } kind || ++replay.objects > MostObjects)
            {
                replay.gaps++;
                return;
            }

            if (kind.EndsWith("List", StringComparison.Ordinal) && document.Find("items") is { Node.IsSequence: true } items)
            {
                foreach (var item in items.Items)
                    Add(item, path);
                return;
            }

            objects.Add(new ReplayedObject(new ReplayedValue(document), path));
        }

        private void Generate()
        {
            var common = kustomization.Find("generatorOptions");
            var generators = new KustomizeGenerators(objects, Text, file);
            foreach (var entry in kustomization.List("configMapGenerator"))
                generators.Make(entry, "ConfigMap", common);
            foreach (var entry in kustomization.List("secretGenerator"))
                generators.Make(entry, "Secret", common);

            foreach (var use in kustomization.List("generators"))
            {
                var path = use.Node.IsScalar && FullPath(folder, use.Value) is { } full && replay.KindOf(full) == EntryKind.File
                    ? full
                    : file;
                var own = new KustomizeGenerators(objects, Text, path);
                foreach (var generator in Configured(use, 0))
                {
                    if (generator.Text("kind") is "ConfigMapGenerator" or "SecretGenerator")
                        own.Make(generator, generator.Text("kind") == "SecretGenerator" ? "Secret" : "ConfigMap", null);
                }
            }
        }

        private void Transform()
        {
            var transforms = new KustomizeTransforms(objects, fields);
            foreach (var use in kustomization.List("patchesStrategicMerge"))
                transforms.Patch(FileOrText(use), null, null);
            foreach (var entry in kustomization.List("patches"))
                Patch(transforms, entry);
            if (kustomization.Find("namespace") is { Node.IsScalar: true, Value.Length: > 0 } @namespace)
                transforms.Namespace(@namespace);
            if (kustomization.Find("namePrefix") is { Node.IsScalar: true, Value.Length: > 0 } prefix)
                transforms.Affix(prefix, isPrefix: true);
            if (kustomization.Find("nameSuffix") is { Node.IsScalar: true, Value.Length: > 0 } suffix)
                transforms.Affix(suffix, isPrefix: false);
            foreach (var label in kustomization.List("labels"))
                transforms.Labels(label);
            if (kustomization.Find("commonLabels") is { Node.IsMapping: true } labels)
                transforms.Entries(labels, fields.Of(FieldSpecs.CommonLabels), "commonLabels");
            if (kustomization.Find("commonAnnotations") is { Node.IsMapping: true } annotations)
                transforms.Entries(annotations, fields.Of(FieldSpecs.CommonAnnotations), "commonAnnotations");
            foreach (var entry in kustomization.List("patchesJson6902"))
                Patch(transforms, entry);
            foreach (var entry in kustomization.List("replicas"))
                transforms.Replicas(entry);
            transforms.Images([.. kustomization.List("images")]);
            Replace(kustomization);
        }

        // A component is written for many, of which some have nothing that a patch of it is for.
        private void Patch(KustomizeTransforms transforms, WrittenNode entry)
        {
            var target = entry.Find("target");
            if (target is { Node.IsMapping: true } given && replay.gaps == gapsBefore && replay.idle.Count < MostIdle
                && kustomization.Text("kind") != "Component"
                && !transforms.Selects(given) && IdlePatch.Of(given, objects) is { } patch)
            {
                replay.idle.Add(patch);
            }

            if (transforms.Patch(PatchOf(entry), target, entry.Find("options")))
                replay.gaps++;
        }

        /// <summary>One of kustomize's own transformers, given as an object of its own.</summary>
        private void Transform(WrittenNode own)
        {
            var transforms = new KustomizeTransforms(objects, fields);
            var specs = own.Find("fieldSpecs") is { } given ? given.Items.Select(FieldSpec.Parse).ToList() : null;
            switch (own.Text("kind"))
            {
                case "PrefixSuffixTransformer" or "PrefixTransformer" or "SuffixTransformer":
                    if (own.Find("prefix") is { Node.IsScalar: true } prefix)
                        transforms.Affix(prefix, isPrefix: true, specs);
                    if (own.Find("suffix") is { Node.IsScalar: true } suffix)
                        transforms.Affix(suffix, isPrefix: false, specs);
                    break;
                case "LabelTransformer" when own.Find("labels") is { } labels:
                    transforms.Entries(labels, specs ?? fields.Of(FieldSpecs.CommonLabels), "a LabelTransformer");
                    break;
                case "AnnotationsTransformer" when own.Find("annotations") is { } annotations:
                    transforms.Entries(annotations, specs ?? fields.Of(FieldSpecs.CommonAnnotations), "an AnnotationsTransformer");
                    break;
                case "NamespaceTransformer" when (own.Find("namespace")
                    ?? own.Find("metadata")?.Find("namespace")) is { Node.IsScalar: true } @namespace:
                    transforms.Namespace(@namespace);
                    break;
                case "PatchTransformer" or "PatchJson6902Transformer":
                    transforms.Patch(PatchOf(own), own.Find("target"), own.Find("options"));
                    break;
                case "PatchStrategicMergeTransformer":
                    foreach (var use in own.List("paths"))
                        transforms.Patch(FileOrText(use), null, null);
                    if (own.Find("patches") is { Node.IsScalar: true } text)
                        transforms.Patch(text.Documents, null, null);
                    break;
                case "ImageTagTransformer" when own.Find("imageTag") is { } image:
                    transforms.Images([image], specs);
                    break;
                case "ReplicaCountTransformer" when own.Find("replica") is { } replica:
                    transforms.Replicas(replica, specs);
                    break;
                case "ReplacementTransformer":
                    Replace(own);
                    break;
            }
        }

        private void Replace(WrittenNode holder)
        {
            var replacements = new KustomizeReplacements(objects);
            foreach (var replacement in holder.List("replacements").SelectMany(ReplacementsOf))
                replacements.Apply(replacement);
        }

        private IEnumerable<WrittenNode> ReplacementsOf(WrittenNode entry) => entry.Find("path") is { Node.IsScalar: true } path
            ? InFile(path).SelectMany(document => document.Node.IsSequence ? document.Items
                : document.Find("replacements") is { } list ? list.Items
                : [document])
            : [entry];

        private IEnumerable<WrittenNode> PatchOf(WrittenNode entry) =>
            entry.Find("path") is { Node.IsScalar: true, Value.Length: > 0 } path ? InFile(path)
            : (entry.Find("patch") ?? entry.Find("jsonOp")) is { Node.IsScalar: true } text ? text.Documents
            : [];

        private IEnumerable<WrittenNode> FileOrText(WrittenNode use) =>
            !use.Node.IsScalar ? [] : use.Value.Contains('\n', StringComparison.Ordinal) ? use.Documents : InFile(use);

        /// <summary>
        /// Objects that configure a transformer or generator: in a file, in the kustomization itself, in a folder with one of its own.
        /// </summary>
        private IEnumerable<WrittenNode> Configured(WrittenNode use, int depth) => Configured(folder, use, depth);

        private IEnumerable<WrittenNode> Configured(string from, WrittenNode use, int depth)
        {
            if (!use.Node.IsScalar || depth > DeepestNesting)
                return [];
            if (use.Value.Contains('\n', StringComparison.Ordinal))
                return use.Documents;
            if (FullPath(from, use.Value) is not { } path)
                return [];
            if (replay.KindOf(path) != EntryKind.Folder)
                return InFile(from, use);
            if (Kustomizations.FileIn(path, replay.Files.Files) is not { } inner || ++replay.kustomizations > MostKustomizations)
                return [];

            return replay.Documents(inner).Take(1)
                .SelectMany(document => document.List("resources"))
                .SelectMany(below => Configured(path, below, depth + 1));
        }

        private IEnumerable<WrittenNode> InFile(WrittenNode use) => InFile(folder, use);

        private IEnumerable<WrittenNode> InFile(string from, WrittenNode use) =>
            use.Node.IsScalar && FullPath(from, use.Value) is { } path && replay.IsWithin(from, path) ? replay.Documents(path) : [];

        private SourceText? Text(string use)
        {
            if (FullPath(folder, use) is not { } path || !replay.IsWithin(folder, path) || replay.Files.Text(path) is not { } text)
                return null;

            replay.read.Add(path);
            return text;
        }
    }

    private EntryKind KindOf(string path) => sources.Files.KindOf(path);

    /// <summary>
    /// Files are read where kustomize reads them: in the folder of the kustomization that names them, links followed, or anywhere in the
    /// repository where it is told to.
    /// </summary>
    private bool IsWithin(string folder, string path) => realPaths.Holds(folder, path)
        || (readsBeside && realPaths.Of(path) is { } real && !sources.Shown(real).StartsWith("../", StringComparison.Ordinal));
}
