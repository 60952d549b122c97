namespace Linter.Reporting;

/// <summary>How reports name the program.</summary>
/// <param name="Version">Semantic version, such as "0.1.0".</param>
public sealed record ToolInfo(string Version)
{
    public const string Name = "manifest-lint";

    public const string Home = "https://example.com/lint";

    public string FullName => $"{Name}, offline linter for Kubernetes manifests {Version}";

    public static string RulePage(string ruleId) => $"{Home}/rules/{ruleId}";
}
