using System.Collections.Immutable;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Ports that well-known images listen on, although manifests seldom declare all of them. Sources: the EXPOSE lines of their
/// Dockerfiles; from the documentation, HAProxy's healthz, what Vault's servers tell each other (cluster_addr), and Consul's gRPC;
/// from the defaults of their flags, ingress-nginx (healthz-port, validating webhook) and Node Feature Discovery (metrics, grpc-health).
/// </summary>
internal static class ImagePorts
{
    private static readonly ImmutableArray<Row> Rows =
    [
        new("keycloak", [8080, 8443, 9000]),
        new("rabbitmq", [4369, 5671, 5672, 15691, 15692, 25672]),
        new("rabbitmq", [15671, 15672]) { InTag = "management" },
        new("haproxytech/kubernetes-ingress", [1042]),
        new("ingress-nginx/controller", [80, 443, 8443, 10254]),
        new("nginx-ingress-controller", [80, 443, 8443, 10254]),
        new("node-feature-discovery", [8080, 8081, 8082]),
        new("cassandra", [7000, 7001, 7199, 9042, 9160]),
        new("cockroach", [8080, 26257]),
        new("consul", [8300, 8301, 8302, 8500, 8502, 8503, 8600]),
        new("elasticsearch", [9200, 9300]),
        new("etcd", [2379, 2380]),
        new("nats", [4222, 6222, 8222]),
        new("vault", [8200, 8201]),
        new("zookeeper", [2181, 2888, 3888, 8080]),
    ];

    /// <summary>Those of a container's image; none for an image of unknown ports.</summary>
    public static IEnumerable<int> Of(Node container)
    {
        if (container.Find("image") is not { IsScalar: true, IsNull: false } image)
            return [];

        var reference = ImageReference.Split(image.Value);
        return Rows.Where(row => row.Is(reference)).SelectMany(row => row.Ports);
    }

    /// <param name="Image">The repository, or the end of its path.</param>
    /// <param name="Ports">What it listens on.</param>
    private sealed record Row(string Image, ImmutableArray<int> Ports)
    {
        /// <summary>A word of the tags that are meant.</summary>
        public string InTag { get; init; } = "";

        public bool Is(ImageReference image) =>
            image.Repository.EndsWith(Image, StringComparison.Ordinal)
            && (image.Repository.Length == Image.Length || image.Repository[^(Image.Length + 1)] == '/')
            && (InTag.Length == 0 || image.Tag?.Contains(InTag, StringComparison.Ordinal) == true);
    }
}
