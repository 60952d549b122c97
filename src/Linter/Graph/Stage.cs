using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>What of a unit could not be seen: closed rules say so instead of claiming that something is missing.</summary>
/// <param name="Unread">"PATH could not be read whole (yaml-syntax)" and the like, ordered; parts that may hold anything.</param>
/// <param name="Makers">Custom resources that may bring things into the cluster that no manifest shows.</param>
public sealed record Stage(ImmutableArray<string> Unread, ImmutableArray<Resource> Makers)
{
    public static Stage Whole { get; } = new([], []);

    /// <summary>Why such a thing may exist although no manifest shows it, as a sentence; null when the manifests are the whole picture.</summary>
    public string? MayHide(Makes what)
    {
        if (!Unread.IsEmpty)
            return Unread.Length == 1 ? Unread[0] : $"{Unread[0]}, and {Unread.Length - 1} more parts were not read";

        var maker = Makers.FirstOrDefault(resource =>
            (resource.Info.Makes & what) != Makes.Nothing && !(what == Makes.Secrets && MadeSecrets.SaysNames(resource.Kind)));
        return maker is null ? null : $"{maker.Quoted} ({maker.Source.Path}) may make it: its kind is not one whose effects are known";
    }
}
