using System.Collections.Immutable;
using Linter.Engine;
using Linter.Findings;
using Linter.Rules;

namespace Linter.Tests.Reporting;

/// <summary>Hand-made results, one for each feature of a report: adding a rule never changes what they look like.</summary>
internal static class Scenes
{
    public static ImmutableArray<string> Names { get; } =
    [
        "both-ends", "caution", "clean", "clean-with-notes", "combining-marks", "control-characters", "empty-span", "end-of-file",
        "failed-count", "failure", "far-apart", "fix-in-other-file", "fix-over-lines", "long-line", "many-related", "near-miss",
        "no-parent",
        "same-block", "same-line", "several-lines", "singular", "tabs", "unsafe-fix", "whole-run", "wide-characters",
    ];

    /// <summary>The findings of all scenes in one result.</summary>
    public static LintResult All() => new([.. Names.SelectMany(name => Named(name).Findings)], [], new LintSummary(9, 9, 9, 9, []));

    public static LintResult Named(string name) => name switch
    {
        "both-ends" => Of(IngressPort()),
        "caution" => Of(Caution()),
        "clean" => new LintResult([], [], new LintSummary(3, 5, 7, 0, [])),
        "clean-with-notes" =>
            new LintResult([], [],
                new LintSummary(1, 1, 1, 1, ["charts/shop is a Helm chart and was not rendered; references into it were not judged"])),
        "combining-marks" => Of(Simple("      [|cafe\u0301: zu\u0308rich|]\n", "marks stand on their letter")),
        "control-characters" => Hostile(),
        "empty-span" => Of(Simple("metadata:\n  name:[||]\n  namespace: shop\n", "a name is missing here")),
        "end-of-file" => Of(Simple("metadata:\n  name: web\n[||]", "the document ends here")),
        "failure" => new LintResult([],
            [new RuleFailure("service-selects-nothing", "System.InvalidOperationException: no such node\n   at Somewhere()")],
            new LintSummary(3, 5, 7, 2, [])),
        "failed-count" =>
            new LintResult([],
                [new RuleFailure(RuleFailure.EntryPoints,
                    "System.InvalidOperationException: no such node")
                    {
                        Who = "counting the entry points",
                        Effect = "their number is too small"
                    }],
                new LintSummary(3, 5, 7, 2, [])),
        "far-apart" => Of(FarApart()),
        "fix-in-other-file" => Of(FixInOtherFile()),
        "fix-over-lines" => Of(FixOverLines()),
        "long-line" => Of(LongLine()),
        "many-related" => Of(ManyRelated()),
        "near-miss" => Of(ServiceSelector()),
        "no-parent" => Of(Simple("apiVersion: v1\n---\n# a comment\n[|kind|]: Service\n", "no line above belongs to it")),
        "same-block" => Of(SameBlock()),
        "same-line" => Of(SameLine()),
        "several-lines" => Of(Simple("data:\n  config: [||\n    a\n    b\n    c|]\n", "read as one text")),
        "singular" => new LintResult([Simple("[|a|]: 1\n", "")], [], new LintSummary(1, 1, 1, 0, [])),
        "tabs" => Of(Simple("spec:\n  a:\t[|web\tapi|]\t# tabs\n", "tabs between")),
        "unsafe-fix" => Of(UnsafeFix()),
        "whole-run" => WholeRun(),
        "wide-characters" =>
            Of(Simple("labels:\n  日本: [|東京|] # 😀\n", "two cells each"),
                Simple("labels:\n  😀👩‍👩‍👧🇩🇪❤️: [|web|]\n", "behind emoji", "emoji.yaml")),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    /// <summary>Words for any rule, so that no entry of the catalogue is needed.</summary>
    public static RuleDocument Document(string id) => RuleDocument.Parse(id, $"""
        ---
        title: Title of {id}
        severity: {(id is "readiness-missing" ? "warning" : "error")}
        category: {(id is "yaml-syntax" ? "engine" : "services")}
        since: 0.1.0
        ---
        The first paragraph says what `{id}` checks
        and what breaks.

        The second says why it is easy to miss.

        ## Bad

        ```yaml
        kind: Service
        ```

        ## Cases
        ### Not shown
        """);

    private static readonly MarkedFile Ingress = new("manifests/shop/ingress.yaml", """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          namespace: shop
        spec:
          ingressClassName: nginx
          rules:
            - host: [|shop.example.com|]
              http:
                paths:
                  - path: /api/cart
                    pathType: Prefix
                    backend:
                      service:
                        name: cart
                        port:
                          number: [|80|]

        """);

    private static readonly MarkedFile Cart = new("manifests/shop/cart.yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: cart
          namespace: shop
        spec:
          template:
            spec:
              containers:
                - name: [|cart|]
                  image: registry.example.com/shop/cart:2.4.1
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: cart
          namespace: shop
        spec:
          selector:
            app: cart
          ports:
            - name: http
              port: [|8080|]
              targetPort: http

        """);

    private static readonly MarkedFile Payments = new("manifests/shop/payments.yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: payments
          namespace: shop
        spec:
          template:
            metadata:
              labels:
                app: [|payments-api|]
                tier: backend
            spec:
              containers:
                - name: payments
                  image: registry.example.com/shop/payments:1.9.0
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: payments
          namespace: shop
        spec:
          selector:
            app: [|payments|]
            tier: [|backend|]

        """);

    public static Finding IngressPort() => new(
        "ingress-port-not-found",
        Severity.Error,
        Ingress[1],
        MessageText.Of($"Ingress '{"shop"}' sends '{"shop.example.com/api/cart"}' to port {80} of Service '{"cart"}', which exposes only '{"8080 (http)":1}'"))
    {
        Label = "the backend asks for port 80",
        Related = [new RelatedSpan(Cart[1], "the only port of Service 'cart'")],
        Effect = "the ingress controller has no such backend port, so the path answers 503",
        Help = "use the Service's port",
        Fix = new Fix("change the port to 8080", [new TextEdit(Ingress[1], "8080")]),
        Path =
        [
            new Hop(Ingress[0], "host shop.example.com"),
            new Hop(Ingress[1], "port 80 of Service cart", IsBroken: true),
            new Hop(Cart[1], "would reach port 8080"),
        ],
        Subject = new FindingSubject("Ingress", "shop", "shop", "spec.rules[0].http.paths[0].backend.service.port.number"),
    };

    public static Finding ServiceSelector() => new(
        "service-selects-nothing",
        Severity.Error,
        Payments[1],
        MessageText.Of($"Service '{"payments"}' selects no Pod: no workload in namespace '{"shop"}' has the labels '{"app=payments,tier=backend"}'"))
    {
        Label = "no Pod template in namespace shop has this label",
        Related =
        [
            new RelatedSpan(Payments[2], "1 Pod template has this one"),
            new RelatedSpan(Payments[0], "Deployment 'payments' says payments-api here"),
        ],
        Notes = ["looked at: 2 workloads in namespace shop (Deployment cart, Deployment payments)"],
        Help = "did you mean app: payments-api?",
        Fix = new Fix("change the selector to app: payments-api", [new TextEdit(Payments[1], "payments-api")]),
        Subject = new FindingSubject("Service", "shop", "payments", "spec.selector.app"),
    };

    public static Finding Readiness() => new(
        "readiness-missing",
        Severity.Warning,
        Cart[0],
        MessageText.Of($"container '{"cart"}' of Deployment '{"cart"}' has no readinessProbe"))
    {
        Effect = "Service cart sends it traffic before it can answer",
        Subject = new FindingSubject("Deployment", "shop", "cart", "spec.template.spec.containers[0]"),
    };

    private static readonly MarkedFile Broken = new("manifests/shop/worker.yaml", "kind: Deployment\nmetadata: {name: worker[||]\n");

    public static Finding Syntax() => new("yaml-syntax", Severity.Error, Broken[0], MessageText.Plain("this { is never closed"))
    {
        Effect = "the document was not read",
    };

    private static Finding Caution() => ServiceSelector() with
    {
        Notes =
        [
            "looked at: 2 workloads in namespace shop (Deployment cart, Deployment payments)",
            "caution: manifests/shop/worker.yaml could not be read (yaml-syntax); a workload in it may carry these labels",
            "the selector has two labels",
        ],
    };

    private static LintResult WholeRun() => new(
        [Readiness(), IngressPort(), ServiceSelector(), Syntax(), Readiness()],
        [new RuleFailure("probe-port-not-found", "System.InvalidOperationException: no such node")],
        new LintSummary(4, 5, 3, 2, ["manifests/charts/shop is a Helm chart and was not rendered; 3 references into it were not judged"]));

    private static readonly MarkedFile Ignored = new("manifests/shop/web.yaml", """
        spec:
          containers:
            - name: [|web|] [|# lint:ignore readiness-missing -- warms up in under a second, see ADR-12|]
              image: registry.example.com/shop/web:1

        """);

    private static readonly MarkedFile Config = new(".lint.yaml",
        "ignore:\n  - [|paths: [manifests/shop/payments.yaml]|]\n    rules: [service-selects-nothing]\n    reason: made by the operator\n");

    private static readonly MarkedFile Known = new(".lint-baseline.json",
        "{\n  \"version\": 1,\n  \"findings\": [\n    [|{\"rule\":\"readiness-missing\",\"object\":\"shop/Deployment/cart\"}|]\n  ]\n}\n");

    /// <summary>One finding that is reported, and one for each way to keep one out.</summary>
    public static LintResult Suppressed() => Of(IngressPort()) with
    {
        Suppressed =
        [
            new SuppressedFinding(Readiness(), new Suppression(SuppressionKind.Baseline, Known[0], "")),
            new SuppressedFinding(ServiceSelector(), new Suppression(SuppressionKind.Configuration, Config[0], "made by the operator")),
            new SuppressedFinding(Readiness() with { Span = Ignored[0] },
                new Suppression(SuppressionKind.Comment, Ignored[1], "warms up in under a second, see ADR-12")),
            new SuppressedFinding(Readiness(), new Suppression(SuppressionKind.Baseline, null, "")),
        ],
        StaleBaselineEntries = 3,
    };

    private static LintResult Of(params ImmutableArray<Finding> findings) =>
        new(findings, [], new LintSummary(3, 5, 3, 0, []));

    private static Finding Simple(string marked, string label, string path = "sample.yaml") => new(
        "sample-rule",
        Severity.Warning,
        new MarkedFile(path, marked)[0],
        MessageText.Of($"Service '{"web"}' has a defect"))
    {
        Label = label,
    };

    private static Finding SameBlock()
    {
        var file = new MarkedFile("twice.yaml",
            "spec:\n  [|replicas|]: 2\n  a: 1\n  b: 1\n  c:\n    d: 1\n  [|replicas|]: 5\n  [|replicas|]: 7\n");
        return new Finding("duplicate-key", Severity.Error, file[1],
            MessageText.Of($"key '{"replicas"}' appears {3} times in this mapping"))
        {
            Label = "5 here",
            Related = [new RelatedSpan(file[0], "first given here, as 2"), new RelatedSpan(file[2], "and as 7 here")],
        };
    }

    private static Finding SameLine()
    {
        var file = new MarkedFile("flow.yaml", "selector: {[|app|]: web, [|app|]: api, [|tier: x|]}\n");
        return new Finding("duplicate-key", Severity.Error, file[1], MessageText.Of($"key '{"app"}' appears twice"))
        {
            Label = "again here",
            Related = [new RelatedSpan(file[0], "first here"), new RelatedSpan(file[2], "not this one")],
        };
    }

    private static Finding FarApart()
    {
        var file = new MarkedFile("long.yaml", $"a:\n  b: [|1|]\n{string.Concat(Enumerable.Repeat("#\n", 120))}c:\n  d: [|2|]\n");
        return new Finding("sample-rule", Severity.Note, file[1], MessageText.Of($"'{"d"}' differs from '{"b"}'"))
        {
            Label = "2 here",
            Related = [new RelatedSpan(file[0], "1 here")],
        };
    }

    private static Finding LongLine()
    {
        var json = string.Concat(Enumerable.Range(0, 400).Select(i => $"\"key{i}\":\"日本{i}\","));
        var file = new MarkedFile("minified.json", $"{{{json}\"port\":[|80|],{json}\"targetPort\":[|\"http\"|],{json}\"z\":1}}\n");
        return new Finding("sample-rule", Severity.Error, file[0], MessageText.Of($"port '{"80"}' leads nowhere"))
        {
            Label = "asked for here, and these words are too long to stand beside the underline on a narrow terminal",
            Related = [new RelatedSpan(file[1], "the target")],
        };
    }

    private static Finding ManyRelated()
    {
        var file = new MarkedFile("names.yaml", string.Concat(Enumerable.Range(0, 9).Select(i => $"- name: [|web|]\n  image: a{i}\n")));
        return new Finding("name-repeated", Severity.Error, file[0], MessageText.Of($"{9} containers are called '{"web"}'"))
        {
            Related = [.. Enumerable.Range(1, 8).Select(i => new RelatedSpan(file[i], "also here"))],
        };
    }

    private static Finding FixInOtherFile() => IngressPort() with
    {
        Path = [],
        Help = null,
        Fix = new Fix("expose port 80", [new TextEdit(Cart[1], "80")]),
    };

    private static Finding FixOverLines() => Readiness() with
    {
        Help = "add a readinessProbe",
        Fix = new Fix("add a readinessProbe to the container", [new TextEdit(Cart[0], "cart\n  readinessProbe: {}")]),
    };

    private static Finding UnsafeFix()
    {
        var file = new MarkedFile("policy.yaml", "spec:\n  a: [|1|][||]\n  b: [|2|]\n");
        return new Finding("sample-rule", Severity.Warning, file[0], MessageText.Of($"'{"a"}' and '{"b"}' are swapped"))
        {
            Fix = new Fix("swap them", [new TextEdit(file[2], "1"), new TextEdit(file[1], " # swapped"), new TextEdit(file[0], "2")],
                IsSafe: false),
        };
    }

    public const string HostileName =
        "[x](http://e) ::error {0} {{1}}\n::error::\r\u001b[31m\0<script>alert('1')</script> \"q\" \\ ](1) \u202e\u2066\u0085\u2028\u007f\u009b \ud800 😀";

    public static LintResult Hostile()
    {
        var file = new MarkedFile("a b/\u001b[2J\u202e[x](1)#?%.yaml",
            $"labels:\n  \u001b[31m\u202e\0\u2028x: [|we\u009bb|] # \u007f\ud800 end\nname: [|\"{HostileName.Replace("\r", "").Replace("\n", "")}\"|]\n");
        var finding = new Finding("sample-rule", Severity.Error, file[0],
            MessageText.Of($"Service '{HostileName}' has braces {{0}} and a link to '{HostileName:1}'"))
        {
            Label = HostileName,
            Related = [new RelatedSpan(file[1], HostileName)],
            Effect = HostileName,
            Notes = [HostileName, "caution: " + HostileName],
            Help = HostileName,
            Fix = new Fix(HostileName, [new TextEdit(file[0], HostileName.Replace("\r", "").Replace("\n", ""))]),
            Path = [new Hop(file[0], HostileName, IsBroken: true)],
            Subject = new FindingSubject("Service", HostileName, HostileName, "metadata.labels['" + HostileName + "']"),
        };
        return new LintResult([finding, finding with { RuleId = "yaml-syntax", Message = MessageText.Plain(HostileName) }],
            [
                new RuleFailure("other-rule", HostileName),
                new RuleFailure(RuleFailure.WayBack, HostileName) { Who = $"the way back from what '{HostileName}' renders to" }
            ],
            new LintSummary(1, 1, 0, 0, [HostileName]));
    }
}
