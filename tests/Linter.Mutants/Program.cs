using Linter.Mutants;

// Breaks Graph and Rules one small change at a time and counts the changes that no rule document or sample notices:
//   dotnet run -c Release --project tests/Linter.Mutants -- --sample 200 --seed 1
//   dotnet run -c Release --project tests/Linter.Mutants -- --sample 200 --seed 1 --only 17,23   (some of them again)
//   dotnet run -c Release --project tests/Linter.Mutants -- --at src/Linter/Graph/Pods/Scaling.cs:17:5   (those of a place, or of a whole line, which stay there when others move)
//   dotnet run -c Release --project tests/Linter.Mutants -- --reach                               (code that none of them runs)
if (args is ["--reach"])
    return Reach.Run();

var options = MutantOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: Linter.Mutants --reach | [--sample N] [--seed N] [--only N,N] [--at PLACE,PLACE] [--seconds N]");
    return 2;
}

return options.Worker ? new Worker(options).Run() : new MutantRun(options).Run();
