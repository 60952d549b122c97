using System.Collections.Immutable;
using System.Text;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>An Ingress and an IngressClass (k8s.io/kubernetes pkg/apis/networking/validation), less what the ingress rules say.</summary>
internal static class IngressValues
{
    private const int LongestController = 250;

    private static readonly ImmutableArray<string> PathTypes = ["Exact", "Prefix", "ImplementationSpecific"];
    private static readonly ImmutableArray<string> Scopes = ["Cluster", "Namespace"];
    private static readonly NodePath Rules = NodePath.Parse("spec.rules");
    private static readonly NodePath Paths = NodePath.Parse("http.paths");
    private static readonly NodePath Secrets = NodePath.Parse("spec.tls[*].secretName");
    private static readonly NodePath Class = NodePath.Parse("spec.ingressClassName");
    private static readonly NodePath DefaultBackend = NodePath.Parse("spec.defaultBackend");
    private static readonly NodePath BackendGroup = NodePath.Parse("resource.apiGroup");
    private static readonly NodePath Controller = NodePath.Parse("spec.controller");
    private static readonly NodePath Spec = NodePath.Parse("spec");

    public static void Judge(ValueList values)
    {
        var ingress = values.Resource;
        values.Name(ingress.Find(Class), ValueFlaws.OfSubdomain, Words.Subdomain);
        values.Name(ValueList.Filled(ingress.Find(DefaultBackend)?.At(BackendGroup)), ValueFlaws.OfSubdomain, Words.Subdomain);
        foreach (var secret in ingress.Select(Secrets))
            values.Name(ValueList.Filled(secret), ValueFlaws.OfSubdomain, Words.Subdomain);
        foreach (var rule in ingress.Find(Rules)?.Items ?? default)
        {
            foreach (var path in rule.At(Paths)?.Items ?? default)
            {
                values.OneOf(ValueList.Filled(path.Find("pathType")), PathTypes);
                values.Name(ValueList.Filled(path.Find("backend")?.At(BackendGroup)), ValueFlaws.OfSubdomain, Words.Subdomain);
            }
        }
    }

    public static void JudgeClass(ValueList values)
    {
        if (ValueList.Filled(values.Resource.Find(Controller)) is { } controller)
            JudgeController(values, controller);
        if (values.Resource.Find(Spec)?.FindEntry("parameters") is { Value.IsMapping: true } parameters)
            JudgeParameters(values, parameters);
    }

    private static void JudgeController(ValueList values, Node controller)
    {
        if (Encoding.UTF8.GetByteCount(controller.Value) > LongestController)
        {
            values.Add(controller, $"'spec.controller' of '{values.Resource}' is longer than '{LongestController}' bytes", "too long",
                "use a shorter name for the controller");
        }
        else if (!LabelGrammars.IsDomainPrefixedPath(controller.Value))
        {
            values.Add(controller, $"'spec.controller' of '{values.Resource}' is '{controller.Value}', but has to be a domain and a path",
                "not a domain and a path", "write the name that the controller goes by, such as example.com/ingress-controller");
        }
    }

    private static void JudgeParameters(ValueList values, Entry entry)
    {
        var parameters = entry.Value;
        values.Name(ValueList.Filled(parameters.Find("apiGroup")), ValueFlaws.OfSubdomain, Words.Subdomain);
        foreach (var field in (string[])["kind", "name"])
        {
            values.Name(ValueList.Filled(parameters.Find(field)), text => ValueFlaws.OfName(text, NameForm.PathSegment, int.MaxValue),
                Words.PathSegment);
        }

        var scope = ValueList.Filled(parameters.Find("scope"));
        values.OneOf(scope, Scopes);
        var @namespace = ValueList.Text(parameters.Find("namespace"));
        if (scope?.Is("Namespace") == true)
            JudgeNamespace(values, entry, scope.Value, @namespace);
        else if (@namespace is { } given && (scope is null || scope.Value.Is("Cluster")))
            AddForbiddenNamespace(values, parameters, scope, given);
    }

    private static void JudgeNamespace(ValueList values, Entry parameters, Node scope, Node? @namespace)
    {
        if (@namespace is { } node && !node.Is(""))
        {
            values.Name(node, ValueFlaws.OfLabelName, Words.Label);
            return;
        }

        values.Add(new ValueProblem(values.Resource, @namespace ?? parameters.Key, MessageText.Of(
            $"the parameters of '{values.Resource}' have scope '{scope.Value:1}', but name no namespace"))
        {
            Label = "no namespace here",
            Related = new RelatedSpan(scope.Span, "the scope"),
            Help = "add namespace, where the parameters are, or set scope: Cluster",
        });
    }

    private static void AddForbiddenNamespace(ValueList values, Node parameters, Node? scope, Node given)
    {
        var key = parameters.FindEntry("namespace")!.Value.Key;
        values.Add(new ValueProblem(values.Resource, key, scope is { } written
            ? MessageText.Of(
                $"the parameters of '{values.Resource}' name namespace '{given.Value}', but their scope is '{written.Value:1}'")
            : MessageText.Of(
                $"the parameters of '{values.Resource}' name namespace '{given.Value}', but give no scope, which means 'Cluster'"))
        {
            Label = "not with this scope",
            Related = scope is { } node ? new RelatedSpan(node.Span, "the scope") : null,
            Help = "set scope: Namespace, or remove namespace",
        });
    }
}
