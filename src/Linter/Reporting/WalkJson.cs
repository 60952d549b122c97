using System.Text.Json;
using Linter.Engine;
using Linter.Findings;
using Linter.Graph.Walks;
using Linter.Manifests;

namespace Linter.Reporting;

/// <summary>Walks for programs. Version 1: members are only ever added.</summary>
public static class WalkJson
{
    public const int SchemaVersion = 1;

    /// <summary>All entry points of a run.</summary>
    public static void Write(EntryList list, TextWriter output)
    {
        using var buffer = new JsonOutput(output);
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        WriteCounts(json, list.Counts);
        json.WriteStartArray("entries");
        foreach (var one in list.Walks)
        {
            WriteWalk(json, one);
            buffer.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        buffer.Finish();
    }

    /// <summary>A trace.</summary>
    public static void Write(Trace trace, TextWriter output)
    {
        using var buffer = new JsonOutput(output);
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.Text("target", trace.Target.Text);
        json.WriteString("verdict", WalkWords.Of(trace.Verdict));
        json.Text("missing", trace.Missing);
        json.Strings("nearest", trace.Nearest);
        json.WriteStartArray("walks");
        foreach (var one in trace.Walks)
        {
            WriteWalk(json, one);
            buffer.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        buffer.Finish();
    }

    internal static void WriteCounts(Utf8JsonWriter json, EntryCounts counts)
    {
        json.WriteStartObject("entryPoints");
        json.WriteNumber("total", counts.Total);
        json.WriteNumber("reach", counts.Reach);
        json.WriteNumber("doubtful", counts.Doubtful);
        json.WriteNumber("broken", counts.Broken);
        json.WriteNumber("unknown", counts.Unknown);
        json.WriteEndObject();
    }

    private static void WriteWalk(Utf8JsonWriter json, TracedWalk one)
    {
        var (unit, walk) = one;
        json.WriteStartObject();
        json.Text("unit", unit.Unit.Name);
        json.WriteString("kind", WalkWords.Of(walk.Entry.Kind));
        json.Text("name", walk.Entry.Name);
        WriteResource(json, "owner", walk.Entry.Owner);
        JsonReporter.WritePlace(json, unit.Shown(walk.Entry.At));
        json.WriteString("verdict", WalkWords.Of(walk.Verdict));
        json.Text("outcome", WalkWords.Outcome(walk));
        json.WriteStartArray("pods");
        foreach (var pods in walk.Hops.Where(hop => !hop.IsBeyond).SelectMany(hop => hop.Hop.Pods))
            WritePods(json, pods);
        json.WriteEndArray();
        json.WriteStartArray("hops");
        foreach (var hop in walk.Hops)
            WriteHop(json, unit, hop);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePods(Utf8JsonWriter json, WalkPods pods)
    {
        json.WriteStartObject();
        WriteResource(json, "workload", pods.Workload);
        WriteNumber(json, "replicas", pods.Replicas);
        WriteNumber(json, "port", pods.Port);
        json.Text("container", pods.Container.Length > 0 ? pods.Container : null);
        json.WriteEndObject();
    }

    // Behind a break nothing was judged: what would follow says so.
    private static void WriteHop(Utf8JsonWriter json, CheckedUnit unit, JudgedHop hop)
    {
        json.WriteStartObject();
        json.WriteString("kind", WalkWords.Of(hop.Hop.Kind));
        json.WriteString("status", WalkWords.Of(hop.IsBeyond ? WalkMark.Skipped : hop.Mark));
        if (hop.IsBeyond)
            json.WriteString("would", WalkWords.Of(hop.Mark));
        json.Text("what", hop.Hop.What);
        json.Text("how", hop.Hop.How);
        json.WriteNumber("branch", hop.Hop.Branch);
        if (hop.Hop.At is { } at)
            JsonReporter.WritePlace(json, unit.Shown(at));
        if (hop.Finding is { } finding)
            WriteFinding(json, unit.Shown(finding));
        if (hop.Caution is { } caution)
            json.Text("caution", caution);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject("finding");
        json.WriteString("rule", finding.RuleId);
        json.WriteString("level", finding.Severity.Name());
        json.Text("message", finding.Message.Text);
        JsonReporter.WritePlace(json, finding.Span);
        json.Text("help", finding.Help);
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, string name, Resource resource)
    {
        json.WriteStartObject(name);
        json.Text("kind", resource.KindName);
        json.Text("namespace", resource.Namespace);
        json.Text("name", resource.Name);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
