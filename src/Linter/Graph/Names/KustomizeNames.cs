using Linter.Manifests;

namespace Linter.Graph;

/// <summary>What kustomize knows of references: those of its own nameReference follow what it renames.</summary>
internal static class KustomizeNames
{
    /// <summary>
    /// Whether references of such a resource follow the object: what a custom resource makes is renamed with it, and kustomize does not
    /// know that. Sources: kustomize, api/internal/konfig/builtinpluginconsts/namereference.go.
    /// </summary>
    public static bool Follow(GroupKind asker, MadeObject named) =>
        named.Maker.Kind == named.Kind && Follow(asker);

    /// <summary>The same of what is no other object's making.</summary>
    public static bool Follow(GroupKind asker) =>
        asker.Group is "" or "apps" or "batch" or "autoscaling" or "networking.k8s.io" or "rbac.authorization.k8s.io" or "storage.k8s.io"
            or "apiregistration.k8s.io" or "admissionregistration.k8s.io";

    /// <summary>What to do where kustomize leaves a reference as it is written.</summary>
    /// <param name="name">What the object is rendered as.</param>
    public static string NotRenamed(string name) =>
        $"kustomize renames only the references that its nameReference has, in one namespace: add this one to it in configurations, or {(HashedName.IsHashed(name) ? "generate it with disableNameSuffixHash" : $"name '{name}'")}";
}
