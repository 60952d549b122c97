using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Rules;

/// <summary>
/// The text blocks of rules/*.md show what a finding says first; here stands all of it, for every example. It is
/// <c>LINT_ACCEPT=1 dotnet test</c> that writes these files; the diff is what gets reviewed.
/// </summary>
public class RuleDetailsTests
{
    public static TheoryData<string> Ids => [.. RuleCatalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Examples_say_this_in_full(string id) => Golden.Check(
        Repository.PathOf("tests", "Linter.Tests", "Rules", "Details", id + ".txt"),
        Sections.Write(RuleCatalog.Document(id)
            .Examples.Select(example => (example.Title, FindingDetails.Of(Lint.Only(id, example.Pairs()).Findings)))));
}
