using System.Collections.Frozen;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Strategic merges as kustomize does them, on replayed values.</summary>
internal static class PatchMerge
{
    private const string Directive = "$patch";

    /// <summary>
    /// The merge keys of the Kubernetes API's lists by the field that holds the list: x-kubernetes-list-map-keys and patchMergeKey of its
    /// OpenAPI document.
    /// </summary>
    private static readonly FrozenDictionary<string, string[]> Keys = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["ephemeralContainers"] = ["name"],
        ["volumes"] = ["name"],
        ["env"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["ports"] = ["containerPort", "port", "protocol"],
        ["imagePullSecrets"] = ["name"],
        ["secrets"] = ["name"],
        ["hostAliases"] = ["ip"],
        ["topologySpreadConstraints"] = ["topologyKey", "whenUnsatisfiable"],
        ["resourceClaims"] = ["name"],
        ["schedulingGates"] = ["name"],
        ["webhooks"] = ["name"],
        ["validations"] = ["expression"],
        ["conditions"] = ["type"],
        ["ownerReferences"] = ["uid"],
        ["taints"] = ["key", "effect"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Merges a patch into an object. False where the patch deletes it.</summary>
    /// <param name="target">The object.</param>
    /// <param name="patch">A mapping.</param>
    /// <param name="by">What messages call the patch.</param>
    /// <param name="renames">Whether the patch may change the object's name.</param>
    public static bool Apply(ReplayedObject target, WrittenNode patch, string by, bool renames)
    {
        if (patch.Text(Directive) == "delete")
            return false;

        // Lists of kinds that kustomize knows no schema of are replaced.
        var merge = new Merge(by, KindCatalog.IsBuiltIn(target.Kind));
        foreach (var (key, value) in patch.Entries)
        {
            if (key.Node.Is("metadata"))
                merge.Into(target.Root, key, value, except: renames ? ["namespace"] : ["name", "namespace"]);
            else if (key.Value is not ("apiVersion" or "kind"))
                merge.Into(target.Root, key, value, []);
        }

        return true;
    }

    /// <summary>What sets an item of a list apart; null for lists whose items have nothing such.</summary>
    public static string? Identity(string field, Func<string, string?> textAt)
    {
        if (!Keys.TryGetValue(field, out var keys))
            return null;

        var values = keys.Select(key => textAt(key) ?? (key == "protocol" ? "TCP" : ""));
        var identity = string.Join('\0', values);
        return field == "ports" && identity == "\0\0TCP" ? null : identity;
    }

    private static string? Identity(string field, ReplayedValue item) => Identity(field, key => item.TextAt(key));

    private sealed record Merge(string By, bool HasSchema)
    {
        public void Into(ReplayedValue target, WrittenNode key, WrittenNode value, ReadOnlySpan<string> except)
        {
            var name = ScalarValue.KeyText(key.Node);
            if (name.StartsWith('$'))
                return;

            if (value.Node.IsNull || value.Text(Directive) == "delete")
            {
                target.Entries.Remove(name);
                return;
            }

            var before = target.Find(name);
            if (before?.Kind == NodeKind.Mapping && value.Node.IsMapping && value.Text(Directive) != "replace")
                Mappings(before, value, except);
            else if (before?.Kind == NodeKind.Sequence && value.Node.IsSequence && HasSchema && Keys.ContainsKey(name))
                Lists(before, value, name);
            else
                target.Set(name, key.Place, Fresh(value), By);
        }

        private void Mappings(ReplayedValue target, WrittenNode patch, ReadOnlySpan<string> except)
        {
            foreach (var (key, value) in patch.Entries)
            {
                if (!except.Contains(key.Value))
                    Into(target, key, value, []);
            }
        }

        // Items of the patch come first, in its order; the others keep theirs.
        private void Lists(ReplayedValue target, WrittenNode patch, string field)
        {
            var rest = new OrderedDictionary<string, ReplayedValue>(StringComparer.Ordinal);
            var number = 0;
            foreach (var item in target.Items)
                rest.TryAdd(Identity(field, item) ?? $"#{number++}", item);

            var merged = new List<ReplayedValue>();
            foreach (var item in patch.Items)
            {
                var identity = Identity(field, key => item.Text(key)) ?? "";
                var known = rest.GetValueOrDefault(identity);
                rest.Remove(identity);
                switch (item.Text(Directive))
                {
                    case "delete":
                        break;
                    case "replace" when item.Node.Entries.Count == 1:
                        rest.Clear();
                        break;
                    case null when known is { Kind: NodeKind.Mapping } && item.Node.IsMapping:
                        Mappings(known, item, []);
                        merged.Add(known);
                        break;
                    default:
                        merged.Add(Fresh(item));
                        break;
                }
            }

            target.Items.Clear();
            target.Items.AddRange(merged.Concat(rest.Values));
        }

        private static ReplayedValue Fresh(WrittenNode value)
        {
            var fresh = new ReplayedValue(value);
            if (fresh.Kind == NodeKind.Mapping && value.Node.Find(Directive) is not null)
                fresh.Entries.Remove(Directive);
            return fresh;
        }
    }
}
