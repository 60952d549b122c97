using Linter.Findings;

namespace Linter.Reporting;

/// <summary>ANSI colours, or none.</summary>
internal readonly struct Paint(bool isOn)
{
    public string Bold(string text) => Wrap(text, "1");

    public string Frame(string text) => Wrap(text, "94");

    public string Removed(string text) => Wrap(text, "31");

    public string Added(string text) => Wrap(text, "32");

    public string Level(Severity severity, string text) => Wrap(text, severity switch
    {
        Severity.Error => "1;31",
        Severity.Warning => "1;33",
        _ => "1;36",
    });

    private string Wrap(string text, string code) => isOn && text.Length > 0 ? $"\x1b[{code}m{text}\x1b[0m" : text;
}
