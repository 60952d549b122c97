using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>What of a unit could not be seen: closed rules say so instead of claiming that something is missing.</summary>
/// <param name="Unread">"PATH could not be read whole (yaml-syntax)" and the like, ordered; parts that may hold anything.</param>
/// <param name="Makers">Custom resources that may bring things into the cluster that no manifest shows.</param>
public sealed record Stage(ImmutableArray<string> Unread, ImmutableArray<Resource> Makers)
{
    // The recommended label for what runs, which operators give the name of their kind: prometheus, alertmanager.
    private const string ApplicationName = "app.kubernetes.io/name";

    public static Stage Whole { get; } = new([], []);

    /// <summary>
    /// The first resource that may turn out to be such a thing, since its name or the labels of its pods hold variables such as ${APP};
    /// null where there is none.
    /// </summary>
    public Func<Makes, Resource?> Unfilled { get; init; } = static _ => null;

    /// <summary>What is declared to exist elsewhere.</summary>
    public Externals Externals { get; init; } = Externals.None;

    /// <summary>
    /// Kinds and namespaces of which something that the unit points at was removed by a change: that none is left is the
    /// defect then, and no limit of what could be seen. Null where no change is judged.
    /// </summary>
    public ImmutableHashSet<(GroupKind Kind, string? Namespace)>? Emptied { get; init; }

    /// <summary>
    /// The names that a resource had before kustomize gave it the present one, from the one it was written with on; a
    /// reference that has one of them follows. Empty where nothing was renamed.
    /// </summary>
    public Func<Resource, ImmutableArray<string>> FormerNames { get; init; } = static _ => [];

    /// <summary>
    /// Why such a thing may exist although no manifest shows it, as a sentence; null when the manifests are the whole picture.
    /// </summary>
    public string? MayHide(Makes what)
    {
        if (!Unread.IsEmpty)
        {
            return Unread.Length == 1
                ? Unread[0]
                : $"{Unread[0]}, and {(Unread.Length == 2 ? "1 more part was" : $"{Unread.Length - 1} more parts were")} not read";
        }

        if (Unfilled(what) is { } unfilled)
            return $"{unfilled.Quoted} ({unfilled.Source.Path}) has a name or labels that are filled in before it is applied";

        return MayMake(what) is { } maker
            ? $"{maker.Quoted} ({maker.Source.Path}) may make it: its kind is not one whose effects are known"
            : null;
    }

    /// <summary>The first custom resource that may make such things and does not say under which names or labels.</summary>
    public Resource? MayMake(Makes what) =>
        Makers.FirstOrDefault(resource => (resource.Info.Makes & what) != Makes.Nothing && !SaysNames(resource, what));

    /// <summary>
    /// The custom resource whose pods a selector probably means: one that says these labels itself, a label key of its
    /// operator's own domain, a value that is the resource's name, or its kind as
    /// the name of what runs. Null where nothing speaks for one.
    /// </summary>
    public Resource? ProbableMaker(LabelSelector selector) =>
        Makers.FirstOrDefault(maker => maker.Info.Makes.HasFlag(Makes.Pods)
            && (MadeLabels.Of(maker) is { } labels ? labels.AreMeantBy(selector) : selector.Pairs.Any(pair => SpeaksFor(maker, pair))));

    // A Gateway's own Service is called after it (GEP-1762: NAME-CLASS), which ServiceNames.Maker knows.
    private static bool SaysNames(Resource maker, Makes what) => what switch
    {
        Makes.Secrets => Producers.SaysNames(maker.Kind),
        Makes.Services => maker.Kind == Kinds.Gateway,
        Makes.Pods => MadeLabels.Of(maker) is not null,
        _ => false,
    };

    private static bool SpeaksFor(Resource maker, LabelPair pair)
    {
        if (pair.Value == maker.Name
            || (pair.Key == ApplicationName && pair.Value.Equals(maker.Kind.Kind, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        var slash = pair.Key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && Domain(pair.Key[..slash]) is { } domain && domain == Domain(maker.Kind.Group) && domain != "kubernetes.io";
    }

    // "elastic.co" of "common.k8s.elastic.co".
    private static string? Domain(string host)
    {
        var last = host.LastIndexOf('.');
        return last <= 0 ? null : host[(host.LastIndexOf('.', last - 1) + 1)..];
    }
}
