using Linter.Findings;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A ServiceAccount that a workload's pods run as and that is not there. Those of bindings are role-not-found's.</summary>
public sealed class ServiceAccountNotFound : IRule
{
    public string Id => "service-account-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var words = new MissingNameFindings(context,
            "the API server refuses every pod of it: the workload stays at 0 replicas, and only its events say why",
            "define the ServiceAccount, or declare it under externals in .lint.yaml if it exists elsewhere")
        {
            Verb = _ => "runs as",
            OnlyOne = Severity.Warning,
        };
        return context.Graph.NamedReferences.Missing(Kinds.ServiceAccount)
            .Where(missing => missing.From.Info.IsWorkload)
            .Select(words.Describe);
    }
}
