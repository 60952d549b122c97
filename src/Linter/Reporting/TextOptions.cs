namespace Linter.Reporting;

/// <summary>How text is drawn; the caller knows the terminal, the library does not ask.</summary>
/// <param name="Color">ANSI colours. The text reads the same without.</param>
/// <param name="Width">Cells a line may take before source is cut and labels wrap; less than 40 counts as 40.</param>
/// <param name="Unicode">Whether … ⋮ → ✗ can be shown; source text is shown as it is either way.</param>
/// <param name="ShowSuppressed">Whether suppressed findings are drawn too, behind the others.</param>
public sealed record TextOptions(bool Color = false, int Width = 120, bool Unicode = true, bool ShowSuppressed = false)
{
    internal int UsableWidth => Math.Max(Width, 40);

    internal string CutMark => Unicode ? "…" : "...";

    internal string Arrow => Unicode ? " → " : " -> ";

    internal string BrokenMark => Unicode ? "✗ " : "[broken] ";
}
