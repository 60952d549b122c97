using Linter.Reporting;

namespace Linter.Tests.Reporting;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain 'text' \\ {0} [x](1)", "plain 'text' \\ {0} [x](1)")]
    [InlineData("a\nb\r\tc", @"a\nb\r\tc")]
    [InlineData("\u001b[31m\0\u007f", @"\x1b[31m\x00\x7f")]
    [InlineData("\u0085\u009b", @"\x85\x9b")]
    [InlineData("\u202a\u202e\u2066\u2069", @"\u{202a}\u{202e}\u{2066}\u{2069}")]
    [InlineData("\u2028\u2029", @"\u{2028}\u{2029}")]
    [InlineData("\u200b\ufeff\u00ad", @"\u{200b}\u{feff}\xad")]
    [InlineData("日本 é 👩‍💻 नमस्ते", "日本 é 👩‍💻 नमस्ते")]
    [InlineData("\U000e0041", @"\u{e0041}")]
    [InlineData("a\ufffe\uffff\ufdd0", @"a\u{fffe}\u{ffff}\u{fdd0}")]
    public void What_steers_or_hides_is_shown_as_an_escape(string text, string shown) => Printable.Of(text).Should().Be(shown);

    [Theory]
    [InlineData("::error::x", @"\x3a:error::x")]
    [InlineData("  ::stop-commands::x", @"  \x3a:stop-commands::x")]
    [InlineData("a ::error::", "a ::error::")]
    [InlineData(":x", ":x")]
    public void No_line_begins_like_a_command_of_a_CI_server(string text, string shown) => Printable.AtLineStart(text).Should().Be(shown);

    [Fact]
    public void A_lone_surrogate_is_shown_by_its_number() =>
        Printable.Of("a\ud800b\udc00" + "\U0001f600").Should().Be(@"a\u{d800}b\u{dc00}" + "\U0001f600");

    [Fact]
    public void Every_character_below_U10000_stays_or_becomes_ascii()
    {
        for (var c = 0; c < 0x10000; c++)
        {
            var text = ((char)c).ToString();
            var shown = Printable.Of(text);
            (shown == text || shown.All(char.IsAscii)).Should().BeTrue();
            shown.Should().NotContainAny("\n", "\r", "\u001b", "\u202e", "\u0085");
        }
    }
}
