using System.Text;
using Linter.Text;

namespace Linter.Tests.Reporting;

/// <summary>A file written with its spans in it: "app: [|web|]".</summary>
internal sealed class MarkedFile
{
    private readonly List<SourceSpan> spans = [];

    public MarkedFile(string path, string marked)
    {
        var text = new StringBuilder();
        var found = new List<(int Start, int End)>();
        var open = new Stack<(int Index, int Start)>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (string.CompareOrdinal(marked, i, "[|", 0, 2) == 0)
            {
                open.Push((found.Count, text.Length));
                found.Add(default);
                i++;
            }
            else if (string.CompareOrdinal(marked, i, "|]", 0, 2) == 0)
            {
                var (index, start) = open.Pop();
                found[index] = (start, text.Length);
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        Source = new SourceText(path, text.ToString());
        spans.AddRange(found.Select(span => Source.Span(span.Start, span.End)));
    }

    public SourceText Source { get; }

    /// <summary>The span that opens as number <paramref name="index"/>, from 0.</summary>
    public SourceSpan this[int index] => spans[index];
}
