using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Graph;

/// <summary>Whether two namespaces are one.</summary>
public enum Meeting
{
    No,

    /// <summary>One of them is unnamed or filled in later, and the unit does not say which namespace it will be.</summary>
    Perhaps,
    Yes,
}

/// <summary>
/// The namespaces of one unit. Resources that name none live in one unnamed namespace: it meets <c>default</c> and,
/// where the unit uses a single other namespace, that one too. With several others it perhaps meets each.
/// </summary>
public sealed class Namespaces
{
    private const string Default = "default";

    private readonly string? single;

    // Argo CD and Flux read these in namespaces of their own, which say nothing of where what they deploy is put.
    private const string FluxGroups = ".toolkit.fluxcd.io";
    private static readonly ImmutableArray<GroupKind> OfDeployers =
        [new("argoproj.io", "Application"), new("argoproj.io", "ApplicationSet"), new("argoproj.io", "AppProject")];

    private Namespaces(HashSet<string> all, HashSet<string> own)
    {
        Names = [.. all.Order(StringComparer.Ordinal)];
        Applied = [.. own.Where(name => name != Default).Order(StringComparer.Ordinal)];
        single = Applied.Count == 1 ? Applied[0] : null;
    }

    /// <summary>The namespace that kubectl puts what names none into, where nobody says otherwise.</summary>
    public static string OrDefault(string? @namespace) => @namespace ?? Default;

    /// <summary>The one namespace beside default that unnamed resources are taken to be in too; null for none or several.</summary>
    public string? Single => single;

    /// <summary>The namespaces of these resources.</summary>
    public static Namespaces Of(ImmutableArray<Resource> resources)
    {
        HashSet<string> all = new(StringComparer.Ordinal), own = new(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (resource.Namespace is not { } name)
                continue;

            all.Add(name);
            if (!IsOfDeployer(resource.Kind))
                own.Add(name);
        }

        return new Namespaces(all, own);
    }

    /// <summary>Those that some resource names, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Those beside default that something names which is no object of Argo CD or Flux, in ordinal order.</summary>
    public IReadOnlyList<string> Applied { get; }

    public Meeting Meet(string? a, string? b)
    {
        if (a == b)
            return Meeting.Yes;
        if (a is not null && b is not null)
            return IsFilledInLater(a) || IsFilledInLater(b) ? Meeting.Perhaps : Meeting.No;

        var named = a ?? b;
        return named == Default || named == single ? Meeting.Yes : Meeting.Perhaps;
    }

    /// <summary>No namespace can be called so: <c>${NAMESPACE}</c>, <c>&lt;namespace&gt;</c> and their like may become any.</summary>
    internal static bool IsFilledInLater(string name) => !DnsNames.IsLabel(name) && Placeholders.IsPlaceholder(name);

    /// <summary>"but only one of the two names its namespace, so it is not certain that they meet".</summary>
    internal static MessageText WhyPerhaps(string? a, string? b) =>
        FilledInLater(a, b) is { } open
            ? MessageText.Of($"but namespace '{open}' is filled in later, so it is not certain that they meet")
            : MessageText.Plain("but only one of the two names its namespace, so it is not certain that they meet");

    internal static string HelpToMeet(string? a, string? b) =>
        FilledInLater(a, b) is { } open ? $"lint what is applied, with '{open}' filled in" : Whereabouts.NameNamespaces;

    private static string? FilledInLater(string? a, string? b) =>
        a is not null && IsFilledInLater(a) ? a : b is not null && IsFilledInLater(b) ? b : null;

    /// <summary>All namespaces that certainly are this one, itself first.</summary>
    internal ImmutableArray<string?> Same(string? name) => [name, .. Beside(name)];

    /// <summary>The others of them.</summary>
    internal ImmutableArray<string?> Beside(string? name) =>
        name is null ? single is null ? [Default] : [Default, single]
        : name == Default || name == single ? [null]
        : [];

    /// <summary>"namespace 'shop'"; "the same namespace" for manifests that name none.</summary>
    public static MessageText Describe(string? name) =>
        name is null ? MessageText.Plain("the same namespace") : MessageText.Of($"namespace '{name}'");

    private static bool IsOfDeployer(GroupKind kind) =>
        kind.Group.EndsWith(FluxGroups, StringComparison.Ordinal) || OfDeployers.Contains(kind);
}
