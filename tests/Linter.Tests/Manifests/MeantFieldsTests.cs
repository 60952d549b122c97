using System.Text.RegularExpressions;
using Linter.Findings;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Manifests;

/// <summary>One slip is one finding: what hangs on a misspelt field is judged as if it were written right.</summary>
public partial class MeantFieldsTests
{
    private const string Clean = """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
        spec:
          type: NodePort
          selector:
            app: web
          ports:
            - name: http
              protocol: TCP
              port: 80
              targetPort: http
              nodePort: 30080
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          replicas: 2
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              serviceAccountName: web
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  command: [web]
                  args: [--level, $(LEVEL)]
                  env:
                    - name: LEVEL
                      valueFrom:
                        configMapKeyRef:
                          name: web
                          key: level
                  ports:
                    - name: http
                      containerPort: 8080
                  readinessProbe:
                    httpGet:
                      path: /ready
                      port: http
                  livenessProbe:
                    httpGet:
                      path: /live
                      port: http
                  resources:
                    requests:
                      cpu: 100m
                    limits:
                      cpu: 200m
                  volumeMounts:
                    - name: config
                      mountPath: /etc/web
              volumes:
                - name: config
                  configMap:
                    name: web
                    items:
                      - key: level
                        path: level
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
          namespace: shop
        data:
          level: info
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          namespace: shop
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
          namespace: shop
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        name: web
                        port:
                          number: 80
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
          namespace: shop
        spec:
          minReplicas: 2
          maxReplicas: 4
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment
            name: web
          metrics:
            - type: Resource
              resource:
                name: cpu
                target:
                  type: Utilization
                  averageUtilization: 80
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
          namespace: shop
        spec:
          podSelector:
            matchLabels:
              app: web
          policyTypes: [Ingress]
          ingress:
            - ports:
                - port: http
        """;

    [Fact]
    public void A_misspelt_field_is_told_once_and_nothing_that_hangs_on_it()
    {
        Told(Clean).Should().BeEmpty();
        foreach (Match match in Fields().Matches(Clean))
        {
            var key = match.Groups[1];
            // What has no kind is no resource, and resources and the labels and keys of maps have any name.
            if (key.Value is "kind" or "cpu" or "app" or "level")
                continue;

            var swapped = Swapped(key.Value);
            Told(Clean[..key.Index] + swapped + Clean[(key.Index + key.Length)..]).Should()
                .ContainSingle($"'{key.Value}' is written '{swapped}' at {key.Index}")
                .Which.Should().Be($"unknown-field {swapped}");
        }
    }

    [Theory]
    [InlineData("metadata: {name: web}\nspec:", "metadata:\n  name: web\n  spec:\n   ", "spec")]
    [InlineData("image: 'web:1', volumeMounts: [{name: a, mountPath: /a}]}]\n      volumes: [{name: a, emptyDir: {}}]", "image: 'web:1', volumeMounts: [{name: a, mountPath: /a}], volumes: [{name: a, emptyDir: {}}]}]", "volumes")]
    public void A_field_at_the_wrong_place_is_told_once(string right, string wrong, string field)
    {
        var text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'web:1'}]}}}\n";
        if (field == "volumes")
            text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers: [{name: web, image: 'web:1', volumeMounts: [{name: a, mountPath: /a}]}]\n      volumes: [{name: a, emptyDir: {}}]\n";

        Told(text).Should().BeEmpty();
        Told(text.Replace(right, wrong, StringComparison.Ordinal)).Should().Equal($"unknown-field {field}");
    }

    [Fact]
    public void An_object_without_apiVersion_is_there_for_what_asks_for_it()
    {
        var without = Clean.Replace("apiVersion: v1\nkind: Service\n", "kind: Service\n", StringComparison.Ordinal);

        Told(without).Should().Equal("incomplete-resource kind");
    }

    // Two letters change places, or the last is written twice.
    private static string Swapped(string key)
    {
        for (var i = key.Length - 2; i > 0; i--)
        {
            if (key[i] != key[i + 1])
                return key[..i] + key[i + 1] + key[i] + key[(i + 2)..];
        }

        return key + key[^1];
    }

    private static string[] Told(string manifests) =>
    [
        .. Lint.Run(RuleCatalog.Ids, ("manifest.yaml", manifests.ReplaceLineEndings("\n"))).Findings
            .Where(finding => finding.Severity >= Severity.Warning)
            .Select(finding => $"{finding.RuleId} {finding.Span.Slice}"),
    ];

    [GeneratedRegex(@"(?<=^[ -]*)([A-Za-z]+)(?=:)", RegexOptions.Multiline)]
    private static partial Regex Fields();
}
