using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Linter.Engine;
using Linter.Reporting;
using Linter.Reporting.Drawing;
using Linter.Text;

namespace Linter.Cli;

/// <summary><c>lint graph [PATH...]</c>: draws what is linked with what, and where it breaks.</summary>
internal sealed class GraphCommand(LintCommand lint)
{
    public const string Name = "graph";

    private const int DefaultDepth = 2;
    private const int MostParts = 2;

    private readonly Argument<string[]> paths = new("PATH") { Description = "As of lint", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string> format = LintCommand.Word("--format", CommandChoices.GraphFormats, "What is drawn (default: mermaid)");

    private readonly Option<string> focus = new("--focus")
    {
        Description = "Only what is near this resource, such as service/cart",
        HelpName = "KIND/NAME"
    };

    private readonly Option<string> depth = new("--depth")
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"How many links from there (default: {DefaultDepth})"),
        HelpName = "N",
    };

    private readonly Option<bool> broken = LintCommand.Flag("--broken", "Only what is broken, and its neighbours");

    private readonly Option<string[]> within = new("--in")
    {
        Description = "Only these namespaces, and what they are linked with; may be repeated",
        HelpName = "NAMESPACE",
        Arity = ArgumentArity.OneOrMore
    };

    private readonly Option<string[]> unit = new("--unit")
    {
        Description = "Only these units (lint --explain-units lists them); may be repeated",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore
    };

    public Command Create(CliEnvironment environment)
    {
        var command = new Command(Name,
            "Draws what is linked with what, and where it breaks") { paths, format, focus, depth, broken, within, unit };
        foreach (var option in lint.Common)
            command.Add(option);
        command.SetAction(parsed => Run(parsed, environment));
        return command;
    }

    private int Run(ParseResult parsed, CliEnvironment environment)
    {
        var errors = new List<UsageError>();
        var chosen = CommandChoices.GraphFormats.Read(parsed.GetValue(format) ?? "mermaid", errors);
        var reach = Depth(parsed.GetValue(depth), parsed.GetValue(focus), errors);
        var asked = parsed.GetValue(paths) ?? [];
        return lint.Show(parsed, environment, asked, chosen != GraphFormat.Json, errors, (inspection, style) =>
            Draw(parsed, inspection, reach, Drawing(chosen, style, Title(asked, environment.WorkingDirectory)), environment));
    }

    private int Draw(ParseResult parsed, Inspection inspection, int reach, IDrawing drawing, CliEnvironment environment)
    {
        var errors = new List<UsageError>();
        if (Narrow(parsed, inspection, reach, errors) is not { } picture)
        {
            errors.ForEach(new Complaints(environment.Error).Write);
            return ExitCode.Unusable;
        }

        if (picture.Nodes.IsEmpty && parsed.GetValue(broken))
            environment.Error.WriteLine("nothing is broken");
        drawing.Write(picture, environment.Output);
        environment.Output.Flush();
        if (drawing is MermaidDrawing && picture.Edges.Length > MermaidDrawing.MostEdges)
        {
            environment.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{picture.Edges.Length} links are more than the {MermaidDrawing.MostEdges} that Mermaid draws by default: narrow with --focus, --in or --broken, or take --format html"));
        }

        return ExitCode.Clean;
    }

    private static int Depth(string? text, string? focus, List<UsageError> errors)
    {
        if (text is null)
            return DefaultDepth;
        if (focus is null)
            errors.Add(new UsageError("--depth goes with --focus", "such as --focus service/cart --depth 2"));
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth))
            return depth;

        errors.Add(new UsageError($"--depth needs a number, not '{text}'"));
        return DefaultDepth;
    }

    private Picture? Narrow(ParseResult parsed, Inspection inspection, int reach, List<UsageError> errors)
    {
        var units = Units(parsed.GetValue(unit) ?? [], inspection.Units, errors);
        if (errors.Count > 0)
            return null;

        var picture = PictureBuilder.Build(units);
        if (parsed.GetValue(within) is { Length: > 0 } namespaces)
            picture = Within(picture, namespaces, errors);
        if (parsed.GetValue(focus) is { } name)
            picture = Focused(picture, name, reach, errors);
        if (parsed.GetValue(broken))
            picture = PictureSelection.Broken(picture);
        return errors.Count > 0 ? null : picture;
    }

    private static ImmutableArray<CheckedUnit> Units(string[] names, ImmutableArray<CheckedUnit> units, List<UsageError> errors)
    {
        foreach (var name in names.Where(name => units.All(some => some.Unit.Name != name)))
        {
            errors.Add(Unknown("unit", name, units.Select(some => some.Unit.Name).Where(known => known.Length > 0),
                "all that was given is one unit"));
        }

        return names.Length == 0 ? units : [.. units.Where(some => names.Contains(some.Unit.Name, StringComparer.Ordinal))];
    }

    private static Picture Within(Picture picture, string[] namespaces, List<UsageError> errors)
    {
        var known = picture.Groups.Select(group => group.Namespace).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in namespaces.Where(name => !known.Contains(name, StringComparer.Ordinal)))
            errors.Add(Unknown("namespace", name, known, "no resource names a namespace; -n sets it for those that name none"));
        return PictureSelection.Within(picture, group => group.Namespace is { } name && namespaces.Contains(name, StringComparer.Ordinal));
    }

    private static Picture Focused(Picture picture, string name, int reach, List<UsageError> errors)
    {
        var found = PictureNames.Find(picture, name);
        if (found.IsEmpty)
        {
            var names = picture.Nodes.Select(PictureNames.Of).ToList();
            var near = Spelling.Nearest(name, names)
                ?? names.Find(known => known.EndsWith($"/{name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]}",
                    StringComparison.Ordinal));
            errors.Add(new UsageError($"nothing here is called '{name}'",
                near is null ? "such as --focus service/cart" : $"did you mean {near}?"));
        }

        return PictureSelection.Around(picture, found, reach);
    }

    private static UsageError Unknown(string what, string name, IEnumerable<string> known, string none)
    {
        var names = known.ToList();
        return new UsageError(
            $"no {what} is called '{name}'",
            Spelling.Nearest(name, names) is { } near ? $"did you mean {near}?"
                : names.Count == 0 ? none
                : $"one of {string.Join(", ", names.Take(8))}{(names.Count > 8 ? " …" : "")}");
    }

    private static IDrawing Drawing(GraphFormat format, TextOptions style, string title) => format switch
    {
        GraphFormat.Dot => new DotDrawing(),
        GraphFormat.Json => new JsonDrawing(),
        GraphFormat.Tree => new TreeDrawing(style.Color, style.Unicode),
        GraphFormat.Svg => new SvgDrawing(),
        GraphFormat.Html => new HtmlDrawing(title),
        _ => new MermaidDrawing(),
    };

    // The end of a path says most.
    private static string Title(string[] paths, string workingDirectory)
    {
        var first = paths is [] or ["."] ? Path.GetFileName(workingDirectory.TrimEnd('/', '\\'))
            : paths[0] == "-" ? "standard input"
            : paths[0];
        var parts = first.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        var shown = parts.Length > MostParts ? $"…/{string.Join('/', parts.TakeLast(MostParts))}" : first;
        return paths.Length < 2 ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown} and {paths.Length - 1} more");
    }
}
