using Linter.Fuzz;

// Mutates manifests and watches what every run has to hold. On demand, and for a minute in CI:
//   dotnet run -c Release --project tests/Linter.Fuzz -- --seconds 600 --seed 7
//   dotnet run -c Release --project tests/Linter.Fuzz -- --seed 7 --case 1234      (one case again)
var options = FuzzOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: Linter.Fuzz [--seconds N] [--seed N] [--case N] [--corpus FOLDER]");
    return 2;
}

return new FuzzRun(options, Seeds.Load(options.Corpus)).Run();
