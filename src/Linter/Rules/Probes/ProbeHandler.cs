using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A probe or lifecycle hook without a handler, or with more than one.</summary>
public sealed class ProbeHandler : IRule
{
    private static readonly ImmutableArray<string> HandlerFields =
        ["command", "path", "port", "scheme", "host", "httpHeaders", "service", "seconds"];

    public string Id => "probe-handler";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            foreach (var probe in running.Container.Probes)
            {
                if (probe.FindHandler() is not null)
                    continue;

                foreach (var finding in Judge(context, running, probe.Entry, Handler.OfProbes))
                    yield return finding;
            }

            foreach (var hook in Handlers.HooksOf(running.Container))
            {
                foreach (var finding in Judge(context, running, hook, Handler.OfHooks))
                    yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Judge(RuleContext context, RunningContainer running, Entry owner, ImmutableArray<string> kinds)
    {
        if (!owner.Value.IsMapping)
            yield break;

        var given = Handlers.Given(owner.Value, kinds);
        if (given.IsEmpty && !IsMisspelt(owner.Value, kinds))
            yield return Missing(context, running, owner, kinds);
        if (given.Length > 1)
            yield return TooMany(context, running, owner, given);
    }

    private static Finding Missing(RuleContext context, RunningContainer running, Entry owner, ImmutableArray<string> kinds)
    {
        var fields = owner.Value.Entries.Select(entry => entry.Key.Value)
            .Where(key => HandlerFields.Contains(key, StringComparer.Ordinal))
            .ToList();
        var empty = kinds.FirstOrDefault(kind => owner.Value.Find(kind) is { IsNull: true });
        return context.At(running.Workload, owner.Key,
            $"'{owner.Key.Value}' of container '{running.Title}' in '{running.Pods}' has no handler, but needs exactly one of '{string.Join(", ", kinds)}'") with
        {
            Label = "no handler",
            Effect = "the API server refuses the object",
            Help = fields.Count > 0
                ? $"indent {string.Join(", ", fields)} so that {(fields.Count == 1 ? "it stands" : "they stand")} under {empty ?? "the handler"}"
                : $"add one of {string.Join(", ", kinds)}, or remove {owner.Key.Value}",
        };
    }

    private static Finding TooMany(RuleContext context, RunningContainer running, Entry owner, ImmutableArray<Entry> given) =>
        context.At(running.Workload, given[1].Key,
            $"'{owner.Key.Value}' of container '{running.Title}' in '{running.Pods}' has '{given[1].Key.Value}' beside '{given[0].Key.Value:1}', but only one handler is allowed") with
        {
            Label = "a second handler",
            Related = [.. given.Where((_, index) => index != 1)
                .Select(other => new RelatedSpan(other.Key.Span, $"{other.Key.Value} is given here"))],
            Effect = "the API server refuses the object",
            Help = $"keep one of {string.Join(" and ", given.Select(entry => entry.Key.Value))}",
        };

    // "httpget" is an unknown field; that the handler is missing is the same defect.
    private static bool IsMisspelt(Node owner, ImmutableArray<string> kinds) =>
        owner.Entries.Any(entry => entry.Value.IsMapping
            || kinds.Any(kind => kind != entry.Key.Value && Spelling.IsNear(entry.Key.Value, kind)));
}
