using System.Collections.Immutable;

namespace Linter.Tests.Support;

public static partial class SmallCases
{
    /// <summary>Custom resources that name one another, labels of Nodes, and keys of one mapping that are slips.</summary>
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> CustomCases =
    [
        ("invalid-value", "nodeSelector with two slips for one label", Deployment("web", "{nodeSelector: {kubernetes.io/oss: linux, kubernetes.io/so: linux}, containers: [{name: web, image: 'a:1'}]}")),
        ("invalid-value", "nodeSelector with a slip beside the label", Deployment("web", "{nodeSelector: {kubernetes.io/oss: linux, kubernetes.io/os: linux}, containers: [{name: web, image: 'a:1'}]}")),
        ("invalid-value", "slips for one annotation, twice", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {cert-manager.io/cluster-isuer: a, cert-manager.io/cluster-issue: a}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, annotations: {cert-manager.io/cluster-issue: a}}\n"),
        ("invalid-value", "slips for one resource in requests and in limits", Deployment("web", "{containers: [{name: web, image: 'a:1', resources: {requests: {memry: 1Gi, memoryy: 1Gi}, limits: {memry: 1Gi}}}]}")),
        ("unknown-field", "slips for one field", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replcas: 1, replica: 2, replicass: 3, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'a:1'}]}}}\n"),
        ("unknown-field", "a slip for a field in each of two mappings", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80, name: a, protocl: TCP}, {port: 81, name: b, protocl: TCP}]}\n"),
    ];
}
