using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Who an AuthorizationPolicy of Istio speaks of: a principal is TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICE-ACCOUNT, where any trust domain but
/// the usual one may be another mesh, and a serviceAccount NAMESPACE/NAME, or NAME of its own namespace
/// (istio.io/latest/docs/reference/config/security/authorization-policy).
/// </summary>
internal static class MeshPrincipals
{
    private const string Effect = "no caller is the one that is spoken of: what it was to be allowed is refused, what it was to be refused is allowed";

    private static readonly GroupKind Policy = new("security.istio.io", "AuthorizationPolicy");
    private static readonly ImmutableArray<string> Principals = ["principals", "notPrincipals"];
    private static readonly ImmutableArray<string> Accounts = ["serviceAccounts", "notServiceAccounts"];

    public static void Judge(LinkGraph graph, ValueList values)
    {
        if (values.Resource.Kind != Policy)
            return;

        foreach (var rule in values.Resource.Root.Find("spec")?.Find("rules")?.Items ?? default)
        {
            foreach (var from in rule.Find("from")?.Items ?? default)
            {
                if (from.Find("source") is { IsMapping: true } source)
                    Judge(graph, values, source);
            }
        }
    }

    private static void Judge(LinkGraph graph, ValueList values, Node source)
    {
        foreach (var item in Principals.SelectMany(field => ResourceRules.Texts(source, field)))
        {
            if (item.Value.Split('/') is ["cluster.local" or "*", "ns", { Length: > 0 } space, "sa", { Length: > 0 } name])
                Judge(graph, values, item, space, name);
        }

        foreach (var item in Accounts.SelectMany(field => ResourceRules.Texts(source, field)))
        {
            if (item.Value.Split('/') is [{ Length: > 0 } space, { Length: > 0 } other])
                Judge(graph, values, item, space, other);
            else if (item.Value is { Length: > 0 } own && !own.Contains('/', StringComparison.Ordinal))
                Judge(graph, values, item, values.Resource.Namespace, own);
        }
    }

    // Every namespace has an account "default". Where the manifests make none of a namespace, others do.
    private static void Judge(LinkGraph graph, ValueList values, Node at, string? space, string name)
    {
        if (name == "default" || name.Contains('*', StringComparison.Ordinal) || space?.Contains('*', StringComparison.Ordinal) == true
            || !graph.Find(Kinds.ServiceAccount, space, name).IsEmpty || graph.Externals.Has(Kinds.ServiceAccount, space, name)
            || graph.NamedReferences.Producers.MayMake(Kinds.ServiceAccount, space, name)
            || graph.NamedReferences.There(Kinds.ServiceAccount, space) is not [_, ..] accounts)
        {
            return;
        }

        var said = MessageText.Of(
            $"'{values.PathOf(at)}' of '{values.Resource}' is '{at.Value}', but nothing in {Namespaces.Describe(space)} defines ServiceAccount '{name}'");
        if (NameSlips.Nearest(name, accounts) is { } near)
        {
            values.Add(WordSlips.Of(values.Resource, at, said, at.Value[..^name.Length] + near.Name, Effect,
                new RelatedSpan(near.At.Span, $"ServiceAccount '{near.Name}' is here")));
            return;
        }

        values.Add(new ValueProblem(values.Resource, at, said)
        {
            Severity = Severity.Note,
            Label = "no such ServiceAccount here",
            Effect = Effect,
            Help = $"name one of this namespace, such as '{accounts[0].Name}', or {Whereabouts.DeclareIt}",
        });
    }
}
