using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Yaml;

public sealed class ScalarValueTests
{
    private const string Table =
        """
        y | true
        Y | true
        yes | true
        Yes | true
        YES | true
        on | true
        On | true
        ON | true
        true | true
        True | true
        TRUE | true
        n | false
        N | false
        no | false
        No | false
        NO | false
        off | false
        Off | false
        OFF | false
        false | false
        False | false
        FALSE | false
        yEs | 'yEs'
        oN | 'oN'
        tRUE | 'tRUE'
        truely | 'truely'
        ~ | null
        null | null
        Null | null
        NULL | null
        nULL | 'nULL'
        ~x | '~x'
        0 | int 0
        -0 | int 0
        80 | int 80
        +80 | int 80
        -80 | int -80
        0120 | int 80
        0o120 | int 80
        0O120 | int 80
        -0120 | int -80
        0x1F | int 31
        0XfF | int 255
        -0x10 | int -16
        0b101 | int 5
        0B11 | int 3
        1_000 | int 1000
        1__0_ | int 10
        0_17 | int 15
        9223372036854775807 | int 9223372036854775807
        -9223372036854775808 | int -9223372036854775808
        18446744073709551615 | int 9223372036854775807
        18446744073709551616 | float 1.8446744073709552E+19
        -9223372036854775809 | float -9.223372036854776E+18
        0080 | float 80
        089.5 | float 89.5
        1.10 | float 1.1
        1. | float 1
        .5 | float 0.5
        -.5 | float -0.5
        +.5e1 | float 5
        1e3 | float 1000
        12E+3 | float 12000
        123456e7 | float 1234560000000
        1_0.5 | float 10.5
        1e400 | '1e400'
        1e-400 | float 0
        .inf | float Infinity
        +.Inf | float Infinity
        -.INF | float -Infinity
        .nan | float NaN
        .NaN | float NaN
        .Nan | '.Nan'
        +.nan | '+.nan'
        1.2.3 | '1.2.3'
        .5.5 | '.5.5'
        ._5 | '._5'
        . | '.'
        -- | '--'
        -x | '-x'
        0x | '0x'
        0b | '0b'
        0b12 | '0b12'
        0xFFFFFFFFFFFFFFFFF | '0xFFFFFFFFFFFFFFFFF'
        1e | '1e'
        1e+ | '1e+'
        _1 | '_1'
        22:30 | '22:30'
        1:30:00 | '1:30:00'
        2024-01-01 | '2024-01-01'
        2024-01-01T10:00:00Z | '2024-01-01T10:00:00Z'
        = | '='
        << | '<<'
        web | 'web'
        10Gi | '10Gi'
        "80" | '80'
        '80' | '80'
        "true" | 'true'
        '' | ''
        !!str 1.10 | '1.10'
        !!str true | 'true'
        !!int "80" | int 80
        !!int 0x10 | int 16
        !!float 1 | float 1
        !!float "1.5" | float 1.5
        !!bool "yes" | true
        !!null "" | null
        !<tag:yaml.org,2002:int> "7" | int 7
        !local 80 | '80'
        ! 80 | '80'
        """;

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var line in Table.Split('\n'))
        {
            rows.Add(line[..line.LastIndexOf(" | ", StringComparison.Ordinal)],
                line[(line.LastIndexOf(" | ", StringComparison.Ordinal) + 3)..].TrimEnd());
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_scalar_means_what_Kubernetes_reads(string written, string meaning) =>
        Describe(Read($"a: {written}\n").Find("a")!.Value).Should().Be(meaning);

    [Fact]
    public void A_value_left_out_is_null() => Describe(Read("a:\nb: 1\n").Find("a")!.Value).Should().Be("null");

    [Fact]
    public void A_block_scalar_is_a_string() => Describe(Read("a: |-\n  80\n").Find("a")!.Value).Should().Be("'80'");

    [Fact]
    public void A_collection_is_no_scalar() => Read("a: []\n").Scalar.Type.Should().Be(ScalarType.None);

    [Theory]
    [InlineData("8080", "8080")]
    [InlineData("\"8080\"", "8080")]
    [InlineData("0x50", "80")]
    [InlineData("1_000", "1000")]
    [InlineData("yes", "true")]
    [InlineData("OFF", "false")]
    [InlineData("'yes'", "yes")]
    [InlineData("1.10", "1.1")]
    [InlineData("1e3", "1000")]
    [InlineData("1234567.5", "1.2345675e+06")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("0.001", "0.001")]
    [InlineData("-0.5", "-0.5")]
    [InlineData(".inf", ".inf")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("!!str 1.10", "1.10")]
    [InlineData("~", "null")]
    [InlineData("app.kubernetes.io/name", "app.kubernetes.io/name")]
    public void A_key_becomes_a_JSON_string(string written, string key)
    {
        foreach (var entry in Read($"{written}: x\n").Entries)
            ScalarValue.KeyText(entry.Key).Should().Be(key);
    }

    [Fact]
    public void A_long_number_with_underscores_is_read_without_them() =>
        Describe(Read($"a: 1{new string('_', 500)}0\n").Find("a")!.Value).Should().Be("int 10");

    private static Node Read(string text) => YamlReader.Read(new SourceText("test.yaml", text)).Documents.Should().ContainSingle().Subject;

    private static string Describe(Node node)
    {
        var value = node.Scalar;
        return value.Type switch
        {
            ScalarType.Null => "null",
            ScalarType.Boolean => value.Boolean ? "true" : "false",
            ScalarType.Integer => FormattableString.Invariant($"int {value.Integer}"),
            ScalarType.Float => FormattableString.Invariant($"float {value.Float}"),
            ScalarType.String => $"'{node.Value}'",
            _ => "none",
        };
    }
}
