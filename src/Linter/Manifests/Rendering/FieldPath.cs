using System.Globalization;
using System.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// The field paths of replacements and vars: <c>spec.ports.0.port</c>, <c>spec.containers.[name=web].image</c>, <c>*</c> for every item.
/// </summary>
internal static class FieldPath
{
    /// <summary>Whoever writes a longer path means no object that exists; each step is a call.</summary>
    public const int MostSteps = 200;

    /// <summary>The mappings and lists that hold the last step of a path, and that step.</summary>
    public static IEnumerable<(ReplayedValue Holder, string Step)> Holders(ReplayedValue root, string path, Place? made = null)
    {
        var steps = Steps(path);
        if (steps.Count is 0 or > MostSteps)
            return [];

        IEnumerable<ReplayedValue> at = [root];
        for (var i = 0; i < steps.Count - 1; i++)
        {
            var step = steps[i];
            var makes = made is not null && i + 1 < steps.Count && !steps[i + 1].StartsWith('[');
            at = [.. at.SelectMany(value => Values(value, step) is { Count: > 0 } found ? found
                : makes && value.Kind == NodeKind.Mapping ? [value.Open(step, made!.Value)]
                : [])];
        }

        return at.Select(holder => (holder, steps[^1]));
    }

    public static ReplayedValue? First(ReplayedValue root, string path)
    {
        foreach (var (holder, step) in Holders(root, path))
        {
            if (Values(holder, step) is [var first, ..])
                return first;
        }

        return null;
    }

    public static IReadOnlyList<ReplayedValue> Values(ReplayedValue at, string step)
    {
        if (at.Kind == NodeKind.Mapping)
            return step == "*" ? [.. at.Entries.Values.Select(entry => entry.Value)] : at.Find(step) is { } value ? [value] : [];
        if (at.Kind != NodeKind.Sequence)
            return [];
        if (step == "*")
            return at.Items;
        if (int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return index < at.Items.Count ? [at.Items[index]] : [];

        var equal = step.IndexOf('=', StringComparison.Ordinal);
        if (equal < 0 || !step.StartsWith('[') || !step.EndsWith(']'))
            return [];

        var (key, wanted) = (step[1..equal], step[(equal + 1)..^1]);
        return [.. at.Items.Where(item => key.Length == 0
            ? item.Kind == NodeKind.Scalar && item.Text == wanted
            : item.TextAt(key) == wanted)];
    }

    private static List<string> Steps(string path)
    {
        var steps = new List<string>();
        var step = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var letter = path[i];
            if (letter == '\\' && i + 1 < path.Length)
            {
                step.Append(path[++i]);
                continue;
            }

            depth += letter switch { '[' => 1, ']' => -1, _ => 0 };
            if (letter == '.' && depth <= 0)
                End();
            else
                step.Append(letter);
        }

        End();
        return steps;

        void End()
        {
            if (step.Length > 0)
                steps.Add(step.ToString());
            step.Clear();
        }
    }
}
