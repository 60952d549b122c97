using System.Diagnostics;
using System.Globalization;

namespace Linter.Mutants;

/// <summary>
/// The unit tests of the graph, the rules, the walks and the schema, run by their own program beside a library that holds
/// mutants. What the judge lints already is left out, and so are two classes that take longer than all others, and a test that goes by the
/// clock.
/// </summary>
internal static class UnitTests
{
    private const string Program = "Linter.Tests";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(240);
    private static readonly string Built = Path.GetFullPath(Path.Join(AppContext.BaseDirectory, "..", "..", "..", "..", Program, "bin",
        LinterBuild.Flavour, "net10.0"));

    private static readonly string[] Choice =
    [
        "-namespace", "Linter.Tests.Graph", "-namespace", "Linter.Tests.Rules", "-namespace", "Linter.Tests.Walks",
        "-namespace", "Linter.Tests.Schema", "-namespace", "Linter.Tests.Engine",
        "-class-", "Linter.Tests.Rules.RuleDocumentTests", "-class-", "Linter.Tests.Rules.RuleDetailsTests", "-class-",
        "Linter.Tests.Walks.WalkDetailsTests",
        "-class-", "Linter.Tests.Graph.ValueDetailsTests",
        "-class-", "Linter.Tests.Graph.FactTablesTests", "-class-", "Linter.Tests.Walks.RequestTablesTests", "-class-",
        "Linter.Tests.Rules.SmallCasesTests",
        "-method-", "Linter.Tests.Walks.RouterOracleTests.Thousands_of_paths_of_one_host_take_linear_time",
        "-class-", "Linter.Tests.Rules.WrongShapeTests", "-class-", "Linter.Tests.Walks.AgreementTests",
        "-stopOnFail", "-noColor", "-noLogo",
    ];

    public static bool AreBuilt => File.Exists(Path.Join(Built, Program + ".dll"));

    /// <summary>Below the repository, where the tests look for it.</summary>
    private static string FolderOf(int library) => Path.Join(Built, "..", "..", "Mutants", library.ToString(CultureInfo.InvariantCulture));

    public static void RemoveAll()
    {
        if (Directory.Exists(Path.Join(Built, "..", "..", "Mutants")))
            Directory.Delete(Path.Join(Built, "..", "..", "Mutants"), recursive: true);
    }

    /// <summary>A copy of the tests beside this library, called by a number.</summary>
    public static void Put(byte[] library, int number)
    {
        var folder = FolderOf(number);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Built))
            File.Copy(file, Path.Join(folder, Path.GetFileName(file)), overwrite: true);
        File.WriteAllBytes(Path.Join(folder, "Linter.dll"), library);
    }

    /// <summary>The test that a mutant breaks; null where all of them hold. -1 is no mutant.</summary>
    public static string? Killer(int library, int mutant)
    {
        var program = Path.Join(FolderOf(library), OperatingSystem.IsWindows() ? Program + ".exe" : Program);
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Choice)
            start.ArgumentList.Add(argument);
        start.Environment[LinterBuild.ChosenBy] = mutant.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_TieredPGO"] = "0";

        using var tests = Process.Start(start)!;
        tests.ErrorDataReceived += (_, _) => { };
        tests.BeginErrorReadLine();
        var failed = "";
        tests.OutputDataReceived += (_, line) => failed = failed.Length == 0 && line.Data is { } text
            && text.EndsWith("[FAIL]", StringComparison.Ordinal)
            ? text
            : failed;
        tests.BeginOutputReadLine();
        if (!tests.WaitForExit(Longest))
        {
            tests.Kill(entireProcessTree: true);
            return "unit tests hang";
        }

        tests.WaitForExit();
        return tests.ExitCode == 0 ? null
            : failed.Length > 0 ? failed.Trim().Replace(" [FAIL]", "", StringComparison.Ordinal)
                .Replace("Linter.Tests.", "", StringComparison.Ordinal)
            : "unit tests end";
    }
}
