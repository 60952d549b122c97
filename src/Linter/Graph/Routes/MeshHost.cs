using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>How a host stands in a resource of Istio.</summary>
public enum MeshHostForm
{
    /// <summary>Without a dot: a Service of the resource's own namespace.</summary>
    Short,

    /// <summary>SERVICE.NAMESPACE.svc.cluster.local: a Service.</summary>
    Whole,

    /// <summary>The same with the end left off or misspelt: no Service is called so.</summary>
    Cut,

    /// <summary>A name of the world, a wildcard, an address, or a name of another zone.</summary>
    Other,
}

/// <summary>
/// A host that a resource of Istio names. Istio completes only names without a dot, by the namespace of the resource that says them;
/// every other one is taken as it stands (ResolveShortnameToFQDN in istio/istio, pkg/config/model.go).
/// </summary>
public sealed class MeshHost
{
    private const string Zone = ".svc." + ClusterName.ClusterZone;

    private MeshHost(Resource from, Node owner, Node node)
    {
        From = from;
        Owner = owner;
        Node = node;
        Text = node.Value;
        Form = FormOf(Text, out var service, out var @namespace);
        Service = service;
        Namespace = Form == MeshHostForm.Short ? from.Namespace : @namespace;
    }

    public Resource From { get; }

    /// <summary>The mapping that holds it.</summary>
    public Node Owner { get; }

    public Node Node { get; }

    /// <summary>As written.</summary>
    public string Text { get; }

    public MeshHostForm Form { get; }

    /// <summary>Empty where it is no Service's name.</summary>
    public string Service { get; }

    /// <summary>Null for the unnamed namespace.</summary>
    public string? Namespace { get; }

    /// <summary>The name as Istio completes it; null where that takes a namespace which nothing names.</summary>
    public string? WholeName => Form != MeshHostForm.Short ? Text : Namespace is null ? null : WholeNameOf(Service, Namespace);

    /// <summary>"reviews.prod.svc.cluster.local".</summary>
    public static string WholeNameOf(string service, string @namespace) => $"{service}.{@namespace}{Zone}";

    /// <summary>The host under a key; null where none can be read, or where it is filled in before it is applied.</summary>
    internal static MeshHost? Read(Resource from, Node? owner, string key = "host") =>
        owner is { IsMapping: true } mapping && mapping.FindText(key) is { } node && !Placeholders.IsPlaceholder(node.Value)
            ? new MeshHost(from, mapping, node)
            : null;

    /// <summary>Whether both are the name of one Service, or the same name.</summary>
    internal Meeting Meets(Namespaces namespaces, MeshHost other) =>
        Form is MeshHostForm.Short or MeshHostForm.Whole && other.Form is MeshHostForm.Short or MeshHostForm.Whole
            ? Service == other.Service ? namespaces.Meet(Namespace, other.Namespace) : Meeting.No
            : Text == other.Text ? Meeting.Yes : Meeting.No;

    private static MeshHostForm FormOf(string text, out string service, out string? @namespace)
    {
        (service, @namespace) = (text, null);
        if (DnsNames.IsLabel(text))
            return MeshHostForm.Short;

        var labels = text.Split('.');
        if (labels.Length > 1 && DnsNames.IsLabel(labels[0]) && DnsNames.IsLabel(labels[1]))
        {
            (service, @namespace) = (labels[0], labels[1]);
            var rest = text[(labels[0].Length + 1 + labels[1].Length)..];
            if (rest == Zone)
                return MeshHostForm.Whole;
            if (rest is "" or ".svc" or ".svc.cluster" || IsMisspelt(text))
                return MeshHostForm.Cut;
        }

        (service, @namespace) = ("", null);
        return MeshHostForm.Other;
    }

    // "cluster2.local" is the zone of another cluster.
    private static bool IsMisspelt(string text) =>
        ClusterName.Read(text) is [{ MisspeltZone: { } zone, Pod: null }] && NameSlips.IsSlip(zone, ClusterName.ClusterZone);
}

/// <summary>
/// Names with wildcards as Istio compares them (Name.Matches in istio/istio, pkg/config/host): a leading '*' stands for any beginning.
/// </summary>
internal static class MeshNames
{
    /// <summary>Some host is meant by both.</summary>
    public static bool Meet(string one, string other) => Covers(one, other) || Covers(other, one);

    /// <summary>The first stands for the second, wildcard or not.</summary>
    public static bool Covers(string pattern, string host) => pattern.StartsWith('*')
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase);
}
