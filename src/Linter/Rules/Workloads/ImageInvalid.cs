using Linter.Findings;
using Linter.Graph;
using Linter.Schema;

namespace Linter.Rules;

/// <summary>An image's name that no container runtime accepts.</summary>
public sealed class ImageInvalid : IRule
{
    private const string NeverStarts = "the container never starts: the node reports InvalidImageName";

    public string Id => "image-invalid";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var image in context.Part.Images)
        {
            if (Judge(context, image) is { } finding)
                yield return finding;
        }
    }

    private static Finding? Judge(RuleContext context, ContainerImage image)
    {
        if (image.Flaw is { } flaw)
            return Placeholders.IsImagePlaceholder(image.Value) ? Open(context, image) : Flawed(context, image, flaw);

        var split = image.Reference;
        if (split.IsRegistryByCapitals)
            return Placeholders.IsImagePlaceholder(image.Value) ? Open(context, image) : ByCapitals(context, image, split);

        return split.Tag is { } tag && Placeholders.IsToBeFilledIn(tag) ? OpenTag(context, image, tag) : null;
    }

    private static Finding Flawed(RuleContext context, ContainerImage image, ImageFlaw flaw) =>
        context.At(image.Pods.Workload, image.Node,
            $"the image '{image.Value}' of {PodText.Container(image.Pods, image.Container)} {flaw.Fault}") with
        {
            Label = flaw.Label,
            Effect = image.Value.Trim() == image.Value ? NeverStarts : "the API server refuses these pods",
            Help = flaw.Instead is { } meant ? $"did you mean '{meant}'?" : flaw.Help,
            Fix = flaw.Instead is { } instead && ScalarEdit.Replace(image.Pods.Workload.Root, image.Node, instead) is { } edit
                ? new Fix($"write '{instead}'", [edit], IsSafe: false)
                : null,
        };

    private static Finding ByCapitals(RuleContext context, ContainerImage image, ImageReference split) =>
        context.At(image.Pods.Workload, image.Node, Severity.Warning,
            $"the image '{image.Value}' of {PodText.Container(image.Pods, image.Container)} is looked for on a host called '{split.Registry}': its capital letters make a registry of it") with
        {
            Label = "a host, not an account of Docker Hub",
            Effect = "the image cannot be pulled, unless a host of that name exists",
            Help = "write the account in lower case",
        };

    private static Finding OpenTag(RuleContext context, ContainerImage image, string tag) =>
        context.At(image.Pods.Workload, image.Node, Severity.Note,
            $"the tag '{tag}' of the image '{image.Value}' of {PodText.Container(image.Pods, image.Container)} is a placeholder, which has to be filled in before this is applied") with
        {
            Label = "to be filled in",
            Effect = "as it stands, a tag of this name is looked for, and hardly found",
            Help = "put the tag here, or let the tool that applies it do so",
        };

    private static Finding Open(RuleContext context, ContainerImage image) =>
        context.At(image.Pods.Workload, image.Node, Severity.Note,
            $"the image '{image.Value}' of {PodText.Container(image.Pods, image.Container)} is a placeholder, which has to be filled in before this is applied") with
        {
            Label = "to be filled in",
            Effect = "as it stands, " + NeverStarts,
            Help = "put the name of the image here, or let the tool that applies it do so",
        };
}
