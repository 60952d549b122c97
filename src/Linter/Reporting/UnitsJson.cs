using System.Text.Json;
using Linter.Engine;
using Linter.Manifests;

namespace Linter.Reporting;

/// <summary>What was taken for applied together and why, for programs. Version 1: members are only ever added.</summary>
public static class UnitsJson
{
    public const int SchemaVersion = 1;

    public static void Write(UnitExplanation explanation, TextWriter output)
    {
        using var buffer = new JsonOutput(output);
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartArray("units");
        foreach (var unit in explanation.Units.Where(unit => !unit.Unit.Files.IsEmpty))
        {
            WriteUnit(json, unit);
            buffer.Flush();
        }

        json.WriteEndArray();
        json.WriteStartArray("skipped");
        foreach (var skipped in explanation.Skipped)
        {
            json.WriteStartObject();
            json.Text("path", skipped.Path);
            json.WriteString("kind", skipped.Kind == SkippedKind.HelmChart ? "helm-chart" : "kustomization");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        buffer.Finish();
    }

    private static void WriteUnit(Utf8JsonWriter json, ExplainedUnit explained)
    {
        var unit = explained.Unit;
        json.WriteStartObject();
        json.Text("name", unit.Name);
        json.WriteString("reason", ReasonName(unit.Reason));
        json.Text("why", UnitsText.Why(unit));
        json.Strings("files", unit.Files.Select(file => file.Source.Path));
        json.WriteStartArray("shared");
        foreach (var shared in unit.Shared)
        {
            json.WriteStartObject();
            json.Text("path", shared.File.Source.Path);
            json.Text("why", UnitsText.Why(shared));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("namespaces");
        json.Strings("named", explained.Namespaces.Names);
        json.Text("unnamedIs", explained.Namespaces.Single);
        json.WriteBoolean("ambiguous",
            explained is { HasUnnamed: true, Namespaces.Single: null } && explained.Namespaces.Names.Any(name => name != "default"));
        json.WriteEndObject();
        json.Strings("incomplete", explained.Incomplete);
        json.WriteEndObject();
    }

    private static string ReasonName(UnitReason reason) => reason switch
    {
        UnitReason.Configured => "configured",
        UnitReason.Rendered => "rendered",
        UnitReason.Listed => "listed",
        UnitReason.Variant => "variant",
        UnitReason.Application => "application",
        UnitReason.Rest => "rest",
        _ => "whole",
    };
}
