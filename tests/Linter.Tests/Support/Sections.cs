using System.Text;

namespace Linter.Tests.Support;

/// <summary>A file of texts, each below a line "== title"; empty ones are left out. The mutants' judge is built with it too.</summary>
public static class Sections
{
    private const string Mark = "== ";

    public static string Write(IEnumerable<(string Title, string Text)> sections)
    {
        var all = new StringBuilder();
        foreach (var (title, text) in sections.Where(section => section.Text.Length > 0))
            all.Append(Mark).Append(title).Append('\n').Append(text);
        return all.ToString();
    }

    public static Dictionary<string, string> Read(string file)
    {
        var sections = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        StringBuilder? current = null;
        foreach (var line in File.ReadLines(file))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                sections.Add(line[Mark.Length..], current = new StringBuilder());
            else
                current!.Append(line).Append('\n');
        }

        return sections.ToDictionary(section => section.Key, section => section.Value.ToString(), StringComparer.Ordinal);
    }
}
