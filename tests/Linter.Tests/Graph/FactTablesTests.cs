using Linter.Tests.Support;

namespace Linter.Tests.Graph;

/// <summary>
/// Every row of the tables of facts, with what it does; <c>LINT_ACCEPT=1 dotnet test</c> writes it. A fact changes on purpose only.
/// </summary>
public class FactTablesTests
{
    [Fact]
    public void Facts_are_these() =>
        Golden.Matches("facts.txt", Sections.Write(FactTables.All().Select(table => (table.Title, table.Text()))));
}
