using System.Collections.Immutable;
using System.Globalization;
using Linter.Graph.Values;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What a pod may not have, or has to have, under a level of the Pod Security Standards.</summary>
/// <param name="At">The value that is forbidden; the name of the container that lacks something.</param>
/// <param name="Container">Of which it is told; null for the whole pod.</param>
/// <param name="Field">The field that is forbidden, with its value; empty where something is missing.</param>
/// <param name="Missing">What the container, or the pod for it, would have to say; empty where something is forbidden.</param>
public sealed record PodSecurityFault(Node At, Container? Container, string Field, ImmutableArray<string> Missing);

/// <summary>The level of the Pod Security Standards that a Namespace enforces, and what pods have against it.</summary>
public sealed class PodSecurity
{
    private readonly bool isRestricted;

    private PodSecurity(Node label)
    {
        Label = label;
        isRestricted = label.Is(PodSecurityFacts.Restricted);
    }

    /// <summary>The value of the Namespace's label.</summary>
    public Node Label { get; }

    /// <summary>Null where the Namespace refuses no pods, or goes by the standards of an old release.</summary>
    public static PodSecurity? Of(Resource @namespace)
    {
        var labels = LabelSet.Read(@namespace.Find(Resource.Paths.Labels));
        if (labels.Find(PodSecurityFacts.EnforceLabel) is not { Value: PodSecurityFacts.Baseline or PodSecurityFacts.Restricted } level
            || labels.Find(PodSecurityFacts.VersionLabel) is { } version && !IsRecent(version.Value))
        {
            return null;
        }

        return new PodSecurity(level.ValueNode);
    }

    /// <summary>In the order of the manifest: what the pod has first, then what each container has and lacks.</summary>
    public IEnumerable<PodSecurityFault> Judge(PodTemplate pods)
    {
        if (pods.Spec is not { IsMapping: true } spec || spec.Find("os")?.Find("name")?.Value is { } system && system != "linux")
            return [];

        // A pod with users of its own may run as root in them.
        var (own, mayBeRoot) = (spec.Find("securityContext"), WorkloadReport.IsFalse(spec.Find("hostUsers")));
        return OfPod(spec).Concat(OfAnnotations(pods)).Concat(OfContext(own, null, mayBeRoot))
            .Concat(pods.Containers.Where(container => container.Node.IsMapping)
                .SelectMany(container => OfContainer(own, container, mayBeRoot)));
    }

    private IEnumerable<PodSecurityFault> OfPod(Node spec)
    {
        foreach (var field in PodSecurityFacts.HostFields)
        {
            if (spec.Find(field) is { } value && WorkloadReport.IsTrue(value))
                yield return Forbidden(value, null, $"{field}: true");
        }

        foreach (var volume in spec.Find("volumes")?.Items ?? default)
        {
            if (volume.FindEntry("hostPath") is { Value.IsNull: false } path)
            {
                yield return Forbidden(path.Key, null, "hostPath");
            }
            else if (isRestricted
                && volume.Entries.FirstOrDefault(entry => PodSecurityFacts.RestrictedVolumes
                    .Contains(entry.Key.Value, StringComparer.Ordinal)
                    && !entry.Value.IsNull) is { Key.Tree: not null } source)
            {
                yield return Forbidden(source.Key, null, source.Key.Value);
            }
        }
    }

    private static IEnumerable<PodSecurityFault> OfAnnotations(PodTemplate pods)
    {
        foreach (var annotation in pods.Node.Find("metadata")?.Find("annotations")?.Entries ?? default)
        {
            if (annotation.Key.Value.StartsWith(PodSecurityFacts.AppArmorAnnotation, StringComparison.Ordinal)
                && ValueList.Text(annotation.Value) is { } profile && !PodSecurityFacts.AllowsAppArmor(profile.Value))
            {
                yield return Forbidden(profile, null, $"{annotation.Key.Value}: {profile.Value}");
            }
        }
    }

    // What pods and containers both may say.
    private IEnumerable<PodSecurityFault> OfContext(Node? context, Container? container, bool mayBeRoot)
    {
        foreach (var profile in (string[])["seccompProfile", "appArmorProfile"])
        {
            if (context?.Find(profile)?.Find("type") is { } type && type.Is("Unconfined"))
                yield return Forbidden(type, container, $"securityContext.{profile}.type: Unconfined");
        }

        if (context?.Find("seLinuxOptions") is { IsMapping: true } options)
        {
            foreach (var field in (string[])["type", "user", "role"])
            {
                if (ValueList.Filled(options.Find(field)) is { } value && !Placeholders.IsPlaceholder(value.Value)
                    && !(field == "type" && PodSecurityFacts.SELinuxTypes.Contains(value.Value, StringComparer.Ordinal)))
                {
                    yield return Forbidden(value, container, $"securityContext.seLinuxOptions.{field}: {value.Value}");
                }
            }
        }

        // Only a pod has them.
        foreach (var sysctl in container is null && context?.Find("sysctls") is { } sysctls ? sysctls.Items : default)
        {
            if (ValueList.Filled(sysctl.Find("name")) is { } name && !Placeholders.IsPlaceholder(name.Value)
                && !PodSecurityFacts.Sysctls.Contains(name.Value, StringComparer.Ordinal))
            {
                yield return Forbidden(name, container, $"securityContext.sysctls: {name.Value}");
            }
        }

        if (!isRestricted || mayBeRoot)
            yield break;
        if (context?.Find("runAsUser") is { } user && IntOrString.Integer(user) == 0)
            yield return Forbidden(user, container, "securityContext.runAsUser: 0");
        if (context?.Find("runAsNonRoot") is { } nonRoot && WorkloadReport.IsFalse(nonRoot))
            yield return Forbidden(nonRoot, container, "securityContext.runAsNonRoot: false");
    }

    private IEnumerable<PodSecurityFault> OfContainer(Node? ofPod, Container container, bool mayBeRoot)
    {
        var context = container.Node.Find("securityContext");
        foreach (var fault in OfContext(context, container, mayBeRoot))
            yield return fault;
        if (context?.Find("privileged") is { } privileged && WorkloadReport.IsTrue(privileged))
            yield return Forbidden(privileged, container, "securityContext.privileged: true");
        if ((isRestricted || !mayBeRoot) && context?.Find("procMount") is { } proc && proc.Is("Unmasked"))
            yield return Forbidden(proc, container, "securityContext.procMount: Unmasked");
        if (isRestricted && context?.Find("allowPrivilegeEscalation") is { } escalation && WorkloadReport.IsTrue(escalation))
            yield return Forbidden(escalation, container, "securityContext.allowPrivilegeEscalation: true");

        foreach (var added in context?.Find("capabilities")?.Find("add")?.Items ?? default)
        {
            if (added.IsScalar && !added.IsNull
                && !(isRestricted
                    ? added.Is(PodSecurityFacts.RestrictedCapability)
                    : PodSecurityFacts.BaselineCapabilities.Contains(added.Value, StringComparer.Ordinal)))
            {
                yield return Forbidden(added, container, $"securityContext.capabilities.add: {added.Value}");
            }
        }

        foreach (var port in container.Ports.Where(port => port.HostPort is not null))
        {
            yield return Forbidden(port.Node.Find("hostPort")!.Value, container,
                $"hostPort: {port.HostPort!.Value.ToString(CultureInfo.InvariantCulture)}");
        }

        if (isRestricted && Missing(ofPod, context, mayBeRoot) is { IsEmpty: false } missing)
            yield return new PodSecurityFault(container.NameNode, container, "", missing);
    }

    private static ImmutableArray<string> Missing(Node? ofPod, Node? own, bool mayBeRoot)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        if (own?.Find("allowPrivilegeEscalation") is not { IsNull: false })
            missing.Add("allowPrivilegeEscalation: false");
        if (!(own?.Find("capabilities")?.Find("drop")?.Items ?? default).Any(item => item.Is("ALL")))
            missing.Add("capabilities.drop: [ALL]");
        if (!mayBeRoot && Given(own, ofPod, "runAsNonRoot") is null)
            missing.Add("runAsNonRoot: true");
        if (Given(own, ofPod, "seccompProfile") is null)
            missing.Add("seccompProfile.type: RuntimeDefault");
        return missing.DrainToImmutable();
    }

    private static Node? Given(Node? own, Node? ofPod, string field) =>
        own?.Find(field) is { IsNull: false } inner ? inner : ofPod?.Find(field) is { IsNull: false } outer ? outer : null;

    private static PodSecurityFault Forbidden(Node at, Container? container, string field) => new(at, container, field, []);

    // "v1.31", "latest".
    private static bool IsRecent(string version) =>
        version == "latest"
        || (version.StartsWith("v1.", StringComparison.Ordinal)
            && int.TryParse(version.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && minor >= PodSecurityFacts.FirstMinor);
}
