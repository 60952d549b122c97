using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A container that requests neither CPU nor memory, so that its pod is placed as if it needed nothing.</summary>
public sealed class ResourcesMissing : IRule
{
    private static readonly NodePath Defaults = NodePath.Parse("spec.limits[*].defaultRequest");
    private static readonly NodePath DefaultLimits = NodePath.Parse("spec.limits[*].default");

    public string Id => "resources-missing";

    public bool IsAdvice => true;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var defaulted = context.Prepare(Defaulted);
        foreach (var group in context.Part.PlainPods().GroupBy(pods => pods.Workload.Namespace ?? "", StringComparer.Ordinal))
        {
            var own = group.First().Workload.Namespace;
            if (defaulted.Exists(name => context.Graph.Namespaces.Meet(name, own) != Meeting.No))
                continue;

            foreach (var finding in group.Where(pods => !pods.IsHelmTest && !Requests(pods.Spec)).SelectMany(pods => Check(context, pods)))
                yield return finding;
        }
    }

    private static List<string?> Defaulted(LinkGraph graph) =>
        [.. graph.OfKind(Kinds.LimitRange).Where(GivesRequests).Select(range => range.Namespace).Distinct(StringComparer.Ordinal)];

    // What has no image is a patch for a container that is defined elsewhere.
    private static IEnumerable<Finding> Check(RuleContext context, PodTemplate pods) =>
        from container in pods.LongRunning
        where container.Node.Find("image") is not null && !Requests(container.Node)
        select Describe(context, pods, container);

    // A limit without a request stands for both.
    private static bool Requests(Node? owner) =>
        owner?.Find("resources") is { } resources
        && (!resources.IsMapping || HasEntries(resources.Find("requests")) || HasEntries(resources.Find("limits")));

    private static bool HasEntries(Node? mapping) =>
        mapping is { IsMapping: true } given
        && given.Entries.Any(entry => entry.Key.Is(ResourceNames.Cpu) || entry.Key.Is(ResourceNames.Memory));

    private static bool GivesRequests(Resource range) =>
        range.Select(Defaults).Concat(range.Select(DefaultLimits)).Any(given => HasEntries(given));

    private static Finding Describe(RuleContext context, PodTemplate pods, Container container) =>
        context.At(pods.Workload, container.NameNode,
            $"{PodText.Container(pods, container)} requests neither '{ResourceNames.Cpu}' nor '{ResourceNames.Memory}'") with
        {
            Label = "no requests",
            Effect = "the pod is placed on any node as if it needed nothing, and is among the first to be evicted when the node runs short",
            Help = "set resources.requests for cpu and memory",
        };
}
