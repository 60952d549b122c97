using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>How well the place that a person has to edit is known.</summary>
public enum OriginCertainty
{
    /// <summary>Only the file; its first line stands for it.</summary>
    File,

    /// <summary>The line; the span is what of it stands for the place.</summary>
    Line,

    /// <summary>The very scalar or entry: whoever changes it changes what was rendered.</summary>
    Exact,
}

/// <summary>Where a place of a rendered text was written.</summary>
/// <param name="Span">In a file that a person edits.</param>
/// <param name="Certainty">How well it is known.</param>
public sealed record Origin(SourceSpan Span, OriginCertainty Certainty)
{
    /// <summary>What else made the place what it is: the line of values.yaml that fills it, the patch, the prefix.</summary>
    public ImmutableArray<RelatedSpan> Others { get; init; } = [];

    /// <summary>Such as "renamed by namePrefix (cart → prod-cart)"; a line each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>A node of a rendered text.</summary>
/// <param name="Document">The root of the document (an object that was rendered) that holds it.</param>
/// <param name="Node">A scalar, a collection, or the key of an entry.</param>
/// <param name="IsKey">The node is a mapping's key, and stands for the whole entry.</param>
public readonly record struct RenderedPlace(Node Document, Node Node, bool IsKey);

/// <summary>
/// Leads from places of one rendered text to where they were written. Reads sources when asked; never throws for what they hold.
/// </summary>
internal abstract class WayBack
{
    /// <summary>
    /// Never null: where nothing better is known, the first line of the file that the document came from, or of the target's own file.
    /// </summary>
    public abstract Origin Of(RenderedPlace place);

    /// <summary>The names that a rendered object had before its present one, in order; empty where nothing renamed it.</summary>
    public virtual ImmutableArray<string> FormerNames(Node document) => [];

    /// <summary>Every source file that had a part in the text, absolute, ordered: whose comments count for it.</summary>
    public abstract IEnumerable<string> Sources { get; }
}

/// <summary>Source files of rendered texts, each read once and only when asked for. Not for several threads at once.</summary>
/// <param name="files">Where files are read.</param>
/// <param name="shown">From absolute to shown path.</param>
internal sealed class SourceFiles(FileTree files, Func<string, string> shown)
{
    private readonly Dictionary<string, SourceText?> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlFile?> yaml = new(StringComparer.Ordinal);

    public FileTree Files => files;

    public string Shown(string fullPath) => shown(fullPath);

    /// <summary>Null for what is no file or cannot be read.</summary>
    public SourceText? Text(string fullPath)
    {
        if (texts.TryGetValue(fullPath, out var text))
            return text;

        text = files.IsFile(fullPath) && FileText.Read(files, fullPath, shown(fullPath)).Text is { } content
            ? new SourceText(shown(fullPath), content)
            : null;
        texts.Add(fullPath, text);
        return text;
    }

    /// <summary>The file as YAML, with as many documents as could be read; null where there is no text.</summary>
    public YamlFile? Yaml(string fullPath)
    {
        if (yaml.TryGetValue(fullPath, out var file))
            return file;

        file = Text(fullPath) is { } text ? YamlReader.Read(text) : null;
        yaml.Add(fullPath, file);
        return file;
    }
}
