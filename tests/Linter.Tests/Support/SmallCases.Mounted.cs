using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of files below what a container mounts.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> MountedCases =
    [
        .. ((string[])
        [
            "command: [/etc/app/initt.sh]", "command: [/etc/app/init.sh]", "command: [/etc/app/nothing.sh, /etc/app/more.sh]", "command: [sh, /etc/app/initt.sh]", "command: [/bin/bash, -eu, -o, pipefail, /etc/app/initt.sh, /etc/app/x.txt]", "command: [sh, -s, /etc/app/initt.sh]", "command: [bash, --rcfile, /etc/app/initt.sh]", "command: [sh, -]",
            "command: [env, A=b, tini, --, /etc/app/initt.sh]", "command: [tini]", "command: [python3, -u, /etc/app/initt.py]", "command: [python, -m, http, /etc/app/initt.sh]", "command: [python3.12, /etc/app/a/b.py]", "command: [node, /etc/app/server.js]", "command: [node, --a=b, /etc/app/server.js]", "command: [cat, /etc/app/a.txt, /etc/app/b.txt]",
            "command: [cp, /etc/app/a.txt, /b.txt]", "command: [touch, /etc/app/a.txt]", "command: [chroot, /host, /etc/app/a.sh]", "command: [a, {b: c}, /etc/app/a.sh]", "command: []\n      args: [/etc/app/a.sh]", "args: [/etc/app/a.sh]", "args: [rm, /etc/app/a.sh]", "command: [a]\n      args: [/etc/app/a.sh]",
            "args: [--config=/etc/app/conf.yml]", "args: [--config=/etc/app/other.txt]", "args: [--config, /etc/app/other.txt]", "args: [-c, /etc/app/other.txt]", "args: [-o, /etc/app/other.txt]", "args: [--output=/etc/app/other.txt]", "args: [--log-file=/etc/app/other.txt]", "args: [--logFile=/etc/app/other.txt]", "args: [--data-dir=/etc/app/conf]", "args: [--config=/etc/app/conf.d]",
            "args: [--config=/etc/app/nothing]", "args: [--seed=/etc/app/nothing]", "args: [--seed=/etc/app/config]", "args: [-f/etc/app/other.txt]", "args: [a=/etc/app/other.txt]", "args: ['--config=file:///etc/app/other.txt']", "args: ['--data=@/etc/app/other.txt']", "args: ['/etc/app/other.txt:ro']", "args: ['a:/etc/app/other.txt']", "args: ['/etc/app/other.txt,/etc/app/more.txt']",
            "args: ['/etc/app/other.txt#a']", "args: ['http://host/etc/app/other.txt']", "args: [--web.path=/etc/app/other.txt]", "args: [--web.config.file=/etc/app/other.txt]", "args: [/etc/app/]", "args: [/etc/app]", "args: ['/etc/app/*.txt']", "args: ['/etc/app/{a,b}.txt']", "args: ['$(A)/other.txt']", "args: [/etc/app/$A.txt]", "args: [/etc/app/../other.txt]", "args: [/etc/app/..data/other.txt]",
            "args: [/etc/app/..data/init.sh]", "args: [/etc/app/..2026/other.txt]", "args: [/etc//app/./other.txt]", "args: [/etc/apps/other.txt]", "args: [/etc/app/init.sh/other.txt]", "args: [/etc/app/sub/init.sh]", "args: [/etc/app/CHANGEME.txt]", "args: [/etc/app/.txt]", "args: [/etc/app/binary.bin]", "args: [/etc/app/binary.bim]", "args: [/etc/app/conf.yaml, /etc/app/cnf.yml, \"/etc/app/c\\x6ff.yaml\"]",
            "env: [{name: CONF, value: /etc/app/other.txt}]", "env: [{name: CONF_DIR, value: /etc/app/other.txt}]", "env: [{name: CONF, value: a /etc/app/other.txt}]", "env: [{name: CONF, value: 'file:///etc/app/other.txt'}, {name: SAME, value: /etc/app/other.txt}]", "env: [{name: CONF}, {value: /etc/app/other.txt}, {name: FLAG, value: false}]",
            "livenessProbe: {exec: {command: [sh, /etc/app/initt.sh]}}", "readinessProbe: {exec: {command: [cat, /etc/app/other.txt]}}", "startupProbe: {exec: {command: [test, -f, /etc/app/other.txt]}}", "lifecycle: {preStop: {exec: {command: [/etc/app/stop.sh]}}}", "lifecycle: {postStart: {exec: {command: [sh, -c, /etc/app/start.sh]}}}",
            "command: [/etc/app/a.sh]\n      args: [/etc/app/b.sh]\n      env: [{name: A, value: /etc/app/a.sh}, {name: B, value: /etc/app/a.sh}, {name: C, value: /etc/app/a.sh}, {name: D, value: /etc/app/a.sh}]",
        ]).Select(fields => ("config-map-not-found", $"a container of {fields.ReplaceLineEndings(" ")}", Mounting(fields))),
        .. ((string[])
        [
            "/etc/app/initt.sh", "exec /etc/app/initt.sh --all", "sh -x /etc/app/initt.sh", ". /etc/app/initt.sh", "source /etc/app/initt.sh && exec app", "cat /etc/app/a.txt | app", "cat '/etc/app/a.txt'", "cat \"/etc/app/a.txt\"", "cat \"$A/etc/app/a.txt\"", "cat $(echo '/etc')/app/a.txt", "cat $(pwd)/etc/app/a.txt /etc/app/b.txt", "cat `pwd`/etc/app/a.txt", "app < /etc/app/a.txt > /etc/app/b.txt 2>&1", "app /etc/app/a.txt",
            "cp /etc/app/a.txt /etc/app/b.txt", "cp /etc/app/a.txt /etc/app/b.txt 2>/dev/null", "cat /etc/app/a.txt 2 >/dev/null", "cat 2</etc/app/a.txt", "cp -r /etc/app/a.txt /b", "if [ -f /etc/app/a.txt ]; then cat /etc/app/a.txt; fi", "cat /etc/app/a.txt || true", "test -e /a && cat /etc/app/a.txt", "f() { cat /etc/app/a.txt; }", "cat <<END\n/etc/app/a.txt\nEND", "A=b C=/etc/app/c.txt /etc/app/initt.sh", "while true; do cat /etc/app/a.txt; done", "for f in /etc/app/a.txt; do cat $f; done", "# /etc/app/a.txt\napp # cat /etc/app/a.txt\ncat \\\n  /etc/app/a.txt",
            "app & /etc/app/initt.sh; (cat /etc/app/a.txt)", "echo 'a\ncat /etc/app/a.txt'", "echo \"a\ncat /etc/app/a.txt", "chroot / sh /etc/app/initt.sh", "python3 /etc/app/a.py && exit 1", "app &> /etc/app/a.txt", "cat\t/etc/app/a.txt|app", "cat /etc/app/a.txt\\", "cat \"a\\\"b\" /etc/app/a.txt", "cat $((1 + 2)) /etc/app/a.txt", "diff <(cat /etc/app/a.txt) b", "/etc/app/init.sh; nohup /etc/app/other.sh",
        ]).Select(script => ("config-map-not-found", $"the script {script.ReplaceLineEndings(" / ")}", Mounting($"command:\n      - sh\n      - -c\n      - |-\n        {script.Replace("\n", "\n        ", StringComparison.Ordinal)}\n      - /etc/app/zero.sh"))),
        .. ((string[])
        [
            "{name: v, configMap: {name: c, optional: true}}", "{name: v, configMap: {name: c, optional: false}}", "{name: v, configMap: {name: other}}", "{name: v, configMap: {}}", "{name: v, emptyDir: {}}", "{name: w, configMap: {name: c}}", "{name: v, configMap: {name: filled}}", "{name: v, configMap: {name: empty}}", "{name: v, configMap: {name: template}}", "{name: v, configMap: {name: twice}}",
            "{name: v, configMap: {name: c, items: []}}", "{name: v, configMap: {name: c, items: [{key: conf.yaml, path: init.conf}]}}", "{name: v, configMap: {name: c, items: [{key: conf.yaml, path: sub/init.conf}]}}", "{name: v, configMap: {name: c, items: [{key: conf.yaml, path: ./sub/inits.conf}, {key: init.sh, path: main.sh}]}}", "{name: v, configMap: {name: c, items: [{key: conf.yaml}]}}", "{name: v, configMap: {name: c, items: {}}}", "{name: v, configMap: {name: more, items: [{key: init.conf, path: a.conf}, {key: sub, path: '$(A)'}]}}",
            "{name: v, configMap: {name: more, items: [{key: other.conf, path: a.conf}]}}", "{name: v, projected: {sources: [{configMap: {name: c}}, {secret: {name: s}}]}}", "{name: v, projected: {sources: [{secret: {name: s}}, {downwardAPI: {items: [{path: labels.txt, fieldRef: {fieldPath: metadata.labels}}]}}]}}", "{name: v, projected: {sources: [{downwardAPI: {items: [{path: labels.txt, fieldRef: {fieldPath: metadata.labels}}]}}]}}", "{name: v, projected: {sources: [{configMap: {name: c}}, {serviceAccountToken: {path: token}}]}}", "{name: v, projected: {sources: [{configMap: {name: c, optional: true}}]}}",
        ]).Select(volume => ("config-map-not-found", $"the volume {volume}", Filled(volume, "{name: v, mountPath: /etc/app}"))),
        .. ((string[])
        [
            "{name: v, mountPath: /etc/app/}", "{name: v, mountPath: /etc/app, subPathExpr: $(A)}", "{name: v, mountPath: /etc/app, subPath: ''}", "{name: v, mountPath: /etc/app, subPath: sub}", "{name: v, mountPath: /etc/app, subPath: c.conf}", "{name: v, mountPath: /etc/app/sub}", "{name: v, mountPath: /etc/app/sub/init.conf, subPath: c.conf}", "{name: v, mountPath: /}", "{name: v, mountPath: /etc}", "{name: v, mountPath: etc/app}", "{name: v, mountPath: /etc/../app}", "{mountPath: /etc/app}",
            "{name: v, mountPath: /etc/app}, {name: w, mountPath: /etc/app/sub}", "{name: v, mountPath: /etc/app}, {name: w, mountPath: /etc/app/sub/init.conf/a}", "{name: v, mountPath: /etc/app}, {name: w, mountPath: /etc/app}", "{name: w, mountPath: /etc/app}", "{name: v, mountPath: /etc/app}, {name: w}", "{name: v, mountPath: /etc/app, subPath: sub/}",
        ]).Select(mounts => ("config-map-not-found", $"the mounts {mounts}", Filled("{name: v, configMap: {name: c, items: [{key: conf.yaml, path: c.conf}, {key: init.sh, path: sub/inits.conf}]}}, {name: w, emptyDir: {}}", mounts))),
        .. ((string[])
        [
            "{}", "{type: kubernetes.io/service-account-token}", "{type: Opaque, stringData: {more.txt: a}}", "{metadata: {name: s, annotations: {replicator.v1.mittwald.de/replicate-from: a/b}}}", "{immutable: true}",
        ]).Select(secret => ("secret-not-found", $"a file of a Secret of {secret}", Mounting("args: [--tls-key-file=/etc/app/tls.kye, --password=/etc/app/password]").Replace("configMap: {name: c}", "secret: {secretName: s}", StringComparison.Ordinal)
            + $"---\n{{apiVersion: v1, kind: Secret, metadata: {{name: s}}, data: {{tls.key: YQ==}}, {secret[1..]}\n".Replace("metadata: {name: s}, data: {tls.key: YQ==}, metadata", "data: {tls.key: YQ==}, metadata", StringComparison.Ordinal))),
        ("secret-not-found", "a file of a Secret that a Certificate makes", Mounting("args: [--tls-key-file=/etc/app/tls.kye]").Replace("configMap: {name: c}", "secret: {secretName: s}", StringComparison.Ordinal) + "---\n{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {tls.key: YQ==}}\n---\n{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: s}, spec: {secretName: s}}\n"),
        .. ((string[])["/var/run/secrets/kubernetes.io/serviceaccount/tokens.txt", "/var/run/secrets/other.txt", "/var/run/secrets/conf.txt"])
            .Select(path => ("config-map-not-found", $"the path {path}", Mounting($"args: [{path}]").Replace("mountPath: /etc/app", "mountPath: /var/run/secrets", StringComparison.Ordinal))),
        ("config-map-not-found", "a file of a mount that a token is mounted for", Mounting("args: [/vault/secrets/other.txt]").Replace("mountPath: /etc/app", "mountPath: /vault/secrets", StringComparison.Ordinal)),
        .. ((string[])["confg.yml", "conf.yml", "init.bash", "conf.json"]).Select(part => ("config-map-not-found", $"the subPath {part}", Mounting("args: []").Replace("mountPath: /etc/app", $"mountPath: /etc/app/conf.yaml, subPath: {part}", StringComparison.Ordinal))),
        ("config-map-not-found", "a file of pods that an operator completes", Mounting("args: [/etc/app/other.txt]").Replace("apiVersion: v1\nkind: Pod\n", "apiVersion: serving.knative.dev/v1\nkind: Service\n", StringComparison.Ordinal).Replace("spec:\n  containers", "spec:\n  template: {}\n  containers", StringComparison.Ordinal)),
        ("config-map-not-found", "one file in two containers and in another pod", Mounting("args: [/etc/app/other.txt]").Replace("  volumes:", "  initContainers:\n    - name: b\n      image: b:1\n      command: [/etc/app/other.txt]\n      volumeMounts: [{name: v, mountPath: /etc/app}]\n  volumes:", StringComparison.Ordinal)),
    ];

    private static string Mounting(string fields) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n    - name: a\n      image: a:1\n      {fields}\n      volumeMounts: [{{name: v, mountPath: /etc/app}}]\n  volumes:\n    - name: v\n      configMap: {{name: c}}\n---\n"
        + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {init.sh: a, conf.yaml: b, config: c}\nbinaryData: {binary.bin: YQ==}\n";

    private static string Filled(string volumes, string mounts) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n    - name: a\n      image: a:1\n      args: [/etc/app/sub/init.conf, /etc/app/init.conf, /etc/app/init.sh, /etc/app/nothing.txt]\n      volumeMounts: [{mounts}]\n  volumes: [{volumes}]\n"
        + string.Concat(((string[])
        [
            "ConfigMap|{name: c}|conf.yaml: a, init.sh: b", "ConfigMap|{name: filled, annotations: {avp.kubernetes.io/path: a}}|a: b", "ConfigMap|{name: empty}|", "ConfigMap|{name: template}|'${A}': b", "ConfigMap|{name: twice}|a: b", "ConfigMap|{name: twice}|init.sh: b", "ConfigMap|{name: more}|init.conf: a, other.conf: b, sub: c", "Secret|{name: s}|nothin.txt: YQ==",
        ]).Select(holder => holder.Split('|')).Select(parts => $"---\napiVersion: v1\nkind: {parts[0]}\nmetadata: {parts[1]}\ndata: {{{parts[2]}}}\n"));
}
