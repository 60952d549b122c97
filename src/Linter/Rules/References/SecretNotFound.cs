using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A Secret, or a key of one, that pods read and that is not there. Those of Ingresses have a rule of their own.</summary>
public sealed class SecretNotFound : IRule
{
    private const string PullEffect = "images of a private registry cannot be pulled: the pod waits in ImagePullBackOff";
    private const string Effect = "the kubelet does not start the container before it is there: the pod waits in ContainerCreating or CreateContainerConfigError";
    private const string Help = "create it in the cluster or have something make it (ExternalSecret, SealedSecret), and declare it under externals in .lint.yaml";

    public string Id => "secret-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var names = context.Graph.NamedReferences;
        var pulling = new MissingNameFindings(context, PullEffect, Help) { Verb = _ => "pulls images with" };
        var reading = new MissingNameFindings(context, Effect, Help) { Verb = reference => reference.From.Kind == Kinds.ServiceAccount ? "lists" : "reads" };
        return names.Missing(Kinds.Secret)
            .Where(missing => missing.From.Kind != Kinds.Ingress)
            .Select(missing => IsPull(missing.Places[0]) ? pulling.Describe(missing) : reading.Describe(missing))
            .Concat(names.MissingKeys(Kinds.Secret).Select(reading.Describe));
    }

    private static bool IsPull(ObjectReference reference) =>
        reference.Row.Owner.ToString().EndsWith("imagePullSecrets[*]", StringComparison.Ordinal);
}
