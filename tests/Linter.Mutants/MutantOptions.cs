using System.Collections.Immutable;
using System.Globalization;

namespace Linter.Mutants;

/// <summary>What a run was asked for.</summary>
/// <param name="Sample">How many mutants that compile.</param>
/// <param name="Seed">The same seed picks the same mutants of the same sources.</param>
/// <param name="Only">Numbers of the mutants to try; empty for all of the sample.</param>
/// <param name="At">Places of the mutants to try, as they are told; empty for all of the sample.</param>
/// <param name="Seconds">How long new mutants are begun.</param>
/// <param name="Worker">In the process that tries mutants.</param>
/// <param name="From">The number of the first mutant.</param>
internal sealed record MutantOptions(
    int Sample, int Seed, ImmutableArray<int> Only, ImmutableArray<string> At, int Seconds, bool Worker, int From)
{
    /// <summary>Null for anything that is not understood.</summary>
    public static MutantOptions? Parse(string[] args)
    {
        var options = new MutantOptions(200, 1, [], [], int.MaxValue, false, 0);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || With(options, args[i], args[i + 1]) is not { } next)
                return null;
            options = next;
        }

        return options;
    }

    private static MutantOptions? With(MutantOptions options, string name, string value)
    {
        if (name == "--at")
            return options with { At = [.. value.Split(',')] };

        var numbers = value.Split(',')
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .ToImmutableArray();
        if (numbers.Contains(-1))
            return null;

        return name switch
        {
            "--sample" => options with { Sample = numbers[0] },
            "--seed" => options with { Seed = numbers[0] },
            "--only" => options with { Only = numbers },
            "--seconds" => options with { Seconds = numbers[0] },
            "--from" => options with { Worker = true, From = numbers[0] },
            _ => null,
        };
    }
}

/// <summary>Where the program lies.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Join([Root, .. parts]);

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
