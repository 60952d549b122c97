using System.Globalization;

namespace Linter.Fuzz;

/// <summary>What a run was asked for.</summary>
/// <param name="Seconds">How long new cases are begun.</param>
/// <param name="Seed">Of the whole run: the same seed makes the same cases.</param>
/// <param name="Case">Only this case; null for all from the first on.</param>
/// <param name="Cases">How many cases at most; null for no bound.</param>
/// <param name="IsRendered">Sources of rendered texts, or those texts, instead of manifests.</param>
/// <param name="Every">Of the sweep over all values, each N-th case; null for random cases.</param>
/// <param name="IsLight">One run a case, by one worker and without reports: twenty times the cases.</param>
/// <param name="Corpus">A folder of manifests besides those of the repository; null for none.</param>
internal sealed record FuzzOptions(int Seconds, int Seed, int? Case, int? Cases, bool IsRendered, int? Every, bool IsLight, string? Corpus)
{
    /// <summary>Null for anything that is not understood.</summary>
    public static FuzzOptions? Parse(string[] args)
    {
        var options = new FuzzOptions(60, Environment.TickCount & int.MaxValue, null, null, false, null, false, Repository.Corpus());
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            if (With(options, args[i], args[i + 1]) is not { } next)
                return null;
            options = next;
        }

        return args.Length % 2 == 0 ? options : null;
    }

    private static FuzzOptions? With(FuzzOptions options, string name, string value)
    {
        if (name == "--corpus")
            return options with { Corpus = value };
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;

        return name switch
        {
            "--seconds" => options with { Seconds = number },
            "--seed" => options with { Seed = number },
            "--case" => options with { Case = number },
            "--cases" => options with { Cases = number },
            "--rendered" when number is 0 or 1 => options with { IsRendered = number == 1 },
            "--light" when number is 0 or 1 => options with { IsLight = number == 1 },
            "--sweep" when number > 0 => options with { Every = number },
            _ => null,
        };
    }
}

/// <summary>Where the program lies.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of real manifests that may lie beside the repository.</summary>
    public static string? Corpus() =>
        Path.GetFullPath(Path.Join(Root, "..", "shared", "corpus")) is var corpus && Directory.Exists(corpus) ? corpus : null;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Join(folder.FullName, "Linter.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("no folder above the program holds Linter.sln");
    }
}
