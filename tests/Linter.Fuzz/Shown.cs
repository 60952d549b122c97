using Linter.Engine;
using Linter.Reporting;
using Linter.Reporting.Drawing;

namespace Linter.Fuzz;

/// <summary>
/// What commands other than lint show of a run: its entry points, its picture, the way to each thing that can be asked for.
/// </summary>
internal static class Shown
{
    private const int MostTargets = 8;

    private static readonly TextOptions Style = new(Color: true, Width: 60);

    private static readonly IDrawing[] Drawings =
        [new MermaidDrawing(), new DotDrawing(), new JsonDrawing(), new TreeDrawing(paint: false, isUnicode: true), new SvgDrawing()];

    /// <summary>Throws where any of them does.</summary>
    public static void Write(Inspection inspection)
    {
        var output = TextWriter.Null;
        var list = EntryList.Of(inspection);
        WalkJson.Write(list, output);
        EntryTable.WriteText(list, Style, output);
        EntryTable.WriteMarkdown(list, ReportPaths.AsTheyAre, output);

        var picture = PictureBuilder.Build(inspection.Units);
        foreach (var drawing in Drawings)
            drawing.Write(picture, output);

        var names = inspection.Units.SelectMany(unit => unit.Graph.Resources)
            .Select(TraceTarget.Naming)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var from = names.Select(TraceTarget.ReadWorkload).FirstOrDefault(workload => workload is not null);
        foreach (var name in names.Concat(list.Walks.Select(walk => walk.Walk.Entry.Name)).Take(MostTargets).Append("nodeport:30080"))
        {
            if (TraceTarget.Read(name, "GET", []).Target is not { } target)
                continue;
            var trace = Trace.Of(inspection, target, target.Kind == TraceKind.NodePort ? null : from);
            WalkJson.Write(trace, output);
            new TraceText(Style).Write(trace, isQuiet: false, output);
        }
    }
}
