using System.Globalization;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Graph;

/// <summary>
/// What operators make, under the names that their documentation gives, of a resource that is called "shop".
/// </summary>
public class ProducersTests
{
    [Theory]
    [InlineData("kafka.strimzi.io/Kafka", "Secret", "shop-cluster-ca-cert shop-cluster-ca shop-clients-ca-cert shop-clients-ca shop-kafka-brokers shop-zookeeper-nodes shop-entity-topic-operator-certs shop-cluster-operator-certs shop-cruise-control-certs")]
    [InlineData("kafka.strimzi.io/Kafka", "ConfigMap", "shop-kafka-config")]
    [InlineData("elasticsearch.k8s.elastic.co/Elasticsearch", "Secret", "shop-es-elastic-user shop-es-http-certs-public")]
    [InlineData("elasticsearch.k8s.elastic.co/Elasticsearch", "ConfigMap", "shop-es-scripts")]
    [InlineData("kibana.k8s.elastic.co/Kibana", "Secret", "shop-kb-http-certs-public default-shop-kibana-user")]
    [InlineData("apm.k8s.elastic.co/ApmServer", "Secret", "shop-apm-token")]
    [InlineData("logstash.k8s.elastic.co/Logstash", "Secret", "shop-ls-http-certs-public")]
    [InlineData("agent.k8s.elastic.co/Agent", "Secret", "shop-agent-http-certs-public")]
    [InlineData("acid.zalan.do/postgresql", "Secret", "app.shop.credentials.postgresql.acid.zalan.do app.shop.credentials")]
    [InlineData("postgresql.cnpg.io/Cluster", "Secret", "shop-app shop-superuser shop-ca shop-server shop-replication")]
    [InlineData("postgresql.cnpg.io/Cluster", "ServiceAccount", "shop")]
    [InlineData("postgresql.cnpg.io/Cluster", "PersistentVolumeClaim", "shop-1 shop-1-wal")]
    [InlineData("postgres-operator.crunchydata.com/PostgresCluster", "Secret", "shop-pguser-app")]
    [InlineData("stackgres.io/SGCluster", "Secret", "shop shop-ssl")]
    [InlineData("rabbitmq.com/RabbitmqCluster", "Secret", "shop-default-user shop-erlang-cookie")]
    [InlineData("rabbitmq.com/RabbitmqCluster", "ServiceAccount", "shop-server")]
    [InlineData("rabbitmq.com/User", "Secret", "shop-user-credentials")]
    [InlineData("mongodbcommunity.mongodb.com/MongoDBCommunity", "Secret", "shop-admin-app")]
    [InlineData("psmdb.percona.com/PerconaServerMongoDB", "Secret", "shop-ssl internal-shop-users")]
    [InlineData("pxc.percona.com/PerconaXtraDBCluster", "Secret", "shop-ssl internal-shop")]
    [InlineData("mysql.oracle.com/InnoDBCluster", "Secret", "shop-backup")]
    [InlineData("k8s.mariadb.com/MariaDB", "Secret", "shop-root")]
    [InlineData("minio.min.io/Tenant", "Secret", "shop-tls")]
    [InlineData("keycloak.org/Keycloak", "Secret", "credential-shop shop-initial-admin shop-db-secret")]
    [InlineData("k8s.keycloak.org/Keycloak", "Secret", "shop-initial-admin")]
    [InlineData("argoproj.io/ArgoCD", "Secret", "shop-cluster argocd-secret")]
    [InlineData("argoproj.io/ArgoCD", "ConfigMap", "argocd-cm")]
    [InlineData("argoproj.io/ArgoCD", "ServiceAccount", "shop-argocd-server")]
    [InlineData("objectbucket.io/ObjectBucketClaim", "Secret", "shop")]
    [InlineData("objectbucket.io/ObjectBucketClaim", "ConfigMap", "shop")]
    [InlineData("ceph.rook.io/CephObjectStoreUser", "Secret", "rook-ceph-object-user-store-shop")]
    [InlineData("ceph.rook.io/CephCluster", "Secret", "rook-ceph-mon")]
    [InlineData("ceph.rook.io/CephCluster", "ConfigMap", "rook-ceph-mon-endpoints")]
    [InlineData("crossplane.io/Provider", "ServiceAccount", "shop-1a2b3c4d5e6f")]
    [InlineData("monitoring.coreos.com/Prometheus", "Secret", "prometheus-shop prometheus-shop-tls-assets-0")]
    [InlineData("monitoring.coreos.com/Prometheus", "ConfigMap", "prometheus-shop-rulefiles-0")]
    [InlineData("monitoring.coreos.com/Alertmanager", "Secret", "alertmanager-shop-generated")]
    [InlineData("jaegertracing.io/Jaeger", "ConfigMap", "shop-sampling-configuration")]
    [InlineData("jaegertracing.io/Jaeger", "ServiceAccount", "shop shop-ui-proxy")]
    [InlineData("grafana.integreatly.org/Grafana", "Secret", "shop-admin-credentials")]
    [InlineData("dragonflydb.io/Dragonfly", "Secret", "shop-tls")]
    [InlineData("kubernetes-client.io/ExternalSecret", "Secret", "shop")]
    [InlineData("ricoberger.de/VaultSecret", "Secret", "shop")]
    [InlineData("onepassword.com/OnePasswordItem", "Secret", "shop")]
    [InlineData("kafka.strimzi.io/KafkaUser", "Secret", "shop")]
    [InlineData("trust.cert-manager.io/Bundle", "ConfigMap", "shop")]
    [InlineData("trust.cert-manager.io/Bundle", "Secret", "shop")]
    [InlineData("cdi.kubevirt.io/DataVolume", "PersistentVolumeClaim", "shop")]
    [InlineData("bitnami.com/SealedSecret", "Secret", "shop")]
    [InlineData("external-secrets.io/ExternalSecret", "Secret", "shop")]
    public void Operators_name_what_they_make_after_the_resource(string maker, string kind, string names)
    {
        var producers = Producers(maker, "{}");

        names.Split(' ').Where(name => !producers.Make(new GroupKind("", kind), "shop", name)).Should().BeEmpty();
        producers.Make(new GroupKind("", kind), "shop", "else").Should().BeFalse();
        producers.Make(new GroupKind("", "Role"), "shop", "shop").Should().BeFalse();
    }

    [Theory]
    [InlineData("cert-manager.io/Certificate", "{secretName: NAME}")]
    [InlineData("cert-manager.io/Issuer", "{acme: {privateKeySecretRef: {name: NAME}}}")]
    [InlineData("cert-manager.io/ClusterIssuer", "{acme: {privateKeySecretRef: {name: NAME}}}")]
    [InlineData("certmanager.k8s.io/Certificate", "{secretName: NAME}")]
    [InlineData("cert.gardener.cloud/Certificate", "{secretName: NAME}")]
    [InlineData("cert.gardener.cloud/Certificate", "{secretRef: {name: NAME}}")]
    [InlineData("bitnami.com/SealedSecret", "{template: {metadata: {name: NAME}}}")]
    [InlineData("external-secrets.io/ExternalSecret", "{target: {name: NAME}}")]
    [InlineData("external-secrets.io/ClusterExternalSecret", "{externalSecretSpec: {target: {name: NAME}}}")]
    [InlineData("external-secrets.io/ClusterExternalSecret", "{externalSecretName: NAME}")]
    [InlineData("secrets-store.csi.x-k8s.io/SecretProviderClass", "{secretObjects: [{secretName: other}, {secretName: NAME}]}")]
    [InlineData("secrets.hashicorp.com/VaultStaticSecret", "{destination: {name: NAME}}")]
    [InlineData("secrets.hashicorp.com/VaultDynamicSecret", "{destination: {name: NAME}}")]
    [InlineData("secrets.hashicorp.com/VaultPKISecret", "{destination: {name: NAME}}")]
    [InlineData("secrets.hashicorp.com/HCPVaultSecretsApp", "{destination: {name: NAME}}")]
    [InlineData("redhatcop.redhat.io/VaultSecret", "{output: {name: NAME}}")]
    [InlineData("isindir.github.com/SopsSecret", "{secretTemplates: [{name: NAME}]}")]
    [InlineData("secrets.infisical.com/InfisicalSecret", "{managedSecretReference: {secretName: NAME}}")]
    [InlineData("secrets.doppler.com/DopplerSecret", "{managedSecret: {name: NAME}}")]
    [InlineData("spv.no/AzureKeyVaultSecret", "{output: {secret: {name: NAME}}}")]
    public void Controllers_make_the_Secret_that_their_resource_names(string maker, string spec)
    {
        var producers = Producers(maker, spec.Replace("NAME", "named", StringComparison.Ordinal));

        producers.Make(Kinds.Secret, "shop", "named").Should().BeTrue();
        producers.Make(Kinds.Secret, "shop", "shop").Should().BeFalse();
    }

    [Fact]
    public void A_bundle_is_in_every_namespace_and_an_ExternalSecret_in_its_own()
    {
        Producers("trust.cert-manager.io/Bundle", "{}").Make(Kinds.ConfigMap, "billing", "shop").Should().BeTrue();
        Producers("external-secrets.io/ExternalSecret", "{}").Make(Kinds.Secret, "billing", "shop").Should().BeFalse();
        Producers("kafka.strimzi.io/Kafka", "{}").Make(Kinds.Secret, "billing", "shop-clients-ca").Should().BeFalse();
    }

    private static Producers Producers(string maker, string spec)
    {
        var slash = maker.IndexOf('/', StringComparison.Ordinal);
        var text = string.Create(CultureInfo.InvariantCulture,
            $"apiVersion: {maker[..slash]}/v1\nkind: {maker[(slash + 1)..]}\nmetadata: {{name: shop, namespace: shop}}\nspec: {spec}\n");
        var resources = ManifestReader.Read(YamlReader.Read(new SourceText("manifest.yaml", text))).Resources;
        return LinkGraphBuilder.Build(resources, Stage.Whole).NamedReferences.Producers;
    }
}
