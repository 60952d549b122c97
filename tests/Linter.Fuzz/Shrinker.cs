using System.Collections.Immutable;
using System.Diagnostics;

namespace Linter.Fuzz;

/// <summary>Takes away what a failing case does not need: files, lines, then characters.</summary>
internal static class Shrinker
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    public static ImmutableArray<CaseFile> Shrink(ImmutableArray<CaseFile> files, Func<ImmutableArray<CaseFile>, bool> fails)
    {
        var watch = Stopwatch.StartNew();
        files = [.. Without(files, part => fails([.. part]), watch)];
        for (var at = 0; at < files.Length; at++)
        {
            var (index, now) = (at, files);
            bool FailsWith(string text) => fails(now.SetItem(index, now[index] with { Text = text }));
            var lines = Without(files[at].Text.Split('\n'), part => FailsWith(string.Join('\n', part)), watch);
            var text = string.Join('\n', lines);
            files = files.SetItem(at,
                files[at] with
                {
                    Text = text.Length < 400
                        ? new string([.. Without(text.ToCharArray(), part => FailsWith(new string([.. part])), watch)])
                        : text,
                });
        }

        return files;
    }

    // Leaves out ever smaller stretches for as long as the case fails.
    private static List<T> Without<T>(IReadOnlyList<T> items, Func<List<T>, bool> fails, Stopwatch watch)
    {
        var kept = items.ToList();
        for (var size = Math.Max(1, kept.Count / 2); size >= 1; size /= 2)
        {
            for (var at = 0; at < kept.Count && watch.Elapsed < Longest;)
            {
                var candidate = kept.ToList();
                candidate.RemoveRange(at, Math.Min(size, kept.Count - at));
                if (fails(candidate))
                    kept = candidate;
                else
                    at += size;
            }
        }

        return kept;
    }
}
