namespace Linter.Cli;

internal enum ColorChoice
{
    Auto,
    Always,
    Never,
}

/// <summary>What standard output can show.</summary>
internal static class Terminal
{
    /// <summary>Columns where output is no terminal: the same everywhere.</summary>
    public const int DefaultWidth = 120;

    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    public static int Width(CliEnvironment environment) => environment.OutputWidth > 0 ? environment.OutputWidth : DefaultWidth;

    /// <summary>Whether to colour text: the option, then NO_COLOR, then what forces colour, then what standard output is.</summary>
    public static bool HasColor(CliEnvironment environment, ColorChoice choice) => choice switch
    {
        ColorChoice.Always => true,
        ColorChoice.Never => false,
        _ when IsSet(environment, "NO_COLOR") => false,
        _ when IsOn(environment, "FORCE_COLOR") || IsOn(environment, "CLICOLOR_FORCE") => true,
        _ when environment.Variable("TERM") == "dumb" => false,
        // Their logs show ANSI colours, though they are no terminals.
        _ when IsSet(environment, "GITHUB_ACTIONS") || IsSet(environment, "GITLAB_CI") => true,
        _ => environment.OutputIsTerminal,
    };

    /// <summary>Output that is no terminal is UTF-8 whatever the locale, so that it is the same everywhere.</summary>
    public static bool HasUnicode(CliEnvironment environment)
    {
        if (!environment.OutputIsTerminal || OperatingSystem.IsWindows())
            return true;

        var locale = LocaleVariables.Select(environment.Variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSet(CliEnvironment environment, string name) => !string.IsNullOrEmpty(environment.Variable(name));

    private static bool IsOn(CliEnvironment environment, string name) =>
        IsSet(environment, name) && environment.Variable(name) is not ("0" or "false");
}
