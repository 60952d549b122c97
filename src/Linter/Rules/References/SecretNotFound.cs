using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>
/// A Secret, or a key of one, that pods read or listeners of a Gateway serve, and that is not there. Those of Ingresses have
/// a rule of their own.
/// </summary>
public sealed class SecretNotFound : IRule
{
    private const string PullEffect = "images of a private registry cannot be pulled: the pod waits in ImagePullBackOff";
    private const string Effect = "the kubelet does not start the container before it is there: the pod waits in ContainerCreating or CreateContainerConfigError";
    private const string ServeEffect = "the listener has no certificate and is not programmed: TLS connections to it fail";
    private const string Help = "create it in the cluster or have something make it (ExternalSecret, SealedSecret), and declare it under externals in .lint.yaml";

    public string Id => "secret-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var names = context.Graph.NamedReferences;
        var pulling = new MissingNameFindings(context, PullEffect, Help) { Verb = _ => "pulls images with" };
        var reading = new MissingNameFindings(context, Effect, Help) { Verb = reference => reference.From.Kind == Kinds.ServiceAccount ? "lists" : "reads" };
        var serving = new MissingNameFindings(context, ServeEffect, Help) { Verb = _ => "serves TLS with" };
        return names.Missing(Kinds.Secret)
            .Where(missing => missing.From.Kind != Kinds.Ingress && !IsOfAnotherNamespace(context, missing))
            .Select(missing => (missing.From.Kind == Kinds.Gateway ? serving : IsPull(missing.Places[0]) ? pulling : reading).Describe(missing))
            .Concat(names.MissingKeys(Kinds.Secret).Select(reading.Describe));
    }

    // What another namespace holds, and whether it is granted, is reference-not-granted's.
    private static bool IsOfAnotherNamespace(RuleContext context, MissingName missing) =>
        missing.From.Kind == Kinds.Gateway && context.Graph.Namespaces.Meet(missing.Target.Namespace, missing.From.Namespace) != Meeting.Yes;

    private static bool IsPull(ObjectReference reference) =>
        reference.Row.Owner.ToString().EndsWith("imagePullSecrets[*]", StringComparison.Ordinal);
}
