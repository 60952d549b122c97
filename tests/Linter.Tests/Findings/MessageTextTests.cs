using Linter.Findings;

namespace Linter.Tests.Findings;

public class MessageTextTests
{
    [Fact]
    public void Values_stay_apart_from_the_sentence()
    {
        var message = MessageText.Of($"Service '{"web"}' asks for '{80}' of '{"api":1}'");
        message.Format.Should().Be("Service '{0}' asks for '{1}' of '{2}'");
        message.Arguments.Should().Equal("web", "80", "api");
        message.Links.Should().Equal(0, 0, 1);
        message.Text.Should().Be("Service 'web' asks for '80' of 'api'");
    }

    [Fact]
    public void A_spliced_message_keeps_its_values_and_its_braces()
    {
        var inner = MessageText.Of($"{{0}} of '{"a"}' and '{"b"}'");
        var message = MessageText.Of($"'{"x"}' and {inner}");
        message.Format.Should().Be("'{0}' and {{0}} of '{1}' and '{2}'");
        message.Text.Should().Be("'x' and {0} of 'a' and 'b'");
    }

    [Fact]
    public void Braces_in_values_stand_for_themselves() =>
        MessageText.Of($"'{"{0} {{"}' is a template").Text.Should().Be("'{0} {{' is a template");
}
