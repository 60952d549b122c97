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

    private static readonly ClosedSet Propagations = new(false, "None", "HostToContainer", "Bidirectional");
    private static readonly ClosedSet RecursiveReadOnly = new(false, "Disabled", "IfPossible", "Enabled");

    public static void Check(WorkloadReport report, Owner owner, Node container)
    {
        foreach (var mount in container.Find("volumeMounts")?.Items ?? default)
        {
            Propagation(report, owner, container, mount);
            Recursion(report, owner, mount);
            RelativePath(report, owner, mount, "subPath");
            RelativePath(report, owner, mount, "subPathExpr");
            Variables(report, owner, container, mount);
            if (WorkloadReport.Text(mount.Find("subPath")) is { Length: > 0 } && mount.FindEntry("subPathExpr") is { } expression && WorkloadReport.Text(expression.Value) is { Length: > 0 })
            {
                report.Add(new ValueProblem(report.Resource, expression.Key, MessageText.Of($"a mount of {owner.Text} has 'subPathExpr' beside '{"subPath":1}'"))
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

    /// <summary>A path within a volume: relative, and no step up.</summary>
    internal static void RelativePath(WorkloadReport report, Owner owner, Node mapping, string field, string place = Volume)
    {
        if (mapping.Find(field) is not { } node || WorkloadReport.Text(node) is not { Length: > 0 } path)
            return;

        if (path[0] == '/')
        {
            report.Add(new ValueProblem(report.Resource, node, MessageText.Of($"'{owner.PathOf(node, field)}' of {owner.Text} is '{path}', but must be relative to {MessageText.Plain(place)}"))
            {
                Label = "begins with /",
                Help = place == Volume ? "remove the '/' in front" : $"write the path from {place} on",
                Fix = place == Volume && path.Trim('/').Length > 0 && ScalarEdit.Replace(report.Resource.Root, node, path.TrimStart('/')) is { } edit ? new Fix("remove the '/'", [edit]) : null,
            });
        }

        StepsUp(report, owner, node, path, field);
    }

    internal static void StepsUp(WorkloadReport report, Owner owner, Node node, string path, string field)
    {
        if (path.Split('/').Contains("..", StringComparer.Ordinal))
            report.Add(node, $"'{owner.PathOf(node, field)}' of {owner.Text} is '{path}', but may not have '..' in it", "'..' in it", "name the path without '..'");
    }

    // Elsewhere a name without a variable stays as it is; here the container is not started (k8s.io/kubernetes pkg/kubelet/container/helpers.go, ExpandContainerVolumeMounts).
    private static void Variables(WorkloadReport report, Owner owner, Node container, Node mount)
    {
        if (mount.Find("subPathExpr") is not { } node || WorkloadReport.Text(node) is not { Length: > 0 } path || container.Find("envFrom") is not null || !KindCatalog.IsBuiltIn(report.Resource.WrittenKind))
            return;

        var names = (container.Find("env")?.Items ?? default).Select(variable => variable.Find("name")?.Value ?? "").ToList();
        foreach (var name in VariableReferences.In(path))
        {
            if (names.Contains(name, StringComparer.Ordinal) || VariableReferences.MayBeServiceLink(name))
                continue;

            var near = Spelling.Nearest(name, names);
            report.Add(new ValueProblem(report.Resource, node, MessageText.Of($"'{owner.PathOf(node, "subPathExpr")}' of {owner.Text} refers to '$({name})', but the container has no variable '{name}'"))
            {
                Label = "no such variable",
                MayBeFilledIn = false,
                Effect = "the kubelet does not start the container: a path with an unknown variable is an error",
                Help = near is not null ? $"did you mean '$({near})'?" : $"add {name} to the container's env",
                Fix = near is not null && ScalarEdit.Replace(report.Resource.Root, node, path.Replace($"$({name})", $"$({near})", StringComparison.Ordinal)) is { } edit ? new Fix($"write $({near})", [edit], IsSafe: false) : null,
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
            report.Add(value, $"'{owner.PathOf(value, Field)}' of {owner.Text} is '{value.Value}', but the mount is not readOnly", "not readOnly", "add readOnly: true, or remove recursiveReadOnly");
        }
        else if (mount.Find("mountPropagation") is { IsNull: false } propagation && !propagation.Is("None"))
        {
            report.Add(new ValueProblem(report.Resource, value, MessageText.Of($"'{owner.PathOf(value, Field)}' of {owner.Text} is '{value.Value}' beside the mountPropagation '{propagation.Value:1}'"))
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
        if (mount.Find(Field) is { } value && value.Is("Bidirectional") && !WorkloadReport.IsTrue(container.Find("securityContext")?.Find("privileged")))
            report.Add(value, $"'{owner.PathOf(value, Field)}' of {owner.Text} is 'Bidirectional', which only a privileged container may have", "not privileged", "use HostToContainer, or make the container privileged");
    }
}
