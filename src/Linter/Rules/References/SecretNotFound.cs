using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>
/// A Secret, a key of one, or a file in one that is mounted, that pods read or listeners of a Gateway serve, and that is not there. Those
/// of Ingresses have a rule of their own.
/// </summary>
public sealed class SecretNotFound : IRule
{
    private const string PullEffect = "images of a private registry cannot be pulled: the pod waits in ImagePullBackOff";
    private const string Effect =
        "the kubelet does not start the container before it is there: the pod waits in ContainerCreating or CreateContainerConfigError";
    private const string ServeEffect = "the listener has no certificate and is not programmed: TLS connections to it fail";
    private const string Help =
        "create it in the cluster or have something make it (ExternalSecret, SealedSecret), and declare it under externals in .lint.yaml";

    public string Id => "secret-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var names = context.Graph.NamedReferences;
        var pulling = new MissingNameFindings(context, PullEffect, Help) { Verb = _ => "pulls images with" };
        var reading = new MissingNameFindings(context, Effect, Help)
        {
            Verb = reference => reference.From.Kind == Kinds.ServiceAccount ? "lists" : "reads",
        };
        var serving = new MissingNameFindings(context, ServeEffect, Help) { Verb = _ => "serves TLS with" };
        return names.Missing(Kinds.Secret)
            .Where(missing => missing.From.Kind != Kinds.Ingress && !IsOfAnotherNamespace(context, missing))
            .Select(missing => (missing.From.Kind == Kinds.Gateway ? serving : missing.Places[0].Row.IsImagePull ? pulling : reading)
                .Describe(missing))
            .Concat(names.MissingKeys(Kinds.Secret).Select(reading.Describe))
            .Concat(names.FilesOf(Kinds.Secret).Select(file => MissingFileFindings.Describe(context, file)))
            .Concat(names.To(Kinds.Secret).Where(reference => reference.Row.IsImagePull)
                .Select(reference => OfOtherType(context, reference))
                .OfType<Finding>());
    }

    // The kubelet takes logins from Secrets of two types only and passes over all others without a word
    // (kubernetes/pkg/credentialprovider/secrets).
    private static Finding? OfOtherType(RuleContext context, ObjectReference reference)
    {
        var target = (NamedTarget)reference.Target;
        var found = context.Graph.Find(Kinds.Secret, target.Namespace, target.Name).Certain;
        if (found.IsEmpty || found.Any(secret => HoldsLogins(secret.Root.Find("type"))))
            return null;

        var type = found[0].Root.Find("type");
        var from = reference.From;
        return context.At(from, reference.At, Severity.Warning,
            $"{MessageText.Plain(from.KindName)} '{from.Name}' pulls images with Secret '{target.Name}', which is of type '{type?.Value ?? "Opaque":1}'") with
        {
            Label = "holds no logins of registries",
            Related = [new RelatedSpan((type ?? found[0].NameNode).Span,
                type is null ? $"{found[0].Quoted} has no type, which stands for Opaque" : $"the type of {found[0].Quoted}")],
            Effect = "the kubelet passes over it: " + PullEffect,
            Help = "make it a Secret of type kubernetes.io/dockerconfigjson with the key .dockerconfigjson",
        };
    }

    private static bool HoldsLogins(Node? type) => type is { IsNull: false } given
        && (given.Is("kubernetes.io/dockerconfigjson") || given.Is("kubernetes.io/dockercfg") || Placeholders.IsPlaceholder(given.Value));

    // What another namespace holds, and whether it is granted, is reference-not-granted's.
    private static bool IsOfAnotherNamespace(RuleContext context, MissingName missing) =>
        missing.From.Kind == Kinds.Gateway
        && context.Graph.Namespaces.Meet(missing.Target.Namespace, missing.From.Namespace) != Meeting.Yes;
}
