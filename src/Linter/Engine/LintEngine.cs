using Linter.Graph;
using Linter.Manifests;

namespace Linter.Engine;

/// <summary>From files to findings: read, bind, link, check, order.</summary>
public static class LintEngine
{
    /// <summary>Never throws for what the files hold; a rule or a way back that throws becomes a <see cref="RuleFailure"/>.</summary>
    public static LintResult Run(InputFiles input, LintOptions options) => new EngineRun(input, options, see: null).Result();

    /// <summary>The same run, whose units are kept with their graphs and findings: for what shows them.</summary>
    public static Inspection Inspect(InputFiles input, LintOptions options)
    {
        var graphs = new List<LinkGraph>();
        var run = new EngineRun(input, options, graphs.Add);
        return new Inspection(run.Result(), [.. graphs.Select((graph, unit) => run.OfUnit(unit, graph))])
        {
            OfWaysBack = run.Stage.Rendered.Failures,
        };
    }

    /// <summary>Says what a run takes for applied together, without checking it.</summary>
    public static UnitExplanation ExplainUnits(InputFiles input, LintOptions options)
    {
        input = input.InOrder();
        var stage = ReadStage.Of(input, options);
        var stages = new UnitStages(stage.Units, stage.AllFiles, input, stage.Unreadable, _ => Externals.None, former: null);
        return new UnitExplanation(
            [.. stage.Units.Select((unit, i) => new ExplainedUnit(
                unit,
                Namespaces.Of(unit.Resources),
                unit.Resources.Any(resource => resource.Info.IsNamespaced && resource.Namespace is null),
                [.. stages.UnreadOf(i)]))],
            [.. stage.Files.Select(file => file.Source.Path)],
            stage.AllFiles.Sum(file => file.Resources.Length))
        {
            Skipped = input.Skipped,
            Unreadable = stage.Unreadable,
        };
    }
}
