using Linter.Tests.Cli;
using Linter.Tests.Support;

namespace Linter.Tests.Rules;

/// <summary>Names that kustomize changes, by the real tool, and what then says the old ones.</summary>
public sealed class RenamedNamesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_slip_of_a_name_that_kustomize_changes_is_one_of_the_name_as_it_is_written()
    {
        const string Pods =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: front}\nspec:\n  selector: {matchLabels: {app: front}}\n  template:\n    metadata: {labels: {app: front}}\n"
            + "    spec: {serviceAccountName: frnot, containers: [{name: a, image: 'a:1', envFrom: [{configMapRef: {name: setings}}]}]}\n";
        folder.With("base/kustomization.yaml",
            "namePrefix: a-\nresources: [web.yaml]\nconfigMapGenerator: [{name: settings, literals: [A=b]}]\n")
            .With("base/web.yaml",
                Pods
                    + "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: front}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: front}, ports: [{port: 80}]}\n---\n"
                    + Sending("front", "fornt"))
            .With("prod/kustomization.yaml", "nameSuffix: -v2\nresources: [../base, more.yaml]\n")
            .With("prod/more.yaml",
                Sending("other", "a-fornt")
                + "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: front, port: 80}]}]}\n"
                + "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: front}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: fornt}}\n"
                + "---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: store}\nspec: {serviceName: stroe, selector: {matchLabels: {app: store}}, template: {metadata: {labels: {app: store}}, spec: {containers: [{name: a, image: 'a:1'}]}}}\n"
                + "---\napiVersion: v1\nkind: Service\nmetadata: {name: store}\nspec: {clusterIP: None, selector: {app: store}, ports: [{port: 80}]}\n");
        Lines().Where(line => line.Contains(" error: ", StringComparison.Ordinal)).Should().Equal(
            "base/web.yaml:8:32: error: Deployment 'a-front-v2' runs as ServiceAccount 'frnot', which nothing in the same namespace defines; nearest is 'front', rendered as 'a-front-v2' [service-account-not-found]",
            "base/web.yaml:8:108: error: Deployment 'a-front-v2' reads ConfigMap 'setings', which nothing in the same namespace defines; nearest is 'settings', generated as 'a-settings-v2-b9t2424hkf' [config-map-not-found]",
            "base/web.yaml:22:41: error: Ingress 'a-front-v2' sends everything to Service 'fornt', which no manifest in the same namespace defines; nearest is 'front', rendered as 'a-front-v2' [ingress-service-not-found]",
            "prod/more.yaml:4:41: error: Ingress 'other-v2' sends everything to Service 'a-fornt', which no manifest in the same namespace defines; nearest is 'a-front', rendered as 'a-front-v2' [ingress-service-not-found]",
            "prod/more.yaml:9:66: error: 'HTTPRoute web-v2' sends '*/' to Service 'front', which kustomize renders as 'a-front-v2' [route-service-not-found]",
            "prod/more.yaml:14:86: error: 'HorizontalPodAutoscaler front-v2' scales 'Deployment fornt', which no manifest in the same namespace defines; nearest is 'front', rendered as 'a-front-v2' [scale-target-not-found]",
            "prod/more.yaml:19:21: error: 'StatefulSet store-v2' is governed by Service 'stroe', which no manifest in the same namespace defines; nearest is 'store', rendered as 'store-v2' [governing-service]");
    }

    [Fact]
    public void What_kustomize_does_not_rename_is_said_with_the_name_as_it_is_written()
    {
        const string Cart =
            "apiVersion: v1\nkind: Service\nmetadata: {name: basket}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n"
            + "  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: a, image: 'a:1', args: ['--peer=http://basket:80', '--peer=http://baskt:80', '--peer=http://prod-basket:80']}]}\n";
        const string Tls =
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {tls: [{secretName: site-tsl}], defaultBackend: {service: {name: basket, port: {number: 80}}}}\n"
            + "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {gatewayClassName: a, listeners: [{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: site-tls}]}}]}\n"
            + "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec: {parentRefs: [{name: prod-edge}], rules: [{backendRefs: [{name: baskt, port: 80}]}]}\n";
        const string Hooks =
            "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: hook}\nwebhooks: [{name: a.example.com, clientConfig: {service: {name: baskt, namespace: shop, port: 80}}, admissionReviewVersions: [v1], sideEffects: None}]\n"
            + "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.example.com}\nspec: {group: example.com, scope: Namespaced, names: {kind: A, plural: as}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}],"
            + " conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {service: {name: basket, namespace: shop, port: 80}}}}}\n";
        folder.With("base/kustomization.yaml",
            "namespace: shop\nresources: [cart.yaml, tls.yaml, hooks.yaml]\nsecretGenerator: [{name: site-tls, type: kubernetes.io/tls, literals: [tls.crt=a, tls.key=b]}]\n")
            .With("base/cart.yaml", Cart).With("base/tls.yaml", Tls).With("base/hooks.yaml", Hooks)
            .With("prod/kustomization.yaml", "namePrefix: prod-\nresources: [../base]\n");
        Lines().Where(line => line.Contains("-not-found]", StringComparison.Ordinal)).Should().Equal(
            "base/cart.yaml:13:56: warning: 'Deployment prod-web' calls 'basket:80' (args), but kustomize renders Service 'basket' as 'prod-basket' [dns-name-not-found]",
            "base/cart.yaml:13:83: warning: 'Deployment prod-web' calls 'baskt:80' (args), but no Service 'baskt' is in namespace 'shop'; nearest is 'basket', rendered as 'prod-basket' [dns-name-not-found]",
            "base/hooks.yaml:4:65: error: 'ValidatingWebhookConfiguration prod-hook' calls Service 'baskt' in namespace 'shop', which no manifest defines; nearest is 'basket', rendered as 'prod-basket' [webhook-service-not-found]",
            "base/hooks.yaml:9:278: error: 'CustomResourceDefinition as.example.com' calls Service 'basket' in namespace 'shop', which kustomize renders as 'prod-basket' [webhook-service-not-found]",
            "base/tls.yaml:4:27: error: Ingress 'prod-web' takes its certificate from Secret 'site-tsl', which nothing in namespace 'shop' defines; nearest is 'site-tls', rendered as 'prod-site-tls-m6h7bkm2dg' [ingress-tls-secret-not-found]",
            "base/tls.yaml:9:110: error: Gateway 'prod-edge' serves TLS with Secret 'site-tls', which kustomize generates as 'prod-site-tls-m6h7bkm2dg' [secret-not-found]",
            "base/tls.yaml:14:71: error: 'HTTPRoute prod-web' sends '*/' to Service 'baskt', which no manifest in namespace 'shop' defines; nearest is 'basket', rendered as 'prod-basket' [route-service-not-found]");
    }

    [Fact]
    public void Hosts_and_gateways_of_Istio_keep_the_names_that_kustomize_changes()
    {
        folder.With("kustomization.yaml", "namePrefix: prod-\nresources: [cart.yaml]\n")
            .With("cart.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {selector: {app: cart}, ports: [{port: 80}]}\n"
                + "---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: public}\nspec: {servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]}\n"
                + "---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: shop}\nspec: {hosts: [shop.example.com], gateways: [public], http: [{route: [{destination: {host: cart}}, {destination: {host: prod-cart}}]}]}\n"
                + "---\napiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: cart}\nspec: {host: cart}\n");
        Lines().Where(line => line.Contains(" warning: ", StringComparison.Ordinal)).Should().Equal(
            "cart.yaml:14:46: warning: 'VirtualService prod-shop' attaches to Gateway 'public', but kustomize renders Gateway 'public' as 'prod-public' [route-parent-not-found]",
            "cart.yaml:14:92: warning: 'VirtualService prod-shop' sends 'shop.example.com/' to host 'cart', but kustomize renders Service 'cart' as 'prod-cart' [route-service-not-found]",
            "cart.yaml:19:14: warning: 'DestinationRule prod-cart' is for host 'cart', but kustomize renders Service 'cart' as 'prod-cart' [destination-rule-unmatched]");
        string.Join('\n', Lines("text")).Should().Contain(" no such Gateway\n")
            .And.Contain("kustomize does not rename what 'gateways' names: fill it in with replacements, or patch it to 'prod-public'")
            .And.Contain("the VirtualService gets no traffic from there");
    }

    [Fact]
    public void A_Secret_that_another_resource_makes_is_renamed_and_an_Ingress_does_not_follow()
    {
        const string Ingress =
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: NAME}\nspec: {tls: [{secretName: SECRET}], rules: [{host: a.example.com}]}\n---\n";
        folder.With("kustomization.yaml", "namePrefix: prod-\nresources: [web.yaml]\n")
            .With("web.yaml",
                Ingress.Replace("NAME", "one", StringComparison.Ordinal).Replace("SECRET", "site-tls", StringComparison.Ordinal)
                + Ingress.Replace("NAME", "two", StringComparison.Ordinal).Replace("SECRET", "stie-tls", StringComparison.Ordinal)
                + "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: site-tls}\nspec: {encryptedData: {tls.crt: AgA=, tls.key: AgA=}, template: {type: kubernetes.io/tls}}\n");
        Lines().Where(line => line.Contains("-not-found]", StringComparison.Ordinal)).Should().Equal(
            "web.yaml:4:27: error: Ingress 'prod-one' takes its certificate from Secret 'site-tls', which kustomize renders as 'prod-site-tls' [ingress-tls-secret-not-found]",
            "web.yaml:9:27: error: Ingress 'prod-two' takes its certificate from Secret 'stie-tls', which nothing in the same namespace defines; nearest is 'site-tls', rendered as 'prod-site-tls' [ingress-tls-secret-not-found]");
        string.Join('\n', Lines("text")).Should().NotContain("renames what refers to it, too")
            .And.Contain("help: did you mean 'site-tls'? kustomize renames only the references that its nameReference has");
    }

    [Fact]
    public void An_autoscaler_of_another_project_does_not_follow_its_workload()
    {
        const string Scaler =
            "---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: NAME}\nspec: {scaleTargetRef: {name: TARGET}, triggers: [{type: cron, metadata: {}}]}\n";
        const string Workload =
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: NAME}\nspec: {selector: {matchLabels: {app: NAME}}, template: {metadata: {labels: {app: NAME}}, spec: {containers: [{name: a, image: 'a:1'}]}}}\n";
        folder.With("kustomization.yaml", "namePrefix: prod-\nresources: [web.yaml]\n")
            .With("web.yaml",
                Scaler.Replace("NAME", "one", StringComparison.Ordinal).Replace("TARGET", "checkout", StringComparison.Ordinal)
                + Scaler.Replace("NAME", "two", StringComparison.Ordinal).Replace("TARGET", "paymnets", StringComparison.Ordinal)
                + "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: three}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shiping}}\n"
                + string.Concat(((string[])["checkout", "payments", "shipping"])
                    .Select(name => Workload.Replace("NAME", name, StringComparison.Ordinal))));
        Lines().Where(line => line.Contains("-not-found]", StringComparison.Ordinal)).Should().Equal(
            "web.yaml:5:31: error: 'ScaledObject prod-one' scales 'Deployment checkout', which kustomize renders as 'prod-checkout' [scale-target-not-found]",
            "web.yaml:10:31: error: 'ScaledObject prod-two' scales 'Deployment paymnets', which no manifest in the same namespace defines; nearest is 'payments', rendered as 'prod-payments' [scale-target-not-found]",
            "web.yaml:15:86: error: 'HorizontalPodAutoscaler prod-three' scales 'Deployment shiping', which no manifest in the same namespace defines; nearest is 'shipping', rendered as 'prod-shipping' [scale-target-not-found]");
        var text = string.Join('\n', Lines("text"));
        text.Should().Contain("help: did you mean 'payments'? kustomize renames only the references that its nameReference has")
            .And.Contain("help: did you mean 'shipping'? kustomize renames what refers to it, too");
        text.Split("fix, to be checked: ").Should().HaveCount(2, "an edit that would not be followed mends nothing");
    }

    [Fact]
    public void Custom_resources_do_not_follow_what_they_name()
    {
        const string Workload =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec: {selector: {matchLabels: {app: cart}}, template: {metadata: {labels: {app: cart}}, spec: {containers: [{name: a, image: 'a:1'}]}}}\n";
        const string Rollout =
            "---\napiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: NAME}\nspec:\n  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: WORKLOAD}\n"
            + "  strategy: {canary: {steps: [{analysis: {templates: [{templateName: ANALYSIS}]}}]}}\n";
        const string Analysis =
            "---\napiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: latency}\nspec: {metrics: [{name: a, provider: {job: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}}}]}\n";
        folder.With("kustomization.yaml", "namePrefix: prod-\nresources: [web.yaml]\n")
            .With("web.yaml", Workload + Analysis
                + Rollout.Replace("NAME", "one", StringComparison.Ordinal).Replace("WORKLOAD", "cart", StringComparison.Ordinal).Replace("ANALYSIS", "latency", StringComparison.Ordinal)
                + Rollout.Replace("NAME", "two", StringComparison.Ordinal).Replace("WORKLOAD", "crat", StringComparison.Ordinal).Replace("ANALYSIS", "prod-latency", StringComparison.Ordinal));
        Lines().Where(line => line.Contains("asks for", StringComparison.Ordinal)).Should().Equal(
            "web.yaml:15:62: warning: 'Rollout prod-one' asks for 'Deployment cart', which kustomize renders as 'prod-cart' [invalid-value]",
            "web.yaml:16:70: warning: 'Rollout prod-one' asks for 'AnalysisTemplate latency', which kustomize renders as 'prod-latency' [invalid-value]",
            "web.yaml:22:62: warning: 'Rollout prod-two' asks for 'Deployment crat', which these manifests do not have; nearest is 'cart', rendered as 'prod-cart' [invalid-value]");
        string.Join('\n', Lines("text")).Should().Contain("help: did you mean 'cart'? kustomize renames only the references that its nameReference has");
    }

    private static string Sending(string name, string service) =>
        $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: {name}}}\nspec: {{defaultBackend: {{service: {{name: {service}, port: {{number: 80}}}}}}}}\n";

    private string[] Lines(string format = "concise")
    {
        RenderingTools.Need();
        return InProcess.Run(folder.Path, InProcess.Variables($"PATH={RenderingTools.Folder}:{Environment.GetEnvironmentVariable("PATH")}"),
            ".", "--format", format)
            .Output.Split('\n');
    }
}
