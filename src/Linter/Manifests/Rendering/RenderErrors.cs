namespace Linter.Manifests;

/// <summary>Takes the fact out of what helm and kustomize write when they fail.</summary>
internal static class RenderErrors
{
    private static readonly string[] Wrappings = ["Error: ", "error: "];

    /// <summary>One line, innermost cause last; never empty.</summary>
    public static string Essence(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("level=", StringComparison.Ordinal)
                && !line.StartsWith("Use --debug", StringComparison.Ordinal))
            .ToList();
        var text = string.Join(" ", lines);

        // klog: E1121 09:43:53.094785 31130 run.go:72] "command failed" err="..."
        if (text.IndexOf("err=\"", StringComparison.Ordinal) is var at and >= 0)
            text = text[(at + "err=\"".Length)..].TrimEnd('"').Replace("\\\"", "\"", StringComparison.Ordinal);
        else if (text.IndexOf("err=<", StringComparison.Ordinal) is var many and >= 0)
            text = text[(many + "err=<".Length)..].TrimEnd('>', ' ').Trim();
        foreach (var word in Wrappings)
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
                text = text[word.Length..];
        }

        // kustomize tells each step of the way to the file that fails, twice.
        const string Step = "recursed accumulation of path '";
        if (text.LastIndexOf(Step, StringComparison.Ordinal) is var step and >= 0
            && text.IndexOf("': ", step + Step.Length, StringComparison.Ordinal) is var cause and >= 0)
        {
            text = text[(cause + 3)..];
        }

        text = text.Trim();
        return text.Length == 0 ? "nothing" : text;
    }
}
