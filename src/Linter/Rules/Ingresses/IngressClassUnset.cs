using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An Ingress that names no class where no class is the default.</summary>
public sealed class IngressClassUnset : IRule
{
    private const string IsDefault = "ingressclass.kubernetes.io/is-default-class";

    private const string Read = "kubernetes.io/ingress.class";

    // Prefixes that people give a class which only kubernetes.io/ingress.class can hold. Those of controllers and tools are their own:
    // projectcontour.io/ingress.class is read, and acme.cert-manager.io/http01-ingress-class means another Ingress.
    private static readonly ImmutableArray<string> Prefixes =
        ["", "kubernetes.io", "ingress.kubernetes.io", "nginx.ingress.kubernetes.io", "networking.k8s.io", "k8s.io"];

    public string Id => "ingress-class-unset";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var unit = context.Prepare(graph => new Unit(graph));
        return unit.HasDefault ? [] : context.Part.Ingresses
            .Where(ingress => ClassOf(ingress) is null && !Annotations(ingress).Any(entry => IsOfController(entry.Key.Value)))
            .Select(ingress => Misnamed(context, ingress)
                ?? (unit.Named is null ? Alone(context, ingress) : BesideOthers(context, ingress, unit.Named)));
    }

    private static Node? ClassOf(IngressView ingress) =>
        ingress.ClassNode ?? (ingress.ClassAnnotation is { IsNull: false } annotation ? annotation : null);

    private static Node PlaceIn(IngressView ingress) => ingress.Resource.Root.FindEntry("spec")?.Key ?? ingress.Resource.NameNode;

    // An annotation nearly called like the one that is read holds the class, and nobody looks there.
    private static Finding? Misnamed(RuleContext context, IngressView ingress)
    {
        foreach (var entry in Annotations(ingress))
        {
            if (!MeansClass(entry.Key.Value) || entry.Value is not { IsScalar: true, IsNull: false } named || named.Value.Length == 0)
                continue;

            return context.At(ingress.Resource, entry.Key, Severity.Warning,
                $"Ingress '{ingress.Resource.Name}' names the class '{named.Value:1}' only in the annotation '{entry.Key.Value}', while '{Read}' is the one that is read") with
            {
                Label = "no controller looks here",
                Effect = "unless the cluster has a default class, no controller serves it: it gets no address",
                Help = $"set spec.ingressClassName: {named.Value}",
            };
        }

        return null;
    }

    private static EntryList Annotations(IngressView ingress) =>
        ingress.Resource.Root.Find("metadata")?.Find("annotations")?.Entries ?? default;

    // projectcontour.io/ingress.class, haproxy.org/ingress.class: their controllers read it.
    private static bool IsOfController(string key) =>
        key.EndsWith("/ingress.class", StringComparison.Ordinal) && !Prefixes.Contains(PrefixOf(key), StringComparer.Ordinal);

    private static string PrefixOf(string key) => key[..Math.Max(key.IndexOf('/', StringComparison.Ordinal), 0)];

    private static bool MeansClass(string key)
    {
        var name = string.Concat(key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..].Where(char.IsAsciiLetter));
        return key != Read && Prefixes.Contains(PrefixOf(key), StringComparer.Ordinal)
            && (name.Equals("ingressClass", StringComparison.OrdinalIgnoreCase)
                || name.Equals("ingressClassName", StringComparison.OrdinalIgnoreCase));
    }

    private static Finding BesideOthers(RuleContext context, IngressView ingress, IngressView other)
    {
        var theirs = ClassOf(other)!.Value;
        return context.At(ingress.Resource, PlaceIn(ingress),
            $"Ingress '{ingress.Resource.Name}' names no class, while Ingress '{other.Resource.Name}' names '{theirs.Value:1}' and no IngressClass here is the default") with
        {
            Label = "no ingressClassName",
            Related = [new RelatedSpan(theirs.Span, $"{other.Resource.Quoted} names its class here")],
            Effect = "unless the cluster has a default class, no controller serves it: it gets no address",
            Help = "set spec.ingressClassName",
        };
    }

    private static Finding Alone(RuleContext context, IngressView ingress) =>
        context.At(ingress.Resource, PlaceIn(ingress), Severity.Note,
            $"Ingress '{ingress.Resource.Name}' names no class, so it depends on the cluster's default IngressClass") with
        {
            Label = "no ingressClassName",
            Effect = "in a cluster without a default class no controller serves it: it gets no address",
            Help = "set spec.ingressClassName",
        };

    /// <summary>What the other Ingresses and the classes of the unit say.</summary>
    private sealed class Unit(LinkGraph graph)
    {
        // Admission fills the default class in; the annotation must be the string "true".
        public bool HasDefault { get; } = graph.OfKind(Kinds.IngressClass)
            .Any(made => made.Annotation(IsDefault) is { } annotation && annotation.Is("true"));

        public IngressView? Named { get; } = graph.Ingresses
            .FirstOrDefault(ingress => ClassOf(ingress) is { IsScalar: true } name && name.Value.Length > 0);
    }
}
