using Microsoft.CodeAnalysis.Text;

namespace Linter.Mutants;

/// <summary>One mutant: a piece of one file and what stands there instead.</summary>
/// <param name="File">Path below the repository.</param>
/// <param name="Kind">What sort of change.</param>
/// <param name="Span">The piece.</param>
/// <param name="Text">What replaces it.</param>
/// <param name="Held">What is rewritten so that the change can be switched on and off: the piece or what holds it.</param>
/// <param name="Switched">The text of that, where <see cref="Number"/> stands for the mutant's number.</param>
/// <param name="IsStatic">Evaluated once, when its class is first used.</param>
internal sealed record Change(string File, string Kind, TextSpan Span, string Text, TextSpan Held, string Switched, bool IsStatic)
{
    public const string Number = "#NUMBER#";

    /// <summary>The condition that holds while this mutant is the one that is tried.</summary>
    public const string On = "global::Linter.Mutation.Is(" + Number + ")";
}
