using Linter.Graph;

namespace Linter.Tests.Graph;

public class GatewayHostsTests
{
    [Theory]
    [InlineData("", "shop.example.com")]
    [InlineData("shop.example.com", "Shop.example.com")]
    [InlineData("*.example.com", "shop.example.com")]
    [InlineData("*.example.com", "a.b.example.com")]
    [InlineData("*.example.com", "*.b.example.com")]
    [InlineData("*.example.com", "*.example.com")]
    public void Some_host_is_meant_by_both(string one, string other)
    {
        GatewayHosts.Meet(one, other).Should().BeTrue();
        GatewayHosts.Meet(other, one).Should().BeTrue();
    }

    [Theory]
    [InlineData("*.example.com", "example.com")]
    [InlineData("*.example.com", "shopexample.com")]
    [InlineData("shop.example.com", "cart.example.com")]
    [InlineData("*.example.com", "*.example.org")]
    public void No_host_is_meant_by_both(string one, string other)
    {
        GatewayHosts.Meet(one, other).Should().BeFalse();
        GatewayHosts.Meet(other, one).Should().BeFalse();
    }
}
