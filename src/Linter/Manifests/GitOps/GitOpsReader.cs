using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// Finds what objects of Argo CD and Flux apply from folders of the repository that holds them. The folder counts as meant
/// where it is there, unless the address is known to be another repository's.
/// </summary>
internal sealed class GitOpsReader
{
    private const string ArgoGroup = "argoproj.io/";
    private const string FluxGroups = "fluxcd.io/";

    private readonly GitRepositoryRoot repository;
    private readonly FileTree files;
    private readonly ImmutableArray<GitOpsUse>.Builder uses = ImmutableArray.CreateBuilder<GitOpsUse>();
    private readonly List<string> notes = [];
    private readonly ILookup<string?, Node> repositories;
    private readonly ILookup<string?, Node> artifacts;

    private GitOpsReader(GitRepositoryRoot repository, FileTree files, List<Node> documents)
    {
        (this.repository, this.files) = (repository, files);
        repositories = documents.Where(document => document.Find("kind") is { Value: "GitRepository" }
            && document.Find("metadata") is not null)
            .ToLookup(document => document.Find("metadata")?.Find("name")?.Value, StringComparer.Ordinal);
        artifacts = documents.Where(document => document.Find("kind") is { Value: "ArtifactGenerator" })
            .SelectMany(generator => GitOpsYaml.Items(generator.Find("spec")?.Find("artifacts")))
            .ToLookup(made => made.Find("name")?.Value, StringComparer.Ordinal);
    }

    /// <summary>False where the text holds no object of theirs for sure.</summary>
    public static bool MayHold(string text) =>
        text.Contains(ArgoGroup, StringComparison.Ordinal) || text.Contains(FluxGroups, StringComparison.Ordinal);

    /// <param name="texts">What may hold such objects.</param>
    /// <param name="root">Absolute; the repository's root, or what stands for it.</param>
    /// <param name="files">Where files are read.</param>
    /// <param name="realPaths">Follows links.</param>
    public static GitOpsUses Read(IReadOnlyList<SourceText> texts, string root, FileTree files, RealPaths realPaths)
    {
        var documents = texts.SelectMany(text => YamlReader.Read(text).Documents).SelectMany(ObjectsIn).ToList();
        if (documents.Count == 0)
            return new GitOpsUses([], []);

        var reader = new GitOpsReader(new GitRepositoryRoot(root, files, realPaths), files, documents);
        foreach (var document in documents)
            reader.ReadObject(document);
        return new GitOpsUses(reader.uses.ToImmutable(), [.. reader.notes.Distinct(StringComparer.Ordinal)]);
    }

    // What a List holds is applied one by one.
    private static IEnumerable<Node> ObjectsIn(Node document) => !document.IsMapping ? []
        : document.Find("kind") is { IsScalar: true } kind && kind.Value.EndsWith("List", StringComparison.Ordinal)
            && document.Find("items") is { IsSequence: true } items
            ? items.Items.Where(item => item.IsMapping)
            : [document];

    private void ReadObject(Node document)
    {
        var (version, kind) = (document.Find("apiVersion")?.Value ?? "", document.Find("kind")?.Value);
        if (document.Find("metadata")?.Find("name") is not { IsScalar: true } name || document.Find("spec") is not { IsMapping: true } spec)
            return;

        var said = $"{kind} {name.Value}";
        if (kind == "Application" && version.StartsWith(ArgoGroup, StringComparison.Ordinal))
            ReadApplication(spec, said, name.Span);
        else if (kind == "ApplicationSet" && version.StartsWith(ArgoGroup, StringComparison.Ordinal))
            ReadSet(spec, said, name.Span);
        else if (kind == "Kustomization" && version.StartsWith("kustomize.toolkit.fluxcd.io/", StringComparison.Ordinal))
            ReadFluxKustomization(document, spec, said, name.Span);
        else if (kind == "HelmRelease" && version.StartsWith("helm.toolkit.fluxcd.io/", StringComparison.Ordinal))
            ReadRelease(document, spec, said, name.Span);
    }

    private void ReadSet(Node spec, string said, SourceSpan place)
    {
        var made = ApplicationSets.Applications(spec, repository, files);
        foreach (var (application, parameters) in made.Applications)
        {
            if (application.Find("spec") is not { IsMapping: true } inner)
                continue;
            var name = GitOpsYaml.Text(application.Find("metadata")?.Find("name"));
            ReadApplication(inner, name is null ? $"{said} ({parameters})" : $"{said}: Application {name}", place);
        }

        if (made.Untold is { } untold)
            notes.Add($"{said} ({place.Source.Path}:{place.From.Line}) makes Applications by {untold}, which cannot be told without the cluster");
    }

    private void ReadApplication(Node spec, string said, SourceSpan place)
    {
        var target = GitOpsYaml.Text(spec.Find("destination")?.Find("namespace"));
        var sources = GitOpsYaml.IsFilled(spec.Find("sources"))
            ? GitOpsYaml.Items(spec.Find("sources")).ToList()
            : [.. new[] { spec.Find("source") }.OfType<Node>()];
        foreach (var source in sources.Where(source => source.IsMapping && !GitOpsYaml.IsFilled(source.Find("chart"))))
        {
            if (source.Find("path") is not { IsScalar: true } path)
                continue;
            if (path.Value.Contains("{{", StringComparison.Ordinal))
            {
                notes.Add($"{said} ({place.Source.Path}:{place.From.Line}) has the path {path.Value}, which cannot be told without the cluster");
            }
            else if (FolderOf(GitOpsYaml.Text(source.Find("repoURL")), GitOpsYaml.Text(source.Find("targetRevision")), path.Value, said,
                place) is { } folder)
            {
                uses.Add(ArgoUse(new GitOpsUse(said, place, folder) { Namespace = target }, source, sources));
            }
        }
    }

    private GitOpsUse ArgoUse(GitOpsUse use, Node source, List<Node> sources)
    {
        if (GitOpsYaml.IsFilled(source.Find("plugin")))
            return use with { Tool = RenderTool.Kustomize, Hindrance = $"{use.Origin} makes it with a plugin, and none is run" };
        if (source.Find("helm") is { IsMapping: true } || files.IsFile(Path.Join(use.Folder, Charts.FileName)))
            return ArgoHelm(use, source.Find("helm"), sources);
        if (source.Find("kustomize") is { IsMapping: true } || Kustomizations.FileIn(use.Folder, files) is not null)
            return ArgoKustomize(use, source.Find("kustomize"));
        return ArgoFolder(use, source.Find("directory"));
    }

    // Patterns in which a star stands for slashes, too; what is excluded is so whatever is included.
    private static GitOpsUse ArgoFolder(GitOpsUse use, Node? folder)
    {
        var (include, exclude) = (GitOpsYaml.Text(folder?.Find("include")), GitOpsYaml.Text(folder?.Find("exclude")));
        use = use with { IsRecursive = GitOpsYaml.IsTrue(folder?.Find("recurse")) };
        return new[] { include, exclude }.OfType<string>().All(Glob.IsPattern)
            ? use with { Included = [.. Glob.Choices(include)], Excluded = [.. Glob.Choices(exclude)] }
            : use with { Unapplied = GitOpsYaml.Given(folder, "directory", "include", "exclude") };
    }

    private GitOpsUse ArgoHelm(GitOpsUse use, Node? helm, List<Node> sources)
    {
        use = use with { Tool = RenderTool.Helm };
        if (helm is not { IsMapping: true } settings)
            return use;

        var (parameters, strings) = (new List<string>(), new List<string>());
        foreach (var parameter in GitOpsYaml.Items(settings.Find("parameters")))
        {
            if (GitOpsYaml.Text(parameter.Find("name")) is { } name)
            {
                (GitOpsYaml.IsTrue(parameter.Find("forceString")) ? strings : parameters)
                    .Add($"{name}={Escaped(parameter.Find("value")?.Value ?? "")}");
            }
        }

        use = use with
        {
            InlineValues = settings.Find("valuesObject") is { IsMapping: true } values
                ? GitOpsYaml.Document(values)
                : GitOpsYaml.Text(settings.Find("values")),
            Sets = [.. parameters],
            SetStrings = [.. strings],
            ReleaseName = GitOpsYaml.Text(settings.Find("releaseName")) ?? NameOf(use.Said),
            Namespace = GitOpsYaml.Text(settings.Find("namespace")) ?? use.Namespace,
            KubeVersion = GitOpsYaml.Text(settings.Find("kubeVersion")),
            ApiVersions = [.. GitOpsYaml.Texts(settings.Find("apiVersions"))],
            Unapplied = GitOpsYaml.Given(settings, "helm", "fileParameters"),
        };
        return WithValues(use, settings.Find("valueFiles"), GitOpsYaml.IsTrue(settings.Find("ignoreMissingValueFiles")),
            file => ArgoFile(use.Folder, file, sources));
    }

    // As Argo CD does, for whom a comma is part of the value.
    private static string Escaped(string value) => value.Replace(",", "\\,", StringComparison.Ordinal);

    private static string NameOf(string said) => said[(said.LastIndexOf(' ') + 1)..];

    private string? ArgoFile(string folder, string file, List<Node> sources)
    {
        if (file.Contains("://", StringComparison.Ordinal))
            return null;
        if (!file.StartsWith('$'))
            return repository.Full(folder, file);

        // "$ref/path" lies in the source of that name.
        var slash = file.IndexOf('/', StringComparison.Ordinal);
        var source = sources.Find(source => slash > 0 && source.Find("ref") is { } name && name.Is(file[1..slash]));
        return source.Tree is not null && repository.IsHere(GitOpsYaml.Text(source.Find("repoURL"))) != false
            ? repository.Full(repository.Root, file[(slash + 1)..])
            : null;
    }

    private GitOpsUse WithValues(GitOpsUse use, Node? list, bool mayMiss, Func<string, string?> find)
    {
        var found = new List<string>();
        foreach (var item in GitOpsYaml.Items(list).Where(item => item.IsScalar))
        {
            if (find(item.Value) is { } file && files.IsFile(file))
                found.Add(file);
            else if (!mayMiss)
                use = use with { Hindrance = $"{use.Origin} takes values from {item.Value}, which is not in this repository" };
        }

        return use with { ValueFiles = [.. found] };
    }

    private static GitOpsUse ArgoKustomize(GitOpsUse use, Node? kustomize)
    {
        use = use with { Tool = RenderTool.Kustomize };
        if (kustomize is not { IsMapping: true } settings)
            return use;

        var lines = Lines(settings, "namespace", "namePrefix", "nameSuffix", "replicas", "commonAnnotations", "commonLabels");
        var images = GitOpsYaml.Texts(settings.Find("images")).Select(image => GitOpsYaml.Image(image.Trim())).ToList();
        if (images.Count > 0)
            lines = lines.Add($"images:\n{string.Join('\n', images)}");
        var unapplied = GitOpsYaml.Given(settings, "kustomize", "components");
        return WithPatches(
            use with { Overlay = lines, Namespace = GitOpsYaml.Text(settings.Find("namespace")) ?? use.Namespace, Unapplied = unapplied },
            settings);
    }

    private static ImmutableArray<string> Lines(Node settings, params ReadOnlySpan<string> keys)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var key in keys)
        {
            if (settings.Find(key) is { } value && GitOpsYaml.IsFilled(value))
                lines.Add(GitOpsYaml.Entry(key, value));
        }

        return lines.ToImmutable();
    }

    // A patch that lies in a file is looked for from the kustomization, which is not where ours lies.
    private static GitOpsUse WithPatches(GitOpsUse use, Node settings)
    {
        if (settings.Find("patches") is not { IsSequence: true } patches || patches.Items.Count == 0)
            return use;
        return patches.Items.Any(patch => GitOpsYaml.IsFilled(patch.Find("path")))
            ? use with { Unapplied = use.Unapplied.Add("patches") }
            : use with { Overlay = use.Overlay.Add(GitOpsYaml.Entry("patches", patches)) };
    }

    private void ReadFluxKustomization(Node document, Node spec, string said, SourceSpan place)
    {
        var source = spec.Find("sourceRef");
        var path = spec.Find("path") is { IsScalar: true, IsNull: false } given ? given.Value : "";
        var folder = source?.Find("kind")?.Value switch
        {
            "GitRepository" => FluxFolder(document, source, path, said, place),
            "ExternalArtifact" => ArtifactFolder(source?.Find("name")?.Value, path),
            _ => null,
        };
        if (folder is null)
            return;

        var lines = Lines(spec, "namePrefix", "nameSuffix", "images");
        var target = GitOpsYaml.Text(spec.Find("targetNamespace"));
        if (target is not null)
            lines = lines.Add($"namespace: {GitOpsYaml.Quoted(target)}");
        var use = new GitOpsUse(said, place, folder)
        {
            Namespace = target,
            IsRecursive = true,
            Unapplied = GitOpsYaml.Given(spec, "spec", "components", "commonMetadata", "postBuild")
        };
        if (Kustomizations.FileIn(folder, files) is not null)
        {
            uses.Add(WithPatches(use with { Tool = RenderTool.Kustomize, Overlay = lines }, spec));
        }
        else
        {
            uses.Add(use with
            {
                Unapplied = [.. use.Unapplied,
                    .. GitOpsYaml.Given(spec, "spec", "patches", "images", "namePrefix", "nameSuffix")],
            });
        }
    }

    private void ReadRelease(Node document, Node spec, string said, SourceSpan place)
    {
        var chart = spec.Find("chart")?.Find("spec");
        if (chart?.Find("chart") is not { IsScalar: true } path || chart.Value.Find("sourceRef") is not { } source
            || source.Find("kind") is not { Value: "GitRepository" })
        {
            return;
        }

        if (FluxFolder(document, source, path.Value, said, place) is not { } folder)
            return;

        var target = GitOpsYaml.Text(spec.Find("targetNamespace"));
        var name = NameOf(said);
        var use = new GitOpsUse(said, place, folder)
        {
            Tool = RenderTool.Helm,
            InlineValues = spec.Find("values") is { IsMapping: true } values ? GitOpsYaml.Document(values) : null,
            ReleaseName = GitOpsYaml.Text(spec.Find("releaseName")) ?? (target is null ? name : $"{target}-{name}"),
            Namespace = target ?? GitOpsYaml.Text(document.Find("metadata")?.Find("namespace")),
            Unapplied = GitOpsYaml.Given(spec, "spec", "valuesFrom", "postRenderers"),
        };
        uses.Add(WithValues(use, chart.Value.Find("valuesFiles"), GitOpsYaml.IsTrue(chart.Value.Find("ignoreMissingValuesFiles")),
            file => repository.Full(repository.Root, file)));
    }

    // The GitRepository itself is often made by "flux bootstrap", and its address is not to be seen then.
    private string? FluxFolder(Node document, Node? source, string path, string said, SourceSpan place)
    {
        var name = source?.Find("name")?.Value;
        var home = source?.Find("namespace")?.Value ?? document.Find("metadata")?.Find("namespace")?.Value;
        var git = repositories[name].FirstOrDefault(other => (other.Find("metadata")?.Find("namespace")?.Value ?? home) == home);
        var spec = git.Tree is null ? null : git.Find("spec");
        return FolderOf(GitOpsYaml.Text(spec?.Find("url")), GitOpsYaml.Text(spec?.Find("ref")?.Find("branch")), path.TrimStart('/'), said, place);
    }

    // An ArtifactGenerator says which folders of the repository it copies to where: "@monorepo/apps/prod/**" to "@artifact/prod/".
    private string? ArtifactFolder(string? artifact, string path)
    {
        var copies = artifacts[artifact].SelectMany(made => GitOpsYaml.Items(made.Find("copy")));
        var wanted = Plain(path);
        foreach (var copy in copies)
        {
            if (copy.Find("from")?.Value is not ['@', ..] from || copy.Find("to")?.Value is not { } to
                || !to.StartsWith("@artifact/", StringComparison.Ordinal) || !from.EndsWith("/**", StringComparison.Ordinal))
            {
                continue;
            }

            var (source, made) = (Plain(from[(from.IndexOf('/', StringComparison.Ordinal) + 1)..^2]), Plain(to["@artifact/".Length..]));
            if (made.Length > 0 && wanted != made && !wanted.StartsWith(made + "/", StringComparison.Ordinal))
                continue;
            if (repository.Full(repository.Root, Path.Join(source, wanted[made.Length..])) is { } full && repository.IsFolder(full))
                return full;
        }

        return null;
    }

    private static string Plain(string path) =>
        (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path).Trim('/') is var plain && plain == "." ? "" : plain;

    private string? FolderOf(string? url, string? revision, string path, string said, SourceSpan place)
    {
        var isHere = repository.IsHere(url);
        if (isHere == false)
            return null;

        // Any repository has a root.
        var full = repository.Full(repository.Root, Plain(path));
        if (full == repository.Root && isHere != true)
            return null;
        if (full is not null && repository.IsFolder(full))
            return full;

        if (isHere == true && GitRepositoryRoot.IsCurrent(revision))
            notes.Add($"{said} ({place.Source.Path}:{place.From.Line}) has the path {path}, which is no folder of this repository");
        return null;
    }
}
