namespace Linter.Tests.Graph;

/// <summary>What the API server refuses of ConfigMaps, Secrets and LimitRanges, as in <see cref="WorkloadValuesTests"/>.</summary>
public class DataValuesTests
{
    [Theory]
    [InlineData("data: {a: [|p@ss|]}", "has a character in it, which base64 does not use")]
    [InlineData("data: {a: [|a b|], b: [|a_b|]}", "in it, which base64 does not use")]
    [InlineData("data: {a: ref+vault://a/b#c, b: op://a/b/c}", "")]
    [InlineData("data: {a: [|YWJ|]}", "'3' characters, but base64 comes in groups of '4'")]
    [InlineData("data: {a: [|YW=J|]}", "two at most")]
    [InlineData("data: {a: [|A===|]}", "two at most")]
    [InlineData("data: {a: YWI=, b: YQ==, c: YWJj, d: '', e: null}", "")]
    [InlineData("data: {a: \"YW\\nJj\\n\"}", "")]
    [InlineData("data: {a: your-base64, b: '...', c: REPLACE-placeholder}", "")]
    [InlineData("sops: {}\ndata: {a: 'ENC[b]'}", "")]
    [InlineData("stringData: {a: p@ss}", "")]
    [InlineData("data: {[|a/b|]: YWJj}", "'/' may not be in a ConfigMap or Secret key")]
    [InlineData("stringData: {[|..|]: b}", "stands for a folder")]
    [InlineData("stringData: {.b: b, _a-B.c: d}", "")]
    [InlineData("type: [|kubernetes.io/tls|]\ndata: {tls.crt: YQ==}", "does not hold 'tls.key'")]
    [InlineData("type: [|kubernetes.io/tls|]", "does not hold 'tls.crt and tls.key'")]
    [InlineData("type: kubernetes.io/tls\nstringData: {tls.key: ''}\ndata: {tls.crt: ''}", "")]
    [InlineData("type: [|kubernetes.io/basic-auth|]\nstringData: {user: a}", "does not hold 'username or password'")]
    [InlineData("type: kubernetes.io/basic-auth\nstringData: {password: a}", "")]
    [InlineData("type: [|kubernetes.io/ssh-auth|]\nstringData: {key: a}", "does not hold 'ssh-privatekey'")]
    [InlineData("type: [|kubernetes.io/dockerconfigjson|]\nstringData: {config.json: '{}'}", "does not hold '.dockerconfigjson'")]
    [InlineData("type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: [|'auths: {}'|]}", "is no JSON object")]
    [InlineData("type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: [|'[]'|]}", "is no JSON object")]
    [InlineData("type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: '{\"auths\": {}}'}", "")]
    [InlineData("type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: '${CONFIG}'}", "")]
    [InlineData("type: kubernetes.io/dockerconfigjson\ndata: {.dockerconfigjson: e30=}", "")]
    [InlineData("type: kubernetes.io/dockercfg\ndata: {.dockercfg: [|YWJj|]}", "is no JSON object when it is decoded")]
    [InlineData("type: kubernetes.io/dockercfg\nstringData: {.dockercfg: 'null'}\ndata: {.dockercfg: YWJj}", "")]
    [InlineData("type: [|kubernetes.io/service-account-token|]", "no annotation 'kubernetes.io/service-account.name'")]
    [InlineData("type: Opaque", "")]
    [InlineData("type: example.com/mine", "")]
    public void Secrets(string field, string message) => RefusedValues.Judge($"""
        apiVersion: v1
        kind: Secret
        metadata: {"{name: web}"}
        {field}
        """, message);

    [Fact]
    public void A_token_names_its_account() => RefusedValues.Judge("""
        apiVersion: v1
        kind: Secret
        metadata: {name: web, annotations: {kubernetes.io/service-account.name: web}}
        type: kubernetes.io/service-account-token
        """, "");

    [Theory]
    [InlineData("data: {[|a b|]: x}", "' ' may not be in a ConfigMap or Secret key")]
    [InlineData("data: {[|.|]: x}", "stands for a folder")]
    [InlineData("data: {a.b: x, b: 'not base64!'}", "")]
    [InlineData("binaryData: {a: [|x y|]}", "' ' in it")]
    [InlineData("binaryData: {a: YQ==}\ndata: {b: x, [|a|]: y}", "in data and in 'binaryData'")]
    public void ConfigMaps(string field, string message) => RefusedValues.Judge($"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {"{name: web}"}
        {field}
        """, message);

    [Theory]
    [InlineData(1_048_576, "a", "")]
    [InlineData(1_053_000, "[|a|]", "'1053001' bytes, most of them in 'a', but '1048576' are the most")]
    public void The_data_end_at_a_megabyte(int size, string key, string message) => RefusedValues.Judge($"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {"{name: web}"}
        data:
          b: x
          {key}: {new string('x', size)}
        """, message);

    [Fact]
    public void Objects_may_lie_as_deep_as_Go_reads() => RefusedValues.Judge($"""
        apiVersion: v1
        kind: Secret
        metadata: {"{name: web}"}
        type: kubernetes.io/dockercfg
        stringData:
          .dockercfg: '{string.Concat(Enumerable.Repeat("{\"a\":", 80))}1{new string('}', 80)}'
        """, "");

    [Fact]
    public void Line_breaks_in_base64_do_not_count() => RefusedValues.Judge($"""
        apiVersion: v1
        kind: Secret
        metadata: {"{name: web}"}
        data:
          a: "{string.Join("\\n", Convert.ToBase64String(new byte[1_045_000]).Chunk(64).Select(line => new string(line)))}"
        """, "");

    [Fact]
    public void What_stringData_replaces_does_not_count() => RefusedValues.Judge($"""
        apiVersion: v1
        kind: Secret
        metadata: {"{name: web}"}
        data:
          a: {Convert.ToBase64String(new byte[600_000])}
        stringData:
          a: {new string('x', 600_000)}
        """, "");

    [Theory]
    [InlineData("type: Container, min: {cpu: 1}, defaultRequest: {cpu: 1}, default: {cpu: 1}, max: {cpu: 1}, maxLimitRequestRatio: {cpu: 1}", "")]
    [InlineData("type: Container, min: {cpu: [|2|]}, max: {cpu: 1}", "'2', more than max, which is '1'")]
    [InlineData("type: Container, min: {cpu: [|2|]}, default: {cpu: 1500m}, max: {cpu: 1}", "more than max")]
    [InlineData("type: Container, min: {memory: 1Gi}, defaultRequest: {memory: [|512Mi|]}", "'512Mi', less than min, which is '1Gi'")]
    [InlineData("type: Container, default: {cpu: 1}, defaultRequest: {cpu: [|2|]}", "more than default, which is '1'")]
    [InlineData("type: Container, max: {cpu: 1}, defaultRequest: {cpu: [|2|]}", "more than max")]
    [InlineData("type: Container, min: {cpu: 2}, default: {cpu: [|1|]}", "less than min")]
    [InlineData("type: Container, max: {cpu: 1}, default: {cpu: [|2|]}", "more than max")]
    [InlineData("type: Container, maxLimitRequestRatio: {cpu: [|500m|]}", "the least is '1'")]
    [InlineData("type: Container, min: {cpu: 1}, max: {cpu: 4}, maxLimitRequestRatio: {cpu: [|5|]}", "more than max '4' divided by min '1'")]
    [InlineData("type: Container, min: {cpu: 1}, max: {cpu: 4}, maxLimitRequestRatio: {cpu: 4}", "")]
    [InlineData("type: Container, max: {cpu: 4}, maxLimitRequestRatio: {cpu: 5}", "")]
    [InlineData("type: Container, min: {cpu: 1m}, max: {cpu: 1500u}, maxLimitRequestRatio: {cpu: 2}", "")]
    [InlineData("type: Container, default: {nvidia.com/gpu: 2}, defaultRequest: {nvidia.com/gpu: [|1|]}", "must be equal")]
    [InlineData("type: Container, max: {cpu: [|abc|]}", "no quantity")]
    [InlineData("type: Container, max: {[|Memory|]: 1Gi}", "no resource of containers")]
    [InlineData("type: Pod, max: {cpu: 1}", "")]
    [InlineData("type: Pod, [|default|]: {cpu: 1}", "only containers may have")]
    [InlineData("type: Pod, [|defaultRequest|]: {cpu: 1}", "only containers may have")]
    [InlineData("type: Pod, default: {}", "")]
    [InlineData("type: [|PersistentVolumeClaim|], max: {cpu: 1}", "neither a least nor a most of 'storage'")]
    [InlineData("type: PersistentVolumeClaim, min: {storage: 1Gi}", "")]
    [InlineData("type: [|container|], max: {cpu: 1}", "'Pod, Container, PersistentVolumeClaim'")]
    [InlineData("type: example.com/thing, max: {thing: 1}", "")]
    [InlineData("type: Pod}, {type: [|Pod|]", "the type 'Pod' twice")]
    [InlineData("type: Pod}, {type: Container", "")]
    public void LimitRanges(string item, string message) => RefusedValues.Judge($"""
        apiVersion: v1
        kind: LimitRange
        metadata: {"{name: web}"}
        spec:
          limits: [{"{"}{item}{"}"}]
        """, message);
}
