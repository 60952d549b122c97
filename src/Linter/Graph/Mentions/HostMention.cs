using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A host that a container's env, args or command names, or a ConfigMap, or a trigger of KEDA.</summary>
public sealed class HostMention
{
    private readonly string within;
    private readonly Node? name;
    private readonly ExpandedText text;
    private readonly HostText host;

    /// <param name="from">The workload, the ConfigMap or the object of KEDA.</param>
    /// <param name="pods">Null for all but workloads.</param>
    /// <param name="field">Where it stands: env, args, command, data, metadata.</param>
    /// <param name="name">The variable's or the key's; null where the field has none.</param>
    /// <param name="text">What is said there.</param>
    /// <param name="host">The host in it.</param>
    internal HostMention(Resource from, PodTemplate? pods, string field, Node? name, ExpandedText text, HostText host)
    {
        From = from;
        Pods = pods;
        within = field;
        this.name = name;
        this.text = text;
        this.host = host;
        Host = text.Text.Slice(host.Start, host.Length).ToString();
        if (host.PortLength > 0)
            Port = int.Parse(text.Text.Slice(host.PortStart, host.PortLength), CultureInfo.InvariantCulture);
    }

    /// <summary>The workload, the ConfigMap or the object of KEDA.</summary>
    public Resource From { get; }

    /// <summary>The pods whose container says it; null for all but workloads.</summary>
    public PodTemplate? Pods { get; }

    /// <summary>"env 'CART_ADDR'", "args", "'nginx.conf'".</summary>
    public MessageText Place =>
        name is not { } named ? MessageText.Plain(within)
            : Pods is null ? MessageText.Of($"'{named.Value}'")
            : MessageText.Of($"env '{named.Value}'");

    public HostForm Form => host.Form;

    /// <summary>As written, variables expanded.</summary>
    public string Host { get; }

    /// <summary>Null where the text gives none.</summary>
    public int? Port { get; }

    /// <summary>What the URL's scheme stands for where it gives no port: 80 for http; null for schemes whose port is not certain.</summary>
    public int? DefaultPort => host.DefaultPort == 0 ? null : host.DefaultPort;

    /// <summary>The scalar that says the host.</summary>
    public Node Node => text.Origin(host.Start, host.Length).Scalar;

    /// <summary>The host in the file; its whole scalar where it does not stand there in one piece.</summary>
    public SourceSpan HostSpan => PartOfHost(0, host.Length) ?? Node.Span;

    /// <summary>The scalar that says the port; the host's where there is none.</summary>
    public Node PortNode => host.PortLength > 0 ? text.Origin(host.PortStart, host.PortLength).Scalar : Node;

    /// <summary>The port in the file; the host where there is none.</summary>
    public SourceSpan PortSpan => host.PortLength == 0 ? HostSpan
        : PortPlace() ?? PortNode.Span;

    /// <summary>"cart:7070", or the host alone.</summary>
    public override string ToString() => Port is { } port ? $"{Host}:{port.ToString(CultureInfo.InvariantCulture)}" : Host;

    /// <summary>Some characters of the host in the file; null where they do not stand there so.</summary>
    internal SourceSpan? PartOfHost(int start, int length)
    {
        var (scalar, offset) = text.Origin(host.Start + start, length);
        return text.Places.Find(scalar, offset, length);
    }

    /// <summary>The port in the file; null where it does not stand there so.</summary>
    internal SourceSpan? PortPlace()
    {
        if (host.PortLength == 0)
            return null;

        var (scalar, offset) = text.Origin(host.PortStart, host.PortLength);
        return text.Places.Find(scalar, offset, host.PortLength);
    }

    /// <summary>What tells two mentions of one place apart: the same scalar, host and port are one.</summary>
    internal (Node Scalar, int Offset, string Host, int? Port) Key
    {
        get
        {
            var (scalar, offset) = text.Origin(host.Start, host.Length);
            return (scalar, offset, Host, Port);
        }
    }
}
