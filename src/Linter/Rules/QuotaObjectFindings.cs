using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Graph.Values;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>
/// Claims, Services and other objects than pods that a ResourceQuota does not let in (k8s.io/kubernetes pkg/quota/v1/evaluator/core,
/// persistent_volume_claims.go and services.go, and k8s.io/apiserver pkg/quota/v1/generic for the number of any kind).
/// </summary>
internal static class QuotaObjectFindings
{
    private const string OfClass = ".storageclass.storage.k8s.io/";
    private const string Claims = "persistentvolumeclaims";
    private const string Storage = "requests.storage";
    private const string Count = "count/";

    private static readonly NodePath Requested = NodePath.Parse("spec.resources.requests.storage");
    private static readonly NodePath ClassName = NodePath.Parse("spec.storageClassName");
    private static readonly NodePath Replicas = NodePath.Parse("spec.replicas");
    private static readonly NodePath NoNodePorts = NodePath.Parse("spec.allocateLoadBalancerNodePorts");

    /// <param name="context">The rule's.</param>
    /// <param name="quotas">All of them.</param>
    /// <param name="pods">Those that may have volumes of their own.</param>
    public static IEnumerable<Finding> Of(RuleContext context, ImmutableArray<Resource> quotas, IEnumerable<PodTemplate> pods)
    {
        var objects = new QuotaedObjects(context.Graph, pods);
        // Scopes are of pods, and of classes of volumes that are seldom used.
        var bounds = from quota in quotas
                     where !QuotaView.HasScopes(quota) && !QuotaValues.IsRefused(quota)
                     from allowed in Amount.ReadAll(quota.Find(QuotaView.Hard))
                     group (Quota: quota, Allowed: allowed.Amount) by (quota.Namespace, allowed.Name);
        // Of several quotas the strictest is named.
        return bounds.SelectMany(same => same.MinBy(bound => bound.Allowed.Value) is var (quota, allowed)
            ? Judge(context, new Bound(quota, same.Key.Name, allowed), objects)
            : []);
    }

    private static IEnumerable<Finding> Judge(RuleContext context, Bound bound, QuotaedObjects objects)
    {
        var wanted = objects.Wanting(bound);
        var tooMuch = wanted.FindAll(one => one.Sum > bound.Allowed.Value);
        if (tooMuch.Count > 0)
            return tooMuch.Select(one => Alone(context, bound, one));

        var sum = wanted.Aggregate(Quantity.Of(0), (sum, one) => sum + one.Sum);
        return sum > bound.Allowed.Value ? [Together(context, bound, wanted, sum)] : [];
    }

    private static Finding Alone(RuleContext context, Bound bound, Wanted wanted)
    {
        var isTimes = wanted.Times > 1 && wanted.Each <= bound.Allowed.Value;
        var isSize = IsSize(bound);
        var sum = !isTimes ? MessageText.Plain("")
            : isSize ? MessageText.Of($" in all ('{wanted.Times}' claims of '{wanted.Each}')")
            : MessageText.Plain(" in all");
        return context.At(wanted.Resource, isTimes ? wanted.TimesNode : wanted.At, Severity.Error,
            $"'{wanted.Resource}' {Verb(isSize)} '{(isTimes ? wanted.Sum : wanted.Each)}' of '{bound.Name}'{sum}, but ResourceQuota '{bound.Quota.Name}' allows '{bound.Allowed.Value:1}'") with
        {
            Label = "more than the quota",
            Related = [new RelatedSpan(bound.Allowed.At.Span, bound.Quota.Quoted)],
            Effect = wanted.IsEphemeral
                ? $"the API server refuses the claims{(isTimes ? " beyond the quota" : "")}: the pods that need them stay Pending"
                : isTimes ? "the API server refuses the claims beyond the quota: the pods that need them are not made"
                : wanted.Resource.Kind == Kinds.PersistentVolumeClaim ? "the API server refuses the claim: pods that mount it stay Pending"
                : wanted.Resource.Kind == Kinds.StatefulSet ? "the API server refuses the claims: the workload stays without pods"
                : $"the API server refuses the {wanted.Resource.KindName}",
            Help = "ask for less, or raise the quota",
        };
    }

    private static Finding Together(RuleContext context, Bound bound, List<Wanted> wanted, Quantity sum)
    {
        const int MostTold = 8;
        // An object may want several claims.
        var each = wanted.GroupBy(one => one.Resource)
            .Select(same => (Resource: same.Key, At: same.Skip(1).Any() ? same.Key.NameNode : same.First().At,
                Sum: same.Aggregate(Quantity.Of(0), (sum, one) => sum + one.Sum)))
            .OrderByDescending(one => one.Sum)
            .ToList();
        var told = string.Join(", ", each.Take(MostTold).Select(one => $"{one.Resource} {one.Sum}"));
        var who = each.Count == 1
            ? MessageText.Of($"'{each[0].Resource}' {Verb(IsSize(bound))}")
            : MessageText.Of($"the '{each.Count}' objects of {(bound.Quota.Namespace is null ? MessageText.Plain("its namespace") : Namespaces.Describe(bound.Quota.Namespace))} {MessageText.Plain(IsSize(bound) ? "ask for" : "take")}");
        return context.At(bound.Quota, bound.Allowed.At, Severity.Error,
            $"ResourceQuota '{bound.Quota.Name}' allows '{bound.Allowed.Value}' of '{bound.Name}', but {who} '{sum}' in all") with
        {
            Label = each.Count == 1 ? $"less than it {Verb(IsSize(bound))}" : $"less than the objects {(IsSize(bound) ? "ask for" : "take")}",
            Related = [new RelatedSpan(each[0].At.Span, $"{each[0].Resource.Quoted} {Verb(IsSize(bound))} {each[0].Sum}")],
            Effect = "the API server refuses those that come when the quota is used up",
            Notes = each.Count == 1 ? []
                : [$"adds up from: {told}{(each.Count > MostTold ? $" and {each.Count - MostTold} more" : "")}"],
            Help = "raise the quota, or ask for less",
        };
    }

    // Of all that is counted here only storage has a size.
    private static bool IsSize(Bound bound) => bound.Name.EndsWith(Storage, StringComparison.Ordinal);

    private static MessageText Verb(bool isSize) => MessageText.Plain(isSize ? "asks for" : "takes");

    /// <summary>One amount of a ResourceQuota.</summary>
    private sealed record Bound(Resource Quota, string Name, Amount Allowed);

    /// <summary>What an object takes of it.</summary>
    /// <param name="At">The scalar that says so, or the object's name.</param>
    /// <param name="Times">Of the claims of a StatefulSet, and of those of each pod, the number of its pods.</param>
    /// <param name="IsEphemeral">The claims are made for pods that are there already.</param>
    private sealed record Wanted(Resource Resource, Node At, Quantity Each, int Times = 1, bool IsEphemeral = false)
    {
        public Quantity Sum { get; } = Each * Times;

        public Node TimesNode => Resource.Find(Replicas) ?? At;
    }

    /// <summary>The objects of each namespace that quotas count.</summary>
    private sealed class QuotaedObjects(LinkGraph graph, IEnumerable<PodTemplate> pods)
    {
        private readonly Dictionary<GroupKind, ILookup<string, Resource>> byNamespace = [];

        // Jobs come and go, and how many pods a DaemonSet has the nodes say.
        private readonly Lazy<ILookup<string, (PodTemplate Pods, Node Template)>> ephemeral = new(() => pods
            .Where(template => template is { RunsToCompletion: false, Replicas: > 0 })
            .DistinctBy(template => (template.Workload.Namespace, template.Workload.Kind, template.Workload.Name, template.Node.Index))
            .SelectMany(template => EphemeralClaims.Of(template).Select(claim => (Pods: template, claim.Template)))
            .ToLookup(claim => claim.Pods.Workload.Namespace ?? "", StringComparer.Ordinal));

        public List<Wanted> Wanting(Bound bound)
        {
            var @namespace = bound.Quota.Namespace;
            return bound.Name switch
            {
                "services.loadbalancers" => [.. Services(@namespace).Where(service => service.Type == ServiceTypes.LoadBalancer)
                    .Select(service => new Wanted(service.Resource, service.TypeNode ?? service.Resource.NameNode, Quantity.Of(1)))],
                "services.nodeports" => [.. Services(@namespace).Select(service =>
                    new Wanted(service.Resource, service.TypeNode ?? service.Resource.NameNode, Quantity.Of(NodePortsOf(service))))
                    .Where(wanted => wanted.Each.IsPositive)],
                Claims or Count + Claims => [.. AllClaimsOf(@namespace, null, isStorage: false)],
                Storage => [.. AllClaimsOf(@namespace, null, isStorage: true)],
                _ when bound.Name.IndexOf(OfClass, StringComparison.Ordinal) is > 0 and var end
                    && bound.Name[(end + OfClass.Length)..] is Claims or Storage =>
                        [.. AllClaimsOf(@namespace, bound.Name[..end], bound.Name.EndsWith(Storage, StringComparison.Ordinal))],
                _ => KindOf(bound.Name) is { } kind
                    ? [.. Of(kind, @namespace).Select(resource => new Wanted(resource, resource.NameNode, Quantity.Of(1)))]
                    : [],
            };
        }

        // What makes pods of any number is QuotaFindings'.
        private static GroupKind? KindOf(string name)
        {
            if (name is "services" or "configmaps" or "secrets" or "replicationcontrollers" or "resourcequotas")
                return KindCatalog.KindOfResource("", name);
            if (!name.StartsWith(Count, StringComparison.Ordinal))
                return null;

            var resource = name[Count.Length..];
            var dot = resource.IndexOf('.', StringComparison.Ordinal);
            var kind = dot < 0
                ? KindCatalog.KindOfResource("", resource)
                : KindCatalog.KindOfResource(resource[(dot + 1)..], resource[..dot]);
            return kind == Kinds.Pod ? null : kind;
        }

        // The ports that a load balancer does not get by itself may be given.
        private static int NodePortsOf(ServiceView service) => service.Type switch
        {
            ServiceTypes.NodePort => service.Ports.Length,
            ServiceTypes.LoadBalancer when !WorkloadReport.IsFalse(service.Resource.Find(NoNodePorts)) => service.Ports.Length,
            ServiceTypes.LoadBalancer => service.Ports.Count(port => port.Node.Find("nodePort") is { IsNull: false }),
            _ => 0,
        };

        private IEnumerable<ServiceView> Services(string? @namespace) => Of(Kinds.Service, @namespace).Select(graph.ServiceOf);

        private IEnumerable<Wanted> AllClaimsOf(string? @namespace, string? @class, bool isStorage) =>
            ClaimsOf(@namespace, @class, isStorage).Concat(EphemeralOf(@namespace, @class, isStorage));

        private IEnumerable<Wanted> ClaimsOf(string? @namespace, string? @class, bool isStorage)
        {
            foreach (var claim in Of(Kinds.PersistentVolumeClaim, @namespace))
            {
                if ((@class is null || VolumesByClass.ClassOf(claim) is { } own && own.Is(@class))
                    && AmountOf(claim.Find(Requested), claim.NameNode, isStorage) is var (each, at))
                {
                    yield return new Wanted(claim, at, each);
                }
            }

            foreach (var set in Of(Kinds.StatefulSet, @namespace))
            {
                var times = set.Find(Replicas) is { IsNull: false } replicas ? IntOrString.Integer(replicas) : 1;
                foreach (var template in set.Info.ClaimTemplates.SelectMany(set.Select))
                {
                    if (times is > 0 and var pods && (@class is null || template.At(ClassName) is { } own && own.Is(@class))
                        && AmountOf(template.At(Requested), set.NameNode, isStorage) is var (each, at))
                    {
                        yield return new Wanted(set, at, each, pods);
                    }
                }
            }
        }

        private IEnumerable<Wanted> EphemeralOf(string? @namespace, string? @class, bool isStorage)
        {
            foreach (var (template, claim) in Same(@namespace).SelectMany(name => ephemeral.Value[name]))
            {
                if ((@class is null || claim.At(ClassName) is { } own && own.Is(@class))
                    && AmountOf(claim.At(Requested), template.Workload.NameNode, isStorage) is var (each, at))
                {
                    yield return new Wanted(template.Workload, at, each, template.Replicas!.Value, IsEphemeral: true);
                }
            }
        }

        private static (Quantity Each, Node At)? AmountOf(Node? storage, Node name, bool isStorage) =>
            !isStorage ? (Quantity.Of(1), name)
            : storage is { } node && Quantity.Read(node) is { IsPositive: true } amount ? (amount, node)
            : null;

        // "" is the unnamed namespace.
        private IEnumerable<Resource> Of(GroupKind kind, string? @namespace)
        {
            if (!byNamespace.TryGetValue(kind, out var all))
            {
                byNamespace[kind] = all = graph.OfKind(kind).Where(resource => resource.Name.Length > 0)
                    .ToLookup(resource => resource.Namespace ?? "", StringComparer.Ordinal);
            }

            return Same(@namespace).SelectMany(name => all[name]).DistinctBy(resource => resource.Name, StringComparer.Ordinal);
        }

        private IEnumerable<string> Same(string? @namespace) =>
            graph.Namespaces.Same(@namespace).Select(name => name ?? "").Distinct(StringComparer.Ordinal);
    }
}
