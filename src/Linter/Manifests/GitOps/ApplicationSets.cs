using System.Globalization;
using System.Text.RegularExpressions;
using Linter.Configuration;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>What an ApplicationSet makes.</summary>
/// <param name="Applications">Templates that were filled, each with what filled it.</param>
/// <param name="Untold">Generators that ask a cluster or a server; null for none.</param>
internal sealed record MadeApplications(IReadOnlyList<(Node Application, string Parameters)> Applications, string? Untold);

/// <summary>Fills the templates of ApplicationSets, as far as lists and folders of the repository do it.</summary>
internal static partial class ApplicationSets
{
    private const int MostFolders = 1000;

    public static MadeApplications Applications(Node spec, GitRepositoryRoot repository, FileTree files)
    {
        var made = new List<(Node Application, string Parameters)>();
        if (spec.Find("template") is not { IsMapping: true } template)
            return new MadeApplications(made, null);

        var untold = new List<string>();
        foreach (var generator in GitOpsYaml.Items(spec.Find("generators")))
        {
            if (Parameters(generator, repository, files) is { } sets)
            {
                made.AddRange(sets.Select(set => Filled(template, set)).OfType<(Node, string)>());
            }
            else
            {
                untold.AddRange(generator.Entries.Select(entry => entry.Key.Value)
                    .Where(key => key is not ("selector" or "template" or "values"))
                    .Take(1));
            }
        }

        // What a cluster fills may be no more than the name of the cluster.
        if (untold.Count > 0 && Filled(template, []) is { } plain && HasPlainPaths(plain.Application))
        {
            made.Add(plain);
            untold.Clear();
        }

        return new MadeApplications(made, untold.Count == 0 ? null : string.Join(", ", untold.Distinct(StringComparer.Ordinal)));
    }

    private static bool HasPlainPaths(Node application)
    {
        var spec = application.Find("spec");
        var sources = GitOpsYaml.IsFilled(spec?.Find("sources"))
            ? GitOpsYaml.Items(spec!.Value.Find("sources")).ToList()
            : [.. new[] { spec?.Find("source") }.OfType<Node>()];
        return sources.Count > 0 && sources.TrueForAll(source => !source.Span.Slice.Contains("{{", StringComparison.Ordinal));
    }

    // Null for a generator that cannot be told.
    private static List<Dictionary<string, string>>? Parameters(Node generator, GitRepositoryRoot repository, FileTree files)
    {
        if (generator.Find("list")?.Find("elements") is { IsSequence: true } elements)
            return elements.Items.Where(element => element.IsMapping).Select(Flat).ToList();
        if (generator.Find("git") is { IsMapping: true } git && git.Find("directories") is { IsSequence: true } directories)
        {
            return repository.IsHere(GitOpsYaml.Text(git.Find("repoURL"))) == false
                ? []
                : Folders(directories, repository, files).Select(Of).ToList();
        }

        return null;
    }

    private static Dictionary<string, string> Flat(Node element)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        var pending = new Stack<(string Name, Node Node)>([("", element)]);
        while (pending.TryPop(out var at))
        {
            if (at.Node.IsScalar)
                flat[at.Name] = at.Node.Value;
            foreach (var entry in at.Node.Entries)
                pending.Push((at.Name.Length == 0 ? entry.Key.Value : $"{at.Name}.{entry.Key.Value}", entry.Value));
        }

        return flat;
    }

    private static Dictionary<string, string> Of(string folder)
    {
        var names = folder.Split('/');
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["path"] = folder,
            ["path.path"] = folder,
            ["path.basename"] = names[^1],
            ["path.basenameNormalized"] = new string([.. names[^1].ToLowerInvariant()
                .Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')]),
        };
        for (var i = 0; i < names.Length; i++)
        {
            parameters[string.Create(CultureInfo.InvariantCulture, $"path[{i}]")] = names[i];
            parameters[string.Create(CultureInfo.InvariantCulture, $"index .path.segments {i}")] = names[i];
        }

        return parameters;
    }

    private static IEnumerable<string> Folders(Node directories, GitRepositoryRoot repository, FileTree files)
    {
        var patterns = directories.Items.Where(item => item.Find("path") is { IsScalar: true })
            .Select(item => (Path: item.Find("path")!.Value.Value.Trim('/'), IsOut: GitOpsYaml.IsTrue(item.Find("exclude"))))
            .ToList();
        return patterns.Where(pattern => !pattern.IsOut)
            .SelectMany(pattern => Matches(repository.Root, pattern.Path.Split('/'), files))
            .Where(folder => !patterns.Exists(pattern => pattern.IsOut && Fits(pattern.Path.Split('/'), folder.Split('/'))))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Take(MostFolders);
    }

    private static bool Fits(string[] pattern, string[] folder) =>
        pattern.Length == folder.Length && !pattern.Where((part, i) => !Wildcard.Matches(part, folder[i])).Any();

    private static IEnumerable<string> Matches(string root, string[] pattern, FileTree files)
    {
        IEnumerable<string> found = [""];
        foreach (var part in pattern)
            found = found.SelectMany(folder => Below(root, folder, part, files)).Take(MostFolders).ToList();
        return found;
    }

    private static List<string> Below(string root, string folder, string part, FileTree files)
    {
        try
        {
            return files.Entries(Path.Join(root, folder))
                .Where(entry => entry is { IsFolder: true, IsLink: false } && entry.Name[0] != '.' && Wildcard.Matches(part, entry.Name))
                .Select(entry => folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}")
                .ToList();
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            return [];
        }
    }

    private static (Node Application, string Parameters)? Filled(Node template, Dictionary<string, string> parameters)
    {
        var text = Placeholder().Replace(GitOpsYaml.Document(template),
            match => parameters.GetValueOrDefault(match.Groups["name"].Value, match.Value));
        var yaml = YamlReader.Read(new SourceText(template.Span.Source.Path, text));
        return yaml.Documents is [{ IsMapping: true } application] ? (application, string.Join(", ", parameters.Values.Take(3))) : null;
    }

    [GeneratedRegex(@"\{\{-?\s*\.?(?<name>[A-Za-z_][\w.\[\]-]*|index \.path\.segments [0-9]+)\s*-?\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Placeholder();
}
