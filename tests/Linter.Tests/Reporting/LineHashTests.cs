using System.Collections.Immutable;
using Linter.Reporting;
using Linter.Text;

namespace Linter.Tests.Reporting;

public sealed class LineHashTests
{
    // Vectors of the upload action's own tests.
    [Fact]
    public void An_empty_file_has_the_hash_of_its_end() => Of("").Should().Equal("c129715d7a2bc9a3:1");

    [Fact]
    public void Blanks_do_not_count() =>
        Of(" a\nb\n  \t\tc\n d").Should().Equal("271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1");

    [Fact]
    public void Line_breaks_of_every_kind_hash_alike() => Of("a\r\nb\rc\n").Should().Equal(Of("a\nb\nc\n"));

    [Fact]
    public void Equal_windows_are_numbered()
    {
        var hashes = Of(string.Concat(Enumerable.Repeat("replicas: 1\n", 40)));

        hashes.Should().OnlyHaveUniqueItems();
        hashes[1].Should().Be(hashes[0].Replace(":1", ":2", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_line_has_a_hash_whatever_the_text()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 500; round++)
        {
            var text = new string(random.GetItems<char>("ab \t\r\n\uffff", random.Next(300)));
            Of(text).Should().HaveCount(new SourceText("a.yaml", text).LineCount);
        }
    }

    private static ImmutableArray<string> Of(string text) => LineHash.Of(new SourceText("a.yaml", text));
}
