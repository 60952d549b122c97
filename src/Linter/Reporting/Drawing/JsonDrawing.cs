using System.Collections.Immutable;
using System.Text.Json;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting.Drawing;

/// <summary>A picture for programs. Version 1: members are only ever added; nodes are named by their place in the list.</summary>
public sealed class JsonDrawing : IDrawing
{
    public const int SchemaVersion = 1;

    public void Write(Picture picture, TextWriter output)
    {
        using var buffer = new JsonOutput(output);
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartArray("nodes");
        foreach (var node in picture.Nodes)
        {
            Write(json, node);
            buffer.Flush();
        }

        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var edge in picture.Edges)
        {
            Write(json, edge);
            buffer.Flush();
        }

        json.WriteEndArray();
        WriteFindings(json, "otherFindings", picture.Unplaced);
        json.WriteStartObject("summary");
        json.WriteNumber("resources", picture.Nodes.Count(node => node.Place is not null));
        json.WriteNumber("links", picture.Edges.Length);
        foreach (var state in (LinkState[])[LinkState.Broken, LinkState.Doubtful, LinkState.Outside])
            json.WriteNumber(PictureWords.Of(state), picture.Count(state));
        json.WriteEndObject();
        json.WriteEndObject();
        buffer.Finish();
    }

    private static void Write(Utf8JsonWriter json, PictureNode node)
    {
        json.WriteStartObject();
        json.WriteNumber("id", node.Number);
        json.WriteString("column", node.Column.ToString().ToLowerInvariant());
        json.Text("kind", node.Kind);
        json.Text("name", node.Name);
        json.Text("namespace", node.Group.Namespace);
        json.Text("unit", node.Group.Unit);
        json.Text("detail", node.Extra);
        json.Text("ports", node.Ports);
        json.WriteBoolean("missing", node.IsMissing);
        json.WriteString("state", PictureWords.Of(node.State));
        WritePlace(json, node.Place);
        WriteFindings(json, "findings", node.Findings);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PictureEdge edge)
    {
        json.WriteStartObject();
        json.WriteNumber("from", edge.From);
        json.WriteNumber("to", edge.To);
        json.WriteString("use", edge.Use.ToString().ToLowerInvariant());
        json.Text("label", edge.Label);
        json.Text("through", edge.Through);
        json.WriteString("state", PictureWords.Of(edge.State));
        WritePlace(json, edge.Place);
        WriteFindings(json, "findings", edge.Findings);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, SourceSpan? place)
    {
        if (place is not { } span)
        {
            json.WriteNull("location");
            return;
        }

        json.WriteStartObject("location");
        json.Text("path", span.Source.Path);
        json.WriteNumber("line", span.From.Line);
        json.WriteNumber("column", span.From.Column);
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, string name, ImmutableArray<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.RuleId);
            json.WriteString("level", finding.Severity.Name());
            json.Text("message", finding.Message.Text);
            WritePlace(json, finding.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
