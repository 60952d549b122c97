using System.Globalization;
using YamlDotNet.Core;

namespace Linter.Benchmarks;

/// <summary>The yardstick: what YamlDotNet's parser alone takes for the same bytes, on one thread.</summary>
internal static class Events
{
    public static int Count(string folder)
    {
        long events = 0;
        foreach (var file in ManifestsIn(folder))
        {
            using var reader = new StringReader(File.ReadAllText(file));
            var parser = new Parser(reader);
            try
            {
                while (parser.MoveNext())
                    events++;
            }
            catch (Exception error) when (error is YamlException or InvalidOperationException)
            {
                // What is no YAML ends there, for the linter too.
            }
        }

        Console.WriteLine(events.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    public static IEnumerable<string> ManifestsIn(string path) => File.Exists(path)
        ? [path]
        : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal);
}
