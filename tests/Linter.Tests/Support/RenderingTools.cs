namespace Linter.Tests.Support;

/// <summary>The real helm and kubectl that tests/tools/install brings.</summary>
internal static class RenderingTools
{
    public static string Folder => Repository.PathOf("tests", "tools", "bin");

    /// <summary>Skips the test with the reason, or fails it in CI.</summary>
    public static void Need()
    {
        foreach (var name in new[] { "helm", "kubectl" })
            NodeTool.Need($"tests/tools/bin/{name} is not there; run tests/tools/install", File.Exists(Path.Combine(Folder, name)));
    }
}
