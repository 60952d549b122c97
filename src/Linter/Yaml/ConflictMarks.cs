using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>The lines that git leaves in a file where two versions could not be merged.</summary>
internal static class ConflictMarks
{
    private const int Length = 7;

    /// <summary>The first such line of a document that could not be read; null where the file holds no conflict.</summary>
    public static Finding? Find(SourceText source, int from, int to)
    {
        // A row of equals signs alone may be a heading.
        var text = source.Text;
        if (Next(text, 0, text.Length, "<<<<<<< ") < 0 && Next(text, 0, text.Length, ">>>>>>> ") < 0)
            return null;

        var first = ((string[])["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "])
            .Select(mark => Next(text, from, to, mark)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        return first < 0 ? null : ReaderFindings.MergeConflict(source.Span(first, TextLine.At(text, first).ContentEnd));
    }

    private static int Next(string text, int from, int to, string mark)
    {
        for (var at = from; at < to; at++)
        {
            var index = text.AsSpan(at, to - at).IndexOf(mark);
            if (index < 0)
                return -1;

            at += index;
            if ((at == 0 || text[at - 1] is '\n' or '\r' or Obstacles.ByteOrderMark)
                && (at + Length == text.Length || text[at + Length] is ' ' or '\n' or '\r'))
            {
                return at;
            }
        }

        return -1;
    }
}
