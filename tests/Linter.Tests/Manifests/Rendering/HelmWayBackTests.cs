using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Linter.Tests.Manifests.Rendering;

public sealed class HelmWayBackTests
{
    [Theory]
    [InlineData("spec.type", "templates/service.yaml:7:9 'ClusterIP' Exact")]
    [InlineData("kind", "templates/service.yaml:2:7 'Service' Exact")]
    [InlineData("metadata.name", """
        templates/service.yaml:5:9 '{{ .Release.Name }}-{{ .Values.service.name }}' Exact
        values.yaml:3:9 'web' filled from .Values.service.name
        filled by the release's name
        """)]
    [InlineData("spec.selector.app", """
        templates/service.yaml:14:10 '{{ .Chart.Name | quote }}' Exact
        Chart.yaml:2:7 'shop' filled from .Chart.Name
        """)]
    [InlineData("spec.ports[0].port", """
        templates/service.yaml:10:13 '{{ .port }}' Exact
        values.yaml:2:9 '8080' filled from .Values.service.port
        """)]
    [InlineData("spec.ports[0].targetPort", "templates/service.yaml:11:19 '\"{{ .target | default 80 }}\"' Exact")]
    public void Literal_text_and_actions_are_exact_and_values_the_other_end(string path, string origin) =>
        HelmSampleCharts.Plain.From("Service", path).Should().Be(origin);

    [Theory]
    [InlineData("spec.ports", "templates/service.yaml:9:3 'ports' Exact")]
    [InlineData("spec.selector.app", "templates/service.yaml:14:5 'app' Exact")]
    public void A_key_stands_for_its_entry(string path, string origin) =>
        HelmSampleCharts.Plain.From("Service", path, isKey: true).Should().Be(origin);

    [Fact]
    public void A_collection_goes_from_its_first_scalar_to_its_last() =>
        HelmSampleCharts.Plain.From("Service", "spec.ports[0]")
            .Should().StartWith("templates/service.yaml:10:7 'port: {{ .port }}\n      targetPort: \"{{ .target | default 80 }}\"' Exact");

    [Theory]
    [InlineData("metadata.name", """
        templates/pod.yaml:4:9 '{{ include "shop.name" . }}' Exact
        Chart.yaml:2:7 'shop' filled from .Chart.Name
        filled by the release's name
        """)]
    [InlineData("metadata.labels.part-of", """
        templates/_helpers.tpl:10:10 'shop' Exact
        templates/pod.yaml:5:11 '{{- include "shop.labels" . | nindent 4 }}' included here
        """)]
    [InlineData("metadata.labels.app", """
        templates/_helpers.tpl:6:6 '{{ include "shop.name" . }}' Exact
        Chart.yaml:2:7 'shop' filled from .Chart.Name
        templates/pod.yaml:5:11 '{{- include "shop.labels" . | nindent 4 }}' included here
        filled by the release's name
        """)]
    [InlineData("metadata.labels.tier", """
        values.yaml:2:9 'front' Exact
        templates/pod.yaml:5:11 '{{- include "shop.labels" . | nindent 4 }}' written here
        """)]
    [InlineData("spec.containers[0].resources.limits.cpu", """
        values.yaml:6:10 '1' Exact
        templates/pod.yaml:12:1 '{{ toYaml .Values.resources | indent 8 }}' written here
        """)]
    [InlineData("spec.containers[0].ports[0].containerPort", "templates/pod.yaml:15:26 '80' Exact")]
    [InlineData("spec.containers[0].ports[1].containerPort", """
        values.yaml:9:20 '9090' Exact
        templates/pod.yaml:16:9 '{{- toYaml .Values.extra | nindent 8 }}' written here
        """)]
    public void Includes_and_dumps_are_followed(string path, string origin) =>
        HelmSampleCharts.Included.From("Pod", path).Should().Be(origin);

    [Theory]
    [InlineData("Service", "spec.ports[0].port", """
        templates/all.yaml:9:13 '{{ $port }}' Exact
        values.yaml:3:10 '8081' filled from .Values.ports.admin
        """)]
    [InlineData("Service", "metadata.name", """
        templates/all.yaml:6:9 '{{ $name }}' Exact
        values.yaml:3:3 'admin' filled from .Values.ports.admin
        """)]
    [InlineData("Ingress", "apiVersion", "templates/all.yaml:13:13 'networking.k8s.io/v1' Exact")]
    [InlineData("Ingress", "spec.rules[1].host", """
        templates/all.yaml:23:13 '{{ . | quote }}' Exact
        values.yaml:6:5 'b.example.com' filled from .Values.hosts[1]
        """)]
    [InlineData("Ingress", "spec.rules[0].http.paths[0].backend.service.port.number", """
        templates/all.yaml:32:27 '{{ index $.Values.ports "http" }}' Exact
        values.yaml:2:9 '80' filled from .Values.ports.http
        """)]
    public void Ranges_conditions_and_several_documents_are_told_apart(string kind, string path, string origin) =>
        HelmSampleCharts.Ranges.From(kind, path).Should().Be(origin);

    [Theory]
    [InlineData("Service", "spec.ports[0].port", """
        charts/cart/templates/service.yaml:7:13 '{{ .Values.port }}' Exact
        ci/prod-values.yaml:2:9 '7001' filled from .Values.cart.port
        """)]
    [InlineData("Service", "spec.ports[0].targetPort", """
        charts/cart/templates/service.yaml:8:19 '{{ .Values.target }}' Exact
        charts/cart/values.yaml:2:9 '8080' filled from .Values.target
        """)]
    [InlineData("Service", "spec.ports[0].name", """
        charts/cart/templates/service.yaml:9:13 '{{ .Values.portName }}' Exact
        filled by --set cart.portName=main
        """)]
    [InlineData("Service", "spec.selector.app", """
        charts/cart/templates/service.yaml:11:10 '{{ .Values.global.app }}' Exact
        values.yaml:4:8 'shop' filled from .Values.global.app
        """)]
    [InlineData("CustomResourceDefinition", "metadata.name", "crds/cart.yaml:5:9 'carts.example.com' Exact")]
    public void Values_of_the_last_file_and_of_the_chart_above_win(string kind, string path, string origin) =>
        HelmSampleCharts.Subchart.From(kind, path).Should().Be(origin);

    [Theory]
    [InlineData("spec.ports[0].name", """
        values.yaml:5:13 'web' Exact
        templates/service.yaml:6:3 '{{- tpl .Values.spec . | nindent 2 }}' written here
        """)]
    [InlineData("spec.ports[0].port", """
        values.yaml:4:13 '{{ .Values.port }}' Exact
        values.yaml:1:7 '80' filled from .Values.port
        templates/service.yaml:6:3 '{{- tpl .Values.spec . | nindent 2 }}' written here
        """)]
    public void Text_of_values_that_is_a_template_leads_to_its_lines(string path, string origin) =>
        HelmSampleCharts.Templated.From("Service", path).Should().Be(origin);

    [Theory]
    [InlineData("spec.ports[1].port", "templates/service.yaml:10:13 '{{ .port }}' Exact")]
    [InlineData("spec.ports[1].targetPort", "templates/service.yaml:11:19 '8080' Exact")]
    [InlineData("spec.selector.app", """
        templates/service.yaml:14:10 '{{ regexReplaceAll "o+" .Release.Name "0" }}' Exact
        filled by the release's name
        """)]
    public void What_the_functions_give_need_not_be_known(string path, string origin) =>
        HelmSampleCharts.Unknown.From("Service", path).Should().Be(origin);

    [Fact]
    public void Piped_text_may_have_other_values_and_names()
    {
        var piped = HelmSampleCharts.Plain with
        {
            IsPiped = true,
            Rendered = HelmSampleCharts.Plain.Rendered.Replace("8080", "9000", StringComparison.Ordinal)
                .Replace("shop-web", "prod-web", StringComparison.Ordinal)
        };

        piped.From("Service", "spec.ports[0].port").Should().Be("templates/service.yaml:10:13 '{{ .port }}' Exact");
        piped.From("Service", "metadata.name")
            .Should().StartWith("templates/service.yaml:5:9 '{{ .Release.Name }}-{{ .Values.service.name }}' Exact");
        piped.From("Service", "spec.selector.app").Should().StartWith("templates/service.yaml:14:10 ");
    }

    [Fact]
    public void Piped_text_may_come_of_other_branches()
    {
        const string Tls =
            "kind: Ingress\nspec:\n  {{- if .Values.tls }}\n  tls:\n    - secretName: {{ .Values.tls.name }}\n  {{- end }}\n  class: {{ .Values.class }}\n";
        var chart = new HelmChartOf("shop", [("values.yaml", "class: nginx\n"), ("templates/i.yaml", Tls)],
            "# Source: shop/templates/i.yaml\nkind: Ingress\nspec:\n  tls:\n    - secretName: cert\n  class: nginx\n") { IsPiped = true };

        chart.From("Ingress", "spec.tls[0].secretName").Should().Be("templates/i.yaml:5:19 '{{ .Values.tls.name }}' Exact");
        chart.From("Ingress", "spec.class").Should().StartWith("templates/i.yaml:7:10 '{{ .Values.class }}' Exact");
    }

    [Fact]
    public void A_template_that_is_not_there_is_not_known()
    {
        var chart = HelmSampleCharts.Plain with
        {
            Rendered =
                "# Source: shop/templates/other.yaml\nkind: Pod\n---\n# Source: shop/../../secret.yaml\nkind: Service\n---\nkind: Ingress\n",
        };

        chart.Knows("Pod").Should().BeFalse();
        chart.Knows("Service").Should().BeFalse();
        chart.Knows("Ingress").Should().BeFalse();
        chart.From("Pod", "kind").Should().Be("Chart.yaml:1:1 'apiVersion: v2' File");
    }

    [Fact]
    public void What_no_line_of_the_template_gives_is_at_the_nearest_line()
    {
        var chart = HelmSampleCharts.Plain;

        chart.From("Service", "spec.sessionAffinity",
            rendered: chart.Rendered.Replace("  type: ClusterIP\n", "  type: ClusterIP\n  sessionAffinity: None\n",
                StringComparison.Ordinal))
            .Should().Be("templates/service.yaml:7:3 'type: ClusterIP' Line");
    }

    [Fact]
    public void Templates_helpers_and_values_are_sources()
    {
        HelmSampleCharts.Included.Sources().Should().Equal("templates/_helpers.tpl", "templates/pod.yaml", "values.yaml");
        HelmSampleCharts.Subchart.Sources()
            .Should().Equal("charts/cart/templates/service.yaml", "charts/cart/values.yaml", "ci/prod-values.yaml", "crds/cart.yaml",
                "values.yaml");
    }

    [Theory]
    [InlineData("{{ define \"a\" }}{{ include \"a\" . }}{{ include \"a\" . }}{{ end }}kind: {{ include \"a\" . }}\n")]
    [InlineData("{{ range until 9999 }}{{ range until 9999 }}{{ range until 9999 }}x: {{ . }}\n{{ end }}{{ end }}{{ end }}")]
    [InlineData("{{ $x := \"0123456789\" }}{{ range until 60 }}{{ $x = print $x $x }}{{ end }}{{ $x }}")]
    [InlineData("{{ $x := list 1 }}{{ range until 60 }}{{ $x = list $x $x }}{{ end }}{{ toYaml $x }}")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"a\" (dict \"b\" $d) }}{{ toYaml $d }}{{ toYaml (merge $d $d) }}")]
    [InlineData("{{ if }}{{ else }}{{ else }}{{ end }}{{ end }}{{ end }}{{ range }}{{ (((( }}")]
    [InlineData("{{ range $i, := . }}{{ . | | }}{{ \"")]
    [InlineData("{{- /* ")]
    [InlineData("{{ range .Unknown.A }}{{ else }}{{ break }}{{ end }}{{ .Capabilities.X }}{{ .Capabilities.Y }}{{ range .Files }}{{ . }}{{ range . }}{{ . }}{{ end }}{{ end }}kind: Pod\n")]
    [InlineData("{{ $x := list . }}{{ range until 50 }}{{ $x = list $x $x }}{{ end }}{{ range until 5000 }}{{ toYaml $x }}{{ end }}")]
    [InlineData("{{ $d := dict \"a\" 1 }}{{ range until 50 }}{{ $d = dict \"a\" $d \"b\" $d }}{{ end }}{{ range until 5000 }}{{ $_ := deepCopy $d }}{{ end }}")]
    [InlineData("{{ $x := \"0123456789\" }}{{ range until 18 }}{{ $x = print $x $x }}{{ end }}{{ range until 4 }}{{ $x = replace \"0\" $x $x }}{{ end }}{{ $x }}")]
    public void Templates_that_mean_harm_take_little_time(string template)
    {
        var rendered = "# Source: shop/templates/x.yaml\nkind: Pod\n"
            + string.Concat(Enumerable.Range(0, 300).Select(index => $"x{index}: {index}\n"));
        var chart = new HelmChartOf("shop",
            [("templates/x.yaml", template + string.Concat(Enumerable.Repeat("{{ if .Capabilities.X }}", 300)))], rendered);
        var watch = Stopwatch.StartNew();

        chart.From("Pod", "x299").Should().Contain("templates/x.yaml:");

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void What_loops_write_out_is_held_within_bounds()
    {
        var body = string.Concat(Enumerable.Repeat("- a line of a long body\n", 1000));
        var chart = new HelmChartOf("shop",
            [("templates/x.yaml", $"kind: Pod\n{{{{ range until 9999 }}}}{{{{ range until 9999 }}}}{body}{{{{ end }}}}{{{{ end }}}}")],
            "# Source: shop/templates/x.yaml\nkind: Pod\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        chart.From("Pod", "kind").Should().StartWith("templates/x.yaml:1:");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000_000);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Any_function_may_lack_what_it_needs(string name)
    {
        var chart = new HelmChartOf("shop",
            [("templates/x.yaml",
                $"kind: Pod\na: {{{{ {name} }}}}\nb: {{{{ {name} 1 }}}}\nc: {{{{ \"x\" | {name} }}}}\nd: {{{{ . | {name} nil }}}}\n")],
            "# Source: shop/templates/x.yaml\nkind: Pod\nd: 1\n");

        chart.From("Pod", "kind").Should().StartWith("templates/x.yaml:1:7 'Pod' ");
    }

    public static TheoryData<string> Functions =>
        [.. "include tpl toYaml indent nindent quote squote print cat printf default coalesce or and not ternary required fail eq ne lt le gt ge contains hasPrefix hasSuffix kindIs typeIs kindOf typeOf lookup dict list get index hasKey set unset pick omit keys values merge mergeOverwrite deepCopy dig len first last rest initial append prepend concat has until untilStep compact uniq sortAlpha reverse without splitList split join trim trimSuffix trimPrefix trimAll trunc lower upper title replace nospace substr int int64 float64 atoi add add1 sub mul div mod max min floor ceil round sha256sum nothing"
            .Split(' ')];

    [Fact]
    public void A_long_template_takes_time_by_its_length()
    {
        var (template, rendered) = (new StringBuilder("kind: ConfigMap\ndata:\n"),
            new StringBuilder("# Source: shop/templates/x.yaml\nkind: ConfigMap\ndata:\n"));
        for (var index = 0; index < 10_000; index++)
        {
            template.Append(CultureInfo.InvariantCulture,
                $"  {{{{- if .Capabilities.X{index} }}}}\n  key{index}: {{{{ .Values.v }}}}\n  {{{{- end }}}}\n");
            if (index % 3 != 0)
                rendered.Append(CultureInfo.InvariantCulture, $"  key{index}: {index}\n");
        }

        var chart = new HelmChartOf("shop", [("templates/x.yaml", template.ToString())], rendered.ToString()) { IsPiped = true };
        var watch = Stopwatch.StartNew();

        chart.From("ConfigMap", "data.key9998").Should().Be("templates/x.yaml:29998:12 '{{ .Values.v }}' Exact");

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1));
    }
}
