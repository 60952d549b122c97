using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>Reads files with several workers; the result is in input order whatever their number.</summary>
internal static class Reading
{
    // Below this many files a second worker costs more than it brings.
    private const int FilesPerWorker = 32;

    public static (ImmutableArray<ManifestFile> Files, ImmutableArray<InputProblem> Problems) ReadAll(
        ImmutableArray<InputFile> inputs, LintOptions options)
    {
        var files = new ManifestFile?[inputs.Length];
        var problems = new InputProblem?[inputs.Length];
        Workers.Share(
            inputs.Length,
            Math.Min(options.Threads, 1 + (inputs.Length / FilesPerWorker)),
            index => (files[index], problems[index]) = Read(inputs[index], options));
        return ([.. files.OfType<ManifestFile>()], [.. problems.OfType<InputProblem>()]);
    }

    // A failure of ours in one file must not end the run; that the file was not read is said, and counts.
    private static (ManifestFile? File, InputProblem? Problem) Read(InputFile input, LintOptions options)
    {
        try
        {
            return ReadOrThrow(input, options);
        }
#pragma warning disable CA1031 // Whatever it is.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return (null, new InputProblem(input.Path,
                $"'{input.Path}' cannot be read: lint itself fails on it ({exception.GetType().Name})",
                "this is a bug in lint; please report it with the file"));
        }
    }

    private static (ManifestFile? File, InputProblem? Problem) ReadOrThrow(InputFile input, LintOptions options)
    {
        var text = FileText.Read(input, options.MaxFileSize);
        if (!text.IsReadable)
            return (null, text.Problem);

        var yaml = YamlReader.Read(new SourceText(input.Path, text.Text), options.Limits, options.YamlEngine);
        var file = input.Part is { } part
            ? ManifestReader.ReadPart(yaml, part)
            : ManifestReader.Read(yaml, input.Namespace ?? options.Namespace);
        return (text.RefusedEncoding is { } encoding ? ManifestReader.Refuse(file, encoding) : file, null);
    }
}

/// <summary>All that was read for a run, told apart by what is applied together.</summary>
internal sealed class ReadStage
{
    private ReadStage(
        ImmutableArray<ManifestFile> files, ImmutableArray<Unit> units, RenderedUnits rendered, ImmutableArray<InputProblem> unreadable) =>
        (Files, Units, Rendered, Unreadable) = (files, units, rendered, unreadable);

    /// <summary>Those on disk, in order.</summary>
    public ImmutableArray<ManifestFile> Files { get; }

    /// <summary>Plain ones, then kustomizations that only list, then what was rendered.</summary>
    public ImmutableArray<Unit> Units { get; }

    public RenderedUnits Rendered { get; }

    public ImmutableArray<InputProblem> Unreadable { get; }

    /// <summary><see cref="Files"/>, and the texts that were rendered.</summary>
    public ImmutableArray<ManifestFile> AllFiles =>
        Rendered.Units.IsEmpty ? Files : [.. Files, .. Rendered.Units.Select(unit => unit.File)];

    public static ReadStage Of(InputFiles input, LintOptions options)
    {
        // A file that several kustomizations list is one file.
        var listed = input.Listed.SelectMany(list => list.Files);
        var inputs = input.Listed.IsEmpty
            ? input.Files
            : [.. listed.Concat(input.Files).DistinctBy(file => file.Path, StringComparer.Ordinal)
                .OrderBy(file => file.Path, StringComparer.Ordinal)];
        var (files, problems) = Reading.ReadAll(inputs, options);
        var rendered = new RenderedUnits(input, options);
        return new ReadStage(files, UnitsOf(input, files, options, rendered), rendered, problems);
    }

    /// <summary>The way back from what a unit was rendered to; null for any other unit.</summary>
    public RenderedUnit? RenderedAt(int unit) =>
        unit - (Units.Length - Rendered.Units.Length) is var at and >= 0 ? Rendered.Units[at] : null;

    /// <summary>
    /// What exists elsewhere for each unit: neighbours show it only where something was rendered, for units that were split are variants.
    /// </summary>
    public Func<int, Externals> Externals(ImmutableArray<External> declared)
    {
        if (!Units.Any(unit => unit.Reason is UnitReason.Rendered or UnitReason.Listed) || Units.Length == 1)
        {
            var all = new Externals(declared);
            return _ => all;
        }

        var neighbours = new Neighbours(Units, Rendered.OriginOf);
        return unit => new Externals(declared, neighbours.Of(unit));
    }

    private static ImmutableArray<Unit> UnitsOf(
        InputFiles input, ImmutableArray<ManifestFile> files, LintOptions options, RenderedUnits rendered)
    {
        if (input.Listed.IsEmpty && rendered.Units.IsEmpty)
            return UnitSplitter.Split(files, options.Units);

        var byPath = files.ToDictionary(file => file.Source.Path, StringComparer.Ordinal);
        var plain = input.Files.Select(file => byPath.GetValueOrDefault(file.Path)).OfType<ManifestFile>().ToImmutableArray();
        return
        [
            .. plain.IsEmpty ? [] : UnitSplitter.Split(plain, options.Units),
            .. input.Listed.Select(list => new Unit(list.Path,
                [.. list.Files.Select(file => byPath.GetValueOrDefault(file.Path)).OfType<ManifestFile>()],
                UnitReason.Listed) { SaidBy = list.SaidBy }),
            .. rendered.Units.Select(unit => unit.Unit),
        ];
    }
}
