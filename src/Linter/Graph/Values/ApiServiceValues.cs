using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>An APIService (k8s.io/kube-aggregator pkg/apis/apiregistration/validation, ValidateAPIService).</summary>
internal static class ApiServiceValues
{
    private const string SkipVerify = "insecureSkipTLSVerify";
    private const string Bundle = "caBundle";

    private static readonly NodePath Spec = NodePath.Parse("spec");

    public static void Judge(ValueList values)
    {
        if (values.Resource.Find(Spec) is not { IsMapping: true } spec)
            return;

        JudgeName(values, spec);
        PemValues.JudgeBundle(values, spec.Find(Bundle));
        var isLocal = spec.Find("service") is null or { IsNull: true };
        if (spec.FindEntry(SkipVerify) is not { } skip || !WorkloadReport.IsTrue(skip.Value))
            return;

        if (isLocal)
        {
            values.Add(skip.Key, $"'{values.Resource}' names no service, so it may not have '{SkipVerify}'", "nothing is called",
                $"remove it, or add service");
        }
        else if (ValueList.Filled(spec.Find(Bundle)) is { } bundle)
        {
            values.Add(new ValueProblem(values.Resource, skip.Value,
                MessageText.Of($"'{values.PathOf(skip.Value)}' of '{values.Resource}' is '{skip.Value.Value}', which it may not be beside '{Bundle:1}'"))
            {
                Label = "not beside caBundle",
                Related = new RelatedSpan(bundle.Head, "what is to be verified by"),
                Help = "keep one of the two",
            });
        }
    }

    private static void JudgeName(ValueList values, Node spec)
    {
        var (group, version) = (ValueList.Text(spec.Find("group")), ValueList.Filled(spec.Find("version")));
        if (version is not { } its || (spec.Find("group") is { IsNull: false } && group is null) || values.Resource.Name.Length == 0)
            return;

        var wanted = $"{its.Value}.{group?.Value}";
        if (values.Resource.Name != wanted)
            DefinitionValues.AddName(values, its, "version", "spec.version", wanted);
    }
}
