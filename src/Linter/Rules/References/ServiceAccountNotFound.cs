using Linter.Findings;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>
/// A ServiceAccount that a workload's pods run as, or that Flux acts as, and that is not there. Those of bindings are role-not-found's.
/// </summary>
public sealed class ServiceAccountNotFound : IRule
{
    public string Id => "service-account-not-found";

    private static bool IsOfFlux(Resource resource) => resource.Kind == Kinds.FluxKustomization || resource.Kind == Kinds.HelmRelease;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var words = new MissingNameFindings(context,
            "the API server refuses every pod of it: the workload stays at 0 replicas, and only its events say why",
            "define the ServiceAccount, or declare it under externals in .lint.yaml if it exists elsewhere")
        {
            Verb = _ => "runs as",
            OnlyOne = Severity.Warning,
        };
        var ofFlux = new MissingNameFindings(context,
            "what Flux asks for as this account is answered with Forbidden: nothing of it is applied",
            "define the ServiceAccount, or declare it under externals in .lint.yaml if it exists elsewhere")
        {
            Verb = _ => "acts as",
        };
        var all = context.Graph.NamedReferences.Missing(Kinds.ServiceAccount).ToList();
        // A name is enough to act as somebody (setImpersonationConfig in fluxcd/pkg, runtime/client/impersonator.go), and to be granted
        // rights.
        var bound = all.Where(missing => Kinds.IsBinding(missing.From.Kind))
            .Select(missing => (missing.Target.Namespace, missing.Target.Name))
            .ToHashSet();
        return all
            .Where(missing => missing.From.Info.IsWorkload
                || (IsOfFlux(missing.From) && !bound.Contains((missing.Target.Namespace, missing.Target.Name))))
            .Select(missing => (IsOfFlux(missing.From) ? ofFlux : words).Describe(missing));
    }
}
