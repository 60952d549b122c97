using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Documents to resources: unwraps lists, tells templates and other files apart, names what is incomplete.</summary>
public static class ManifestReader
{
    private const string IncompleteRule = "incomplete-resource";
    private const string TemplateRule = "unrendered-template";

    /// <summary>Whether a rule judges files of which only the form is judged.</summary>
    public static bool JudgesForm(string rule) => rule is YamlReader.SyntaxRule or YamlReader.DuplicateKeyRule or IncompleteRule;

    /// <param name="yaml">A file as read.</param>
    /// <param name="defaultNamespace">The namespace of resources that name none; null leaves it unnamed.</param>
    /// <param name="isRendered">The text comes from a tool that renders templates: what looks like one is meant as it stands.</param>
    public static ManifestFile Read(YamlFile yaml, string? defaultNamespace = null, bool isRendered = false) =>
        !isRendered && TemplateText.Find(yaml) is { } template
            ? Template(yaml, template)
            : Read(yaml, new Binder(defaultNamespace), LooksLikeManifest(yaml));

    private static ManifestFile Read(YamlFile yaml, Binder binder, bool isManifest)
    {
        foreach (var document in yaml.Documents)
            binder.Bind(document, expectedKind: null);
        if (binder.Resources.Count > 0)
            binder.TellNoObjects(yaml.Documents);

        var findings = FindingsOf(yaml, binder, isManifest);
        return new ManifestFile(
            yaml.Source,
            binder.Resources.DrainToImmutable(),
            binder.OtherDocuments,
            yaml.Comments,
            findings,
            binder.HasTemplate ? "holds a template of OpenShift, which was passed over"
                : !yaml.IsComplete && isManifest ? "could not be read whole (yaml-syntax)"
                : binder.HasIncomplete ? "holds an object without a kind, which was passed over (incomplete-resource)"
                : null)
        {
            Documents = yaml.Documents,
        };
    }

    /// <summary>
    /// A file that is not applied by itself: what is wrong with its form, and nothing that it holds. A patch need not speak
    /// of apiVersion and kind; kustomize reads it as YAML all the same.
    /// </summary>
    public static ManifestFile ReadPart(YamlFile yaml, PartKind part)
    {
        var whole = TemplateText.Find(yaml) is { } template
            ? Template(yaml, template)
            : Read(yaml, new Binder(defaultNamespace: null), isManifest: true);
        return new ManifestFile(yaml.Source, [], whole.OtherDocuments + whole.Resources.Length, yaml.Comments,
            [.. whole.Findings.Where(finding => Spoils(finding, part))], whole.Unread)
        {
            Documents = whole.Documents,
            IsPart = true,
        };
    }

    /// <summary>The same file, and that kubectl cannot read its encoding; a file without a resource is some other tool's.</summary>
    public static ManifestFile Refuse(ManifestFile file, string encoding) => file.Resources.IsEmpty && !file.IsPart
        ? file
        : file with { Findings = [ReaderFindings.RefusedEncoding(file.Source, encoding), .. file.Findings] };

    // Kustomize refuses resources with a doubled key or without a kind; of patches it takes either.
    private static bool Spoils(Finding finding, PartKind part) =>
        finding.RuleId == YamlReader.SyntaxRule
        || (part == PartKind.Resources && finding.RuleId is YamlReader.DuplicateKeyRule or IncompleteRule);

    private static ManifestFile Template(YamlFile yaml, SourceSpan template)
    {
        var finding = new Finding(
            TemplateRule,
            Severity.Note,
            template,
            MessageText.Of($"'{TemplateText.Shorten(template)}' is a template that something has to render first, so this file was passed over"))
        {
            Label = "a template action, not YAML",
            Help = template.Slice.StartsWith("#@", StringComparison.Ordinal) ? "lint what it renders to, for example: ytt -f FILE | lint -"
                : template.Slice is ['#', ..] ? "lint what it is filled in to: lint - reads standard input"
                : "lint what it renders to, for example: helm template CHART | lint -",
        };
        return new ManifestFile(yaml.Source, [], 0, yaml.Comments, [finding], "holds an unrendered template and was passed over");
    }

    // kubectl's way with the lines between documents matters in what it applies: kustomization files and Chart.yaml have readers of their
    // own.
    private static ImmutableArray<Finding> FindingsOf(YamlFile yaml, Binder binder, bool isManifest)
    {
        var refused = SeparatorLines.Find(yaml.Source).ToList();
        if (refused.Count + yaml.Findings.Length + binder.Findings.Count == 0)
            return [];

        var read = yaml.Findings.Where(finding => Concerns(finding, yaml, binder)).ToList();
        if (refused.Count > 0)
        {
            var told = read.Select(LineOf).ToHashSet();
            refused.RemoveAll(finding => binder.Resources.Count == 0 && !told.Contains(LineOf(finding)));
            var lines = refused.Select(LineOf).ToHashSet();
            read.RemoveAll(finding => finding.RuleId == YamlReader.SyntaxRule && lines.Contains(LineOf(finding)));
        }

        return [.. read.Concat(refused).Select(finding => Weigh(finding, isManifest)), .. binder.Findings];
    }

    private static int LineOf(Finding finding) => finding.Span.From.Line;

    // A doubled key matters in what is applied; compose files and values have readers of their own.
    private static bool Concerns(Finding finding, YamlFile yaml, Binder binder) =>
        finding.RuleId != YamlReader.DuplicateKeyRule || binder.Resources.Any(resource => IsWithin(finding.Span, resource, yaml));

    private static bool IsWithin(SourceSpan span, Resource resource, YamlFile yaml) =>
        ReferenceEquals(resource.Source, yaml.Source) && resource.Root.Span.Contains(span);

    // A file that never speaks of apiVersion and kind is no manifest; that it cannot be read is said, but it breaks nothing.
    // A kustomization needs neither.
    private static Finding Weigh(Finding finding, bool isManifest) =>
        finding.RuleId == "yaml-syntax" && !isManifest ? finding with { Severity = Severity.Warning } : finding;

    private static bool LooksLikeManifest(YamlFile yaml) =>
        yaml.Source.Text.Contains("apiVersion", StringComparison.Ordinal) || yaml.Source.Text.Contains("kind:", StringComparison.Ordinal)
        || Kustomizations.IsFileName(Path.GetFileName(yaml.Source.Path));

    private sealed class Binder(string? defaultNamespace)
    {
        public ImmutableArray<Resource>.Builder Resources { get; } = ImmutableArray.CreateBuilder<Resource>();

        public List<Finding> Findings { get; } = [];

        public int OtherDocuments { get; private set; }

        /// <summary>Objects were passed over that a template makes.</summary>
        public bool HasTemplate { get; private set; }

        /// <summary>Objects were passed over that would be some of Kubernetes' own, but for the kind that they lack.</summary>
        public bool HasIncomplete { get; private set; }

        public void Bind(Node node, (string ApiVersion, string Kind)? expectedKind)
        {
            var said = Findings.Count;
            var apiVersion = WithoutEmptyGroup(Text(node.Find("apiVersion"))) ?? expectedKind?.ApiVersion;
            var kind = Text(node.Find("kind")) ?? expectedKind?.Kind;
            if (apiVersion is null || kind is null)
            {
                // Read as what it will be when the version is there, so that nothing else is said of what asks for it.
                var misspelt = apiVersion is null ? MisspeltVersion(node) : null;
                var likely = misspelt is { } entry ? WithoutEmptyGroup(Text(entry.Value)) : apiVersion is null ? Fitting(node, kind) : null;
                if (!IsIncomplete(node, apiVersion, kind, misspelt, likely) || kind is null || likely is null)
                {
                    OtherDocuments++;
                    return;
                }

                apiVersion = likely;
            }

            if (kind.EndsWith("List", StringComparison.Ordinal) && node.Find("items") is { IsSequence: true } items)
            {
                (string, string)? itemKind = kind.Length > 4 ? (apiVersion, kind[..^4]) : null;
                foreach (var item in items.Items)
                    Bind(item, itemKind);
                TellNoObjects(items.Items);
                return;
            }

            if (kind == "Template" && KindCatalog.HasOpenShiftTemplates(apiVersion)
                && node.FindEntry("objects") is { Value.IsSequence: true } objects)
            {
                BindTemplate(objects);
                return;
            }

            var written = KindCatalog.Written(apiVersion, kind);
            if (written.CarriesNoName)
            {
                OtherDocuments++;
                return;
            }

            var problems = written.Schema is { } schema ? MeantFields.Read(node, SchemaValidator.Validate(node, schema)) : default;
            // Told of as what it is: a field with another name.
            if (Findings.Count > said && !problems.IsDefault && problems.Any(problem => problem is { Nearest: "apiVersion", OwnerPath: "" }))
                Findings.RemoveAt(said);

            var metadata = node.Find("metadata");
            var name = Text(metadata?.Find("name"));
            var resource = new Resource(node, written, Text(metadata?.Find("namespace")) ?? defaultNamespace, name ?? "", problems);
            if (name is null && metadata?.Find("generateName") is null && !KindCatalog.IsBuiltIn(resource.WrittenKind))
            {
                Findings.Add(Nameless(node, resource));
                return;
            }

            Resources.Add(resource);
        }

        /// <summary>
        /// Documents beside manifests that are no objects; kubectl refuses each, but for empty ones. A file of nothing else is some other
        /// tool's.
        /// </summary>
        public void TellNoObjects(ImmutableArray<Node> documents)
        {
            var odd = documents.Where(document => !document.IsMapping && !document.IsNull).ToList();
            if (odd.Count == 0)
                return;

            Findings.Add(new Finding(IncompleteRule, Severity.Warning, odd[0].Head,
                MessageText.Of($"this document is {Shape(odd[0])}, not an object, so kubectl refuses it"))
            {
                Label = "no object",
                Notes = More(odd.Count - 1, "document of this file is no object", "documents of this file are no objects"),
                Help = odd[0].IsSequence
                    ? "write each item as a document of its own, or put them under items of a 'kind: List'"
                    : "remove it, or put a # before what is meant as a comment",
            });
        }

        // One of them is enough that kubectl refuses the list as a whole; one without a value is refused alone.
        private void TellNoObjects(ItemList items)
        {
            var odd = items.Where(item => !item.IsMapping).ToList();
            if (odd.Count == 0)
                return;

            var worst = odd[Math.Max(0, odd.FindIndex(item => !item.IsNull))];
            Findings.Add(new Finding(IncompleteRule, Severity.Warning, worst.Head, worst.IsNull
                ? MessageText.Plain("this item of the list is left empty, so kubectl finds no object in it")
                : MessageText.Of($"this item of the list is {Shape(worst)}, not an object, so kubectl refuses the whole list"))
            {
                Label = "no object",
                Notes = More(odd.Count - 1, "item of the list is no object", "items of the list are no objects"),
                Help = "remove it, or write the object out: apiVersion, kind and metadata",
            });
        }

        private static ImmutableArray<string> More(int count, string one, string many) =>
            count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count} more {(count == 1 ? one : many)}")];

        private static MessageText Shape(Node node) => node.IsSequence
            ? MessageText.Plain("a list")
            : MessageText.Of($"'{ReaderFindings.Shorten(node.Span.Slice.ToString())}'");

        // OpenShift fills parameters in; without any, it is a list.
        private void BindTemplate(Entry objects)
        {
            if (!objects.Value.Span.Slice.Contains("${", StringComparison.Ordinal))
            {
                foreach (var item in objects.Value.Items)
                    Bind(item, expectedKind: null);
                return;
            }

            OtherDocuments += objects.Value.Items.Count;
            HasTemplate = true;
            var count = objects.Value.Items.Count == 1
                ? "its object was"
                : string.Create(CultureInfo.InvariantCulture, $"its {objects.Value.Items.Count} objects were");
            Findings.Add(new Finding(TemplateRule, Severity.Note, objects.Key.Span,
                MessageText.Of($"this is a template of OpenShift, whose parameters have to be filled in first, so {MessageText.Plain(count)} passed over"))
            {
                Label = "objects of a template",
                Help = "lint what it makes, for example: oc process --local -o yaml -f FILE | lint -",
            });
        }

        // "/v1" is "v1" (ParseGroupVersion in k8s.io/apimachinery).
        private static string? WithoutEmptyGroup(string? apiVersion) =>
            apiVersion is ['/', not '/', ..] && !apiVersion.AsSpan(1).Contains('/') ? apiVersion[1..] : apiVersion;

        // The first version of the kind that has all of its fields, but for slips of the finger, and that stays. What fits none is of
        // another project's kind of that name, or of a version that is gone.
        private static string? Fitting(Node node, string? kind) => kind is null || !node.IsMapping ? null
            : KindCatalog.VersionsOf(kind).FirstOrDefault(version => ApiVersions.Removal(version, kind) is null
                && KindCatalog.Written(version, kind).Schema is { } schema
                && !SchemaValidator.Validate(node, schema)
                    .Any(problem => problem is { Kind: SchemaProblemKind.UnknownField, Nearest: null }));

        // One of the two is there, and it is no other tool's.
        private bool IsIncomplete(Node node, string? apiVersion, string? kind, Entry? misspelt, string? likely)
        {
            if (!node.IsMapping || (apiVersion is null && kind is null) || IsOtherTool(node, apiVersion))
                return false;

            HasIncomplete |= kind is null && KubernetesSchema.BuiltIn.Kinds.Any(known => known.ApiVersion == apiVersion);
            var present = node.FindEntry(kind is null ? "apiVersion" : "kind")!.Value;
            var message = kind is null
                ? MessageText.Of($"this document has apiVersion '{apiVersion}' but no kind, so nothing can be applied from it")
                : MessageText.Of($"this document has kind '{kind}' but no apiVersion, so nothing can be applied from it");
            Findings.Add(new Finding(IncompleteRule, Severity.Warning, present.Key.Span, message)
            {
                Label = kind is null ? "kind is missing beside it" : "apiVersion is missing beside it",
                Help = kind is null ? "add kind"
                    : misspelt is { } written ? $"did you mean 'apiVersion' by '{written.Key.Value}'?"
                    : likely is not null ? $"add apiVersion: {likely}" : "add apiVersion",
            });
            return true;
        }

        // Chart.yaml has apiVersion alone; other tools have a kind of their own and none of a manifest's parts.
        private static bool IsOtherTool(Node node, string? apiVersion) => apiVersion is null
            ? node.Find("metadata") is not { IsMapping: true } && node.Find("spec") is not { IsMapping: true } && MisspeltVersion(node) is null
            : node.Find("metadata") is not { IsMapping: true };

        // Beside a kind of Kubernetes, the field that apiVersion was meant by.
        private static Entry? MisspeltVersion(Node node)
        {
            if (Text(node.Find("kind")) is not { } kind || KindCatalog.VersionsOf(kind).IsEmpty)
                return null;

            foreach (var entry in node.Entries)
            {
                if (entry.Key.IsScalar && Spelling.IsNear("apiVersion", entry.Key.Value))
                    return entry;
            }

            return null;
        }

        private static Finding Nameless(Node node, Resource resource) =>
            new(IncompleteRule, Severity.Warning, resource.NameNode.Span,
                MessageText.Of($"'{resource.KindName}' of '{resource.ApiVersion}' has no metadata.name, so nothing can refer to it"))
            {
                Label = node.Find("metadata") is null ? "no metadata here" : "no name in its metadata",
                Help = "add metadata.name",
            };

        private static string? Text(Node? node) =>
            node is { IsScalar: true } scalar && !scalar.IsNull && scalar.Value.Length > 0 ? scalar.Value : null;
    }
}
