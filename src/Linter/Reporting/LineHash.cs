using System.Collections.Immutable;
using System.Globalization;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>
/// The fingerprint that GitHub's code scanning gives a line, <c>primaryLocationLineHash</c>: a rolling hash of the next
/// 100 characters that are not blank, and which of the lines with that hash it is. What upload-sarif computes has to
/// come out, or it warns; hence the quirks: base 37 in 64 wrapping bits, a marker at the end of the file, zero padding.
/// </summary>
public sealed class LineHash
{
    private const int BlockSize = 100;
    private const long Base = 37;
    private const char EndOfFile = '\uffff';

    private readonly int[] lines = new int[BlockSize];
    private readonly int[] window = new int[BlockSize];
    private readonly Dictionary<ulong, int> counts = [];
    private readonly ImmutableArray<string>.Builder hashes;
    private readonly long outgoingFactor = Power(Base, BlockSize);
    private long hash;
    private int index;
    private int line;

    private LineHash(int lineCount) => hashes = ImmutableArray.CreateBuilder<string>(lineCount);

    /// <summary>The fingerprint of every line, in order.</summary>
    public static ImmutableArray<string> Of(SourceText source)
    {
        var run = new LineHash(source.LineCount);
        run.Read(source.Text);
        return run.hashes.ToImmutable();
    }

    private void Read(string text)
    {
        var atLineStart = true;
        var afterReturn = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var current = i < text.Length ? text[i] : EndOfFile;
            if (current is ' ' or '\t' || (afterReturn && current == '\n'))
            {
                afterReturn = false;
                continue;
            }

            afterReturn = current == '\r';
            if (afterReturn)
                current = '\n';
            Emit();
            if (atLineStart)
                lines[index] = ++line;
            atLineStart = current == '\n';
            Push(current);
        }

        for (var i = 0; i < BlockSize; i++)
        {
            Emit();
            Push('\0');
        }
    }

    /// <summary>When the window comes round to where a line began, its hundred characters are in.</summary>
    private void Emit()
    {
        if (lines[index] == 0)
            return;

        var value = unchecked((ulong)hash);
        counts[value] = counts.GetValueOrDefault(value) + 1;
        hashes.Add(string.Create(CultureInfo.InvariantCulture, $"{value:x}:{counts[value]}"));
        lines[index] = 0;
    }

    private void Push(char current)
    {
        hash = unchecked((Base * hash) + current - (outgoingFactor * window[index]));
        window[index] = current;
        index = (index + 1) % BlockSize;
    }

    private static long Power(long number, int exponent)
    {
        var result = 1L;
        for (var i = 0; i < exponent; i++)
            result = unchecked(result * number);
        return result;
    }
}
