using Linter.WayBack;

// Measures how often the way back from rendered text leads to the scalar that a person has to edit. Run on demand:
//   dotnet run -c Release --project tests/Linter.WayBack -- kustomize|helm|helm-piped FOLDER-OF-REPOSITORIES [SAMPLE] [SEED]
return args switch
{
    ["kustomize", var folder, .. var rest] => KustomizeMeasure.Run(folder, Number(rest, 0, 300), Number(rest, 1, 1)),
    ["helm", var folder, .. var rest] => HelmMeasure.Run(folder, Number(rest, 0, 300), Number(rest, 1, 1), isPiped: false),
    ["helm-piped", var folder, .. var rest] => HelmMeasure.Run(folder, Number(rest, 0, 300), Number(rest, 1, 1), isPiped: true),
    _ => Usage(),
};

static int Number(string[] rest, int index, int otherwise) =>
    index < rest.Length ? int.Parse(rest[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("usage: Linter.WayBack kustomize|helm|helm-piped FOLDER-OF-REPOSITORIES [SAMPLE] [SEED]");
    return 2;
}
