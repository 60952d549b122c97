namespace Linter.Tests.Support;

/// <summary>Manifests of workloads, of which a test says only what it is about.</summary>
internal static class Workload
{
    /// <summary>A Deployment called web with one container, whose pods carry the label app=web.</summary>
    /// <param name="space">Its namespace.</param>
    /// <param name="image">The container's.</param>
    /// <param name="fields">Further lines of the container, without indentation.</param>
    public static string Deployment(string space, string image, string fields) => $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: {{{space}}}}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: web
                  image: {{{image}}}
                  {{{fields.Replace("\n", "\n          ", StringComparison.Ordinal)}}}

        """;
}
