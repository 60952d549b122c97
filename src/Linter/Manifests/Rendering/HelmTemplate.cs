using Linter.Text;

namespace Linter.Manifests;

/// <summary>A part of a template: literal text or an action.</summary>
/// <param name="Start">In the template's text; for an action with its braces.</param>
/// <param name="End">Behind the last character.</param>
internal abstract record HelmPart(int Start, int End);

/// <summary>Text that is rendered as it stands, what trim markers cut off left away.</summary>
internal sealed record HelmLiteral(int Start, int End) : HelmPart(Start, End);

/// <summary>An action that writes what a pipeline gives, or sets a variable.</summary>
internal sealed record HelmAction(int Start, int End, HelmPipeline Pipeline) : HelmPart(Start, End);

/// <summary><c>{{ template "name" pipeline }}</c>, also what a block says of itself.</summary>
internal sealed record HelmCall(int Start, int End, string Name, HelmPipeline? Argument) : HelmPart(Start, End);

internal enum HelmBlockKind
{
    If,
    With,
    Range,
}

/// <summary>An if, with or range with its bodies.</summary>
internal sealed record HelmBlock(
    int Start, int End, HelmBlockKind Kind, HelmPipeline Pipeline, HelmPart[] Body, HelmPart[] Else) : HelmPart(Start, End);

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed record HelmJump(int Start, int End, bool IsBreak) : HelmPart(Start, End);

/// <summary>An action that could not be read.</summary>
internal sealed record HelmUnread(int Start, int End) : HelmPart(Start, End);

/// <summary>Commands, each of which gets the one before's result as its last argument.</summary>
/// <param name="Variables">What they are assigned to.</param>
/// <param name="Declares">With <c>:=</c>.</param>
/// <param name="Commands">Each a function or value and its arguments.</param>
internal sealed record HelmPipeline(string[] Variables, bool Declares, HelmTerm[][] Commands);

/// <summary>An operand of a command.</summary>
internal abstract record HelmTerm;

/// <summary>The name of a function.</summary>
internal sealed record HelmFunction(string Name) : HelmTerm;

/// <summary>Text or number as written.</summary>
internal sealed record HelmConstant(string? Text, double Number, bool? Boolean, int Start, int End) : HelmTerm;

/// <summary><c>nil</c>.</summary>
internal sealed record HelmNil : HelmTerm;

/// <summary>The dot, a variable, or a pipeline in parentheses, and fields of it.</summary>
internal sealed record HelmChain(string? Variable, HelmPipeline? Inner, string[] Fields) : HelmTerm;

/// <summary>A file of templates as read: its own parts, and what it defines.</summary>
internal sealed class HelmTemplate
{
    public HelmTemplate(SourceText source)
    {
        Source = source;
        Parts = new HelmTemplateReader(this).Read();
    }

    public SourceText Source { get; }

    public HelmPart[] Parts { get; }

    public Dictionary<string, HelmPart[]> Defines { get; } = new(StringComparer.Ordinal);

    /// <summary>For the text that tpl was given: where its pieces came from.</summary>
    public HelmRope? Backing { get; init; }
}
