using Linter.Tests.Support;

namespace Linter.Tests.Manifests.Rendering;

/// <summary>Small trees, one for each means that a kustomization has; "top" is what is rendered.</summary>
internal static class KustomizeCases
{
    private const string Wrapper = "resources: [../top]\nbuildMetadata: [originAnnotations]\n";

    private const string Cart = """
        # The shop's cart.
        apiVersion: v1
        kind: Service
        metadata:
          name: cart
        spec:
          selector:
            app: cart
          ports:
            - name: http
              port: 80
              targetPort: web
            - name: admin
              port: 9000
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: cart
        spec:
          selector:
            matchLabels: {app: cart}
          template:
            metadata:
              labels: {app: cart}
            spec:
              containers:
                - name: log
                  image: registry:5000/log:1
                - name: cart
                  image: shop/cart:1.0
                  ports:
                    - {name: web, containerPort: 8080}
                  readinessProbe:
                    httpGet: {path: /ready, port: web}
        """;

    private const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec:
          rules:
            - http:
                paths:
                  - path: /cart
                    pathType: Prefix
                    backend:
                      service: {name: cart, port: {name: http}}
        """;

    public static readonly Dictionary<string, (string Path, string Text)[]> Trees = new(StringComparer.Ordinal)
    {
        ["plain"] = [
            ("top/kustomization.yaml", "resources: [cart.yaml, list.yaml]\n"), ("top/cart.yaml", Cart),
            ("top/list.yaml",
                "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata: {name: one}\n    spec: {ports: [{port: 1}]}\n  - apiVersion: v1\n    kind: Service\n    metadata: {name: two}\n    spec: {ports: [{port: 2}]}\n")],
        ["merge"] = [
            ("top/kustomization.yaml", "resources: [cart.yaml]\npatches:\n  - path: patch.yaml\n"), ("top/cart.yaml", Cart),
            ("top/patch.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: cart
                spec:
                  template:
                    spec:
                      containers:
                        - name: cart
                          image: shop/cart:1.1
                          env:
                            - name: DEBUG
                              value: "1"
                        - name: log
                          $patch: delete
                        - name: proxy
                          image: proxy
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: cart}
                spec:
                  ports:
                    - port: 9000
                      targetPort: 9001
                """)],
        ["operations"] = [
            ("top/kustomization.yaml", """
                resources: [../base]
                patches:
                  - target: {kind: Service, name: cart}
                    patch: |-
                      # The port of production.
                      - op: replace
                        path: /spec/ports/0/port
                        value: 81
                      - op: add
                        path: /spec/ports/0
                        value: {name: first, port: 1}
                  - target: {kind: Service, name: cart}
                    patch: '[{"op": "replace", "path": "/spec/ports/1/targetPort", "value": "other"}]'
                  - target: {kind: Deployment}
                    patch: "- {op: replace, path: /spec/template/spec/containers/1/image, value: \"shop/cart:2\"}"
                """),
            ("base/kustomization.yaml", "resources: [cart.yaml]\n"), ("base/cart.yaml", Cart)],
        ["kinds"] = [
            ("top/kustomization.yaml", """
                resources: [../base]
                patches:
                  - target: {kind: Deployment, name: cart}
                    patch: |-
                      - {op: replace, path: /kind, value: StatefulSet}
                      - {op: add, path: /spec/serviceName, value: cart}
                """),
            ("base/kustomization.yaml", "resources: [cart.yaml]\n"), ("base/cart.yaml", Cart)],
        ["targets"] = [
            ("top/kustomization.yaml", """
                resources: [cart.yaml]
                patchesStrategicMerge:
                  - |-
                    apiVersion: v1
                    kind: Service
                    metadata: {name: cart}
                    spec: {type: NodePort}
                patches:
                  - target: {kind: Deploy.*, name: c.rt}
                    path: replicas.yaml
                  - target: {kind: Service, labelSelector: "tier in (back,front), !old"}
                    patch: |-
                      - {op: add, path: /metadata/labels, value: {never: "true"}}
                patchesJson6902:
                  - target: {version: v1, kind: Service, name: cart}
                    path: operations.json
                """),
            ("top/cart.yaml", Cart), ("top/replicas.yaml", "kind: any\nmetadata: {name: any}\nspec:\n  replicas: 4\n"),
            ("top/operations.json", "[{\"op\": \"add\", \"path\": \"/metadata/labels\", \"value\": {\"tier\": \"back\"}}]\n")],
        ["names"] = [
            ("top/kustomization.yaml", "resources: [../base]\nnamespace: prod\nnamePrefix: prod-\nnameSuffix: -x\n"),
            ("base/kustomization.yaml", "resources: [cart.yaml, ingress.yaml]\nnamePrefix: b-\n"), ("base/cart.yaml", Cart),
            ("base/ingress.yaml", Ingress)],
        ["twice"] = [
            ("top/kustomization.yaml", "resources: [../one, ../two]\n"),
            ("one/kustomization.yaml",
                "resources: [../base]\nnamePrefix: one-\npatches:\n  - patch: |-\n      - {op: replace, path: /spec/ports/0/port, value: 81}\n    target: {kind: Service}\n"),
            ("two/kustomization.yaml", "resources: [../base]\nnamePrefix: two-\n"),
            ("base/kustomization.yaml", "resources: [cart.yaml]\n"), ("base/cart.yaml", Cart)],
        ["components"] = [
            ("top/kustomization.yaml", "resources: [cart.yaml]\ncomponents: [../tls]\nimages:\n  - name: shop/cart\n    newTag: \"3\"\n"),
            ("top/cart.yaml", Cart),
            ("tls/kustomization.yaml",
                "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [ingress.yaml]\nreplicas:\n  - {name: cart, count: 5}\nimages:\n  - {name: \"registry:5000/log\", newName: mirror/log, digest: \"sha256:0123\"}\n"),
            ("tls/ingress.yaml", Ingress)],
        ["labels"] = [
            ("top/kustomization.yaml", """
                resources: [cart.yaml]
                labels:
                  - pairs: {team: shop}
                  - pairs: {app: store}
                    includeSelectors: true
                commonAnnotations:
                  note: ours
                configurations: [fields.yaml]
                """),
            ("top/cart.yaml", Cart),
            ("top/fields.yaml", "commonAnnotations:\n  - path: spec/extra\n    kind: Service\n    create: true\n")],
        ["generators"] = [
            ("top/kustomization.yaml", """
                resources: [../base]
                configMapGenerator:
                  - name: settings
                    behavior: merge
                    literals:
                      - COLOUR=red
                  - name: files
                    files: [a.txt, other=a.txt]
                    envs: [b.env]
                    options: {disableNameSuffixHash: true}
                generators: [secret.yaml]
                """),
            ("top/a.txt", "text\n"), ("top/b.env", "# Ours\nONE=1\n"),
            ("top/secret.yaml", "apiVersion: builtin\nkind: SecretGenerator\nmetadata: {name: key}\nliterals: [KEY=abc]\n"),
            ("base/kustomization.yaml",
                "resources: [pod.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [COLOUR=blue, 'SIZE=\"2\"']\n"),
            ("base/pod.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: web\n      envFrom:\n        - configMapRef: {name: settings}\n        - secretRef: {name: key}\n")],
        ["replacements"] = [
            ("top/kustomization.yaml", """
                resources: [cart.yaml, ingress.yaml]
                replacements:
                  - source: {kind: Service, name: cart, fieldPath: spec.ports.0.port}
                    targets:
                      - select: {kind: Deployment}
                        fieldPaths: ["spec.template.spec.containers.[name=cart].ports.0.containerPort"]
                  - path: more.yaml
                """),
            ("top/more.yaml",
                "source: {kind: Service, name: cart}\ntargets:\n  - select: {kind: Deployment, name: cart}\n    fieldPaths: [\"spec.template.spec.containers.[name=cart].image\"]\n    options: {delimiter: \"/\", index: 0}\n"),
            ("top/cart.yaml", Cart), ("top/ingress.yaml", Ingress)],
        ["vars"] = [
            ("top/kustomization.yaml",
                "resources: [pod.yaml, cart.yaml]\nnamePrefix: a-\nvars:\n  - name: CART\n    objref: {kind: Service, name: cart, apiVersion: v1}\n"),
            ("top/cart.yaml", Cart),
            ("top/pod.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: web\n      args: [\"--to=http://$(CART):80\"]\n")],
        ["transformers"] = [
            ("top/kustomization.yaml", """
                resources: [cart.yaml]
                transformers:
                  - prefix.yaml
                  - |-
                    apiVersion: builtin
                    kind: LabelTransformer
                    metadata: {name: any}
                    labels: {tier: back}
                    fieldSpecs: [{path: metadata/labels, create: true}]
                """),
            ("top/cart.yaml", Cart),
            ("top/prefix.yaml",
                "apiVersion: builtin\nkind: PrefixSuffixTransformer\nmetadata: {name: any}\nprefix: t-\nfieldSpecs: [{path: metadata/name}]\n---\napiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: other}\ntarget: {kind: Service}\npatch: '- {op: replace, path: /spec/ports/0/port, value: 82}'\n")],
    };

    public static TempFolder Write(TempFolder folder, string name)
    {
        foreach (var (path, text) in Trees[name])
            folder.With(path, text.EndsWith('\n') ? text : text + "\n");
        return folder.With("wrapper/kustomization.yaml", Wrapper);
    }
}
