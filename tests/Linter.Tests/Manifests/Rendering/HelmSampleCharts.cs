namespace Linter.Tests.Manifests.Rendering;

/// <summary>One chart for each mechanism; the texts are what helm 4.1 writes.</summary>
internal static class HelmSampleCharts
{
    public static readonly HelmChartOf Plain = new("shop",
        [
            ("values.yaml", "service:\n  port: 8080\n  name: web\n"),
            ("templates/service.yaml", """
            {{/* The way in. */}}
            kind: Service
            apiVersion: v1
            metadata:
              name: {{ .Release.Name }}-{{ .Values.service.name }}
            spec:
              type: ClusterIP
              {{- with .Values.service }}
              ports:
                - port: {{ .port }}
                  targetPort: "{{ .target | default 80 }}"
              {{- end }}
              selector:
                app: {{ .Chart.Name | quote }}

            """),
        ],
        """
        ---
        # Source: shop/templates/service.yaml
        kind: Service
        apiVersion: v1
        metadata:
          name: shop-web
        spec:
          type: ClusterIP
          ports:
            - port: 8080
              targetPort: "80"
          selector:
            app: "shop"

        """);

    public static readonly HelmChartOf Included = new("shop",
        [
            ("values.yaml",
                "labels:\n  tier: front\nname: \"\"\nresources:\n  limits:\n    cpu: 1\nextra:\n  - name: metrics\n    containerPort: 9090\n"),
            ("templates/_helpers.tpl", """
            {{- define "shop.name" -}}
            {{- $name := default .Chart.Name .Values.name -}}
            {{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
            {{- end }}
            {{- define "shop.labels" -}}
            app: {{ include "shop.name" . }}
            {{- with .Values.labels }}
            {{ toYaml . }}
            {{- end }}
            part-of: shop
            {{- end }}

            """),
            ("templates/pod.yaml", """
            kind: Pod
            apiVersion: v1
            metadata:
              name: {{ include "shop.name" . }}
              labels: {{- include "shop.labels" . | nindent 4 }}
            spec:
              containers:
                - name: web
                  image: nginx
                  {{- if .Values.resources }}
                  resources:
            {{ toYaml .Values.resources | indent 8 }}
                  {{- end }}
                  ports:
                    - containerPort: 80
                    {{- toYaml .Values.extra | nindent 8 }}

            """),
        ],
        """
        ---
        # Source: shop/templates/pod.yaml
        kind: Pod
        apiVersion: v1
        metadata:
          name: shop-shop
          labels:
            app: shop-shop
            tier: front
            part-of: shop
        spec:
          containers:
            - name: web
              image: nginx
              resources:
                limits:
                  cpu: 1
              ports:
                - containerPort: 80
                - containerPort: 9090
                  name: metrics

        """);

    public static readonly HelmChartOf Ranges = new("shop",
        [
            ("values.yaml", "ports:\n  http: 80\n  admin: 8081\nhosts:\n  - a.example.com\n  - b.example.com\nnewApi: {}\n"),
            ("templates/all.yaml", """
            {{- range $name, $port := .Values.ports }}
            ---
            kind: Service
            apiVersion: v1
            metadata:
              name: {{ $name }}
            spec:
              ports:
                - port: {{ $port }}
            {{- end }}
            ---
            {{- if .Capabilities.APIVersions.Has "networking.k8s.io/v1" }}
            apiVersion: networking.k8s.io/v1
            {{- else }}
            apiVersion: extensions/v1beta1
            {{- end }}
            kind: Ingress
            metadata:
              name: web
            spec:
              rules:
                {{- range .Values.hosts }}
                - host: {{ . | quote }}
                  http:
                    paths:
                      - path: /
                        pathType: Prefix
                        backend:
                          service:
                            name: http
                            port:
                              number: {{ index $.Values.ports "http" }}
                {{- end }}

            """),
        ],
        """
        ---
        # Source: shop/templates/all.yaml
        kind: Service
        apiVersion: v1
        metadata:
          name: admin
        spec:
          ports:
            - port: 8081
        ---
        # Source: shop/templates/all.yaml
        kind: Service
        apiVersion: v1
        metadata:
          name: http
        spec:
          ports:
            - port: 80
        ---
        # Source: shop/templates/all.yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
        spec:
          rules:
            - host: "a.example.com"
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        name: http
                        port:
                          number: 80
            - host: "b.example.com"
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        name: http
                        port:
                          number: 80

        """);

    public static readonly HelmChartOf Subchart = new("shop",
        [
            ("values.yaml", "cart:\n  port: 7000\nglobal:\n  app: shop\n"),
            ("ci/prod-values.yaml", "cart:\n  port: 7001\n"),
            ("charts/cart/Chart.yaml", "apiVersion: v2\nname: cart\nversion: 0.1.0\n"),
            ("charts/cart/values.yaml", "port: 80\ntarget: 8080\nglobal:\n  app: none\n"),
            ("charts/cart/templates/service.yaml", """
            kind: Service
            apiVersion: v1
            metadata:
              name: {{ .Chart.Name }}
            spec:
              ports:
                - port: {{ .Values.port }}
                  targetPort: {{ .Values.target }}
                  name: {{ .Values.portName }}
              selector:
                app: {{ .Values.global.app }}

            """),
            ("crds/cart.yaml",
                "# Carts.\nkind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nmetadata:\n  name: carts.example.com\n"),
        ],
        """
        ---
        # Source: shop/crds/cart.yaml
        # Carts.
        kind: CustomResourceDefinition
        apiVersion: apiextensions.k8s.io/v1
        metadata:
          name: carts.example.com

        ---
        # Source: shop/charts/cart/templates/service.yaml
        kind: Service
        apiVersion: v1
        metadata:
          name: cart
        spec:
          ports:
            - port: 7001
              targetPort: 8080
              name: main
          selector:
            app: shop

        """)
    {
        ValueFiles = ["ci/prod-values.yaml"],
        Sets = ["cart.portName=main"],
    };

    public static readonly HelmChartOf Templated = new("shop",
        [
            ("values.yaml",
                "port: 80\nspec: |\n  ports:\n    - port: {{ .Values.port }}\n      name: web\n  type: ClusterIP\nselector: \"app: {{ .Release.Name }}\"\n"),
            ("templates/service.yaml", """
            kind: Service
            apiVersion: v1
            metadata:
              name: web
            spec:
              {{- tpl .Values.spec . | nindent 2 }}
              selector: { {{- tpl .Values.selector . -}} }

            """),
        ],
        """
        ---
        # Source: shop/templates/service.yaml
        kind: Service
        apiVersion: v1
        metadata:
          name: web
        spec:
          ports:
            - port: 80
              name: web
          type: ClusterIP
          
          selector: {app: shop}

        """);

    public static readonly HelmChartOf Unknown = new("shop",
        [
            ("values.yaml", "replicas: 1\n"),
            ("files/ports.yaml", "- port: 81\n- port: 82\n"),
            ("templates/service.yaml", """
            kind: Service
            apiVersion: v1
            metadata:
              name: web
              annotations:
                sum: {{ .Files.Get "files/ports.yaml" | sha256sum }}
            spec:
              ports:
                {{- range .Files.Get "files/ports.yaml" | fromYamlArray }}
                - port: {{ .port }}
                  targetPort: 8080
                {{- end }}
              selector:
                app: {{ regexReplaceAll "o+" .Release.Name "0" }}

            """),
        ],
        """
        ---
        # Source: shop/templates/service.yaml
        kind: Service
        apiVersion: v1
        metadata:
          name: web
          annotations:
            sum: a20267c810c425968c6315c13af9a5098376f35e23380a9bd6ef8c512f51e99c
        spec:
          ports:
            - port: 81
              targetPort: 8080
            - port: 82
              targetPort: 8080
          selector:
            app: sh0p

        """);

    public static readonly (string Name, HelmChartOf Chart)[] All =
    [
        (nameof(Plain), Plain), (nameof(Included), Included), (nameof(Ranges), Ranges),
        (nameof(Subchart), Subchart), (nameof(Templated), Templated), (nameof(Unknown), Unknown),
    ];
}
