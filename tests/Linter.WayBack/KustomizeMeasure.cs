namespace Linter.WayBack;

/// <summary>The measurement for kustomizations.</summary>
internal static class KustomizeMeasure
{
    public static int Run(string repositories, int size, int seed) => repositories.Length + size + seed;
}
