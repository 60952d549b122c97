using System.Collections.Immutable;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>One object of a manifest. Compared by reference: two files may define the same object.</summary>
public sealed class Resource
{
    private const int Unknown = -2;
    private const int None = -1;

    private readonly WrittenKind written;
    private ImmutableArray<SchemaProblem> schemaProblems;

    private int annotations = Unknown;
    private int nameNode = Unknown;

    /// <param name="root">The mapping with apiVersion and kind.</param>
    /// <param name="written">Its kind.</param>
    /// <param name="namespace">Null where there is none.</param>
    /// <param name="name">Empty where there is none.</param>
    /// <param name="problems">All that the built-in schema of its kind finds wrong; default where there is no such schema.</param>
    internal Resource(Node root, WrittenKind written, string? @namespace, string name, ImmutableArray<SchemaProblem> problems)
    {
        Root = root;
        this.written = written;
        schemaProblems = problems;
        Namespace = Info.IsNamespaced ? @namespace : null;
        Name = name;
    }

    /// <summary>The mapping with apiVersion and kind.</summary>
    public Node Root { get; }

    /// <summary>As written, such as "apps/v1".</summary>
    public string ApiVersion => written.ApiVersion;

    /// <summary>As written, without group.</summary>
    public string KindName => written.Name;

    /// <summary>Group and kind as written, even where the group no longer serves the kind.</summary>
    public GroupKind WrittenKind => written.Kind;

    /// <summary>Group and kind, in the group that serves it today.</summary>
    public GroupKind Kind => Info.Kind;

    public KindInfo Info => written.Info;

    /// <summary>Null where the manifest names none, and for cluster-scoped kinds.</summary>
    public string? Namespace { get; }

    /// <summary>Empty where the manifest gives none (generateName).</summary>
    public string Name { get; }

    public SourceText Source => Root.Tree.Source;

    /// <summary>The scalar at metadata.name; the kind's where there is no name. Found once: nearly everything points at it.</summary>
    public Node NameNode
    {
        get
        {
            if (nameNode == Unknown)
                nameNode = (Find(Paths.Name) ?? Root.Find("kind") ?? Root).Index;
            return new Node(Root.Tree, nameNode);
        }
    }

    public Node? Find(NodePath path) => Root.At(path);

    public IEnumerable<Node> Select(NodePath path) => Root.Select(path);

    /// <summary>metadata.annotations, of whatever shape; null where it is absent. Found once: many rules ask for it.</summary>
    public Node? Annotations
    {
        get
        {
            if (annotations == Unknown)
                annotations = Find(Paths.Annotations)?.Index ?? None;
            return annotations == None ? null : new Node(Root.Tree, annotations);
        }
    }

    /// <summary>Value of an annotation; null where it is absent.</summary>
    public Node? Annotation(string key) => Annotations?.Find(key);

    /// <summary>"Service 'web'", for plain sentences.</summary>
    public string Quoted => Name.Length == 0 ? MessageText.Cut(KindName) : $"{MessageText.Cut(KindName)} '{MessageText.Cut(Name)}'";

    /// <summary>The built-in schema of its kind as written; null where there is none of this version.</summary>
    internal SchemaNode? Schema => written.Schema;

    /// <summary>
    /// What is wrong by the built-in schema of its kind; of other kinds, misspelt fields of metadata and of pod templates, which
    /// all kinds share.
    /// Found once, whatever the number of units that hold the resource.
    /// </summary>
    internal ImmutableArray<SchemaProblem> SchemaProblems
    {
        get
        {
            if (schemaProblems.IsDefault)
            {
                schemaProblems = [.. Misspelt(Root, CustomSchemas.OfAnyKind), .. OfKnownParts(),
                    .. Templates().SelectMany(template => Misspelt(template, KubernetesSchema.BuiltIn.PodTemplate))];
            }

            return schemaProblems;
        }
    }

    private IEnumerable<Node> Templates() => Info.PodTemplates.SelectMany(Root.Select);

    // "uuid" is near to "uid", and another thing.
    private const int ShortName = 4;

    // Of unknown fields only labels that stand where matchLabels belongs: nothing else of a part that is known is sure to be whole.
    private IEnumerable<SchemaProblem> OfKnownParts() => CustomSchemas.PartOf(Kind.Group, KindName) is { } schema
        ? SchemaValidator.Validate(Root, schema)
            .Where(problem => problem.Kind is SchemaProblemKind.WrongType or SchemaProblemKind.OutOfRange || problem.Labels is not null)
        : [];

    // Other tools' files look like resources and have metadata of their own, and operators templates, but no fields a letter away.
    private IEnumerable<SchemaProblem> Misspelt(Node part, SchemaNode schema)
    {
        var prefix = part.PathFromRoot(Root);
        string Whole(string path) => prefix.Length == 0 ? path : path.Length == 0 ? prefix : $"{prefix}.{path}";
        return SchemaValidator.Validate(part, schema)
            .Where(problem => problem is { Kind: SchemaProblemKind.UnknownField, Nearest: { } near }
                && (near.Length > ShortName || Spelling.AreSwapped(problem.Field, near)))
            .Select(problem => problem with { Path = Whole(problem.Path), OwnerPath = Whole(problem.OwnerPath) });
    }

    /// <summary>"Service web", for values that a message puts into quotes.</summary>
    public override string ToString() => Name.Length == 0 ? KindName : $"{KindName} {Name}";

    /// <summary>Paths that most kinds share.</summary>
    public static class Paths
    {
        public static readonly NodePath Name = NodePath.Parse("metadata.name");
        public static readonly NodePath Namespace = NodePath.Parse("metadata.namespace");
        public static readonly NodePath Labels = NodePath.Parse("metadata.labels");
        public static readonly NodePath Annotations = NodePath.Parse("metadata.annotations");
        public static readonly NodePath Metadata = NodePath.Parse("metadata");
        public static readonly NodePath Spec = NodePath.Parse("spec");
    }
}
