using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// NAMESPACE/NAME of objects that controllers are told by their flags. They may well be made elsewhere, so that a name is judged only
/// where these manifests show what was meant: the same name in another namespace, or one that is a slip away.
/// </summary>
internal static class FlagNames
{
    private const string Effect = "the program does not find it: it does not start, or goes on without it";

    // pkg/flags/flags.go in kubernetes/ingress-nginx, which other controllers took over; cmd/nginx-ingress/flags.go in
    // nginx/kubernetes-ingress.
    private static readonly Dictionary<string, GroupKind> Flags = new(StringComparer.Ordinal)
    {
        ["configmap"] = Kinds.ConfigMap,
        ["tcp-services-configmap"] = Kinds.ConfigMap,
        ["udp-services-configmap"] = Kinds.ConfigMap,
        ["nginx-configmaps"] = Kinds.ConfigMap,
        ["default-backend-service"] = Kinds.Service,
        ["publish-service"] = Kinds.Service,
        ["default-ssl-certificate"] = Kinds.Secret,
        ["default-server-tls-secret"] = Kinds.Secret,
    };

    // What the images of those controllers are called.
    private static readonly ImmutableArray<string> Controllers = ["ingress", "nginx", "haproxy"];

    /// <param name="report">Of the workload.</param>
    /// <param name="graph">Where to look.</param>
    /// <param name="container">Whose variables stand in the words.</param>
    /// <param name="words">Its command and arguments.</param>
    public static void Check(WorkloadReport report, LinkGraph graph, Container container, ImmutableArray<Node> words)
    {
        var kinds = Flags.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].IsScalar || words[i].Value is not ['-', ..] word)
                continue;

            // "--flag=value", or the value as the next word.
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (!kinds.TryGetValue((equals < 0 ? word : word.AsSpan(0, equals)).TrimStart('-'), out var kind))
                continue;
            if (equals >= 0)
                Judge(report, graph, container, kind, words[i], equals + 1);
            else if (i + 1 < words.Length && words[i + 1].IsScalar)
                Judge(report, graph, container, kind, words[i + 1], 0);
        }
    }

    private static void Judge(WorkloadReport report, LinkGraph graph, Container container, GroupKind kind, Node word, int start)
    {
        var parts = word.Value[start..].Split('/');
        if (parts is not [{ Length: > 0 } space, { Length: > 0 } name] || name.Contains('$', StringComparison.Ordinal)
            || NamespaceOf(report.Resource, container, space) is not var (@namespace, isOwn)
            || !(isOwn || graph.Namespaces.Names.Contains(space, StringComparer.Ordinal) || IsIngressController(container))
            || !graph.Find(kind, @namespace, name).IsEmpty || graph.Externals.Has(kind, @namespace, name)
            || graph.NamedReferences.Producers.MayMake(kind, @namespace, name))
        {
            return;
        }

        var said = MessageText.Of(
            $"'{report.Resource}' is told of '{kind.Kind} {name}' in {Namespaces.Describe(@namespace)}, which these manifests do not have");
        if (NameSlips.Nearest(name, graph.NamedReferences.There(kind, @namespace)) is { } near)
        {
            var right = string.Concat(word.Value.AsSpan(0, start), space, "/", near.Name);
            report.Add(new ValueProblem(report.Resource, word, MessageText.Of($"{said}; nearest is '{near.Name:1}'"))
            {
                Severity = Severity.Warning,
                Label = "a slip of the finger?",
                Related = Whereabouts.Definition(near),
                Effect = Effect,
                Help = $"did you mean '{near.Name}'?",
                Fix = ScalarEdit.Replace(report.Resource.Root, word, right) is { } edit
                    ? new Fix($"write {near.Name}", [edit], IsSafe: false)
                    : null,
                MayBeFilledIn = false,
            });
        }
        else if (graph.FindAnywhere(kind, name) is [{ Namespace: { } its } elsewhere]
            && graph.Namespaces.Meet(@namespace, its) == Meeting.No)
        {
            report.Add(new ValueProblem(report.Resource, word, MessageText.Of($"{said}; it is in namespace '{its:1}'"))
            {
                Severity = Severity.Warning,
                Label = "another namespace",
                Related = Whereabouts.Of(elsewhere),
                Effect = Effect,
                Help = isOwn ? "put both into one namespace, or write the namespace of its own" : $"write {its}/{name}",
                MayBeFilledIn = false,
            });
        }
    }

    // Other programs may mean anything by such flags: theirs count where the first word is a namespace of these manifests.
    private static bool IsIngressController(Container container) => container.Node.Find("image") is { IsScalar: true } image
        && Controllers.Any(name => image.Value.Contains(name, StringComparison.OrdinalIgnoreCase));

    // "$(POD_NAMESPACE)" where the variable is that of the pod; any other one is not known, nor is what has to be filled in.
    private static (string? Namespace, bool IsOwn)? NamespaceOf(Resource workload, Container container, string written)
    {
        if (DnsNames.IsLabel(written))
            return (written, false);
        if (written is not ['$', '(', .. var variable, ')'])
            return null;

        var given = (container.Node.Find("env")?.Items ?? default).LastOrDefault(one => one.Find("name") is { } own && own.Is(variable));
        return given.Tree is not null && given.Find("valueFrom")?.Find("fieldRef")?.Find("fieldPath") is { } path
            && path.Is("metadata.namespace")
            ? (workload.Namespace, true)
            : null;
    }
}
