using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A binding to a role, or for a ServiceAccount, that is not there.</summary>
public sealed class RoleNotFound : IRule
{
    private const string Help = "or declare it under externals in .lint.yaml if it exists elsewhere";

    public string Id => "role-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var names = context.Graph.NamedReferences;
        var roles = new MissingNameFindings(context, "the binding is accepted and grants nothing: requests are answered with Forbidden",
            $"define the role, {Help}") { Verb = _ => "binds" };
        var accounts = new MissingNameFindings(context, "the binding is accepted and grants nothing to the pods that were meant",
            $"define the ServiceAccount, {Help}")
        {
            Verb = _ => "grants rights to",
            OnlyOne = Severity.Warning,
        };
        var workloads = names.Missing(Kinds.ServiceAccount).Where(missing => missing.From.Info.IsWorkload)
            .ToLookup(missing => (missing.Target.Namespace, missing.Target.Name), missing => missing.From);
        return names.Missing(Kinds.Role).Concat(names.Missing(Kinds.ClusterRole)).Select(roles.Describe)
            .Concat(names.Missing(Kinds.ServiceAccount)
                .Where(missing => Kinds.IsBinding(missing.From.Kind) && !LacksNamespace(missing))
                .Select(missing => ToldOnce(accounts.Describe(missing), workloads[(missing.Target.Namespace, missing.Target.Name)])));
    }

    // That it has to say where the account is comes first: invalid-value.
    private static bool LacksNamespace(MissingName missing) =>
        missing.From.Kind == Kinds.ClusterRoleBinding && string.IsNullOrEmpty(missing.Target.Namespace);

    // Where pods run as the same missing account, that is the error, and the binding suffers with them.
    private static Finding ToldOnce(Finding finding, IEnumerable<Resource> workloads) =>
        workloads.FirstOrDefault() is { } workload && finding.Severity > Severity.Note
            ? finding with
            {
                Severity = Severity.Note,
                Notes = finding.Notes.Add($"{workload.Quoted} runs as it too (service-account-not-found)")
            }
            : finding;
}
