using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Linter.Engine;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Benchmarks;

/// <summary>The parts of a run: the reader, what is made of its nodes, and the whole with linking and rules.</summary>
[MemoryDiagnoser]
public class Parts
{
    private ImmutableArray<SourceText> sources = [];
    private InputFiles input = null!;

    public static int Run(string[] args)
    {
        BenchmarkRunner.Run<Parts>(args: args);
        return 0;
    }

    [GlobalSetup]
    public void Read()
    {
        var folder = new Workplace().Input("dense", 1_000);
        sources = [.. Events.ManifestsIn(folder).Select(file => new SourceText(file, File.ReadAllText(file)))];
        input = new InputFiles([.. sources.Select(source => new InputFile(source.Path, null, source.Text))], [], []);
    }

    [Benchmark]
    public int Reader() => sources.Sum(source => YamlReader.Read(source, YamlEngine.Fast).Documents.Length);

    [Benchmark]
    public int Reference() => sources.Sum(source => YamlReader.Read(source, YamlEngine.Reference).Documents.Length);

    [Benchmark]
    public int Linking() => LintEngine.ExplainUnits(input, new LintOptions { Threads = 1 }).Resources;

    [Benchmark]
    public int Rules() => LintEngine.Run(input, new LintOptions { Threads = 1 }).Findings.Length;
}
