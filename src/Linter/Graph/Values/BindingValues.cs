using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Values of RoleBinding and ClusterRoleBinding, after k8s.io/kubernetes pkg/apis/rbac/validation.</summary>
internal static class BindingValues
{
    private const string Group = "rbac.authorization.k8s.io";

    private static readonly ImmutableArray<string> Roles = ["Role", "ClusterRole"];
    private static readonly ImmutableArray<string> ClusterRoles = ["ClusterRole"];
    private static readonly ImmutableArray<string> SubjectKinds = ["ServiceAccount", "User", "Group"];

    public static void Judge(ValueList values)
    {
        var root = values.Resource.Root;
        values.OneOf(ValueList.Filled(root.Find("roleRef")?.Find("kind")),
            values.Resource.Kind == Kinds.RoleBinding ? Roles : ClusterRoles);
        values.OneOf(ValueList.Filled(root.Find("roleRef")?.Find("apiGroup")), [Group]);
        values.Name(ValueList.Filled(root.Find("roleRef")?.Find("name")),
            text => ValueFlaws.OfName(text, NameForm.PathSegment, int.MaxValue), Words.PathSegment, isName: false);
        foreach (var subject in root.Find("subjects")?.Items ?? default)
            JudgeSubject(values, subject);
    }

    private static void JudgeSubject(ValueList values, Node subject)
    {
        var kind = ValueList.Filled(subject.Find("kind"));
        values.OneOf(kind, SubjectKinds);
        var group = ValueList.Filled(subject.Find("apiGroup"));
        if (kind?.Is("ServiceAccount") != true)
        {
            values.OneOf(group, [Group]);
            return;
        }

        values.Name(ValueList.Filled(subject.Find("name")), ValueFlaws.OfSubdomain, Words.Subdomain, isName: false);
        if (group is { } given)
        {
            values.Add(given,
                $"a ServiceAccount among the subjects of '{values.Resource}' has apiGroup '{given.Value}', but belongs to the core group",
                "not with this kind", "remove apiGroup");
        }

        if (values.Resource.Kind == Kinds.ClusterRoleBinding && (subject.Find("namespace") is not { } name || name.IsNull || name.Is("")))
        {
            values.Add(new ValueProblem(values.Resource, subject,
                MessageText.Of($"ServiceAccount '{subject.Find("name")?.Value}' among the subjects of '{values.Resource}' has no namespace, and a ClusterRoleBinding has none that it could be in"))
            {
                Label = "no namespace here",
                Help = "add namespace, where the ServiceAccount is",
            });
        }
    }
}
