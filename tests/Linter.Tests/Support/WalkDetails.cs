using System.Globalization;
using System.Text;
using Linter.Engine;
using Linter.Graph.Walks;
using Linter.Manifests;

namespace Linter.Tests.Support;

/// <summary>
/// Every way into some manifests, step by step, and what becomes of requests for every host, path, Service, node port and
/// workload in them, as text. The mutants' judge is built with it too.
/// </summary>
public static class WalkDetails
{
    public static string Of(Inspection inspection)
    {
        var text = new StringBuilder();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var unit in inspection.Units)
        {
            foreach (var walk in EntryJudgement.Of(unit))
                Write($"{Name(walk.Entry.Kind)} {walk.Entry.Name} ({walk.Entry.Owner} {walk.Entry.At})", walk, told, text);
        }

        foreach (var (target, from) in inspection.Units.SelectMany(Targets).Distinct())
            Write(inspection, target, from, told, text);
        return text.ToString();
    }

    /// <summary>What becomes of one request, in full: "GET https://shop.example.com/cart version: 2".</summary>
    public static string Of(Inspection inspection, string request)
    {
        var words = request.Split(' ', 3);
        var headers = words.Length < 3
            ? []
            : words[2].Split(", ").Select(header => header.Split(": ")).Select(parts => (parts[0], parts[1])).ToArray();
        if (TraceTarget.Read(words[1], words[0], [.. headers]).Target is not { } target)
            return "cannot be read\n";

        var text = new StringBuilder();
        var trace = Trace.Of(inspection, target, null);
        foreach (var one in trace.Walks)
            Write(one.Walk.Entry.Name, one.Walk, new HashSet<string>(StringComparer.Ordinal), text);
        if (trace.Missing is { } missing)
            Line(text, $"{missing}{(trace.Nearest.IsEmpty ? "" : $"; nearest {string.Join(", ", trace.Nearest)}")}");
        return text.ToString();
    }

    private static void Write(Inspection inspection, string asked, string? from, HashSet<string> told, StringBuilder text)
    {
        if (TraceTarget.Read(asked, "GET", []).Target is not { } target)
            return;

        var trace = Trace.Of(inspection, target, from is null ? null : TraceTarget.ReadWorkload(from));
        var title = $"trace {asked}{(from is null ? "" : $" from {from}")}";
        foreach (var one in trace.Walks)
            Write(title + (target.Kind == TraceKind.Workload ? $" {one.Walk.Entry.Name}" : ""), one.Walk, told, text);
        if (trace.Missing is { } missing)
            Line(text, $"{title}: {missing}{(trace.Nearest.IsEmpty ? "" : $"; nearest {string.Join(", ", trace.Nearest)}")}");
    }

    private static void Write(string title, JudgedWalk walk, HashSet<string> told, StringBuilder text)
    {
        // What several ways share is told once.
        Line(text, $"{title}: {Name(walk.Verdict)} in {walk.Hops.Length} steps");
        foreach (var step in walk.Hops.Select(Step).Where(told.Add))
            Line(text, $"  {step}");
    }

    private static string Step(JudgedHop judged)
    {
        var hop = judged.Hop;
        var step = new StringBuilder(Name(judged.Mark)).Append(' ').Append(Name(hop.Kind)).Append(' ').Append(hop.What);
        void Add(string before, string? words) => step.Append(string.IsNullOrEmpty(words) ? "" : before + words);
        Add(", ", hop.How);
        Add(" @", hop.At?.ToString());
        Add(" |", hop.Brief);
        Add(" |branch ", hop.Branch == 0 ? "" : hop.Branch.ToString(CultureInfo.InvariantCulture));
        Add(" |instead ", hop.Instead);
        foreach (var pods in hop.Pods)
        {
            Add(" |pods ", string.Create(CultureInfo.InvariantCulture,
                $"{pods.Workload} {pods.Replicas} at {pods.Port} in '{pods.Container}'"));
        }

        Add(" |", judged.Finding?.RuleId);
        Add(" |", judged.Caution);
        return step.ToString();
    }

    private static IEnumerable<(string Target, string? From)> Targets(CheckedUnit unit)
    {
        var walks = new UnitWalks(unit.Graph);
        foreach (var host in walks.Hosts.Distinct(StringComparer.Ordinal))
        {
            var name = host.Length == 0 ? "any.example" : host.Replace("*", "any", StringComparison.Ordinal);
            yield return ($"https://{name}/", null);
            foreach (var path in walks.PathsOf(host).Select(path => path.Path)
                .Where(path => path.StartsWith('/'))
                .Distinct(StringComparer.Ordinal))
            {
                yield return ($"http://{name}{path}", null);
                yield return ($"http://{name}{path}x", null);
            }
        }

        foreach (var port in walks.NodePorts)
            yield return ($"nodeport:{port.ToString(CultureInfo.InvariantCulture)}", null);
        var workloads = unit.Graph.PodTemplates.Select(pods => $"{pods.Workload.Kind.Kind}/{pods.Workload.Name}").ToList();
        foreach (var service in walks.Services.Select(resource => resource.Name))
        {
            yield return (service, null);
            yield return (service + ":80", workloads.FirstOrDefault());
        }

        foreach (var set in unit.Graph.PodTemplates.Where(pods => pods.Workload.Kind == Kinds.StatefulSet))
            yield return ($"{set.Workload.Name}-0.{set.Workload.Name}", null);
        foreach (var workload in workloads)
            yield return (workload, null);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString();

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
