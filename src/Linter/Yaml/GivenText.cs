namespace Linter.Yaml;

/// <summary>
/// What the parser is given: the text, but where it stumbles over what go-yaml reads, something of the same length and meaning
/// that it takes, so that all offsets stay those of the file.
/// </summary>
internal sealed class GivenText(string text)
{
    private char[]? characters;
    private bool isMended;
    private Dictionary<int, (int Start, int End)>? anchors;

    public char[] Characters => characters ??= text.ToCharArray();

    /// <summary>Whether the parser was given something else than what stands there.</summary>
    public bool Differs(int start, int end) =>
        isMended && !Characters.AsSpan(start, end - start).SequenceEqual(text.AsSpan(start, end - start));

    /// <summary>The anchor of a node that the parser is not told of, with its mark; null for none.</summary>
    /// <param name="node">Where the parser sees it begin.</param>
    public (int Start, int End)? AnchorOf(int node) => anchors is not null && anchors.TryGetValue(node, out var anchor) ? anchor : null;

    /// <summary>Keeps an anchor from the parser.</summary>
    public void MoveAnchor(int start, int end, int node)
    {
        (anchors ??= [])[node] = (start, end);
        Blank(start, end);
    }

    public void Replace(int at, char character) => Writable(at, at + 1)[0] = character;

    public void Blank(int start, int end) => Writable(start, end).Fill(' ');

    /// <summary>White space instead of everything but line breaks.</summary>
    public void BlankLines(int start, int end)
    {
        foreach (ref var character in Writable(start, end))
        {
            if (character is not ('\r' or '\n'))
                character = ' ';
        }
    }

    public void JoinLines(int start, int end)
    {
        foreach (ref var character in Writable(start, end))
        {
            if (CommentFinder.IsWhite(character))
                character = ' ';
        }
    }

    /// <summary>Between two offsets, where only white space stands: the spaces first, then the line breaks.</summary>
    public void MoveSpacesUp(int start, int end)
    {
        var white = Writable(start, end);
        var spaces = white.Count(' ');
        var at = spaces;
        foreach (var character in text.AsSpan(start, end - start))
        {
            if (character != ' ')
                white[at++] = character;
        }

        white[..spaces].Fill(' ');
    }

    private Span<char> Writable(int start, int end)
    {
        isMended = true;
        return Characters.AsSpan(start, end - start);
    }
}
