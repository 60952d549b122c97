using System.Collections.Immutable;
using System.Text;
using Linter.Engine;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Cli;

/// <summary>The value of --since: a revision as git writes it; with "..." behind it, the commit where HEAD left it.</summary>
internal sealed record SinceRevision(string Text)
{
    private const string Fork = "...";

    public bool IsFork => Text.EndsWith(Fork, StringComparison.Ordinal);

    /// <summary>Without the dots.</summary>
    public string Name => IsFork ? Text[..^Fork.Length] : Text;

    /// <summary>Reads the option's value; null with an error for what git could take for something else.</summary>
    public static SinceRevision? Read(string? text, ICollection<UsageError> errors)
    {
        if (text is null)
            return null;

        var revision = new SinceRevision(text);
        if (revision.Name.Length > 0 && text[0] != '-' && !text.Any(char.IsControl))
            return revision;

        errors.Add(new UsageError($"--since takes a revision of git, not '{text}'",
            "such as --since origin/main, --since HEAD or --since v1.2"));
        return null;
    }
}

/// <summary>A run over the files of a revision.</summary>
/// <param name="Result">What was found.</param>
/// <param name="Input">What was read.</param>
/// <param name="Notes">What the comparison with it cannot tell, a sentence each.</param>
internal sealed record EarlierRun(LintResult Result, InputFiles Input, ImmutableArray<string> Notes);

/// <summary>Lints the same paths at a revision, through git alone.</summary>
internal sealed class EarlierLint
{
    private readonly SinceRevision revision;
    private readonly string root;
    private readonly Git git;
    private readonly bool isShallow;

    private EarlierLint(SinceRevision revision, string root, Git git, bool isShallow) =>
        (this.revision, this.root, this.git, this.isShallow) = (revision, root, git, isShallow);

    /// <summary>Runs the engine over the revision's files; throws <see cref="GitException"/> where git cannot give them.</summary>
    public static EarlierRun Run(
        SinceRevision revision, ImmutableArray<string> paths, FinderOptions options, LintSettings settings, CliEnvironment environment)
    {
        var root = Root(paths, options.WorkingDirectory);
        var git = Git.In(root, environment) ?? throw new GitException("--since needs git, and there is none on PATH");
        if (!git.TryAsk(out var shallow, out var error, "rev-parse", "--is-shallow-repository"))
            throw new GitException($"git does not read the repository: {error}");
        return new EarlierLint(revision, root, git, Encoding.ASCII.GetString(shallow).StartsWith("true", StringComparison.Ordinal))
            .Run(paths, options, settings, environment);
    }

    private EarlierRun Run(ImmutableArray<string> paths, FinderOptions options, LintSettings settings, CliEnvironment environment)
    {
        var commit = Commit();
        try
        {
            using var objects = git.Objects();
            var tree = new GitTree(Names(root), git.Ask("ls-tree", "-r", "-z", "--full-tree", commit), objects);
            var input = settings.Rendering.Find(paths, options with { Files = tree }, environment);

            // A path that was not there yet is no problem; its findings are new.
            var read = input.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            var unreadable = input.Problems.Where(problem => read.Contains(problem.Path)).Select(problem => problem.Path).ToList();
            var notes = Notes(tree, unreadable, commit).ToImmutableArray();
            return new EarlierRun(
                LintEngine.Run(input with { Problems = [] }, settings.Options with { CountsEntryPoints = false, KeepsUnreported = false }),
                input, notes);
        }
        catch (GitException exception)
        {
            throw new GitException($"git cannot give the files of '{revision.Name}': {exception.Message}", exception.Help);
        }
    }

    private static string Root(ImmutableArray<string> paths, string workingDirectory)
    {
        string? root = null;
        foreach (var path in paths.IsEmpty ? ["."] : paths)
        {
            if (ManifestFinder.RepositoryOf(ManifestFinder.FullPath(path, workingDirectory)) is not { } repository)
                throw new GitException($"--since compares with a commit, and '{path}' lies in no git repository");
            if (root is not null && root != repository)
            {
                throw new GitException(
                    $"--since compares one repository with a commit of its own, and '{path}' lies in another one than '{paths[0]}'");
            }

            root = repository;
        }

        return root!;
    }

    private string Commit()
    {
        var commit = Resolve(revision.Name);
        if (!revision.IsFork)
            return commit;

        if (!git.TryAsk(out var fork, out _, "merge-base", commit, "HEAD"))
            throw new GitException($"'{revision.Name}' and HEAD have no commit in common", ShallowHelp());
        return Encoding.ASCII.GetString(fork).Split('\n')[0];
    }

    private string Resolve(string name)
    {
        if (git.TryAsk(out var id, out var error, "rev-parse", "--verify", "--quiet", name + "^{commit}"))
            return Encoding.ASCII.GetString(id).Trim();

        throw new GitException($"git knows no commit '{name}'{(error.Length == 0 ? "" : $": {error}")}", HelpFor(name));
    }

    private string? HelpFor(string name)
    {
        if (name.Contains("..", StringComparison.Ordinal))
            return $"a range is no commit; {name[..name.IndexOf("..", StringComparison.Ordinal)]}... stands for the commit where this branch left it";
        if (isShallow || name.AsSpan().IndexOfAny("~^:@{") >= 0)
            return ShallowHelp();

        var known = git.TryAsk(out var refs, out _, "for-each-ref", "--format=%(refname:short)")
            ? Encoding.UTF8.GetString(refs).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : [];
        return Spelling.Nearest(name, known) is { } nearest
            ? $"did you mean {nearest}?"
            : "a branch of elsewhere is known after git fetch, as origin/NAME";
    }

    private string? ShallowHelp() => isShallow
        ? "this clone is shallow: git fetch --unshallow brings what lies before; for actions/checkout, fetch-depth: 0"
        : null;

    private IEnumerable<string> Notes(GitTree tree, List<string> unreadable, string commit)
    {
        if (!isShallow && !git.TryAsk(out _, out _, "merge-base", "--is-ancestor", commit, "HEAD"))
            yield return $"{revision.Name} has commits that are not here: what they mend counts as new; --since {revision.Name}... compares with where this branch left it";
        if (tree.Submodules.Count > 0)
            yield return $"{List(tree.Submodules)}: files of a submodule are taken as they are now, so what changed in them is not told";
        if (tree.LargeFiles.Count > 0)
            yield return $"{List(tree.LargeFiles)}: kept by Git LFS and taken as they are now, so what changed in them is not told";
        if (unreadable.Count > 0)
            yield return $"{List(unreadable)}: not readable at {revision.Name}, so all that is found in them counts as new";
    }

    private static string List(IReadOnlyCollection<string> paths) =>
        paths.Count <= 3 ? string.Join(", ", paths) : $"{string.Join(", ", paths.Take(3))} and {paths.Count - 3} more";

    private static string[] Names(string root) =>
        new DirectoryInfo(root) is var folder && RealPath(folder) is { } real && real != root ? [root, real] : [root];

    private static string? RealPath(DirectoryInfo folder)
    {
        var real = folder.FullName;
        for (DirectoryInfo? at = folder; at is not null; at = at.Parent)
        {
            if (at.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                return RealPath(new DirectoryInfo(Path.Join(target.FullName, Path.GetRelativePath(at.FullName, real))));
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(real));
    }
}
