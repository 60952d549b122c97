namespace Linter.Findings;

/// <summary>How grave a finding is, in SARIF's words; Off switches a rule off and is never a finding's own level.</summary>
public enum Severity
{
    Off,
    Note,
    Warning,
    Error,
}

/// <summary>The spelling of levels in configuration and reports.</summary>
public static class SeverityNames
{
    public static string Name(this Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "note",
        _ => "off",
    };

    /// <summary>Reads "off", "note", "warning" or "error"; false for anything else.</summary>
    public static bool TryParse(string text, out Severity severity)
    {
        (severity, var known) = text switch
        {
            "off" => (Severity.Off, true),
            "note" => (Severity.Note, true),
            "warning" => (Severity.Warning, true),
            "error" => (Severity.Error, true),
            _ => (Severity.Off, false),
        };
        return known;
    }
}
