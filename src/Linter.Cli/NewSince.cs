using System.Collections.Immutable;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Cli;

/// <summary>Narrows a run to what an earlier one did not find.</summary>
/// <param name="revision">Of the earlier run.</param>
/// <param name="options">Of both runs.</param>
/// <param name="earlier">The earlier run.</param>
internal sealed class NewSince(SinceRevision revision, LintOptions options, EarlierRun earlier)
{
    /// <summary>All resources that were there.</summary>
    public ImmutableArray<Resource> Former { get; } = Resources(earlier.Input, options);

    public LintResult Of(LintResult now, InputFiles input)
    {
        var then = earlier.Result;
        var comparison = Comparison.Of(
            now.Findings, input.Files.Select(file => file.Path), then.Findings, earlier.Input.Files.Select(file => file.Path));
        return now with
        {
            Findings = Explain(comparison.Added, input),
            Failures = [.. now.Failures, .. then.Failures.Where(failure => now.Failures.All(other => other.RuleId != failure.RuleId))],
            Summary = now.Summary with { Notes = [.. now.Summary.Notes, .. earlier.Notes] },
            Scope = new FindingScope { Since = revision.Text, OlderCount = comparison.OlderCount, GoneCount = comparison.GoneCount },
        };
    }

    private ImmutableArray<Finding> Explain(ImmutableArray<NewFinding> added, InputFiles input)
    {
        if (added.IsEmpty)
            return [];

        var causes = new Causes(revision.Text, Resources(input, options), Former);
        return [.. added.Select(causes.Explain)];
    }

    private static ImmutableArray<Resource> Resources(InputFiles input, LintOptions options) =>
    [
        .. from file in input.Files
           let text = FileText.Read(file)
           where text.IsReadable
           from resource in ManifestReader.Read(YamlReader.Read(new SourceText(file.Path, text.Text!), options.YamlEngine),
               options.Namespace).Resources
           select resource,
    ];
}
