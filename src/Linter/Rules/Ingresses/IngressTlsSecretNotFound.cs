using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A TLS section that names a Secret which is not there, or which holds no certificate.</summary>
public sealed class IngressTlsSecretNotFound : IRule
{
    private const string TlsType = "kubernetes.io/tls";
    private const string DefaultCertificate = "the controller serves its default certificate, which browsers refuse";

    private static readonly string[] DataFields = ["data", "stringData"];
    private static readonly string[] Keys = ["tls.crt", "tls.key"];

    public string Id => "ingress-tls-secret-not-found";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var made = context.Graph.NamedReferences.Producers;
        foreach (var ingress in context.Part.Ingresses)
        {
            if (ingress.Spec?.Find("tls") is null)
                continue;

            foreach (var name in SecretNames(ingress).DistinctBy(name => name.Span))
            {
                if (Judge(context, ingress, name, made) is { } finding)
                    yield return finding;
            }
        }
    }

    private static IEnumerable<Node> SecretNames(IngressView ingress) =>
        (ingress.Spec?.Find("tls")?.Items ?? default)
            .Select(entry => entry.Find("secretName"))
            .OfType<Node>()
            .Where(name => name is { IsScalar: true, IsNull: false } && name.Value.Length > 0);

    private static Finding? Judge(RuleContext context, IngressView ingress, Node name, Producers made)
    {
        var (graph, @namespace) = (context.Graph, ingress.Resource.Namespace);
        var found = graph.Find(Kinds.Secret, @namespace, name.Value);
        if (!found.Certain.IsEmpty)
        {
            var problems = found.Certain.Select(secret => Content(context, ingress, name, secret)).ToList();
            return problems.Contains(null) ? null : problems[0];
        }

        if (IngressAnnotations.MakesSecrets(graph, ingress.Resource) || made.Make(Kinds.Secret, @namespace, name.Value)
            || graph.Externals.Has(Kinds.Secret, @namespace, name.Value))
        {
            return null;
        }

        var elsewhere = graph.FindAnywhere(Kinds.Secret, name.Value)
            .Concat(made.Of(Kinds.Secret, name.Value).Select(secret => secret.Maker))
            .ToList();
        if (elsewhere.FirstOrDefault(secret => graph.Namespaces.Meet(@namespace, secret.Namespace) == Meeting.Perhaps) is { } possible)
            return PerhapsElsewhere(context, ingress, name, possible);
        if (elsewhere.Count > 0)
            return InOtherNamespace(context, ingress, name, elsewhere[0]);

        var unused = context.Prepare(all => new UnusedSecrets(all)).In(@namespace);
        if (Nearest(name.Value, unused, secret => [secret.Name]) is var (near, _))
            return UnderNearName(context, ingress, name, near);
        return Nearest(name.Value, unused, graph.NamedReferences.FormerNames) is var (renamed, former)
            && (former != name.Value || graph.Stage.FormerNames(renamed.Maker).Contains(former, StringComparer.Ordinal))
            ? UnderFormerName(context, ingress, name, renamed, former)
            : Absent(context, ingress, name);
    }

    // What controllers read are the keys; the type only makes the API server check them.
    private static Finding? Content(RuleContext context, IngressView ingress, Node name, Resource secret)
    {
        var typeNode = secret.Root.Find("type") is { IsNull: false } written ? written : (Node?)null;
        var type = typeNode?.Value ?? "Opaque";
        var keys = DataFields.SelectMany(field => secret.Root.Find(field)?.Entries ?? default).Select(entry => entry.Key.Value)
            .ToHashSet(StringComparer.Ordinal);
        var missing = Keys.Where(key => !keys.Contains(key)).ToList();
        if (missing.Count == 0)
            return type == TlsType ? null : OtherType(context, ingress, name, secret, typeNode, type);

        // A Secret without any data is a placeholder that something fills in; one of the right type the API server refuses.
        return keys.Count == 0 && type is "Opaque" or TlsType ? null : Unusable(context, ingress, name, secret, typeNode, type, missing);
    }

    private static Finding OtherType(RuleContext context, IngressView ingress, Node name, Resource secret, Node? typeNode, string type) =>
        context.At(ingress.Resource, name, Severity.Note,
            $"Ingress '{ingress.Resource.Name}' takes its certificate from Secret '{secret.Name}', which is of type '{type:1}' instead of 'kubernetes.io/tls'") with
        {
            Related = [new RelatedSpan((typeNode ?? secret.NameNode).Span, $"{secret.Quoted} is of type {type}")],
            Effect = "most controllers read its keys all the same, but nothing checks that it holds a certificate",
            Help = $"make its type {TlsType}",
        };

    private static Finding Unusable(
        RuleContext context, IngressView ingress, Node name, Resource secret, Node? typeNode, string type, List<string> missing) =>
        context.At(ingress.Resource, name, Severity.Error,
            $"Ingress '{ingress.Resource.Name}' takes its certificate from Secret '{secret.Name}', which is of type '{type:1}' and does not hold '{string.Join(", ", missing)}'") with
        {
            Label = "this Secret holds no certificate",
            Related = [new RelatedSpan((typeNode ?? secret.NameNode).Span, $"{secret.Quoted} is of type {type}")],
            Effect = DefaultCertificate,
            Help = $"name a Secret of type {TlsType}, with the keys {Keys[0]} and {Keys[1]}",
        };

    private static Finding InOtherNamespace(RuleContext context, IngressView ingress, Node name, Resource elsewhere)
    {
        var at = elsewhere.Find(Resource.Paths.Namespace) ?? elsewhere.NameNode;
        return context.At(ingress.Resource, name, Severity.Error,
            $"Ingress '{ingress.Resource.Name}' in {Namespaces.Describe(ingress.Resource.Namespace)} takes its certificate from Secret '{name.Value}', which is in namespace '{elsewhere.Namespace:1}'") with
        {
            Label = "an Ingress reads Secrets of its own namespace only",
            Related = [new RelatedSpan(at.Span, $"{Holds(elsewhere, name.Value)} in {Namespaces.Describe(elsewhere.Namespace)}")],
            Effect = DefaultCertificate,
            Help = "put the Secret into the namespace of the Ingress",
        };
    }

    private static Finding PerhapsElsewhere(RuleContext context, IngressView ingress, Node name, Resource possible) =>
        context.At(ingress.Resource, name, Severity.Note,
            $"Ingress '{ingress.Resource.Name}' takes its certificate from Secret '{name.Value}', {Namespaces.WhyPerhaps(ingress.Resource.Namespace, possible.Namespace)}") with
        {
            Related = [new RelatedSpan((possible.Find(Resource.Paths.Namespace) ?? possible.NameNode).Span,
                Holds(possible, name.Value)
                    + (possible.Namespace is { } its ? $" in namespace '{its}'" : " here, and names no namespace"))],
            Help = Namespaces.HelpToMeet(ingress.Resource.Namespace, possible.Namespace),
        };

    private static Finding UnderNearName(RuleContext context, IngressView ingress, Node name, MadeObject near)
    {
        var finding = context.At(ingress.Resource, name, Severity.Error,
            $"Ingress '{ingress.Resource.Name}' takes its certificate from Secret '{name.Value}', which nothing in {Namespaces.Describe(ingress.Resource.Namespace)} defines; nearest is '{near.Name:1}'") with
        {
            Label = "no such Secret",
            Related = [new RelatedSpan(near.At.Span, Holds(near.Maker, near.Name) + " here")],
            Effect = DefaultCertificate,
            Help = $"did you mean '{near.Name}'?",
            Fix = ScalarEdit.Replace(ingress.Resource.Root, name, near.Name) is { } edit
                ? new Fix($"name Secret '{near.Name}'", [edit], IsSafe: false)
                : null,
        };
        return context.Closed(finding, Makes.Secrets, hasEvidence: true);
    }

    private static Finding UnderFormerName(RuleContext context, IngressView ingress, Node name, MadeObject secret, string former)
    {
        var isLeft = former == name.Value;
        var isFollowed = !isLeft && KustomizeNames.Follow(ingress.Resource.Kind, secret);
        var why = isLeft
            ? MessageText.Of($"which kustomize renders as '{secret.Name:1}'")
            : MessageText.Of(
                $"which nothing in {Namespaces.Describe(ingress.Resource.Namespace)} defines; nearest is '{former}', rendered as '{secret.Name:1}'");
        var finding = context.At(ingress.Resource, name, Severity.Error,
            $"Ingress '{ingress.Resource.Name}' takes its certificate from Secret '{name.Value}', {why}") with
        {
            Label = "no such Secret",
            Related = [new RelatedSpan(secret.At.Span, Holds(secret.Maker, secret.Name) + " here")],
            Effect = DefaultCertificate,
            Help = (isLeft ? "" : $"did you mean '{former}'? ")
                + (isFollowed ? MissingNameFindings.KustomizeRenames : KustomizeNames.NotRenamed(secret.Name)),
            Fix = isFollowed && context.Graph.Stage.FormerNames(secret.Maker).Contains(former, StringComparer.Ordinal)
                && ScalarEdit.Replace(ingress.Resource.Root, name, former) is { } edit
                ? new Fix($"name Secret '{former}'", [edit], IsSafe: false)
                : null,
        };
        return context.Closed(finding, Makes.Secrets, hasEvidence: true);
    }

    private static Finding Absent(RuleContext context, IngressView ingress, Node name) =>
        context.Closed(context.At(ingress.Resource, name, Severity.Note,
            $"Ingress '{ingress.Resource.Name}' takes its certificate from Secret '{name.Value}', which nothing here defines or makes") with
        {
            Label = "no such Secret",
            Effect = $"until the Secret is there, {DefaultCertificate}",
            Help = "create it beside these manifests, have cert-manager make it, or declare it under externals",
        }, Makes.Secrets, hasEvidence: false);

    private static string Holds(Resource resource, string name) =>
        resource.Kind == Kinds.Secret ? $"{resource.Quoted} is" : $"{resource.Quoted} makes Secret '{name}'";

    private static (MadeObject Secret, string Name)? Nearest(
        string name, List<MadeObject> unused, Func<MadeObject, IEnumerable<string>> namesOf)
    {
        var named = unused.SelectMany(namesOf, (secret, own) => (Secret: secret, Name: own)).ToList();
        var nearest = named.Exists(other => other.Name == name)
            ? name
            : Spelling.Nearest(name, named.Select(other => other.Name).Where(other => !DifferInDigitsOnly(name, other)));
        return nearest is null ? null : named.Find(other => other.Name == nearest);
    }

    // "site-1-tls" and "site-2-tls" are two things.
    private static bool DifferInDigitsOnly(string a, string b) =>
        a.Where(character => !char.IsAsciiDigit(character)).SequenceEqual(b.Where(character => !char.IsAsciiDigit(character)));

    /// <summary>Secrets that a name may be a slip for: one that another TLS section asks for has its own use.</summary>
    private sealed class UnusedSecrets(LinkGraph graph)
    {
        private readonly HashSet<string> asked = [.. graph.Ingresses.SelectMany(SecretNames).Select(name => name.Value)];
        private readonly Dictionary<string, List<MadeObject>> byNamespace = new(StringComparer.Ordinal);

        public List<MadeObject> In(string? @namespace)
        {
            lock (byNamespace)
            {
                if (!byNamespace.TryGetValue(@namespace ?? "", out var list))
                    byNamespace[@namespace ?? ""] = list = Find(@namespace);
                return list;
            }
        }

        private List<MadeObject> Find(string? @namespace) =>
        [
            .. graph.OfKind(Kinds.Secret)
                .Where(secret => secret.Name.Length > 0 && secret.Root.Find("type") is { } type && type.Is(TlsType))
                .Select(secret => new MadeObject(Kinds.Secret, secret.Name, secret.NameNode, secret, IsEverywhere: false))
                .Concat(graph.NamedReferences.Producers.All.Where(item => item.Kind == Kinds.Secret))
                .Where(secret => !asked.Contains(secret.Name) && graph.Namespaces.Meet(@namespace, secret.Maker.Namespace) == Meeting.Yes)
                .Take(Spelling.MostCandidates),
        ];
    }
}
