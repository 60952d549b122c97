using Linter.Findings;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A ConfigMap, a key of one, or a file in one that is mounted, that pods read and that is not there.</summary>
public sealed class ConfigMapNotFound : IRule
{
    private const string Effect =
        "the kubelet does not start the container before it is there: the pod waits in ContainerCreating or CreateContainerConfigError";

    public string Id => "config-map-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var names = context.Graph.NamedReferences;
        var words = new MissingNameFindings(context, Effect,
            "define it, mark the reference optional: true, or declare it under externals in .lint.yaml if it exists elsewhere")
        {
            OnlyOne = Severity.Warning,
        };
        return names.Missing(Kinds.ConfigMap).Select(words.Describe)
            .Concat(names.MissingKeys(Kinds.ConfigMap).Select(words.Describe))
            .Concat(names.FilesOf(Kinds.ConfigMap).Select(file => MissingFileFindings.Describe(context, file)));
    }
}
