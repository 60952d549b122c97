namespace Linter.Text;

/// <summary>A place in a text: 1-based line and 1-based column in UTF-16 code units, as SARIF counts them.</summary>
public readonly record struct LinePosition(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}

/// <summary>Offsets into one file, half-open. Lines and columns are computed on demand, 1-based.</summary>
public readonly record struct SourceSpan(SourceText Source, int Start, int End)
{
    public int Length => End - Start;

    public LinePosition From => Source.PositionAt(Start);

    /// <summary>The position just behind the last character.</summary>
    public LinePosition To => Source.PositionAt(End);

    public ReadOnlySpan<char> Slice => Source.Text.AsSpan(Start, End - Start);

    public bool Contains(SourceSpan other) => ReferenceEquals(Source, other.Source) && Start <= other.Start && other.End <= End;

    /// <summary>"path:line:column" of the first character.</summary>
    public override string ToString() => $"{Source.Path}:{From}";
}
