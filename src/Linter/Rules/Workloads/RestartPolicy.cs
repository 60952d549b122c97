using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>
/// A restartPolicy that the kind of workload cannot have: controllers of lasting pods take only Always, Jobs anything but.
/// </summary>
public sealed class RestartPolicy : IRule
{
    private const string Field = "restartPolicy";
    private const string Always = "Always";

    public string Id => "restart-policy";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Part.PodTemplates.Select(pods => Judge(context, pods)).OfType<Finding>();

    private static Finding? Judge(RuleContext context, PodTemplate pods)
    {
        var kind = pods.Workload.Kind;
        var policy = pods.Spec?.Find(Field);
        if (kind == Kinds.Job || kind == Kinds.CronJob)
        {
            if (policy is { IsScalar: true, IsNull: false } given && given.Value.Length > 0)
                return given.Is(Always) ? Restarts(context, pods, given) : null;
            return policy is null or { IsScalar: true } && IsWhole(pods) ? Absent(context, pods, policy) : null;
        }

        // A word of no meaning is invalid-value's.
        return IsLasting(kind) && policy is { IsScalar: true } ends && (ends.Is("Never") || ends.Is("OnFailure"))
            ? Ends(context, pods, ends)
            : null;
    }

    private static bool IsLasting(GroupKind kind) =>
        kind == Kinds.Deployment || kind == Kinds.ReplicaSet || kind == Kinds.StatefulSet || kind == Kinds.DaemonSet
        || kind == Kinds.ReplicationController;

    // What has no image is rather a patch; a slip of the key is unknown-field's.
    private static bool IsWhole(PodTemplate pods) =>
        pods.Spec is { IsMapping: true } spec
        && pods.Containers.Any(container => container.Node.Find("image") is not null)
        && !spec.Entries.Any(entry => entry.Key.IsScalar && !entry.Key.Is(Field) && Spelling.IsNear(entry.Key.Value, Field));

    private static Finding Restarts(RuleContext context, PodTemplate pods, Node policy) =>
        context.At(pods.Workload, policy,
            $"the pods of '{pods.Workload}' have restartPolicy '{Always}', but those of a Job must have 'Never' or 'OnFailure'") with
        {
            Label = "a Job's pods must come to an end",
            Effect = Refused(pods),
            Help = "set it to OnFailure to restart the container, or to Never to make a new pod",
        };

    private static Finding Absent(RuleContext context, PodTemplate pods, Node? policy) =>
        context.At(pods.Workload,
            policy is null ? pods.Node.FindEntry("spec")?.Key ?? pods.Node : pods.Spec!.Value.FindEntry(Field)!.Value.Key,
            $"the pods of '{pods.Workload}' have no restartPolicy, which stands for '{Always}', but those of a Job must have 'Never' or 'OnFailure'") with
        {
            Label = policy is null ? "no restartPolicy here" : "empty",
            Effect = Refused(pods),
            Help = policy is null ? "add restartPolicy: Never or restartPolicy: OnFailure" : "set it to Never or OnFailure",
        };

    private static Finding Ends(RuleContext context, PodTemplate pods, Node policy) =>
        context.At(pods.Workload, policy,
            $"the pods of '{pods.Workload}' have restartPolicy '{policy.Value}', but those of a {MessageText.Plain(pods.Workload.Kind.Kind)} must have '{Always}'") with
        {
            Label = "not Always",
            Effect = Refused(pods),
            Help = "remove restartPolicy, or make this a Job if its pods come to an end",
        };

    private static string Refused(PodTemplate pods) => $"the API server refuses the {pods.Workload.KindName}";
}
