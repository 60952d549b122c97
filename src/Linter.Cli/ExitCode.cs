namespace Linter.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Nothing at or above the level of --fail-on.</summary>
    public const int Clean = 0;

    public const int Findings = 1;

    /// <summary>Usage, configuration, a path that cannot be opened, nothing that could be linted, or not enough memory.</summary>
    public const int Unusable = 2;

    /// <summary>A failure of the program itself.</summary>
    public const int Internal = 3;
}
