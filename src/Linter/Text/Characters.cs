namespace Linter.Text;

/// <summary>Characters as readers see them: an emoji is one, though a text holds it as two halves.</summary>
internal static class Characters
{
    /// <summary>The whole character that begins at the index; half of one only where the text holds no more.</summary>
    public static string At(string text, int index) => text.Substring(index, char.IsSurrogatePair(text, index) ? 2 : 1);
}
