namespace Linter.Graph.Walks;

/// <summary>
/// Words that are put together when they are read. Of most walks nobody reads any: they are counted, and let go.
/// </summary>
internal readonly record struct Wording
{
    private readonly object? words;

    private Wording(object words) => this.words = words;

    public static implicit operator Wording(string text) => new(text);

    /// <summary>What a function says of something; a static one, so that nothing but that is kept for it.</summary>
    public static Wording Of<T>(T about, Func<T, string> spell) => new(new Later<T>(about, spell));

    public override string ToString() => words switch
    {
        Later later => later.Spell(),
        string text => text,
        _ => "",
    };

    private abstract class Later
    {
        public abstract string Spell();
    }

    private sealed class Later<T>(T about, Func<T, string> spell) : Later
    {
        public override string Spell() => spell(about);
    }
}
