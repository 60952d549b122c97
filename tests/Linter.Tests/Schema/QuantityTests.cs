using System.Globalization;
using System.Numerics;
using Linter.Schema;

namespace Linter.Tests.Schema;

public class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1000000000")]
    [InlineData("+1.5", "1500000000")]
    [InlineData(".5", "500000000")]
    [InlineData("5.", "5000000000")]
    [InlineData("-100m", "-100000000")]
    [InlineData("1n", "1")]
    [InlineData("0.1n", "1")]
    [InlineData("1Ki", "1024000000000")]
    [InlineData("1.5Gi", "1610612736000000000")]
    [InlineData("1e3", "1000000000000")]
    [InlineData("1E-3", "1000000")]
    [InlineData("1E", "1000000000000000000000000000")]
    [InlineData("1e2000000000", "9223372036854775807000000000")]
    [InlineData("1e-2000000000", "1")]
    public void Amounts_are_exact(string text, string nanos) =>
        Quantity.Parse(text)!.Value.Nanos.Should().Be(BigInteger.Parse(nanos, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("Mi")]
    [InlineData("1 Gi")]
    [InlineData("1gi")]
    [InlineData("1K")]
    [InlineData("1MB")]
    [InlineData("1.1.1")]
    [InlineData("1e")]
    [InlineData("--1")]
    [InlineData("1e99999999999")]
    public void Other_text_is_none(string text) => Quantity.Parse(text).Should().BeNull();

    [Theory]
    [InlineData("0", "0")]
    [InlineData("3500m", "3500m")]
    [InlineData("3.5", "3500m")]
    [InlineData("1536Mi", "1.5Gi")]
    [InlineData("0.5Gi", "512Mi")]
    [InlineData("64M", "64M")]
    [InlineData("67108864", "64Mi")]
    [InlineData("3000", "3000")]
    [InlineData("1234567", "1234567")]
    [InlineData("-2Ti", "-2Ti")]
    [InlineData("1n", "1n")]
    public void An_amount_is_told_as_short_as_is_exact(string text, string told) =>
        Quantity.Parse(text)!.Value.ToString().Should().Be(told);

    [Fact]
    public void Amounts_are_summed_exactly() =>
        (((Quantity.Parse("100m")!.Value + Quantity.Parse("200m")!.Value) * 10).ToString(),
            Quantity.Max(Quantity.Of(1), Quantity.Parse("900m")!.Value).ToString())
            .Should().Be(("3", "1"));
}
