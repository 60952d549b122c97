using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Graph;

public sealed class HostScannerTests
{
    [Theory]
    [InlineData("cart:7070", "cart:7070")]
    [InlineData("jdbc:postgresql://db:5432/shop?ssl=on", "db:5432")]
    [InlineData("mongodb://user:p4:ss@a.db:27017,b.db:27017/x", "a.db:27017 b.db:27017")]
    [InlineData("http://a:9200,http://b:9200", "a:9200 b:9200")]
    [InlineData("kafka-0.kafka:9092,kafka-1.kafka:9092", "kafka-0.kafka:9092 kafka-1.kafka:9092")]
    [InlineData("--store=dnssrv+_grpc._tcp.thanos.obs.svc.cluster.local", "_grpc._tcp.thanos.obs.svc.cluster.local")]
    [InlineData("user:pass@tcp(mysql:3306)/shop", "mysql:3306")]
    [InlineData("until nc -z db:5432; do sleep 1; done", "db:5432")]
    [InlineData("server web.shop.svc.cluster.local; # not other.shop.svc", "web.shop.svc.cluster.local")]
    [InlineData("https://web.shop.svc/path", "web.shop.svc")]
    [InlineData("echo waiting; nc -z db 5432", "db:5432")]
    [InlineData("while echo waiting && ! nc -z db 5432; do sleep 1; done", "db:5432")]
    [InlineData("until nc -z db 5432; do echo waiting for db; sleep 1; done", "db:5432")]
    [InlineData("while ! nc -zv -w 2 db.shop 5432 >/dev/null; do wget http://web:80; done", "db.shop:5432 web:80")]
    [InlineData("curl web:81 && /usr/bin/nc -vz -w5 db 5432&&nc db 5433", "web:81 db:5432 db:5433")]
    public void Hosts_are_found_in_every_common_form(string text, string expected) => Hosts(text).Should().Be(expected);

    [Theory]
    [InlineData("registry.example.com/redis:6379")]
    [InlineData("redis:6")]
    [InlineData("redis:6379-alpine")]
    [InlineData("docker://redis:6379")]
    [InlineData("12:30:00")]
    [InlineData("10.0.0.1:6379")]
    [InlineData("# http://web:80")]
    [InlineData("${HOST}:8080 $HOST:8080")]
    [InlineData("${URL:http://$HOST:80}")]
    [InlineData(".svc,.cluster.local,*.shop.svc")]
    [InlineData("http://web-{{ n }}:80 http://web$(X):80")]
    [InlineData("{\"replicas\":8080}")]
    [InlineData("http:///a@gone")]
    [InlineData("http:// a@gone")]
    [InlineData("nc -l db 5432")]
    [InlineData("nc -uz db 5432")]
    [InlineData("nc -z $HOST 5432; nc -z db $PORT; nc -z db 1-5432; nc db; nc; nc -z")]
    [InlineData("# nc -z db 5432")]
    [InlineData("echo nc db 5432")]
    [InlineData("until true; do echo waiting for nc db 5432; done")]
    [InlineData("true && printf 'nc db 5432'")]
    [InlineData("sync db 5432")]
    [InlineData("nc -z 10.0.0.1 5432")]
    public void What_is_no_host_is_left_alone(string text) => Hosts(text).Should().BeEmpty();

    [Theory]
    [InlineData("text: \"a \\u0041\\n  web:80 \\\n      b web:81\"")]
    [InlineData("text: \"a\n\n      b\n      web:80 web:81\"")]
    [InlineData("text: 'it''s\n      web:80 web:81'")]
    [InlineData("text: a\n      web:80\n      web:81")]
    [InlineData("text: |\n\n      a\n        web:80\n      web:81")]
    public void A_part_of_a_value_is_found_where_it_stands(string entry)
    {
        foreach (var end in new[] { "\n", "" })
        {
            var source = new SourceText("a.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  {entry}{end}");
            var scalar = ManifestReader.Read(YamlReader.Read(source)).Resources[0].Find(NodePath.Parse("data.text"))!.Value;
            foreach (var number in new[] { "80", "81" })
            {
                var offset = scalar.Value.IndexOf("web:" + number, StringComparison.Ordinal);
                var span = new ScalarPlaces().Find(scalar, offset, "web".Length);
                span!.Value.Start.Should().Be(source.Text.IndexOf("web:" + number, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("upstream cart { server 10.0.0.1; }", "cart")]
    [InlineData("backend\tcart\n  server a 10.0.0.1", "cart")]
    [InlineData("upstream a;\nupstream b;", "a b")]
    [InlineData("upstreams cart", "")]
    [InlineData("upstream { }", "")]
    [InlineData("upstream", "")]
    [InlineData("web cart", "")]
    public void Names_that_a_text_defines_are_no_hosts(string text, string expected) =>
        string.Join(' ', HostScanner.NamesDefined(text)).Should().Be(expected);

    [Theory]
    [InlineData("web-1", "web-2", true)]
    [InlineData("redis-master", "redis-slave", true)]
    [InlineData("postgres-rw", "postgres-ro", true)]
    [InlineData("postgres", "postgres-r", true)]
    [InlineData("mysql8", "mysql", true)]
    [InlineData("cart-svc", "cart", false)]
    [InlineData("checkout", "chekout", false)]
    [InlineData("order-servce", "order-service", false)]
    public void Members_of_a_set_are_no_slips(string name, string other, bool expected) =>
        MissingServices.AreSiblings(name, other).Should().Be(expected);

    private static string Hosts(string text) => string.Join(' ', HostScanner.Scan(text).Select(host =>
        host.PortLength == 0
            ? Part(text, host.Start, host.Length)
            : $"{Part(text, host.Start, host.Length)}:{Part(text, host.PortStart, host.PortLength)}"));

    private static string Part(string text, int start, int length) => text.AsSpan(start, length).ToString();
}
