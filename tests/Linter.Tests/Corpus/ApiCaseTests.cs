using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Corpus;

/// <summary>
/// Manifests of which it is known whether the API server takes them: "accept" files hold no finding of level error,
/// "reject" files one at the field that INDEX.tsv names. They lie beside the repository, and are not part of it.
/// </summary>
public class ApiCaseTests
{
    private static readonly string Folder = Repository.PathOf("..", "shared", "apicases");

    // Fields that stand for each other in a manifest: the server fills the plural from the singular, the effective value
    // from its source.
    private static readonly (string Named, string Written)[] SameField =
    [
        ("spec.clusterIPs", "spec.clusterIP"),
        ("spec.clusterIPs[0]", "spec.clusterIP"),

        // Host networking makes a host port of a container port that names none.
        ("spec.containers[1].ports[0].hostPort", "spec.containers[1].ports[0].containerPort"),

        // A selector that is absent is missing in spec, whatever it then fails to match.
        ("spec.template.metadata.labels", "spec"),

        // The index leaves metadata out.
        ("spec.template.labels", "spec.template.metadata.labels.team"),
    ];

    [Fact]
    public void What_the_server_takes_is_free_of_errors()
    {
        var wrong = Cases("accept").SelectMany(item => Errors(item.File)
            .Select(finding => $"{item.File}: {finding.Message} [{finding.RuleId}]"));
        wrong.Should().BeEmpty();
    }

    [Fact]
    public void What_the_server_refuses_has_an_error_at_the_field()
    {
        var missed = Cases("reject")
            .Where(item => !Errors(item.File).Any(finding => IsAt(finding, item.Field)))
            .Select(item =>
                $"{item.File} {item.Field}: {item.Reason}; said: {string.Join(" | ", Errors(item.File).Select(finding => $"{finding.Subject?.Path} [{finding.RuleId}]"))}");
        string.Join('\n', missed).Should().BeEmpty();
    }

    private static IEnumerable<Finding> Errors(string file)
    {
        var path = Path.Combine(Folder, file);
        var result = LintEngine.Run(new InputFiles([new InputFile(file, path)], [], []), new LintOptions());
        return result.Findings.Where(finding => finding.Severity == Severity.Error);
    }

    // At the field itself, in it, or at the nearest thing that is written where the field is absent.
    private static bool IsAt(Finding finding, string field)
    {
        if (finding.Subject is not { } subject)
            return false;

        var path = subject.Path.Replace("['", "[", StringComparison.Ordinal).Replace("']", "]", StringComparison.Ordinal);
        return SameField.Where(same => same.Named == field).Select(same => same.Written).Append(field).Any(name =>
            path == name || Within(path, name)
                || (Within(name, path) && !name[path.Length..].TrimStart('.').Contains('.', StringComparison.Ordinal)));
    }

    private static bool Within(string path, string parent) =>
        path.Length > parent.Length && path.StartsWith(parent, StringComparison.Ordinal)
        && (parent.Length == 0 || path[parent.Length] is '.' or '[');

    private static IEnumerable<(string File, string Field, string Reason)> Cases(string verdict)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "the cases do not lie beside this checkout");
        return File.ReadLines(Path.Combine(Folder, "INDEX.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Where(row => row[1] == verdict)
            .Select(row => (row[0], row[3], row[4]));
    }
}
