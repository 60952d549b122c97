using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Two containers of one pod, or two volumes, with one name.</summary>
public sealed class DuplicateContainerName : IRule
{
    public string Id => "duplicate-container-name";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Part.PodTemplates)
        {
            if (pods.Containers.Length > 1)
            {
                foreach (var finding in Containers(context, pods))
                    yield return finding;
            }

            if (pods.Spec?.Find("volumes") is { Items.Count: > 1 } volumes)
            {
                foreach (var finding in Volumes(context, pods, volumes))
                    yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Containers(RuleContext context, PodTemplate pods)
    {
        // Init containers and regular ones share their names.
        var seen = new Dictionary<string, Container>(StringComparer.Ordinal);
        foreach (var container in pods.Containers)
        {
            if (container.Name.Length == 0 || seen.TryAdd(container.Name, container))
                continue;

            var first = seen[container.Name];
            var what = first.IsInit != container.IsInit ? "a container and an init container"
                : container.IsInit ? "two init containers"
                : "two containers";
            yield return Describe(context, pods, container.NameNode, first.NameNode, what);
        }
    }

    private static IEnumerable<Finding> Volumes(RuleContext context, PodTemplate pods, Node volumes)
    {
        var seen = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var volume in volumes.Items)
        {
            if (volume.Find("name") is { IsScalar: true } name && name.Value.Length > 0 && !seen.TryAdd(name.Value, name))
                yield return Describe(context, pods, name, seen[name.Value], "two volumes");
        }
    }

    private static Finding Describe(RuleContext context, PodTemplate pods, Node second, Node first, string what) =>
        context.At(pods.Workload, second, $"'{pods.Workload}' has {MessageText.Plain(what)} called '{second.Value:1}'") with
        {
            Label = "this name is taken",
            Related = [new RelatedSpan(first.Span, "first used here")],
            Effect = "the API server refuses these pods",
            Help = "give one of the two another name, or remove it",
        };
}
