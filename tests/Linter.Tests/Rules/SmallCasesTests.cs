using Linter.Tests.Support;

namespace Linter.Tests.Rules;

/// <summary>Manifests at the edges of rules, with all that is said of them; <c>LINT_ACCEPT=1 dotnet test</c> writes it.</summary>
public class SmallCasesTests
{
    [Fact]
    public void Each_has_a_title_of_its_own_in_one_line() =>
        SmallCases.All().Select(row => row.Title).Should().OnlyHaveUniqueItems().And.NotContain(title => title.Contains('\n', StringComparison.Ordinal));

    [Fact]
    public void This_is_said_at_the_edges() => Golden.Matches("small-cases.txt", Sections.Write(SmallCases.All().Select(row => (row.Title, row.Text()))));
}
