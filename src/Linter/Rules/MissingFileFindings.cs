using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>Words for files that containers are told, and that what they mount does not have.</summary>
internal static class MissingFileFindings
{
    private const int Shown = 5;

    public static Finding Describe(RuleContext context, MissingFile missing)
    {
        var (first, at) = (missing.First, missing.At);
        var places = new ScalarPlaces();
        var spans = missing.Mentions
            .Select(mention => (Of: mention, Exact: places.Find(mention.At, mention.Offset, mention.Path.Length)))
            .ToList();
        var source = at.Volume.Sources is [_]
            ? MessageText.Of($"{MessageText.Plain(at.Volume.Holder.KindName)} '{at.Volume.Holder.Name}'")
            : MessageText.Of($"volume '{at.Volume.Node.Find("name")!.Value.Value}'");
        var has = missing.Near is { } close
            ? MessageText.Of($"puts no such file there; nearest is '{at.Below(close.Name):1}'")
            : MessageText.Of($"puts only '{Listing.Of(at.Names, Shown):1}' there");
        var finding = context.At(missing.From, first.At, first.IsFatal ? Severity.Error : Severity.Warning,
            $"{Who(missing)} {MessageText.Plain(Verb(first))} '{first.Path}', but {source}, mounted at '{at.Folder:2}', {has}") with
        {
            Span = spans[0].Exact ?? first.At.Head,
            Label = "no such file",
            Related =
            [
                missing.Near is { } near ? new RelatedSpan(near.At.Span, $"makes the file '{near.Name}'")
                    : new RelatedSpan(at.Volume.Holder.NameNode.Span, $"{at.Volume.Holder.Quoted} is defined here"),
                new RelatedSpan(at.MountPath.Span, "mounted here"),
            ],
            Effect = Effect(first),
            Help = Help(missing),
            Fix = missing.Meant is { } meant && FileMentions.IsPath(meant)
                ? MissingNameFindings.FixOf($"name the file '{meant}'",
                    spans.Select(place => place.Exact is { } span && missing.From.Root.Span.Contains(span)
                        ? new TextEdit(span, meant)
                        : null))
                : null,
        };
        return MissingNameFindings.Also(finding, spans.Skip(1).Select(place => place.Exact ?? place.Of.At.Head), "told here too");
    }

    private static MessageText Who(MissingFile missing) => missing.First.Handler is { } handler
        ? MessageText.Of($"{MessageText.Plain(handler.OwnerName)} of {MissingNameFindings.Who(missing.From)}")
        : MissingNameFindings.Who(missing.From);

    private static string Verb(FileMention mention) => mention.Use switch
    {
        FileUse.Run => "runs",
        FileUse.Read => "reads",
        _ => "is told",
    };

    private static string Effect(FileMention mention) =>
        !mention.IsFatal ? "the mount hides what the image has in this folder, and nothing can be written there: what opens the file fails"
        : mention.Handler is { } handler ? handler.Consequence
        : "the container ends at once, each time that it is started: there is no such file or directory";

    private static string Help(MissingFile missing)
    {
        if (missing.Meant is { } meant)
            return $"did you mean '{meant}'?";

        var (inner, sources) = (missing.At.Inner, missing.At.Volume.Sources);
        return sources.Any(source => source is { Items: not null, Held: { } held } && held.Has(inner))
            ? $"add the key '{inner}' to the volume's items"
            : missing.At.Names is [var only]
            ? $"name '{missing.At.Folder}/{only}', which is all that is there, or add this file to the {missing.At.Volume.Holder.KindName}"
            : $"add the file to the {missing.At.Volume.Holder.KindName}, or name one that it has";
    }
}
