using Linter.Fuzz;

// Mutates manifests and watches what every run has to hold. On demand, and for a minute in CI:
//   dotnet run -c Release --project tests/Linter.Fuzz -- --seconds 600 --seed 7
//   dotnet run -c Release --project tests/Linter.Fuzz -- --seed 7 --case 1234      (one case again)
//   dotnet run -c Release --project tests/Linter.Fuzz -- --rendered 1                (charts and kustomizations, and what was rendered of them)
//   dotnet run -c Release --project tests/Linter.Fuzz -- --sweep 1                   (every value of every seed, or each N-th case, and as many random ones)
var options = FuzzOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(
        "usage: Linter.Fuzz [--seconds N] [--seed N] [--case N] [--cases N] [--light 1] [--rendered 1] [--sweep N] [--corpus FOLDER]");
    return 2;
}

if (options.IsRendered)
{
    var rendered = new RenderedCases(RenderedSeeds.Load(options.Corpus));
    return new FuzzRun(options, rendered.Count, rendered.Make, (files, _) => rendered.Broken(files)).Run();
}

var seeds = Seeds.Load(options.Corpus);
return options.Every is { } every
    ? new Sweep(every, options.Seed, [.. seeds, .. Seeds.Edges()]).Run()
    : new FuzzRun(options, seeds.Length, new Mutator(seeds).Make,
        (files, number) => options.IsLight ? Properties.Failed(files) : Properties.Broken(files, number)).Run();
