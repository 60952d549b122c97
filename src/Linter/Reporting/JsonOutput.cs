using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Linter.Reporting;

/// <summary>JSON written piece by piece to a text writer, so that a large report never lies in memory as a whole.</summary>
internal sealed class JsonOutput(TextWriter output) : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // Quotes around names are in every message: they stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ArrayBufferWriter<byte> buffer = new();
    private Utf8JsonWriter? writer;

    public Utf8JsonWriter Writer => writer ??= new Utf8JsonWriter(buffer, Options);

    /// <summary>Hands on what was written so far.</summary>
    public void Flush()
    {
        Writer.Flush();
        output.Write(WithoutInvisible(Encoding.UTF8.GetString(buffer.WrittenSpan)));
        buffer.ResetWrittenCount();
    }

    /// <summary>Hands on the rest and ends the last line.</summary>
    public void Finish()
    {
        Flush();
        output.Write('\n');
    }

    public void Dispose() => writer?.Dispose();

    /// <summary>
    /// The encoder leaves direction marks and their like as they are; whoever prints the report would be fooled by them.
    /// They only occur within strings, where an escape means the same.
    /// </summary>
    private static string WithoutInvisible(string json)
    {
        if (json.AsSpan().IndexOutside('\0', '\x7e') < 0)
            return json;

        var safe = new StringBuilder(json.Length + 64);
        foreach (var rune in json.EnumerateRunes())
        {
            if (rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                safe.Append(rune.ToString());
                continue;
            }

            foreach (var unit in rune.ToString())
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return safe.ToString();
    }
}

/// <summary>Small steps that the JSON formats share.</summary>
internal static class JsonSteps
{
    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(Safe(value));
        json.WriteEndArray();
    }

    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteString(name, Safe(value));
    }

    /// <summary>JSON in UTF-8 has no half surrogates; they become the replacement character.</summary>
    private static string Safe(string value) =>
        value.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)) : value;
}
