namespace Linter.Tests.Graph;

/// <summary>
/// What the API server refuses of Services and of selectors: a fragment with the span marked, and a part of the message; without a mark it
/// is let through.
/// </summary>
public class ResourceValuesTests
{
    [Theory]
    [InlineData("type: [|Clusterip|]", "'ClusterIP, NodePort, LoadBalancer, ExternalName'")]
    [InlineData("type: ClusterIP", "")]
    [InlineData("sessionAffinity: [|ClientIp|]", "'None, ClientIP'")]
    [InlineData("sessionAffinity: None", "")]
    [InlineData("sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: [|86401|]}}", "'86400'")]
    [InlineData("sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 86400}}", "")]
    [InlineData("sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: [|0|]}}", "'0'")]
    [InlineData("internalTrafficPolicy: [|local|]", "'Cluster, Local'")]
    [InlineData("internalTrafficPolicy: Cluster", "")]
    [InlineData("internalTrafficPolicy: Local", "")]
    [InlineData("type: NodePort\n  externalTrafficPolicy: [|local|]", "'Cluster, Local'")]
    [InlineData("type: NodePort\n  externalTrafficPolicy: Cluster", "")]
    [InlineData("trafficDistribution: PreferClose", "")]
    [InlineData("trafficDistribution: PreferSameZone", "")]
    [InlineData("trafficDistribution: PreferSameNode", "")]
    [InlineData("trafficDistribution: [|PreferFar|]", "'PreferClose, PreferSameZone, PreferSameNode'")]
    public void Services(string field, string message) => RefusedValues.Judge($"""
        apiVersion: v1
        kind: Service
        metadata: {"{name: web}"}
        spec:
          selector: {"{app: web}"}
          ports: [{"{port: 80}"}]
          {field}
        """, message);

    [Theory]
    [InlineData("apps/v1", "StatefulSet", "{selector: {matchLabels: {a: b}}, serviceName: a, volumeClaimTemplates: [{metadata: {name: a}, spec: {selector: SELECTOR}}]}")]
    [InlineData("v1", "PersistentVolumeClaim", "{selector: SELECTOR}")]
    [InlineData("policy/v1", "PodDisruptionBudget", "{minAvailable: 1, selector: SELECTOR}")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "{podSelector: SELECTOR}")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "{podSelector: {}, ingress: [{from: [{podSelector: SELECTOR}]}]}")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "{podSelector: {}, ingress: [{from: [{namespaceSelector: SELECTOR}]}]}")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "{podSelector: {}, egress: [{to: [{podSelector: SELECTOR}]}]}")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "{podSelector: {}, egress: [{to: [{namespaceSelector: SELECTOR}]}]}")]
    [InlineData("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "{matchConstraints: {namespaceSelector: SELECTOR}}")]
    [InlineData("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "{matchConstraints: {objectSelector: SELECTOR}}")]
    [InlineData("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", "{matchResources: {namespaceSelector: SELECTOR}}")]
    [InlineData("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", "{matchResources: {objectSelector: SELECTOR}}")]
    public void Selectors_of_each_kind(string apiVersion, string kind, string spec)
    {
        foreach (var (expression, message) in new[]
        {
            ("{key: a, operator: [|in|], values: [b]}", "'In, NotIn, Exists, DoesNotExist'"),
            ("{key: a, operator: In, values: [b]}", ""),
            ("{key: a, operator: NotIn, values: [b]}", ""),
            ("{key: a, operator: Exists}", ""),
            ("{key: a, operator: DoesNotExist}", ""),
        })
        {
            RefusedValues.Judge(
                $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {spec.Replace("SELECTOR", $"{{matchExpressions: [{expression}]}}", StringComparison.Ordinal)}\n",
                message);
        }
    }

    // The name of a Job becomes the value of a label where its selector is made for it.
    [Theory]
    [InlineData("apps/v1", "Deployment", "selector: {matchLabels: {a: b}}", 64, true)]
    [InlineData("apps/v1", "Deployment", "selector: {matchLabels: {a: b}}", 254, false)]
    [InlineData("batch/v1", "Job", "template: {}", 63, true)]
    [InlineData("batch/v1", "Job", "template: {}", 64, false)]
    [InlineData("batch/v1", "Job", "manualSelector: true, selector: {matchLabels: {a: b}}", 64, true)]
    [InlineData("batch/v1", "CronJob", "schedule: '* * * * *'", 52, true)]
    [InlineData("batch/v1", "CronJob", "schedule: '* * * * *'", 53, false)]
    public void Names_have_a_longest(string apiVersion, string kind, string spec, int length, bool isAllowed)
    {
        var name = new string('a', length);

        RefusedValues.Judge(
            $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {(isAllowed ? name : $"[|{name}|]")}}}\nspec: {{{spec}}}\n",
            isAllowed ? "" : "are allowed");
    }
}
