using Linter.Engine;

namespace Linter.Reporting;

/// <summary>Writes one format. Same result, same bytes: no clock, no absolute path, no dictionary order.</summary>
public interface IReporter
{
    void Write(LintResult result, TextWriter output);
}
