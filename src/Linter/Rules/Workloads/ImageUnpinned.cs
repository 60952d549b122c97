using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An image without a tag, or with the tag "latest": which image runs depends on the day and the node.</summary>
public sealed class ImageUnpinned : IRule
{
    public string Id => "image-unpinned";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var image in context.Part.Images)
        {
            // A flawed one is image-invalid's, and a placeholder names no image yet.
            if (image.Reference.Floats && image.Flaw is null && !Placeholders.IsImagePlaceholder(image.Value))
                yield return Describe(context, image, image.Reference);
        }
    }

    private static Finding Describe(RuleContext context, ContainerImage image, ImageReference reference)
    {
        var kept = image.Container.Node.Find("imagePullPolicy") is { IsScalar: true } policy
            && (policy.Is("IfNotPresent") || policy.Is("Never"))
            ? policy
            : (Node?)null;
        return context.At(image.Pods.Workload, image.Node, kept is null ? Severity.Note : Severity.Warning,
            $"the image '{image.Value}' of {PodText.Container(image.Pods, image.Container)} {Says(reference)}{Keeps(kept)}") with
        {
            Label = reference.Tag is null ? "no tag" : "names another image tomorrow",
            Related = kept is { } node ? [new RelatedSpan(node.Span, "a node keeps the image that it has")] : [],
            Effect = kept is null
                ? "which image runs depends on when a pod was started; going back to the one before is not possible"
                : "each node runs the image that it happened to pull first: two pods of one workload may differ, and a new image never arrives",
            Help = "name a version, or a digest",
        };
    }

    private static MessageText Says(ImageReference reference) => reference.Tag is null
        ? MessageText.Of($"has no tag, which stands for '{"latest"}'")
        : MessageText.Of($"has the tag '{reference.Tag}', which moves");

    private static MessageText Keeps(Node? policy) => policy is { } node
        ? MessageText.Of($", and imagePullPolicy is '{node.Value:1}'")
        : MessageText.Plain("");
}
