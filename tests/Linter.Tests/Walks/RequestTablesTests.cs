using Linter.Tests.Support;

namespace Linter.Tests.Walks;

/// <summary>Which way requests take, and what decided it; <c>LINT_ACCEPT=1 dotnet test</c> writes it.</summary>
public class RequestTablesTests
{
    [Fact]
    public void Requests_take_these_ways() =>
        Golden.Matches("requests.txt", Sections.Write(RequestTables.All().Select(row => (row.Title, row.Text()))));
}
