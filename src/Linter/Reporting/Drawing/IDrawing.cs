namespace Linter.Reporting.Drawing;

/// <summary>A way to write a picture down.</summary>
public interface IDrawing
{
    void Write(Picture picture, TextWriter output);
}
