using Linter.WayBack;

// Measures how often the way back from rendered text leads to the scalar that a person has to edit; run on demand:
//   dotnet run -c Release --project tests/Linter.WayBack -- kustomize [folder of repositories]
return args switch
{
    ["kustomize", .. var rest] => await KustomizeMeasure.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Linter.WayBack kustomize [folder of repositories]");
    return 2;
}
