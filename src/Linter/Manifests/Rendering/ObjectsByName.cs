namespace Linter.Manifests;

/// <summary>Replayed objects by every name that they bear or bore, so that a patch for each of many need not be held against all.</summary>
/// <param name="objects">In order; may change if <see cref="Changed"/> is called.</param>
internal sealed class ObjectsByName(List<ReplayedObject> objects)
{
    private ILookup<string, ReplayedObject>? byName;

    public IEnumerable<ReplayedObject> Named(string name) => (byName ??= objects
        .SelectMany(one => one.Names.Select(known => known.Name).Distinct(StringComparer.Ordinal),
            (one, known) => (Name: known, Object: one))
        .ToLookup(pair => pair.Name, pair => pair.Object, StringComparer.Ordinal))[name];

    /// <summary>In order.</summary>
    public List<ReplayedObject> Selected(ObjectSelector selector) =>
        [.. (selector.PlainName is { } name ? Named(name) : objects).Where(selector.Selects)];

    /// <summary>Some object has another name by now, or is gone.</summary>
    public void Changed() => byName = null;
}
