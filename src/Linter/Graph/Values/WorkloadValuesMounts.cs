using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>volumeMounts and volumeDevices (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateVolumeMounts).</summary>
internal static class WorkloadValuesMounts
{
    private const string Volume = "the volume";

    // Nearly always what a pod or its node is called.
    private static readonly string[] PodVariables = ["POD_NAME", "POD_NAMESPACE", "POD_UID", "NODE_NAME", "HOSTNAME"];

    private static readonly ClosedSet Propagations = new(false, "None", "HostToContainer", "Bidirectional");
    private static readonly ClosedSet RecursiveReadOnly = new(false, "Disabled", "IfPossible", "Enabled");

    public static void Check(WorkloadReport report, Owner owner, Node container)
    {
        HashSet<string>? variables = null;
        foreach (var mount in container.Find("volumeMounts")?.Items ?? default)
        {
            Propagation(report, owner, container, mount);
            Recursion(report, owner, mount);
            RelativePath(report, owner, mount, "subPath");
            RelativePath(report, owner, mount, "subPathExpr");
            LiteralPath(report, owner, container, mount, ref variables);
            ExpandedPath(report, owner, container, mount, ref variables);
            if (WorkloadReport.Text(mount.Find("subPath")) is { Length: > 0 } && mount.FindEntry("subPathExpr") is { } expression
                && WorkloadReport.Text(expression.Value) is { Length: > 0 })
            {
                report.Add(new ValueProblem(report.Resource, expression.Key,
                    MessageText.Of($"a mount of {owner.Text} has 'subPathExpr' beside '{"subPath":1}'"))
                {
                    Label = "beside subPath",
                    Related = new RelatedSpan(mount.FindEntry("subPath")!.Value.Key.Span, "subPath is given here"),
                    Help = "keep one of the two",
                });
            }
        }

        foreach (var device in container.Find("volumeDevices")?.Items ?? default)
        {
            if (device.Find("devicePath") is { } node && WorkloadReport.Text(node) is { Length: > 0 } path)
                StepsUp(report, owner, node, path, "devicePath");
        }
    }

    // Kustomize's own variables look the same: only what is surely one of the container's speaks for itself.
    private static void LiteralPath(WorkloadReport report, Owner owner, Node container, Node mount, ref HashSet<string>? variables)
    {
        if (mount.Find("subPath") is not { } node || WorkloadReport.Text(node) is not { Length: > 0 } path
            || !path.Contains("$(", StringComparison.Ordinal))
        {
            return;
        }

        var declared = VariablesOf(container, ref variables);
        if (VariableReferences.In(path)
            .FirstOrDefault(name => PodVariables.Contains(name, StringComparer.Ordinal) || declared.Contains(name)) is not { } variable)
        {
            return;
        }

        report.Add(new ValueProblem(report.Resource, node,
            MessageText.Of($"'{owner.PathOf(node, "subPath")}' of {owner.Text} is '{path}', but variables are filled in in 'subPathExpr' alone"))
        {
            Severity = Severity.Warning,
            Label = "taken letter by letter",
            Effect = "every pod gets one directory of this very name",
            Help = declared.Contains(variable)
                ? "call the field subPathExpr"
                : $"call the field subPathExpr, and give the container a variable {variable}",
            MayBeFilledIn = false,
        });
    }

    private static HashSet<string> VariablesOf(Node container, ref HashSet<string>? variables) =>
        variables ??= [.. (container.Find("env")?.Items ?? default).Select(entry => entry.Find("name"))
            .OfType<Node>()
            .Where(name => name.IsScalar)
            .Select(name => name.Value)];

    /// <summary>A path within a volume: relative, and no step up.</summary>
    internal static void RelativePath(WorkloadReport report, Owner owner, Node mapping, string field, string place = Volume)
    {
        if (mapping.Find(field) is not { } node || WorkloadReport.Text(node) is not { Length: > 0 } path)
            return;

        if (path[0] == '/')
        {
            report.Add(new ValueProblem(report.Resource, node,
                MessageText.Of($"'{owner.PathOf(node, field)}' of {owner.Text} is '{path}', but must be relative to {MessageText.Plain(place)}"))
            {
                Label = "begins with /",
                Help = place == Volume ? "remove the '/' in front" : $"write the path from {place} on",
                Fix = place == Volume && path.Trim('/').Length > 0
                    && ScalarEdit.Replace(report.Resource.Root, node, path.TrimStart('/')) is { } edit
                    ? new Fix("remove the '/'", [edit])
                    : null,
            });
        }

        StepsUp(report, owner, node, path, field);
    }

    internal static void StepsUp(WorkloadReport report, Owner owner, Node node, string path, string field)
    {
        if (path.Split('/').Contains("..", StringComparer.Ordinal))
        {
            report.Add(node, $"'{owner.PathOf(node, field)}' of {owner.Text} is '{path}', but may not have '..' in it", "'..' in it",
                "name the path without '..'");
        }
    }

    // Elsewhere a name without a variable stays as it is; here the container is not started (k8s.io/kubernetes
    // pkg/kubelet/container/helpers.go, ExpandContainerVolumeMounts).
    private static void ExpandedPath(WorkloadReport report, Owner owner, Node container, Node mount, ref HashSet<string>? variables)
    {
        if (mount.Find("subPathExpr") is not { } node || WorkloadReport.Text(node) is not { Length: > 0 } path
            || container.Find("envFrom") is not null || !KindCatalog.IsBuiltIn(report.Resource.WrittenKind))
        {
            return;
        }

        var names = VariablesOf(container, ref variables);
        foreach (var name in VariableReferences.In(path))
        {
            if (names.Contains(name) || VariableReferences.MayBeServiceLink(name))
                continue;

            var near = Spelling.Nearest(name, names);
            report.Add(new ValueProblem(report.Resource, node,
                MessageText.Of($"'{owner.PathOf(node, "subPathExpr")}' of {owner.Text} refers to '$({name})', but the container has no variable '{name}'"))
            {
                Label = "no such variable",
                MayBeFilledIn = false,
                Effect = "the kubelet does not start the container: a path with an unknown variable is an error",
                Help = near is not null ? $"did you mean '$({near})'?" : $"add {name} to the container's env",
                Fix = near is not null
                    && ScalarEdit.Replace(report.Resource.Root, node,
                        path.Replace($"$({name})", $"$({near})", StringComparison.Ordinal)) is { } edit
                    ? new Fix($"write $({near})", [edit], IsSafe: false)
                    : null,
            });
            return;
        }
    }

    private static void Recursion(WorkloadReport report, Owner owner, Node mount)
    {
        const string Field = "recursiveReadOnly";
        report.OneOf(owner, mount, Field, RecursiveReadOnly);
        if (mount.Find(Field) is not { } value || value.Value is not ("Enabled" or "IfPossible"))
            return;

        if (!WorkloadReport.IsTrue(mount.Find("readOnly")))
        {
            report.Add(value, $"'{owner.PathOf(value, Field)}' of {owner.Text} is '{value.Value}', but the mount is not readOnly",
                "not readOnly", "add readOnly: true, or remove recursiveReadOnly");
        }
        else if (mount.Find("mountPropagation") is { IsNull: false } propagation && !propagation.Is("None"))
        {
            report.Add(new ValueProblem(report.Resource, value,
                MessageText.Of($"'{owner.PathOf(value, Field)}' of {owner.Text} is '{value.Value}' beside the mountPropagation '{propagation.Value:1}'"))
            {
                Label = "not beside mountPropagation",
                Related = new RelatedSpan(propagation.Span, "mountPropagation"),
                Help = "remove one of the two",
            });
        }
    }

    private static void Propagation(WorkloadReport report, Owner owner, Node container, Node mount)
    {
        const string Field = "mountPropagation";
        report.OneOf(owner, mount, Field, Propagations);
        if (mount.Find(Field) is { } value && value.Is("Bidirectional")
            && !WorkloadReport.IsTrue(container.Find("securityContext")?.Find("privileged")))
        {
            report.Add(value,
                $"'{owner.PathOf(value, Field)}' of {owner.Text} is 'Bidirectional', which only a privileged container may have",
                "not privileged", "use HostToContainer, or make the container privileged");
        }
    }
}
