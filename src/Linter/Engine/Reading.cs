using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>Reads files with several workers; the result is in input order whatever their number.</summary>
internal static class Reading
{
    // Below this many files a second worker costs more than it brings.
    private const int FilesPerWorker = 32;

    public static (ImmutableArray<ManifestFile> Files, ImmutableArray<InputProblem> Problems) ReadAll(ImmutableArray<InputFile> inputs, LintOptions options)
    {
        var files = new ManifestFile?[inputs.Length];
        var problems = new InputProblem?[inputs.Length];
        var next = -1;
        void Work()
        {
            for (var index = Interlocked.Increment(ref next); index < inputs.Length; index = Interlocked.Increment(ref next))
                (files[index], problems[index]) = Read(inputs[index], options);
        }

        var workers = Math.Min(Math.Max(options.Threads, 1), 1 + (inputs.Length / FilesPerWorker));
        var threads = Enumerable.Range(1, workers - 1).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        Work();
        threads.ForEach(thread => thread.Join());
        return ([.. files.OfType<ManifestFile>()], [.. problems.OfType<InputProblem>()]);
    }

    private static (ManifestFile? File, InputProblem? Problem) Read(InputFile input, LintOptions options)
    {
        var text = FileText.Read(input);
        return text.IsReadable
            ? (ManifestReader.Read(YamlReader.Read(new SourceText(input.Path, text.Text), options.YamlEngine), options.Namespace), null)
            : (null, text.Problem);
    }
}
