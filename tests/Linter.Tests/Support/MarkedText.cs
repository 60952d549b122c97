using System.Text;
using Linter.Text;

namespace Linter.Tests.Support;

/// <summary>Text with spans marked in it: <c>ap[|p: w|]eb</c>. Marks may be several, and nested.</summary>
public sealed class MarkedText
{
    private MarkedText(SourceText source, IReadOnlyList<SourceSpan> spans)
    {
        Source = source;
        Spans = spans;
    }

    public SourceText Source { get; }

    /// <summary>In the order in which they open.</summary>
    public IReadOnlyList<SourceSpan> Spans { get; }

    /// <summary>The only one.</summary>
    public SourceSpan Span => Spans.Should().ContainSingle().Subject;

    public static MarkedText Parse(string marked, string path = "test.yaml")
    {
        var text = new StringBuilder();
        var spans = new List<(int Start, int End)>();
        var open = new Stack<int>();
        for (var at = 0; at < marked.Length; at++)
        {
            if (marked.AsSpan(at).StartsWith("[|"))
            {
                open.Push(spans.Count);
                spans.Add((text.Length, -1));
                at++;
            }
            else if (marked.AsSpan(at).StartsWith("|]"))
            {
                var index = open.Pop();
                spans[index] = (spans[index].Start, text.Length);
                at++;
            }
            else
            {
                text.Append(marked[at]);
            }
        }

        var source = new SourceText(path, text.ToString());
        return new MarkedText(source, [.. spans.Select(span => source.Span(span.Start, span.End))]);
    }
}
