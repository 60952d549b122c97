using Linter.Fuzz;

// Mutates manifests and watches what every run has to hold. On demand, and for a minute in CI:
//   dotnet run -c Release --project tests/Linter.Fuzz -- --seconds 600 --seed 7
//   dotnet run -c Release --project tests/Linter.Fuzz -- --seed 7 --case 1234      (one case again)
//   dotnet run -c Release --project tests/Linter.Fuzz -- --sweep 1                   (every value of every seed, or each N-th case, and as many random ones)
var options = FuzzOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: Linter.Fuzz [--seconds N] [--seed N] [--case N] [--light 1] [--sweep N] [--corpus FOLDER]");
    return 2;
}

var seeds = Seeds.Load(options.Corpus);
return options.Every is { } every ? new Sweep(every, options.Seed, [.. seeds, .. Seeds.Edges()]).Run() : new FuzzRun(options, seeds).Run();
