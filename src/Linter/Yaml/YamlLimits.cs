namespace Linter.Yaml;

/// <summary>How far the reader follows a file before it gives a document up.</summary>
/// <param name="MaxDepth">Collections inside one another, aliases followed.</param>
/// <param name="MaxExpandedNodes">Nodes that a document's aliases may add to those written.</param>
/// <param name="MaxSyntaxFindings">Broken documents after which the rest of a file is left unread.</param>
/// <param name="MaxDocuments">Documents of one file; those behind them are left unread.</param>
public sealed record YamlLimits(
    int MaxDepth = 256, int MaxExpandedNodes = 1_000_000, int MaxSyntaxFindings = 100, int MaxDocuments = 100_000)
{
    public static YamlLimits Default { get; } = new();
}
